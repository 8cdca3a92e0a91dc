from random import Random

import pytest

from reader.loading import LOADERS
from tests.reader.fuzzing import attempt, damaged, seeds

ROUNDS = 60


def test_every_kind_of_file_is_tried() -> None:
    assert set(LOADERS) <= set(seeds())


@pytest.mark.parametrize("name", list(LOADERS))
def test_a_whole_file_of_its_kind_is_read(name: str) -> None:
    assert {attempt(name, seed) for seed in seeds()[name]} == {"read"}


@pytest.mark.parametrize("name", list(LOADERS))
def test_a_loader_reads_or_refuses_whatever_it_is_handed(name: str) -> None:
    random = Random(name)
    for seed in seeds()[name]:
        for _ in range(ROUNDS):
            attempt(name, damaged(seed, random))


@pytest.mark.parametrize("name", list(LOADERS))
def test_a_loader_bears_the_files_of_all_others(name: str) -> None:
    for files in seeds().values():
        for file in files:
            attempt(name, file)
