"""The full-screen reader: what opens the screens, and what is done everywhere."""

import gc
import os
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text
from textual.events import Event, Key, Paste
from textual.screen import Screen

from annotations import Notebook
from reader.errors import SettingsError
from reader.library import Library
from reader.page.printable import printable
from reader.progress import Progress
from reader.settings import Settings, state_folder
from reader.ui import guards, textual_internals
from reader.ui.commands import Command
from reader.ui.desk import Desk
from reader.ui.doubts import Doubts
from reader.ui.drafting import Drafting
from reader.ui.keymap import keymap
from reader.ui.keys import Keys
from reader.ui.leaving import leave_look
from reader.ui.looks import DEFAULT_THEME, NO_COLOUR, THEMES, Palette
from reader.ui.rankings import Rankings
from reader.ui.screens.base import DeskScreen, is_reading
from reader.ui.shaping import Shapes
from reader.ui.shell import Shell
from reader.ui.stepping import Stepping
from reader.ui.watching import Watching

if TYPE_CHECKING:
    from reader.catalogue import Filled

_MOST_COPIED = 70_000
"""Bytes that terminals take as a clipboard; more is refused with a sentence, not cut."""


class PostilApp(Stepping):
    """Holds the desk and the stack of screens; each screen says its own verbs."""

    TITLE = "postil"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours obeys keys that come fast, too

    def __init__(self, desk: Desk, first: str | None = None) -> None:
        # So that Textual takes colours away, rather than turn them into greys.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.animation_level = "none"
        self.desk = desk
        # Loaded before there is a screen, so that what cannot be read is said in the shell.
        self.first = desk.library.load(first) if first is not None else None
        self.colours = Palette()
        self.keys = Keys(desk.settings.keys)
        self.typed: deque[Key | Paste] = deque()
        self.is_leaving = False
        self.status = 0
        self.told: set[str] = set()
        self.unsaved: set[str] = set()
        self.signals = guards.Signals()
        self.doubts = Doubts()
        self.drafting = Drafting(desk.notebook)
        self.shapes = Shapes(desk.settings, state_folder())
        self.rankings = Rankings(self.shapes.points_out)
        self.left: Mapping[str, object] = {}
        textual_internals.tell_of_errors(self, self._tell_of_error)
        self.watching = Watching(self, desk.library, self._library_changed)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = NO_COLOUR if self.no_color else desk.settings.theme or DEFAULT_THEME
        self._take_colours()

    @property
    def shell(self) -> Shell:
        """What the screens know of the app."""
        return self

    def get_default_screen(self) -> Screen[None]:
        """The article that was asked for, or the shelf."""
        if self.first is None:
            from reader.ui.screens.shelf import ShelfScreen  # an article is read without one

            return ShelfScreen(self)
        from reader.ui.screens.reading import ReadingScreen  # a shelf is shown without one

        return ReadingScreen(self, self.first)

    def on_mount(self) -> None:
        self.signals.end(self)
        guards.repaint_on_return(self)
        self.theme_changed_signal.subscribe(self, lambda _: self._take_colours())

    def on_ready(self) -> None:
        gc.enable()  # which the start does without
        for told in self.drafting.take_up():
            if self.front is not None:
                self.front.refresh_marks()
                self.front.warn(told)

    def _take_colours(self) -> None:
        has_all_colours = self.console.color_system in (None, "truecolor")
        theme = self.current_theme
        self.colours.take(self.get_css_variables(), theme.ansi, has_all_colours)
        for screen in self.screen_stack if self.is_running else ():
            for widget in screen.walk_children():
                widget.notify_style_update()
                widget.refresh()

    def _library_changed(self, filled: "Filled") -> None:
        for screen in self.screen_stack if self.is_running else ():
            if isinstance(screen, DeskScreen) and screen.is_mounted:
                screen.library_changed(filled)

    # Opening screens

    def open_marks(self, path: str | None) -> None:
        """List the marks of the article at the path, or of all."""
        from reader.ui.screens.marks import MarksScreen  # loaded when it is first opened

        self.push_screen(MarksScreen(self, path))

    def find_everywhere(self, query: str) -> None:
        """List where the words stand in all articles."""
        from reader.ui.screens.hits import HitsScreen  # loaded when it is first opened

        self.push_screen(HitsScreen(self, query))

    def cover(self, screen: Screen[None]) -> None:
        """Put a screen in front of the others."""
        self.push_screen(screen)

    # Actions

    def action_statistics(self) -> None:
        """Show what was read and marked."""
        from reader.ui.screens.statistics import StatisticsScreen  # loaded when it is first opened

        if self.front is not None and not isinstance(self.front, StatisticsScreen):
            self.front.leave()
            self.push_screen(StatisticsScreen(self))

    def action_board(self) -> None:
        """Show the claims board; the one that is open already, if there is one."""
        from reader.ui.screens.board import BoardScreen  # loaded when it is first opened

        if not any(isinstance(screen, BoardScreen) for screen in self.screen_stack):
            mark = self.front.page.current if is_reading(self.front) else None
            self.push_screen(BoardScreen(self, mark.id if mark is not None else ""))
        while not isinstance(self.front, BoardScreen):
            self._pop()

    def action_help(self) -> None:
        """Show every command."""
        from reader.ui.screens.help import HelpScreen  # loaded when it is first opened

        if not isinstance(self.front, HelpScreen):
            self.push_screen(HelpScreen(self))

    def action_command_palette(self) -> None:
        """List all commands."""
        from reader.ui.screens.palette import PaletteScreen  # loaded when it is first opened

        if self.front is not None and not isinstance(self.front, PaletteScreen):
            self.push_screen(PaletteScreen(self, self.front))

    def action_next_theme(self) -> None:
        """Show the next theme."""
        if self.no_color:
            self._say("NO_COLOR is set: nothing is coloured.")
            return
        names = [theme.name for theme in THEMES]
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(here + 1) % len(names)]
        self._say(f"Theme: {self.theme}")

    def action_escape(self) -> None:
        """Drop what is shown on top; with nothing there, go back, but never leave."""
        front = self.front
        if front is not None and not front.escape() and len(self.screen_stack) > 1:
            self._pop()

    async def action_back(self) -> None:
        """Close the screen in front; the last one ends the program."""
        if len(self.screen_stack) > 1:
            self._pop()
        else:
            self.exit()

    def action_copy_or_quit(self) -> None:
        """Copy what is selected; say how to leave otherwise."""
        front = self.front
        if is_reading(front) and front.page.is_selecting:
            front.action_copy()
        else:
            self._say(
                f"{self.keys.name('app.back')} goes back and, from the shelf, quits. Everything is saved."
            )

    async def on_event(self, event: Event) -> None:
        """Obey a key wholly before the next is looked at; the rest is Textual's."""
        if isinstance(event, Key) and not event.is_forwarded:
            for key in self.keys.meant(event):
                if not self.hear(key):
                    self.typed.append(key)
            await self.obey_typed()
        elif isinstance(event, Paste) and not event.is_forwarded:
            self.typed.append(event)
            await self.obey_typed()
        else:
            await super().on_event(event)

    async def obey_typed(self) -> None:
        """Obey the keys typed so far, unless the screen in front is not there yet to obey them."""
        while self.typed and self.screen_stack and not self.is_leaving:
            screen = self.screen
            if self.is_held(self.typed[0]):
                return
            if not isinstance(screen, DeskScreen):
                await super().on_event(self.typed.popleft())
            elif screen.is_ready:
                await self._press(screen, self.typed.popleft())
            else:
                return

    async def _press(self, screen: DeskScreen, event: Key | Paste) -> None:
        if isinstance(event, Paste):
            await screen.paste(event.text)
        elif not await screen.press(event):
            command = self.keys.find(screen.places, event)
            if command is not None:
                await self.do(command)
        if self.front is screen and screen.is_running:
            screen.settle()

    async def do(self, command: Command) -> None:
        """Do a command on the screen in front."""
        front = self.front
        if front is not None and (reason := front.obstacle(command.id)):
            front.warn(reason)
        elif command.place == "app" or front is None:
            await self.run_action(command.action)
        elif is_reading(front) and command.place in ("page", "visual"):
            on_page = hasattr(front.page, f"action_{command.action.partition('(')[0]}")
            await self.run_action(command.action, front.page if on_page else front)
        elif command.place == "list" and self.focused is not None:
            await self.run_action(command.action, self.focused)
        else:
            await self.run_action(command.action, front)

    def copy(self, text: str) -> None:
        """Put the text on the terminal's clipboard (OSC 52)."""
        if len(text.encode()) > _MOST_COPIED:
            self._warn(
                f"That is too long for a terminal's clipboard ({len(text):,} characters); {self.keys.name('app.export')} exports it."
            )
            return
        self.copy_to_clipboard(printable(text) if "\x1b" in text else text)
        self._say(f"Copied {len(text):,} characters.")

    # Leaving

    def keep_places(self) -> None:
        """Keep the place of every article that is open."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.leave()
                if screen.unsaved:
                    self.unsaved.add(screen.unsaved)

    def exit(self, *arguments: object, **options: object) -> None:
        """Leave, with the places kept."""
        self.keep_places()
        self.give_up()
        self.status = int(str(options.get("return_code") or 0))
        self.is_leaving = True  # what is typed now would find screens that are being closed
        super().exit(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came

    def _say(self, sentence: str) -> None:
        if self.front is not None:
            self.front.say(sentence)

    def _warn(self, sentence: str) -> None:
        if self.front is not None:
            self.front.warn(sentence)

    def panic(self, *renderables: RenderableType) -> None:
        """Tell why there is no going on, if there is still someone to tell."""
        if guards.has_hung_up():
            self.exit(return_code=guards.HUNG_UP)
        else:
            super().panic(*renderables)

    def _tell_of_error(self, error: BaseException | None) -> None:
        """Tell of an error of ours in a sentence, not in a traceback that shows the article."""
        with suppress(Exception):  # what is broken must not keep the rest from being kept
            self.keep_places()
        told = guards.report(error)
        if not self.is_leaving:  # a screen that comes up as all are closed finds nothing there
            self.panic(Text(told))


def _check_theme(settings: Settings, file: Path) -> None:
    names = [theme.name for theme in THEMES]
    if settings.theme is not None and settings.theme not in names:
        reason = f"there is no theme {settings.theme!r}; there are {', '.join(names)}."
        raise SettingsError(file, settings.theme_line, reason)


def read(
    library: Library,
    *,
    first: str | None,
    store: Path,
    settings: Settings,
    throwaway: bool = False,
) -> int:
    """Open the reader, and give the exit status once it is closed.

    Raises:
        SettingsError: the settings' keys or theme cannot be used.
        LoadError: the article ``first`` cannot be read.
        StoreError: the store cannot be opened.
    """
    file = settings.file or Path("config.toml")
    keymap(settings.keys, settings.key_lines, file)
    _check_theme(settings, file)
    textual_internals.tolerate_invalid_bytes()
    textual_internals.keep_escape()
    textual_internals.outlive_the_terminal()
    progress = Progress.open(store, library.root)
    with Notebook.open(store, creator=settings.creator, lazily=True) as notebook:
        app = PostilApp(Desk(library, notebook, progress, settings), first)
        with app.signals:
            app.run()
            for note in sorted(app.unsaved):
                sys.stderr.write(guards.rescued(note) + "\n")
            app.drafting.drop()
            app.shapes.keep(app.rankings.is_shown)
            leave_look(settings, app.shapes.now, app.left, app.colours, app.console)
        return app.status if app.is_leaving else app.return_code or 0
