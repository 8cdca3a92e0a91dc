"""The rows of the board, from what the notebook holds and what the comparison has found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotations import Anchor, Annotation, Notebook, anchored
from annotations.claims.board.layout import Column, columns
from annotations.claims.board.rows import (
    Claim,
    Groups,
    Row,
    filled,
    new_suggestions,
    suggestion_row,
)
from annotations.claims.model import Passage
from annotations.model import NOT_SAME_CLAIM
from annotations.rules import DISMISSED
from reader.marks.library_marks import LibraryMarks
from reader.ui.comparison import Comparison

Places = dict[tuple[str, int, str], Passage | None]
"""By an annotation, its revision and the hash of a text: where it stands in that; None if not."""

_SUGGESTED = 40
"""Suggestions on the whole board: more of them would be a list, not an offer."""


class BoardRows:
    """Claims with where they stand, grouped; suggestions; and what was found of each so far.

    ``unplaced`` are claims whose words must be looked for in a text that has changed, which
    is done in a thread by ``look_for``.
    """

    def __init__(self, notebook: Notebook, comparison: Comparison) -> None:
        self._notebook = notebook
        self._comparison = comparison
        self._marks = LibraryMarks(comparison.library, notebook)
        self._places: Places = {}
        self.unplaced: list[Annotation] = []
        self._groups = Groups(())
        self.dismissed: list[Passage] = []
        self.rejections: dict[str, list[Passage]] = {}
        self.version = -1
        self._paths: frozenset[str] = frozenset()

    def refresh(self) -> None:
        """Take over what the notebook holds now."""
        self.unplaced, self.version = [], self._comparison.version
        if not self._paths and not self._comparison.is_ready:
            self._paths = frozenset(self._comparison.library.paths)
        by_hash = {each.sha256: path for path, each in self._comparison.articles.items()}
        everything = self._notebook.everything()
        made = (self._claim(each, by_hash) for each in everything if each.kind == "claim")
        self._groups = Groups(claim for claim in made if claim is not None)
        self._refuse([each for each in everything if each.kind == DISMISSED], by_hash)

    def rows(self) -> list[Row]:
        """A row for each claim or group of claims, then one for each suggestion that is left."""
        made = [self._filled(row) for row in self._groups.rows()]
        return new_suggestions([*made, *map(self._filled, self._suggested())], self.dismissed)

    def row(self, id: str) -> Row | None:
        """The row in which the claim with this id stands."""
        row = self._groups.row(id)
        return None if row is None else self._filled(row)

    def columns(self) -> list[Column]:
        """The articles in the order of the board."""
        return columns(self._comparison.heads(), self._comparison.copied)

    def waiting(self, rows: Iterable[Row]) -> list[Passage]:
        """The passages of these rows that are still to be compared."""
        if not self._comparison.is_ready:
            return []
        return [row.lead for row in rows if not row.is_filled and row.lead is not None]

    def _filled(self, row: Row) -> Row:
        if row.lead is None:
            return replace(row, is_filled=True)
        found = self._comparison.known(row.lead)
        return row if found is None else filled(row, lambda _: found, self.rejections)

    def _claim(self, made: Annotation, by_hash: Mapping[str, str]) -> Claim | None:
        """The claim where it stands; None if its article is not in the library."""
        path = self._path_of(made, by_hash)
        return None if path is None else Claim(made, path, self._place(made, path))

    def _refuse(self, hidden: Iterable[Annotation], by_hash: Mapping[str, str]) -> None:
        """Take over the passages that the reader dismissed: of a claim, or as suggestions."""
        self.dismissed, self.rejections = [], {}
        for each in hidden:
            path = self._path_of(each, by_hash)
            passage = self._place(each, path) if path is not None else None
            if passage is None:
                continue
            claims = [link.to for link in each.relations if link.type == NOT_SAME_CLAIM]
            if not claims:
                self.dismissed.append(passage)
            for claim in claims:
                self.rejections.setdefault(claim, []).append(passage)

    def _path_of(self, made: Annotation, by_hash: Mapping[str, str]) -> str | None:
        path = self._marks.own_path(made)
        if path in self._comparison.articles:
            return path
        if path is not None and not self._comparison.is_ready and path in self._paths:
            return path
        return by_hash.get(made.source.text_sha256 or "")

    def _place(self, made: Annotation, path: str) -> Passage | None:
        """Where it stands in the text as it was compared, or stood when it was made."""
        compared = self._comparison.articles.get(path)
        decided = made.anchor
        if compared is not None and decided is not None:
            if decided.text_sha256 == compared.sha256:
                return _at(path, decided)
        if compared is None or made.source.text_sha256 == compared.sha256:
            return Passage(path, made.position.start, made.position.end)
        key = made.id, made.rev, compared.sha256
        if key not in self._places:
            self.unplaced.append(made)
        return self._places.get(key)

    def look_for(self, made: Iterable[Annotation]) -> Places:
        """Where these stand in their articles as they are now; for a thread."""
        found: Places = {}
        by_path: dict[str, list[Annotation]] = {}
        for each in made:
            path = self._marks.path_of(each) or ""
            by_path.setdefault(path, []).append(each)
        for path, marks in by_path.items():
            article = self._comparison.article(path)
            if article is None:
                continue
            source = self._marks.source(article)
            for each, anchor in anchored(marks, source, article.text, self._notebook.text):
                found[each.id, each.rev, article.sha256] = _at(path, anchor)
        return found

    def learn(self, found: Places) -> None:
        """Keep where claims were found."""
        self._places.update(found)

    def _suggested(self) -> list[Row]:
        """The rows of the sentences most worth checking, of all articles."""
        offered = [
            suggestion_row(path, suggestion, words)
            for path, compared in self._comparison.articles.items()
            for suggestion, words in compared.suggestions
        ]
        offered.sort(key=lambda row: -(row.suggestion.score if row.suggestion else 0.0))
        return offered[:_SUGGESTED]


def _at(path: str, anchor: Anchor) -> Passage | None:
    if anchor.start is None or anchor.end is None:
        return None
    return Passage(path, anchor.start, anchor.end)


def beside_names(row: Row, shown: Sequence[Column]) -> list[str]:
    """The articles that can be read beside the claim, in the order of the columns."""
    lead = row.lead.name if row.lead is not None else ""
    return [
        column.name
        for column in shown
        if column.name != lead and row.cell(column.name).passage is not None
    ]


def best_name(row: Row, names: list[str]) -> str:
    """The article whose passage is the most like the claim."""
    return max(names, key=lambda name: row.cell(name).score)
