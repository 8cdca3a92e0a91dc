"""Notes from the tools that people come from: each file holds the same highlight and note."""

import json
import random
from contextlib import suppress
from pathlib import Path

import pytest

from annotations import Notebook
from annotations.errors import FormatError
from annotations.exchange import format_named, read_any
from annotations.model import Annotation, Relation
from reader.marks.import_files import read_file

WORDS, NOTE, TITLE = "A bell rang on the quay, twice.", "who heard it?", "The quay"
ROW = {
    "id": "AbC",
    "created": "2024-05-01T10:00:00.000000+00:00",
    "updated": "2024-05-01T10:00:00.000000+00:00",
    "user": "acct:ines@hypothes.is",
    "uri": "https://quay.example/1912",
    "text": NOTE,
    "tags": ["bells"],
    "document": {"title": [TITLE]},
    "target": [{"selector": [{"type": "TextQuoteSelector", "exact": WORDS}]}],
}
LUA = f"""-- metadata.epub.lua
return {{
    ["annotations"] = {{
        [1] = {{
            ["color"] = "yellow",
            ["datetime"] = "2024-05-01 10:00:00",
            ["drawer"] = "lighten",
            ["note"] = "who \\"heard\\" it?\\
And when?",
            ["pos0"] = "/body/DocFragment[7]",
            ["text"] = "{WORDS}",
        }},
        [2] = {{ ["text"] = "in One", ["page"] = "/body", ["datetime"] = "2024-05-01 10:00:00" }},
    }},
    ["doc_props"] = {{ ["authors"] = "Ines Marsh", ["title"] = "{TITLE}" }},
    ["percent_finished"] = 0.25,
    ["summary"] = nil,
}}
"""
OLD_LUA = f"""return {{
    ["highlight"] = {{ [12] = {{ [1] = {{
        ["datetime"] = "2019-05-01 10:00:00", ["drawer"] = "lighten", ["text"] = "{WORDS}",
    }} }} }},
    ["stats"] = {{ ["title"] = "{TITLE}", ["authors"] = "" }},
}}
"""
NOTEBOOK = (
    '<?xml version="1.0"?><html><head><title></title></head><body><div class="bodyContainer">'
    f'<div class="bookTitle">{TITLE}</div><div class="authors">Marsh, Ines</div>'
    '<div class="noteHeading">Highlight(<span class="highlight_yellow">yellow</span>) - Page 7 &middot; '
    f'Location 123</div><div class="noteText">{WORDS}</div>'
    f'<div class="noteHeading">Note - Page 7 &middot; Location 123</div><div class="noteText">{NOTE}</div>'
    '<div class="noteHeading">Bookmark - Page 9</div><div class="noteText"></div></div></body></html>'
)
ANNOT = (
    '<?xml version="1.0" encoding="utf-8"?><annotationSet xmlns="http://ns.adobe.com/digitaleditions/annotations"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><publication><dc:title>The quay</dc:title>'
    "<dc:creator>Ines Marsh</dc:creator></publication><annotation><dc:date>2024-05-01T10:00:00Z</dc:date>"
    f'<target><fragment start="a#point(/1)" end="a#point(/2)"><text>{WORDS}</text></fragment></target>'
    f"<content><text>{NOTE}</text></content></annotation></annotationSet>"
)
CALIBRE = {"type": "highlight", "uuid": "x1", "timestamp": "2024-05-01T10:00:00.000Z",
           "highlighted_text": WORDS, "notes": NOTE, "style": {"kind": "color", "which": "yellow"}}  # fmt: skip
FILES = {
    ("calibre", "a.calibre_highlights"): json.dumps(
        {"version": 1, "type": "calibre_highlights",
         "highlights": [CALIBRE, {**CALIBRE, "removed": True}, {"type": "bookmark"}]}
    ),
    ("calibre", "annotations.json"): json.dumps(
        {"type": "calibre_annotation_collection", "annotations": [{"annotation": CALIBRE}]}
    ),
    ("readest", "book.json"): json.dumps(
        {"type": "readest-annotations", "book": {"title": TITLE, "author": "Ines Marsh"},
         "annotations": [{"id": "a1", "type": "annotation", "text": WORDS, "note": NOTE,
                          "color": "yellow", "createdAt": 1714557600000}, {"type": "bookmark"}]}
    ),
    ("zotero", "library.json"): json.dumps(
        {"items": [{"title": "No attachment"}, {"title": TITLE, "attachments": [{"annotations": [
            {"annotationText": WORDS, "annotationComment": NOTE, "annotationColor": "yellow",
             "annotationPageLabel": "7", "dateAdded": "2024-05-01T10:00:00Z",
             "tags": [{"tag": "bells"}]}]}]}]}
    ),
    ("readwise", "export.json"): json.dumps(
        {"count": 1, "results": [{"readable_title": TITLE, "author": "Ines Marsh", "highlights": [
            {"id": 1, "text": WORDS, "note": NOTE, "color": "yellow",
             "highlighted_at": "2024-05-01T10:00:00Z", "tags": [{"id": 1, "name": "bells"}]}]}]}
    ),
    ("kindle", "The quay - Notebook.html"): NOTEBOOK,
    ("adobe", "quay.annot"): ANNOT,
    ("hypothesis", "list.json"): json.dumps([ROW]),
    ("hypothesis", "hypothesis.csv"): (
        "Created at,Author,Page,URL,Group,Type,Quote,Comment,Tags\n"
        f'2024-05-01T10:00:00Z,ines,{TITLE},https://quay.example/1912,Public,Annotation,"{WORDS}",{NOTE},bells\n'
    ),
    ("koreader", "quay.md"): (
        f"# {TITLE}\n##### Ines Marsh\n\n## One\n### Page 7 @ 01 May 2024 10:00:00 AM\n"
        f"*{WORDS}*\n\n---\n{NOTE}\n\n"
    ),
}  # fmt: skip


