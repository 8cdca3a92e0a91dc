"""Textual's widget for writing a line, made safe: it draws what it holds as it is.

What it holds may be foreign (a tag of someone else's, a passage that is pasted), and so
may carry sequences that a terminal would obey. Here each such character is replaced, one
for one, before the widget has it.
"""

from textual.widgets import Input

from reader.page.printable import printable


class TextLine(Input):
    """One line of text that may safely be shown."""

    def validate_value(self, value: str) -> str:
        """The value as it may be drawn."""
        return printable(value)
