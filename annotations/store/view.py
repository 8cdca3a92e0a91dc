"""The tables of the store as mappings that make a document when it is asked for."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, Protocol

from annotations.store.line import Document


class Source(Protocol):
    """Where a view has its documents from, and where it stages what becomes of them."""

    def document(self, table: str, id: str) -> dict[str, Any] | None:
        """The record, made afresh."""

    def has(self, table: str, id: str) -> bool:
        """Whether there is such a record."""

    def ids(self, table: str) -> list[str]:
        """The ids of the table's records."""

    def stage(self, table: str, id: str, document: Document, *, settle: bool = True) -> None:
        """Have this version of the record, or its removal, when the transaction ends."""


class View(MutableMapping[str, dict[str, Any]]):
    """A table as TinyDB sees it.

    Each document is made when it is asked for; with ``keep`` it is kept then, so that what is
    changed in it can be staged. ``settle`` is as for ``stage``.
    """

    def __init__(
        self, source: Source, name: str, *, keep: bool = False, settle: bool = True
    ) -> None:
        self._source = source
        self._name = name
        self._settle = settle
        self._given: dict[str, dict[str, Any]] | None = {} if keep else None

    def __getitem__(self, id: str) -> dict[str, Any]:
        if self._given is not None and str(id) in self._given:
            return self._given[str(id)]
        document = self._source.document(self._name, str(id))
        if document is None:
            raise KeyError(id)
        if self._given is not None:
            self._given[str(id)] = document
        return document

    def __setitem__(self, id: str, document: Mapping[str, Any]) -> None:
        self._forget(id)
        self._source.stage(self._name, str(id), dict(document), settle=self._settle)

    def __delitem__(self, id: str) -> None:
        if id not in self:
            raise KeyError(id)
        self._forget(id)
        self._source.stage(self._name, str(id), None)

    def __contains__(self, id: object) -> bool:
        return self._source.has(self._name, str(id))

    def __iter__(self) -> Iterator[str]:
        return iter(self._source.ids(self._name))

    def __len__(self) -> int:
        return len(self._source.ids(self._name))

    def _forget(self, id: str) -> None:
        if self._given is not None:
            self._given.pop(str(id), None)

    def stage_edits(self) -> None:
        """Stage the documents that were changed in place."""
        for id, document in (self._given or {}).items():
            if document != self._source.document(self._name, id):
                self._source.stage(self._name, id, document, settle=self._settle)
