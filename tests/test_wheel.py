"""What is installed is whole: the wheel is built, installed into an empty place, and run."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


def _run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    _run(*build, "--outdir", folder, ROOT, folder=folder)
    return next(folder.glob("postil-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A new environment with nothing but the wheel and what it needs; gives its folder.

    What it needs are the files whose hashes are known, as a release is installed.
    """
    place = wheel.parent / "installed"
    _run(sys.executable, "-m", "venv", place, folder=wheel.parent)
    python = place / SCRIPTS / "python"
    install = (python, "-m", "pip", "install", "-q")
    hashes = ROOT / "constraints-hashes.txt"
    _run(*install, "--require-hashes", "-r", hashes, folder=wheel.parent)
    _run(*install, "--no-deps", wheel, folder=wheel.parent)
    return place


def test_the_wheel_has_the_sample_the_styles_and_the_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in ("annotations", "postil_files", "reader")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert expected - names == set()
    assert {"annotations/py.typed", "reader/py.typed", "reader/sample/letter.txt"} <= names
    assert any(name.endswith(".tcss") for name in names)
    assert not any(name.startswith(("tests/", "docs/", "benchmarks/")) for name in names)


def test_the_installed_command_says_its_version(installed: Path, wheel: Path) -> None:
    version = wheel.name.split("-")[1]
    said = _run(installed / SCRIPTS / "postil", "--version", folder=installed)
    assert said == f"postil {version}\n"


def test_the_installed_command_lists_the_sample(installed: Path) -> None:
    sample = next(installed.rglob("reader/sample"))
    rows = json.loads(_run(installed / SCRIPTS / "postil", "list", sample, "--json", folder=sample))
    assert sorted(row["path"] for row in rows) == sorted(path.name for path in sample.glob("*.txt"))
    assert len(rows) == 4
