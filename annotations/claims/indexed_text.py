"""A text whose passages are indexed, and which of them are like a span of another."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from annotations.claims.model import Passage
from annotations.text.spans import Span


@dataclass(frozen=True, slots=True)
class Indexed:
    """A text and its passages, which the index knows by the numbers from ``first`` on."""

    name: str
    text: str
    date: date | None
    spans: Sequence[Span]
    first: int
    quoted: Sequence[Span]

    def numbers(self) -> range:
        """The numbers of its passages."""
        return range(self.first, self.first + len(self.spans))

    def passage(self, number: int) -> Passage:
        """The passage of this number."""
        return Passage(self.name, *self.spans[number - self.first])

    def around(self, number: int) -> list[int]:
        """The passages before and after one, as far as there are such."""
        return [each for each in (number - 1, number + 1) if each in self.numbers()]

    def beside(self, span: Span) -> list[int]:
        """Those before and after the passages that share a character with the span."""
        first = bisect_right(self.spans, span[0], key=lambda each: each[1])
        last = bisect_left(self.spans, span[1], key=lambda each: each[0])
        wanted = (self.first + first - 1, self.first + last)
        return [each for each in wanted if each in self.numbers()]


@dataclass(frozen=True, slots=True)
class Likest:
    """A passage of a text that is like a span; ``likeness`` is with what is beside them.

    ``may_be_mutual`` says that none of its text is liker by its own words, and that it is alike
    enough for that to count.
    """

    text: Indexed
    number: int
    likeness: float
    may_be_mutual: bool


def all_around(numbers: Iterable[int]) -> Iterator[int]:
    """The numbers before and after each of these, whether there are such or not."""
    return (number + step for number in numbers for step in (-1, 1))
