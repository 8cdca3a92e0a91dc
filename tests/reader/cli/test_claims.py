"""``postil claims suggest``."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotations import Notebook, Source
from reader.settings import store_folder
from tests.reader.cli.support import LETTER, LOG, Run

KEYS = {"article", "start", "end", "text", "score", "reasons"}


def rows_of(run: Run, *arguments: str | Path) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = json.loads(
        run("claims", "suggest", "--json", *arguments).out
    )
    return found


def _dismiss(folder: Path, words: str) -> None:
    start = LOG.index(words)
    with Notebook.open(store_folder(folder, None)) as notebook:
        notebook.dismiss(LOG, start, start + len(words), Source(path="log.txt"))


def test_every_sentence_is_listed_best_first_with_its_place_and_reasons(
    run: Run, folder: Path
) -> None:
    rows = rows_of(run, folder)
    assert all(set(row) == KEYS for row in rows)
    assert {row["text"] for row in rows} >= {
        "The wall cost 4.1 million.",
        "No one was hurt.",
        "The wall stands.",
    }
    texts = {"log.txt": LOG, "letter.md": LETTER}
    for row in rows:
        assert isinstance(row["start"], int)
        assert isinstance(row["end"], int)
        assert texts[str(row["article"])][row["start"] : row["end"]] == row["text"]
    scores = [float(str(row["score"])) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert "million" in str(rows[0]["text"])
    assert rows[0]["reasons"]


def test_a_heading_is_not_worth_checking(run: Run, folder: Path) -> None:
    (folder / "letter.md").write_text("# 4.1 million lost in 2021\n\nWe went home.\n")
    rows = {row["text"]: row for row in rows_of(run, folder)}
    assert [row["score"] for text, row in rows.items() if "lost" in str(text)] == [0.0]


def test_what_was_dismissed_is_left_out_and_counted_on_standard_error(
    run: Run, folder: Path
) -> None:
    _dismiss(folder, "The wall cost 4.1 million.")
    done = run("claims", "suggest", "--json", folder)
    assert "4.1 million" not in done.out
    assert "1 dismissed left out" in done.err


def test_what_was_dismissed_is_listed_and_exported_when_it_is_asked_for(
    run: Run, folder: Path
) -> None:
    _dismiss(folder, "The wall cost 4.1 million.")
    assert json.loads(run("annotations", "--json", "--library", folder).out) == []
    (row,) = json.loads(run("annotations", "--json", "--library", folder, "kind:dismissed").out)
    assert (row["kind"], row["start"]) == ("dismissed", LOG.index("The wall"))
    written = run("export", "kind:dismissed", "--library", folder, "--format", "json").out
    assert row["id"] in written


def test_the_limit_keeps_the_best_of_all_articles(run: Run, folder: Path) -> None:
    assert rows_of(run, folder, "--limit", "1") == rows_of(run, folder)[:1]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "²"])
def test_a_limit_that_is_no_number_is_wrong_usage(run: Run, folder: Path, limit: str) -> None:
    assert run("claims", "suggest", folder, "--limit", limit).status == 2


def test_for_a_text_that_is_not_english_it_says_so_and_lists_nothing(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "hafen.txt").write_text(
        "Die Mauer hat 4,1 Millionen gekostet, und der Hafen ist nicht mehr das, was er war."
    )
    done = run("claims", "suggest", "--json", tmp_path)
    assert (done.status, json.loads(done.out)) == (0, [])
    assert "suggestions are for English so far" in done.err


def test_explaining_shows_each_feature_in_words_and_what_it_adds(run: Run, folder: Path) -> None:
    out = run("claims", "suggest", "--explain", folder).out
    assert "Learned from 0 accepted and 0 dismissed" in out
    assert "gives a figure" in out
    (row, *_) = rows_of(run, folder, "--explain")
    assert "contributions" in row


def test_dismissing_lowers_the_like_and_reset_forgets_it(run: Run, folder: Path) -> None:
    figure = "The wall cost 3.4 million."
    before = {row["text"]: row["score"] for row in rows_of(run, folder)}
    _dismiss(folder, "The wall cost 4.1 million.")
    after = {row["text"]: row["score"] for row in rows_of(run, folder)}
    assert float(str(after[figure])) < float(str(before[figure]))
    assert "1 decision" in run("claims", "suggest", "--reset", folder).out
    reset = {row["text"]: row["score"] for row in rows_of(run, folder)}
    assert reset[figure] == before[figure]
    assert "The wall cost 4.1 million." not in reset


def test_an_article_that_cannot_be_read_does_not_stop_the_others(run: Run, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 9)
    done = run("claims", "suggest", "--json", folder)
    assert done.status == 0
    assert json.loads(done.out)
    assert "broken.txt" in done.err


def test_claims_alone_is_wrong_usage(run: Run) -> None:
    assert run("claims").status == 2
