"""What was lost of a store is told; what merely is not here yet, or was tidied up, is not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import Notebook
from annotations.store import compaction
from tests.annotations.builders import an_annotation, mark


def opened(tmp_path: Path) -> Notebook:
    """The notebook of a machine that keeps in ``seen`` what it saw."""
    return Notebook.open(tmp_path / "store", manifests=tmp_path / "seen")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with some logs, a pack, a history and a text."""
    monkeypatch.setattr(compaction, "_MANY_LOGS", 3)
    for _ in range(5):
        with opened(tmp_path) as notebook:
            notebook.note(mark(notebook), "Is it?")
    return tmp_path / "store"


def problems(tmp_path: Path) -> list[str]:
    with opened(tmp_path) as notebook:
        return notebook.problems()


def found(tmp_path: Path) -> list[str]:
    with opened(tmp_path) as notebook:
        return [each.about for each in notebook.maintenance.check() if each.kind == "lost"]


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_at_a_line_end(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8])


@pytest.mark.parametrize(
    ("folder", "damage"),
    [
        *[
            (folder, how)
            for folder in ("log", "pack")
            for how in (remove, empty, cut_at_a_line_end)
        ],
        *[(folder, how) for folder in ("history", "texts") for how in (remove, empty, cut)],
    ],
)
def test_a_file_that_is_gone_or_shorter_is_told_and_named(
    tmp_path: Path, store: Path, folder: str, damage: Callable[[Path], None]
) -> None:
    assert problems(tmp_path) == []
    path = next((store / folder).iterdir())
    damage(path)
    assert any(str(path) in problem for problem in problems(tmp_path))
    assert found(tmp_path) == [str(path)]


def test_a_file_put_back_from_an_old_backup_is_told(tmp_path: Path, store: Path) -> None:
    with opened(tmp_path) as notebook:
        mark(notebook)
        path = max((store / "log").iterdir())
        old = path.read_bytes()
        mark(notebook)
    path.write_bytes(old)
    assert found(tmp_path) == [str(path)]


def test_a_loss_is_told_until_it_is_put_back(tmp_path: Path, store: Path) -> None:
    path = next((store / "log").iterdir())
    kept = path.read_bytes()
    path.unlink()
    for _ in range(2):
        with opened(tmp_path) as notebook:
            assert notebook.problems() != []
            mark(notebook)
    path.write_bytes(kept)
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("folder", "damage"),
    [("log", remove), ("texts", remove), ("texts", cut), ("history", remove), ("history", cut)],
)
def test_repair_stops_looking_for_what_is_lost(
    tmp_path: Path, store: Path, folder: str, damage: Callable[[Path], None]
) -> None:
    damage(next((store / folder).iterdir()))
    with opened(tmp_path) as notebook:
        assert "1 file that was lost is not looked for any more." in notebook.maintenance.repair()
    assert problems(tmp_path) == []


def test_a_store_put_back_as_a_whole_is_told(tmp_path: Path, store: Path) -> None:
    shutil.copytree(store, tmp_path / "backup")
    with opened(tmp_path) as notebook:
        mark(notebook)
    shutil.rmtree(store)
    shutil.copytree(tmp_path / "backup", store)
    assert len(found(tmp_path)) == 1


