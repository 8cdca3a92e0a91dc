"""Annotations to JSON objects and back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import InvalidAnnotationError
from annotations.model import Anchor, Json, Position, Quote, Relation, Source
from annotations.record import from_record, to_record
from tests.annotations.builders import an_annotation

FULL = an_annotation(
    kind="claim",
    source=Source("a/b.txt", "https://example.org/b", "Böats", "2023-05-09", "ab" * 32),
    quote=Quote("sank nine boats", "the storm that ", "."),
    position=Position(5, 20),
    tags=("money/cost", "boats"),
    note="3.4 *here*",
    verdict="disputed",
    evidence=("https://example.org/minutes",),
    relations=(Relation("contradicts", "urn:uuid:2"),),
    colour="red",
    creator="Ada",
    anchor=Anchor("moved", 0.9, 7, 22, "cd" * 32),
    rev=3,
    deleted="2024-12-13T00:00:00Z",
    extra={"mood": ["calm", {"sea": 1}]},
)

_texts = st.none() | st.text()
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def test_every_field_survives_the_way_to_json_and_back() -> None:
    assert from_record(json.loads(json.dumps(to_record(FULL)))) == FULL


@given(note=st.text(), exact=st.text(min_size=1), title=_texts, tags=st.lists(st.text()))
def test_any_words_survive(note: str, exact: str, title: str | None, tags: list[str]) -> None:
    annotation = an_annotation(
        note=note, quote=Quote(exact), source=Source(title=title), tags=tuple(tags)
    )
    assert from_record(json.loads(json.dumps(to_record(annotation)))) == annotation


@given(st.dictionaries(st.text(min_size=1), _json))
def test_fields_from_a_later_version_are_written_back_at_the_top(fields: dict[str, Json]) -> None:
    record = fields | to_record(an_annotation())
    assert to_record(from_record(record)) == record


def test_unknown_fields_inside_a_part_are_written_back_inside_it() -> None:
    record: Any = to_record(an_annotation())
    record["source"]["language"] = "en"
    record["quote"]["hash"] = 7
    annotation = from_record(record)
    assert annotation.extra == {"source": {"language": "en"}, "quote": {"hash": 7}}
    assert to_record(annotation) == record


def test_what_is_known_wins_over_extra() -> None:
    annotation = an_annotation(note="mine", extra={"note": "theirs", "source": {"path": "x"}})
    assert to_record(annotation) == to_record(an_annotation(note="mine"))


def test_a_record_may_leave_out_what_has_a_default() -> None:
    record = to_record(an_annotation())
    needed = ("id", "kind", "source", "quote", "position", "created", "modified")
    assert from_record({name: record[name] for name in needed}) == an_annotation()


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("id", None, "id"),
        ("id", "", "id"),
        ("kind", 3, "kind"),
        ("source", None, "source"),
        ("source", {"path": 1}, "source.path"),
        ("quote", {"exact": ""}, "quote.exact"),
        ("position", {"start": 4, "end": 4}, "position"),
        ("position", {"start": True, "end": 4}, "position.start"),
        ("position", {"start": "0", "end": 4}, "position.start"),
        ("tags", "money", "tags"),
        ("tags", [1], "tags"),
        ("note", [], "note"),
        ("verdict", "maybe", "verdict"),
        ("relations", ["x"], "relations"),
        ("relations", [{"type": "loves", "to": "x"}], "relation"),
        ("created", "yesterday", "created"),
        ("modified", None, "modified"),
        ("anchor", [], "anchor"),
        ("anchor", {"status": "exact", "score": 2}, "anchor.score"),
        ("anchor", {"status": "exact", "score": 1, "start": "0"}, "anchor.start"),
        ("rev", 0, "rev"),
        ("deleted", 5, "deleted"),
    ],
)
def test_a_value_no_annotation_can_have_is_named(field: str, value: Json, named: str) -> None:
    record = to_record(an_annotation()) | {field: value}
    with pytest.raises(InvalidAnnotationError) as caught:
        from_record(record)
    assert caught.value.field == named


def test_a_long_wrong_value_is_shown_cut() -> None:
    with pytest.raises(InvalidAnnotationError) as caught:
        from_record(to_record(an_annotation()) | {"tags": "x" * 1000})
    assert len(str(caught.value)) < 100
