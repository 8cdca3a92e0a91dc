"""The Notebook: every verb a front end may say of annotations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from annotations.anchoring import select
from annotations.errors import ConflictError, InvalidAnnotationError, UnknownAnnotationError
from annotations.history import Step, Tell, carry_out, stranger
from annotations.homes import Home
from annotations.identity import hash_text, utc_now
from annotations.making import PAGE, check_kind, tidy, verdict_of, with_relation
from annotations.model import (
    Anchor,
    Annotation,
    Change,
    Relation,
    Source,
)
from annotations.relating import Relating
from annotations.review import by_hand, found_in, is_unplaced
from annotations.tags import Spelling, key
from annotations.text import Text
from annotations.writing import keep_text

if TYPE_CHECKING:
    from annotations.outcomes import ImportResult
    from annotations.store import Disk


class Notebook(Relating):
    """The annotations of one store, for one front end; a context manager.

    Each verb is on the disk before it returns, and gives the Change. Verbs that take
    ``ids`` take one id or several, which make one step. A verb that would change nothing
    writes nothing and returns a Change that is empty. To be used by one thread.

    Raises, from every verb:
        StoreError: it could not be saved; then nothing has changed.
        UnknownAnnotationError: an id that is not there, or was removed.
        InvalidAnnotationError: a value that no annotation can have.
    """

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        creator: str | None = None,
        now: Callable[[], str] = utc_now,
        disk: "Disk | None" = None,
        lazily: bool = False,
    ) -> "Notebook":
        """The notebook of the store in the folder ``path``, which is made if it is missing.

        ``creator`` signs what is made from here on; ``disk`` is for tests that break it. A
        large store is read ``lazily``: in steps (``catch_up``), or by the first to ask for
        anything but a ``glimpse``.

        Raises:
            StoreError: the store cannot be made or read.
        """
        # TinyDB is loaded by those alone who open a store.
        from annotations.store import Store

        return cls(Store.open(path, disk, lazily=lazily), creator, now)

    def another(self) -> "Notebook":
        """A second notebook on the same store, for another thread, which is to close it.

        Each of the two can undo what the other did, and no more than the other, as if it had
        done it itself.

        Raises:
            StoreError: the store cannot be read.
        """
        from annotations.store import Store  # as in ``open``

        store = Store.open(self.folder, self._store.disk)
        return Notebook(store, self._creator, self._now, self._line)

    def close(self) -> None:
        """Let go of the store. Nothing is left to save."""
        self._store.close()

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def mark(
        self,
        text: Text,
        start: int,
        end: int,
        source: Source,
        *,
        kind: str = "highlight",
        tags: Iterable[str] = (),
        note: str = "",
        verdict: str | None = None,
        evidence: Iterable[str] = (),
        colour: str | None = None,
        page: str | None = None,
    ) -> Change:
        """Mark the span of the text, which is kept with its hash; a claim begins unchecked.

        ``page`` is the label of the printed page that it begins on, to be cited by.
        """
        check_kind(kind)
        verdict = verdict_of(kind, verdict)
        with self._store.writing() as batch:
            annotation = replace(
                self._fresh(batch, text, start, end, source, kind),
                tags=batch.spelling.apply(tags),
                note=note,
                verdict=verdict,
                evidence=tidy(evidence),
                colour=colour,
                extra={} if page is None else {PAGE: page},
            )
            return self._put(batch, "mark", (), (annotation,))

    def tag(
        self, ids: str | Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Change:
        """Take tags away, then add others; case does not tell tags apart."""
        removed = {key(tag) for tag in Spelling().apply(remove)}
        with self._store.writing() as batch:
            added = batch.spelling.apply(add)

            def edit(annotation: Annotation) -> Annotation:
                kept = [tag for tag in annotation.tags if key(tag) not in removed]
                known = {key(tag) for tag in kept}
                kept += [tag for tag in added if key(tag) not in known]
                return replace(annotation, tags=tuple(kept))

            return self._edit_in(batch, "tag", ids, edit)

    def note(self, id: str, text: str) -> Change:
        """Write the note, in Markdown, in place of the one there was."""
        return self._edit("note", id, lambda annotation: replace(annotation, note=text))

    def judge(
        self, ids: str | Iterable[str], verdict: str, evidence: Iterable[str] | None = None
    ) -> Change:
        """Give claims a verdict and, unless it is None, the evidence for it.

        Raises:
            InvalidAnnotationError: one of them is no claim; none is judged then.
        """

        def edit(annotation: Annotation) -> Annotation:
            kept = annotation.evidence if evidence is None else given
            return replace(annotation, verdict=verdict_of(annotation.kind, verdict), evidence=kept)

        given = tidy(evidence or ())
        return self._edit("judge", ids, edit)

    def change_kind(self, ids: str | Iterable[str], kind: str) -> Change:
        """Make them another kind.

        What becomes a claim is unchecked; what was one keeps its evidence, without a verdict.
        """
        check_kind(kind)

        def edit(annotation: Annotation) -> Annotation:
            verdict = annotation.verdict if kind == annotation.kind else verdict_of(kind, None)
            return replace(annotation, kind=kind, verdict=verdict)

        return self._edit("change kind", ids, edit)

    def recolour(self, ids: str | Iterable[str], colour: str | None) -> Change:
        """Give them a colour of their own, or, with None, their kind's or tag's again."""
        return self._edit("recolour", ids, lambda annotation: replace(annotation, colour=colour))

    def relate(self, id: str, type: str, to: str) -> Change:
        """Link the annotation to another."""
        link = Relation(type, to)
        if id == to:
            raise InvalidAnnotationError("relation", "an annotation cannot be linked to itself")
        with self._store.writing() as batch:
            batch.live(to)
            return self._edit_in(batch, "relate", id, lambda each: with_relation(each, link))

    def unrelate(self, id: str, type: str, to: str) -> Change:
        """Take a link away."""
        link = Relation(type, to)

        def edit(annotation: Annotation) -> Annotation:
            kept = tuple(each for each in annotation.relations if each != link)
            return replace(annotation, relations=kept)

        return self._edit("unrelate", id, edit)

    def move(
        self, id: str, text: Text, start: int, end: int, source: Source | None = None
    ) -> Change:
        """Set new borders, in this text; ``source`` is the article's, if it is not as it was."""
        quote, position = select(text, start, end)

        with self._store.writing() as batch:
            # The text may be another than the one the annotation was made on.
            target = source or replace(batch.live(id).source, text_sha256=None)
            kept = keep_text(batch, text, target)

            def edit(annotation: Annotation) -> Annotation:
                anchor = None if position != annotation.position else annotation.anchor
                return replace(
                    annotation, source=kept, quote=quote, position=position, anchor=anchor
                )

            return self._edit_in(batch, "move", id, edit)

    def accept(self, anchors: Mapping[str, Anchor], text: Text) -> Change:
        """Let annotations, by id, stand where they were found in this text, which has changed.

        The quote that each was born with stays; the anchor is kept, with the hash of the text
        that it is in, as the reader's decision about that text. The text is kept too: later
        on the words accepted are looked for as well.
        """
        sha256 = hash_text(str(text))
        places = {id: replace(anchor, text_sha256=sha256) for id, anchor in anchors.items()}
        with self._store.writing() as batch:
            if isinstance(text, str):
                batch.keep_text(text, sha256)
            return self._edit_in(
                batch, "accept", places, lambda each: replace(each, anchor=places[each.id])
            )

    def reattach(self, id: str, text: Text, start: int, end: int, source: Source) -> Change:
        """Let the annotation stand on this passage, which the reader says is its place now.

        One that has been found in no article so far has this one for its source.
        """
        select(text, start, end)
        with self._store.writing() as batch:
            kept = keep_text(batch, text, source)
            sha256 = kept.text_sha256 or hash_text(str(text))
            made = batch.live(id)
            anchor = by_hand(made, text, start, end, sha256)
            home = found_in(made.source, kept) if is_unplaced(made) else made.source
            return self._edit_in(
                batch, "reattach", id, lambda each: replace(each, anchor=anchor, source=home)
            )

    def keep_orphaned(self, ids: str | Iterable[str], sha256: str) -> Change:
        """Keep them without a place in the text with this hash, as the reader's decision.

        The hash is empty for what is in no article at all.
        """
        lost = Anchor("orphaned", 0.0, None, None, sha256)
        return self._edit("keep as lost", ids, lambda each: replace(each, anchor=lost))

    def remove(self, ids: str | Iterable[str]) -> Change:
        """Remove them; a tombstone stays, so that undo and other windows know."""
        at = self._now()
        return self._edit("remove", ids, lambda annotation: replace(annotation, deleted=at))

    def add(
        self,
        annotations: Iterable[Annotation],
        texts: Mapping[str, str] | None = None,
        *,
        brought: Iterable[str] = (),
        is_rehearsal: bool = False,
    ) -> "ImportResult":
        """Take in annotations made elsewhere, as one step; see ``annotations.exchange.imports``.

        ``texts`` are the articles at hand, by their paths, and ``brought`` those that came
        with the annotations. A rehearsal writes nothing and gives the same answer.
        """
        # Only an import has to load how it is done.
        from annotations.exchange.imports import Texts, rehearse, take_in

        at_hand, new_id, now = Texts(texts or {}, brought), self._ids.new, self._now
        if is_rehearsal:
            return rehearse(annotations, self._store.annotations, at_hand, new_id, now)
        with self._store.writing() as batch:
            made = take_in(annotations, batch, at_hand, new_id, now)
            return made.result(self._put(batch, "import", made.before, made.after))

    def move_articles(self, moves: Iterable[tuple[str, str | None, str]]) -> None:
        """Keep that what was marked at a location, on a text, belongs to an article elsewhere now.

        ``moves`` are where it was, as ``locations`` gives it, the text's hash, and where it is.
        """
        known = self._store.homes
        written = [
            Home(first, text, now)
            for was, text, now in moves
            for first, each in ((was, text), *known.was(was))
            if each == text
        ]
        self._store.put_homes(written)

    def settle(self, id: str, version: Annotation) -> Change:
        """Have this version of an annotation stand, and no conflict about it any more.

        It is one of those that ``conflicts`` gave.
        """
        with self._store.writing() as batch:
            old = batch.annotations.get(id)
            if old is None:
                raise UnknownAnnotationError(id)
            rev = max(old.rev, version.rev) + 1
            batch.settle(id)
            chosen = replace(version, rev=rev, modified=self._now())
            return self._put(batch, "settle", (old,), (chosen,))

    def undo(self, tell: Tell = lambda done: None) -> Change | None:
        """Take back the newest step of this session, or of those that ended before it began.

        The Change is the one carried out now, under the step's id and verb. None when there
        is nothing to undo. ``tell`` is told of how many annotations, each of them twice.

        Raises:
            ConflictError: an annotation has been changed elsewhere since; the step stays,
                and the next undo is about the step before it.
        """
        return self._carry_out(tell, back=True)

    def redo(self, tell: Tell = lambda done: None) -> Change | None:
        """Take again the step undone last; None when there is none. As ``undo`` otherwise."""
        return self._carry_out(tell, back=False)

    def next_size(self, *, back: bool) -> int:
        """How many annotations ``undo``, or ``redo``, would touch."""
        line, store = self._line, self._store
        step = line.next_undo(store.steps) if back else line.next_redo(store.undone)
        return 0 if step is None else step.size

    @property
    def can_undo(self) -> Change | None:
        """The Change that ``undo`` would carry out."""
        return self._preview(self._line.next_undo(self._store.steps), back=True)

    @property
    def can_redo(self) -> Change | None:
        """The Change that ``redo`` would carry out."""
        return self._preview(self._line.next_redo(self._store.undone), back=False)

    def _carry_out(self, tell: Tell, *, back: bool) -> Change | None:
        with self._store.writing() as batch:
            line = self._line
            step = line.next_undo(batch.steps) if back else line.next_redo(batch.undone)
            if step is None:
                return None
            conflict = stranger(step, batch.annotations, back=back, tell=tell)
            if conflict is None:
                current = [batch.annotations[edit.id] for edit in step.edits]
                change = carry_out(
                    step, current, self._now(), back=back, tell=lambda done: tell(step.size + done)
                )
                undone_by = self._line.session if back else None
                batch.put(change.after, step.noting(undone_by=undone_by))
                return change
            batch.put((), step.noting(is_passed=True))
        raise ConflictError(
            conflict,
            f"“{step.verb}” was left as it is: the annotation has been changed elsewhere since.",
        )

    def _preview(self, step: Step | None, *, back: bool) -> Change | None:
        known = self._store.annotations
        if step is None or any(edit.id not in known for edit in step.edits):
            return None
        current = [known[edit.id] for edit in step.edits]
        return carry_out(step, current, step.at, back=back)
