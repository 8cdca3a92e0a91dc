"""A TinyDB table over the logs: each change is one append, each question a fresh look."""

from collections.abc import Callable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from annotations.identity import Ids
from annotations.store.line import Document
from annotations.store.storage import LogStorage
from annotations.store.view import View


class LogTable(Table):
    """A table whose ids are words. What one gets of it is one's own, to change as one likes."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and supports any
    default_query_cache_capacity = 0  # it would not see what other programs write

    def __init__(self, storage: LogStorage, name: str, cache_size: int = 0) -> None:
        super().__init__(storage, name, cache_size=cache_size)
        self._logs = storage
        self._ids = Ids()

    def exchange(self, documents: Mapping[str, Document], *, settle: bool = True) -> None:
        """Put documents in place of the versions there are, and with None remove them.

        Where there are rivals, they are left standing unless it is to ``settle``.
        """
        with self._logs.transaction():
            for id, document in documents.items():
                self._logs.stage(self._name, id, document, settle=settle)

    def _get_next_id(self) -> Any:
        return self._ids.new()

    def _read_table(self) -> Any:
        self._logs.refresh()
        return View(self._logs, self._name)

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        view: Any = View(self._logs, self._name, keep=True)
        with self._logs.transaction():
            updater(view)
            view.stage_edits()
        self.clear_cache()


class LogDatabase(TinyDB):
    """TinyDB over the logs of a store."""

    table_class = LogTable  # type: ignore[assignment]  # TinyDB infers its own class alone

    def __init__(self, storage: LogStorage) -> None:
        super().__init__(storage=lambda: storage)
