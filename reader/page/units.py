"""Characters, words, sentences and paragraphs of a text: the spans that carets move by.

Sentences are found paragraph by paragraph, when they are asked for, by the function that
is handed in: a long text costs no more than the paragraphs one looks at.
"""

from collections.abc import Callable, Sequence

from reader.articles.long_text import Text
from reader.articles.slices import Sliced
from reader.page.cells import cluster_end, cluster_start, is_simple, width
from reader.page.flow import LONGEST, cut, trimmed

Span = tuple[int, int]
Segment = Callable[[str], Sequence[Span]]

UNITS = ("character", "word", "sentence", "paragraph")

_KEPT = 4_096
_LONGEST_WORD = 1_000
_RULES = frozenset("=-~^\"'`#*+_:<>")
_LONGEST_RULE = 1_000
_JOINS_LETTERS = frozenset("'’-‐‑\u00ad")
_JOINS_FIGURES = frozenset(".,")


class Units:
    """The units of one text; ``paragraphs`` are spans in order and apart.

    ``segment`` gives the spans of the sentences in a passage, in order. A paragraph in
    which it finds none is one sentence, and one that is a drawn line is none at all. An offset between two units stands for the one
    after it, and after the last unit for the last one.
    """

    def __init__(self, text: Text, paragraphs: Sliced[Span], segment: Segment) -> None:
        self.text = text
        self._segment = segment
        self._given = paragraphs
        self._paragraphs = Sliced(paragraphs.edges, self._trim)
        self._pieces = Sliced(paragraphs.edges, self._cut)
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
            # A joiner may make one character of white space and what stands before it.
            start = max(paragraph[0], cluster_start(self.text, at))
            joined = next((k for k in range(start, at) if not self.text[k].isspace()), None)
            if joined is not None:
                return _run(self.text, joined, *paragraph)
            at += 1
        return _run(self.text, at, *paragraph)

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence with the offset."""
        piece = self._piece_at(offset)
        if piece is None:
            return None
        sentences = self._sentences_of(piece)
        if sentences[-1][1] <= offset:
            return self.sentence_after((offset, offset)) or sentences[-1]
        return next(span for span in sentences if offset < span[1])

    def sentence_after(self, span: Span) -> Span | None:
        """The first sentence that begins at the span's end or later."""
        piece = self._piece_at(span[1])
        for _ in range(2):
            if piece is None:
                return None
            for sentence in self._sentences_of(piece):
                if sentence[0] >= span[1]:
                    return sentence
            piece = self._pieces.after(piece)
        return None

    def sentence_before(self, span: Span) -> Span | None:
        """The last sentence that ends at the span's start or earlier."""
        piece = self._piece_at(span[0])
        for _ in range(2):
            if piece is None:
                return None
            for sentence in reversed(self._sentences_of(piece)):
                if sentence[1] <= span[0]:
                    return sentence
            piece = self._pieces.before(piece)
        return None

    def sentences_in(self, start: int, end: int) -> list[Span]:
        """The sentences that have a character in ``start:end``, in order."""
        found: list[Span] = []
        piece = self._piece_at(start)
        while piece is not None and self._pieces[piece][0] < end:
            sentences = self._sentences_of(piece)
            found += [span for span in sentences if span[0] < end and start < span[1]]
            piece = self._pieces.after(piece)
        return found

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph with the offset."""
        found = self._paragraphs.unended(offset)
        found = self._paragraphs.last if found is None else found
        return self._paragraphs[found] if found is not None else None

    def paragraph_after(self, span: Span) -> Span | None:
        """The first paragraph that begins at the span's end or later."""
        found = self._paragraphs.beginning(span[1])
        return self._paragraphs[found] if found is not None else None

    def paragraph_before(self, span: Span) -> Span | None:
        """The last paragraph that ends at the span's start or earlier."""
        found = self._paragraphs.ended(span[0])
        return self._paragraphs[found] if found is not None else None

    def _trim(self, number: int) -> list[Span]:
        """The paragraphs of a slice without white space at their ends."""
        spans = (trimmed(self.text, *span) for span in self._given.slice(number))
        return [(a, b) for a, b in spans if a < b and not _is_rule(self.text, a, b)]

    def _cut(self, number: int) -> list[Span]:
        """The paragraphs of a slice, those that are too long to be searched at once in pieces."""
        pieces: list[Span] = []
        for span in self._paragraphs.slice(number):
            if span[1] - span[0] <= LONGEST:
                pieces.append(span)
            else:
                cuts = (trimmed(self.text, *piece) for piece in cut(self.text, *span))
                pieces += [(start, end) for start, end in cuts if start < end]
        return pieces

    def _piece_at(self, offset: int) -> int | None:
        """The key of the piece that has the offset, or else of the next one, or else of the last."""
        found = self._pieces.unended(offset)
        return self._pieces.last if found is None else found

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


def _is_rule(text: Text, start: int, end: int) -> bool:
    """Whether the paragraph is a line drawn with signs, such as one under a heading in reStructuredText."""
    sign = text[start]
    if sign not in _RULES or not 1 < end - start < _LONGEST_RULE:
        return False
    return set(text[start:end]) <= {sign, " "}


def _run(text: Text, at: int, low: int, high: int) -> Span:
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


def _kind(text: Text, at: int) -> str:
    character = text[at]
    if character.isalnum() or character == "_":
        return "alone" if _is_unspaced(character) else "word"
    if character.isspace():
        return "space"
    return "word" if _is_joint(text, at) else "sign"


def _is_joint(text: Text, at: int) -> bool:
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
