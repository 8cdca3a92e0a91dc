"""The reader as a user has it: keys and mouse in, the drawn lines and the notebook out."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual.events import (
    Event,
    Key,
    MouseDown,
    MouseMove,
    MouseScrollDown,
    MouseScrollUp,
    MouseUp,
    Paste,
)
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

from annotations import Annotation, Notebook
from reader.library.library import Library
from reader.library.progress import Progress
from reader.page.caret import Caret
from reader.settings import Settings
from reader.ui.app import PostilApp
from reader.ui.desk import Desk
from reader.ui.desk_screen import DeskScreen
from reader.ui.reading.screen import ReadingScreen
from reader.ui.shelf.screen import ShelfScreen
from reader.ui.widgets.one_line import OneLine
from reader.ui.widgets.page_view import PageView

PATIENCE = 30.0
"""Seconds after which something that should happen is taken not to."""

_CHARACTERS = {"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " "}


@dataclass(frozen=True, slots=True)
class Reader:
    """One open window of the reader, and what a user does with it and sees."""

    app: PostilApp
    pilot: "Pilot[None]"
    desk: Desk

    # The keyboard

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each seen through before the next; ``g s`` is two for one command."""
        for key in keys:
            for each in key.split(" ") if key != " " else key:
                self.app.post_message(_key(each))
            await self.settled()

    async def rush(self, *keys: "str | Paste") -> None:
        """Press all the keys, or paste, before the first of them is looked at."""
        for key in keys:
            self.app.post_message(key if isinstance(key, Paste) else _key(key))
        await self.settled()

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal that brackets it does."""
        await self.rush(Paste(text))

    async def write(self, text: str) -> None:
        """Type a text, letter by letter but without waiting."""
        await self.rush(*text)

    # The mouse, in cells of the screen

    async def click(self, x: int, y: int, times: int = 1, shift: bool = False) -> None:
        """Click so many times at this cell, apart from any click before."""
        self.app._click_chain_last_offset = None  # as if more time had passed than a chain allows
        for _ in range(times):
            await self.mouse(MouseDown, x, y, shift=shift)
            await self.mouse(MouseUp, x, y, shift=shift)

    async def drag(self, start: tuple[int, int], *way: tuple[int, int]) -> None:
        """Press the button at a cell, move over the others, and let go at the last."""
        await self.mouse(MouseDown, *start)
        for cell in way:
            await self.mouse(MouseMove, *cell)
        await self.mouse(MouseUp, *way[-1])

    async def wheel(self, down: bool) -> None:
        """Turn the mouse wheel by one notch in the middle of the screen."""
        width, height = self.app.size
        await self.mouse(MouseScrollDown if down else MouseScrollUp, width // 2, height // 2)

    async def mouse(
        self,
        event: "type[MouseDown | MouseMove | MouseUp | MouseScrollDown | MouseScrollUp]",
        x: int,
        y: int,
        shift: bool = False,
    ) -> None:
        """Send one event of the mouse, as a terminal does."""
        self.app.post_message(
            event(None, x, y, 0, 0, 1, shift=shift, meta=False, ctrl=False, screen_x=x, screen_y=y)
        )
        await self.settled()

    async def click_on(self, words: str, shift: bool = False, times: int = 1) -> None:
        """Click the first cell of the words, wherever the screen shows them."""
        await self.click(*self.cell_of(words), shift=shift, times=times)

    # Waiting

    async def settled(self) -> None:
        """Wait until every widget has seen what was sent before, and the screen is laid out."""
        await self.pilot._wait_for_screen()
        await self.until(
            lambda: not self.app.typed and not self.app.sequences.is_waiting,
            "the keys to be obeyed",
        )
        for _ in range(3):  # the key, the layout that it changes, the sizes that this changes
            await self.pilot._wait_for_screen()
            if self.app.screen_stack:
                self.app.screen._on_timer_update()  # now, not at the next of 60 ticks a second

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until the condition holds; what is on screen is told when it never does."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if self.app._exception is not None:
                raise self.app._exception
            if time.monotonic() > end:
                raise AssertionError(
                    f"never came: {what or condition}\n" + "\n".join(self.screen())
                )
            await asyncio.sleep(0.005)

    async def until_shown(self, words: str) -> None:
        """Wait until the words are on the screen, on one line."""
        await self.until(lambda: self.shows(words), repr(words))

    # What is there to see

    def strips(self) -> list[Strip]:
        """The lines of the screen as they go to the terminal."""
        return self.app.screen._compositor.render_strips()

    def screen(self) -> list[str]:
        """The text of the lines of the screen."""
        return [strip.text.rstrip() for strip in self.strips()]

    def shows(self, words: str) -> bool:
        """Whether the words are on one line of the screen."""
        return any(words in line for line in self.screen())

    def status(self) -> str:
        """The bottom line."""
        return self.screen()[-1]

    def notice(self) -> str:
        """What the bottom line says, on however many lines."""
        status = self.front.query_one("#status", OneLine)
        rows = [status.render_line(y).text for y in range(status.size.height)]
        return " ".join(" ".join(rows).split())

    def cell_of(self, words: str) -> tuple[int, int]:
        """The cell where the words begin on the screen."""
        for y, line in enumerate(self.screen()):
            if words in line:
                return cell_len(line[: line.index(words)]), y
        raise AssertionError(f"{words!r} is not shown\n" + "\n".join(self.screen()))

    # What lies behind it

    @property
    def front(self) -> DeskScreen:
        """The screen in front."""
        screen = self.app.screen
        assert isinstance(screen, DeskScreen), screen
        return screen

    @property
    def reading(self) -> ReadingScreen:
        """The reading screen, which must be in front."""
        screen = self.app.screen
        assert isinstance(screen, ReadingScreen), screen
        return screen

    @property
    def page(self) -> PageView:
        """The page of the reading screen."""
        return self.reading.page

    @property
    def caret(self) -> Caret:
        """The caret on the page."""
        caret = self.page.caret
        assert caret is not None
        return caret

    @property
    def text(self) -> str:
        """The text of the article that is open."""
        return self.reading.article.text

    def focused(self) -> str:
        """The sentence under the caret."""
        assert self.caret.focus is not None
        return self.text[slice(*self.caret.focus)]

    def selected(self) -> str | None:
        """The words that are selected."""
        selection = self.caret.selection
        return None if selection is None else self.text[slice(*selection.span)]

    def page_lines(self) -> list[str]:
        """The text of the lines of the page as they are drawn."""
        return [self.page.render_line(y).text.rstrip() for y in range(self.page.size.height)]

    def marks(self, query: str = "") -> list[Annotation]:
        """What the notebook holds."""
        return self.desk.notebook.annotations(query)

    def quotes(self, query: str = "") -> list[str]:
        """The words of the marks in the notebook."""
        return [made.quote.exact for made in self.marks(query)]


@asynccontextmanager
async def opened(
    library: Path,
    first: str | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    store: Path | None = None,
    settings: Settings | None = None,
    lazily: bool = False,
) -> AsyncIterator[Reader]:
    """A window on the articles in a folder, its store beside them unless it is given.

    A large store is read ``lazily``, as the program does where an article is named.

    Unless the settings say otherwise nothing is suggested: what a worker finds worth checking
    would change the page at a moment of its own.
    """
    store = store or library.parent / "store"
    opened_library = Library.open([library])
    progress = Progress.open(store, opened_library.root)
    settings = settings or Settings(suggestions=False)
    with Notebook.open(store, creator=settings.creator, lazily=lazily) as notebook:
        desk = Desk(opened_library, notebook, progress, settings)
        app = PostilApp(desk, first)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot, desk)
            if first is None:
                await reader.until(lambda: _is_read(app.screen), "the shelf")
            else:
                await reader.until(lambda: reader.page.size == Size(size[0], size[1] - 2))
            await reader.settled()
            yield reader
    opened_library.close()


def articles(folder: Path, texts: Mapping[str, str]) -> Path:
    """A folder ``articles`` with these files in it."""
    library = folder / "articles"
    library.mkdir()
    for name, text in texts.items():
        (library / name).write_text(text, encoding="utf-8")
    return library


def _is_read(screen: object) -> bool:
    """Whether the shelf has looked into every article."""
    return isinstance(screen, ShelfScreen) and screen.is_complete


def _key(name: str) -> Event:
    """The key as Textual's parser of terminal input gives it."""
    if len(name) == 1:
        return Key(_character_to_key(name), name)
    if name.startswith("ctrl+") and len(name) == len("ctrl+x"):
        return Key(name, chr(ord(name[-1]) & 0x1F))
    return Key(name, _CHARACTERS.get(name))
