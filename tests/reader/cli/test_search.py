"""``postil search``."""

import json
from pathlib import Path

from tests.reader.cli.support import Run


def test_a_search_prints_the_hits_in_articles_with_their_spans(run: Run, folder: Path) -> None:
    word = "wall"
    done = run("search", "--json", word, folder)

    rows = json.loads(done.out)
    assert rows
    for row in rows:
        text = run("text", "--library", folder, row["article"]).out
        assert (row["kind"], row["where"], row["id"]) == ("article", "text", None)
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["text"].casefold() == word


def test_a_search_finds_annotations_by_their_notes(run: Run, folder: Path) -> None:
    path = json.loads(run("list", "--json", folder).out)[0]["path"]
    made = run(
        "annotate",
        "--library",
        folder,
        path,
        "--range",
        "0:5",
        "--note",
        "Ask the lighthouse keeper",
    ).out.strip()

    done = run("search", "--json", "lighthouse", folder)

    [row] = json.loads(done.out)
    assert (row["kind"], row["id"], row["article"], row["where"]) == (
        "annotation",
        made,
        path,
        "note",
    )
    assert made in run("search", "lighthouse", folder).out
    assert run("search", "--in", "articles", "lighthouse", folder).out == ""


def test_a_search_that_finds_nothing_prints_nothing(run: Run, folder: Path) -> None:
    assert run("search", "zebrafish", folder).out == ""
    assert run("search", "--json", "zebrafish", folder).out == "[]\n"


def test_a_search_for_no_word_says_so(run: Run, folder: Path) -> None:
    done = run("search", '"—"', folder)

    assert done.status == 1
    assert "nothing to look for" in done.err
