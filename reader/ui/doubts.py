"""What this run knows of where marks stand in texts that have changed since they were made."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from annotations import Anchor, Annotation, Source, as_made, is_reviewed, needs_review
from reader.articles.long_text import Text

Pairs = list[tuple[Annotation, Anchor]]


class Doubts:
    """The anchors that a reader should look at, by the annotation's id, and those just found.

    Finding a place in a changed text takes a millisecond or so for each mark; what was
    found once is kept while neither the mark nor the text changes.
    """

    def __init__(self) -> None:
        self._open: dict[str, Anchor] = {}
        self._found: dict[tuple[str, int, str], Anchor] = {}

    def __len__(self) -> int:
        return len(self._open)

    def get(self, id: str) -> Anchor | None:
        """Where the annotation seems to stand now, if that is to be looked at."""
        return self._open.get(id)

    def learn(self, pairs: Iterable[tuple[Annotation, Anchor]]) -> None:
        """Keep what was found."""
        for annotation, anchor in pairs:
            if needs_review(annotation, anchor):
                self._open[annotation.id] = anchor
            else:
                self._open.pop(annotation.id, None)
            if anchor.text_sha256 is not None:
                self._found[annotation.id, annotation.rev, anchor.text_sha256] = anchor

    def forget(self, ids: Iterable[str]) -> None:
        """Drop what is known of annotations that are gone."""
        for id in ids:
            self._open.pop(id, None)

    def settle(self, is_settled: Callable[[str], bool]) -> None:
        """Drop the doubts about annotations that are known to stand where they were made."""
        self.forget([id for id in self._open if is_settled(id)])

    def known(
        self, made: Sequence[Annotation], source: Source, text: Text
    ) -> tuple[Pairs, list[Annotation]]:
        """Where the annotations stand that can be placed at once, and those to be looked for."""
        slow: list[Annotation] = []
        pairs: Pairs = []
        for each in made:
            found = self._found.get((each.id, each.rev, source.text_sha256 or ""))
            decided = each.anchor
            if found is not None:
                pairs.append((each, found))
            elif decided is not None and decided.text_sha256 == source.text_sha256 is not None:
                pairs.append((each, decided))
            elif (found := as_made(each, source, text)) is not None:
                pairs.append((each, found))
            else:
                slow.append(each)
        return pairs, slow

    def marked(self, annotation: Annotation) -> Annotation:
        """The annotation with the doubt about it as its anchor, for lists and exports."""
        doubt = self._open.get(annotation.id)
        return replace(annotation, anchor=doubt) if doubt is not None else annotation


def told(pairs: Iterable[tuple[Annotation, Anchor]], exact: int = 0) -> str:
    """How many marks stand how, the usual first: ``3 exact · 1 changed · 1 orphaned``.

    So many more are ``exact``.
    """
    counts = Counter({"exact": exact})
    counts.update("exact" if is_reviewed(*pair) else pair[1].status for pair in pairs)
    order: Mapping[str, int] = {"exact": 0, "folded": 1, "moved": 2, "changed": 3, "ambiguous": 4}
    names = sorted(counts, key=lambda status: order.get(status, 5))
    return " · ".join(f"{counts[status]} {status}" for status in names if counts[status])
