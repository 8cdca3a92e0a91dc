"""The steps of the history as the store has them: of a large one only the head stays decoded."""

import json
from collections.abc import Iterator, Mapping

from annotations.history import Step
from annotations.model import Json
from annotations.store.line import document_of

_SMALL = 4096
"""Bytes of a line up to which a step is decoded whole: it is about a few annotations."""

_DOCUMENT = b',"doc":{'
_EDITS = b',"edits":['


def step_in(id: str, line: bytes) -> Step:
    """The step in this version."""
    begin, end = line.find(_DOCUMENT), line.find(_EDITS)
    if len(line) <= _SMALL or not 0 < begin < end:
        return Step(id, document_of(line) or {})
    try:
        head = json.loads(line[begin + len(_DOCUMENT) - 1 : end] + b"}")
    except ValueError:
        return Step(id, document_of(line) or {})
    return Step(id, _Large(head, line))


class _Large(Mapping[str, Json]):
    """A document whose edits are decoded each time they are asked for: thousands take megabytes."""

    def __init__(self, head: Mapping[str, Json], line: bytes) -> None:
        self._head = head
        self._line = line

    def __getitem__(self, name: str) -> Json:
        if name in self._head:
            return self._head[name]
        return (document_of(self._line) or {})[name]

    def __iter__(self) -> Iterator[str]:
        return iter(document_of(self._line) or {})

    def __len__(self) -> int:
        return len(document_of(self._line) or {})
