"""What is asked of a text in which passages are marked and found."""

from typing import Protocol


class Text(Protocol):
    """A ``str``, or a text too large for one, of which ``str()`` makes one all the same.

    The offsets are code points.
    """

    def __len__(self) -> int:
        """How many code points it has."""
        ...

    def __getitem__(self, key: slice, /) -> str:
        """A slice of it."""
        ...

    def startswith(self, words: str, start: int, /) -> bool:
        """Whether the words stand at the offset."""
        ...

    def find(self, words: str, start: int = ..., /) -> int:
        """The first offset from ``start`` on at which the words stand, -1 if there is none."""
        ...
