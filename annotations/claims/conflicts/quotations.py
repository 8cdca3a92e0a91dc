"""What stands between quotation marks, and which quotations were altered."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from annotations.claims.similarity.terms import stem
from annotations.claims.similarity.tokens import STOP_WORDS
from annotations.text.spans import Span

_MARKS = re.compile(r"[“”„\"«»]|\n")
_WORD = re.compile(r"[\w’'-]*\w|…|\.\.\.|[\[(][^\])]*[\])]|[%$€£]")
_FEWEST_WORDS = 4
_FEWEST_IN_PLACE = 2
_ALIKE_IN_PLACE = 0.5
_LEAST_ALIKE = 0.7
_ALIKE_BY_ITSELF = 0.8
_LEAST_OF_A_FRAGMENT = 0.6
_FEWEST_IN_A_ROW = 4
_LONGEST_EDGE = 2
"""Words at the edge of a fragment that may be others: more are another sentence."""
_MOST_REPLACED = 2
"""Words of a fragment's place that may be others."""
_LONGEST_COMPARED = 400
_MOST_MEETINGS = 8000
"""Places where a word of one quotation meets itself in the other, which comparing looks at: more
than in any that does not say one word over and over."""
_CONTRACTED = {
    "it's": "it is", "that's": "that is", "there's": "there is", "he's": "he is", "she's": "she is",
    "what's": "what is", "who's": "who is", "let's": "let us", "i'm": "i am", "you're": "you are",
    "we're": "we are", "they're": "they are", "i've": "i have", "you've": "you have",
    "we've": "we have", "they've": "they have", "i'll": "i will", "you'll": "you will",
    "we'll": "we will", "they'll": "they will", "he'll": "he will", "she'll": "she will",
    "it'll": "it will", "i'd": "i would", "you'd": "you would", "we'd": "we would",
    "they'd": "they would", "he'd": "he would", "she'd": "she would", "isn't": "is not",
    "aren't": "are not", "wasn't": "was not", "weren't": "were not", "don't": "do not",
    "doesn't": "does not", "didn't": "did not", "won't": "will not", "wouldn't": "would not",
    "can't": "can not", "cannot": "can not", "couldn't": "could not", "shouldn't": "should not",
    "hasn't": "has not", "haven't": "have not", "hadn't": "had not", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "'cause": "because", "cause": "because", "'em": "them",
}  # fmt: skip
_SHORTENED = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "dr": "doctor",
    "prof": "professor", "pres": "president", "st": "saint", "mt": "mount", "jr": "junior",
    "sr": "senior", "dept": "department", "govt": "government", "co": "company",
    "corp": "corporation", "inc": "incorporated", "u.s": "us", "%": "percent", "okay": "ok",
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "aug": "august",
    "sept": "september", "sep": "september", "oct": "october", "nov": "november", "dec": "december",
    "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "rev": "reverend", "mr": "mister",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "twenty": "20",
    "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "grey": "gray",
}  # fmt: skip
_FILLERS = frozenset("uh um er ah oh well like so and but you know mean that the a an".split())
_FIRST = frozenset("i me my mine myself we us our ours ourselves am".split())
_THIRD = frozenset(
    "he him his himself she her hers herself they them their theirs themselves is are".split()
)
_GAP = "…"
_MASKED = re.compile(r"\b\w*\*{2,}\w*|\b\w-{2,}\w*")
"""A word that is printed with stars or strokes: what it hides is no difference."""


def quotations(text: str) -> list[Span]:
    """The spans between quotation marks, in order, without the marks.

    A mark opens or closes by its turn in the line, since typists confuse the two shapes; what
    a line does not close ends with it, as a quotation of several paragraphs does.
    """
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        if mark[0] != "\n" and opened is None:
            opened = mark.end()
        elif opened is not None:
            found.append((opened, mark.start()))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return found


_CLOSES_FIRST = re.compile(r"[^“”„\"«»\n]*(?<=[^\s(\[—–-])[”\"»](?=[\s.,;:!?)\]]|\Z)")


def quoted_within(passage: str) -> list[Span]:
    """The spans that a passage quotes; one that begins within a quotation quotes from its start.

    >>> quoted_within("It is over,” she said."), quoted_within("She said “no more.”")
    ([(0, 11)], [(10, 18)])
    """
    if _CLOSES_FIRST.match(passage) is None:
        return quotations(passage)
    return [(max(start - 1, 0), end - 1) for start, end in quotations(f"“{passage}")]


def altered(quote: str, other: str, *, is_in_place: bool = False) -> tuple[str, str] | None:
    """The words of two quotations that differ, where one is the other with some words altered.

    A fragment is compared with its place in a longer quotation. Hyphens, contractions,
    abbreviations, what stands in brackets and what an ellipsis leaves out are no difference.
    None if there is none, if the two are too unlike, or if one only quotes less. Quotations
    that stand ``is_in_place`` of each other may be shorter and less alike.
    """
    a, b = normal_words(quote), normal_words(other)
    fewest = _FEWEST_IN_PLACE if is_in_place else _FEWEST_WORDS
    is_short = max(len(a), len(b)) <= _FEWEST_WORDS
    least = _ALIKE_IN_PLACE if is_in_place and is_short else _LEAST_OF_A_FRAGMENT
    if not fewest <= min(len(a), len(b)) <= max(len(a), len(b)) <= _LONGEST_COMPARED:
        return None
    counts, others = Counter(a), Counter(b)
    common = sum(min(count, others[word]) for word, count in counts.items())
    if common < least * min(len(a), len(b)):
        return None
    if sum(count * others[word] for word, count in counts.items()) > _MOST_MEETINGS:
        return None
    from difflib import SequenceMatcher  # loaded when two passages both quote someone

    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    codes = matcher.get_opcodes()
    is_whole = matcher.ratio() > _ALIKE_BY_ITSELF or (
        matcher.ratio() >= _LEAST_ALIKE and _is_telling(a, blocks)
    )
    is_whole = is_whole or (is_in_place and matcher.ratio() >= least)
    if not is_whole and not _is_fragment(a, b, blocks):
        return None
    inner = list(_inner(codes, a, b, is_whole))
    if not inner or (not is_whole and sum(len(one) for one, _ in inner) > _MOST_REPLACED):
        return None
    return _joined(one for one, _ in inner), _joined(one for _, one in inner)


