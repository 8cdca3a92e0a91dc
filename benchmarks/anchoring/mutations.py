"""What happens to a text between two readings.

Every mutation takes a text in which ``OPEN`` and ``CLOSE`` stand around the marked words
and gives the new text, with them around the same words wherever these are now, or without
them when the words are gone; None where it does not apply.
"""

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable

from benchmarks.anchoring.prose import PEOPLE, PLACES, sentence

OPEN, CLOSE = "\ue000", "\ue001"

Mutation = Callable[[str, random.Random], str | None]

_WORD = re.compile(r"\w+", re.UNICODE)
_NEGATABLE = re.compile(
    r"\b(is|are|was|were|has|have|had|will|can|could|would|should|must|did|do)\b"
)
_NEGATION = re.compile(r" (?:not|never)\b")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+")
_FEW = 2
_FILLER = "perhaps also now indeed still later almost again barely soon".split()


def reflow(text: str, chance: random.Random) -> str:
    """The lines are broken elsewhere, or not at all."""
    width = chance.choice((38, 54, 72, 96, 0))
    paragraphs = re.split(r"\n\s*\n", text)
    if not width:
        return "\n\n".join(" ".join(each.split()) for each in paragraphs)
    broken = (
        textwrap.fill(each, width, break_long_words=False, break_on_hyphens=False)
        for each in paragraphs
    )
    return chance.choice(("\n\n", "\n\n\n")).join(broken)


_TYPOGRAPHY = (
    ("'", "’"), ("’", "'"), ('"', "“"), ("“", '"'), ("”", '"'), (" - ", " – "), ("—", "--"),
    ("...", "…"), ("…", "..."), ("fi", "ﬁ"), ("fl", "ﬂ"), ("  ", " "), (" a ", " a\u00a0"),
)  # fmt: skip


def typography(text: str, chance: random.Random) -> str:
    """Other quotes, dashes, dots, ligatures, accents, soft hyphens, invisible marks."""
    for old, new in _TYPOGRAPHY:
        if chance.random() < 0.6:
            text = text.replace(old, new)
    if chance.random() < 0.5:
        text = unicodedata.normalize("NFD", text)
    if chance.random() < 0.5:
        text = re.sub(
            r"\b(\w{4})(\w{4,})",
            lambda m: f"{m[1]}\u00ad{m[2]}" if chance.random() < 0.3 else m[0],
            text,
        )
    return text


_BOILER = (
    "Home News Sport Opinion Subscribe", "Advertisement", "Read more about this in our archive.",
    "Sign up for our newsletter to get the day's stories by mail.", "Share this article",
    "All rights reserved. Terms of use. Privacy.", "Photograph: the authors", "Listen to this story",
)  # fmt: skip


def boilerplate(text: str, chance: random.Random) -> str:
    """A header, a footer, and what sites put between paragraphs."""
    paragraphs = text.split("\n\n")
    for _ in range(chance.randint(1, 4)):
        paragraphs.insert(chance.randint(0, len(paragraphs)), chance.choice(_BOILER))
    head, foot = chance.sample(_BOILER, 3), chance.sample(_BOILER, 3)
    return "\n".join(head) + "\n\n" + "\n\n".join(paragraphs) + "\n\n" + "\n".join(foot)


def moved(text: str, chance: random.Random) -> str | None:
    """The paragraph stands elsewhere."""
    paragraphs = text.split("\n\n")
    at = [n for n, each in enumerate(paragraphs) if OPEN in each or CLOSE in each]
    if len(paragraphs) < 4 or len(at) != 1:
        return None
    paragraph = paragraphs.pop(at[0])
    places = [place for place in range(len(paragraphs) + 1) if place != at[0]]
    paragraphs.insert(chance.choice(places), paragraph)
    return "\n\n".join(paragraphs)


def swapped(text: str, chance: random.Random) -> str | None:
    """Two paragraphs anywhere have changed places."""
    paragraphs = text.split("\n\n")
    if len(paragraphs) < 4 or any((OPEN in p) != (CLOSE in p) for p in paragraphs):
        return None
    one, other = chance.sample(range(len(paragraphs)), 2)
    paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]
    return "\n\n".join(paragraphs)


def edited(share: float, *, inside: bool = True, outside: bool = True) -> Mutation:
    """So many of the words are replaced, left out, preceded by another, or misspelt."""

    def mutate(text: str, chance: random.Random) -> str | None:
        before, quote, after = _parts(text)
        stock = _WORD.findall(text[:20_000]) or ["word"]
        if outside:
            before, after = (_edit(each, share, stock, chance) for each in (before, after))
        if inside:
            must = not outside
            quote = _edit(quote, share, stock, chance, must=must)
        if not quote.strip() or not _WORD.search(quote):
            return None
        return before + OPEN + quote.strip() + CLOSE + after

    return mutate


def typos(text: str, chance: random.Random) -> str:
    """A tenth of the words around are misspelt, or hyphenated."""
    before, quote, after = _parts(text)

    def misspell(found: re.Match[str]) -> str:
        return _typo(found[0], chance) if chance.random() < 0.15 else found[0]

    return _WORD.sub(misspell, before) + OPEN + quote + CLOSE + _WORD.sub(misspell, after)


