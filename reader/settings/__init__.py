"""Where things live, and the user's own settings (``config.toml``)."""

import os
import sys
from pathlib import Path

from postil_files import narrow
from reader.errors import SettingsError
from reader.settings.values import SLOT_KINDS, SLOTS, Settings, Slot

__all__ = [
    "LIBRARY_STORE",
    "SLOTS",
    "SLOT_KINDS",
    "Settings",
    "Slot",
    "cache_folder",
    "close_own_folders",
    "config_file",
    "library_name",
    "library_store",
    "manifests_folder",
    "read_settings",
    "state_folder",
    "store_folder",
]

LIBRARY_STORE = ".postil"
"""The folder inside a library that holds its store, when the library travels with it."""


def read_settings(file: Path) -> Settings:
    """The settings in the file, or the defaults where there is no such file.

    Raises:
        SettingsError: the file cannot be read, is not TOML, or has a value we cannot use.
    """
    try:
        source = file.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(file, None, f"cannot be read: {error.strerror or error}.") from error
    # Reading TOML takes 20 ms, which most starts can do without.
    from reader.settings.reading import read

    return read(file, source)


def store_folder(library_root: Path | None, option: Path | None) -> Path:
    """Where the annotations are kept: as asked, else with the library, else with the user's data."""
    if option is not None:
        return option.expanduser().absolute()
    if library_root is not None:
        brought = library_store(library_root)
        if brought.is_dir():
            return brought
    return _folder("data", "XDG_DATA_HOME", ".local/share")


def library_store(library_root: Path) -> Path:
    """Where the store is that the library brings, or would bring.

    A folder that is opened by itself is a part of the library around it.
    """
    own = library_root / LIBRARY_STORE
    if os.path.lexists(own):
        return own
    around = (folder / LIBRARY_STORE for folder in library_root.parents)
    return next((store for store in around if store.is_dir() and not store.is_symlink()), own)


def library_name(root: Path, store: Path) -> str:
    """The library as a store names it: its folder.

    To a store that lies in the library, or around it, it is ``.`` with the way down behind, so
    that the two can be moved together.
    """
    real = os.path.realpath(root)
    around = os.path.realpath(store.parent)
    if store.name == LIBRARY_STORE and (real == around or real.startswith(around + os.sep)):
        way = real[len(around) :].replace(os.sep, "/").strip("/")
        return f"./{way}" if way else "."
    return Path(real).as_posix()


def config_file() -> Path:
    """Where the user's settings are read from; the file need not exist."""
    return _folder("config", "XDG_CONFIG_HOME", ".config") / "config.toml"


def cache_folder() -> Path:
    """Where what can be made again is kept; it may be deleted at any time."""
    return _folder("cache", "XDG_CACHE_HOME", ".cache")


def state_folder() -> Path:
    """Where the program keeps what it remembers of its last run."""
    return _folder("state", "XDG_STATE_HOME", ".local/state")


def manifests_folder() -> Path:
    """Where it is kept what was in each store when it was last closed here."""
    return state_folder() / "manifests"


def close_own_folders() -> None:
    """Take from others what an earlier version let them read in the program's own folders."""
    for purpose, variable, default in _OWN:
        narrow(_folder(purpose, variable, default))


_OWN = (
    ("data", "XDG_DATA_HOME", ".local/share"),
    ("cache", "XDG_CACHE_HOME", ".cache"),
    ("state", "XDG_STATE_HOME", ".local/state"),
)


def _folder(purpose: str, variable: str, default: str) -> Path:
    if sys.platform != "linux":
        # The others' rules are many, and knowing them costs 16 ms at start.
        import platformdirs

        return Path(getattr(platformdirs, f"user_{purpose}_dir")("postil", appauthor=False))
    base = Path(os.environ.get(variable, ""))
    # The XDG specification has relative paths ignored.
    return (base if base.is_absolute() else Path.home() / default) / "postil"
