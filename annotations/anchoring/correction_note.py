"""Notes in which an article says what it said before it was corrected.

Such a note quotes the words that no longer stand in the article. Whoever looks for these
words finds them there, and that is no place for a claim.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

Span = tuple[int, int]


_STEM = 4
"""Letters by which a hint is looked up before it is searched for."""

_BEFORE_WORDS = "*_([{<>#\"“„«»‘’'‚:—–-|"
"""What may stand right before a word."""


class _Cue(NamedTuple):
    """A pattern, and words of which one stands wherever it matches, in lower case.

    Each word has its beginning beside it, which is nothing in scripts that do not part words.
    """

    hints: tuple[tuple[str, str], ...]
    pattern: str


def _cue(hints: str, pattern: str) -> _Cue:
    return _Cue(tuple((_stem(hint), hint) for hint in hints.split("|")), pattern)


# Most texts need none of the patterns; to compile all of them takes longer than to look for marks.
@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _stem(hint: str) -> str:
    """How the longest word begins."""
    word = max(re.findall(r"\w+", hint), key=len)
    return word[:_STEM] if word[0] < "\u0590" else ""


_SAID = "(?:said|stated|read|reported|gave|claimed|wrote|put|quoted|published|described|named)"
_OLDER = "(?:earlier|previous|prior|original|initial|first|older|former|preceding)"
_EDITION = "(?:version|edition|draft|headline|copy|report|story|article)s?"

_PIECE = (
    "(?:article|story|report|post|page|piece|text|column|headline|review|interview|item|dispatch"
    "|entry|sentence|paragraph|note|caption|analysis|blog|news|obituary|feature|essay|version)"
)
_QUOTING = r"(?:,? (?:that|as|here|in)\b|[:：,]| [“\"„«‘'(])"
"""What follows where words are quoted or retold."""

_STATEMENTS = (
    _cue(
        "earlier |previous |prior |original |initial |first |older |former |preceding ",
        rf"\b{_OLDER}(?: \w+)? {_EDITION} (?:(?:of|on|in) (?:this|the|our|that) {_PIECE}\b"
        rf"|(?:\w+ ){{0,2}}{_SAID}\b|had\b|contained\b|misstated\b)",
    ),
    _cue(
        "originally |previously |initially |wrongly|incorrectly|mistakenly |erroneously|earlier |first ",
        rf"\b(?:originally|previously|initially|wrongly|incorrectly|mistakenly|erroneously|first|earlier) {_SAID}{_QUOTING}"
        rf"|\b{_SAID} (?:wrongly|incorrectly|erroneously|mistakenly){_QUOTING}",
    ),
    _cue("misstated|misreported|misquoted", r"\b(?:misstated|misreported|misquoted)\b"),
    _cue(
        "amended|corrected|clarified",
        rf"\b(?:this|the|our) {_PIECE} (?:was|has been) (?:amended|corrected|clarified)\b",
    ),
    _cue("should ", rf"\bshould (?:have (?:read|said)|read){_QUOTING}"),
    _cue("used to ", r"\bused to (?:say|read|state)\b"),
    _cue(
        "version|fassung|artikel",
        r"\b(?:früher|vorherig|erst|älter|ursprünglich|vorig)\w* (?:\w+ )?(?:version|fassung|artikel)",
    ),
    _cue(
        "ursprünglich|zunächst|hieß es",
        r"\b(?:ursprünglich|zunächst) (?:\w+ ){0,2}(?:hieß|stand|lautete|war zu lesen|geschrieben|berichtet)"
        r"|\bhieß es (?:\w+ )?(?:zunächst|ursprünglich)|\b(?:stand|hieß) (?:hier|es hier) (?:zunächst|ursprünglich)",
    ),
    _cue("version", r"\bversion (?:précédente|antérieure|initiale|originale)|(?:précédente|première|ancienne) version"),
    _cue(
        "initialement|avions|d'abord|d’abord",
        r"\b(?:initialement|d['’]abord) (?:écrit|indiqué|publié|affirmé)|\b(?:nous )?avions (?:\w+ )?(?:écrit|indiqué|affirmé)",
    ),
    _cue("versión|versiones", r"\bversi[oó]n(?:es)? (?:\w+ )?(?:anterior|previa|original|inicial)|(?:anterior|primera) versión"),
    _cue("decía|donde dice|originalmente|por error", r"\bdonde (?:decía|dice)\b|\b(?:decía|decíamos|publicamos|publicó|escribimos) (?:originalmente|por error)"),
    _cue("version", r"\bversion[ei] (?:precedente|originale|iniziale|anteriore)|(?:precedente|prima) versione"),
    _cue("scritto|riportato|originariamente", r"\b(?:avevamo|abbiamo) (?:\w+ )?scritto|originariamente (?:scritto|riportato)"),
    _cue("versie", r"\b(?:eerdere|vorige|oorspronkelijke|eerste) versie"),
    _cue("eerder|aanvankelijk", r"\b(?:eerder|aanvankelijk) (?:stond|schreven|meldde|werd)"),
    _cue("wersj", r"\b(?:wcześniejsz|poprzedni|pierwotn|pierwsz)\w* wersj"),
    _cue("pierwotnie", r"\bpierwotnie (?:\w+ )?(?:napisa|poda|brzmia|by)"),
    _cue("versão", r"\bversão (?:anterior|original|inicial|prévia)|(?:anterior|primeira) versão"),
    _cue("version|versjon|udgave|utgave", r"\b(?:tidigare|ursprunglig\w*|första|tidligere|oprindelige?|opprinnelige?) (?:version|versjon|udgave|utgave)"),
    _cue("versio", r"\b(?:aiem|edelli|alkuperäi)\w* versio"),
    _cue("верси|редакци|версі", r"(?:ранн|предыдущ|первоначальн|прежн|перв|попередн)\w* (?:верси|редакци|версі)"),
    _cue("первоначально|ранее", r"\b(?:первоначально|ранее) (?:\w+ )?(?:говорилось|сообщалось|было написано)"),
    _cue("verz", r"\b(?:předchozí|původní|dřívější|predchádzajúc\w+|pôvodn\w+) verz|\bkorábbi verzió"),
    _cue("változat", r"\bkorábbi változat"),
    _cue("sürüm|versiyon|halin", r"\b(?:önceki|ilk) (?:sürüm|versiyon|halin)"),
    _cue("versiun", r"\bversiun\w* (?:anterioară|inițială|precedentă)"),
    _cue("έκδοση", r"(?:προηγούμενη|αρχική|παλαιότερη) έκδοση"),
    _cue("版|記事|報道|当初", r"(?:以前|当初|旧|初|修正前)の?(?:版|記事|報道)|当初(?:、|は|の)"),
    _cue("版本|报道|報道|文章|原文", r"(?:早前|先前|此前|之前|最初|原|旧)的?(?:版本|报道|報道|文章)|原文(?:为|為|误|誤|写)"),
    _cue("버전|기사|보도|판", r"(?:이전|당초|최초|앞선|앞서|기존) ?(?:의 )?(?:버전|기사|보도|판)"),
    _cue("سابق", r"(?:ال)?نسخة (?:ال)?سابقة"),
    _cue("קודמת", r"ג(?:י)?רסה קודמת"),
)  # fmt: skip
"""What a note says: that the words stood in an earlier version, or were wrong."""

_WORDS = (
    "correction|corrections|clarification|clarifications|editor's note|editor’s note|editors' note"
    "|editors’ note|erratum|errata|amendment|retraction|korrektur|korrekturen|korrekturhinweis"
    "|berichtigung|richtigstellung|anmerkung der redaktion|anm. d. red|rectificatif|rectification"
    "|note de la rédaction|corrección|correcciones|rectificación|fe de errores|fe de erratas"
    "|correzione|rettifica|errata corrige|correctie|rectificatie|sprostowanie|korekta|correção"
    "|erramos|rättelse|rettelse|retting|oikaisu|исправление|поправка|уточнение|виправлення|oprava"
    "|helyesbítés|düzeltme|corectură|erată|διόρθωση|訂正|更正|勘误|勘誤|정정|바로잡습니다|تصحيح|תיקון"
).split("|")
_LABELS = tuple(
    _cue(
        word,
        rf"(?:^|\n)(?:<[^>\n]{{1,20}}>|[\s#*_>=\[({{|-])*(?P<label>{re.escape(word)}\b"
        r"(?: (?:and|&|und|et|y|e) \w+)?[^.:\n“„«\"]{0,40}(?:[:：—–.|\])*]|\s*(?:\n|$)))",
    )
    for word in _WORDS
)
"""What a note begins with: such a word at the start of a line, before a mark or alone."""

_HINTS: dict[str, list[tuple[str, str, bool]]] = {}
"""The hints by their beginnings, each with its pattern, and whether that is a label's."""

