"""Describing a passage so that it can be found again, and finding it."""

from importlib import import_module
from typing import TYPE_CHECKING

from annotations.anchoring.difference import differing
from annotations.anchoring.selector import select

if TYPE_CHECKING:
    from annotations.anchoring.resolver import Resolver, resolve

__all__ = ["Resolver", "differing", "resolve", "select"]

_LATER = {"Resolver": "resolver", "resolve": "resolver"}
"""Names that are loaded when they are first asked for: an article without marks needs none."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
