"""Lists, corpora and news made to break whoever reads them."""

import json

from tests.reader.hostile import TEXT, Hostile, laughs, nested


def _records(count: int) -> bytes:
    return (
        b"[" + b",".join(b'{"title":"x","url":"https://a.b/%d"}' % k for k in range(count)) + b"]"
    )


LISTS = {
    "jsonl: one line of 100 MB": Hostile(
        ".jsonl", lambda n: json.dumps({"text": TEXT * n}).encode(), 3_000_000
    ),
    "jsonl: a line of nested arrays": Hostile(
        ".jsonl", lambda n: b'{"text":' + b"[" * n + b"]" * n + b"}", 10_000_000
    ),
    "jsonl: many empty records": Hostile(".jsonl", lambda n: b"{}\n" * n, 10_000_000),
    "jsonl: many blank lines": Hostile(".jsonl", lambda n: b"\n" * n, 50_000_000),
    "jsonl: a number of many digits": Hostile(
        ".jsonl", lambda n: b'{"text":"x","date":' + b"9" * n + b"}", 1_000_000
    ),
    "json list: many addresses": Hostile(".json", _records, 2_000_000),
    "json list: many numbers": Hostile(
        ".json", lambda n: b'[{"title":"x","text":"y"},' + b"1," * n + b"1]", 20_000_000
    ),
    "json list: nested arrays": Hostile(
        ".json", lambda n: b'[{"title":"x","text":"y"},' + b"[" * n, 20_000_000
    ),
    "json list: many fields": Hostile(
        ".json",
        lambda n: b'[{"title":"x","text":"y"' + b"".join(b',"%d":0' % k for k in range(n)) + b"}]",
        2_000_000,
    ),
    "ninjs: many bodies": Hostile(
        ".json", lambda n: b'{"uri":"x","headline":"y","bodies":[' + b"{}," * n + b"{}]}", 5_000_000
    ),
    "table: a line of 100 MB": Hostile(
        ".csv", lambda n: b"title,text\nPier," + TEXT.encode() * n, 3_000_000
    ),
    "table: a first line of 100 MB": Hostile(
        ".csv", lambda n: b"title,text" + b",x" * n + b"\nPier,Held\n", 50_000_000
    ),
    "table: many rows": Hostile(".csv", lambda n: b"title,text\n" + b"a,b\n" * n, 5_000_000),
    "table: many columns": Hostile(
        ".csv", lambda n: b"title,text\n" + b"a,b" + b",c" * n + b"\n", 20_000_000
    ),
    "table: a quotation that is not closed": Hostile(
        ".csv", lambda n: b'title,text\na,"' + b"b\n" * n, 20_000_000
    ),
    "bookmarks: many": Hostile(
        ".html",
        lambda n: b"<!DOCTYPE NETSCAPE-Bookmark-file-1>" + b"<DT><A HREF=https://a.b/>x" * n,
        1_000_000,
    ),
    "bookmarks: words without end": Hostile(
        ".html",
        lambda n: b"<!DOCTYPE NETSCAPE-Bookmark-file-1><A HREF=https://a.b/>" + b"x<b>" * n,
        5_000_000,
    ),
    "outline: nested": Hostile(
        ".opml",
        lambda n: (
            nested(n, '<outline url="https://a.b/">', "</outline>", "")
            .join(("<opml><body>", "</body></opml>"))
            .encode()
        ),
        100_000,
    ),
    "outline: many": Hostile(
        ".opml",
        lambda n: b"<opml><body>" + b'<outline url="https://a.b/"/>' * n + b"</body></opml>",
        2_000_000,
    ),
    "outline: elements of nothing": Hostile(
        ".opml", lambda n: b"<opml>" + b"<a/>" * n + b"</opml>", 10_000_000
    ),
    "outline: entities": Hostile(".opml", lambda n: (laughs(n) + "<opml>&a8;</opml>").encode(), 9),
    "news: nested paragraphs": Hostile(
        ".xml",
        lambda n: (
            f"<nitf><body><body.content>{nested(n, '<p>', '</p>')}</body.content></body></nitf>".encode()
        ),
        100_000,
    ),
    "news: nested items": Hostile(
        ".xml",
        lambda n: (
            nested(
                n,
                "<newsItem><contentSet>",
                "</contentSet></newsItem>",
                f"<inlineData>{TEXT}</inlineData>",
            )
            .join(('<x xmlns="http://iptc.org/std/nar/2006-10-01/">', "</x>"))
            .encode()
        ),
        20_000,
    ),
}
