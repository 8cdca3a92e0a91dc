"""The claims board arranged: its columns, what is counted in a row, its order, what is shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotations.claims.board.rows import DIFFERS, MAYBE, SAID, Row
from annotations.errors import QueryError
from annotations.model import UNCHECKED, Annotation, Position, Quote, Source
from annotations.query import Query, parse

ORDERS = ("marked", "conflict", "date", "verdict")
"""In what order the rows may stand: as they were made first, the rest by what matters."""

OPEN_FIRST = (UNCHECKED, "disputed", "mixed", "unverifiable", "refuted", "supported")
"""The verdicts, those first that leave the most to do."""

_CONFLICT = re.compile(r'(?:(?<=\s)|^)(?P<sign>-?)conflict:(?P<slot>[^\s"]*)', re.IGNORECASE)
_SLOTS = ("any", "date", "time", "amount", "number", "name", "quote", "opposite")


@dataclass(frozen=True, slots=True)
class Column:
    """An article as the board heads it.

    ``name`` is what passages call it, ``heading`` its short title, ``title`` the whole one if
    that is another, ``date`` is ``YYYY-MM-DD``. Articles of one ``origin`` are likely copied from one another or from one
    text; 0 is none.
    """

    name: str
    heading: str
    date: str | None = None
    origin: int = 0
    title: str = ""

    @property
    def full_title(self) -> str:
        """The title where there is room."""
        return self.title or self.heading


def columns(articles: Iterable[Column], copied: Iterable[tuple[str, str]] = ()) -> list[Column]:
    """The articles by date, the undated last, otherwise as given; those copied share an origin.

    ``copied`` are the pairs of names that are likely of one origin.
    """
    ordered = sorted(articles, key=lambda column: (column.date is None, column.date or ""))
    group = _origins([column.name for column in ordered], copied)
    return [replace(each, origin=group.get(each.name, 0)) for each in ordered]


def _origins(names: Sequence[str], copied: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The number of the group of each name that is in one, counted from 1 in the order of names."""
    head = {name: name for name in names}

    def root(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    joined: set[str] = set()
    for a, b in copied:
        if a in head and b in head:
            head[root(a)] = root(b)
            joined |= {a, b}
    numbers: dict[str, int] = {}
    return {
        name: numbers.setdefault(root(name), len(numbers) + 1) for name in names if name in joined
    }


@dataclass(frozen=True, slots=True)
class Count:
    """In how many articles a claim is said, and how many origins those have.

    ``of`` is the number of all articles, ``differing`` that of those that say otherwise.
    """

    said: int
    origins: int
    maybe: int
    differing: int
    of: int

    @property
    def words(self) -> str:
        """The count as the board shows it.

        >>> Count(2, 1, 0, 1, 5).words
        'said by 2 of 5, one origin · 1 differs'
        """
        words = f"said by {self.said} of {self.of}"
        if self.origins < self.said:
            words += ", one origin" if self.origins == 1 else f", {self.origins} origins"
        words += f" · {self.maybe} maybe" if self.maybe else ""
        return words + (
            f" · {self.differing} differ{'s' * (self.differing == 1)}" if self.differing else ""
        )


def count(row: Row, shown: Sequence[Column]) -> Count:
    """What the row's articles say, those of one origin told as such."""
    by_name = {column.name: column for column in shown}
    said = [name for name, cell in row.cells.items() if cell.state == SAID and name in by_name]
    states = [cell.state for name, cell in row.cells.items() if name in by_name]
    origins = {by_name[name].origin or name for name in said}
    return Count(len(said), len(origins), states.count(MAYBE), states.count(DIFFERS), len(shown))


def arranged(rows: Iterable[Row], order: str, dates: Mapping[str, str | None]) -> list[Row]:
    """The rows in one of ``ORDERS``, suggestions after all claims; ``dates`` are the articles'.

    By conflict those come first that most articles contradict; by verdict what is settled
    comes last, and by date the undated.
    """
    made = list(rows)
    if order == "conflict":
        made.sort(key=lambda row: -sum(c.state == DIFFERS for c in row.cells.values()))
    elif order == "date":
        made.sort(key=lambda row: (dates.get(row.name) is None, dates.get(row.name) or ""))
    elif order == "verdict":
        made.sort(key=_by_verdict)
    return sorted(made, key=lambda row: row.suggestion is not None)


def _by_verdict(row: Row) -> tuple[int, ...]:
    return tuple(sorted(OPEN_FIRST.index(each) for each in row.verdicts or (UNCHECKED,)))


def relevant_first(shown: Sequence[Column], rows: Iterable[Row]) -> list[Column]:
    """The columns of articles that say something of these rows, then the others, else as before."""
    speaking = {name for row in rows for name in row.cells}
    return sorted(shown, key=lambda column: column.name not in speaking)


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a board is shown: a query on its claims, and terms such as ``conflict:amount``."""

    query: Query
    conflicts: tuple[tuple[str, bool], ...] = ()

    def matches(self, row: Row) -> bool:
        """Whether the row is wanted: one of its claims is, and it has such conflicts."""
        made = [claim.annotation for claim in row.claims] or [_as_annotation(row)]
        if not any(self.query.matches(each) for each in made):
            return False
        return all(_has_conflict(row, slot) is not negated for slot, negated in self.conflicts)


def parse_filter(words: str) -> Filter:
    """The filter that the words describe: the query language, and ``conflict:SLOT``.

    ``conflict:any`` is met by any conflict, ``conflict:date`` by dates that differ; ``-``
    before it negates it.

    Raises:
        QueryError: the words cannot be read.
    """
    conflicts = []
    for found in _CONFLICT.finditer(words):
        slot = found["slot"].casefold()
        if slot not in _SLOTS:
            reason = f"“{slot}” is not one of {', '.join(_SLOTS)},"
            raise QueryError(words, found.start("slot"), reason)
        conflicts.append((slot, bool(found["sign"])))
    # As long as before, so that the offset in an error is right.
    rest = _CONFLICT.sub(lambda found: " " * len(found[0]), words)
    return Filter(parse(rest, ["conflict"]), tuple(conflicts))


def _has_conflict(row: Row, slot: str) -> bool:
    return row.has_conflict if slot == "any" else any(d.slot == slot for d in row.conflicts)


def _as_annotation(row: Row) -> Annotation:
    """A suggestion as the query language can ask about it: by its words and its article."""
    position = Position(row.lead.start, row.lead.end) if row.lead else Position(0, 1)
    source = Source(path=row.name)
    return Annotation("", "suggestion", source, Quote(row.text), position, "", "")
