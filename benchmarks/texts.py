"""The texts that are opened: made from the sample's sentences, the same at every run."""

import random
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from annotations import sentences
from reader.library.library import Library

ARTICLE = 10_000
BOOK = 1_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One text as a plain file and as an EPUB; ``first`` and ``last`` are its own words."""

    plain: Path
    epub: Path
    first: str
    last: str


def make_plain(folder: Path, name: str, size: int, *, one_line: bool = False) -> Sample:
    """Write a text of about ``size`` characters into the folder, if need be on one line."""
    paragraphs = _paragraphs(size)
    plain = folder / name
    between = " " if one_line else "\n\n"
    plain.write_text(between.join(paragraphs) + "\n", encoding="utf-8")
    return Sample(plain, plain, paragraphs[0][:40], paragraphs[-1][-40:])


def make(folder: Path, name: str, size: int) -> Sample:
    """Write a text of about ``size`` characters into the folder, twice."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = _paragraphs(size)
    plain, epub = folder / f"{name}.txt", folder / f"{name}.epub"
    plain.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    _write_epub(epub, name, paragraphs)
    return Sample(plain, epub, paragraphs[0][:40], paragraphs[-1][-40:])


def _paragraphs(size: int) -> list[str]:
    library = Library.sample()
    texts = [library.load(path).text for path in library.paths]
    stock = [" ".join(text[start:end].split()) for text in texts for start, end in sentences(text)]
    # The same text at every run.
    chance = random.Random(7)
    paragraphs = ["Everything that follows was made to be measured with, and says nothing."]
    length = len(paragraphs[0])
    while length < size:
        # A number in each, so that no two pages look alike.
        number = f"Paragraph {len(paragraphs)}."
        paragraph = " ".join([number, *chance.choices(stock, k=chance.randint(2, 6))])
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return [*paragraphs, "Here it ends, with words that stand nowhere else in it."]


_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""

_PACKAGE = """<?xml version="1.0"?>
<package version="2.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{name}</dc:title>
<dc:identifier id="id">{name}</dc:identifier><dc:language>en</dc:language></metadata>
<manifest><item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
<spine toc="ncx"><itemref idref="text"/></spine></package>"""

_CONTENTS = """<?xml version="1.0"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><docTitle><text>{name}</text>
</docTitle><navMap><navPoint id="text" playOrder="1"><navLabel><text>{name}</text></navLabel>
<content src="text.xhtml"/></navPoint></navMap></ncx>"""

_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{name}</title></head><body>{body}</body></html>"""


def _write_epub(path: Path, name: str, paragraphs: list[str]) -> None:
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("book.opf", _PACKAGE.format(name=name))
        book.writestr("toc.ncx", _CONTENTS.format(name=name))
        book.writestr("text.xhtml", _PAGE.format(name=name, body=body))
