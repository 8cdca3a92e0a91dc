"""``python -m benchmarks.exports``: ten thousand annotations into every format, and back.

Each format is written, and read where it can be, by a process of its own, whose time and
memory are those of the work alone: the annotations are there before the clock starts.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations import Annotation, Notebook, select, sentences
from annotations.exchange import FORMATS, READABLE, Context
from annotations.ids import hash_text
from annotations.model import KINDS, Source
from benchmarks.report import machine
from benchmarks.texts import make

README = Path(__file__).with_name("README.md")
MARKS, ARTICLES, SIZE = 10_000, 200, 10_000
SECONDS, MEGABYTES = 2.0, 150


def main() -> int:
    """Measure all, or one in this process; print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("--one", metavar="FORMAT")
    parser.add_argument("--no-write", dest="write", action="store_false")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(_measure(arguments.one)))
        return 0
    names = list({**FORMATS, **READABLE})
    table = "\n".join(_table({name: _apart(name) for name in names if name in FORMATS}))
    print(table)
    if arguments.write:
        _write(f"{' '.join(machine({}))}\n\n{table}\n")
    return 0


def _apart(name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.exports", "--one", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _measure(name: str) -> dict[str, float]:
    format = FORMATS[name]
    marks, context = _marks()
    before = _resident()
    start, busy = time.perf_counter(), time.process_time()
    size = 0
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        with out.open("w", encoding="utf-8", errors="surrogatepass") as file:
            for chunk in format.write(marks, context):
                size += file.write(chunk)
        written, cpu = time.perf_counter() - start, time.process_time() - busy
        peak = _resident()
        figures = {"write": written, "cpu": cpu, "memory": peak, "base": before, "size": size}
        if name in READABLE and not format.is_folder:
            text = out.read_text(encoding="utf-8", errors="surrogatepass")
            start = time.perf_counter()
            reading = format.reading(text)
            figures["read"] = time.perf_counter() - start
            with Notebook.open(Path(folder) / "store") as notebook:
                texts = {
                    one.source.path or "": context.text(one.source.text_sha256 or "") or ""
                    for one in marks
                }
                start = time.perf_counter()
                result = notebook.add(reading.annotations, texts, brought=reading.texts)
                figures["import"] = time.perf_counter() - start
                figures["added"] = len(result.added)
    return figures


def _marks() -> tuple[list[Annotation], Context]:
    """Ten thousand marks on two hundred articles, with notes and tags; the same at every run."""
    with TemporaryDirectory() as folder:
        stock = make(Path(folder), "stock", SIZE).plain.read_text(encoding="utf-8")
    paragraphs = stock.split("\n\n")
    chance = random.Random(5)
    texts: dict[str, str] = {}
    marks: list[Annotation] = []
    for number in range(ARTICLES):
        text = f"Article {number}\n\n" + "\n\n".join(chance.sample(paragraphs, len(paragraphs)))
        texts[hash_text(text)] = text
        marks += _on(text, number, len(marks), chance)
    return marks, Context(texts.get)


def _on(text: str, number: int, first: int, chance: random.Random) -> Iterator[Annotation]:
    address = f"https://news.example/{number}"
    source = Source(f"news/{number}.txt", address, f"Article {number}", None, hash_text(text))
    spans = sentences(text)
    for at in range(MARKS // ARTICLES):
        start, end = spans[at % len(spans)]
        quote, position = select(text, start, end)
        kind = chance.choice([*KINDS])
        yield Annotation(
            id=f"urn:uuid:01900000-0000-7000-8000-{first + at:012d}",
            kind=kind,
            source=source,
            quote=quote,
            position=position,
            created="2025-03-01T09:30:00Z",
            modified="2025-03-01T09:30:00Z",
            tags=("money/cost",) if at % 3 else (),
            note="The **invoice** says otherwise; see page 7." if at % 2 else "",
            verdict="disputed" if kind == "claim" else None,
        )


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _table(found: dict[str, dict[str, float]]) -> Iterator[str]:
    yield f"| format | written (at most {SECONDS:g} s) | CPU | memory (at most {MEGABYTES} MB) | of that before | size | read | imported |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, one in found.items():
        cells = [
            name,
            f"{one['write']:.2f} s",
            f"{one['cpu']:.2f} s",
            f"{one['memory']:.0f} MB",
            f"{one['base']:.0f} MB",
            f"{one['size'] / 1e6:.1f} MB",
            f"{one['read']:.2f} s" if "read" in one else "",
            f"{one['import']:.2f} s" if "import" in one else "",
        ]
        yield "| " + " | ".join(cells) + " |"


def _write(text: str) -> None:
    page = README.read_text(encoding="utf-8")
    begin, end = "<!-- exports -->\n", "<!-- end of exports -->"
    before, _, rest = page.partition(begin)
    README.write_text(before + begin + text + end + rest.partition(end)[2], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
