"""The blocks of plain text: paragraphs, headings, captions, notes.

Light, because the first page is painted from it: nothing but ``re`` is imported. What
it decides about a block depends on the first ``SCANNED`` characters and on the block's
neighbours only, so that a long prefix has the same blocks as the whole.
"""

import re
from itertools import pairwise

from reader.articles.header import SCANNED, header

TYPE_CHECKING = False  # ``typing`` is not light
if TYPE_CHECKING:
    from reader.articles.long_text import Text

_LONGEST_NOTE = 250
_LOOKED_AHEAD = 4_096
_FAR = 99
_LICENCE = "*** END OF TH"
_HIGHLIGHT = "@highlight"
_BULLETS = "•●▪*–-"
_CLOSERS = "”\"’')]»"
_NO_HEADING = (
    r"(?i)(?:by|photo|image|credit|source|via|read more|related|watch|advertisement|share)\b"
)
_CAPTION = (
    r"(?is)(?:file photo|photo|image|picture|caption|credit|ap photo|getty images|reuters)"
    r"\s*(?:[:/]|(?:by|credit|courtesy|caption|source)\b)"
    r"|.*\((?:photo|image|picture|ap photo|file)\b[^)]*\)$"
    r"|.*/\s?(?:getty images|ap|reuters|afp)\b"
)
_UPDATE = (
    r"(?i)(?:last )?(?:updated?|modified)\s*(?:[:—–-]|on\b|at\b|\d)"
    r"|(?:correction|clarification)s?\s*[:(—–-]"
    r"|editor[’']?s[’']? note\b"
    r"|this (?:story|article|post|report) (?:has been|was) (?:updated|corrected|amended|changed)\b"
)
_BYLINE = (
    r"[Bb][Yy] [A-ZÀ-Þ][\w.’'-]*"
    r"(?: (?:[A-ZÀ-Þ][\w.’'-]*|and|de|la|le|du|da|van|von|der|den|bin|al|el)){1,7}"
    r"(?:,[^.]{1,60})?"
)
_ITEM = r"(?:[•●▪*–-]|\d{1,2}[.)])\s+\S"


