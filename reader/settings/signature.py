"""How the reader signs annotations: what was answered when it was asked, and what to propose."""

import getpass
import subprocess
from contextlib import suppress
from pathlib import Path

from postil_files import read_file, replace_file

FILE = "signature"
_PATIENCE = 2.0
"""Seconds that git is given to answer."""


def kept_signature(folder: Path) -> str | None:
    """The signature kept in the folder; None if there is none, or it is not text."""
    try:
        return read_file(folder / FILE).decode().strip() or None
    except (OSError, ValueError):
        return None


def keep_signature(folder: Path, creator: str) -> None:
    """Keep the signature in the folder.

    Raises:
        OSError: it cannot be written.
    """
    replace_file(folder / FILE, f"{creator}\n".encode())


def proposed_signature() -> str:
    """The name and address that git signs with, or else the name of the system's user."""
    name, address = _asked_of_git("user.name"), _asked_of_git("user.email")
    if name:
        return f"{name} <{address}>" if "@" in address else name
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _asked_of_git(setting: str) -> str:
    try:
        said = subprocess.run(
            ["git", "config", "--get", setting],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        return said.stdout.decode().strip()
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
