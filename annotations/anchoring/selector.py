"""From a span of a text to what is recorded of it."""

from annotations.errors import InvalidAnnotationError
from annotations.model import CONTEXT, Position, Quote
from annotations.text import Text


def select(text: Text, start: int, end: int) -> tuple[Quote, Position]:
    """Describe ``text[start:end]`` by its words, its surroundings and its place.

    The words are taken as they stand; the context is cut at ``CONTEXT`` characters.

    Raises:
        InvalidAnnotationError: the span is empty, outside the text, or only white space.
    """
    position = Position(start, end)
    if end > len(text):
        raise InvalidAnnotationError(
            "position", f"{start}:{end} is outside the text, which has {len(text)} characters"
        )
    exact = text[start:end]
    if exact.isspace():
        raise InvalidAnnotationError("position", f"{start}:{end} spans only white space")
    return Quote(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]), position