class Manner:
    """What the beginning of a text says about all of it.

    ``body`` and ``end`` are where the article's own words begin and end, ``usual`` is the
    length of a block in the middle of those at the beginning, 0 if there is no title to find.
    """

    __slots__ = ("body", "end", "is_book", "is_wrapped", "usual")

    def __init__(self, text: "Text") -> None:
        head = text[: SCANNED + 1]
        style, self.body, fields = header(head)
        self.is_book = style == "gutenberg"
        self.end = _body_end(text, self.body) if self.is_book else len(text)
        self.is_wrapped = _is_wrapped(head, self.body)
        spans = _spans(head, self.body, min(len(head), self.end), self.is_wrapped)
        lengths = sorted(b - a for a, b in spans[:400] if b <= SCANNED)
        self.usual = 0 if "title" in fields or not lengths else lengths[len(lengths) // 2]


def outline(text: str, *, more: bool = False) -> list[tuple[str, int, int, int]]:
    """The blocks (kind, start, end, level) of the text, trimmed, in order, apart.

    Together they cover every character that is not white space. ``more`` says that the
    text goes on after this: its last blocks are then not taken for an article's end.

    >>> outline("- nine boats\\n- eleven boats")
    [('item', 0, 12, 1), ('item', 13, 27, 1)]
    """
    return outline_slice(text, 0, len(text), Manner(text), more=more)


def outline_slice(
    text: "Text", start: int, end: int, manner: Manner, *, more: bool = False
) -> list[tuple[str, int, int, int]]:
    """The blocks of ``start:end`` as ``outline`` gives them for the whole text.

    The slice is best cut at a blank line: a paragraph that it cuts is two.
    """
    window = text[start : end + _LOOKED_AHEAD]
    size, body, stop = end - start, manner.body - start, manner.end - start
    blocks = [
        ("meta", a, b, 0) for a, b in _spans(window, 0, min(size, max(0, body)), manner.is_book)
    ]
    spans = _spans(window, max(0, body), min(len(window), max(0, stop)), manner.is_wrapped)
    is_end = end + _LOOKED_AHEAD >= len(text) and not more
    before = text[max(0, start - _FAR) : start].rstrip()
    follows_highlight = before.rpartition("\n")[2].strip() == _HIGHLIGHT
    described = _described(
        window, spans, manner.usual, start <= manner.body, is_end, follows_highlight
    )
    blocks += ((kind, a, min(b, size), level) for kind, a, b, level in described if a < size)
    blocks += (("meta", a, b, 0) for a, b in _spans(window, max(0, stop), size, True))
    if start:
        return [(kind, a + start, b + start, level) for kind, a, b, level in blocks]
    return blocks


def _body_end(text: "Text", body: int) -> int:
    """Where the book's own text ends and the licence begins."""
    at = len(text)
    while at > body:
        low = max(body, at - SCANNED)
        found = text[low : at + len(_LICENCE)].rfind(_LICENCE)
        if found >= 0:
            return low + found
        at = low
    return len(text)


def _is_wrapped(text: str, body: int) -> bool:
    """Whether lines end where the column ended, so that paragraphs are runs of lines."""
    head = text[body:SCANNED]
    if len(text) > SCANNED:
        head = head[: head.rfind("\n") + 1]
    lines = [line.strip() for line in head.split("\n")]
    full = [line for line in lines if line]
    if len(full) < 4 or sum(50 <= len(line) <= 90 for line in full) * 2 < len(full):
        return False
    if sum(len(line) > 100 for line in full) * 20 > len(full):
        return False
    together = [a for a, b in pairwise(lines) if a and b]
    return sum(not _is_finished(line) for line in together) * 2 > len(together)


def _is_finished(line: str) -> bool:
    """Whether the line ends as a sentence or a clause does."""
    return line.rstrip(_CLOSERS)[-1:] in (".", "!", "?", "…", ":", ";", ",", "。", "！", "？")


def _spans(text: str, start: int, end: int, wrapped: bool) -> list[tuple[int, int]]:
    """The trimmed spans of the paragraphs: each line one, or joined where wrapped."""
    spans: list[tuple[int, int]] = []
    last = ""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop].rstrip()
        if line:
            first = start + len(line) - len(line.lstrip())
            if last and wrapped and _goes_on(last, line):
                spans[-1] = (spans[-1][0], start + len(line))
            else:
                spans.append((first, start + len(line)))
        last = line
        start = stop + 1
    return spans


def _goes_on(last: str, line: str) -> bool:
    """Whether a line carries on the paragraph of the line before it."""
    words, before = line.lstrip(), last.lstrip()
    if _is_rule(words) or _is_rule(before) or words[:2] in ("- ", "* ", "• ", "● ", "▪ "):
        return False
    if (words[0] == ">") != (before[0] == ">"):
        return False
    is_indented = len(words) < len(line) and len(before) == len(last)
    return not is_indented or bool(re.match(_ITEM, before))


def _is_rule(words: str) -> bool:
    if words[0] not in "=*_~-" or len(words) > 200:
        return False
    marks = words.replace(" ", "")
    return len(marks) >= 3 and not marks.strip(marks[0])


