"""Textual's two widgets for writing, made safe: they draw what they hold as it is.

What they hold may be foreign (a tag of someone else's, a passage that is pasted), and so
may carry sequences that a terminal would obey. Here each such character is replaced, one
for one, before the widget has it.
"""

from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from reader.page.printable import printable


class Line(Input):
    """One line of text that may safely be shown."""

    def validate_value(self, value: str) -> str:
        """The value as it may be drawn."""
        return printable(value)


class Area(TextArea):
    """Several lines of text that may safely be shown."""

    def load_text(self, text: str) -> None:
        super().load_text(_printable_lines(text))

    def edit(self, edit: Edit) -> EditResult:
        edit.text = _printable_lines(edit.text)
        return super().edit(edit)


def _printable_lines(text: str) -> str:
    """Like ``printable``, but line ends and tabs, which the widget draws itself, stay."""
    lines = (line.split("\t") for line in text.split("\n"))
    return "\n".join("\t".join(map(printable, parts)) for parts in lines)
