"""Textual's widget for several lines, made safe as ``TextLine`` is.

It is beside that one because it is large, and most articles are read without a note.
"""

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from reader.page.printable import printable


class Area(TextArea):
    """Several lines of text that may safely be shown."""

    def load_text(self, text: str) -> None:
        super().load_text(_printable_lines(text))

    def edit(self, edit: Edit) -> EditResult:
        edit.text = _printable_lines(edit.text)
        return super().edit(edit)


def _printable_lines(text: str) -> str:
    """Like ``printable``, but line ends and tabs, which the widget draws itself, stay.

    A terminal sends CR for the line ends of what is pasted, and files have CRLF: both end a line.
    """
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.split("\t") for line in ended.split("\n"))
    return "\n".join("\t".join(map(printable, parts)) for parts in lines)
