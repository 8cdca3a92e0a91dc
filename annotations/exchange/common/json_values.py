"""Reading JSON of others: values of the right kind, or a sentence that says which is not."""

import json
from collections.abc import Mapping

from annotations.errors import FormatError
from annotations.model import Json

Object = Mapping[str, Json]


def parsed(text: str) -> Json:
    """The JSON value.

    Raises:
        FormatError: it is no JSON; the sentence names the line.
    """
    try:
        value: Json = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"This is no JSON: {error}.") from None
    return value


def an_object(value: Json, what: str = "the entry") -> dict[str, Json]:
    """The value as an object; FormatError if it is none."""
    if not isinstance(value, dict):
        raise FormatError(f"{what} is no object.")
    return value


def a_list(value: Json, what: str) -> list[Json]:
    """The value as a list, nothing being an empty one; FormatError if it is none."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise FormatError(f"{what} is no list.")
    return value


def text_of(part: Object, *names: str) -> str:
    """The first of the fields that is a text with something in it; "" if none is."""
    for name in names:
        value = part.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def number_of(part: Object, name: str) -> int:
    """The field as a whole number; FormatError if it is none."""
    value = part.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise FormatError(f"{name} is no whole number.")
    return value


def without(part: Object, known: frozenset[str]) -> dict[str, Json]:
    """The fields of an object that are not among the known."""
    return {name: value for name, value in part.items() if name not in known}
