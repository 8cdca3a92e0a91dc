"""What documents of office programs say of themselves, and OpenDocument texts (.odt)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from reader.errors import LoadError, damaged
from reader.loading.archives import Archive, hear, tree
from reader.loading.comments import Comment, CommentedText
from reader.loading.content import Content
from reader.loading.formulas import FormulaReader
from reader.loading.list_numbers import DEEPEST, ListCounter, ListLevel
from reader.loading.numbers import whole
from reader.loading.scripts import ScriptRun
from reader.loading.tables import Cells
from reader.loading.text_writer import Writer

VERSION = 2
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MATH = "{http://www.w3.org/1998/Math/MathML}"
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
_SILENT = ("tracked-changes", "sequence-decls", "title", "desc")
_LEVELS = ("list-level-style-number", "list-level-style-bullet", "outline-level-style")
_FORMATS = {"1": "decimal", "a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN"}
_OUTLINE = "outline"
_BULLET = "•"
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
    styles = _Styles()
    if (named := archive.find("styles.xml")) is not None:
        try:
            hear(named, styles, name)
        except LoadError:  # the document says how its lists are numbered, or they have bullets
            styles = _Styles()
    body = _Body(writer, styles, lambda folder: _formula(archive, folder, name))
    hear(archive.read(_CONTENT), body, name)
    body.write_notes()
    if writer.is_empty:
        raise LoadError(name, "is a document without words")
    meta = archive.find("meta.xml")
    try:
        fields = fields_of(tree(meta, name) if meta is not None else None)
    except LoadError:  # what it says of itself is damaged, and not itself
        fields = {}
    content = writer.content(fields, f"postil odt {VERSION}")
    return content._replace(file_marks=body.commented.marks(body.comments, content.text))


def _formula(archive: Archive, folder: str, name: Path) -> str:
    """The line of a formula that the document holds as an object of its own."""
    source = archive.find(f"{folder.removeprefix('./').rstrip('/')}/content.xml")
    reader = _Formula()
    if source is not None:
        try:
            hear(source, reader, name)
        except LoadError:
            return ""
    return reader.line()


class _Formula:
    """Hears an object of a document; what is in it counts if it is a formula."""

    def __init__(self) -> None:
        self._reader = FormulaReader()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag.startswith(_MATH):
            encoding = attributes.get("encoding", "")
            self._reader.start(tag.removeprefix(_MATH), encoding=encoding)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag.startswith(_MATH):
            self._reader.end(tag.removeprefix(_MATH))

    def data(self, words: str) -> None:
        """Words of the formula."""
        if self._reader.is_open:
            self._reader.words(words)

    def line(self) -> str:
        """The formula in one line."""
        return self._reader.line()


class _Styles:
    """Hears what the styles say of lists and of runs of words set high or low."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[int, ListLevel]] = {}
        self.scripts: dict[str, str] = {}
        self.list_of: dict[str, str] = {}
        self.outline: dict[int, ListLevel] = {}
        self._style = ""
        self._levels: dict[int, ListLevel] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = tag.rpartition("}")[2]
        if local == "style":
            self._style = attributes.get(f"{_STYLE}name", "")
            if list_style := attributes.get(f"{_STYLE}list-style-name"):
                self.list_of[self._style] = list_style
        elif local == "text-properties":
            position = attributes.get(f"{_STYLE}text-position", "").split(" ")[0]
            if script := _script(position):
                self.scripts[self._style] = script
        elif local == "list-style":
            self._levels = self.lists.setdefault(attributes.get(f"{_STYLE}name", ""), {})
        elif local == "outline-style":
            self._levels = self.outline
        elif local in _LEVELS and self._levels is not None:
            depth = min(max(whole(attributes.get(f"{_TEXT}level"), 1), 1), DEEPEST) - 1
            self._levels[depth] = _list_level(local, depth, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, words: str) -> None:
        """Words, of which styles have none."""


def _script(position: str) -> str:
    """Whether a position, in words or per cent of the line, is high or low."""
    if position in ("super", "sub"):
        return "sup" if position == "super" else "sub"
    height = position.removesuffix("%")
    if height in ("", "0") or not height.removeprefix("-").isdecimal():
        return ""
    return "sub" if height.startswith("-") else "sup"


