"""All pairs of a library: none is lost, and where there are too many the likest are given."""

import random

import pytest

from annotations import sentences
from annotations.claims import corpus as corpora
from annotations.claims.conflicts.quotations import altered
from annotations.claims.corpus import Corpus
from annotations.claims.similarity import pairs as pairing
from annotations.claims.similarity.index import Index
from annotations.claims.similarity.scores import MAYBE
from annotations.claims.similarity.tokens import words

CRANE = "The harbour authority bought a new crane in March."


def _index_of(texts: list[list[str]]) -> tuple[Index, list[list[int]]]:
    index = Index()
    return index, [[index.add(index.terms(words(said))) for said in text] for text in texts]


def _looked_at_each(
    index: Index, texts: list[list[int]], least: float
) -> list[tuple[float, int, int]]:
    return [
        (likeness, a, b)
        for place, one in enumerate(texts)
        for other in texts[place + 1 :]
        for a in one
        for b in other
        if (likeness := index.likeness_to_all(index.terms_of(a))[b]) >= least
    ]


def _long(seed: int, count: int) -> str:
    chosen = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(chosen.choices(letters, k=6)) for _ in range(count))


@pytest.mark.parametrize("size", [2, 6, 64])
def test_no_pair_is_lost_between_passages_that_are_laid_out_apart(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(pairing, "SIZE", size)
    chosen = random.Random(4)
    said = "the crane|a boat|of the harbour|was bought|at night|in March|by Anna|nobody".split("|")
    index, texts = _index_of(
        [[" ".join(chosen.choices(said, k=4)) for _ in range(5)] for _ in range(20)]
    )
    wanted = _looked_at_each(index, texts, 0.2)
    assert sorted(index.alike(texts, 0.2)) == sorted(wanted)
    assert wanted


def test_passages_of_any_length_are_compared_with_each_other() -> None:
    book = _long(1, 20_000)
    index, texts = _index_of(
        [[book, CRANE, "I.", "¿?"], [f"{book} {CRANE}", _long(2, 50), CRANE], [_long(2, 60), "I."]]
    )
    wanted = _looked_at_each(index, texts, 0.01)
    assert sorted(index.alike(texts, 0.01)) == sorted(wanted)
    assert (texts[0][0], texts[1][0]) in {(a, b) for _, a, b in wanted}


def test_of_a_sentence_that_stands_everywhere_some_pairs_are_given_and_no_other_pair_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pairing, "_MOST_PAIRS", 400)
    corpus, cut = Corpus(), list[int]()
    for number in range(30):
        own = f" Fishermen complained about noise {number // 2}."
        corpus.put(f"text {number}", f"{CRANE} " * 3 + own)
    found = corpus.pairs(MAYBE, cut=cut.append)
    (most,) = cut
    of_each = [sum(1 for match in found if match.b == b) for b in {match.b for match in found}]
    assert max(of_each) == most == 10
    neighbours = {
        (match.a.name, match.b.name)
        for match in found
        if min(match.a.start, match.b.start) > 2 * len(CRANE) + 2
    }
    assert {(f"text {n}", f"text {n + 1}") for n in range(0, 30, 2)} <= neighbours


def test_sentences_that_differ_in_a_number_alone_are_paired_with_those_that_share_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pairing, "SIZE", 64)
    monkeypatch.setattr(pairing, "_MOST_NEAR", 0)
    monkeypatch.setattr(pairing, "_MOST_PAIRS", 0)
    corpus = Corpus()
    for number in range(200):
        corpus.put(f"a {number}", f"The harbour recorded {number + 1000} boats that day.")
    corpus.put("b", "The harbour recorded 1150 boats that day.")
    found = [match for match in corpus.pairs() if match.b.name == "b"]
    assert found[0].a.name == "a 150"
    assert len(found) <= pairing._LEAST_NEAR


def test_of_a_usual_library_no_pair_is_cut() -> None:
    corpus = Corpus()
    for number in range(40):
        corpus.put(f"text {number}", f"{CRANE} The bakery sold {number} loaves.")
    cut: list[int] = []
    assert len(corpus.pairs(MAYBE, cut=cut.append)) >= 40 * 39 // 2
    assert cut == []


def test_a_text_of_very_many_passages_has_its_likest_matches_looked_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus, own = Corpus(), f"{CRANE} Nobody saw the bakery. It rained."
    corpus.put("own", own)
    corpus.put("far", "A crane was seen at night by nobody but the harbour authority's own dog.")
    corpus.put("near", "The harbour authority bought a crane in March.")
    every = corpus.matches("own", 0, len(CRANE))
    monkeypatch.setattr(corpora, "_MOST_LOOKED_AT", len(sentences(own)))
    first = corpus.matches("own", 0, len(CRANE))
    assert [match.b.name for match in every] == [match.b.name for match in first] == ["near", "far"]
    assert first[0] == every[0]
    assert first[1].score < every[1].score


def test_quotations_of_one_word_over_and_over_are_not_compared_word_by_word() -> None:
    assert altered("boat " * 300, "boat " * 299 + "ship") is None
    assert altered("we will sell the old boat", "we will sell the new boat") == ("old", "new")
