"""Searching texts and annotations: what is found, where exactly, and that nothing typed is an error."""

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.entry import Entry
from reader.library.catalogue import Catalogue, Found
from reader.library.catalogue import database as databases
from reader.library.library import Library
from reader.library.search import Said, SaidIndex, count, find, parse

HARBOUR = "The Harbour wall — built twice. The mayor’s café paid; nobody else did."
TEXTS = {
    "harbour.txt": HARBOUR,
    "ferry.txt": "A ferry left the harbour.\nThe walls held. CAFE prices rose.",
    "quay.txt": "The quay is new. It is no wall.",
    "straße.txt": "Die Straße am Hafen. Élan vital, e\u0301lan again, naïve.",
    "kanji.txt": "港の壁は二度建てられた。市長は港にいた。",
}


@pytest.fixture(params=["an index", "no index"])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Library:
    """The texts, in a catalogue with a full-text index or with an SQLite that has none."""
    if request.param == "no index":
        monkeypatch.setattr(databases, "has_fts5", lambda _: False)
    return filled(tmp_path / "articles", TEXTS)


def filled(folder: Path, texts: dict[str, str]) -> Library:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open([folder])
    list(library.fill())
    return library


def found(library: Library, typed: str, *, is_typing: bool = False) -> dict[str, list[str]]:
    """By the article's name, the words found in it, read from its own text by their spans."""
    hits = [
        hit for hits in find(library.catalogue, parse(typed, is_typing=is_typing)) for hit in hits
    ]
    by_name: dict[str, list[str]] = {}
    for hit in hits:
        text = library.load(hit.path).text
        by_name.setdefault(hit.path.removesuffix(".txt"), []).append(text[hit.start : hit.end])
    return by_name


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("harbour", "ferry harbour"),
        ("harbour wall", "harbour"),
        ("wall*", "ferry harbour quay"),
        ('"harbour wall"', "harbour"),
        ('"wall harbour"', ""),
        ("harbour or quay", "ferry harbour quay"),
        ("harbour -ferry", "harbour"),
        ("wall not harbour", "quay"),
        ("harbour AND ferry", "ferry"),
        ("harbour -mayor or quay", "ferry quay"),
        ("cafe", "ferry harbour"),
        ("CAFÉ", "ferry harbour"),
        ("elan naive", "straße"),
        ("mayor's", "harbour"),
        ("港", "kanji"),
        ("市長", "kanji"),
        ("zebra", ""),
        ('"built twice', "harbour"),
        ("arbour", ""),
    ],
)
def test_a_query_finds_the_articles(library: Library, typed: str, names: str) -> None:
    assert " ".join(sorted(found(library, typed))) == names
    assert count(library.catalogue, parse(typed)) == len(names.split())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("harbour", ["Harbour"]),
        ('"harbour wall"', ["Harbour wall"]),
        ("twice wal*", ["wall", "twice"]),
        ("mayor's", ["mayor’s"]),
        ('"wall built"', ["wall — built"]),
        ("cafe", ["café"]),
    ],
)
def test_a_hit_is_the_very_words_in_the_text(
    library: Library, typed: str, words: list[str]
) -> None:
    assert found(library, typed)["harbour"] == words


def test_accents_written_in_two_ways_are_found_where_they_stand(library: Library) -> None:
    assert found(library, "elan")["straße"] == ["Élan", "e\u0301lan"]


def test_the_last_word_goes_on_only_while_it_is_typed_and_from_three_letters(
    library: Library,
) -> None:
    assert set(found(library, "wal", is_typing=True)) == {"ferry", "harbour", "quay"}
    assert found(library, "wa", is_typing=True) == {}
    assert found(library, "wal") == {}
    assert found(library, "wal ", is_typing=True) == {}


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "-", "*", "()", '""', "-wall", "or", "not", "—", "NEAR("]
)
def test_what_has_no_words_to_look_for_finds_nothing(library: Library, typed: str) -> None:
    assert found(library, typed) == {}


SOME = st.text(alphabet='abé"*()-:^{}+ \n\0\ud800港orANDnotNEAR', max_size=20)


@given(SOME | st.text(max_size=20), st.booleans())
def test_nothing_that_can_be_typed_is_an_error(typed: str, is_typing: bool) -> None:
    catalogue = Catalogue(None)
    put(catalogue, "a.txt", "Abé or ano: an “é” and not \0 港.")
    query = parse(typed, is_typing=is_typing)
    for hits in find(catalogue, query):
        assert all(0 <= hit.start <= hit.end <= 33 for hit in hits)
    catalogue.close()


def put(catalogue: Catalogue, path: str, text: str, title: str = "") -> None:
    catalogue.add([(Found(path, (1, 1, 1)), 0.0)])
    catalogue.put([(Entry(path, "id", title or path, "field", sha256="0" * 64), text)])


