"""Proof that the README's commands work for a stranger, on every supported Python of this machine.

``python tools/proof.py`` copies what is committed, and types ``make run`` and what follows in the
copy: with an empty home, no package cache, and nothing in the environment but ``PATH``, ``TERM`` and
what says where packages come from. It ends with status 1 at the first thing that does not work.
``--table`` prints what each Python took, for docs/releasing.md.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
PATIENCE = 300.0
"""Seconds after which the first page is taken not to come."""

INDEX_SETTINGS = re.compile(
    r"(?:PIP|UV)_(?:INDEX|EXTRA|DEFAULT|FIND|CERT|TRUSTED|PROXY|CONFIG|NATIVE)\w*"
    r"|(?:HTTPS?|ALL|NO)_PROXY|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE",
    re.I,
)
NOT_FOR_READING = ("pytest", "mypy", "ruff", "spacy", "hypothesis", "cassis", "hatchling", "wheel")
FETCHED = re.compile(r"Downloading \S+\.whl \((\d[\d.]*) (kB|MB|bytes)\)")
BYTES = {"bytes": 1, "kB": 1_000, "MB": 1_000_000}


class ProofError(Exception):
    """What a stranger would have met."""


@dataclass(frozen=True, slots=True)
class Python:
    """One Python of this machine."""

    program: Path
    version: tuple[int, int, int]

    def __str__(self) -> str:
        return ".".join(map(str, self.version))


@dataclass(frozen=True, slots=True)
class Figures:
    """What a Python took: seconds to the first page, then with all in place; megabytes fetched, kept."""

    python: Python
    first: float
    again: float
    fetched: float
    kept: float


def main() -> None:
    """Prove it; end with one sentence where that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true", help="print the figures as a table")
    wanted = parser.parse_args()
    try:
        _prove(pythons(), is_table=wanted.table)
    except ProofError as error:
        sys.exit(f"The proof failed. {error}")


def _prove(found: list[Python], *, is_table: bool) -> None:
    if not found:
        raise ProofError("No Python of 3.11 or later with venv and ensurepip is on this machine.")
    _say(f"A stranger's first minute with Python {', '.join(map(str, found))}:")
    with TemporaryDirectory(prefix="postil-proof-") as scratch:
        places = [Stranger(python, Path(scratch) / f"a copy for {python}") for python in found]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            figures = list(pool.map(Stranger.run, places))
        newest = places[-1]
        newest.check()
        newest.install_artefacts()
        newest.install_as_programs()
    if is_table:
        print(_table(figures))


def _say(words: str) -> None:
    print(words, flush=True)


# --------------------------------------------------------------------------------- Pythons


def pythons() -> list[Python]:
    """One supported Python of each minor version that can make environments, the oldest first."""
    by_minor: dict[tuple[int, int], Python] = {}
    for program in _programs():
        version = _version(program)
        if version is not None and version >= OLDEST:
            by_minor.setdefault(version[:2], Python(program, version))
    return [by_minor[minor] for minor in sorted(by_minor)]


def _programs() -> Iterator[Path]:
    folders = [Path(name) for name in os.environ.get("PATH", "").split(os.pathsep) if name]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    if (pyenv / "versions").is_dir():
        folders = [*sorted((pyenv / "versions").glob("*/bin")), *folders]
    for folder in folders:
        if folder != pyenv / "shims":  # they answer for what is not installed too
            yield from sorted(folder.glob("python3"))
            yield from sorted(folder.glob("python3.[0-9][0-9]"))


