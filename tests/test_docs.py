"""What the documents say is so: tables, links, examples."""

import doctest
import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.make_tables import keys_page, readme
from reader.cli import parser as cli
from reader.settings import Settings, read_settings
from reader.ui.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md")])
PURE_IN_UI = ("reader.ui.commands", "reader.ui.keymap")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _pure_modules() -> list[str]:
    """The modules that can be loaded without Textual."""
    files = [*(ROOT / "annotations").rglob("*.py"), *(ROOT / "reader").rglob("*.py")]
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in sorted(files))
    return [
        name.removesuffix(".__init__")
        for name in names
        if name in PURE_IN_UI or not name.startswith(("reader.ui.", "reader.__main__"))
    ]


def _postil(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def _examples() -> list[str]:
    return re.findall(r"^\$ (postil .+)$", README, flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_that_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_every_setting_is_described_and_the_example_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE))
    own = set(Settings._fields) - {"key_lines", "theme_line", "file"}
    assert described == own

    file = tmp_path / "config.toml"
    file.write_text(re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)[0], encoding="utf-8")
    assert read_settings(file).theme == "paper"


def test_the_readme_shows_every_screenshot_that_it_names() -> None:
    named = set(re.findall(r"docs/screenshots/[\w-]+\.svg", README))
    assert named, "say make screenshots"
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("name", _pure_modules())
def test_the_examples_in_docstrings_give_what_they_say(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_readme_shows_the_keys_as_they_are() -> None:
    assert readme(README) == README, "say make docs"


def test_the_page_of_keys_lists_every_command_as_it_is() -> None:
    page = (ROOT / "docs/keys.md").read_text(encoding="utf-8")
    assert page == keys_page(), "say make docs"
    assert all(f"`{command.id}`" in page for command in COMMANDS)


def test_the_readme_names_the_commands_that_there_are() -> None:
    named = set(re.findall(r"^\| `postil ([a-z]+)", README, flags=re.MULTILINE))
    assert named == {command.name for command in cli.COMMANDS}


def test_the_readmes_examples_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "reader/sample", tmp_path / "articles")
    for example in _examples():
        done = _postil(*shlex.split(example)[1:], folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), example
    assert "nine boats" in (tmp_path / "boats.md").read_text(encoding="utf-8")


def test_the_examples_for_python_give_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = str(ROOT / "docs" / "python.md")
    failed, tried = doctest.testfile(page, module_relative=False)
    assert tried > 10
    assert failed == 0
