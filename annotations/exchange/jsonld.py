"""The W3C Web Annotation Data Model (2017), as JSON-LD."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.foreign import VIA, foreign_ids, is_ours, utc
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.iris import ARTICLE, TEXT, address_of, iri, is_iri
from annotations.exchange.common.json_values import an_object, parsed, text_of, without
from annotations.exchange.common.sources import in_text_order
from annotations.model import KINDS, RELATION_TYPES, UNCHECKED, VERDICTS, Annotation, Json, Source
from annotations.record import from_record, to_shared_record

_UNKNOWN = "jsonld"
"""The name in ``extra`` of the fields of an annotation from elsewhere that we do not know."""

_INDENT = "\n" + " " * 6
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_LABEL = "Annotations made with Postil"
_KNOWN = frozenset(
    "@context id type motivation creator created modified body bodyValue target via "
    "postil:kind postil:colour postil:rev postil:anchor postil:extra".split()
)
_KINDS = {kind.motivation: kind.name for kind in KINDS.values() if not kind.is_hidden}
_LISTS = ("evidence", "relations")
_UNKNOWN_TIME = "0001-01-01T00:00:00Z"
_NOWHERE: dict[str, Json] = {"status": "orphaned", "score": 0.0, "start": None, "end": None}


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
    record = to_shared_record(annotation)
    kept = {name: value for name, value in annotation.extra.items() if name not in (VIA, _UNKNOWN)}
    additions: dict[str, Json] = {
        "via": [iri(id) for id in foreign_ids(annotation)],
        "postil:colour": annotation.colour,
        "postil:rev": annotation.rev if annotation.rev > 1 else None,
        "postil:anchor": record["anchor"],
        "postil:extra": kept,
    }
    unknown = annotation.extra.get(_UNKNOWN)
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


# ---- reading


def from_jsonld(text: str) -> Reading:
    """Read annotations that quote words; what the model says beside that is kept.

    Raises:
        FormatError: it holds no Web Annotation, or none that is sound.
    """
    document = parsed(text)
    items = list(_items(document))
    if not items and not _is_collection(document):
        raise FormatError("This holds no Web Annotation.")
    gathering = Gathering()
    for number, item in enumerate(items, start=1):
        gathering.take(f"annotation {number}", _read_annotation, item)
    return gathering.done()


def _items(value: Json) -> Iterator[Json]:
    """The annotations in a document, through collections and their embedded pages."""
    if isinstance(value, list):
        for each in value:
            yield from _items(each) if isinstance(each, dict) else [each]
        return
    document = an_object(value, "This")
    types = _listed(document.get("type", document.get("@type")))
    if "AnnotationCollection" in types:
        yield from _items(document["first"]) if isinstance(document.get("first"), dict) else ()
    elif "AnnotationPage" in types:
        yield from _listed(document.get("items"))
        yield from _items(document["next"]) if isinstance(document.get("next"), dict) else ()
    elif "Annotation" in types:
        yield document
    elif "@context" in document:
        raise FormatError("This is JSON-LD, but no Web Annotation.")


def _is_collection(document: Json) -> bool:
    types = _listed(document.get("type")) if isinstance(document, dict) else []
    return "AnnotationCollection" in types or "AnnotationPage" in types


def _listed(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _read_annotation(given: Json) -> Annotation:
    item = an_object(given)
    target = next((each for each in _listed(item.get("target")) if isinstance(each, dict)), None)
    if "Annotation" not in _listed(item.get("type", item.get("@type"))) or target is None:
        raise FormatError("it is no annotation with a target that quotes words.")
    selectors = {text_of(each, "type"): each for each in _selectors(target.get("selector"))}
    quote, position = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
    if quote is None or not text_of(quote, "exact"):
        raise FormatError("it quotes no words.")
    id = text_of(item, "id", "@id")
    record: dict[str, Json] = {
        "id": id or "none",
        "source": _read_source(target),
        "quote": {name: quote.get(name) or "" for name in ("exact", "prefix", "suffix")},
        "position": _read_span(position, text_of(quote, "exact")),
        "anchor": item.get("postil:anchor") or (None if position else _NOWHERE),
        "creator": _name(item.get("creator")),
        "colour": item.get("postil:colour"),
        "rev": item.get("postil:rev") or 1,
        "created": utc(text_of(item, "created")) or _UNKNOWN_TIME,
        "modified": utc(text_of(item, "modified", "created")) or _UNKNOWN_TIME,
        **_said(item),
    }
    return _as_found(from_record(record), item, id)


def _as_found(annotation: Annotation, item: Mapping[str, Json], id: str) -> Annotation:
    """With what the record had no field for, and without what had to stand in it."""
    via = [each for each in _listed(item.get("via")) if isinstance(each, str)]
    via += [id] if id and not is_ours(id) else []
    unknown = without(item, _KNOWN)
    extra = an_object(item.get("postil:extra") or {})
    extra |= {VIA: [*via]} if via else {}
    extra |= {_UNKNOWN: unknown} if unknown else {}
    times = (annotation.created, annotation.modified)
    created, modified = ("" if time == _UNKNOWN_TIME else time for time in times)
    own = id if is_ours(id) else ""
    return replace(annotation, id=own, created=created, modified=modified, extra=extra)


def _selectors(value: Json) -> Iterator[dict[str, Json]]:
    """All selectors, those that refine others too, the narrower after the wider."""
    for each in _listed(value):
        if isinstance(each, dict):
            yield each
            yield from _selectors(each.get("items"))
            yield from _selectors(each.get("refinedBy"))


def _read_span(selector: Mapping[str, Json] | None, exact: str) -> dict[str, Json]:
    if selector is None:
        return {"start": 0, "end": len(exact)}
    return {"start": selector.get("start"), "end": selector.get("end")}


def _read_source(target: Mapping[str, Json]) -> dict[str, Json]:
    given = target.get("source")
    address = text_of(given, "id", "@id") if isinstance(given, dict) else given
    is_address = isinstance(address, str) and not address.startswith((ARTICLE, TEXT))
    return {
        "path": target.get("postil:path"),
        "url": target.get("postil:url") or (address if is_address else None),
        "title": target.get("postil:title"),
        "date": target.get("postil:date"),
        "text_sha256": target.get("postil:textSha256"),
    }


def _name(creator: Json) -> str | None:
    first = next(iter(_listed(creator)), None)
    if isinstance(first, dict):
        return text_of(first, "name", "nickname", "id") or None
    return first if isinstance(first, str) else None


def _said(item: Mapping[str, Json]) -> dict[str, Json]:
    """Kind, verdict, tags, note, evidence and relations, out of the bodies."""
    said: dict[str, list[Json]] = {name: [] for name in ("note", "tags", "verdict", *_LISTS)}
    for body in [*_listed(item.get("body")), *_listed(item.get("bodyValue"))]:
        name, value = _of_body(body) if isinstance(body, dict) else _plain(item, body)
        said[name].append(value)
    motivation = next(iter(_listed(item.get("motivation"))), None)
    kind = item.get("postil:kind") or _KINDS.get(str(motivation), "highlight")
    unjudged = UNCHECKED if kind == "claim" and "postil:kind" not in item else None
    return {
        "kind": kind,
        "verdict": next(iter(said["verdict"]), unjudged),
        "tags": said["tags"],
        "note": "\n\n".join(map(str, said["note"])),
        **{name: said[name] for name in _LISTS},
    }


def _plain(item: Mapping[str, Json], body: Json) -> tuple[str, Json]:
    """A body that is only a string: an address, or the text of ``bodyValue``."""
    return ("note" if "bodyValue" in item else "evidence"), str(body)


def _of_body(body: Mapping[str, Json]) -> tuple[str, Json]:
    """The field that a body is about, and its value."""
    purpose, relation = text_of(body, "purpose"), text_of(body, "postil:relation")
    value, to = text_of(body, "value"), text_of(body, "source", "id")
    if relation in RELATION_TYPES and to:
        return "relations", {"type": relation, "to": to}
    if to or relation:
        return "evidence", to or value
    if purpose == "assessing" and value in VERDICTS:
        return "verdict", value
    return ("tags" if purpose == "tagging" else "note"), body.get("value")
