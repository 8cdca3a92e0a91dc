"""Libraries that bring a hostile ``.postil`` along: one trap each, made in a folder of a test.

Links that lead out of the library, pipes and devices where files should be, texts and
histories that unpack to more than there is memory, files nested without end, names that
collide, files that may not be read. ``TRAPS`` names them all; ``make`` makes one.
"""

import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.store.line import Head, compose, title

ARTICLE = "a$(touch PWNED).txt"
TEXT = "Some words of an article. Another sentence with 4 million of them.\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()

Trap = Callable[[Path], None]


def make(name: str, library: Path) -> None:
    """Make a library with an article, and the trap of this name in its store."""
    library.mkdir()
    (library / ARTICLE).write_text(TEXT)
    store = library / ".postil"
    store.mkdir()
    TRAPS[name](store)


@contextmanager
def neighbours(home: Path) -> Iterator[Callable[[], dict[str, bytes]]]:
    """What lies beside the libraries, which the links of the traps lead to; gives how it is now."""
    home.mkdir(exist_ok=True)
    (home / "profile").write_text("# mine\n")
    (home / "profile.d").mkdir()
    (home / "data").mkdir()
    for number in range(3):
        (home / "data" / f"mine{number}.jsonl").write_text('{"my":"own data"}\n')

    def now() -> dict[str, bytes]:
        own = [home / "profile", *home.glob("profile.d/*"), *home.glob("data/*")]
        return {
            str(path.relative_to(home)): path.read_bytes() if path.is_file() else b"(a folder)"
            for path in own
        }

    yield now


def record(number: int = 1, **fields: object) -> dict[str, object]:
    """A record of an annotation on the article."""
    return {
        "id": f"urn:uuid:018f0000-0000-7000-8000-{number:012x}",
        "kind": "claim",
        "source": {
            "path": ARTICLE,
            "url": None,
            "title": "T",
            "date": None,
            "text_sha256": SHA256,
        },
        "quote": {"exact": "4 million", "prefix": "sentence with ", "suffix": " of them."},
        "position": {"start": 48, "end": 57},
        "tags": ["t"],
        "note": "n",
        "verdict": None,
        "evidence": [],
        "relations": [],
        "colour": None,
        "creator": "x",
        "created": "2023-01-01T00:00:00Z",
        "modified": "2023-01-01T00:00:00Z",
        "anchor": None,
        "rev": 1,
        "deleted": None,
        **fields,
    }


def write_log(store: Path, *documents: dict[str, object]) -> None:
    """Write a log such as Postil writes, by another machine."""
    (store / "log").mkdir(exist_ok=True)
    lines = [title(device="00000000")]
    for number, document in enumerate(documents):
        head = Head(
            1700000000000000 + number, "a" * 12, number + 1, {}, "annotations", str(document["id"])
        )
        lines.append(compose(head, document))  # type: ignore[arg-type]  # of plain JSON
    (store / "log" / "1.jsonl").write_bytes(b"\n".join([*lines, b""]))


def _link(name: str, to: str) -> Trap:
    def trap(store: Path) -> None:
        path = store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(to)

    return trap


def _pipe(name: str) -> Trap:
    def trap(store: Path) -> None:
        path = store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)

    return trap


def _whole(store: Path) -> None:
    store.rmdir()
    store.symlink_to("../profile.d")


def _bomb(name: str, wbits: int) -> Trap:
    def trap(store: Path) -> None:
        path = store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
        # The same megabyte of blanks, a thousand times and more.
        with path.open("wb") as file:
            for _ in range(1_500):
                file.write(packer.compress(b" " * 1_000_000))
            file.write(packer.flush())
        source = {**record()["source"], "text_sha256": "ab" * 32}  # type: ignore[dict-item]
        write_log(store, record(source=source))

    return trap


def _endless_line(name: str) -> Trap:
    def trap(store: Path) -> None:
        path = store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.truncate(8 << 30)  # without a byte on the disk

    return trap


