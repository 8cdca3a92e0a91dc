"""Which sentences of a text can claim something: no headings, captions and date lines."""

import re

from annotations.sentences import sentences
from annotations.spans import Span

_FINISHED = re.compile(r"[.!?…:;,。！？｡।]['\"’”»)\]*_]*\Z")
_LIST_ITEM = re.compile(r"(?:[•●▪*–-]|\(?\d{1,3}[.)])\s")
_LINE_OF_A_FORM = re.compile(
    r"(?:last )?(?:dated?|updated|modified|published|posted|corrected)\b[:\s]+"
    r"(?:on )?[\w ,.:/-]{6,40}\Z",
    re.IGNORECASE,
)
_LONGEST_HEADING = 14
"""Words; a longer line without a stop at its end is a sentence that lost it."""


def passages(text: str) -> list[Span]:
    """The spans of ``sentences(text)`` that can be claims, in order.

    A line without a stop is taken for a heading or a caption only where most lines end with
    one: in a list of headlines every line counts.
    """
    spans = sentences(text)
    loose = [span for span in spans if not _is_finished(text, *span)]
    if 2 * len(loose) > len(spans):
        return [span for span in spans if not _LINE_OF_A_FORM.match(text[slice(*span)])]
    headings = {span for span in loose if _is_heading(text, *span)}
    return [span for span in spans if span not in headings]


def _is_finished(text: str, start: int, end: int) -> bool:
    return bool(_FINISHED.search(text, max(start, end - 8), end))


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether an unfinished sentence is a heading, a caption or a line of a form.

    Such a line stands alone, or, as a date does, at the beginning of one.
    """
    sentence = text[start:end]
    if _LINE_OF_A_FORM.match(sentence):
        return True
    line_start = text.rfind("\n", 0, start) + 1
    stands_alone = not text[line_start:start].strip()
    is_short = len(sentence.split(None, _LONGEST_HEADING)) <= _LONGEST_HEADING
    return stands_alone and is_short and not _LIST_ITEM.match(sentence)
