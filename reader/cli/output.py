"""What goes to standard output: results only, and nothing that a terminal would obey."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper

from reader.page.cells import width
from reader.page.printable import printable


def prepare_streams() -> None:
    """Make the output UTF-8 whatever the locale, with line ends as we write them."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Names of files may hold bytes that are no text; they go out as they came in.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_json(rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON array, an object a line; halves of surrogate pairs are escaped."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    array = "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
    sys.stdout.write(array.encode("utf-8", "backslashreplace").decode())


def write_table(rows: Sequence[Sequence[str]]) -> None:
    """The rows with their columns aligned, made printable: a row is a line whatever it holds."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


def write_text(text: str) -> None:
    """The text to the byte, unless a terminal would show it: then what is safe there."""
    if sys.stdout.isatty():
        lines = text.replace("\r\n", "\n").split("\n")
        text = "\n".join(map(printable, lines))
    # Bytes, because a text may hold what the stream's own encoder refuses.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


def write_error(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"postil: {printable(message)}\n")


def write_notice(sentence: str) -> None:
    """A sentence on standard error about what goes on; it is no error."""
    sys.stderr.write(f"{printable(sentence)}\n")
    sys.stderr.flush()


def write_progress(words: str) -> None:
    """How far it is, on a line of a terminal that the next call replaces; "" leaves it empty."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{printable(words)}\x1b[K")
        sys.stderr.flush()
