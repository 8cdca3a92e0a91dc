"""What is known of a library's articles: kept in a cache, so that none is read twice."""

from reader.library.catalogue.catalogue import Catalogue, Found
from reader.library.catalogue.records import Record
from reader.library.catalogue.update import Filled, Shelves, fill
from reader.library.catalogue.views import SORTS, Filter, Said, View, ids_of, parse

__all__ = [
    "SORTS",
    "Catalogue",
    "Filled",
    "Filter",
    "Found",
    "Record",
    "Said",
    "Shelves",
    "View",
    "fill",
    "ids_of",
    "parse",
]
