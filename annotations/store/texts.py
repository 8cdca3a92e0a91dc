"""The texts that annotations were made on, compressed, one file for each hash."""

import zlib
from pathlib import Path

from annotations.errors import InvalidAnnotationError
from annotations.identity import encode_text, hash_text
from annotations.store.files import replace_file


class Texts:
    """The folder of text snapshots. Those met before are not looked for on the disk again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: set[str] = set()

    def keep(self, text: str, sha256: str) -> None:
        """Have the text on the disk under its hash.

        Raises:
            InvalidAnnotationError: the hash is not that of the text.
            OSError: it could not be written.
        """
        if sha256 in self._kept:
            return
        if hash_text(text) != sha256:
            raise InvalidAnnotationError("source.text_sha256", "is not the hash of the text")
        # One that is there is read, because it may be damaged.
        if self.get(sha256) is None:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            replace_file(self._file(sha256), zlib.compress(encode_text(text)))
        self._kept.add(sha256)

    def get(self, sha256: str) -> str | None:
        """The text with this hash, or None if it was not kept or its file is damaged."""
        try:
            content = self._file(sha256).read_bytes()
            text = zlib.decompress(content).decode("utf-8", "surrogatepass")
        except (OSError, zlib.error, UnicodeDecodeError):
            return None
        return text if hash_text(text) == sha256 else None

    def _file(self, sha256: str) -> Path:
        # A hash comes from records that others may have written: never a path out of the folder.
        name = sha256 if sha256.isalnum() else "unknown"
        return self._folder / f"{name}.z"
