"""What the readers of others make of our exports."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orgparse
import pytest
import spacy
from bratly.annotation_types import EntityAnnotation
from bratly.io.file_read_src import parse_ann_file
from cassis import load_cas_from_json
from hypothesis import assume, given, settings
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from spacy.tokens import Doc

from annotations.exchange import FORMATS, Context
from annotations.model import Annotation
from tests.annotations.exchange.builders import (
    HOSTILE,
    MARKS,
    ON_QUAY,
    TEXTS,
    on_quay,
    random_stores,
    read_by_others,
    text_files,
)
from tests.annotations.exchange.readings import KINDLE, KINDLE_READING, TASKS, TASKS_READING

Store = tuple[list[Annotation], Context]
SCHEMAS = Path(__file__).parents[2] / "data" / "export"
KNOWN: Store = ([*MARKS, *ON_QUAY], TEXTS)
few = settings(max_examples=25)


def text_of(name: str, store: Store) -> str:
    return "".join(FORMATS[name].write(*store))


def lines_of(name: str, store: Store) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(name, store).splitlines()]


def files_of(name: str, store: Store) -> dict[str, str]:
    return text_files(FORMATS[name], *store)


def words(text: str) -> str:
    return "".join(text.split())


def quotes(store: Store) -> list[str]:
    return sorted(words(mark.quote.exact) for mark in store[0])


# ------------------------------------------------------------------------------- spaCy


@few
@given(store=random_stores())
def test_spacy_reads_its_lines_with_every_span_in_line(store: Store) -> None:
    vocab = spacy.blank("xx").vocab
    docs = [Doc(vocab).from_json(line, validate=True) for line in lines_of("spacy", store)]
    spans = [span for doc in docs for span in doc.spans["sc"]]
    assert sorted(words(span.text) for span in spans) == quotes(store)
    assert {span.kb_id_ for span in spans} == {mark.id for mark in store[0]}


@few
@given(store=random_stores())
def test_the_tokens_of_a_prodigy_task_are_a_doc_with_every_span_in_line(store: Store) -> None:
    vocab = spacy.blank("xx").vocab
    found = []
    for task in lines_of("prodigy", store):
        tokens = task["tokens"]
        doc = Doc(vocab, [each["text"] for each in tokens], [each["ws"] for each in tokens])
        assert doc.text == task["text"]
        for span in task["spans"]:
            aligned = doc.char_span(span["start"], span["end"], span["label"])
            assert aligned is not None
            assert (aligned.start, aligned.end - 1) == (span["token_start"], span["token_end"])
            found.append(words(aligned.text))
    assert sorted(found) == quotes(store)


def test_spacys_own_tokens_agree_with_marks_on_whole_words() -> None:
    marks = [on_quay(1, "the clerk counted eighty-four."), on_quay(2, "A bell rang twice.")]
    for name in ("doccano", "prodigy"):
        (line,) = lines_of(name, (marks, TEXTS))
        doc = spacy.blank("en").make_doc(line["text"])
        spans = line.get("label") or [(each["start"], each["end"]) for each in line["spans"]]
        assert all(doc.char_span(span[0], span[1]) is not None for span in spans)


@few
@given(store=random_stores())
def test_doccanos_labels_are_slices_of_its_text(store: Store) -> None:
    found = [
        line["text"][start:end]
        for line in lines_of("doccano", store)
        for start, end, _ in line["label"]
    ]
    assert sorted(found) == sorted(mark.quote.exact for mark in store[0])


# -------------------------------------------------------------------------------- brat


@few
@given(store=random_stores())
def test_a_parser_of_brat_finds_every_span_where_it_stands(store: Store) -> None:
    files = files_of("brat", store)
    found = []
    for name in (name for name in files if name.endswith(".ann")):
        parsed = parse_ann_file(files[name], name, False, False, False)
        entities = [a for a in parsed.annotations if isinstance(a, EntityAnnotation)]
        text = files[name.replace(".ann", ".txt")]
        for entity in entities:
            pieces = [text[part.start : part.end] for part in entity.fragments]
            assert " ".join(pieces) == entity.content
            found.append(words("".join(pieces)))
    expected = sorted(words(q.replace("\r", "\ufffd")) for q in (m.quote.exact for m in store[0]))
    assert sorted(found) == expected


def test_a_parser_of_brat_sees_verdicts_notes_and_relations() -> None:
    ann = files_of("brat", KNOWN)["quay.ann"]
    parsed = parse_ann_file(ann, "quay.ann", False, False, False)
    kinds = {type(each).__name__ for each in parsed.annotations}
    assert kinds == {
        "EntityAnnotation",
        "AttributeAnnotation",
        "NoteAnnotation",
        "RelationAnnotation",
    }


# --------------------------------------------------------------------------------- CAS


@settings(max_examples=10)
@given(store=random_stores())
def test_cassis_covers_the_words_of_every_mark(store: Store) -> None:
    found = []
    for content in files_of("cas", store).values():
        cas = load_cas_from_json(content)
        found += [span.get_covered_text() for span in cas.select("custom.Span")]
    assert sorted(found) == sorted(mark.quote.exact for mark in store[0])


# ------------------------------------------------------------------------- Kindle, Org


def test_two_parsers_of_clippings_found_every_highlight_in_the_file_that_we_still_write() -> None:
    store = read_by_others()
    assert text_of("clippings", store).encode() == KINDLE.read_bytes()
    reading = json.loads(KINDLE_READING.read_text(encoding="utf-8"))
    for entries in reading.values():
        found = [plain(words) for type, _, words in entries if type.lower() == "highlight"]
        assert sorted(found) == quotes_of_lines(store)
    assert {added for _, added, _ in reading["clippings"]} == {"2025-03-01T09:30:00"}


@few
@given(store=random_stores())
def test_a_kindles_lines_give_every_highlight(store: Store) -> None:
    text = text_of("clippings", store).removeprefix("\ufeff")
    found = [content for about, content in kindle_entries(text) if "Highlight" in about]
    assert sorted(plain(content) for content in found) == quotes_of_lines(store)


def kindle_entries(text: str) -> Iterator[tuple[str, str]]:
    """The second line of each entry and what follows it, by the rules that both parsers go by."""
    assert "\n" not in text.replace("\r\n", "")
    entry: list[str] = []
    for line in text.split("\r\n"):
        if line.strip() == "==========":
            _, about, *content = entry
            yield about, "\n".join(content)
            entry = []
        elif line.strip():
            entry.append(line)
    assert entry == []


def plain(text: str) -> str:
    return words(text).replace("\u2060", "")


def quotes_of_lines(store: Store) -> list[str]:
    return sorted(words(mark.quote.exact.replace("\r", "\ufffd")) for mark in store[0])


@few
@given(store=random_stores())
def test_orgparse_finds_a_node_with_its_id_for_every_mark(store: Store) -> None:
    root = orgparse.loads(text_of("org", store))
    nodes = [node for node in root[1:] if node.level == 2]
    by_id = {f"urn:uuid:{node.get_property('ID')}": node for node in nodes}
    assert len(nodes) == len(by_id) == len(store[0])
    for mark in store[0]:
        node = by_id[mark.id]
        assert node.get_property("org-remark-beg") == str(mark.position.start + 1)
        assert len(node.tags) == len(mark.tags)
        assert node.todo is None


# ----------------------------------------------------------------------------- Markdown


@few
@given(store=random_stores())
def test_a_page_for_obsidian_has_a_callout_for_every_mark(store: Store) -> None:
    assume(store[0])
    front, _, page = text_of("obsidian", store).removeprefix("---\n").partition("\n---\n")
    assert all(json.loads(line.partition(": ")[2]) for line in front.splitlines())
    tokens = MarkdownIt().parse(page)
    inline = [token.content for token in tokens if token.type == "inline"]
    quoted = [t.content for t in tokens if t.type == "inline" and t.level == 2]
    assert sum(content.startswith("[!") for content in quoted) == len(store[0])
    ids = {mark.id.removeprefix("urn:uuid:") for mark in store[0]}
    assert {content[1:] for content in inline if content.startswith("^")} >= ids


@few
@given(store=random_stores())
def test_an_outline_for_logseq_has_a_block_with_its_id_for_every_mark(store: Store) -> None:
    lines = text_of("logseq", store).split("\n")
    ids = [line.removeprefix("\t  id:: ") for line in lines if line.startswith("\t  id:: ")]
    assert sorted(ids) == sorted(mark.id.removeprefix("urn:uuid:") for mark in store[0])
    blocks = [line for line in lines if line.startswith("\t- ")]
    assert len(blocks) == len(store[0])


# --------------------------------------------------------------------------------- JSON


@pytest.mark.parametrize("name", ["hypothesis", "claimreview", "labelstudio"])
@few
@given(store=random_stores())
def test_it_is_as_its_documentation_describes_it(name: str, store: Store) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(text_of(name, store)))
    Draft202012Validator(schema).validate(json.loads(text_of(name, KNOWN)))


@pytest.mark.parametrize("name", ["hypothesis", "labelstudio"])
@few
@given(store=random_stores())
def test_positions_for_browsers_count_utf_16_units(name: str, store: Store) -> None:
    marks, context = store
    for start, end, exact, text in utf_16_spans(name, store):
        units = text.encode("utf-16-le")
        assert units[2 * start : 2 * end].decode("utf-16-le") == exact
    assert len(list(utf_16_spans(name, store))) == len(marks)
    assert context.text("") is None


def utf_16_spans(name: str, store: Store) -> Iterator[tuple[int, int, str, str]]:
    document = json.loads(text_of(name, store))
    if name == "labelstudio":
        for task in document:
            for result in task["annotations"][0]["result"]:
                if result["type"] == "labels":
                    value = result["value"]
                    yield value["start"], value["end"], value["text"], task["data"]["text"]
        return
    sources = {mark.id: mark.source.text_sha256 or "" for mark in store[0]}
    for row in document["annotations"]:
        place, quote = row["target"][0]["selector"]
        text = store[1].text(sources[row["id"]])
        assert text is not None
        yield place["start"], place["end"], quote["exact"], text


def test_label_studios_own_converter_found_every_span_in_the_tasks_that_we_still_write() -> None:
    store = read_by_others()
    assert text_of("labelstudio", store).encode() == TASKS.read_bytes()
    tokens = [line.split() for line in TASKS_READING.read_text(encoding="utf-8").splitlines()]
    found = [label[-1].removeprefix("B-") for label in tokens if label and label[-1][:2] == "B-"]
    assert sorted(found) == sorted(mark.kind for mark in store[0])


# --------------------------------------------------------------------------------- HTML


class Page(HTMLParser):
    """Ids, links, what would be fetched, and the text of marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.marked = ""
        self._in_mark = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []
        names = ("src", "srcset", "data", "poster", "background", "action")
        self.fetched += [given[name] for name in names if name in given]
        self.fetched += [given["href"]] if tag in ("link", "base") else []
        self._in_mark += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._in_mark -= tag == "mark"

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marked += data


@few
@given(store=random_stores())
def test_the_html_page_fetches_nothing_and_every_link_within_leads_somewhere(store: Store) -> None:
    page = Page(text_of("html", store))
    assert page.fetched == []
    assert page.tags.count("script") == 1
    assert len(page.ids) == len(set(page.ids))
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inside) <= set(page.ids)
    assert sum(id.startswith("n") for id in page.ids) == len(store[0])
    outside = [link for link in page.links if not link.startswith("#")]
    assert all(link.startswith(("https://", "http://", "mailto:")) for link in outside)


@pytest.mark.parametrize("note", HOSTILE)
def test_a_note_cannot_break_the_html_page(note: str) -> None:
    page = Page(text_of("html", ([on_quay(1, "A bell rang twice.", note=note)], TEXTS)))
    assert page.marked == "A bell rang twice."
    assert page.tags.count("aside") == 1
    assert "img" not in page.tags


def test_marks_that_overlap_are_both_to_be_seen() -> None:
    page = Page(text_of("html", (list(ON_QUAY[:2]), TEXTS)))
    assert page.marked == "ninety lamps were lit; 🔥 the clerk"
    assert [link for link in page.links if link.startswith("#n")] == ["#n1", "#n2"]
