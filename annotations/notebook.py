"""The Notebook: every verb a front end may say of annotations."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import urandom
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from annotations.anchoring import select
from annotations.annotator import is_same_annotator
from annotations.errors import (
    ConflictError,
    InvalidAnnotationError,
    NotYoursError,
    UnknownAnnotationError,
)
from annotations.history import Line, Step, Tell, carry_out, step_of, stranger
from annotations.homes import Home, path_within, source_location
from annotations.ids import Ids, hash_text, utc_now
from annotations.model import (
    CONFIRMING,
    NOT_SAME_CLAIM,
    Anchor,
    Annotation,
    Change,
    Relation,
    Source,
)
from annotations.proposal import (
    DROPPED,
    TAKEN,
    Proposal,
    answered,
    as_proposed,
    is_open,
    proposed_fields,
)
from annotations.review import anchored, by_hand, found_in, is_unplaced
from annotations.rules import (
    CLAIM,
    DISMISSED,
    FORGOTTEN,
    PAGE,
    PROPOSAL,
    SAYING,
    SUGGESTED,
    check_kind,
    is_lesson,
    tidy,
    verdict_of,
    with_decision,
    with_relation,
)
from annotations.tags import Spelling, key
from annotations.text import Text

if TYPE_CHECKING:
    from annotations.claims.model import Suggestion
    from annotations.maintenance import Maintenance
    from annotations.query import Fields
    from annotations.results import Conflict, ImportResult
    from annotations.store import Batch, Disk, Store
    from annotations.store.drafts import Drafts
    from annotations.store.glimpse import Glimpse
    from annotations.store.on_article import OnArticle
    from annotations.store.table import LogTable
    from annotations.store.versions import Later


IMPORT = "import"
"""The verb of the step that takes in annotations made elsewhere."""

_NOT_ASKED = (
    "it came with its folder, and is only read: 'postil init' on the folder uses it, "
    "'--store DIR' keeps yours apart"
)


class Notebook:
    """The annotations of one store, for one front end; a context manager.

    Each verb is on the disk before it returns, and gives the Change. Verbs that take
    ``ids`` take one id or several, which make one step. A verb that would change nothing
    writes nothing and returns a Change that is empty. To be used by one thread.

    Raises, from every verb:
        StoreError: it could not be saved; then nothing has changed.
        UnknownAnnotationError: an id that is not there, or was removed.
        InvalidAnnotationError: a value that no annotation can have.
        NotYoursError: it would change what another annotator said; ``deciding_for_others`` may.
    """

    def __init__(
        self,
        store: "Store",
        creator: str | None,
        now: Callable[[], str],
        line: Line | None = None,
    ) -> None:
        """Made by ``open`` and ``another``."""
        self._store = store
        self._creator = creator
        self._now = now
        self._ids = Ids()
        self._decides_for_others = False
        self._line = line or Line(urandom(6).hex())
        if line is None:
            store.when_known(lambda: self._line.begin(store.steps, store.storage.machine.known))

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        creator: str | None = None,
        now: Callable[[], str] = utc_now,
        disk: "Disk | None" = None,
        lazily: bool = False,
        only_reads: bool = False,
        manifests: Path | None = None,
    ) -> "Notebook":
        """The notebook of the store in the folder ``path``, which is made if it is missing.

        ``creator`` signs what is made from here on; ``disk`` is for tests that break it. A
        large store is read ``lazily``: in steps (``catch_up``), or by the first to ask for
        anything but a ``glimpse``. A notebook that ``only_reads`` changes nothing in the
        folder: a verb that would is a StoreError. ``manifests`` is a folder outside of the store
        where it is kept what was in it when it was last closed: what is lost since then is told
        by ``problems`` and ``maintenance.check``.

        Raises:
            StoreError: the store cannot be made or read.
        """
        # TinyDB is loaded by those alone who open a store.
        from annotations.store import Disk, Store

        if only_reads:
            disk = Disk(_NOT_ASKED)
        return cls(Store.open(path, disk, lazily=lazily, manifests=manifests), creator, now)

    def another(self) -> "Notebook":
        """A second notebook on the same store, for another thread, which is to close it.

        Each of the two can undo what the other did, and no more than the other, as if it had
        done it itself.

        Raises:
            StoreError: the store cannot be read.
        """
        from annotations.store import Store  # as in ``open``

        store = Store.open(self.folder, self._store.disk)
        other = Notebook(store, self._creator, self._now, self._line)
        other._decides_for_others = self._decides_for_others
        return other

    def table(self, name: str) -> "LogTable":
        """The table of the store as TinyDB knows it: ``annotations``, or one of your own.

        What is written through it is on the disk and in this notebook at once, but is no step
        that can be undone. See ``docs/python.md``.
        """
        return self._store.table(name)

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

    # What there is

    @property
    def creator(self) -> str | None:
        """Who signs what is made from here on; None for nobody."""
        return self._creator

    def sign(self, creator: str | None) -> None:
        """Sign what is made from here on so."""
        self._creator = creator

    def is_own(self, annotation: Annotation) -> bool:
        """Whether the annotation is the reader's own: signed alike, or signed by nobody.

        To one who does not sign, all are.
        """
        made_by = annotation.creator
        return made_by is None or self._creator is None or is_same_annotator(made_by, self._creator)

    @contextmanager
    def deciding_for_others(self) -> "Iterator[None]":
        """Within it what others made may be changed; each keeps who decided so, and when."""
        was, self._decides_for_others = self._decides_for_others, True
        try:
            yield
        finally:
            self._decides_for_others = was

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        return self._store.folder

    def get(self, id: str) -> Annotation:
        """The annotation with this id.

        Raises:
            UnknownAnnotationError: there is none, or it was removed.
        """
        annotation = self._store.annotations.get(id)
        if annotation is None or annotation.deleted:
            raise UnknownAnnotationError(id)
        return annotation

    def annotations(self, query: str = "", fields: "Fields | None" = None) -> list[Annotation]:
        """Those that the query matches, oldest first; see ``annotations.query``.

        ``fields`` are what the query may ask of annotations besides.

        Raises:
            QueryError: the query cannot be read.
        """
        from annotations.query import parse  # to open an article asks nothing so

        wanted = parse(query, fields=fields, me=self._creator)
        return [annotation for annotation in self._store.live() if wanted.matches(annotation)]

    def everything(self) -> list[Annotation]:
        """All that were not removed, of hidden kinds too, oldest first."""
        return self._store.live()

    def of(self, source: Source, *, is_hidden: bool = False) -> list[Annotation]:
        """Those made on this article, oldest first: on its very text, or at its path or URL.

        Only those of hidden kinds if ``is_hidden``, and only the others if not.
        """
        on = self._store.on(source)
        return self._store.made(on.hidden if is_hidden else on.ids())

    def marks_on(self, source: Source) -> "OnArticle":
        """What is known of those made on this article without making them; it follows the store."""
        return self._store.on(source)

    def later(self, ids: Iterable[str]) -> "Later":
        """Those with these ids, to be made in a thread, and then kept (``keep``) for ``make``."""
        return self._store.annotations.later(ids)

    def keep(self, later: "Later") -> None:
        """Keep what was made in a thread."""
        self._store.annotations.keep(later)

    @property
    def is_read(self) -> bool:
        """Whether the store has been read; before that, whoever asks anything has it read first."""
        return self._store.is_read

    @property
    def is_behind(self) -> bool:
        """Whether a store was opened lazily and there is much to catch up with yet."""
        return self._store.is_behind

    def knows(self, source: Source) -> bool:
        """Whether the store has been read, and what is on this article sorted out since."""
        return self._store.knows(source)

    def catch_up(self) -> bool:
        """Do some of what opening left undone, for a few milliseconds; whether there is more."""
        return self._store.catch_up()

    def glimpse(self, source: Source, start: int, end: int) -> "Glimpse":
        """The marks on this article that touch the span, found in the files before these are read.

        Of an article with few marks it has all. It is for showing alone: a mark that was moved
        from elsewhere may be missing, or one that was moved there may stand where it was.
        """
        return self._store.glimpse(source, start, end)

    def glance(self, id: str) -> Annotation | None:
        """The annotation with this id, which is not kept; for one who looks at many. None as in ``make``."""
        return self._store.annotations.glance(id)

    def make(self, ids: Iterable[str]) -> list[Annotation]:
        """Those with these ids, oldest first; one that was removed, or cannot be shown, is left out."""
        return self._store.made(ids)

    def anchors(self, source: Source, text: str) -> list[tuple[Annotation, Anchor]]:
        """Those made on this article, each with where it stands in this text now.

        They come in the order of the text; those whose passage is not found come last. See
        ``annotations.review`` for how a reader's decision counts.
        """
        return anchored(self.of(source), source, text, self.text)

    @property
    def own(self) -> str:
        """The library that the store lies in, to it; empty if it lies in none."""
        return self._store.own

    def location(self, annotation: Annotation) -> str | None:
        """Where the annotation's article is now; see ``annotations.homes``."""
        source = annotation.source
        return self._store.homes.now(source_location(source, self.own), source.text_sha256)

    def path_in(self, library: str, annotation: Annotation) -> str | None:
        """The path in the library of the annotation's article; None if it is another's."""
        return path_within(self.location(annotation), library)

    def locations(self) -> list[tuple[str, str | None, int]]:
        """Where articles with marks are now, on which of their texts, and how many marks each."""
        homes = self._store.homes
        found = self._store.index.locations()
        return [(homes.now(was, text) or was, text, count) for was, text, count in found]

    def seen_at(self, location: str) -> frozenset[tuple[str, str | None]]:
        """Where else the article at a location was, and on which texts it was seen or marked."""
        return self._store.homes.was(location)

    def counts(self, library: str = "") -> Mapping[str, int]:
        """How many annotations there are on the article at each path of the library; else 0.

        Without a library, of all there are, at their locations.
        """
        return Counter(self._store.index.counts(library))

    def text_counts(self) -> Mapping[str, int]:
        """How many annotations were made on each text, by its hash; 0 for any other."""
        return Counter(self._store.index.text_counts())

    def tags(self) -> list[tuple[str, int]]:
        """The tags in use and how often each is, most used first, then by name."""
        return self._store.index.tags()

    def tagged(self, tag: str, library: str = "") -> set[str]:
        """What articles have marks of this tag or below: paths in the library, hashes of texts.

        Without a library the paths are locations.
        """
        return self._store.index.tagged(tag, library)

    def last_tags(self, but: str = "") -> tuple[str, ...]:
        """The tags of the annotation that was changed last, the one with the id ``but`` left out."""
        for made in self._touched(created=False):
            if made.id != but and made.tags:
                return made.tags
        found = self._store.annotations.tagged_last(but)
        return () if found is None else found.tags

    def unmade(self) -> list[str]:
        """The ids of those that ``annotations`` and ``everything`` would have to make first.

        Making one takes some 50 µs: where thousands are to be made and no one may wait, ``make``
        them a few at a time. None where there are more than are kept in memory.
        """
        return self._store.annotations.unmade()

    def last_marking(self) -> tuple[str, tuple[str, ...]] | None:
        """The kind and the tags of the newest mark; None when there is none."""
        newest = next(self._touched(created=True), None) or self._store.newest()
        return None if newest is None else (newest.kind, newest.tags)

    def _touched(self, *, created: bool) -> Iterator[Annotation]:
        """What this session, or its machine before, marked or changed by hand, the last first."""
        for step in reversed(self._store.steps):
            is_meant = self._line.is_ours(step) and step.undone_by is None
            if not is_meant or step.verb == IMPORT:
                continue
            for edit in reversed(step.edits):
                made = self._store.annotations.glance(edit.id)
                if made is not None and not made.is_hidden and (edit.created or not created):
                    yield made

    def dismissed(self, source: Source, text: str) -> list[tuple[Annotation, Anchor]]:
        """What the reader dismissed in this article, each with where it stands in this text now.

        With a relation ``not-same-claim`` it says that the passage does not say what that claim
        says; without one it is a suggestion that was not wanted.
        """
        hidden = self.of(source, is_hidden=True)
        made = [each for each in hidden if each.kind == DISMISSED]
        return anchored(made, source, text, self.text)

    def learned(self) -> tuple[list[Annotation], list[Annotation]]:
        """The suggestions accepted and those dismissed that are to be learned from, oldest first.

        They are those since ``forget_suggestions``; what was undone or removed is not among them.
        """
        found = [each for each in self._store.offered() if is_lesson(each)]
        return (
            [each for each in found if not each.is_hidden],
            [each for each in found if each.is_hidden],
        )

    def text(self, sha256: str) -> str | None:
        """The text with this hash, as it was when an annotation was made on it."""
        return self._store.text(sha256)

    def refresh(self) -> bool:
        """Look whether another process wrote to the store; True when something is new.

        What cannot be read any more stays as it is in memory, and is told by ``problems``.
        """
        return self._store.refresh()

    def refresh_some(self) -> bool:
        """Take up some of what another process, or another notebook, wrote; whether there is more."""
        return self._store.storage.refresh_some()

    # Marking

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

    # Claims and what is offered

    def confirm(
        self, claim: str, type: str, text: Text, start: int, end: int, source: Source
    ) -> Change:
        """Mark the span, in another article, as a claim that says ``type`` of this claim.

        ``type`` is one of ``CONFIRMING``. The new claim is unchecked and has the relation.
        """
        link = Relation(_checked(type), claim)
        with self._store.writing() as batch:
            batch.live(claim)
            fresh = self._fresh(batch, text, start, end, source, CLAIM)
            return self._put(batch, type, (), (replace(fresh, relations=(link,)),))

    def link(self, claim: str, type: str, other: str) -> Change:
        """Say that the ``other`` claim says ``type`` of this one, whatever was said before."""
        link = Relation(_checked(type), claim)
        if claim == other:
            raise InvalidAnnotationError("relation", "an annotation cannot be linked to itself")
        with self._store.writing() as batch:
            first, second = _parted(batch.live(claim), {other}), _parted(batch.live(other), {claim})
            made = {claim: first, other: with_relation(second, link)}
            return self._edit_in(batch, type, made, lambda each: made[each.id])

    def part(self, claim: str, others: Iterable[str]) -> Change:
        """Take back what was said of this claim and each of the others, either way."""
        with self._store.writing() as batch:
            ids = set(others) - {claim}
            made = {claim: _parted(batch.live(claim), ids)}
            made |= {other: _parted(batch.live(other), {claim}) for other in ids}
            return self._edit_in(batch, "part", made, lambda each: made[each.id])

    def accept_suggestion(self, text: Text, suggestion: "Suggestion", source: Source) -> Change:
        """Mark the suggestion as a claim, unchecked; ``extra`` says that it was suggested."""
        with self._store.writing() as batch:
            fresh = self._fresh(batch, text, suggestion.start, suggestion.end, source, CLAIM)
            claim = replace(fresh, extra={SUGGESTED: True})
            return self._put(batch, "accept suggestion", (), (claim,))

    def dismiss(
        self, text: Text, start: int, end: int, source: Source, claim: str | None = None
    ) -> Change:
        """Remember that this span is no suggestion that was wanted.

        With the id of a ``claim``: that the span does not say what the claim says. It is a
        record of the hidden kind ``dismissed``; where there is one already, nothing changes.

        Raises:
            UnknownAnnotationError: there is no such claim.
        """
        links = () if claim is None else (Relation(NOT_SAME_CLAIM, claim),)
        verb = "dismiss suggestion" if claim is None else "reject match"
        with self._store.writing() as batch:
            if claim is not None:
                batch.live(claim)
            fresh = self._fresh(batch, text, start, end, source, DISMISSED)
            record = replace(fresh, relations=links)
            there = self.of(record.source, is_hidden=True)
            is_new = not any(_is_same(each, record) for each in there)
            return self._put(batch, verb, (), (record,) if is_new else ())

    def propose(self, proposals: Iterable[Proposal]) -> Change:
        """Take what somebody proposes to mark, as one step; proposals stand apart from marks."""
        with self._store.writing() as batch:
            made = [self._proposed(batch, each.checked()) for each in proposals]
            return self._put(batch, "propose", (), made)

    def _proposed(self, batch: "Batch", wanted: Proposal) -> Annotation:
        text, start, end, source = wanted.text, wanted.start, wanted.end, wanted.source
        return replace(
            self._fresh(batch, text, start, end, source, PROPOSAL),
            tags=batch.spelling.apply(wanted.tags),
            note=wanted.note,
            colour=wanted.colour,
            creator=wanted.creator or self._creator,
            extra=proposed_fields(wanted.kind, wanted.verdict),
        )

    def take_proposals(self, ids: str | Iterable[str], kind: str | None = None) -> Change:
        """Mark what was proposed, as one's own marks that cite the proposals; one step.

        ``kind`` is what to mark it as, in place of what was proposed.
        """
        wanted = (ids,) if isinstance(ids, str) else tuple(dict.fromkeys(ids))
        with self._store.writing() as batch:
            at = self._now()
            before = [each for each in map(batch.live, wanted) if is_open(each)]
            taken = [
                replace(answered(each, TAKEN), rev=each.rev + 1, modified=at) for each in before
            ]
            made = [self._taken(each, kind, at) for each in before]
            return self._put(batch, "take proposal", before, [*made, *taken])

    def _taken(self, proposal: Annotation, kind: str | None, at: str) -> Annotation:
        mark = as_proposed(proposal)
        if kind is not None and kind != mark.kind:
            check_kind(kind)
            mark = replace(mark, kind=kind, verdict=verdict_of(kind, None))
        return replace(
            mark,
            id=self._new_id(),
            creator=self._creator,
            created=at,
            modified=at,
            rev=1,
            relations=(Relation("cites", proposal.id),),
            extra={**mark.extra, SUGGESTED: True},
        )

    def drop_proposals(self, ids: str | Iterable[str]) -> Change:
        """Have these proposals offered no more; they stay, with that answer."""
        return self._edit("drop proposal", ids, lambda each: answered(each, DROPPED))

    def forget_suggestions(self) -> Change:
        """Learn no more from what was accepted and dismissed so far; what was, stays so."""
        accepted, dismissed = self.learned()
        ids = [each.id for each in (*accepted, *dismissed)]
        return self._edit("forget suggestions", ids, _forgotten)

    # Taking in and putting right

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

        at_hand, new_id, now = Texts(texts or {}, brought), self._new_id, self._now
        if is_rehearsal:
            return rehearse(annotations, self._store.annotations, at_hand, new_id, now)
        with self._store.writing() as batch:
            made = take_in(annotations, batch, at_hand, new_id, now)
            return made.result(self._put(batch, IMPORT, made.before, made.after))

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

    # Taking back

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

    # The store

    @property
    def maintenance(self) -> "Maintenance":
        """What looks after the store rather than the annotations: check, repair, merge, history."""
        from annotations.maintenance import Maintenance  # for few commands

        return Maintenance(self._store, self.annotations)

    def problems(self) -> list[str]:
        """What is wrong with the store, each in a sentence for the user; mostly nothing."""
        return self._store.problems

    def conflicts(self) -> "list[Conflict]":
        """The annotations that were changed in two places at once, until they are settled."""
        return self.maintenance.conflicts()

    def drafts(self) -> "Drafts":
        """Where notes are kept while they are written, and those that killed programs left."""
        from annotations.store.drafts import FOLDER, Drafts  # where a note is written

        return Drafts(self.folder / FOLDER, self._store.disk, self._store.storage.machine)

    # How it is written

    def _new_id(self) -> str:
        """An id that is greater than that of every step known: order does not hang on the clock."""
        self._ids.follow(self._store.latest_step)
        return self._ids.new()

    def _fresh(
        self, batch: "Batch", text: Text, start: int, end: int, source: Source, kind: str
    ) -> Annotation:
        """A new annotation on the span of the text, which is kept with its hash."""
        quote, position = select(text, start, end)
        at = self._now()
        return Annotation(
            id=self._new_id(),
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
        if verb in SAYING:
            changed = self._decided(changed, verb, at)
        after = [replace(new, rev=old.rev + 1, modified=at) for old, new in changed]
        return self._put(batch, verb, [old for old, _ in changed], after)

    def _decided(
        self, changed: list[tuple[Annotation, Annotation]], verb: str, at: str
    ) -> list[tuple[Annotation, Annotation]]:
        """The changed annotations, where others' say who decided to change them, and when."""
        others = [old for old, _ in changed if not self.is_own(old)]
        if others and not self._decides_for_others:
            raise NotYoursError([old.id for old in others], [old.creator or "" for old in others])
        return [
            (old, new if self.is_own(old) else with_decision(new, verb, self._creator, at))
            for old, new in changed
        ]

    def _put(
        self,
        batch: "Batch",
        verb: str,
        before: Sequence[Annotation],
        after: Sequence[Annotation],
    ) -> Change:
        change = Change(self._new_id(), verb, self._now(), tuple(before), tuple(after))
        if after:
            batch.drop(self._line.redoable(batch.undone))
            since = self._line.since(self._store.latest_step)
            machine = self._store.storage.machine.id
            batch.put(after, step_of(change, self._line.session, machine, since))
        return change

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


def keep_text(batch: "Batch", text: Text, source: Source) -> Source:
    """The source with the hash of the text, which is now in the store unless it is too large for it."""
    if source.text_sha256 is None:
        source = replace(source, text_sha256=hash_text(str(text)))
    if isinstance(text, str):
        batch.keep_text(text, source.text_sha256 or "")
    return source


def _checked(type: str) -> str:
    if type not in CONFIRMING:
        raise InvalidAnnotationError("relation", f"{type!r} is not one of {', '.join(CONFIRMING)}")
    return type


def _parted(annotation: Annotation, others: set[str]) -> Annotation:
    """The annotation without the confirming relations to these."""
    kept = tuple(
        each
        for each in annotation.relations
        if each.type not in CONFIRMING or each.to not in others
    )
    return replace(annotation, relations=kept)


def _forgotten(annotation: Annotation) -> Annotation:
    return replace(annotation, extra={**annotation.extra, FORGOTTEN: True})


def _is_same(one: Annotation, other: Annotation) -> bool:
    return (
        one.source.text_sha256 == other.source.text_sha256
        and one.position == other.position
        and one.relations == other.relations
    )