def _list_level(kind: str, depth: int, attributes: dict[str, str]) -> ListLevel:
    if kind == "list-level-style-bullet":
        return ListLevel()
    format = _FORMATS.get(attributes.get(f"{_STYLE}num-format", ""), "none")
    shown = min(max(whole(attributes.get(f"{_TEXT}display-levels"), 1), 1), depth + 1)
    numbers = ".".join(f"%{at + 1}" for at in range(depth + 1 - shown, depth + 1))
    prefix, suffix = (attributes.get(f"{_STYLE}num-{end}fix", "") for end in ("pre", "suf"))
    start = whole(attributes.get(f"{_TEXT}start-value"), 1)
    return ListLevel(format, f"{prefix}{numbers}{suffix}", start)


class _CommentReader:
    """Hears one comment: who wrote it and when, and its paragraphs."""

    def __init__(self, id: str, attributes: dict[str, str]) -> None:
        self.id = id
        self._replies_to = next(
            (value for key, value in attributes.items() if key.endswith("}parent-name")), ""
        )
        self._said = {"creator": "", "date": ""}
        self._words: list[str] = []
        self._open = ["annotation"]
        self._paragraphs = 0

    @property
    def note(self) -> str:
        """What it says."""
        return "".join(self._words).strip()

    def start(self, local: str, attributes: dict[str, str]) -> None:
        """An element within it begins."""
        self._open.append(local)
        self._paragraphs += local == "p"
        if local in ("line-break", "tab", "s"):
            self._words.append("\n" if local == "line-break" else " ")

    def data(self, words: str) -> None:
        """Words within it."""
        if self._open[-1] in self._said:
            self._said[self._open[-1]] += words
        elif self._paragraphs:
            self._words.append(words)

    def end(self, local: str) -> bool:
        """An element ends; whether the comment goes on."""
        self._open.pop()
        if local == "p":
            self._paragraphs -= 1
            self._words.append("\n")
        return bool(self._open)

    def made(self) -> Comment:
        """The comment."""
        said = self._said
        return Comment(self.note, said["creator"].strip(), said["date"].strip(), self._replies_to)


