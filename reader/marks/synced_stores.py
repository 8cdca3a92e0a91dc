"""Which stores are kept in step with other machines: those that the user said it of, here.

A folder that comes from elsewhere may lie in a git repository; git runs in none that is not
among these.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postil_files import read_file, replace_file

if TYPE_CHECKING:
    from annotations.sync import GitEngine

FILE = "sync.json"


class SyncedStores(NamedTuple):
    """The stores that were set up, remembered in a folder of the user's."""

    folder: Path

    def has(self, store: Path) -> bool:
        """Whether the store was set up."""
        return str(store.resolve()) in self._kept()

    def keep(self, store: Path, *, has_articles: bool) -> None:
        """Remember that the store was set up, and whether its articles are carried too.

        Raises:
            OSError: it cannot be written.
        """
        kept = {**self._kept(), str(store.resolve()): {"articles": has_articles}}
        replace_file(self.folder / FILE, json.dumps({"version": 1, "stores": kept}).encode())

    def engine(self, store: Path) -> "GitEngine":
        """What keeps the store in step.

        Raises:
            SyncError: it was not set up here, or its repository cannot be used.
        """
        from annotations.errors import SyncError  # most starts keep nothing in step
        from annotations.sync import open_git_engine

        match self._kept().get(str(store.resolve())):
            case {"articles": bool(has_articles)}:
                return open_git_engine(store, has_articles=has_articles)
        raise SyncError(
            "Nothing is synced yet: 'postil sync --init ADDRESS' says which git repository "
            "carries your annotations."
        )

    def _kept(self) -> Mapping[str, object]:
        with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
            kept = json.loads(read_file(self.folder / FILE))["stores"]
            if isinstance(kept, dict):
                return kept
        return {}
