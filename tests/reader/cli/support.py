"""What tests of the command line share."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

LOG = " date 2023-05-09 The wall cost 4.1 million. “Twice the estimate,” said Ida.\n\nNo one was hurt.\n"
LETTER = "# What we asked\n\nThe wall cost 3.4 million. The wall stands.\n"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit status and what it wrote."""

    status: int | str | None
    out: str
    err: str


Run = Callable[..., Done]
"""Takes the arguments, as words or paths."""


def run_apart(
    arguments: Sequence[str | bytes | Path], given: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a process of its own, whose streams are pipes."""
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
