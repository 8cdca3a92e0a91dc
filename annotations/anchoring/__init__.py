"""Describing a passage so that it can be found again, and finding it."""

from annotations.anchoring.resolving import ORPHANED, Resolver, resolve
from annotations.anchoring.selecting import select
from annotations.anchoring.worddiff import WordChange, word_diff

__all__ = ["ORPHANED", "Resolver", "WordChange", "resolve", "select", "word_diff"]
