"""The environment in ``.venv`` that ``make run`` and ``make check`` work in.

``python tools/environment.py run`` installs what reading needs, ``check`` the tests' and linters'
packages as well. Both install wheels alone, at the versions of ``constraints.txt``, and do nothing
where all is in place. ``constraints`` writes that file anew. It needs nothing but Python, and works
where there is no ``make``.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # an older one is told so, and not by a traceback
    _OLD = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        "Postil needs Python 3.11 or later, and this is " + _OLD + ": install a newer one, then say"
        " make PYTHON=python3.12, with its name, and the target."
    )

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
PROGRAMS = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = PROGRAMS / ("python.exe" if sys.platform == "win32" else "python")
READY = FOLDER / "ready.json"
LOG = FOLDER / "setup.log"
LOCK = ROOT / ".venv.lock"

UNREACHABLE = re.compile(
    r"NewConnectionError|Failed to establish|name resolution|getaddrinfo|ProxyError"
    r"|ConnectTimeout|ReadTimeout|Read timed out|Network is unreachable|Connection refused"
)
NO_WHEEL = re.compile(r"No matching distribution found for (\S+)")
FETCHED = re.compile(r"\s*(?:Downloading|Using cached) (\S+?)-(\d\S*?)-\S+\.whl \(([^)]*)\)")


class SetupError(Exception):
    """What stands in the way, as a sentence that says what to do."""


def main() -> None:
    """Make ready what the command line asks for; end with one sentence where that fails."""
    parser = argparse.ArgumentParser(description="Make the environment of make ready.")
    parser.add_argument("purpose", choices=("run", "check", "constraints"))
    parser.add_argument(
        "--exactly", action="store_true", help="of this very Python, also where another made it"
    )
    given = parser.parse_args()
    try:
        if given.purpose == "constraints":
            renew_constraints()
        elif not is_ready(given.purpose, exactly=given.exactly):
            with _only_one():
                if not is_ready(given.purpose, exactly=given.exactly):
                    make(given.purpose, exactly=given.exactly)
    except SetupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename or FOLDER}: {error.strerror}. Mend that, then run make again.")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. Run make again: what is half made is made anew.")


# ------------------------------------------------------------------------------- readiness


def is_ready(purpose: str, *, exactly: bool) -> bool:
    """Tell whether the environment was made whole for the purpose, here and of what is asked now."""
    made = _made()
    if made.get(purpose) != _wanted(purpose) or made.get("folder") != str(FOLDER):
        return False
    return _stands(made) and (not exactly or made.get("python") == _this_python())


def _made() -> dict[str, str]:
    """What the last set-up that reached its end wrote down; nothing where none did."""
    try:
        made = json.loads(READY.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _stands(made: dict[str, str]) -> bool:
    """Tell whether the Python that the environment stands on is still the one it was made with."""
    home = Path(made.get("home", ""))
    return PYTHON.exists() and home.exists() and _version_file(home) == made.get("seen", "")


def _version_file(home: Path) -> str:
    """What changes when the Python at this place is replaced by another release."""
    about = home.stat()
    return f"{about.st_size} {int(about.st_mtime)}"


def _base() -> Path:
    """This Python, or the one it stands on if it is itself one of an environment."""
    base = Path(getattr(sys, "_base_executable", sys.executable))
    return base.resolve() if base.is_relative_to(FOLDER) else base  # one half made stands on itself


def _this_python() -> str:
    return f"{sys.version.split()[0]} {_base()}"


def _wanted(purpose: str) -> str:
    """A digest of all that decides what is installed for the purpose."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    del project["optional-dependencies"]
    asked = [project, (ROOT / "constraints.txt").read_text(encoding="utf-8")]
    if purpose == "check":
        asked.append(_of_the_checks())
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _of_the_checks() -> list[str]:
    """The packages that the tests and linters need."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        names: list[str] = tomllib.load(file)["project"]["optional-dependencies"]["dev"]
    return names


def _note(**fields: str) -> None:
    """Write down that a step reached its end: all of it, or nothing."""
    whole = READY.with_suffix(".new")
    whole.write_text(json.dumps(_made() | fields, indent=1) + "\n", encoding="utf-8")
    whole.replace(READY)


@contextmanager
def _only_one() -> Iterator[None]:
    """Hold the set-up of this checkout, after whoever holds it now."""
    with LOCK.open("a+b") as file:
        if not _locked(file.fileno()):
            _say("Another make is setting up here: waiting for it.")
            while not _locked(file.fileno()):
                time.sleep(0.2)
        yield


def _locked(file: int) -> bool:
    """Lock the file, until it is closed or this process ends; tell whether that went."""
    try:
        if sys.platform == "win32":
            import msvcrt  # Windows alone has it.

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # Windows has none.

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# ---------------------------------------------------------------------------------- making


def make(purpose: str, *, exactly: bool) -> None:
    """Install what the purpose needs, into an environment made anew if the one there will not do.

    Raises:
        SetupError: it could not be made.
    """
    started = time.monotonic()
    if not is_ready("run", exactly=exactly) or "check" in _made():
        _make_anew()
        _say("Installing what reading needs:")
        _install("-e", ".")
        _note(run=_wanted("run"))
    if purpose == "check":
        _say("Installing what the checks need:")
        _install(*_of_the_checks())
        _note(check=_wanted("check"))
    _say(f"Ready after {time.monotonic() - started:.0f} seconds.")


def _make_anew() -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetupError(
                f"This Python cannot make an environment, its module {module} is missing: on Debian"
                " and Ubuntu it comes with apt install python3-venv. Then run make again."
            )
    if FOLDER.is_symlink() or FOLDER.is_file():
        FOLDER.unlink()
    elif FOLDER.exists():
        _say("Making .venv anew: it is of another time, another place, or was never finished.")
        READY.unlink(missing_ok=True)
        shutil.rmtree(FOLDER)
    base = _base()
    _say(f"Making an environment in .venv with Python {sys.version.split()[0]}.")
    made = subprocess.run(
        [base, "-m", "venv", FOLDER],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        raise SetupError(
            f"{base} could not make an environment: {_last_line(made.stdout)}"
            " Mend that, or name another Python: make PYTHON=python3.12, and the target."
        )
    _note(folder=str(FOLDER), python=_this_python(), home=str(base), seen=_version_file(base))


def _install(*arguments: str) -> None:
    """Have pip install wheels, and say what it fetches."""
    options = ["--only-binary", ":all:", "--constraint", "constraints.txt", "--no-user"]
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "2"]
    command = [str(PYTHON), "-m", "pip", "install", *quiet, *options, *arguments]
    lines: list[str] = []
    with LOG.open("a", encoding="utf-8") as log, _piped(command) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            log.write(line)
            lines.append(line)
            _progress(line)
    if pip.returncode:
        raise SetupError(_reason("".join(lines)))


def _piped(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | _for_the_backend(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _for_the_backend() -> dict[str, str]:
    """Have hatchling, which pip installs apart to build Postil, be of the pinned version too."""
    own = os.environ.get("PIP_CONSTRAINT", "")
    return {
        "PIP_CONSTRAINT": f"constraints.txt {own}".strip(),
        "PIP_BUILD_CONSTRAINT": "constraints.txt",
    }


def _progress(line: str) -> None:
    fetched = FETCHED.match(line)
    if fetched and not line.rstrip().endswith(".metadata"):
        _say("  {} {}, {}".format(*fetched.groups()))
    elif "Retrying (" in line:
        _say("  the package index does not answer, trying again")
    elif line.startswith("Installing collected packages:"):
        _say(f"  unpacking {line.count(',') + 1} packages")


def _reason(said: str) -> str:
    """The sentence for what pip said as it failed."""
    if UNREACHABLE.search(said):
        return (
            "The packages could not be fetched, the package index did not answer: look to the"
            " network (HTTPS_PROXY names a proxy), then run make again."
        )
    missing = NO_WHEEL.search(said)
    if missing:
        version = ".".join(map(str, sys.version_info[:2]))
        return (
            f"There is no wheel of {missing[1]} for Python {version} on this system, and nothing is"
            " built from source here: take another Python (make PYTHON=python3.12, and the target),"
            " or tell us."
        )
    return f"pip could not install it: {_last_line(said)} All it said is in {LOG}."


def _last_line(said: str) -> str:
    """The last line that tells of an error, else the last."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it did not say why."])[-1]


