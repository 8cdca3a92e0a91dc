"""The store on bad days: full disks, crashes, damage, other windows, other versions."""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from annotations import Notebook
from annotations.errors import NewerStoreError, StoreError
from annotations.store import Disk
from annotations.store.line import LAYOUT, document_of, head_of, title
from tests.annotations.builders import SOURCE, TEXT, mark, reopened

V1 = Path(__file__).parents[1] / "data/store/v1"
V2 = V1.with_name("v2")
OLD_FILE = "annotations.json"


class FailingDisk(Disk):
    """Its operation ``name`` fails, from the call after the next ``after`` ones on."""

    name = ""
    code = 0
    after = 0

    def fail(self, name: str, code: int = errno.EIO, after: int = 0) -> None:
        self.name, self.code, self.after = name, code, after

    def _do(self, name: str) -> None:
        if name == self.name:
            self.after -= 1
            if self.after < 0:
                raise OSError(self.code, os.strerror(self.code))

    def create(self, path: Path) -> int:
        self._do("create")
        return super().create(path)

    def write(self, descriptor: int, content: bytes | memoryview) -> int:
        self._do("write")
        return super().write(descriptor, content)

    def sync(self, descriptor: int) -> None:
        self._do("sync")
        super().sync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        self._do("sync_folder")
        super().sync_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        self._do("replace")
        super().replace(source, target)

    def look(self, path: Path) -> tuple[int, int, int] | None:
        self._do("look")
        return super().look(path)

    def names(self, folder: Path) -> list[str]:
        self._do("names")
        return super().names(folder)

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes:
        self._do("read")
        return super().read(path, start, size)


class SlowDisk(Disk):
    """It takes a hundred bytes at a time."""

    def write(self, descriptor: int, content: bytes | memoryview) -> int:
        return super().write(descriptor, bytes(content[:100]))


def _logs(folder: Path) -> list[Path]:
    return sorted((folder / "log").glob("*.jsonl"))


def _only_log(folder: Path) -> Path:
    (path,) = _logs(folder)
    return path


def _ids(notebook: Notebook) -> list[str]:
    return [annotation.id for annotation in notebook.annotations()]


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What fails


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize(
    ("call", "after"),
    [("write", 0), ("write", 1), ("sync", 0), ("sync", 1), ("replace", 0), ("sync_folder", 0)],
    ids=str,
)
def test_what_cannot_be_saved_is_told_and_changes_nothing(
    tmp_path: Path, call: str, after: int, code: int
) -> None:
    disk = FailingDisk()
    with Notebook.open(tmp_path, disk=disk) as notebook:
        kept = mark(notebook, "4.1")
        written = _bytes(tmp_path / "log")
        disk.fail(call, code, after)
        with pytest.raises(StoreError, match="Nothing was saved"):
            # Another text, so that its snapshot is written too.
            notebook.mark(TEXT + " More.", 0, 3, SOURCE)
        disk.fail("")
        assert _bytes(tmp_path / "log") == written
        assert not list(tmp_path.rglob("*.tmp"))
        assert _ids(notebook) == [kept]
        later = mark(notebook, "3.4")
        assert _ids(notebook) == [kept, later]
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == [kept, later]
        assert notebook.problems() == []


@pytest.mark.parametrize("call", ["create", "write", "sync", "sync_folder"])
@pytest.mark.parametrize("after", range(3))
def test_a_first_mark_that_cannot_be_saved_leaves_an_empty_store(
    tmp_path: Path, call: str, after: int
) -> None:
    disk = FailingDisk()
    with Notebook.open(tmp_path, disk=disk) as notebook:
        disk.fail(call, after=after)
        failed = False
        try:
            mark(notebook)
        except StoreError:
            failed = True
        disk.fail("")
        assert len(notebook.annotations()) == (not failed)
        mark(notebook)
        assert len(notebook.annotations()) == 1 + (not failed)
    with reopened(tmp_path) as notebook:
        assert len(notebook.annotations()) == 1 + (not failed)


