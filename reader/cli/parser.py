"""The grammar of the command line, and nothing of what the commands do.

A first word that is a command's name is that command; anything else is something to read,
so a file called like a command is opened as ``./list``.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from reader.cli.claims.parser import declare as _declare_claims
from reader.page.printable import printable

_TAKE_A_VALUE = ("--store", "--config", "--as", "--print-completion", "--encoding")
SHELLS = ("bash", "zsh", "fish", "powershell")


class Command(NamedTuple):
    """A word of the command line; ``declare`` tells a parser its arguments."""

    name: str
    help: str
    declare: Callable[[argparse.ArgumentParser], None]


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What was asked; ``command`` is the command's name, or None to read.

    Wrong usage ends the program with status 2, ``--help`` with 0.
    """
    at = _first_word(argv)
    command = next((c for c in COMMANDS if argv[at : at + 1] == [c.name]), None)
    if command is None or {"--version"} & set(argv[:at]):
        return reading_parser().parse_args(argv, argparse.Namespace(command=None))
    options = argparse.Namespace(command=command.name)
    add_shared_options(shared := _parser("postil", ""))
    shared.parse_args(argv[:at], options)
    return command_parser(command).parse_args(argv[at + 1 :], options)


def reading_parser() -> argparse.ArgumentParser:
    """The parser of ``postil [PATH…]``; its help is the program's."""
    width = max(len(command.name) for command in COMMANDS)
    rows = "\n".join(f"  {command.name:{width}}  {command.help}" for command in COMMANDS)
    parser = _parser(
        "postil",
        "Read articles in the terminal and annotate what they claim.",
        usage="postil [--store DIR] [--config FILE] [PATH ...]\n"
        "       postil [--store DIR] [--config FILE] COMMAND ...",
        epilog=f"commands:\n{rows}\n\n"
        "A folder may bring its own annotations: you are asked once whether to use them, or to\n"
        "keep yours apart; 'postil init DIR' and '--store DIR' answer it for scripts.\n\n"
        "'postil COMMAND --help' tells more.",
    )
    add_shared_options(parser)
    parser.add_argument(
        "paths",
        nargs="*",
        type=_place,
        metavar="PATH",
        help="folders, files and web addresses, or - for standard input; without one, the"
        " library read last",
    )
    parser.add_argument(
        "--again", action="store_true", help="fetch a web page anew, though a copy is kept"
    )
    _add_encoding(parser)
    return parser


def command_parser(command: Command) -> argparse.ArgumentParser:
    """The parser of what follows the command's name."""
    about = command.help[0].upper() + command.help[1:] + "."
    parser = _parser(f"postil {command.name}", about)
    command.declare(parser)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose errors repeat nothing that a terminal would obey."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _parser(
    name: str, about: str, usage: str | None = None, epilog: str = ""
) -> argparse.ArgumentParser:
    return _Parser(
        prog=name,
        description=about,
        usage=usage,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _first_word(argv: Sequence[str]) -> int:
    """The index of the first argument that is neither an option nor an option's value."""
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] not in ("-", "--"):
        at += 2 if argv[at] in _TAKE_A_VALUE else 1
    return at


