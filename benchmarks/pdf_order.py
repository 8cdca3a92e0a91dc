"""In which order the words of PDFs are read, against pdftotext of Poppler.

    python -m benchmarks.pdf_order DIR

reads every PDF under ``DIR`` of which pdftotext gives forty words or more, and tells how many of
its runs of four words stand in our text too, and the other way round. pdftotext is no truth: it
keeps what runs along the pages, and reads tables by cells. Where the two differ, look.
"""

import argparse
import re
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from reader.errors import LoadError
from reader.loading.formats.pdf.apart import load_pdf_apart

_WORD = re.compile(r"\w+")
_LARGEST = 6_000_000
_FEWEST = 40


class Order(NamedTuple):
    """How much of pdftotext's order is ours, and how much of ours is its."""

    file: Path
    recall: float
    precision: float
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--least", type=int, default=10, help="how many of the worst are named")
    given = parser.parse_args()
    refused = 0
    orders: list[Order] = []
    for file in sorted(given.folder.rglob("*.pdf")):
        if file.stat().st_size > _LARGEST:
            continue
        peer = _peer(file)
        if len(_WORD.findall(peer)) < _FEWEST:
            continue
        try:
            orders.append(_order(file, peer))
        except LoadError as error:
            refused += 1
            print(error)
    print("| PDFs | refused | recall | precision | .95 or more | s |\n|---|---|---|---|---|---|")
    count = len(orders) or 1
    print(
        f"| {len(orders)} | {refused} | {sum(one.recall for one in orders) / count:.3f} "
        f"| {sum(one.precision for one in orders) / count:.3f} "
        f"| {sum(one.recall >= 0.95 for one in orders)} "
        f"| {sum(one.seconds for one in orders):.0f} |\n"
    )
    for one in sorted(orders, key=lambda one: one.recall)[: given.least]:
        print(f"{one.recall:.3f} {one.file}")


def _peer(file: Path) -> str:
    try:
        done = subprocess.run(
            ["pdftotext", file, "-"], capture_output=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def _order(file: Path, peer: str) -> Order:
    started = time.perf_counter()
    ours = _runs(load_pdf_apart(file.read_bytes(), file).text)
    seconds = time.perf_counter() - started
    theirs = _runs(peer)
    common = (ours & theirs).total()
    return Order(file, common / max(1, theirs.total()), common / max(1, ours.total()), seconds)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.casefold().replace("\u00ad", ""))
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


if __name__ == "__main__":
    main()
