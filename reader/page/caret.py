"""Where the reader is in a text: the page, the sentence under the caret, the selection.

Everything a key or the mouse does to the page happens here, without a screen. The
caret always stands on a sentence that can be seen; the selection survives paging,
resizing and finding.
"""

from collections.abc import Callable

from reader.articles.long_text import Text
from reader.page.layout import Layout, line_down, line_end, line_start, line_up
from reader.page.motions import MOTIONS, OBJECTS
from reader.page.selection import Selection, grown, select, shrunk, trimmed
from reader.page.units import Units
from reader.page.window import Window

Span = tuple[int, int]


class Caret:
    """The place in one text, as a page, a sentence and perhaps a selection.

    ``focus`` is the span of the sentence the caret is on, None only in a text without
    any. ``selection`` is None unless something is being selected.
    """

    def __init__(self, text: Text, layout: Layout, height: int, units: Units) -> None:
        self.text = text
        self.units = units
        self.window = Window(layout, height)
        self.focus = units.sentence_at(0)
        self.selection: Selection | None = None
        self.unit = "character"
        self._jumps: list[int] = []
        self._jump = 0
        self._column = 0

    @property
    def layout(self) -> Layout:
        """The lines of the text at the width it is shown in."""
        return self.window.layout

    @property
    def target(self) -> Span | None:
        """What a mark would be made on: the selection without white space at its ends, or the sentence."""
        if self.selection is not None:
            start, end = trimmed(self.text, self.selection.span)
            return (start, end) if start < end else None
        return self.focus

    def fraction(self) -> float:
        """How far the text is read, from 0 to 1: to the end of the page, or on the first to the caret."""
        if self.window.top > self.layout.first or self.focus is None:
            return self.window.fraction()
        last = self.units.sentence_at(len(self.text))
        return self.focus[1] / last[1] if last is not None else 1.0

    # Paging

    def resize(self, layout: Layout, height: int) -> None:
        """Lay the text out anew; the first visible character stays, if the caret is seen then too."""
        loose = self.selection
        seen = self.focus if loose is None else (loose.head_start, loose.head_end)
        self.window.resize(layout, height, seen)

    def lines(self, count: int) -> None:
        """Scroll by lines; where the text cannot scroll further, the caret goes on alone."""
        if self.window.scroll(count):
            self._follow(count)
        else:
            self.sentences(1 if count > 0 else -1)

    def pages(self, count: int) -> None:
        """Turn the page; the caret goes to its first sentence, or at the end to the last one."""
        if self.window.page(count):
            self._to_first(count)
        else:
            self._to_edge(count)

    def halves(self, count: int) -> None:
        """Scroll by half a page."""
        if self.window.half(count):
            self._follow(count)
        else:
            self._to_edge(count)

    def top(self) -> None:
        """To the beginning."""
        self.remember()
        self.window.to_top()
        self._to_edge(-1)

    def bottom(self) -> None:
        """To the end."""
        self.remember()
        self.window.to_bottom()
        self._to_edge(1)

    # The caret

    def sentences(self, count: int) -> None:
        """Move the caret by sentences, and the page if need be."""
        self._step(
            self.units.sentence_after if count > 0 else self.units.sentence_before, abs(count)
        )

    def paragraphs(self, count: int) -> None:
        """Move the caret to the first sentence of another paragraph."""
        if self.focus is None:
            return
        step = self.units.paragraph_after if count > 0 else self.units.paragraph_before
        here = self.units.paragraph_at(self.focus[0])
        there = step(here) if here is not None else None
        if there is not None:
            self.go(there[0])
        else:
            self._to_edge(count)

    def go(self, offset: int, end: int | None = None) -> None:
        """Put the caret on the sentence at this offset and bring it, or the span to ``end``, into view."""
        self.focus = self.units.sentence_at(offset)
        if self.focus is not None:
            self.window.show(offset, self.focus[1] if end is None else end)

    def stand_on(self, offset: int) -> None:
        """Put the caret on the sentence at this offset; a page that shows some of it stays."""
        self.focus = self.units.sentence_at(offset)
        first, last = self.window.visible()
        if self.focus is not None and not (self.focus[0] < last and first < self.focus[1]):
            self.window.show(*self.focus)

    def jump_to(self, offset: int, end: int | None = None) -> None:
        """Like ``go``, but from afar: it can be taken back, and the place stands mid-page."""
        self.remember()
        self.focus = self.units.sentence_at(offset)
        first, last = self.window.visible()
        if not (first <= offset and (end or offset) <= last):
            self.window.centre(offset)

    def visible_sentences(self) -> list[Span]:
        """The sentences that begin on the page, in order."""
        first, last = self.window.visible()
        return [span for span in self.units.sentences_in(first, last) if first <= span[0] < last]

    # Jumps

    def remember(self) -> None:
        """Note the place, before a jump, as one to come back to."""
        if self.focus is not None:
            del self._jumps[self._jump :]
            if not self._jumps or self._jumps[-1] != self.focus[0]:
                self._jumps.append(self.focus[0])
            self._jump = len(self._jumps)

    def jump(self, step: int) -> bool:
        """Go to the place before (-1) or after (1) in the list of jumps; whether there was one."""
        if self.focus is None or not 0 <= self._jump + step < len(self._jumps) + (step > 0):
            return False
        if self._jump == len(self._jumps):
            self._jumps.append(self.focus[0])
        if not 0 <= self._jump + step < len(self._jumps):
            return False
        self._jump += step
        self.focus = self.units.sentence_at(self._jumps[self._jump])
        self.window.centre(self._jumps[self._jump])
        return True

    # Selecting

    def start_selecting(self, unit: str, span: Span | None = None) -> None:
        """Select the unit at the caret, or just this span, its last character the loose end."""
        self.unit = unit
        if span is not None:
            first = self.units.character_at(span[0]) or span
            last = self.units.character_at(span[1] - 1) or span
            self.selection = Selection(*first, *last)
        elif self.focus is not None:
            self.selection = select(self.units, self.focus[0], unit)

    def stop_selecting(self) -> None:
        """Select nothing."""
        self.selection = None

    def select_at(self, offset: int, unit: str) -> None:
        """Begin a selection of this unit at an offset, as a press of the mouse does."""
        self.unit = unit
        self.selection = select(self.units, offset, unit)
        self.focus = self.units.sentence_at(offset)

    def extend_to(self, offset: int) -> None:
        """Extend the selection to the unit at this offset; from the caret if there is none yet."""
        if self.selection is None:
            self.start_selecting("character")
        if self.selection is not None:
            self.selection = self.selection.extended(self.units, offset, self.unit)

    def motion(self, key: str) -> None:
        """Move the loose end of the selection by one of vim's motions."""
        if self.selection is None:
            return
        offset = self._moved(key, self.selection.head_start)
        self.selection = self.selection.extended(self.units, offset, self.unit)
        self.window.show(self.selection.head_start, self.selection.head_end)

    def swap(self) -> None:
        """Make the other end of the selection the loose one."""
        if self.selection is not None:
            self.selection = self.selection.swapped()
            self.window.show(self.selection.head_start, self.selection.head_end)

    def inside(self, unit: str) -> None:
        """Select the whole word, sentence or paragraph (``w``, ``s``, ``p``) at the loose end."""
        if self.selection is not None and (select_object := OBJECTS.get("i" + unit)):
            span = select_object(self.text, self.selection.head_start, self.units)
            if span is not None:
                self.start_selecting(self.unit, span)

    def change_size(self, by: int, unit: str) -> None:
        """Grow (1) or shrink (-1) the selection, or the sentence at the caret, at its end."""
        if self.selection is None:
            self.start_selecting("sentence")
        if self.selection is not None:
            change = grown if by > 0 else shrunk
            self.selection = change(self.selection, self.units, unit)
            self.window.show(*self.selection.span)

    # How it is done

    def _moved(self, key: str, offset: int) -> int:
        if key in ("j", "k"):
            move = line_down if key == "j" else line_up
            return move(self.layout, offset, self._column_of(offset))
        if key in ("0", "$"):
            return (line_start if key == "0" else line_end)(self.layout, offset)
        return MOTIONS[key](self.text, offset, self.units)

    def _column_of(self, offset: int) -> int:
        line = self.layout.line(self.layout.place_of(offset))
        return self.layout.cell(line, offset) if line is not None else 0

    def _step(self, step: Callable[[Span], Span | None], count: int) -> None:
        for _ in range(count):
            there = step(self.focus) if self.focus is not None else None
            if there is None:
                return
            self.focus = there
        if self.focus is not None:
            self.window.show(*self.focus)

    def _follow(self, direction: int) -> None:
        """Keep the caret on the page after it scrolled."""
        first, last = self.window.visible()
        if self.focus is not None and not (first <= self.focus[0] < last):
            shown = self.visible_sentences()
            if shown:
                self.focus = shown[0] if direction > 0 else shown[-1]
            elif not (self.focus[0] < last and first < self.focus[1]):
                self.focus = self.units.sentence_at(first)

    def _to_first(self, direction: int) -> None:
        shown = self.visible_sentences()
        first, _ = self.window.visible()
        self.focus = shown[0] if shown else self.units.sentence_at(first)

    def _to_edge(self, direction: int) -> None:
        self.focus = self.units.sentence_at(len(self.text) if direction > 0 else 0)
