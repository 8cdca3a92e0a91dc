"""Measures of agreement, against the worked examples of their papers and another's program."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.nominal import (
    Values,
    cohen_kappa,
    fleiss_kappa,
    nominal_alpha,
)
from annotations.agreement.resampling import interval, weights
from annotations.agreement.span_f1 import EXACT, IOU, OVERLAP, f1, found
from annotations.agreement.unit import Unit, apart
from annotations.agreement.unitizing import (
    Coincidences,
    alpha_of_sums,
    binary_alpha,
    coding_alpha,
    coincidences,
    sums,
    unitizing_alpha,
)

READINGS = Path(__file__).parents[2] / "data" / "readings"

ALEX = [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")]
PAUL = [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")]
SUZAN = [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")]
"""Three observers of a continuum of 60 (Krippendorff, Content Analysis, 4th ed., figure 12.11)."""


def things(*rows: str) -> list[Values]:
    """What annotators A, B, … gave to each thing; a row an annotator, ``.`` for nothing."""
    columns = zip(*(row.split() for row in rows), strict=True)
    return [
        {who: value for who, value in zip("ABCDEFGHIJKLMN", column, strict=False) if value != "."}
        for column in columns
    ]


KRIPPENDORFF_C = things(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Example C of Krippendorff, "Computing Krippendorff's alpha-reliability" (2011)."""

FLEISS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
"""Ten subjects, how many of fourteen raters put each into which of five categories."""


def share(value: float | None) -> float:
    assert value is not None
    return value


# Unitizing


def test_alpha_for_unitizing_is_that_of_the_worked_example() -> None:
    example = coincidences(60, [ALEX, PAUL, SUZAN])

    assert share(unitizing_alpha(example).value) == pytest.approx(0.510, abs=0.0005)
    assert share(binary_alpha(example).value) == pytest.approx(0.413, abs=0.001)
    assert share(coding_alpha(example).value) == pytest.approx(0.724, abs=0.0005)


def test_sums_give_the_same_alpha() -> None:
    example = coincidences(60, [ALEX, PAUL, SUZAN])
    values = ["", *"1234567"]
    assert alpha_of_sums(sums(example, values)) == pytest.approx(unitizing_alpha(example).value)


def by_hand(length: int, annotators: list[list[tuple[int, int, str]]]) -> float:
    """Alpha for unitizing character by character, as the paper defines it."""
    rows = []
    own = 0.0
    for spans in annotators:
        row = [""] * length
        for start, end, value in spans:
            row[start:end] = [value] * (end - start)
            own += (end - start) ** 2
        own += row.count("")
        rows.append(row)
    count = len(rows)
    seen = margins = 0.0
    counts: dict[str, int] = {}
    for column in zip(*rows, strict=True):
        for value in column:
            counts[value] = counts.get(value, 0) + 1
        seen += sum(
            one != other
            for at, one in enumerate(column)
            for by, other in enumerate(column)
            if at != by
        ) / (count - 1)
    total = count * length
    margins = total**2 - sum(times**2 for times in counts.values())
    return 1 - seen * (total**2 - own) / (total * margins)


@st.composite
def unitized(draw: st.DrawFn) -> tuple[int, list[list[tuple[int, int, str]]]]:
    length = draw(st.integers(20, 60))
    annotators = []
    for _ in range(draw(st.integers(2, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=8)))
        spans = [
            (start, end, draw(st.sampled_from("ab")))
            for start, end in pairwise(cuts)
            if draw(st.booleans())
        ]
        annotators.append(spans)
    return length, annotators


@given(unitized())
def test_alpha_for_unitizing_is_what_counting_characters_gives(
    case: tuple[int, list[list[tuple[int, int, str]]]],
) -> None:
    length, annotators = case
    value = unitizing_alpha(coincidences(length, annotators)).value
    if value is None:
        given = {value for spans in annotators for _, _, value in spans}
        assert len(given) < 2
    else:
        assert value == pytest.approx(by_hand(length, annotators))


def test_the_same_units_agree_wholly_and_texts_add_up() -> None:
    spans = [(3, 9, "a"), (12, 20, "b")]
    one = coincidences(40, [spans, spans])
    assert unitizing_alpha(one).value == pytest.approx(1)
    both = Coincidences()
    both.add(one)
    both.add(coincidences(40, [spans, spans, spans]))
    assert unitizing_alpha(both).value == pytest.approx(1)


def test_units_that_never_meet_agree_less_than_by_chance() -> None:
    apart = coincidences(100, [[(0, 10, "a")], [(50, 60, "a")]])
    assert share(unitizing_alpha(apart).value) < 0
    assert coding_alpha(apart).reason == "no units meet"


def test_alpha_for_unitizing_says_why_it_has_no_value() -> None:
    assert unitizing_alpha(coincidences(50, [[], []])).reason == "nobody marked anything"
    assert binary_alpha(coincidences(50, [[], []])).reason == "nobody marked anything"
    whole = coincidences(50, [[(0, 50, "a")], [(0, 50, "a")]])
    assert unitizing_alpha(whole).reason == "there is one value alone"
    assert binary_alpha(whole).reason == "everybody marked everything"


