"""Exports of words that the program which reads them would obey, read by that program."""

import csv
import io
import json
import re
import shutil
import subprocess
import time
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import orgparse
import pytest
from markdown_it import MarkdownIt

from annotations.exchange import FORMATS
from annotations.model import Annotation, Relation
from tests.annotations.exchange.builders import LAMPS, a_mark, an_id
from tests.hostile.words import hostile_line, hostile_words

COUNT = 300
FOR_EMACS = 100
"""Marks, which Emacs takes its time for."""
UNSEEN = re.compile("[\u200b\u2060]")
EMACS = shutil.which("emacs")


def hostile_mark(number: int, **fields: object) -> Annotation:
    """A mark of which every field that an article or a file has filled is hostile."""
    said = [hostile_line(number * 9 + at) for at in range(9)]
    source = replace(LAMPS, title=said[0], path=f"{number:04} {said[1]}", url=said[2], date=said[3])
    return a_mark(
        number,
        hostile_words(number).strip() or "words",
        source=source,
        tags=(said[4],),
        evidence=(said[5],),
        creator=said[6],
        relations=(Relation("same-claim", an_id(number) + said[7]),),
        **fields,
    )


MARKS = [hostile_mark(number) for number in range(1, COUNT + 1)]


def written(name: str, marks: list[Annotation] = MARKS) -> str:
    return "".join(FORMATS[name].write(marks))


def squeezed(text: str) -> str:
    """The words without what is blank, not seen, or could not be kept."""
    return "".join(UNSEEN.sub("", text).split())


# -------------------------------------------------------------------------------- Markdown