def test_a_file_whose_sync_failed_is_not_written_again(tmp_path: Path) -> None:
    disk = FailingDisk()
    with Notebook.open(tmp_path, disk=disk) as notebook:
        mark(notebook)
        written = _bytes(tmp_path / "log")
        disk.fail("sync")
        with pytest.raises(StoreError):
            mark(notebook)
        disk.fail("")
        mark(notebook)
        assert written.items() < _bytes(tmp_path / "log").items()


def test_a_write_that_takes_only_a_few_bytes_at_a_time_is_carried_on(tmp_path: Path) -> None:
    with Notebook.open(tmp_path, disk=SlowDisk()) as notebook:
        id = mark(notebook)
    with reopened(tmp_path) as notebook:
        assert notebook.get(id).quote.exact == "3.4 million"


def test_what_json_cannot_hold_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        table = notebook._store.database.table("annotations")
        mark(notebook)
        written = _bytes(tmp_path)
        with pytest.raises(ValueError, match="JSON"):
            table.insert({"mood": float("nan")})
        with pytest.raises(TypeError, match="JSON"):
            table.insert({"mood": {1, 2}})
        assert _bytes(tmp_path) == written


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
        kept = _ids(notebook)
        assert set(acknowledged) <= set(kept)
        # One more may have been saved, and not said, for each time.
        assert len(kept) <= len(acknowledged) + 3
        mark(notebook)


# Other windows


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
        assert notebook.problems() == []


def test_another_window_s_change_is_seen_at_once(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        id = mark(one)
        for note in "abcdefgh" * 4:
            one.note(id, note)
            assert other.refresh()
            assert other.get(id).note == note
            assert not other.refresh()


# Damage


def _damaged(folder: Path, edit: Any) -> tuple[list[str], list[str]]:
    """Three marks, the log edited; gives the ids made and those that are left."""
    with Notebook.open(folder) as notebook:
        made = [mark(notebook, words) for words in ("4.1", "3.4", "nine")]
    path = _only_log(folder)
    path.write_bytes(edit(path.read_bytes()))
    before = _bytes(folder)
    with reopened(folder) as notebook:
        left = _ids(notebook)
        assert _bytes(folder) == before
        assert len(notebook.problems()) == (left != made)
        added = mark(notebook)
    with reopened(folder) as notebook:
        assert _ids(notebook) == [*left, added]
    return made, left


def _line_of(content: bytes, number: int) -> bytes:
    """The line that made the mark of this number; the step's follows it."""
    return content.split(b"\n")[1 + 2 * number]


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content[:-1],
        lambda content: content + b"\0" * 4096,
        lambda content: content.replace(b"\n", b""),
        lambda content: content.replace(b"\n", b"\n\n"),
        lambda content: content + content,
        lambda content: b"\n".join(reversed(content.split(b"\n"))),
    ],
)
def test_what_editors_and_tools_do_to_line_ends_costs_nothing(tmp_path: Path, edit: Any) -> None:
    made, left = _damaged(tmp_path, edit)
    assert left == made


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content.replace(_line_of(content, 1), _line_of(content, 1)[:-30]),
        lambda content: content.replace(_line_of(content, 1), _line_of(content, 1)[30:]),
        lambda content: content.replace(_line_of(content, 1), b"\0" * 500),
        lambda content: content.replace(b'"exact":"3.4', b'"exact":"9.4'),
        lambda content: content.replace(b'"exact":"3.4', b'"exact":"\xff\xff'),
        lambda content: content.replace(
            _line_of(content, 1) + b"\n", _line_of(content, 1)[:90] + _line_of(content, 1)[91:]
        ),
    ],
)
def test_a_damaged_line_costs_that_line(tmp_path: Path, edit: Any) -> None:
    made, left = _damaged(tmp_path, edit)
    assert left == [made[0], made[2]]


