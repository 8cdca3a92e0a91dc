"""Articles with marks that were renamed or moved, or whose library was.

Marks are found again by the text that they were made on, and by where their article lies. An
article that is changed and moved, in whichever order, would be found by neither: so it is
noted, whenever a library has been looked through, where the texts that have marks lie now.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from annotations.homes import homeless_path, is_homeless, path_within

Location = tuple[str, str | None]
"""Where something was marked, and the hash of the text that it was marked on."""

_SHINGLE = 5
_ALIKE = 0.5
"""Share of the old text's runs of five words that a text must have to be a later version of it."""
_MOST_COMPARED = 200
"""Articles without marks that are compared with a text whose article is gone."""


class Move(NamedTuple):
    """What was marked at ``was`` on this text is at ``now``; where both are one, it was seen."""

    was: str
    text_sha256: str | None
    now: str


class Catalogued(Protocol):
    """What has to be known of a library."""

    def has(self, path: str) -> bool:
        """Whether there is an article at this path."""

    def sha256(self, path: str) -> str | None:
        """The hash of the article's text."""

    def with_text(self, sha256: str) -> Sequence[str]:
        """The paths of the articles with this text."""

    def text(self, path: str) -> str | None:
        """The article's text; None if it cannot be read."""

    def paths(self) -> Iterable[str]:
        """The paths of all articles."""


def find_moves(
    locations: Sequence[tuple[str, str | None, int]],
    seen: Callable[[str], frozenset[Location]],
    library: Catalogued,
    home: str,
    text_of: Callable[[str], str | None],
    own_folder: str = "",
) -> list[Move]:
    """Return where articles with marks have moved to in this library, and what was seen of them.

    ``locations`` are those of ``Notebook.locations``, ``seen`` gives what else is known to have
    stood at one, ``home`` is the library's own location, ``text_of`` gives the texts kept, and ``own_folder``
    is the folder that ``.`` stands for.
    """
    found = list(_Search(locations, seen, library, home, text_of, own_folder).moves())
    return list(dict.fromkeys(found))


class _Search:
    def __init__(
        self,
        locations: Sequence[tuple[str, str | None, int]],
        seen: Callable[[str], frozenset[Location]],
        library: Catalogued,
        home: str,
        text_of: Callable[[str], str | None],
        own_folder: str,
    ) -> None:
        self._locations = [(location, text) for location, text, _ in locations]
        self._seen, self._library, self._home, self._text_of = seen, library, home, text_of
        paths = (path_within(location, home) for location, _ in self._locations)
        self._marked = {path for path in paths if path is not None}
        self._own_folder = own_folder
        self._folders: dict[str, str] = {}

    def moves(self) -> Iterator[Move]:
        """Each article that is elsewhere now; then those that must have moved with it."""
        left: list[Location] = []
        for location, text in self._locations:
            path = path_within(location, self._home)
            if path is not None and self._library.has(path):
                yield from self._note(location, text, path)
                continue
            if not is_homeless(location) and _is_there(self._file(location)):
                continue  # the article of another library, which is where it was
            now = self._by_text(location, text) or self._by_path(location, text)
            if now is None:
                left.append((location, text))
            else:
                yield Move(location, text, self._at(now))
                self._learn_folder(location, now)
        for location, text in left:
            now = self._in_moved_folder(location) or self._by_likeness(location, text)
            if now is not None:
                yield Move(location, text, self._at(now))

    def _file(self, location: str) -> str:
        is_own = location.startswith("./")
        return f"{self._own_folder}/{location[2:]}" if is_own else location

    def _at(self, path: str) -> str:
        self._marked.add(path)
        return f"{self._home.rstrip('/')}/{path}"

    def _note(self, location: str, text: str | None, path: str) -> Iterator[Move]:
        """Note the text that stands there now, by which it is known when it is moved."""
        now = self._library.sha256(path)
        if now is not None and now != text and (location, now) not in self._seen(location):
            yield Move(location, now, location)

    def _by_text(self, location: str, text: str | None) -> str | None:
        """The article that has the text marked, or one that stood there later."""
        texts = [text, *(each for _, each in sorted(self._seen(location), key=str))]
        for each in texts:
            found = self._library.with_text(each) if each else ()
            if found:
                return next((path for path in found if path not in self._marked), found[0])
        return None

    def _by_path(self, location: str, text: str | None) -> str | None:
        """The article at the same path, if what is known of it is alike.

        That is for what was marked before libraries were kept, and for a library that moved.
        """
        parts = (
            [homeless_path(location)]
            if is_homeless(location)
            else ["/".join(location.split("/")[at:]) for at in range(1, location.count("/") + 1)]
        )
        path = next((part for part in parts if part and self._library.has(part)), None)
        return path if path is not None and self._is_alike(path, text) else None

    def _learn_folder(self, was: str, now: str) -> None:
        """Know that what lay in the one folder lies in the other."""
        old, new = was.split("/"), self._at(now).split("/")
        while old and new and old[-1] == new[-1]:
            old.pop()
            new.pop()
        if old and not is_homeless(was):
            self._folders["/".join(old)] = "/".join(new)

    def _in_moved_folder(self, location: str) -> str | None:
        for was, now in self._folders.items():
            if location.startswith(f"{was}/"):
                path = path_within(now + location[len(was) :], self._home)
                if path is not None and self._library.has(path) and path not in self._marked:
                    return path
        return None

    def _by_likeness(self, location: str, text: str | None) -> str | None:
        """The article without marks that is the most like what was marked, if that is gone."""
        if path_within(location, self._home) is None or text is None:
            return None
        old = _shingles(self._text_of(text) or "")
        if not old:
            return None
        free = [path for path in self._library.paths() if path not in self._marked]
        best, likeness = None, _ALIKE
        for path in free[:_MOST_COMPARED]:
            share = len(old & _shingles(self._library.text(path) or "")) / len(old)
            if share >= likeness:
                best, likeness = path, share
        return best

    def _is_alike(self, path: str, text: str | None) -> bool:
        if text is None:
            return True  # all that is known of it is its path
        if self._library.sha256(path) == text:
            return True
        old = _shingles(self._text_of(text) or "")
        new = _shingles(self._library.text(path) or "")
        return bool(old) and len(old & new) >= _ALIKE * len(old)


def _is_there(file: str) -> bool:
    """Whether there is such a file, or one that holds an article of this name."""
    return os.path.lexists(file) or os.path.isfile(file.rpartition("/")[0])  # noqa: PTH113


def _shingles(text: str) -> frozenset[int]:
    words = text.casefold().split()
    starts = range(max(1, len(words) - _SHINGLE + 1)) if words else ()
    return frozenset(hash(tuple(words[at : at + _SHINGLE])) for at in starts)