class Page(HTMLParser):
    """The elements of a page, and the words of each quote in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.addresses: set[str] = set()
        self.quotes: list[str] = []
        self._is_quoting = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.addresses |= {value or "" for name, value in attributes if name in ("href", "src")}
        if tag == "blockquote":
            self._is_quoting = True
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_quoting &= tag != "blockquote"

    def handle_data(self, data: str) -> None:
        if self._is_quoting:
            self.quotes[-1] += data


@pytest.mark.parametrize("preset", ["commonmark", "gfm"])
def test_markdown_shows_the_words_and_obeys_none(preset: str) -> None:
    parser = MarkdownIt("commonmark")
    if preset == "gfm":
        parser = parser.enable(["table", "strikethrough"])
    page = Page(parser.render(written("markdown")))
    assert set(page.elements) <= {"h1", "h2", "p", "blockquote", "ul", "li", "strong", "br"}
    assert page.elements["h2"] == COUNT
    assert page.addresses == set()
    assert sorted(map(squeezed, page.quotes)) == sorted(squeezed(m.quote.exact) for m in MARKS)


def test_pandoc_finds_nothing_else_in_markdown() -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is missing")
    for dialect in ("commonmark_x", "gfm"):
        done = subprocess.run(
            [pandoc, "--from", dialect, "--to", "json"],
            input=written("markdown"),
            capture_output=True,
            text=True,
            check=True,
        )
        found = Counter(re.findall(r'"t":"(\w+)"', done.stdout))
        # A bare address is a link to itself in some dialects.
        forbidden = "Table RawBlock RawInline CodeBlock Code Math Image Note DefinitionList Div"
        assert not set(forbidden.split()) & set(found), (dialect, found)


def test_obsidian_finds_no_comment_formula_tag_link_or_property() -> None:
    note = written("obsidian")
    front, _, body = note.removeprefix("---\n").partition("\n---\n")
    assert all(
        re.fullmatch(r"(?:title|tags): (?:\".*\"|\[.*\])", line) for line in front.split("\n")
    )
    own = re.compile(
        r"^> (?:\[!\w+\].*|(?:#[\w/-]+ ?)+)$|^\^[\w-]+$|^- [\w-]+: \[\[#\^[\w-]+\]\]$", re.M
    )
    rest = re.sub(r"\\.", "·", own.sub("", body))
    for sign in ("%%", "$", "==", "[[", "`", "<%", "<", "|"):
        assert sign not in rest, sign
    assert re.search(r"(?<!^)#\S|^\^\w|\s\^\w", rest) is None
    page = Page(
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(own.sub("", body))
    )
    assert set(page.elements) <= {"h1", "p", "blockquote", "ul", "li", "br"}
    assert page.elements["blockquote"] == page.elements["h1"] == COUNT


def test_logseq_finds_no_macro_reference_property_formula_or_picture() -> None:
    outline = written("logseq")
    for line in outline.split("\n"):
        stripped = line.strip()
        own = re.match(
            r"(?:source|url|date|id|kind|tags|created):: |- same-claim: \(\([0-9a-f-]*\)\)$",
            stripped,
        )
        rest = stripped[own.end() :] if own else stripped
        if stripped.startswith("tags:: "):
            assert rest.startswith("[[")
            rest = rest[2:-2]
        for sign in ("{{", "((", "[[", "](", "::", "^^", "@@", "[:", "\\["):
            assert sign not in rest, line
        unescaped = re.sub(r"\\.", "·", rest)
        if not stripped.startswith("tags:: ") and not own:
            assert "$" not in unescaped, line
            assert re.search(r"(?<!^-\s)(?<!#)#\w", unescaped) is None, line
    blocks = re.findall(r"^\t*- ", outline, re.MULTILINE)
    assert len(blocks) == COUNT * 4  # an article, its quote, its evidence and its relation


# -------------------------------------------------------------------------------- Org


def parts_of(file: Path) -> list[tuple[str, str]]:
    """What Emacs finds in an Org file, and the page that it exports."""
    assert EMACS is not None
    done = subprocess.run(
        [EMACS, "--batch", "-Q", "-l", Path(__file__).with_name("org_parts.el"), file],
        cwd=file.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stdout.split("\n") if line.startswith("[")]
    return [(kind, text) for kind, text in map(json.loads, lines)]


_OF_ORG = {
    "headline", "section", "property-drawer", "node-property", "quote-block", "src-block",
    "paragraph", "plain-list", "item", "keyword", "link http", "link https", "link mailto",
    "link id", "bold", "italic", "underline", "verbatim", "code", "strike-through", "subscript",
    "superscript", "line-break", "html",
}  # fmt: skip


@pytest.mark.skipif(EMACS is None, reason="Emacs is missing")
def test_emacs_runs_includes_and_follows_nothing_in_org(tmp_path: Path) -> None:
    secret = "words of a file of the user's"
    (tmp_path / "CANARY").write_text(secret)
    marks = [replace(mark, note=hostile_words(-at)) for at, mark in enumerate(MARKS[:FOR_EMACS])]
    file = tmp_path / "out.org"
    file.write_text(written("org", marks), encoding="utf-8")
    found = parts_of(file)
    kinds = Counter(kind for kind, _ in found)
    # A link to another mark is of a kind that Emacs knows once a part of Org is loaded.
    found = [("link id" if text.startswith("[[id:") else kind, text) for kind, text in found]
    others = [each for each in found if each[0] not in _OF_ORG]
    assert others == []
    assert kinds["headline"] == 2 * FOR_EMACS
    assert kinds["quote-block"] == FOR_EMACS
    assert kinds["src-block"] == sum(1 for mark in marks if mark.note.strip())
    assert kinds["keyword"] == 1
    quotes = [
        squeezed(re.sub(r"^#\+begin_quote\n|\n#\+end_quote\s*$", "", text))
        for kind, text in found
        if kind == "quote-block"
    ]
    assert sorted(quotes) == sorted(squeezed(mark.quote.exact) for mark in marks)
    [page] = [text for kind, text in found if kind == "html"]
    assert secret not in page
    assert "<script" not in page
    assert {each.name for each in tmp_path.iterdir()} == {"CANARY", "out.org"}
    assert (tmp_path / "CANARY").read_text() == secret


@pytest.mark.skipif(EMACS is None, reason="Emacs is missing")
def test_what_is_not_escaped_would_run(tmp_path: Path) -> None:
    code = '#+begin_src emacs-lisp :exports results\n(write-region "" nil "MADE")\n#+end_src\n'
    (tmp_path / "bare.org").write_text(code)
    parts_of(tmp_path / "bare.org")
    assert (tmp_path / "MADE").exists()


def test_orgparse_finds_a_heading_a_mark() -> None:
    root = orgparse.loads(written("org"))
    assert len(root.children) == COUNT
    assert all(len(article.children) == 1 for article in root.children)
    assert {mark.get_property("ID") for article in root.children for mark in article.children} == {
        mark.id.removeprefix("urn:uuid:") for mark in MARKS
    }


# -------------------------------------------------------------------------------- tables

_SHOWN = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*(.?)")


@pytest.mark.parametrize("name", ["csv", "tsv", "readwise"])
def test_no_cell_begins_with_the_sign_of_a_formula(name: str) -> None:
    text = written(name)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if name == "tsv" else ","))
    assert len(rows) == COUNT + 1
    for cells in rows:
        assert len(cells) == len(rows[0])
        for cell in cells:
            shown = _SHOWN.match(cell)
            assert shown is not None
            assert shown[1] not in set("=+-@\ufffd＝＋－＠"), ascii(cell)
            assert not cell.startswith("\t")


@pytest.mark.parametrize("name", ["csv", "tsv", "readwise"])
def test_what_was_guarded_comes_back_as_it_was(name: str) -> None:
    reading = FORMATS[name].reading(written(name))
    assert sorted(mark.quote.exact for mark in reading.annotations) == sorted(
        mark.quote.exact for mark in MARKS
    )


# -------------------------------------------------------------------------------- slowness


@pytest.mark.parametrize("name", [name for name in FORMATS if not FORMATS[name].is_folder])
@pytest.mark.parametrize("unit", ["\n", " \n", "\\", "`", "[", "a::\n", " ", ",", "'"])
def test_a_long_quote_and_note_take_no_more_than_their_length(name: str, unit: str) -> None:
    words = "A" + unit * (100_000 // len(unit)) + "b"
    began = time.monotonic()
    written(name, [a_mark(1, words, note=words)])
    assert time.monotonic() - began < 10  # a tenth of a second, where it is linear; else minutes
