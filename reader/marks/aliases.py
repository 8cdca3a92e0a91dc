"""The names that the reader of a library says mean the same: ``aliases.txt`` in its folder."""

from pathlib import Path

from annotations.claims.aliases import Groups, read_aliases
from annotations.errors import AliasError
from postil_files import read_file
from reader.errors import SettingsError
from reader.loading.folders import ALIASES

_LARGEST = 4 << 20


def aliases_in(library: Path, store: Path) -> Groups:
    """The groups of the alias files in the library's folder and in its store.

    Like an article, the library's file may be a link to an ordinary one; nothing in a store is.

    Raises:
        SettingsError: a file cannot be read, or a line in it is no group.
    """
    groups = _groups(library / ALIASES, follow=True)
    return groups if store == library else groups + _groups(store / ALIASES, follow=False)


def _groups(file: Path, *, follow: bool) -> Groups:
    try:
        return read_aliases(read_file(file, largest=_LARGEST, follow=follow).decode())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SettingsError(file, None, f"it cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise SettingsError(file, None, f"it cannot be read as UTF-8 text ({error}).") from error
    except AliasError as error:
        raise SettingsError(file, error.line, error.reason) from error
