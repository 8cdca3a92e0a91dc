"""The store at 100,000 annotations beside SQLite and plain TinyDB, in one run.

``python -m benchmarks.store_speed [--write]``. SQLite is in WAL mode with ``synchronous=FULL``:
like the store, it waits for the disk before it acknowledges. All three get the same documents,
one insert at a time, and take turns, so that a busy minute hits all alike. ``--write`` puts the
table into README.md.
"""

import argparse
import gc
import hashlib
import itertools
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document

from annotations import Annotation, Notebook, Position, Quote, Source
from annotations.ids import Ids
from annotations.model import Json
from annotations.record import to_record
from annotations.store import Store
from annotations.store.table import LogTable

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- store -->\n", "<!-- end of store -->\n"
ROOT = Path(__file__).resolve().parent.parent
WORDS = (
    "the harbour authority said on Tuesday that work on the breakwater would cost more than the "
    "council had been told in March and that the figure of 3.4 million was never confirmed"
).split()
SAMPLES = 300
PLAIN = 2_000
"""Records of plain TinyDB: at 100,000 an insert takes seconds."""


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store_speed", description=__doc__)
    parser.add_argument("--annotations", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="postil-speed-", dir=_disk()) as name:
        table = measure(Path(name), arguments.annotations, arguments.articles)
    sys.stdout.write(table)
    if arguments.write:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        README.write_text(before + BEGIN + table + END + rest.partition(END)[2], encoding="utf-8")
    return 0


def _disk() -> str | None:
    """A folder on a disk: a sync in memory would be measured for nothing."""
    return os.environ.get("POSTIL_BENCH_DISK")


def measure(folder: Path, size: int, articles: int) -> str:
    """All figures, as Markdown."""
    ids = Ids()
    fill(folder / "store", (document(ids, each, articles) for each in range(size)))
    lite = sqlite(folder / "lite.db", (document(ids, each, articles) for each in range(size)))
    plain = TinyDB(folder / "plain.json")
    plain.insert_multiple(document(ids, each, articles) for each in range(PLAIN))
    opening = [opened(folder / "store") for _ in range(5)]
    # A store of its own, or it would read each time what its rival wrote.
    shutil.copytree(folder / "store", folder / "marked")
    rivals = {
        "store": Rival(store_insert(folder / "store")),
        "SQLite": Rival(sqlite_insert(lite)),
        "TinyDB": Rival(plain.insert, every=10),
        "mark": Rival(mark(folder / "marked")),
    }
    compete(rivals, (document(ids, each, articles) for each in range(SAMPLES)))
    return "\n".join([*_about(size, articles), "", *_table(rivals, opening), ""])


def document(ids: Ids, number: int, articles: int) -> dict[str, Json]:
    """A record as the Notebook writes them."""
    article = number % articles
    start = number * 7 % 20_000
    words = [WORDS[(number + each) % len(WORDS)] for each in range(40)]
    annotation = Annotation(
        id=ids.new(),
        kind=("highlight", "claim", "question")[number % 3],
        source=Source(
            path=f"{article // 100}/article-{article}.txt",
            title=f"What article {article} is about",
            date="2024-12-12",
            text_sha256=hashlib.sha256(str(article).encode()).hexdigest(),
        ),
        quote=Quote(" ".join(words[:12]), " ".join(words[12:20]), " ".join(words[20:28])),
        position=Position(start, start + 60),
        created="2024-12-12T10:00:00Z",
        modified="2024-12-12T10:00:00Z",
        tags=("money", f"tag-{number % 50}") if number % 4 == 0 else (),
        note=" ".join(words[:20]) if number % 5 == 0 else "",
        verdict="unchecked" if number % 3 == 1 else None,
    )
    return to_record(annotation)


def fill(folder: Path, documents: Iterator[dict[str, Json]]) -> None:
    """A store with all of them, as it is after it was tidied up."""
    store = Store.open(folder)
    table = LogTable(store.storage, "annotations")
    table.put({str(each["id"]): each for each in documents})
    store.close()


def sqlite(path: Path, documents: Iterator[dict[str, Json]]) -> sqlite3.Connection:
    """The same in SQLite, found by id and by article."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE annotations (id TEXT PRIMARY KEY, path TEXT, text TEXT, doc TEXT)")
    base.execute("CREATE INDEX by_path ON annotations (path)")
    base.execute("CREATE INDEX by_text ON annotations (text)")
    base.execute("BEGIN")
    base.executemany("INSERT INTO annotations VALUES (?, ?, ?, ?)", map(_row, documents))
    base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return base


def _row(record: dict[str, Json]) -> tuple[Json, ...]:
    source = record["source"]
    assert isinstance(source, dict)
    text = json.dumps(record, ensure_ascii=False)
    return record["id"], source["path"], source["text_sha256"], text


def sqlite_insert(base: sqlite3.Connection) -> Callable[[dict[str, Json]], object]:
    """Insert one record, and wait for the disk."""
    return lambda record: base.execute("INSERT INTO annotations VALUES (?, ?, ?, ?)", _row(record))


def store_insert(folder: Path) -> Callable[[dict[str, Json]], object]:
    """Insert one record through TinyDB's own method."""
    store = Store.open(folder)
    _ = store.index
    table = store.database.table("annotations")
    # TinyDB declares its ids as numbers, and supports any.
    return lambda record: table.insert(Document(record, doc_id=record["id"]))  # type: ignore[arg-type]


