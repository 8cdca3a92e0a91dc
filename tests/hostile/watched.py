"""Runs ``postil`` and tells on standard error of all that it should not do.

``python -m tests.hostile.watched FOLDER... -- ARGUMENT...``: it may write below the folders
alone, and opens no socket. A process that it starts, as it does to read a PDF, is only told of
if it is not this Python.
"""

import os
import sys
from pathlib import Path

_MAKING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.mkdir": (0,),
    "os.rmdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.link": (0, 1),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "sqlite3.connect": (0,),
}
_STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn"}
_RUNS = {"os.system", "os.startfile", "webbrowser.open"}


def watch(allowed: list[str]) -> None:
    """From now on, tell of sockets, other programs, and what is written outside the folders."""

    def tell(words: str) -> None:
        os.write(2, f"FORBIDDEN {words}\n".encode("utf-8", "backslashreplace"))

    def check_path(event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike) or path in (b"", "", ":memory:"):
            return  # a descriptor: it was told of when it was opened
        whole = os.path.realpath(os.fsdecode(path))
        if whole != os.devnull and not any(whole.startswith(each) for each in allowed):
            tell(f"{event} {whole!r}")

    def hear(event: str, given: tuple[object, ...]) -> None:
        is_speech = event.startswith("socket.") and event != "socket.gethostname"
        is_start = event in _STARTS and str(given[0]) != sys.executable
        if is_speech or is_start or event in _RUNS:
            tell(f"{event} {given!r}")
        elif event == "open" and isinstance(given[2], int) and given[2] & _MAKING:
            check_path(event, given[0])
        elif event in _CHANGES:
            for at in _CHANGES[event]:
                check_path(event, given[at])

    sys.addaudithook(hear)


if __name__ == "__main__":
    at = sys.argv.index("--")
    sys.dont_write_bytecode = True
    watch([os.path.realpath(Path(folder)) for folder in sys.argv[1:at]])
    from reader.cli import main  # watched as it is loaded, too

    sys.exit(main(sys.argv[at + 1 :]))
