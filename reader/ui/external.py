"""Other programs, asked for by the reader alone: a browser for an address, a dictionary for a word."""

import re
import shlex
import subprocess
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from textual.app import App, SuspendNotSupported

from reader.errors import LoadError, ReaderError
from reader.loading.files import read_head
from reader.ui.guards import lent_screen

_PICTURES = frozenset(".apng .avif .bmp .gif .jpeg .jpg .png .tif .tiff .webp".split())
"""Without SVG, which a browser would run the script of."""
_BEGINNINGS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
)
_OF_A_MAIL = ("to", "cc", "subject", "body")
"""What an address for mail may fill in; never a file that is sent along."""
_LINE_END = re.compile("%0[ad]", re.IGNORECASE)
_HEAD = 16
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


def openable(target: str) -> str | None:
    """The address as another program may be given it; None if it is none of those that may.

    Those are pages of the web, and addresses for mail, from which files to attach are taken out.

    >>> openable("mailto:a@gull.example?subject=Hm&attach=/etc/passwd")
    'mailto:a@gull.example?subject=Hm'
    """
    if not target.isprintable() or " " in target or "\\" in target:
        return None
    scheme = target.partition(":")[0].lower()
    if scheme == "mailto":
        return _mail(target)
    is_page = re.match(r"https?://[^/]", target, re.IGNORECASE)
    return target if is_page else None


def _mail(target: str) -> str | None:
    """An address for mail with what it may fill in, each part escaped.

    Mail programs and what starts them cut an address at ``&``, ``;`` or a second ``?``, or put
    it between quotes: none of these is left to begin another part.
    """
    address, _, fields = target.partition(":")[2].partition("?")
    if address.startswith("-"):
        return None
    address = quote(_LINE_END.sub("", address), safe="%@,+/")
    kept = []
    for field in fields.split("&"):
        name, _, value = field.partition("=")
        if name.lower() in _OF_A_MAIL:
            value = value if name.lower() == "body" else _LINE_END.sub("", value)
            kept.append(f"{name}={quote(value, safe='%@')}")
    return f"mailto:{address}" + (f"?{'&'.join(kept)}" if kept else "")


def open_outside(app: "App[Any]", target: "str | Path", browser: str | None) -> None:
    """Have a browser show an address, or the system a picture; the screen is theirs meanwhile.

    A path is only ever one that ``picture_at`` or ``picture_in`` gave. ``browser`` is the
    settings' command, with ``{}`` for the address or the address at its end; else the system's
    own choice is taken.

    Raises:
        OutsideError: it is not an address that may be opened, or no program could be run.
    """
    address = str(target) if isinstance(target, Path) else openable(target)
    if address is None:
        raise OutsideError(f"Only web pages and mail addresses are opened, not {target}.")
    try:
        # A browser may be one of the terminal's own: it must find the terminal as a shell has it.
        with lent_screen(app):
            if browser is not None:
                is_open = subprocess.call(_filled(browser, address)) == 0
            else:
                import webbrowser  # loaded when something is first opened

                is_open = webbrowser.open(target.as_uri() if isinstance(target, Path) else address)
    except (OSError, ValueError, SuspendNotSupported) as error:
        raise OutsideError(f"{target} could not be opened ({error}).") from error
    if not is_open:
        raise OutsideError(f"No program opened {target}; set browser in config.toml.")


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is a picture, whatever it is called."""
    return (
        head.startswith(_BEGINNINGS)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:12] in (b"ftypavif", b"ftypavis")
    )


def picture_at(target: str, article: Path | None, root: Path) -> Path | None:
    """The file of a picture that an article shows, if it lies in the library; None otherwise.

    It is an ordinary file with the name and the beginning of a picture.
    """
    # Not even looked for: the name of a drive, or of another machine, which Windows would ask.
    if article is None or ":" in target.split("/", 1)[0] or target.startswith(("/", "\\")):
        return None
    try:
        file = (article.parent / target).resolve()
        if not file.is_relative_to(root.resolve()) or file.suffix.lower() not in _PICTURES:
            return None
        return file if is_picture(read_head(file, _HEAD)) else None
    except (OSError, ValueError, LoadError):
        return None


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
        if content is None or not is_picture(content[:_HEAD]):
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
