"""Which differences are found between two passages, and which are none."""

from datetime import date

import pytest

from annotations import Match, match
from annotations.claims.conflicts import altered_quotations, differences, facts, quotations
from annotations.claims.model import Difference

PUBLISHED = date(2024, 5, 8)  # a Wednesday


def _between(
    one: str, other: str, first: date | None = PUBLISHED, second: date | None = PUBLISHED
) -> tuple[Difference, ...]:
    quoted = [[text[a:b] for a, b in quotations(text)] for text in (one, other)]
    said = differences(facts(one, first), facts(other, second))
    return (*said, *altered_quotations(*quoted))


@pytest.mark.parametrize(
    ("one", "other", "slot", "note"),
    [
        ("It sank on 3 March 2021.", "It sank on March 4, 2021.", "date", "dates differ"),
        ("It sank in 2021.", "It sank in June 2022.", "date", "dates differ"),
        ("It sank on Monday.", "It sank on Tuesday.", "date", "dates differ"),
        ("It sank last month.", "It sank in March.", "date", "dates differ"),
        ("It sank last year.", "It sank two weeks ago.", "date", "dates differ"),
        ("It sank last summer.", "It sank yesterday.", "date", "dates differ"),
        ("It cost $3.4 million.", "It cost 4.1 million dollars.", "amount", "amounts differ"),
        ("It cost €3bn.", "It cost €3m.", "amount", "amounts differ"),
        ("Prices rose 4 percent.", "Prices rose by 6%.", "number", "numbers differ"),
        ("Nine boats sank.", "Eleven boats sank.", "number", "numbers differ"),
        ("It killed 12 people.", "12,000 people were there.", "number", "numbers differ"),
        ("The wave was 20 miles off.", "The wave was 26 miles off.", "number", "numbers differ"),
        ("A 31-year-old man", "A man, 33 years old,", "number", "numbers differ"),
        ("A quake of magnitude 6.1", "The 6.4-magnitude quake", "number", "numbers differ"),
        (
            "The Office of Harbour Safety said so.",
            "The Office of Harbour Security said so.",
            "name",
            "names differ",
        ),
        (
            "It will cost no more than 3.4 million crowns.",
            "It cost 4.1 million crowns.",
            "amount",
            "amounts differ",
        ),
        (
            "“We will never close the old harbour,” she said.",
            "She said: “We will not close the old harbour.”",
            "quote",
            "quoted words differ",
        ),
        (
            "“We will never ever close the old harbour,” she said.",
            "“We will never close the old harbour,” she said.",
            "quote",
            "quoted words differ",
        ),
    ],
)
def test_a_difference_is_found_and_named(one: str, other: str, slot: str, note: str) -> None:
    for found in (_between(one, other), _between(other, one)):
        assert [(each.slot, each.note.partition(":")[0]) for each in found] == [(slot, note)]
        assert all(each.is_resolved for each in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It sank on 3 March 2021.", "It sank in March 2021."),
        ("It sank on Tuesday.", "It sank yesterday."),
        ("It sank on March 3 in the storm, in 2021.", "It sank on 3 March 2021."),
        ("It sank before the 2021 election.", "It sank in 2020."),
        ("It may sink, they said in 2020.", "It may sink."),
        ("It sank on the 31st of June, 2021.", "It sank in 2020."),
        ("It cost $1 million.", "It was a million-dollar crane."),
        ("It cost more than $100 million.", "It cost $120 million."),
        ("It cost no less than $100 million.", "It cost $120 million."),
        ("It cost nearly 4 million euros.", "It cost €3.8m (£3.2m)."),
        ("It cost $4 million.", "It cost €3 million."),
        ("It is 20 miles away.", "It is 32 km away."),
        ("Nine boats sank.", "Nine of eleven boats sank; 9 boats."),
        ("It took two weeks.", "It took 14 days."),
        ("It was worth $5, or nothing.", "Tensions grew in ten ports."),
        ("John Maynard Keynes said so.", "Mr John Maynard Keynes said so."),
        ("The Port of London Authority said so.", "The port authority said so."),
        ("“We will never close it,” she said.", "She said they would never close it."),
        ("“We will never close the old harbour.”", "She would “never close the old harbour”."),
        ("He called it “great”.", "He called it “good”."),
        ("", "It sank in 2021."),
    ],
)
def test_what_agrees_or_is_left_out_is_no_difference(one: str, other: str) -> None:
    assert _between(one, other) == _between(other, one) == ()


def test_relative_dates_are_counted_from_the_article_they_stand_in() -> None:
    later = date(2024, 5, 15)
    said = _between("It sank on Tuesday.", "It sank on Tuesday.", PUBLISHED, later)
    assert said[0].note == "dates differ: 2024-05-07 and 2024-05-14"
    assert _between("It sank last week.", "It sank on 30 April 2024.") == ()


def test_without_a_date_of_the_article_a_relative_date_is_unresolved_and_no_conflict() -> None:
    found = _between("It sank in 2021.", "It sank earlier this year.", None, None)
    assert [(one.slot, one.is_resolved) for one in found] == [("date", False)]
    assert "unresolved" in found[0].note
    assert _between("It sank in August.", "It sank on Tuesday.", None, None) == ()
    assert _between("It sank in August 2021.", "It sank in August.", None, None) == ()


def test_a_quotation_may_run_over_sentences_and_be_closed_by_the_wrong_mark() -> None:
    text = "“It is a good day. We are all glad “, she said. He was “not” there.\n“No end\nNext."
    assert [text[a:b] for a, b in quotations(text)] == [
        "It is a good day. We are all glad ",
        "not",
        "No end",
    ]


def _first(texts: dict[str, str]) -> Match:
    return match(texts, dict.fromkeys(texts, PUBLISHED))[0]


def test_matches_tell_where_they_differ() -> None:
    found = _first(
        {
            "report": "The harbour authority paid $3.4 million for the crane on Monday.",
            "letter": "On Monday the harbour authority paid $4.1 million for the crane.",
        }
    )
    assert [(one.slot, one.a, one.b) for one in found.conflicts] == [
        ("amount", "$3.4 million", "$4.1 million")
    ]


def test_dates_of_different_things_are_not_set_against_each_other_in_a_loose_match() -> None:
    one = "The mayor met the fishermen on Monday and praised their new boats at length."
    other = "The market hall behind the town church burnt down on Friday."
    sides = [facts(text, PUBLISHED) for text in (one, other)]
    assert not differences(*sides)
    assert not differences(*sides, only_related=True)
