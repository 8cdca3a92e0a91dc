"""A shell in tmux: a terminal with job control, as most people have it."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.terminal import BOUND, ROOT


class Tmux:
    """A window of tmux with a shell in it, on a server of its own."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "sh")

    def _run(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), *arguments]
        done = subprocess.run(command, capture_output=True, timeout=BOUND, check=True, cwd=ROOT)
        return done.stdout.decode()

    def type(self, *keys: str) -> None:
        """Press keys, by tmux's names for them."""
        self._run("send-keys", *keys)

    @property
    def shown(self) -> str:
        """What the window shows."""
        return self._run("capture-pane", "-p")

    def wait_for(self, *passages: str) -> None:
        """Wait until all of these are in the window."""
        self.until(lambda: all(passage in self.shown for passage in passages), repr(passages))

    def until(self, condition: Callable[[], bool], wanted: str) -> None:
        """Wait until the condition holds; ``wanted`` says what it is."""
        end = time.monotonic() + BOUND
        while not condition():
            assert time.monotonic() < end, f"waited in vain for {wanted} in\n{self.shown}"
            time.sleep(0.02)

    def end(self) -> None:
        """End this server, and the shell with it."""
        self._run("kill-server")
