"""Files of others: what is wrong with one is said with its place, and the rest comes in."""

import json
from pathlib import Path

import pytest

from annotations import Annotation
from annotations.errors import FormatError
from annotations.exchange import READABLE, format_named, read_any
from annotations.exchange.common.foreign import NOWHERE
from annotations.exchange.common.output_files import write_folder
from tests.annotations.exchange.builders import ON_QUAY, QUAY, TEXTS


def reading(name: str, text: str, companion: str = "") -> tuple[list[Annotation], list[str]]:
    """What comes in, and what is said of the rest."""
    found = format_named(name).reading(text, companion)
    return list(found.annotations), [f"{each.where}: {each.reason}" for each in found.refused]


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize(
    "text", ["Once upon a time.", '{"a": 1}', "[]", "a,b\n1,2\n", "[" * 50_000, "\ufeff", "\0\0"]
)
def test_a_file_that_is_something_else_is_refused(name: str, text: str) -> None:
    if (name, text) in {("labelstudio", "[]"), ("koreader", "[]")}:
        return
    with pytest.raises(FormatError) as error:
        format_named(name).reading(text)
    assert str(error.value).endswith((".", ".]", "”."))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("csv", 'exact\n"never closed', "Line 2 is no row"),
        ("csv", "exact,start,end\nwords,5,2\n", "Line 2 cannot be read: position: 5:2"),
        ("csv", "exact,verdict\nwords,maybe\n", "Line 2 cannot be read: 'maybe' is no verdict"),
        ("doccano", '{"text": "ab"}\n', "Line 1 is not of doccano"),
        ("doccano", '{"text": "ab", "label": [[0, 9, "X"]]}', "Line 1, span 1 cannot be read: 0:9"),
        ("brat", "T1\tclaim 0 x\tword", "Line 1 cannot be read"),
        ("readwise", "Highlight,Title\n,The quay\n", "Line 2 cannot be read: it quotes no words"),
        ("koreader", '{"entries": [{"note": "x"}]}', "Entry 1 cannot be read"),
        ("jsonld", '{"@context": "x", "type": "Person"}', "no Web Annotation"),
        ("jsonld", '{"type": "Annotation", "target": "http://x.example"}', "Annotation 1"),
        ("hypothesis", '{"annotations": [{"uri": "http://x", "target": []}]}', "Annotation 1"),
        ("cas", '{"%FEATURE_STRUCTURES": 7}', "This CAS cannot be read"),
    ],
)
def test_the_place_and_the_reason_are_told(name: str, text: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        format_named(name).reading(text)


def test_a_bad_row_of_a_table_does_not_keep_the_good_ones_out() -> None:
    marks, refused = reading("csv", "exact,mood,tags\nA bell,calm,a; b\\;c\n,sad\nA storm,,\n")
    assert [mark.quote.exact for mark in marks] == ["A bell", "A storm"]
    assert (marks[0].extra, marks[0].tags) == ({"mood": "calm"}, ("a", "b;c"))
    assert refused == ["line 3: it has 2 cells, and the heading 3."]


def test_a_bad_line_does_not_keep_the_good_ones_out() -> None:
    good = '{"text": "A bell rang", "spans": [{"start": 2, "end": 6, "label": "X"}, {"start": 9}]}'
    marks, refused = reading("prodigy", f"{good}\nnonsense\n\n{good}\n")
    assert [mark.quote.exact for mark in marks] == ["bell", "bell"]
    assert [each.partition(":")[0] for each in refused] == [
        "line 1, span 2",
        "line 2",
        "line 4, span 2",
    ]


def test_a_rejected_task_says_nothing() -> None:
    task = '{"text": "ab", "spans": [{"start": 0, "end": 1, "label": "X"}], "answer": "reject"}'
    assert reading("prodigy", task) == ([], [])


def test_a_bad_annotation_does_not_keep_the_good_ones_out() -> None:
    document = json.loads("".join(format_named("json").write(ON_QUAY)))
    document["annotations"][1]["verdict"] = "perhaps"
    marks, refused = reading("json", json.dumps(document))
    assert len(marks) == 2
    assert refused == [
        "entry 2: verdict: 'perhaps' is not one of unchecked, supported, disputed, refuted, "
        "mixed, unverifiable"
    ]


def test_an_annotation_of_hypothesis_comes_with_all_that_it_says() -> None:
    quote = {"type": "TextQuoteSelector", "exact": "A 🚢 bell", "prefix": "x "}
    place = {"type": "TextPositionSelector", "start": 2, "end": 11}
    row = {
        "id": "abc",
        "uri": "https://quay.example/1912",
        "user": "acct:ines@hypothes.is",
        "created": "2024-05-05T10:00:00.123+02:00",
        "updated": "2024-05-06T10:00:00.123+02:00",
        "text": "*Really?*",
        "tags": ["claim", "disputed", "bells"],
        "document": {"title": ["The quay"]},
        "target": [{"source": "x", "selector": [{"type": "RangeSelector"}, place, quote]}],
        "group": "g1",
    }
    empty = {**row, "id": "def", "target": [{"source": "x"}], "document": {}}
    (mark,), refused = reading("hypothesis", json.dumps({"annotations": [row, empty]}))
    assert refused == ["annotation 2: it quotes no words."]
    assert (mark.kind, mark.verdict, mark.tags) == ("claim", "disputed", ("bells",))
    assert (mark.created, mark.creator) == ("2024-05-05T08:00:00Z", "ines@hypothes.is")
    assert (mark.quote.exact, mark.quote.prefix, mark.source.title) == (
        "A 🚢 bell",
        "x ",
        "The quay",
    )
    assert mark.extra == {"via": ["hypothesis:abc"], "hypothesis": {"group": "g1"}}


def test_what_was_edited_in_hypothesis_is_taken_over() -> None:
    document = json.loads("".join(format_named("hypothesis").write(ON_QUAY[:1], TEXTS)))
    document["annotations"][0] |= {"text": "A new note", "tags": ["claim", "refuted", "new"]}
    (mark,), _ = reading("hypothesis", json.dumps(document))
    assert (mark.note, mark.tags, mark.verdict) == ("A new note", ("new",), "refuted")


def test_labels_count_utf_16_units_on_the_way_back() -> None:
    result = {
        "id": "r1",
        "type": "labels",
        "value": {"start": 4, "end": 8, "text": "bell", "labels": ["claim"]},
    }
    task = {
        "data": {"text": "🚢🚢bell"},
        "annotations": [{"result": [result, {"type": "choices"}]}],
    }
    (mark,), _ = reading("labelstudio", json.dumps([task]))
    assert (mark.quote.exact, mark.position.start, mark.kind) == ("bell", 2, "claim")
    assert mark.extra == {"via": ["labelstudio:r1"]}


def test_entities_with_relations_are_read_from_doccano() -> None:
    line = {
        "text": "A bell rang",
        "entities": [{"id": 1, "label": "THING", "start_offset": 2, "end_offset": 6}],
        "relations": [],
    }
    (mark,), _ = reading("doccano", json.dumps(line))
    assert (mark.quote.exact, mark.tags) == ("bell", ("THING",))


def test_entities_of_a_doc_are_read_where_there_are_no_spans() -> None:
    line = {"text": "A bell rang", "ents": [{"start": 2, "end": 6, "label": "THING"}]}
    (mark,), _ = reading("spacy", json.dumps(line))
    assert mark.quote.exact == "bell"


def test_standoff_of_others_keeps_notes_and_what_is_not_known() -> None:
    ann = (
        "T1\tPerson 0 8\tThe quay\nA1\tSure T1 high\n#1\tAnnotatorNotes T1\tWhich?\n"
        "T2\tPlace 2 5;6 8\te q ay\nE1\tMoved:T1\n* Equiv T1 T2\n*\tEquiv T1 T2\nnonsense\n"
    )
    (first, second), refused = reading("brat", ann, QUAY)
    assert (first.quote.exact, first.note, first.tags) == ("The quay", "Which?", ("Person",))
    assert first.extra["brat"] == {"Sure": "high"}
    assert second.quote.exact == QUAY[2:8]
    assert [each.partition(":")[0] for each in refused] == ["line 6", "line 8"]
    (alone, _), _ = reading("brat", ann)
    assert (alone.quote.exact, alone.anchor, alone.source.text_sha256) == ("The quay", None, None)


def test_highlights_of_koreader_come_with_note_date_and_colour() -> None:
    entry = {
        "text": "A bell rang",
        "note": "Loud",
        "time": 1_700_000_000,
        "chapter": "One",
        "color": "yellow",
    }
    book = {"title": "The quay", "author": "I. Marsh", "file": "/home/ines/quay.epub"}
    both = {"documents": [{**book, "entries": [entry, {"sort": "bookmark"}]}]}
    (mark,), refused = reading("koreader", json.dumps(both))
    assert (mark.quote.exact, mark.note, mark.colour) == ("A bell rang", "Loud", "yellow")
    assert (mark.created, mark.anchor) == ("2023-11-14T22:13:20Z", NOWHERE)
    assert mark.extra == {
        "koreader": {"chapter": "One"},
        "author": "I. Marsh",
        "file": "quay.epub",
    }
    assert refused == ["entry 2: it quotes no words."]


CLIPPINGS = """\ufeffThe quay (Ines Marsh)\r
- Your Highlight on page 7 | location 100-110 | Added on Friday, May 5, 2023 12:07:09 AM\r
\r
A bell rang.\r
==========\r
The quay (Ines Marsh)\r
- Your Note on page 7 | location 110 | Added on Friday, May 5, 2023 1:00:00 PM\r
\r
Loud?\r
==========\r
The quay (Ines Marsh)\r
- Your Bookmark on page 7 | location 110 | Added on Friday, May 5, 2023 1:00:00 PM\r
\r
\r
==========\r
The quay (Ines Marsh)\r
- Your Note on page 9 | location 500 | Added on Friday, May 5, 2023 1:00:00 PM\r
\r
On nothing.\r
==========\r
"""


def test_clippings_of_a_kindle_join_a_note_to_its_highlight() -> None:
    (mark, alone), refused = reading("clippings", CLIPPINGS)
    assert (mark.quote.exact, mark.note) == ("A bell rang.", "Loud?")
    assert (alone.quote.exact, alone.note) == ("The quay", "On nothing.")
    assert (mark.source.title, mark.created) == ("The quay", "2023-05-05T00:07:09Z")
    assert mark.extra == {"kindle": {"location": "100-110", "page": "7", "author": "Ines Marsh"}}
    assert refused == []


def test_an_export_of_readwise_is_read_with_its_tags_and_colours() -> None:
    table = (
        "Highlight,Book Title,Book Author,Note,Color,Tags,Location,Highlighted at\n"
        'A bell rang,The quay,I. Marsh,".claim .disputed .sea/bells\nLoud?",blue,"one, two",3,'
        "2023-05-05 10:00:00+00:00\n"
    )
    (mark,), _ = reading("readwise", table)
    assert (mark.kind, mark.verdict, mark.tags) == (
        "claim",
        "disputed",
        ("sea/bells", "one", "two"),
    )
    assert (mark.note, mark.created) == ("Loud?", "2023-05-05T10:00:00Z")
    assert mark.extra == {"color": "blue", "author": "I. Marsh"}


@pytest.mark.parametrize("selector", ["TextQuoteSelector", "FragmentSelector"])
def test_web_annotations_of_all_shapes_are_read(selector: str) -> None:
    quote = {"type": "TextQuoteSelector", "exact": "A bell", "prefix": "x", "suffix": "y"}
    nested = {"type": "FragmentSelector", "value": "p1", "refinedBy": [quote]}
    target = {"source": {"id": "http://x.example/1"}, "selector": nested}
    if selector == "TextQuoteSelector":
        target = {"source": "http://x.example/1", "selector": [quote]}
    annotation = {
        "id": "http://x.example/a1",
        "type": ["Annotation", "Other"],
        "motivation": ["questioning"],
        "creator": [{"name": "Ines"}, "http://x.example/who"],
        "created": "2020-01-01T00:00:00+00:00",
        "body": ["http://x.example/proof", {"type": "TextualBody", "value": "Loud?"}],
        "target": [target],
    }
    page = {"type": "AnnotationPage", "items": [annotation]}
    collection = {"type": "AnnotationCollection", "first": {**page, "next": page}}
    for document, count in ((annotation, 1), ([annotation], 1), (page, 1), (collection, 2)):
        marks, _ = reading("jsonld", json.dumps(document))
        assert len(marks) == count
        assert (marks[0].kind, marks[0].note, marks[0].creator) == ("question", "Loud?", "Ines")
        assert marks[0].evidence == ("http://x.example/proof",)
        assert marks[0].source.url == "http://x.example/1"


def test_a_file_whose_ending_speaks_for_one_format_tells_what_it_misses() -> None:
    with pytest.raises(FormatError, match=r"^Line 1 is no heading"):
        read_any("a\tb", "x.tsv")
    with pytest.raises(FormatError, match="nothing that can be read: it looks like a text"):
        read_any("a b", "x.unknown")


def test_a_folder_is_not_made_for_files_that_cannot_be(tmp_path: Path) -> None:
    def content() -> str:
        raise FormatError("A package is missing.")

    with pytest.raises(FormatError):
        write_folder(tmp_path / "cas", ((name, content()) for name in ["a.xmi"]))
    assert list(tmp_path.iterdir()) == []
    write_folder(tmp_path / "brat", [("a.txt", "A"), ("a.ann", "")])
    assert sorted(file.name for file in (tmp_path / "brat").iterdir()) == ["a.ann", "a.txt"]
    write_folder(tmp_path / "none", [])
    assert (tmp_path / "none").is_dir()
