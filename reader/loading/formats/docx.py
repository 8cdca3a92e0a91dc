"""Word documents (Office Open XML): paragraphs, headings, lists, tables, notes at the end."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import Element

from reader.errors import LoadError, damaged
from reader.loading.archives import Archive, Target, hear, tree
from reader.loading.comments import Comment, CommentedText
from reader.loading.content import Content
from reader.loading.formats.odt import fields_of
from reader.loading.formulas import FormulaReader
from reader.loading.list_numbers import ListCounter, ListLevel
from reader.loading.numbers import whole
from reader.loading.scripts import ScriptRun
from reader.loading.symbol_fonts import UNKNOWN, symbol, with_symbols
from reader.loading.tables import Cells
from reader.loading.text_writer import Writer

VERSION = 2
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main", _W),
    (b"purl.oclc.org/ooxml/officeDocument/relationships", _R),
    (b"purl.oclc.org/ooxml/officeDocument/math", _M),
)
"""The names that ISO's strict form of the format has for the same things."""
_DOCUMENT = "word/document.xml"
_HEAD = 16_384
"""Bytes of a part in which it declares its names."""
_KINDS = {"title": "title", "quote": "quote", "intense quote": "quote", "caption": "caption"}
_LEFT_OUT = frozenset((_FALLBACK, f"{_W}moveFrom", f"{_W}rt"))
"""What is written elsewhere too: the other form of a shape, moved words where they were, and how
a word is read."""
_SCRIPTS = {"superscript": "sup", "subscript": "sub"}
_NO = ("0", "false", "off", "none")
_OF_RUNS = frozenset(("vertAlign", "vanish", "rStyle", "rFonts"))
_BULLET = "•"
_DEEPEST_STYLE = 20
_FORMATS = {
    "bullet": "bullet",
    "none": "none",
    "decimalZero": "zero",
    "lowerLetter": "letter",
    "upperLetter": "LETTER",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
    "ordinal": "ordinal",
}
_MARKS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": ""}


def load_docx(source: bytes, name: Path) -> Content:
    """The text of the document; what was deleted in it and is only remembered is left out.

    Raises:
        LoadError: it is damaged, is locked, or has no words.
    """
    package = _Package(Archive(source, name), name)
    parts = _Parts(
        _styles(package.tree("styles")),
        _lists(package.tree("numbering")),
        _targets(package.relations),
    )
    writer = Writer()
    body = _Body(writer, parts)
    package.hear(package.document, body)
    writer.end()
    for kind in ("footnotes", "endnotes"):
        if (member := package.part(kind)) and body.notes:
            package.hear(member, _Body(writer, parts, of_notes=kind[:-1], wanted=body.notes))
            writer.end()
    if writer.is_empty:
        raise LoadError(name, "is a document without words")
    commented = _Comments()
    if member := package.part("comments"):
        package.hear_if_sound(member, commented)
    if body.has_unknown_symbols:
        writer.remarks.append(f"Symbols whose font is not known are shown as {UNKNOWN}.")
    content = writer.content(fields_of(package.properties()), f"postil docx {VERSION}")
    comments = commented.found(package.tree("commentsExtended"))
    return content._replace(file_marks=body.commented.marks(comments, content.text))


