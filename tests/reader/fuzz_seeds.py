"""Whole files of every kind and form that is read: what the tests and the fuzzing damage.

To have a new loader tried, give ``seeds`` a file of each of its forms.
"""

import gzip
import json
import lzma
import zlib
from collections.abc import Mapping

from tests.reader.archives import W, docx, epub, odt, packed, paragraph
from tests.reader.pdfs import Placed, assembled, column, form, pdf

_TEXT = "date 2023-05-09 The pier held.\n\nIts bolts\n\nThe planks came first — the bolts last.\n"
_MAIL = "Title: Pier\nDate: 9 May 2023\nAuthor: Jo Ray\n\nBy Jo Ray\n\nThe pier held (Photo: Jo).\n"
_MARKDOWN = (
    "---\ntitle: Pier\ntags: [a, b]\n---\n# Bolts\n\n> *They* are [gone](x).\n\n- one\n  - two\n\n"
    "```\ncode\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>x</div>\n\nA `c` ![p](q) <b>&amp;[1]\n\n[1]: x\n"
)
_RST = (
    "Pier\n====\n\n:Date: 2023-05-09\n\n.. note::\n\n   Gone.\n\n- one\n\n  1. two::\n\n      code\n\n"
    ".. [1] note\n\n+---+\n| a |\n+---+\n\n  Quoted.\n\nSub\n---\n\n>>> x\n"
)
_ORG = (
    "#+TITLE: Pier\n* Bolts\n:PROPERTIES:\n:END:\n- one\n  - two\n#+begin_quote\nGone.\n\nWell.\n"
    "#+end_quote\n#+begin_src\nx\n#+end_src\n| a | b |\nSCHEDULED: x\n-----\n: y\n# z\nHeld.\n"
)
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
    f"Content-Transfer-Encoding: quoted-printable\n\n{_PAGE.replace('=', '=3D')}\n--b\n"
    "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n"
)
_URL = "https://a.b/"
_BODY = "<h2>Cost</h2><p>The pier <a href='https://a.b/'>held</a>.</p><ul><li>one</li></ul>"

_VTT = (
    "WEBVTT - The pier\nLanguage: en\n\nNOTE by hand\n\n1\n00:00:01.000 --> 00:00:03.000 line:0\n"
    "<v Maren>The <i>pier</i> held\n\n00:03.000 --> 00:05.000\n<v Maren>in the storm &amp; after.\n\n"
    "00:10.000 --> 00:12.000\n<v Jo>Who says <00:11.000>so?\n"
)
_SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\n{\\an8}The pier held\n\n2\n00:00:03,100 --> 00:00:05,000\nThe pier held\n"
    "in the storm.\n\n3\n00:01:03,100 --> 00:01:05,000\n- Who says so?\n"
)
_RICH = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\info{\title Pier}{\author Jo Ray}{\creatim\yr2023\mo5\dy9}}"
    r"\pard\b The pier\b0\par It cost 10{\super 6} crowns in 1902{\super 3}, \'e9t\'e9 \u8212?.{\v hidden}\par"
    r"{\*\generator x;}{\pict\wmetafile8 0a0b}\trowd\cellx1 a\cell b\cell\row}"
)
_FICTION = (
    '<?xml version="1.0" encoding="UTF-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"'
    ' xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><author><first-name>Jo</first-name>'
    "<last-name>Ray</last-name></author><book-title>Pier</book-title><lang>en</lang><date value='2023-05-09'/>"
    "</title-info></description><body><title><p>The Pier</p></title><section id='a'><title><p>One</p></title>"
    "<epigraph><p>Gone.</p><text-author>Ada</text-author></epigraph><p>It held for 10<sup>6</sup> days"
    "<a l:href='#n1' type='note'>1</a>.</p><poem><stanza><v>A line</v><v>and one</v></stanza></poem>"
    "<empty-line/><subtitle>*</subtitle><table><tr><td>1</td><td>2</td></tr></table></section></body>"
    "<body name='notes'><section id='n1'><title><p>1</p></title><p>A note.</p></section></body>"
    "<binary id='x'>AAAA</binary></FictionBook>"
)
_LATEX = (
    "\\documentclass{article}\n\\title{The Pier\\thanks{x}}\\author{Jo Ray \\and Ada B.}\\date{9 May 2023}\n"
    "\\newcommand{\\x}[1]{y}\n\\begin{document}\\maketitle\n\\section{Bolts} % gone\nThe \\emph{pier} held\\footnote{In "
    "May.} for $10^6$ days, said L\\'{a}szl\\'o~\\cite[p.~2]{ray}.\n\n\\begin{itemize}\\item one\\item[b] two"
    "\\end{itemize}\\begin{quote}Gone --- ``all''.\\end{quote}\\begin{equation}a=b\\label{e}\\end{equation}\n"
    "\\begin{verbatim}\nx{y\n\\end{verbatim}\\begin{figure}\\includegraphics[w]{p}\\caption{The old pier}\\end{figure}"
    "\\href{https://a.b/}{log} 4\\textsuperscript{th}\\\\\\end{document}\n"
)


