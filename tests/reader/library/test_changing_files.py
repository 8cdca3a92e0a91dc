"""Files that grow, shrink, vanish or become something else, after they were listed or while read."""

import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library.library import Library
from reader.loading import LOADERS
from reader.loading.lists.json_lines import open_json_lines
from tests.reader.fuzz_seeds import seeds

WHOLE = {
    name: (LOADERS[name].endings[0], sources[-1])
    for name, sources in seeds().items()
    if LOADERS[name].endings
}


def vanish(file: Path) -> None:
    file.unlink()


def shrink(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def be_emptied(file: Path) -> None:
    os.truncate(file, 0)


def grow(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"\n<p>More [1] of it.\n" * 500)


def be_another(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 and nothing of what was here.")


def be_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


CHANGES = (vanish, shrink, be_emptied, grow, be_another, be_a_folder)


def look_at_all(library: Library, paths: tuple[str, ...]) -> None:
    """Whatever a screen asks: each may be refused by one sentence, and nothing else goes wrong."""
    for path in paths:
        problem = library.entry(path).problem
        with suppress(ReaderError):
            assert library.load(path).text.strip()
        assert problem is None or "\n" not in problem


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_changed_since_it_was_listed_is_read_or_refused(
    kind: str, change: Callable[[Path], None], tmp_path: Path
) -> None:
    ending, source = WHOLE[kind]
    # A text that is packed by itself has the name of what is in it.
    file = tmp_path / (f"file.txt{ending}" if kind == "packed" else f"file{ending}")
    file.write_bytes(source)
    library = Library.open([tmp_path])
    paths = library.paths
    assert paths
    change(file)
    look_at_all(library, paths)


@pytest.mark.parametrize("change", [vanish, shrink, be_emptied, grow])
@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_changes_while_it_is_read_is_read_or_refused(
    kind: str, change: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending, source = WHOLE[kind]
    # A text that is packed by itself has the name of what is in it.
    file = tmp_path / (f"file.txt{ending}" if kind == "packed" else f"file{ending}")

    class Changing(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            first = super().read(3) or b""
            if file.exists() and file.stat().st_size == len(source):
                change(file)
            rest = super().read(-1 if size is None or size < 0 else max(0, size - 3))
            return first + (rest or b"")

    file.write_bytes(source)
    library = Library.open([file])
    monkeypatch.setattr(os, "fdopen", lambda handle, _mode: Changing(handle))
    look_at_all(library, library.paths)


def test_a_corpus_that_grows_as_fast_as_it_is_read_comes_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "log.jsonl"
    line = b'{"text": "The pier held."}\n'
    corpus.write_bytes(line * 3)
    times = iter(range(9))

    class Growing(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            next(times)  # stops whoever goes on
            with corpus.open("ab") as more:
                more.write(line * 3)
            return super().read(size) or b""

    monkeypatch.setattr(os, "fdopen", lambda handle, _mode: Growing(handle))
    assert open_json_lines(corpus).members == ("0001", "0002", "0003")
