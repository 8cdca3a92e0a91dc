"""The board as values: which claims share a row, what a cell says, what is counted and shown."""

from collections.abc import Iterable, Sequence

import pytest

from annotations import Annotation, Position, Quote, Relation, Source
from annotations.claims.board.layout import (
    OPEN_FIRST,
    ORDERS,
    Column,
    arranged,
    columns,
    count,
    parse_filter,
    relevant_first,
)
from annotations.claims.board.rows import (
    Claim,
    Groups,
    Row,
    filled,
    new_suggestions,
    suggestion_row,
)
from annotations.claims.model import Difference, Match, Passage, Suggestion
from annotations.errors import QueryError
from annotations.model import VERDICTS

AMOUNT = Difference("amount", "4.1 million", "3.4 million", "amounts differ")


def claim(
    id: str, name: str = "log", *links: tuple[str, str], verdict: str = "unchecked", at: int = 0
) -> Claim:
    made = Annotation(
        id=id,
        kind="claim",
        source=Source(path=name),
        quote=Quote(f"words of {id}"),
        position=Position(at, at + 10),
        created="2024-01-01T00:00:00Z",
        modified="2024-01-01T00:00:00Z",
        verdict=verdict,
        relations=tuple(Relation(*link) for link in links),
    )
    return Claim(made, name, Passage(name, at, at + 10))


def claim_rows(claims: Iterable[Claim]) -> list[Row]:
    return Groups(claims).rows()


def match(
    name: str, score: float = 0.5, *differences: Difference, tier: str | None = "solid", at: int = 0
) -> Match:
    there = Passage(name, at, at + 10)
    return Match(Passage("log", 0, 10), there, score, tier, tuple(differences))


def row_of(claims: Sequence[Claim], *matches: Match) -> Row:
    [row] = claim_rows(claims)
    return filled(row, lambda _: matches)


def states(row: Row) -> dict[str, str]:
    return {name: cell.state for name, cell in row.cells.items()}


# Rows


def test_claims_that_are_the_same_share_a_row_that_begins_with_the_oldest() -> None:
    rows = claim_rows([claim("c", "letter", ("same-claim", "a")), claim("b"), claim("a", "log")])
    assert [[each.id for each in row.claims] for row in rows] == [["a", "c"], ["b"]]
    assert rows[0].text == "words of a"
    assert states(rows[0]) == {"log": "said", "letter": "said"}


def test_a_link_counts_whichever_of_the_two_has_it() -> None:
    one = claim_rows([claim("a", "log", ("same-claim", "b")), claim("b", "letter")])
    other = claim_rows([claim("a", "log"), claim("b", "letter", ("same-claim", "a"))])
    assert [len(row.claims) for row in one] == [len(row.claims) for row in other] == [2]


def test_what_contradicts_the_claim_stands_in_its_row_and_says_so() -> None:
    row = row_of([claim("a"), claim("b", "letter", ("contradicts", "a"))])
    assert row.cell("letter").word == "contradicts"
    assert row.has_conflict


def test_what_contradicts_a_contradiction_says_the_same_again() -> None:
    row = row_of(
        [
            claim("a"),
            claim("b", "letter", ("contradicts", "a")),
            claim("c", "minutes", ("contradicts", "b")),
        ]
    )
    assert states(row) == {"log": "said", "letter": "differs", "minutes": "said"}


def test_a_ring_of_links_is_one_row() -> None:
    rows = claim_rows(
        [
            claim("a", "log", ("supports", "c")),
            claim("b", "letter", ("supports", "a")),
            claim("c", "minutes", ("supports", "b")),
        ]
    )
    assert len(rows) == 1


def test_a_link_to_a_claim_that_is_gone_parts_nothing_and_joins_nothing() -> None:
    rows = claim_rows([claim("a", "log", ("same-claim", "gone")), claim("b")])
    assert [row.key for row in rows] == ["a", "b"]


def test_the_row_of_a_claim_is_the_one_that_it_stands_in() -> None:
    groups = Groups([claim("a"), claim("b", "letter", ("contradicts", "a")), claim("c")])
    assert groups.row("b") == groups.row("a") == groups.rows()[0]
    assert groups.row("gone") is None


