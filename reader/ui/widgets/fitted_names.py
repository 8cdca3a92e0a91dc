"""The names of articles in the room there is for them."""

from rich.cells import cell_len

from reader.library.article_names import file_name
from reader.page.printable import printable
from reader.ui.widgets.drawing import elided

_LEAST = 7
"""Cells that the name of a file keeps beside that of an article in it."""


def fitted_name(path: str, room: int) -> str:
    """The ``file_name`` in exactly so many cells; of several in a file the article's is kept.

    >>> fitted_name("saved-in-november.csv/0012", 16)
    'saved-in-n…/0012'
    """
    name = printable(file_name(path))
    file, slash, member = name.partition("/")
    if not slash or cell_len(name) <= room:
        return elided(name, room)
    for_file = max(room - cell_len(member) - 1, min(_LEAST, cell_len(file)))
    return elided(elided(file, for_file) + slash + member, room)


def fitted_path(path: str, room: int) -> str:
    """The path, in no more than so many cells: without its folders if they do not fit.

    >>> fitted_path("2023/may/letter.txt", 14)
    '…/letter.txt'
    """
    whole, name = printable(path), printable(file_name(path))
    shown = whole if cell_len(whole) <= room or whole == name else f"…/{name}"
    return shown if cell_len(shown) <= room else fitted_name(path, room)
