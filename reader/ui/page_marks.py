"""The marks of an article as the page draws them: where they stand, and what the margin says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, overload

from annotations import Anchor, Annotation, needs_review
from reader.page.intervals import Intervals
from reader.page.wrapping import wrap
from reader.ui.looks import VERDICT_GLYPHS

Pieces = list[tuple[str, str]]

CARD_LINES = 7
"""A card in the margin is cut after this many lines; the whole note is one key away."""


class PageMark(NamedTuple):
    """One mark with the span where it stands in the text that is open.

    ``also`` says what other articles say of a claim, "" while that is not known.
    """

    annotation: Annotation
    anchor: Anchor
    start: int
    end: int
    also: str = ""

    @property
    def id(self) -> str:
        """The annotation's id."""
        return self.annotation.id

    @property
    def has_card(self) -> bool:
        """Whether there is anything to say beside the text: a note, tags, a verdict, a caution."""
        made = self.annotation
        checked = made.verdict not in (None, "unchecked")
        said = made.note or made.tags or checked or self.also
        return bool(said or needs_review(made, self.anchor))


class PageMarks(Sequence[PageMark]):
    """The marks that have a place in a text, in its order."""

    def __init__(self, marks: Iterable[PageMark] = ()) -> None:
        self._marks = tuple(marks)
        self._places = Intervals(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    @overload
    def __getitem__(self, index: int) -> PageMark: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PageMark]: ...

    def __getitem__(self, index: int | slice) -> PageMark | Sequence[PageMark]:
        return self._marks[index]

    def touching(self, start: int, end: int) -> list[PageMark]:
        """The marks that share a character with the span, in the order of the text."""
        return self._places.touching(start, end)


def page_marks(
    anchored: Sequence[tuple[Annotation, Anchor]], also: Mapping[str, str] | None = None
) -> tuple[PageMarks, list[Annotation]]:
    """The marks that have a place, in text order, and the annotations that have lost theirs.

    ``also`` tells what other articles say, by the id of a claim.
    """
    said = also or {}
    placed: list[PageMark] = []
    lost: list[Annotation] = []
    for annotation, anchor in anchored:
        if anchor.start is None or anchor.end is None:
            lost.append(annotation)
        else:
            placed.append(
                PageMark(annotation, anchor, anchor.start, anchor.end, said.get(annotation.id, ""))
            )
    placed.sort(key=lambda mark: (mark.start, -mark.end, mark.id))
    return PageMarks(placed), lost


def marks_at(marks: PageMarks, start: int, end: int) -> list[PageMark]:
    """The marks that share a character with this span, the shortest first."""
    return sorted(
        marks.touching(start, end), key=lambda mark: (mark.end - mark.start, mark.start, mark.id)
    )


def headline(annotation: Annotation, anchor: Anchor | None = None) -> Pieces:
    """Kind, verdict and tags on one line, as the margin and the lists show them."""
    pieces: Pieces = [(annotation.kind, f"{annotation.colour or annotation.kind}.bar")]
    if annotation.verdict and annotation.verdict != "unchecked":
        glyph = VERDICT_GLYPHS.get(annotation.verdict, "")
        pieces.append((f" {glyph} {annotation.verdict}", "strong"))
    if anchor is not None and needs_review(annotation, anchor):
        pieces.append((f" {anchor.status}", "warning"))
    if annotation.tags:
        pieces.append((" · " + ", ".join(annotation.tags), "quiet"))
    return pieces


def _head(mark: PageMark, width: int) -> list[Pieces]:
    """The headline of a card, its tags on lines of their own where one line is too short."""
    pieces = headline(mark.annotation, mark.anchor)
    if not mark.annotation.tags or sum(len(text) for text, _ in pieces) <= width:
        return [pieces]
    tags = note_lines(", ".join(mark.annotation.tags), width)
    return [pieces[:-1], *([(line, "quiet")] for line in tags)]


def card(mark: PageMark, width: int, current: bool) -> list[Pieces]:
    """The lines of a mark's card in the margin, at most ``CARD_LINES``."""
    lines = _head(mark, width)
    style = "" if current else "quiet"
    lines += [[(line, style)] for line in note_lines(mark.annotation.note, width)]
    also: list[Pieces] = [[(line, "quiet italic")] for line in note_lines(mark.also, width)]
    room = CARD_LINES - min(len(also), CARD_LINES // 2)
    if len(lines) > room:
        lines = [*lines[: room - 1], [("… Enter shows it all", "quiet italic")]]
    return [*lines, *also][:CARD_LINES]


def note_lines(note: str, width: int) -> list[str]:
    """The note's lines at this width, its own line breaks kept."""
    lines: list[str] = []
    for paragraph in note.splitlines():
        starts = wrap(paragraph, max(1, width)) if paragraph else [0]
        ends = [*starts[1:], len(paragraph)]
        lines += [paragraph[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    return lines
