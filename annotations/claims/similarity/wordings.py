"""Passages that hold the same terms: whatever one of them is like, the others are like too."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from annotations.claims.similarity.channel import Channel


class Wordings:
    """The passages of texts, those of the same terms in one group, a wording.

    A wording goes by its number. Those that are in one text only come first, as the texts do,
    so that what need not be compared with each other stands side by side. ``heads`` are a
    passage of each; ``ends`` tell before which wording those end that it is to be compared
    with: what is in one text only is not compared with others of that text.
    """

    def __init__(self, stems: Channel, grams: Channel, texts: Sequence[Sequence[int]]) -> None:
        groups: dict[tuple[bytes, bytes], list[tuple[int, int]]] = defaultdict(list)
        for text, passages in enumerate(texts):
            for passage in passages:
                terms = _packed(stems.held(passage)), _packed(grams.held(passage))
                groups[terms].append((text, passage))
        ordered = sorted(groups.values(), key=lambda group: group[0][0] != group[-1][0])
        self.heads = [group[0][1] for group in ordered]
        self.ends = list(_ends(ordered))
        self._texts = [[text for text, _ in group] for group in ordered]
        self._passages = [[passage for _, passage in group] for group in ordered]
        self.of = {passage: w for w, group in enumerate(ordered) for _, passage in group}

    def __len__(self) -> int:
        return len(self.heads)

    def is_repeated(self, wording: int) -> bool:
        """Whether several texts have it."""
        return self._texts[wording][0] != self._texts[wording][-1]

    def before(self, wording: int, text: int, most: int) -> Sequence[int]:
        """The first passages of a wording in the texts before this one, so many at most."""
        return self._passages[wording][: min(most, self.count(wording, text))]

    def count(self, wording: int, text: int) -> int:
        """How many passages of a wording there are in the texts before this one."""
        return bisect_left(self._texts[wording], text)


def _packed(terms: Iterable[int]) -> bytes:
    """The terms in the room of an array, whatever order they came in."""
    return array("I", sorted(terms)).tobytes()


def _ends(ordered: Sequence[Sequence[tuple[int, int]]]) -> Iterator[int]:
    first, last_text = 0, -1
    for number, group in enumerate(ordered):
        if group[0][0] != group[-1][0]:
            yield number
            continue
        if group[0][0] != last_text:
            first, last_text = number, group[0][0]
        yield first
