"""The kinds of file that hold many articles, or news: part of ``LOADERS``."""

from pathlib import Path

from reader.errors import LoadError
from reader.loading import kinds
from reader.loading.content import Content
from reader.loading.loader import Load, LoadAs, Loader, Open, later, open_later


def _by_entries(opener: Open) -> Load:
    """For a file that is no article itself: the reason why none of its entries can be read."""
    read = _by_entries_as(opener)
    return lambda source, name: read(source, name, "")


def _by_entries_as(opener: Open) -> LoadAs:
    """The same, read with an encoding."""

    def load(_source: bytes, name: Path, encoding: str) -> Content:
        opener(name, encoding)  # says what is wrong with it
        raise LoadError(name, "is a list with nothing in it")

    return load


_JSON_LINES = open_later("lists.json_lines", "open_json_lines")
_JSON_LIST = open_later("lists.json_lists", "open_json_list")
_TABLE = open_later("lists.tables", "open_table")
_BOOKMARKS = open_later("lists.addresses", "open_bookmarks")
_OUTLINE = open_later("lists.addresses", "open_opml")
_FEED = open_later("lists.feeds", "open_feed")
_MAILBOX = open_later("formats.mail", "open_mailbox")
_OMNIVORE = open_later("lists.omnivore", "open_omnivore")

LISTS = (
    Loader(
        "jsonl",
        (".jsonl", ".ndjson"),
        "corpora: an article a line, in JSON",
        _by_entries(_JSON_LINES),
        open=_JSON_LINES,
        load_as=_by_entries_as(_JSON_LINES),
        looks=kinds.is_json_lines,
    ),
    Loader(
        "json list",
        (".json",),
        "wallabag, JSON Feed, and other lists of articles in JSON",
        _by_entries(_JSON_LIST),
        fits=kinds.is_json_list,
        open=_JSON_LIST,
        load_as=_by_entries_as(_JSON_LIST),
    ),
    Loader(
        "ninjs",
        (".json", ".ninjs"),
        "news in ninjs",
        later("lists.news", "load_ninjs"),
        extracts=True,
        fits=kinds.is_ninjs,
    ),
    Loader(
        "table",
        (".csv", ".tsv"),
        "lists of articles as tables: Pocket, Instapaper, Readwise Reader, Raindrop, wallabag",
        _by_entries(_TABLE),
        fits=kinds.is_csv_list,
        open=_TABLE,
        load_as=_by_entries_as(_TABLE),
    ),
    Loader(
        "bookmarks",
        (".html", ".htm"),
        "a browser's bookmarks, and Pocket's page",
        _by_entries(_BOOKMARKS),
        fits=kinds.is_bookmarks,
        open=_BOOKMARKS,
        load_as=_by_entries_as(_BOOKMARKS),
    ),
    Loader(
        "outline",
        (".opml", ".xml"),
        "feeds in OPML",
        _by_entries(_OUTLINE),
        fits=kinds.is_opml,
        open=_OUTLINE,
    ),
    Loader(
        "news",
        (".xml", ".nitf"),
        "news in NewsML-G2 and NITF",
        later("lists.news", "load_news_xml"),
        extracts=True,
        fits=kinds.is_news_xml,
        open=open_later("lists.news", "open_news_xml"),
    ),
    Loader(
        "feed",
        (".xml", ".rss", ".atom", ".rdf"),
        "feeds in RSS and Atom, with the articles in them",
        _by_entries(_FEED),
        fits=kinds.is_feed,
        open=_FEED,
    ),
    Loader(
        "mailbox",
        (".mbox", ".mbx"),
        "mailboxes",
        _by_entries(_MAILBOX),
        open=_MAILBOX,
        looks=kinds.is_mailbox,
    ),
    Loader(
        "omnivore",
        (".zip",),
        "Omnivore's export",
        _by_entries(_OMNIVORE),
        fits=kinds.is_omnivore,
        open=_OMNIVORE,
    ),
    Loader(
        "fragment",
        (),
        "an article's body in HTML",
        later("lists.fragment", "load_fragment"),
        extracts=True,
    ),
)
