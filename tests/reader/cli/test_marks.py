"""``postil annotate``, ``annotations``, ``export`` and ``init``."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import Notebook
from reader.library.progress import remember_library
from reader.settings import config_file, state_folder, store_folder
from reader.settings.signature import keep_signature
from tests.reader.cli.support import LOG, Run

COST = "The wall cost 4.1 million."


def rows_of(run: Run, *arguments: str | Path) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = json.loads(run("annotations", "--json", *arguments).out)
    return found


def test_annotate_prints_the_id_of_what_is_on_disk(run: Run, folder: Path) -> None:
    done = run(
        *("annotate", folder / "log.txt", "--quote", COST, "--kind", "claim"),
        *("--tag", "money/cost", "--tag", "check", "--note", "Is it?", "--verdict", "disputed"),
    )

    with Notebook.open(store_folder(folder, None)) as notebook:
        annotation = notebook.get(done.out.strip())
    assert (done.status, done.err) == (0, "")
    assert (annotation.quote.exact, annotation.note) == (COST, "Is it?")
    assert (annotation.kind, annotation.verdict) == ("claim", "disputed")
    assert set(annotation.tags) == {"money/cost", "check"}
    assert annotation.source.path == "log.txt"
    assert annotation.source.date == "2023-05-09"


def test_annotate_takes_a_range_of_characters(run: Run, folder: Path) -> None:
    start = LOG.index("“Twice")

    run("annotate", folder / "log.txt", "--range", f"{start}:{start + 6}")

    (row,) = rows_of(run)
    assert row["quote"] == {
        "exact": "“Twice",
        "prefix": LOG[:start],
        "suffix": LOG[start + 6 :][:128],
    }
    assert (row["start"], row["end"], row["kind"]) == (start, start + 6, "highlight")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (("--quote", "no such words"), "do not stand in log.txt"),
        (("--quote", ""), "do not stand in log.txt"),
        (("--quote", "wa"), "--range"),
        (("--range", "5:5"), "no passage"),
        (("--range", "9:5"), "no passage"),
        (("--range", "0:9999"), "characters"),
        (("--quote", "No one", "--verdict", "refuted"), "only a claim"),
    ],
)
def test_what_cannot_be_annotated_is_one_sentence_and_leaves_nothing(
    run: Run, folder: Path, where: tuple[str, ...], words: str
) -> None:
    (folder / "log.txt").write_text(LOG + "wawa", encoding="utf-8")

    done = run("annotate", folder / "log.txt", *where)

    assert (done.status, done.out) == (1, "")
    assert words in done.err
    assert rows_of(run) == []


def test_a_quote_that_stands_several_times_is_counted(run: Run, folder: Path) -> None:
    done = run("annotate", folder / "letter.md", "--quote", "The wall")

    assert "2 times in letter.md" in done.err


def test_annotations_are_signed_as_the_settings_say(run: Run, folder: Path) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text('creator = "Ida Marsh"')

    run("annotate", folder / "log.txt", "--quote", COST)

    assert rows_of(run)[0]["creator"] == "Ida Marsh"


def test_an_article_in_the_library_read_last_has_its_path_there(run: Run, folder: Path) -> None:
    (folder / "port").mkdir()
    (folder / "port" / "log.txt").write_text(LOG, encoding="utf-8")
    remember_library(state_folder(), [folder])

    run("annotate", folder / "port" / "log.txt", "--quote", COST)

    source = rows_of(run)[0]["source"]
    assert isinstance(source, dict)
    assert source["path"] == "port/log.txt"


def test_annotations_tell_where_each_stands_now(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST)
    run("annotate", folder / "log.txt", "--quote", "No one was hurt.")
    (folder / "log.txt").write_text("A new first line.\n\n" + LOG.replace("No one was hurt.", ""))

    unseen = rows_of(run)
    cost, hurt = rows_of(run, "--library", folder)

    start = LOG.index(COST)
    assert (unseen[0]["status"], unseen[0]["start"]) == (None, start)
    assert cost["start"] == start + len("A new first line.\n\n")
    assert (hurt["status"], hurt["start"], hurt["end"]) == ("orphaned", None, None)
    assert rows_of(run, "--library", folder, "status:orphaned") == [hurt]


def test_an_article_that_was_renamed_is_known_by_its_text(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST)
    (folder / "log.txt").rename(folder / "port-log.txt")
    remember_library(state_folder(), [folder])

    assert rows_of(run)[0]["status"] == "exact"


def test_an_article_that_is_gone_or_broken_is_not_looked_at(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST)
    (folder / "log.txt").write_bytes(b"")
    broken = rows_of(run, "--library", folder)
    (folder / "log.txt").unlink()
    gone = rows_of(run, "--library", folder)

    assert [broken[0]["status"], gone[0]["status"]] == [None, None]


def test_a_query_picks_annotations(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST, "--kind", "claim")
    run("annotate", folder / "log.txt", "--quote", "No one was hurt.", "--tag", "people")

    assert len(rows_of(run, "kind:claim")) == 1
    assert len(rows_of(run, "tag:people", "hurt")) == 1
    assert len(rows_of(run, "--", "-tag:people")) == 1
    assert run("annotations", "kind:").status == 1


def test_annotations_are_lines_for_people_too(run: Run, folder: Path) -> None:
    nothing = run("annotations")
    run("annotate", folder / "log.txt", "--range", f"0:{len(LOG) - 1}", "--tag", "a\x1b[2Jb")

    done = run("annotations")

    assert (nothing.status, nothing.out) == (0, "")
    assert done.out.count("\n") == 1
    assert "\x1b" not in done.out
    assert "log.txt" in done.out


def test_annotations_says_which_were_not_looked_for(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST)
    file = folder / "log.txt"
    file.write_text("A line put in before.\n\n" + LOG.replace("4.1", "5.2"), encoding="utf-8")
    seen = run("annotations", "--library", folder)
    assert ("changed" in seen.out, seen.err) == (True, "")
    file.unlink()
    unseen = run("annotations", "--library", folder)
    assert "changed" not in unseen.out
    assert unseen.status == 0
    assert "not in the library at hand" in unseen.err


def test_annotations_gives_the_place_that_a_reader_accepted(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST)
    text = "Something else altogether, by other people, about quite another thing."
    (folder / "log.txt").write_text(text, encoding="utf-8")
    with Notebook.open(store_folder(folder, None)) as notebook:
        [made] = notebook.annotations()
        notebook.reattach(made.id, text, 0, 14, replace(made.source, text_sha256=None))
    [row] = rows_of(run, "--library", folder)
    assert (row["start"], row["end"]) == (0, 14)


def test_a_store_of_one_s_own_is_used(run: Run, folder: Path) -> None:
    run("--store", folder / "kept", "annotate", folder / "log.txt", "--quote", COST)

    assert rows_of(run) == []
    assert (folder / "kept").is_dir()
    assert json.loads(run("--store", folder / "kept", "annotations", "--json").out)


@pytest.mark.parametrize("name", ["json", "markdown", "csv", "jsonld"])
def test_export_writes_every_format_to_a_file_or_the_output(
    run: Run, folder: Path, name: str
) -> None:
    run("annotate", folder / "letter.md", "--quote", "The wall stands.")
    run("annotate", folder / "log.txt", "--quote", "No one was hurt.", "--tag", "people")
    file = folder.parent / "out"

    printed = run("export", "--format", name)
    written = run("export", "--format", name, "-o", file)
    picked = run("export", "tag:people", "--format", name)

    assert (printed.status, printed.err, written.out) == (0, "", "")
    assert file.read_bytes().decode() == printed.out
    assert "The wall stands." in printed.out
    assert "The wall stands." not in picked.out
    assert "No one was hurt." in picked.out


def test_export_replaces_a_file_only_when_forced(run: Run, folder: Path) -> None:
    file = folder.parent / "out.csv"
    file.write_text("mine")

    refused = run("export", "--format", "csv", "-o", file)
    kept = file.read_text()
    forced = run("export", "--format", "csv", "-o", file, "--force")

    assert (refused.status, kept, forced.status) == (1, "mine", 0)
    assert f"{file} is there already; --force" in refused.err
    assert file.read_text() != "mine"


def test_a_library_may_have_its_annotations_travel_with_it(run: Run, folder: Path) -> None:
    done = run("init", folder)
    run("init", folder)
    run("annotate", "--library", folder, "log.txt", "--quote", COST)

    assert (done.status, done.out) == (0, f"{folder / '.postil'}\n")
    assert list((folder / ".postil").iterdir())
    assert rows_of(run) == []
    assert len(rows_of(run, "--library", folder)) == 1
    assert COST in run("export", "--format", "json", "--library", folder).out


def test_no_store_is_made_in_a_folder_that_is_not_there(run: Run, folder: Path) -> None:
    done = run("init", folder / "none")

    assert (done.status, done.out) == (1, "")
    assert "no folder" in done.err


def test_a_name_on_the_command_line_signs(run: Run, folder: Path) -> None:
    run("annotate", folder / "log.txt", "--quote", COST, "--as", "Bo <bo@example.org>")
    run("--as", "Cy", "annotate", folder / "log.txt", "--quote", "No one was hurt.")

    assert [row["creator"] for row in rows_of(run)] == ["Bo <bo@example.org>", "Cy"]
    assert [row["creator"] for row in rows_of(run, "by:bo")] == ["Bo <bo@example.org>"]
    mine = run("--as", "cy", "annotations", "by:me", "--json")
    assert [row["creator"] for row in json.loads(mine.out)] == ["Cy"]


def test_a_name_that_cannot_sign_is_one_sentence(run: Run, folder: Path) -> None:
    done = run("annotate", folder / "log.txt", "--quote", COST, "--as", "Bo <bo>")

    assert (done.status, done.out) == (1, "")
    assert "cannot sign annotations" in done.err
    assert rows_of(run) == []


def test_what_was_answered_once_signs_where_nothing_is_set(run: Run, folder: Path) -> None:
    keep_signature(state_folder(), "Bo Mole")

    run("annotate", folder / "log.txt", "--quote", COST)

    assert rows_of(run)[0]["creator"] == "Bo Mole"
