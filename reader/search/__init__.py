"""Finding words in the texts of a library, and in what was said of them."""

from reader.search.hits import Hit, count, find
from reader.search.marks import Said, SaidHit, SaidIndex
from reader.search.query import Query, Term, parse

__all__ = ["Hit", "Query", "Said", "SaidHit", "SaidIndex", "Term", "count", "find", "parse"]
