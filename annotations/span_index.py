"""Where marks stand in one text: spans with ids, found by where they lie, at next to no memory."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

Place = tuple[int, int, str]
"""Start, end and id of a mark."""

_BITS = 50
"""Of an offset into a text, at most: fifteen digits."""


class Places:
    """The places of marks, in the order of the text: by start, the longest first, then by id.

    They are kept by length, doubling from group to group: those of one group that touch a
    span begin near it, so that a few searches find them, however many there are.
    """

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._groups: dict[int, _Group] = {}
        for start, minus_end, id in sorted((start, -end, id) for start, end, id in places):
            self._group((start, -minus_end, id)).append((start, -minus_end, id))

    @classmethod
    def in_columns(cls, starts: Sequence[int], ends: Sequence[int], ids: Sequence[str]) -> "Places":
        """The places whose parts stand side by side, made with little memory beside them."""
        places = cls()
        # By numbers, of which each is smaller than a tuple; what is equal stays in the order of ids.
        order = sorted(range(len(ids)), key=ids.__getitem__)
        order.sort(key=lambda at: (starts[at] << _BITS) - ends[at])
        for at in order:
            place = starts[at], ends[at], ids[at]
            places._group(place).append(place)
        return places

    def __len__(self) -> int:
        return sum(len(group.ids) for group in self._groups.values())

    def __iter__(self) -> Iterator[Place]:
        return merge(*self._groups.values(), key=in_order)

    def __contains__(self, place: Place) -> bool:
        group = self._groups.get((place[1] - place[0]).bit_length())
        return group is not None and group.find(place)[1]

    def add(self, place: Place) -> None:
        """Have the place among them, once."""
        group = self._group(place)
        at, is_there = group.find(place)
        if not is_there:
            group.insert(at, place)

    def discard(self, place: Place) -> None:
        """Have the place among them no more."""
        group = self._group(place)
        at, is_there = group.find(place)
        if is_there:
            group.pop(at)

    def touching(self, start: int, end: int) -> list[Place]:
        """Those that share a character with ``start:end``, in order."""
        found: list[Place] = []
        for bits, group in self._groups.items():
            low = bisect_right(group.starts, start - (1 << bits))
            high = bisect_left(group.starts, end)
            found += (group[at] for at in range(low, high) if start < group.ends[at])
        return sorted(found, key=in_order)

    def after(self, place: Place) -> Place | None:
        """The next in the order of the text, which the place given need not be among."""
        found = (group.after(place) for group in self._groups.values())
        return min((each for each in found if each is not None), key=in_order, default=None)

    def before(self, place: Place) -> Place | None:
        """The one before it in the order of the text; None before the first."""
        found = (group.before(place) for group in self._groups.values())
        return max((each for each in found if each is not None), key=in_order, default=None)

    def all_after(self, place: Place) -> Iterator[Place]:
        """Those after it, in order; what is put in or taken out meanwhile does no harm."""
        there = self.after(place)
        while there is not None:
            yield there
            there = self.after(there)

    def _group(self, place: Place) -> "_Group":
        bits = (place[1] - place[0]).bit_length()
        return self._groups.get(bits) or self._groups.setdefault(bits, _Group())


class _Group:
    """Places of about one length, in order: numbers side by side take a tenth of the memory."""

    def __init__(self) -> None:
        self.starts = array("q")
        self.ends = array("q")
        self.ids: list[str] = []

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, at: int) -> Place:
        return self.starts[at], self.ends[at], self.ids[at]

    def __iter__(self) -> Iterator[Place]:
        return zip(self.starts, self.ends, self.ids, strict=True)

    def find(self, place: Place) -> tuple[int, bool]:
        """Where the place is or would be, and whether it is there."""
        at = bisect_left(self.starts, place[0])
        while (
            at < len(self.ids)
            and self.starts[at] == place[0]
            and in_order(self[at]) < in_order(place)
        ):
            at += 1
        return at, at < len(self.ids) and self[at] == place

    def append(self, place: Place) -> None:
        self.starts.append(place[0])
        self.ends.append(place[1])
        self.ids.append(place[2])

    def insert(self, at: int, place: Place) -> None:
        self.starts.insert(at, place[0])
        self.ends.insert(at, place[1])
        self.ids.insert(at, place[2])

    def pop(self, at: int) -> None:
        for column in (self.starts, self.ends, self.ids):
            del column[at]

    def after(self, place: Place) -> Place | None:
        at, is_there = self.find(place)
        at += is_there
        return self[at] if at < len(self.ids) else None

    def before(self, place: Place) -> Place | None:
        at, _ = self.find(place)
        return self[at - 1] if at else None


def in_order(place: Place) -> Place:
    """What places are sorted by."""
    return place[0], -place[1], place[2]
