"""What the store knows of its annotations without making them: by article, by tag, how many."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from sys import intern
from typing import TypeAlias

from annotations.homes import Homes, location_of, path_within
from annotations.model import KINDS, Json, Source
from annotations.rules import DISMISSED, SUGGESTED
from annotations.store.line import document_of
from annotations.tags import Spelling, is_within, key, normalise

_WORD = rb'(null|"[^"\\]*")'
_HEAD = re.compile(
    rb',"doc":\{"id":"[^"\\]*","kind":"([^"\\]*)","source":\{"path":'
    + _WORD
    + rb'(?:,"library":'
    + _WORD
    + rb')?,"url":'
    + _WORD
    # A title is not asked for, so it may hold what it likes.
    + rb',"title":(?:null|"(?:[^"\\]++|\\.)*+"),"date":(?:null|"[^"\\]*"),"text_sha256":'
    + _WORD
    + rb'\},"quote":\{'
)
_TAGS = re.compile(rb'"position":\{"start":[0-9]+,"end":[0-9]+\},"tags":\[([^\]\\]*)\],"note":"')
_LIVE = b',"deleted":null}'
_SEAL = len(',"crc":"01234567"}')
HIDDEN = frozenset(kind.name for kind in KINDS.values() if kind.is_hidden)
"""The names of the kinds that are records of a decision rather than marks."""


Keys: TypeAlias = tuple[str | None, str | None, str | None, tuple[str, ...], bool, bool]
"""What an annotation is found by: location, URL and hash of its text, and tags.

Then whether it is hidden (it has no tags here then), and whether it was offered: a suggestion
that was accepted, or anything that was dismissed.
"""


class Index:
    """Which annotations that were not removed are on an article, and which tags are in use."""

    def __init__(self, homes: Homes | None = None, own: str = "") -> None:
        """``homes`` say where articles have moved to; ``own`` is as ``location_of`` has it."""
        self._homes = homes or Homes()
        self._own = own
        self._by_path: dict[str, list[str]] = {}
        self._by_url: dict[str, list[str]] = {}
        self._by_text: dict[str, list[str]] = {}
        # In the order in which keys have them.
        self._places = (self._by_path, self._by_url, self._by_text)
        self._hidden: dict[str, tuple[str | None, str | None]] = {}
        self.offered: set[str] = set()
        self._uses: dict[str, _Use] = {}
        self._spelling: Spelling | None = None

    def change(self, id: str, before: bytes | None, after: bytes | None) -> None:
        """Know an annotation by its latest version instead of the one before."""
        old = None if before is None else keys_of(before, self._own)
        new = None if after is None else keys_of(after, self._own)
        if old != new:
            self._take_out(id, old)
            self._add(id, new)

    def _add(self, id: str, keys: Keys | None) -> None:
        if keys is None:
            return
        for index, word in zip(self._places, keys[:3], strict=True):
            if word is not None:
                ids = index.get(word)
                if ids is None:
                    index[word] = [id]
                else:
                    ids.append(id)
        for tag in keys[3]:
            use = self._uses.get(tag)
            if use is None:
                self._spelling = None
                use = self._uses[tag] = _Use(id)
            elif id < use.first:
                self._spelling = None
                use.first = id
            use.count(keys, 1)
        if keys[4]:
            self._hidden[id] = keys[0], keys[2]
        if keys[5]:
            self.offered.add(id)

    def _take_out(self, id: str, keys: Keys | None) -> None:
        if keys is None:
            return
        for index, word in zip(self._places, keys[:3], strict=True):
            if word is not None:
                index[word].remove(id)
                if not index[word]:
                    del index[word]
        for tag in keys[3]:
            use = self._uses[tag]
            use.count(keys, -1)
            if not use.times:
                self._spelling = None
                del self._uses[tag]
        self._hidden.pop(id, None)
        self.offered.discard(id)

    def on(self, source: Source) -> set[str]:
        """The ids of those on the article's very text, or at its location or URL."""
        location = location_of(source.library, source.path, self._own) or ""
        found = set(self._by_path.get(location, ()))
        for text in self._homes.left(location) if self._homes else ():
            found.difference_update(self._by_text.get(text or "", ()))
        for was, text in self._homes.was(location):
            found.update(set(self._by_path.get(was, ())) & set(self._by_text.get(text or "", ())))
        for index, word in ((self._by_url, source.url), (self._by_text, source.text_sha256)):
            found.update(index.get(word or "", ()))
        return found

    def locations(self) -> Iterator[tuple[str, str | None, int]]:
        """Each location and text that something is marked on, as it was marked, and how often.

        Those of hidden kinds are not counted.
        """
        on_text = {id: text for text, ids in self._by_text.items() for id in ids}
        for location, ids in self._by_path.items():
            texts = Counter(on_text.get(id) for id in ids if id not in self._hidden)
            yield from ((location, text, count) for text, count in texts.items())

    def counts(self, library: str = "") -> dict[str, int]:
        """How many there are at each path of the library, without those of hidden kinds."""
        found: Counter[str] = Counter()
        if self._homes:
            for location, text, count in self.locations():
                path = path_within(self._homes.now(location, text), library)
                if path is not None:
                    found[path] += count
            return found
        hidden = Counter(path for path, _ in self._hidden.values())
        for location, ids in self._by_path.items():
            if (path := path_within(location, library)) is not None:
                found[path] = len(ids) - hidden[location]
        return found

    def text_counts(self) -> dict[str, int]:
        """Likewise on each text, by its hash."""
        hidden = Counter(sha256 for _, sha256 in self._hidden.values())
        return {sha256: len(ids) - hidden[sha256] for sha256, ids in self._by_text.items()}

    def tags(self) -> list[tuple[str, int]]:
        """The tags in use and how often each is, most used first, then by name."""
        spelled: dict[str, str] = {}
        times: Counter[str] = Counter()
        for tag, use in self._in_order():
            spelled.setdefault(key(tag), tag)
            times[key(tag)] += use.times
        ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
        return [(spelled[name], count) for name, count in ranked]

    def tagged(self, tag: str, library: str = "") -> set[str]:
        """The paths in the library, and the hashes of the texts, of those with this tag or below."""
        wanted = normalise(tag)
        uses = (
            [use for each, use in self._uses.items() if is_within(each, wanted)] if wanted else []
        )
        texts = {text for use in uses for text in use.texts}
        paths = {
            path_within(self._homes.now(location, text), library)
            for use in uses
            for location in use.paths
            for text in ((None, *use.texts) if self._homes else (None,))
        }
        return texts | {path for path in paths if path is not None}

    def spelling(self) -> Spelling:
        """How tags in use are spelled; for the caller to teach."""
        if self._spelling is None:
            self._spelling = Spelling(tag for tag, _ in self._in_order())
        return self._spelling.copy()

    def _in_order(self) -> list[tuple[str, "_Use"]]:
        return sorted(self._uses.items(), key=lambda item: item[1].first)