def seeds() -> Mapping[str, list[bytes]]:
    """Whole files of each kind, one of each form that it has, by the loader's name."""
    texts = {
        "plain": [_TEXT.encode(), _TEXT.encode("utf-16"), _TEXT.replace("—", "é").encode("cp1252")],
        "markdown": [_MARKDOWN.encode()],
        "rst": [_RST.encode()],
        "org": [_ORG.encode()],
    }
    pages = {
        "html": [_PAGE.encode(), b"<p>The pier held.</p>"],
        "mhtml": [_ARCHIVE.encode()],
        "fragment": [_BODY.encode()],
    }
    texts["plain"].append(_MAIL.encode())
    lists = {"jsonl": [_json_lines()], "json list": _json_lists(), "ninjs": _ninjs()}
    others = {"table": _tables(), "bookmarks": _bookmarks(), "outline": [_outline()]}
    later = {
        "mail": _letters(),
        "mailbox": [_mailbox()],
        "feed": _feeds(),
        "transcript": [_VTT.encode(), _SRT.encode()],
        "rtf": [_RICH.encode()],
        "fb2": [_FICTION.encode(), packed({"pier.fb2": _FICTION})],
        "jupyter": [_notebook()],
        "tex": [_LATEX.encode()],
        "packed": [gzip.compress(_TEXT.encode(), mtime=0), lzma.compress(_TEXT.encode())],
    }
    packs = {"omnivore": [_omnivore()], "epub": _books(), "docx": [_word()], "odt": [_odt()]}
    return {**texts, **pages, **lists, **others, **later, **packs, "news": _news(), "pdf": _pdfs()}


def _letters() -> list[bytes]:
    """A plain one, flowed; a newsletter in two forms with something attached; one in HTML."""
    head = "From: Jo Ray <jo@a.b>\nTo: x@a.b\nSubject: =?utf-8?q?The_Pi=C3=A9r?=\nDate: Tue, 9 May 2023 10:00:00 +0200\n"
    flowed = f"{head}Content-Type: text/plain; charset=utf-8; format=flowed\n\nThe pier \nheld.\n\n> Gone.\n-- \nJo\n"
    mixed = (
        f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: "
        "multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee online.\n--b\nContent-Type: "
        f"text/html; charset=utf-8\n\n<html><body>{_BODY}<p>And so it stood for nine years.</p></body></html>\n--b--\n"
        '--a\nContent-Type: application/pdf; name="p.pdf"\nContent-Disposition: attachment\n'
        "Content-Transfer-Encoding: base64\n\nAAAA\n--a--\n"
    )
    page = f"{head}Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{_BODY}"
    return [source.encode() for source in (flowed, mixed, page)]


def _mailbox() -> bytes:
    first, _, last = _letters()
    return b"From jo@a.b Tue May  9 10:00:00 2023\n%b\n>From here on\n\nFrom x Tue May  9\n%b\n" % (
        first,
        last,
    )