def add_shared_options(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options that stand before a command."""
    parser.add_argument("--store", type=_path, metavar="DIR", help="keep the annotations in DIR")
    parser.add_argument("--config", type=_path, metavar="FILE", help="read the settings from FILE")
    add_signature(parser)
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="with --version: also the libraries that are used, and the plug-ins",
    )
    parser.add_argument(
        "--print-completion", choices=SHELLS, metavar="SHELL", help=f"for {', '.join(SHELLS)}"
    )


def add_signature(parser: argparse.ArgumentParser) -> None:
    """Tell the parser who signs; it may stand before the command too, which then holds."""
    parser.add_argument(
        "--as",
        dest="signed",
        type=_words,
        default=argparse.SUPPRESS,
        metavar="NAME",
        help="sign annotations as NAME, or 'NAME <mail or ORCID>'; the settings' creator if unsaid",
    )


def _add_encoding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding",
        type=_encoding,
        default="",
        metavar="NAME",
        help="read text files with this encoding, such as cp1251; told by their bytes if unsaid",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON array")


def _add_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library",
        type=_path,
        metavar="DIR",
        help="the library in DIR instead of the one read last",
    )


def _add_article(parser: argparse.ArgumentParser, *, is_optional: bool = False) -> None:
    parser.add_argument(
        "article",
        nargs="?" if is_optional else None,
        default="" if is_optional else None,
        metavar="ARTICLE",
        help="a path, or an id or the beginning of a title as 'postil list' shows them",
    )
    _add_encoding(parser)
    _add_library(parser)


def _declare_nothing(_parser: argparse.ArgumentParser) -> None:
    pass


def _declare_read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=_place,
        metavar="PATH",
        help="folders, files and web addresses, or - for standard input; without one, the"
        " library read last",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="print articles and marks as lines of words, for screen readers and pipes",
    )
    parser.add_argument(
        "--width", type=_columns, metavar="N", help="with --plain, break lines at N cells"
    )
    _add_encoding(parser)


def _declare_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=_place, metavar="PATH", help="folders and files")
    _add_encoding(parser)
    _add_json(parser)


def _declare_text(parser: argparse.ArgumentParser) -> None:
    _add_article(parser)
    parser.add_argument("--blocks", action="store_true", help="print the blocks as JSON")
    parser.add_argument("--sentences", action="store_true", help="print the sentences as JSON")
    parser.add_argument(
        "--re-extract",
        action="store_true",
        help="make the text of a page, book or PDF anew; its marks are then looked for in it",
    )


def _declare_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        type=_words,
        metavar="QUERY",
        help="such as 'harbour \"new wall\" quay* -mayor or ferry'; one word of the shell",
    )
    parser.add_argument("paths", nargs="*", type=_place, metavar="PATH", help="folders and files")
    parser.add_argument(
        "--in", choices=("articles", "annotations"), dest="scope", help="in both if unsaid"
    )
    _add_json(parser)


def _declare_annotate(parser: argparse.ArgumentParser) -> None:
    from annotations import MARK_KINDS, VERDICTS  # only this command speaks of them

    parser.usage = (
        "postil annotate ARTICLE (--quote TEXT | --range START:END) [OPTION ...]\n"
        "       postil annotate --batch FILE [OPTION ...]"
    )
    _add_article(parser, is_optional=True)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--batch",
        type=_path,
        metavar="FILE",
        help="propose what FILE holds, or - for standard input: a JSON object a line, with article,"
        " quote or start and end, and kind, tags, note, verdict, creator if they are to be told",
    )
    where.add_argument("--quote", type=_words, metavar="TEXT", help="words that stand there once")
    where.add_argument(
        "--range", type=_range, metavar="START:END", help="characters, counted from 0"
    )
    parser.add_argument(
        "--kind", choices=MARK_KINDS, default="highlight", help="highlight if unsaid"
    )
    parser.add_argument(
        "--tag", action="append", default=[], type=_words, metavar="T", help="may be repeated"
    )
    parser.add_argument("--note", default="", type=_words, metavar="N", help="in Markdown")
    parser.add_argument("--verdict", choices=VERDICTS, help="on a claim")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="with --batch, say what would come in, and write nothing",
    )
    add_signature(parser)
    _add_json(parser)


def _declare_annotations(parser: argparse.ArgumentParser) -> None:
    _add_query(parser)
    _add_library(parser)
    _add_json(parser)


def _declare_export(parser: argparse.ArgumentParser) -> None:
    from annotations.exchange import FORMATS  # only this command writes them

    _add_query(parser)
    _add_library(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), required=True, help="what to write")
    parser.add_argument("-o", "--output", type=_path, metavar="FILE", help="instead of the output")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.add_argument(
        "--paths",
        choices=("relative", "absolute"),
        default="relative",
        help="absolute tells where the articles lie on this machine; relative if unsaid",
    )


def _declare_import(parser: argparse.ArgumentParser) -> None:
    from annotations.exchange import READABLE  # only this command reads them

    parser.add_argument(
        "files",
        nargs="+",
        type=_path,
        metavar="FILE",
        help="what was exported, or a document with notes in it; of brat, a folder or its .ann files",
    )
    parser.add_argument(
        "--format", choices=tuple(READABLE), help="what it is; told by the file if unsaid"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would come in, and write nothing"
    )
    add_signature(parser)
    _add_library(parser)
    _add_json(parser)


def _declare_agree(parser: argparse.ArgumentParser) -> None:
    from annotations.agreement import ASPECTS  # only this command compares annotators
    from annotations.agreement.resampling import RESAMPLES

    parser.add_argument("paths", nargs="*", type=_place, metavar="PATH", help="folders and files")
    parser.add_argument(
        "--by",
        nargs="+",
        type=_words,
        metavar="NAME",
        help="these annotators alone; A=B are one who changed names; stands behind the PATHs",
    )
    parser.add_argument("--on", choices=ASPECTS, help="spans, tags and verdicts if unsaid")
    parser.add_argument(
        "--gamma",
        action="store_true",
        help="γ too, with the package pygamma-agreement; it takes a while",
    )
    parser.add_argument(
        "--differences", type=_count, default=10, metavar="N", help="list N of them; 10 if unsaid"
    )
    parser.add_argument("--all", action="store_true", help="list all differences")
    parser.add_argument(
        "--resamples",
        type=_count,
        default=RESAMPLES,
        metavar="N",
        help=f"for the intervals; {RESAMPLES:,} if unsaid, 0 leaves them out",
    )
    _add_encoding(parser)
    _add_json(parser)


def _declare_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=_path, default=Path(), metavar="DIR", help="here if unsaid"
    )
    parser.epilog = (
        "Annotations that a folder brings (in .postil/) are only read until you say that they are\n"
        "to be used: you are asked when the folder is first opened, and this command says so too.\n"
        "'--store DIR' before another command keeps yours apart."
    )


def _declare_check(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--repair", action="store_true", help="mend what can be mended first")
    what.add_argument(
        "--rebuild",
        action="store_true",
        help="throw away what is known of the library's articles, and read them all anew",
    )
    what.add_argument(
        "--history", type=_words, metavar="ID", help="list every version of one annotation instead"
    )
    _add_library(parser)
    _add_json(parser)


def _declare_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "other", type=_path, metavar="OTHER", help="the folder of a store, or a library with one"
    )
    _add_library(parser)


def _declare_sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--init",
        nargs="?",
        const="",
        type=_words,
        metavar="ADDRESS",
        help="set it up, with the git repository at ADDRESS, which may be empty; without ADDRESS,"
        " with the repository that the annotations lie in",
    )
    parser.add_argument(
        "--articles",
        action="store_true",
        help="with --init: carry the library's articles too, not its annotations alone",
    )
    _add_library(parser)


def _add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="*",
        type=_words,
        metavar="QUERY",
        help="such as tag:money verdict:disputed; before one that begins with - comes --",
    )


def _words(argument: str) -> str:
    try:
        argument.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError(f"{argument!r} is not UTF-8") from error
    return argument


def _encoding(argument: str) -> str:
    if not argument:
        return ""  # what is unsaid comes by here too
    from reader.loading.decoding import known_encoding  # hardly ever asked for

    known = known_encoding(argument)
    if not known:
        raise argparse.ArgumentTypeError(f"{argument!r} is no encoding of text, as cp1251 is")
    return known


def _path(argument: str) -> Path:
    if not argument:
        raise argparse.ArgumentTypeError("a path cannot be empty")
    return Path(argument)


def _place(argument: str) -> Path | str:
    """A path, or the address of a web page as it was written."""
    is_address = argument.lower().startswith(("http://", "https://"))
    return argument if is_address else _path(argument)


def _columns(argument: str) -> int:
    if not (argument.isascii() and argument.isdigit() and 20 <= int(argument) <= 1000):
        raise argparse.ArgumentTypeError(f"{argument!r} is not a width from 20 to 1000")
    return int(argument)


def _count(argument: str) -> int:
    if not (argument.isascii() and argument.isdigit() and int(argument) <= 100_000):
        raise argparse.ArgumentTypeError(f"{argument!r} is not a number from 0 to 100000")
    return int(argument)


def _range(argument: str) -> tuple[int, int]:
    start, _, end = argument.partition(":")
    # int() would take signs, spaces and underscores.
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise argparse.ArgumentTypeError(f"{argument!r} is not START:END, as in 120:188")
    return int(start), int(end)


COMMANDS = (
    Command(
        "demo",
        "read the sample, with a few marks, in a store that is thrown away",
        _declare_nothing,
    ),
    Command(
        "read", "read; with --plain, print articles and marks as lines of words", _declare_read
    ),
    Command("list", "list the articles", _declare_list),
    Command("text", "print an article's text to the byte", _declare_text),
    Command("search", "search the articles' texts and the annotations", _declare_search),
    Command(
        "annotate", "annotate a passage from a script, and print the new id", _declare_annotate
    ),
    Command("annotations", "list the annotations and where each stands now", _declare_annotations),
    Command("export", "write the annotations out", _declare_export),
    Command("import", "take in annotations that were made elsewhere", _declare_import),
    Command("claims", "list what is worth checking in the articles, and why", _declare_claims),
    Command("agree", "say how far annotators agree, and where they differ", _declare_agree),
    Command("init", "make a store that travels with the library in DIR", _declare_init),
    Command("check", "look the store over, and say what is wrong with it", _declare_check),
    Command("merge", "take over what another copy of the store has", _declare_merge),
    Command("sync", "keep the annotations in step between machines, with git", _declare_sync),
)
