"""Annotations that came from elsewhere: what they lack, and where they came from."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from annotations.anchoring import select
from annotations.errors import FormatError
from annotations.ids import hash_text
from annotations.model import (
    MARK_KINDS,
    UNCHECKED,
    VERDICTS,
    Anchor,
    Annotation,
    Json,
    Position,
    Quote,
    Source,
)

NOWHERE = Anchor("orphaned", 0.0, None, None)
"""The anchor of a quote that has not been looked for yet, or was not found."""

VIA = "via"
"""The name in ``extra`` of the ids that an annotation had elsewhere, a list."""

_OURS = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_ours(id: str) -> bool:
    """Whether the id is one that an annotation keeps; others stay as where it came from."""
    return _OURS.fullmatch(id) is not None


def foreign_ids(annotation: Annotation) -> list[str]:
    """The ids that the annotation had elsewhere."""
    via: Json = annotation.extra.get(VIA)
    ids = via if isinstance(via, list) else [via]
    return [id for id in ids if isinstance(id, str) and id]


def quoted(
    exact: str,
    source: Source,
    *,
    note: str = "",
    label: str = "",
    tags: Iterable[str] = (),
    created: str = "",
    modified: str = "",
    creator: str | None = None,
    via: str = "",
    extra: dict[str, Json] | None = None,
    prefix: str = "",
    suffix: str = "",
    position: Position | None = None,
) -> Annotation:
    """An annotation of which the words are known, and perhaps the place.

    Raises:
        FormatError: there are no words.
    """
    if not exact.strip():
        raise FormatError("it quotes no words.")
    kind, verdict, labels = described(label)
    known: dict[str, Json] = {VIA: [via]} if via else {}
    return Annotation(
        id="",
        kind=kind,
        source=source,
        quote=Quote(exact, prefix, suffix),
        position=position or Position(0, len(exact)),
        created=created,
        modified=modified or created,
        tags=(*labels, *tags),
        note=note,
        verdict=verdict,
        creator=creator or None,
        anchor=None if position else NOWHERE,
        extra=known | (extra or {}),
    )


def spanned(text: str, start: int, end: int, source: Source, annotation: Annotation) -> Annotation:
    """The annotation on this span of a text that is at hand."""
    quote, position = select(text, start, end)
    made_on = replace(source, text_sha256=hash_text(text))
    return replace(annotation, source=made_on, quote=quote, position=position, anchor=None)


def described(label: str) -> tuple[str, str | None, tuple[str, ...]]:
    """The kind, verdict and tags that stand for a label of another tool.

    >>> described("CLAIM"), described("PERSON")
    (('claim', 'unchecked', ()), ('highlight', None, ('PERSON',)))
    """
    name = label.strip().casefold()
    if name in MARK_KINDS:
        return name, UNCHECKED if name == "claim" else None, ()
    if name in VERDICTS:
        return "claim", name, ()
    return "highlight", None, (label.strip(),) if name else ()


def utc(text: str) -> str:
    """A time of another tool as ours, "" if there is none; one without a zone counts as UTC.

    >>> utc("2024-12-31T23:59:59.123+01:00"), utc("2024-12-31 10:00:00"), utc("")
    ('2024-12-31T22:59:59Z', '2024-12-31T10:00:00Z', '')
    """
    if not text.strip():
        return ""
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        raise FormatError(f"{text!r} is no date.") from None
    if "T" in text and text.endswith("Z"):
        return text
    try:
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError:
        raise FormatError(f"{text!r} is no date.") from None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def from_seconds(seconds: float) -> str:
    """A time in seconds since 1970 as ours."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        raise FormatError(f"{seconds} is no time.") from None
