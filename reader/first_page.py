"""The first page on the screen, before anything heavy is imported.

Textual takes longer to load than a page takes to read the beginning of. Where one text
file is opened in a terminal, its first page is written with plain escape sequences at
once, laid out by the very functions that lay it out later, so that nothing moves when
the full screen takes over. Keys typed meanwhile wait in the terminal. Light on imports.
"""

import os
import sys
from collections.abc import Iterator

from postil_files import read_file
from reader.articles.structure import outline
from reader.page.cells import width
from reader.page.flow import flow
from reader.page.geometry import BETWEEN, GUTTER, head_of_second, share, share_in_two
from reader.page.justification import filled, stretched
from reader.page.printable import printable
from reader.page.wrapping import wrap

_PREFIX = 65_536
_MOST_BYTES = 64 << 20
_INK = ("38;2;214;210;199;48;2;23;24;28", "38;2;154;152;144")
"""The default theme's colours, until a run has left those of the user's own theme."""

TOP = 1
"""Blank rows above the text."""


def wanted(arguments: list[str]) -> str | None:
    """The file whose first page can be painted, if that is what the arguments ask for."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return None
    name = arguments[0]
    if not name.endswith((".txt", ".text")) or os.environ.get("TERM", "dumb") in (
        "dumb",
        "unknown",
    ):
        return None
    if not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
        return None
    try:
        status = os.stat(name)
    except OSError:
        return None
    if _store_answer(os.path.dirname(os.path.realpath(name))) == "":
        return None  # a question comes first
    is_file = status.st_mode & 0o170000 == 0o100000
    return name if is_file and 0 < status.st_size <= _MOST_BYTES else None


def paint(name: str) -> bool:
    """Write the first page of the file to the terminal; whether that was done.

    Never raises: what cannot be painted so is shown a moment later, or refused with a
    sentence.
    """
    try:
        look, offset = _look(), _offset(name)
        byte, characters = _begun(look, name, offset)
        with open(name, "rb") as file:
            file.seek(byte)
            start = file.read(_PREFIX)
            has_more = bool(file.read(1))
        text = _decoded(start, has_more)
        if text is None or not text.strip() or _is_read_otherwise(name):
            return False
        columns, rows = os.get_terminal_size(2)
        page = _page(text, has_more, offset - characters, look, columns, rows)
        os.write(2, page.encode("utf-8", "replace"))
    except (OSError, ValueError):
        return False
    return True


def _is_read_otherwise(name: str) -> bool:
    """Whether the reader asked for this file to be read with an encoding of its own."""
    asked = _read_object(f"{_state_folder()}/encodings.json").get("files")
    return isinstance(asked, dict) and os.path.abspath(name) in asked


def _decoded(start: bytes, has_more: bool) -> str | None:
    """The text as UTF-8, line ends made ``\\n``; None for anything that takes more thought."""
    if b"\0" in start:
        return None
    start = start.removeprefix(b"\xef\xbb\xbf")
    for dropped in range(4 if has_more else 1):
        try:
            text = start[: len(start) - dropped].decode()
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _page(
    text: str, has_more: bool, offset: int, look: dict[str, object], columns: int, rows: int
) -> str:
    colours = look.get("colours")
    base, quiet = (str(part) for part in colours) if isinstance(colours, list) else _INK
    left, column, second = _shared(look, columns)
    height = rows - TOP - 1
    wanted = 2 * height if second else height
    found = _lines(text, has_more, offset, column, look, wanted, (base, quiet))
    shown = ["", *(" " * left + line for line in found[:height])]
    if second:
        for y, line in enumerate(found[head_of_second(found, height) : wanted], 1):
            shown[y] += f"\x1b[{second + 1}G{line}"
    shown += [""] * (rows - len(shown))
    blank = f"\x1b[{base}m" + " " * columns
    body = "\r\n".join(blank + "\r" + line for line in shown)
    return f"\x1b[?1049h\x1b[?25l\x1b[H\x1b[{base}m{body}\x1b[0m"


def _shared(look: dict[str, object], columns: int) -> tuple[int, int, int]:
    """The blank cells on the left, the column's width, and where a second begins (0 without)."""
    wanted, side = _number(look, "width", 66), _number(look, "side", 0)
    two = share_in_two(columns, wanted, side) if look.get("columns") == 2 else None
    if two is not None:
        left, column = two
        return left, column, left + GUTTER + column + 1 + BETWEEN
    with_margin = bool(look.get("margin", True)) and columns >= _number(look, "wide", 100)
    left, column, _ = share(columns, wanted, with_margin, side)
    return left, column, 0


def _number(look: dict[str, object], name: str, default: int) -> int:
    value = look.get(name, default)
    return value if isinstance(value, int) else default


def _lines(
    text: str,
    has_more: bool,
    offset: int,
    column: int,
    look: dict[str, object],
    height: int,
    colours: tuple[str, str],
) -> list[str]:
    """The rows of the page from the offset on, gutter included, at least ``height`` if there are."""
    spacing, justified = _number(look, "spacing", 0), bool(look.get("justified"))
    base, quiet = colours
    blocks = outline(text, more=has_more)
    kinds = {start: kind for kind, start, _, _ in blocks}
    lines: list[str] = []
    for start, end, gap, indent, hang in flow(text, blocks):
        if end <= offset:
            continue
        if lines:
            lines += [""] * (gap + spacing)
        starts = wrap(text, column - indent, start, end, hang)
        style = quiet if kinds.get(start) in ("meta", "caption", "update", "byline") else ""
        for number, (at, until) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
            is_last = number + 1 == len(starts)
            if until > offset or is_last:
                pad = indent + (hang if number else 0)
                shown = text[at:until].rstrip()
                if justified and not is_last:
                    shown = filled(shown, stretched(shown, column - pad - width(shown)))
                lines.append(_styled(" " * (GUTTER + pad) + printable(shown), style, base))
                lines += [""] * (0 if is_last else spacing)
        if len(lines) >= height:
            break
    return lines


