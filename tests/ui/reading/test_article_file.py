from pathlib import Path
from shutil import rmtree

import pytest

from reader.loading import LOADERS
from reader.loading.content import Content
from tests.reader.archives import epub
from tests.ui.builders import mark
from tests.ui.driving import opened

TEXT = "Управление порта сообщило во вторник, что новый волнорез стоил вдвое дороже.\n"


async def test_a_text_is_read_with_another_encoding_and_back(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(TEXT.encode("koi8-r"))
    async with opened(tmp_path, "old.txt") as reader:
        assert "Управление" in "".join(reader.page_lines())
        await reader.press("e")
        await reader.write("cp1251")
        await reader.press("enter")
        await reader.until(lambda: "Управление" not in "".join(reader.page_lines()))
        await reader.press("e", "enter")
        await reader.until(lambda: "Управление" in "".join(reader.page_lines()))


async def test_an_article_of_a_corpus_is_read_with_another_encoding(tmp_path: Path) -> None:
    line = '{"title": "Порт", "text": "' + TEXT.strip() + '"}\n'
    (tmp_path / "old.jsonl").write_bytes(line.encode("koi8-r") * 2)
    async with opened(tmp_path, "old.jsonl/0002") as reader:
        await reader.press("e")
        await reader.write("cp1251")
        await reader.press("enter")
        await reader.until(lambda: "Read with cp1251." in reader.notice())
        assert "Управление" not in "".join(reader.page_lines())
        await reader.press("e")
        await reader.write("koi8-r")
        await reader.press("enter")
        await reader.until(lambda: "Управление" in "".join(reader.page_lines()))


async def test_a_book_says_that_it_has_no_encoding_to_choose(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(epub({"a.xhtml": "<p>The wall held.</p>"}))
    async with opened(tmp_path, "book.epub") as reader:
        await reader.press("e")
        assert "there is no encoding to choose" in reader.notice()


async def test_a_name_that_is_no_encoding_is_told_and_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(TEXT.encode("koi8-r"))
    async with opened(tmp_path, "old.txt") as reader:
        await reader.press("e")
        await reader.write("koi9")
        await reader.press("enter")
        await reader.until(lambda: "no encoding is called so" in reader.notice())
        assert "Управление" in "".join(reader.page_lines())


PAGE = (
    "<html><head><title>The wall</title></head><body><article><p>{}</p><p>The mayor first put the figure at"
    " 3.4 million in March, before the council had met on it.</p></article></body></html>"
)


async def test_a_page_is_extracted_anew_when_asked_and_its_marks_stay_on_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "The harbour authority said on Tuesday that the new breakwater had cost 4.1 million."
    (tmp_path / "wall.html").write_text(PAGE.format(words))
    async with opened(tmp_path, "wall.html") as reader:
        await reader.press("c")
        usual = LOADERS["html"]

        def another(source: bytes, name: Path) -> Content:
            content = usual.load(source, name)
            return content._replace(text=f"Breakwater costs.\n\n{content.text}", blocks=())

        monkeypatch.setitem(LOADERS, "html", usual._replace(load=another))
        await reader.press("ctrl+e")
        await reader.until(lambda: "Breakwater costs." in "".join(reader.page_lines()))
        (mark,) = reader.page.content.marks
        assert reader.page.content.text[mark.start : mark.end] == words
        assert "as it is extracted now" in reader.notice()


async def test_a_text_that_was_not_extracted_says_so(tmp_path: Path) -> None:
    (tmp_path / "wall.txt").write_text("The wall held.")
    async with opened(tmp_path, "wall.txt") as reader:
        await reader.press("ctrl+e")
        assert "none had to be extracted" in reader.notice()


async def test_marks_find_their_words_after_the_cache_is_gone_and_the_extractor_another(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "The harbour authority said on Tuesday that the new breakwater had cost 4.1 million."
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "wall.html").write_text(PAGE.format(words))
    async with opened(folder, "wall.html") as reader:
        await reader.press("c")
    rmtree(home / "cache")
    usual = LOADERS["html"]

    def later_version(source: bytes, name: Path) -> Content:
        content = usual.load(source, name)
        return content._replace(text=f"Breakwater costs.\n\n{content.text}", blocks=())

    monkeypatch.setitem(LOADERS, "html", usual._replace(load=later_version))
    async with opened(folder, "wall.html") as reader:
        (mark,) = reader.page.content.marks
        assert reader.page.content.text[mark.start : mark.end] == words


async def test_two_copies_of_one_page_share_the_marks_that_both_have_words_for(
    tmp_path: Path,
) -> None:
    page = (
        '<html><head><title>The wall</title><link rel="canonical" href="https://gull.example/w">'
        "</head><body><article><h1>The wall</h1><p>{}</p></article></body></html>"
    )
    both, first = "The wall cost 4.1 million euros, it said.", "Nobody at the quarry answered us."
    for name, words in (("monday.html", f"{both} {first}"), ("tuesday.html", both)):
        (tmp_path / name).write_text(page.format(f"{words} The harbour authority agreed."))
    async with opened(tmp_path, "monday.html", size=(120, 24)) as reader:
        for words in (both, first):
            mark(reader, words)
        await reader.press("]")
        await reader.until(lambda: reader.reading.article.path == "tuesday.html")
        await reader.settled()
        assert "1 mark" in reader.status()
        assert "lost" not in reader.status()
    (tmp_path / "monday.html").unlink()  # now that mark stands nowhere else
    async with opened(tmp_path, "tuesday.html", size=(120, 24)) as reader:
        await reader.until(lambda: "1 lost" in reader.status())
