"""How pages are set: as the settings say, but for what was changed with keys and is remembered."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from postil_files import read_file, replace_file
from reader.page.shape import Shape
from reader.settings import Settings

SIDES = (0, 4, 8, 16)
"""The blank cells on each side that one key goes through."""

WIDTHS = range(20, 161)
SPACINGS = range(3)
_FILE = "page.json"
_POINTS_OUT = "suggestions"
_THEME = "theme"


class Shapes:
    """The shape of all pages of this run; ``settled`` is that of the settings.

    ``points_out`` says whether what is worth checking was pointed out when the last run ended;
    ``theme`` is the one that was chosen, or that of the settings, or None.
    """

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settled = Shape(
            settings.width,
            settings.side,
            settings.spacing,
            settings.justified,
            settings.columns,
        )
        self._file = folder / _FILE
        found = _found(self._file)
        self._changed = _usable(found)
        self._is_pointing_out = settings.suggestions
        pointing_out = found.get(_POINTS_OUT)
        self.points_out = pointing_out if isinstance(pointing_out, bool) else settings.suggestions
        self._settled_theme = settings.theme
        self.theme = settings.theme
        match found.get(_THEME):
            # Whoever settles on another theme afterwards wants that one.
            case {"chosen": str(chosen), "instead of": before} if before == settings.theme:
                self.theme = chosen

    @property
    def now(self) -> Shape:
        """How pages are set now."""
        return self.settled._replace(**self._changed)  # type: ignore[arg-type]  # checked in _usable

    def change(self, **changes: int | bool) -> None:
        """Set pages otherwise, in this run and the next ones."""
        self._changed |= changes

    def reset(self) -> None:
        """Set pages as the settings say again."""
        self._changed = {}

    def keep(self, points_out: bool) -> None:
        """Remember what was changed; where that cannot be written it is forgotten."""
        settled = self.settled._asdict()
        changed: dict[str, object] = {
            name: value for name, value in self._changed.items() if settled[name] != value
        }
        if self.theme != self._settled_theme:
            changed[_THEME] = {"chosen": self.theme, "instead of": self._settled_theme}
        if points_out != self._is_pointing_out:
            changed[_POINTS_OUT] = points_out
        with suppress(OSError):
            replace_file(self._file, json.dumps(changed).encode())


def _found(file: Path) -> Mapping[str, object]:
    """What the file says, whatever that is."""
    try:
        found = json.loads(read_file(file))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _usable(found: Mapping[str, object]) -> dict[str, int | bool]:
    """What it says of a shape, as far as it can be used."""
    numbers = {
        "width": WIDTHS,
        "side": range(SIDES[-1] + 1),
        "spacing": SPACINGS,
        "columns": (1, 2),
    }
    kept: dict[str, int | bool] = {
        name: value
        for name, allowed in numbers.items()
        if type(value := found.get(name)) is int and value in allowed
    }
    justified = found.get("justified")
    if isinstance(justified, bool):
        kept["justified"] = justified
    return kept
