"""Whether a file of many uses, JSON, CSV, HTML, XML or zip, is one that holds articles.

It is told by its beginning alone, so that a folder's other files of these kinds are passed
over. Light: this is asked of every such file whenever a folder is opened.
"""

import re
from posixpath import splitext

_TEXTS = rb'"(?:text|body|content|article|maintext|document|body_text|content_html)"\s*:\s*["\[]'
_ADDRESS = rb'"(?:url|link|article__url)"\s*:\s*"https?:'
_TITLES = rb'"(?:title|headline|article__title)"\s*:'
_COLUMNS = (
    {"title", "url", "time_added"},  # Pocket
    {"url", "title", "selection", "folder"},  # Instapaper
    {"title", "url", "document tags"},  # Readwise Reader
    {"title", "url", "excerpt", "folder"},  # Raindrop
    {"title", "url", "content", "mime type"},  # wallabag
    *(
        {text, title}
        for text in ("text", "body", "content", "article")
        for title in ("title", "headline")
    ),
)


def is_json_list(head: bytes, _name: str) -> bool:
    """Whether it is an array of articles or addresses, or a JSON Feed, or Readability's export."""
    head = _trimmed(head)
    if head.startswith(b"{"):
        return bool(
            re.search(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version', head)
            or re.match(rb'\{\s*"bookmarks"\s*:\s*\[\s*\{[^\0]*"article__', head)
        )
    if not re.match(rb"\[\s*\{", head) or not re.search(_TITLES, head):
        return False
    return bool(re.search(_TEXTS, head) or re.search(_ADDRESS, head.replace(rb"\/", b"/")))


def is_ninjs(head: bytes, _name: str) -> bool:
    """Whether it is a news item in the IPTC's ninjs."""
    head = _trimmed(head)
    return head.startswith(b"{") and all(
        re.search(key, head)
        for key in (
            rb'"uri"\s*:',
            rb'"(?:body_\w+|bodies|headlines?|versioncreated|versionCreated)"\s*:',
        )
    )


def is_csv_list(head: bytes, _name: str) -> bool:
    """Whether the columns of the first line are those of articles or of a list of them."""
    line = _trimmed(head).partition(b"\n")[0].decode("utf-8", "replace")
    return any(found >= known for found in columns(line).values() for known in _COLUMNS)


def columns(line: str) -> dict[str, set[str]]:
    """The names in a table's first line, in lower case, by what might stand between them."""
    return {
        between: {name.strip(' \t\r"').lower() for name in line.split(between)}
        for between in ",;\t"
    }


def is_bookmarks(head: bytes, _name: str) -> bool:
    """Whether it is the bookmarks of a browser, or the page that Pocket exports."""
    head = _trimmed(head)[:2_000].lower()
    return head.startswith(b"<!doctype netscape-bookmark-file") or b"<title>pocket export" in head


def is_opml(head: bytes, _name: str) -> bool:
    """Whether it is a list of feeds."""
    return bool(re.search(rb"<opml[\s>]", _trimmed(head)[:2_000]))


def is_news_xml(head: bytes, _name: str) -> bool:
    """Whether it is news in the IPTC's NewsML-G2 or NITF."""
    head = _trimmed(head)
    has_names = b"iptc.org/std/nar" in head and re.search(
        rb"<(?:\w+:)?(?:newsItem|newsMessage)\b", head
    )
    return bool(has_names or re.search(rb"<nitf[\s>]", head))


def is_feed(head: bytes, _name: str) -> bool:
    """Whether it is a feed in RSS or Atom."""
    head = _trimmed(head)
    start = rb"(?:\s*<\?[^>]*>|\s*<!--.{0,3000}?-->|\s*<!DOCTYPE[^>]*>)*\s*"
    found = re.match(start + rb"<(?:rss[\s>]|(?:\w+:)?feed\b[^>]*?Atom|rdf:RDF\b)", head, re.DOTALL)
    return found is not None and (b"<rdf:RDF" not in found[0] or b"purl.org/rss" in head)


def is_fiction_book(head: bytes, name: str) -> bool:
    """Whether it is a FictionBook, or an archive whose first member is one."""
    if head.startswith(b"PK\x03\x04"):
        length = int.from_bytes(head[26:28], "little")
        return head[30 : 30 + length].lower().endswith(b".fb2")
    return name.lower().endswith(".fb2") or b"<FictionBook" in head[:1_000]


def is_mail(head: bytes) -> bool:
    """Whether it is a letter, by its header."""
    lines = rb"(?im)^(?:from|to|subject|date|received|message-id|return-path|delivered-to):"
    names = set(map(bytes.lower, re.findall(lines, re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])))
    return bool({b"message-id:", b"received:", b"return-path:"} & names) and len(names) > 2


