"""How well sentences are told apart: the golden rules, treebanks, and how fast."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from annotations import sentences

Row = tuple[str, str, str]
Text = tuple[str, set[int]]
"""A text and the offsets at which its sentences begin, the first aside."""

_ENGLISH = re.compile(r"#### Golden Rules \(English\)(.*?)\n#### ", re.DOTALL)
_RULE = re.compile(r"```\n(.*?)\n=> \[(.*?)\]?\n```", re.DOTALL)
_BYTES = 4_000_000


def golden(readme: Path, *, show: bool) -> list[Row]:
    """How many of the English rules are kept."""
    part = _ENGLISH.search(readme.read_text(encoding="utf-8"))
    rules = _RULE.findall(part[1]) if part is not None else []
    kept = 0
    for given, wanted in rules:
        text = given.replace("\\n", "\n").replace('\\"', '"')
        found = [text[start:end] for start, end in sentences(text)]
        squeezed = [" ".join(each.split()) for each in found]
        expected = [
            " ".join(each.replace("\\n", "\n").replace('\\"', '"').split())
            for each in re.findall(r'"((?:[^"\\]|\\.)*)"(?:, |$)', wanted.strip())
        ]
        kept += squeezed == expected
        if show and squeezed != expected:
            sys.stderr.write(f"golden: {squeezed} instead of {expected}\n")
    return [("Pragmatic Segmenter, English", "golden rules", f"{kept} of {len(rules)}")]


def treebank(folder: Path, *, show: bool) -> list[Row]:
    """The F1 of boundaries over all documents of each kind: of all, and of those in a paragraph."""
    rows = []
    files = sorted(folder.glob("*.conllu"))
    for kind in ("news", ""):
        texts = [text for file in files if kind in file.stem for text in documents(file)]
        if not texts:
            continue
        pairs = [({start for start, _ in sentences(text)} - {0}, text) for text, _ in texts]
        label = f"UD English GUM{f', {kind}' if kind else ''}, {len(texts)} documents"
        every = [(ours, starts) for (ours, _), (_, starts) in zip(pairs, texts, strict=True)]
        inner = [
            (_inner(ours, text), _inner(starts, text))
            for (ours, text), (_, starts) in zip(pairs, texts, strict=True)
        ]
        rows.append((label, "boundaries, F1", f"{_f1(every):.3f}"))
        rows.append((label, "within paragraphs, F1", f"{_f1(inner):.3f}"))
        if show and kind:
            for (ours, text), (_, starts) in zip(pairs, texts, strict=True):
                _show(text, ours - starts, "too many")
                _show(text, starts - ours, "missed")
    return rows


def _inner(places: set[int], text: str) -> set[int]:
    return {at for at in places if not text.startswith("\n\n", at - 2)}


def _f1(pairs: list[tuple[set[int], set[int]]]) -> float:
    hits = sum(len(found & wanted) for found, wanted in pairs)
    return 2 * hits / sum(len(found) + len(wanted) for found, wanted in pairs)


def _show(text: str, places: set[int], what: str) -> None:
    for at in sorted(places):
        sys.stderr.write(f"{what}: …{text[max(0, at - 60) : at]!r} ‖ {text[at : at + 30]!r}\n")


def documents(file: Path) -> Iterator[Text]:
    """Each document of a CoNLL-U file as a text: sentences joined as written, paragraphs apart."""
    text, starts, gap = "", set[int](), ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and text:
            yield text, starts
            text, starts, gap = "", set[int](), ""
        elif line.startswith("# newpar") and text:
            gap = "\n\n"
        elif line.startswith("# text = "):
            text += gap
            if text:
                starts.add(len(text))
            text, gap = text + line.removeprefix("# text = "), " "
    if text:
        yield text, starts


def speed(folder: Path) -> list[Row]:
    """Megabytes a second of the treebank's texts, over and over."""
    once = "\n\n".join(
        text for file in sorted(folder.glob("*.conllu")) for text, _ in documents(file)
    )
    text = once * (_BYTES // len(once.encode()) + 1)
    since = time.process_time()
    count = len(sentences(text))
    rate = len(text.encode()) / 1e6 / (time.process_time() - since)
    return [(f"the same, {count:,} sentences", "speed, MB/s", f"{rate:.1f}")]
