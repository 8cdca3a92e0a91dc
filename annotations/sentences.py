"""Where sentences begin and end, by rules that need no model and no language pack."""

import re
from collections.abc import Iterator

from annotations.text.paragraphs import Span, paragraphs

_CLOSING = r"\"'”’»)\]}*_¹²³⁴-⁹"
_OPENING = r"\"'“‘«(\[{‚„*_¿¡"
# Patterns are kept as text: ``re`` compiles each at its first use and remembers it, which
# keeps 3 ms out of every start that needs no sentences.
_WIDE = "。！？｡।॥۔؟።။"
_STOP = (
    rf"(?<![.!?…‽])(?P<stop>\.(?:[ \xa0]\.){{2,3}}+|[.!?…‽]++)"
    rf"(?P<close>(?:\[\d{{1,3}}\]|[{_CLOSING}]|[ \xa0\u202f]»(?=\s))*+)\s++"
    rf"(?=(?P<open>[{_OPENING}]*+)(?P<next>\S{{1,24}}))"
)
_WIDE_STOP = rf"(?<![{_WIDE}])[{_WIDE}]++[{_CLOSING}」』）】》]*+\s*+(?=(?P<next>\S))"
_REPORTS = "とっ"
"""What goes on after a Japanese quotation: 「…。」と言った."""

_DATE = r"(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
_DATELINE = (
    r"(?:(?i:(?:last )?(?:dated?|updated|modified|published|posted|corrected):?) |"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )"
    rf"{_DATE}(?P<gap>[ \t]+)(?=[^\W\d_a-z])"
)
"""A line of a form, such as ``Updated: May 2, 2024``, run together with the first sentence."""

_CREDIT = r"(?<=[ \t])(?=[IP])(?:Image|Photo|Photograph|Picture)s?: (?=\S)"
"""Before whose picture it is, run together with what it shows."""

_TOKEN = re.compile(r"[^\s\"“‘«(\[{/—–]*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_LONGEST_TOKEN = 24


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words("vs v e.g i.e cf viz")
_TITLES = _words(
    "mr mrs ms mx dr prof sen sens rep reps gov gen adm col lt sgt capt cmdr maj pvt cpl rev hon "
    "pres supt insp mt ft messrs mme mlle fr atty"
)
_BEFORE_NUMBER = _words("no nos nr p pp fig figs vol vols art sec ch eq para approx ca n°")
_WORDS_TOO = _words("no art fig sec")
_DATES = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
_STATES = _words(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb "
    "nev okla ore pa tenn tex va vt wash wis wyo"
)
_EITHER = _words(
    "inc ltd co corp llc plc bros jr sr etc dept est assn univ ave blvd rd st esq bldg ext min max "
    "al ibid ph.d"
)
_CAPITAL_ONLY = _TITLES | _DATES | _STATES
_FIRST_WORDS = _words(
    "a about above according after again all also although among an and another any are as at "
    "because before besides both but by can could despite did do does during each earlier either "
    "even every few finally first for from had has have he her here hers his how however i if in "
    "indeed instead is it its just last later let like many meanwhile more moreover most my neither "
    "never nevertheless next no nobody none nor not nothing now of on once one only or other others "
    "our over perhaps please second several she should since so some somebody someone still such "
    "than that the their them then there therefore these they this those though three through thus "
    "to today two under unless until upon was we were what when where whereas whether which while "
    "who whose why with within without would yes yesterday yet you your"
)
"""Words that often begin a sentence and are hardly ever a name: they decide after ``U.S.``."""

_NEVER_LAST_ELSEWHERE = _words(
    "abs bzw vgl bspw dipl z.b d.h mlle mgr env l'art l’art sra srta dra dña núm pág ee "
    "sig sig.ra dott avv l'on l’on dhr mevr drs bijv ul tzw tzn exmo exma"
)
"""Titles and the like of other languages; none is an English word, so they count in any text."""

_AMOUNTS_ELSEWHERE = _words("mio mrd mln mld tsd uu")
_FIRST_WORDS_ELSEWHERE = _words(
    "der die das es er sie ein eine ich wir und aber el los las la un una en pero de het een"
)
_ORDINAL = re.compile(r"\b(?:am|der|dem|den|des|vom|zum|zur|im|seit|bis|ab) \d{1,2}\Z", re.I)
_AFTER_ORDINAL = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "jahrhundert jahrhunderts"
)
"""What follows a German ordinal: ``am 3. Mai``, ``im 19. Jahrhundert``."""

_SPEECH = (
    r"(?:[^\W\d_][\w.'’-]*+\s+){1,3}"
    r"(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|replied|shouted|cried|tweeted)\b"
)
_SPEECH_REACH = 60

_MARKER = r"(?P<bullet>[•⁃▪]\s?)?(?:(?P<number>\d{1,3}|[a-z])(?P<end>\.\)|[.)]))?(?=\s)"
_NEXT_MARKER = r"(?<=\s)(?:(?:[•⁃▪]\s?)?(?:\d{1,3}|[a-z])(?:\.\)|[.)])(?=\s+[^\W\d_])|[•⁃▪](?=\s))"


