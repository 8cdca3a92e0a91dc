"""The places where articles were left."""

import json
from pathlib import Path

import pytest

from reader.errors import ProgressError
from reader.progress import Day, Place, Progress, last_library, remember_library

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
    file = tmp_path / "progress.json"
    kept = json.loads(file.read_text())
    good = kept["places"][0]
    kept["places"] += [None, {}, good | {"path": "x", "text_sha256": "bb", "offset": -1}]
    kept["places"] += [good | {"path": "y", "text_sha256": "cc", "spots": {"a": "b", "c": 3}}]
    file.write_text(json.dumps(kept))

    progress = Progress.open(tmp_path)

    assert progress.place("log.txt", "aa") == PLACE
    assert progress.place("x", "bb") is None
    assert progress.place("y", "cc") == Place(120, 0.25, AT, {"c": 3})


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
    monkeypatch.setattr("reader.progress.KEPT", 2)
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
