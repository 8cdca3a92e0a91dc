"""Annotations as flat JSON objects: what the store keeps and the ``json`` format writes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from annotations.errors import InvalidAnnotationError
from annotations.model import Anchor, Annotation, Json, Position, Quote, Relation, Source

_T = TypeVar("_T")

_PARTS = {
    "source": frozenset({"path", "library", "url", "title", "date", "text_sha256"}),
    "quote": frozenset({"exact", "prefix", "suffix"}),
    "position": frozenset({"start", "end"}),
    "anchor": frozenset({"status", "score", "start", "end", "text_sha256"}),
}
_FIELDS = frozenset(
    "id kind source quote position tags note verdict evidence relations colour creator "
    "created modified anchor rev deleted".split()
)


def to_shared_record(annotation: Annotation) -> dict[str, Json]:
    """The annotation as ``to_record`` has it, without the folder of its library.

    It is for files that leave this machine.
    """
    source = annotation.source
    if source.library is None:
        return to_record(annotation)
    return to_record(replace(annotation, source=replace(source, library=None)))


def to_record(annotation: Annotation) -> dict[str, Json]:
    """The annotation as JSON values, every field present and in a fixed order.

    The library of its source alone is left out where it is not known.

    What ``extra`` holds stands at the top level; an object in it under the name of a
    part (``source``, ``quote`` …) adds its fields to that part.
    """
    source, quote, position = annotation.source, annotation.quote, annotation.position
    record: dict[str, Json] = {
        "id": annotation.id,
        "kind": annotation.kind,
        "source": {
            "path": source.path,
            **({} if source.library is None else {"library": source.library}),
            "url": source.url,
            "title": source.title,
            "date": source.date,
            "text_sha256": source.text_sha256,
        },
        "quote": {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "position": {"start": position.start, "end": position.end},
        "tags": list(annotation.tags),
        "note": annotation.note,
        "verdict": annotation.verdict,
        "evidence": list(annotation.evidence),
        "relations": [{"type": link.type, "to": link.to} for link in annotation.relations],
        "colour": annotation.colour,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "anchor": _anchor_record(annotation.anchor),
        "rev": annotation.rev,
        "deleted": annotation.deleted,
    }
    for name, value in annotation.extra.items():
        _add_extra(record, name, value)
    return record


def _anchor_record(anchor: Anchor | None) -> Json:
    if anchor is None:
        return None
    return {
        "status": anchor.status,
        "score": anchor.score,
        "start": anchor.start,
        "end": anchor.end,
        "text_sha256": anchor.text_sha256,
    }


def _add_extra(record: dict[str, Json], name: str, value: Json) -> None:
    if name not in record:
        record[name] = value
        return
    part = record[name]
    if isinstance(part, dict) and isinstance(value, dict):
        record[name] = part | {key: value[key] for key in value if key not in part}


def from_record(record: Mapping[str, Json]) -> Annotation:
    """The annotation that a record describes; fields we do not know go to ``extra``.

    Raises:
        InvalidAnnotationError: a required field is missing, or one has a value it cannot have.
    """
    source, quote, position = (_part(record, name) for name in ("source", "quote", "position"))
    return Annotation(
        id=_required_text(record, "id"),
        kind=_required_text(record, "kind"),
        source=Source(
            path=_text(source, "path", "source."),
            url=_text(source, "url", "source."),
            title=_text(source, "title", "source."),
            date=_text(source, "date", "source."),
            text_sha256=_text(source, "text_sha256", "source."),
            library=_text(source, "library", "source."),
        ),
        quote=Quote(
            exact=_required_text(quote, "exact", "quote."),
            prefix=_text(quote, "prefix", "quote.") or "",
            suffix=_text(quote, "suffix", "quote.") or "",
        ),
        position=Position(
            _required(position, "start", int, "position."),
            _required(position, "end", int, "position."),
        ),
        tags=_texts(record, "tags"),
        note=_text(record, "note") or "",
        verdict=_text(record, "verdict"),
        evidence=_texts(record, "evidence"),
        relations=_relations(record),
        colour=_text(record, "colour"),
        creator=_text(record, "creator"),
        created=_time(record, "created"),
        modified=_time(record, "modified"),
        anchor=_anchor(record),
        rev=_rev(record),
        deleted=_time(record, "deleted") if record.get("deleted") is not None else None,
        extra=_extra(record),
    )


def _wrong(field: str, value: object, wanted: str) -> InvalidAnnotationError:
    shown = repr(value)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    return InvalidAnnotationError(field, f"{shown} is not {wanted}")


def _part(record: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    value = record.get(name)
    if not isinstance(value, dict):
        raise _wrong(name, value, "an object")
    return value


def _text(part: Mapping[str, Json], name: str, within: str = "") -> str | None:
    value = part.get(name)
    if value is not None and not isinstance(value, str):
        raise _wrong(within + name, value, "a string")
    return value


def _required_text(part: Mapping[str, Json], name: str, within: str = "") -> str:
    value = part.get(name)
    if not isinstance(value, str) or not value:
        raise _wrong(within + name, value, "a string of at least one character")
    return value


def _required(part: Mapping[str, Json], name: str, kind: type[_T], within: str) -> _T:
    value = part.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _wrong(within + name, value, "a number")
    return value


def _time(record: Mapping[str, Json], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.endswith("Z") or "T" not in value:
        raise _wrong(name, value, "a UTC time such as 2024-12-31T23:59:59Z")
    return value


def _list(record: Mapping[str, Json], name: str) -> Sequence[Json]:
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _wrong(name, value, "a list")
    return value


def _texts(record: Mapping[str, Json], name: str) -> tuple[str, ...]:
    texts = []
    for value in _list(record, name):
        if not isinstance(value, str):
            raise _wrong(name, value, "a string")
        texts.append(value)
    return tuple(texts)


def _relations(record: Mapping[str, Json]) -> tuple[Relation, ...]:
    relations = []
    for value in _list(record, "relations"):
        if not isinstance(value, dict):
            raise _wrong("relations", value, "an object")
        relations.append(
            Relation(
                _required_text(value, "type", "relations."),
                _required_text(value, "to", "relations."),
            )
        )
    return tuple(relations)


def _anchor(record: Mapping[str, Json]) -> Anchor | None:
    if record.get("anchor") is None:
        return None
    part = _part(record, "anchor")
    score = part.get("score")
    if not isinstance(score, (int, float)) or not 0 <= score <= 1:
        raise _wrong("anchor.score", score, "a number from 0 to 1")
    return Anchor(
        status=_required_text(part, "status", "anchor."),
        score=score,
        start=_offset(part, "start"),
        end=_offset(part, "end"),
        text_sha256=_text(part, "text_sha256", "anchor."),
    )


def _offset(part: Mapping[str, Json], name: str) -> int | None:
    return None if part.get(name) is None else _required(part, name, int, "anchor.")


def _rev(record: Mapping[str, Json]) -> int:
    rev = record.get("rev", 1)
    if not isinstance(rev, int) or rev < 1:
        raise _wrong("rev", rev, "a number from 1")
    return rev


def _extra(record: Mapping[str, Json]) -> dict[str, Json]:
    extra: dict[str, Json] = {}
    for name in record:
        known = _PARTS.get(name)
        part = record[name]
        if known is None:
            if name not in _FIELDS:
                extra[name] = part
        elif isinstance(part, dict) and not part.keys() <= known:
            extra[name] = {key: part[key] for key in part if key not in known}
    return extra
