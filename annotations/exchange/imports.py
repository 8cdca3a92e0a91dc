"""Taking in annotations that were made elsewhere: which are new, and where they stand here."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.anchoring import Resolver, select
from annotations.anchoring.folded import fold
from annotations.exchange.common.foreign import NOWHERE, foreign_ids, is_ours
from annotations.ids import hash_text
from annotations.model import Anchor, Annotation, Change, Position
from annotations.results import ImportResult
from annotations.review import is_open_choice
from annotations.tags import Spelling

if TYPE_CHECKING:
    from annotations.store import Batch

_SURE = frozenset({"exact", "folded", "changed", "moved"})
_HEAD = 2000
_MOST_PLACES = 1000


class Texts:
    """The articles at hand: found by path, by the hash of their text, or by what they say."""

    def __init__(self, at_paths: Mapping[str, str], brought: Iterable[str] = ()) -> None:
        self._at_paths = at_paths
        self._brought = {hash_text(text): text for text in brought}
        self._hashes: dict[str, str] = {}
        self._resolvers: dict[str, Resolver] = {}
        self._folds: dict[str, str] = {}
        self._titles: dict[str, tuple[list[str], list[str]]] = {}

    def with_hash(self, sha256: str) -> str | None:
        """The text with this hash, if it was brought along or stands in an article at hand."""
        if sha256 in self._brought:
            return self._brought[sha256]
        path = self.path_of(sha256)
        return None if path is None else self._at_paths[path]

    def made_on(self, annotations: Iterable[Annotation]) -> Iterator[tuple[str, str]]:
        """The texts that these were made on, as far as they are at hand, with their hashes."""
        for sha256 in {annotation.source.text_sha256 or "": None for annotation in annotations}:
            text = self.with_hash(sha256)
            if text is not None:
                yield text, sha256

    def path_of(self, sha256: str) -> str | None:
        """The path of the article at hand whose text has this hash."""
        if not self._hashes:
            self._hashes = {hash_text(text): path for path, text in self._at_paths.items()}
        return self._hashes.get(sha256)

    def place(self, annotation: Annotation) -> Annotation | None:
        """The annotation with its place in an article at hand; None if that is not certain."""
        path = annotation.source.path
        if path is not None and path in self._at_paths:
            return self._placed(annotation, path)
        saying = self._saying(annotation)
        if len(saying) > 1 and not (annotation.quote.prefix or annotation.quote.suffix):
            return None
        found = (self._placed(annotation, each) for each in saying)
        placed = [each for each in found if each is not None]
        certain = [each for each in placed if each.anchor is None] or placed
        return certain[0] if len(certain) == 1 else None

    def places(self, annotation: Annotation) -> tuple[str, ...]:
        """The paths of the articles that have the words, each as often as it has them."""
        path = annotation.source.path
        paths = [path] if path in self._at_paths else self._saying(annotation)
        counted = ((each, self._times(annotation, each)) for each in paths if each is not None)
        return tuple(each for each, count in counted for _ in range(min(count, _MOST_PLACES)))

    def _saying(self, annotation: Annotation) -> list[str]:
        """Paths of the articles that may be meant: of those with its title, else of all."""
        words = fold(annotation.quote.exact).strip()
        for group in self._titled(fold(annotation.source.title or "").strip()):
            saying = [path for path in group if words in self._folded(path)]
            if len(saying) == 1:
                return saying
        return [path for path in self._at_paths if words in self._folded(path)]

    def _titled(self, title: str) -> tuple[list[str], list[str]]:
        """Paths of the articles that begin with a title, and of those with it near the top."""
        if title not in self._titles:
            heads = {path: self._folded(path)[:_HEAD] for path in self._at_paths if title}
            headed = [path for path, head in heads.items() if title in head]
            begun = [path for path in headed if heads[path].lstrip("# ").startswith(title)]
            self._titles[title] = begun, headed
        return self._titles[title]

    def _folded(self, path: str) -> str:
        if path not in self._folds:
            self._folds[path] = fold(self._at_paths[path])
        return self._folds[path]

    def _placed(self, annotation: Annotation, path: str) -> Annotation | None:
        text = self._at_paths[path]
        span = self._span(annotation, path, text)
        if span is None:
            return None
        start, end, is_sure = span
        sha256 = hash_text(text)
        source = replace(annotation.source, path=path, text_sha256=sha256)
        if not is_sure:
            return replace(
                annotation,
                source=source,
                position=Position(start, end),
                anchor=Anchor("ambiguous", 0.0, start, end),
            )
        quote, position = select(text, start, end)
        extra = dict(annotation.extra)
        if quote.exact != annotation.quote.exact:
            extra["quoted_as"] = annotation.quote.exact
        return replace(
            annotation, source=source, quote=quote, position=position, anchor=None, extra=extra
        )

    def _span(self, annotation: Annotation, path: str, text: str) -> tuple[int, int, bool] | None:
        """Where it stands, and whether it can stand nowhere else; None if no words are like its."""
        position, exact = annotation.position, annotation.quote.exact
        is_hinted = annotation.anchor is None
        if is_hinted and text[position.start : position.end] == exact:
            return position.start, position.end, True
        resolver = self._resolvers.setdefault(path, Resolver(text))
        anchor = resolver.resolve(annotation.quote, position if is_hinted else None)
        if anchor.start is None or anchor.end is None:
            return None
        if anchor.status == "ambiguous" and self._times(annotation, path) > 1:
            return anchor.start, anchor.end, False
        return (anchor.start, anchor.end, True) if anchor.status in _SURE else None

    def _times(self, annotation: Annotation, path: str) -> int:
        return self._folded(path).count(fold(annotation.quote.exact).strip())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is here already, by all that can tell a double."""

    ids: dict[str, Annotation]
    foreign: dict[str, str]
    places: dict[tuple[str, str], list[Annotation]]

    @classmethod
    def of(cls, annotations: Iterable[Annotation]) -> "_Known":
        known = cls({}, {}, {})
        for annotation in annotations:
            known.ids[annotation.id] = annotation
            if not annotation.deleted:
                known.learn(annotation)
        return known

    def learn(self, annotation: Annotation) -> None:
        for id in foreign_ids(annotation):
            self.foreign.setdefault(id, annotation.id)
        for key in _places(annotation):
            self.places.setdefault(key, []).append(annotation)

    def double_of(self, annotation: Annotation, among: Collection[str]) -> str | None:
        """The id of the one here that is the same; by place only if it is ``among`` these."""
        here = self.ids.get(annotation.id)
        if here is not None and not here.deleted:
            return here.id
        for id in foreign_ids(annotation):
            if id in self.foreign:
                return self.foreign[id]
            if id in self.ids and not self.ids[id].deleted:
                return id
        for key in _places(annotation):
            for there in self.places.get(key, ()):
                if there.id in among and _says_no_more(annotation, there):
                    return there.id
        return None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would write."""

    before: tuple[Annotation, ...]
    after: tuple[Annotation, ...]
    doubled: tuple[tuple[Annotation, str], ...]
    refused: tuple[str, ...]
    several: tuple[tuple[Annotation, tuple[str, ...]], ...]

    def result(self, change: Change) -> ImportResult:
        """What it comes to, once it is carried out as this change."""
        chosen = {annotation.id for annotation, _ in self.several}
        unplaced = tuple(
            each for each in self.after if each.anchor == NOWHERE and each.id not in chosen
        )
        return ImportResult(change, self.after, self.doubled, unplaced, self.refused, self.several)


def rehearse(
    incoming: Iterable[Annotation],
    here: Mapping[str, Annotation],
    texts: Texts,
    new_id: Callable[[], str],
    now: Callable[[], str],
) -> ImportResult:
    """What an import would do."""
    made = plan(incoming, here, texts, new_id, now())
    return made.result(Change(new_id(), "import", now(), made.before, made.after))


def take_in(
    incoming: Iterable[Annotation],
    batch: "Batch",
    texts: Texts,
    new_id: Callable[[], str],
    now: Callable[[], str],
) -> Plan:
    """What is to be put into the batch; the texts are in it already."""
    made = plan(incoming, batch.annotations, texts, new_id, now())
    for text, sha256 in texts.made_on(made.after):
        batch.keep_text(text, sha256)
    return made


def plan(
    incoming: Iterable[Annotation],
    here: Mapping[str, Annotation],
    texts: Texts,
    new_id: Callable[[], str],
    at: str,
) -> Plan:
    """Sort out what is new, give it id, times and place, and leave all else as it came.

    What has an id of ours counts as the same place only with what is in the store: two such
    marks of one file are two marks.
    """
    known = _Known.of(here.values())
    spelling = Spelling(tag for each in here.values() if not each.deleted for tag in each.tags)
    before, after, doubled, refused = [], [], [], []
    for given in incoming:
        if given.deleted:
            refused.append(given.id)
            continue
        annotation = _at_home(given, texts, spelling)
        among = here.keys() if is_ours(given.id) else known.ids.keys()
        double = known.double_of(annotation, among)
        if double is not None:
            doubled.append((given, double))
            continue
        annotation = _complete(annotation, here.get(annotation.id), new_id, at)
        if annotation.id in here:
            before.append(here[annotation.id])
        after.append(annotation)
        known.ids[annotation.id] = annotation
        known.learn(annotation)
    linked = tuple(_linked(each, known.foreign) for each in after)
    several = tuple(_several(linked, texts))
    return Plan(tuple(before), linked, tuple(doubled), tuple(refused), several)


def _several(
    annotations: Iterable[Annotation], texts: Texts
) -> Iterator[tuple[Annotation, tuple[str, ...]]]:
    """Those of which the words stand in several places, and it is not known which is meant."""
    for each in annotations:
        if each.anchor == NOWHERE or is_open_choice(each):
            places = texts.places(each)
            if len(places) > 1:
                yield each, places


def _linked(annotation: Annotation, foreign: Mapping[str, str]) -> Annotation:
    """The annotation with its relations to ids from elsewhere as relations to those that are here."""
    if not any(link.to in foreign for link in annotation.relations):
        return annotation
    links = (replace(link, to=foreign.get(link.to, link.to)) for link in annotation.relations)
    return replace(annotation, relations=tuple(links))


def _at_home(given: Annotation, texts: Texts, spelling: Spelling) -> Annotation:
    """The annotation on an article at hand, where that is certain."""
    if given.id:
        # What is ours is kept to the letter, unless it waits for its article.
        is_waiting = given.anchor == NOWHERE or given.source.text_sha256 is None
        return (texts.place(given) or given) if is_waiting else given
    given = replace(given, tags=spelling.apply(given.tags))
    sha256 = given.source.text_sha256
    path = texts.path_of(sha256) if sha256 else None
    if path is not None:
        return replace(given, source=replace(given.source, path=path))
    placed = texts.place(given)
    if placed is None and sha256 is None:
        return replace(given, anchor=NOWHERE)
    return placed or given


def _complete(
    annotation: Annotation, removed: Annotation | None, new_id: Callable[[], str], at: str
) -> Annotation:
    created = annotation.created or at
    return replace(
        annotation,
        id=annotation.id or new_id(),
        created=created,
        modified=annotation.modified or created,
        rev=annotation.rev if removed is None else max(annotation.rev, removed.rev + 1),
    )


def _places(annotation: Annotation) -> Iterator[tuple[str, str]]:
    """Names for the place of an annotation: its span in a text, or its words in an article."""
    position, source = annotation.position, annotation.source
    exact = annotation.quote.exact
    if annotation.anchor is not None:
        # Words that found no place, or had it from the reader's hand.
        articles = [name for name in (source.url, source.path, source.title) if name] or [""]
        yield from ((f"words {name}", _folded(exact)) for name in articles)
    if annotation.anchor == NOWHERE:
        return
    start = position.start + len(exact) - len(exact.lstrip())
    span = f"{start} {_folded(exact)}"
    names = (source.text_sha256, source.path, source.url)
    yield from ((name, span) for name in names if name)


def _says_no_more(new: Annotation, there: Annotation) -> bool:
    """Whether all that the new one says of the passage is said there already."""
    known = {tag.casefold() for tag in there.tags}
    return (
        (new.kind == there.kind or (new.kind == "highlight" and not there.is_hidden))
        and (not new.verdict or new.verdict in (there.verdict, "unchecked"))
        and _folded(new.note) in _folded(there.note)
        and all(tag.casefold() in known for tag in new.tags)
        and set(new.evidence) <= set(there.evidence)
        and {link.type for link in new.relations} <= {link.type for link in there.relations}
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
