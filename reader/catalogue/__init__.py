"""What is known of a library's articles: kept in a cache, so that none is read twice."""

from reader.catalogue.catalogue import Catalogue, Found, Record
from reader.catalogue.database import CatalogueError
from reader.catalogue.filling import Progress, Shelves, fill
from reader.catalogue.views import SORTS, Filter, Place, Said, View, ids_of, parse

__all__ = [
    "SORTS",
    "Catalogue",
    "CatalogueError",
    "Filter",
    "Found",
    "Place",
    "Progress",
    "Record",
    "Said",
    "Shelves",
    "View",
    "fill",
    "ids_of",
    "parse",
]
