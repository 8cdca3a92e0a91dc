"""Going to a place of the article: a percentage, a paragraph, or a place that was remembered."""

from collections.abc import Callable, Mapping, Sequence

from reader.articles.article import Article
from reader.ui.host import Voice
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.prompt import Question

_CARET = "."
"""The spot of the caret, as it was when the article was left."""


class PlacesToGo:
    """Takes the caret to places; ``spots`` are the remembered ones, by their letters.

    ``starts`` gives where the paragraphs begin, None while they are counted.
    """

    def __init__(
        self,
        article: Article,
        page: PageView,
        voice: Voice,
        ask: Callable[[Question], None],
        starts: Callable[[], Sequence[int] | None],
    ) -> None:
        self._article = article
        self._page = page
        self._voice = voice
        self._ask = ask
        self._starts = starts
        self.spots: dict[str, int] = {}

    def open(self, article: Article, spots: Mapping[str, int]) -> None:
        """Go to places of another article, of which these are remembered."""
        self._article = article
        self.spots = dict(spots)

    @property
    def caret_spot(self) -> int | None:
        """Where the caret was when the article was left."""
        return self.spots.get(_CARET)

    def remember_caret(self) -> None:
        """Remember where the caret is, for the next time the article is read."""
        caret = self._page.caret
        if caret is not None and caret.focus is not None:
            self.spots[_CARET] = caret.focus[0]

    def action_go(self) -> None:
        """Ask for a percentage or a paragraph to go to."""
        self._ask(Question("Go to (50% or the number of a paragraph)", self._go))

    def _go(self, value: str) -> None:
        """Go where the answer says."""
        starts, caret = self._starts(), self._page.caret
        number = value.strip().removesuffix("%").strip()
        if caret is None or not number.isdecimal():
            self._voice.warn("Write a percentage such as 50%, or the number of a paragraph.")
        elif value.strip().endswith("%"):
            caret.jump_to(len(self._article.lazy_text) * min(100, int(number)) // 100)
        elif starts is None:
            self._voice.warn("The paragraphs of this long text are still being counted; 50% works.")
        elif starts:
            caret.jump_to(starts[max(0, min(int(number), len(starts)) - 1)])
        self._page.changed()

    def action_set_spot(self) -> None:
        """Remember this place under the letter of the next key."""
        self._page.pending = self._set_spot

    def _set_spot(self, letter: str) -> None:
        caret = self._page.caret
        if caret is not None and caret.focus is not None and _is_letter(letter):
            self.spots[letter] = caret.focus[0]
            self._voice.say(f"{self._voice.key('page.go_spot')}{letter} comes back here.")

    def action_go_spot(self) -> None:
        """Go to the place remembered under the letter of the next key."""
        self._page.pending = self._go_spot

    def _go_spot(self, letter: str) -> None:
        caret = self._page.caret
        if caret is None or not _is_letter(letter):
            return
        if letter == "'":
            caret.jump(-1)
        elif letter in self.spots:
            caret.jump_to(min(self.spots[letter], len(self._article.lazy_text)))
        else:
            self._voice.warn(
                f"No place is remembered under {letter}; {self._voice.key('page.set_spot')}{letter} remembers one."
            )
        self._page.changed()


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.isprintable()
