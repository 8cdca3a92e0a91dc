"""What the board says in its cells and above them: words and one glyph each, with their styles."""

from collections.abc import Callable, Sequence

from annotations.claims.board.layout import Column, count
from annotations.claims.board.rows import DIFFERS, MAYBE, SAID, SILENT, Cell, Row
from annotations.claims.model import Difference
from reader.library.short_names import cut_at_words, on_two_lines
from reader.ui.themes import VERDICT_GLYPHS

Pieces = list[tuple[str, str]]

ORIGIN = "≡"
"""Before the number of an origin that several articles share."""


def head_pieces(column: Column | None, line: int, more: tuple[int, int], room: int) -> Pieces:
    """A line of what stands above a column; above the claims, how many columns are not in view."""
    if column is None:
        before, after = more
        many = "article" if before + after == 1 else "articles"
        hidden = f"{'◂ ' * bool(before)}{before + after} more {many}{' ▸' * bool(after)}"
        said = hidden if line == 2 and any(more) else ""
        return [(" Claims", "accent") if line == 0 else (f" {said}", "quiet")]
    if line < 2:
        return [(" " + on_two_lines(column.heading, room - 1)[line], "")]
    origin = f" {ORIGIN}{column.origin}" if column.origin else ""
    return [(f" {column.date or 'undated'}", "quiet"), (origin, "accent")]


def claim_pieces(row: Row, columns: Sequence[Column], line: int, is_here: bool) -> Pieces:
    """A line of a row's first column: its words, then its verdict and what the articles say."""
    bar = ("▌ ", "accent") if is_here else ("  ", "")
    if line == 0:
        style = "strong" if is_here else ("" if row.claims else "quiet")
        return [bar, (" ".join(row.text.split()), style)]
    said: Pieces = [bar]
    for verdict in row.verdicts:
        said.append((f"{VERDICT_GLYPHS[verdict]} {verdict} · ", "strong"))
    if row.lead is None:
        said.append(("its words are gone · ", "warning"))
    counted = count(row, columns).words if row.is_filled else "comparing …"
    return [*said, (counted, "quiet")]


def cell_pieces(row: Row, name: str, line: int, width: int) -> Pieces:
    """A line of a cell: a glyph and a word, then the words that differ or the verdict there."""
    cell = row.cell(name)
    if line == 1:
        return [(_beneath(cell), "quiet")]
    if cell.state == SILENT:
        return [("·" if row.is_filled else "…", "quiet")]
    word = cell.word
    if len(word) + 2 > width:
        word = word.removeprefix(f"{DIFFERS}: ")
    style = "accent" if cell.state == DIFFERS else ("quiet" if cell.state == MAYBE else "")
    confirmed = " strong" if cell.is_confirmed else ""
    return [(f"{cell.glyph} {word}", f"{style}{confirmed}")]


def _beneath(cell: Cell) -> str:
    verdict = cell.claim.annotation.verdict if cell.claim is not None else None
    if cell.conflicts:
        return "  " + _otherwise(cell.conflicts[0])
    return f"  {VERDICT_GLYPHS[verdict]} {verdict}" if verdict and verdict != "unchecked" else ""


def _otherwise(difference: Difference) -> str:
    """What the other says; of names and quotations only the words that are other ones."""
    words, ours = difference.b.split(), set(difference.a.split())
    if difference.slot in ("name", "quote"):
        words = [word for word in words if word not in ours] or words
    return " ".join(words)


_NAME = 32
"""The characters of an article's name in the margin."""

_NAMED = 3
"""Articles that are named in the margin; of more it is said how many."""


def elsewhere(row: Row, here: str, name_of: Callable[[str], str]) -> str:
    """What the other articles say of a claim, for the margin: a line for each sort of saying."""
    said: dict[str, list[str]] = {}
    for name, cell in row.cells.items():
        if name == here or cell.state == SILENT:
            continue
        values = "; ".join(map(_otherwise, cell.conflicts))
        file = cut_at_words(name_of(name), _NAME)
        words = f"{cell.conflicts[0].slot} differs:" if values else _ALSO[cell.state]
        said.setdefault(words, []).append(f"{file} ({values})" if values else file)
    return "\n".join(f"{words} {_listed(files)}" for words, files in said.items())


_ALSO = {SAID: "also in:", MAYBE: "maybe in:", DIFFERS: "contradicted in:"}


def _listed(files: Sequence[str]) -> str:
    rest = len(files) - _NAMED
    return ", ".join(files[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
