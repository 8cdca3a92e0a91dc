"""``postil agree``: figures of agreement on the command line."""

import json
from pathlib import Path

import pytest

from annotations.agreement import gamma
from tests.reader.cli.support import Done, Run

COST = "The wall cost 4.1 million."
HURT = "No one was hurt."


def annotate(
    run: Run, folder: Path, quote: str, who: str, *said: str, article: str = "log.txt"
) -> str:
    done = run("annotate", "--library", folder, article, "--quote", quote, "--as", who, *said)
    assert done.status == 0, done.err
    return done.out.strip()


def rows(done: Done) -> list[dict[str, object]]:
    assert done.status == 0, done.err
    found: list[dict[str, object]] = json.loads(done.out)
    return found


def figure(
    found: list[dict[str, object]], measure: str, on: str, about: str = ""
) -> dict[str, object]:
    (one,) = [
        row
        for row in found
        if (row.get("measure"), row.get("on"), row.get("about")) == (measure, on, about)
    ]
    return one


@pytest.fixture
def shared(run: Run, folder: Path) -> Path:
    """Anna and Bo agree on one mark of three, and not on its verdict."""
    annotate(run, folder, COST, "Anna", "--kind", "claim", "--verdict", "refuted")
    annotate(run, folder, COST, "Bo <bo@example.org>", "--kind", "claim", "--verdict", "supported")
    annotate(run, folder, HURT, "Anna")
    return folder


def test_agreement_is_what_the_hand_counts(run: Run, shared: Path) -> None:
    found = rows(run("agree", shared, "--json"))

    exact = figure(found, "F1 exact", "spans")
    assert (exact["value"], exact["n"]) == (pytest.approx(2 / 3), 3)
    # One passage, two values, both different: 1 - 2 · 1 / 2.
    alpha = figure(found, "α nominal", "verdicts")
    assert (alpha["value"], alpha["n"]) == (0, 1)


def test_differences_are_listed_with_what_each_said(run: Run, shared: Path) -> None:
    done = run("agree", shared)

    assert done.out.startswith("Anna 2 · Bo 1 marks in 1 article that two or more have read\n")
    assert "2 differences, most instructive first" in done.out
    assert "Anna: claim refuted; Bo: claim supported" in done.out
    assert "Anna: highlight; Bo: no mark" in done.out
    first, second = [
        row for row in rows(run("agree", shared, "--json")) if row["row"] == "difference"
    ]
    assert (first["about"], second["about"]) == (["verdict"], ["mark"])
    assert "… and 1 more" in run("agree", shared, "--differences", "1").out
    assert "more" not in run("agree", shared, "--differences", "0", "--all").out.split("first")[1]


def test_one_aspect_can_be_asked_for(run: Run, shared: Path) -> None:
    out = run("agree", shared, "--on", "verdicts").out
    assert "verdicts\n" in out
    assert "αᵤ" not in out


def test_annotators_can_be_chosen_and_a_name_that_changed_be_joined(run: Run, shared: Path) -> None:
    annotate(run, shared, HURT, "B. Mole")

    three = run("agree", shared)
    two = run("agree", shared, "--by", "anna", "Bo=B. Mole")

    assert three.out.startswith("Anna 2 · Bo 1 · B. Mole 1 marks")
    assert two.out.startswith("Anna 2 · Bo 2 marks")
    assert (
        figure(
            rows(run("agree", shared, "--by", "anna", "bo=mole", "--json")), "F1 exact", "spans"
        )["value"]
        == 1
    )


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (("anna",), "To agree takes two"),
        (("anna", "zoe"), "Nobody is called 'zoe' here; there is Anna, Bo."),
        (("", "bo"), "called ''"),
    ],
)
def test_annotators_that_cannot_be_compared_are_one_sentence(
    run: Run, shared: Path, by: tuple[str, ...], words: str
) -> None:
    done = run("agree", shared, "--by", *by)
    assert (done.status, done.out) == (1, "")
    assert words in done.err


def test_a_library_that_nobody_marked_or_one_alone_says_so(run: Run, folder: Path) -> None:
    assert "Nobody has marked" in run("agree", folder).err
    run("annotate", "--library", folder, "log.txt", "--quote", COST)
    assert "Nobody has signed" in run("agree", folder).err
    annotate(run, folder, COST, "Anna")
    assert "Anna alone marked" in run("agree", folder).err


def test_what_was_not_compared_is_told(run: Run, shared: Path) -> None:
    run("annotate", "--library", shared, "log.txt", "--quote", HURT)
    run("annotate", "--library", shared, "letter.md", "--range", "0:5", "--as", "Anna")
    text = (shared / "log.txt").read_text()
    (shared / "log.txt").write_text(text.replace(HURT, ""))

    done = run("agree", shared)

    assert "1 article that one annotator alone has read left out." in done.err
    assert "1 mark that nobody signed left out." in done.err
    assert "1 mark not found in the texts as they are now left out." in done.err


def test_marks_on_another_version_of_the_text_are_compared_where_they_stand_now(
    run: Run, folder: Path
) -> None:
    annotate(run, folder, COST, "Anna")
    text = (folder / "log.txt").read_text()
    (folder / "log.txt").write_text("A new first line.\n\n" + text)
    annotate(run, folder, COST, "Bo")

    assert figure(rows(run("agree", folder, "--json")), "F1 exact", "spans")["value"] == 1


def test_a_program_is_compared_by_what_it_proposed(run: Run, folder: Path, tmp_path: Path) -> None:
    annotate(run, folder, COST, "Anna", "--kind", "claim")
    batch = tmp_path / "b.jsonl"
    batch.write_text(json.dumps({"article": "log.txt", "quote": COST, "kind": "claim"}))
    assert run("annotate", "--batch", batch, "--library", folder, "--as", "gpt").status == 0

    found = rows(run("agree", folder, "--json"))

    assert figure(found, "F1 exact", "spans")["value"] == 1
    assert not [row for row in found if row["row"] == "difference"]


def test_gamma_without_its_package_says_how_to_get_it(
    run: Run, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gamma, "PACKAGE", "no_such_package_as_this")
    done = run("agree", shared, "--gamma")
    assert (done.status, done.out) == (1, "")
    assert "pip install 'postil[gamma]'" in done.err
