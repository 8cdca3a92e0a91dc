"""Finding words in the texts of a library, and in what was said of them."""

from reader.library.search.hits import Hit, count, find
from reader.library.search.marks import Said, SaidHit, SaidIndex
from reader.library.search.query import Query, Term, parse

__all__ = ["Hit", "Query", "Said", "SaidHit", "SaidIndex", "Term", "count", "find", "parse"]
