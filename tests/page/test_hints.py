import pytest

from reader.page.hints import KEYS, labels


@pytest.mark.parametrize("count", [0, 1, 26, 60, 61, 119, 500, 3_600, 3_601, 10_000])
def test_labels_are_different_and_none_begins_another(count: int) -> None:
    found = labels(count)
    assert len(set(found)) == len(found) == count
    assert not {label[:size] for label in found for size in range(1, len(label))} & set(found)


def test_one_key_is_enough_for_sixty_and_short_labels_come_first() -> None:
    assert labels(60) == list(KEYS)
    assert len(set(KEYS)) == 60
    assert [len(label) for label in labels(100)] == [1] * 59 + [2] * 41
    assert {len(label) for label in labels(3_600)} == {2}
