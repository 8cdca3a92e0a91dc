"""Completing what the shelf is filtered by: the words with a meaning, tags, collections."""

from collections.abc import Sequence

from reader.library.catalogue.views import FIELDS, STATES


def complete_filter(line: str, tags: Sequence[str], collections: Sequence[str]) -> list[str]:
    """The lines that this one could become when its last word is completed.

    >>> complete_filter("harbour is:m", (), ())
    ['harbour is:marked']
    >>> complete_filter("-in:t", (), ["To check"])
    ['-in:"To check"']
    """
    before, space, word = line.rpartition(" ")
    sign = "-" if word.startswith("-") else ""
    field, colon, begun = word.removeprefix("-").casefold().partition(":")
    if not word.removeprefix("-"):
        return []
    if not colon:
        offers = [f"{name}:" for name in FIELDS if name.startswith(field)]
    else:
        known = {"is": STATES, "tag": tags, "in": collections}.get(field, ())
        offers = [
            f"{field}:{_quoted(name)}"
            for name in known
            if name.casefold().startswith(begun.lstrip('"'))
        ]
    return [f"{before}{space}{sign}{offer}" for offer in offers]


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
