"""Files made to break whoever reads them, as large as the tests or the benchmark want them.

A table of them is in each of ``hostile_archives``, ``hostile_markup``, ``hostile_lists`` and
``hostile_pdfs``: what they are, by their names.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

TEXT = "The pier held in the storm of May. "


class Hostile(NamedTuple):
    """A kind of trap: the file's ending, what makes it of a size, and that of the benchmark."""

    ending: str
    make: Callable[[int], bytes]
    size: int


def nested(count: int, start: str, end: str, inside: str = TEXT) -> str:
    """Elements in each other, and this in the innermost."""
    return start * count + inside + end * count


def laughs(count: int) -> str:
    """Entities that stand for ten to the power of ``count`` letters."""
    names = [f"a{number}" for number in range(count)]
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return f'<!DOCTYPE x [<!ENTITY a0 "{"x" * 10}">{entities}]>'
