"""What match and Corpus find, on texts of our own and on the real articles."""

import random
from datetime import date
from pathlib import Path

import pytest

from annotations import match, sentences
from annotations.claims import origins as origin
from annotations.claims.aliases import Aliases, read_aliases
from annotations.claims.corpus import Corpus
from annotations.claims.passages import passages
from annotations.claims.similarity.index import Index
from annotations.claims.similarity.scores import LEAST
from annotations.claims.similarity.tokens import words
from annotations.errors import AliasError

HARBOUR = (
    "The harbour authority bought a new crane in March. It cost 4.1 million.\n\n"
    "Fishermen complained about the noise at night.\n"
)
GAZETTE = (
    "A Quiet Town\n\nIn March a new crane was bought by the harbour authority. "
    "The bakery on the square was closed for a week.\n"
)
LETTER = "Nobody asked the fishermen, who complain about noise at night.\n"


def _span(text: str, first: str, last: str) -> tuple[int, int]:
    return text.index(first), text.index(last) + len(last)


def test_the_sentences_that_say_the_same_come_first() -> None:
    texts = {"harbour": HARBOUR, "gazette": GAZETTE, "letter": LETTER}
    first, second, *_ = match(texts)
    said = [texts[side.name][side.start : side.end] for side in (first.a, first.b)]
    assert said == [
        "The harbour authority bought a new crane in March.",
        "In March a new crane was bought by the harbour authority.",
    ]
    assert (second.a.name, second.b.name) == ("harbour", "letter")
    assert first.tier == "solid"


def test_every_match_is_of_two_texts_and_of_their_own_sentences() -> None:
    texts = {"harbour": HARBOUR, "gazette": GAZETTE, "letter": LETTER, "copy": HARBOUR}
    found = match(texts)
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    for one in found:
        assert one.a.name != one.b.name
        assert LEAST <= one.score <= 1
        for side in (one.a, one.b):
            assert (side.start, side.end) in sentences(texts[side.name])


def test_a_heading_claims_nothing_but_a_list_of_headlines_does() -> None:
    heading = "A New Crane\n\nThe harbour authority bought it in March. It stands on the pier.\n"
    headlines = "Harbour authority buys new crane\nBakery on the square closed\n"
    found = match({"heading": heading, "headlines": headlines})
    assert {(m.a.start, m.a.end) for m in found} <= set(sentences(heading)[1:])
    assert found


def test_matching_twice_gives_the_same() -> None:
    texts = {"harbour": HARBOUR, "gazette": GAZETTE, "letter": LETTER}
    assert match(texts) == match(texts)


def made_up_texts(count: int) -> dict[str, str]:
    """Texts that share many words, some of them whole sentences, and some with none at all."""
    chosen = random.Random(5)
    subjects = "The harbour authority|A fisherman|Nobody|The bakery on the square|Anna".split("|")
    deeds = "bought|has not bought|complained of|saw|was asked about".split("|")
    things = "the crane|three new cranes|a noise at night|the harbour|fishermen|it".split("|")
    lists = subjects, deeds, things, ["in March.", "at night.", "yesterday, it is said."]
    texts = {}
    for number in range(count):
        said = [" ".join(map(chosen.choice, lists)) for _ in range(chosen.randrange(7))]
        texts[f"text {number}"] = " ".join([*said, "¿?", "I."])
    return texts


@pytest.mark.parametrize("least", [LEAST, 0.13, 0.4, 0.9])
def test_all_pairs_are_those_that_asking_for_each_likeness_finds(least: float) -> None:
    index, texts = Index(), []
    for text in made_up_texts(40).values():
        spans = [words(text[start:end]) for start, end in sentences(text)]
        texts.append([index.add(index.terms(said)) for said in spans])
    exhaustive = [
        (likeness, a, b)
        for place, one in enumerate(texts)
        for other in texts[place + 1 :]
        for a in one
        for b in other
        if (likeness := index.likeness_to_all(index.terms_of(a))[b]) >= least
    ]
    assert sorted(index.alike(texts, least)) == sorted(exhaustive)
    assert exhaustive


@pytest.mark.parametrize("least", [LEAST / 2, 0.13, 0.4, 0.9])
def test_what_is_like_a_span_is_what_looking_at_every_passage_finds(least: float) -> None:
    index, asked = Index(), []
    for text in made_up_texts(40).values():
        for start, end in sentences(text):
            asked.append(index.terms(words(text[start:end])))
            index.add(asked[-1])
    index.drop(3)
    for terms in asked:
        everything = enumerate(index.likeness_to_all(terms))
        exhaustive = {passage: alike for passage, alike in everything if alike >= least}
        assert index.likeness_from(terms, least) == exhaustive