def test_units_of_one_annotator_are_put_apart() -> None:
    units = [Unit(5, 9), Unit(0, 6), Unit(1, 2), Unit(9, 12)]
    assert [span[:2] for span in apart(units)] == [(0, 6), (6, 9), (9, 12)]


# F1


def test_f1_counts_what_either_has_of_the_other() -> None:
    ones = [Unit(0, 10), Unit(20, 30), Unit(40, 50), Unit(70, 71)]
    others = [Unit(0, 10), Unit(24, 32), Unit(48, 60)]

    counts = found(ones, others)

    assert counts[EXACT] == (1, 1, 4, 3)
    assert counts[IOU] == (2, 2, 4, 3)  # 20:30 and 24:32 have 6 of 12 in common
    assert counts[OVERLAP] == (3, 3, 4, 3)
    assert f1(*counts[OVERLAP]).value == pytest.approx(2 * 3 / 7)


def test_one_long_mark_over_many_short_ones_is_counted_once_on_its_side() -> None:
    counts = found([Unit(0, 100)], [Unit(0, 10), Unit(20, 30), Unit(90, 95)])
    assert counts[OVERLAP] == (1, 3, 1, 3)


def test_f1_of_nothing_is_not_defined() -> None:
    assert f1(0, 0, 0, 0).reason == "neither marked anything"
    assert f1(0, 0, 3, 0).value == 0
    assert f1(0, 0, 3, 2).value == 0


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: Unit(at[0], at[0] + at[1])),
    max_size=12,
)


@given(spans, spans)
def test_f1_is_what_comparing_all_with_all_gives(ones: list[Unit], others: list[Unit]) -> None:
    def common(one: Unit, other: Unit) -> float:
        shared = min(one.end, other.end) - max(one.start, other.start)
        return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))

    counts = found(ones, others)
    for measure, least in ((EXACT, 1.0), (IOU, 0.5), (OVERLAP, 1e-9)):
        assert counts[measure].ones == sum(any(common(a, b) >= least for b in others) for a in ones)
        assert counts[measure].others == sum(
            any(common(a, b) >= least for b in ones) for a in others
        )


# Values


def test_alpha_is_that_of_krippendorffs_example_with_missing_values() -> None:
    assert share(nominal_alpha(KRIPPENDORFF_C).value) == pytest.approx(0.743, abs=0.0005)


def test_alpha_is_that_of_the_package_krippendorff() -> None:
    readings = json.loads((READINGS / "krippendorff-alpha.json").read_text())
    assert len(readings["tables"]) == 40
    for table in readings["tables"]:
        columns = zip(*table["values"], strict=True)
        given = [
            {str(who): value for who, value in enumerate(column) if value is not None}
            for column in columns
        ]
        assert nominal_alpha(given).value == pytest.approx(table["alpha"], abs=1e-9)


def test_cohens_kappa_is_that_of_fifty_grants() -> None:
    """Twenty yes by both, fifteen no by both, five and ten apart: .4 (agreed .7, chance .5)."""
    grants: list[Values] = [
        *[{"A": "yes", "B": "yes"}] * 20,
        *[{"A": "yes", "B": "no"}] * 5,
        *[{"A": "no", "B": "yes"}] * 10,
        *[{"A": "no", "B": "no"}] * 15,
        {"A": "yes"},
        {"B": "no"},
    ]
    assert cohen_kappa(grants, "A", "B").value == pytest.approx(0.4)


def test_fleiss_kappa_is_that_of_ten_subjects_and_fourteen_raters() -> None:
    raters = [chr(ord("A") + at) for at in range(14)]
    rated: list[Values] = []
    for counts in FLEISS:
        values = [value for value, times in enumerate(counts) for _ in range(times)]
        rated.append(dict(zip(raters, values, strict=True)))
    assert share(fleiss_kappa(rated, raters).value) == pytest.approx(0.210, abs=0.0005)


def test_kappa_and_alpha_say_why_they_have_no_value() -> None:
    same: list[Values] = [{"A": 1, "B": 1}] * 3
    for measured in (
        cohen_kappa(same, "A", "B"),
        fleiss_kappa(same, ["A", "B"]),
        nominal_alpha(same),
    ):
        assert measured == (None, "everybody gave everything the same value")
    assert cohen_kappa([], "A", "B").reason == "there is nothing that both gave a value to"
    assert (
        fleiss_kappa([{"A": 1}], ["A", "B"]).reason == "there is nothing that all gave a value to"
    )
    assert nominal_alpha([{"A": 1}]).reason == "there is nothing that two gave a value to"


# Resampling


def test_resamples_are_the_same_every_time_and_draw_as_many_as_there_are() -> None:
    assert weights(7, 50) == weights(7, 50)
    assert all(sum(times) == 7 for times in weights(7, 50))


def test_an_interval_leaves_out_the_tails() -> None:
    assert interval(list(range(1000))) == (25, 974)
    assert interval([1.0] * 19) is None