def sentences(text: str) -> list[Span]:
    """Give the trimmed spans of the sentences, in order; none crosses a paragraph's end.

    Closing quotes and brackets belong to the sentence they close. A heading or a line
    without a full stop is a sentence of its own. The time taken is linear in the text.
    """
    return [span for paragraph in paragraphs(text) for span in _split(text, *paragraph)]


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    marks = _items(text, start, end)
    after_marks = {after for _, after in marks}
    cuts = [
        (found.end("close"), found.end())
        for found in re.compile(_STOP).finditer(text, start, end)
        if found.end("close") not in after_marks and _is_boundary(text, start, found)
    ]
    cuts += [
        (found.end(), found.end())
        for found in re.compile(_WIDE_STOP).finditer(text, start, end)
        if _is_wide(found)
    ]
    cuts += [(begin, begin) for begin, _ in marks if begin > start]
    cuts += [(found.start(),) * 2 for found in re.compile(_CREDIT).finditer(text, start, end)]
    dateline = re.compile(_DATELINE).match(text, start, end)
    if dateline:
        cuts.append(dateline.span("gap"))
    for last, following in sorted(cuts):
        if start < last:
            yield start, start + len(text[start:last].rstrip())
        start = max(start, following)
    yield start, end


def _is_wide(found: re.Match[str]) -> bool:
    return not (found["next"] in _REPORTS and found[0][-1] in "」』”")


def _is_boundary(text: str, floor: int, found: re.Match[str]) -> bool:
    """Whether the stop that was found ends a sentence."""
    following = found["next"]
    word = _first_word(following)
    if not _can_begin(following, word):
        return False
    if "]" in found["close"] and found["stop"] in ("...", "…"):
        return bool(word) and not found["open"]
    if found["stop"] != ".":
        return not _is_interrupted(text, found, word)
    if word.lower() in _AFTER_ORDINAL:
        before = text[max(floor, found.start() - _LONGEST_TOKEN) : found.start()]
        if _ORDINAL.search(before):
            return False
    token = _token_before(text, floor, found.start())
    return _ends_after(token, found, word)


def _first_word(following: str) -> str:
    found = _WORD.match(following)
    return found[0] if found else ""


def _can_begin(following: str, word: str) -> bool:
    """Whether a sentence can begin so: not with a lower-case word (but ``iPhone`` can)."""
    if word:
        return not word[0].islower() or word[1:2].isupper()
    return following[0] not in ",;:.!?…%)]}/&|=+<>~"


def _is_interrupted(text: str, found: re.Match[str], word: str) -> bool:
    """Whether the speaker only falters (``the thing is... I forgot``) or is named after a quotation."""
    if found["stop"].replace(" ", "") == "...":
        return word == "I"
    if not found["close"] or found["stop"] in ("…", "...."):
        return False
    return bool(re.compile(_SPEECH).match(text, found.end(), found.end() + _SPEECH_REACH))


def _token_before(text: str, floor: int, stop: int) -> str:
    found = _TOKEN.search(text[max(floor, stop - _LONGEST_TOKEN) : stop])
    return found[0] if found else ""


def _ends_after(token: str, found: re.Match[str], word: str) -> bool:
    """Whether a full stop after this token ends the sentence, or only the abbreviation."""
    known = token.lower()
    if known in _NEVER_LAST or known in _NEVER_LAST_ELSEWHERE:
        return False
    if found["close"].strip(")]"):
        return True
    if known in _CAPITAL_ONLY and not token[0].isupper():
        return True
    if known in _TITLES:
        return False
    begins_sentence = word.lower() in _FIRST_WORDS
    if known in _AMOUNTS_ELSEWHERE:
        return begins_sentence or word.lower() in _FIRST_WORDS_ELSEWHERE
    if known in _BEFORE_NUMBER or known in _DATES:
        return not found["next"][0].isdigit() and (begins_sentence or known in _WORDS_TOO)
    if known in _EITHER or known in _STATES or _LETTERS.match(token):
        return begins_sentence or any(mark in found["open"] for mark in '"“')
    return True


def _items(text: str, start: int, end: int) -> list[Span]:
    """The markers of a list that stands in one line: ``1) eggs 2) flour``, with their ends.

    The first must open the paragraph and each must count on from the one before it.
    """
    found = re.compile(_MARKER).match(text, start, end)
    if found is None or not found[0]:
        return []
    marks = [found.span()]
    last = found
    for place in re.compile(_NEXT_MARKER).finditer(text, start, end):
        item = re.compile(_MARKER).match(text, place.start(), end)
        if item and _counts_on(last, item):
            marks.append(item.span())
            last = item
    return marks


def _counts_on(last: re.Match[str], item: re.Match[str]) -> bool:
    bullets = {(marker["bullet"] or "").strip() for marker in (last, item)}
    if len(bullets) > 1 or last["end"] != item["end"]:
        return False
    one, other = last["number"], item["number"]
    if not one or not other:
        return one == other
    if one.isdecimal() and other.isdecimal():
        return int(other) == int(one) + 1
    return not one.isdecimal() and not other.isdecimal() and ord(other) == ord(one) + 1