class _Package:
    """The parts of a document, found by what its relations say they are."""

    def __init__(self, archive: Archive, name: Path) -> None:
        self._archive, self._name = archive, name
        self._folder = ""
        self._by_kind: dict[str, str] = {}
        self.document = _DOCUMENT
        for relation in _relations(self._tree("_rels/.rels")):
            if relation.get("Type", "").endswith("/officeDocument"):
                self.document = relation.get("Target", "").removeprefix("/")
        if self.document not in archive:
            self.document = _DOCUMENT
        if self.document not in archive:
            raise LoadError(name, damaged("it is no Word document any more"))
        folder, _, file = self.document.rpartition("/")
        self._folder = f"{folder}/" if folder else ""
        self.relations = self._tree(f"{self._folder}_rels/{file}.rels")
        for relation in _relations(self.relations):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            member = target[1:] if target.startswith("/") else self._folder + target
            self._by_kind.setdefault(kind, member)

    def part(self, kind: str) -> str:
        """The member that holds the notes, styles or list numbers; empty if none does."""
        for member in (self._by_kind.get(kind, ""), f"{self._folder}{kind}.xml"):
            if member and member in self._archive:
                return member
        return ""

    def tree(self, kind: str) -> Element | None:
        """The part as a tree; None where there is none, or it is damaged."""
        return self._tree(self.part(kind))

    def properties(self) -> Element | None:
        """What the document says of itself."""
        return self._tree("docProps/core.xml")

    def hear(self, member: str, target: Target) -> None:
        """Read a part element by element.

        Raises:
            LoadError: it is missing, locked or no XML.
        """
        hear(_transitional(self._archive.read(member)), target, self._name)

    def hear_if_sound(self, member: str, target: Target) -> None:
        """Read a part as far as it is sound, one without which the document is read on."""
        with suppress(LoadError):
            self.hear(member, target)

    def _tree(self, member: str) -> Element | None:
        """A part that says more of the document; where it is damaged, the document is read on."""
        source = self._archive.find(member) if member else None
        try:
            return tree(_transitional(source), self._name) if source is not None else None
        except LoadError:
            return None


def _transitional(source: bytes) -> bytes:
    """The part with the names of the strict form replaced by those that everybody writes."""
    for strict, usual in _STRICT:
        if strict in source[:_HEAD]:
            source = source.replace(b"http://" + strict, usual[1:-1].encode())
    return source


def _relations(part: Element | None) -> list[Element]:
    return list(part) if part is not None else []


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the text refers to: styles and list levels by their ids, addresses of links."""

    styles: Mapping[str, "_Style"]
    lists: Mapping[str, "_List"]
    targets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of a paragraph, or of a run of words."""

    kind: str = "paragraph"
    level: int = 0
    list: str = ""
    depth: int = 0
    script: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the kind that it shares its numbers with, its levels, and where it begins anew."""

    kind: str
    levels: Mapping[int, ListLevel]
    restarts: tuple[int, ...] = ()


@dataclass
class _Paragraph:
    """What a paragraph says of itself before its first word."""

    kind: str = "paragraph"
    level: int = 0
    list: str | None = None
    depth: int | None = None
    style: _Style = _Style()
    is_drop_cap: bool = False

    @property
    def list_id(self) -> str:
        """The list that the paragraph belongs to, by its own word or its style's."""
        return self.style.list if self.list is None else self.list

    @property
    def list_depth(self) -> int:
        """The level of the list, from 0."""
        return self.style.depth if self.depth is None else self.depth