def test_a_log_cut_off_anywhere_keeps_the_lines_before(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "whole") as notebook:
        ids = [mark(notebook, words) for words in ("4.1", "3.4")]
    content = _only_log(tmp_path / "whole").read_bytes()
    ends = [at for at, byte in enumerate(content) if byte == ord("\n")]
    for size in range(0, len(content), 7):
        shutil.copytree(tmp_path / "whole", tmp_path / str(size))
        _only_log(tmp_path / str(size)).write_bytes(content[:size])
        with reopened(tmp_path / str(size)) as notebook:
            assert _ids(notebook) == ids[: (size >= ends[1]) + (size >= ends[3])]
            is_cut = size not in (0, *(end + 1 for end in ends), *ends)
            assert len(notebook.problems()) == is_cut


def test_conflict_markers_of_git_cost_nothing_and_are_told(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        made = [mark(notebook, words) for words in ("4.1", "3.4", "nine")]
    path = _only_log(tmp_path)
    lines = path.read_bytes().split(b"\n")
    lines[3:3] = [b"<<<<<<< HEAD"]
    lines[6:6] = [b"=======", *lines[4:6], b">>>>>>> other"]
    path.write_bytes(b"\n".join(lines))
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == made
        (problem,) = notebook.problems()
        assert "3 lines" in problem


def test_a_log_damaged_while_it_is_open_keeps_its_own(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook, words) for words in ("4.1", "3.4")]
        _only_log(tmp_path).write_bytes(b"torn")
        ids.append(mark(notebook, "nine"))
        assert _ids(notebook) == ids
        assert any("written again" in problem for problem in notebook.problems())
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == ids