def _is_telling(a: Sequence[str], blocks: Sequence[tuple[int, int, int]]) -> bool:
    """Whether what two quotations have in common is more than small words."""
    common = {word for place, _, size in blocks for word in a[place : place + size]}
    return len(common - STOP_WORDS) >= 2


def _is_fragment(
    a: Sequence[str], b: Sequence[str], blocks: Sequence[tuple[int, int, int]]
) -> bool:
    """Whether one has most of the other in one place, several words of it in a row."""
    shorter = min(len(a), len(b))
    first_a, first_b, _ = blocks[0]
    last_a, last_b, size = blocks[-1]
    stretch = max(last_a - first_a, last_b - first_b) + size
    if stretch > 1.5 * shorter + 2:
        return False
    common = sum(size for _, _, size in blocks)
    longest = max(blocks, key=lambda block: block[2])
    row = a[longest[0] : longest[0] + longest[2]]
    telling = sum(word not in STOP_WORDS for word in row)
    return (
        common >= _LEAST_OF_A_FRAGMENT * shorter and len(row) >= _FEWEST_IN_A_ROW and telling >= 2
    )


def _inner(
    codes: Sequence[tuple[str, int, int, int, int]],
    a: Sequence[str],
    b: Sequence[str],
    is_whole: bool,
) -> Iterator[tuple[list[str], list[str]]]:
    """The words replaced, dropped or added within what both quote."""
    for place, (name, i, j, k, m) in enumerate(codes):
        if name == "equal":
            continue
        ours, theirs = list(a[i:j]), list(b[k:m])
        is_edge = place in (0, len(codes) - 1)
        if name == "replace" and is_edge:
            ours, theirs = _at_the_edge(ours, theirs, place == 0, is_whole)
        elif name != "replace" and (is_edge or _is_left_out(ours or theirs)):
            continue
        if (ours or theirs) and not _is_no_difference(ours, theirs):
            yield ours, theirs


def _at_the_edge(
    ours: list[str], theirs: list[str], is_first: bool, is_whole: bool
) -> tuple[list[str], list[str]]:
    """What of the words at the edge of two quotations stands over against the other's.

    The longer one goes on: as many of its words as the other has. A fragment begins in the
    middle of what was said.
    """
    size = min(len(ours), len(theirs))
    if is_first and (not is_whole or _are_inflected(ours, theirs)):
        return [], []
    if not is_whole and size > _LONGEST_EDGE:
        return [], []
    if len(ours) != len(theirs) and is_whole and max(len(ours), len(theirs)) > 2 * size + 2:
        return [], []
    cut = slice(-size, None) if is_first else slice(0, size)
    return ours[cut], theirs[cut]


def _are_inflected(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a verb was put into another person: he "looks forward", "I look forward"."""
    return bool(ours and theirs) and stem(ours[-1]) == stem(theirs[-1])


def _is_left_out(words: Sequence[str]) -> bool:
    return _GAP in words or all(word in _FILLERS or word == "" for word in words)


def _is_no_difference(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if _GAP in ours or _GAP in theirs:
        return True
    if any(word.startswith("[") for word in (*ours, *theirs)):
        return True
    if len(ours) == len(theirs) == 1:
        persons = {ours[0], theirs[0]}
        if persons & _FIRST and persons & _THIRD:
            # She "lost her boat"; "I lost my boat".
            return True
    one, other = "".join(ours), "".join(theirs)
    return one == other or _spelled(one) == _spelled(other)


def _spelled(word: str) -> str:
    """A word without what British and American spelling differ in."""
    word = word.replace("our", "or").replace("isation", "ization")
    return re.sub(r"is(e[ds]?|ing)\b", r"iz\1", word).replace("tre", "ter").replace("ll", "l")


_LONGEST_READ = 4_000
"""Characters of a quotation; what is longer is a whole article in quotation marks."""


def normal_words(quote: str) -> list[str]:
    """The words of a quotation, in lower case, in one spelling; [words in brackets] are one.

    Of a quotation that is longer than any that is compared, the beginning.
    """
    found: list[str] = []
    plain_quote = _MASKED.sub(
        "[]", quote[:_LONGEST_READ].lower().replace("’", "'").replace("u.s.", "us")
    )
    for token in _WORD.findall(plain_quote):
        if token[0] == "[":
            found.append("[]")
        elif token[0] == "(":
            continue
        elif token in ("…", "..."):
            found.append(_GAP)
        elif token in _CONTRACTED:
            found += _CONTRACTED[token].split()
        elif "-" in token:
            found += (_SHORTENED.get(part, part) for part in token.split("-") if part)
        else:
            plain = token.strip("'")
            found.append(_SHORTENED.get(plain, plain))
    return found


def _joined(parts: Iterator[list[str]]) -> str:
    return " … ".join(" ".join(part) or "–" for part in parts)
