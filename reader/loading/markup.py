"""HTML as it comes, from the standard library: chapters of books, fragments, whole pages.

Nothing is left out but what is no text (scripts, styles, controls) and, of a whole page,
what stands around its article by its own word. Nesting may be as deep as it likes.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urljoin

from reader.loading.formulas import FormulaReader
from reader.loading.numbers import whole
from reader.loading.scripts import ScriptRun
from reader.loading.tables import Table
from reader.loading.tags import tokens
from reader.loading.text_writer import Writer

_SILENT = frozenset(
    "script style head template svg noscript iframe object select button textarea rt rp rtc"
    " datalist canvas audio video map".split()
)
_AROUND = frozenset("nav header footer aside menu dialog".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = frozenset(
    "p div section article main body header footer aside nav figure address hgroup dl dt dd"
    " fieldset center details summary form menu legend".split()
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_LINKED = ("http://", "https://", "mailto:", "ftp://")

Resolve = Callable[[str], str]
"""From a link as written to the name of the anchor in this text that it leads to, or ``""``."""


def write_page(page: str, writer: Writer, base: str = "") -> dict[str, str]:
    """Write a whole page, or its ``article`` or ``main`` if it has just one; give its title."""
    lower = page.lower()
    only = next((tag for tag in ("article", "main") if lower.count(f"<{tag}") == 1), "")
    parser = _Markup(writer, base, only=only, around=frozenset() if only else _AROUND)
    parser.read(page)
    if writer.is_empty and (only or parser.left_out):
        parser = _Markup(writer, base)
        parser.read(page)
    return {"title": parser.title} if parser.title else {}


def write_fragment(
    markup: str,
    writer: Writer,
    base: str = "",
    resolve: Resolve | None = None,
    within: str = "#",
    picture: Resolve | None = None,
) -> None:
    """Write all of the markup; ``resolve`` tells which links stay within the text.

    ``within`` stands before the names of its anchors; ``picture`` tells where a picture lies.
    """
    _Markup(writer, base, resolve=resolve, within=within, picture=picture).read(markup)


class _Markup:
    """From tags to a Writer. ``around`` is left out; of ``only``, if named, all is written."""

    def __init__(
        self,
        writer: Writer,
        base: str,
        *,
        only: str = "",
        around: frozenset[str] = frozenset(),
        resolve: Resolve | None = None,
        within: str = "#",
        picture: Resolve | None = None,
    ) -> None:
        self.title = ""
        self._picture = picture or self._absolute
        self.left_out = False
        self._writer, self._base, self._only, self._resolve = writer, base, only, resolve
        self._around, self._within = around, within
        self._silenced: list[str] = []
        self._is_inside = not only
        self._in_title = False
        self._lists: list[int] = []
        self._quotes = 0
        self._table: Table | None = None
        self._formula: FormulaReader | None = None
        self._script: ScriptRun | None = None
        self._note_links: list[bool] = []
        self._before = ""

    def read(self, markup: str) -> None:
        """Write everything in the markup, which may be broken in any way."""
        for kind, words, attributes in tokens(markup):
            if kind == "words":
                self._write(words)
            elif kind == "start":
                self._start(words, attributes)
            else:
                self._end(words)
        self._close_formula()
        self._close_script()
        self._close_table()
        self._writer.end()

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        self._in_title = tag == "title" and not self.title
        if self._is_silent(tag, given):
            return
        self._is_inside |= tag == self._only
        if not self._is_inside:
            return
        if self._formula is not None or tag == "math":
            self._start_formula(tag, given)
            return
        for name in (given.get("id"), given.get("name") if tag == "a" else None):
            if name:
                self._writer.anchor(self._within + name)
        if self._table is not None:
            self._table.start(tag)
            self._start_script(tag)
            if tag == "a":
                self._note_link(given, "#" in given.get("href", ""))
        elif self._start_block(tag, given):
            self._close_script()
            self._before = ""
        else:
            self._start_inline(tag, given)

    def _start_formula(self, tag: str, given: Mapping[str, str]) -> None:
        self._formula = self._formula or FormulaReader()
        name = tag.rpartition(":")[2]
        tex = given.get("alttext", "") if tag == "math" else ""
        self._formula.start(name, encoding=given.get("encoding", ""), tex=tex)

    def _close_formula(self) -> None:
        if self._formula is not None:
            line = self._formula.line()
            self._formula = None
            self._put(line)

    def _start_script(self, tag: str) -> None:
        if tag in ("sup", "sub"):
            self._close_script()
            self._script = ScriptRun(tag, is_note=any(self._note_links))

    def _close_script(self) -> None:
        if self._script is not None:
            words = self._script.take(self._before)
            self._script = None
            self._put(words)

    def _end(self, tag: str) -> None:
        self._in_title = False
        if self._silenced:
            if tag == self._silenced[-1]:
                self._silenced.pop()
            return
        if self._is_inside:
            self._finish(tag)
        if self._only == tag:
            self._is_inside = False

    def _write(self, words: str) -> None:
        if self._in_title:
            self.title += " ".join(words.split())
        elif self._silenced or not self._is_inside:
            return
        elif self._formula is not None:
            self._formula.words(words)
        elif self._script is not None:
            self._script.add(words)
        else:
            self._put(words)

    def _put(self, words: str) -> None:
        if not words:
            return
        self._before = (self._before + words)[-40:]
        if self._table is not None:
            self._table.words(words)
        else:
            self._writer.words(words)

    def _is_silent(self, tag: str, given: Mapping[str, str]) -> bool:
        """Whether the tag is, or begins, something that is not written."""
        if self._silenced:
            if tag == self._silenced[-1]:
                self._silenced.append(tag)
            return True
        is_around = tag in self._around
        if tag in _SILENT or is_around or _is_hidden(tag, given):
            self._silenced.append(tag)
            self.left_out |= is_around
            return True
        return False

    def _start_block(self, tag: str, given: Mapping[str, str]) -> bool:
        """Begin a block, if the tag does; whether it did."""
        writer = self._writer
        if tag in _HEADINGS:
            writer.begin("heading", _HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._lists.append(whole(given.get("start"), 1) - 1 if tag == "ol" else -1)
            writer.end()
        elif tag == "li":
            self._item()
        elif tag in ("pre", "figcaption", "caption"):
            writer.begin("code" if tag == "pre" else "caption")
        elif tag == "blockquote":
            self._quotes += 1
            self._paragraph()
        elif tag == "table":
            self._table = Table()
        elif tag in _PARAGRAPHS or tag == "hr":
            self._paragraph()
        else:
            return False
        return True

    def _start_inline(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "br":
            self._writer.line_break()
        elif tag == "a":
            self._link(given)
        elif tag in ("sup", "sub"):
            self._start_script(tag)
        elif tag in ("img", "image") and (words := " ".join(given.get("alt", "").split())):
            address = self._picture(given.get("src", ""))
            self._writer.image(words, address)

    def _finish(self, tag: str) -> None:
        if self._formula is not None:
            self._formula.end(tag.rpartition(":")[2])
            if not self._formula.is_open:
                self._close_formula()
            return
        if tag in ("sup", "sub", "a"):
            self._close_script()
        if tag == "a" and self._note_links:
            self._note_links.pop()
        if self._table is not None:
            if self._table.end(tag):
                self._close_table()
        else:
            self._finish_block(tag)

    def _finish_block(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "blockquote" and self._quotes:
            self._quotes -= 1
        elif tag == "a":
            self._writer.end_link()
        elif tag == "li":
            self._writer.end()
            return
        if tag in _PARAGRAPHS or tag in _HEADINGS or tag in _ENDING:
            self._paragraph()

    def _paragraph(self) -> None:
        """Let a block begin that is of the kind of where it stands."""
        if self._writer.is_marked:
            return  # the first paragraph of an item is the item
        if self._lists:
            self._writer.begin("item", len(self._lists))
        elif self._quotes:
            self._writer.begin("quote", self._quotes)
        else:
            self._writer.begin("paragraph")

    def _item(self) -> None:
        marker = "•"
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            marker = f"{self._lists[-1]}."
        self._writer.begin("item", max(1, len(self._lists)), marker)

    def _link(self, given: Mapping[str, str]) -> None:
        target = given.get("href", "")
        to = (
            self._resolve(target)
            if self._resolve
            else target.removeprefix("#") * (target[:1] == "#")
        )
        address = "" if to else self._absolute(target)
        self._writer.link(address if address.startswith(_LINKED) else "", to)
        self._note_link(given, bool(to) or "#" in target)

    def _note_link(self, given: Mapping[str, str], is_within: bool) -> None:
        """A link begins; one that stays within the text makes a raised number a note's sign."""
        self._note_links.append(is_within)
        if self._script is not None and is_within:
            self._script.mark_note()
        elif "noteref" in given.get("epub:type", "") + given.get("role", ""):
            self._script = self._script or ScriptRun("sup", is_note=True)

    def _absolute(self, target: str) -> str:
        try:
            return urljoin(self._base, target.strip())
        except ValueError:  # such as of brackets that are no IPv6 address
            return ""

    def _close_table(self) -> None:
        if self._table is not None:
            self._close_script()
            self._table.write(self._writer)
            self._table = None


def _is_hidden(tag: str, given: Mapping[str, str]) -> bool:
    """Whether a browser would not show the element; a note that opens on demand is text."""
    if tag in _VOID or "note" in given.get("epub:type", "") + given.get("role", ""):
        return False
    style = given.get("style", "")
    return "hidden" in given or bool(style and _HIDDEN.search(style))


_ENDING = ("ul", "ol", "blockquote", "pre", "figcaption", "caption")
