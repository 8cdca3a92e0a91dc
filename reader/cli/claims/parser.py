"""The grammar of ``postil claims``: its own commands, and nothing of what they do."""

import argparse
from pathlib import Path

BOARD_FORMATS = ("csv", "markdown", "html")
"""The names of ``annotations.exchange.board``, which only that command loads."""

_SUGGEST = "list the sentences that are worth checking, with reasons"
_MATCH = "list the passages of different articles that say the same, and where they differ"
_BOARD = "show what each article says of each of your claims"


def declare(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the commands there are; the one asked for is ``claims``."""
    commands = parser.add_subparsers(dest="claims", required=True, metavar="COMMAND")

    def add(name: str, about: str) -> argparse.ArgumentParser:
        described = f"{about[0].upper()}{about[1:]}."
        return commands.add_parser(name, help=about, description=described, allow_abbrev=False)

    _declare_suggest(add("suggest", _SUGGEST))
    _declare_match(add("match", _MATCH))
    _declare_board(add("board", _BOARD))


def _declare_suggest(suggest: argparse.ArgumentParser) -> None:
    _add_paths(suggest)
    suggest.add_argument("--limit", type=_count, metavar="N", help="list the best N only")
    suggest.add_argument(
        "--explain",
        action="store_true",
        help="show what each feature weighs, and what it adds to each sentence",
    )
    suggest.add_argument(
        "--reset",
        action="store_true",
        help="forget what was learned from accepting and dismissing, and list nothing",
    )


def _declare_match(match: argparse.ArgumentParser) -> None:
    _add_paths(match)
    match.add_argument(
        "--span",
        nargs=2,
        metavar=("ARTICLE", "START:END"),
        help="the closest passage of each other article to this one, in characters from 0",
    )
    match.add_argument(
        "--min-score",
        type=_score,
        metavar="S",
        help="list what scores S or more, from 0.05 to 1, instead of what is in a tier",
    )


def _declare_board(board: argparse.ArgumentParser) -> None:
    _add_paths(board)
    board.add_argument(
        "--filter",
        default="",
        metavar="QUERY",
        help="such as 'tag:money conflict:any'; the queries of 'postil annotations'",
    )
    board.add_argument("--format", choices=BOARD_FORMATS, help="write a table in this format")
    board.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of the output")
    board.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="folders and files to look at"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON array")


def _score(argument: str) -> float:
    try:
        score = float(argument)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(f"{argument!r} is not a score from 0 to 1")
    return score


def _count(argument: str) -> int:
    if not (argument.isascii() and argument.isdigit() and int(argument) > 0):
        raise argparse.ArgumentTypeError(f"{argument!r} is not a number from 1")
    return int(argument)
