"""Which encodings the reader asked for, file by file: what was guessed wrongly stays put right."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from reader.loading.decoding import known_encoding

KEPT = 2_000
"""How many files are remembered; those asked about longest ago go first."""


class Asked(NamedTuple):
    """The encodings kept in ``record``, which need not exist; ``always`` goes before them all.

    A record that is damaged or cannot be written is done without.
    """

    record: Path
    always: str = ""

    def of(self, file: Path) -> str:
        """What the reader asked for the file; empty to have it told by its bytes."""
        return self.always or known_encoding(self._kept().get(_key(file), ""))

    def remember(self, file: Path, encoding: str) -> None:
        """Read the file with this encoding from now on; with an empty one, by its bytes again."""
        kept = {name: one for name, one in self._kept().items() if name != _key(file)}
        if encoding:
            kept[_key(file)] = encoding
        latest = dict(list(kept.items())[-KEPT:])
        with suppress(OSError):
            self.record.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.record.parent, delete=False) as part:
                part.write(json.dumps({"version": 1, "files": latest}).encode())
                part.close()  # Windows moves no file that is open
                Path(part.name).replace(self.record)

    def _kept(self) -> Mapping[str, str]:
        try:
            kept = json.loads(self.record.read_bytes())["files"]
            return {str(name): str(encoding) for name, encoding in kept.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def _key(file: Path) -> str:
    return os.path.abspath(file)  # noqa: PTH100  (a link is not followed)
