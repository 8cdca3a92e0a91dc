"""The full-screen reader: what opens the screens, and what is done everywhere."""

import gc
import os
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import RenderableType
from rich.text import Text
from textual import actions
from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.worker import Worker

from annotations import Notebook
from reader.errors import SettingsError
from reader.library.library import Library
from reader.library.progress import Progress
from reader.marks.synced_stores import SyncedStores
from reader.page.printable import printable
from reader.settings import Settings, manifests_folder, state_folder
from reader.settings.values import BY_ITSELF
from reader.ui import guards, textual_internals
from reader.ui.article_opener import ArticleOpener
from reader.ui.commands import Command
from reader.ui.comparison_runner import ComparisonRunner
from reader.ui.desk import Desk
from reader.ui.desk_screen import DeskScreen
from reader.ui.doubts import Doubts
from reader.ui.exchange.scope import Remembered, recall
from reader.ui.key_sequences import KeySequences
from reader.ui.keymap import keymap
from reader.ui.keys import Keys
from reader.ui.large_step import LargeStep
from reader.ui.last_look import leave_look
from reader.ui.library_watcher import LibraryWatcher
from reader.ui.messages import (
    FindEverywhere,
    ListHeadings,
    ListLinks,
    ListMarks,
    Message,
    OpenArticle,
    OpenLibrary,
    OpenMark,
    ReadOver,
    Reattach,
    ShowAnswer,
    ShowBeside,
)
from reader.ui.move_follower import MoveFollower
from reader.ui.notes.drafts import NoteDrafts
from reader.ui.page_shapes import Shapes
from reader.ui.rankings import Rankings
from reader.ui.screen_stack import ScreenStack, is_reading
from reader.ui.step_runner import StepRunner
from reader.ui.sync_runner import SyncRunner
from reader.ui.themes import DEFAULT_THEME, NO_COLOUR, THEMES, Palette

if TYPE_CHECKING:
    from reader.library.catalogue import Filled
    from reader.ui.comparison import Comparison

_MOST_COPIED = 70_000
"""Bytes that terminals take as a clipboard; more is refused with a sentence, not cut."""