def test_a_step_that_makes_no_sense_is_neither_undone_nor_in_the_way(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
        steps = notebook._store.database.table("changes")
        steps.update({"edits": [["who", "knows"]]})
    with reopened(tmp_path) as notebook:
        assert len(notebook.annotations()) == 1
        assert notebook.can_undo is None
        assert notebook.undo() is None


# A folder that goes away


@pytest.mark.parametrize("what", ["log", "texts", "."])
def test_what_vanished_is_brought_back_and_told(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "store"
    with Notebook.open(folder) as notebook:
        earlier = mark(notebook, "4.1")
    with Notebook.open(folder) as notebook:
        ids = [earlier, mark(notebook, "3.4")]
        (folder / what).rename(tmp_path / "moved")
        assert not notebook.refresh()
        assert _ids(notebook) == ids
        if what != "texts":
            assert any("written again" in problem for problem in notebook.problems())
        sha256 = notebook.get(ids[1]).source.text_sha256 or ""
    with reopened(folder) as notebook:
        assert _ids(notebook) == ids
        if what != ".":
            # A text that an earlier run kept is not in memory; a mark on it keeps it again.
            ids.append(mark(notebook))
            assert notebook.text(sha256) == TEXT


def test_a_folder_that_vanishes_between_look_and_write_loses_nothing(tmp_path: Path) -> None:
    class Vanishing(Disk):
        is_armed = False

        def sync(self, descriptor: int) -> None:
            super().sync(descriptor)
            if self.is_armed:
                self.is_armed = False
                shutil.rmtree(tmp_path / "store")

    disk = Vanishing()
    with Notebook.open(tmp_path / "store", disk=disk) as notebook:
        ids = [mark(notebook, "4.1"), mark(notebook, "3.4")]
        disk.is_armed = True
        ids.append(mark(notebook, "nine"))
    with reopened(tmp_path / "store") as notebook:
        assert _ids(notebook) == ids


def test_a_store_replaced_by_another_while_it_is_open_becomes_both(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "other") as other:
        theirs = mark(other, "4.1")
    with Notebook.open(tmp_path / "store") as notebook:
        ours = mark(notebook, "3.4")
        (tmp_path / "store").rename(tmp_path / "away")
        (tmp_path / "other").rename(tmp_path / "store")
        assert notebook.refresh()
        assert _ids(notebook) == [theirs, ours]
    with reopened(tmp_path / "store") as notebook:
        assert _ids(notebook) == [theirs, ours]


def test_what_cannot_be_brought_back_yet_is_told_and_tried_again(tmp_path: Path) -> None:
    disk = FailingDisk()
    with Notebook.open(tmp_path, disk=disk) as notebook:
        id = mark(notebook)
        shutil.rmtree(tmp_path / "log")
        disk.fail("write", errno.ENOSPC)
        notebook.refresh()
        assert any("cannot be written again" in problem for problem in notebook.problems())
        disk.fail("")
        notebook.refresh()
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == [id]


# Other versions


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    shutil.copytree(V1, tmp_path / "old")
    return tmp_path / "old"


def test_a_store_of_the_first_layout_opens_with_its_history(old_store: Path) -> None:
    with Notebook.open(old_store) as notebook:
        first, second, third = notebook.annotations()
        assert (first.tags, first.rev, first.kind) == (("Money", "harbour"), 3, "claim")
        assert (second.verdict, second.evidence) == ("disputed", ("https://example.org/minutes",))
        assert (third.note, second.extra["mood"]) == ("Which nine?", {"calm": True})
        assert first.relations[0].to == second.id
        assert notebook.text(first.source.text_sha256 or "") == TEXT
        assert notebook.redo()
        assert notebook.undo()
        assert notebook.undo()
        assert notebook.get(first.id).tags == ("Money",)
        assert notebook.problems() == []
    assert (old_store / "annotations.json.v1").read_bytes() == (V1 / OLD_FILE).read_bytes()
    with reopened(old_store) as notebook:
        assert notebook.get(first.id).tags == ("Money",)
        assert notebook._store.database.table("moods").all() == [{"name": "calm"}]


def test_an_old_file_that_comes_back_is_taken_over_again(old_store: Path) -> None:
    with Notebook.open(old_store) as notebook:
        first = notebook.annotations()[0]
        notebook.note(first.id, "newer")
    shutil.copy(V1 / OLD_FILE, old_store)
    with Notebook.open(old_store) as notebook:
        assert notebook.get(first.id).note == "newer"
        assert notebook.conflicts() == []


def test_an_old_store_on_a_full_disk_can_be_read(old_store: Path) -> None:
    disk = FailingDisk()
    disk.fail("write", errno.ENOSPC)
    with Notebook.open(old_store, disk=disk) as notebook:
        assert len(notebook.annotations()) == 3
        assert len(notebook.problems()) == 1
    assert (old_store / OLD_FILE).exists()


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
def test_a_damaged_old_file_is_refused_and_left_untouched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / OLD_FILE).write_bytes(content)
    with pytest.raises(StoreError, match="left untouched") as caught:
        Notebook.open(tmp_path)
    assert "\n" not in str(caught.value)
    assert (tmp_path / OLD_FILE).read_bytes() == content


def test_an_old_file_of_a_layout_between_is_refused_and_left_untouched(tmp_path: Path) -> None:
    content = b'{"meta": {"1": {"version": 2}}, "annotations": "who knows"}'
    (tmp_path / OLD_FILE).write_bytes(content)
    with pytest.raises(NewerStoreError, match="update Postil"):
        Notebook.open(tmp_path)
    assert (tmp_path / OLD_FILE).read_bytes() == content


def test_an_old_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / OLD_FILE).mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        Notebook.open(tmp_path)


def _of_a_later_version(folder: Path) -> None:
    (folder / "log").mkdir(exist_ok=True)
    line = title().replace(b'"v":%d' % LAYOUT, b'"v":%d' % (LAYOUT + 1))
    body = line[:-18]
    (folder / "log/9-later.jsonl").write_bytes(body + b',"crc":"%08x"}\n' % zlib.crc32(body))


