"""Reports of agreement: who is compared on which texts, and where annotators differ."""

import pytest

from annotations.agreement import AnnotatedText, Figure, Unit, differences, report, shared_passages
from annotations.agreement.report import SPANS, TAGS, VERDICTS, Report


def unit(start: int, end: int, **said: object) -> Unit:
    return Unit(start, end, f"{start}:{end}", "claim")._replace(**said)  # type: ignore[arg-type]


def text(name: str, **units: list[Unit]) -> AnnotatedText:
    return AnnotatedText(name, 400, units)


def figure(found: Report, aspect: str, measure: str, about: str = "") -> Figure:
    (one,) = [
        each for each in found.figures[aspect] if (each.measure, each.about) == (measure, about)
    ]
    return one


TEXTS = [
    text("a", anna=[unit(0, 50), unit(100, 150)], bo=[unit(0, 50)]),
    text("b", anna=[unit(0, 50)], bo=[]),
    text("c", anna=[unit(5, 60)]),
]


def test_texts_that_one_alone_has_read_are_left_out_and_told() -> None:
    found = report(TEXTS, ["anna", "bo"])

    assert (found.texts, found.left_out) == (("a", "b"), ("c",))
    assert found.marks == {"anna": 3, "bo": 1}


def test_f1_of_a_dozen_marks_is_what_the_hand_counts() -> None:
    found = report(TEXTS, ["anna", "bo"])

    exact = figure(found, SPANS, "F1 exact")
    # One of Anna's three is Bo's too, and Bo's only one is hers: 2 · 1 of 4.
    assert exact.value == pytest.approx(0.5)
    assert (exact.n, exact.of) == (4, "marks")


def test_no_figure_is_without_its_n_and_none_without_value_lacks_its_reason() -> None:
    for texts in (TEXTS, TEXTS[2:], [], [text("a", anna=[], bo=[])]):
        for aspect in report(texts, ["anna", "bo", "cy"]).figures.values():
            for each in aspect:
                assert each.of in ("marks", "passages")
                assert (each.value is None) is bool(each.reason), each


def test_pairs_are_named_where_there_are_more_than_two_annotators() -> None:
    three = [text("a", anna=[unit(0, 50)], bo=[unit(0, 50)], cy=[unit(200, 250)])]

    found = report(three, ["anna", "bo", "cy"])

    assert figure(found, SPANS, "F1 exact", "anna · bo").value == 1
    assert figure(found, SPANS, "F1 exact", "anna · cy").value == 0
    assert figure(found, SPANS, "F1 exact").value == pytest.approx(1 / 3)


def test_tags_and_verdicts_are_compared_on_marks_that_meet() -> None:
    texts = [
        text(
            "a",
            anna=[
                unit(0, 50, tags=("Cost",), verdict="refuted"),
                unit(100, 150, tags=("who",), verdict="supported"),
                unit(300, 350, tags=("where",), verdict="supported"),
            ],
            bo=[
                unit(4, 50, tags=("cost",), verdict="refuted"),
                unit(100, 150, tags=(), verdict="unchecked"),
            ],
        )
    ]

    found = report(texts, ["anna", "bo"])

    tags = figure(found, TAGS, "Cohen’s κ", "anna · bo")
    assert tags.n == 2
    assert figure(found, TAGS, "α nominal", "#where").n == 0
    verdicts = figure(found, VERDICTS, "Cohen’s κ", "anna · bo")
    assert (verdicts.n, verdicts.value) == (1, None)
    assert verdicts.reason == "everybody gave everything the same value"


def test_intervals_are_given_where_there_is_enough_to_resample() -> None:
    few = report(TEXTS, ["anna", "bo"])
    assert figure(few, SPANS, "αᵤ").low is None
    many = [
        text(f"t{at}", anna=[unit(0, 50), unit(at * 10 + 60, at * 10 + 90)], bo=[unit(0, 50)])
        for at in range(8)
    ]
    alpha = figure(report(many, ["anna", "bo"]), SPANS, "αᵤ")
    assert alpha.value is not None
    assert alpha.low is not None
    assert alpha.high is not None
    assert alpha.low <= alpha.value <= alpha.high
    assert figure(report(many, ["anna", "bo"], resamples=0), SPANS, "αᵤ").low is None


def test_by_text_and_by_tag_there_is_an_alpha_for_each() -> None:
    texts = [
        text("a", anna=[unit(0, 50, tags=("x",))], bo=[unit(0, 50, tags=("x",))]),
        text("b", anna=[unit(0, 50)], bo=[unit(200, 250)]),
    ]
    found = report(texts, ["anna", "bo"])
    assert figure(found, SPANS, "αᵤ", "a").value == pytest.approx(1)
    assert (figure(found, SPANS, "αᵤ", "b").value or 0) < 0
    assert figure(found, SPANS, "αᵤ", "#x").value == pytest.approx(1)
    assert figure(found, SPANS, "αᵤ", "#x").n == 2


# Passages and differences


def test_marks_meet_that_share_half_of_the_shorter_one() -> None:
    one = text("a", anna=[unit(0, 40), unit(100, 110)], bo=[unit(20, 60), unit(109, 130)])

    passages = shared_passages([one])

    assert [(each.start, each.end, list(each.units)) for each in passages] == [
        (0, 60, ["anna", "bo"]),
        (100, 110, ["anna"]),
        (109, 130, ["bo"]),
    ]


def test_one_mark_over_two_makes_one_passage_with_all_three() -> None:
    one = text("a", anna=[unit(0, 100)], bo=[unit(0, 30), unit(40, 100)])

    (passage,) = shared_passages([one])

    assert passage.units["bo"] == unit(40, 100)
    assert passage.all["bo"] == (unit(0, 30), unit(40, 100))


def test_differences_come_most_instructive_first() -> None:
    both = ["anna", "bo"]
    one = text(
        "a",
        anna=[
            unit(0, 20),
            unit(30, 50, tags=("x",)),
            unit(60, 80, verdict="supported"),
            unit(90, 110, verdict="mixed"),
            unit(120, 140),
            unit(150, 170),
        ],
        bo=[
            unit(0, 19),
            unit(30, 50, tags=("y",)),
            unit(60, 80, verdict="refuted"),
            unit(90, 110, verdict="disputed"),
            unit(150, 170),
        ],
    )

    found = differences(shared_passages([one]))

    assert [(each.passage.start, each.about) for each in found] == [
        (60, ("verdict",)),
        (90, ("verdict",)),
        (30, ("tags",)),
        (120, ("mark",)),
        (0, ("borders",)),
    ]
    assert both == list(found[0].passage.units)


def test_a_verdict_that_only_one_has_given_is_no_difference() -> None:
    one = text("a", anna=[unit(0, 20, verdict="refuted")], bo=[unit(0, 20, verdict="unchecked")])
    assert differences(shared_passages([one])) == []


def test_where_one_alone_has_read_there_is_no_difference() -> None:
    assert differences(shared_passages([text("a", anna=[unit(0, 20)])])) == []
