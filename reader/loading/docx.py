"""Word documents (Office Open XML): paragraphs, headings, lists, tables, notes at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from reader.errors import LoadError, damaged
from reader.loading.archives import Archive, hear, tree
from reader.loading.content import Content
from reader.loading.numbers import whole
from reader.loading.office import fields_of
from reader.loading.tables import Cells
from reader.loading.writing import Writer

VERSION = 1
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT = "word/document.xml"
_KINDS = {"title": "title", "quote": "quote", "intense quote": "quote", "caption": "caption"}
_MARKS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": ""}


def load_docx(source: bytes, name: Path) -> Content:
    """The text of the document; what was deleted in it and is only remembered is left out.

    Raises:
        LoadError: it is damaged, is locked, or has no words.
    """
    archive = Archive(source, name)
    if _DOCUMENT not in archive:
        raise LoadError(name, damaged("it is no Word document any more"))
    parts = _Parts(
        _styles(_part(archive, "word/styles.xml", name)),
        _numbered(_part(archive, "word/numbering.xml", name)),
        _targets(_part(archive, "word/_rels/document.xml.rels", name)),
    )
    writer = Writer()
    body = _Body(writer, parts)
    hear(archive.read(_DOCUMENT), body, name)
    writer.end()
    for kind in ("footnotes", "endnotes"):
        notes = archive.find(f"word/{kind}.xml")
        if notes is not None and body.notes:
            hear(notes, _Body(writer, parts, of_notes=kind[:-1], wanted=body.notes), name)
            writer.end()
    if writer.is_empty:
        raise LoadError(name, "is a document without words")
    return writer.content(
        fields_of(_part(archive, "docProps/core.xml", name)), f"postil docx {VERSION}"
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the text refers to: styles and list levels by their ids, addresses of links."""

    styles: Mapping[str, tuple[str, int]]
    numbered: Mapping[tuple[str, str], bool]
    targets: Mapping[str, str]


@dataclass
class _Paragraph:
    """What a paragraph says of itself before its first word."""

    kind: str = "paragraph"
    level: int = 0
    list: str = ""
    depth: str = "0"


