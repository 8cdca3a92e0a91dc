"""Files damaged at random: what every loader must bear, for the tests and for a longer run.

A loader may refuse with its one error, and must not do anything else that is wrong: no other
error, no blocks that overlap or lie outside, no words that are in no block. To have a new
loader tried, give ``SEEDS`` a few files of its kind.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from random import Random

from reader.errors import LoadError
from reader.loading import LOADERS, Bundle, load_text
from reader.loading.content import Content
from tests.reader.archives import docx, epub, odt, packed, paragraph
from tests.reader.pdfs import Placed, pdf

MOST_PARTS = 5
LARGEST = 400_000
"""Bytes of a damaged file."""

_TEXT = "date 2023-05-09 The pier held.\n\nIts bolts\n\nThe planks came first — the bolts last.\n"
_MARKDOWN = "---\ntitle: Pier\n---\n# Bolts\n\n> *They* are [gone](x).\n\n- one\n  - two\n\n```\ncode\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n"
_RST = "Pier\n====\n\n:Date: 2023-05-09\n\n.. note::\n\n   Gone.\n\n- one\n\n  1. two::\n\n      code\n\n.. [1] note\n"
_ORG = "#+TITLE: Pier\n* Bolts\n:PROPERTIES:\n:END:\n- one\n  - two\n#+begin_quote\nGone.\n#+end_quote\n| a | b |\n"
_PAGE = (
    '<!DOCTYPE html><html lang=en><head><meta charset="utf-8"><title>Pier</title>'
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-05-09"}</script></head>'
    "<body><nav><a href=/>Home</a></nav><article><h1>Pier</h1><p>The pier <b>held</b> in the storm of May, said "
    "<a href='x'>the log</a>&nbsp;&amp; the mayor of the town.</p><ul><li>one<li>two</ul><blockquote>Gone.</blockquote>"
    "<figure><img src='data:image/png;base64,AAAA' alt='The old pier'><figcaption>The pier.</figcaption></figure>"
    "<table><tr><td>1</td><td>2</td></tr></table><pre>code</pre><p>Work will begin after the season ends.</p>"
    "</article></body></html>"
)
_ARCHIVE = (
    "MIME-Version: 1.0\nSubject: =?utf-8?q?Pier?=\nSnapshot-Content-Location: https://gull.example/\n"
    'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    f"Content-Transfer-Encoding: quoted-printable\n\n{_PAGE.replace('=', '=3D')}\n--b--\n"
)


def seeds() -> Mapping[str, list[bytes]]:
    """Whole files of each kind, by the loader's name."""
    chapters = {
        "a.xhtml": "<p>The pier <a href='b.xhtml#x'>held</a>.</p>",
        "b.xhtml": "<h1 id=x>B</h1><p>c</p>",
    }
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('2')}</w:tc></w:tr></w:tbl>"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note>"
    return {
        **_lists(),
        "pdf": [pdf([[Placed("The pier held in the storm.", 50, 700), Placed("Gone.", 50, 650)]])],
        "plain": [_TEXT.encode(), _TEXT.encode("utf-16"), _TEXT.replace("—", "é").encode("cp1252")],
        "markdown": [_MARKDOWN.encode()],
        "rst": [_RST.encode()],
        "org": [_ORG.encode()],
        "html": [_PAGE.encode(), b"<p>The pier held.</p>"],
        "mhtml": [_ARCHIVE.encode()],
        "epub": [
            epub(chapters, {"a.xhtml": "One", "b.xhtml": "Two"}, metadata="<dc:title>T</dc:title>")
        ],
        "docx": [docx(paragraph("The pier held.") + table)],
        "odt": [
            odt(
                f"<text:h>Pier</text:h><text:p>Held{note}.</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
            )
        ],
    }


def _lists() -> dict[str, list[bytes]]:
    record = (
        '{"title": "Pier", "text": "The pier held.", "date": "2023-05-09", "url": "https://a.b/"}'
    )
    wallabag = '[{"is_archived": 0, "url": "https://a.b/", "title": "Pier", "content": "<p>Held.</p>", "tags": ["x"]}]'
    feed = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": "<p>Held.</p>"}]}'
    ninjs = '{"uri": "urn:x", "headline": "Pier", "versioncreated": "2023-05-09T10:00:00Z", "body_xhtml": "<p>Held.</p>"}'
    bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><H3>Piers</H3><DL><DT><A HREF=https://a.b/ TAGS=x>Pier</A></DL></DL>"
    opml = '<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://a.b/f" text="F"/></outline></body></opml>'
    news = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x"><contentMeta><headline>Pier</headline></contentMeta>'
        "<contentSet><inlineXML><nitf><body><body.content><p>The pier held.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
    )
    omnivore = {
        "metadata_0_to_1.json": '[{"id": "1", "slug": "pier", "title": "Pier", "url": "https://a.b/"}]',
        "content/pier.html": "<p>The pier held.</p>",
    }
    return {
        "jsonl": [f"{record}\n{record}\n".encode()],
        "json list": [wallabag.encode(), feed.encode()],
        "ninjs": [ninjs.encode()],
        "table": [b"title,url,time_added,tags,status\nPier,https://a.b/,1683626400,x|y,unread\n"],
        "bookmarks": [bookmarks.encode()],
        "outline": [opml.encode()],
        "news": [news.encode()],
        "omnivore": [packed(omnivore)],
        "fragment": [b"<h2>Pier</h2><p>The pier <a href=x>held</a>.</p><ul><li>one</ul>"],
    }


