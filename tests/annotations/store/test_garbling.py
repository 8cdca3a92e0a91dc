"""Promise 4: damage costs at most the lines it hit, is told, and no byte is thrown away."""

from pathlib import Path

import pytest

from tests.annotations.store.desk import opened, shown
from tests.annotations.store.faults.memory import ReadOnlyDisk
from tests.annotations.store.garbling import BYTE_DAMAGES, ROOT, Garbled, Sample, trial
from tests.annotations.store.trials import damaged_and_tidied


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return Sample.make(tmp_path_factory.mktemp("sample") / "store")


@pytest.mark.parametrize("damage", BYTE_DAMAGES)
def test_damage_to_any_byte_costs_at_most_its_line(sample: Sample, damage: str) -> None:
    wrong = [
        trouble
        for at in range(len(sample.log))
        for trouble in trial(sample, BYTE_DAMAGES[damage](sample.log, at))
    ]
    assert wrong == []


def test_a_log_cut_off_anywhere_keeps_the_lines_before_the_cut(sample: Sample) -> None:
    wrong = [
        trouble
        for at in range(len(sample.log))
        for trouble in trial(sample, Garbled(sample.log[:at], at, len(sample.log), f"cut at {at}"))
    ]
    assert wrong == []


def test_a_log_that_lost_its_beginning_keeps_the_lines_after_it(sample: Sample) -> None:
    wrong = [
        trouble
        for at in range(len(sample.log))
        for trouble in trial(sample, Garbled(sample.log[at:], 0, at, f"begins at {at}"))
    ]
    assert wrong == []


@pytest.mark.parametrize("size", [64, 512])
@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"{", b'"', b"\n", b"x"])
def test_a_block_overwritten_costs_the_lines_under_it(
    sample: Sample, size: int, filling: bytes
) -> None:
    wrong = []
    for at in range(0, len(sample.log), 97):
        end = min(at + size, len(sample.log))
        content = sample.log[:at] + filling * (end - at) + sample.log[end:]
        wrong += list(trial(sample, Garbled(content, at, end, f"{filling!r} from {at} to {end}")))
    assert wrong == []


def _whole(content: bytes) -> Garbled:
    return Garbled(content, 0, 0, "harmless")


def test_what_other_programs_do_to_line_ends_does_no_harm(sample: Sample) -> None:
    log = sample.log
    for content in (
        log.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + log,
        b"\xef\xbb\xbf" + log.replace(b"\n", b"\r\n"),
        log.replace(b"\n", b"\n\n"),
        log.rstrip(b"\n"),
        log + bytes(4096),
        log.replace(b"\n", b"  \n"),
        log.replace(b"\n", b""),
    ):
        assert list(trial(sample, _whole(content))) == []
        with opened(ROOT, sample.disk(content)) as notebook:
            assert notebook.problems() == []


def test_lines_in_any_order_and_any_number_say_the_same(sample: Sample) -> None:
    lines = sample.log.splitlines(keepends=True)
    for content in (
        sample.log * 2,
        b"".join(reversed(lines)),
        b"".join(sorted(lines)) + sample.log,
        b"".join(lines[::2] + lines[1::2]),
    ):
        assert list(trial(sample, _whole(content))) == []


def test_a_copy_under_another_name_adds_nothing(sample: Sample) -> None:
    half = sample.log[: len(sample.log) // 2]
    disk = ReadOnlyDisk(
        {
            ROOT / "log" / "a.jsonl": sample.log,
            ROOT / "log" / "a.sync-conflict-20261121-101500-ABCDEFG.jsonl": half,
            ROOT / "pack" / "b (conflicted copy).jsonl": sample.log,
        }
    )
    with opened(ROOT, disk) as notebook:
        assert shown(notebook) == sample.states[-1]


def test_the_markers_of_a_conflict_in_git_do_no_harm(sample: Sample) -> None:
    lines = sample.log.splitlines(keepends=True)
    middle = len(lines) // 2
    content = b"".join(
        [
            *lines[:2],
            b"<<<<<<< HEAD\n",
            *lines[2:middle],
            b"||||||| 1234567\n",
            b"=======\n",
            *lines[2:],
            b">>>>>>> other\n",
        ]
    )
    assert list(trial(sample, _whole(content))) == []


def test_a_line_edited_by_hand_is_told_and_the_rest_is_there(sample: Sample) -> None:
    at = sample.log.index(b"by the sea")
    content = sample.log.replace(b"by the sea", b"by the lake")
    assert content != sample.log
    assert list(trial(sample, Garbled(content, at, at + 10, "edited by hand"))) == []
    with opened(ROOT, sample.disk(content)) as notebook:
        assert len(notebook.problems()) == 1


def test_a_damaged_store_can_be_worked_with_and_keeps_the_bytes(tmp_path: Path) -> None:
    assert list(damaged_and_tidied(tmp_path)) == []
