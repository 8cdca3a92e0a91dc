"""Loaders and formats that come from other packages, by their entry points.

A package names a ``Loader`` under ``postil.loaders``, or a ``Format`` under ``postil.formats``.
One that cannot be had is left out with a sentence, and all others are there.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import LoadError

if TYPE_CHECKING:
    from reader.loading.content import Content
    from reader.loading.loader import Load

LOADER_GROUP = "postil.loaders"
FORMAT_GROUP = "postil.formats"


class Plugin(NamedTuple):
    """What a package offers; ``problem`` says why it is left out, and is empty if it is not."""

    group: str
    name: str
    package: str
    problem: str = ""


@cache
def install_plugins() -> Sequence[Plugin]:
    """Add what the installed packages offer, once; gives all, those that are left out too."""
    if not any(_offers(Path(folder)) for folder in sys.path):
        return []
    # Takes 25 ms, which only those wait for who have a plug-in.
    from importlib.metadata import entry_points

    found: list[Plugin] = []
    for group in (LOADER_GROUP, FORMAT_GROUP):
        for point in sorted(entry_points(group=group), key=lambda point: point.name):
            package = f"{point.dist.name} {point.dist.version}" if point.dist else "no package"
            plugin = Plugin(group, point.name, package)
            try:
                _add(point.load(), group)
            except Exception as error:  # noqa: BLE001  (code of others: it fails alone)
                reason = " ".join(str(error).split()) or type(error).__name__
                plugin = plugin._replace(problem=reason)
            found.append(plugin)
    return found


def sentence(plugin: Plugin) -> str:
    """Why a plug-in is left out, as a sentence."""
    return f"The plug-in {plugin.name} of {plugin.package} is left out: {plugin.problem}."


def _offers(folder: Path) -> bool:
    """Whether a package in the folder offers something, told by its entry points alone."""
    return any(b"[postil." in written for written in _entry_points(folder))


def _entry_points(folder: Path) -> Iterator[bytes]:
    try:
        with os.scandir(folder) as inside:
            places = [one.path for one in inside if one.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return
    for place in places:
        try:
            yield (Path(place) / "entry_points.txt").read_bytes()
        except OSError:
            continue


def _add(offered: object, group: str) -> None:
    if group == LOADER_GROUP:
        # Loaded with the first plug-in, as the formats are: to look for them is light.
        from reader.loading import Loader, add_loader

        if not isinstance(offered, Loader):
            raise TypeError("it offers no Loader")
        add_loader(offered._replace(load=_guarded(offered.load, offered.name)))
        return
    exchange = import_module("annotations.exchange")
    if not isinstance(offered, exchange.Format):
        raise TypeError("it offers no Format")
    exchange.add_format(offered)


def _guarded(load: "Load", kind: str) -> "Load":
    """The loader, of which whatever goes wrong in it is a reason why a file cannot be read."""

    def guarded(source: bytes, name: Path) -> "Content":
        try:
            return load(source, name)
        except LoadError:
            raise
        except Exception as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise LoadError(
                name, f"cannot be read: the plug-in for {kind} failed ({reason})"
            ) from error

    return guarded