def damaged(seed: bytes, random: Random) -> bytes:
    """The file with a few things wrong in it; of an archive, mostly in one of its members."""
    if seed.startswith(b"PK") and random.random() < 0.7:
        return _with_damaged_member(seed, random)
    return _damaged_bytes(seed, random)


def attempt(name: str, source: bytes, folder: Path) -> str:
    """What the loader did with a file in the folder: "read", or the reason why it refused.

    Raises:
        AssertionError: what it gave is wrong in itself.
        Exception: anything that it let through.
    """
    loader = LOADERS[name]
    path = f"file{loader.endings[0] if loader.endings else ''}"
    try:
        if loader.open is not None:
            file = folder / path
            file.write_bytes(source)
            bundle = loader.open(file)
            if bundle.members:
                return _attempt_parts(bundle, file)
        _check(loader.load(source, Path(path)))
        load_text(source, path)
    except LoadError as error:
        return error.reason
    return "read"


def _attempt_parts(bundle: Bundle, file: Path) -> str:
    """Read the first articles of a bundle; the last refusal, if all were refused."""
    reason = "holds nothing"
    for member in bundle.members[:MOST_PARTS]:
        assert not member.startswith("/")
        assert ".." not in member.split("/")
        try:
            part = bundle.part(member)
            _check(LOADERS[part.loader].load(part.source, file))
            reason = "read"
        except LoadError as error:
            reason = error.reason if reason != "read" else reason
    return reason


def _check(content: Content) -> None:
    at = 0
    for block in content.blocks:
        assert at <= block.start < block.end <= len(content.text), block
        assert not content.text[at : block.start].strip(), "words outside of all blocks"
        at = block.end
    assert not content.blocks or not content.text[at:].strip(), "words after the last block"
    for link in (*content.links, *content.images):
        assert 0 <= link.start < link.end <= len(content.text), link
        assert link.to is None or 0 <= link.to <= len(content.text), link


def _with_damaged_member(seed: bytes, random: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(seed)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError):
        return _damaged_bytes(seed, random)
    if not members:
        return seed
    chosen = random.choice(sorted(members))
    if random.random() < 0.1:
        del members[chosen]
    else:
        members[chosen] = _damaged_bytes(members[chosen], random)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _damaged_bytes(source: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 4)):
        source = random.choice(_DAMAGES)(source, random)[:LARGEST]
    return source


def _slice(source: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(source))
    return start, min(len(source), start + random.choice((1, 4, 30, 300)))


def _cut_off(source: bytes, random: Random) -> bytes:
    return source[: random.randint(0, len(source))]


def _left_out(source: bytes, random: Random) -> bytes:
    start, end = _slice(source, random)
    return source[:start] + source[end:]


def _repeated(source: bytes, random: Random) -> bytes:
    start, end = _slice(source, random)
    return source[:end] + source[start:end] * random.choice((1, 3, 2_000)) + source[end:]


def _moved(source: bytes, random: Random) -> bytes:
    start, end = _slice(source, random)
    rest = source[:start] + source[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + source[start:end] + rest[at:]


def _flipped(source: bytes, random: Random) -> bytes:
    changed = bytearray(source)
    for _ in range(random.choice((1, 5, 50)) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _inserted(source: bytes, random: Random) -> bytes:
    at = random.randint(0, len(source))
    return source[:at] + random.choice(_ODD) + source[at:]


_DAMAGES = (_cut_off, _left_out, _repeated, _moved, _flipped, _inserted)
_ODD = (
    b"\0",
    b"\xff\xfe",
    b"\x1b[31m",
    b"<",
    b">",
    b"&",
    b'"',
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#xD800;",
    b"&#99999999999;",
    b"&#" + b"9" * 5_000,
    b"<table>",
    b"<div>" * 500,
    b"</p>",
    b"<svg>",
    b"\n" * 300,
    b"99999999999999999999",
    b"-1",
    "\u202e\u00ad\ufeff".encode(),
    b"{" * 500,
    b"[" * 3_000,
    b"(" * 500,
)
