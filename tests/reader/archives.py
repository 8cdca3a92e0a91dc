"""E-books and office documents, built by the tests that read them."""

import io
import zipfile
from collections.abc import Mapping

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
)
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol>{}</ol></nav></body></html>"""


NO = ' linear="no"'


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def epub(
    chapters: Mapping[str, str],
    titles: Mapping[str, str] | None = None,
    *,
    aside: tuple[str, ...] = (),
    metadata: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book of these chapters (bodies by file name), with a table of contents of the titles."""
    items = "".join(
        f'<item id="i{n}" href="{href}" media-type="application/xhtml+xml"/>'
        for n, href in enumerate(chapters)
    )
    spine = "".join(
        f'<itemref idref="i{n}"{NO if href in aside else ""}/>' for n, href in enumerate(chapters)
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>"
    )
    links = "".join(
        f'<li><a href="{href}">{title}</a></li>' for href, title in (titles or {}).items()
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": NAV.format(links),
    }
    members |= {f"OEBPS/{href}": XHTML.format(body) for href, body in chapters.items() if body}
    return packed({**members, **(extra or {})})


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def docx(body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document with this body; its prefixes are ``w`` and ``r``."""
    document = f"<w:document {W} {R}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": document, **(extra or {})})


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)


def odt(body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text with this body; its prefixes are ``text``, ``table`` and ``xlink``."""
    return packed({"content.xml": ODT.format(body), **(extra or {})})


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "'
    + "boom" * 16
    + '">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 16}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><b>&i;</b>"
)
"""Entities that stand for four thousand million characters."""

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(words: str, properties: str = "") -> str:
    """A run of words of a Word document."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