@given(st.lists(st.text(max_size=30), max_size=4))
def test_an_index_and_reading_the_texts_find_words_of_a_text_in_the_same_places(
    pieces: list[str],
) -> None:
    text = " harbour ".join(["", *pieces, ""])
    with_index, without = Catalogue(None), Catalogue(None)
    for catalogue in (with_index, without):
        put(catalogue, "a.txt", text)
    without.database.has_index = False
    spans = [
        [(hit.start, hit.end) for hits in find(catalogue, parse("harbour")) for hit in hits]
        for catalogue in (with_index, without)
    ]
    assert spans[0] == spans[1]
    with_index.close()
    without.close()


def test_a_title_that_is_not_in_the_text_is_found_too() -> None:
    with closing(Catalogue(None)) as catalogue:
        put(catalogue, "a.html", "Nothing of the kind.", title="The harbour wall")
        [[hit]] = find(catalogue, parse("harbour"))
    assert (hit.start, hit.end, hit.before + hit.words + hit.after) == (0, 0, "The harbour wall")


def test_of_a_few_articles_the_one_that_says_most_of_it_is_first(tmp_path: Path) -> None:
    library = filled(
        tmp_path / "articles",
        {"a.txt": "A wall. " + "Other things are said here. " * 30, "b.txt": "Wall upon wall."},
    )
    assert list(found(library, "wall")) == ["b", "a"]


def test_in_a_text_of_megabytes_a_hit_is_the_very_word_and_counts_once(tmp_path: Path) -> None:
    filler = "Nothing at all is said of it here, nor there. É\n" * 50_000
    text = f"The harbour.\n{filler}A harbour again.\n{filler}And the last harbour"
    library = filled(tmp_path / "articles", {"long.txt": text, "short.txt": "A harbour."})
    assert found(library, "harbour") == {"long": ["harbour"] * 3, "short": ["harbour"]}
    assert count(library.catalogue, parse("harbour")) == 2
    (tmp_path / "articles" / "long.txt").write_text("Nothing.")
    list(library.fill())
    assert list(found(library, "harbour")) == ["short"]


def test_a_line_of_megabytes_is_searched_to_its_end(tmp_path: Path) -> None:
    library = filled(tmp_path / "articles", {"line.txt": "wall " * 500_000 + "harbour"})
    assert found(library, "harbour") == {"line": ["harbour"]}


def test_what_changed_is_found_as_it_is_now_and_what_is_gone_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    library = filled(folder, {"a.txt": "The harbour.", "b.txt": "Another harbour."})
    (folder / "a.txt").write_text("The ferries left.")
    (folder / "b.txt").unlink()
    os.utime(folder / "a.txt", (1, 1))
    list(library.fill())
    assert found(library, "harbour") == {}
    assert list(found(library, "ferries")) == ["a"]


def test_stopping_ends_a_search(library: Library) -> None:
    assert list(find(library.catalogue, parse("harbour"), stop=lambda: True)) == []


# Annotations

SAID = [
    Said("1", "a.txt", "The wall cost 4.1 million", "Ask the mayor.", ("money/cost", "To check")),
    Said("2", "b.txt", "Nine boats sank", "", ("storm",)),
    Said("3", None, "The mayor spoke", "wall? wall!", ()),
]


@pytest.fixture(params=["an index", "no index"])
def index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[SaidIndex]:
    if request.param == "no index":
        monkeypatch.setattr("reader.library.search.marks.has_fts5", lambda _: False)
    with closing(SaidIndex(SAID)) as index:
        yield index


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("wall", {("1", "quote", "wall"), ("3", "note", "wall")}),
        ("mayor", {("1", "note", "mayor"), ("3", "quote", "mayor")}),
        ("money", {("1", "tags", "money")}),
        ('"to check"', {("1", "tags", "To check")}),
        ("4.1", {("1", "quote", "4.1")}),
        ("wall -mayor", set()),
        (
            "boats or wall*",
            {("1", "quote", "wall"), ("2", "quote", "boats"), ("3", "note", "wall")},
        ),
    ],
)
def test_annotations_are_found_by_quote_note_and_tag(
    index: SaidIndex, typed: str, hits: set[tuple[str, str, str]]
) -> None:
    found = list(index.find(parse(typed)))
    assert {(hit.id, hit.where, hit.words) for hit in found} == hits
    assert index.count(parse(typed)) == len(hits)
    by_id = {said.id: said for said in SAID}
    for hit in found:
        said = by_id[hit.id]
        parts = {"quote": said.quote, "note": said.note, "tags": ", ".join(said.tags)}
        assert parts[hit.where][hit.start : hit.end] == hit.words


def test_this_machine_has_the_index_that_these_tests_are_about() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert databases.has_fts5(connection), sqlite3.sqlite_version


def test_threads_may_ask_an_index_of_annotations_at_the_same_time() -> None:
    said = (Said(str(n), "a.txt", f"the quay number {n}", "", ()) for n in range(2_000))
    with closing(SaidIndex(said)) as index, ThreadPoolExecutor(8) as threads:

        def ask(words: str) -> tuple[int, int]:
            query = parse(words, is_typing=True)
            return len(list(index.find(query))), index.count(query)

        asked = [
            threads.submit(ask, words) for _ in range(8) for words in ("qua", "quay", "the", "numb")
        ]
        assert {each.result() for each in asked} == {(2_000, 2_000)}