def test_comparing_all_texts_tells_how_far_it_is(corpus: Corpus) -> None:
    told: list[tuple[int, int]] = []
    corpus.pairs(tell=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_a_text_without_words_or_a_single_one_has_no_match() -> None:
    assert match({}) == []
    assert match({"harbour": HARBOUR}) == []
    assert match({"harbour": HARBOUR, "empty": "", "dots": "… !\n\n***\n"}) == []


def test_words_of_any_language_match() -> None:
    texts = {
        "a": "Der Hafen kaufte im März einen neuen Kran.",
        "b": "Ein neuer Kran für den Hafen wurde im März gekauft. Der Bäcker schläft.",
    }
    found = match(texts)
    assert texts["b"][found[0].b.start :].startswith("Ein neuer Kran")


@pytest.fixture
def corpus() -> Corpus:
    corpus = Corpus()
    corpus.put("harbour", HARBOUR, date(2024, 5, 1))
    corpus.put("gazette", GAZETTE)
    corpus.put("letter", LETTER)
    return corpus


def test_a_span_is_matched_by_its_own_words(corpus: Corpus) -> None:
    start, end = _span(HARBOUR, "complained", "night")
    best = corpus.matches("harbour", start, end)[0]
    assert (best.a.start, best.a.end, best.b.name) == (start, end, "letter")


def test_each_other_text_is_named_once_and_no_more_than_asked_for(corpus: Corpus) -> None:
    corpus.put("copy", HARBOUR)
    start, end = _span(HARBOUR, "The harbour", "March.")
    names = [m.b.name for m in corpus.matches("harbour", start, end)]
    assert names[:2] == ["copy", "gazette"]
    assert len(names) == len(set(names))
    assert len(corpus.matches("harbour", start, end, limit=1)) == 1


def test_several_passages_of_one_text_are_named_if_asked_for(corpus: Corpus) -> None:
    said = "A crane was bought. The harbour authority bought a crane in March. A crane in March!"
    corpus.put("other", said)
    start, end = _span(HARBOUR, "The harbour", "March.")
    found = [m for m in corpus.matches("harbour", start, end, each=2) if m.b.name == "other"]
    best, second = (said[m.b.start : m.b.end] for m in found)
    assert best == "The harbour authority bought a crane in March."
    assert found[0].score > found[1].score
    assert second != best
    assert found[0] in corpus.matches("harbour", start, end)


def test_what_scores_too_little_is_left_out_unless_it_alters_a_quotation() -> None:
    corpus, said = Corpus(), "“We will not sell the old ferry,” the mayor told the harbour board."
    corpus.put("a", said)
    long = "and the boats, the quay, the market, the bakery, the school " * 6
    corpus.put("b", f"“We will not sell the new ferry,” somebody wrote on a wall {long}once.")
    corpus.put("c", f"A mayor of another town was asked about her ferry {long}once.")
    tail = corpus.matches("a", 0, len(said))
    kept = corpus.matches("a", 0, len(said), least=0.9)
    assert {match.b.name for match in tail} == {"b", "c"}
    assert [match.b.name for match in kept] == ["b"]
    assert kept[0] in tail


def test_only_what_changed_is_taken_in_again(corpus: Corpus) -> None:
    assert not corpus.put("letter", LETTER)
    assert corpus.put("letter", LETTER, date(2024, 5, 2))
    assert corpus.put("letter", LETTER + "The crane is new.\n", date(2024, 5, 2))


def test_a_text_that_changed_matches_as_if_it_had_always_been_so(corpus: Corpus) -> None:
    corpus.put("harbour", "Something else altogether, about bakeries.\n")
    corpus.put("extra", GAZETTE)
    corpus.remove("extra")
    corpus.put("harbour", HARBOUR)
    fresh = Corpus()
    for name, text in (("harbour", HARBOUR), ("gazette", GAZETTE), ("letter", LETTER)):
        fresh.put(name, text)
    assert corpus.names == fresh.names
    assert corpus.pairs() == fresh.pairs()


def test_texts_that_change_all_day_take_no_more_room_and_match_as_before(corpus: Corpus) -> None:
    before = corpus.pairs()
    for number in range(1000):
        corpus.put("harbour", f"Something else altogether, about bakery {number}. It is shut.\n")
    corpus.put("harbour", HARBOUR, date(2024, 5, 1))
    assert corpus.pairs() == before
    assert len(corpus._index) < 1200


def test_a_span_of_blanks_or_of_an_unknown_text_is_answered_sensibly(corpus: Corpus) -> None:
    assert corpus.matches("harbour", 5, 5) == []
    with pytest.raises(KeyError):
        corpus.matches("nowhere", 0, 5)


def test_aliases_say_what_means_the_same() -> None:
    texts = {"a": "The PRA fined the owner.", "b": "Pier and Rowing Authority is what they fear."}
    plain, taught = Corpus(), Corpus(read_aliases("PRA = Pier and Rowing Authority\n"))
    for corpus in (plain, taught):
        for name, text in texts.items():
            corpus.put(name, text)
    assert plain.matches("a", 4, 7) == []
    assert taught.matches("a", 4, 7)[0].tier == "solid"


def test_a_name_in_two_groups_makes_one_of_them() -> None:
    aliases = Aliases([("PRA", "the pier people"), ("Ann", "Anna Orr"), ("Pier Office", "pra")])
    for said in (["pra"], ["pier", "office"], ["the", "pier", "people"]):
        assert aliases.unified(said) == ["the", "pier", "people"]
    assert aliases.unified(["ann"]) == ["anna", "orr"]


@pytest.mark.parametrize(
    ("text", "line"), [("a = b\n\nno group\n", 3), ("# note\na =\n", 2), ("a = !\n", 1)]
)
def test_an_alias_file_that_cannot_be_read_names_the_line(text: str, line: int) -> None:
    with pytest.raises(AliasError, match=rf"Line {line} of the aliases") as raised:
        read_aliases(text)
    assert raised.value.line == line


def test_the_real_articles_tell_of_one_dinner(articles_folder: Path) -> None:
    texts = {path.name: path.read_text("utf-8") for path in articles_folder.glob("*.txt")}
    solid = [m for m in match(texts) if m.tier == "solid"]
    assert 15 <= len(solid) <= 100


def test_a_rewritten_article_has_likely_the_same_origin_and_an_independent_one_has_not() -> None:
    report = (
        "The harbour authority opened the new breakwater on Tuesday after three years of work. "
        "Engineers had warned in spring that the sea wall might not stand another winter. "
        "The mayor called it a good day for every family in the town. "
        "Two fishing boats were damaged when a barge drifted against the quay. "
        "Visitors may walk along the breakwater from May until the end of October.\n"
    )
    rewritten = (
        "After three years of work, the harbour authority opened a new breakwater on Tuesday. "
        "In spring engineers had warned that the old sea wall might not stand another winter. "
        "It is a good day for every family in the town, the mayor said. "
        "A barge drifted against the quay, and two fishing boats were damaged by it. "
        "From May until the end of October visitors may walk along the breakwater.\n"
    )
    independent = (
        "Families in the town had waited long for the breakwater, which visitors may walk on. "
        "A barge ran into two boats at the quay; their owners want to be paid. "
        "Nobody had believed the engineers when they spoke of the winter and the sea wall. "
        "The harbour authority spent three years on the work that was opened this week.\n"
    )
    corpus = Corpus()
    for name, text in (("report", report), ("rewritten", rewritten), ("other", independent)):
        corpus.put(name, text)
    (found,) = corpus.origins()
    assert (found.a, found.b) == ("report", "rewritten")
    assert min(found.share_a, found.share_b) >= 0.8
    assert found.order == 1


def test_a_statement_that_both_quote_makes_no_common_origin() -> None:
    statement = (
        "“We opened the breakwater today. It will stand for a hundred years. "
        "Everyone may walk on it. We thank the engineers who built it for the town.”"
    )
    corpus = Corpus()
    corpus.put("a", f"The authority spoke to us.\n{statement}\nWe could not reach the mayor.\n")
    corpus.put("b", f"It was raining hard that day.\n{statement}\nThe fishermen laughed at it.\n")
    assert corpus.origins() == []


def test_an_article_that_is_there_twice_has_one_origin(corpus: Corpus) -> None:
    corpus.put("copy", HARBOUR)
    (found,) = corpus.origins()
    assert (found.a, found.b, found.share_a, found.order) == ("harbour", "copy", 1, 1)


def test_a_book_that_is_there_twice_has_one_origin_and_so_has_another_edition() -> None:
    corpus = Corpus()
    book = " ".join(f"The keeper wrote page {n} of the log of that tower." for n in range(400))
    for name, text in (("book", book), ("copy", book), ("edition", f"{book} The light went out.")):
        corpus.put(name, text)
    found = {(each.a, each.b) for each in corpus.origins()}
    assert found == {("book", "copy"), ("book", "edition"), ("copy", "edition")}


COPY = (
    "ORLO (Reuters) - The council of Orlo sold the old ferry to a dealer in scrap on Monday.",
    "Nobody had offered more than four thousand crowns for it since the end of last summer.",
    "The dealer will tow it down the river before the first ice closes the lower harbour.",
    "Two families who had lived aboard for nine years were given rooms above the fish market.",
    "The mast and the bell will stand on the square where the ferry used to be built.",
    "An engineer found the hull so thin that a hammer went through it at the first stroke.",
)
OWN = (
    "My grandfather steered her across the water on every market day of his working life.",
    "People on the quay took off their caps, and a boy cried when the rope was thrown.",
    "What happens to the landing stage is a question that nobody in the hall would answer.",
    "There was talk of a bridge once; there always is when an election comes near.",
)


@pytest.mark.parametrize(
    "other",
    [
        " ".join(COPY[:3]),
        " ".join((*OWN[:2], *COPY[:2], *OWN[2:])),
        " ".join((*COPY[3:], *COPY[:3])),
        "\n\n".join(COPY[place] for place in (4, 1, 5, 0, 3, 2)),
    ],
)
def test_what_was_copied_in_part_or_in_another_order_has_the_same_origin(other: str) -> None:
    corpus = Corpus()
    corpus.put("copy", " ".join(COPY))
    corpus.put("own", " ".join(OWN))
    corpus.put("other", other)
    (found,) = [each for each in corpus.origins() if {each.a, each.b} == {"copy", "other"}]
    assert found.agency == "Reuters"
    taken = corpus.copied("other", "copy")
    assert taken
    whole = " ".join(COPY)
    for mine, yours in taken:
        assert whole[yours.start : yours.end][:40] == other[mine.start : mine.end][:40]
    assert not corpus.copied("own", "copy")


def test_where_there_is_too_much_to_compare_the_copies_are_found_still(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.put("copy", HARBOUR)
    corpus.put("changed", HARBOUR.replace("Fishermen", "Two fishermen"))
    (everything,) = {each.a for each in corpus.origins()} - {"copy"}
    assert len(corpus.origins()) == 3
    monkeypatch.setattr(origin, "_MOST_COMPARED", 0)
    (found,) = corpus.origins()
    assert (found.a, found.b) == (everything, "copy")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "word " * 10_000 + ".",
        "“a b c d e f g” " * 3000,
        "It cost $3 million 4 thousand dollars in 2020 " * 1000 + ".",
        "Aa Bb Cc of the Dd " * 2500 + ".",
        "last" + " " * 50_000 + "year",
        "Boats.",
        "\ud800 is no character.",
    ],
    ids=["letters", "words", "quotes", "amounts", "names", "blanks", "one word", "surrogate"],
)
def test_odd_texts_are_compared_and_do_not_hang(text: str) -> None:
    found = match({"odd": text, "twice": text, "other": text.replace("e", "f")})
    assert found[0].score == pytest.approx(1)
    assert (found[0].a.name, found[0].b.name) == ("odd", "twice")


@pytest.mark.parametrize(
    "line",
    [
        "[4]",
        "Is the crane of the harbour authority too dear?",
        "Figure 2. The new crane of the harbour authority.",
        "By Anna Keller and Ivo Brand",
        "© 2024 Harbour News. All rights reserved.",
        "This article is licensed under a Creative Commons licence.",
        "The harbour authority declined to comment.",
        "The harbour authority did not respond to a request for comment.",
        "Reporting by Anna Keller; editing by Ivo Brand.",
    ],
)
def test_what_claims_nothing_is_no_passage(line: str) -> None:
    said = "The harbour authority bought the crane in March."
    text = f"{said}\n\n{line}\n\nIt cost 4.1 million crowns, the mayor told the board.\n"
    found = {text[start:end] for start, end in passages(text)}
    assert found == {said, "It cost 4.1 million crowns, the mayor told the board."}


def test_the_title_of_a_short_item_is_no_passage() -> None:
    item = "New crane for the harbour\nMonday\nThe harbour authority bought a crane in March.\n"
    assert [item[a:b] for a, b in passages(item)] == [
        "The harbour authority bought a crane in March."
    ]
