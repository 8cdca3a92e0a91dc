"""A word of a page, and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between; ``before`` is what stood before them in the stream."""

    text: str
    before: str
    place: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """That of its letters, from the deepest to the highest that the font has."""
        return self.top - self.bottom
