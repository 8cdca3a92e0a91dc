"""Which articles a list shows, and in what order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from reader.library.catalogue.catalogue import Catalogue
from reader.library.catalogue.rows import plain
from reader.library.progress import Place

_ORDERS = {
    "name": "sorted",
    "date": "date IS NULL, date, sorted",
    "title": "letters",
    "length": "words, sorted",
    "added": "-added, sorted",
}
"""What the catalogue alone can sort by; the rest is what the reader did."""

SORTS = ("name", "date", "title", "length", "progress", "marks", "added", "read")
"""What a list can be sorted by; ``read`` has what was read last first."""

FINISHED = 0.97
"""The part of an article from which it counts as read: few turn the last lines of a page."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader did with articles, each known by its path or by the hash of its text.

    ``marks`` are numbers of marks, ``places`` where articles were left, ``tags`` and
    ``collections`` those that each article has.
    """

    marks: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    tags: Callable[[str], Iterable[str]] = lambda tag: ()
    collections: Mapping[str, Iterable[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: ``field`` is a name of ``FIELDS``, or empty for letters."""

    field: str
    value: str
    is_negated: bool = False


STATES = ("unread", "begun", "read", "marked", "broken", "new")
FIELDS = ("folder", "tag", "is", "in")
"""The words before a colon that a filter knows."""


def parse(letters: str) -> tuple[Filter, ...]:
    """The conditions in what was typed, all of which must hold; nothing typed is refused.

    ``folder:2023``, ``tag:money``, ``is:unread`` and ``in:"to check"`` have a meaning, ``-``
    before one turns it round, and all else is letters of titles, dates and paths.
    """
    return tuple(_filters(letters))


def _filters(letters: str) -> Iterator[Filter]:
    for word in _words(letters):
        is_negated = word.startswith("-") and len(word) > 1
        bare = word[1:] if is_negated else word
        name, colon, value = bare.partition(":")
        if colon and name.casefold() in FIELDS:
            if value:
                yield Filter(name.casefold(), value, is_negated)
        else:
            yield Filter("", bare.casefold(), is_negated)


def _words(letters: str) -> Iterator[str]:
    """The words; quotes keep spaces in one, and one that is not closed goes to the end."""
    word, is_quoted = "", False
    for character in letters:
        if character == '"':
            is_quoted = not is_quoted
        elif character.isspace() and not is_quoted:
            if word:
                yield word
            word = ""
        else:
            word += character
    if word:
        yield word


@dataclass(frozen=True, slots=True)
class View:
    """What is listed: the articles that all ``filters`` let through, in the order of ``sort``."""

    sort: str = "name"
    is_reversed: bool = False
    filters: tuple[Filter, ...] = ()


def ids_of(catalogue: Catalogue, view: View, said: Said) -> list[int]:
    """The ids of the articles in the view, in its order.

    Raises:
        CatalogueError: the catalogue cannot be read.
    """
    conditions, values = [], list[object]()
    for each in view.filters:
        condition, more = _condition(each)
        if condition:
            conditions.append(f"{'NOT ' * each.is_negated}({condition})")
            values += more
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = _ORDERS.get(view.sort, "sorted")
    rows = catalogue.database.rows(
        f"SELECT id FROM articles{where} ORDER BY {order}", tuple(values)
    )
    ids: list[int] = [row[0] for row in rows]  # type: ignore[misc]  # the column is of integers
    for each in view.filters:
        kept = _kept(catalogue, each, said)
        if kept is not None:
            wanted, are_out = kept
            ids = [id for id in ids if (id in wanted) is (each.is_negated is are_out)]
    ids = _by_what_was_done(catalogue, ids, view.sort, said)
    return ids[::-1] if view.is_reversed else ids


def _condition(filter: Filter) -> tuple[str, list[object]]:
    """What the catalogue itself can tell of a condition, in SQL."""
    match filter.field:
        case "":
            return "instr(letters, ?)", [plain(filter.value)]
        case "folder":
            within = filter.value.casefold().strip("/")
            return "instr(folder, ?)", [f"/{plain(within)}"]
        case "is" if filter.value.casefold() == "broken":
            return "problem IS NOT NULL", []
        case "is" if filter.value.casefold() == "new":
            return "NOT is_read", []
    return "", []


def _kept(catalogue: Catalogue, filter: Filter, said: Said) -> tuple[set[int], bool] | None:
    """What a condition about the reader's doings is about, and whether it keeps those out.

    None of another condition.
    """
    value = filter.value.casefold()
    match filter.field:
        case "tag":
            return _ids(catalogue, said.tags(filter.value)), False
        case "in":
            named = (each for name, each in said.collections.items() if name.casefold() == value)
            return _ids(catalogue, next(named, ())), False
        case "is" if value == "marked":
            return _ids(catalogue, said.marks), False
        case "is" if value in ("unread", "begun", "read"):
            places = _by_id(catalogue, said.places)
            if value == "unread":
                return set(places), True
            is_end = value == "read"
            return {id for id, at in places.items() if (at.fraction >= FINISHED) is is_end}, False
    return None


def _by_what_was_done(catalogue: Catalogue, ids: list[int], sort: str, said: Said) -> list[int]:
    """The ids sorted by that, if it is what they are to be sorted by."""
    match sort:
        case "marks":
            marks = _by_id(catalogue, said.marks)
            return sorted(ids, key=lambda id: -marks.get(id, 0))
        case "progress":
            places = _by_id(catalogue, said.places)
            return sorted(ids, key=lambda id: -places[id].fraction if id in places else 0.0)
        case "read":
            places = _by_id(catalogue, said.places)
            met = sorted((id for id in ids if id in places), key=lambda id: places[id].at)
            return met[::-1] + [id for id in ids if id not in places]
    return ids


Value = TypeVar("Value")


def _by_id(catalogue: Catalogue, said: Mapping[str, Value]) -> dict[int, Value]:
    """What was said of articles by path or by text, by their ids; by path goes first."""
    names = list(said)
    found: dict[int, Value] = {}
    for id, path, sha256 in catalogue.named(names):
        value = said.get(path)
        value = said.get(sha256) if value is None else value
        if value is not None:
            found[id] = value
    return found


def _ids(catalogue: Catalogue, names: Iterable[str]) -> set[int]:
    return {id for id, _, _ in catalogue.named(list(names))}
