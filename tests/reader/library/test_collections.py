"""Collections of articles: kept, shared by windows, never lost."""

import json
import shutil
from pathlib import Path

import pytest

from reader.errors import ProgressError
from reader.library.collections import Collections, take_collections

ONE, OTHER = "a" * 64, "b" * 64


def collections(store: Path, root: Path | None = None) -> Collections:
    return Collections(store, root)


def test_an_article_is_in_the_collections_it_was_put_into_also_tomorrow(tmp_path: Path) -> None:
    collections(tmp_path).put("a.txt", ONE, ["To check", "money"])
    tomorrow = collections(tmp_path)
    assert tomorrow.of("a.txt", ONE) == ["money", "To check"]
    assert tomorrow.names == ["money", "To check"]
    assert set(tomorrow.members()["money"]) == {"a.txt", ONE}


def test_it_leaves_the_collections_that_are_not_named_any_more(tmp_path: Path) -> None:
    kept = collections(tmp_path)
    kept.put("a.txt", ONE, ["one", "other"])
    kept.put("a.txt", ONE, ["other"])
    assert kept.of("a.txt", ONE) == ["other"]
    assert kept.names == ["other"]


def test_names_are_told_apart_without_case_and_keep_their_first_spelling(tmp_path: Path) -> None:
    kept = collections(tmp_path)
    kept.put("a.txt", ONE, ["To  check"])
    kept.put("b.txt", OTHER, ["to CHECK", " "])
    assert kept.names == ["To check"]
    assert len(kept.members()["To check"]) == 4


def test_a_renamed_article_and_one_that_changed_stay_in(tmp_path: Path) -> None:
    kept = collections(tmp_path)
    kept.put("a.txt", ONE, ["money"])
    assert kept.of("renamed.txt", ONE) == ["money"]
    assert kept.of("a.txt", OTHER) == ["money"]
    kept.put("renamed.txt", ONE, [])
    assert kept.of("a.txt", OTHER) == []


def test_a_path_of_another_library_is_not_taken_for_one_of_this(tmp_path: Path) -> None:
    collections(tmp_path, tmp_path / "one").put("a.txt", ONE, ["money"])
    other = collections(tmp_path, tmp_path / "other")
    assert other.of("a.txt", OTHER) == []
    assert other.members() == {"money": [ONE]}


def test_two_windows_lose_nothing_of_each_other(tmp_path: Path) -> None:
    here, there = collections(tmp_path), collections(tmp_path)
    here.put("a.txt", ONE, ["money"])
    there.put("b.txt", OTHER, ["money"])
    assert here.refresh()
    assert here.members() == there.members()
    assert not here.refresh()


@pytest.mark.parametrize(
    "damage", [b'{"collection": "mon', b"\xff\xfe\n", b"[[[[\n", b'{"a": 1}\n']
)
def test_damage_costs_the_damaged_line_alone_and_is_said(tmp_path: Path, damage: bytes) -> None:
    collections(tmp_path).put("a.txt", ONE, ["money"])
    [file] = (tmp_path / "collections").iterdir()
    with file.open("ab") as stream:
        stream.write(damage)
    after = collections(tmp_path)
    after.put("b.txt", OTHER, ["work"])
    assert after.names == ["money", "work"]
    assert "1 line of" in (after.problem or "")
    assert damage.strip() in file.read_bytes()


def test_what_cannot_be_written_is_said_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way")
    kept = collections(tmp_path / "store")
    with pytest.raises(ProgressError, match="could not be kept"):
        kept.put("a.txt", ONE, ["money"])
    assert kept.names == []


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "collections.jsonl").mkdir()
    assert "cannot be read" in (collections(tmp_path).problem or "")


def old_line(name: str, path: str, at: str, *, is_in: bool = True) -> str:
    row = {"at": at, "collection": name, "in": is_in, "library": "", "path": path}
    return json.dumps(row | {"text_sha256": path * 8}) + "\n"


def test_what_earlier_versions_kept_and_copies_of_it_are_read(tmp_path: Path) -> None:
    first, second = "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"
    both = old_line("money", "a.txt", first)
    conflict = f"<<<<<<< HEAD\n{old_line('here', 'b.txt', second)}=======\n"
    conflict += f"{old_line('there', 'b.txt', second)}>>>>>>> origin/main\n"
    (tmp_path / "collections.jsonl").write_text(both + conflict)
    copy = tmp_path / "collections.sync-conflict-20240101-000000-ABCDEFG.jsonl"
    copy.write_text(both + old_line("money", "a.txt", second, is_in=False))
    kept = collections(tmp_path)
    assert kept.names == ["here", "there"]
    assert kept.problem is None
    kept.put("c.txt", ONE, ["more"])
    assert "more" not in (tmp_path / "collections.jsonl").read_text()


def test_the_later_change_counts_whatever_the_clocks_say(tmp_path: Path) -> None:
    (tmp_path / "collections.jsonl").write_text(old_line("money", "a.txt", "2099-01-01T00:00:00Z"))
    collections(tmp_path).put("a.txt", "a.txt" * 8, [])
    assert collections(tmp_path).names == []


def test_two_machines_write_two_files_which_together_are_what_is_kept(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    collections(here).put("a.txt", ONE, ["money"])
    shutil.copytree(here, there)
    collections(here).put("b.txt", OTHER, ["work"])
    collections(there).put("a.txt", ONE, ["money", "flood"])
    for file in (there / "collections").iterdir():
        if not (here / "collections" / file.name).exists():
            shutil.copy(file, here / "collections")
    assert collections(here).names == ["flood", "money", "work"]


def test_what_another_store_has_is_taken_over_once(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    collections(here).put("a.txt", ONE, ["money"])
    collections(there).put("b.txt", OTHER, ["work"])
    assert take_collections(here, there) == 1
    assert take_collections(here, there) == 0
    assert collections(here).names == ["money", "work"]


def test_a_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "collections").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProgressError, match="link"):
        collections(tmp_path / "store").put("a.txt", ONE, ["money"])
    assert [*(tmp_path / "elsewhere").iterdir()] == []
