from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.articles.article import Block
from reader.errors import LibraryError, LoadError
from reader.library import listing
from reader.library.library import Library
from reader.loading import LOADERS, Loader, Part, endings_to_look_into
from reader.loading.content import Content
from reader.loading.files import read_file


@dataclass
class Sheaf:
    """A bundle of our own: an article a line, as ``name|title|text``."""

    file: Path

    def lines(self) -> dict[str, list[str]]:
        rows = read_file(self.file).decode().splitlines()
        return {name: rest for name, *rest in (row.split("|") for row in rows)}

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(self.lines())

    def part(self, member: str) -> Part:
        if member not in self.lines():
            raise LoadError(self.file, f"holds no {member}")
        title, text = self.lines()[member]
        if not text:
            raise LoadError(self.file, f"holds nothing under {member}")
        return Part(text.encode(), "plain", {"title": title})


def open_sheaf(file: Path, _encoding: str) -> Sheaf:
    if b"damage" in read_file(file):
        raise LoadError(file, "is damaged")
    return Sheaf(file)


def load_sheaf(source: bytes, name: Path) -> Content:
    if b"damage" in source:
        raise LoadError(name, "is damaged")
    text = source.decode()
    return Content(text, (Block("paragraph", 0, len(text)),), {})


@pytest.fixture(autouse=True)
def sheaves(monkeypatch: pytest.MonkeyPatch) -> None:
    def fits(head: bytes, name: str) -> bool:
        return b"|" in head or b"damage" in head

    loader = Loader("sheaf", (".sheaf",), "", load_sheaf, fits=fits, open=open_sheaf)
    monkeypatch.setitem(LOADERS, "sheaf", loader)
    monkeypatch.setattr(listing, "endings_to_look_into", endings_to_look_into.__wrapped__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The first pier.")
    (folder / "b.sheaf").write_text("10|Ten|The tenth pier.\n2|Two|The second pier.\n3||\n")
    return folder


def test_the_articles_of_a_bundle_are_listed_and_read_under_its_path(folder: Path) -> None:
    library = Library.open([folder])
    assert library.paths == ("a.txt", "b.sheaf/2", "b.sheaf/3", "b.sheaf/10")
    article = library.load("b.sheaf/10")
    assert (article.path, article.title, article.text) == ("b.sheaf/10", "Ten", "The tenth pier.")
    assert article.file == library.file("b.sheaf/10") == folder / "b.sheaf"
    assert len({entry.id for entry in library.scan()}) == 4


def test_one_bad_article_of_a_bundle_leaves_the_others(folder: Path) -> None:
    problems = {entry.path: entry.problem for entry in Library.open([folder]).scan()}
    assert problems.pop("b.sheaf/3") == "This entry holds nothing under 3."
    assert set(problems.values()) == {None}


def test_a_bundle_named_itself_is_a_library_of_its_articles(folder: Path) -> None:
    library = Library.open([folder / "b.sheaf"])
    assert (library.root, library.name) == (folder, "b.sheaf")
    assert library.paths == ("b.sheaf/2", "b.sheaf/3", "b.sheaf/10")


def test_a_bundle_that_is_written_to_is_read_as_it_is_now(folder: Path) -> None:
    library = Library.open([folder])
    before = library.stamp("b.sheaf/2")
    (folder / "b.sheaf").write_text("2|Two|The second pier is gone.")
    assert library.stamp("b.sheaf/2") != before
    assert library.load("b.sheaf/2").text == "The second pier is gone."
    with pytest.raises(LoadError, match="holds no 10"):
        library.load("b.sheaf/10")
    with pytest.raises(LibraryError, match="no article"):
        library.load("b.sheaf/11")


def test_a_damaged_bundle_is_one_line_with_its_reason(folder: Path) -> None:
    (folder / "b.sheaf").write_text("damage")
    first, damaged = Library.open([folder]).scan()
    assert (damaged.path, damaged.problem) == ("b.sheaf", "This file is damaged.")
    assert first.problem is None


def test_a_file_that_only_ends_like_a_bundle_is_passed_over_in_a_folder(folder: Path) -> None:
    (folder / "b.sheaf").write_text("A list of something else.")
    assert Library.open([folder]).paths == ("a.txt",)
    named = Library.open([folder / "b.sheaf"])
    assert named.load("b.sheaf").text == "A list of something else."
