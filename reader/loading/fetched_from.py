"""Where a kept file was fetched from, if the file itself has no place to say so.

A web page is kept under a comment with its address. A PDF, a book or a text is kept to the
byte, and its address in a file beside it.
"""

import json
import re
from pathlib import Path

from postil_files import read_file, replace_file

ENDING = ".fetched"
"""What the name of the file beside it ends in, after its own."""

_KEPT = re.compile(r"-[0-9a-f]{8}\.\w+")
"""The end of the names of files that were fetched: others are not looked beside."""

_LARGEST = 65_536


def address_of(file: Path) -> str | None:
    """The web address that the file was fetched from; None where nobody knows."""
    if not _KEPT.fullmatch(file.name[-len(file.suffix) - 9 :]):
        return None
    try:
        address = json.loads(read_file(_beside(file), largest=_LARGEST))["address"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return address if isinstance(address, str) else None


def keep_address(file: Path, address: str, asked: str, when: str) -> None:
    """Keep that the file is from ``address``, where ``asked`` led to, at a time.

    Raises:
        OSError: it cannot be kept.
    """
    said = {"address": address, "asked": asked, "fetched": when}
    replace_file(_beside(file), (json.dumps(said, indent=2) + "\n").encode())


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ENDING)
