"""All figures of agreement between annotators, by pair, by text and by tag."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from annotations.agreement.difference import tag_set
from annotations.agreement.figure import Figure, Share
from annotations.agreement.nominal import (
    Values,
    alpha_of_nominal_sums,
    alpha_sums,
    cohen_sums,
    fleiss_sums,
    kappa_of_cohen_sums,
    kappa_of_fleiss_sums,
    nominal_alpha,
    rated_by_all,
    values_of,
)
from annotations.agreement.passage import SharedPassage, shared_passages
from annotations.agreement.resampling import RESAMPLES, resampled, weights
from annotations.agreement.span_f1 import MEASURES, Found, f1, found
from annotations.agreement.unit import AnnotatedText, Unit, apart
from annotations.agreement.unitizing import (
    Coincidences,
    alpha_of_sums,
    binary_alpha,
    coding_alpha,
    coincidences,
    sums,
    unitizing_alpha,
)
from annotations.model import UNCHECKED
from annotations.tags import key

SPANS, TAGS, VERDICTS = "spans", "tags", "verdicts"
ASPECTS = (SPANS, TAGS, VERDICTS)
"""What annotators may agree on."""

LEAST_TEXTS, LEAST_PASSAGES = 5, 20
"""From how many texts, or passages, on they are resampled for intervals."""

_MOST_SUMS = 64
"""Sums that are resampled; where more values were given, there is no interval."""

_ALPHA_U, _BINARY, _CODING = "αᵤ", "|αᵤ", "cαᵤ"


@dataclass(frozen=True, slots=True)
class Report:
    """How far annotators agree.

    ``texts`` are those compared, which two of them at least have read; ``left_out`` those that
    only one has. ``marks`` counts each annotator's marks in the texts compared.
    """

    annotators: tuple[str, ...]
    texts: tuple[str, ...]
    left_out: tuple[str, ...]
    marks: Mapping[str, int]
    figures: Mapping[str, Sequence[Figure]]
    passages: Sequence[SharedPassage]


def report(
    texts: Iterable[AnnotatedText],
    annotators: Sequence[str],
    on: Sequence[str] = ASPECTS,
    resamples: int = RESAMPLES,
) -> Report:
    """How far the annotators agree on the texts; ``resamples`` of 0 leaves intervals out."""
    read = [text.of(annotators) for text in texts]
    compared = [text for text in read if len(text.units) > 1]
    passages = shared_passages(compared)
    figures: dict[str, Sequence[Figure]] = {}
    if SPANS in on:
        figures[SPANS] = list(_Spans(compared, annotators, resamples).figures())
    for aspect, value in ((TAGS, _tags), (VERDICTS, _verdict)):
        if aspect in on:
            named = _Values(passages, annotators, value, resamples)
            figures[aspect] = [*named.figures(), *(_by_tag(passages) if aspect == TAGS else ())]
    return Report(
        tuple(annotators),
        tuple(text.name for text in compared),
        tuple(text.name for text in read if len(text.units) == 1),
        {who: sum(len(text.units.get(who, ())) for text in compared) for who in annotators},
        figures,
        passages,
    )


class _Spans:
    """Figures of what was marked."""

    def __init__(
        self, texts: Sequence[AnnotatedText], annotators: Sequence[str], resamples: int
    ) -> None:
        self._texts = texts
        self._annotators = annotators
        self._apart = [{who: apart(units) for who, units in text.units.items()} for text in texts]
        is_enough = resamples and len(texts) >= LEAST_TEXTS
        self._drawn = weights(len(texts), resamples) if is_enough else None

    def figures(self) -> Iterator[Figure]:
        by_text = [self._coincidences(at) for at in range(len(self._texts))]
        added = _added(by_text)
        kinds = sorted({value for value in added.own if value}) or ["marked"]
        yield self._alpha(_ALPHA_U, unitizing_alpha(added), by_text, ["", *kinds])
        yield self._plain(_BINARY, binary_alpha(added))
        if len(kinds) > 1:
            yield self._plain(_CODING, coding_alpha(added))
        pairs = list(combinations(self._annotators, 2))
        counted = {pair: self._found(*pair) for pair in pairs}
        for at, measure in enumerate(MEASURES):
            texts = (
                [
                    [
                        sum(each)
                        for each in zip(
                            *(pair[number][at] for pair in counted.values()), strict=True
                        )
                    ]
                    for number in range(len(self._texts))
                ]
                if counted
                else []
            )
            yield self._f1(measure, "", texts)._replace(n=self._marks)
        if len(pairs) > 1:
            for pair in pairs:
                yield from self._of_pair(pair, counted[pair])
        if len(self._texts) > 1:
            for text, one in zip(self._texts, by_text, strict=True):
                marks = sum(map(len, text.units.values()))
                yield _figure(_ALPHA_U, unitizing_alpha(one), marks, "marks", text.name)
        yield from self._by_tag()

    def _of_pair(
        self, pair: tuple[str, str], counted: Sequence[Sequence[Found]]
    ) -> Iterator[Figure]:
        numbers = [at for at, text in enumerate(self._texts) if set(pair) <= text.units.keys()]
        by_text = [self._coincidences(at, pair) for at in numbers]
        marks = sum(counts[0].of_ones + counts[0].of_others for counts in counted)
        yield _figure(_ALPHA_U, unitizing_alpha(_added(by_text)), marks, "marks", _named(pair))
        for at, measure in enumerate(MEASURES):
            yield self._f1(measure, _named(pair), [counts[at] for counts in counted])

    def _by_tag(self) -> Iterator[Figure]:
        used: dict[str, list[int]] = {}
        for at, text in enumerate(self._texts):
            for tag in {
                tag for units in text.units.values() for unit in units for tag in unit.tags
            }:
                used.setdefault(tag, []).append(at)
        for tag in sorted(used, key=key):
            here = set(used[tag])
            added, marks = Coincidences(), 0
            for at, text in enumerate(self._texts):
                if at in here:
                    only = text.tagged(tag)
                    marks += sum(map(len, only.units.values()))
                    spans = [
                        [(start, end, tag) for start, end, _ in apart(units)]
                        for units in only.units.values()
                    ]
                    added.add(coincidences(text.length, spans))
                else:
                    added.observed["", ""] += len(text.units) * text.length
                    added.own[""] += len(text.units) * text.length
            yield _figure(_ALPHA_U, unitizing_alpha(added), marks, "marks", f"#{tag}")

    def _coincidences(self, at: int, annotators: Sequence[str] | None = None) -> Coincidences:
        spans = self._apart[at]
        chosen = [spans[who] for who in annotators or spans]
        return coincidences(self._texts[at].length, chosen)

    def _found(self, one: str, other: str) -> list[list[Found]]:
        """What either has of the other's marks, by text and measure; nothing where one did not read."""
        counted = []
        for text in self._texts:
            if one in text.units and other in text.units:
                there = found(text.units[one], text.units[other])
                counted.append([there[measure] for measure in MEASURES])
            else:
                counted.append([Found()] * len(MEASURES))
        return counted

    @property
    def _marks(self) -> int:
        return sum(len(units) for text in self._texts for units in text.units.values())

    def _plain(self, measure: str, share: Share) -> Figure:
        return _figure(measure, share, self._marks, "marks")

    def _alpha(
        self, measure: str, share: Share, by_text: Sequence[Coincidences], values: Sequence[str]
    ) -> Figure:
        rows = [sums(each, values) for each in by_text]
        return self._with_interval(self._plain(measure, share), rows, alpha_of_sums)

    def _f1(self, measure: str, about: str, rows: Sequence[Sequence[float]]) -> Figure:
        total = [sum(column) for column in zip(*rows, strict=True)] or [0, 0, 0, 0]
        marks = round(total[2] + total[3])
        figure = _figure(measure, f1(*total), marks, "marks", about)
        return self._with_interval(figure, rows, lambda added: f1(*added).value)

    def _with_interval(
        self,
        figure: Figure,
        rows: Sequence[Sequence[float]],
        measure: Callable[[Sequence[float]], float | None],
    ) -> Figure:
        if self._drawn is None or figure.value is None:
            return figure
        bounds = resampled(list(zip(*rows, strict=True)), self._drawn, measure)
        return figure if bounds is None else figure._replace(low=bounds[0], high=bounds[1])


