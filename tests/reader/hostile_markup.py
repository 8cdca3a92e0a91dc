"""Pages and texts made to break whoever reads them."""

from base64 import b64encode

from tests.reader.hostile import TEXT, Hostile, nested


def _page(body: str) -> bytes:
    return f"<html><body><article><p>{TEXT}</p>{body}</article></body></html>".encode()


def _mime(count: int) -> bytes:
    """Messages in messages."""
    lines = ["MIME-Version: 1.0"]
    for depth in range(count):
        lines += [f'Content-Type: multipart/mixed; boundary="b{depth}"', "", f"--b{depth}"]
    return "\n".join([*lines, "Content-Type: text/html", "", f"<p>{TEXT}</p>"]).encode()


def _packed_mail(count: int) -> bytes:
    page = b64encode(b"<p>" + b"<b>x</b> " * count)
    return b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + page


MARKUP = {
    "html: 100 MB": Hostile(".html", lambda n: _page(f"<p>{TEXT}</p>" * n), 2_400_000),
    "html: nested divs": Hostile(".html", lambda n: _page(nested(n, "<div>", "</div>")), 100_000),
    "html: divs with words, nested": Hostile(
        ".html", lambda n: _page(nested(n, "<div>x", "</div>")), 100_000
    ),
    "html: nested quotes": Hostile(
        ".html", lambda n: _page(nested(n, "<blockquote><p>x", "</blockquote>")), 100_000
    ),
    "html: nested lists": Hostile(
        ".html", lambda n: _page(nested(n, "<ul><li>x", "</ul>")), 100_000
    ),
    "html: nested tables": Hostile(
        ".html", lambda n: _page(nested(n, "<table><tr><td>x", "</table>")), 100_000
    ),
    "html: links that are not closed": Hostile(
        ".html", lambda n: _page("<a href=x>The pier " * n), 100_000
    ),
    "html: bold that is not closed": Hostile(".html", lambda n: _page("<b>x<p>y" * n), 100_000),
    "html: a tag of many attributes": Hostile(
        ".html", lambda n: _page("<p " + "".join(f"a{k}=x " for k in range(n)) + ">x"), 300_000
    ),
    "html: linked data of nothing": Hostile(
        ".html",
        lambda n: _page(f'<script type="application/ld+json">[{"0," * n}0]</script>'),
        190_000,
    ),
    "html: much linked data": Hostile(
        ".html",
        lambda n: _page(f'<script type="application/ld+json">{"[" * 900}{"]" * 900}</script>' * n),
        2_000,
    ),
    "html: a table of many cells": Hostile(
        ".html", lambda n: _page("<table>" + ("<tr>" + "<td>7" * 10) * (n // 10)), 500_000
    ),
    "html: a cell of many words": Hostile(
        ".html", lambda n: _page("<table><td>" + "x<i>y</i>" * n), 300_000
    ),
    "mhtml: messages in messages": Hostile(".mhtml", _mime, 20_000),
    "mhtml: a page of many tags": Hostile(".mhtml", _packed_mail, 300_000),
    "mhtml: many parts": Hostile(
        ".mhtml",
        lambda n: b"Content-Type: multipart/related; boundary=b\n\n" + b"--b\n\nx\n" * n,
        300_000,
    ),
    "mhtml: many headers": Hostile(
        ".mhtml", lambda n: b"Subject: x\n" * n + b"Content-Type: text/html\n\n<p>x", 500_000
    ),
    "markdown: headings of nothing": Hostile(".md", lambda n: b"#\n" * n, 500_000),
    "markdown: items": Hostile(".md", lambda n: b"- a\n" * n, 240_000),
    "markdown: tables of one row": Hostile(".md", lambda n: b"|a|\n|-|\n" * n, 120_000),
    "markdown: a wide table": Hostile(
        ".md", lambda n: b"|" * n + b"\n" + b"-|" * n + b"\n" + b"|\n" * n, 40_000
    ),
    "markdown: links to nothing": Hostile(
        ".md", lambda n: b"".join(b"[a%d]: x\n" % k for k in range(n)), 80_000
    ),
    "rst: blank lines": Hostile(".rst", lambda n: b"\n" * n + b"x", 20_000_000),
    "rst: lines": Hostile(".rst", lambda n: b"a\n" * n, 5_000_000),
    "rst: nested items": Hostile(
        ".rst", lambda n: b"\n\n".join(b" " * k + b"- x" for k in range(n)), 6_000
    ),
    "org: blocks of many names that do not end": Hostile(
        ".org", lambda n: b"".join(b"#+begin_a%d\n" % k for k in range(n)), 100_000
    ),
    "org: lines": Hostile(".org", lambda n: b"a\n\n" * n, 5_000_000),
    "plain: one line of 100 MB": Hostile(".txt", lambda n: TEXT.encode() * n, 3_000_000),
    "plain: blank lines": Hostile(".txt", lambda n: b"\n" * n + b"x", 100_000_000),
    "plain: short lines": Hostile(".txt", lambda n: b"a\n" * n, 500_000),
    "plain: an old encoding, large": Hostile(".txt", lambda n: b"caf\xe9 au lait\n" * n, 5_000_000),
}
