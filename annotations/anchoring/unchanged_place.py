"""A passage that stands where it stood; to know that takes a look at one place of the text."""

from annotations.model import Anchor, Position, Quote
from annotations.text import Text


def as_it_stood(text: Text, quote: Quote, position: Position) -> Anchor | None:
    """The anchor of a quote that stands with its context at its position; None if it does not.

    White space at its ends is left out, and nothing else stands anywhere. The hash of the text
    is left to the caller.
    """
    exact, start = quote.exact, position.start
    if not exact or exact.isspace() or start < len(quote.prefix):
        return None
    is_there = (
        text.startswith(exact, start)
        and text.startswith(quote.prefix, start - len(quote.prefix))
        and text.startswith(quote.suffix, start + len(exact))
    )
    return Anchor("exact", 1.0, *inner(exact, start)) if is_there else None


def inner(exact: str, start: int) -> tuple[int, int]:
    """The span of the words at this offset, without the white space at their ends."""
    begin = start + len(exact) - len(exact.lstrip())
    return begin, start + len(exact.rstrip())
