"""The main text of a web page by trafilatura, its structure kept as blocks and links."""

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import trafilatura
from lxml import etree
from trafilatura.utils import load_html as parsed

from reader.loading.content import Content
from reader.loading.formulas import FormulaReader
from reader.loading.html_fields import fields_of
from reader.loading.html_fullness import as_markup, fuller_article
from reader.loading.html_pictures import Picture, figures_after, key_of, key_of_element
from reader.loading.markup import write_fragment
from reader.loading.numbers import whole
from reader.loading.scripts import ScriptRun
from reader.loading.tables import write_table
from reader.loading.text_writer import Writer

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

VERSION = 2
_FAULTS = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    etree.LxmlError,
)
"""What the extractor stumbles with over pages that no program would write: then the page is
read whole."""
_AT_THE_END = etree.XPath(f"boolean({'/*' * 240})")
"""Whether a page nests so deep that its parser has dropped what stands deeper, which it does at
256 levels: sloppy pages come there by tags that are never closed."""
_LINKED = ("http://", "https://", "mailto:", "ftp://")
_ENDING = ("head", "list", "item", "p", "div", "table", "row", "cell")
_WITHIN_A_LINE = frozenset("a b i em strong span small font cite q u s code abbr".split())
_TEXTS = ("p", "head", "item", "quote", "cell")


def extracted(page: str, known: Mapping[str, str], *, is_large: bool = False) -> Content | None:
    """The article in the page; None if there is none, or not all of it would be seen.

    ``is_large`` pages are read without the second opinions that cost seconds for them.
    """
    # It tells the log of every page that is odd, and has no word for a reader.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = parsed(page)
    if tree is None or _AT_THE_END(tree):
        return None
    _spell_formulas(tree)
    _spell_scripts(tree)
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_links=True, fast=is_large
        )
        stated = fields_of(tree)
    except _FAULTS:
        return None
    if found is None or isinstance(found, dict) or found.body is None:
        return None
    kept = frozenset(key_of_element(text) for text in found.body.iter(*_TEXTS))
    fields = {**stated, **known}
    version = f"trafilatura {trafilatura.__version__}, postil {VERSION}"
    fuller = None if is_large else fuller_article(tree, kept, _prose_length(found.body))
    if fuller is not None:
        writer = Writer()
        write_fragment(as_markup(fuller), writer, fields.get("url", ""))
        return _titled(writer.content(fields, f"{version}, all paragraphs"))
    walk = _Walk(fields.get("url", ""), figures_after(tree, kept))
    walk.over(found.body)
    return _titled(walk.writer.content(fields, version))


def _prose_length(body: "Element") -> int:
    return sum(len(" ".join("".join(text.itertext()).split())) for text in body.iter("p"))