class _Values:
    """Figures of the values given to passages that several annotators marked."""

    def __init__(
        self,
        passages: Sequence[SharedPassage],
        annotators: Sequence[str],
        value: Callable[[Unit], Hashable | None],
        resamples: int,
    ) -> None:
        self._annotators = annotators
        self._things: list[Values] = []
        clusters: dict[str, list[int]] = {}
        for passage in passages:
            given = {who: value(unit) for who, unit in passage.units.items()}
            given = {who: said for who, said in given.items() if said is not None}
            if len(given) > 1:
                clusters.setdefault(passage.text, []).append(len(self._things))
                self._things.append(given)
        self._clusters = self._resampled_together(list(clusters.values()), resamples)
        self._drawn = weights(len(self._clusters), resamples) if self._clusters else []

    def _resampled_together(self, by_text: list[list[int]], resamples: int) -> list[list[int]]:
        """What is drawn together: the passages of a text; of few texts, each passage by itself."""
        if not resamples:
            return []
        if len(by_text) >= LEAST_TEXTS:
            return by_text
        count = len(self._things)
        return [[at] for at in range(count)] if count >= LEAST_PASSAGES else []

    def figures(self) -> Iterator[Figure]:
        things, annotators = self._things, self._annotators
        values = values_of(things)
        count = len(things)
        yield self._figure(
            "α nominal",
            count,
            lambda some: alpha_sums(some, values),
            alpha_of_nominal_sums,
        )
        if len(annotators) > 2:
            yield self._figure(
                "Fleiss’ κ",
                len(rated_by_all(things, annotators)),
                lambda some: fleiss_sums(some, values, annotators),
                kappa_of_fleiss_sums,
            )
        for one, other in combinations(annotators, 2):
            yield self._figure(
                "Cohen’s κ",
                sum(one in each and other in each for each in things),
                partial(_cohen, values, one, other),
                kappa_of_cohen_sums,
                _named((one, other)),
            )

    def _figure(
        self,
        measure: str,
        count: int,
        add_up: Callable[[Sequence[Values]], list[float]],
        share_of: Callable[[Sequence[float]], Share],
        about: str = "",
    ) -> Figure:
        figure = _figure(measure, share_of(add_up(self._things)), count, "passages", about)
        if figure.value is None or not self._drawn:
            return figure
        rows = [add_up([self._things[at] for at in together]) for together in self._clusters]
        if len(rows[0]) > _MOST_SUMS:
            return figure
        columns = list(zip(*rows, strict=True))
        bounds = resampled(columns, self._drawn, lambda added: share_of(added).value)
        return figure if bounds is None else figure._replace(low=bounds[0], high=bounds[1])


