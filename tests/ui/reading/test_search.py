"""Finding in an article."""

from pathlib import Path

from reader.settings import Settings
from tests.ui.builders import harbour, long_article
from tests.ui.driving import Reader, articles, opened

QUIET = Settings(suggestions=False)


async def find(reader: Reader, words: str) -> None:
    await reader.press("/")
    await reader.write(words)
    await reader.press("enter")


def hit(reader: Reader) -> tuple[int, int]:
    """The hit that one stands at."""
    found = reader.page.content.hit
    assert found is not None
    return found


def cells_like(reader: Reader, style: str) -> str:
    """The letters on the page that are drawn on this style's ground."""
    ground = reader.reading.palette[style].bgcolor
    return "|".join(
        segment.text
        for y in range(reader.page.size.height)
        for segment in reader.page.render_line(y)
        if segment.style is not None and segment.style.bgcolor == ground
    )


async def test_all_hits_are_shown_as_one_types(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("/", "m", "i", "l")
        assert cells_like(reader, "hit") == "mil|mil"
        assert "1/2" in reader.status()


async def test_a_hit_beyond_the_page_is_brought_into_view(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await find(reader, "sentence 42.2")
        assert reader.focused().startswith("Sentence 42.2")
        assert reader.shows("Sentence 42.2")


async def test_n_and_capital_n_go_round_the_ends(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await find(reader, "wall")
        places = [hit(reader)]
        for _ in range(2):
            await reader.press("n")
            places.append(hit(reader))
        assert places[0] != places[1]
        assert places[2] == places[0]
        await reader.press("N")
        assert hit(reader) == places[1]


async def test_the_status_line_counts_the_hits(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await find(reader, "the")
        assert "/the 1/5" in reader.status()
        await reader.press("n", "n")
        assert "/the 3/5" in reader.status()
        await reader.press("N", "N", "N")
        assert "/the 5/5" in reader.status()


async def test_one_hit_stands_out_of_the_others(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await find(reader, "million")
        drawn = [
            segment.style
            for segment in reader.page.render_line(0)
            if segment.text == "million" and segment.style is not None
        ]
        assert len(drawn) == 2
        assert drawn[0].bold
        assert not drawn[1].bold


async def test_words_are_found_across_line_breaks(tmp_path: Path) -> None:
    text = "The price of the\nsecond wall is\nnot known to us. It will be.\n"
    async with opened(articles(tmp_path, {"a.txt": text}), "a.txt", size=(60, 20)) as reader:
        await find(reader, "the second wall is not")
        assert reader.text[slice(*hit(reader))] == "the\nsecond wall is\nnot"


async def test_the_search_begins_at_the_caret(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("}", "}")
        await find(reader, "wall")
        assert reader.text[slice(*hit(reader))] == "wall"
        assert reader.focused() == "A second wall is planned."


async def test_escape_while_typing_goes_back_to_where_one_was(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt", settings=QUIET) as reader:
        await reader.press("space", "space", ")")
        page, sentence = reader.page_lines(), reader.focused()
        await reader.press("/")
        await reader.write("sentence 50.1")
        assert reader.shows("Sentence 50.1")
        await reader.press("escape")
        assert (reader.page_lines(), reader.focused()) == (page, sentence)


async def test_escape_takes_the_hits_away_and_stays(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await find(reader, "sentence 20.1")
        await reader.press("escape")
        assert reader.focused().startswith("Sentence 20.1")
        assert cells_like(reader, "hit") == ""
        assert "/sentence" not in reader.status()


async def test_nothing_found_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await find(reader, "zebra")
        assert "“zebra” is not in this article" in reader.status()


async def test_n_without_a_search_says_how_to_begin_one(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("n")
        assert "/ finds some" in reader.status()


async def test_after_a_search_one_can_jump_back(tmp_path: Path) -> None:
    async with opened(long_article(tmp_path), "long.txt") as reader:
        await reader.press("}", "}")
        await find(reader, "sentence 50.2")
        await reader.press("ctrl+o")
        assert reader.focused().startswith("Sentence 3.1")


async def test_an_empty_search_finds_the_last_words_again(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await find(reader, "wall")
        first = hit(reader)
        await reader.press("/", "enter")
        assert "/wall" in reader.status()
        assert hit(reader) != first


async def test_a_hit_can_be_marked_at_once(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.rush("/", *"nine", "enter", "c")
        assert reader.quotes() == ["Nine boats sank that night."]


async def test_hits_do_not_follow_into_another_article(tmp_path: Path) -> None:
    texts = {"a.txt": "A wall here. It ends.\n", "b.txt": "A wall there. It ends.\n"}
    async with opened(articles(tmp_path, texts), "a.txt") as reader:
        await find(reader, "wall")
        await reader.press("]")
        assert cells_like(reader, "hit") == ""
        assert "/wall" not in reader.status()


async def test_finding_in_all_articles_lists_each_hit_and_goes_to_the_very_word(
    tmp_path: Path,
) -> None:
    texts = {
        "a.txt": "A wall here. It ends.\n",
        "b.txt": "Nothing of the kind. It ends.\n",
        "c.txt": "First this. Then a Wall, twice: wall.\n",
    }
    async with opened(articles(tmp_path, texts)) as reader:
        await reader.press("&")
        await reader.write("wall")
        await reader.press("enter")
        await reader.until_shown("3 hits in 2 articles")
        assert sum("c.txt" in line for line in reader.screen()) == 2
        # The article that has it twice comes first.
        await reader.press("g", "enter")
        assert reader.reading.article.path == "c.txt"
        assert reader.focused() == "Then a Wall, twice: wall."


async def test_from_an_article_it_goes_to_a_hit_in_another_and_q_leads_to_the_shelf(
    tmp_path: Path,
) -> None:
    texts = {"a.txt": "A wall here. It ends.\n", "b.txt": "It begins. A wall there.\n"}
    async with opened(articles(tmp_path, texts)) as reader:
        await reader.press("enter", "&")
        await reader.write("wall")
        await reader.press("enter")
        await reader.until_shown("2 hits in 2 articles")
        await reader.press("G", "enter")
        assert reader.reading.article.path == "b.txt"
        assert reader.focused() == "A wall there."
        await reader.press("q")
        assert reader.shows("2 articles")


async def test_not_found_anywhere_is_said(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path)) as reader:
        await reader.press("&")
        await reader.write("zebra")
        await reader.press("enter")
        await reader.until_shown("Not found in any article.")


async def test_keys_typed_ahead_of_a_list_reach_it(tmp_path: Path) -> None:
    async with opened(harbour(tmp_path), "harbour.txt") as reader:
        await reader.press("c", ")", "c")
        await reader.rush("A", "j", "enter")
        await reader.until(lambda: reader.app.screen.__class__.__name__ == "ReadingScreen")
        assert reader.focused() == "The mayor spoke of 3.4 million in March."
