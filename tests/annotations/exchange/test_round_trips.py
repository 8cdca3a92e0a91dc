"""That what is written is read back: to the byte where nothing may be lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from annotations import Notebook
from annotations.exchange import FORMATS, Context, Format, Reading
from annotations.exchange.common.tables import joined, parted, rows_of
from annotations.model import Annotation
from annotations.tags import normalise
from tests.annotations.exchange.builders import (
    MARKS,
    ON_QUAY,
    QUAY,
    TEXTS,
    random_marks,
    random_stores,
    text_files,
)

LOSSLESS = (
    "json jsonld hypothesis doccano prodigy spacy labelstudio brat cas".split()
)  # fmt: skip
QUOTES = ("csv", "tsv", "readwise", "clippings")


def written(format: Format, marks: list[Annotation], context: Context) -> list[str]:
    """The texts of the files, in order."""
    if format.is_folder:
        return list(text_files(format, marks, context).values())
    return ["".join(format.write(marks, context))]


def readings(format: Format, marks: list[Annotation], context: Context) -> Iterator[Reading]:
    if not format.is_folder:
        yield format.reading(*written(format, marks, context))
        return
    files = text_files(format, marks, context)
    for name, text in files.items():
        if name.endswith((".ann", ".json")):
            yield format.reading(text, files.get(name[:-4] + (format.companion or ""), ""))


def read_back(format: Format, marks: list[Annotation], context: Context) -> list[Annotation]:
    found = list(readings(format, marks, context))
    assert [reading.refused for reading in found if reading.refused] == []
    return [mark for reading in found for mark in reading.annotations]


def at_hand(store: tuple[list[Annotation], Context]) -> dict[str, str]:
    """The articles that the marks were made on, as a library has them."""
    marks, context = store
    texts = {mark.source.path or "": context.text(mark.source.text_sha256 or "") for mark in marks}
    return {path: text for path, text in texts.items() if text is not None}


def by_id(marks: list[Annotation]) -> list[Annotation]:
    return sorted(marks, key=lambda mark: mark.id)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_marks_come_back_as_they_were(name: str) -> None:
    marks = [*MARKS, *ON_QUAY]
    assert by_id(read_back(FORMATS[name], marks, TEXTS)) == by_id(marks)


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=20)
@given(store=random_stores())
def test_any_store_with_its_texts_survives_to_the_byte(
    name: str, store: tuple[list[Annotation], Context]
) -> None:
    marks, context = store
    assume(marks)
    back = by_id(read_back(FORMATS[name], marks, context))
    assert written(FORMATS[name], back, context) == written(FORMATS[name], marks, context)
    assert [mark.quote for mark in back] == [mark.quote for mark in marks]
    assert [mark.extra for mark in back] == [mark.extra for mark in marks]


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=20)
@given(marks=random_marks())
def test_any_store_without_its_texts_survives_to_the_byte(
    name: str, marks: list[Annotation]
) -> None:
    assume(marks)
    back = by_id(read_back(FORMATS[name], marks, Context()))
    assert written(FORMATS[name], back, Context()) == written(FORMATS[name], marks, Context())


@pytest.mark.parametrize("name", ["csv", "tsv"])
@settings(max_examples=20)
@given(marks=random_marks())
def test_a_table_survives_to_the_byte(name: str, marks: list[Annotation]) -> None:
    tidy = [
        replace(
            mark,
            tags=tuple(filter(None, map(normalise, mark.tags))),
            evidence=parted(joined(mark.evidence)),
            kind=mark.kind,
        )
        for mark in marks
    ]
    first = written(FORMATS[name], tidy, Context())
    back = list(FORMATS[name].reading(*first).annotations)
    assert rows(*written(FORMATS[name], back, Context())) == rows(*first)


def rows(table: str) -> list[str]:
    """The rows in any order: a path with a control character sorts elsewhere without it."""
    return sorted(
        map(str, (cells for _, cells in rows_of(table, "\t" if "\t" in table[:9] else ",")))
    )


@pytest.mark.parametrize("name", QUOTES)
@settings(max_examples=20)
@given(store=random_stores())
def test_words_and_notes_come_back_as_words(
    name: str, store: tuple[list[Annotation], Context]
) -> None:
    marks, context = store
    assume(marks or name != "clippings")  # a file of no clippings is not told from any empty file
    back = read_back(FORMATS[name], marks, context)
    assert sorted(map(said, back)) == sorted(map(said, marks))


def said(mark: Annotation) -> tuple[str, str]:
    """The words and the note as a format of lines can keep them."""
    return plain(mark.quote.exact), plain(mark.note)


def plain(words: str) -> str:
    return " ".join(words.replace("\u2060", "").replace("\r", "\ufffd").split())


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=5)
@given(store=random_stores())
def test_a_store_exported_and_imported_exports_the_same(
    tmp_path_factory: pytest.TempPathFactory, name: str, store: tuple[list[Annotation], Context]
) -> None:
    marks, context = store
    assume(marks)
    found = list(readings(FORMATS[name], marks, context))
    with Notebook.open(tmp_path_factory.mktemp("store")) as notebook:
        for reading in found:
            result = notebook.add(reading.annotations, at_hand(store), brought=reading.texts)
            assert result.doubled == ()
        again = notebook.everything()
        assert written(FORMATS[name], again, Context(notebook.text)) == written(
            FORMATS[name], marks, context
        )


@pytest.mark.parametrize("name", [*LOSSLESS, *QUOTES])
@settings(max_examples=5)
@given(store=random_stores())
def test_what_was_exported_is_never_doubled(
    tmp_path_factory: pytest.TempPathFactory, name: str, store: tuple[list[Annotation], Context]
) -> None:
    marks, context = store
    assume(marks)
    folder: Path = tmp_path_factory.mktemp("store")
    texts = at_hand(store)
    with Notebook.open(folder) as notebook:
        for reading in readings(FORMATS[name], marks, context):
            notebook.add(reading.annotations, texts, brought=reading.texts)
        for reading in readings(FORMATS[name], marks, context):
            result = notebook.add(reading.annotations, texts, brought=reading.texts)
            assert result.added == ()
            assert (result.change.before, result.change.after) == ((), ())


def test_an_export_brings_its_texts_along() -> None:
    for name in ("doccano", "prodigy", "spacy", "labelstudio"):
        (reading,) = readings(FORMATS[name], list(ON_QUAY), TEXTS)
        assert reading.texts == (QUAY,)


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_tables_keep_the_page_that_a_mark_is_cited_by(name: str) -> None:
    mark = replace(ON_QUAY[0], extra={"page": "xii"})
    (back,) = FORMATS[name].reading("".join(FORMATS[name].write([mark], TEXTS))).annotations
    assert back.extra == {"page": "xii"}
