"""What the commands write: results to standard output, sentences to standard error.

No other module of the command line writes to either. What would make a terminal do something
goes through ``printable``, or is escaped where it stands in JSON.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper

from reader.page.cells import width
from reader.page.printable import escaped, printable


def prepare_streams() -> None:
    """Make the output UTF-8 whatever the locale, with line ends as we write them."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Names of files may hold bytes that are no text; they go out as they came in.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_json(rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON array, an object a line; what a terminal would obey is escaped in its strings."""
    lines = [escaped(json.dumps(row, ensure_ascii=False)) for row in rows]
    array = "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
    sys.stdout.write(array)


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


def write_lines(lines: Iterable[str]) -> None:
    """The lines, made printable wherever they go: for ears, and for programs that read lines."""
    for line in lines:
        sys.stdout.write(f"{printable(line)}\n")


def write_notice(sentence: str) -> None:
    """A sentence on standard error about what goes on; it is no error."""
    sys.stderr.write(f"{printable(sentence)}\n")
    sys.stderr.flush()


def write_progress(words: str) -> None:
    """How far it is, on a line of a terminal that the next call replaces; "" leaves it empty."""
    if sys.stderr.isatty():
        room = max(20, os.get_terminal_size(sys.stderr.fileno()).columns - 1)
        sys.stderr.write(f"\r{printable(words)[:room]:{room}}\r")
        sys.stderr.flush()
