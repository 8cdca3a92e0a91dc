"""The places where articles were left."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.errors import ProgressError
from reader.library.progress import (
    Day,
    Place,
    Progress,
    last_library,
    remember_library,
    take_places,
)

AT = "2023-05-09T10:00:00Z"
PLACE = Place(120, 0.25, AT, {"a": 7})


def test_a_place_is_found_again_after_a_restart(tmp_path: Path) -> None:
    Progress.open(tmp_path / "store").leave("log.txt", "aa", PLACE)

    assert Progress.open(tmp_path / "store").place("log.txt", "aa") == PLACE


def test_an_article_never_opened_has_no_place(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path)

    assert progress.place("log.txt", "aa") is None
    assert progress.problem is None


def test_a_renamed_article_is_known_by_its_text(tmp_path: Path) -> None:
    Progress.open(tmp_path).leave("log.txt", "aa", PLACE)

    assert Progress.open(tmp_path).place("port/log.txt", "aa") == PLACE


def test_a_changed_text_is_known_by_its_path_in_the_same_library_only(tmp_path: Path) -> None:
    Progress.open(tmp_path, tmp_path / "one").leave("log.txt", "aa", PLACE)

    assert Progress.open(tmp_path, tmp_path / "one").place("log.txt", "bb") == PLACE
    assert Progress.open(tmp_path, tmp_path / "two").place("log.txt", "bb") is None


def test_two_windows_keep_each_other_s_places(tmp_path: Path) -> None:
    first, second = Progress.open(tmp_path), Progress.open(tmp_path)

    first.leave("one.txt", "aa", PLACE)
    second.leave("two.txt", "bb", Place(1, 1.0, AT))

    kept = Progress.open(tmp_path)
    assert kept.place("one.txt", "aa") == PLACE
    assert kept.place("two.txt", "bb") == Place(1, 1.0, AT)


def test_a_path_that_is_not_unicode_is_kept(tmp_path: Path) -> None:
    Progress.open(tmp_path).leave("caf\udce9.txt", "aa", PLACE)

    assert Progress.open(tmp_path).place("caf\udce9.txt", "bb") == PLACE


@pytest.mark.parametrize("damage", [b"", b'{"places": [', b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_reading_goes_on(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "progress.json").write_bytes(damage)

    progress = Progress.open(tmp_path)
    progress.leave("log.txt", "aa", PLACE)

    (aside,) = tmp_path.glob("progress.json.damaged-*")
    assert aside.read_bytes() == damage
    assert aside.name in (progress.problem or "")
    assert Progress.open(tmp_path).place("log.txt", "aa") == PLACE


def test_a_row_that_makes_no_sense_costs_only_itself(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path)
    progress.leave("log.txt", "aa", PLACE)
    [file] = (tmp_path / "places").iterdir()
    good = json.loads(file.read_text())
    rows = [None, {}, good | {"path": "x", "text_sha256": "bb", "offset": -1}]
    rows += [good | {"path": "y", "text_sha256": "cc", "spots": {"a": "b", "c": 3}}]
    with file.open("a") as stream:
        stream.write("".join(f"{json.dumps(row)}\n" for row in rows))

    progress = Progress.open(tmp_path)

    assert progress.place("log.txt", "aa") == PLACE
    assert progress.place("x", "bb") is None
    assert progress.place("y", "cc") == Place(120, 0.25, AT, {"c": 3})


def old_file(*places: tuple[str, str, int, str]) -> str:
    """``progress.json`` as earlier versions wrote it: paths, hashes, offsets and times."""
    rows = [
        {
            "library": "",
            "path": path,
            "text_sha256": sha256,
            "offset": offset,
            "fraction": 0.5,
            "at": at,
            "spots": {},
        }
        for path, sha256, offset, at in places
    ]
    return json.dumps({"version": 1, "places": rows, "days": {"2026-03-01": [60, 200]}})


def test_what_earlier_versions_kept_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "progress.json"
    file.write_text(old_file(("log.txt", "aa", 7, AT), ("b.txt", "bb", 9, AT)))
    before = file.read_bytes()

    Progress.open(tmp_path).leave("log.txt", "aa", PLACE)

    after = Progress.open(tmp_path)
    assert after.place("log.txt", "aa") == PLACE
    assert after.place("b.txt", "bb") == Place(9, 0.5, AT)
    assert after.days == {"2026-03-01": Day(60, 200)}
    assert file.read_bytes() == before


def test_copies_that_a_synchroniser_made_in_a_conflict_are_taken_in(tmp_path: Path) -> None:
    later = "2024-01-01T00:00:00Z"
    (tmp_path / "progress.json").write_text(old_file(("log.txt", "aa", 7, AT)))
    copy = tmp_path / "progress.sync-conflict-20240101-000000-ABCDEFG.json"
    copy.write_text(old_file(("log.txt", "aa", 8, later), ("b.txt", "bb", 9, AT)))

    progress = Progress.open(tmp_path)

    assert progress.place("log.txt", "aa") == Place(8, 0.5, later)
    assert progress.place("b.txt", "bb") == Place(9, 0.5, AT)
    assert progress.days == {"2026-03-01": Day(60, 200)}
    assert progress.problem is None


@pytest.mark.parametrize("name", ["progress.json", "progress.json.damaged-1700000000"])
def test_both_sides_of_a_conflict_that_git_wrote_into_the_file_count(
    tmp_path: Path, name: str
) -> None:
    ours, theirs = old_file(("a.txt", "aa", 7, AT)), old_file(("b.txt", "bb", 9, AT))
    conflict = f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> origin/main\n"
    (tmp_path / name).write_text(conflict)

    progress = Progress.open(tmp_path)

    assert progress.place("a.txt", "aa") == Place(7, 0.5, AT)
    assert progress.place("b.txt", "bb") == Place(9, 0.5, AT)
    assert progress.problem is None


def test_each_machine_writes_a_file_of_its_own(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    Progress.open(here).leave("a.txt", "aa", PLACE)
    shutil.copytree(here, there)
    Progress.open(here).leave("b.txt", "bb", PLACE)
    Progress.open(there).leave("c.txt", "cc", PLACE)

    [common] = {file.name for file in (here / "places").iterdir()}
    assert {file.name for file in (there / "places").iterdir()} > {common}
    for file in there.rglob("*.json*"):
        if file.name != common:
            shutil.copy(file, here / file.relative_to(there))
    both = Progress.open(here)
    assert [both.place(f"{name}.txt", name * 2) for name in "abc"] == [PLACE] * 3


def test_the_later_place_counts_whatever_the_clocks_say(tmp_path: Path) -> None:
    Progress.open(tmp_path).leave("a.txt", "aa", Place(1, 0.1, "2099-01-01T00:00:00Z"))
    Progress.open(tmp_path).leave("a.txt", "aa", Place(2, 0.2, AT))
    assert Progress.open(tmp_path).place("a.txt", "aa") == Place(2, 0.2, AT)


def test_named_places_outlive_the_many_that_are_left_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.progress.KEPT", 2)
    Progress.open(tmp_path).leave("named.txt", "nn", PLACE)
    for number in range(30):
        Progress.open(tmp_path).leave(f"{number}.txt", f"{number}", Place(1, 0.5, AT))
    after = Progress.open(tmp_path)
    assert after.place("named.txt", "nn") == PLACE
    assert after.place("29.txt", "29") is not None
    assert after.place("5.txt", "5") is None
    [file] = (tmp_path / "places").iterdir()
    assert len(file.read_bytes().splitlines()) < 12


def test_days_add_up_also_when_the_file_is_shortened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.progress.KEPT", 2)
    for number in range(30):
        progress = Progress.open(tmp_path)
        progress.spend("2026-03-01", 2, 5)
        progress.leave(f"{number}.txt", f"{number}", Place(1, 0.5, AT))
    assert Progress.open(tmp_path).days == {"2026-03-01": Day(60, 150)}


def test_three_windows_that_write_at_once_lose_no_place(tmp_path: Path) -> None:
    def window(name: str) -> None:
        progress = Progress.open(tmp_path)
        for number in range(40):
            progress.leave(f"{name}{number}.txt", f"{name}{number}", PLACE)

    Progress.open(tmp_path).leave("first.txt", "first", PLACE)
    with ThreadPoolExecutor(3) as windows:
        list(windows.map(window, "abc"))
    after = Progress.open(tmp_path)
    assert all(after.place(f"{n}{i}.txt", f"{n}{i}") for n in "abc" for i in range(40))


def test_what_another_store_has_is_taken_over_once(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    Progress.open(here).leave("a.txt", "aa", PLACE)
    Progress.open(there).leave("b.txt", "bb", PLACE)
    (there / "progress.json").write_text(old_file(("c.txt", "cc", 7, AT)))
    assert take_places(here, there) == 2
    assert take_places(here, there) == 0
    after = Progress.open(here)
    assert [after.place(f"{n}.txt", n * 2) for n in "abc"] == [PLACE, PLACE, Place(7, 0.5, AT)]


def test_a_library_that_moves_with_its_store_keeps_its_places(tmp_path: Path) -> None:
    was, now = tmp_path / "was", tmp_path / "now"
    (was / ".postil").mkdir(parents=True)
    Progress.open(was / ".postil", was).leave("log.txt", "aa", PLACE)
    was.rename(now)
    assert Progress.open(now / ".postil", now).place("log.txt", "changed") == PLACE


def test_a_later_version_s_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "progress.json"
    file.write_text('{"version": 2}')

    progress = Progress.open(tmp_path)

    assert "later version" in (progress.problem or "")
    with pytest.raises(ProgressError, match="later version"):
        progress.leave("log.txt", "aa", PLACE)
    assert file.read_text() == '{"version": 2}'


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "progress.json").mkdir()

    progress = Progress.open(tmp_path)

    assert "cannot be read" in (progress.problem or "")
    with pytest.raises(ProgressError, match="cannot be read"):
        progress.leave("log.txt", "aa", PLACE)


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "store")
    (tmp_path / "store").touch()

    with pytest.raises(ProgressError, match="could not be kept"):
        progress.leave("log.txt", "aa", PLACE)


def test_only_the_newest_places_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.progress.KEPT", 2)
    progress = Progress.open(tmp_path)

    for name in ("one", "two", "one", "three"):
        progress.leave(f"{name}.txt", name, PLACE)

    assert progress.place("two.txt", "two") is None
    assert progress.place("one.txt", "one") == PLACE
    assert Progress.open(tmp_path).place("three.txt", "three") == PLACE


def test_the_last_library_is_remembered(tmp_path: Path) -> None:
    none_yet = last_library(tmp_path)
    remember_library(tmp_path, [tmp_path / "articles", Path("letter.txt")])

    assert none_yet == ()
    assert last_library(tmp_path) == (tmp_path / "articles", Path.cwd() / "letter.txt")


@pytest.mark.parametrize("damage", ["", "[1]", '{"library": 3}', '{"library": [3]}'])
def test_a_damaged_memory_of_the_last_library_is_no_memory(tmp_path: Path, damage: str) -> None:
    (tmp_path / "state.json").write_text(damage)

    assert last_library(tmp_path) == ()


def test_time_and_words_of_a_day_add_up_over_restarts(tmp_path: Path) -> None:
    first = Progress.open(tmp_path)
    first.spend("2026-03-01", 60, 200)
    first.leave("log.txt", "aa", PLACE)
    second = Progress.open(tmp_path)
    second.spend("2026-03-01", 30, 100)
    assert second.days == {"2026-03-01": Day(90, 300)}
    second.leave("log.txt", "aa", PLACE)
    assert Progress.open(tmp_path).days == {"2026-03-01": Day(90, 300)}


def test_what_another_window_counted_is_kept(tmp_path: Path) -> None:
    here, there = Progress.open(tmp_path), Progress.open(tmp_path)
    here.spend("2026-03-01", 60, 200)
    there.spend("2026-03-01", 5, 10)
    there.leave("log.txt", "aa", PLACE)
    here.leave("letter.txt", "bb", PLACE)
    assert Progress.open(tmp_path).days == {"2026-03-01": Day(65, 210)}


def test_days_that_are_not_ours_are_left_out(tmp_path: Path) -> None:
    days = {"2026-03-01": [1, 2], "2026-03-02": [-1, 2], "2026-03-03": "x", "2026-03-04": [1]}
    kept = {"version": 1, "places": [], "days": days}
    (tmp_path / "progress.json").write_text(json.dumps(kept), encoding="utf-8")
    assert Progress.open(tmp_path).days == {"2026-03-01": Day(1, 2)}


def test_how_far_each_article_was_read_is_told_for_this_library_alone(tmp_path: Path) -> None:
    Progress.open(tmp_path, tmp_path / "one").leave("log.txt", "aa", PLACE)
    Progress.open(tmp_path, tmp_path / "two").leave("b.txt", "bb", Place(1, 1.0, AT))
    assert Progress.open(tmp_path, tmp_path / "one").fractions() == [0.25]
