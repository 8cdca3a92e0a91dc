"""Runs ``postil`` and tells on standard error of all that it should not do.

``python -m tests.hostile.watched FOLDER... -- ARGUMENT...``: it may write below the folders
alone, and opens no socket. A process that it starts, as it does to read a PDF, is only told of
if it is not this Python.
"""

import os
import sys
from collections.abc import Callable
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


def _is_allowed(path: str | bytes | os.PathLike[str], allowed: list[str], *, is_told: bool) -> bool:
    if is_told and not Path(os.fsdecode(path)).is_absolute():
        return True  # in a folder that was opened: ``_by_full_names`` has told of it
    whole = os.path.realpath(os.fsdecode(path))
    return whole == os.devnull or any(whole.startswith(each) for each in allowed)


def watch(allowed: list[str]) -> None:
    """From now on, tell of sockets, other programs, and what is written outside the folders."""

    names: list[bool] = []

    def tell(words: str) -> None:
        os.write(2, f"FORBIDDEN {words}\n".encode("utf-8", "backslashreplace"))

    def check_path(event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike) or path in (b"", "", ":memory:"):
            return  # a descriptor: it was told of when it was opened
        if not _is_allowed(path, allowed, is_told=bool(names)):
            tell(f"{event} {os.path.realpath(os.fsdecode(path))!r}")

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
    _by_full_names(check_path, names)


def _by_full_names(check_path: Callable[[str, object], None], names: list[bool]) -> None:
    """Check what is opened, renamed or removed in an open folder under its full name.

    What hears of it is given the name alone, which may be that of any folder.
    """
    for name, given in (
        ("open", ("dir_fd",)),
        ("replace", ("src_dir_fd", "dst_dir_fd")),
        ("unlink", ("dir_fd",)),
        ("mkdir", ("dir_fd",)),
    ):
        call = getattr(os, name)

        def full(
            *paths: object,
            _call: Callable[..., object] = call,
            _name: str = name,
            _given: tuple[str, ...] = given,
            **options: object,
        ) -> object:
            folders = [options.get(each) for each in _given]
            if not any(isinstance(each, int) for each in folders):
                return _call(*paths, **options)
            flags = paths[1] if _name == "open" else _MAKING
            if isinstance(flags, int) and flags & _MAKING:
                for folder, path in zip(folders, paths, strict=False):
                    where = Path(f"/proc/self/fd/{folder}").readlink()
                    check_path(f"os.{_name}", where / str(path))
            names.append(True)
            try:
                return _call(*paths, **options)
            finally:
                names.pop()

        setattr(os, name, full)
        os.supports_dir_fd.add(full)


if __name__ == "__main__":
    at = sys.argv.index("--")
    sys.dont_write_bytecode = True
    watch([os.path.realpath(Path(folder)) for folder in sys.argv[1:at]])
    from reader.cli import main  # watched as it is loaded, too

    sys.exit(main(sys.argv[at + 1 :]))