class _Use:
    """How often a tag is used, also at each path and on each text, and the least id it was met on."""

    __slots__ = ("first", "paths", "texts", "times")

    def __init__(self, first: str) -> None:
        self.first = first
        self.times = 0
        self.paths: dict[str, int] = {}
        self.texts: dict[str, int] = {}

    def count(self, keys: Keys, more: int) -> None:
        """Know of one more use, or of one less."""
        self.times += more
        for counts, word in ((self.paths, keys[0]), (self.texts, keys[2])):
            if word is None:
                continue
            if word not in counts:
                counts[intern(word)] = more  # each line has its own copy of the word
            elif counts[word] + more:
                counts[word] += more
            else:
                del counts[word]


def keys_of(line: bytes, own: str = "") -> Keys | None:
    """What an annotation is found by; None if it was removed. ``own`` is as ``location_of`` has it.

    Read from the bytes where they are as we write them, which takes a third of the time.
    """
    source = _HEAD.search(line)
    tags = _TAGS.search(line, source.end()) if source is not None else None
    if source is None or tags is None or not line.endswith(_LIVE, 0, -_SEAL):
        return _parsed(document_of(line), own)
    kind, path, library, url, text = source.groups()
    is_hidden = kind.decode("utf-8", "replace") in HIDDEN
    words = tags[1]
    try:
        return (
            location_of(_word(library), _word(path), own),
            _word(url),
            _word(text),
            tuple(words[1:-1].decode().split('","')) if words and not is_hidden else (),
            is_hidden,
            is_hidden,  # one that was accepted has a field more, and is not written so
        )
    except UnicodeDecodeError:
        return None


def _word(written: bytes | None) -> str | None:
    return None if written is None or written == b"null" else written[1:-1].decode()


def _parsed(document: Mapping[str, Json] | None, own: str) -> Keys | None:
    if document is None or document.get("deleted") is not None:
        return None
    source, tags = document.get("source"), document.get("tags")
    source = source if isinstance(source, dict) else {}
    kind = _text(document.get("kind"))
    is_hidden = kind in HIDDEN
    words: Sequence[Json] = tags if isinstance(tags, list) and not is_hidden else ()
    return (
        location_of(_text(source.get("library")), _text(source.get("path")), own),
        _text(source.get("url")),
        _text(source.get("text_sha256")),
        tuple(tag for tag in words if isinstance(tag, str)),
        is_hidden,
        kind == DISMISSED or bool(document.get(SUGGESTED)),
    )


def _text(value: Json | None) -> str | None:
    return value if isinstance(value, str) else None
