"""What the screens may ask of the app around them; they know it by this face alone."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from reader.ui.commands import Command
from reader.ui.desk import Desk
from reader.ui.doubts import Doubts
from reader.ui.keys import Keys
from reader.ui.large_step import LargeStep
from reader.ui.library_watcher import LibraryWatcher
from reader.ui.messages import Message
from reader.ui.notes.drafts import NoteDrafts
from reader.ui.page_shapes import Shapes
from reader.ui.rankings import Rankings
from reader.ui.themes import Palette

if TYPE_CHECKING:
    from reader.ui.comparison import Comparison


class Comparing(Protocol):
    """Has the articles of the library compared."""

    @property
    def comparison(self) -> "Comparison":
        """What is known of the articles of the library together."""

    def compare(self) -> None:
        """Have the articles compared that are new or have changed; the screen in front is told."""


class Shell(Comparing, Protocol):
    """Opens screens, does commands, copies; ``desk``, ``colours`` and ``keys`` are what all share.

    ``told`` are the sentences about the store that the reader has been told, ``doubts`` the
    marks whose place in a changed text is to be looked at, ``rankings`` what is worth
    checking; ``drafts`` keeps the note that is being written; ``shapes`` is how pages are
    set, ``left`` where in its file a large text was left; ``is_leaving`` as the program ends.
    """

    desk: Desk
    colours: Palette
    keys: Keys
    is_leaving: bool
    told: set[str]
    doubts: Doubts
    rankings: Rankings
    drafts: NoteDrafts
    shapes: Shapes
    left: Mapping[str, object]

    @property
    def is_stepping(self) -> bool:
        """Whether a large step is being taken in a thread: nothing else is changed meanwhile."""

    def step_beside(self, step: LargeStep) -> None:
        """Take a large step in a thread, after those that were asked for before."""

    @property
    def watching(self) -> LibraryWatcher:
        """What keeps the library's catalogue up with the disk."""

    def handle(self, message: Message) -> None:
        """Open the screen or the place that a screen asks for."""

    @property
    def awaited(self) -> str | None:
        """The path of the article that is being read, to be shown then."""

    def copy(self, text: str) -> None:
        """Put the text on the clipboard."""

    async def do(self, command: Command) -> None:
        """Do a command on the screen in front."""

    async def obey_typed(self) -> None:
        """Obey the keys that were typed while no screen could."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Call back once what is being done is done."""
