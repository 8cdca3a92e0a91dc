"""Opens articles: at once, or in a thread where that may take a while.

While one is awaited, keys are held for it, in their order. Escape gives it up, unless it is one
of them (a note that was begun so is not thrown away), ctrl+c always; the keys of the next and
the previous article go on from it, and those that leave do so.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.events import Key, Paste
from textual.timer import Timer

from annotations import Annotation
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.library.library import Library
from reader.loading.loading_progress import GivenUpError, listening
from reader.ui.desk import refusal
from reader.ui.desk_screen import DeskScreen
from reader.ui.screen_stack import ScreenStack, is_reading
from reader.ui.shell import Shell

if TYPE_CHECKING:
    from reader.ui.reading.screen import ReadingScreen

_ELSEWHERE = ("reading.next_article", "reading.previous_article")
_AWAY = ("app.back", "app.quit")
_ANYWHERE = frozenset({"app"})
_TICK = 0.25
"""Seconds between two words on how far it is."""


class Awaited:
    """An article that is being read in a thread, and what to do with it then."""

    def __init__(self, path: str, show: Callable[[Article], None]) -> None:
        self.path = path
        self.show = show
        self.is_given_up = False
        self.how_far = ""

    def tell(self, done: int, total: int, parts: str) -> None:
        """Note how far it is read, in the thread that reads it.

        Raises:
            GivenUpError: nobody waits for it any more.
        """
        if self.is_given_up:
            raise GivenUpError
        self.how_far = f"{done} of {total} {parts} · " if done else ""


class ArticleOpener:
    """Opens articles, and the articles of marks; no key waits for a text to be made.

    ``typed`` are the keys that were not obeyed yet: those for an article that is awaited are
    held there, and dropped when it is given up.
    """

    def __init__(
        self, app: App[Any], shell: Shell, screens: ScreenStack, typed: deque[Key | Paste]
    ) -> None:
        self._app = app
        self._shell = shell
        self._screens = screens
        self._typed = typed
        self._awaited: Awaited | None = None
        self._ticking: Timer | None = None

    @property
    def _library(self) -> Library:
        return self._shell.desk.library

    # What is opened

    def open_article(self, path: str, offset: int | None = None, end: int | None = None) -> None:
        """Show the article at the path; from a list over an open article, in that one's screen."""
        self._open(path, offset, end, lambda _: None)

    def open_mark(self, annotation: Annotation) -> None:
        """Show the article of the mark, the caret on it."""
        path, place = self._path_of(annotation), annotation.position
        if path is not None:
            self._open(path, place.start, place.end, lambda front: front.show_mark(annotation.id))

    def reattach(self, annotation: Annotation, path: str | None = None) -> None:
        """Show the article at the path, or else the mark's, for the reader to mark its right place."""
        offset = annotation.position.start if path is None else None
        path = path or self._path_of(annotation)
        if path is not None:
            self._open(path, offset, None, lambda front: front.start_reattaching(annotation))

    def _path_of(self, annotation: Annotation) -> str | None:
        """The path of the annotation's article in this library, also after it was renamed."""
        path = self._shell.desk.marks.path_of(annotation, looks=True)
        if path is None:
            self._screens.warn(self._shell.desk.marks.absence(annotation))
        return path

    def _open(
        self,
        path: str,
        offset: int | None,
        end: int | None,
        then: "Callable[[ReadingScreen], None]",
    ) -> None:
        ground = self._screens.ground
        show = partial(self._show, offset=offset, end=end, then=then)
        if is_reading(ground) and ground.article.path == path:
            self.give_up()
            show(ground.article)
        else:
            self._read(path, show)

    def _show(
        self,
        article: Article,
        offset: int | None,
        end: int | None,
        then: "Callable[[ReadingScreen], None]",
    ) -> None:
        self._screens.close_down_to_ground()
        if is_reading(self._screens.front):
            self._screens.front.show_article(article, offset, end)
        else:
            from reader.ui.reading.screen import ReadingScreen  # loaded soon after the shelf

            self._screens.cover(ReadingScreen(self._shell, article, offset))
        if is_reading(self._screens.front):
            then(self._screens.front)

    # Reading it

    def _read(self, path: str, show: Callable[[Article], None]) -> None:
        """Hand the article to ``show``: at once, or once it is read where that may take a while."""
        self.give_up()
        try:
            if not self._library.is_slow(path):
                show(self._library.load(path))
                return
        except ReaderError as error:
            self._screens.warn(refusal(path, error))
            return
        self._awaited = Awaited(path, show)
        self._ticking = self._app.set_interval(_TICK, self._tell_awaited)
        self._tell_awaited()
        read = partial(self._read_beside, self._awaited)
        self._app.run_worker(read, thread=True, group="opening", description="reading an article")

    @property
    def awaited(self) -> str | None:
        """The path of the article that is being read, to be shown then."""
        return self._awaited.path if self._awaited is not None else None

    def give_up(self) -> None:
        """Do not show any more what is being read; what was made of it by then is kept."""
        if self._awaited is not None:
            self._awaited.is_given_up = True
            self._awaited = None
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None

    def _tell_awaited(self) -> None:
        if self._awaited is None:
            return
        name = self._awaited.path.rpartition("/")[2]
        # Escape may be meant for what was typed before it.
        stop = self._shell.keys.name("app.copy_or_quit" if self._typed else "app.escape")
        self._screens.say(f"Reading {name} … {self._awaited.how_far}{stop} stays here")

    def _read_beside(self, awaited: Awaited) -> None:
        """Read the article, in a thread of its own."""
        try:
            with listening(awaited.tell):
                article = self._library.load(awaited.path)
        except GivenUpError:
            return
        except ReaderError as error:
            self._app.call_later(self._refuse, awaited, refusal(awaited.path, error))
        else:
            self._app.call_later(self._take_up, awaited, article)

    async def _take_up(self, awaited: Awaited, article: Article) -> None:
        """Show the article that was read, and obey the keys that were typed for it."""
        if awaited is not self._awaited:
            return  # it was given up meanwhile
        self.give_up()
        if self._screens.front is not None:
            self._screens.front.notice = None
        awaited.show(article)
        if self._screens.front is not None and self._screens.front.is_ready:
            self._screens.front.settle()
        await self._shell.obey_typed()

    def _refuse(self, awaited: Awaited, said: str) -> None:
        if awaited is self._awaited:
            self.give_up()
            self._typed.clear()  # they were meant for the article
            self._screens.warn(said)

    # The keys that are typed meanwhile

    def is_held(self, event: Key | Paste) -> bool:
        """Whether the key, the first that was typed, is one for the article that is awaited."""
        front = self._screens.front
        if self._awaited is None or front is None:
            return False
        if isinstance(event, Paste):
            return True
        command = self._shell.keys.find(front.places, event)
        return command is None or command.id not in (*_ELSEWHERE, *_AWAY)

    def hear(self, event: Key) -> bool:
        """Give up what is awaited if the key says so; whether that is all that it says."""
        front = self._screens.front
        if front is not None and front.is_gathering:
            return self._hear_gathering(front, event)
        if self._awaited is None or front is None:
            return False
        if self._is_stop(event):
            self.give_up()
            self._typed.clear()
            front.say("You stay here.")
            return True
        command = self._shell.keys.find(front.places, event)
        if command is not None and (command.id == "app.quit" or self._leaves(command.id)):
            self.give_up()
            self._typed.clear()
        return False

    def _hear_gathering(self, front: DeskScreen, event: Key) -> bool:
        """Close the screen that still gathers what it shows, if the key says so."""
        command = self._shell.keys.find(front.places, event)
        is_quit = command is not None and command.id == "app.quit"
        is_stop = self._is_stop(event)
        if is_quit or is_stop:
            self._typed.clear()
            self._screens.close()
        return is_stop

    def _is_stop(self, event: Key) -> bool:
        """Whether the key gives up what is awaited: no Escape that is meant for what was typed before it."""
        command = self._shell.keys.find(_ANYWHERE, event)
        id = command.id if command is not None else ""
        return id == "app.copy_or_quit" or (id == "app.escape" and not self._typed)

    def _leaves(self, id: str) -> bool:
        """Whether the command goes back, and nothing was typed that is to be done before."""
        return id == "app.back" and not self._typed
