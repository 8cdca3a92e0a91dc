"""``postil claims match``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from annotations.claims.similarity import pairs as pairing
from tests.reader.cli.support import Run

REPORT = (
    "Date: 2024-05-08\n\nThe harbour authority paid $3.4 million for the new crane on Monday. "
    "Nobody was hurt.\n"
)
LETTER = "For the new crane the harbour authority paid $4.1 million. We saw no tree.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT)
    (folder / "letter.txt").write_text(LETTER)
    return folder


def rows_of(run: Run, *arguments: str | Path) -> list[Mapping[str, Any]]:
    done = run("claims", "match", "--json", *arguments)
    assert done.status == 0, done.err
    found: list[Mapping[str, Any]] = json.loads(done.out)
    return found


def test_a_match_names_both_places_its_tier_and_what_differs(run: Run, articles: Path) -> None:
    (row,) = rows_of(run, articles)
    assert set(row) == {"a", "b", "score", "tier", "conflicts"}
    said = {
        side["article"]: text[side["start"] : side["end"]]
        for side, text in ((row["a"], LETTER), (row["b"], REPORT))
    }
    assert said["letter.txt"] == "For the new crane the harbour authority paid $4.1 million."
    assert said["report.txt"].startswith("The harbour authority paid $3.4 million")
    assert row["tier"] == "solid"
    assert row["conflicts"] == [
        {"slot": "amount", "a": "$4.1 million", "b": "$3.4 million", "note": "amounts differ"}
    ]


def test_a_lower_score_shows_the_tail_and_a_higher_one_less(run: Run, articles: Path) -> None:
    (articles / "other.txt").write_text("Somebody saw a crane fly over the market on Friday.\n")
    tail = rows_of(run, articles, "--min-score", "0.05")
    assert {row["tier"] for row in tail} >= {"solid", None}
    assert len(rows_of(run, articles)) < len(tail)
    assert rows_of(run, articles, "--min-score", "1") == []


def test_that_not_all_pairs_are_listed_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "_MOST_PAIRS", 30)
    for number in range(13):
        (tmp_path / f"{number:02}.txt").write_text("The harbour authority bought a new crane.\n")
    done = run("claims", "match", "--json", tmp_path)
    assert len(json.loads(done.out)) == 13 * 12 // 2 - 1 - 2
    assert "of each passage the 10 closest" in done.err


def test_a_span_is_matched_alone(run: Run, articles: Path) -> None:
    start = LETTER.index("the new crane")
    span = f"{start}:{LETTER.index('.1 million') + 10}"
    (row,) = rows_of(run, articles, "--span", "letter.txt", span)
    assert f"{row['a']['start']}:{row['a']['end']}" == span
    assert row["b"]["article"] == "report.txt"


@pytest.mark.parametrize("span", ["5", "9:5", "0:99999", "a:b", "0:٣"])
def test_a_span_that_is_none_is_told_in_one_sentence(run: Run, articles: Path, span: str) -> None:
    done = run("claims", "match", articles, "--span", "letter.txt", span)
    assert done.status == 1
    assert done.err.startswith("postil: --span: ")
    assert done.err.count("\n") == 1


def test_the_table_shows_the_words_what_differs_and_who_copied(run: Run, articles: Path) -> None:
    (articles / "copy.txt").write_text(REPORT)
    out = run("claims", "match", articles).out
    assert "For the new crane the harbour authority paid $4.1 million." in out
    assert "amounts differ: $3.4 million | $4.1 million" in out or (
        "amounts differ: $4.1 million | $3.4 million" in out
    )
    assert "likely same origin: copy.txt and report.txt (100% and 100%" in out


def test_the_alias_file_of_the_library_teaches_names_and_is_no_article(
    run: Run, articles: Path
) -> None:
    (articles / "report.txt").write_text("The PRA fined the owner of the barge.\n")
    (articles / "letter.txt").write_text("Everyone fears the Pier and Rowing Authority.\n")
    before = rows_of(run, articles)
    (articles / "aliases.txt").write_text("# ours\nPRA = Pier and Rowing Authority\n")
    (row,) = rows_of(run, articles)
    assert before == []
    assert row["tier"]
    assert "aliases" not in run("list", articles).out


def test_the_alias_file_of_the_store_teaches_names_too(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    (articles / "report.txt").write_text("The PRA fined the owner of the barge.\n")
    (articles / "letter.txt").write_text("Everyone fears the Pier and Rowing Authority.\n")
    (articles / "aliases.txt").write_text("PRA = Wharf Office\n")
    store = tmp_path / "elsewhere"
    store.mkdir()
    (store / "aliases.txt").write_text("wharf office = Pier and Rowing Authority\n")
    assert rows_of(run, articles) == []
    done = run("--store", store, "claims", "match", "--json", articles)
    (row,) = json.loads(done.out)
    assert row["tier"]


def test_a_wrong_line_of_the_alias_file_is_named(run: Run, articles: Path) -> None:
    (articles / "aliases.txt").write_text("PRA = Pier and Rowing Authority\nno group\n")
    done = run("claims", "match", articles)
    assert done.status == 1
    assert "aliases.txt, line 2: there is no = in it" in done.err


@pytest.mark.parametrize("score", ["many", "-1", "2", "nan"])
def test_a_score_that_is_none_is_wrong_usage(run: Run, articles: Path, score: str) -> None:
    assert run("claims", "match", articles, "--min-score", score).status == 2
