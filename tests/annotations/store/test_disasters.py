"""Promise 8: what happens to the files of a store that is open costs nothing of this run."""

from pathlib import Path

import pytest

from tests.annotations.store.trials import DISASTERS, disaster


@pytest.mark.parametrize("kind", DISASTERS)
def test_what_was_acknowledged_is_written_again_when_the_reader_marks_on(
    tmp_path: Path, kind: str
) -> None:
    assert list(disaster(tmp_path, DISASTERS[kind], marks_on=True)) == []


@pytest.mark.parametrize("kind", DISASTERS)
def test_what_was_acknowledged_is_written_again_when_it_is_noticed(
    tmp_path: Path, kind: str
) -> None:
    assert list(disaster(tmp_path, DISASTERS[kind], marks_on=False)) == []
