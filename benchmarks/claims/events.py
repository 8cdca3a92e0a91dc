"""Matches on ECB+: sentences of different articles that tell of the same event."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from annotations import match
from annotations.claims.model import Passage
from benchmarks.claims.ranking import average_precision

_BEFORE = re.compile(r" (?=[.,;:!?%)\]’”]|n't\b|'(?:s|re|ve|ll|d|m)\b)")
_AFTER = re.compile(r"(?<=[($\[“‘]) ")

Row = tuple[str, str, str]
Place = tuple[str, int]
"""An article and the number of a sentence in it."""


@dataclass
class _Topic:
    """Articles on one story: their sentences, and the events that each sentence tells of."""

    sentences: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    events: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))


def events(corpus: Path, show: bool = False) -> list[Row]:
    """Average precision of the ranking of all pairs of annotated sentences, the mean of topics.

    ``corpus`` is a file such as ``ECB_Train_corpus.txt``, beside which lies
    ``ECB_Train_Event_gold_mentions.json``.
    """
    precisions, pairs, alike, flagged = [], 0, 0, 0
    for topic in _topics(corpus).values():
        ranked, differing = _ranked(topic, show)
        flagged += differing
        labels = [is_same for _, is_same in ranked]
        pairs, alike = pairs + len(labels), alike + sum(labels)
        if any(labels):
            precisions.append(average_precision(ranked))
    name = f"ECB+ {corpus.stem.split('_')[1].lower()}, {len(precisions)} topics"
    return [
        (name, f"AP of sentences on one event, of {pairs:,}", f"{_mean(precisions):.3f}"),
        (name, "the same, at random", f"{alike / pairs:.3f}"),
        (name, "pairs told to differ, articles undated", f"{flagged} ({flagged / pairs:.2%})"),
    ]


def _mean(figures: list[float]) -> float:
    return sum(figures) / len(figures)


def _topics(corpus: Path) -> dict[str, _Topic]:
    topics: dict[str, _Topic] = defaultdict(_Topic)
    words: dict[Place, list[str]] = defaultdict(list)
    for line in corpus.read_text(encoding="utf-8").splitlines():
        if line.strip():
            article, sentence, _, word, *_ = line.split("\t")
            words[article, int(sentence)].append(word)
    for (article, number), parts in words.items():
        text = _AFTER.sub("", _BEFORE.sub("", " ".join(parts)))
        # A headline is a sentence here, which a reader's heading is not.
        text += "" if text[-1] in '.!?”"' else "."
        topics[article.partition("_")[0]].sentences[article][number] = text
    mentions = corpus.with_name(corpus.name.replace("corpus.txt", "Event_gold_mentions.json"))
    for mention in json.loads(mentions.read_text(encoding="utf-8")):
        article = mention["doc_id"]
        place = article, mention["sent_id"]
        topics[article.partition("_")[0]].events[place].add(mention["coref_chain"])
    return topics


def _ranked(topic: _Topic, show: bool) -> tuple[list[tuple[float, bool]], int]:
    """The score of every pair and whether it is one, and how many were told to differ."""
    texts: dict[str, str] = {}
    starts: dict[str, list[tuple[int, int]]] = {}
    for article, sentences in topic.sentences.items():
        numbers = sorted(sentences)
        texts[article] = "\n\n".join(sentences[number] for number in numbers)
        at, starts[article] = 0, []
        for number in numbers:
            starts[article].append((at, number))
            at += len(sentences[number]) + 2
    scores: dict[tuple[Place, Place], float] = {}
    differing = 0
    for found in match(texts):
        a, b = (_place(starts, each.name, each.start) for each in (found.a, found.b))
        pair = (a, b) if a < b else (b, a)
        scores[pair] = max(scores.get(pair, 0.0), found.score)
        real = [each for each in found.conflicts if each.is_resolved]
        if real and found.tier:
            differing += 1
            if show:
                _show(texts, found.a, found.b, [each.note for each in real], found.score)
    return list(_labelled(topic, scores)), differing


def _place(starts: dict[str, list[tuple[int, int]]], article: str, at: int) -> Place:
    index = bisect_right(starts[article], (at, 1 << 30)) - 1
    return article, starts[article][index][1]


def _labelled(
    topic: _Topic, scores: dict[tuple[Place, Place], float]
) -> Iterator[tuple[float, bool]]:
    for a, b in combinations(sorted(topic.events), 2):
        if a[0] != b[0]:
            yield scores.get((a, b), 0.0), bool(topic.events[a] & topic.events[b])


def _show(texts: dict[str, str], a: Passage, b: Passage, notes: list[str], score: float) -> None:
    print(f"{score:.2f} {notes}")
    for each in (a, b):
        print("   ", texts[each.name][each.start : each.end])
