"""How whole the paragraphs of PDFs are, and how exactly old encodings are told.

    python -m benchmarks.loaders --data DIR

``DIR/papers`` is what ``python -m benchmarks.make_papers`` makes; ``DIR/opensource.guide`` a
checkout of github/opensource.guide, whose guides are in twenty languages. What is missing is
left out. Of papers, F1 is that of paragraphs, each right only if it is so to the letter, white
space aside. Of encodings, a text is right only if every character is. The half ``held`` was
not looked at while rules were made.
"""

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from benchmarks.make_papers import LAYOUTS
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.formats.pdf.loading import load_pdf

_ENCODINGS = {
    "de": "cp1252 iso-8859-15 utf-16-le",
    "fr": "cp1252 iso-8859-15 utf-16-be",
    "es": "cp1252 iso-8859-15",
    "pt": "cp1252",
    "it": "cp1252",
    "pl": "cp1250 iso-8859-2 utf-16-le",
    "hu": "cp1250 iso-8859-2",
    "ro": "cp1250 iso-8859-2",
    "ru": "cp1251 koi8-r iso-8859-5 utf-16-le utf-16-be",
    "bg": "cp1251",
    "el": "cp1253 iso-8859-7 utf-16-le",
    "tr": "cp1254",
    "ar": "cp1256 utf-16-be",
    "zh-hans": "gb18030 gbk utf-16-le utf-16-be",
    "zh-hant": "big5 utf-16-le utf-16-be",
    "ja": "cp932 euc-jp iso-2022-jp utf-16-le utf-16-be",
    "ko": "euc-kr utf-16-le utf-16-be",
}
_LENGTHS = (250, 1_000, 4_000)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    _report_papers(data / "papers")
    _report_encodings(data / "opensource.guide" / "_articles")


def _report_papers(folder: Path) -> None:
    print("| half | layout | PDFs | F1 | CPU ms each |\n|---|---|---|---|---|")
    for half in ("dev", "held"):
        for layout in LAYOUTS:
            files = sorted((folder / half).glob(f"*_{layout}.pdf"))
            if not files:
                continue
            started = time.process_time()
            found = [load_pdf(file.read_bytes(), file) for file in files]
            elapsed = (time.process_time() - started) / len(files)
            score = mean(map(_f1, files, found))
            print(f"| {half} | {layout} | {len(files)} | {score:.3f} | {elapsed * 1000:.0f} |")


def _f1(file: Path, content: Content) -> float:
    paragraphs = (content.text[block.start : block.end] for block in content.blocks)
    name = file.stem.rpartition("_")[0]
    truth = json.loads(file.with_name(f"{name}.json").read_text("utf-8"))
    true = Counter(_letters(words) for _, words in truth)
    found = Counter(_letters(re.sub(r"^([•◦▪]|\d+\.)\s", "", words)) for words in paragraphs)
    return 2 * (true & found).total() / (true.total() + found.total())


def _letters(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _report_encodings(folder: Path) -> None:
    right: defaultdict[str, list[bool]] = defaultdict(list)
    started = time.process_time()
    for encoding, half, text in _written(folder):
        source = text.encode(encoding)
        right[f"{encoding} {half}"].append(decode(source, folder).text == source.decode(encoding))
    elapsed = time.process_time() - started
    if not right:
        return
    print("\n| encoding | dev | held |\n|---|---|---|")
    for encoding in dict.fromkeys(key.split()[0] for key in right):
        halves = (right[f"{encoding} {half}"] for half in ("dev", "held"))
        cells = " | ".join(f"{sum(found)} of {len(found)}" for found in halves)
        print(f"| {encoding} | {cells} |")
    count = sum(map(len, right.values()))
    print(f"\n{sum(map(sum, right.values()))} of {count}, {elapsed / count * 1000:.1f} ms each")


def _written(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Pieces of the guides that can be written in an encoding, with it and their half."""
    for language, encodings in _ENCODINGS.items():
        for place, file in enumerate(sorted((folder / language).glob("*.md"))):
            prose = re.sub(r"(?s)^---.*?---\n|<[^>]+>", "", file.read_text("utf-8"))
            for number, length in enumerate(_LENGTHS):
                start = 200 + 300 * number
                piece = prose[start : start + length].replace("\r", "")
                for encoding in encodings.split():
                    known = piece.encode(encoding, "ignore").decode(encoding)
                    yield encoding, "dev" if place < 6 else "held", known


if __name__ == "__main__":
    main()
