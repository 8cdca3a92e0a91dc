"""How long an article was read: what passes while nobody is there does not count."""

import time

import pytest

from reader.ui.reading.reading_time import ReadingTime


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that shows its last number."""
    shown = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: shown[-1])
    return shown


def test_the_time_between_two_keys_counts(clock: list[float]) -> None:
    read = ReadingTime()
    clock.append(60.0)
    read.beat()
    assert read.spent(0.0, 100)[1] == 60


def test_of_an_hour_away_from_the_desk_a_minute_and_a_half_counts(clock: list[float]) -> None:
    read = ReadingTime()
    clock.append(3600.0)
    read.beat()
    assert read.spent(0.0, 100)[1] == 90


def test_words_count_as_read_once_however_often_one_goes_back(clock: list[float]) -> None:
    read = ReadingTime(furthest=0.25)
    assert read.spent(0.75, 200)[2] == 100
    assert read.spent(0.5, 200)[2] == 0
    assert read.spent(1.0, 200)[2] == 50