for _cues, _is_label in ((_STATEMENTS, False), (_LABELS, True)):
    for _each in _cues:
        for _begin, _hint in _each.hints:
            _HINTS.setdefault(_begin, []).append((_hint, _each.pattern, _is_label))

_BEFORE, _AFTER = 60, 90
"""Characters around a hint that a pattern is looked for in."""

_BREAK = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"[.!?:。！？…][\"'”’»)*_\]]*[^\S\n]*\n")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*\s+")
_LONGEST = 3000
_OPENING = {
    "”": "“„”",
    "“": "„",
    "»": "«",
    "«": "»",
    "’": "‘",
    "」": "「",
    "』": "『",
    '"': '"',
    ")": "(",
    "]": "[",
}
_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"'}
_ENCLOSED = {"(": ")", "[": "]"}


def correction_notes(text: str) -> list[Span]:
    """The spans of all notes of correction in the text, in order; they may overlap."""
    level = text.replace("İ", "i").lower()
    apart = level
    for mark in _BEFORE_WORDS:
        apart = apart.replace(mark, " ")
    stems = _HINTS.keys() & {word[:_STEM] for word in apart.split()}
    if not text.isascii():
        stems.add("")
    found = set()
    for hint, pattern, is_label in (each for stem in stems for each in _HINTS.get(stem, ())):
        for start, end in _around(hint, pattern, text, level):
            found.add(_label_span(text, start, end) if is_label else _statement_span(text, start))
    return sorted(found)


