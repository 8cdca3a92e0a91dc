"""How many words an article has is the same wherever it is shown."""

from pathlib import Path

from reader.articles.word_count import EXACT_UP_TO, word_count
from reader.library.library import Library
from tests.ui.driving import articles, opened

HEADER = "Title: The wall\nAuthor: Ann Poe\nDate: 2023-05-09\n\n"


def uneven(characters: int) -> str:
    """A text whose first quarter has long words, and the rest short ones."""
    long = "uncharacteristically misrepresented breakwaters.\n" * (characters // 4 // 49)
    return long + "The sea is up.\n" * ((characters - len(long)) // 15)


def test_the_library_lists_what_is_counted_in_the_article(tmp_path: Path) -> None:
    texts = {"long.txt": uneven(800_000), "headed.txt": HEADER + "Nobody was hurt."}
    with Library.open([articles(tmp_path, texts)]) as library:
        for entry in library.scan():
            assert entry.words == word_count(library.load(entry.path))


def test_header_lines_are_not_counted(tmp_path: Path) -> None:
    with Library.open([articles(tmp_path, {"a.txt": HEADER + "Nobody was hurt."})]) as library:
        assert word_count(library.load("a.txt")) == 3


def test_a_very_long_text_that_begins_unlike_the_rest_is_estimated_well(tmp_path: Path) -> None:
    with Library.open([articles(tmp_path, {"a.txt": uneven(3 * EXACT_UP_TO)})]) as library:
        article = library.load("a.txt")
        assert abs(word_count(article) - article.words) < article.words / 20


async def test_the_page_tells_the_minutes_that_the_shelf_tells(tmp_path: Path) -> None:
    async with opened(articles(tmp_path, {"long.txt": uneven(800_000)})) as reader:
        (entry,) = reader.desk.library.scan()
        await reader.press("enter")
        await reader.until_shown(f"{entry.minutes} min left")
