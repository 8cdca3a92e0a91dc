"""Which sentences of a text can claim something: no headings, captions, questions, bylines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from annotations.sentences import sentences
from annotations.text.spans import Span

_FINISHED = re.compile(r"[.!?…:;,。！？｡।]['\"’”»)\]*_]*\Z")
_LIST_ITEM = re.compile(r"(?:[•●▪*–-]|\(?\d{1,3}[.)])\s")
_LINE_OF_A_FORM = re.compile(
    r"(?:last )?(?:dated?|updated|modified|published|posted|corrected)\b[:\s]+"
    r"(?:on )?[\w ,.:/-]{6,40}\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\?['\"’”»)\]*_]*\Z")
_APPARATUS = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|map|photo(?:graph)?s?|image|picture|video|source|credit|caption|"
    r"file photo|screenshot|abb(?:ildung|\.)|foto|quelle)\s?(?:\d+[a-z]?\s?)?[.:|–-]"
    r"|(?:figure|table|fig\.)\s\d"
    r"|(?:©|\(c\)|copyright\b|all rights reserved|this (?:article|work|story|text|page) (?:is|was) (?:licen[cs]ed|"
    r"published|available|originally)|published under|licen[cs]ed under|creative commons|cc[ -]by)"
    r"|(?:by|von|par)\s(?:[A-Z][\w.’'-]+[\s,]*(?:and\s)?){1,6}(?:[|•,/].{0,60})?\Z"
    r"|(?:reporting|additional reporting|editing|writing|compiled|photos?) by\b"
    r"|(?:read|see|learn|find out) more\b|(?:sign up|subscribe|follow us|click here|share this|advertisement|"
    r"related:|also read|watch:|listen:)"
)
_LABEL = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|map|photo|image)\s?\d+[a-z]?[.:]", re.IGNORECASE
)
_LICENSED = re.compile(
    r"all rights reserved|may not be (?:published|reproduced|redistributed)|creative commons|"
    r"licen[cs]ed under|\bcc[ -]by\b|contributed to this (?:report|story|article)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:declin|refus)(?:ed|es|ing) (?:to )?(?:further )?comment\b|"
    r"\b(?:did|do|does|had|has|have)(?: not|n[’']t) (?:immediately )?(?:return(?:ed)?|respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?)\b[^.]{0,60}"
    r"\b(?:comment|request|messages?|e-?mails?|calls?|questions|inquiry|inquiries)\b|"
    r"\bcould not (?:immediately )?be reached\b",
    re.IGNORECASE,
)
_LONGEST_SILENCE = 30
"""Words; of a longer sentence that nobody commented is not all that it says."""
_FEW_LINES = 3
_LONGEST_HEADING = 14
"""Words; a longer line without a stop at its end is a sentence that lost it."""


def passages(text: str) -> list[Span]:
    """The spans of ``sentences(text)`` that can be claims, in order.

    A line without a stop is taken for a heading or a caption only where most lines end with
    one: in a list of headlines every line counts.
    """
    spans = sentences(text)
    captions = _lines_of_captions(text, spans)
    telling = [span for span in spans if span[0] not in captions and can_claim(text[slice(*span)])]
    loose = [span for span in telling if not _is_finished(text, *span)]
    if 2 * len(loose) > len(telling) and not _is_short_item(telling, loose):
        return telling
    headings = {span for span in loose if _is_heading(text, *span)}
    return [span for span in telling if span not in headings]


def _lines_of_captions(text: str, spans: Sequence[Span]) -> set[int]:
    """The beginnings of the sentences that stand behind "Figure 2." in its line."""
    found: set[int] = set()
    for label, following in pairwise(spans):
        is_label = _LABEL.fullmatch(text, *label) or label[0] in found
        if is_label and "\n" not in text[label[1] : following[0]]:
            found.add(following[0])
    return found


def can_claim(sentence: str) -> bool:
    """Whether a sentence can claim something: no question, no mark of a note, caption or licence.

    >>> can_claim("The crane fell."), can_claim("[4]"), can_claim("Is that so?")
    (True, False, False)
    """
    if _ASKED.search(sentence) or _LINE_OF_A_FORM.match(sentence):
        return False
    if re.match(_APPARATUS, sentence) or re.match(_APPARATUS, sentence.lower()):
        return False
    if _LICENSED.search(sentence):
        return False
    if re.fullmatch(r"[\W\d_]*(?:[A-Za-z]{1,4}[.:]?)?[\W\d_]*", sentence):
        return False
    is_short = len(sentence.split(None, _LONGEST_SILENCE)) <= _LONGEST_SILENCE
    return not (is_short and _SILENT.search(sentence))


def _is_short_item(telling: Sequence[Span], loose: Sequence[Span]) -> bool:
    """Whether a text is a title, a line or two, and sentences: no list of headlines."""
    return len(loose) <= _FEW_LINES and len(loose) < len(telling) and telling[0] in loose


def _is_finished(text: str, start: int, end: int) -> bool:
    return bool(_FINISHED.search(text, max(start, end - 8), end))


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether an unfinished sentence is a heading, a caption or a line of a form.

    Such a line stands alone, or, as a date does, at the beginning of one.
    """
    sentence = text[start:end]
    line_start = text.rfind("\n", 0, start) + 1
    stands_alone = not text[line_start:start].strip()
    is_short = len(sentence.split(None, _LONGEST_HEADING)) <= _LONGEST_HEADING
    return stands_alone and is_short and not _LIST_ITEM.match(sentence)