def only(name: str, text: str) -> Annotation:
    found = format_named(name).reading(text)
    assert found.refused == ()
    [mark] = found.annotations
    return mark


@pytest.mark.parametrize(("name", "file"), FILES)
def test_a_highlight_comes_with_its_note_its_title_and_its_time(name: str, file: str) -> None:
    text = FILES[name, file]
    mark = only(name, text)
    assert (mark.quote.exact, mark.note) == (WORDS, NOTE)
    assert mark.source.title == (None if name == "calibre" else TITLE)
    assert mark.created in ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00.000Z") or name == "kindle"
    if "bells" in text:
        assert mark.tags == ("bells",)
    if "yellow" in text:
        assert mark.colour == "yellow"


@pytest.mark.parametrize(("name", "file"), FILES)
def test_a_file_is_told_from_what_is_in_it(name: str, file: str) -> None:
    assert read_any(FILES[name, file], file)[0].name == name


def test_the_sidecar_of_a_book_is_read_and_not_run() -> None:
    mark = only("koreader", LUA)
    assert (mark.quote.exact, mark.note) == (WORDS, 'who "heard" it?\nAnd when?')
    assert (mark.created, mark.colour) == ("2024-05-01T10:00:00Z", "yellow")
    assert only("koreader", OLD_LUA).created == "2019-05-01T10:00:00Z"
    for code in ('return os.execute("true")', "return { a() }", 'return { ["a"] = io.open("x") }'):
        with pytest.raises(FormatError, match="This is"):
            format_named("koreader").reading(code)
    with pytest.raises(FormatError):
        format_named("koreader").reading("return " + "{" * 100_000)


def test_a_reply_stands_on_the_words_it_is_about_and_a_note_on_a_page_at_its_title() -> None:
    reply = {**ROW, "id": "R1", "text": "I did", "target": [{"source": "x"}], "references": ["AbC"]}
    page = {**ROW, "id": "P1", "text": "a fine page", "target": [{"source": "x"}]}
    found = format_named("hypothesis").reading(json.dumps([ROW, reply, page]))
    assert found.refused == ()
    _, replied, noted = found.annotations
    assert (replied.quote.exact, replied.note) == (WORDS, "I did")
    assert replied.relations == (Relation("replies", "hypothesis:AbC"),)
    assert (noted.quote.exact, noted.note, noted.relations) == (TITLE, "a fine page", ())


@pytest.mark.parametrize(("name", "file"), [*FILES, ("koreader", "LUA")])
def test_whatever_is_done_to_a_file_it_is_read_or_refused(name: str, file: str) -> None:
    whole = FILES.get((name, file), LUA)
    chance = random.Random(7)
    for _ in range(300):
        text = list(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 9)] = chance.choices('{}[]<>",:=\\\n0a\ud800é', k=2)
        with suppress(FormatError):
            format_named(name).reading("".join(text))


def test_a_reply_that_comes_in_with_what_it_answers_is_linked_to_it(tmp_path: Path) -> None:
    reply = {**ROW, "id": "R1", "text": "I did", "target": [{"source": "x"}], "references": ["AbC"]}
    found = format_named("hypothesis").reading(json.dumps([reply, ROW]))
    with Notebook.open(tmp_path) as notebook:
        result = notebook.add(found.annotations, {"quay.txt": f"{TITLE}\n\n{WORDS}\n"})
        replied, answered = result.added
        assert replied.relations == (Relation("replies", answered.id),)


def test_a_file_of_no_known_kind_is_one_sentence_that_says_what_can_be_read() -> None:
    with pytest.raises(FormatError) as error:
        read_any('{"a": 1}', "x.json")
    assert str(error.value) == (
        "x.json is nothing that can be read: it looks like JSON, but of no tool that is known; "
        "the README lists them under “Formats”."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_table_that_went_through_a_spreadsheet_is_read(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    file = tmp_path / "readwise.csv"
    heading = separator.join(["Highlight", "Title", "Note"])
    line = separator.join(["The café on the quay was closed.", "Le café", "“Closed” – naïve?"])
    file.write_bytes(f"{heading}\r\n{line}\r\n".encode(encoding))
    [mark] = read_file(file, None).reading.annotations
    assert (mark.quote.exact, mark.source.title) == ("The café on the quay was closed.", "Le café")
    assert mark.note == "“Closed” – naïve?"
