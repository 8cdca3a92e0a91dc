from pathlib import Path
from random import Random

import pytest

from reader.loading import LOADERS
from tests.reader.damage import damaged
from tests.reader.fuzz_seeds import seeds
from tests.reader.fuzzing import attempt

ROUNDS = 40


def test_every_kind_of_file_is_tried() -> None:
    assert set(LOADERS) <= set(seeds())


@pytest.mark.parametrize("name", list(LOADERS))
def test_a_whole_file_of_its_kind_is_read(name: str, tmp_path: Path) -> None:
    for seed in seeds()[name]:
        assert attempt(name, seed, tmp_path) == "read", seed


@pytest.mark.parametrize("name", list(LOADERS))
def test_a_loader_reads_or_refuses_whatever_it_is_handed(name: str, tmp_path: Path) -> None:
    random = Random(name)
    for seed in seeds()[name]:
        for _ in range(ROUNDS):
            attempt(name, damaged(seed, random), tmp_path)


@pytest.mark.parametrize("name", list(LOADERS))
def test_a_loader_bears_the_files_of_all_others(name: str, tmp_path: Path) -> None:
    for files in seeds().values():
        for file in files:
            attempt(name, file, tmp_path)