def test_a_store_of_a_later_version_is_refused_and_left_untouched(tmp_path: Path) -> None:
    _of_a_later_version(tmp_path)
    before = _bytes(tmp_path)
    with pytest.raises(NewerStoreError, match="update Postil"):
        Notebook.open(tmp_path)
    assert _bytes(tmp_path) == before


def test_a_later_version_that_comes_along_is_told_and_not_written_beside(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        _of_a_later_version(tmp_path)
        notebook.refresh()
        assert any("later Postil" in problem for problem in notebook.problems())
        with pytest.raises(NewerStoreError):
            notebook.note(id, "x")
        assert _ids(notebook) == [id]


def test_what_a_later_version_wrote_survives_our_changes(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        database = notebook._store.database
        record = database.table("annotations").get(doc_id=id)  # type: ignore[call-overload]  # TinyDB declares int
        record["mood"] = {"calm": True}
        record["source"]["language"] = "en"
        database.table("annotations").upsert(record)
        database.table("moods").insert({"name": "calm"})
    with reopened(tmp_path) as notebook:
        notebook.note(id, "x")
        notebook.undo()
    with reopened(tmp_path) as notebook:
        table = notebook._store.database.table("annotations")
        (record,) = table.search(where("mood") == {"calm": True})
        assert record["source"]["language"] == "en"
        assert notebook._store.database.tables() == {"annotations", "changes", "moods"}


def test_an_annotation_that_only_a_later_version_understands_is_told_and_kept(
    tmp_path: Path,
) -> None:
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook, kind="claim"), mark(notebook)]
        table = notebook._store.database.table("annotations")
        table.update({"verdict": "maybe"}, where("id") == ids[0])
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == ids[1:]
        assert any("maybe" in problem for problem in notebook.problems())
        mark(notebook)
        table = notebook._store.database.table("annotations")
        assert len(table.search(where("verdict") == "maybe")) == 1


# The rest


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


def test_a_line_is_plain_json_that_says_who_wrote_it_and_what_it_follows(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook, "4.1", note="“Ä”")
        notebook.note(id, "x")
    begin, first, _, second, _ = map(
        json.loads, _only_log(tmp_path).read_text("utf-8").split("\n")[:-1]
    )
    assert begin["t"] == "postil"
    assert list(first) == ["t", "id", "at", "by", "n", "seen", "doc", "crc"]
    assert (first["t"], first["id"], first["doc"]["note"]) == ("annotations", id, "“Ä”")
    assert second["seen"] == {first["by"]: first["n"]}


