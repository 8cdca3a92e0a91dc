"""What stands beside two passages counts for them, in all pairs and for a single span alike."""

from pathlib import Path

from annotations.claims.corpus import Corpus
from annotations.claims.model import Match
from annotations.claims.similarity.scores import MAYBE

SHIP = "The ferry to the northern islands was sold to a company from the capital."
SOLD = "A company from the capital has bought the ferry to the northern islands."
VAGUE = "The mayor was not there when it happened."
LATER = "Nobody saw the mayor that evening."
OTHER = "Apples were cheap at the market, and pears dear."


def _corpus(**texts: tuple[str, ...]) -> Corpus:
    corpus = Corpus()
    for name, said in texts.items():
        corpus.put(name, " ".join(said))
    return corpus


def _score(corpus: Corpus, a: str, b: str, said: tuple[str, ...], words: str) -> float:
    start = " ".join(said).index(words)
    found = (m for m in corpus.pairs() if (m.a.name, m.b.name) == (a, b) and m.a.start == start)
    return max((match.score for match in found), default=0.0)


def test_passages_beside_others_that_are_alike_are_likelier_to_be_so_too() -> None:
    report = (SHIP, VAGUE)
    together = _corpus(report=report, letter=(SOLD, LATER))
    before = _corpus(report=report, letter=(LATER, SOLD))
    apart = _corpus(report=report, letter=(SOLD, OTHER, LATER))
    scores = [_score(each, "report", "letter", report, VAGUE) for each in (together, before, apart)]
    assert scores[0] > 1.2 * scores[2] > 0


def test_the_end_of_a_text_is_not_beside_the_beginning_of_the_next() -> None:
    corpus, alone = Corpus(), Corpus()
    for name, text in (("a", VAGUE), ("b", SHIP), ("c", OTHER), ("d", LATER), ("e", SOLD)):
        corpus.put(name, text)
    for name in ("a", "d"):
        alone.put(name, {"a": VAGUE, "d": LATER}[name])
    start = {match.b.name: match for match in corpus.matches("a", 0, len(VAGUE), least=0.05)}
    pairs = {(match.a.name, match.b.name): match.score for match in corpus.pairs()}
    assert start["d"].score == pairs["a", "d"]


def test_what_a_higher_score_lists_is_what_a_lower_one_lists_above_it(
    articles_folder: Path,
) -> None:
    corpus = Corpus()
    for path in sorted(articles_folder.glob("*.txt")):
        corpus.put(path.name, path.read_text("utf-8"))
    everything = corpus.pairs()
    for least in (0.08, MAYBE, 0.3, 0.5):
        assert corpus.pairs(least) == [match for match in everything if match.score >= least]


def test_a_passage_scores_the_same_whether_it_is_asked_for_or_all_pairs_are(
    articles_folder: Path,
) -> None:
    corpus = Corpus()
    for path in sorted(articles_folder.glob("*.txt")):
        corpus.put(path.name, path.read_text("utf-8"))
    pairs = corpus.pairs()
    best: dict[tuple[object, str], Match] = {}
    for match in pairs:
        best.setdefault((match.a, match.b.name), match)
    for match in best.values():
        asked = corpus.matches(match.a.name, match.a.start, match.a.end)
        (again,) = (each for each in asked if each.b.name == match.b.name)
        assert again.score == match.score
