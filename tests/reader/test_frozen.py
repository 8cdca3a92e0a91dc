import os
from hashlib import sha256
from pathlib import Path

import pytest

from reader.articles.article import Block, Link
from reader.errors import LoadError
from reader.library.library import Library
from reader.loading import LOADERS, Frozen, Loader, load
from reader.loading.content import Content

LONG_AGO = 1_600_000_000


class Extractor:
    """A loader whose every reading gives another text, as another version of one would."""

    def __init__(self) -> None:
        self.readings = 0

    def load(self, source: bytes, name: Path) -> Content:
        if source == b"damaged":
            raise LoadError(name, "is damaged")
        self.readings += 1
        text = f"{source.decode()} {self.readings}\ud800"
        return Content(
            text,
            (Block("heading", 0, 3, 2), Block("paragraph", 3, len(text))),
            {"title": "The pier", "inferred date": "2023-05-09"},
            links=(Link(0, 3, "https://example.org/", 4),),
            images=(Link(3, 4, "pier.png"),),
            pages=((0, "xii"), (3, "1")),
            remarks=("A picture is missing.",),
            extractor=f"ours {self.readings}",
        )


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> Extractor:
    ours = Extractor()
    monkeypatch.setitem(LOADERS, "ours", Loader("ours", (".ours",), "", ours.load, extracts=True))
    return ours


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "story.ours", "The pier held.")


def write(file: Path, text: str, when: int = LONG_AGO) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    os.utime(file, (when, when))
    return file


def texts(home: Path) -> list[Path]:
    return sorted(path for path in (home / "cache/postil/texts").rglob("*") if path.is_file())


def test_what_was_extracted_once_is_what_is_read_ever_after(
    extractor: Extractor, file: Path
) -> None:
    library = Library.open([file])
    first = library.load("story.ours")
    assert library.load("story.ours") == first
    assert Library.open([file]).load("story.ours") == first
    assert extractor.readings == 1
    assert (first.extractor, first.date_source) == ("ours 1", "inferred")
    assert (first.links, first.images) == (
        (Link(0, 3, "https://example.org/", 4),),
        (Link(3, 4, "pier.png"),),
    )
    assert (first.pages, first.remarks) == (((0, "xii"), (3, "1")), ("A picture is missing.",))


def test_a_text_is_extracted_anew_when_that_is_asked_for(extractor: Extractor, file: Path) -> None:
    library = Library.open([file])
    assert library.load("story.ours").text.startswith("The pier held. 1")
    assert library.load("story.ours", fresh=True).text.startswith("The pier held. 2")
    assert library.load("story.ours").text.startswith("The pier held. 2")


def test_the_same_file_under_another_name_has_the_same_text(
    extractor: Extractor, file: Path
) -> None:
    first = Library.open([file]).load("story.ours")
    renamed = file.rename(file.with_name("other.ours"))
    assert Library.open([renamed]).load("other.ours").sha256 == first.sha256


def test_a_file_that_was_written_to_is_extracted_again(extractor: Extractor, file: Path) -> None:
    library = Library.open([file])
    library.load("story.ours")
    write(file, "The pier fell.", LONG_AGO + 1)
    assert library.load("story.ours").text.startswith("The pier fell. 2")
    write(file, "The pier held.", LONG_AGO + 2)
    assert library.load("story.ours").text.startswith("The pier held. 1")


def test_a_file_written_to_twice_in_an_instant_is_not_taken_for_unchanged(
    extractor: Extractor, file: Path
) -> None:
    file.write_text("The pier held.")
    library = Library.open([file])
    library.load("story.ours")
    status = file.stat()
    file.write_text("The pier fell.")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert library.load("story.ours").text.startswith("The pier fell.")


def test_an_unchanged_file_is_not_even_read(
    extractor: Extractor, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open([file])
    first = library.load("story.ours")
    monkeypatch.setattr("reader.loading.read_file", lambda file: pytest.fail("it was read"))
    assert library.load("story.ours") == first


@pytest.mark.parametrize("damage", [b"", b"\0", b"no text of ours"])
def test_a_damaged_cache_is_made_again(
    extractor: Extractor, file: Path, home: Path, damage: bytes
) -> None:
    library = Library.open([file])
    library.load("story.ours")
    for kept in texts(home):
        kept.write_bytes(damage)
    assert library.load("story.ours").text.startswith("The pier held. 2")
    assert library.load("story.ours").text.startswith("The pier held. 2")


def test_a_text_torn_while_it_was_kept_is_made_again(
    extractor: Extractor, file: Path, home: Path
) -> None:
    library = Library.open([file])
    library.load("story.ours")
    kept = home / "cache/postil/texts" / sha256(file.read_bytes()).hexdigest()[:2]
    (kept_text,) = kept.iterdir()
    whole = kept_text.read_bytes()
    for length in range(0, len(whole), 7):
        kept_text.write_bytes(whole[:length])
        assert library.load("story.ours").title == "The pier"


def test_a_cache_that_cannot_be_written_is_done_without(
    extractor: Extractor, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "no-folder").write_text("")
    frozen = Frozen(tmp_path / "no-folder" / "texts")
    assert load(file, "story.ours", frozen).text.startswith("The pier held. 1")
    assert load(file, "story.ours", frozen).text.startswith("The pier held. 2")


def test_nothing_is_kept_of_a_file_that_could_not_be_read(
    extractor: Extractor, file: Path, home: Path
) -> None:
    write(file, "damaged")
    with pytest.raises(LoadError, match="is damaged"):
        Library.open([file]).load("story.ours")
    assert texts(home) == []
