"""Words that a library's reader says mean the same: ``Doge = Department of Government Efficiency``."""

from collections.abc import Iterable, Sequence

from annotations.claims.similarity.tokens import words
from annotations.errors import AliasError

Groups = tuple[tuple[str, ...], ...]


def read_aliases(text: str) -> Groups:
    """The groups of an alias file: one a line, the names of a group set apart by ``=``.

    Empty lines and what follows a ``#`` at the beginning of a line are left out. Raises
    AliasError, naming the line, where a line is no group.
    """
    groups = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        line = raw.strip()
        if line and not line.startswith("#"):
            groups.append(_group(line, number))
    return tuple(groups)


def _group(line: str, number: int) -> tuple[str, ...]:
    names = tuple(" ".join(name.split()) for name in line.split("="))
    if len(names) < 2:
        raise AliasError(number, "there is no = in it")
    for name in names:
        if not words(name):
            raise AliasError(number, f"“{name}” is no word" if name else "a name is missing")
    return names


def _merged(groups: Iterable[list[list[str]]]) -> list[list[list[str]]]:
    """The groups, those that share a name put together; each name once."""
    merged: list[list[list[str]]] = []
    for group in groups:
        shared = [known for known in merged if any(name in known for name in group)]
        merged = [known for known in merged if known not in shared]
        names: list[list[str]] = []
        for name in (name for known in (*shared, group) for name in known):
            if name not in names:
                names.append(name)
        merged.append(names)
    return merged


class Aliases:
    """Puts the longest name of its group in the place of each name.

    Groups that have a name in common are one.
    """

    __slots__ = ("_by_first",)

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._by_first: dict[str, list[tuple[list[str], list[str]]]] = {}
        for names in _merged([words(name) for name in group] for group in groups):
            longest = max(names, key=len)
            for name in names:
                self._by_first.setdefault(name[0], []).append((name, longest))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def unified(self, said: Sequence[str]) -> Sequence[str]:
        """The words with one name for each group.

        >>> Aliases([("Doge", "Department of Government Efficiency")]).unified(["doge", "began"])
        ['department', 'of', 'government', 'efficiency', 'began']
        """
        if not self._by_first:
            return said
        unified: list[str] = []
        place = 0
        while place < len(said):
            name, instead = self._at(said, place)
            unified += instead
            place += len(name)
        return unified

    def _at(self, said: Sequence[str], place: int) -> tuple[Sequence[str], Sequence[str]]:
        """The name that begins here and what to put there, or the word itself for both."""
        for name, longest in self._by_first.get(said[place], ()):
            if list(said[place : place + len(name)]) == name:
                return name, longest
        return said[place : place + 1], said[place : place + 1]