def _around(hint: str, pattern: str, text: str, level: str) -> Iterator[Span]:
    """Where the pattern matches around the hint, in a text that is ``level`` in lower case."""
    at = level.find(hint)
    while at >= 0:
        start = max(0, at - _BEFORE)
        found = _compiled(pattern).search(text[start : at + len(hint) + _AFTER])
        if found is not None and found.start() <= at - start < found.end():
            yield start + found.start(found.lastindex or 0), start + found.end()
        at = level.find(hint, at + len(hint))


def _label_span(text: str, at: int, stop: int) -> Span:
    """From the label to the end of its paragraph, or of the next one if it has that alone."""
    end = _paragraph_end(text, at)
    if text[at - 1 : at] == "[":
        closed = text.find("]", at, end)
        end = closed + 1 if closed > 0 else end
    is_alone = not text[stop:end].strip(" \t\n*_#=-)]>")
    return at, _with_quotation(text, at, end, is_led_to=is_alone)


def _statement_span(text: str, at: int) -> Span:
    """From the sentence that has the statement to the end of the paragraph."""
    begin = _paragraph_start(text, at)
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, begin, at)]
    start = sentences[-1] if sentences else begin
    start = _quotation_start(text, begin, start)
    opened = text[start : start + 1]
    if opened in _ENCLOSED:
        closed = text.find(_ENCLOSED[opened], at)
        if closed > 0:
            return start, min(closed + 1, _paragraph_end(text, at))
    return start, _with_quotation(text, start, _paragraph_end(text, at), is_led_to=False)


def _quotation_start(text: str, begin: int, start: int) -> int:
    """Where a quotation begins that ends right before ``start``: the sentence is about it."""
    before = text[begin:start].rstrip()
    opening = _OPENING.get(before[-1:], "")
    places = [before.rfind(mark, 0, len(before) - 1) for mark in opening]
    found = max(places, default=-1)
    return begin + found if found >= 0 and before[-1:] not in ")]" else start


def _paragraph_start(text: str, at: int) -> int:
    first = max(0, at - _LONGEST)
    begin = max((found.end() for found in _BREAK.finditer(text, first, at)), default=first)
    return max((found.end() for found in _LINE_END.finditer(text, begin, at)), default=begin)


def _paragraph_end(text: str, at: int) -> int:
    found = _BREAK.search(text, at, at + _LONGEST)
    end = found.start() if found else min(len(text), at + _LONGEST)
    line = _LINE_END.search(text, at, end)
    return line.end() if line else end


def _with_quotation(text: str, start: int, end: int, *, is_led_to: bool) -> int:
    """Where a note ends that began at ``start``: with the quotation that it leads to."""
    if is_led_to or text[start:end].rstrip(" \t\n*_")[-1:] in (":", "："):
        begin = end + len(text[end : end + _LONGEST]) - len(text[end : end + _LONGEST].lstrip())
        end = _paragraph_end(text, begin) if begin < len(text) else end
    return _closed(text, start, end)


def _closed(text: str, start: int, end: int) -> int:
    """The end, or that of the quotation which is not closed before it."""
    opened: list[str] = []
    for mark in text[start:end]:
        if opened and mark in _CLOSED_BY[opened[-1]]:
            opened.pop()
        elif mark in _CLOSED_BY:
            opened.append(mark)
    closing = _CLOSED_BY[opened[0]] if opened else ""
    places = [text.find(mark, end, end + _LONGEST) for mark in closing]
    return max((place + 1 for place in places if place >= 0), default=end)
