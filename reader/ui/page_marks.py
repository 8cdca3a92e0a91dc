"""The marks of an article as the page draws them: where they stand, and what the margin says."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import NamedTuple

from annotations import Anchor, Annotation, needs_review
from annotations.span_index import Place, Places, in_order
from reader.page.wrapping import wrap
from reader.ui.themes import VERDICT_GLYPHS

Pieces = list[tuple[str, str]]

_FAR = 1 << 60
_ENDS: Mapping[int, Place] = {1: (-1, _FAR, ""), -1: (_FAR, _FAR + 1, "")}
"""Where to begin for the first mark of a text, and for the last."""

_MADE = 1024
"""Marks that stay made: those of a few pages."""

CARD_LINES = 7
"""A card in the margin is cut after this many lines; the whole note is one key away."""


class PageMark(NamedTuple):
    """One mark with the span where it stands in the text that is open.

    ``also`` says what other articles say of a claim, "" while that is not known. ``place`` is
    what it is found by, where that is not its span: white space at its ends is left out here.
    """

    annotation: Annotation
    anchor: Anchor
    start: int
    end: int
    also: str = ""
    place: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        """The annotation's id."""
        return self.annotation.id

    @property
    def has_card(self) -> bool:
        """Whether there is anything to say beside the text: a note, tags, a verdict, evidence, a caution."""
        made = self.annotation
        checked = made.verdict not in (None, "unchecked")
        said = made.note or made.tags or checked or made.evidence or self.also
        return bool(said or needs_review(made, self.anchor))


class PageMarks:
    """The marks that have a place in a text, in its order; each is made when it is looked at.

    ``found`` are those that had to be looked for. Of the others only the places are known,
    until ``make`` makes one; it gives None for one that does not stand there after all.
    """

    def __init__(
        self,
        found: Iterable[PageMark] = (),
        places: Places | None = None,
        make: Callable[[str], PageMark | None] = lambda id: None,
    ) -> None:
        self._found = {mark.id: mark for mark in found}
        self._all = (
            Places() if places is None else places,
            Places((mark.start, mark.end, mark.id) for mark in self._found.values()),
        )
        self._make = make
        self._made: dict[str, PageMark | None] = {}

    def __len__(self) -> int:
        return sum(map(len, self._all))

    def __iter__(self) -> Iterator[PageMark]:
        places = merge(*self._all, key=in_order)
        return (mark for _, _, id in places if (mark := self._mark(id)) is not None)

    def ids(self) -> list[str]:
        """The ids of the marks, in the order of the text."""
        return [id for _, _, id in merge(*self._all, key=in_order)]

    def find(self, id: str) -> PageMark | None:
        """The mark with this id, if it has a place."""
        mark = self._mark(id)
        return (
            mark if mark is not None and any(_place(mark) in each for each in self._all) else None
        )

    def touching(self, start: int, end: int) -> list[PageMark]:
        """The marks that share a character with the span, in the order of the text."""
        ids = (id for places in self._all for _, _, id in places.touching(start, end))
        marks = [mark for id in ids if (mark := self._mark(id)) is not None]
        touching = [mark for mark in marks if mark.start < end and start < mark.end]
        return sorted(touching, key=lambda mark: (mark.start, -mark.end, mark.id))

    def beside(self, mark: PageMark, step: int) -> PageMark | None:
        """The mark after this one (``step`` is 1) or before it (-1), around the ends of the text."""
        return self._from(_place(mark), step) or self._from(_ENDS[step], step)

    def beyond(self, offset: int, step: int) -> PageMark | None:
        """The first mark that begins at the offset or after it, or (-1) the last before it."""
        return self._from((offset, _FAR, ""), step) or self._from(_ENDS[step], step)

    def _from(self, place: Place, step: int) -> PageMark | None:
        """The first mark there is from a place on."""
        while True:
            if step > 0:
                found = (each for places in self._all if (each := places.after(place)))
                there = min(found, key=in_order, default=None)
            else:
                found = (each for places in self._all if (each := places.before(place)))
                there = max(found, key=in_order, default=None)
            if there is None:
                return None
            if (mark := self._mark(there[2])) is not None:
                return mark
            place = there

    def _mark(self, id: str) -> PageMark | None:
        if (mark := self._found.get(id)) is not None:
            return mark
        if id not in self._made:
            if len(self._made) >= _MADE:
                self._made.clear()
            self._made[id] = self._make(id)
        return self._made[id]


def page_marks(
    anchored: Sequence[tuple[Annotation, Anchor]], also: Mapping[str, str] | None = None
) -> tuple[list[PageMark], list[Annotation]]:
    """The marks that have a place, and the annotations that have lost theirs.

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
    return placed, lost


def _place(mark: PageMark) -> Place:
    start, end = mark.place or (mark.start, mark.end)
    return start, end, mark.id


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


def card(mark: PageMark, width: int, current: bool, more: str) -> list[Pieces]:
    """The lines of a mark's card in the margin, at most ``CARD_LINES``; ``more`` ends what is cut."""
    lines = _head(mark, width)
    style = "" if current else "quiet"
    lines += [[(line, style)] for line in note_lines(mark.annotation.note, width)]
    lines += [[(f"→ {each}", "quiet")] for each in mark.annotation.evidence]
    also: list[Pieces] = [[(line, "quiet italic")] for line in note_lines(mark.also, width)]
    room = CARD_LINES - min(len(also), CARD_LINES // 2)
    if len(lines) > room:
        lines = [*lines[: room - 1], [(more, "quiet italic")]]
    return [*lines, *also][:CARD_LINES]


def note_lines(note: str, width: int) -> list[str]:
    """The note's lines at this width, its own line breaks kept."""
    lines: list[str] = []
    for paragraph in note.splitlines():
        starts = wrap(paragraph, max(1, width)) if paragraph else [0]
        ends = [*starts[1:], len(paragraph)]
        lines += [paragraph[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    return lines