def _version(program: Path) -> tuple[int, int, int] | None:
    code = "import sys, venv, ensurepip; print(*sys.version_info[:3])"
    try:
        asked = subprocess.run([program, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    numbers = asked.stdout.split()
    if asked.returncode or len(numbers) != 3:
        return None
    return int(numbers[0]), int(numbers[1]), int(numbers[2])


# -------------------------------------------------------------------------------- stranger


class Stranger:
    """Someone with one Python who has just cloned the project into a folder."""

    def __init__(self, python: Python, folder: Path) -> None:
        self.python = python
        self.folder = folder
        self.home = folder.with_name(f"home {python}")
        self._windows = 0

    def _environment(self, **more: str) -> dict[str, str]:
        """Nothing but the path, this Python first on it, the terminal and the package index."""
        kept = {name: value for name, value in os.environ.items() if INDEX_SETTINGS.fullmatch(name)}
        path = f"{self.python.program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return kept | {"PATH": path, "TERM": "xterm-256color", "HOME": str(self.home)} | more

    def _do(self, *command: str | Path, **more: str) -> str:
        """Run a command in the copy and give what it printed.

        Raises:
            ProofError: it failed.
        """
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            words = " ".join(map(str, command))
            raise ProofError(f"Python {self.python}, {words}:\n{done.stdout}")
        return done.stdout

    def run(self) -> Figures:
        """Type ``make run``, read the first page, leave; then once more with all in place."""
        self._copy()
        first = self._read_the_sample()
        again = self._read_the_sample()
        packages = {path.name for path in (self.folder / ".venv").rglob("site-packages/*")}
        if extra := [name for name in NOT_FOR_READING if name in packages]:
            raise ProofError(f"make run installed what reading does not need: {', '.join(extra)}.")
        figures = Figures(self.python, first, again, self._fetched(), self._kept())
        _say(
            f"  {self.python}: make run showed its first page after {first:.0f} s"
            f" ({figures.fetched:.0f} MB fetched), the second time after {again:.1f} s"
        )
        return figures

    def _copy(self) -> None:
        self.home.mkdir(parents=True)
        self.folder.mkdir(parents=True)
        committed = subprocess.run(
            ["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x"], cwd=self.folder, input=committed.stdout, check=True)

    def _read_the_sample(self) -> float:
        """The seconds from ``make run`` to the first painted page; leaves it with ``q``."""
        began = time.monotonic()
        with self._typed("make run") as window:
            window.wait_for(r"letter\.txt +no date")
            took = time.monotonic() - began
            window.press("q")
            window.wait_for_its_end()
        return took

    @contextmanager
    def _typed(self, command: str) -> "Iterator[Window]":
        # Of its own: a server that is ending answers on its socket for a moment yet.
        self._windows += 1
        socket = self.folder.with_name(f"{self.python}-{self._windows}.socket")
        window = Window(socket, str(self.python))
        window.open(command, self.folder, self._environment())
        try:
            yield window
        finally:
            window.close()

    def _fetched(self) -> float:
        log = (self.folder / ".venv" / "setup.log").read_text(encoding="utf-8")
        return sum(float(size) * BYTES[unit] for size, unit in FETCHED.findall(log)) / 1e6

    def _kept(self) -> float:
        files = (path for path in (self.folder / ".venv").rglob("*") if not path.is_symlink())
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6

    def check(self) -> None:
        """Set up ``make check`` beside what ``make run`` has made, and run the first tests."""
        began = time.monotonic()
        self._do("make", "check-environment")
        took = time.monotonic() - began
        self._do(
            self._program("python"), "-m", "pytest", "-q", "tests/annotations/text/test_spans.py"
        )
        _say(
            f"  {self.python}: make check is set up after {took:.0f} s more"
            f" ({self._fetched():.0f} MB fetched in all), and its first tests pass"
        )

    def _program(self, name: str) -> Path:
        return self.folder / ".venv" / "bin" / name

    # What is released

    def install_artefacts(self) -> None:
        """Build the wheel and the sdist, and use each from an environment of wheels alone."""
        self._do(self._program("python"), "-m", "build", PIP_ONLY_BINARY=":all:")
        built = sorted((self.folder / "dist").iterdir())
        if [path.suffix for path in built] != [".whl", ".gz"]:
            raise ProofError(f"make built {built} and not a wheel and an sdist.")
        for number, artefact in enumerate(built):
            place = self.folder / f"installed {number}"
            self._do(self.python.program, "-m", "venv", place)
            pip = (place / "bin" / "python", "-m", "pip", "install", "-q", "--only-binary", ":all:")
            self._do(*pip, artefact)
            self._use(place / "bin" / "postil")
            _say(f"  {self.python}: {artefact.name} installs and lists the sample")

    def _use(self, postil: Path) -> None:
        version = self._do(postil, "--version").strip()
        listed = self._do(postil, "list", self.folder / "reader" / "sample")
        if not re.fullmatch(r"postil \d+\.\d+\.\d+", version) or listed.count(".txt") != 4:
            raise ProofError(f"{postil} says {version!r} and lists:\n{listed}")

    def install_as_programs(self) -> None:
        """``pipx install .`` and ``uv tool install .``, where those programs are."""
        asked = {
            "pipx": ("install", "--python", str(self.python.program), "."),
            "uv": ("tool", "install", "--python", str(self.python.program), "--no-cache", "."),
        }
        for program, words in asked.items():
            if shutil.which(program) is None:
                _say(f"  {program} is not on this machine: {program} {words[0]} was not tried")
                continue
            self._do(program, *words, PIP_ONLY_BINARY=":all:")
            self._use(self.home / ".local" / "bin" / "postil")
            (self.home / ".local" / "bin" / "postil").unlink()
            _say(f"  {self.python}: {program} install . gives a postil that lists the sample")


class Window:
    """A terminal in tmux in which one command is typed."""

    def __init__(self, socket: Path, name: str) -> None:
        self._tmux = ("tmux", "-u", "-S", str(socket), "-f", os.devnull)
        self._name = name

    def _ask(self, *words: str) -> str:
        asked = subprocess.run(
            [*self._tmux, *words], capture_output=True, text=True, check=False, env=_TMUX
        )
        return asked.stdout

    def open(self, command: str, folder: Path, environment: Mapping[str, str]) -> None:
        """Run the command in the folder, with this environment and no other."""
        words = ["env", "-i", *(f"{name}={value}" for name, value in environment.items())]
        started = subprocess.run(
            [*self._tmux, "new-session", "-d", "-x", "100", "-y", "30", "-c", str(folder),
             *words, "sh", "-c", f"{command}; status=$?; echo; echo the end: $status; sleep 600"],
            capture_output=True, text=True, check=False, env=_TMUX,
        )  # fmt: skip
        if started.returncode:
            raise ProofError(f"tmux did not start: {started.stderr}")

    def press(self, key: str) -> None:
        """Press a key."""
        self._ask("send-keys", key)

    def screen(self) -> str:
        """What is on the screen."""
        return self._ask("capture-pane", "-p")

    def wait_for(self, pattern: str) -> None:
        """Wait until the screen shows it.

        Raises:
            ProofError: the command has ended before, or it takes too long.
        """
        until = time.monotonic() + PATIENCE
        while not re.search(pattern, screen := self.screen()):
            if "the end: " in screen or time.monotonic() > until:
                raise ProofError(f"Python {self._name} showed no first page:\n{screen.rstrip()}")
            time.sleep(0.05)

    def wait_for_its_end(self) -> None:
        """Wait until the command has ended well.

        Raises:
            ProofError: it ended otherwise, or goes on.
        """
        until = time.monotonic() + PATIENCE
        while "the end: " not in (screen := self.screen()) and time.monotonic() < until:
            time.sleep(0.05)
        if "the end: 0" not in screen:
            raise ProofError(f"Python {self._name} did not end well:\n{screen.rstrip()}")

    def close(self) -> None:
        """End the terminal and what runs in it."""
        self._ask("kill-server")


_TMUX = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color"}


def _table(figures: list[Figures]) -> str:
    lines = ["| Python | first page | the second time | fetched | .venv |", "|---|---|---|---|---|"]
    lines += [
        f"| {each.python} | {each.first:.0f} s | {each.again:.1f} s"
        f" | {each.fetched:.0f} MB | {each.kept:.0f} MB |"
        for each in figures
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
