"""A TinyDB storage that replaces its file in one step and never loses another's write."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from tinydb import Storage

from annotations.errors import NewerStoreError, StoreError
from annotations.model import Json
from annotations.store.files import swap_in, sync_folder
from annotations.store.lock import locked

VERSION = 1
"""The version of the file's layout, kept in the table ``meta``."""

Table: TypeAlias = dict[str, dict[str, Json]]
Signature: TypeAlias = tuple[int, int, int]

_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))


class AtomicStorage(Storage):
    """The tables of ``path``, read once and then only when another process has written.

    ``write`` works inside ``transaction`` alone: the lock is held from the look at the file
    to the end, writes gather in memory, and the file is replaced once.
    """

    def __init__(self, path: Path) -> None:
        # A link to a file elsewhere stays a link: what it points at is replaced.
        self._path = Path(os.path.realpath(path))
        self._tables: dict[str, Table] = {}
        self._signature: Signature | None = None
        self._pending: dict[str, Table] | None = None
        self._encoded: dict[str, tuple[Mapping[str, Json], bytes]] = {}

    def read(self) -> dict[str, Table]:
        """The tables as they stand; their documents are not to be changed in place."""
        return dict(self._tables if self._pending is None else self._pending)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Have the tables on the disk when the transaction ends."""
        if self._pending is None:
            raise RuntimeError("write outside a transaction")
        self._pending = data

    def refresh(self) -> bool:
        """Look at the file again; True when it held something else than is in memory.

        A file that has vanished changes nothing: the next write brings it back whole.

        Raises:
            StoreError: it cannot be read, or is not a store.
        """
        try:
            signature = self._look()
            if signature is None or signature == self._signature:
                return False
            # Looked at before it is read: one that is replaced in between is read again.
            tables = self._parse(self._path.read_bytes())
        except OSError as error:
            raise StoreError(self._path, f"{self._path} cannot be read: {_why(error)}.") from error
        self._tables, self._signature = tables, signature
        return True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock on fresh tables, then write once what changed.

        When it raises, memory and disk are as they were.

        Raises:
            StoreError: the file could not be locked, read or written.
        """
        try:
            with locked(self._path.with_name(self._path.name + ".lock")):
                self.refresh()
                self._pending = dict(self._tables)
                yield
                self._commit(self._pending)
        except OSError as error:
            reason = f"Nothing was saved: {self._path} cannot be written ({_why(error)})."
            raise StoreError(self._path, reason) from error
        finally:
            self._pending = None

    def _commit(self, tables: dict[str, Table]) -> None:
        if tables == self._tables:
            return
        newer_than = self._signature[2] if self._signature else 0
        swap_in(self._path, self._encode(tables), newer_than)
        try:
            sync_folder(self._path.parent)
        except OSError:
            self._put_back()
            raise
        self._tables, self._signature = tables, self._look()

    def _put_back(self) -> None:
        """Undo a replacement whose very last step failed: what is not sure is not kept."""
        replaced, self._signature = self._look(), None
        if replaced and self._tables:
            swap_in(self._path, self._encode(self._tables), replaced[2], sure=False)
            self._signature = self._look()
        else:
            self._path.unlink(missing_ok=True)

    def _look(self) -> Signature | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _parse(self, content: bytes) -> dict[str, Table]:
        try:
            tables = json.loads(content)
            version = int(tables["meta"]["1"]["version"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self._damaged() from None
        if version > VERSION:
            raise NewerStoreError(
                self._path,
                f"{self._path} was written by a later Postil (layout {version}, this one knows "
                f"{VERSION}). It was left untouched: update Postil, or use another --store.",
            )
        if not all(isinstance(table, dict) for table in tables.values()) or not all(
            isinstance(document, dict) for table in tables.values() for document in table.values()
        ):
            raise self._damaged()
        return dict(tables)

    def _damaged(self) -> StoreError:
        return StoreError(
            self._path,
            f"{self._path} is damaged or not a Postil store. It was left untouched: "
            "put back a copy, or move it away to begin anew.",
        )

    def _encode(self, tables: Mapping[str, Table]) -> bytes:
        """The file's bytes: one document a line. Documents met before are not encoded again."""
        tables = {"meta": {"1": {"version": VERSION}}, **tables}
        encoded, parts = {}, []
        for name, table in tables.items():
            lines = {key: self._line(key, document) for key, document in table.items()}
            rows = b",\n".join(line for _, line in lines.values())
            parts.append(_ASCII.encode(name).encode() + b":{\n" + rows + b"}")
            encoded.update(lines)
        self._encoded = encoded
        return b"{" + b",\n".join(parts) + b"}\n"

    def _line(self, key: str, document: Mapping[str, Json]) -> tuple[Mapping[str, Json], bytes]:
        known = self._encoded.get(key)
        if known is not None and known[0] is document:
            return known
        return document, _ASCII.encode(key).encode() + b":" + _encode(document)


def _encode(document: Mapping[str, Json]) -> bytes:
    try:
        return _COMPACT.encode(document).encode()
    except UnicodeEncodeError:
        # Half a surrogate pair: JSON can hold it, UTF-8 cannot.
        return _ASCII.encode(document).encode()


def _why(error: OSError) -> str:
    return error.strerror or str(error)
