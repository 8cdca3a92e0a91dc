"""What a loader reads out of a file, before titles and dates are made of it."""

from collections.abc import Mapping
from typing import NamedTuple

from reader.articles.article import Block, FileMark, Link


class Content(NamedTuple):
    """The canonical text of a file, its blocks, and the fields that it states itself.

    ``fields`` are as written, under the names of ``reader.articles.header``, and ``site``, and
    ``inferred date`` for one that was concluded and not stated; ``style`` says what kind of
    header they stood in, and is empty where there was none. The others are those of
    ``Article``. ``extractor`` names what made the text of a file that is none itself, with
    its version.
    """

    text: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, str]
    style: str = ""
    encoding: str = "utf-8"
    syntax: str = "plain"
    encoding_source: str = ""
    links: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()
    extractor: str = ""
    file_marks: tuple[FileMark, ...] = ()
