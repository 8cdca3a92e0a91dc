"""Claims in mixed news: what is shown between articles on one event, and between others.

The articles are those of BASIL (three of each event), read from a copy of the repository
`launchnlp/BASIL`; no text of it is here.
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from annotations import suggest
from annotations.claims.corpus import Corpus
from annotations.claims.similarity.scores import MAYBE

_CLAIMS = 4
"""Claims of an article: its likeliest suggestions."""
_LEAST = 0.5
_PARTS = 2

Row = tuple[str, str, str]
Article = tuple[str, date | None, str]
"""The name of the event, the day of publication, and the text."""


def news(folder: Path) -> list[Row]:
    """The rows of each half of the events: unrelated articles, and three of each event."""
    events = list(_events(folder).values())
    half = len(events) // _PARTS
    rows: list[Row] = []
    for name, part in (
        ("first half", events[:half]),
        ("second half", events[half:]),
        ("all", events),
    ):
        rows += _measured(f"BASIL, {name}, one an event", [event[0] for event in part])
        rows += _measured(f"BASIL, {name}", [each for event in part for each in event])
    return rows


def _events(folder: Path) -> Mapping[str, Sequence[Article]]:
    events: dict[str, list[Article]] = defaultdict(list)
    for file in sorted(folder.glob("articles/*/*.json")):
        fields = json.loads(file.read_text(encoding="utf-8"))
        paragraphs = (" ".join(each) for each in fields["body-paragraphs"])
        event = fields["triplet-uuid"]
        events[event].append((event, _day(fields["date"]), "\n\n".join(paragraphs)))
    return dict(sorted(events.items()))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _measured(on: str, articles: Sequence[Article]) -> list[Row]:
    corpus, events = Corpus(), {}
    began = time.process_time()
    for number, (event, day, text) in enumerate(articles):
        corpus.put(str(number), text, day)
        events[str(number)] = event
    corpus.weigh()
    indexed = time.process_time() - began
    shown, times = _asked(corpus, articles, events)
    began = time.process_time()
    pairs = len(corpus.pairs(MAYBE))
    compared = time.process_time() - began
    claims = len(times)
    counts = ", ".join(
        f"{kind} {100 * count / claims:.1f}" for kind, count in sorted(shown.items())
    )
    return [
        (on, f"{len(articles)} articles, {claims} claims: shown per 100", counts),
        (on, "indexed; a claim, median; all pairs", _spent(indexed, times, compared, pairs)),
    ]


def _spent(indexed: float, times: Iterable[float], compared: float, pairs: int) -> str:
    return f"{indexed:.2f} s; {median(times) * 1000:.1f} ms; {pairs:,} in {compared:.2f} s"


def _asked(
    corpus: Corpus, articles: Sequence[Article], events: Mapping[str, str]
) -> tuple[Counter[str], list[float]]:
    shown: Counter[str] = Counter()
    times = []
    for name, start, end in _claims(articles):
        began = time.process_time()
        found = corpus.matches(name, start, end, least=MAYBE)
        times.append(time.process_time() - began)
        for match in found:
            where = "own event" if events[match.b.name] == events[name] else "another event"
            shown[f"{match.tier} of {where}"] += match.tier is not None
            shown[f"differs from {where}"] += any(each.is_resolved for each in match.conflicts)
    return +shown, times


def _claims(articles: Sequence[Article]) -> Iterator[tuple[str, int, int]]:
    for number, (_, _, text) in enumerate(articles):
        for each in suggest(text)[:_CLAIMS]:
            if each.score > _LEAST:
                yield str(number), each.start, each.end