def test_what_another_machine_tidied_up_is_no_loss(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(store, other)
    for _ in range(4):
        with Notebook.open(other) as notebook:
            mark(notebook)
    shutil.copytree(other, store, dirs_exist_ok=True)
    assert problems(tmp_path) == []
    for _ in range(4):
        with Notebook.open(other) as notebook:
            mark(notebook)
    # As a synchroniser does: what is gone there goes here.
    for part in ("log", "pack"):
        for path in (store / part).iterdir():
            if not (other / part / path.name).exists():
                path.unlink()
    shutil.copytree(other, store, dirs_exist_ok=True)
    assert problems(tmp_path) == []


def test_what_has_not_come_from_another_machine_yet_is_no_loss(tmp_path: Path, store: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(store, other)
    with Notebook.open(other) as notebook:
        notebook.note(notebook.annotations()[0].id, "From elsewhere.")
    logs = sorted((other / "log").iterdir())
    shutil.copy(logs[-1], store / "log")
    assert problems(tmp_path) == []


@pytest.mark.parametrize("ends", [b"\r\n", b"\n\n"])
def test_other_line_ends_are_no_loss(tmp_path: Path, store: Path, ends: bytes) -> None:
    for path in (store / "log").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", ends))
    problems(tmp_path)
    for path in (store / "log").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert found(tmp_path) == []


def test_a_list_that_is_damaged_or_somebody_elses_does_no_harm(tmp_path: Path, store: Path) -> None:
    [kept] = (tmp_path / "seen").iterdir()
    for content in (b"{", b'{"files":{"../../x":[9,9,9],"log/..":[9,9,9]}}', b"[" * 100_000):
        kept.write_bytes(content)
        assert problems(tmp_path) == []


def test_a_file_that_cannot_be_read_is_told_once(tmp_path: Path, store: Path) -> None:
    path = next((store / "log").iterdir())
    path.unlink()
    path.mkdir()
    [problem] = problems(tmp_path)
    assert "cannot be read" in problem


class TestLargeSteps:
    """A step of many lines is there as a whole or not at all."""

    MANY = 40

    def test_an_import_that_is_cut_off_anywhere_counts_as_a_whole_or_not_at_all(
        self, tmp_path: Path
    ) -> None:
        store = tmp_path / "store"
        with Notebook.open(store) as notebook:
            mark(notebook)
            made = [an_annotation(id=f"urn:uuid:{n}", note=str(n)) for n in range(self.MANY)]
            notebook.add(made)
        [path] = (store / "log").iterdir()
        whole = path.read_bytes()
        begin = whole.index(b'"step":')
        for at in range(begin, len(whole), 1999):
            path.write_bytes(whole[:at])
            with Notebook.open(store) as notebook:
                assert len(notebook.annotations()) == 1
                change = notebook.undo()
                assert change is not None
                assert notebook.annotations() == []
            for other in (store / "log").iterdir():
                if other != path:
                    other.unlink()
        path.write_bytes(whole)
        with Notebook.open(store) as notebook:
            assert len(notebook.annotations()) == self.MANY + 1
            notebook.undo()
            assert len(notebook.annotations()) == 1

    def test_what_was_cut_off_is_told_and_can_be_taken_in(self, tmp_path: Path) -> None:
        store = tmp_path / "store"
        with Notebook.open(store) as notebook:
            notebook.add([an_annotation(id=f"urn:uuid:{n}", note=str(n)) for n in range(self.MANY)])
        [path] = (store / "log").iterdir()
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:22]))
        with Notebook.open(store) as notebook:
            assert any("was cut off" in problem for problem in notebook.problems())
            assert [each.kind for each in notebook.maintenance.check()] == ["cut off"]
            assert (
                "20 lines of changes that were cut off count now." in notebook.maintenance.repair()
            )
            assert len(notebook.annotations()) == 20
        with Notebook.open(store) as notebook:
            assert len(notebook.annotations()) == 20

    @pytest.mark.parametrize("damaged", [-1, -5, 3])
    def test_a_damaged_line_costs_that_line_and_not_the_step(
        self, tmp_path: Path, damaged: int
    ) -> None:
        store = tmp_path / "store"
        with Notebook.open(store) as notebook:
            notebook.add([an_annotation(id=f"urn:uuid:{n}", note=str(n)) for n in range(self.MANY)])
        [path] = (store / "log").iterdir()
        lines = path.read_bytes().splitlines(keepends=True)
        lines[damaged] = b"x" * 60 + b"\n"
        path.write_bytes(b"".join(lines))
        with Notebook.open(store) as notebook:
            assert len(notebook.annotations()) >= self.MANY - 1

    def test_a_step_that_another_window_is_writing_is_seen_once_it_is_written(
        self, tmp_path: Path
    ) -> None:
        store = tmp_path / "store"
        with Notebook.open(store) as notebook:
            notebook.add([an_annotation(id=f"urn:uuid:{n}", note=str(n)) for n in range(self.MANY)])
        [path] = (store / "log").iterdir()
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with Notebook.open(store) as window:
            assert window.annotations() == []
            with path.open("ab") as file:
                file.write(whole[len(whole) // 2 :])
            window.refresh()
            assert len(window.annotations()) == self.MANY


def test_a_store_that_is_taken_away_gets_the_texts_back_that_were_marked(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Notebook.open(store) as notebook:
        mark(notebook)
    with Notebook.open(store) as notebook:
        id = mark(notebook)
        shutil.rmtree(store)
        notebook.note(id, "Still here.")
        notebook.refresh()
    with Notebook.open(store) as notebook:
        assert len(notebook.annotations()) == 2
        assert notebook.text(notebook.annotations()[0].source.text_sha256 or "")


def test_a_text_is_kept_again_where_the_store_was_taken_away(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Notebook.open(store) as notebook:
        mark(notebook)
        shutil.rmtree(store)
        id = mark(notebook)
    with Notebook.open(store) as notebook:
        assert notebook.text(notebook.get(id).source.text_sha256 or "")


def test_texts_that_do_not_come_back_are_told(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Notebook.open(store) as notebook:
        mark(notebook)
    with Notebook.open(store) as notebook:
        shutil.rmtree(store)
        notebook.refresh()
        assert any("1 text that earlier marks" in problem for problem in notebook.problems())
        assert len(notebook.annotations()) == 1