def _feeds() -> list[bytes]:
    """RSS 2 with whole texts and with an address alone, Atom, RSS 1."""
    whole = f"<content:encoded><![CDATA[{_BODY}]]></content:encoded><pubDate>Tue, 09 May 2023 10:00:00 GMT</pubDate>"
    rss = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Gull</title><item><title>Pier &amp; co</title><link>{_URL}</link>{whole}<category>x</category></item>"
        f"<item><title>Bolts</title><link>{_URL}2</link></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Gull</title><entry><title>Pier</title><id>a</id>'
        f'<link href="{_URL}"/><updated>2023-05-09T10:00:00Z</updated><author><name>Jo</name></author>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>held</b>.</p></div></content>'
        "</entry></feed>"
    )
    first = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f'<channel><title>Gull</title></channel><item rdf:about="{_URL}"><title>Pier</title><link>{_URL}</link>'
        "<description>It held.</description></item></rdf:RDF>"
    )
    return [source.encode() for source in (rss, atom, first)]


def _notebook() -> bytes:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Pier\n", "\n", "It *held*."]},
        {"cell_type": "code", "source": "x = 1", "outputs": [], "execution_count": 1},
        {"cell_type": "markdown", "source": "- one\n- two"},
    ]
    metadata = {"title": "Pier", "authors": [{"name": "Jo"}]}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode()


def _json_lines() -> bytes:
    plain = {"title": "Pier", "text": "The pier held.", "date": "2023-05-09", "url": _URL}
    marked = {"headline": "Pier", "content_html": _BODY, "authors": [{"name": "Jo"}], "id": 7}
    return f"{json.dumps(plain)}\n{json.dumps(marked)}\n".encode()


def _json_lists() -> list[bytes]:
    """wallabag's, a JSON Feed, Delicious's or Pinboard's, Readability's, a corpus."""
    wallabag = {"is_archived": 0, "url": _URL, "title": "Pier", "content": _BODY, "tags": ["x"]}
    item = {"id": "1", "content_html": _BODY, "date_published": "2023-05-09T10:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gull", "items": [item]}
    pinned = {"href": _URL, "title": "Pier", "link": _URL, "time": "2023-05-09", "tags": "x y"}
    kept = {"article__title": "Pier", "article__url": _URL, "archive": False}
    corpus = {"title": "Pier", "body": ["The pier held.", "Gone."], "publish_date": 1683626400}
    return [
        json.dumps(each).encode()
        for each in ([wallabag, wallabag], feed, [pinned], {"bookmarks": [kept]}, [corpus])
    ]


def _ninjs() -> list[bytes]:
    """Of version 1, and of version 3."""
    known = {"uri": "urn:x", "versioncreated": "2023-05-09T10:00:00Z", "language": "en"}
    first = {**known, "headline": "Pier", "body_xhtml": _BODY, "subject": [{"name": "economy"}]}
    bodies = [
        {"role": "caption", "contentType": "text/plain", "value": "x"},
        {"role": "main", "contentType": "application/xhtml+xml", "value": _BODY},
    ]
    third = {**known, "headlines": [{"role": "main", "value": "Pier"}], "bodies": bodies}
    return [json.dumps(first).encode(), json.dumps(third).encode()]


def _tables() -> list[bytes]:
    """Pocket's, Instapaper's, Readwise Reader's, Raindrop's, wallabag's, a corpus."""
    return [
        f"title,url,time_added,tags,status\nPier,{_URL},1683626400,x|y,unread\n".encode(),
        f"URL,Title,Selection,Folder,Timestamp,Tags\n{_URL},Pier,,Unread,1,[]\n".encode(),
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        f"Pier,{_URL},01h,\"['a', 'b']\",2023-05-09,0,new,True\n".encode(),
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        f"1,Pier,,short,{_URL},Unsorted,,2023,,,false\n".encode(),
        "Title;URL;Content;Tags;MIME Type;Language;Creation date\n"
        f'Pier;{_URL};"Held.\r\n\r\nGone.";"a,b";;en;2023\nNext;{_URL};"{_BODY}";;;;\n'.encode(),
        b"title\ttext\tdate\nPier\tThe pier held.\t2023-05-09\nBolts\tThey\xe9 went.\t\n",
    ]


