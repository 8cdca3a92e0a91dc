"""How the reader wants a page set."""

from typing import NamedTuple


class Shape(NamedTuple):
    """What can be changed about a page while it is read.

    ``width`` is the wanted width of the column, ``side`` the blank cells kept free on each
    side of the page, ``spacing`` the blank rows below each line; ``justified`` text fills its
    column, and with ``columns`` of 2 a wide screen shows two pages side by side.
    """

    width: int = 66
    side: int = 0
    spacing: int = 0
    justified: bool = False
    columns: int = 1
