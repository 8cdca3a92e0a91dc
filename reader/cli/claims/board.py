"""``postil claims board``: what each article says of each claim."""

import argparse

from annotations import Notebook
from annotations.claims.board.layout import Column, count, parse_filter
from annotations.claims.board.rows import SILENT, Cell, Row
from annotations.claims.model import Passage
from annotations.exchange import write_file
from annotations.exchange.board import BOARD_FORMATS, Board
from reader.cli.libraries import open_library, store_of
from reader.cli.output import write_error, write_json, write_table, write_text
from reader.errors import LoadError, ReaderError
from reader.library.library import Library
from reader.marks.library_marks import follow_moves
from reader.page.printable import printable
from reader.ui.board.rows import BoardRows
from reader.ui.comparison import Comparison

_SHOWN = 70


def run(arguments: argparse.Namespace) -> int:
    """Compare the articles, and write the board in the form that was asked for."""
    format = BOARD_FORMATS[arguments.format] if arguments.format else None
    output = arguments.output
    if format is not None and arguments.json:
        raise ReaderError("Give either --json or --format.")
    if output is not None and format is None:
        raise ReaderError("-o needs --format csv, markdown or html.")
    if output is not None and output.is_file() and not arguments.force:
        raise ReaderError(f"{output} is there already; --force replaces it.")
    with open_library(arguments.paths) as library:
        board = _board(library, arguments)
        if arguments.json:
            write_json(_row(board, each) for each in board.rows)
        elif format is not None and output is not None:
            write_file(output, format.write(board), overwrite=arguments.force)
        elif format is not None:
            for chunk in format.write(board):
                write_text(chunk)
        else:
            _write(board)
    return 0


def _board(library: Library, arguments: argparse.Namespace) -> Board:
    wanted = parse_filter(arguments.filter)
    store = store_of(arguments, library)
    comparison = Comparison(library, store)
    with Notebook.open(store, only_reads=arguments.only_reads) as notebook:
        follow_moves(library, notebook)
        accepted, dismissed = notebook.learned()
        lessons = [each.quote.exact for each in accepted], [each.quote.exact for each in dismissed]
        comparison.build(lessons, lambda: False, lambda: None)
        if comparison.problem is not None:
            write_error(comparison.problem)
        source = BoardRows(notebook, comparison)
        source.refresh()
        source.learn(source.look_for(source.unplaced))
        source.refresh()
        for passage in source.waiting(source.rows()):
            comparison.matches(passage)
        rows = [row for row in source.rows() if wanted.matches(row)]
    for path in library.paths:
        if path not in comparison.articles:
            _tell_why(comparison, path)
    return Board(rows, source.columns(), lambda passage: words_of(comparison, passage))


def _tell_why(comparison: Comparison, path: str) -> None:
    try:
        comparison.library.load(path)
    except LoadError as error:
        write_error(f"{path} {error.reason}.")


def words_of(comparison: Comparison, passage: Passage) -> str:
    """The words of a passage; "" where its article is another by now."""
    article = comparison.article(passage.name)
    return article.text[passage.start : passage.end] if article is not None else ""


def _row(board: Board, each: Row) -> dict[str, object]:
    counted, first = count(each, board.columns), each.first
    return {
        "kind": "suggestion" if first is None else "claim",
        "article": each.name,
        "start": each.lead.start if each.lead else None,
        "end": each.lead.end if each.lead else None,
        "text": each.text,
        "claims": [claim.id for claim in each.claims],
        "verdicts": list(each.verdicts),
        "reasons": list(each.suggestion.reasons) if each.suggestion else [],
        "said": counted.said,
        "origins": counted.origins,
        "differs": counted.differing,
        "of": counted.of,
        "cells": [_cell(board, column, each.cell(column.name)) for column in board.columns],
    }


def _cell(board: Board, column: Column, cell: Cell) -> dict[str, object]:
    passage, claim = cell.passage, cell.claim
    return {
        "article": column.name,
        "date": column.date,
        "origin": column.origin or None,
        "state": cell.state,
        "word": cell.word,
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
        "text": board.words(passage) if passage else None,
        "score": round(cell.score, 4) if cell.tier else None,
        "tier": cell.tier,
        "claim": claim.id if claim else None,
        "relation": cell.relation,
        "conflicts": [
            {"slot": one.slot, "a": one.a, "b": one.b, "note": one.note} for one in cell.differences
        ],
    }


def _write(board: Board) -> None:
    """Each claim, and under it a line for each article that says something of it."""
    if not board.rows:
        write_error("No claims yet, and nothing is suggested: 'postil annotate --kind claim'.")
    for number, each in enumerate(board.rows):
        if each.suggestion is not None and (not number or board.rows[number - 1].claims):
            write_text("\n" * bool(number) + "Worth checking, not marked yet:\n\n")
        verdicts = f"{', '.join(each.verdicts)} · " if each.verdicts else ""
        write_text(f"{printable(' '.join(each.text.split()))}\n")
        write_text(f"  {verdicts}{count(each, board.columns).words}\n")
        write_table(
            [_line(board, column, each.cell(column.name)) for column in _heard(board, each)]
        )


def _heard(board: Board, each: Row) -> list[Column]:
    return [column for column in board.columns if each.cell(column.name).state != SILENT]


def _line(board: Board, column: Column, cell: Cell) -> tuple[str, ...]:
    words = " ".join(board.words(cell.passage).split()) if cell.passage else ""
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    origin = f"≡{column.origin}" if column.origin else ""
    date = column.date or "undated"
    return f"    {cell.glyph} {cell.word}", column.name, date, origin, shown
