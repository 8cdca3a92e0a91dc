"""Small files: no surprise when they are read, whole or not at all when written, and private."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations import Notebook
from postil_files import NotOrdinaryError, append_lines, narrow, read_file, replace_file
from reader.cli import main
from reader.library.collections import Collections
from reader.library.progress import Place, Progress
from tests.annotations.builders import mark

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no modes, no pipes, few links")


@pytest.fixture(params=[0o000, 0o002, 0o022, 0o027])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def _all(folder: Path) -> list[Path]:
    return [folder, *folder.rglob("*")]


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"words")
    (tmp_path / "link").symlink_to("real")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name in ("link", "pipe", "endless"):
        with pytest.raises(NotOrdinaryError):
            read_file(tmp_path / name)
    assert read_file(tmp_path / "link", follow=True) == b"words"
    with pytest.raises(NotOrdinaryError):
        read_file(tmp_path / "endless", follow=True)
    with pytest.raises(NotOrdinaryError, match="larger"):
        read_file(tmp_path / "real", largest=4)


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "kept").symlink_to("mine")
    replace_file(tmp_path / "kept", b"new")
    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert read_file(tmp_path / "kept") == b"new"
    (tmp_path / "lines").symlink_to("mine")
    with pytest.raises(NotOrdinaryError):
        append_lines(tmp_path / "lines", b"more\n")
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_a_disk_that_takes_nothing_leaves_the_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file(tmp_path / "kept", b"old")

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="space"):
        replace_file(tmp_path / "kept", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert read_file(tmp_path / "kept") == b"old"


def test_all_that_is_kept_is_for_its_owner_alone_whatever_the_umask(
    tmp_path: Path, home: Path, umask: int
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("The wall cost 4.1 million.\n")
    store = tmp_path / "store"
    Progress.open(store).leave("a.txt", "0" * 64, Place(0, 0.5, "2024-01-01T00:00:00Z"))
    Collections(store).put("a.txt", "0" * 64, ["walls"])
    with Notebook.open(store) as notebook:
        mark(notebook)
    assert main(["--store", str(store), "list", str(articles)]) == 0
    kept = [*_all(store), *(path for each in home.glob("*/postil") for path in _all(each))]
    assert len(kept) > 8
    assert {str(path): oct(_mode(path)) for path in kept if _mode(path) & 0o077} == {}


def test_a_store_that_others_could_read_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Notebook.open(store) as notebook:
        mark(notebook)
    (store / "progress.json").write_text("{}")
    for path in _all(store):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with Notebook.open(store):
        pass
    assert not any(_mode(path) & 0o077 for path in _all(store))


@pytest.mark.parametrize("mode", [0o2770, 0o2775, 0o770])
def test_a_store_that_a_group_shares_stays_the_groups(tmp_path: Path, mode: int) -> None:
    store = tmp_path / "store"
    store.mkdir()
    store.chmod(mode)
    with Notebook.open(store) as notebook:
        mark(notebook)
    Progress.open(store).leave("a.txt", "0" * 64, Place(0, 0.5, "2024-01-01T00:00:00Z"))
    for path in store.rglob("*"):
        wanted = 0o770 if path.is_dir() else 0o660
        assert _mode(path) & 0o777 == wanted, path
    assert not _mode(store) & 0o007


def test_to_close_a_folder_leaves_what_its_links_lead_to_alone(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("")
    (tmp_path / "theirs").chmod(0o644)
    (tmp_path / "store").mkdir(mode=0o755)
    (tmp_path / "store" / "link").symlink_to("../theirs")
    narrow(tmp_path / "store")
    assert _mode(tmp_path / "theirs") == 0o644
    assert _mode(tmp_path / "store") == 0o700