@dataclass
class _Body:
    """Hears the elements of an OpenDocument text and writes them.

    ``formula`` gives the line of a formula by the folder that it lies in.
    """

    writer: Writer
    styles: _Styles
    formula: Callable[[str], str]
    _lists: list[str] = field(default_factory=list)
    _counter: ListCounter = field(default_factory=ListCounter)
    _begun: set[str] = field(default_factory=set)
    _is_in_body: bool = False
    _spans: list[str] = field(default_factory=list)
    _script: ScriptRun | None = None
    _before: str = ""
    _silent: int = 0
    _hears: int = 0
    _cells: Cells = field(default_factory=Cells)
    _depth: int = 0
    _notes: list[list[str]] = field(default_factory=list)
    _in_note: str = ""
    _is_new_item: bool = False
    commented: CommentedText = field(default_factory=CommentedText)
    comments: dict[str, Comment] = field(default_factory=dict)
    _comment: "_CommentReader | None" = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = tag.rpartition("}")[2]
        self._is_in_body |= tag == f"{_OFFICE}body"
        if not self._is_in_body:
            self.styles.start(tag, attributes)
        elif self._comment is not None and not self._silent:
            self._comment.start(local, attributes)
        elif self._silent or local in _SILENT:
            self._silent += 1
        elif tag.startswith(_TABLE):
            self._begin_table(local)
        elif local in ("p", "h"):
            self._hears += 1
            self._begin_block(local, attributes)
        elif local == "list":
            self._begin_list(attributes)
        elif local == "list-item":
            self._begin_item(attributes)
        else:
            self._begin_within(local, attributes)

    def _begin_within(self, local: str, attributes: dict[str, str]) -> None:
        """Begin something within a line of words."""
        if local == "span":
            self._end_script()
            style = attributes.get(f"{_TEXT}style-name", "")
            self._spans.append(self.styles.scripts.get(style, ""))
        elif local == "object" and self._hears:
            self._words(self.formula(attributes.get(_HREF, "")))
        elif local in ("note", "note-citation", "note-body"):
            self._begin_note(local)
        elif local in ("annotation", "annotation-end"):
            self._begin_comment(local, attributes)
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
        elif self._comment is not None:
            self._end_in_comment(local)
        elif tag == f"{_TABLE}table":
            self._depth -= 1
            if not self._depth:
                self._cells.write(self.writer)
                self._cells = Cells()
        elif local in ("p", "h"):
            self._end_paragraph()
        elif local == "list" and self._lists:
            self._lists.pop()
        elif local == "span" and self._spans:
            self._end_script()
            self._spans.pop()
        elif local in ("note", "note-citation", "note-body"):
            self._in_note = "" if local == "note" else "note"
        elif local == "a":
            self.writer.end_link()

    def _end_paragraph(self) -> None:
        self._hears -= 1
        self._end_script()
        self._before = ""
        self.commented.end_paragraph()
        if self._depth or self._in_note:
            self._words("\n")
        else:
            self.writer.end()

    def data(self, words: str) -> None:
        """Words, of which only those of paragraphs are of the document."""
        if self._comment is not None and not self._silent:
            self._comment.data(words)
            return
        if not self._hears or self._silent:
            return
        script = next((script for script in reversed(self._spans) if script), "")
        if script:
            self._script = self._script or ScriptRun(script)
            self._script.add(words)
        else:
            self._words(words)

    def write_notes(self) -> None:
        """Write the notes that stood where they are referred to."""
        self.writer.end()
        for number, words in enumerate(self._notes, 1):
            self.writer.anchor(f"#note {number}")
            self.writer.begin("paragraph", 0, f"[{number}]")
            self.writer.words("".join(words))
            self.writer.end()

    def _begin_comment(self, local: str, attributes: dict[str, str]) -> None:
        """A comment, whose passage ends here or where its name stands again."""
        self._end_script()
        name = attributes.get(f"{_OFFICE}name", "")
        if local == "annotation-end":
            self.commented.end(name)
            return
        id = name or f"comment {len(self.comments)}"
        if name:
            self.commented.begin(id, self.writer.offset)
        else:
            self.commented.refer(id, self.writer.offset)
        self._comment = _CommentReader(id, attributes)

    def _end_in_comment(self, local: str) -> None:
        comment = self._comment
        if comment is None or comment.end(local):
            return
        self._comment = None
        if comment.note:
            self.comments[comment.id] = comment.made()

    def _end_script(self) -> None:
        if self._script is not None:
            words = self._script.take(self._before)
            self._script = None
            self._words(words)

    def _begin_list(self, attributes: dict[str, str]) -> None:
        outer = self._lists[-1] if self._lists else ""
        style = attributes.get(f"{_TEXT}style-name", "") or outer
        goes_on = attributes.get(f"{_TEXT}continue-numbering") == "true"
        goes_on |= f"{_TEXT}continue-list" in attributes
        if not self._lists and not goes_on:
            self._counter.restart(style, 0)
        self._lists.append(style)

    def _begin_item(self, attributes: dict[str, str]) -> None:
        self._is_new_item = True
        if start := attributes.get(f"{_TEXT}start-value"):
            self._counter.begin_at(
                self._lists[-1] if self._lists else "", self._depth_of_list, whole(start, 1)
            )

    @property
    def _depth_of_list(self) -> int:
        return max(len(self._lists) - 1, 0)

    def _words(self, words: str) -> None:
        if not words:
            return
        self._before = (self._before + words)[-40:]
        self.commented.words(words)
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
            depth = max(whole(level, 1), 1)
            levels = self.styles.outline
            marker = self._counter.next(_OUTLINE, levels, depth - 1) if levels else ""
            marker = marker if any(map(str.isalnum, marker)) else ""
            self.writer.begin("heading", min(depth, 6), marker)
        elif self._lists:
            marker = self._marker(style) if self._is_new_item else ""
            self.writer.begin("item", len(self._lists), marker)
            self._is_new_item = False
        elif style in ("Title", "Quotations"):
            self.writer.begin("title" if style == "Title" else "quote")
        else:
            self.writer.begin("paragraph")

    def _marker(self, style: str) -> str:
        list_style = self._lists[-1] or self.styles.list_of.get(style, "")
        levels = self.styles.lists.get(list_style, {})
        return self._counter.next(list_style, levels, self._depth_of_list) or _BULLET

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
