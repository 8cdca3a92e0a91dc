"""Texts to lay out, and the short ways from a text to its layout, its page and its units."""

import re
from collections.abc import Iterable

from hypothesis import strategies as st

from reader.articles.slices import Sliced
from reader.page.flow import Block, Paragraph, flow
from reader.page.layout import Layout
from reader.page.units import Units
from reader.page.window import Window

Span = tuple[int, int]

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
PIECES = [
    "a", "quay ", "nine boats ", "it’s ", "— ", "—", "“so” ", " ", "  ", "\n", "\t", "4.1 ", "x" * 30,
    "é", "e\u0301", "n\u0303\u0323", "日", "本語", "。", "（", "한국", "\u3000", "\u2009", "\u200b",
    FAMILY, "👍🏽", "❤\ufe0f", "☺\ufe0f", "1\ufe0f\u20e3", "🇩🇪", "🇫", "\u200d", "\ufe0f", "\u0301",
    "\x1b[2J", "\x07", "\x9b", "\u202e", "\ud800", "\xad", "\xa0", "नि",
]  # fmt: skip

passages = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
"""Passages with everything that is not one character in one cell."""

prose = st.lists(
    st.lists(st.sampled_from([p for p in PIECES if p != "\n"]), min_size=1, max_size=25).map(
        "".join
    ),
    max_size=8,
).map("\n\n".join)
"""Several paragraphs of such passages."""

PORT = (
    "Nine boats sank in the harbour. The port's own log says so. No one was hurt!\n\n"
    "The mayor said it cost 4.1 million. Was it twice the estimate?\n\n"
    "Work began in 2021."
)


def blocks(text: str) -> list[Block]:
    """A paragraph for each stretch between blank lines."""
    found = re.finditer(r"\S(?:.|\n(?!\s*\n))*(?<=\S)", text)
    return [("paragraph", *match.span(), 0) for match in found]


def flowed(text: str, blocks: Iterable[Block]) -> Sliced[Paragraph]:
    return Sliced.whole(flow(text, blocks), len(text))


def a_layout(text: str, width: int = 20) -> Layout:
    return Layout(text, flowed(text, blocks(text)), width)


def a_window(text: str, width: int = 20, height: int = 5) -> Window:
    return Window(a_layout(text, width), height)


def some_lines(count: int) -> str:
    """A text that takes so many rows of text when wide enough, and a blank row after each three."""
    return "\n\n".join(
        "\n".join(f"- line {n}" for n in range(first, min(first + 3, count)))
        for first in range(0, count, 3)
    )


def listed(text: str, width: int = 20) -> Layout:
    """A layout in which each source line is a row."""
    found = re.finditer(r"\S.*", text)
    return Layout(text, flowed(text, [("item", *match.span(), 1) for match in found]), width)


def sentences(passage: str) -> list[Span]:
    """Sentences end at a full stop, a question mark or an exclamation mark before white space."""
    return [m.span() for m in re.finditer(r"\S.*?(?:[.!?](?=\s|$)|$)", passage, re.DOTALL)]


def units_of(text: str) -> Units:
    spans = [(start, end) for _, start, end, _ in blocks(text)]
    return Units(text, Sliced.whole(spans, len(text)), sentences)


def shown(text: str, width: int = 20) -> list[str]:
    """The rows of the text as drawn, blank ones empty."""
    return rows_of(a_layout(text, width))


def rows_of(layout: Layout) -> list[str]:
    rows = layout.rows(layout.first, len(layout.text))
    return [
        " " * line.indent + layout.text[line.start : line.end] if line else "" for _, line in rows
    ]
