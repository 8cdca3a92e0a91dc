"""How much of the main text of web pages is read, and how little else, on three public sets.

    python -m benchmarks.web_pages --data DIR [--every N]

``DIR`` holds checkouts of scrapinghub/article-extraction-benchmark, adbar/trafilatura and
mozilla/readability, under these names or with the owner before them; those that are missing
are left out. Of pages with a full text known, F1 is that of the four-word sequences (pages
weigh the same); of trafilatura's pages, that of the passages which should and should not be
in the text. Measured is ``Content.text``, as it is read and annotated.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.errors import LoadError
from reader.loading.html import load_html

_WORD = re.compile(r"\w+")
_PASSAGES = 6
"""Passages of a page that count on each side, as its authors have it."""

Counts = tuple[float, float, float]
"""Found and right, found and wrong, right and not found."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="only each Nth page")
    arguments = parser.parse_args()
    print("| set | pages | F1 | precision | recall | CPU ms a page |\n|---|---|---|---|---|---|")
    for name, pages in _SETS.items():
        folder = _folder(arguments.data, name)
        if folder is None:
            print(f"| {name} | missing | | | | |")
            continue
        _report(name, list(pages(folder))[:: arguments.every])


def _report(name: str, pages: list[tuple[Path, bytes, Callable[[str], Counts]]]) -> None:
    started = time.process_time()
    texts = [_text(source, file) for file, source, _ in pages]
    spent = (time.process_time() - started) / max(1, len(pages))
    counts = [score(text) for text, (_, _, score) in zip(texts, pages, strict=True)]
    is_pooled = name == "trafilatura"
    precision, recall = _pooled(counts) if is_pooled else _averaged(counts)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"| {name} | {len(pages)} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {spent * 1000:.0f} |"
    )


def _text(source: bytes, file: Path) -> str:
    try:
        return load_html(source, file).text
    except LoadError:
        return ""


def _folder(data: Path, name: str) -> Path | None:
    return next((folder for folder in sorted(data.iterdir()) if folder.name.endswith(name)), None)


def _article_extraction(folder: Path) -> Iterator[tuple[Path, bytes, Callable[[str], Counts]]]:
    known = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, fields in sorted(known.items()):
        file = folder / "html" / f"{name}.html.gz"
        yield file, gzip.decompress(file.read_bytes()), _by_sequences(fields["articleBody"])


def _readability(folder: Path) -> Iterator[tuple[Path, bytes, Callable[[str], Counts]]]:
    import lxml.html

    for page in sorted((folder / "test" / "test-pages").iterdir()):
        expected = lxml.html.fromstring((page / "expected.html").read_text("utf-8"))
        score = _by_sequences(" ".join(expected.itertext()))
        yield page / "source.html", (page / "source.html").read_bytes(), score


def _trafilatura(folder: Path) -> Iterator[tuple[Path, bytes, Callable[[str], Counts]]]:
    tests = folder / "tests"
    for page in json.loads((tests / "evaldata.json").read_text("utf-8")).values():
        files = [tests / part / page["file"] for part in ("cache", "eval")]
        if file := next((file for file in files if file.exists()), None):
            yield file, file.read_bytes(), _by_passages(page["with"], page["without"])


_SETS = {
    "article-extraction-benchmark": _article_extraction,
    "trafilatura": _trafilatura,
    "readability": _readability,
}


def _by_sequences(expected: str) -> Callable[[str], Counts]:
    def score(text: str) -> Counts:
        right, found = _sequences(expected), _sequences(text)
        hits = (right & found).total()
        return hits, found.total() - hits, right.total() - hits

    return score


def _sequences(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def _by_passages(wanted: list[str], unwanted: list[str]) -> Callable[[str], Counts]:
    def score(text: str) -> Counts:
        flat = " ".join(text.split())
        hits = sum(" ".join(passage.split()) in flat for passage in wanted[:_PASSAGES])
        wrong = sum(" ".join(passage.split()) in flat for passage in unwanted[:_PASSAGES])
        return hits, wrong, len(wanted[:_PASSAGES]) - hits

    return score


def _pooled(counts: list[Counts]) -> tuple[float, float]:
    hits, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return hits / (hits + wrong), hits / (hits + missed)


def _averaged(counts: list[Counts]) -> tuple[float, float]:
    precisions = [hits / (hits + wrong) for hits, wrong, _ in counts if hits + wrong]
    recalls = [hits / (hits + missed) for hits, _, missed in counts if hits + missed]
    return sum(precisions) / len(precisions), sum(recalls) / len(recalls)


if __name__ == "__main__":
    main()
