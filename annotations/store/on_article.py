"""The annotations on one article, known from their lines without making them."""

import json
import re
from array import array
from collections.abc import Iterable, Iterator

from annotations.homes import Homes, source_location
from annotations.model import Source
from annotations.rules import CLAIM
from annotations.span_index import Place, Places
from annotations.store.index import HIDDEN, keys_of

# Half of this is what regular expressions find as well, at three times the cost.
_BEFORE_POSITION = b'"},"position":{"start":'
_POSITION = re.compile(rb'"\},"position":\{"start":([0-9]{1,15}),"end":([0-9]{1,15})\},"tags":\[')
_KIND = re.compile(rb'"kind":"([^"\\]*)","source":\{')
_LEAST_HEAD = 60
_LIVE = b',"deleted":null}'
_NO_ANCHOR = b',"anchor":null,"rev":'
_MODIFIED = b'"modified":'
_STANDING = rb'"modified":"[^"\\]*","anchor":null,"rev":[0-9]{1,15},"deleted":null[,}]'
_TAIL = 60
_SEAL = len(',"crc":"01234567"}')
_CLAIM = CLAIM.encode()
_HIDDEN = frozenset(kind.encode() for kind in HIDDEN)


_Row = tuple[int, int, bool, bool]
"""What a line tells of an annotation on the article: start and end, whether it is a claim, and hidden.

The end is 0 where it must be made to know more.
"""


class OnArticle:
    """Which annotations are on an article, and where those stand that were made on its text.

    ``places`` are these: of marks about which nothing was decided since. The ``others`` must
    be made to be placed; ``hidden`` are of hidden kinds; ``claims`` are those among ``places``
    that are one. All but the places are ids. ``fresh`` are those placed since it was first asked
    for, until whoever checks places takes them out. It follows the store.
    """

    def __init__(
        self,
        source: Source,
        lines: Iterable[tuple[str, bytes]] = (),
        homes: Homes | None = None,
        own: str = "",
    ) -> None:
        """``homes`` say where articles have moved to; ``own`` is as ``location_of`` has it."""
        self.source = source
        self._homes = homes or Homes()
        self._own = own
        self._text = text_of(source)
        self._words = words_of(source, self._homes, own)
        self.others: set[str] = set()
        self.hidden: set[str] = set()
        self.claims: set[str] = set()
        self.fresh: set[str] = set()
        self._begin()
        self.take(lines)
        self.settle()

    def take(self, lines: Iterable[tuple[str, bytes]]) -> None:
        """Take up lines of annotations not met before; ``settle`` has those among them placed."""
        for id, line in lines:
            # To look for words takes a tenth of reading the line.
            at = line.find(self._text)
            if at < 0 and not any(word in line for word in self._words):
                continue
            row = self._row(line, at)
            if row is not None:
                if row[1]:
                    self._starts.append(row[0])
                    self._ends.append(row[1])
                    self._ids.append(id)
                if not row[1] or row[2]:
                    self._sort_in(id, row)

    def settle(self) -> None:
        """Have all places that were taken up."""
        self.places = Places.in_columns(self._starts, self._ends, self._ids)
        self._begin()

    def _begin(self) -> None:
        self._starts, self._ends = array("q"), array("q")
        self._ids: list[str] = []

    def change(self, id: str, before: bytes | None, after: bytes | None) -> None:
        """Know an annotation by its latest version instead of the one before."""
        old, new = (
            None if line is None else self._row(line, line.find(self._text))
            for line in (before, after)
        )
        if old == new:
            return
        if old is not None and old[1]:
            self.places.discard((old[0], old[1], id))
        for ids in (self.others, self.hidden, self.claims, self.fresh):
            ids.discard(id)
        if new is not None:
            if new[1]:
                self.places.add((new[0], new[1], id))
                self.fresh.add(id)
            self._sort_in(id, new)

    def doubt(self, place: Place) -> None:
        """Have an annotation whose words are not in their place among those to be looked for."""
        self.places.discard(place)
        self.claims.discard(place[2])
        self.others.add(place[2])

    def ids(self) -> Iterator[str]:
        """All but those of hidden kinds, in no order."""
        yield from (id for _, _, id in self.places)
        yield from self.others

    def _sort_in(self, id: str, row: _Row) -> None:
        _, end, is_claim, is_hidden = row
        if is_hidden:
            self.hidden.add(id)
        elif not end:
            self.others.add(id)
        elif is_claim:
            self.claims.add(id)

    def _row(self, line: bytes, at: int) -> _Row | None:
        """The row of a line, in which the hash of the article's text stands at ``at`` or not at all."""
        if at > 0 and _is_undecided(line):
            span = span_after(line, at)
            kind = _KIND.search(line, _LEAST_HEAD, at)
            if span is not None and kind is not None and kind[1] not in _HIDDEN:
                return *span, kind[1] == _CLAIM, False
        keys = keys_of(line, self._own)
        if keys is None or not self._is_on(keys[:3]):
            return None
        return 0, 0, False, keys[4]

    def _is_on(self, found_by: tuple[str | None, str | None, str | None]) -> bool:
        """Whether an annotation with this location, URL and hash of its text is on the article."""
        location, url, text = found_by
        if text is not None and text == self.source.text_sha256:
            return True
        if url and self.source.url:
            return url == self.source.url
        here = source_location(self.source, self._own)
        return location is not None and self._homes.now(location, text) == here


def _is_undecided(line: bytes) -> bool:
    """Whether it was not removed and is not anchored elsewhere: its last fields say so."""
    end = len(line) - _SEAL
    if line.startswith(_LIVE, end - len(_LIVE)):
        return line.find(_NO_ANCHOR, end - _TAIL, end) >= 0
    # A field that we do not know follows; what it holds may look the same, but stands further on.
    tail = re.search(_STANDING, line)
    return tail is not None and line.find(_MODIFIED) == tail.start()


def text_of(source: Source) -> bytes:
    """What stands in the line of whatever was made on the article's very text."""
    sha256 = json.dumps(source.text_sha256 or "none").encode()
    return b'"text_sha256":%b},"quote":{' % sha256


def span_after(lines: bytes, at: int) -> tuple[int, int] | None:
    """The position that follows in a line in which ``text_of`` stands at this place."""
    position = _POSITION.match(lines, lines.find(_BEFORE_POSITION, at))
    if position is None:
        return None
    start, end = int(position[1]), int(position[2])
    return (start, end) if start < end else None


def words_of(source: Source, homes: Homes, own: str) -> tuple[bytes, ...]:
    """What stands in the line of whatever is on the article, in either way it may be written.

    Of its path that is the last part: what stands before it depends on the folder opened.
    """
    texts = [text for _, text in homes.was(source_location(source, own))]
    words = [word for word in (source.text_sha256, source.url, *texts) if word]
    written = [
        json.dumps(word, ensure_ascii=is_ascii) for word in words for is_ascii in (False, True)
    ]
    if source.path:
        name = source.path.rpartition("/")[2]
        written += [json.dumps(name, ensure_ascii=is_ascii)[1:] for is_ascii in (False, True)]
    return tuple(dict.fromkeys(each.encode("utf-8", "replace") for each in written))
