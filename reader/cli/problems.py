"""What is wrong with the store, said by the commands that list or export what is in it."""

from typing import TYPE_CHECKING

from reader.cli.output import write_error

if TYPE_CHECKING:
    from annotations import Notebook

INCOMPLETE = 3
"""The exit status of a command that did what it was asked with a store that is damaged."""


def tell_problems(notebook: "Notebook") -> int:
    """Say what is wrong, a line each; return ``INCOMPLETE`` if something is, else 0."""
    problems = notebook.problems()
    for problem in problems:
        write_error(problem)
    return INCOMPLETE if problems else 0
