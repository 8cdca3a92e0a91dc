import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.page.flow import LONGEST, Block, cut, flow, trimmed
from reader.page.layout import Layout
from tests.page.builders import flowed, passages, rows_of, shown


def laid(text: str, *blocks: Block, width: int = 20) -> list[str]:
    return rows_of(Layout(text, flowed(text, blocks), width))


def one_each(text: str, kind: str, level: int = 1) -> list[Block]:
    """A block for each source line."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((kind, at, at + len(line.rstrip()), level))
        at += len(line)
    return found


def test_paragraphs_stand_one_blank_row_apart_however_many_the_text_has() -> None:
    assert shown("one\n\n\n\n\n  \ntwo") == ["one", "", "two"]


def test_paragraphs_on_consecutive_lines_stand_apart_as_well() -> None:
    text = "one\ntwo"
    assert laid(text, *one_each(text, "paragraph")) == ["one", "", "two"]


def test_a_header_glued_to_the_first_sentence_gets_a_row_of_its_own() -> None:
    text = " date 2023-05-09 The quay sank."
    assert laid(text, ("meta", 1, 16, 0), ("paragraph", 17, 31, 0)) == [
        "date 2023-05-09",
        "",
        "The quay sank.",
    ]


def test_items_follow_each_other_as_closely_as_in_the_text() -> None:
    text = "- one\n- two\n\n- three"
    assert laid(text, *one_each(text, "item")) == ["- one", "- two", "", "- three"]


def test_items_hang_from_their_markers_and_go_in_by_depth() -> None:
    text = "12. nine boats sank that night"
    assert laid(text, ("item", 0, len(text), 2), width=20) == [
        "  12. nine boats",
        "      sank that",
        "      night",
    ]


def test_the_lines_of_an_item_stand_under_its_first_word() -> None:
    text = "- nine boats\n  sank"
    assert laid(text, ("item", 0, len(text), 1)) == ["- nine boats", "  sank"]


def test_every_line_of_a_quotation_is_marked_and_goes_in() -> None:
    text = "> No one was hurt at all\n> that night"
    assert laid(text, ("quote", 0, len(text), 0)) == [
        "  > No one was hurt",
        "    at all",
        "  > that night",
    ]


def test_code_keeps_its_lines_and_what_stands_before_them() -> None:
    text = "Run:\n\n    if storm:\n\n\n        sink()\n    done"
    start = text.index("if")
    assert laid(text, ("paragraph", 0, 4, 0), ("code", start, len(text), 0)) == [
        "Run:",
        "",
        "    if storm:",
        "",
        "        sink()",
        "    done",
    ]


def test_header_lines_are_kept_apart() -> None:
    text = "title: A quay\ndate: 2023-05-09"
    assert laid(text, ("meta", 0, len(text), 0)) == ["title: A quay", "date: 2023-05-09"]


def test_a_line_end_after_two_spaces_is_meant() -> None:
    assert shown("Quay 7  \nPorthaven\nNorth") == ["Quay 7", "Porthaven\nNorth"]


def test_what_no_block_covers_is_shown_all_the_same() -> None:
    assert laid("before\n\nwithin\nafter", ("paragraph", 8, 14, 0)) == [
        "before",
        "",
        "within",
        "",
        "after",
    ]


def test_there_is_nothing_to_lay_out_in_an_empty_text() -> None:
    assert flow("", []) == []
    assert flow(" \n ", [("paragraph", 0, 2, 0)]) == []


KINDS = ["paragraph", "heading", "item", "quote", "code", "meta", "rule", "caption"]


@given(
    passages, st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 90), st.integers(0, 90)))
)
def test_no_text_is_hidden_or_shown_twice(text: str, wild: list[tuple[str, int, int]]) -> None:
    blocks = [
        (k, min(a, len(text)), min(b, len(text)), 1) for k, a, b in sorted(wild, key=lambda w: w[1])
    ]
    paragraphs = flow(text, blocks)
    covered = [i for start, end, *_ in paragraphs for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)


def test_a_very_long_paragraph_is_laid_out_in_pieces_without_gaps() -> None:
    text = "Nine boats sank there. " * 10_000
    paragraphs = flow(text, [("paragraph", 0, len(text), 0)])
    assert len(paragraphs) > 3
    assert all(end - start <= LONGEST and gap == 0 for start, end, gap, *_ in paragraphs)
    assert all(text[start:].startswith("Nine") for start, *_ in paragraphs)


@pytest.mark.parametrize("unit", ["x", "quay ", "It sank. ", "e\u0301", "日"])
def test_pieces_of_a_long_span_are_the_whole_span(unit: str) -> None:
    text = unit * 40_000
    found = list(cut(text, 0, len(text)))
    assert [start for start, _ in found] == [0, *(end for _, end in found[:-1])]
    assert found[-1][1] == len(text)
    assert all(0 < end - start <= LONGEST for start, end in found)


def test_a_blank_span_is_trimmed_to_nothing() -> None:
    start, end = trimmed("a  b", 1, 3)
    assert start == end
