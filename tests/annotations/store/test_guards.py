"""Checks of the store that only somebody else's doing can put to the test."""

from pathlib import Path

from annotations.model import Json
from annotations.store import Store
from annotations.store.compaction import replace_files
from annotations.store.disk import Disk
from annotations.store.line import Head, compose, salvage
from annotations.store.records import Records
from annotations.store.texts import Texts
from tests.annotations.builders import mark, reopened
from tests.annotations.store.faults.watched import QuietDisk


def test_a_hash_that_is_a_path_leads_nowhere_out_of_the_folder(tmp_path: Path) -> None:
    texts = Texts(tmp_path / "texts", Disk())
    for name in ("../../secret", "/etc/passwd", "a/b", "..", ""):
        assert texts.file(name).parent == tmp_path / "texts"
        assert texts.get(name) is None


def test_a_log_that_somebody_else_has_written_on_is_left_and_what_is_ours_is_written_anew(
    tmp_path: Path,
) -> None:
    with reopened(tmp_path) as notebook:
        first = mark(notebook)
        (log,) = (tmp_path / "log").iterdir()
        with log.open("ab") as file:
            file.write(b"what somebody else has written\n")
        second = mark(notebook)
        (other,) = set((tmp_path / "log").iterdir()) - {log}
    assert first.encode() in other.read_bytes()
    assert second.encode() in other.read_bytes()


class _Growing(QuietDisk):
    """A disk on which a log grows while it is tidied up."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def put(self, path: Path, content: bytes) -> None:
        super().put(path, content)
        with self._log.open("ab") as file:
            file.write(b"one line more\n")


def test_a_log_that_grows_while_it_is_tidied_up_stays(tmp_path: Path) -> None:
    with reopened(tmp_path) as notebook:
        mark(notebook)
    (log,) = (tmp_path / "log").iterdir()
    replace_files(_Growing(log), tmp_path, "00000000", [log])
    assert log.read_bytes().endswith(b"one line more\n")
    assert list((tmp_path / "pack").iterdir())
    store = Store.open(tmp_path, QuietDisk())
    assert len(store.live()) == 1
    store.close()


def _step(number: int) -> bytes:
    return compose(Head(number, "a" * 12, number, {}, "changes", f"{number:03}"), {"n": number})


def test_of_a_table_with_a_limit_the_greatest_ids_are_kept_once_there_are_twice_as_many() -> None:
    records = Records({"changes": 3})
    records.take(_step(number) for number in (5, 1, 6, 2, 4, 3))
    assert sorted(records.ids("changes")) == ["001", "002", "003", "004", "005", "006"]
    records.take([_step(0)])
    assert sorted(records.ids("changes")) == ["004", "005", "006"]


def test_lines_that_ran_together_are_taken_apart_whatever_looks_like_an_end_in_them() -> None:
    document: dict[str, Json] = {str(number): {"a": 1, "crc": "0" * 8} for number in range(3)}
    lines = [
        compose(Head(n, "a" * 12, n, {}, "moods", str(n)), {**document, "n": n}) for n in (1, 2)
    ]
    assert salvage([b"".join(lines)]) == (lines, [])
