"""What is measured side by side, and with which keys."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.texts import Sample

HERE = Path(__file__).parent
POSTIL = "Postil"
MINIMAL = "minimal Textual app"


_STILL = (
    ".config/epy/configuration.json",
    '{"Setting": {"PageScrollAnimation": false}, "Keymap": {}}',
)
"""epy-reader slides its pages for a tenth of a second unless it is told not to."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that shows a text; the keys are what a terminal sends for them."""

    name: str
    argv: tuple[str, ...]
    wants_epub: bool = False
    page_down: str = "\x1b[6~"
    page_up: str = "\x1b[5~"
    top: str = "g"
    bottom: str = "G"
    find: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    """Files to put into the home: their paths and what is in them."""

    def command(self, sample: Sample) -> tuple[str, ...]:
        """The command line that opens the sample."""
        return (*self.argv, str(sample.epub if self.wants_epub else sample.plain))


def programs(peers: Path) -> tuple[list[Program], list[str]]:
    """Those that are installed here, Postil last, and a sentence for each that is not."""
    found, missing = [], []
    less, epy = shutil.which("less"), peers / "bin" / "epy"
    if less:
        found.append(Program("less", (less,), page_down=" ", page_up="b"))
    else:
        missing.append("less is not installed.")
    if epy.exists():
        found.append(Program("epy-reader", (str(epy),), wants_epub=True, settings=(_STILL,)))
    else:
        missing.append("epy-reader is not installed (make bench installs it where it can).")
    minimal = (sys.executable, str(HERE / "minimal_app.py"))
    found.append(Program(MINIMAL, minimal, top="\x1b[H", bottom="\x1b[F"))
    found.append(Program(POSTIL, postil()))
    return found, missing


def large_programs(peers: Path) -> tuple[list[Program], list[str]]:
    """Those that a text of many megabytes is opened with, Postil last, and who is missing."""
    minimal = (sys.executable, str(HERE / "minimal_app.py"))
    vim = ("vim", "-u", "NONE", "-n", "-R", "-N")
    wanted = [
        Program("less", ("less",), page_down=" ", page_up="b", find="/"),
        Program("vim", vim, page_down="\x06", page_up="\x02", top="gg", find="/"),
        Program("w3m", ("w3m", "-T", "text/plain"), page_down=" ", page_up="b", find="/"),
        Program("toolong", (str(peers / "bin" / "tl"),), top="\x1b[H", bottom="\x1b[F"),
        Program(MINIMAL, minimal, top="\x1b[H", bottom="\x1b[F"),
        Program(POSTIL, postil(), find="/"),
    ]
    found = [program for program in wanted if shutil.which(program.argv[0])]
    missing = [f"{program.name} is not installed." for program in wanted if program not in found]
    return found, missing


def postil(*arguments: str) -> tuple[str, ...]:
    """The command line of Postil, as it is installed beside this Python or from the checkout."""
    script = Path(sys.executable).with_name("postil")
    start = (str(script),) if script.exists() else (sys.executable, "-c", _AS_INSTALLED)
    return (*start, *arguments)


def environment(home: Path) -> dict[str, str]:
    """Variables for a program that has this folder for a home and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "PYTHONPATH": str(HERE.parent),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }


_AS_INSTALLED = "import sys; from reader.__main__ import main; sys.exit(main())"
"""What the installed command does; ``python -m`` would load more first."""


def versions(found: Sequence[Program]) -> dict[str, str]:
    """What less and epy-reader say of themselves."""
    said = {}
    for program in found:
        if program.name in ("less", "epy-reader"):
            done = subprocess.run(
                [program.argv[0], "--version"], capture_output=True, text=True, check=False
            )
            words = done.stdout.split()
            said[program.name] = next((w for w in words if w[:1].isdigit() or w[:2] == "v2"), "")
    return said
