"""The ``git`` program: run without prompts, hooks or pagers, its complaints made sentences."""

import os
import re
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from annotations.errors import SyncError

_SETTINGS = (
    "core.hooksPath=/dev/null" if os.name != "nt" else "core.hooksPath=NUL",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.commitGraph=false",
    "advice.detachedHead=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "fetch.fsckObjects=true",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "protocol.ext.allow=never",
    "http.lowSpeedLimit=100",
    "http.lowSpeedTime=40",
    "color.ui=false",
)
"""What holds for our own calls, said at each of them: no configuration file is changed."""

_TAKEN_AWAY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CEILING_DIRECTORIES",
    "GIT_ASKPASS",
    "SSH_ASKPASS",
    "GIT_EDITOR",
    "GIT_PAGER",
    "GIT_TRACE",
)


class GitRefusedError(SyncError):
    """Git ended with an error; ``complaint`` is what it wrote."""

    def __init__(self, complaint: str, sentence: str) -> None:
        super().__init__(sentence)
        self.complaint = complaint


class Git:
    """Runs git in one folder, with the user's own credentials, and never asks for any."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def run(
        self,
        *words: str,
        given: bytes = b"",
        also: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        """Run git with these words and standard input; return what it wrote.

        ``also`` has variables of its environment.

        Raises:
            SyncError: there is no git, or the call was stopped.
            GitRefusedError: git ended with an error.
        """
        if self._is_stopped:
            raise SyncError(_STOPPED)
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        try:
            process = subprocess.Popen(
                ["git", *settings, *words],
                cwd=self.folder,
                env=_environment() | dict(also),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except FileNotFoundError as error:
            if not self.folder.is_dir():
                raise SyncError(f"There is no folder {self.folder}.") from error
            raise SyncError("Syncing needs the program git: install it first.") from error
        with process:
            self._running = process
            try:
                written, complaint = process.communicate(given)
            except BaseException:
                _end(process)
                raise
            finally:
                self._running = None
        if self._is_stopped:
            raise SyncError(_STOPPED)
        if process.returncode:
            words_of_git = (complaint + written).decode("utf-8", "replace").strip()
            raise GitRefusedError(words_of_git, sentence_of(words_of_git))
        return written

    def line(self, *words: str) -> str:
        """Run git and return the line it wrote."""
        return self.run(*words).decode("utf-8", "surrogateescape").rstrip("\n")

    def stop(self) -> None:
        """End the call under way, if there is one, and refuse all that follow."""
        self._is_stopped = True
        if (process := self._running) is not None:
            _end(process)


_STOPPED = "The sync was stopped. Nothing is lost: sync again whenever you like."


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End git and the programs that it started, such as ssh."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()


def _environment() -> dict[str, str]:
    """The user's own, in which nothing asks.

    Git runs in a session of its own, so that ssh has no terminal to ask at either.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _TAKEN_AWAY}
    return {
        **kept,
        "GIT_TERMINAL_PROMPT": "0",
        "SSH_ASKPASS_REQUIRE": "never",
        "GCM_INTERACTIVE": "never",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }


_SENTENCES = (
    (
        r"permission denied|authentication failed|could not read (?:username|password)|"
        r"terminal prompts disabled|access denied|unauthorized|forbidden|error: 40[13]|"
        r"host key verification failed|invalid username or password",
        "The remote does not let you in ({}). Set up your key or password for git first: "
        "'git ls-remote ADDRESS' must work without a question.",
    ),
    (
        r"does not appear to be a git repository|repository .*not found|not found: did you run|"
        r"does not exist|not a git repository",
        "There is no git repository at the remote ({}). Make one there first, with "
        "'git init --bare' or at your host.",
    ),
    (
        r"could not resolve host|could not connect|couldn't connect|unable to access|"
        r"connection (?:refused|timed out|reset|closed)|network is (?:unreachable|down)|"
        r"no route to host|operation timed out|too slow|early eof|hung up unexpectedly",
        "The remote cannot be reached ({}). Nothing is lost: sync again when there is a network.",
    ),
    (
        r"file size limit|large files? detected|exceeds .*limit|too large|larger than",
        "The remote takes no file as large as one that was sent ({}).",
    ),
    (
        r"remote rejected|hook declined",
        "The remote refuses what was sent ({}). Everything is recorded here: ask whoever keeps it.",
    ),
    (
        r"dubious ownership",
        "The folder belongs to another user, and git does not trust it ({}).",
    ),
    (
        r"no space left|disk quota",
        "The disk is full ({}). Nothing is lost: make room and sync again.",
    ),
    (
        r"would be overwritten|not uptodate|untracked working tree file",
        "Articles that others changed have changes of your own here ({}). Commit them or put "
        "them back, then sync again.",
    ),
    (
        r"index\.lock|another git process|unable to create .*\.lock",
        "Another git program is at work in this folder ({}). Sync again when it has ended; if none "
        "is, one was killed there: remove the file that ends in .lock.",
    ),
)
_LONGEST_REASON = 200
_SECRET = re.compile(r"://[^/@\s]*@")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def sentence_of(complaint: str) -> str:
    """What git complained of, as a sentence that says what to do."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    for pattern, sentence in _SENTENCES:
        for line in lines:
            if re.search(pattern, line, re.IGNORECASE):
                return sentence.format(_reason(line))
    return f"Git could not do it ({_reason(lines[-1] if lines else 'it does not say why')})."


def _reason(line: str) -> str:
    line = re.sub(r"^(?:fatal|error|remote|warning|git): *", "", line)
    line = _CONTROLS.sub(" ", _SECRET.sub("://", line)).rstrip(". ")
    return line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 1] + "…"
