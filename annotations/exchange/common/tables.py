"""Rows and cells of tables, which spreadsheets must not obey."""

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import without_controls

_FORMULA = re.compile(
    r"[\s'\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*(?:\t|[=+\-@\ufffd＝＋－＠])"
)
"""Spreadsheets pass over what is blank or not seen before the sign of a formula."""


def row(cells: Sequence[str], separator: str = ",") -> str:
    """The cells as one line of a table, quoted where they must be."""
    return separator.join(_quoted(cell, separator) for cell in cells) + "\r\n"


def cell(value: str | int | None) -> str:
    """The value as a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    # A control character at the start, become U+FFFD, may hide a formula behind it.
    sound = without_controls(value)
    return "'" + sound if _FORMULA.match(sound) else sound


def _quoted(cell: str, separator: str) -> str:
    if not any(sign in cell for sign in ('"', "\r", "\n", separator)):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def joined(words: Sequence[str]) -> str:
    """The words in one cell; ``parted`` parts them again."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", word) for word in words)


def parted(cell: str) -> tuple[str, ...]:
    """The words that ``joined`` put into one cell."""
    parts = re.findall(r"(?:\\.|[^\\;]|\\$)+", cell, re.DOTALL)
    words = (re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL) for part in parts)
    return tuple(word for word in words if word)


def separator_of(text: str) -> str:
    """What parts the cells: a comma, or the semicolon that spreadsheets of many countries write."""
    heading = text.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def rows_of(text: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not empty, each with the number of the line it ends on.

    Raises:
        FormatError: the table breaks off inside a cell, or is none.
    """
    # The module's limit is one for the whole program; a quote may be an article long.
    limit = csv.field_size_limit(sys.maxsize)
    try:
        reader = csv.reader(
            io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True
        )
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise FormatError(f"Line {reader.line_num} is no row of a table: {error}.") from None
    finally:
        csv.field_size_limit(limit)
    yield from rows


def plain(cell: str) -> str:
    """What the cell held before it was made harmless."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
