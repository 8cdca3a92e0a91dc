"""What the parts of a screen may ask of it; they know it by these faces alone."""

from collections.abc import Callable, Sequence
from typing import Protocol

from annotations import Change
from reader.articles.article import Article
from reader.ui.messages import Message
from reader.ui.widgets.choice import Answer
from reader.ui.widgets.prompt import Question


class ArticlePart(Protocol):
    """A part that is about the article that is open."""

    def open(self, article: Article) -> None:
        """Take another article, or another text of it."""


class Voice(Protocol):
    """Says sentences on the bottom line, and names keys as the user has set them."""

    def say(self, sentence: str, style: str = "strong") -> None:
        """Show a sentence until something else happens."""

    def warn(self, sentence: str) -> None:
        """Show it as a warning."""

    def key(self, id: str) -> str:
        """Return the key of the command with this id, for a sentence."""


class Verbs(Voice, Protocol):
    """Does verbs of the notebook, and shows what came of them."""

    def try_to(self, verb: Callable[[], Change | None]) -> Change | None:
        """Do the verb; return None, and say why, if it failed."""

    def carry_out(self, verb: Callable[[], Change | None], said: str = "") -> bool:
        """Do the verb, show what came of it and say ``said``; return whether it was done."""

    def refresh_marks(self, change: Change | None = None) -> None:
        """Show what the notebook holds now; ``change`` is what was just done."""


class Asker(Voice, Protocol):
    """Asks the app for another screen."""

    def post(self, message: Message) -> None:
        """Ask the app for another screen, or for another place."""


class Questions(Protocol):
    """Asks the reader at the foot of the screen."""

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""

    def choose(
        self,
        label: str,
        answers: Sequence[Answer],
        then: Callable[[str], None],
        current: str = "",
    ) -> None:
        """Ask for one of a few answers; ``then`` gets it, ``current`` is the one that holds now."""


class Keeper(Verbs, Protocol):
    """Also tells, once, what is to be said of the store."""

    def tell_of_store(self) -> None:
        """Say what is to be said of the store, if it has been read."""
