"""The store on bad days: full disks, crashes, damage, other windows, later versions."""

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotations import Notebook
from annotations.errors import NewerStoreError, StoreError
from annotations.store.lock import locked
from annotations.store.storage import AtomicStorage
from tests.annotations.builders import SOURCE, TEXT, mark, reopened

FILE = "annotations.json"


def _fail(code: int) -> Callable[..., Any]:
    def call(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return call


@contextmanager
def _failing(name: str, code: int, after: int = 0) -> Iterator[None]:
    """``os.name`` fails with this error from the call after the first ``after`` ones on."""
    real = getattr(os, name)
    left = [after]

    def call(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        return real(*given, **named) if left[0] >= 0 else _fail(code)()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, call)
        yield


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize(
    ("call", "after"),
    [
        ("write", 0),
        ("write", 1),
        ("fsync", 0),
        ("fsync", 2),
        ("fsync", 3),
        ("replace", 0),
        ("replace", 1),
    ],
    ids=str,
)
def test_what_cannot_be_saved_is_told_and_changes_nothing(
    tmp_path: Path, call: str, after: int, code: int
) -> None:
    with Notebook.open(tmp_path) as notebook:
        kept = mark(notebook, "4.1")
        written = (tmp_path / FILE).read_bytes()
        other_text = TEXT + " More."  # so that the snapshot of the text is written too
        with _failing(call, code, after), pytest.raises(StoreError, match="Nothing was saved"):
            notebook.mark(other_text, 0, 3, SOURCE)
        assert (tmp_path / FILE).read_bytes() == written
        assert not list(tmp_path.rglob("*.tmp"))
        assert [a.id for a in notebook.annotations()] == [kept]
        later = mark(notebook, "3.4")
    with reopened(tmp_path) as notebook:
        assert [a.id for a in notebook.annotations()] == [kept, later]


@pytest.mark.parametrize("after", range(4))
def test_a_first_mark_that_cannot_be_saved_leaves_an_empty_store(
    tmp_path: Path, after: int
) -> None:
    with Notebook.open(tmp_path) as notebook:
        with _failing("fsync", errno.EIO, after), pytest.raises(StoreError):
            mark(notebook)
        assert notebook.annotations() == []
        assert not (tmp_path / FILE).exists()
        mark(notebook)
    with reopened(tmp_path) as notebook:
        assert len(notebook.annotations()) == 1


def test_a_write_that_takes_only_a_few_bytes_at_a_time_is_carried_on(tmp_path: Path) -> None:
    real = os.write
    with Notebook.open(tmp_path) as notebook, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", lambda file, content: real(file, bytes(content[:100])))
        id = mark(notebook)
    with reopened(tmp_path) as notebook:
        assert notebook.get(id).quote.exact == "3.4 million"


_MARK_FOR_EVER = """
import sys
from pathlib import Path
from annotations import Notebook
from tests.annotations.builders import mark

with Notebook.open(Path(sys.argv[1])) as notebook:
    while True:
        print(mark(notebook), flush=True)
"""


def _run(code: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True
    )


def test_a_program_killed_while_it_writes_loses_nothing_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    acknowledged: list[str] = []
    for marks in (1, 7, 30):
        with _run(_MARK_FOR_EVER, tmp_path) as process:
            assert process.stdout is not None
            acknowledged += [process.stdout.readline().strip() for _ in range(marks)]
            process.kill()
            acknowledged += process.stdout.read().split("\n")[:-1]
    with reopened(tmp_path) as notebook:
        kept = [a.id for a in notebook.annotations()]
        assert set(acknowledged) <= set(kept)
        # One more may have been saved, and not said, for each time.
        assert len(kept) <= len(acknowledged) + 3
        mark(notebook)
    assert not list(tmp_path.glob("*.tmp"))


_MARK_TWENTY = """
import sys
from pathlib import Path
from annotations import Notebook
from tests.annotations.builders import mark

with Notebook.open(Path(sys.argv[1])) as notebook:
    for _ in range(20):
        mark(notebook)
"""


def test_programs_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    processes = [_run(_MARK_TWENTY, tmp_path) for _ in range(3)]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0, 0]
    with reopened(tmp_path) as notebook:
        assert len(notebook.annotations()) == 60


