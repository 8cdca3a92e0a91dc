"""How long libraries take to be compared: of many matches, of many articles, and that repeat themselves.

Each is measured in a process of its own, so that one does not leave its memory to the next.
"""

import multiprocessing
import random
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from annotations.claims.corpus import Corpus
from annotations.claims.similarity.scores import MAYBE
from benchmarks.claims.matching import checked_sentences

Row = tuple[str, str, str]

_ASKED = 40
_WORDS = (
    "harbour council crane bridge ferry market school union court museum hospital engineer mayor "
    "boats noise night storm winter budget tower"
).split()


def libraries(claims: Path) -> list[Row]:
    """200 articles of 30 of the sentences, each once, and 10,000 articles of six, drawn at random."""
    sentences, drawn = checked_sentences(claims), random.Random(1)
    shuffled = drawn.sample(sentences, len(sentences))[:6000]
    dense = [" ".join(shuffled[first : first + 30]) for first in range(0, 6000, 30)]
    many = [" ".join(drawn.choices(sentences, k=6)) for _ in range(10_000)]
    return [*_apart("200 articles, 6,000 sentences", dense), *_apart("10,000 articles", many)]


def repeated() -> list[Row]:
    """Texts that say one thing over and over, to the word or but for a number or two."""
    drawn = random.Random(3)
    same = "The harbour authority bought a new crane in March for the quay. " * 3000
    near = [" ".join(_arrivals(drawn) for _ in range(3000)) for _ in range(2)]
    return [
        *_apart("2 texts of one sentence, 3,000 times", [same, same]),
        *_apart("2 texts, 3,000 times but for a number", near),
        *_apart("2 texts of one word, 3,000 times", ["Boats. " * 3000] * 2),
        *_apart("1,000 articles of one template", [_filled(drawn) for _ in range(1000)]),
        *_apart("10,000 articles of one template", [_filled(drawn) for _ in range(10_000)]),
    ]


def _arrivals(drawn: random.Random) -> str:
    return f"The harbour authority recorded {drawn.randrange(10**6)} arrivals at the quay that day."


def _filled(drawn: random.Random) -> str:
    """An article of six sentences, of which two are the same in all and four have other words."""
    said = [drawn.choice(_WORDS) for _ in range(3)]
    return (
        f"Weather report for the harbour of place {drawn.randrange(500)}. "
        f"The temperature at noon was {drawn.randrange(40)} degrees in the {said[0]} and outside. "
        "Sign up for our newsletter and follow us for more. "
        f"High water is expected at {drawn.randrange(12)} and low water at {drawn.randrange(12)}. "
        f"The {said[1]} said that the {said[2]} had cost {drawn.randrange(1000)} pounds in 2019. "
        "All rights reserved by the harbour authority and its partners."
    )


def _apart(name: str, texts: Sequence[str]) -> list[Row]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (name, texts))


def _measured(name: str, texts: Sequence[str]) -> list[Row]:
    corpus, began = Corpus(), time.process_time()
    for number, text in enumerate(texts):
        corpus.put(str(number), text)
    corpus.weigh()
    rows = [(name, "indexed", f"{time.process_time() - began:.2f} s, {_memory()}")]
    took = []
    for number in range(0, len(texts), max(1, len(texts) // _ASKED)):
        began = time.process_time()
        corpus.matches(str(number), 0, texts[number].index(".") + 1, least=MAYBE)
        took.append((time.process_time() - began) * 1000)
    rows.append((name, "matches, median and most", f"{median(took):.0f}, {max(took):.0f} ms"))
    began = time.process_time()
    corpus.origins()
    rows.append((name, "origins", f"{time.process_time() - began:.2f} s, {_memory()}"))
    began = time.process_time()
    found = corpus.pairs(MAYBE)
    took_all = f"{time.process_time() - began:.1f} s, {_memory()}"
    return [*rows, (name, f"pairs of a tier, {len(found):,}", took_all)]


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
