"""The claims board: each claim a row, each article a column, and what the article says of the claim.

A row holds the reader's own claims that are linked to each other, or a sentence that is only
suggested. What the other articles say of it comes from two sides: what the reader related, which
counts first, and what the comparison of the articles finds. A row is of use before it is
``filled``: comparing takes a while, drawing does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotations.claims.model import Difference, Match, Passage, Suggestion
from annotations.model import CONFIRMING, Annotation

SAID, MAYBE, DIFFERS, SILENT = "said", "maybe", "differs", "silent"
"""What an article says of a claim: the same, perhaps the same, something else, nothing."""


_FOUND = {SAID: "○", MAYBE: "~", DIFFERS: "△"}
_CONFIRMED = {SAID: "●", DIFFERS: "▲"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the reader's, and the span of the article ``name`` where it stands now.

    ``passage`` is None where the words are in the article no more.
    """

    annotation: Annotation
    name: str
    passage: Passage | None

    @property
    def id(self) -> str:
        """The annotation's id."""
        return self.annotation.id


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article says of the claim of a row.

    ``claim`` is the reader's own claim that says it there, and ``relation`` how the reader
    related that to the row's first one ("" for the first one itself); both are None for what
    was only found. ``score`` and ``tier`` are the match's. ``differences`` are also those
    that cannot be resolved; ``conflicts`` are the others.
    """

    state: str
    passage: Passage | None = None
    differences: tuple[Difference, ...] = ()
    score: float = 1.0
    tier: str | None = None
    claim: Claim | None = None
    relation: str | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether the reader said so, and not the comparison alone."""
        return self.claim is not None

    @property
    def glyph(self) -> str:
        """Its sign, so that it is told without colours too: a full one is the reader's word.

        >>> Cell("said").glyph, Cell("differs").glyph, Cell("silent").glyph
        ('○', '△', '')
        """
        return (_CONFIRMED if self.is_confirmed else _FOUND).get(self.state, "")

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """Where it surely does not agree."""
        return tuple(each for each in self.differences if each.is_resolved)

    @property
    def word(self) -> str:
        """What it says in a word or two, as the board shows it.

        >>> Cell("differs", None, (Difference("date", "May", "June", "dates differ"),)).word
        'differs: date?'
        """
        if self.relation in ("supports", "contradicts"):
            return self.relation
        if self.state == DIFFERS and self.conflicts:
            doubt = "?" * (self.tier != "solid" and not self.is_confirmed)
            return f"{DIFFERS}: {self.conflicts[0].slot}{doubt}"
        return "" if self.state == SILENT else self.state


SILENCE = Cell(SILENT)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim and what the articles say of it.

    ``lead`` is the passage that is compared with the others, None where it is lost;
    ``text`` are its words. ``claims`` are the reader's own, the oldest first; a suggestion
    has none. ``cells`` are those of the articles that are not silent, by the article's
    name. ``is_filled`` says that the articles were compared.
    """

    key: str
    name: str
    text: str
    lead: Passage | None
    claims: tuple[Claim, ...] = ()
    suggestion: Suggestion | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    is_filled: bool = False

    def cell(self, name: str) -> Cell:
        """What the article of this name says."""
        return self.cells.get(name, SILENCE)

    @property
    def first(self) -> Annotation | None:
        """The claim that stands for the row; None for a suggestion."""
        return self.claims[0].annotation if self.claims else None

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts on its claims, without repetitions and ``unchecked``."""
        given = (claim.annotation.verdict for claim in self.claims)
        return tuple(dict.fromkeys(each for each in given if each and each != "unchecked"))

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """Where any article does not agree, the cells in their order."""
        return tuple(each for cell in self.cells.values() for each in cell.conflicts)

    @property
    def has_conflict(self) -> bool:
        """Whether any article differs, or contradicts it."""
        return any(cell.state == DIFFERS for cell in self.cells.values())


Matching = Callable[[Passage], Sequence[Match]]
"""From a passage to the passages of other articles that may say the same, best first."""

Rejections = Mapping[str, Sequence[Passage]]
"""The passages that the reader refused, by the id of the claim."""


