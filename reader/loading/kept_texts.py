"""Extracted texts, kept as they were first made.

Where an annotation stands is counted in the text of its article. For a file that is no text
itself, such as a web page, that text is what an extractor made of it, and the next version
of the extractor may make another. So it is made once for each file, and kept under the
file's own hash: marks move only when the reader asks for the text to be made anew.

All of this may be deleted at any time; it is then made again.
"""

import json
import os
import time
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from postil_files import replace_file
from reader.articles.article import Block, FileMark, Link
from reader.loading.content import Content
from reader.loading.loader import Loader

VERSION = 1
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written to again has another time of change."""

Stamp = tuple[int, int, int, int]


class Frozen(NamedTuple):
    """The extracted texts kept in a folder, which need not exist; it never fails."""

    folder: Path

    def content(self, source: bytes, loader: Loader, name: Path, *, fresh: bool = False) -> Content:
        """What the loader made of these bytes when it first saw them, or now if ``fresh``.

        Raises:
            LoadError: as the loader does, if they were never read before.
        """
        kept = self._text_file(sha256(source).hexdigest(), loader.name)
        content = None if fresh else _read(kept)
        if content is None:
            content = loader.load(source, name)
            _write(kept, zlib.compress(packed(content), 1))
        return content

    def of_file(self, file: Path, loader: str) -> Content | None:
        """What was made of the file, without reading it; None if it is not known unchanged."""
        stamp = self.stamp(file)
        if stamp is None:
            return None
        try:
            digest = self._stamp_file(file, stamp).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return None
        return _read(self._text_file(digest, loader)) if _is_digest(digest) else None

    def knows(self, file: Path, loader: str) -> bool:
        """Whether ``of_file`` would find the text, as far as can be told without reading it."""
        stamp = self.stamp(file)
        if stamp is None:
            return False
        try:
            digest = self._stamp_file(file, stamp).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return False
        return _is_digest(digest) and self._text_file(digest, loader).exists()

    def stamp(self, file: Path) -> Stamp | None:
        """What changes when the file is replaced or written to; take it before reading."""
        try:
            status = file.stat()
        except (OSError, ValueError):
            return None
        return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns

    def know(self, file: Path, stamp: Stamp | None, source: bytes, loader: str) -> None:
        """Remember that the file, while it bears the stamp, holds these bytes."""
        # What was written a moment ago may be written again without its time changing.
        if stamp is None or time.time_ns() - stamp[3] < _SETTLED or len(source) != stamp[2]:
            return
        digest = sha256(source).hexdigest()
        if self._text_file(digest, loader).exists():
            _write(self._stamp_file(file, stamp), digest.encode())

    def _text_file(self, digest: str, loader: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.{loader}"

    def _stamp_file(self, file: Path, stamp: Stamp) -> Path:
        of = os.fsencode(os.path.abspath(file)) + repr(stamp).encode()  # noqa: PTH100  (a link is not followed)
        return self.folder / "files" / sha256(of).hexdigest()


def _is_digest(word: str) -> bool:
    return len(word) == 64 and word.isalnum()


def packed(content: Content) -> bytes:
    """The content as it is kept, in JSON."""
    kept = {
        "version": VERSION,
        "extractor": content.extractor,
        "text": content.text,
        "blocks": [tuple(block) for block in content.blocks],
        "fields": dict(content.fields),
        "style": content.style,
        "encoding": content.encoding,
        "syntax": content.syntax,
        "encoding_source": content.encoding_source,
        "links": [tuple(link) for link in content.links],
        "images": [tuple(image) for image in content.images],
        "pages": content.pages,
        "remarks": content.remarks,
        "file_marks": [tuple(mark) for mark in content.file_marks],
    }
    return json.dumps(kept).encode()  # escapes halves of surrogate pairs, which UTF-8 has not


def _read(file: Path) -> Content | None:
    """The content in the file; None if there is none, or it is damaged or of another version."""
    try:
        return unpacked(zlib.decompress(file.read_bytes()))
    except (OSError, zlib.error):
        return None


def unpacked(source: bytes) -> Content | None:
    """The content that was packed so; None if it is damaged or of another version."""
    try:
        kept = json.loads(source)
        if kept["version"] != VERSION:
            return None
        return Content(
            text=kept["text"],
            blocks=tuple(Block(*block) for block in kept["blocks"]),
            fields=kept["fields"],
            style=kept["style"],
            encoding=kept["encoding"],
            syntax=kept["syntax"],
            encoding_source=kept["encoding_source"],
            links=tuple(Link(*link) for link in kept["links"]),
            images=tuple(Link(*image) for image in kept["images"]),
            pages=tuple((start, label) for start, label in kept["pages"]),
            remarks=tuple(kept["remarks"]),
            extractor=kept["extractor"],
            # What was kept by a version before 0.2 tells none.
            file_marks=tuple(FileMark(*mark) for mark in kept.get("file_marks", ())),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _write(file: Path, content: bytes) -> None:
    # A cache that cannot be written, on a full or read-only disk, is only a slower one.
    with suppress(OSError):
        replace_file(file, content, is_lasting=False)