# Cells


@pytest.mark.parametrize(
    ("found", "state", "word"),
    [
        (match("letter"), "said", "said"),
        (match("letter", tier="maybe"), "maybe", "maybe"),
        (match("letter", 0.5, AMOUNT), "differs", "differs: amount"),
        (match("letter", 0.5, AMOUNT, tier="maybe"), "differs", "differs: amount?"),
        (match("letter", tier=None), "silent", ""),
    ],
)
def test_a_cell_says_what_the_best_passage_of_its_article_does(
    found: Match, state: str, word: str
) -> None:
    cell = row_of([claim("a")], found).cell("letter")
    assert (cell.state, cell.word) == (state, word)


def test_of_two_passages_of_an_article_the_better_counts() -> None:
    row = row_of([claim("a")], match("letter", 0.9, at=50), match("letter", 0.4, AMOUNT))
    assert row.cell("letter").passage == Passage("letter", 50, 60)


def test_a_passage_that_was_refused_gives_way_to_the_next() -> None:
    [row] = claim_rows([claim("a")])
    found = [match("letter", 0.9, at=50), match("letter", 0.4, tier="maybe")]
    refused = {"a": [Passage("letter", 52, 58)]}
    assert filled(row, lambda _: found, refused).cell("letter").state == "maybe"


def test_what_the_reader_said_stands_and_the_figures_that_differ_are_told_beside_it() -> None:
    same = claim("b", "letter", ("same-claim", "a"))
    cell = row_of([claim("a"), same], match("letter", 0.9, AMOUNT)).cell("letter")
    assert cell.is_confirmed
    assert (cell.state, cell.differences) == ("differs", (AMOUNT,))


def test_a_match_elsewhere_in_the_article_does_not_touch_what_the_reader_said() -> None:
    same = claim("b", "letter", ("same-claim", "a"))
    cell = row_of([claim("a"), same], match("letter", 0.9, AMOUNT, at=80)).cell("letter")
    assert (cell.state, cell.claim) == ("said", same)


def test_a_claim_whose_words_are_gone_has_a_row_that_waits_for_nothing() -> None:
    lost = Claim(claim("a").annotation, "log", None)
    row = row_of([lost], match("letter"))
    assert row.is_filled
    assert states(row) == {"log": "said"}


# Columns and counts


def test_columns_stand_by_date_the_undated_last() -> None:
    given = [Column("c", "C"), Column("b", "B", "2024-02-01"), Column("a", "A", "2024-01-01")]
    assert [column.name for column in columns(given)] == ["a", "b", "c"]


def test_articles_copied_from_each_other_share_an_origin_also_over_a_third() -> None:
    given = [Column(name, name) for name in "abcde"]
    found = columns(given, [("a", "c"), ("c", "e"), ("b", "elsewhere")])
    assert [column.origin for column in found] == [1, 0, 1, 0, 1]


def test_agreement_of_one_origin_is_counted_and_told_as_one() -> None:
    shown = columns([Column(name, name) for name in ("log", "letter", "blog")], [("log", "letter")])
    counted = count(row_of([claim("a")], match("letter")), shown)
    assert (counted.said, counted.origins) == (2, 1)
    assert counted.words == "said by 2 of 3, one origin"


def test_what_differs_is_not_counted_as_saying_it() -> None:
    shown = columns([Column(name, name) for name in ("log", "letter", "blog")])
    counted = count(row_of([claim("a")], match("letter", 0.5, AMOUNT), match("blog")), shown)
    assert counted.words == "said by 2 of 3 · 1 differs"


def test_of_many_articles_those_that_say_something_come_first_else_in_their_order() -> None:
    shown = [Column(name, name) for name in ("x", "letter", "y", "log")]
    row = row_of([claim("a")], match("letter"))
    assert [column.name for column in relevant_first(shown, [row])] == ["letter", "log", "x", "y"]


# Order and filter


