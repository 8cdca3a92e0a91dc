"""Completion scripts."""

import shutil
import subprocess
from pathlib import Path

import pytest

from reader.cli.completion import script
from reader.cli.parser import COMMANDS, SHELLS
from tests.reader.cli.support import Run


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_with_every_command(run: Run, shell: str) -> None:
    done = run("--print-completion", shell)

    assert done.status == 0
    for command in COMMANDS:
        assert command.name in done.out
    for word in ("json", "quote", "disputed", "markdown"):
        assert word in done.out


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_can_read_its_script(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    file = tmp_path / "completion"
    file.write_text(script(shell))

    subprocess.run([program, "-n", file], check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("an", ["annotate", "annotations"]),
        ("--store x ex", ["export"]),
        ("--st", ["--store"]),
        ("export --format js", ["json", "jsonld"]),
        ("--config x annotate y --verdict di", ["disputed"]),
        ("annotate --ki", ["--kind"]),
        ("list har", ["harbour.txt"]),
        ("text har", ["harbour.txt"]),
        ("list some-file", []),
        ("claims su", ["suggest"]),
        ("claims board --format ma", ["markdown"]),
        ("--store x claims match --sp", ["--span"]),
        ("claims match some-file", []),
    ],
)
def test_bash_completes(line: str, offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").touch()
    words = " ".join(["postil", *line.split()])
    program = (
        f"{script('bash')}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        '_shtab_postil\n((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}" || true'
    )

    done = subprocess.run(
        ["bash", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == offered


def test_zsh_offers_files_beside_the_commands() -> None:
    commands = script("zsh").partition("_shtab_postil_commands() {")[2].partition("}")[0]
    assert commands.rstrip().endswith("_files")


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("claims ", ["board", "match", "suggest"]),
        ("claims board --format ", ["csv", "html", "markdown"]),
        ("har", ["harbour.txt"]),
        ("list har", ["harbour.txt"]),
        ("--store har", ["harbour.txt"]),
        ("expo", ["export"]),
    ],
)
def test_fish_completes(line: str, offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").touch()
    file = tmp_path / "completion"
    file.write_text(script("fish"))
    asked = f"source {file}; complete -C 'postil {line}'"
    done = subprocess.run(
        ["fish", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    rows = [row.partition("\t")[0] for row in done.stdout.splitlines()]
    assert sorted(rows) == offered
