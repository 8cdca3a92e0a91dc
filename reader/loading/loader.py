"""A kind of file: by what it is known, and who reads it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeAlias

from reader.loading.content import Content

HEAD = 4_096
"""How many bytes of a file's beginning tell its kind where the ending does not."""

Load: TypeAlias = Callable[[bytes, Path], Content]
"""From a file's bytes, and its name for messages, to what is in it; raises LoadError."""


LoadAs: TypeAlias = Callable[[bytes, Path, str], Content]
"""The same, with the encoding that the reader asked for."""


class Part(NamedTuple):
    """One article of a bundle: its bytes, and the name in ``LOADERS`` of who reads them.

    ``fields`` are what the bundle knows of the article, named as those of ``Content``;
    they go before what the article states itself. ``encoding`` and ``encoding_source`` are as
    those of ``Article``: how the file was read, where it does not say that itself. ``remarks``
    say what the bundle holds of the article that is not in its text.
    """

    source: bytes
    loader: str
    fields: Mapping[str, str] = MappingProxyType({})
    encoding: str = "utf-8"
    encoding_source: str = ""
    remarks: tuple[str, ...] = ()

    def written_in(self, encoding: str, source: str) -> "Part":
        """The part of a file that was read so."""
        return self._replace(encoding=encoding, encoding_source=source)


class Bundle(Protocol):
    """A file that holds several articles, opened. Several threads may ask it at once.

    It knows where its articles stand, and holds none of their texts.
    """

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the articles in their order: relative paths with ``/``, without ``..``."""
        ...

    def part(self, member: str) -> Part:
        """One of its articles.

        Raises:
            LoadError: this one cannot be read; ``reason`` says why.
        """
        ...


Open: TypeAlias = Callable[[Path, str], Bundle]
"""From a file, and the encoding that the reader asked for or none, to what is in it."""


class Loader(NamedTuple):
    """A kind of file that can be read; ``help`` is a line about it.

    ``endings`` are in lower case, with their dot. ``fits`` is handed the first ``HEAD`` bytes
    and the name: files of its endings that do not fit are of another kind, or of none that
    is read. Where a file ``extracts``, its text is made and not found in it, and is kept from
    the first time on. ``open`` is for kinds that hold several articles; it raises LoadError,
    and a bundle without members is read as one article, by ``load``. ``looks`` tells by the
    first ``HEAD`` bytes of what has no ending that is known whether it is of this kind.
    ``load_as`` is for kinds that are no text themselves and have an encoding to choose. A kind
    ``holds_marks`` if its files may have highlights and notes of their own.
    """

    name: str
    endings: tuple[str, ...]
    help: str
    load: Load
    extracts: bool = False
    fits: Callable[[bytes, str], bool] | None = None
    open: Open | None = None
    looks: Callable[[bytes], bool] | None = None
    load_as: LoadAs | None = None
    holds_marks: bool = False


def later(module: str, function: str) -> Load:
    """The function of the module in ``reader.loading``, imported when it is first called.

    What reads a kind of file is large, and most folders hold one kind.
    """

    def load(source: bytes, name: Path) -> Content:
        found: Load = getattr(import_module(f"reader.loading.{module}"), function)
        return found(source, name)

    return load


def later_as(module: str, function: str) -> LoadAs:
    """Likewise, with an encoding."""

    def load_as(source: bytes, name: Path, encoding: str) -> Content:
        found: LoadAs = getattr(import_module(f"reader.loading.{module}"), function)
        return found(source, name, encoding)

    return load_as


def open_later(module: str, function: str) -> Open:
    """Likewise for what opens a bundle."""

    def open_bundle(file: Path, encoding: str) -> Bundle:
        found: Open = getattr(import_module(f"reader.loading.{module}"), function)
        return found(file, encoding)

    return open_bundle
