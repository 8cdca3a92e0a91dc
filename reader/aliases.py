"""The names that the reader of a library says mean the same: ``aliases.txt`` in its folder."""

from pathlib import Path

from annotations.claims.aliases import Groups, read_aliases
from annotations.errors import AliasError
from reader.discovery import ALIASES
from reader.errors import SettingsError


def aliases_in(*folders: Path) -> Groups:
    """The groups of the alias files in these folders: the library's, and its store's.

    Raises:
        SettingsError: a file cannot be read, or a line in it is no group.
    """
    return tuple(group for folder in dict.fromkeys(folders) for group in _groups(folder / ALIASES))


def _groups(file: Path) -> Groups:
    try:
        return read_aliases(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise SettingsError(file, None, f"it cannot be read as UTF-8 text ({error}).") from error
    except AliasError as error:
        raise SettingsError(file, error.line, error.reason) from error
