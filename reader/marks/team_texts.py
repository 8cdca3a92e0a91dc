"""What several annotators marked in the articles of a library, ready to be compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations import Annotation, Notebook, anchored
from annotations.agreement import AnnotatedText, Unit
from annotations.annotator import AGREED, annotator, is_named, short_names
from annotations.proposal import as_proposed, is_proposal
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.library.library import Library
from reader.marks.library_marks import LibraryMarks, source_of


@dataclass(frozen=True, slots=True)
class TeamTexts:
    """The articles that annotators marked, and what of their marks cannot be compared.

    ``names`` has the short name of each annotator, by what tells them apart; units are under
    those names. ``signed`` has how each signs. ``lost`` are marks that were not found in the text as it is now; ``unread`` are
    articles that cannot be read, or are not in the library; ``unsigned`` counts marks that
    nobody signed.
    """

    texts: Sequence[AnnotatedText]
    names: Mapping[str, str]
    signed: Mapping[str, str]
    marks: Mapping[str, Annotation]
    lost: Sequence[Annotation] = ()
    unread: Sequence[str] = ()
    unsigned: int = 0

    @property
    def annotators(self) -> tuple[str, ...]:
        """The short names of all annotators, in the order of their first marks."""
        return tuple(dict.fromkeys(self.names.values()))

    def chosen(self, wanted: Sequence[str]) -> "TeamTexts":
        """The texts as the annotators named here marked them, in that order; all if none is.

        A name is the beginning of a word of an annotator's name or address; names joined by
        ``=`` are one annotator, who has the first of them.

        Raises:
            ReaderError: nobody, or more than one annotator, is named so.
        """
        if not wanted:
            return self
        merged: dict[str, str] = {}
        for joined in wanted:
            names = [self._named(name) for name in joined.split("=")]
            merged |= dict.fromkeys(names, names[0])
        texts = [_merged(text, merged) for text in self.texts]
        kept = {key: merged[name] for key, name in self.names.items() if name in merged}
        ordered = sorted(kept.items(), key=lambda pair: list(merged).index(pair[1]))
        return TeamTexts(
            [text for text in texts if text.units],
            dict(ordered),
            self.signed,
            self.marks,
            [each for each in self.lost if annotator(each.creator or "").key in kept],
            self.unread,
        )

    def _named(self, words: str) -> str:
        folded = " ".join(words.casefold().split())
        exact = [name for name in self.annotators if name.casefold() == folded]
        found = exact or [
            name for key, name in self.names.items() if is_named(self.signed[key], folded)
        ]
        if folded and len(set(found)) == 1:
            return found[0]
        known = ", ".join(self.annotators) or "nobody"
        which = "Nobody is" if not found else f"{', '.join(found)} are"
        raise ReaderError(f"{which} called {words!r} here; there is {known}.")


def _merged(text: AnnotatedText, merged: Mapping[str, str]) -> AnnotatedText:
    units: dict[str, list[Unit]] = {}
    for who, made in text.units.items():
        if who in merged:
            units.setdefault(merged[who], []).extend(made)
    order = [who for who in dict.fromkeys(merged.values()) if who in units]
    return AnnotatedText(text.name, text.length, {who: units[who] for who in order})


def team_texts(library: Library, notebook: Notebook, marks: LibraryMarks) -> TeamTexts:
    """What every annotator marked or proposed in the library's articles.

    The layer that was agreed on, replies and marks that nobody signed are left out.
    """
    signed, unsigned = [], 0
    for each in notebook.everything():
        if is_compared(each) and marks.has(each):
            if each.creator is None:
                unsigned += 1
            else:
                signed.append(each)
    latest = {annotator(each.creator or "").key: each.creator or "" for each in signed}
    short = short_names(latest.values())
    names = {key: short[creator] for key, creator in latest.items()}
    texts, placed, lost, unread = [], {}, [], []
    for path, made in sorted(_by_article(signed, marks).items()):
        article = _loaded(library, path)
        if article is None:
            unread.append(path or "?")
            continue
        units: dict[str, list[Unit]] = {}
        for annotation, span in _spans(article, made, library, notebook):
            name = names[annotator(annotation.creator or "").key]
            there = units.setdefault(name, [])
            if span is None:
                lost.append(annotation)
            else:
                there.append(unit_of(annotation, *span))
                placed[annotation.id] = annotation
        order = [name for name in dict.fromkeys(names.values()) if name in units]
        texts.append(
            AnnotatedText(article.path, len(article.text), {name: units[name] for name in order})
        )
    return TeamTexts(texts, names, latest, placed, lost, unread, unsigned)


def is_compared(annotation: Annotation) -> bool:
    """Whether it is a mark or a proposal of an annotator, and no answer to another mark."""
    if annotation.is_hidden and not is_proposal(annotation):
        return False
    is_reply = any(link.type == "replies" for link in annotation.relations)
    return not is_reply and annotation.creator != AGREED


def unit_of(annotation: Annotation, start: int, end: int) -> Unit:
    """What an annotator marked at this span."""
    made = as_proposed(annotation)
    return Unit(start, end, made.id, made.kind, made.tags, made.verdict, made.note)


def _by_article(signed: Iterable[Annotation], marks: LibraryMarks) -> dict[str, list[Annotation]]:
    found: dict[str, list[Annotation]] = {}
    for each in signed:
        path = marks.path_of(each) or marks.own_path(each) or each.source.path or ""
        found.setdefault(path, []).append(each)
    return found


def _loaded(library: Library, path: str) -> Article | None:
    try:
        return library.load(path) if library.has(path) else None
    except ReaderError:
        return None


def _spans(
    article: Article, made: Sequence[Annotation], library: Library, notebook: Notebook
) -> Iterator[tuple[Annotation, tuple[int, int] | None]]:
    """Each annotation with its span in the article as it is now; None where it is lost."""
    source = source_of(article, library.home(notebook.folder))
    for annotation, anchor in anchored(made, source, article.text, notebook.text):
        if anchor.start is None or anchor.end is None:
            yield annotation, None
        else:
            yield annotation, (anchor.start, anchor.end)
