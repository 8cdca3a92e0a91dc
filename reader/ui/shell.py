"""What the screens may ask of the app around them; they know it by this face alone."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from textual.screen import Screen

from annotations import Annotation
from reader.ui.commands import Command
from reader.ui.desk import Desk
from reader.ui.doubts import Doubts
from reader.ui.drafting import Drafting
from reader.ui.keys import Keys
from reader.ui.looks import Palette
from reader.ui.rankings import Rankings
from reader.ui.shaping import Shapes
from reader.ui.watching import Watching

if TYPE_CHECKING:
    from reader.ui.comparing import Comparison
    from reader.ui.stepping import LargeStep


class Shell(Protocol):
    """Opens screens, does commands, copies; ``desk``, ``colours`` and ``keys`` are what all share.

    ``told`` are the sentences about the store that the reader has been told, ``doubts`` the
    marks whose place in a changed text is to be looked at, ``rankings`` what is worth
    checking; ``drafting`` keeps the note that is being written; ``shapes`` is how pages are
    set, ``left`` where in its file a large text was left; ``is_leaving`` as the program ends.
    """

    desk: Desk
    colours: Palette
    keys: Keys
    is_leaving: bool
    told: set[str]
    doubts: Doubts
    rankings: Rankings
    drafting: Drafting
    shapes: Shapes
    left: Mapping[str, object]

    @property
    def is_stepping(self) -> bool:
        """Whether a large step is being taken in a thread: nothing else is changed meanwhile."""

    def step_beside(self, step: "LargeStep") -> None:
        """Take a large step in a thread, after those that were asked for before."""

    @property
    def comparison(self) -> "Comparison":
        """What is known of the articles of the library together."""

    def compare(self) -> None:
        """Have the articles compared that are new or have changed; the screen in front is told."""

    @property
    def watching(self) -> Watching:
        """What keeps the library's catalogue up with the disk."""

    def open_article(self, path: str, offset: int | None = None, end: int | None = None) -> None:
        """Show the article at the path."""

    @property
    def awaited(self) -> str | None:
        """The path of the article that is being read, to be shown then."""

    def open_mark(self, annotation: Annotation) -> None:
        """Show the article of the mark, the caret on it."""

    def open_marks(self, path: str | None) -> None:
        """List the marks of the article at the path, or of all."""

    def reattach(self, annotation: Annotation, path: str | None = None) -> None:
        """Show the article at the path, or else the mark's, for the reader to mark its right place."""

    def find_everywhere(self, query: str) -> None:
        """List where the words stand in all articles."""

    def cover(self, screen: Screen[None]) -> None:
        """Put a screen in front of the others."""

    def copy(self, text: str) -> None:
        """Put the text on the clipboard."""

    async def do(self, command: Command) -> None:
        """Do a command on the screen in front."""

    async def obey_typed(self) -> None:
        """Obey the keys that were typed while no screen could."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Call back once what is being done is done."""