@dataclass
class _Run:
    """What a run of words says of itself before its first word."""

    script: str = ""
    is_hidden: bool = False
    font: str = ""


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
    has_unknown_symbols: bool = False
    commented: CommentedText = field(default_factory=CommentedText)
    _paragraph: _Paragraph = field(default_factory=_Paragraph)
    _run: _Run | None = None
    _script: ScriptRun | None = None
    _script_kind: str = ""
    _before: str = ""
    _formula: FormulaReader | None = None
    _counter: ListCounter = field(default_factory=ListCounter)
    _begun_lists: set[str] = field(default_factory=set)
    _hears: bool = False
    _silent: int = 0
    _has_begun: bool = False
    _goes_on: bool = False
    _cells: Cells = field(default_factory=Cells)
    _depth: int = 0
    _note: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in _LEFT_OUT:
            self._silent += 1
        if self._silent:
            return
        if tag.startswith(_M):
            self._start_formula(tag.removeprefix(_M), attributes)
        elif tag.startswith(f"{_W}comment"):
            self._comment(tag.removeprefix(_W), attributes.get(f"{_W}id", ""))
        elif tag.startswith(_W):
            self._start_word(tag.removeprefix(_W), attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _LEFT_OUT:
            self._silent -= 1
        if self._silent:
            return
        if tag.startswith(_M):
            self._end_formula(tag.removeprefix(_M))
        elif tag.startswith(_W):
            self._end_word(tag.removeprefix(_W))

    def data(self, words: str) -> None:
        """Words, of which only those of a text are of the document."""
        if self._silent:
            return
        if self._formula is not None:
            self._formula.words(words)
        elif self._hears:
            self._said(with_symbols(words, self._run.font if self._run else ""))

    def _start_word(self, local: str, attributes: dict[str, str]) -> None:
        value = attributes.get(f"{_W}val", "")
        if local in ("footnote", "endnote") and local == self.of_notes:
            self._begin_note(attributes)
        elif local in ("footnoteReference", "endnoteReference"):
            self._refer(local.removesuffix("Reference"), attributes.get(f"{_W}id", ""))
        elif local == "hyperlink":
            self._end_script()
            target = self.parts.targets.get(attributes.get(f"{_R}id", ""), "")
            anchor = attributes.get(f"{_W}anchor", "")
            self.writer.link(target, f"#{anchor}" if anchor else "")
        elif local == "bookmarkStart":
            self.writer.anchor(f"#{attributes.get(f'{_W}name', '')}")
        elif local in ("tbl", "tr", "tc"):
            self._begin_table(local)
        elif local == "framePr":
            self._paragraph.is_drop_cap = attributes.get(f"{_W}dropCap", "none") != "none"
        elif local == "sym":
            self._write_symbol(attributes)
        elif local == "r":
            self._run = _Run()
        elif self._run is not None and local in _OF_RUNS:
            self._describe_run(local, value, attributes)
        else:
            self._begin(local, value)

    def _end_word(self, local: str) -> None:
        if local == "t":
            self._hears = False
        elif local == "r":
            self._run = None
        elif local == "p":
            self._end_paragraph()
        elif local == "hyperlink":
            self._end_script()
            self.writer.end_link()
        elif local == "tbl":
            self._depth -= 1
            if not self._depth:
                self._cells.write(self.writer)
                self._cells = Cells()

    def _comment(self, local: str, id: str) -> None:
        """A comment begins or ends, or its sign stands here."""
        self._end_script()
        if local == "commentRangeStart":
            self.commented.begin(id, self.writer.offset)
        elif local == "commentRangeEnd":
            self.commented.end(id)
        elif local == "commentReference":
            self.commented.refer(id, self.writer.offset)

    def _end_paragraph(self) -> None:
        self._end_script()
        self.commented.end_paragraph()
        self._before = ""
        if self._depth:
            self._words("\n")
        elif self._paragraph.is_drop_cap and self._has_begun:
            self._goes_on = True  # its letter begins the first word of the next paragraph
        else:
            self.writer.end()

    def _describe_run(self, local: str, value: str, attributes: Mapping[str, str]) -> None:
        run = self._run
        if run is None:
            return
        if local == "vertAlign":
            run.script = _SCRIPTS.get(value, "")
        elif local == "vanish":
            run.is_hidden = value not in _NO
        elif local == "rStyle":
            style = self.parts.styles.get(value, _Style())
            run.script, run.is_hidden = style.script, style.is_hidden
        elif local == "rFonts":
            run.font = attributes.get(f"{_W}ascii", "") or attributes.get(f"{_W}hAnsi", "")

    def _write_symbol(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get(f"{_W}char", "")
        try:
            found = symbol(int(place, 16), attributes.get(f"{_W}font", ""))
        except ValueError:
            found = UNKNOWN
        self.has_unknown_symbols |= found == UNKNOWN
        self._said(found)

    def _start_formula(self, local: str, attributes: Mapping[str, str]) -> None:
        if self._formula is None and local == "oMath":
            self._end_script()
            self._formula = FormulaReader()
        if self._formula is not None:
            self._formula.start(local, value=attributes.get(f"{_M}val", ""))

    def _end_formula(self, local: str) -> None:
        if self._formula is None:
            return
        self._formula.end(local)
        if not self._formula.is_open:
            line = self._formula.line()
            self._formula = None
            self._words(line)

    def _said(self, words: str) -> None:
        """Words of a run: hidden ones are dropped, superscripts and subscripts are spelled."""
        run = self._run or _Run()
        if run.is_hidden:
            return
        if self._script is not None and run.script != self._script_kind:
            self._end_script()
        if run.script:
            self._script = self._script or ScriptRun(run.script)
            self._script_kind = run.script
            self._script.add(words)
        else:
            self._words(words)

    def _end_script(self) -> None:
        if self._script is not None:
            words = self._script.take(self._before)
            self._script = None
            self._words(words)

    def _begin(self, local: str, value: str) -> None:
        if local == "p":
            self._paragraph, self._has_begun = _Paragraph(), self._goes_on
            self._goes_on = False
        elif local == "pStyle":
            style = self.parts.styles.get(value, _Style())
            self._paragraph.style = style
            self._paragraph.kind, self._paragraph.level = style.kind, style.level
        elif local == "outlineLvl" and (level := whole(value, 9)) < 6:
            self._paragraph.kind, self._paragraph.level = "heading", level + 1
        elif local == "numId":
            self._paragraph.list = value if value != "0" else ""
        elif local == "ilvl":
            self._paragraph.depth = min(whole(value), 8)
        elif local == "t":
            self._hears = True
        elif local in ("br", "cr"):
            self._end_script()
            self._words("\n") if self._depth else self.writer.line_break()
        elif local in _MARKS and self._has_begun:
            self._said(_MARKS[local])

    def _words(self, words: str) -> None:
        if not words or (self.of_notes and not self._note):
            return
        self._before = (self._before + words)[-40:]
        self.commented.words(words)
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
        elif paragraph.list_id and paragraph.kind == "paragraph":
            level = paragraph.list_depth + 1
            self.writer.begin("item", level, self._marker(paragraph) or _BULLET)
        else:
            marker = self._marker(paragraph) if paragraph.list_id else ""
            self.writer.begin(paragraph.kind, paragraph.level, marker if marker != _BULLET else "")

    def _marker(self, paragraph: _Paragraph) -> str:
        found = self.parts.lists.get(paragraph.list_id)
        if found is None:
            return _BULLET
        if paragraph.list_id not in self._begun_lists:
            self._begun_lists.add(paragraph.list_id)
            for depth in found.restarts:
                self._counter.restart(found.kind, depth)
        return self._counter.next(found.kind, found.levels, paragraph.list_depth)

    def _begin_table(self, local: str) -> None:
        if local == "tbl":
            self._depth += 1
        elif self._depth == 1:
            self._cells.row() if local == "tr" else self._cells.cell()

    def _refer(self, kind: str, id: str) -> None:
        number = self.notes.setdefault((kind, id), len(self.notes) + 1)
        self._end_script()
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


class _Comments:
    """Hears the part that holds what is said in the margin."""

    def __init__(self) -> None:
        self._comments: dict[str, Comment] = {}
        self._paragraphs: dict[str, str] = {}
        self._id = ""
        self._hears = False
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = tag.removeprefix(_W)
        if local == "comment":
            self._id, self._words = attributes.get(f"{_W}id", ""), []
            author, created = (attributes.get(f"{_W}{name}", "") for name in ("author", "date"))
            self._comments[self._id] = Comment("", author, created)
        elif local == "p" and self._id:
            # The last paragraph's id is what an answer names.
            self._paragraphs |= {attributes.get(f"{_W14}paraId", ""): self._id}
        elif local in ("br", "cr"):
            self._words.append("\n")
        self._hears |= local == "t"

    def end(self, tag: str) -> None:
        """An element ends."""
        local = tag.removeprefix(_W)
        self._hears &= local != "t"
        if local == "p":
            self._words.append("\n")
        elif local == "comment" and self._id:
            note = "".join(self._words).strip()
            self._comments[self._id] = self._comments[self._id]._replace(note=note)
            self._id = ""

    def data(self, words: str) -> None:
        """Words of a comment."""
        if self._hears:
            self._words.append(words)

    def found(self, extended: Element | None) -> dict[str, Comment]:
        """The comments by their ids; ``extended`` is the part that says which answer which."""
        for element in extended if extended is not None else ():
            id, parent = (
                self._paragraphs.get(element.get(f"{_W15}{name}", ""), "")
                for name in ("paraId", "paraIdParent")
            )
            if id and parent and id != parent:
                self._comments[id] = self._comments[id]._replace(replies_to=parent)
        return {id: each for id, each in self._comments.items() if each.note}


def _value(of: Element | None, path: str) -> str:
    """The value of an element in this one; empty if it is not there."""
    found = of.find(path) if of is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _styles(part: Element | None) -> dict[str, _Style]:
    """What each style says, with what it takes from those it is based on.

    Styles are named in English in every language.
    """
    elements = {
        style.get(f"{_W}styleId", ""): style
        for style in (part.iter(f"{_W}style") if part is not None else ())
    }
    found: dict[str, _Style] = {}
    for id in elements:
        chain: list[Element] = []
        at = id
        while at in elements and len(chain) < _DEEPEST_STYLE:
            chain.append(elements[at])
            at = _value(elements[at], f"{_W}basedOn")
        style = _Style()
        for element in reversed(chain):
            style = _restyled(style, element)
        found[id] = style
    return found


def _restyled(style: _Style, element: Element) -> _Style:
    """The style, changed by what the element says."""
    name = _value(element, f"{_W}name").lower()
    if name.startswith("heading ") and (level := whole(name[8:])):
        style = replace(style, kind="heading", level=min(level, 6))
    elif name in _KINDS:
        style = replace(style, kind=_KINDS[name], level=0)
    numbers = element.find(f"{_W}pPr/{_W}numPr")
    if numbers is not None:
        list_ = _value(numbers, f"{_W}numId") or style.list
        depth = min(whole(_value(numbers, f"{_W}ilvl"), style.depth), 8)
        style = replace(style, list="" if list_ == "0" else list_, depth=depth)
    script = _SCRIPTS.get(_value(element, f"{_W}rPr/{_W}vertAlign"), style.script)
    hidden = element.find(f"{_W}rPr/{_W}vanish")
    is_hidden = style.is_hidden if hidden is None else hidden.get(f"{_W}val", "") not in _NO
    return replace(style, script=script, is_hidden=is_hidden)


def _lists(part: Element | None) -> dict[str, _List]:
    """The lists by their ids: each one's levels, with what it changes of its kind's."""
    kinds: dict[str, dict[int, ListLevel]] = {}
    for kind in part.iter(f"{_W}abstractNum") if part is not None else ():
        levels = kinds.setdefault(kind.get(f"{_W}abstractNumId", ""), {})
        for level in kind.findall(f"{_W}lvl"):
            levels[whole(level.get(f"{_W}ilvl"))] = _list_level(level)
    found: dict[str, _List] = {}
    for number in part.iter(f"{_W}num") if part is not None else ():
        kind_id = _value(number, f"{_W}abstractNumId")
        levels, restarts = dict(kinds.get(kind_id, {})), []
        for override in number.findall(f"{_W}lvlOverride"):
            depth = whole(override.get(f"{_W}ilvl"))
            inner = override.find(f"{_W}lvl")
            if inner is not None:
                levels[depth] = _list_level(inner)
            if start := _value(override, f"{_W}startOverride"):
                levels[depth] = levels.get(depth, ListLevel())._replace(start=whole(start, 1))
                restarts.append(depth)
        found[number.get(f"{_W}numId", "")] = _List(kind_id, levels, tuple(restarts))
    return found


def _list_level(element: Element) -> ListLevel:
    depth = whole(element.get(f"{_W}ilvl"))
    restart = element.find(f"{_W}lvlRestart")
    text = element.find(f"{_W}lvlText")
    return ListLevel(
        _FORMATS.get(_value(element, f"{_W}numFmt") or "decimal", "decimal"),
        text.get(f"{_W}val", "") if text is not None else f"%{depth + 1}.",
        whole(_value(element, f"{_W}start"), 1),
        restart is None or restart.get(f"{_W}val") != "0",
        element.find(f"{_W}isLgl") is not None,
    )


def _targets(part: Element | None) -> dict[str, str]:
    """The addresses that links lead to, by their ids."""
    relations = part if part is not None else ()
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in relations
        if relation.get("TargetMode") == "External"
        and relation.get("Target", "").startswith(("http://", "https://", "mailto:", "ftp://"))
    }