def _described(
    text: str,
    spans: list[tuple[int, int]],
    usual: int,
    is_start: bool,
    is_end: bool,
    follows_highlight: bool,
) -> list[tuple[str, int, int, int]]:
    """The blocks at the spans; the body's first, or last, may or may not be among them."""
    blocks: list[tuple[str, int, int, int]] = []
    count = len(spans)
    for k, (start, end) in enumerate(spans):
        after = spans[k + 1] if k + 1 < count else (end, end)
        words = text[start : min(end, start + _LONGEST_NOTE)]
        if words != _HIGHLIGHT and (blocks[-1][0] == "meta" if blocks else follows_highlight):
            kind, level = "summary", 0
        elif k == 0 and is_start and _is_title(words, end - start, after[1] - after[0], usual):
            kind, level = "title", 0
        elif end - start >= _LONGEST_NOTE:
            kind, level = _long_kind(words)
        else:
            index, from_end = k if is_start else _FAR, count - k if is_end else _FAR
            kind, level = _short_kind(words, index, from_end, after[1] - after[0])
        blocks.append((kind, start, end, level))
    return blocks


def _is_title(words: str, length: int, after: int, usual: int) -> bool:
    """Whether a first block reads as a title: short, unfinished, shorter than what follows."""
    return (
        length <= 120
        and length < usual
        and length < after
        and len(words.split()) >= 2
        and words[0] not in "#>@"
        and not re.match(_ITEM, words)
        and words.rstrip(_CLOSERS)[-1:] not in (".", ",", ";", ":")
        and not note_kind(words, 0, 1)
    )


def _long_kind(words: str) -> tuple[str, int]:
    if words[0] == ">":
        return "quote", 0
    if (words[0] in _BULLETS or words[0].isdigit()) and re.match(_ITEM, words):
        return "item", 1
    return "paragraph", 0


def _short_kind(words: str, index: int, from_end: int, after: int) -> tuple[str, int]:
    """The kind of a block of less than ``_LONGEST_NOTE`` characters, and its level."""
    if words == _HIGHLIGHT:
        return "meta", 0
    if words[0] == "#" and (found := re.match(r"(#{1,6})\s+\S", words)):
        return "heading", len(found.group(1))
    if _is_rule(words):
        return "rule", 0
    if note := note_kind(words, index, from_end):
        return note, 0
    if _is_caption(words, index, from_end):
        return "caption", 0
    if index > 0 and _is_heading(words, after):
        return "heading", 2
    return _long_kind(words)


def note_kind(words: str, index: int, from_end: int) -> str:
    """``update`` or ``byline`` if a short block is one where it stands, else empty.

    ``index`` counts the blocks before it, ``from_end`` itself and those after it.
    """
    if len(words) >= _LONGEST_NOTE:
        return ""
    # The beginnings spare the first page the patterns, which are slow to compile.
    start = words[:5].lower()
    may_be_update = start[:1] in tuple("lumce") or start == "this "
    if may_be_update and (index <= 2 or from_end <= 3) and re.match(_UPDATE, words):
        return "update"
    may_be_byline = start[:3] == "by " and index <= 2 and len(words) <= 120
    is_byline = may_be_byline and re.fullmatch(_BYLINE, words)
    return "byline" if is_byline else ""


def _is_caption(words: str, index: int, from_end: int) -> bool:
    is_last = from_end == 1 and index > 2 and len(words) < 140
    if is_last and not _is_finished(words) and not words[0].islower() and words[0] not in ">•●▪*-":
        return True
    has_credit = "(" in words or "/" in words or words[:1].lower() in "fpicagr"
    return has_credit and bool(re.match(_CAPTION, words))


def _is_heading(words: str, after: int) -> bool:
    """Whether a line stands over what follows: short, capitalised, without a final stop."""
    last = words.rstrip(_CLOSERS)[-1:]
    return (
        len(words) <= 70
        and after > max(60, len(words) * 1.2)
        and "\n" not in words
        and (words[0].isupper() or words[0].isdigit())
        and not words.isdigit()
        and len(words.split()) <= 10
        and last not in (".", "!", "…", ";", ",", ":")
        and (words[-1] not in ")]" or "(" in words)
        and (words[-1] not in '”"' or "“" in words[:-1] or '"' in words[:-1])
        and not re.match(_NO_HEADING, words)
    )
