"""Plug-ins, by the worked example of the documentation: installed, run, and broken."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"`([\w.]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the package that the documentation shows."""
    folder = tmp_path_factory.mktemp("example")
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    files = dict(_BLOCK.findall(text))
    assert set(files) == {"pyproject.toml", "postil_logbook.py"}
    for name, written in files.items():
        (folder / name).write_text(written, encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        files["pyproject.toml"]
        + '\n[tool.hatch.build.targets.wheel]\nonly-include = ["postil_logbook.py"]\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is installed, beside the environment."""
    place = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index")
    _done(*pip, "--no-build-isolation", "--target", place, example)
    return place


def _done(*command: str | Path, site: Path | None = None, status: int = 0) -> tuple[str, str]:
    paths = os.pathsep.join(map(str, filter(None, (site, ROOT))))
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout, done.stderr


def _postil(site: Path, *arguments: str | Path, status: int = 0) -> tuple[str, str]:
    return _done(sys.executable, "-m", "reader", *arguments, site=site, status=status)


def test_a_loader_of_another_package_reads_and_a_format_of_it_writes(
    site: Path, tmp_path: Path
) -> None:
    log = tmp_path / "library" / "gull.logbook"
    log.parent.mkdir()
    log.write_text("[2 May]\nThe pier held.\n", encoding="utf-8")
    store = tmp_path / "store"
    assert "gull.logbook" in _postil(site, "list", log.parent)[0]
    assert _postil(site, "text", log)[0] == "2 May\n\nThe pier held.\n"
    mark = ("annotate", log, "--quote", "The pier held.", "--note", "Who says so?")
    _postil(site, "--store", store, *mark)
    written, _ = _postil(site, "--store", store, "export", "--format", "outline")
    assert written == "- The pier held.\n  - Who says so?\n"


def test_plug_ins_are_listed(site: Path) -> None:
    lines = _postil(site, "--version", "--verbose")[0].splitlines()
    assert "loader logbook, of postil-logbook 1.0" in lines
    assert "format outline, of postil-logbook 1.0" in lines


def test_a_plug_in_that_is_broken_is_left_out_with_a_sentence(site: Path, tmp_path: Path) -> None:
    (site / "postil_logbook.py").write_text("raise ValueError('no sea')\n", encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("The pier held.\n", encoding="utf-8")
    said, told = _postil(site, "text", article)
    assert said == "The pier held.\n"
    assert "The plug-in logbook of postil-logbook 1.0 is left out: no sea." in told
    assert "left out: no sea" in _postil(site, "--version", "--verbose")[0]
