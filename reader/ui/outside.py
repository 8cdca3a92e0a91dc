"""Other programs, asked for by the reader alone: a browser for an address, a dictionary for a word."""

import re
import shlex
import subprocess
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from textual.app import App, SuspendNotSupported

from reader.errors import ReaderError
from reader.ui.guards import lent_screen

_OPENABLE = ("http://", "https://", "mailto:")
_PICTURES = frozenset(".apng .avif .bmp .gif .jpeg .jpg .png .svg .tif .tiff .webp".split())
_PATIENCE = 15
"""Seconds that a look-up may take."""
_MOST = 200_000
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])|.\x08")
"""What programs draw bold and colours with; manual pages overstrike."""


class OutsideError(ReaderError):
    """Another program could not be run, or had nothing to say."""


def is_address(template: str) -> bool:
    """Whether a look-up is a page of the web rather than a program."""
    return template.lower().startswith(("http://", "https://"))


def address_for(template: str, words: str) -> str:
    """The address of a look-up for these words.

    >>> address_for("https://x.example/?q={}", "a b&c")
    'https://x.example/?q=a%20b%26c'
    """
    return template.replace("{}", quote(words, safe=""))


def open_outside(app: "App[Any]", target: str, browser: str | None) -> None:
    """Have a browser show an address, or the system a picture's file; the screen is theirs meanwhile.

    ``browser`` is the settings' command, with ``{}`` for the address or the address at its end;
    else the system's own choice is taken.

    Raises:
        OutsideError: it is not an address, or no program could be run.
    """
    if not target.lower().startswith(_OPENABLE) and not Path(target).is_absolute():
        raise OutsideError(f"{target} is not an address that a browser could open.")
    try:
        # A browser may be one of the terminal's own: it must find the terminal as a shell has it.
        with lent_screen(app):
            if browser is not None:
                is_open = subprocess.call(_filled(browser, target)) == 0
            else:
                import webbrowser  # loaded when something is first opened

                address = target if "://" in target or ":" in target else Path(target).as_uri()
                is_open = webbrowser.open(address)
    except (OSError, ValueError, SuspendNotSupported) as error:
        raise OutsideError(f"{target} could not be opened ({error}).") from error
    if not is_open:
        raise OutsideError(f"No program opened {target}; set browser in config.toml.")


def picture_at(target: str, article: Path | None, root: Path) -> Path | None:
    """The file of a picture that an article shows, if it lies in the library; None otherwise."""
    if article is None or ":" in target.split("/", 1)[0]:
        return None
    try:
        file = (article.parent / target).resolve()
        is_inside = file.is_relative_to(root.resolve())
        is_there = is_inside and file.suffix.lower() in _PICTURES and file.is_file()
    except (OSError, ValueError):
        return None
    return file if is_there else None


def picture_in(target: str, book: Path | None, folder: Path) -> Path | None:
    """A picture of a book, unpacked into the folder to be looked at; None if there is none.

    Raises:
        LoadError: the book is locked, or the picture is larger than any is.
    """
    if book is None or book.suffix.lower() != ".epub":
        return None
    if PurePosixPath(target).suffix.lower() not in _PICTURES:
        return None
    from reader.loading.archives import Archive  # with zipfile, when a picture is first wanted

    try:
        content = Archive(book.read_bytes(), book).find(target)
        if content is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        # Named by what is in it: a name from a book is never a name on the disk.
        file = folder / (sha256(content).hexdigest()[:20] + PurePosixPath(target).suffix.lower())
        file.write_bytes(content)
    except OSError:
        return None
    return file


def look_up(command: str, words: str) -> str:
    """What a program says of the words, which it gets as one argument and never through a shell.

    Raises:
        OutsideError: it cannot be run, takes too long, or says nothing.
    """
    try:
        done = subprocess.run(
            _filled(command, words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OutsideError(f"{command} said nothing for {_PATIENCE} seconds.") from error
    except (OSError, ValueError) as error:
        raise OutsideError(f"{command} could not be run ({error}).") from error
    said = done.stdout[:_MOST] if done.stdout.strip() else done.stderr[:_MOST]
    text = _ESCAPES.sub("", said.decode("utf-8", "replace")).strip()
    if not text:
        raise OutsideError(f"{command} has nothing about “{words}”.")
    return text


def _filled(command: str, words: str) -> list[str]:
    """The command's arguments, ``{}`` in them replaced; without one, the words come last."""
    parts = shlex.split(command)
    if not any("{}" in part for part in parts):
        parts.append("{}")
    # What begins with a hyphen would be taken for an option.
    return [part.replace("{}", words.lstrip("-") or words) for part in parts]
