"""That our JSON-LD keeps every MUST of the W3C Web Annotation Data Model.

The schema is our own wording of the Recommendation of 23 February 2017.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from annotations.exchange import FORMATS
from annotations.model import Annotation, Source
from tests.annotations.exchange.builders import MARKS, a_mark, random_marks

SCHEMA = Path(__file__).parents[2] / "data" / "export" / "web-annotation.schema.json"


@pytest.fixture(scope="module")
def model() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text()))


def collection(*marks: Annotation) -> dict[str, Any]:
    document: dict[str, Any] = json.loads("".join(FORMATS["jsonld"].write(marks)))
    return document


@pytest.mark.parametrize(
    "spoilt",
    [
        {"target": None},
        {"id": "no-iri"},
        {"created": "yesterday"},
        {"motivation": "shouting"},
        {"bodyValue": "beside a body"},
        {"body": [{"type": "TextualBody", "purpose": "tagging"}]},
        {"target": {"type": "SpecificResource", "source": "urn:x:y"}},
    ],
)
def test_the_schema_refuses_what_the_model_forbids(
    model: Draft202012Validator, spoilt: dict[str, object]
) -> None:
    document = collection(*MARKS)
    assert model.is_valid(document)
    document["first"]["items"][-1].update(spoilt)
    assert not model.is_valid(document)


@given(marks=random_marks())
def test_any_store_gives_a_collection_the_model_allows(
    model: Draft202012Validator, marks: list[Annotation]
) -> None:
    document = collection(*marks)
    model.validate(document)
    assert document["total"] == len(document["first"]["items"]) == len(marks)


def test_each_annotation_says_what_its_parts_are_for() -> None:
    first = collection(MARKS[0])["first"]["items"][0]
    assert first["motivation"] == "assessing"
    purposes = [(body["purpose"], body.get("value", body.get("source"))) for body in first["body"]]
    assert purposes[0] == ("commenting", MARKS[0].note)
    assert ("tagging", "money/lamps") in purposes
    assert ("assessing", "disputed") in purposes
    assert ("linking", "https://town.example/invoice/7") in purposes
    assert ("describing", "the clerk, by telephone") in purposes


def test_a_passage_is_given_by_its_words_and_by_its_place_in_code_points() -> None:
    ship = collection(MARKS[2])["first"]["items"][0]
    quote, position = ship["target"]["selector"]
    assert quote["exact"] == "渡し船は二度と来なかった。🚢"
    assert position == {"type": "TextPositionSelector", "start": 40, "end": 54}


@pytest.mark.parametrize(
    ("source", "iri"),
    [
        (Source(path="town/l amps.txt"), "urn:x-postil:article:town/l%20amps.txt"),
        (Source(url="https://a.example/x y"), "https://a.example/x%20y"),
        (Source(url="no address"), "urn:x-postil:no%20address"),
        (Source(), "urn:x-postil:text:unknown"),
    ],
)
def test_every_article_has_an_iri(source: Source, iri: str) -> None:
    annotation = collection(a_mark(source=source))["first"]["items"][0]
    assert annotation["target"]["source"] == iri