def test_a_store_held_by_a_program_that_hangs_is_told_after_a_while(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        locked(lock),
        pytest.raises(TimeoutError, match="another program"),
        locked(lock, patience=0.02),
    ):
        pass
    with locked(lock, patience=0):
        pass


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not JSON",
        b"[]",
        b"null",
        b'{"some": "other file"}',
        b'{"meta": {"1": {"version": "one"}}}',
        b'{"meta": {"1": {"version": 1}}, "annotations": []}',
        b'{"meta": {"1": {"version": 1}}, "annotations": {"x": 1}}',
        b'{"meta": {"1": {"version": 1}}, "annotations": {"x": {"id": "x"}}}',
        b'{"meta": {"1": {"version": 1}}, "changes": {"x": 1}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=lambda content: repr(content[:40]),
)
def test_a_damaged_file_is_refused_and_left_untouched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError, match="left untouched") as caught:
        Notebook.open(tmp_path)
    assert "\n" not in str(caught.value)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_store_of_a_later_version_is_refused_and_left_untouched(tmp_path: Path) -> None:
    content = b'{"meta": {"1": {"version": 2}}, "annotations": "who knows"}'
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(NewerStoreError, match="update Postil"):
        Notebook.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_file_damaged_while_it_is_open_is_told_and_memory_is_kept(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        (tmp_path / FILE).write_bytes(b"torn")
        with pytest.raises(StoreError, match="damaged"):
            notebook.refresh()
        with pytest.raises(StoreError, match="damaged"):
            notebook.note(id, "x")
        assert notebook.get(id).note == ""
        assert (tmp_path / FILE).read_bytes() == b"torn"


def test_a_record_damaged_while_it_is_open_is_told_each_time(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        tables = json.loads((tmp_path / FILE).read_bytes())
        tables["annotations"][id]["verdict"] = "maybe"
        damaged = json.dumps(tables).encode()
        (tmp_path / FILE).write_bytes(damaged)
        for _ in range(2):
            with pytest.raises(StoreError, match="maybe"):
                notebook.note(id, "x")
        assert notebook.get(id).verdict is None
        assert (tmp_path / FILE).read_bytes() == damaged


def test_a_damaged_step_is_told_when_it_is_its_turn(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
    tables = json.loads((tmp_path / FILE).read_bytes())
    for step in tables["changes"].values():
        step["edits"] = [["who", "knows"]]
    (tmp_path / FILE).write_bytes(json.dumps(tables).encode())
    with reopened(tmp_path) as notebook:
        assert len(notebook.annotations()) == 1
        assert notebook.can_undo is None
        assert notebook.undo() is None


def test_a_file_that_vanished_is_brought_back_by_the_next_change(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook)]
        (tmp_path / FILE).unlink()
        assert not notebook.refresh()
        ids.append(mark(notebook))
    with reopened(tmp_path) as notebook:
        assert [a.id for a in notebook.annotations()] == ids


def test_a_file_edited_by_hand_is_taken_up(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        tables = json.loads((tmp_path / FILE).read_bytes())
        tables["annotations"][id] |= {"note": "by hand", "mood": "calm"}
        (tmp_path / FILE).write_text(json.dumps(tables, indent=4), encoding="utf-8")
        assert notebook.refresh()
        assert notebook.get(id).note == "by hand"


def test_what_a_later_version_wrote_survives_our_changes(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
    tables = json.loads((tmp_path / FILE).read_bytes())
    tables["annotations"][id]["mood"] = {"calm": True}
    tables["annotations"][id]["source"]["language"] = "en"
    tables["moods"] = {"1": {"name": "calm"}}
    (tmp_path / FILE).write_text(json.dumps(tables), encoding="utf-8")
    with reopened(tmp_path) as notebook:
        notebook.note(id, "x")
        notebook.undo()
    tables = json.loads((tmp_path / FILE).read_bytes())
    assert tables["annotations"][id]["mood"] == {"calm": True}
    assert tables["annotations"][id]["source"]["language"] == "en"
    assert tables["moods"] == {"1": {"name": "calm"}}


def test_two_versions_of_the_file_never_look_alike(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        id = mark(one)
        other.refresh()
        for note in "abcdefgh" * 4:
            one.note(id, note)
            assert other.refresh()
            assert other.get(id).note == note


def test_the_newest_thousand_steps_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.store.NEWEST", 3)
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        for note in "abcd":
            notebook.note(id, note)
        while notebook.undo():
            pass
        assert notebook.get(id).note == "a"


def test_a_store_is_for_its_owner_s_eyes(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "new" / "store") as notebook:
        mark(notebook)
    if sys.platform == "win32":
        pytest.skip("Windows has other permissions")
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "new").rglob("*")}
    assert (modes.pop("store"), modes.pop("texts")) == (0o700, 0o700)
    assert set(modes.values()) == {0o600}


def test_a_store_that_is_a_link_elsewhere_stays_one(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with Notebook.open(tmp_path / "there") as notebook:
        mark(notebook)
    (tmp_path / "here" / FILE).symlink_to(tmp_path / "there" / FILE)
    with Notebook.open(tmp_path / "here") as notebook:
        mark(notebook)
    assert (tmp_path / "here" / FILE).is_symlink()
    with reopened(tmp_path / "there") as notebook:
        assert len(notebook.annotations()) == 2


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made"):
        Notebook.open(tmp_path / "file" / "store")


_AS_NOBODY = """
import os, sys
from pathlib import Path
import annotations.store  # before the change of user: the interpreter may be root's own
from annotations import Notebook
from annotations.errors import StoreError
from tests.annotations.builders import mark

if os.geteuid() == 0:
    os.setuid(65534)
with Notebook.open(Path(sys.argv[1])) as notebook:
    try:
        notebook.note(notebook.annotations()[0].id, "x")
    except StoreError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_store_one_may_only_read_can_be_read_and_says_why_it_cannot_be_written() -> None:
    # Not below pytest's own folder, which no other user may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Notebook.open(folder) as notebook:
            mark(notebook)
        (folder / FILE).chmod(0o444)
        (folder / f"{FILE}.lock").chmod(0o444)
        folder.chmod(0o555)
        with _run(_AS_NOBODY, folder) as process:
            said, _ = process.communicate()
        folder.chmod(0o755)
    assert said.startswith("Nothing was saved")
    assert "Permission denied" in said
    assert said.count("\n") == 1


def test_a_text_whose_file_is_damaged_is_not_taken_for_the_text(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        sha256 = notebook.get(mark(notebook)).source.text_sha256 or ""
        (tmp_path / "texts" / f"{sha256}.z").write_bytes(b"torn")
        assert notebook.text(sha256) is None
    with reopened(tmp_path) as notebook:
        mark(notebook)
        assert notebook.text(sha256) == TEXT


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        Notebook.open(tmp_path)


def test_nothing_is_written_without_the_lock(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        AtomicStorage(tmp_path / FILE).write({})
