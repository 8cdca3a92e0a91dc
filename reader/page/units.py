"""Characters, words, sentences and paragraphs of a text: the spans that carets move by.

Sentences are found paragraph by paragraph, when they are asked for, by the function that
is handed in: a long text costs no more than the paragraphs one looks at.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from reader.page.cells import cluster_end, cluster_start, is_simple, width
from reader.page.flow import LONGEST, cut, trimmed

Span = tuple[int, int]
Segment = Callable[[str], Sequence[Span]]

UNITS = ("character", "word", "sentence", "paragraph")

_KEPT = 4_096
_LONGEST_WORD = 1_000
_JOINS_LETTERS = frozenset("'’-‐‑\u00ad")
_JOINS_FIGURES = frozenset(".,")


class Units:
    """The units of one text; ``paragraphs`` are spans in order and apart.

    ``segment`` gives the spans of the sentences in a passage, in order. A paragraph in
    which it finds none is one sentence. An offset between two units stands for the one
    after it, and after the last unit for the last one.
    """

    def __init__(self, text: str, paragraphs: Iterable[Span], segment: Segment) -> None:
        self.text = text
        self._segment = segment
        spans = [span for p in paragraphs if (span := trimmed(text, *p))[0] < span[1]]
        self._paragraphs = self._pieces = _Spans(spans)
        if any(end - start > LONGEST for start, end in spans):
            cuts = (trimmed(text, *piece) for span in spans for piece in cut(text, *span))
            self._pieces = _Spans([(start, end) for start, end in cuts if start < end])
        self._sentences: dict[int, list[Span]] = {}

    def at(self, unit: str, offset: int) -> Span | None:
        """The unit (one of ``UNITS``) with the offset; None in a text without any."""
        if unit == "sentence":
            return self.sentence_at(offset)
        if unit == "paragraph":
            return self.paragraph_at(offset)
        return self.word_at(offset) if unit == "word" else self.character_at(offset)

    def after(self, unit: str, span: Span) -> Span | None:
        """The first of the units that begin at the span's end or later."""
        if unit == "sentence":
            return self.sentence_after(span)
        if unit == "paragraph":
            return self.paragraph_after(span)
        found = self.at(unit, span[1])
        if found is not None and found[0] < span[1]:
            found = self.at(unit, found[1])
        return found if found is not None and found[0] >= span[1] else None

    def before(self, unit: str, span: Span) -> Span | None:
        """The last of the units that end at the span's start or earlier."""
        if unit == "sentence":
            return self.sentence_before(span)
        if unit == "paragraph":
            return self.paragraph_before(span)
        found = self._just_before(unit, span[0])
        while found is not None and found[1] > span[0]:
            found = self._just_before(unit, found[0])
        return found

    def character_at(self, offset: int) -> Span | None:
        """The character as a reader sees it; white space within a paragraph counts."""
        paragraph = self.paragraph_at(offset)
        if paragraph is None:
            return None
        offset = min(max(offset, paragraph[0]), paragraph[1] - 1)
        start = max(paragraph[0], cluster_start(self.text, offset))
        return start, min(paragraph[1], cluster_end(self.text, offset))

    def word_at(self, offset: int) -> Span | None:
        """The word, or the run of signs between words.

        Apostrophes and hyphens within a word belong to it, as do the points and commas
        within a figure. A character of a script without spaces is a word.
        """
        paragraph = self.paragraph_at(offset)
        if paragraph is None:
            return None
        at = min(max(offset, paragraph[0]), paragraph[1] - 1)
        while self.text[at].isspace():
            at += 1
        return _run(self.text, at, *paragraph)

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence with the offset."""
        if not self._pieces:
            return None
        sentences = self._sentences_of(self._pieces.index_at(offset))
        if sentences[-1][1] <= offset:
            return self.sentence_after((offset, offset)) or sentences[-1]
        return next(span for span in sentences if offset < span[1])

    def sentence_after(self, span: Span) -> Span | None:
        """The first sentence that begins at the span's end or later."""
        first = self._pieces.index_at(span[1])
        for piece in range(first, min(first + 2, len(self._pieces))):
            for sentence in self._sentences_of(piece):
                if sentence[0] >= span[1]:
                    return sentence
        return None

    def sentence_before(self, span: Span) -> Span | None:
        """The last sentence that ends at the span's start or earlier."""
        last = self._pieces.index_at(span[0])
        for piece in range(min(last, len(self._pieces) - 1), max(-1, last - 2), -1):
            for sentence in reversed(self._sentences_of(piece)):
                if sentence[1] <= span[0]:
                    return sentence
        return None

    def sentences_in(self, start: int, end: int) -> list[Span]:
        """The sentences that have a character in ``start:end``, in order."""
        found: list[Span] = []
        for piece in range(self._pieces.index_at(start), len(self._pieces)):
            if self._pieces[piece][0] >= end:
                break
            sentences = self._sentences_of(piece)
            found += [span for span in sentences if span[0] < end and start < span[1]]
        return found

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph with the offset."""
        return self._paragraphs[self._paragraphs.index_at(offset)] if self._paragraphs else None

    def paragraph_after(self, span: Span) -> Span | None:
        """The first paragraph that begins at the span's end or later."""
        return self._paragraphs.get(bisect_left(self._paragraphs.starts, span[1]))

    def paragraph_before(self, span: Span) -> Span | None:
        """The last paragraph that ends at the span's start or earlier."""
        return self._paragraphs.get(bisect_right(self._paragraphs.ends, span[0]) - 1)

    def _just_before(self, unit: str, offset: int) -> Span | None:
        """The character or the word that has the last offset before this one."""
        at = offset - 1
        paragraph = self.paragraph_at(at)
        if paragraph is not None and at < paragraph[0]:
            paragraph = self.paragraph_before(paragraph)
        if paragraph is None:
            return None
        at = min(at, paragraph[1] - 1)
        while unit == "word" and self.text[at].isspace():
            at -= 1
        return self.at(unit, at)

    def _sentences_of(self, piece: int) -> list[Span]:
        sentences = self._sentences.get(piece)
        if sentences is None:
            if len(self._sentences) >= _KEPT:
                self._sentences.clear()
            start, end = self._pieces[piece]
            found = self._segment(self.text[start:end])
            sentences = [(start + a, start + b) for a, b in found] or [(start, end)]
            self._sentences[piece] = sentences
        return sentences


