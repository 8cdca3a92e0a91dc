"""Constructed cases: a marked passage, what happened to its text, and where it must be found."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from annotations import sentences
from benchmarks.anchoring import mutations as m
from benchmarks.anchoring.mutations import CLOSE, OPEN, Mutation
from benchmarks.anchoring.prose import Text


@dataclass(frozen=True, slots=True)
class Case:
    """``wanted`` is None where the passage is gone; ``is_flipped`` where a fact was altered."""

    mutation: str
    size: str
    name: str
    old: str
    span: tuple[int, int]
    new: str
    wanted: tuple[int, int] | None
    is_flipped: bool = False


_AROUND = m.edited(0.1, inside=False)

MUTATIONS: dict[str, Mutation] = {
    "reflowed": m.reflow,
    "typography": m.typography,
    "boilerplate": m.boilerplate,
    "paragraph moved": m.moved,
    "paragraphs swapped": m.swapped,
    "quote edited, 15 %": m.edited(0.15, outside=False),
    "surroundings edited, 10 %": _AROUND,
    "surroundings edited, 25 %": m.edited(0.25, inside=False),
    "typos around": m.typos,
    "5 % of all words": m.edited(0.05),
    "10 % of all words": m.edited(0.1),
    "20 % of all words": m.edited(0.2),
    "one fact flipped": m.fact,
    "a fact flipped, all else edited": m.after(m.fact, m.edited(0.08, inside=False), m.reflow),
    "duplicated": m.duplicated,
    "duplicated, original edited": m.quoted_again,
    "reflowed, set, boilerplate, 10 %": m.after(
        m.reflow, m.typography, m.boilerplate, m.edited(0.1)
    ),
    "moved, quote edited": m.after(m.moved, m.edited(0.15, outside=False)),
    "moved, set otherwise, 5 %": m.after(m.moved, m.typography, m.edited(0.05)),
    "duplicated, 5 %": m.after(m.duplicated, m.edited(0.05)),
}
GONE: dict[str, Mutation] = {
    "deleted": m.deleted,
    "sentence deleted": m.sentence_deleted,
    "paragraph deleted": m.paragraph_deleted,
    "replaced by another": m.replaced,
    "deleted, 5 % around": m.after(m.edited(0.05, inside=False), m.deleted),
    "deleted, reflowed, boilerplate": m.after(m.deleted, m.reflow, m.boilerplate),
    "paragraph deleted, 5 %": m.after(m.edited(0.05, inside=False), m.paragraph_deleted),
}


def cases(texts: Iterator[Text], each: int, part: str) -> Iterator[Case]:
    """For every text ``each`` passages under every mutation that applies to them."""
    for text in texts:
        chance = random.Random(f"{part} {text.name}")
        for span in _passages(text.text, each, chance):
            yield from _of(text, span, chance)


def _of(text: Text, span: tuple[int, int], chance: random.Random) -> Iterator[Case]:
    start, end = span
    marked = text.text[:start] + OPEN + text.text[start:end] + CLOSE + text.text[end:]
    yield Case("unchanged", text.size, text.name, text.text, span, text.text, span)
    for name, mutation in {**MUTATIONS, **GONE}.items():
        new = mutation(marked, chance)
        if new is None or (name in GONE) == (OPEN in new):
            continue
        clean = new.replace(OPEN, "").replace(CLOSE, "")
        yield Case(
            name, text.size, text.name, text.text, span, clean, wanted(new), "flipped" in name
        )


def wanted(marked: str) -> tuple[int, int] | None:
    start = marked.find(OPEN)
    if start < 0:
        return None
    end = marked.index(CLOSE) - 1
    words = marked[start + 1 : end + 1]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _passages(text: str, most: int, chance: random.Random) -> list[tuple[int, int]]:
    """Sentences, parts of them, a few words, and two sentences in a row."""
    found = [(a, b) for a, b in sentences(text) if sum(c.isalnum() for c in text[a:b]) >= 8]
    chosen = []
    for number in chance.sample(range(len(found)), min(most, len(found))):
        start, end = found[number]
        kind = chance.random()
        if kind < 0.5:
            chosen.append((start, end))
        elif kind < 0.85:
            chosen.append(_words(text, start, end, chance, (4, 12) if kind < 0.75 else (1, 3)))
        elif number + 1 < len(found) and "\n\n" not in text[start : found[number + 1][1]]:
            chosen.append((start, found[number + 1][1]))
    return chosen


def _words(
    text: str, start: int, end: int, chance: random.Random, count: tuple[int, int]
) -> tuple[int, int]:
    spans: list[tuple[int, int]] = []
    for word in text[start:end].split():
        at = text.index(word, spans[-1][1] if spans else start)
        spans.append((at, at + len(word)))
    size = min(len(spans), chance.randint(*count))
    first = chance.randint(0, len(spans) - size)
    begin, stop = spans[first][0], spans[first + size - 1][1]
    while stop - 1 > begin and not text[stop - 1].isalnum():
        stop -= 1
    while begin < stop - 1 and not text[begin].isalnum():
        begin += 1
    return (begin, stop) if text[begin].isalnum() else (start, end)
