"""How pages are set: as the settings say, but for what was changed with keys and is remembered."""

import json
import os
from contextlib import suppress
from pathlib import Path

from reader.page.shape import Shape
from reader.settings import Settings

SIDES = (0, 4, 8, 16)
"""The blank cells on each side that one key goes through."""

WIDTHS = range(20, 161)
SPACINGS = range(3)
_FILE = "page.json"


class Shapes:
    """The shape of all pages of this run; ``settled`` is that of the settings."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settled = Shape(
            settings.width,
            settings.side,
            settings.spacing,
            settings.justified,
            settings.columns,
        )
        self._file = folder / _FILE
        self._changed = _read(self._file)

    @property
    def now(self) -> Shape:
        """How pages are set now."""
        return self.settled._replace(**self._changed)  # type: ignore[arg-type]  # checked in _read

    def change(self, **changes: int | bool) -> None:
        """Set pages otherwise, in this run and the next ones."""
        self._changed |= changes

    def reset(self) -> None:
        """Set pages as the settings say again."""
        self._changed = {}

    def keep(self) -> None:
        """Remember what was changed; where that cannot be written it is forgotten."""
        settled = self.settled._asdict()
        changed = {name: value for name, value in self._changed.items() if settled[name] != value}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            written = self._file.with_name(f"{_FILE}.{os.getpid()}")
            written.write_text(json.dumps(changed), encoding="utf-8")
            written.replace(self._file)


def _read(file: Path) -> dict[str, int | bool]:
    """What the file says of a shape, as far as it can be used."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    numbers = {
        "width": WIDTHS,
        "side": range(SIDES[-1] + 1),
        "spacing": SPACINGS,
        "columns": (1, 2),
    }
    kept: dict[str, int | bool] = {
        name: found[name]
        for name, allowed in numbers.items()
        if type(found.get(name)) is int and found[name] in allowed
    }
    if isinstance(found.get("justified"), bool):
        kept["justified"] = found["justified"]
    return kept
