"""What stands below the board: the claim, and what the chosen article says of it, in full."""

from collections.abc import Callable, Sequence

from annotations.claims.board.layout import Column
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.claims.model import Passage
from annotations.model import UNCHECKED
from reader.articles.article import Article
from reader.library.article_names import stem
from reader.library.short_names import cut_at_words
from reader.page.printable import printable
from reader.ui.board.passages import emphasised, marked_words, surrounded
from reader.ui.board.words import ORIGIN
from reader.ui.themes import VERDICT_GLYPHS
from reader.ui.widgets.drawing import elided
from reader.ui.widgets.one_line import Piece
from reader.ui.widgets.side_by_side import Styled

Find = Callable[[str], Article | None]

_AROUND = 140
_HEADING = 40
"""The characters of an article's name before what is said of it."""

_NARROW = 72
_NOTHING: Styled = ("", ())


def heads(
    row: Row | None, cell: Cell | None, column: Column | None, columns: Sequence[Column], width: int
) -> list[Piece]:
    """The line above both: where the claim is from, and what the chosen article does with it."""
    if row is None:
        return [Piece("")]
    names = {each.name: each.full_title for each in columns}
    left = f" {names.get(row.name) or stem(row.name)}"
    if cell is None or column is None:
        return [Piece(left, "accent")]
    said = f"{cut_at_words(column.heading, _HEADING)} · {told(cell, with_words=False)}{_origin(column, columns)}"
    if width < _NARROW:
        return [Piece(f" {said}", "accent")]
    half = (width - 3) // 2 + 3
    return [
        Piece(elided(cut_at_words(printable(left), half), half), "accent"),
        Piece(f"  {said}", "accent"),
    ]


def _origin(column: Column, columns: Sequence[Column]) -> str:
    """With which articles this one likely shares an origin."""
    if not column.origin:
        return ""
    others = [
        cut_at_words(each.heading, _HEADING)
        for each in columns
        if each.origin == column.origin and each.name != column.name
    ]
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return f" · {ORIGIN} likely same origin as {others[0]}{more}" if others else ""


def told(cell: Cell, *, with_words: bool = True) -> str:
    """What is known of a cell, in a sentence's part; ``with_words`` has both sides quoted."""
    if cell.state == SILENT:
        return "says nothing of it"
    notes = "; ".join(
        f"{each.note} ({each.a} / {each.b})" if with_words else each.note
        for each in cell.differences
    )
    if cell.is_confirmed:
        sure = {"": "the claim", "supports": "supports it", "contradicts": "contradicts it"}
        said = sure.get(cell.relation or "", "the same claim")
        return f"{said}, as you say" + (f" · {notes}" if notes else "")
    certainty = "likely the same" if cell.tier == "solid" else "maybe the same"
    return notes or certainty


def preview(
    row: Row | None, cell: Cell | None, find: Find, width: int, name_of: Callable[[str], str]
) -> tuple[Styled, Styled]:
    """The claim on the left; on the right the passage of the cell, or what is said of the claim."""
    if row is None:
        return _NOTHING, _NOTHING
    if cell is None:
        left, right = _passage(row.lead, row.text, find, []), _said(row, name_of)
        return (left, right) if width >= _NARROW else (left, _NOTHING)
    found = cell.passage
    words = _words(found, find) if found is not None else ""
    is_itself = found is not None and found == row.lead
    gone, come = ([], []) if is_itself else marked_words(row.text, words, cell.differences)
    left = _passage(row.lead, row.text, find, gone)
    right = _passage(found, words, find, come) if found is not None and not is_itself else _NOTHING
    return (left, right) if width >= _NARROW else (left if right is _NOTHING else right, _NOTHING)


def _passage(
    passage: Passage | None, words: str, find: Find, differ: list[tuple[int, int]]
) -> Styled:
    article = find(passage.name) if passage is not None else None
    if article is None or passage is None:
        return emphasised("", words, "", differ)
    return surrounded(article, passage.start, passage.end, _AROUND, differ)


def _words(passage: Passage, find: Find) -> str:
    article = find(passage.name)
    return article.lazy_text[passage.start : passage.end] if article is not None else ""


def _said(row: Row, name_of: Callable[[str], str]) -> Styled:
    """What the reader said of the claim, or why it is suggested."""
    if row.suggestion is not None:
        reasons = " · ".join(row.suggestion.reasons)
        shown = f"Worth checking: {reasons}" if reasons else "Worth checking"
        return shown, ((0, len(shown), "quiet italic"),)
    parts = []
    for claim in row.claims:
        made = claim.annotation
        verdict = made.verdict or UNCHECKED
        glyph = "" if verdict == UNCHECKED else f"{VERDICT_GLYPHS[verdict]} "
        parts.append(f"{glyph}{verdict} · {name_of(claim.name)}")
        parts += [", ".join(made.tags)] if made.tags else []
        parts += [made.note] if made.note else []
        parts += [f"evidence: {each}" for each in made.evidence]
    shown = "\n".join(parts)
    return shown, ((0, len(shown), "quiet"),)
