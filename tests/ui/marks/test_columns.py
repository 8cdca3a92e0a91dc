"""Columns of lists line up, whatever the names in them are."""

from pathlib import Path

from tests.ui.builders import mark
from tests.ui.driving import articles, opened


async def test_a_long_file_name_in_the_list_of_marks_is_cut_with_an_ellipsis(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, {"council-minutes-of-march.txt": "The wall is tall."})
    async with opened(library, "council-minutes-of-march.txt") as reader:
        mark(reader, "The wall")
        await reader.press("A", "A")
        await reader.until_shown("council-minutes-o… ")


async def test_a_file_name_of_wide_letters_leaves_the_columns_of_marks_in_line(
    tmp_path: Path,
) -> None:
    library = articles(tmp_path, {"a.txt": "The wall is tall.", "港の費用.txt": "One boat sank."})
    async with opened(library, "a.txt") as reader:
        mark(reader, "The wall")
        await reader.press("]")
        mark(reader, "One boat")
        await reader.press("A", "A")
        await reader.until_shown("One boat")
        assert reader.cell_of("The wall")[0] == reader.cell_of("One boat")[0]