def suggestion(name: str, at: int = 0, words: str = "on 3 May") -> Row:
    return suggestion_row(name, Suggestion(at, at + 10, 0.9, ("gives a date",)), words)


def test_suggestions_stand_below_the_claims_in_every_order() -> None:
    [made] = claim_rows([claim("a")])
    for order in ORDERS:
        rows = arranged([suggestion("blog"), made], order, {"blog": "2020-01-01", "log": None})
        assert [row.key for row in rows] == ["a", "blog:0:10"]


def test_by_conflict_the_most_contradicted_comes_first() -> None:
    [quiet] = claim_rows([claim("a")])
    loud = filled(claim_rows([claim("b")])[0], lambda _: [match("letter", 0.5, AMOUNT)])
    assert [row.key for row in arranged([quiet, loud], "conflict", {})] == ["b", "a"]


def test_by_verdict_what_is_open_comes_first() -> None:
    made = claim_rows([claim("a", verdict="supported"), claim("b"), claim("c", verdict="mixed")])
    assert [row.key for row in arranged(made, "verdict", {})] == ["b", "c", "a"]
    assert set(OPEN_FIRST) == set(VERDICTS)


def test_by_date_the_undated_come_last() -> None:
    made = claim_rows([claim("a", "letter"), claim("b", "log"), claim("c", "blog")])
    dates = {"letter": None, "log": "2024-02-01", "blog": "2024-01-01"}
    assert [row.key for row in arranged(made, "date", dates)] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["a", "b"]),
        ("verdict:mixed", ["b"]),
        ("conflict:any", ["a"]),
        ("conflict:amount verdict:unchecked", ["a"]),
        ("conflict:date", []),
        ("-conflict:any", ["b"]),
    ],
)
def test_the_filter_speaks_the_query_language_and_of_conflicts(
    words: str, found: list[str]
) -> None:
    one, other = claim_rows([claim("a"), claim("b", verdict="mixed")])
    rows = [filled(one, lambda _: [match("letter", 0.5, AMOUNT)]), other]
    wanted = parse_filter(words)
    assert [row.key for row in rows if wanted.matches(row)] == found


def test_a_conflict_of_no_kind_is_refused_where_it_stands() -> None:
    with pytest.raises(QueryError) as refused:
        parse_filter("tag:money conflict:colour")
    assert refused.value.at == len("tag:money conflict:")


def test_suggestions_are_found_by_their_words_and_article() -> None:
    assert parse_filter("may article:blog").matches(suggestion("blog"))
    assert not parse_filter("june").matches(suggestion("blog"))


# Suggestions


def test_of_articles_that_say_the_same_one_suggestion_is_enough() -> None:
    first = filled(suggestion("blog"), lambda _: [match("letter", at=5)])
    elsewhere = suggestion("letter", 40, "in June")
    assert new_suggestions([first, suggestion("letter"), elsewhere]) == [first, elsewhere]


def test_a_sentence_that_stands_in_many_places_is_suggested_once() -> None:
    rows = [suggestion("blog"), suggestion("blog", 40), suggestion("letter", 20)]
    assert new_suggestions(rows) == rows[:1]


def test_what_is_a_claim_already_or_was_dropped_is_not_suggested() -> None:
    made = claim_rows([claim("a", "blog")])
    dropped = [Passage("letter", 3, 8)]
    assert new_suggestions([*made, suggestion("blog"), suggestion("letter")], dropped) == made


def test_an_agreeing_passage_does_not_hide_another_that_differs() -> None:
    lead = Passage("a", 0, 10)
    differing = (Difference("number", "20", "21", "numbers differ"),)
    title = Match(lead, Passage("b", 0, 10), 0.9, "solid")
    body = Match(lead, Passage("b", 20, 40), 0.6, "solid", differing)
    vague = Match(lead, Passage("b", 50, 60), 0.2, "maybe", differing)
    row = suggestion_row("a", Suggestion(0, 10, 0.9), "It killed 20.")
    assert filled(row, lambda _: [title, body]).cell("b").passage == body.b
    assert filled(row, lambda _: [title, vague]).cell("b").passage == title.b