def _nested(name: str) -> Trap:
    def trap(store: Path) -> None:
        path = store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[" * 200_000)

    return trap


def _temporaries(store: Path) -> None:
    """The names that temporary files had, when they could be guessed."""
    for number in range(os.getpid(), os.getpid() + 500):
        (store / f"progress.json.{number}.new").symlink_to("../../profile")


def _unreadable(name: str) -> Trap:
    def trap(store: Path) -> None:
        write_log(store, record())
        path = store / name
        path.mkdir(parents=True)  # where a file should be: nobody can read it, not even root

    return trap


def _strange_hash(store: Path) -> None:
    source = {**record()["source"], "text_sha256": "../../../profile"}  # type: ignore[dict-item]
    write_log(store, record(source=source), record(2, source={**source, "path": "../profile"}))


def _deep_record(store: Path) -> None:
    write_log(store)
    id = record()["id"]
    line = f'{{"t":"annotations","id":"{id}","at":1700000000000000,"by":"{"a" * 12}","n":1,"seen":{{}},"doc":{{"id":"{id}","zz":'.encode()
    line += b"[" * 100_000 + b"]" * 100_000 + b"}"
    with (store / "log" / "1.jsonl").open("ab") as file:
        file.write(line + b',"crc":"%08x"}\n' % zlib.crc32(line))


def _circle(store: Path) -> None:
    write_log(
        store,
        *(
            record(n, relations=[{"type": "same-claim", "to": record((n + 1) % 300)["id"]}])
            for n in range(300)
        ),
    )


_FILES = (
    "progress.json",
    "collections.jsonl",
    "annotations.json",
    "aliases.txt",
    "log/1.jsonl",
    "pack/1.jsonl",
    "history/1.jsonl.gz",
    f"texts/{SHA256}.z",
    "drafts/0123456789abcdef.json",
    "drafts/0123456789abcdef.held",
    "machines/01234567.json",
    "places/01234567.jsonl",
    "collections/01234567.jsonl",
    "settings/01234567.json",
)
_FOLDERS = (
    "log",
    "pack",
    "texts",
    "history",
    "drafts",
    "lost+found",
    "web",
    "machines",
    "places",
    "collections",
    "settings",
)

TRAPS: dict[str, Trap] = {
    "whole": _whole,
    "temporaries": _temporaries,
    "strange hash": _strange_hash,
    "deep record": _deep_record,
    "circle of relations": _circle,
    "bomb of a text": _bomb("texts/" + "ab" * 32 + ".z", 15),
    "bomb of a history": _bomb("history/1.jsonl.gz", 31),
    **{
        f"{name} leads out": _link(name, "../../profile")
        for name in ("progress.json", "collections.jsonl", "annotations.json", "aliases.txt")
    },
    **{f"{name} leads out": _link(name, "../../../profile") for name in _FILES if "/" in name},
    **{f"{name} leads to a shell": _link(name, "../../profile.d") for name in _FOLDERS},
    **{f"{name} leads to data": _link(name, "../../data") for name in ("log", "pack")},
    **{f"{name} never ends": _link(name, "/dev/zero") for name in _FILES},
    **{f"{name} waits": _pipe(name) for name in _FILES},
    **{
        f"{name} is one line": _endless_line(name)
        for name in ("progress.json", "log/1.jsonl", "pack/1.jsonl")
    },
    **{
        f"{name} is nested": _nested(name)
        for name in (
            "progress.json",
            "annotations.json",
            "drafts/0123456789abcdef.json",
            "collections.jsonl",
            "machines/01234567.json",
            "places/01234567.jsonl",
            "collections/01234567.jsonl",
        )
    },
    **{
        f"{name} is a folder": _unreadable(name)
        for name in (
            "history/1.jsonl.gz",
            f"texts/{SHA256}.z",
            "log/2.jsonl",
            "progress.json",
            "collections.jsonl",
            "machines/01234567.json",
            "places/01234567.jsonl",
            "collections/01234567.jsonl",
        )
    },
}
if sys.platform == "win32":
    # Links take a right that few have, and there are no pipes among files.
    TRAPS = {
        name: trap
        for name, trap in TRAPS.items()
        if not any(word in name for word in ("leads", "ends", "waits", "whole", "temporaries"))
    }