class _Spans:
    """Spans in order and apart, in two arrays: a long text has hundreds of thousands."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.starts = array("q", (start for start, _ in spans))
        self.ends = array("q", (end for _, end in spans))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Span:
        return self.starts[index], self.ends[index]

    def get(self, index: int) -> Span | None:
        return self[index] if 0 <= index < len(self) else None

    def index_at(self, offset: int) -> int:
        """The span that has the offset, or else the next one, or else the last; 0 if there is none."""
        return max(0, min(bisect_right(self.ends, offset), len(self) - 1))


def _run(text: str, at: int, low: int, high: int) -> Span:
    """The run of characters of one kind around the offset, within ``low:high``."""
    start = max(low, cluster_start(text, at))
    end = cluster_end(text, start)
    kind = _kind(text, start)
    if kind != "alone":
        while end < high and end - at < _LONGEST_WORD and _kind(text, end) == kind:
            end = cluster_end(text, end)
        while start > low and at - start < _LONGEST_WORD:
            before = max(low, cluster_start(text, start - 1))
            if _kind(text, before) != kind:
                break
            start = before
    return start, min(high, end)


def _kind(text: str, at: int) -> str:
    character = text[at]
    if character.isalnum() or character == "_":
        return "alone" if _is_unspaced(character) else "word"
    if character.isspace():
        return "space"
    return "word" if _is_joint(text, at) else "sign"


def _is_joint(text: str, at: int) -> bool:
    """Whether an apostrophe, a hyphen or a figure's point stands within a word."""
    joins_letters = text[at] in _JOINS_LETTERS
    if not (joins_letters or text[at] in _JOINS_FIGURES) or not 0 < at < len(text) - 1:
        return False
    before, after = text[cluster_start(text, at - 1)], text[at + 1]
    if joins_letters:
        return before.isalnum() and after.isalnum()
    return before.isdigit() and after.isdigit()


def _is_unspaced(character: str) -> bool:
    if is_simple(character) or "\uac00" <= character <= "\ud7a3":
        return False
    return width(character) == 2
