"""The annotations in lists of articles: wallabag's, Raindrop's, Omnivore's, and their like."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from reader.articles.article import FileMark
from reader.errors import LoadError, damaged
from reader.loading.decoding import decode
from reader.loading.files import reading
from reader.loading.kinds import columns
from reader.loading.lists.json_lists import records_in
from reader.loading.lists.omnivore import records_of
from reader.loading.lists.records import ANNOTATED, fields_of, words_of

_WORDS = ("quote", "text", "highlight", "exact", "content")
_NOTES = ("note", "comment", "annotation", "text")
_TIMES = ("created_at", "created", "createdat", "updated_at", "updated")
_LARGEST_CELL = 8 * 1024 * 1024
_LABEL = re.compile(r"(?:^|(?<=\s))#([\w/-]+)\s*$")
_LINK = re.compile(r"\s*\[[^\]\n]{0,20}\]\([^()\s]*\)")


class ListedMark(NamedTuple):
    """A mark of a list, and what the list says of its article: ``fields`` are those of ``Content``."""

    fields: Mapping[str, str]
    mark: FileMark
    tags: tuple[str, ...] = ()


def marks_in_json(source: bytes, file: Path) -> Iterator[ListedMark]:
    """The annotations of all records of a list in JSON.

    Raises:
        LoadError: it is no such list.
    """
    for record in records_in(decode(source, file).text, file):
        if isinstance(record, Mapping):
            fields = fields_of(record)
            yield from (_of_record(each, fields) for each in _annotations(record))


def marks_in_table(source: bytes, file: Path) -> Iterator[ListedMark]:
    """The highlights of all rows of a table, which has them in one cell.

    Raises:
        LoadError: it is no table.
    """
    text = decode(source, file).text
    csv.field_size_limit(_LARGEST_CELL)
    known = columns(text.partition("\n")[0])
    between = max(known, key=lambda mark: len(known[mark]))
    rows = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=between)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        for row in rows:
            record: dict[str, object] = dict(zip(header, row, strict=False))
            fields = fields_of(record)
            for name in ANNOTATED:
                for each in _in_cell(str(record.get(name) or "")):
                    yield ListedMark(fields, each)
    except csv.Error as error:
        raise LoadError(file, damaged(f"it is no table, {error}")) from error


def marks_in_omnivore(file: Path) -> Iterator[ListedMark]:
    """The highlights of an archive of Omnivore, which has those of each article in Markdown.

    Raises:
        LoadError: it is damaged.
    """
    try:
        with reading(file) as stream, ZipFile(stream) as archive:
            names = frozenset(archive.namelist())
            for record in records_of(archive, file):
                fields = fields_of(record)
                yield from (_of_record(each, fields) for each in _annotations(record))
                page = f"highlights/{record.get('slug') or ''}.md"
                if page in names:
                    with archive.open(page) as member:
                        text = member.read(_LARGEST_CELL).decode("utf-8", "replace")
                    yield from _in_markdown(text, fields)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise LoadError(file, damaged("it is cut short, or no archive")) from error


def _annotations(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    folded = {str(key).lower(): value for key, value in record.items()}
    for name in ANNOTATED:
        value = folded.get(name)
        for each in value if isinstance(value, list) else ():
            if isinstance(each, str):
                yield {"quote": each}
            elif isinstance(each, Mapping):
                yield each


def _of_record(given: Mapping[str, object], fields: Mapping[str, str]) -> ListedMark:
    """A mark out of an object; where both stand in it, ``quote`` is what ``text`` is said of."""
    said = {str(key).lower(): value for key, value in given.items()}
    words = _first(said, _WORDS)
    id = said.get("id") or said.get("_id") or ""
    tags = [words_of(each) for each in _listed(said.get("tags") or said.get("labels"))]
    mark = FileMark(
        _plain(said.get(words)),
        note=_plain(said.get(_first(said, [name for name in _NOTES if name != words]))),
        author=words_of(said.get("user")),
        created=_plain(said.get(_first(said, _TIMES))),
        id=str(id) if isinstance(id, str | int) else "",
        colour=_plain(said.get("color")) or _plain(said.get("colour")),
    )
    return ListedMark(fields, mark, tuple(filter(None, tags)))


def _first(said: Mapping[str, object], names: Iterable[str]) -> str:
    """The first of the names under which there are words."""
    return next((name for name in names if _plain(said.get(name))), "")


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _plain(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _in_cell(cell: str) -> Iterator[FileMark]:
    """The highlights of a cell: each begins with ``Highlight:``, or is a paragraph."""
    if not cell.strip():
        return
    if "highlight:" not in cell.lower():
        yield from (FileMark(part.strip()) for part in re.split(r"\n\s*\n", cell) if part.strip())
        return
    for part in re.split(r"(?im)^highlight:", cell)[1:]:
        words, *rest = re.split(r"(?im)^(color|colour|note|tags|created):", part)
        said = {
            key.lower(): value.strip() for key, value in zip(rest[::2], rest[1::2], strict=True)
        }
        colour = said.get("color") or said.get("colour") or ""
        yield FileMark(
            words.strip(),
            note=said.get("note", ""),
            created=said.get("created", ""),
            colour=colour,
        )


def _in_markdown(text: str, fields: Mapping[str, str]) -> Iterator[ListedMark]:
    """The quotations of a page, each with what stands up to the next as its note."""
    quotations: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith(">"):
            if not quotations or quotations[-1][1]:
                quotations.append(([], []))
            quotations[-1][0].append(line[1:].strip())
        elif quotations:
            quotations[-1][1].append(line)
    return (_quoted(words, note, fields) for words, note in quotations if any(words))


def _quoted(words: Iterable[str], note: Iterable[str], fields: Mapping[str, str]) -> ListedMark:
    passage, tags = _LINK.sub("", "\n".join(words)).strip(), list[str]()
    while found := _LABEL.search(passage):
        tags.append(found[1])
        passage = passage[: found.start()].rstrip()
    said = "\n".join(note).strip()
    return ListedMark(fields, FileMark(passage, note=said), tuple(reversed(tags)))