def _cohen(values: Sequence[Hashable], one: str, other: str, some: Sequence[Values]) -> list[float]:
    return cohen_sums(some, values, one, other)


def _by_tag(passages: Sequence[SharedPassage]) -> Iterator[Figure]:
    """For each tag, whether annotators who marked the same passage gave it: α of yes and no."""
    tags = {key(tag): tag for each in passages for unit in each.units.values() for tag in unit.tags}
    met = [
        {who: tag_set(unit) for who, unit in each.units.items()}
        for each in passages
        if len(each.units) > 1
    ]
    for folded, tag in sorted(tags.items()):
        things = [{who: folded in worn for who, worn in each.items()} for each in met]
        used = sum(any(each.values()) for each in things)
        yield _figure("α nominal", nominal_alpha(things), used, "passages", f"#{tag}")


def _tags(unit: Unit) -> Hashable:
    return tag_set(unit)


def _verdict(unit: Unit) -> Hashable | None:
    return None if unit.verdict == UNCHECKED else unit.verdict


def _added(parts: Iterable[Coincidences]) -> Coincidences:
    added = Coincidences()
    for part in parts:
        added.add(part)
    return added


def _named(pair: tuple[str, str]) -> str:
    return " · ".join(pair)


def _figure(measure: str, share: Share, n: int, of: str, about: str = "") -> Figure:
    return Figure(measure, share.value, n, of, about, reason=share.reason)
