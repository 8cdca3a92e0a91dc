"""How well marks survive: constructed and real cases, ours beside others.

python -m benchmarks.anchoring --texts FOLDER --repository GIT… --part train
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from annotations import Position, Quote, resolve, select, sentences
from annotations.anchoring import Resolver
from benchmarks.anchoring import rivals
from benchmarks.anchoring.cases import Case, cases
from benchmarks.anchoring.families import families
from benchmarks.anchoring.mutations import CLOSE, OPEN, edited
from benchmarks.anchoring.prose import PARTS, Text, texts
from benchmarks.anchoring.report import Outcome, by_mutation, outcome, silent, table, totals
from benchmarks.anchoring.revisions import revisions

_KEPT = "ours, with the old text"
_MANY = 1000
_SLOW = 200_000
"""Others are not asked about longer texts: they would take minutes in Python."""


def main() -> int:
    """Measure and print."""
    arguments = _arguments()
    finders: dict[str, rivals.Finder] = {"ours": resolve}
    if arguments.rivals:
        finders |= {"exact, nearest": rivals.nearest, "Hypothesis": rivals.hypothesis}
        if find_spec("diff_match_patch"):
            finders["diff-match-patch"] = rivals.patched
    if not arguments.no_made:
        _print("Constructed cases", _measured(_constructed(arguments), finders, arguments))
        alike = families(texts(arguments.part, arguments.texts), arguments.each, arguments.part)
        found = _measured(alike, {**finders, _KEPT: resolve}, arguments)
        _print("Kinds that deceive", found)
        sys.stdout.write(f"Wrong or false, and not flagged:\n\n{silent(found)}\n")
    real = (each for path in arguments.repository for each in revisions(path, arguments.pairs, 12))
    if arguments.repository:
        _print("Real revisions", _measured(real, finders, arguments))
    if not arguments.no_made:
        sys.stdout.write("\n".join(["### A thousand marks\n", *_thousand(arguments), ""]))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anchoring", description=__doc__)
    parser.add_argument("--texts", type=Path, help="folder with train/*.txt and held-out/*.txt")
    parser.add_argument("--part", choices=PARTS, default=PARTS[0])
    parser.add_argument("--each", type=int, default=6, help="passages of each text (%(default)s)")
    parser.add_argument("--repository", type=Path, action="append", default=[])
    parser.add_argument("--pairs", type=int, default=60, help="revisions of each (%(default)s)")
    parser.add_argument("--rivals", action="store_true", help="measure the others too")
    parser.add_argument("--no-made", action="store_true", help="only the repositories")
    parser.add_argument("--only", default="", help="texts whose size is this")
    parser.add_argument("--show", type=int, default=0, help="failures to print")
    return parser.parse_args()


def _constructed(arguments: argparse.Namespace) -> Iterator[Case]:
    for text in texts(arguments.part, arguments.texts):
        if arguments.only in ("", text.size):
            few = {"book": 3, "long": 2}.get(text.size, 1)
            yield from cases(iter([text]), max(1, arguments.each // few), arguments.part)


def _measured(
    found: Iterable[Case], finders: dict[str, rivals.Finder], arguments: argparse.Namespace
) -> dict[str, list[Outcome]]:
    outcomes: dict[str, list[Outcome]] = {name: [] for name in finders}
    shown = 0
    for case in found:
        quote, position = select(case.old, *case.span)
        for name, finder in finders.items():
            if name not in ("ours", _KEPT) and len(case.new) > _SLOW:
                continue
            before = time.perf_counter()
            if name == _KEPT:
                anchor = resolve(case.new, quote, position, case.old)
            else:
                anchor = finder(case.new, quote, position)
            result = outcome(case, anchor, time.perf_counter() - before)
            outcomes[name].append(result)
            if name == "ours" and shown < arguments.show and _is_bad(result):
                shown += 1
                _show(case, quote, anchor.start, anchor.end, result, anchor.score)
    return outcomes


def _is_bad(result: Outcome) -> bool:
    if result.verdict not in ("right", "orphaned") or (
        result.verdict == "right" and not result.is_exact
    ):
        return True
    return result.verdict == "right" and result.is_flipped and result.status != "changed"


def _show(
    case: Case, quote: Quote, start: int | None, end: int | None, result: Outcome, score: float
) -> None:
    def near(text: str, a: int | None, b: int | None) -> str:
        if a is None or b is None:
            return "-"
        return repr(f"{text[max(0, a - 60) : a]}[[{text[a:b]}]]{text[b : b + 60]}")

    wanted = case.wanted or (None, None)
    sys.stderr.write(
        f"--- {case.mutation} · {case.name} · {result.verdict} · {result.status} {score}\n"
        f"old  {near(case.old, *case.span)}\nwant {near(case.new, *wanted)}\n"
        f"got  {near(case.new, start, end)}\n"
    )


def _print(title: str, found: dict[str, list[Outcome]]) -> None:
    figures = {name: totals(outcomes) for name, outcomes in found.items()}
    rows = [(figure, *(each[figure] for each in figures.values())) for figure in figures["ours"]]
    sys.stdout.write(f"### {title}\n\n{table(('', *found), rows)}\n{by_mutation(found)}\n")


def _thousand(arguments: argparse.Namespace) -> Iterator[str]:
    """A thousand marks on one article, with one Resolver, as the Notebook does it."""
    text = next(each for each in texts(arguments.part, arguments.texts) if len(each.text) > 10_000)
    chance = random.Random(3)
    marks = _marks(text, chance)
    begin, *_ = marks[0][1].start, None
    marked = (
        text.text[:begin] + OPEN + text.text[begin : begin + 1] + CLOSE + text.text[begin + 1 :]
    )
    changed = edited(0.05)(marked, chance) or text.text
    edits = changed.replace(OPEN, "").replace(CLOSE, "")
    for name, new in (("unchanged", text.text), ("5 % of the words edited", edits)):
        before = time.perf_counter()
        resolver = Resolver(new)
        for quote, position in marks:
            resolver.resolve(quote, position)
        yield f"{name}: {time.perf_counter() - before:.2f} s\n"


def _marks(text: Text, chance: random.Random) -> list[tuple[Quote, Position]]:
    spans = [span for span in sentences(text.text) if span[1] - span[0] > 20]
    return [select(text.text, *chance.choice(spans)) for _ in range(_MANY)]


if __name__ == "__main__":
    sys.exit(main())
