"""A step that changes so many marks that keys would wait for it."""

from collections.abc import Callable
from typing import NamedTuple

from annotations import Change, Notebook

LARGE = 200
"""Marks from which on a step is taken in a thread; fewer take some twenty milliseconds."""


class LargeStep(NamedTuple):
    """What is done to many marks: ``verb`` is given a notebook and whom to tell how many are done.

    ``doing`` says it while it is done, ``said`` once it is; ``total`` is what ``verb`` tells up to.
    """

    verb: Callable[[Notebook, Callable[[int], None]], Change | None]
    doing: str
    said: Callable[[Change], str]
    total: int = 0