def is_mailbox(head: bytes) -> bool:
    """Whether it is a mailbox: a line that says from whom, and a letter under it."""
    return re.match(rb"From \S+.*\r?\n(?:>?[A-Za-z-]+: )", head) is not None


def is_transcript(head: bytes) -> bool:
    """Whether it is a transcript in WebVTT or SubRip."""
    times = rb"(?:\d+:)?\d+:\d\d[.,]\d+[ \t]*-->"
    return re.match(rb"WEBVTT\b|(?:\d+[ \t]*\r?\n)?" + times, _trimmed(head)) is not None


def is_rich_text(head: bytes) -> bool:
    """Whether it is Rich Text."""
    return head.startswith(b"{\\rtf")


def is_notebook(head: bytes) -> bool:
    """Whether it is a notebook of Jupyter."""
    return re.match(rb'\{\s*"(?:cells|metadata|nbformat)"', _trimmed(head)) is not None and (
        b'"cell_type"' in head
    )


def is_latex(head: bytes) -> bool:
    """Whether it is a document in LaTeX."""
    return re.search(rb"(?m)^\s*\\document(?:class|style)\b", head) is not None


_PACKED = (".gz", ".xz", ".bz2")


def is_packed_text(head: bytes, name: str) -> bool:
    """Whether it is one text that was packed by itself: its name has a second ending."""
    inner, ending = splitext(name.lower())
    is_packed = head.startswith((b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh"))
    return is_packed and ending in _PACKED and splitext(inner)[1] not in ("", ".tar")


def is_omnivore(head: bytes, _name: str) -> bool:
    """Whether it is the archive that Omnivore exported."""
    names = rb"PK\x03\x04.{26}(?:metadata_\d+_to_\d+\.json|content/|highlights/)"
    return bool(re.match(names, head, re.DOTALL))


def is_json_lines(head: bytes) -> bool:
    """Whether its first line is a record with a text, by itself."""
    line, end, _ = _trimmed(head).partition(b"\n")
    is_whole = line.rstrip().endswith(b"}") or not end
    return line.startswith(b"{") and is_whole and re.search(_TEXTS, line) is not None


def is_page(head: bytes) -> bool:
    """Whether it is a web page by its first words."""
    start = rb"(?i)(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b"
    return re.match(start, _trimmed(head), re.DOTALL) is not None


def is_web_archive(head: bytes) -> bool:
    """Whether it is a message that a browser made of a page."""
    lines = rb"(?im)^(?:mime-version:|snapshot-content-location:|content-type: multipart/related)"
    return len(set(re.findall(lines, head.partition(b"\n\n")[0]))) > 1


def is_pdf(head: bytes) -> bool:
    """Whether it is a PDF."""
    return head.startswith(b"%PDF-")


def is_book(head: bytes) -> bool:
    """Whether it is an e-book, as its first members say."""
    marks = (b"mimetypeapplication/epub+zip", b"META-INF/container.xml")
    return head.startswith(b"PK") and any(mark in head for mark in marks)


def is_odt(head: bytes) -> bool:
    """Whether it is an OpenDocument text, likewise."""
    names = (b"mimetypeapplication/vnd.oasis.opendocument.text", b"content.xml")
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(names)


def is_word(head: bytes) -> bool:
    """Whether it is a Word document: its first members are named there."""
    return head.startswith(b"PK") and b"word/" in head


def _trimmed(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()