def mark(folder: Path) -> Callable[[dict[str, Json]], object]:
    """Say the verb, with all that belongs to it: the quote, the text kept, the step to undo."""
    notebook = Notebook.open(folder)
    text = " ".join(WORDS) * 200
    source = Source(path="new.txt", text_sha256=hashlib.sha256(text.encode()).hexdigest())
    notebook.mark(text, 0, 3, source)

    starts = itertools.count(step=60)

    def say(_: dict[str, Json]) -> object:
        start = next(starts)
        return notebook.mark(text, start, start + 60, source, kind="claim", tags=("money",))

    return say


@dataclass(slots=True)
class Rival:
    """What is measured, with the wall and CPU times in milliseconds; some not every time."""

    insert: Callable[[dict[str, Json]], object]
    every: int = 1
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def compete(rivals: dict[str, Rival], documents: Iterator[dict[str, Json]]) -> None:
    """Each inserts each document, in turn."""
    gc.collect()
    for number, record in enumerate(documents):
        for rival in rivals.values():
            if number % rival.every:
                continue
            cpu, wall = time.process_time_ns(), time.perf_counter_ns()
            rival.insert(dict(record))
            rival.wall.append((time.perf_counter_ns() - wall) / 1e6)
            rival.cpu.append((time.process_time_ns() - cpu) / 1e6)


_OPENING = """
import json, os, statistics, sys, time
from pathlib import Path
from annotations import Notebook, Source
import annotations.store

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6

base = resident()
begin, cpu = time.perf_counter(), time.process_time()
notebook = Notebook.open(Path(sys.argv[1]))
opened, opened_cpu = time.perf_counter() - begin, time.process_time() - cpu
first = notebook.of(Source(path="0/article-77.txt"))
marks, marks_cpu = time.perf_counter() - begin, time.process_time() - cpu
assert first
times = []
for article in range(0, 200):
    source = Source(path=f"{article // 100}/article-{article}.txt")
    at = time.perf_counter()
    notebook.of(source)
    times.append((time.perf_counter() - at) * 1000)
print(json.dumps([opened, opened_cpu, marks, marks_cpu, statistics.median(times), resident() - base]))
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds, the milliseconds of one article's marks, and megabytes over the base."""

    open: float
    open_cpu: float
    first: float
    first_cpu: float
    marks: float
    memory: float


def opened(folder: Path) -> Opening:
    """Open the store in a fresh process, and ask for the marks of articles."""
    command = [sys.executable, "-c", _OPENING, str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return Opening(*json.loads(said))


def _about(size: int, articles: int) -> Iterator[str]:
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    yield (
        f"{size:,} annotations on {articles:,} articles. {os.cpu_count()} cores, "
        f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"TinyDB {version('tinydb')}. Load average at the end: {load}."
    )


def _table(rivals: dict[str, Rival], opening: Sequence[Opening]) -> Iterator[str]:
    store, lite = rivals["store"], rivals["SQLite"]
    ratio = statistics.median(store.wall) / statistics.median(lite.wall)
    yield "| an acknowledged insert | median | 99th percentile | CPU | × SQLite |"
    yield "| --- | --- | --- | --- | --- |"
    rows = [
        ("the store, through TinyDB's `insert`", store),
        ("SQLite, WAL, `synchronous=FULL`", lite),
        (f"plain TinyDB, with {PLAIN:,} records only", rivals["TinyDB"]),
        ("`Notebook.mark`: quote, text, annotation and step", rivals["mark"]),
    ]
    for name, rival in rows:
        times = statistics.median(rival.wall) / statistics.median(lite.wall)
        yield (
            f"| {name} | {statistics.median(rival.wall):.3f} ms | {_high(rival.wall):.3f} ms "
            f"| {statistics.median(rival.cpu):.3f} ms | {times:.2f} |"
        )
    yield ""
    yield "| at this size | budget | median | least |  |"
    yield "| --- | --- | --- | --- | --- |"
    yield _row_of("insert", "1.5 × SQLite", ratio, ratio, "×", is_kept=ratio <= 1.5)
    for name, unit, most, values in (
        ("open, CPU", "s", 1.0, [each.open_cpu for each in opening]),
        ("open and the first article's marks, CPU", "s", 1.0, [each.first_cpu for each in opening]),
        ("open and the first article's marks", "s", None, [each.first for each in opening]),
        ("marks of one article", "ms", 1.0, [each.marks for each in opening]),
        ("memory over the base", "MB", 150.0, [each.memory for each in opening]),
    ):
        middle = statistics.median(values)
        budget = "" if most is None else f"{most:g} {unit}"
        yield _row_of(
            name, budget, middle, min(values), unit, is_kept=most is None or middle <= most
        )


def _row_of(
    name: str, budget: str, middle: float, least: float, unit: str, *, is_kept: bool
) -> str:
    verdict = "" if not budget else "kept" if is_kept else "**missed**"
    return f"| {name} | {budget} | {middle:.2f} {unit} | {least:.2f} {unit} | {verdict} |"


def _high(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


if __name__ == "__main__":
    sys.exit(main())
