"""The archive that Omnivore exported before it closed: lists of articles, and their pages."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from reader.errors import LoadError, damaged
from reader.loading.archives import most_unpacked
from reader.loading.files import reading, size_of
from reader.loading.lists.entries import Entries, Read, address, check_count, listed
from reader.loading.lists.records import fields_of, parsed
from reader.loading.loader import Part

_LARGEST = 64 * 1024 * 1024
"""What one member may unpack to, whatever the archive says of it."""
_MOST = 100_000
_LIST = re.compile(r"metadata_\d+_to_\d+\.json")
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def open_omnivore(file: Path, _encoding: str = "") -> Entries:
    """The articles of the archive; those without a page are only addresses.

    Raises:
        LoadError: it is damaged, or holds no list.
    """
    try:
        with reading(file) as stream, ZipFile(stream) as archive:
            records = records_of(archive, file)
            known = frozenset(archive.namelist())
    except _FAULTS as error:
        raise LoadError(file, damaged("it is cut short, or no archive")) from error
    return listed(file, (_entry(record, known, file) for record in records))


def records_of(archive: ZipFile, file: Path) -> list[Mapping[str, object]]:
    """The records of all articles of the archive.

    Raises:
        LoadError: it holds no list, or more than any export.
    """
    names = archive.namelist()
    if len(names) > _MOST:
        raise LoadError(file, f"holds {len(names)} files, more than any export has")
    lists = sorted(name for name in names if _LIST.fullmatch(name))
    if not lists:
        raise LoadError(file, "is an archive without articles: only Omnivore's exports are read")
    return _records(_lists(archive, lists, file), file)


def _lists(archive: ZipFile, names: list[str], file: Path) -> Iterator[bytes]:
    """The lists, one at a time, as long as they unpack to no more than an export's would."""
    left = most_unpacked(size_of(file))
    for name in names:
        one = _unpacked(archive, name, file)
        left -= len(one)
        if left < 0:
            raise LoadError(file, "unpacks to more than any export has: it may be a trap")
        yield one


def _records(lists: Iterable[bytes], file: Path) -> list[Mapping[str, object]]:
    """The records of all lists; counted before one of them is looked at, which takes time."""
    found: list[Mapping[str, object]] = []
    for one in lists:
        records = parsed(one, file, "list of articles")
        if isinstance(records, list):
            found += [record for record in records if isinstance(record, Mapping)]
        check_count(len(found), file)
    return found


def _entry(
    record: Mapping[str, object], names: frozenset[str], file: Path
) -> tuple[str, str, Read]:
    fields = fields_of(record)
    slug = str(record.get("slug") or "")
    page = f"content/{slug}.html"
    if page in names:
        return slug, "", partial(_part, file, page, fields)
    url = fields.get("url", "")
    return slug, fields.get("title") or url, address(file, url)


def _part(file: Path, page: str, fields: Mapping[str, str]) -> Part:
    try:
        with reading(file) as stream, ZipFile(stream) as archive:
            return Part(_unpacked(archive, page, file), "fragment", fields)
    except (*_FAULTS, KeyError) as error:
        raise LoadError(file, f"has a damaged page {page}") from error


def _unpacked(archive: ZipFile, name: str, file: Path) -> bytes:
    with archive.open(name) as member:
        source = member.read(_LARGEST + 1)
    if len(source) > _LARGEST:
        raise LoadError(file, f"has a page that unpacks to more than {_LARGEST >> 20} MB: {name}")
    return source
