"""A TinyDB table over the logs: each change is one append, each question a fresh look."""

from collections.abc import Callable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document as TableDocument
from tinydb.table import Table

from annotations.ids import Ids
from annotations.store.storage import LogStorage
from annotations.store.view import View


class LogTable(Table):
    """A table whose ids are words. What one gets of it is one's own, to change as one likes.

    A change takes the place of all versions of a record that two programs made at once; with
    ``settle`` False only of the latest.
    """

    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and supports any
    default_query_cache_capacity = 0  # it would not see what other programs write

    def __init__(
        self, storage: LogStorage, name: str, cache_size: int = 0, *, settle: bool = True
    ) -> None:
        super().__init__(storage, name, cache_size=cache_size)
        self._logs = storage
        self._settle = settle
        self._ids = Ids()

    def put(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        """Insert the documents whose ids are new, and replace those that are there.

        TinyDB's ``update`` would decode each document that is replaced, twice.
        """
        with self._logs.transaction():
            known = {id for id in documents if self._logs.has(self._name, id)}
            new = ((id, each) for id, each in documents.items() if id not in known)
            self.insert_multiple(TableDocument(each, id) for id, each in new)  # type: ignore[arg-type]  # as document_id_class
            for id in documents:
                if id in known:
                    self._logs.stage(self._name, id, dict(documents[id]), settle=self._settle)

    def _get_next_id(self) -> Any:
        return self._ids.new()

    def _read_table(self) -> Any:
        self._logs.refresh()
        return View(self._logs, self._name)

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        view: Any = View(self._logs, self._name, keep=True, settle=self._settle)
        with self._logs.transaction():
            updater(view)
            view.stage_edits()
        self.clear_cache()


class LogDatabase(TinyDB):
    """TinyDB over the logs of a store."""

    table_class = LogTable  # type: ignore[assignment]  # TinyDB infers its own class alone

    def __init__(self, storage: LogStorage) -> None:
        super().__init__(storage=lambda: storage)

    def table(self, name: str, **options: Any) -> LogTable:
        """The table, which is there as soon as something is in it."""
        table: LogTable = super().table(name, **options)  # type: ignore[assignment]  # as table_class
        return table
