"""Which sentences are suggested, in which order, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Suggestion, sentences, suggest
from annotations.claims.detection.features import FEATURES
from annotations.claims.detection.language import is_english
from annotations.claims.detection.learned_weights import learn
from annotations.claims.detection.suggestions import PRIOR, contributions

COST = "The council paid 3.2 million euros for the bridge in June 2019, the auditor reported."
OPINION = "I think we all really love this beautiful bridge."


def _score(sentence: str, **weights: float) -> float:
    return suggest(sentence, {**PRIOR, **weights})[0].score


def _reasons(sentence: str) -> tuple[str, ...]:
    return suggest(sentence)[0].reasons


@pytest.mark.parametrize(
    ("checked", "unchecked"),
    [
        (COST, OPINION),
        ("Unemployment fell by 4 percent last year.", "Unemployment might fall next year."),
        ("The minister resigned on 3 May.", "Will the minister resign?"),
        ("She was elected in 1998 with 52,000 votes.", "Thank you all so much for coming tonight."),
        ("Police arrested nine people on Monday.", "Let us stand together and dream."),
        ("The firm sold 40 of its 90 ships.", "Observers see it as a sign of a shifting mood."),
        ("He was fined $400.", "“It was awful, truly awful.”"),
    ],
)
def test_what_can_be_looked_up_comes_before_what_cannot(checked: str, unchecked: str) -> None:
    assert _score(checked) > 0.5 > _score(unchecked)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It cost $5 million.", "states an amount"),
        ("The mole was built for 2 million crowns.", "states an amount"),
        ("The toll fell by 12 per cent.", "gives a percentage"),
        ("The wall is 190 metres long.", "gives a figure"),
        ("The bank closed on 12 April.", "gives a date"),
        ("The mill burned down in 1911.", "names a year"),
        ("Nine people were arrested.", "reports a deed"),
    ],
)
def test_the_reasons_say_what_the_sentence_does(sentence: str, reason: str) -> None:
    assert reason in _reasons(sentence)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("He appeared before U.S. District Judge Anna Keller in Orlo.", "says when"),
        ("It is one of the ports of Orlo that the firm runs.", "gives a number"),
    ],
)
def test_no_reason_is_given_that_is_not_true(sentence: str, reason: str) -> None:
    assert reason not in _reasons(sentence)


def test_a_short_hard_fact_is_worth_checking() -> None:
    assert _score("He pleaded guilty to a conspiracy charge.") > 0.5


def test_there_are_at_most_three_reasons_and_none_speaks_against_the_sentence() -> None:
    reasons = _reasons(COST)
    assert len(reasons) == 3
    against = {feature.reason for feature in FEATURES.values() if feature.weight < 0}
    assert not against & set(_reasons(OPINION))


def test_every_sentence_is_listed_the_best_first() -> None:
    text = f"A headline of four\n\n{OPINION} {COST} Why?"
    found = suggest(text)
    assert sorted((each.start, each.end) for each in found) == sentences(text)
    assert text[found[0].start : found[0].end] == COST
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)


@pytest.mark.parametrize(
    "line", ["By Ada Stone", "Image: Ports of Call.", "Updated: May 2, 2024", "Photo: 12 ships", ""]
)
def test_what_stands_around_an_article_scores_low(line: str) -> None:
    assert all(each.score < 0.4 for each in suggest(line))


def test_a_heading_scores_lower_than_the_sentence_it_shortens() -> None:
    heading = "Council paid 3.2 million euros for bridge in June 2019"
    assert _score(heading) < _score(f"{heading}.")


def test_the_country_is_not_the_speaker() -> None:
    assert "first" not in {part.name for part, _ in contributions("The US sold nine ships.")}
    assert "first" in {part.name for part, _ in contributions("They sold us nine ships.")}


def test_a_name_is_not_the_word_that_it_is_spelled_like() -> None:
    assert "reading" not in {part.name for part, _ in contributions("Then Mark Lund came in.")}
    assert "future" not in {part.name for part, _ in contributions("Will Lund sold the boat.")}
    assert "future" in {part.name for part, _ in contributions("Will the mayor sell the boat?")}


def test_a_day_is_no_figure() -> None:
    assert "figure" not in {part.name for part, _ in contributions("He came on 12 April 2020.")}


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke hat 3,2 Millionen gekostet, und das ist nicht wenig für die Stadt.",
        "Le pont a coûté 3,2 millions en 2019, et la ville ne les a pas.",
        "El puente costó 3,2 millones en 2019 y la ciudad no los tiene.",
        "Мост стоил 3,2 миллиона в 2019 году.",
        "这座桥在2019年花费了320万欧元。",
    ],
)
def test_other_languages_are_listed_with_no_score_and_no_reason(text: str) -> None:
    assert not is_english(text)
    assert [(each.score, each.reasons) for each in suggest(text)] == [(0.0, ())]


@given(st.text(max_size=300))
def test_any_text_gives_each_of_its_sentences_a_score_from_0_to_1(text: str) -> None:
    found = suggest(text)
    assert sorted((each.start, each.end) for each in found) == sentences(text)
    assert all(0 <= each.score <= 1 and len(each.reasons) <= 3 for each in found)


@pytest.mark.parametrize("unit", ["word ", "$3 ", "“", "A of the ", "12,", "in May ", "a'"])
def test_a_sentence_without_end_is_judged_by_its_beginning(unit: str) -> None:
    assert len(suggest(unit * 12_000)) == 1


def test_without_decisions_nothing_is_learned() -> None:
    assert learn([], []) == dict(PRIOR)


def test_dismissing_lowers_what_the_sentence_has_and_leaves_the_rest_alone() -> None:
    weights = learn([], ["The toll fell by 12 per cent."])
    assert weights["percent"] < PRIOR["percent"]
    assert weights["money"] == PRIOR["money"]


def test_accepting_raises_what_the_sentence_has() -> None:
    weights = learn(["Perhaps the mayor was somewhat late."], [])
    assert weights["hedge"] > PRIOR["hedge"]


def test_one_decision_moves_little_and_many_move_much() -> None:
    sentence = "The toll fell by 12 per cent."
    one, many = learn([], [sentence]), learn([], [sentence] * 30)
    assert PRIOR["percent"] - one["percent"] < 0.25
    assert _score(sentence, **many) < 0.5 < _score(sentence, **one)


def test_learning_depends_on_the_decisions_alone() -> None:
    accepted, dismissed = [COST, "She was elected in 1998."], [OPINION, "It fell by 3 percent."]
    assert learn(accepted, dismissed) == learn(list(accepted), list(dismissed))


def test_equal_sentences_stand_in_the_order_of_the_text() -> None:
    found = suggest("They left. They left. They left.")
    assert [each.start for each in found] == [0, 11, 22]
    assert isinstance(found[0], Suggestion)
