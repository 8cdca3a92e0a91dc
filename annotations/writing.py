"""How a Notebook writes: one change, numbered, dated and put into the history."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from os import urandom
from typing import TYPE_CHECKING

from annotations.anchoring import select
from annotations.history import Line, step_of
from annotations.identity import Ids, hash_text
from annotations.making import verdict_of
from annotations.model import Annotation, Change, Source
from annotations.text import Text
from annotations.upkeep import Upkeep

if TYPE_CHECKING:
    from annotations.store import Batch, Store


class Writing(Upkeep):
    """The part of the Notebook that its verbs are made with."""

    def __init__(
        self,
        store: "Store",
        creator: str | None,
        now: Callable[[], str],
        line: Line | None = None,
    ) -> None:
        super().__init__(store)
        self._creator = creator
        self._now = now
        self._ids = Ids()
        self._line = line or Line(urandom(6).hex())
        if line is None:
            store.when_known(lambda: self._line.begin(store.steps))

    def _fresh(
        self, batch: "Batch", text: Text, start: int, end: int, source: Source, kind: str
    ) -> Annotation:
        """A new annotation on the span of the text, which is kept with its hash."""
        quote, position = select(text, start, end)
        at = self._now()
        return Annotation(
            id=self._ids.new(),
            kind=kind,
            source=keep_text(batch, text, source),
            quote=quote,
            position=position,
            created=at,
            modified=at,
            verdict=verdict_of(kind, None),
            creator=self._creator,
        )

    def _edit(
        self, verb: str, ids: str | Iterable[str], edit: Callable[[Annotation], Annotation]
    ) -> Change:
        with self._store.writing() as batch:
            return self._edit_in(batch, verb, ids, edit)

    def _edit_in(
        self,
        batch: "Batch",
        verb: str,
        ids: str | Iterable[str],
        edit: Callable[[Annotation], Annotation],
    ) -> Change:
        wanted = (ids,) if isinstance(ids, str) else dict.fromkeys(ids)
        pairs = [(version, edit(version)) for version in map(batch.live, wanted)]
        changed = [(old, new) for old, new in pairs if old != new]
        at = self._now()
        after = [replace(new, rev=old.rev + 1, modified=at) for old, new in changed]
        return self._put(batch, verb, [old for old, _ in changed], after)

    def _put(
        self,
        batch: "Batch",
        verb: str,
        before: Sequence[Annotation],
        after: Sequence[Annotation],
    ) -> Change:
        change = Change(self._ids.new(), verb, self._now(), tuple(before), tuple(after))
        if after:
            batch.drop(self._line.redoable(batch.undone))
            batch.put(after, step_of(change, self._line.session))
        return change


def keep_text(batch: "Batch", text: Text, source: Source) -> Source:
    """The source with the hash of the text, which is now in the store unless it is too large for it."""
    if source.text_sha256 is None:
        source = replace(source, text_sha256=hash_text(str(text)))
    if isinstance(text, str):
        batch.keep_text(text, source.text_sha256 or "")
    return source
