"""The bottom line by itself."""

from textual.app import App, ComposeResult

from reader.ui.themes import Palette
from reader.ui.widgets.one_line import OneLine, Piece


class Alone(App[None]):
    """Nothing but a line."""

    def compose(self) -> ComposeResult:
        yield OneLine(Palette())


async def test_the_line_fits_a_window_of_another_size_without_being_told_again() -> None:
    app = Alone()
    async with app.run_test(size=(60, 10)) as pilot:
        line = app.query_one(OneLine)
        line.say([Piece("left")], [Piece("right")])
        for width in (50, 30, 40):
            await pilot.resize_terminal(width, 10)
            await pilot.pause()
        assert line.render_line(0).text == "left".ljust(35) + "right"


async def test_a_sentence_that_took_two_lines_takes_one_where_there_is_room() -> None:
    app = Alone()
    async with app.run_test(size=(30, 10)) as pilot:
        line = app.query_one(OneLine)
        line.tell("a sentence that is longer than a narrow window", "")
        await pilot.pause()
        assert line.size.height == 2
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert line.size.height == 1
