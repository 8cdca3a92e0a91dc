"""The app's part in opening articles: at once, or in a thread where that may take a while.

While one is awaited, keys are held for it, in their order. Escape gives it up, unless it is one
of them (a note that was begun so is not thrown away), ctrl+c always; the keys of the next and
the previous article go on from it, and those that leave do so.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.events import Key, Paste
from textual.timer import Timer

from annotations import Annotation
from reader.article import Article
from reader.errors import ReaderError
from reader.loading.telling import GivenUpError, listening
from reader.ui.desk import refusal
from reader.ui.keys import Keys
from reader.ui.screens.base import DeskScreen, is_reading
from reader.ui.sharing import Sharing

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

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


class Opening(Sharing):
    """Opens articles, and the articles of marks; no key waits for a text to be made."""

    keys: Keys
    typed: deque[Key | Paste]
    waits_for: Awaited | None = None
    _ticking: Timer | None = None

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
        source = annotation.source
        path = self.desk.library.known(source.path, source.text_sha256)
        if path is None and self.front is not None:
            name = source.path or "Its article"
            self.front.warn(f"{name} is not in this library; open the folder it is in.")
        return path

    def _open(
        self,
        path: str,
        offset: int | None,
        end: int | None,
        then: "Callable[[ReadingScreen], None]",
    ) -> None:
        ground = self._ground()
        show = partial(self._show, offset=offset, end=end, then=then)
        if is_reading(ground) and ground.article.path == path:
            self.give_up()
            show(ground.article)
        else:
            self.read_article(path, show)

    def _ground(self) -> DeskScreen | None:
        """The screen that lists are opened over, and closed again to come back to."""
        screens = [each for each in self.screen_stack if isinstance(each, DeskScreen)]
        return next((each for each in reversed(screens) if each.IS_GROUND), None)

    def _show(
        self,
        article: Article,
        offset: int | None,
        end: int | None,
        then: "Callable[[ReadingScreen], None]",
    ) -> None:
        while self.front is not None and not self.front.IS_GROUND:
            self._pop()
        if is_reading(self.front):
            self.front.show_article(article, offset, end)
        else:
            from reader.ui.screens.reading import ReadingScreen  # loaded soon after the shelf

            self.push_screen(ReadingScreen(self.shell, article, offset))
        if is_reading(self.front):
            then(self.front)

    # Reading it

    def read_article(self, path: str, show: Callable[[Article], None]) -> None:
        """Hand the article to ``show``: at once, or once it is read where that may take a while."""
        self.give_up()
        library, front = self.desk.library, self.front
        try:
            if not library.is_slow(path):
                show(library.load(path))
                return
        except ReaderError as error:
            if front is not None:
                front.warn(refusal(path, error))
            return
        self.waits_for = Awaited(path, show)
        self._ticking = self.set_interval(_TICK, self._tell_awaited)
        self._tell_awaited()
        self._read(self.waits_for)

    @property
    def awaited(self) -> str | None:
        """The path of the article that is being read, to be shown then."""
        return self.waits_for.path if self.waits_for is not None else None

    def give_up(self) -> None:
        """Do not show any more what is being read; what was made of it by then is kept."""
        if self.waits_for is not None:
            self.waits_for.is_given_up = True
            self.waits_for = None
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None

    def _tell_awaited(self) -> None:
        if self.waits_for is None or self.front is None:
            return
        name = self.waits_for.path.rpartition("/")[2]
        # Escape may be meant for what was typed before it.
        stop = self.keys.name("app.copy_or_quit" if self.typed else "app.escape")
        self.front.say(f"Reading {name} … {self.waits_for.how_far}{stop} stays here")

    @work(thread=True, group="opening", description="reading an article")
    def _read(self, awaited: Awaited) -> None:
        try:
            with listening(awaited.tell):
                article = self.desk.library.load(awaited.path)
        except GivenUpError:
            return
        except ReaderError as error:
            self.call_later(self._refuse, awaited, refusal(awaited.path, error))
        else:
            self.call_later(self._has_read, awaited, article)

    async def _has_read(self, awaited: Awaited, article: Article) -> None:
        if awaited is not self.waits_for:
            return  # it was given up meanwhile
        self.give_up()
        if self.front is not None:
            self.front.notice = None
        awaited.show(article)
        if self.front is not None and self.front.is_ready:
            self.front.settle()
        await self.obey_typed()

    async def _refuse(self, awaited: Awaited, said: str) -> None:
        if awaited is self.waits_for:
            self.give_up()
            self.typed.clear()  # they were meant for the article
            if self.front is not None:
                self.front.warn(said)

    # The keys that are typed meanwhile

    async def obey_typed(self) -> None:
        """Obey the keys that were typed, as far as that can be done now."""
        raise NotImplementedError

    def is_held(self, event: Key | Paste) -> bool:
        """Whether the key, the first that was typed, is one for the article that is awaited."""
        if self.waits_for is None or self.front is None:
            return False
        if isinstance(event, Paste):
            return True
        command = self.keys.find(self.front.places, event)
        return command is None or command.id not in (*_ELSEWHERE, *_AWAY)

    def hear(self, event: Key) -> bool:
        """Give up what is awaited if the key says so; whether that is all that it says."""
        if self.front is not None and self.front.is_gathering:
            return self._hear_gathering(self.front, event)
        if self.waits_for is None or self.front is None:
            return False
        command = self.keys.find(self.front.places, event)
        if self._is_stop(event):
            self.give_up()
            self.typed.clear()
            self.front.say("You stay here.")
            return True
        if command is not None and (command.id == "app.quit" or self._leaves(command.id)):
            self.give_up()
            self.typed.clear()
        return False

    def _hear_gathering(self, front: DeskScreen, event: Key) -> bool:
        """Close the screen that still gathers what it shows, if the key says so."""
        command = self.keys.find(front.places, event)
        is_quit = command is not None and command.id == "app.quit"
        is_stop = self._is_stop(event)
        if is_quit or is_stop:
            self.typed.clear()
            self._pop()
        return is_stop

    def _is_stop(self, event: Key) -> bool:
        """Whether the key gives up what is awaited: no Escape that is meant for what was typed before it."""
        command = self.keys.find(_ANYWHERE, event)
        id = command.id if command is not None else ""
        return id == "app.copy_or_quit" or (id == "app.escape" and not self.typed)

    def _leaves(self, id: str) -> bool:
        """Whether the command goes back, and nothing was typed that is to be done before."""
        return id == "app.back" and not self.typed
