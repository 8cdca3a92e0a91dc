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


class Part(NamedTuple):
    """One article of a bundle: its bytes, and the name in ``LOADERS`` of who reads them.

    ``fields`` are what the bundle knows of the article, named as those of ``Content``;
    they go before what the article states itself.
    """

    source: bytes
    loader: str
    fields: Mapping[str, str] = MappingProxyType({})


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


class Loader(NamedTuple):
    """A kind of file that can be read; ``help`` is a line about it.

    ``endings`` are in lower case, with their dot. ``fits`` is handed the first ``HEAD`` bytes
    and the name: files of its endings that do not fit are of another kind, or of none that
    is read. Where a file ``extracts``, its text is made and not found in it, and is kept from
    the first time on. ``open`` is for kinds that hold several articles; it raises LoadError,
    and a bundle without members is read as one article, by ``load``.
    """

    name: str
    endings: tuple[str, ...]
    help: str
    load: Load
    extracts: bool = False
    fits: Callable[[bytes, str], bool] | None = None
    open: Callable[[Path], Bundle] | None = None


def later(module: str, function: str) -> Load:
    """The function of the module in ``reader.loading``, imported when it is first called.

    What reads a kind of file is large, and most folders hold one kind.
    """

    def load(source: bytes, name: Path) -> Content:
        found: Load = getattr(import_module(f"reader.loading.{module}"), function)
        return found(source, name)

    return load


def open_later(module: str, function: str) -> Callable[[Path], Bundle]:
    """Likewise for what opens a bundle."""

    def open_bundle(file: Path) -> Bundle:
        found: Callable[[Path], Bundle] = getattr(
            import_module(f"reader.loading.{module}"), function
        )
        return found(file)

    return open_bundle