def fact(text: str, chance: random.Random) -> str | None:
    """One number, one name or the negation is another; nothing else."""
    before, quote, after = _parts(text)
    flips = [_other_number, _other_name, _negated]
    chance.shuffle(flips)
    for flip in flips:
        new = flip(quote, chance)
        if new is not None and new != quote:
            return before + OPEN + new + CLOSE + after
    return None


def duplicated(text: str, chance: random.Random) -> str:
    """The same words stand a second time, elsewhere."""
    quote = _parts(text)[1]
    paragraphs = text.split("\n\n")
    copy = quote if chance.random() < 0.5 else f"{sentence(chance)} {quote} {sentence(chance)}"
    return _inserted(paragraphs, copy, chance)


def quoted_again(text: str, chance: random.Random) -> str | None:
    """The same words stand a second time, and those marked were edited."""
    quote = _parts(text)[1]
    new = edited(0.15, outside=False)(text, chance)
    return None if new is None else _inserted(new.split("\n\n"), quote, chance)


def deleted(text: str, chance: random.Random) -> str:
    """The words are gone; their neighbours close up."""
    before, _, after = _parts(text)
    return before.rstrip(" ") + (" " if before[-1:].isspace() else "") + after.lstrip(" ")


def sentence_deleted(text: str, chance: random.Random) -> str:
    """The whole sentence is gone."""
    before, _, after = _parts(text)
    ends = [found.end() for found in _SENTENCE_END.finditer(before[-600:])]
    start = len(before) - len(before[-600:]) + ends[-1] if ends else before.rfind("\n") + 1
    end = _SENTENCE_END.search(after)
    stop = after.find("\n\n")
    stop = len(after) if stop < 0 else stop
    return before[:start] + after[min(end.end() if end else stop, stop) :]


def paragraph_deleted(text: str, chance: random.Random) -> str | None:
    """The whole paragraph is gone."""
    paragraphs = text.split("\n\n")
    kept = [each for each in paragraphs if OPEN not in each and CLOSE not in each]
    if len(kept) != len(paragraphs) - 1 or not kept:
        return None
    return "\n\n".join(kept)


def replaced(text: str, chance: random.Random) -> str:
    """Something quite different is said in its place."""
    before, quote, after = _parts(text)
    new = sentence(chance)
    return before + (new if len(quote) > 40 else " ".join(new.split()[:3])) + after


def after(*mutations: Mutation) -> Mutation:
    """One after the other; a later one that finds no marked words leaves the text alone."""

    def mutate(text: str, chance: random.Random) -> str | None:
        new: str | None = text
        for mutation in mutations:
            if new is None:
                return None
            new = mutation(new, chance)
        return new

    return mutate


def _parts(text: str) -> tuple[str, str, str]:
    before, _, rest = text.partition(OPEN)
    quote, _, behind = rest.partition(CLOSE)
    return before, quote, behind


def _inserted(paragraphs: list[str], copy: str, chance: random.Random) -> str:
    paragraphs = list(paragraphs)
    paragraphs.insert(chance.randint(0, len(paragraphs)), copy.strip())
    return "\n\n".join(paragraphs)


def _edit(
    text: str, share: float, stock: list[str], chance: random.Random, *, must: bool = False
) -> str:
    words = list(_WORD.finditer(text))
    # Of one or two words something must be left that can be told again.
    kinds = ("replace", "drop", "add", "typo") if len(words) > _FEW else ("typo",)
    chosen = {n for n in range(len(words)) if chance.random() < share}
    if must and not chosen and words:
        chosen = {chance.randrange(len(words))}
    pieces, done = [], 0
    for number, found in enumerate(words):
        if number not in chosen:
            continue
        kind = chance.choice(kinds)
        # What is put in before the first word would belong to no one.
        if kind == "add" and not number:
            kind = "replace"
        new = {
            "replace": chance.choice(stock),
            "drop": "",
            "add": f"{chance.choice(_FILLER)} {found[0]}",
            "typo": _typo(found[0], chance),
        }[kind]
        pieces += [text[done : found.start()], new]
        done = found.end()
        if kind == "drop" and text[done : done + 1] == " ":
            done += 1
    return "".join(pieces) + text[done:]


def _typo(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + "-" + word[at:],
        )
    )


def _other_number(quote: str, chance: random.Random) -> str | None:
    found = [each for each in re.finditer(r"\d+", quote) if len(each[0]) < 7]
    if not found:
        return None
    number = chance.choice(found)
    new = number[0]
    while new == number[0]:
        new = str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in number[0][1:])
    return quote[: number.start()] + new + quote[number.end() :]


def _other_name(quote: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?", quote))
    if not found:
        return None
    name = chance.choice(found)
    new = chance.choice(PEOPLE if " " in name[0] else PLACES)
    return quote[: name.start()] + new + quote[name.end() :]


def _negated(quote: str, chance: random.Random) -> str | None:
    negation = _NEGATION.search(quote)
    if negation:
        return quote[: negation.start()] + quote[negation.end() :]
    found = [each for each in _NEGATABLE.finditer(quote) if each.end() < len(quote)]
    if not found:
        return None
    verb = chance.choice(found)
    return quote[: verb.end()] + " not" + quote[verb.end() :]