def _say(words: str) -> None:
    print(words, flush=True)


# ----------------------------------------------------------------------------- constraints


def renew_constraints() -> None:
    """Write ``constraints.txt`` anew, with the newest releases that fit together as wheels.

    Raises:
        SetupError: none fit together, or the index did not answer.
    """
    file = ROOT / "constraints.txt"
    head = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    build = ["hatchling", "editables"]
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        subprocess.run([_base(), "-m", "venv", f"{scratch}/venv"], check=True)
        python = Path(scratch) / "venv" / PYTHON.relative_to(FOLDER)
        options = [
            "--dry-run",
            "--ignore-installed",
            "--only-binary",
            ":all:",
            "--report",
            str(report),
        ]
        _say(f"Looking for the newest releases, as Python {sys.version.split()[0]} takes them.")
        made = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *options, ".[dev]", *build],
            check=False,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if made.returncode:
            raise SetupError(_reason(made.stdout))
        found = [each["metadata"] for each in json.loads(report.read_bytes())["install"]]
    pins = {each["name"]: each["version"] for each in found if each["name"] != "postil"}
    lines = [f"{name}=={pins[name]}" for name in sorted(pins, key=str.lower)]
    file.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8", newline="\n")
    _say(f"{len(lines)} releases are written down. Say make check before they are committed.")


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main()
