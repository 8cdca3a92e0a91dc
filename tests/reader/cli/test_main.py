"""The edges of the command line: usage, errors, pipes."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import main
from reader.cli.parser import COMMANDS, parse
from tests.reader.cli.support import ROOT, Run, run_apart


def test_a_first_word_that_is_no_command_is_something_to_read() -> None:
    arguments = parse(["--store", "here", "articles", "letter.txt", "-"])

    assert arguments.command is None
    assert arguments.paths == [Path("articles"), Path("letter.txt"), Path("-")]
    assert arguments.store == Path("here")


def test_what_is_called_like_a_command_is_opened_as_a_path_or_after_two_dashes() -> None:
    assert parse(["./list"]).paths == [Path("list")]
    assert parse(["--", "list"]).paths == [Path("list")]
    assert parse(["list"]).command == "list"


def test_store_and_config_stand_before_the_command() -> None:
    arguments = parse(["--store=list", "--config", "text", "list", "--json"])

    assert (arguments.command, arguments.store) == ("list", Path("list"))
    assert (arguments.config, arguments.json) == (Path("text"), True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["list", "--no-such-option"],
        ["list", "--store", "x"],
        ["text"],
        ["text", "--block", "x"],
        ["annotate", "x"],
        ["annotate", "x", "--quote", "a", "--range", "1:2"],
        ["annotate", "x", "--range", "-1:2"],
        ["annotate", "x", "--range", "1_0:2"],
        ["annotate", "x", "--range", "12"],
        ["annotate", "x", "--quote", "a", "--kind", "clam"],
        ["annotate", "x", "--quote", "a", "--verdict", "true"],
        ["annotate", "x", "--quote", "a", "--tag", "\udcff"],
        ["export"],
        ["export", "--format", "docx"],
        ["--print-completion", "tcsh"],
        [""],
    ],
)
def test_wrong_usage_ends_with_two_and_says_so_on_standard_error(
    run: Run, arguments: list[str]
) -> None:
    done = run(*arguments)

    assert (done.status, done.out) == (2, "")
    assert "usage: postil" in done.err


def test_help_names_every_command(run: Run) -> None:
    done = run("--help")

    assert done.status == 0
    for command in COMMANDS:
        assert f"  {command.name} " in done.out
        assert run(command.name, "--help").status == 0


def test_the_version_is_printed_alone(run: Run) -> None:
    done = run("--version")

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("postil ")


def test_an_error_is_one_printable_line(run: Run, tmp_path: Path) -> None:
    done = run("list", tmp_path / "no\nsuch\x1b[31m")

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("postil: ")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


def test_a_fault_of_ours_is_one_line_too_unless_its_traceback_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError("broken")

    monkeypatch.setattr("reader.cli.articles.run", fail)

    done = run("list")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "RuntimeError: broken" in done.err

    monkeypatch.setenv("POSTIL_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="broken"):
        main(["list"])


def test_an_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.cli.articles.run", interrupt)

    done = run("list")

    assert (done.status, done.out, done.err) == (130, "", "")


def test_a_broken_settings_file_is_named_with_its_line(run: Run, folder: Path) -> None:
    config = folder.parent / "config.toml"
    config.write_text("width = 1\n")

    done = run("--config", config, "annotate", folder / "log.txt", "--quote", "No one")

    assert done.status == 1
    assert f"{config}, line 1: width must be" in done.err


def test_a_settings_file_that_was_named_must_be_there(run: Run, folder: Path) -> None:
    done = run("--config", folder / "none.toml", "annotate", folder / "log.txt", "--quote", "No")

    assert done.status == 1
    assert "there is no such file" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("A line of some words.\n" * 100_000)
    with subprocess.Popen(
        [sys.executable, "-m", "reader", "text", tmp_path / "long.txt"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read()

    assert (first, complaint) == (b"A line of ", b"")


def test_output_is_utf_8_whatever_the_locale(folder: Path) -> None:
    (folder / "log.txt").write_text("Ida’s wall — 4.1 million crowns", encoding="utf-8")

    done = run_apart(["list", folder], LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert done.returncode == 0
    assert "Ida’s wall" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--json"],
        ["text", "letter", "--library", "reader/sample"],
        ["annotations", "--json"],
        ["export", "--format", "json"],
        ["--version"],
        ["--print-completion", "bash"],
    ],
)
def test_no_command_but_reading_loads_textual(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom reader.__main__ import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'textual', 'rich'} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == "[]\n"