def test_a_store_is_for_its_owner_s_eyes(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "new" / "store") as notebook:
        mark(notebook)
    if sys.platform == "win32":
        pytest.skip("Windows has other permissions")
    paths = list((tmp_path / "new").rglob("*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}


def test_a_file_in_the_way_of_the_folder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="There is a file in the way of the store"):
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
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with _run(_AS_NOBODY, folder) as process:
            said, _ = process.communicate()
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
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


def test_nothing_is_written_outside_a_transaction(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook, pytest.raises(RuntimeError, match="transaction"):
        notebook._store.storage.stage("annotations", "x", {})


# TinyDB


def test_tinydb_s_own_queries_and_changes_work_on_it(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook, Notebook.open(tmp_path) as other:
        id = mark(notebook, "4.1", kind="claim")
        mark(notebook, "3.4")
        table = other._store.database.table("annotations")
        assert len(table) == 2
        (found,) = table.search(where("kind") == "claim")
        assert str(found.doc_id) == id
        assert table.count(where("source")["path"] == SOURCE.path) == 2
        found["note"] = "not kept: what is found is one's own"
        assert table.search(where("kind") == "claim")[0]["note"] == ""
        table.update({"note": "kept"}, where("kind") == "claim")
        notebook.refresh()
        assert notebook.get(id).note == "kept"
        table.remove(where("kind") == "claim")
        notebook.refresh()
        assert len(notebook.annotations()) == 1
        other._store.database.drop_table("annotations")
        notebook.refresh()
        assert notebook.annotations() == []
    with reopened(tmp_path) as notebook:
        assert notebook.annotations() == []


def test_a_change_of_tinydb_s_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        document["note"] = "x"
        if document["kind"] == "claim":
            raise ZeroDivisionError

    with Notebook.open(tmp_path) as notebook:
        mark(notebook)
        mark(notebook, kind="claim")
        with pytest.raises(ZeroDivisionError):
            notebook._store.database.table("annotations").update(edit)
        assert [each.note for each in notebook.annotations()] == ["", ""]


def test_the_lines_of_a_log_are_found_by_table_and_id(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        table = notebook._store.database.table('a "table"')
        id = table.insert({"text": "x"})
        assert table.get(doc_id=id) == {"text": "x"}
    lines = _only_log(tmp_path).read_bytes().split(b"\n")
    head = head_of(lines[1])
    assert head is not None
    assert (head.table, head.id, document_of(lines[1])) == ('a "table"', str(id), {"text": "x"})


def test_a_sound_line_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
    body = _only_log(tmp_path).read_bytes().split(b"\n")[1][:-18]
    for at, bad in enumerate(
        (
            body.replace(b"urn:uuid:", b"urn:\xff:", 1),
            body.replace(b"harbour-cost", b"harb\xff").replace(b"uuid:0", b"uuid:f"),
            body.replace(b'"at":', b'"at":' + b"9" * 5000),
            b'["no", "record"',
        )
    ):
        line = bad + b',"crc":"%08x"}\n' % zlib.crc32(bad)
        (tmp_path / "log" / f"{at}.jsonl").write_bytes(line)
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == [id]
        assert [each.id for each in notebook.of(SOURCE)] == [id]
        mark(notebook)


def test_what_failed_and_comes_back_does_not_hide_what_was_saved_then(tmp_path: Path) -> None:
    class Untaken(FailingDisk):
        """The last of a log cannot be cut off when a write has failed."""

        def truncate(self, descriptor: int, size: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    disk = Untaken()
    with Notebook.open(tmp_path, disk=disk) as notebook:
        id = mark(notebook)
        disk.fail("sync")
        with pytest.raises(StoreError):
            notebook.note(id, "failed")
        disk.fail("")
        notebook.note(id, "saved")
        assert notebook.get(id).note == "saved"
    with reopened(tmp_path) as notebook:
        assert notebook.get(id).note == "saved"


# Reading and writing, in detail


def test_a_full_log_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.log._FULL", 5000)
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook) for _ in range(12)]
        assert len(_logs(tmp_path)) > 3
        # None is anybody else's yet, though only the last is written.
        assert all(Disk().is_held(path) for path in _logs(tmp_path))
    assert not any(Disk().is_held(path) for path in _logs(tmp_path))
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == ids


@pytest.mark.parametrize("size", [10, 300, 1000, 5000])
def test_a_large_file_is_read_in_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("annotations.store.files._BLOCK", size)
    with Notebook.open(tmp_path) as notebook:
        ids = [mark(notebook, words) for words in ("4.1", "3.4", "nine")]
        with reopened(tmp_path) as other:
            assert _ids(other) == ids
            ids += [mark(notebook) for _ in range(9)]
            other.refresh()
            assert _ids(other) == ids
            path = _only_log(tmp_path)
            path.write_bytes(path.read_bytes().replace(b'"nine', b'"NINE'))
            other.refresh()
            assert len(other.problems()) == 2
            # What was damaged is in memory still, and was written again.
            assert _ids(other) == ids
    with reopened(tmp_path) as notebook:
        assert _ids(notebook) == ids


@pytest.mark.parametrize("call", ["names", "look", "read"])
def test_what_cannot_be_read_for_a_while_is_told_and_read_later(tmp_path: Path, call: str) -> None:
    disk = FailingDisk()
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path, disk=disk) as other:
        ids = [mark(one)]
        other.refresh()
        ids.append(mark(one))
        disk.fail(call)
        other.refresh()
        assert _ids(other) == ids[:1]
        assert "cannot be read" in other.problems()[0]
        disk.fail("")
        assert other.refresh()
        assert _ids(other) == ids
        assert other.problems() == []


def test_a_system_without_locks_will_do(tmp_path: Path) -> None:
    class Lockless(Disk):
        def hold(self, descriptor: int) -> bool:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    for _ in range(20):
        with Notebook.open(tmp_path, disk=Lockless()) as notebook:
            mark(notebook)
    with reopened(tmp_path) as notebook:
        assert len(notebook.annotations()) == 20
        assert len(_logs(tmp_path)) == 20


def test_a_log_that_somebody_holds_before_its_writer_is_left_to_him(tmp_path: Path) -> None:
    class Held(Disk):
        answers = (False, True, True)

        def hold(self, descriptor: int) -> bool:
            answer, *self.answers = self.answers  # type: ignore[assignment]  # a list will do
            return answer and super().hold(descriptor)

    with Notebook.open(tmp_path, disk=Held()) as notebook:
        mark(notebook)
    assert sorted(path.stat().st_size > 0 for path in _logs(tmp_path)) == [False, True]


def test_a_log_that_vanishes_as_often_as_it_is_written_is_told(tmp_path: Path) -> None:
    class Vanishing(Disk):
        def sync_folder(self, folder: Path) -> None:
            super().sync_folder(folder)
            for path in _logs(tmp_path):
                path.unlink()

    with (
        Notebook.open(tmp_path, disk=Vanishing()) as notebook,
        pytest.raises(StoreError, match="vanishes"),
    ):
        mark(notebook)


def test_a_drive_that_cannot_sync_folders_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_such_call(_: int) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr("os.fsync", no_such_call)
    Disk().sync_folder(tmp_path)


def test_a_system_that_takes_nothing_at_all_is_an_error(tmp_path: Path) -> None:
    class Deaf(Disk):
        def write(self, descriptor: int, content: bytes | memoryview) -> int:
            return 0

    with Notebook.open(tmp_path, disk=Deaf()) as notebook, pytest.raises(StoreError):
        mark(notebook)


def test_the_storage_can_be_given_whole_tables(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        database = notebook._store.database
        for name in ("Ada", "Ida"):
            database.table("people").insert({"name": name})
        tables = database.storage.read()
        assert tables is not None
        first = next(iter(tables["people"]))
        database.storage.write({"people": {first: {"name": "Ada L."}, "3": {"name": "Eda"}}})
        assert [each["name"] for each in database.table("people")] == ["Ada L.", "Eda"]
        database.table("people").truncate()
        assert len(database.table("people")) == 0
        assert "name" not in tables["people"]
        with pytest.raises(KeyError):
            tables["people"]["3"]
        with pytest.raises(KeyError):
            del tables["people"]["3"]


def test_a_store_of_the_second_layout_opens_as_it_was(tmp_path: Path) -> None:
    shutil.copytree(V2, tmp_path / "store")
    with reopened(tmp_path / "store") as notebook:
        first, second, third = notebook.annotations()
        assert (first.tags, first.rev, first.kind) == (("Money", "harbour"), 3, "claim")
        assert (first.relations[0].to, second.verdict) == (second.id, "disputed")
        assert (third.note, third.creator) == ("Which nine? \ud83d", "Ada")
        assert notebook.text(first.source.text_sha256 or "") == TEXT
        (conflict,) = notebook.conflicts()
        assert {conflict.standing.note, conflict.rivals[0].note} == {"ours", "theirs"}
        assert [
            v.annotation.rev for v in notebook.maintenance.history(first.id) if v.annotation
        ] == [1, 2, 3]
        assert {finding.kind for finding in notebook.maintenance.check()} == {"damaged", "conflict"}
        assert notebook.redo()
        assert notebook.get(third.id).note == "undone"
