"""Reading and checking ``config.toml``, with the line of whatever is wrong."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reader.errors import SettingsError
from reader.settings.lines import key_lines, line_of
from reader.settings.values import (
    COLUMNS,
    SIDES,
    SLOT_KINDS,
    SLOTS,
    SPACINGS,
    SYNCS,
    WIDE,
    WIDTHS,
    Settings,
    Slot,
)

_MOST_LOOKUPS = 9


def read(file: Path, source: bytes) -> Settings:
    """The settings that ``source``, the bytes of ``file``, holds.

    Raises:
        SettingsError: the bytes are not UTF-8 or not TOML, or a value cannot be used.
    """
    text = _decode(file, source)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(file, text, error) from error
    except RecursionError as error:
        raise SettingsError(file, None, "is nested too deeply.") from error
    return _Checker(file, key_lines(text)).settings(values)


def _decode(file: Path, source: bytes) -> str:
    try:
        return source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise SettingsError(file, line, "is not UTF-8 text; save it as UTF-8.") from error


def _syntax_error(file: Path, text: str, error: tomllib.TOMLDecodeError) -> SettingsError:
    reason = str(error)
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
    if found is None:
        return SettingsError(file, None, f"is not TOML: {reason}.")
    line = int(found[1]) if found[1] else text.rstrip("\n").count("\n") + 1
    return SettingsError(file, line, f"is not TOML: {reason[: found.start()].lower()}.")


@dataclass(frozen=True, slots=True)
class _Checker:
    """Turns what TOML holds into settings, or says on which line it cannot."""

    file: Path
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)

    def settings(self, values: Mapping[str, object]) -> Settings:
        checks: dict[str, Callable[[tuple[str, ...], object], object]] = {
            "theme": self._words,
            "width": lambda key, value: self._number(key, value, WIDTHS),
            "side": lambda key, value: self._number(key, value, SIDES),
            "spacing": lambda key, value: self._number(key, value, SPACINGS),
            "justified": self._switch,
            "columns": lambda key, value: self._number(key, value, COLUMNS),
            "wide": lambda key, value: self._number(key, value, WIDE),
            "margin": self._switch,
            "suggestions": self._switch,
            "sync": self._sync,
            "creator": self._words,
            "editor": self._words,
            "browser": self._words,
            "lookups": self._lookups,
            "slots": self._slots,
        }
        self._refuse_unknown((), values, (*checks, "keys"))
        settled = {
            name: check((name,), values[name]) for name, check in checks.items() if name in values
        }
        keys = self._keys(("keys",), values.get("keys", {}))
        return Settings(
            file=self.file,
            theme_line=line_of(self.lines, ("theme",)),
            keys={name: pressed for name, (pressed, _) in keys.items()},
            key_lines={name: line for name, (_, line) in keys.items()},
        )._replace(**settled)  # type: ignore[arg-type]  # each was checked by its own function above

    def _error(self, key: tuple[str, ...], reason: str) -> SettingsError:
        return SettingsError(self.file, line_of(self.lines, key), reason)

    def _refuse_unknown(
        self, table: tuple[str, ...], values: Mapping[str, object], known: Iterable[str]
    ) -> None:
        names = list(known)
        for name in values:
            if name not in names:
                near = difflib.get_close_matches(name, names, n=1)
                hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}."
                raise self._error((*table, name), f"there is no setting {name!r}{hint}")

    def _words(self, key: tuple[str, ...], value: object) -> str:
        if not isinstance(value, str):
            raise self._error(key, f"{_dotted(key)} must be text in quotes.")
        if not value.strip() or not value.isprintable():
            raise self._error(key, f"{_dotted(key)} must be one line of printable text.")
        return value.strip()

    def _number(self, key: tuple[str, ...], value: object, allowed: range) -> int:
        # True and False are numbers to Python, but not to whoever wrote them here.
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            low, high = allowed[0], allowed[-1]
            raise self._error(key, f"{_dotted(key)} must be a whole number from {low} to {high}.")
        return value

    def _switch(self, key: tuple[str, ...], value: object) -> bool:
        if not isinstance(value, bool):
            raise self._error(key, f"{_dotted(key)} must be true or false.")
        return value

    def _sync(self, key: tuple[str, ...], value: object) -> str:
        if value not in SYNCS:
            raise self._error(key, f"{_dotted(key)} must be {' or '.join(map(repr, SYNCS))}.")
        return str(value)

    def _table(self, key: tuple[str, ...], value: object, hint: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self._error(key, f"{_dotted(key)} must be {hint}.")
        return value

    def _lookups(self, key: tuple[str, ...], value: object) -> dict[str, str]:
        table = self._table(key, value, 'a table, as in dictionary = "dict {}"')
        if len(table) > _MOST_LOOKUPS:
            raise self._error(key, f"there may be {_MOST_LOOKUPS} look-ups, one for each digit.")
        return {name: self._words((*key, name), words) for name, words in table.items()}

    def _keys(self, key: tuple[str, ...], value: object) -> dict[str, tuple[str, int]]:
        """The keys and the line for each command; TOML takes the dots of an id for tables."""
        table = self._table(key, value, 'a table of commands, as in reading.undo = "u,U"')
        found: dict[str, tuple[str, int]] = {}
        for name, keys in table.items():
            inner = (*key, name)
            if isinstance(keys, dict):
                found |= {f"{name}.{rest}": pair for rest, pair in self._keys(inner, keys).items()}
            else:
                found[name] = self._words(inner, keys), line_of(self.lines, inner) or 1
        return found

    def _slots(self, key: tuple[str, ...], value: object) -> tuple[Slot, ...]:
        table = self._table(key, value, 'a table of slots, as in 4 = {kind = "claim"}')
        self._refuse_unknown(key, table, map(str, range(1, len(SLOTS) + 1)))
        slots = list(SLOTS)
        for name, slot in table.items():
            slots[int(name) - 1] = self._slot((*key, name), slot)
        return tuple(slots)

    def _slot(self, key: tuple[str, ...], value: object) -> Slot:
        table = self._table(key, value, 'a table, as in {kind = "claim", tags = ["figure"]}')
        self._refuse_unknown(key, table, ("kind", "tags"))
        kind = table.get("kind", "highlight")
        if kind not in SLOT_KINDS:
            raise self._error((*key, "kind"), f"a slot's kind is one of {', '.join(SLOT_KINDS)}.")
        tags = table.get("tags", [])
        if not isinstance(tags, list):
            raise self._error((*key, "tags"), 'a slot\'s tags are a list, as in ["figure"].')
        return Slot(str(kind), tuple(self._words((*key, "tags"), tag) for tag in tags))


def _dotted(key: tuple[str, ...]) -> str:
    return ".".join(key)