class PostilApp(App[None]):
    """Holds the desk and the stack of screens, and answers what a screen asks for.

    What takes more than a screen has an object of its own: ``opener`` opens articles,
    ``steps`` takes undo, redo and large steps, ``comparer`` has articles compared, ``watching``
    keeps the catalogue up with the disk, ``syncing`` keeps the store in step with other machines.
    """

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
        self.sequences = KeySequences(self, self.keys, self.do)
        self.typed: deque[Key | Paste] = deque()
        self.is_leaving = False
        self.following: OpenLibrary | None = None
        self.status = 0
        self.told: set[str] = set()
        self.unsaved: set[str] = set()
        self.signals = guards.Signals()
        self.doubts = Doubts()
        self.drafts = NoteDrafts(desk.notebook)
        self.shapes = Shapes(desk.settings, state_folder())
        self.rankings = Rankings(self.shapes.points_out)
        self.left: Mapping[str, object] = {}
        self.exported: Remembered | None = None
        textual_internals.tell_of_errors(self, self._tell_of_error)
        self.screens = ScreenStack(self)
        self.opener = ArticleOpener(self, self, self.screens, self.typed)
        self.steps = StepRunner(self, self.screens, desk.notebook)
        self.comparer = ComparisonRunner(self, self.screens, desk)
        stores = SyncedStores(state_folder())
        self.syncing = SyncRunner(self, self.screens, desk.notebook.folder, stores)
        self.watching = LibraryWatcher(self, desk.library, self._library_changed)
        self.moves = MoveFollower(self, desk, self._articles_moved)
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self.shapes.theme if self.shapes.theme in self.available_themes else None
        self.theme = NO_COLOUR if self.no_color else chosen or DEFAULT_THEME
        self._take_colours()

    def get_default_screen(self) -> Screen[None]:
        """The article that was asked for, or the shelf."""
        if self.first is None:
            from reader.ui.shelf.screen import ShelfScreen  # an article is read without one

            return ShelfScreen(self)
        from reader.ui.reading.screen import ReadingScreen  # a shelf is shown without one

        return ReadingScreen(self, self.first)

    def on_mount(self) -> None:
        self.signals.end(self)
        guards.repaint_on_return(self)
        self.theme_changed_signal.subscribe(self, lambda _: self._take_colours())

    def on_ready(self) -> None:
        gc.enable()  # which the start does without
        self.moves.follow()
        for told in self.drafts.take_up():
            if self.screens.front is not None:
                self.screens.front.refresh_marks()
                self.screens.front.warn(told)
        if self.desk.settings.sync == BY_ITSELF:
            self.syncing.begin()

    def _take_colours(self) -> None:
        has_all_colours = self.console.color_system in (None, "truecolor")
        theme = self.current_theme
        self.colours.take(self.get_css_variables(), theme.ansi, has_all_colours)
        for screen in self.screen_stack if self.is_running else ():
            for widget in screen.walk_children():
                widget.notify_style_update()
                widget.refresh()

    def _library_changed(self, filled: "Filled") -> None:
        for screen in self.screens.all:
            if screen.is_mounted:
                screen.library_changed(filled)
        if self.watching.is_complete:
            self.moves.follow()

    def _articles_moved(self) -> None:
        for screen in self.screens.all:
            if screen.is_mounted:
                screen.refresh_marks()

    # What the screens may ask for

    def handle(self, message: Message) -> None:
        """Open what a screen asks for; it has the keyboard before the next key is looked at."""
        match message:
            case OpenArticle(path, offset, end):
                self.opener.open_article(path, offset, end)
            case OpenMark(annotation):
                self.opener.open_mark(annotation)
            case OpenLibrary():
                self.following = message
                self.exit()
            case Reattach(annotation, path):
                self.opener.reattach(annotation, path)
            case _:
                self.screens.cover(self._screen_for(message))

    def _screen_for(self, message: Message) -> DeskScreen:
        """The screen that answers the message; each is loaded when it is first opened."""
        match message:
            case ListMarks(path):
                from reader.ui.marks.screen import MarksScreen

                return MarksScreen(self, path)
            case FindEverywhere(query):
                from reader.ui.search.screen import HitsScreen

                return HitsScreen(self, query)
            case ListHeadings(article, offset):
                from reader.ui.reading.article_lists import OutlineScreen

                return OutlineScreen(self, article, offset)
            case ListLinks(article, offset):
                from reader.ui.reading.article_lists import LinksScreen

                return LinksScreen(self, article, offset)
            case ShowAnswer(name, template, words):
                from reader.ui.reading.answer_screen import AnswerScreen

                return AnswerScreen(self, name, template, words)
            case ShowBeside(row, names, name):
                from reader.ui.board.beside_screen import BesideScreen

                return BesideScreen(self, row, names, name)
            case ReadOver(article, offset):
                from reader.ui.reading.screen import ReadingScreen

                return ReadingScreen(self, article, offset)
        raise TypeError(message)

    @property
    def awaited(self) -> str | None:
        """The path of the article that is being read, to be shown then."""
        return self.opener.awaited

    @property
    def is_stepping(self) -> bool:
        """Whether a large step is being taken in a thread: nothing else is changed meanwhile."""
        return self.steps.is_busy

    def step_beside(self, step: LargeStep) -> None:
        """Take a large step in a thread, after those that were asked for before."""
        self.steps.take(step)

    @property
    def comparison(self) -> "Comparison":
        """What is known of the articles of the library together."""
        return self.comparer.comparison

    def compare(self) -> None:
        """Have the articles compared that are new or have changed; the screen in front is told."""
        self.comparer.begin()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        self.comparer.take_state(event)

    # Actions

    def action_undo(self) -> None:
        """Take the last step back."""
        self.steps.undo()

    def action_redo(self) -> None:
        """Take a step again that was taken back."""
        self.steps.redo()

    def action_export(self) -> None:
        """Export the marks of the article, of the list as it is filtered, or all."""
        from reader.ui.exchange.export_screen import ExportScreen  # loaded when it is first opened

        front = self.screens.front
        if front is None or front.exports_itself() or isinstance(front, ExportScreen):
            return
        self.exported = self.exported or recall(self.desk.progress.folder)
        self.screens.cover(ExportScreen(self, front, self.exported))

    def action_import(self) -> None:
        """Take in annotations from a file."""
        from reader.ui.exchange.import_screen import ImportScreen  # loaded when it is first opened

        front = self.screens.front
        if front is not None and not isinstance(front, ImportScreen):
            self.screens.cover(ImportScreen(self, front))

    def action_sync(self) -> None:
        """Bring the store in step with other machines."""
        self.syncing.sync()

    def action_review(self) -> None:
        """Show the marks whose words changed, may be elsewhere, or are gone."""
        from reader.ui.review.screen import ReviewScreen  # loaded when it is first opened

        if not isinstance(self.screens.front, ReviewScreen):
            self.screens.cover(ReviewScreen(self))

    def action_settling(self) -> None:
        """Show the marks that were changed in two places at once, to choose a version of each."""
        # Loaded when it is first opened.
        from reader.ui.review.conflicts_screen import ConflictsScreen

        if not isinstance(self.screens.front, ConflictsScreen):
            self.screens.cover(ConflictsScreen(self))

    def action_statistics(self) -> None:
        """Show what was read and marked."""
        from reader.ui.shelf.statistics import StatisticsScreen  # loaded when it is first opened

        if self.screens.front is not None and not isinstance(self.screens.front, StatisticsScreen):
            self.screens.front.leave()
            self.screens.cover(StatisticsScreen(self))

    def action_board(self) -> None:
        """Show the claims board; the one that is open already, if there is one."""
        from reader.ui.board.screen import BoardScreen  # loaded when it is first opened

        if not any(isinstance(screen, BoardScreen) for screen in self.screen_stack):
            mark = self.screens.front.page.current if is_reading(self.screens.front) else None
            self.screens.cover(BoardScreen(self, mark.id if mark is not None else ""))
        while not isinstance(self.screens.front, BoardScreen):
            self.screens.close()

    def action_help(self) -> None:
        """Show every command."""
        from reader.ui.help.screen import HelpScreen  # loaded when it is first opened

        if not isinstance(self.screens.front, HelpScreen):
            self.screens.cover(HelpScreen(self))

    def action_command_palette(self) -> None:
        """List all commands."""
        from reader.ui.help.palette_screen import PaletteScreen  # loaded when it is first opened

        if self.screens.front is not None and not isinstance(self.screens.front, PaletteScreen):
            self.screens.cover(PaletteScreen(self, self.screens.front))

    def action_next_theme(self) -> None:
        """Show the next theme."""
        if self.no_color:
            self.screens.say("NO_COLOR is set: nothing is coloured.")
            return
        names = [theme.name for theme in THEMES]
        here = names.index(self.theme) if self.theme in names else -1
        self.theme = self.shapes.theme = names[(here + 1) % len(names)]
        self.screens.say(f"Theme: {self.theme}")

    def action_escape(self) -> None:
        """Drop what is shown on top; with nothing there, go back, but never leave."""
        front = self.screens.front
        if front is not None and not front.escape() and not self.screens.is_last:
            self.screens.close()

    async def action_back(self) -> None:
        """Close the screen in front; the last one ends the program."""
        if not self.screens.is_last:
            self.screens.close()
        else:
            self.exit()

    def action_copy_or_quit(self) -> None:
        """Copy what is selected; say how to leave otherwise."""
        front = self.screens.front
        if is_reading(front) and front.page.is_selecting:
            front.clipboard.action_copy()
        else:
            self.screens.say(
                f"{self.keys.name('app.back')} goes back and, from the shelf, quits. Everything is saved."
            )

    async def on_event(self, event: Event) -> None:
        """Obey a key wholly before the next is looked at; the rest is Textual's."""
        if isinstance(event, Key) and not event.is_forwarded:
            for key in self.keys.meant(event):
                if not self.opener.hear(key):
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
            if self.opener.is_held(self.typed[0]):
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
        elif not await self.sequences.hear(screen, event) and not await screen.press(event):
            await self.sequences.obey(screen, event)
        if self.screens.front is screen and screen.is_running:
            screen.settle()

    async def do(self, command: Command) -> None:
        """Do a command on the screen in front."""
        front = self.screens.front
        if front is not None and (reason := front.obstacle(command.id)):
            front.warn(reason)
        elif command.place == "app" or front is None:
            await self.run_action(command.action)
        elif command.place == "list" and self.focused is not None:
            await self.run_action(command.action, self.focused)
        else:
            _, name, arguments = actions.parse(command.action)
            found = (getattr(doer, f"action_{name}", None) for doer in front.doers())
            action = next(each for each in found if each is not None)
            if isawaitable(done := action(*arguments)):
                await done

    def copy(self, text: str) -> None:
        """Put the text on the terminal's clipboard (OSC 52)."""
        if len(text.encode()) > _MOST_COPIED:
            self.screens.warn(
                f"That is too long for a terminal's clipboard ({len(text):,} characters); {self.keys.name('app.export')} exports it."
            )
            return
        self.copy_to_clipboard(printable(text) if "\x1b" in text else text)
        self.screens.say(f"Copied {len(text):,} characters.")

    # Leaving

    def keep_places(self) -> None:
        """Keep the place of every article that is open."""
        for screen in self.screens.all:
            screen.leave()
            if screen.unsaved:
                self.unsaved.add(screen.unsaved)

    def exit(self, *arguments: object, **options: object) -> None:
        """Leave, with the places kept."""
        self.keep_places()
        self.opener.give_up()
        self.syncing.stop()
        self.status = int(str(options.get("return_code") or 0))
        self.is_leaving = True  # what is typed now would find screens that are being closed
        super().exit(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came

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


class Outcome(NamedTuple):
    """How the reader was left: the exit status, and the library to go on with, if one is named."""

    status: int
    following: OpenLibrary | None = None


def read(
    library: Library,
    *,
    first: str | None,
    store: Path,
    settings: Settings,
    throwaway: bool = False,
) -> "Outcome":
    """Open the reader, and give how it was left once it is closed.

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
    with Notebook.open(
        store, creator=settings.creator, lazily=True, manifests=manifests_folder()
    ) as notebook:
        app = PostilApp(Desk(library, notebook, progress, settings), first)
        with app.signals:
            app.run()
            for note in sorted(app.unsaved):
                sys.stderr.write(guards.rescued(note) + "\n")
            app.drafts.drop()
            app.shapes.keep(app.rankings.is_shown)
            leave_look(settings, app.shapes.now, app.left, app.colours, app.console)
        status = app.status if app.is_leaving else app.return_code or 0
        if guards.has_hung_up():
            guards.let_go_of_output()
        return Outcome(status, app.following)
