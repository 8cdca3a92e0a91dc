"""What match and Corpus find, on texts of our own and on the real articles."""

from datetime import date
from pathlib import Path

import pytest

from annotations import match, sentences
from annotations.claims.aliases import read_aliases
from annotations.claims.corpus import LEAST, Corpus
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
    assert 20 <= len(solid) <= 120
    assert len({frozenset((m.a.name, m.b.name)) for m in solid}) == 10
