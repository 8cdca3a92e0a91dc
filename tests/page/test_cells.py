import sys

import pytest
from hypothesis import given
from rich.cells import cell_len

from reader.page.cells import (
    cluster_end,
    cluster_start,
    is_cluster_start,
    is_simple,
    whole_clusters,
    width,
    widths,
)
from reader.page.printable import printable
from tests.page.builders import FAMILY, passages


def test_what_is_called_simple_takes_one_cell_and_stands_alone() -> None:
    simple = [chr(code) for code in range(sys.maxunicode + 1) if is_simple(chr(code))]
    assert [c for c in simple if cell_len(printable(c)) != 1] == []
    assert [c for c in simple if not is_cluster_start("a" + c, 1)] == []


def test_the_typography_of_newspapers_is_simple() -> None:
    assert is_simple("“It’s £4.1 m – not €3.4 m…” – Zoë Õunapuu, café › Ђуро\n• done™")


@given(passages)
def test_widths_are_those_by_which_the_screen_lays_out(text: str) -> None:
    assert width(text) == sum(widths(text)) == cell_len(printable(text))
    assert len(widths(text)) == len(text)


@given(passages)
def test_every_character_is_in_one_cluster(text: str) -> None:
    at = 0
    while at < len(text):
        end = cluster_end(text, at)
        assert all(cluster_start(text, inside) == at for inside in range(at, end))
        assert width(text[:at]) + width(text[at:end]) == width(text[:end])
        at = end


@pytest.mark.parametrize(
    "whole", ["e\u0301", FAMILY, "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "🇩🇪", "नि", "日"]
)
def test_what_a_reader_sees_as_one_character_is_one(whole: str) -> None:
    text = f"a{whole}b{whole}"
    assert cluster_end(text, 1) == 1 + len(whole)
    assert cluster_start(text, len(whole)) == 1
    assert whole_clusters(text, 1, 2) == (1, 1 + len(whole))


def test_flags_side_by_side_are_told_apart() -> None:
    assert [i for i in range(7) if is_cluster_start("🇩🇪🇫🇷🇮🇹", i)] == [0, 2, 4, 6]


def test_the_search_for_a_border_is_bounded() -> None:
    overdone = "a" + "\u0301" * 100_000
    assert cluster_end(overdone, 50_000) - cluster_start(overdone, 50_000) < 1_000


def test_an_empty_span_stays_empty() -> None:
    assert whole_clusters("abc", 2, 2) == (2, 2)