def _bookmarks() -> list[bytes]:
    """A browser's, and Pocket's page."""
    return [
        b"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><H3>Piers</H3><DL><DT>"
        b"<A HREF=https://a.b/ TAGS=x>Pier</A><DT><A HREF='https://a.b/2'>Two &amp; three</A></DL></DL>",
        b"<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        b'<li><a href="https://a.b/" time_added="1683626400" tags="x,y">Pier</a></li></ul></body></html>',
    ]


def _outline() -> bytes:
    feed = '<outline text="F" title="Gull" xmlUrl="https://a.b/f" htmlUrl="https://a.b/"/>'
    return (
        f'<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head>'
        f'<body><outline text="a">{feed}<outline text="b">{feed}</outline></outline></body></opml>'
    ).encode()


def _news() -> list[bytes]:
    """NITF, a NewsML-G2 item with it inside, a message of several, an item of plain text."""
    nitf = (
        '<nitf><head><title>Pier</title><docdata><date.issue norm="20230509T101500Z"/></docdata>'
        "</head><body><body.head><hedline><hl1>Pier</hl1></hedline><byline>Jo</byline></body.head>"
        "<body.content><p>The pier <em>held</em>.</p><p>Gone &amp; done.</p></body.content></body></nitf>"
    )
    space = ' xmlns="http://iptc.org/std/nar/2006-10-01/"'

    def item(inside: str, of: str = "") -> str:
        return (
            f'<newsItem{of} guid="tag:x:{len(inside)}" xml:lang="en"><itemMeta><provider><name>Gull'
            "</name></provider></itemMeta><contentMeta><contentCreated>2023-05-09</contentCreated>"
            "<headline>Pier</headline><by>Jo</by><subject><name>x</name></subject></contentMeta>"
            f"<contentSet>{inside}</contentSet></newsItem>"
        )

    inline, plain = f"<inlineXML>{nitf}</inlineXML>", "<inlineData>Held.\nGone.</inlineData>"
    message = f"<newsMessage{space}><itemSet>{item(inline)}{item(plain)}</itemSet></newsMessage>"
    whole = (nitf, item(inline, space), message, item(plain, space))
    return [source.encode() for source in whole]


def _omnivore() -> bytes:
    records = [
        {"id": "1", "slug": "pier", "title": "Pier", "url": _URL, "labels": ["x"]},
        {"id": "2", "slug": "gone", "title": "Gone", "url": _URL},
    ]
    return packed(
        {"metadata_0_to_2.json": json.dumps(records), "content/pier.html": f"<div>{_BODY}</div>"}
    )


def _books() -> list[bytes]:
    """Of EPUB 3 and of EPUB 2."""
    chapters = {
        "a.xhtml": "<p>The pier <a href='b.xhtml#x'>held</a>.</p><img src='p.png' alt='A pier'/>",
        "b.xhtml": "<h1 id='x'>B</h1><p>c</p><blockquote><p>d</p></blockquote>",
    }
    titles = {"a.xhtml": "One", "b.xhtml": "Two"}
    third = epub(chapters, titles, metadata="<dc:title>T</dc:title><dc:creator>J</dc:creator>")
    items = "".join(
        f'<item id="{name[0]}" href="{name}" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    points = "".join(
        f"<navPoint><navLabel><text>{title}</text></navLabel><content src='{name}'/></navPoint>"
        for name, title in titles.items()
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata/><manifest>'
        f'<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>'
        '<spine toc="n"><itemref idref="a"/><itemref idref="b" linear="no"/></spine></package>'
    )
    fonts = (
        '<encryption xmlns:e="x"><e:EncryptedData><e:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
        '<e:CipherData><e:CipherReference URI="OEBPS/f.otf"/></e:CipherData></e:EncryptedData></encryption>'
    )
    second = {
        "OEBPS/book.opf": package,
        "OEBPS/toc.ncx": f"<ncx><navMap>{points}</navMap></ncx>",
        "META-INF/encryption.xml": fonts,
    }
    return [third, epub(chapters, extra=second)]


