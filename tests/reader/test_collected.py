"""Collections of articles: kept, shared by windows, never lost."""

from pathlib import Path

import pytest

from reader.collected import Collections
from reader.errors import ProgressError

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
    with (tmp_path / "collections.jsonl").open("ab") as stream:
        stream.write(damage)
    after = collections(tmp_path)
    after.put("b.txt", OTHER, ["work"])
    assert after.names == ["money", "work"]
    assert "1 line of" in (after.problem or "")
    assert damage.strip() in (tmp_path / "collections.jsonl").read_bytes()


def test_what_cannot_be_written_is_said_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way")
    kept = collections(tmp_path / "store")
    with pytest.raises(ProgressError, match="could not be kept"):
        kept.put("a.txt", ONE, ["money"])
    assert kept.names == []


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "collections.jsonl").mkdir()
    assert "cannot be read" in (collections(tmp_path).problem or "")
