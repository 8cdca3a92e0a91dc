"""Our own JSON: every field of every annotation, to be read back without loss."""

import json
from collections.abc import Iterator, Sequence

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.json_values import an_object, parsed
from annotations.model import Annotation, Json
from annotations.record import from_record, to_shared_record

_NAME = "postil-annotations"
_VERSION = 1


def to_json(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give one JSON object with the annotations as the store keeps them, in the order given.

    Read back with ``from_json`` and written again it is the same to the byte.
    """
    yield f'{{\n"format": "{_NAME}",\n"version": {_VERSION},\n"annotations": ['
    for number, annotation in enumerate(annotations):
        record = to_shared_record(annotation)
        yield (",\n" if number else "\n") + escaped(
            json.dumps(record, ensure_ascii=False, indent=1)
        )
    yield "\n]\n}\n"


def from_json(text: str) -> Reading:
    """Read what ``to_json`` wrote; fields that this version does not know are kept.

    Raises:
        FormatError: it is something else, a later version's, or no annotation is sound.
    """
    gathering = Gathering()
    for number, record in enumerate(_records(parsed(text)), start=1):
        gathering.take(f"entry {number}", _annotation, record)
    return gathering.done()


def _records(document: Json) -> list[Json]:
    if not isinstance(document, dict) or document.get("format") != _NAME:
        raise FormatError(f'This is no export of annotations: it does not say "format": "{_NAME}".')
    version = document.get("version")
    if not isinstance(version, int) or version > _VERSION:
        raise FormatError(f"This export has version {version}; a later Postil may read it.")
    records = document.get("annotations")
    if not isinstance(records, list):
        raise FormatError('This export has no list of "annotations".')
    return records


def _annotation(record: Json) -> Annotation:
    return from_record(an_object(record))
