"""Matches: how well checked claims are found again, and how long a library takes."""

import csv
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from annotations.claims.corpus import Corpus

_ARTICLES = 200
_SENTENCES = 30
_RANKED = 5
_QUERY = "query"

Row = tuple[str, str, str]


def retrieval(claims: Path, queries: Path, relevant: Path) -> list[Row]:
    """MAP@5 of CheckThat! 2020 task 2: for each tweet, the claims that were checked."""
    csv.field_size_limit(sys.maxsize)
    corpus = Corpus()
    for number, (claim, title) in _claims(claims).items():
        corpus.put(number, f"{claim} {title}")
    wanted = defaultdict(set)
    for line in relevant.read_text(encoding="utf-8").splitlines():
        query, _, claim, is_relevant = line.split()
        if is_relevant == "1":
            wanted[query].add(claim)
    precisions = [
        _precision(_ranked(corpus, words), wanted[query])
        for query, words in _tweets(queries).items()
        if query in wanted
    ]
    figure = sum(precisions) / len(precisions)
    return [("CheckThat! 2020 T2", f"MAP@5, {len(precisions)} tweets", f"{figure:.4f}")]


def _claims(file: Path) -> dict[str, tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            row[""]: (row["vclaim"], row["title"]) for row in csv.DictReader(lines, delimiter="\t")
        }


def checked_sentences(file: Path) -> list[str]:
    """Each claim with its title, as a sentence."""
    return [f"{claim.rstrip('.')}, {title.rstrip('?')}." for claim, title in _claims(file).values()]


def _tweets(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {row[""]: row["tweet_content"] for row in csv.DictReader(lines, delimiter="\t")}


def _ranked(corpus: Corpus, words: str) -> list[str]:
    corpus.put(_QUERY, words)
    found = corpus.matches(_QUERY, 0, len(words), limit=_RANKED)
    corpus.remove(_QUERY)
    return [match.b.name for match in found]


def _precision(ranked: list[str], wanted: set[str]) -> float:
    hits = [place for place, name in enumerate(ranked, start=1) if name in wanted]
    found = sum(k / place for k, place in enumerate(hits, start=1))
    return found / min(_RANKED, len(wanted))


def speed(claims: Path) -> list[Row]:
    """A library of articles put together from sentences of the claims, drawn at random."""
    drawn = random.Random(1)
    sentences = checked_sentences(claims)
    texts = [" ".join(drawn.choices(sentences, k=_SENTENCES)) for _ in range(_ARTICLES)]
    began = time.process_time()
    corpus = Corpus()
    for number, text in enumerate(texts):
        corpus.put(str(number), text)
    corpus.weigh()
    indexed = time.process_time() - began
    questions = []
    for number, text in enumerate(texts[:40]):
        began = time.process_time()
        corpus.matches(str(number), 0, text.index(".") + 1)
        questions.append((time.process_time() - began) * 1000)
    began = time.process_time()
    corpus.put("0", texts[0] + " One more.")
    corpus.weigh()
    again = (time.process_time() - began) * 1000
    on = f"{_ARTICLES} articles, {sum(map(len, texts)) / 1e6:.1f} MB"
    return [
        (on, "indexed, CPU", f"{indexed:.2f} s"),
        (
            on,
            "matches of a claim, median and most",
            f"{median(questions):.0f}, {max(questions):.0f} ms",
        ),
        (on, "one article changed", f"{again:.0f} ms"),
    ]