@dataclass
class _Body:
    """Hears the elements of the text, or of its notes, and writes them.

    ``notes`` are the numbers of the notes that the text refers to, in order, by kind and id.
    """

    writer: Writer
    parts: _Parts
    of_notes: str = ""
    wanted: Mapping[tuple[str, str], int] = field(default_factory=dict)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    _paragraph: _Paragraph = field(default_factory=_Paragraph)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _hears: bool = False
    _silent: int = 0
    _has_begun: bool = False
    _cells: Cells = field(default_factory=Cells)
    _depth: int = 0
    _note: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == _FALLBACK:
            self._silent += 1
        local = tag.removeprefix(_W)
        if self._silent or local == tag:
            return
        if local in ("footnote", "endnote") and local == self.of_notes:
            self._begin_note(attributes)
        elif local in ("footnoteReference", "endnoteReference"):
            self._refer(local.removesuffix("Reference"), attributes.get(f"{_W}id", ""))
        elif local == "hyperlink":
            target = self.parts.targets.get(attributes.get(f"{_R}id", ""), "")
            anchor = attributes.get(f"{_W}anchor", "")
            self.writer.link(target, f"#{anchor}" if anchor else "")
        elif local == "bookmarkStart":
            self.writer.anchor(f"#{attributes.get(f'{_W}name', '')}")
        elif local in ("tbl", "tr", "tc"):
            self._begin_table(local)
        else:
            self._begin(local, attributes.get(f"{_W}val", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == _FALLBACK:
            self._silent -= 1
        local = tag.removeprefix(_W)
        if self._silent or local == tag:
            return
        if local == "t":
            self._hears = False
        elif local == "p":
            self._words("\n") if self._depth else self.writer.end()
        elif local == "hyperlink":
            self.writer.end_link()
        elif local == "tbl":
            self._depth -= 1
            if not self._depth:
                self._cells.write(self.writer)
                self._cells = Cells()

    def data(self, words: str) -> None:
        """Words, of which only those of a text are of the document."""
        if self._hears and not self._silent:
            self._words(words)

    def _begin(self, local: str, value: str) -> None:
        if local == "p":
            self._paragraph, self._has_begun = _Paragraph(), False
        elif local == "pStyle":
            kind, level = self.parts.styles.get(value, ("paragraph", 0))
            self._paragraph.kind, self._paragraph.level = kind, level
        elif local == "outlineLvl" and (level := whole(value, 9)) < 6:
            self._paragraph.kind, self._paragraph.level = "heading", level + 1
        elif local == "numId" and value != "0":
            self._paragraph.list = value
        elif local == "ilvl":
            self._paragraph.depth = value
        elif local == "t":
            self._hears = True
        elif local in ("br", "cr"):
            self._words("\n") if self._depth else self.writer.line_break()
        elif local in _MARKS and self._has_begun:
            self._words(_MARKS[local])

    def _words(self, words: str) -> None:
        if self.of_notes and not self._note:
            return
        if self._depth:
            self._cells.words(words)
            return
        if not self._has_begun:
            self._begin_block()
        self.writer.words(words)

    def _begin_block(self) -> None:
        self._has_begun = True
        paragraph = self._paragraph
        if self.of_notes:
            if self._note != "more":
                self.writer.begin("paragraph", 0, self._note)
                self._note = "more"
        elif paragraph.list and paragraph.kind == "paragraph":
            self.writer.begin("item", min(whole(paragraph.depth), 8) + 1, self._marker(paragraph))
        else:
            self.writer.begin(paragraph.kind, paragraph.level)

    def _marker(self, paragraph: _Paragraph) -> str:
        key = paragraph.list, paragraph.depth
        if not self.parts.numbered.get(key, False):
            return "•"
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{self._counts[key]}."

    def _begin_table(self, local: str) -> None:
        if local == "tbl":
            self._depth += 1
        elif self._depth == 1:
            self._cells.row() if local == "tr" else self._cells.cell()

    def _refer(self, kind: str, id: str) -> None:
        number = self.notes.setdefault((kind, id), len(self.notes) + 1)
        self.writer.link("", f"#{kind} {id}")
        self._words(f"[{number}]")
        self.writer.end_link()

    def _begin_note(self, attributes: Mapping[str, str]) -> None:
        id = attributes.get(f"{_W}id", "")
        number = self.wanted.get((self.of_notes, id))
        self._note = f"[{number}]" if number is not None else ""
        if number is not None:
            self.writer.end()
            self.writer.anchor(f"#{self.of_notes} {id}")


def _part(archive: Archive, member: str, name: Path) -> Element | None:
    """A part that says more of the document; without it, or where it is damaged, it is read on."""
    source = archive.find(member)
    try:
        return tree(source, name) if source is not None else None
    except LoadError:
        return None


def _styles(part: Element | None) -> dict[str, tuple[str, int]]:
    """The kind and level of each style's paragraphs; styles are named in English in every language."""
    found: dict[str, tuple[str, int]] = {}
    for style in part.iter(f"{_W}style") if part is not None else ():
        named = style.find(f"{_W}name")
        name = (named.get(f"{_W}val", "") if named is not None else "").lower()
        id = style.get(f"{_W}styleId", "")
        if name.startswith("heading ") and (level := whole(name[8:])):
            found[id] = "heading", min(level, 6)
        elif name in _KINDS:
            found[id] = _KINDS[name], 0
    return found


def _numbered(part: Element | None) -> dict[tuple[str, str], bool]:
    """Whether the level of a list is numbered, by the ids of both."""
    if part is None:
        return {}
    of_kind: dict[str, dict[str, bool]] = {}
    for kind in part.iter(f"{_W}abstractNum"):
        levels = of_kind.setdefault(kind.get(f"{_W}abstractNumId", ""), {})
        for level in kind.findall(f"{_W}lvl"):
            format = level.find(f"{_W}numFmt")
            value = format.get(f"{_W}val", "") if format is not None else "bullet"
            levels[level.get(f"{_W}ilvl", "")] = value not in ("bullet", "none")
    found: dict[tuple[str, str], bool] = {}
    for number in part.iter(f"{_W}num"):
        kind_of = number.find(f"{_W}abstractNumId")
        levels = of_kind.get(kind_of.get(f"{_W}val", ""), {}) if kind_of is not None else {}
        found.update({(number.get(f"{_W}numId", ""), level): is_ for level, is_ in levels.items()})
    return found


def _targets(part: Element | None) -> dict[str, str]:
    """The addresses that links lead to, by their ids."""
    relations = part if part is not None else ()
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in relations
        if relation.get("TargetMode") == "External"
        and relation.get("Target", "").startswith(("http://", "https://", "mailto:", "ftp://"))
    }
