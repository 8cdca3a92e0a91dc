"""What documents of office programs say of themselves, and OpenDocument texts (.odt)."""

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from reader.errors import LoadError, damaged
from reader.loading.archives import Archive, hear, tree
from reader.loading.content import Content
from reader.loading.numbers import whole
from reader.loading.tables import Cells
from reader.loading.writing import Writer

VERSION = 1
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CONTENT = "content.xml"
_FIELDS = {
    "title": "title",
    "creator": "author",
    "initial-creator": "author",
    "created": "date",
    "creation-date": "date",
    "date": "date",
    "language": "language",
    "keywords": "tags",
    "keyword": "tags",
}
_LINKED = ("http://", "https://", "mailto:", "ftp://")
_SILENT = ("tracked-changes", "annotation", "sequence-decls", "title", "desc")
_MOST_SPACES = 1_000


def fields_of(properties: Element | None) -> dict[str, str]:
    """The fields in a document's properties; of two that mean one, the first that is there."""
    found: dict[str, str] = {}
    elements = list(properties.iter()) if properties is not None else []
    for named, field_ in _FIELDS.items():
        words = [
            " ".join((element.text or "").split())
            for element in elements
            if str(element.tag).rpartition("}")[2] == named
        ]
        if any(words):
            found.setdefault(field_, ", ".join(filter(None, words)))
    return found


def load_odt(source: bytes, name: Path) -> Content:
    """The text of the document, its notes at the end.

    Raises:
        LoadError: it is damaged, is locked, or has no words.
    """
    archive = Archive(source, name)
    if b"encryption-data" in (archive.find("META-INF/manifest.xml") or b""):
        raise LoadError(name, "is locked with a password: save it without one")
    if _CONTENT not in archive:
        raise LoadError(name, damaged("it is no OpenDocument text any more"))
    writer = Writer()
    hear(archive.read(_CONTENT), body := _Body(writer), name)
    body.write_notes()
    if writer.is_empty:
        raise LoadError(name, "is a document without words")
    meta = archive.find("meta.xml")
    try:
        fields = fields_of(tree(meta, name) if meta is not None else None)
    except LoadError:  # what it says of itself is damaged, and not itself
        fields = {}
    return writer.content(fields, f"postil odt {VERSION}")


@dataclass
class _Body:
    """Hears the elements of an OpenDocument text and writes them."""

    writer: Writer
    _lists: list[str] = field(default_factory=list)
    _silent: int = 0
    _hears: int = 0
    _cells: Cells = field(default_factory=Cells)
    _depth: int = 0
    _notes: list[list[str]] = field(default_factory=list)
    _in_note: str = ""
    _is_new_item: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = tag.rpartition("}")[2]
        if self._silent or local in _SILENT:
            self._silent += 1
        elif tag.startswith(_TABLE):
            self._begin_table(local)
        elif local in ("p", "h"):
            self._hears += 1
            self._begin_block(local, attributes)
        elif local == "list":
            self._lists.append("•")
        elif local == "list-item":
            self._is_new_item = True
        elif local in ("note", "note-citation", "note-body"):
            self._begin_note(local)
        elif local == "a":
            target = attributes.get(_HREF, "")
            to = target if target.startswith("#") else ""
            self.writer.link(target if target.startswith(_LINKED) else "", to)
        elif local in ("bookmark", "bookmark-start"):
            self.writer.anchor(f"#{attributes.get(f'{_TEXT}name', '')}")
        else:
            self._write_space(local, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        local = tag.rpartition("}")[2]
        if self._silent:
            self._silent -= 1
        elif tag == f"{_TABLE}table":
            self._depth -= 1
            if not self._depth:
                self._cells.write(self.writer)
                self._cells = Cells()
        elif local in ("p", "h"):
            self._hears -= 1
            if self._depth or self._in_note:
                self._words("\n")
            else:
                self.writer.end()
        elif local == "list" and self._lists:
            self._lists.pop()
        elif local in ("note", "note-citation", "note-body"):
            self._in_note = "" if local == "note" else "note"
        elif local == "a":
            self.writer.end_link()

    def data(self, words: str) -> None:
        """Words, of which only those of paragraphs are of the document."""
        if self._hears and not self._silent:
            self._words(words)

    def write_notes(self) -> None:
        """Write the notes that stood where they are referred to."""
        self.writer.end()
        for number, words in enumerate(self._notes, 1):
            self.writer.anchor(f"#note {number}")
            self.writer.begin("paragraph", 0, f"[{number}]")
            self.writer.words("".join(words))
            self.writer.end()

    def _words(self, words: str) -> None:
        if self._in_note == "note-body":
            self._notes[-1].append(words)
        elif self._in_note:
            return  # the note's own sign; ours is written where it begins
        elif self._depth:
            self._cells.words(words)
        else:
            self.writer.words(words)

    def _begin_block(self, local: str, attributes: dict[str, str]) -> None:
        if self._depth or self._in_note:
            return
        style = attributes.get(f"{_TEXT}style-name", "")
        level = attributes.get(f"{_TEXT}outline-level", "1")
        if local == "h":
            self.writer.begin("heading", min(whole(level, 1), 6))
        elif self._lists:
            marker = self._lists[-1] if self._is_new_item else ""
            self.writer.begin("item", len(self._lists), marker)
            self._is_new_item = False
        elif style in ("Title", "Quotations"):
            self.writer.begin("title" if style == "Title" else "quote")
        else:
            self.writer.begin("paragraph")

    def _begin_note(self, local: str) -> None:
        if local == "note":
            self._notes.append([])
            self.writer.link("", f"#note {len(self._notes)}")
            self._words(f"[{len(self._notes)}]")
            self.writer.end_link()
        self._in_note = local

    def _begin_table(self, local: str) -> None:
        if local == "table":
            self._depth += 1
        elif self._depth == 1 and local == "table-row":
            self._cells.row()
        elif self._depth == 1 and local == "table-cell":
            self._cells.cell()

    def _write_space(self, local: str, attributes: dict[str, str]) -> None:
        if not self._hears:
            return
        if local == "s":
            count = attributes.get(f"{_TEXT}c", "1")
            self._words(" " * min(whole(count, 1), _MOST_SPACES))
        elif local == "tab":
            self._words("\t")
        elif local == "line-break":
            if self._depth or self._in_note:
                self._words("\n")
            else:
                self.writer.line_break()
