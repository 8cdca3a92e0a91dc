"""Which encodings the reader asked for, file by file: what was guessed wrongly stays put right."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from postil_files import read_file, replace_file
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
            replace_file(self.record, json.dumps({"version": 1, "files": latest}).encode())

    def _kept(self) -> Mapping[str, str]:
        try:
            kept = json.loads(read_file(self.record))["files"]
            return {str(name): str(encoding) for name, encoding in kept.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}


def _key(file: Path) -> str:
    return os.path.abspath(file)  # noqa: PTH100  (a link is not followed)
