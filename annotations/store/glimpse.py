"""The marks on one article, found in the files of a store before these have been read."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from annotations.errors import InvalidAnnotationError
from annotations.homes import Homes
from annotations.model import Annotation, Source
from annotations.store.disk import Disk
from annotations.store.line import is_sound
from annotations.store.on_article import OnArticle, span_after, text_of, words_of
from annotations.store.records import Records
from annotations.store.versions import ANNOTATIONS, made_of

_BLOCK = 1 << 18
"""Bytes looked through at a time: so many stay in the processor's cache."""

_LONGEST = 64 << 20
"""Bytes of a line, at most: a file with a longer one is not read."""

_ALL = 500
"""Of so many lines about an article all are taken; of more, those near the span alone."""

Span = tuple[int, int]


class Glimpse:
    """What the lines about an article say of the marks that touch a span.

    ``known`` is as it will be of the whole store, but for the marks elsewhere in the article
    and for versions that do not name it. To look for words in the files takes a twentieth of
    the time that reading them does.
    """

    def __init__(
        self, disk: Disk, paths: Iterable[Path], source: Source, span: Span, own: str = ""
    ) -> None:
        """``own`` is as ``annotations.homes.location_of`` has it."""
        self._records = Records()
        lines = _Lines(source, span, own)
        for path in paths:
            for block in _blocks(disk, path):
                lines.look_through(block)
        self._records.take(line for line in lines.taken if is_sound(line))
        self.known = OnArticle(source, self._records.latest(ANNOTATIONS), own=own)
        self.is_whole = lines.is_all

    def make(self, ids: Iterable[str]) -> list[Annotation]:
        """The annotations with these ids."""
        found: list[Annotation] = []
        for id in ids:
            line = self._records.line(ANNOTATIONS, id)
            with suppress(InvalidAnnotationError):
                found += [made_of(line)] if line is not None else []
        return [each for each in found if not each.deleted]


class _Lines:
    """The lines about an article, as they are met: all of few, of many those near the span."""

    def __init__(self, source: Source, span: Span, own: str) -> None:
        self._text = text_of(source)
        self._words = words_of(source, Homes(), own)
        self._span = span
        self._every: list[bytes] | None = []
        self._near: list[bytes] = []

    @property
    def is_all(self) -> bool:
        """Whether there were so few that all were taken."""
        return self._every is not None

    @property
    def taken(self) -> list[bytes]:
        """The lines that were taken."""
        return self._near if self._every is None else self._every

    def look_through(self, lines: bytes) -> None:
        """Look through whole lines."""
        count, at = 0, lines.find(self._text)
        while at >= 0:
            count += 1
            span = span_after(lines, at)
            is_near = span is None or (span[0] < self._span[1] and self._span[0] < span[1])
            self._take(lines, at, is_near)
            at = lines.find(self._text, at + len(self._text))
        for word in self._words:
            # What names the article but not its text was made on another text of it.
            if lines.count(word) != count:
                self._look_for_others(lines, word)

    def _look_for_others(self, lines: bytes, word: bytes) -> None:
        at = lines.find(word)
        while at >= 0:
            if lines.find(self._text, *_ends(lines, at)) < 0:
                # Of many in a text that has changed none is looked for before all is read.
                self._take(lines, at, is_near=False)
            at = lines.find(word, _ends(lines, at)[1])

    def _take(self, lines: bytes, at: int, is_near: bool) -> None:
        if not is_near and self._every is None:
            return
        start, end = _ends(lines, at)
        if is_near:
            self._near.append(lines[start:end])
        if self._every is not None:
            self._every.append(lines[start:end])
            if len(self._every) > _ALL:
                self._every = None


def _ends(lines: bytes, at: int) -> Span:
    """Where the line with this place begins and ends."""
    end = lines.find(b"\n", at)
    return lines.rfind(b"\n", 0, at) + 1, len(lines) if end < 0 else end


def _blocks(disk: Disk, path: Path) -> Iterator[bytes]:
    """The file in blocks of whole lines; what cannot be read is left out."""
    at, rest, is_end = 0, b"", False
    while not is_end:
        try:
            content = disk.read(path, at, _BLOCK)
        except OSError:
            return
        at, is_end = at + len(content), len(content) < _BLOCK
        cut = len(content) if is_end else content.rfind(b"\n") + 1
        if len(rest) > _LONGEST:
            return
        yield rest + content[:cut]
        rest = content[cut:] if cut else rest + content