def _word() -> bytes:
    cell = f"<w:tc>{paragraph('1')}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    body = (
        paragraph("Pier", '<w:pStyle w:val="H"/>')
        + paragraph("one", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + '<w:p><w:bookmarkStart w:name="b"/><w:r><w:t>Held</w:t><w:footnoteReference w:id="2"/><w:tab/>'
        '<w:t>x</w:t><w:br/></w:r><w:hyperlink r:id="r"><w:r><w:t>log</w:t></w:r></w:hyperlink></w:p>'
        + table
    )
    numbered = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    parts = {
        "word/styles.xml": f'<w:styles {W}><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/numbering.xml": f"<w:numbering {W}>{numbered}</w:numbering>",
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("A note.")}</w:footnote></w:footnotes>',
        "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r" TargetMode="External" Target="https://a.b/"/></Relationships>',
        "docProps/core.xml": '<p xmlns:d="d"><d:title>Pier</d:title><d:created>2023-05-09</d:created></p>',
    }
    return docx(body, parts)


def _odt() -> bytes:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>"
        "</text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>1</text:p></table:table-cell>"
    body = (
        f'<text:h text:outline-level="2">Pier</text:h><text:p text:style-name="Quotations">Held{note}.'
        '<text:s text:c="3"/><text:tab/>x<text:line-break/></text:p><text:bookmark text:name="b"/>'
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list><text:p>"
        '<text:a xlink:href="https://a.b/">log</text:a><text:a xlink:href="#b">up</text:a></text:p>'
        f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>"
    )
    meta = '<m xmlns:d="d"><d:title>Pier</d:title><d:creator>J</d:creator></m>'
    return odt(body, {"meta.xml": meta, "META-INF/manifest.xml": "<m/>"})


def _pdfs() -> list[bytes]:
    """Plain pages; two columns with a heading and page numbers; what real files are made of."""
    words = "The pier held in the storm of May and the planks came first and the bolts last. "
    plain = pdf([[Placed("The pier held in the storm.", 50, 700), Placed("Gone.", 50, 650)]])
    text = [words * 3, words * 2]
    columns = [
        [
            Placed("The Pier", 60, 770, 18, "Courier-Bold"),
            *column(text, letters=36, top=720),
            *column(text, x=320, letters=36, top=720),
            Placed(str(number), 300, 30),
        ]
        for number in (1, 2, 3)
    ]
    dated = pdf(columns, {"Title": "The Pier", "CreationDate": "D:20230509"})
    return [plain, dated, _drawn(), form()]


def _drawn() -> bytes:
    """With a form, packed streams, a map to Unicode, page labels, a turned page."""
    drawn = b"q BT /F0 12 Tf 1 0 0 1 50 700 Tm [(The ) -200 (pier held)] TJ 0 -14 Td (Gone.) ' ET Q /X0 Do"
    to_unicode = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "1 beginbfrange <41> <5A> <0041> endbfrange endcmap end"
    )
    form = "BT /F0 10 Tf 1 0 0 1 50 600 Tm (In a form) Tj ET"
    resources = "/Resources << /Font << /F0 3 0 R >> /XObject << /X0 7 0 R >> >>"
    held = zlib.compress(drawn)
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /r /St 3 >>] >> >>",
            "<< /Type /Pages /Kids [6 0 R 8 0 R] /Count 2 /MediaBox [0 0 600 800] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
            f"<< /Length {len(to_unicode)} >>\nstream\n{to_unicode}\nendstream",
            "<< /Title (Pier) >>",
            f"<< /Type /Page /Parent 2 0 R /Contents 9 0 R {resources} >>",
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] {resources} /Length {len(form)} >>\nstream\n{form}\nendstream",
            f"<< /Type /Page /Parent 2 0 R /Rotate 90 /Contents [9 0 R 9 0 R] {resources} >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(held), held),
        ]
    )
