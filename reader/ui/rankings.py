"""What this run knows of the sentences worth checking, and whether the reader wants to see them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from annotations import Suggestion

Lessons: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The sentences accepted, and those dismissed, that the ranking learned from."""

_MOST = 64
"""Articles whose suggestions are kept."""


class Rankings:
    """The suggestions of articles, by the hash of their text, as long as nothing new is learned.

    They are None where the article is in a language that cannot be judged.
    """

    def __init__(self, is_shown: bool) -> None:
        self.is_shown = is_shown
        self._lessons: Lessons = ((), ())
        self._best: dict[str, Sequence[Suggestion] | None] = {}

    def has(self, sha256: str, lessons: Lessons) -> bool:
        """Whether the suggestions of this text are known, as these lessons have them."""
        return lessons == self._lessons and sha256 in self._best

    def best(self, sha256: str) -> "Sequence[Suggestion] | None":
        """Those to be shown, in the order of the text."""
        return self._best[sha256]

    def learn(self, sha256: str, lessons: Lessons, best: "Sequence[Suggestion] | None") -> None:
        """Keep what was found with these lessons."""
        if lessons != self._lessons or len(self._best) >= _MOST:
            self._lessons = lessons
            self._best.clear()
        self._best[sha256] = best