class Groups:
    """The reader's claims as they are linked, each group a row of the board.

    Claims of one row are the same one, support it, or contradict it; directly, or by others
    between them. Links to claims that are not among these count for nothing.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims = {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)}
        self._links = _links(self._claims)

    def rows(self) -> list[Row]:
        """A row for each group, in the order in which their first claims were made."""
        rows: list[Row] = []
        placed: set[str] = set()
        for id in self._claims:
            if id not in placed:
                relations = _group(id, self._links)
                placed.update(relations)
                rows.append(self._row(relations))
        return rows

    def row(self, id: str) -> Row | None:
        """The row in which the claim with this id stands; None if there is no such claim."""
        if id not in self._claims:
            return None
        first = min(_group(id, self._links))
        return self._row(_group(first, self._links))

    def _row(self, relations: Mapping[str, str]) -> Row:
        return _claim_row([self._claims[id] for id in sorted(relations)], relations)


def suggestion_row(name: str, suggestion: Suggestion, words: str) -> Row:
    """The row of a sentence that is suggested; ``words`` are its own, in the text of this name."""
    lead = Passage(name, suggestion.start, suggestion.end)
    key = f"{name}:{lead.start}:{lead.end}"
    return Row(key, name, words, lead, suggestion=suggestion, cells={name: Cell(SAID, lead)})


def filled(row: Row, matches: Matching, rejections: Rejections | None = None) -> Row:
    """The row with what the comparison finds; what the reader said of it stays.

    Of each article the best passage counts that was not refused and is in a tier, or is
    below them and quotes the same words otherwise; if that one agrees, another
    that differs takes its place, unless it is much less alike. Where the reader has a claim there already,
    only the differences are taken over.
    """
    if row.lead is None:
        return replace(row, is_filled=True)
    refused = [each for claim in row.claims for each in (rejections or {}).get(claim.id, ())]
    cells = {
        name: cell for name, cell in row.cells.items() if cell.is_confirmed or name == row.name
    }
    found: dict[str, Cell] = {}
    for match in matches(row.lead):
        name = match.b.name
        own = cells.get(name)
        if name == row.name or any(touch(match.b, each) for each in refused):
            continue
        if own is None and (match.tier is not None or _has_conflict(match)):
            found[name] = _weightier(found.get(name), _found(match))
        elif own is not None and own.passage is not None and touch(own.passage, match.b):
            cells[name] = own if own.differences else _with_differences(own, match)
    return replace(row, cells=cells | found, is_filled=True)


def _weightier(known: Cell | None, other: Cell) -> Cell:
    """The cell that matters more: a passage that differs is not hidden by a likelier one."""
    if known is None:
        return other
    differs = other.state == DIFFERS and known.state != DIFFERS
    is_close = other.tier in ("solid", known.tier) and 2 * other.score >= known.score
    return other if differs and is_close else known


def _has_conflict(match: Match) -> bool:
    return any(each.is_resolved for each in match.conflicts)


def _found(match: Match) -> Cell:
    if _has_conflict(match):
        state = DIFFERS
    else:
        state = SAID if match.tier == "solid" else MAYBE
    return Cell(state, match.b, match.conflicts, match.score, match.tier)


def _with_differences(own: Cell, match: Match) -> Cell:
    state = DIFFERS if _has_conflict(match) else own.state
    return replace(
        own, state=state, differences=match.conflicts, score=match.score, tier=match.tier
    )


def touch(a: Passage, b: Passage) -> bool:
    """Whether two passages share a character."""
    return a.name == b.name and a.start < b.end and b.start < a.end


def _links(claims: Mapping[str, Claim]) -> dict[str, list[tuple[str, str]]]:
    """From the id of each linked claim to those it is linked to, either way, with the link's type."""
    links: dict[str, list[tuple[str, str]]] = {}
    for id, claim in claims.items():
        for relation in claim.annotation.relations:
            if relation.type in CONFIRMING and relation.to in claims:
                links.setdefault(id, []).append((relation.to, relation.type))
                links.setdefault(relation.to, []).append((id, relation.type))
    return links


def _group(first: str, links: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, str]:
    """The ids linked to the first one, with how each stands to it; "" for the first one itself.

    What contradicts a contradiction says the same again.
    """
    relations = {first: ""}
    waiting = [first]
    for id in waiting:
        for other, type in links.get(id, ()):
            if other not in relations:
                relations[other] = _joined(relations[id], type)
                waiting.append(other)
    return relations


def _joined(before: str, type: str) -> str:
    if before in ("", "same-claim"):
        return type
    if type == "contradicts":
        return "same-claim" if before == "contradicts" else "contradicts"
    return before


def _claim_row(claims: Sequence[Claim], relations: Mapping[str, str]) -> Row:
    first = claims[0]
    cells: dict[str, Cell] = {}
    for claim in claims:
        state = DIFFERS if relations[claim.id] == "contradicts" else SAID
        cell = Cell(state, claim.passage, claim=claim, relation=relations[claim.id])
        cells.setdefault(claim.name, cell)
    text = first.annotation.quote.exact
    return Row(first.id, first.name, text, first.passage, tuple(claims), cells=cells)


def new_suggestions(rows: Sequence[Row], taken: Iterable[Passage] = ()) -> list[Row]:
    """Of rows in their order, all but the suggestions that are there already.

    That is those in a passage that is ``taken``, and those that an earlier row's article
    says surely, or that row to the word: of several that say the same, one is enough.
    """
    worded: set[str] = set()
    said: dict[str, list[Passage]] = {}
    for passage in taken:
        said.setdefault(passage.name, []).append(passage)
    kept = []
    for row in rows:
        lead = row.lead
        if row.suggestion is not None and lead is not None:
            is_said = any(touch(lead, each) for each in said.get(lead.name, ()))
            if is_said or row.text in worded:
                continue
        worded.add(row.text)
        kept.append(row)
        for name, cell in row.cells.items():
            if cell.passage is not None and (cell.is_confirmed or cell.tier != "maybe"):
                said.setdefault(name, []).append(cell.passage)
    return kept
