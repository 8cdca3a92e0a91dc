"""The work of writing an export beside the screen."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations import Annotation, Notebook
from annotations.exchange import Context, Format, write_file, write_folder
from reader.marked_copy import marked_copies

_SHOWN_EVERY = 0.1
"""Seconds between two reports of how far it is."""


class StoppedError(Exception):
    """The reader wants no more of it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One export: all that it needs, so that it can be written beside the screen.

    ``path`` is a folder for a format of several files.
    """

    format: Format
    annotations: Sequence[Annotation]
    context: Context
    path: Path
    overwrite: bool

    def write(self, is_stopped: Callable[[], bool], tell: Callable[[int], None]) -> None:
        """Write it; ``tell`` hears now and then how many characters there are.

        Raises:
            AnnotationsError: it could not be written.
            StoppedError: ``is_stopped`` said so; what was begun is not left behind.
        """
        counting = _Counting(is_stopped, tell)
        if self.format.is_folder:
            files = self.format.files(self.annotations, self.context)
            counted = ((name, counting.whole(content)) for name, content in files)
            write_folder(self.path, counted, overwrite=self.overwrite)
        else:
            chunks = self.format.write(self.annotations, self.context)
            write_file(self.path, counting.through(chunks), overwrite=self.overwrite)


@dataclass(slots=True)
class Pulse:
    """Says now and then how far long work is, and ends it once the reader wants no more of it."""

    is_stopped: Callable[[], bool]
    tell: Callable[[str], None]
    told: float = field(default_factory=time.monotonic)

    def beat(self, said: str) -> None:
        """Tell it, unless something was told a moment ago.

        Raises:
            StoppedError: ``is_stopped`` said so.
        """
        if self.is_stopped():
            raise StoppedError
        if time.monotonic() - self.told > _SHOWN_EVERY:
            self.told = time.monotonic()
            self.tell(said)


class _Counting:
    """Counts what passes, reports it, and stops it."""

    def __init__(self, is_stopped: Callable[[], bool], tell: Callable[[int], None]) -> None:
        self._is_stopped = is_stopped
        self._tell = tell
        self._count = 0
        self._told = time.monotonic()

    def through(self, chunks: Iterable[str]) -> Iterator[str]:
        for chunk in chunks:
            self._count_in(len(chunk))
            yield chunk

    def whole(self, content: str | bytes) -> str | bytes:
        """The content, counted."""
        self._count_in(len(content))
        return content

    def _count_in(self, length: int) -> None:
        if self._is_stopped():
            raise StoppedError
        self._count += length
        if time.monotonic() - self._told > _SHOWN_EVERY:
            self._told = time.monotonic()
            self._tell(self._count)


def texts_of(
    notebook: Notebook,
    annotations: Collection[Annotation],
    file_of: Callable[[Annotation], Path | None] = lambda mark: None,
) -> Context:
    """What a writer may ask, gathered now: the notebook belongs to one thread."""
    hashes = {annotation.source.text_sha256 for annotation in annotations}
    texts = {sha256: notebook.text(sha256) for sha256 in hashes if sha256}
    files = {annotation.id: file_of(annotation) for annotation in annotations}
    copies = marked_copies(lambda mark: files.get(mark.id), texts.get)
    return Context(texts.get, marked_copy=copies)
