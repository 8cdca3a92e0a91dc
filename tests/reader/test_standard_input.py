"""What comes by standard input has no name: it is read as what it is by its first bytes."""

import json
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library.library import Library
from tests.reader.archives import docx, epub, odt, paragraph
from tests.reader.fuzz_seeds import seeds
from tests.reader.pdfs import Placed, pdf

WORDS = "The pier held in the storm."
PAGE = f"<!-- saved --><!DOCTYPE html><html><body><p>{WORDS}</p></body></html>"
ARCHIVE = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>{WORDS}\n--b--\n"
RECORD = {"title": "Pier", "text": WORDS}


def come(source: bytes | str, encoding: str = "") -> Library:
    stdin = source.encode() if isinstance(source, str) else source
    return Library.open([Path("-")], stdin, encoding=encoding)


@pytest.mark.parametrize(
    ("source", "extractor"),
    [
        (PAGE, "trafilatura"),
        (ARCHIVE, "postil whole page"),
        (epub({"a.xhtml": f"<p>{WORDS}</p>"}), "postil epub"),
        (odt(f"<text:p>{WORDS}</text:p>"), "postil odt"),
        (docx(paragraph(WORDS)), "postil docx"),
        (pdf([[Placed(WORDS, 50, 700)]]), "pypdfium2"),
        (json.dumps({"uri": "x", "headline": "y", "body_text": WORDS}), "postil news"),
        (f"# Not\n\n{WORDS}", ""),
        (f'{{"boats": 9}}\n{WORDS}', ""),
    ],
)
def test_one_article_is_read_as_the_kind_of_file_that_it_is(
    source: bytes | str, extractor: str
) -> None:
    library = come(source)
    assert library.paths == ("-",)
    article = library.load("-")
    assert WORDS in article.text
    assert article.extractor.startswith(extractor)


@pytest.mark.parametrize(
    "kind", ["jsonl", "json list", "table", "bookmarks", "outline", "omnivore"]
)
def test_a_list_is_a_library_of_its_articles(kind: str) -> None:
    for source in seeds()[kind]:
        library = come(source)
        assert len(library.paths) >= 1
        assert all(path.startswith("standard-input-") for path in library.paths)
        problems = [entry.problem for entry in library.scan()]
        assert all(problem is None or "only an address" in problem for problem in problems)


def test_a_corpus_is_read_line_by_line_and_goes_with_the_library() -> None:
    library = come("\n".join(json.dumps({**RECORD, "title": f"Pier {n}"}) for n in range(3)))
    assert [library.load(path).title for path in library.paths] == ["Pier 0", "Pier 1", "Pier 2"]
    assert library.name == "standard input"
    folder = library.root
    assert folder.is_dir()
    library.close()
    assert not folder.exists()


def test_a_list_that_breaks_off_is_listed_with_the_reason() -> None:
    (entry,) = come(json.dumps([RECORD, RECORD])[:-20]).scan()
    assert "its JSON breaks off" in (entry.problem or "")


def test_a_list_beside_a_folder_leaves_the_paths_of_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    library = Library.open([tmp_path, Path("-")], json.dumps(RECORD).encode())
    assert "a.txt" in library.paths
    assert {library.load(path).text.strip() for path in library.paths} == {WORDS}


def test_the_encoding_that_is_asked_for_reaches_text_and_lists_and_spares_the_others() -> None:
    old = json.dumps({"title": "Порт", "text": "Волнорез"}, ensure_ascii=False).encode("koi8-r")
    corpus = come(old, "koi8-r")
    assert corpus.load(corpus.paths[0]).text == "Волнорез"
    assert come("Волнорез".encode("koi8-r"), "koi8-r").load("-").text == "Волнорез"
    assert come(epub({"a.xhtml": f"<p>{WORDS}</p>"}), "koi8-r").load("-").text.strip() == WORDS


def test_it_says_how_to_choose_another_encoding() -> None:
    with pytest.raises(LibraryError, match="--encoding"):
        come(WORDS).read_as("-", "cp1251")
