"""Archives made to break whoever reads them: e-books, office documents, Omnivore's export."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO

from tests.reader.archives import BOMB, CONTAINER, ODT, W, docx, epub, odt, packed, paragraph
from tests.reader.hostile import TEXT, Hostile, laughs, nested


def overlapping(names: list[str], content: bytes, more: Mapping[str, str | bytes]) -> bytes:
    """An archive in which many names lead to the same bytes, so that it is small."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in more.items():
            archive.writestr(name, inside)
        archive.writestr(names[0], content)
        first = archive.infolist()[-1]
        for name in names[1:]:
            again = zipfile.ZipInfo(name)
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.compress_size, again.file_size = first.compress_size, first.file_size
            again.compress_type = first.compress_type
            archive.filelist.append(again)
            archive.NameToInfo[name] = again
    return stream.getvalue()


def book(
    manifest: str = "", spine: str = "", members: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A book of these entries, with its members besides the package."""
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>{manifest}</manifest>'
        f"<spine>{spine}</spine></package>"
    )
    fixed: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
    return packed({**fixed, **(members or {})})


def _chapter(name: str, id: str = "a") -> str:
    return f'<item id="{id}" href="{name}" media-type="application/xhtml+xml"/>'


def _one_chapter(body: str | bytes) -> bytes:
    return book(_chapter("a.xhtml"), '<itemref idref="a"/>', {"OEBPS/a.xhtml": body})


def _nav(contents: str) -> bytes:
    nav = '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    head = '<html xmlns:epub="http://www.idpf.org/2007/ops"><nav epub:type="toc">'
    members = {
        "OEBPS/nav.xhtml": f"{head}{contents}</nav></html>",
        "OEBPS/a.xhtml": f"<p>{TEXT}</p>",
    }
    return book(nav + _chapter("a.xhtml"), '<itemref idref="a"/>', members)


def _ncx(points: str) -> bytes:
    ncx = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    members = {"OEBPS/toc.ncx": f"<ncx>{points}</ncx>", "OEBPS/a.xhtml": f"<p>{TEXT}</p>"}
    return book(ncx + _chapter("a.xhtml"), '<itemref idref="a"/>', members)


def _chapters_on_one(count: int) -> bytes:
    names = [f"OEBPS/{number}.xhtml" for number in range(count)]
    manifest = "".join(_chapter(f"{n}.xhtml", f"i{n}") for n in range(count))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(count))
    with zipfile.ZipFile(BytesIO(book(manifest, spine))) as archive:
        fixed = {name: archive.read(name) for name in archive.namelist()}
    return overlapping(names, f"<p>{TEXT * 2_000}</p>".encode(), fixed)


def _quadratic(count: int, around: str) -> str:
    """One large entity named many times."""
    text = "&a;" * count
    return f'<!DOCTYPE x [<!ENTITY a "{"x" * count}">]>' + around.format(text)


def _with_part(part: str, inside: str) -> bytes:
    """A Word document of a few words that has this part."""
    return docx(paragraph(TEXT), {part: inside})


def _word_table(count: int) -> bytes:
    row = f"<w:tr>{f'<w:tc>{paragraph(str(7))}</w:tc>' * 10}</w:tr>"
    return docx(f"<w:tbl>{row * (count // 10)}</w:tbl>")


def _one_cell(count: int) -> bytes:
    return docx(f"<w:tbl><w:tr><w:tc>{paragraph('Held. ') * count}</w:tc></w:tr></w:tbl>")


def _external(document: str) -> bytes:
    return f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>{document}'.encode()


def _note(count: int) -> bytes:
    words = "<text:span>Held. </text:span>" * count
    body = f"<text:note><text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
    return odt(f"<text:p>{TEXT}{body}</text:p>")


def _full(body: str) -> str:
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


_ODT_LAUGHS = ODT.format("<text:p>&a8;</text:p>")

ARCHIVES = {
    "docx: a bomb": Hostile(".docx", lambda n: docx(" " * n), 500_000_000),
    "docx: empty paragraphs": Hostile(".docx", lambda n: docx("<w:p/>" * n), 10_000_000),
    "docx: a table of many cells": Hostile(".docx", _word_table, 1_000_000),
    "docx: a cell of many paragraphs": Hostile(".docx", _one_cell, 400_000),
    "docx: nested tables": Hostile(
        ".docx",
        lambda n: docx(nested(n, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", paragraph(TEXT))),
        100_000,
    ),
    "docx: styles of nothing": Hostile(
        ".docx", lambda n: _with_part("word/styles.xml", f"<x>{'<a/>' * n}</x>"), 15_000_000
    ),
    "docx: nested lists": Hostile(
        ".docx",
        lambda n: _with_part(
            "word/numbering.xml",
            f"<x {W}>{nested(n, '<w:abstractNum><w:lvl>', '</w:lvl></w:abstractNum>', '')}</x>",
        ),
        20_000,
    ),
    "docx: ten to the eighth entities": Hostile(
        ".docx",
        lambda n: packed({"word/document.xml": laughs(n) + _full(f"<w:p>&a{n - 1};</w:p>")}),
        9,
    ),
    "docx: one entity again and again": Hostile(
        ".docx",
        lambda n: packed(
            {"word/document.xml": _quadratic(n, _full("<w:p><w:r><w:t>{}</w:t></w:r></w:p>"))}
        ),
        20_000,
    ),
    "docx: an entity from outside": Hostile(
        ".docx",
        lambda n: packed({"word/document.xml": _external(_full(paragraph(TEXT + "&a;" * n)))}),
        1,
    ),
    "odt: a bomb": Hostile(".odt", lambda n: odt(" " * n), 500_000_000),
    "odt: ten to the eighth entities": Hostile(
        ".odt", lambda n: packed({"content.xml": laughs(n) + _ODT_LAUGHS}), 9
    ),
    "odt: a note of many words": Hostile(".odt", _note, 400_000),
    "odt: nested lists": Hostile(
        ".odt",
        lambda n: odt(
            nested(
                n,
                "<text:list><text:list-item>",
                "</text:list-item></text:list>",
                f"<text:p>{TEXT}</text:p>",
            )
        ),
        100_000,
    ),
    "odt: many spaces": Hostile(
        ".odt", lambda n: odt("<text:p>x" + '<text:s text:c="99999"/>' * n + "x</text:p>"), 500_000
    ),
    "epub: a bomb": Hostile(".epub", lambda n: _one_chapter(b" " * n), 500_000_000),
    "epub: an archive in it": Hostile(
        ".epub", lambda n: _one_chapter(packed({"a": packed({"b": b" " * n})})), 200_000_000
    ),
    "epub: a bomb of paragraphs": Hostile(
        ".epub", lambda n: _one_chapter("<p>x</p>" * n), 8_000_000
    ),
    "epub: one chapter named again and again": Hostile(
        ".epub",
        lambda n: book(
            _chapter("a.xhtml"), '<itemref idref="a"/>' * n, {"OEBPS/a.xhtml": f"<p>{TEXT}</p>"}
        ),
        1_000_000,
    ),
    "epub: many chapters of the same bytes": Hostile(".epub", _chapters_on_one, 40_000),
    "epub: many members": Hostile(
        ".epub", lambda n: book("", "", {f"OEBPS/{number}": "" for number in range(n)}), 60_000
    ),
    "epub: contents that nest": Hostile(
        ".epub", lambda n: _nav(nested(n, "<ol><li><a href='a.xhtml'>x", "</a></li></ol>")), 20_000
    ),
    "epub: points that nest": Hostile(
        ".epub",
        lambda n: _ncx(
            nested(
                n,
                "<navPoint><navLabel>x<content src='a.xhtml'/>",
                "</navLabel><content src='a.xhtml'/></navPoint>",
            )
        ),
        20_000,
    ),
    "epub: titles that nest": Hostile(
        ".epub",
        lambda n: book(
            "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            + nested(n, "<dc:title>x", "</dc:title>")
            + "</metadata>"
            + _chapter("a.xhtml"),
            '<itemref idref="a"/>',
            {"OEBPS/a.xhtml": f"<p>{TEXT}</p>"},
        ),
        20_000,
    ),
    "epub: locks that nest": Hostile(
        ".epub",
        lambda n: book(
            _chapter("a.xhtml"),
            '<itemref idref="a"/>',
            {
                "OEBPS/a.xhtml": f"<p>{TEXT}</p>",
                "META-INF/encryption.xml": nested(n, "<EncryptedData>", "</EncryptedData>", ""),
            },
        ),
        20_000,
    ),
    "epub: notes that lead to each other": Hostile(
        ".epub",
        lambda n: epub(
            {
                "a.xhtml": "".join(
                    f"<p><a id='n{k}' href='#n{(k + 1) % n}'>note {k}</a></p>" for k in range(n)
                )
            }
        ),
        100_000,
    ),
    "epub: entities": Hostile(".epub", lambda n: book("", "", {"OEBPS/book.opf": BOMB * n}), 1),
    "omnivore: a bomb": Hostile(
        ".zip", lambda n: packed({"metadata_0_to_1.json": b"[" + b" " * n + b"]"}), 500_000_000
    ),
    "omnivore: many lists": Hostile(
        ".zip",
        lambda n: overlapping(
            [f"metadata_{k}_to_{k}.json" for k in range(n)], b"[" + b"{}," * 5_000_000 + b"{}]", {}
        ),
        100,
    ),
    "omnivore: many blank lists": Hostile(
        ".zip",
        lambda n: packed({f"metadata_{k}_to_{k}.json": b" " * n + b"[]" for k in range(30)}),
        60_000_000,
    ),
    "omnivore: more entries than any list": Hostile(
        ".zip",
        lambda n: packed(
            {f"metadata_{k}_to_{k}.json": json.dumps([{"slug": "a"}] * n) for k in range(60)}
        ),
        20_000,
    ),
}
