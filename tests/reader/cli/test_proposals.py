"""``postil annotate --batch``: many proposals from a script, all placed or told."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.reader.cli.support import Run

COST = "The wall cost 4.1 million."


def batch(folder: Path, *lines: object) -> Path:
    file = folder.parent / "batch.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text(text + "\n", encoding="utf-8")
    return file


def proposals(run: Run, folder: Path) -> list[dict[str, object]]:
    done = run("annotations", "kind:proposal", "--library", folder, "--json")
    rows: list[dict[str, object]] = json.loads(done.out)
    return rows


def test_lines_are_placed_by_quote_and_by_span_in_one_step(run: Run, folder: Path) -> None:
    file = batch(
        folder,
        {"article": "log.txt", "quote": COST, "kind": "claim", "tags": ["cost"], "note": "Sum."},
        "",
        {"article": "letter.md", "span": [0, 5], "creator": "gpt <https://m.example/gpt>"},
        {"article": "log.txt", "start": 0, "end": 3},
    )

    done = run("annotate", "--batch", file, "--library", folder, "--as", "robot")

    assert (done.status, done.err) == (0, "")
    rows = proposals(run, folder)
    assert [row["id"] for row in rows] == done.out.split()
    assert [row["creator"] for row in rows] == ["robot", "gpt <https://m.example/gpt>", "robot"]
    assert rows[0]["proposed"] == {"kind": "claim", "verdict": "unchecked"}
    assert (rows[0]["tags"], rows[0]["note"]) == (["cost"], "Sum.")
    assert run("annotations", "--library", folder).out == ""


def test_words_are_found_however_they_are_spaced(run: Run, folder: Path) -> None:
    (folder / "log.txt").write_text("The wall\n  had cost 4 million.", encoding="utf-8")
    file = batch(folder, {"article": "log.txt", "quote": "The wall had cost"})

    run("annotate", "--batch", file, "--library", folder, "--as", "robot")

    assert proposals(run, folder)[0]["quote"]["exact"] == "The wall\n  had cost"  # type: ignore[index]


def test_a_span_that_was_counted_wrong_is_put_right_by_its_quote(run: Run, folder: Path) -> None:
    file = batch(folder, {"article": "log.txt", "quote": COST, "start": 0, "end": 9})

    run("annotate", "--batch", file, "--library", folder, "--as", "robot")

    assert proposals(run, folder)[0]["quote"]["exact"] == COST  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "It is not JSON"),
        ("[1]", "no JSON object"),
        ({"article": "log.txt"}, "Where?"),
        ({"article": "log.txt", "quote": "nowhere to be read"}, "do not stand in log.txt"),
        ({"article": "log.txt", "quote": "."}, "times in log.txt"),
        ({"article": "log.txt", "start": 5, "end": 5}, "5:5 is no passage"),
        ({"article": "log.txt", "start": 0, "end": 99999}, "no passage"),
        ({"article": "log.txt", "start": -4, "end": 4}, "no passage"),
        ({"article": "log.txt", "start": "0", "end": 4}, "Where?"),
        ({"article": "gone.txt", "quote": COST}, "gone.txt"),
        ({"article": "", "quote": COST}, "“article” is text"),
        ({"quote": COST}, "“article” is text"),
        ({"article": "log.txt", "quote": COST, "kind": "thought"}, "not one of"),
        ({"article": "log.txt", "quote": COST, "verdict": "refuted"}, "only a claim"),
        ({"article": "log.txt", "quote": COST, "kind": "claim", "verdict": "so"}, "verdict"),
        ({"article": "log.txt", "quote": COST, "tags": "x"}, "“tags” is a list"),
        ({"article": "log.txt", "quote": COST, "note": 3}, "“note” is text"),
        ({"article": "log.txt", "quote": COST, "creator": "me"}, "cannot sign"),
        ({"article": "log.txt", "quote": COST, "label": "x"}, "no field “label”"),
        ('{"article": "log.txt", "quote": "\\ud83d"}', "half a character"),
    ],
)
def test_a_line_that_cannot_be_placed_is_told_and_the_others_come_in(
    run: Run, folder: Path, line: object, reason: str
) -> None:
    file = batch(folder, line, {"article": "letter.md", "span": [0, 5]})

    done = run("annotate", "--batch", file, "--library", folder, "--as", "robot")

    assert done.status == 1
    assert done.err.startswith("postil: Line 1: ") or "Line 1: " in done.err
    assert reason in done.err
    assert "1 proposed, 1 refused." in done.err
    assert len(proposals(run, folder)) == 1


def test_a_batch_that_nobody_signs_is_refused(run: Run, folder: Path) -> None:
    file = batch(folder, {"article": "log.txt", "quote": COST})

    done = run("annotate", "--batch", file, "--library", folder)

    assert "Who proposes it?" in done.err
    assert proposals(run, folder) == []


def test_a_rehearsal_writes_nothing(run: Run, folder: Path) -> None:
    file = batch(folder, {"article": "log.txt", "quote": COST}, "{")

    done = run("annotate", "--batch", file, "--library", folder, "--as", "x", "--dry-run", "--json")

    assert [row["outcome"] for row in json.loads(done.out)] == ["proposed", "refused"]
    assert "1 would be proposed, 1 refused." in done.err
    assert proposals(run, folder) == []


def test_a_batch_may_come_by_standard_input(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = json.dumps({"article": "log.txt", "quote": COST}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))

    assert run("annotate", "--batch", "-", "--library", folder, "--as", "robot").status == 0

    assert len(proposals(run, folder)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("log.txt", "--batch", "x.jsonl"), "--batch takes no ARTICLE"),
        (("--batch", "x.jsonl"), "x.jsonl cannot be read"),
        (("--quote", "x"), "Which article?"),
    ],
)
def test_a_command_that_cannot_be_meant_is_one_sentence(
    run: Run, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run("annotate", *arguments)
    assert (done.status, done.out) == (1, "")
    assert words in done.err


def test_bytes_that_are_no_text_are_refused_with_their_line(run: Run, folder: Path) -> None:
    file = folder.parent / "batch.jsonl"
    file.write_bytes(b'{"article": "log.txt"}\n{"quote": "\xff"}\n')
    assert "line 2, is not UTF-8" in run("annotate", "--batch", file, "--library", folder).err
