"""Rows, headings and near-identical sentences: what looks alike is not taken for each other."""

import pytest

from annotations import Anchor, resolve, select

PRICES = ["Herring | 12.40", "Cod | 31.00", "Plaice | 18.75", "Eel | 44.10", "Mackerel | 9.90"]
GOALS = ["Aldmoor 2 Selby 0", "Calder 1 Jarrow 3", "Estow 5 Hallam 2", "Lorne 3 Kelby 0"]
TASKS = ["Switch off the pump.", "Empty the long hose.", "Wipe the two glasses.", "Ring the bell."]


def found(words: str, old: str, new: str) -> tuple[Anchor, str | None]:
    """Where the words of the old text stand in the new one."""
    start = old.index(words)
    anchor = resolve(new, *select(old, start, start + len(words)))
    return anchor, None if anchor.start is None else new[anchor.start : anchor.end]


@pytest.mark.parametrize("rows", [PRICES, GOALS])
@pytest.mark.parametrize("head", ["", "Today\n\n"])
def test_the_rows_of_a_table_that_is_sorted_anew_are_found_where_they_went(
    rows: list[str], head: str
) -> None:
    old, new = head + "\n".join(rows) + "\n", head + "\n".join(sorted(rows)) + "\n"
    for row in rows:
        anchor, words = found(row, old, new)
        assert words == row
        assert anchor.status in ("moved", "exact")


@pytest.mark.parametrize("label", ["{}) ", "({}) ", "{}. ", "Step {}: "])
@pytest.mark.parametrize("at", range(4))
def test_a_row_of_a_list_that_is_numbered_anew_is_that_row_alone(label: str, at: int) -> None:
    def numbered(tasks: list[str]) -> list[str]:
        return [label.format(number) + task for number, task in enumerate(tasks, 1)]

    old = numbered(TASKS)
    for put in range(at + 1):
        new = numbered([*TASKS[:put], "Read this sheet first.", *TASKS[put:]])
        anchor, words = found(old[at], "\n".join(old), "\n".join(new))
        assert words == new[at + 1]
        assert anchor.status == "changed"
    gone = numbered(TASKS[:at] + TASKS[at + 1 :])
    assert found(old[at], "\n".join(old), "\n".join(gone))[0].status == "orphaned"


@pytest.mark.parametrize("mark", ['<a id="{}"></a>', "[{}]: #top", "<!-- {} -->"])
def test_a_heading_that_was_shortened_is_the_heading_and_not_its_name_above(mark: str) -> None:
    long, short = "Closing the Old Harbour at Night", "Closing the Old Harbour"
    above = mark.format(long.lower().replace(" ", "-"))
    old = f"It was late.\n\n{above}\n\n### {long}\n\nThe gate is shut at nine.\n"
    anchor, words = found(long, old, old.replace(long, short))
    assert (anchor.status, words) == ("changed", short)


def budget(name: str, million: str, percent: str) -> str:
    return (
        f"The {name} town council agreed on a budget of {million} million crowns for 2022, "
        f"which is {percent} percent more than it was."
    )


def test_of_sentences_alike_one_of_another_name_and_other_figures_is_not_the_place() -> None:
    rows = [budget("Kelby", "27.4", "5.6"), budget("Selby", "31.9", "4.8")]
    old = "Budgets\n\n" + "\n\n".join(rows)
    for at in (0, 1):
        assert found(rows[at], old, "Budgets\n\n" + rows[1 - at])[0].status == "orphaned"
    changed = rows[0].replace("27.4", "28.1")
    anchor, words = found(rows[0], old, old.replace(rows[0], changed))
    assert (anchor.status, words) == ("changed", changed)


def test_a_sentence_edited_among_others_that_were_rewritten_is_shown_to_the_reader() -> None:
    old = (
        "That will do for today. We keep maps, tide tables, lamps, or a spare rope in the locker "
        "for when the harbour master is away. (Most of it was his.)\n\nSo much for that.\n"
    )
    new = (
        "There is more to say of it. We keep charts, tide tables, lamp oil, or a spare rope in the "
        "locker for when nobody is on duty.\n\n## The keys\n\nThey hang by the door.\n"
    )
    words = "We keep maps, tide tables, lamps, or a spare rope in the locker for when the harbour master is away."
    anchor, now = found(words, old, new)
    assert anchor.status in ("changed", "ambiguous")
    assert now == new[new.index("We keep") : new.index("duty.") + 5]