def _spell_formulas(tree: "Element") -> None:
    """Write formulas as a line of text, whose parts the extractor would run together."""
    for formula in list(tree.iter("math")):
        reader = FormulaReader()
        for event, element in etree.iterwalk(formula, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            name = element.tag.rpartition(":")[2]
            if event == "start":
                tex = element.get("alttext", "") if element is formula else ""
                reader.start(name, encoding=element.get("encoding", ""), tex=tex)
                reader.words(element.text or "")
            else:
                reader.end(name)
        for part in list(formula):
            formula.remove(part)
        formula.tag, formula.text = "span", reader.line()


def _spell_scripts(tree: "Element") -> None:
    """Write superscripts and subscripts as characters, which the extractor would run together."""
    for element in list(tree.iter("sup", "sub")):
        words = "".join(element.itertext())
        parent = element.getparent()
        if parent is None or not words.strip():
            continue
        inner = [link for link in element.iter("a") if "#" in (link.get("href") or "")]
        outer = [link for link in element.iterancestors("a") if "#" in (link.get("href") or "")]
        run = ScriptRun(str(element.tag), is_note=bool(inner or outer))
        run.add(words)
        spelled = run.take(_words_before(element))
        kept = inner[0] if inner and "".join(inner[0].itertext()).strip() == words.strip() else None
        tail, element.tail = element.tail, None
        etree.strip_elements(element, "*", with_tail=True) if kept is None else None
        if kept is None:
            element.text, element.tail = spelled, tail
            element.tag = "span"
            continue
        kept.text, kept.tail = spelled, tail
        for child in list(kept):
            kept.remove(child)
        parent.replace(element, kept)


def _words_before(element: "Element") -> str:
    """Up to forty characters that stand before the element, in its own paragraph."""
    found: list[str] = []
    node: Element | None = element
    while node is not None and sum(map(len, found)) < 40:
        previous = node.getprevious()
        parent = node.getparent()
        if previous is not None:
            found.append(previous.tail or "")
            if not (previous.tail or "").strip() and isinstance(previous.tag, str):
                if previous.tag == "br":
                    break
                found.append("".join(previous.itertext())[-40:])
            node = previous
        elif parent is not None and parent.tag in _WITHIN_A_LINE:
            found.append(parent.text or "")
            node = parent
        else:
            found.append((parent.text or "") if parent is not None else "")
            break
    return "".join(reversed(found))[-40:]


def _titled(content: Content) -> Content:
    """The first heading is the title, if the page says that it is called so."""
    first = content.blocks[0] if content.blocks else None
    if first is None or first.kind != "heading":
        return content
    if key_of(content.text[first.start : first.end]) != key_of(content.fields.get("title", "")):
        return content
    return content._replace(blocks=(first._replace(kind="title"), *content.blocks[1:]))


class _Walk:
    """One walk over the body that trafilatura gives: TEI's p, head, list, item, quote and code."""

    def __init__(self, base: str, pictures: Mapping[str, Sequence[Picture]]) -> None:
        self.writer = Writer()
        self._base = base
        self._pictures = dict(pictures)
        self._lists: list[list[int]] = []
        self._quotes = 0

    def over(self, body: "Element") -> None:
        """Write everything in the body, without recursion: pages nest as deep as they like."""
        skipped: Element | None = None
        for event, element in etree.iterwalk(body, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if skipped is None and event == "start":
                skipped = element if self._is_done_at_once(element) else None
                if skipped is None:
                    self._begin(element)
            elif event == "end" and (skipped is None or element is skipped):
                if skipped is None:
                    self._end(element)
                skipped = None
                if element is not body and element.tail:
                    self.writer.words(element.tail)

    def _is_done_at_once(self, element: "Element") -> bool:
        if element.tag == "table":
            return self._table(element)
        if element.tag == "code" and _is_block(element):
            self.writer.begin("code")
            self.writer.words("".join(element.itertext()))
            self.writer.end()
            return True
        return False

    def _begin(self, element: "Element") -> None:
        writer, tag = self.writer, element.tag
        if tag == "head":
            writer.begin("heading", _level(element.get("rend", "")))
        elif tag == "list":
            self._lists.append([0 if element.get("rend") == "ol" else -1])
            writer.end()
        elif tag == "item":
            self._item(element)
        elif tag == "quote" and _is_block(element):
            self._quotes += 1
            self._paragraph()
        elif tag in ("p", "div"):
            self._inner_paragraph(element)
        elif tag == "lb":
            writer.line_break()
        elif tag == "ref":
            writer.link(self._address(element.get("target", "")))
        if element.text:
            writer.words(element.text)

    def _end(self, element: "Element") -> None:
        tag = element.tag
        if tag == "list" and self._lists:
            self._lists.pop()
        elif tag == "quote" and _is_block(element):
            self._quotes -= 1
        elif tag == "ref":
            self.writer.end_link()
        if tag in _ENDING or (tag == "quote" and _is_block(element)):
            self.writer.end()
            if tag in _TEXTS:
                self._add_pictures(element)
            self._resume(element)

    def _item(self, element: "Element") -> None:
        count = self._lists[-1] if self._lists else [-1]
        rend = element.get("rend", "")
        marker = "" if rend.startswith("d") else "•"
        if count[0] >= 0:
            count[0] += 1
            marker = f"{count[0]}."
        self.writer.begin("item", max(1, len(self._lists)) + rend.startswith("dd"), marker)

    def _inner_paragraph(self, element: "Element") -> None:
        """The first paragraph of an item is the item itself."""
        parent = element.getparent()
        is_first = parent is not None and parent.tag == "item" and parent[0] is element
        if not (is_first and not (parent.text or "").strip()):
            self._paragraph()

    def _paragraph(self) -> None:
        if self._lists:
            self.writer.begin("item", len(self._lists))
        elif self._quotes:
            self.writer.begin("quote", self._quotes)
        else:
            self.writer.begin("paragraph")

    def _resume(self, element: "Element") -> None:
        """What stands loose after a block is of the kind that it stands in."""
        if element.tail and element.tail.strip():
            self._paragraph()

    def _add_pictures(self, text: "Element") -> None:
        if self._pictures:
            for picture in self._pictures.pop(key_of_element(text), ()):
                self.writer.image(picture.words, self._resolved(picture.address))

    def _table(self, table: "Element") -> bool:
        """Write a table of figures, a row a line; one that only places text is walked over."""
        rows = [
            ["".join(cell.itertext()) for cell in row.iter("cell")] for row in table.iter("row")
        ]
        if any(cell.find(".//p") is not None for cell in table.iter("cell")):
            return False
        write_table(rows, self.writer)
        return True

    def _address(self, target: str) -> str:
        address = self._resolved(target)
        return address if address.startswith(_LINKED) else ""

    def _resolved(self, target: str) -> str:
        try:
            return urljoin(self._base, target.strip()) if target else ""
        except ValueError:  # such as of brackets that are no IPv6 address
            return ""


def _level(rend: str) -> int:
    return whole(rend[1:], 2)


def _is_block(element: "Element") -> bool:
    """Whether the element stands between blocks, and not within a line of words."""
    parent = element.getparent()
    return parent is None or parent.tag not in ("p", "head", "hi", "ref", "del")
