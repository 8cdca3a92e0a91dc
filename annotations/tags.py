"""Tags: paths such as ``money/donation``, compared without case."""

import unicodedata
from collections.abc import Iterable


def normalise(tag: str) -> str:
    """The tag as it is kept: NFC, each part stripped, empty parts dropped; "" if nothing is left.

    >>> normalise("  money / large donation/")
    'money/large donation'
    """
    tag = unicodedata.normalize("NFC", tag)
    tag = "".join(" " if character.isspace() else character for character in tag)
    parts = (part.strip() for part in tag.split("/"))
    return "/".join(part for part in parts if part)


def key(tag: str) -> str:
    """What a normalised tag is compared by."""
    return tag.casefold()


def is_within(tag: str, ancestor: str) -> bool:
    """Whether the tag is the ancestor or lies below it; both normalised.

    >>> is_within("Money/donation", "money"), is_within("moneybags", "money")
    (True, False)
    """
    return (key(tag) + "/").startswith(key(ancestor) + "/")


class Spelling:
    """How tags in use are spelled: the first spelling met stays, for each part of a path."""

    def __init__(self, tags: Iterable[str] = ()) -> None:
        self._known: dict[str, str] = {}
        for tag in tags:
            self.learn(tag)

    def copy(self) -> "Spelling":
        """One that can be taught without this one knowing."""
        copy = Spelling()
        copy._known = self._known.copy()
        return copy

    def learn(self, tag: str) -> None:
        """Take the tag's spelling, and those of the tags above it, where they are new."""
        if key(tag) in self._known:
            return
        parts = tag.split("/")
        for count in range(1, len(parts) + 1):
            path = "/".join(parts[:count])
            self._known.setdefault(key(path), path)

    def apply(self, tags: Iterable[str]) -> tuple[str, ...]:
        """The tags normalised and spelled as known, without doubles and empty ones."""
        spelled: dict[str, str] = {}
        for given in tags:
            tag = self._spell(normalise(given))
            if tag:
                self.learn(tag)
                spelled.setdefault(key(tag), tag)
        return tuple(spelled.values())

    def _spell(self, tag: str) -> str:
        parts = tag.split("/")
        for count in range(len(parts), 0, -1):
            known = self._known.get(key("/".join(parts[:count])))
            if known is not None:
                return "/".join([known, *parts[count:]])
        return tag
