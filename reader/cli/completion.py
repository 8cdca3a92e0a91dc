"""Completion scripts for shells, made by shtab from the parsers, so that they cannot lag behind them."""

import argparse
from typing import Any

import shtab

from reader.cli.parser import COMMANDS, add_shared_options

_NAMES_OF_FILES = frozenset({"ARTICLE", "DIR", "FILE", "OTHER", "PATH"})
"""What is written in the help for arguments of which the shell completes names of files."""
_FILES_TOO = {
    "zsh": ("  _describe 'postil commands' _commands\n", "  _files\n"),
    "fish": (
        "complete -c postil -f\n",
        "complete -c postil -n '_shtab_postil_using'"
        ' -ka "(__fish_complete_path (commandline -ct))"\n',
    ),
}
"""The line of a shell's script that offers the commands, and the one that offers files as well:
a first word may be either, which shtab does not know of. Bash does both by itself."""


def script(shell: str) -> str:
    """Return the script to be evaluated by the shell, one of ``SHELLS``."""
    parser = _Parser(prog="postil")
    add_shared_options(parser)
    commands = parser.add_subparsers()
    for command in COMMANDS:
        about = command.help
        command.declare(commands.add_parser(command.name, help=about, description=about))
    line, more = _FILES_TOO.get(shell, ("", ""))
    return shtab.complete(parser, shell).replace(line, line + more, 1) + "\n"


class _Parser(argparse.ArgumentParser):
    """A parser whose arguments tell shtab where the name of a file is to be completed."""

    def add_argument(self, *names: Any, **about: Any) -> argparse.Action:
        action = super().add_argument(*names, **about)
        if about.get("metavar") in _NAMES_OF_FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # which is how it is told
        return action
