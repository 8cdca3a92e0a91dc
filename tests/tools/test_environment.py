"""``make run`` and ``make check`` in a folder where nothing is, on bad days too.

A small project stands in for ours: it has our Makefile and set-up, is built by a backend of its own,
and needs no package, so that no test asks an index. That ours is set up too, ``.ci/run`` proves.
"""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LOOPBACK = "127.0.0.1"

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")

_PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "postil"
version = "1"
dependencies = [{needs}]
optional-dependencies = {{ dev = ["postil"] }}
"""

_BACKEND = '''\
"""Builds a wheel with one command, which says hello."""

import zipfile

_FILES = {
    "hello.py": "def main():\\n    print('hello')\\n",
    "postil-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: postil\\nVersion: 1\\n",
    "postil-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "postil-1.dist-info/entry_points.txt": "[console_scripts]\\npostil = hello:main\\n",
    "postil-1.dist-info/RECORD": "",
}


def build_editable(folder, settings=None, metadata=None):
    with zipfile.ZipFile(f"{folder}/postil-1-py3-none-any.whl", "w") as wheel:
        for name, text in _FILES.items():
            if name.endswith("METADATA"):
                text += "".join(f"Requires-Dist: {need}\\n" for need in NEEDS)
            wheel.writestr(name, text)
    return "postil-1-py3-none-any.whl"
'''


class Checkout:
    """A checkout of the small project, and what ``make`` says in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tools").mkdir(parents=True)
        shutil.copy(ROOT / "Makefile", folder)
        shutil.copy(ROOT / "tools" / "environment.py", folder / "tools")
        (folder / "constraints.txt").write_text("# none\n", encoding="utf-8")
        self.needs()

    def needs(self, *packages: str) -> None:
        needs = ", ".join(f'"{package}"' for package in packages)
        (self.folder / "pyproject.toml").write_text(_PROJECT.format(needs=needs), encoding="utf-8")
        backend = f"NEEDS = {list(packages)!r}\n{_BACKEND}"
        (self.folder / "backend.py").write_text(backend, encoding="utf-8")

    def start(self, *words: str, **environment: str) -> "subprocess.Popen[str]":
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.Popen(
            ["make", f"PYTHON={sys.executable}", *words],
            cwd=self.folder,
            env=kept | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def make(self, *words: str, fails: bool = False, **environment: str) -> str:
        made = self.start(*words, **environment)
        said, _ = made.communicate(timeout=300)
        assert bool(made.returncode) == fails, said
        return said


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a folder with spaces")


def test_the_first_run_says_what_it_does_and_the_second_starts_at_once(checkout: Checkout) -> None:
    first = checkout.make("run")
    assert "Making an environment in .venv with Python" in first
    assert "Installing what reading needs" in first
    assert "checks" not in first
    assert first.endswith("hello\n")
    assert checkout.make("run") == "hello\n"


def test_a_check_adds_to_what_a_run_has_made(checkout: Checkout) -> None:
    checkout.make("run")
    second = checkout.make("check-environment")
    assert "Making" not in second
    assert "Installing what the checks need" in second
    assert checkout.make("check-environment", "run-environment") == ""


def test_an_environment_that_was_not_finished_is_made_anew(checkout: Checkout) -> None:
    with checkout.start("run") as interrupted:
        venv = checkout.folder / ".venv" / "setup.log"
        while not venv.exists():
            assert interrupted.poll() is None
            time.sleep(0.02)
        os.killpg(interrupted.pid, signal.SIGKILL)
    said = checkout.make("run")
    assert "Making .venv anew" in said
    assert said.endswith("hello\n")


def test_an_environment_of_another_place_or_other_packages_is_made_anew(
    checkout: Checkout, tmp_path: Path
) -> None:
    checkout.make("run")
    checkout.folder = checkout.folder.rename(tmp_path / "moved")
    assert "Making .venv anew" in checkout.make("run")
    (checkout.folder / "constraints.txt").write_text("six==1\n", encoding="utf-8")
    assert "Making .venv anew" in checkout.make("run")
    assert checkout.make("run") == "hello\n"


def test_two_at_once_set_up_one_after_the_other(checkout: Checkout) -> None:
    both = [checkout.start("run-environment") for _ in range(2)]
    said = [each.communicate(timeout=300)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sum("Making an environment" in words for words in said) == 1
    assert sum("Another make is setting up here" in words for words in said) == 1


def test_a_python_without_ensurepip_is_answered_with_what_to_install(
    checkout: Checkout, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    said = checkout.make("run", fails=True, PYTHONPATH=str(blocked))
    assert "apt install python3-venv" in said
    assert "Traceback" not in said
    assert not (checkout.folder / ".venv").exists()


def test_without_a_network_it_says_so(checkout: Checkout) -> None:
    checkout.needs("six")
    closed = f"http://{LOOPBACK}:9/simple"
    said = checkout.make("run", fails=True, PIP_NO_INDEX="0", PIP_INDEX_URL=closed)
    assert "the package index did not answer" in said
    assert "Traceback" not in said
    checkout.needs()
    assert checkout.make("run").endswith("hello\n")


def test_a_package_without_a_wheel_is_named_and_not_built(
    checkout: Checkout, tmp_path: Path
) -> None:
    links = tmp_path / "links"
    links.mkdir()
    (links / "six-1.17.0.tar.gz").write_bytes(b"")
    checkout.needs("six")
    said = checkout.make("run", fails=True, PIP_FIND_LINKS=str(links))
    assert "There is no wheel of six for Python" in said
    assert "nothing is built from source" in said


def test_a_python_that_is_not_there_is_named(checkout: Checkout) -> None:
    said = checkout.make("PYTHON=python3.99", "run", fails=True)
    assert "needs Python 3.11 or later, and found no python3.99" in said


def test_an_old_python_can_read_the_set_up_to_say_that_it_is_too_old() -> None:
    source = (ROOT / "tools" / "environment.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    before = source[: source.index("sys.exit(")]
    assert [line for line in before.splitlines() if "import" in line.split()] == ["import sys"]
