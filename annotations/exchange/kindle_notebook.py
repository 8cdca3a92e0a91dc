"""Reading the notebook that a Kindle, or its apps, send by mail: an HTML page of notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from annotations.errors import FormatError
from annotations.exchange.clippings import kind_in_words
from annotations.exchange.common.foreign import quoted
from annotations.exchange.common.format import Gathering, Reading
from annotations.model import Annotation, Json, Source

_CLASSES = frozenset("bookTitle authors sectionHeading noteHeading noteText".split())


@dataclass(frozen=True, slots=True)
class _Part:
    """A division of the page: its class, its words, and the colour that is named in it."""

    kind: str
    words: str
    colour: str


def from_kindle_notebook(text: str) -> Reading:
    """Read highlights, each with the note that follows it; a note alone stands at the title.

    Raises:
        FormatError: it is something else, or no highlight is sound.
    """
    if "noteHeading" not in text or "bookTitle" not in text:
        raise FormatError("This is no notebook of a Kindle: it has no “noteHeading”.")
    parts = _Parts(text).found
    known = {part.kind: part.words for part in parts if part.kind in ("bookTitle", "authors")}
    source = Source(title=known.get("bookTitle") or None)
    gathering = Gathering()
    is_after_highlight = False
    for number, (heading, words) in enumerate(_pairs(parts), start=1):
        kind = kind_in_words(heading.words)
        if kind == "note" and is_after_highlight:
            gathering.annotations[-1] = replace(gathering.annotations[-1], note=words)
        elif kind in ("highlight", "note"):
            before = len(gathering.annotations)
            gathering.take(f"note {number}", _mark, heading, words, kind, source, known)
            is_after_highlight = kind == "highlight" and len(gathering.annotations) > before
            continue
        is_after_highlight = False
    return gathering.done()


def _pairs(parts: list[_Part]) -> Iterator[tuple[_Part, str]]:
    """Each heading of a note with the words below it."""
    heading: _Part | None = None
    for part in parts:
        if part.kind == "noteHeading":
            heading = part
        elif part.kind == "noteText" and heading is not None:
            yield heading, part.words
            heading = None


def _mark(
    heading: _Part, words: str, kind: str, source: Source, known: dict[str, str]
) -> Annotation:
    about: dict[str, Json] = {}
    numbers = re.findall(r"\d+", heading.words)
    about |= {"location": numbers[-1]} if numbers else {}
    about |= {"author": known["authors"]} if known.get("authors") else {}
    exact, note = (source.title or "", words) if kind == "note" else (words, "")
    mark = quoted(exact, source, note=note, extra={"kindle": about})
    return replace(mark, colour=heading.colour or None)


class _Parts(HTMLParser):
    """Hears a page, and keeps the divisions of the classes that a notebook has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[_Part] = []
        self._kind = ""
        self._words: list[str] = []
        self._colour = ""
        self.feed(page)
        self._end()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        classes = (dict(attributes).get("class") or "").split()
        if colour := next((each for each in classes if each.startswith("highlight_")), ""):
            self._colour = colour.removeprefix("highlight_")
        if kind := next((each for each in classes if each in _CLASSES), ""):
            self._end()
            self._kind = kind
        elif tag == "br":
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("div", "h1", "h2", "h3"):
            self._end()

    def handle_data(self, data: str) -> None:
        if self._kind:
            self._words.append(data)

    def _end(self) -> None:
        if self._kind:
            words = "".join(self._words).strip()
            self.found.append(_Part(self._kind, words, self._colour))
        self._kind, self._words, self._colour = "", [], ""
