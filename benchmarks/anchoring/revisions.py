"""Real cases: passages of prose in git histories, and where later revisions have them.

What became of a passage is told by the lines: one that is unchanged, or that stands
elsewhere, or that has one successor sharing most of its words; or that has none. What
cannot be told that way is left out.
"""

import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from annotations import sentences
from benchmarks.anchoring.cases import Case

_PROSE = re.compile(r"\.(md|markdown|asc|adoc|txt|rst)$")
_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7ff]|[^\W\u3040-\u9fff\uac00-\ud7ff]+|[^\w\s]+")
_SMALLEST, _LARGEST = 1_500, 60_000
_SUCCESSOR, _STRANGER = 0.6, 0.35
_SENTENCE, _PLAIN = 6, 0.85


def revisions(repository: Path, pairs: int, each: int) -> Iterator[Case]:
    """Cases from up to ``pairs`` pairs of revisions of one repository."""
    chance = random.Random(f"revisions of {repository.parent.name}")
    every = _git(repository, "ls-tree", "-r", "--name-only", "HEAD").split("\n")
    files = [name for name in every if _PROSE.search(name)]
    chance.shuffle(files)
    made = 0
    for name in files:
        if made >= pairs:
            return
        history = _git(repository, "log", "--format=%H", "--", name).split()
        if len(history) < 3:
            continue
        for gap in (1, len(history) // 2):
            old_at = chance.randrange(gap, len(history)) if gap < len(history) else gap
            pair = [_text(repository, history[at], name) for at in (old_at, old_at - gap)]
            if all(_SMALLEST < len(text) < _LARGEST for text in pair) and pair[0] != pair[1]:
                made += 1
                yield from _of(name, pair[0], pair[1], each, chance)


def _git(repository: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(repository), *words], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def _text(repository: Path, commit: str, name: str) -> str:
    return _git(repository, "show", f"{commit}:{name}").replace("\r\n", "\n")


def _of(name: str, old: str, new: str, each: int, chance: random.Random) -> Iterator[Case]:
    lines = _Lines(old, new)
    spans = [span for span in sentences(old) if 12 <= span[1] - span[0] <= 400]
    touched = [span for span in spans if lines.is_touched(span[0])]
    chance.shuffle(touched)
    quiet = chance.sample(spans, min(len(spans), max(2, each // 3)))
    for whole in dict.fromkeys([*touched[:each], *quiet]):
        span = _part(old, whole, chance) if chance.random() < 0.3 else whole
        told = lines.fate(span)
        if told is not None:
            yield Case(told[0], "article", name, old, span, new, told[1])


def _part(text: str, span: tuple[int, int], chance: random.Random) -> tuple[int, int]:
    words = [found.span() for found in re.finditer(r"\w+", text[span[0] : span[1]])]
    if len(words) < 6:
        return span
    first = chance.randrange(len(words) - 4)
    last = min(len(words) - 1, first + chance.randint(1, 9))
    return span[0] + words[first][0], span[0] + words[last][1]


class _Lines:
    """Which line of the new text each line of the old one became."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.old_lines, self.new_lines = _lines(old), _lines(new)
        texts = [old[a:b].strip() for a, b in self.old_lines]
        others = [new[a:b].strip() for a, b in self.new_lines]
        self.texts, self.others = texts, others
        matcher = SequenceMatcher(None, texts, others, autojunk=False)
        self.same: dict[int, int] = {}
        for at, there, size in matcher.get_matching_blocks():
            self.same.update({at + n: there + n for n in range(size)})
        self.free = [n for n in range(len(others)) if n not in set(self.same.values())]

    def is_touched(self, offset: int) -> bool:
        return self._line(offset) not in self.same

    def fate(self, span: tuple[int, int]) -> tuple[str, tuple[int, int] | None] | None:
        """What happened, and where the words are now; None where it cannot be told."""
        line = self._line(span[0])
        if self._line(span[1] - 1) != line:
            return None
        words = self.old[span[0] : span[1]]
        if not _is_prose(self.texts[line]):
            return None
        if line in self.same:
            name = "same line" if self.old.count(words) == 1 else "same line, words repeated"
            return name, self._shift(span, line, self.same[line])
        copies = [n for n in self.free if self.others[n] == self.texts[line]]
        if copies:
            return ("moved line", self._shift(span, line, copies[0])) if len(copies) == 1 else None
        return self._edited(span, line)

    def _edited(
        self, span: tuple[int, int], line: int
    ) -> tuple[str, tuple[int, int] | None] | None:
        ranked = sorted(((self._alike(line, n), n) for n in self.free), reverse=True)[:2]
        quote = self.old[span[0] : span[1]]
        if not ranked or ranked[0][0] < _STRANGER:
            return ("gone", None) if self._is_gone(quote) else None
        if ranked[0][0] < _SUCCESSOR or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - 0.15):
            return None
        there = self._mapped(span, line, ranked[0][1])
        return None if there is None else ("edited line", there)

    def _is_gone(self, quote: str) -> bool:
        """Whether the words stand nowhere, and no line holds a third of them."""
        words = set(_WORD.findall(quote.lower()))
        folded = " ".join(self.new.lower().split())
        return " ".join(quote.lower().split()) not in folded and all(
            len(words & set(_WORD.findall(line.lower()))) <= 0.6 * len(words)
            for line in self.others
        )

    def _alike(self, line: int, other: int) -> float:
        one = Counter(_WORD.findall(self.texts[line].lower()))
        two = Counter(_WORD.findall(self.others[other].lower()))
        return 2 * (one & two).total() / max(1, one.total() + two.total())

    def _mapped(self, span: tuple[int, int], line: int, other: int) -> tuple[int, int] | None:
        """The words between the same neighbours, if at least 60 % of them are left."""
        base, there = self.old_lines[line][0], self.new_lines[other][0]
        one = list(_WORD.finditer(self.old, base, self.old_lines[line][1]))
        two = list(_WORD.finditer(self.new, there, self.new_lines[other][1]))
        matcher = SequenceMatcher(None, [w[0] for w in one], [w[0] for w in two], autojunk=False)
        match = {}
        for at, to, size in matcher.get_matching_blocks():
            match.update({at + n: to + n for n in range(size)})
        inside = [n for n, w in enumerate(one) if span[0] <= w.start() and w.end() <= span[1]]
        kept = [n for n in inside if n in match]
        # A border word that was itself edited leaves open where the passage ends.
        if not inside or inside[0] not in match or inside[-1] not in match:
            return None
        first, last = match[inside[0]], match[inside[-1]]
        if len(kept) < 0.6 * max(len(inside), last - first + 1):
            return None
        return two[first].start(), two[last].end()

    def _line(self, offset: int) -> int:
        return self.old.count("\n", 0, offset)

    def _shift(self, span: tuple[int, int], line: int, other: int) -> tuple[int, int]:
        a, b = self.old_lines[line]
        lead = len(self.old[a:b]) - len(self.old[a:b].lstrip())
        c, d = self.new_lines[other]
        shift = c + len(self.new[c:d]) - len(self.new[c:d].lstrip()) - a - lead
        return span[0] + shift, span[1] + shift


def _is_prose(line: str) -> bool:
    """Whether a line is of words: no code, table or markup, about which lines tell little."""
    plain = sum(each.isalpha() or each.isspace() for each in line)
    return len(_WORD.findall(line)) >= _SENTENCE and plain >= _PLAIN * len(line)


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans
