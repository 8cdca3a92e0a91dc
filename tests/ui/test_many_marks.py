"""More marks on one article than are made before its page is there."""

from dataclasses import replace
from pathlib import Path

from annotations import Annotation, Change, Notebook, Position, Source, select
from annotations.history import step_of
from annotations.ids import Ids, hash_text
from tests.ui.builders import long_text
from tests.ui.driving import articles, opened

TEXT = long_text(150)
MADE = "2024-12-12T10:00:00Z"


def many(folder: Path, spans: list[tuple[int, int]]) -> Path:
    """A library of one article of 450 sentences, ``long.txt``, with marks on these spans."""
    library = articles(folder, {"long.txt": TEXT})
    ids, source = Ids(), Source(path="long.txt", text_sha256=hash_text(TEXT))
    made = []
    for start, end in spans:
        quote, position = select(TEXT, start, end)
        made.append(Annotation(ids.new(), "highlight", source, quote, position, MADE, MADE))
    with Notebook.open(folder / "store") as notebook:
        notebook.add(made, {"long.txt": TEXT})
    return library


def sentences() -> list[tuple[int, int]]:
    """The spans of all the sentences."""
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("Sentence ", at)]
    return [(at, TEXT.index(".", at + 16) + 1) for at in starts]


def corrupt(folder: Path, number: int) -> str:
    """Have one mark's record say another place, as no program of ours writes it; gives its quote."""
    with Notebook.open(folder / "store") as notebook:
        made = notebook.annotations()[number]
        wrong = replace(made, position=Position(made.position.start + 5, made.position.end + 5))
        change = Change(Ids().new(), "damage", MADE, (made,), (wrong,))
        with notebook._store.writing() as batch:
            batch.put([wrong], step_of(change, "another"))
    return made.quote.exact


async def test_the_first_page_has_its_marks_and_all_are_counted(tmp_path: Path) -> None:
    async with opened(many(tmp_path, sentences()), "long.txt") as reader:
        assert "450 marks" in reader.status()
        assert [mark.annotation.quote.exact for mark in reader.page.touched] == [reader.focused()]


async def test_one_goes_from_mark_to_mark_and_round_the_ends(tmp_path: Path) -> None:
    spans = sentences()[10:400]
    async with opened(many(tmp_path, spans[::-1]), "long.txt") as reader:
        await reader.press("J")
        assert reader.focused() == TEXT[slice(*spans[0])]
        await reader.press("J", "J")
        assert reader.focused() == TEXT[slice(*spans[2])]
        await reader.press("K", "K", "K")
        assert reader.focused() == TEXT[slice(*spans[-1])]
        await reader.press("J")
        assert reader.focused() == TEXT[slice(*spans[0])]


async def test_from_between_two_marks_one_goes_to_the_nearest_either_way(tmp_path: Path) -> None:
    spans = sentences()[::2]
    async with opened(many(tmp_path, spans), "long.txt") as reader:
        await reader.press(")", "J")
        assert reader.focused() == TEXT[slice(*spans[1])]
        await reader.press("(", "K")
        assert reader.focused() == TEXT[slice(*spans[0])]


async def test_a_mark_is_made_removed_and_brought_back_among_many(tmp_path: Path) -> None:
    async with opened(many(tmp_path, sentences()[1:]), "long.txt") as reader:
        await reader.press("c")
        assert "450 marks" in reader.status()
        assert reader.page.touched[0].annotation.kind == "claim"
        await reader.press("x")
        assert len(reader.page.content.marks) == 449
        await reader.press("u")
        assert len(reader.page.content.marks) == 450
        await reader.press("G", "J")
        assert reader.focused().startswith("Sentence 1.1 ")


async def test_a_mark_whose_record_says_another_place_is_not_drawn_there_but_found(
    tmp_path: Path,
) -> None:
    library = many(tmp_path, sentences())
    words = corrupt(tmp_path, 440)
    async with opened(library, "long.txt") as reader:
        await reader.until(lambda: len(reader.reading.marks.pairs) == 1, "the mark to be doubted")
        (pair,) = reader.reading.marks.pairs
        assert TEXT[pair[1].start : pair[1].end] == words
        assert "450 marks" in reader.status()


async def test_a_wrong_record_among_few_is_found_before_the_page_is_there(tmp_path: Path) -> None:
    library = many(tmp_path, sentences()[:30])
    words = corrupt(tmp_path, 0)
    async with opened(library, "long.txt") as reader:
        assert [mark.annotation.quote.exact for mark in reader.page.touched] == [words]
        assert reader.focused() == words


async def test_all_are_found_again_in_a_text_that_has_changed(tmp_path: Path) -> None:
    library = many(tmp_path, sentences())
    (library / "long.txt").write_text(f"Something new.\n\n{TEXT}", encoding="utf-8")
    async with opened(library, "long.txt") as reader:
        await reader.until_shown("450 exact")
        await reader.press("J")
        assert reader.focused().startswith("Sentence 1.1 ")


async def test_what_another_window_brings_in_is_shown_and_counted(tmp_path: Path) -> None:
    spans = sentences()
    async with opened(many(tmp_path, spans[:225]), "long.txt") as reader:
        article = reader.reading.article
        with Notebook.open(tmp_path / "store") as other:
            (first, *_) = other.annotations()
            more = [
                replace(first, id=Ids().new(), position=Position(*span)) for span in spans[225:]
            ]
            more = [
                replace(each, quote=select(article.text, each.position.start, each.position.end)[0])
                for each in more
            ]
            other.add(more, {"long.txt": article.text})
        await reader.until_shown("450 marks")
        await reader.press("K")
        assert reader.focused() == TEXT[slice(*spans[-1])]
