"""The W3C Web Annotation Data Model (2017), as JSON-LD."""

import hashlib
import json
from collections.abc import Iterator, Sequence

from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.foreign import VIA, foreign_ids
from annotations.exchange.common.format import Context
from annotations.exchange.common.iris import address_of, iri, is_iri
from annotations.exchange.common.sources import in_text_order
from annotations.model import KINDS, Annotation, Json, Source
from annotations.record import to_record

UNKNOWN = "jsonld"
"""The name in ``extra`` of the fields of an annotation from elsewhere that we do not know."""

_INDENT = "\n" + " " * 6
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_LABEL = "Annotations made with Postil"


def to_jsonld(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give one AnnotationCollection whose first and only page is embedded.

    Each annotation has the quote and the position it was born with as alternative
    selectors; note, tags and verdict are bodies with their purpose; evidence and
    relations are bodies for linking. What the model has no word for stands under names
    that begin with ``postil:``.
    """
    ordered = in_text_order(annotations)
    collection = _collection(ordered)
    page: dict[str, Json] = {
        "id": _page_id(collection),
        "type": "AnnotationPage",
        "partOf": {**collection, "first": _page_id(collection), "last": _page_id(collection)},
        "startIndex": 0,
        "items": [],
    }
    document: dict[str, Json] = {"@context": _CONTEXT, **collection, "first": page}
    document["last"] = page["id"]
    before, empty, after = json.dumps(document, indent=2).partition('"items": []')
    yield before + (empty if not ordered else '"items": [')
    for number, annotation in enumerate(ordered):
        item = escaped(json.dumps(_annotation(annotation), ensure_ascii=False, indent=2))
        yield ("," if number else "") + ("\n" + item).replace("\n", _INDENT)
    yield ("\n    ]" if ordered else "") + after + "\n"


def _collection(annotations: Sequence[Annotation]) -> dict[str, Json]:
    """The collection's own facts; its id says what is in it, so that the same is the same."""
    content = "\n".join(f"{one.id} {one.rev}" for one in annotations)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "id": f"urn:x-postil:collection:{digest}",
        "type": "AnnotationCollection",
        "label": _LABEL,
        "total": len(annotations),
    }


def _page_id(collection: dict[str, Json]) -> str:
    return f"{collection['id']}:page:1"


def _annotation(annotation: Annotation) -> dict[str, Json]:
    described: dict[str, Json] = {"id": iri(annotation.id), "type": "Annotation"}
    described["motivation"] = _motivation(annotation)
    if annotation.creator:
        described["creator"] = {"type": "Person", "name": annotation.creator}
    described["created"] = annotation.created
    described["modified"] = annotation.modified
    bodies = _bodies(annotation)
    if bodies:
        described["body"] = bodies
    described["target"] = _target(annotation)
    described["postil:kind"] = annotation.kind
    described |= _additions(annotation)
    return described


def _additions(annotation: Annotation) -> dict[str, Json]:
    """What the model has no word for, and what came with an annotation from elsewhere."""
    record = to_record(annotation)
    kept = {name: value for name, value in annotation.extra.items() if name not in (VIA, UNKNOWN)}
    additions: dict[str, Json] = {
        "via": [iri(id) for id in foreign_ids(annotation)],
        "postil:colour": annotation.colour,
        "postil:rev": annotation.rev if annotation.rev > 1 else None,
        "postil:anchor": record["anchor"],
        "postil:extra": kept,
    }
    unknown = annotation.extra.get(UNKNOWN)
    foreign = unknown if isinstance(unknown, dict) else {}
    return {name: value for name, value in additions.items() if value} | foreign


def _motivation(annotation: Annotation) -> str:
    kind = KINDS.get(annotation.kind)
    return kind.motivation if kind else "highlighting"


def _bodies(annotation: Annotation) -> list[Json]:
    bodies: list[Json] = []
    if annotation.note:
        bodies.append({**_textual(annotation.note, "commenting"), "format": "text/markdown"})
    bodies += [_textual(tag, "tagging") for tag in annotation.tags]
    if annotation.verdict:
        bodies.append(_textual(annotation.verdict, "assessing"))
    bodies += [_evidence(evidence) for evidence in annotation.evidence]
    bodies += [_linked(link.to, link.type) for link in annotation.relations]
    return bodies


def _textual(value: str, purpose: str) -> dict[str, Json]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _evidence(evidence: str) -> dict[str, Json]:
    if is_iri(evidence):
        return _linked(evidence, "evidence")
    return {**_textual(evidence, "describing"), "postil:relation": "evidence"}


def _linked(to: str, relation: str) -> dict[str, Json]:
    return {
        "type": "SpecificResource",
        "source": iri(to),
        "purpose": "linking",
        "postil:relation": relation,
    }


def _target(annotation: Annotation) -> dict[str, Json]:
    quote, position = annotation.quote, annotation.position
    target: dict[str, Json] = {
        "type": "SpecificResource",
        "source": address_of(annotation.source),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": quote.exact,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
            },
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
        ],
    }
    for name, value in _source_facts(annotation.source).items():
        target[f"postil:{name}"] = value
    return target


def _source_facts(source: Source) -> dict[str, str]:
    facts = {
        "path": source.path,
        "title": source.title,
        "date": source.date,
        "textSha256": source.text_sha256,
        "url": source.url if source.url and iri(source.url) != source.url else None,
    }
    return {name: value for name, value in facts.items() if value}