def _styled(line: str, style: str, base: str) -> str:
    return f"\x1b[{style}m{line}\x1b[{base}m" if style else line


def look_file() -> str:
    """Where a run leaves what the next one's first page needs: widths and colours."""
    return f"{_state_folder()}/first-page.json"


def _state_folder() -> str:
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return f"{state}/postil"


def _look() -> dict[str, object]:
    look = _read_object(look_file())
    terminal = f"{os.environ.get('TERM')} {os.environ.get('COLORTERM')}"
    if look.get("terminal") != terminal:
        look.pop("colours", None)
        if os.environ.get("COLORTERM") not in ("truecolor", "24bit"):
            look["colours"] = ["0", "2"]
    if "NO_COLOR" in os.environ:
        look["colours"] = ["0", "2"]
    return look


def _begun(look: dict[str, object], name: str, offset: int) -> tuple[int, int]:
    """Where to begin reading a large file that was left far down: bytes, and the characters in them."""
    left = look.get("left")
    if not isinstance(left, dict) or left.get("file") != os.path.realpath(name):
        return 0, 0
    status = os.stat(name)
    byte, characters = left.get("byte"), left.get("characters")
    is_same = left.get("stamp") == [status.st_size, status.st_mtime_ns]
    if is_same and isinstance(byte, int) and isinstance(characters, int) and characters <= offset:
        return byte, characters
    return 0, 0


def _offset(name: str) -> int:
    """Where this file was left, 0 if that is not known."""
    folder, path = os.path.split(os.path.realpath(name))
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    store = f"{folder}/.postil" if _store_answer(folder) == "use" else f"{data}/postil"
    homes = (folder, ".") if store.startswith(folder) else (folder,)
    latest: tuple[tuple[int, str, str], int] | None = None
    for row in _places(store, path):
        offset, n = row.get("offset"), row.get("n")
        rank = (n if isinstance(n, int) else 0, str(row.get("at")), str(row.get("by") or ""))
        is_ours = row.get("path") == path and row.get("library") in homes
        if is_ours and isinstance(offset, int) and (latest is None or rank > latest[0]):
            latest = rank, offset
    return 0 if latest is None else latest[1]


def _places(store: str, path: str) -> Iterator[dict[str, object]]:
    """What the store says of where articles were left, at least all of this path; see ``Progress``."""
    rows = _read_object(f"{store}/progress.json").get("places")
    yield from (row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict))
    folder = f"{store}/places"
    if os.path.islink(folder) or not os.path.isdir(folder):
        return
    import json

    word = json.dumps(path).encode()
    for name in os.listdir(folder):
        for line in _content(f"{folder}/{name}").splitlines() if name.endswith(".jsonl") else ():
            if word in line:
                yield _parsed(line)


def _store_answer(folder: str) -> str | None:
    """What was said of the store that the folder brings; None if it has none, "" if nothing yet."""
    store = f"{folder}/.postil"
    if not os.path.isdir(store) or os.path.islink(store):
        return None
    stores = _read_object(f"{_state_folder()}/stores.json").get("stores")
    answer = stores.get(store) if isinstance(stores, dict) else None
    if isinstance(answer, list) and answer[1:] == [os.stat(store).st_ino]:
        return str(answer[0])
    return ""


def _read_object(file: str) -> dict[str, object]:
    content = _content(file)
    return _parsed(content) if content else {}


def _content(file: str) -> bytes:
    try:
        return read_file(file)
    except OSError:
        return b""


def _parsed(content: bytes) -> dict[str, object]:
    import json  # most first pages have no such file yet

    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class Terminal:
    """The terminal while the rest is loaded; a context manager that gives it back as it was.

    Inside, keys are neither echoed, which would tear what is being painted, nor held back
    until Enter. Textual, which restores what it found, would leave the terminal so. A
    signal to end, before Textual is there to hear it, leaves in order too, and at once: an
    exception may be lost in what is loading, and there is nothing yet to keep.
    """

    def __init__(self) -> None:
        self._saved: list[object] | None = None
        self._is_painted = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> "Terminal":
        if sys.platform != "win32":
            import signal
            import termios  # there is none on Windows

            mode = termios.tcgetattr(0)
            self._saved = list(mode)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                self._before[number] = signal.signal(number, self.leave)
            mode[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(0, termios.TCSANOW, mode)
        return self

    def __exit__(self, error: object, *_: object) -> None:
        if error is not None:
            self.clear()
        if sys.platform != "win32" and self._saved is not None:
            import termios

            try:
                termios.tcsetattr(0, termios.TCSANOW, self._saved)  # type: ignore[arg-type]  # as it came
            except termios.error:
                return  # the window is closed: there is nothing to give back

    def leave(self, number: int, frame: object) -> None:
        """End the program for a signal, the terminal as it was before the outermost of these."""
        self.__exit__(number)
        outer = getattr(self._before.get(number), "__self__", None)
        if isinstance(outer, Terminal):
            outer.leave(number, frame)
        os._exit(128 + number)

    def paint(self, name: str) -> None:
        """Write the first page of the file, if it is one that can be painted so."""
        self._is_painted = True  # also when a signal comes between the two lines
        self._is_painted = paint(name)

    def clear(self) -> None:
        """Take the page off the screen, for a sentence or for what was there before."""
        if self._is_painted:
            self._is_painted = False
            try:
                os.write(2, b"\x1b[?25h\x1b[?1049l")
            except OSError:
                return  # likewise
