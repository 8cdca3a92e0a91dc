"""The margin: as much of every mark's card as there is room for, and a word where there is none."""

from collections.abc import Sequence
from pathlib import Path

from tests.ui.builders import long_text, mark
from tests.ui.driving import articles, opened

SIZE = (140, 20)


async def shown(folder: Path, marks: Sequence[tuple[str, str]], chosen: int = 0) -> list[str]:
    """The screen with these words marked and noted; the mark of that number is current."""
    async with opened(articles(folder, {"a.txt": long_text(4)}), "a.txt", size=SIZE) as reader:
        ids = [mark(reader, words, note=note) for words, note in marks]
        reader.reading.show_mark(ids[chosen])
        await reader.settled()
        return reader.screen()


def sentences(count: int, note: str) -> list[tuple[str, str]]:
    return [(f"Sentence {n // 3 + 1}.{n % 3 + 1} tells", note.format(n)) for n in range(count)]


async def test_notes_stand_whole_where_there_is_room(tmp_path: Path) -> None:
    lines = await shown(tmp_path, sentences(2, "Note {}\nsecond line"))
    assert sum("second line" in line for line in lines) == 2


async def test_where_notes_do_not_all_fit_each_mark_keeps_its_headline(tmp_path: Path) -> None:
    lines = await shown(tmp_path, sentences(6, "Note {}\ntwo\nthree\nfour"), chosen=3)
    assert any("Note 3" in line for line in lines), "the current one stays whole"
    assert sum("highlight" in line for line in lines) == 6


async def test_what_finds_no_room_is_counted(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"a.txt": long_text(4)}), "a.txt", size=SIZE) as reader:
        text = reader.text
        places = [n for n in range(600) if text[n : n + 2].isalpha()][:60:2]
        source = reader.desk.notebook
        for number, at in enumerate(places):
            made = source.mark(
                text, at, at + 2, reader.desk.source(reader.reading.article), note=f"Note {number}"
            )
        reader.reading.refresh_marks(made)
        reader.reading.show_mark(made.ids[0])
        await reader.settled()
        lines = reader.screen()
        assert any("Note 29" in line for line in lines), "the current one is shown"
        heads = sum("highlight" in line for line in lines)
        assert any(f"… {30 - heads} more: A lists them" in line for line in lines)
