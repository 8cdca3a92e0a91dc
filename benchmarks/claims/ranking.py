"""How well sentences are ranked by how much they are worth checking, on labels of others."""

import json
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from annotations import suggest
from annotations.claims.detection.features import BIAS, measure
from annotations.claims.detection.suggestions import PRIOR

Row = tuple[str, str, str]
Labelled = Sequence[tuple[str, bool]]
"""Sentences, and whether each is worth checking."""

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def policlaim(folder: Path) -> list[Row]:
    """On the test part of PoliClaim, and on the part that the weights were fitted to."""
    tested = folder / "PoliClaim_test/policlaim_gpt_with_human_eval_merged.xlsx"
    test = [(row["SENTENCES"], row["Golden"] == "1") for row in sheet(tested)]
    files = sorted((folder / "PoliClaim_train_golden").glob("*.xlsx"))
    train = [
        (row["SENTENCES"], row["golden"] == "1")
        for file in files
        for row in sheet(file)
        if row.get("golden") in ("0", "1")
    ]
    return [
        *_precision(f"PoliClaim, test, {len(test):,} sentences", test),
        *_precision(f"PoliClaim, training, {len(train):,} sentences", train),
        ("PoliClaim, test", "best F1", f"{best_of(test, _f1):.3f}"),
        ("all of them", "µs a sentence", f"{_time([text for text, _ in (*test, *train)]):.0f}"),
    ]


def claimbuster(file: Path) -> list[Row]:
    """On ClaimBuster's debates, part of which the weights were fitted to."""
    found = [(row["text"], row["label"] == 1) for row in json.loads(file.read_text("utf-8"))]
    label = f"ClaimBuster, 2.5×NCS, {len(found):,} sentences"
    return [*_precision(label, found), (label, "best macro-F1", f"{best_of(found, _macro):.3f}")]


def labelled(file: Path) -> list[Row]:
    """On sentences labelled 2 (specific, verifiable, of weight), 1 (verifiable) and 0."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    found = [(row["text"], row["label"] == 2) for row in rows]
    return _precision(f"{file.stem}, {len(found):,} sentences", found)


def sheet(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a workbook's first sheet, by the names in its first row."""
    with zipfile.ZipFile(file) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in each.iter(f"{_SHEET}t")) for each in strings]
        rows = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{_SHEET}row")
        table = [dict(_cells(row, shared)) for row in rows]
    names = table[0]
    for cells in table[1:]:
        named = {names[column]: cells[column] for column in names if column in cells}
        if named.get("SENTENCES"):
            yield named


def _cells(row: ElementTree.Element, shared: Sequence[str]) -> Iterator[tuple[str, str]]:
    for cell in row.iter(f"{_SHEET}c"):
        column = "".join(filter(str.isalpha, cell.get("r", "")))
        value = "".join(text.text or "" for text in cell.iter() if text.tag in _VALUES)
        if cell.get("t") == "s" and value:
            value = shared[int(value)]
        yield column, value.removesuffix(".0")


_VALUES = (f"{_SHEET}v", f"{_SHEET}t")


def _score(sentence: str) -> float:
    return BIAS + sum(PRIOR[name] * count for name, count in measure(sentence).items())


def _precision(label: str, found: Labelled) -> list[Row]:
    share = sum(wanted for _, wanted in found) / len(found)
    by_length = average_precision((len(text.split()), wanted) for text, wanted in found)
    ours = average_precision((_score(text), wanted) for text, wanted in found)
    told = f"{ours:.3f} (by length {by_length:.3f}, at random {share:.3f})"
    return [(label, "average precision", told)]


def average_precision(scored: Iterable[tuple[float, bool]]) -> float:
    """The mean, over what is wanted, of the precision down to it; ties count as one step."""
    ranked = sorted(scored, key=lambda pair: -pair[0])
    total = sum(wanted for _, wanted in ranked)
    seen = hits = 0
    area = 0.0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        tied = [wanted for _, wanted in group]
        seen, hits = seen + len(tied), hits + sum(tied)
        area += sum(tied) / total * hits / seen
    return area


Measure = Callable[[int, int, int, int], float]
"""Of true positives, false ones, true negatives and false ones."""


def best_of(found: Labelled, measure_of: Measure) -> float:
    """The measure at the threshold that suits it best."""
    ranked = sorted(((_score(text), wanted) for text, wanted in found), reverse=True)
    wanted_in_all = sum(wanted for _, wanted in ranked)
    hits, best = 0, 0.0
    for taken, (_, wanted) in enumerate(ranked, start=1):
        hits += wanted
        others = len(ranked) - taken - (wanted_in_all - hits)
        best = max(best, measure_of(hits, taken - hits, others, wanted_in_all - hits))
    return best


def _f1(hits: int, false: int, _: int, missed: int) -> float:
    return 2 * hits / max(1, 2 * hits + false + missed)


def _macro(hits: int, false: int, others: int, missed: int) -> float:
    return (_f1(hits, false, others, missed) + _f1(others, missed, hits, false)) / 2


def _time(texts: Sequence[str]) -> float:
    """Microseconds that ``suggest`` takes for a sentence, sentences told apart and all."""
    text = "\n\n".join(texts)
    since = time.process_time()
    count = len(suggest(text))
    return (time.process_time() - since) / count * 1e6
