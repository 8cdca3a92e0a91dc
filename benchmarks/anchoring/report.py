"""What came of the cases, and the tables that say it."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotations import Anchor
from benchmarks.anchoring.cases import Case

RIGHT, PARTIAL, MISSED, WRONG = "right", "partial", "missed", "wrong"
ORPHANED, FALSE = "orphaned", "false anchor"
_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case as one finder had it; ``seconds`` for this passage alone."""

    mutation: str
    size: str
    verdict: str
    status: str
    is_exact: bool
    is_flipped: bool
    seconds: float


def outcome(case: Case, anchor: Anchor, seconds: float) -> Outcome:
    """Right are hits that share at least four fifths with the span wanted."""
    verdict, is_exact = _verdict(case, anchor)
    return Outcome(
        case.mutation, case.size, verdict, anchor.status, is_exact, case.is_flipped, seconds
    )


def _verdict(case: Case, anchor: Anchor) -> tuple[str, bool]:
    if anchor.start is None or anchor.end is None:
        return (ORPHANED if case.wanted is None else MISSED), False
    if case.wanted is None:
        return FALSE, False
    start, end = case.wanted
    common = min(end, anchor.end) - max(start, anchor.start)
    union = max(end, anchor.end) - min(start, anchor.start)
    if common <= 0:
        return WRONG, False
    return (RIGHT if common >= _OVERLAP * union else PARTIAL), (start, end) == (
        anchor.start,
        anchor.end,
    )


def totals(outcomes: list[Outcome]) -> dict[str, str]:
    """The figures of the contract, and the times."""
    there = [each for each in outcomes if each.verdict not in (ORPHANED, FALSE)]
    gone = [each for each in outcomes if each.verdict in (ORPHANED, FALSE)]
    flipped = [each for each in there if each.is_flipped]
    right = [each for each in there if each.verdict == RIGHT]
    silent = [
        each for each in outcomes if each.verdict in (WRONG, FALSE) and each.status != "ambiguous"
    ]
    return {
        "cases": f"{len(there):,} + {len(gone):,}",
        "right": _share(there, lambda each: each.verdict == RIGHT),
        "partial": _share(there, lambda each: each.verdict == PARTIAL),
        "missed": _share(there, lambda each: each.verdict == MISSED),
        "wrong place": _share(there, lambda each: each.verdict == WRONG),
        "false anchor": _share(gone, lambda each: each.verdict == FALSE),
        "wrong or false, unflagged": f"{100 * len(silent) / max(1, len(outcomes)):.2f}",
        "flipped facts: found and `changed`": _share(
            flipped, lambda each: each.verdict == RIGHT and each.status == "changed"
        ),
        "borders exact": _share(right, lambda each: each.is_exact),
        **{
            f"{size}, ms": times(outcomes, size) for size in ("article", "template", "long", "book")
        },
    }


def times(outcomes: Iterable[Outcome], size: str) -> str:
    """Median and 95th percentile in milliseconds."""
    taken = sorted(1000 * each.seconds for each in outcomes if each.size == size)
    if not taken:
        return ""
    return f"{statistics.median(taken):.2f} / {taken[int(0.95 * (len(taken) - 1))]:.1f}"


def by_mutation(found: dict[str, list[Outcome]]) -> str:
    """A row for each mutation, a column for each finder: share right, or rightly orphaned."""
    return _by_mutation(found, lambda each: each.verdict in (RIGHT, ORPHANED))


def silent(found: dict[str, list[Outcome]]) -> str:
    """The same of places that are wrong and were not flagged as ``ambiguous``."""
    return _by_mutation(
        found, lambda each: each.verdict in (WRONG, FALSE) and each.status != "ambiguous"
    )


def _by_mutation(found: dict[str, list[Outcome]], holds: Callable[[Outcome], bool]) -> str:
    names = list(dict.fromkeys(each.mutation for outs in found.values() for each in outs))
    rows = []
    for name in names:
        cells = [
            _share([each for each in outs if each.mutation == name], holds)
            for outs in found.values()
        ]
        count = sum(each.mutation == name for each in next(iter(found.values())))
        rows.append((name, str(count), *cells))
    return table(("", "cases", *found), rows)


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """As Markdown."""
    head = tuple(header)
    every = [head, ("---",) * len(head), *(tuple(row) for row in rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in every)


def _share(outcomes: list[Outcome], holds: Callable[[Outcome], bool]) -> str:
    if not outcomes:
        return ""
    return f"{100 * sum(map(holds, outcomes)) / len(outcomes):.1f}"
