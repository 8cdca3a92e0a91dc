"""Small whole numbers in attributes that may hold anything."""

from html import unescape
from re import sub


def whole(words: str | None, default: int = 0) -> int:
    """The number, or the default for what is none of up to five digits.

    >>> whole("12"), whole("²", 1), whole(None, 7)
    (12, 1, 7)
    """
    is_number = words is not None and len(words) < 6 and words.isascii() and words.isdigit()
    return int(words) if words is not None and is_number else default


def unescaped(words: str) -> str:
    """The words with what stands for characters made these characters."""
    try:
        return unescape(words)
    except ValueError:  # a number of thousands of digits stands for none
        return unescape(sub(r"&#\d{8,};?", "\ufffd", words))
