"""Describing a passage so that it can be found again, and finding it."""

from annotations.anchoring.differing import differing
from annotations.anchoring.resolving import Resolver, resolve
from annotations.anchoring.selecting import select

__all__ = ["Resolver", "differing", "resolve", "select"]
