"""Sentences worth checking, as the reader sees them and decides about them."""

from pathlib import Path

from reader.settings import Settings
from tests.ui.driving import Reader, articles, opened

COST = "The council paid 3.2 million euros for the bridge in June 2019."
FALL = "The tolls fell by 12 per cent after nine barges were seized."
STORY = (
    f"Everyone likes the bridge.\n\n{COST} Is that much? Perhaps it is.\n\n"
    f"We shall see. {FALL} Let us hope for better days.\n"
)
OFFERED = "◦"
OFFERING = Settings()


def _story(folder: Path, text: str = STORY) -> Path:
    return articles(folder, {"bridge.txt": text})


async def _pointed_out(reader: Reader, count: int = 2) -> None:
    await reader.until(lambda: _gutters(reader) == count, f"{count} sentences pointed out")


def _gutters(reader: Reader) -> int:
    return sum(OFFERED in line.strip(" ▌")[:1] for line in reader.screen()[:-1])


def _dismissed(reader: Reader) -> list[str]:
    return [each.quote.exact for each in reader.desk.notebook.annotations("kind:dismissed")]


async def test_what_is_worth_checking_has_a_mark_in_the_gutter_and_nothing_is_saved(
    tmp_path: Path,
) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        lines = [line for line in reader.screen()[:-1] if OFFERED in line]
        assert "The council paid" in lines[0]
        assert "The tolls fell" in lines[1]
        assert reader.desk.notebook.everything() == []


async def test_the_bottom_line_says_why_once_the_caret_is_on_it(tmp_path: Path) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING, size=(120, 24)) as reader:
        await _pointed_out(reader)
        assert "worth checking" not in reader.status()
        await reader.press("w")
        assert reader.focused() == COST
        assert "worth checking: states an amount" in reader.status()
        await reader.press("w")
        assert reader.focused() == FALL
        await reader.press("w")
        assert "Nothing further on" in reader.notice()
        await reader.press("W")
        assert reader.focused() == COST


async def test_on_a_narrow_screen_the_reasons_have_the_room_of_the_place(tmp_path: Path) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING, size=(80, 24)) as reader:
        await _pointed_out(reader)
        await reader.press("w")
        assert "states an amount" in reader.status()
        assert reader.reading.suggestions.offered is not None
        assert all(
            reason in reader.status() for reason in reader.reading.suggestions.offered.reasons[:2]
        )
        assert "¶" not in reader.status()
        await reader.press(")")
        assert "¶" in reader.status()


async def test_c_makes_a_suggestion_the_claim_that_it_is_and_undo_offers_it_again(
    tmp_path: Path,
) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("w", "c")
        (made,) = reader.marks()
        assert (made.quote.exact, made.kind, made.verdict) == (COST, "claim", "unchecked")
        assert made.extra == {"suggested": True}
        assert _gutters(reader) == 1
        await reader.press("u")
        assert (reader.marks(), _gutters(reader)) == ([], 2)


async def test_x_drops_a_suggestion_for_good_and_undo_brings_it_back(tmp_path: Path) -> None:
    library = _story(tmp_path)
    async with opened(library, "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("w", "X")
        assert (_gutters(reader), _dismissed(reader), reader.marks()) == (1, [COST], [])
    async with opened(library, "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader, 1)
        await reader.press("u")
        assert (_gutters(reader), _dismissed(reader)) == (2, [])


async def test_what_was_dropped_is_listed_when_asked_for_and_offered_again_once_removed(
    tmp_path: Path,
) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("w", "X", "A")
        assert not reader.shows("The council paid")
        await reader.press("/")
        await reader.write("kind:dismissed")
        await reader.press("enter")
        assert reader.shows("The council paid")
        await reader.press("x", "q")
        await _pointed_out(reader)


async def test_what_was_dropped_stays_so_when_the_article_changes(tmp_path: Path) -> None:
    library = _story(tmp_path)
    async with opened(library, "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("w", "X")
    (library / "bridge.txt").write_text(f"A line that is new.\n\n{STORY}", encoding="utf-8")
    async with opened(library, "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader, 1)


async def test_the_words_of_the_bottom_line_do_what_they_say(tmp_path: Path) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING, size=(140, 24)) as reader:
        await _pointed_out(reader)
        await reader.press("w")
        await reader.click_on("X drop")
        assert _dismissed(reader) == [COST]
        await reader.press("w")
        await reader.click_on("c claim")
        assert reader.quotes() == [FALL]


async def test_nothing_is_dropped_where_nothing_is_offered(tmp_path: Path) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("X")
        assert "no suggestion under the caret" in reader.notice()
        assert _dismissed(reader) == []


async def test_p_stops_pointing_and_points_again(tmp_path: Path) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("p")
        assert _gutters(reader) == 0
        await reader.press("w")
        assert "p points out" in reader.notice()
        await reader.press("p")
        await _pointed_out(reader)


async def test_who_has_settled_so_sees_none_until_p(tmp_path: Path) -> None:
    async with opened(
        _story(tmp_path), "bridge.txt", settings=Settings(suggestions=False)
    ) as reader:
        await reader.press("j", "k")
        assert _gutters(reader) == 0
        await reader.press("p")
        await _pointed_out(reader)


async def test_in_another_language_it_says_that_there_are_none(tmp_path: Path) -> None:
    german = "Die Brücke hat 3,2 Millionen gekostet, und das ist nicht wenig für die Stadt.\n"
    async with opened(_story(tmp_path, german), "bridge.txt", settings=OFFERING) as reader:
        await reader.until(
            lambda: not reader.reading.suggestions.is_judged, "the language to be told"
        )
        await reader.press("w")
        assert "suggestions are for English so far" in reader.notice()


async def test_a_selection_on_a_suggestion_is_marked_as_it_is(tmp_path: Path) -> None:
    async with opened(_story(tmp_path), "bridge.txt", settings=OFFERING) as reader:
        await _pointed_out(reader)
        await reader.press("w", "v", "e", "c")
        (made,) = reader.marks()
        assert made.quote.exact == "The"
        assert made.extra == {}


async def test_dropping_teaches_what_the_next_article_is_offered(tmp_path: Path) -> None:
    toll = "The tolls at gate {} fell by {} per cent."
    many = "\n\n".join(toll.format(n, n + 3) for n in range(1, 37)) + "\n"
    one = f"{toll.format(50, 9)}\n\nEveryone likes it.\n\nNobody says so.\n"
    library = articles(tmp_path, {"a.txt": many, "b.txt": one})
    async with opened(library, "b.txt", settings=OFFERING) as reader:
        await _pointed_out(reader, 1)
        await reader.press("[")
        await reader.until(lambda: len(reader.reading.suggestions.offers) == 12)
        for _ in range(12):
            await reader.press("w", "X")
        await reader.press("]")
        await reader.until(
            lambda: reader.reading.suggestions.ranked == reader.reading.article.sha256
        )
        await reader.app.workers.wait_for_complete()
        await reader.settled()
        assert _gutters(reader) == 0
