"""The articles of the library compared with each other: built in a thread, asked by the screens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from annotations.claims.board.layout import Column
from annotations.claims.model import Match, Passage, Suggestion
from annotations.claims.similarity.scores import MAYBE
from reader.articles.article import Article
from reader.errors import ReaderError
from reader.library.article_names import stem
from reader.library.library import Library
from reader.library.short_names import short_names

if TYPE_CHECKING:
    from annotations.claims.corpus import Corpus

_SUGGESTED = 3
"""Sentences of each article that are offered on the board."""

Lessons = tuple[Sequence[str], Sequence[str]]
"""The sentences that the reader accepted as suggestions, and those that were dismissed."""

_MOST_FOR_ORIGINS = 1000
"""Of more articles it is not asked which are copies: all pairs would have to be looked at."""

_EACH = 4
"""Passages of one article that are looked at: where the first is rejected, the next may say it."""

_KEPT_TEXTS = 32
_KEPT_MATCHES = 2000

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """An article as it was when it was compared: what the board says of it, and its hash.

    ``stamp`` tells whether its file was written to since; ``suggestions`` are the best few
    sentences, with their words. ``is_made`` says that the title is no title of its own.
    """

    path: str
    title: str
    is_made: bool
    date: str | None
    sha256: str
    stamp: Stamp
    suggestions: tuple[tuple[Suggestion, str], ...] = ()


class Comparison:
    """What is known of the articles together; ``done`` of ``total`` have been looked into.

    One thread builds, the screens' thread asks: what is asked is replaced whole, never
    changed in place. ``version`` grows whenever there is something new to ask. ``problem`` is
    a sentence about the alias file, if that cannot be used.
    """

    def __init__(self, library: Library, store: Path) -> None:
        self.library = library
        self.problem: str | None = None
        self.paths: tuple[str, ...] = ()
        self.articles: Mapping[str, Compared] = {}
        self.copied: tuple[tuple[str, str], ...] = ()
        self.done = 0
        self.version = 0
        self.is_ready = False
        self._places = (library.root, store)
        self._aliases: Sequence[Sequence[str]] = ()
        self._corpus: Corpus | None = None
        self._matches: dict[Passage, Sequence[Match]] = {}
        self._texts: dict[tuple[str, str], Article] = {}
        self._names: Mapping[str, str] = {}

    @property
    def total(self) -> int:
        """How many articles there are, as far as that is known."""
        return len(self.paths)

    # In the thread that builds

    def build(
        self, lessons: Lessons, is_cancelled: Callable[[], bool], tell: Callable[[], None]
    ) -> None:
        """Look into every article that is new or was written to; ``tell`` is called as it goes."""
        # Loaded when articles are first compared: stemming, lists of words, and their tables.
        from annotations.claims.corpus import Corpus
        from annotations.claims.detection.learned_weights import learn

        aliases, weights = self._read_aliases(), learn(*lessons)
        corpus, articles = self._corpus, dict(self.articles)
        if corpus is None or aliases != self._aliases:
            corpus, articles, self._aliases = Corpus(aliases), {}, aliases
        self.done, is_new = 0, False
        self.paths = self.library.paths
        for path in self.paths:
            if is_cancelled():
                return
            is_new |= self._look(path, corpus, articles, weights)
            self.done += 1
            sleep(0)  # a key that was pressed meanwhile goes first
            if self.done % 16 == 0:
                tell()
        if is_new or not self.is_ready:
            made = {path: each.title for path, each in articles.items() if each.is_made}
            self._names = short_names(made)
            self.articles, self._matches = articles, {}
            corpus.weigh()
            alike = corpus.origins() if len(articles) <= _MOST_FOR_ORIGINS else ()
            self.copied = tuple((each.a, each.b) for each in alike)
            self._corpus = corpus
            self.is_ready = True
            self.version += 1
        tell()

    def _read_aliases(self) -> Sequence[Sequence[str]]:
        """The reader's own groups of names; none where their file cannot be read, which is told."""
        from reader.marks.aliases import aliases_in  # with the corpus, which it is for

        self.problem = None
        try:
            return aliases_in(*self._places)
        except ReaderError as error:
            self.problem = str(error)
            return ()

    def _look(
        self,
        path: str,
        corpus: "Corpus",
        articles: dict[str, Compared],
        weights: Mapping[str, float],
    ) -> bool:
        """Compare one article if it changed; whether it did."""
        known = articles.get(path)
        try:
            stamp = self.library.stamp(path)
            if known is not None and stamp is not None and known.stamp == stamp:
                return False
            article = self.library.load(path)
        except ReaderError:
            # The shelf says what is wrong with it.
            corpus.remove(path)
            return articles.pop(path, None) is not None
        if known is not None and known.sha256 == article.sha256:
            articles[path] = replace(known, stamp=stamp)
            return False
        corpus.put(path, article.text, day(article.date))
        articles[path] = _compared(article, stamp, weights)
        return True

    # In any thread

    def known(self, passage: Passage) -> Sequence[Match] | None:
        """The passages that may say the same, if they have been looked for already."""
        return self._matches.get(passage)

    def matches(self, passage: Passage) -> Sequence[Match]:
        """The passages of other articles that may say the same, best first, without the tail.

        An article has several where several of its passages may.
        """
        corpus, kept = self._corpus, self._matches
        if corpus is None:
            return ()
        found = kept.get(passage)
        if found is None:
            if len(kept) >= _KEPT_MATCHES:
                kept.clear()
            is_known = passage.name in self.articles
            asked = passage.name, passage.start, passage.end
            found = corpus.matches(*asked, least=MAYBE, each=_EACH) if is_known else ()
            # Of thousands of articles most say nothing of it.
            found = kept[passage] = [each for each in found if each.tier or each.conflicts]
        return found

    def article(self, path: str) -> Article | None:
        """The article as it was compared; None if it is gone, or another by now."""
        compared = self.articles.get(path)
        if compared is None:
            return None
        key = path, compared.sha256
        if key not in self._texts:
            try:
                article = self.library.load(path)
            except ReaderError:
                return None
            if article.sha256 != compared.sha256:
                return None
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.pop(next(iter(self._texts)))
            self._texts[key] = article
        return self._texts[key]

    def heads(self) -> list[Column]:
        """What the board's columns are headed with; by their paths while nothing is known."""
        known = self.articles
        return [
            Column(path, self.name(path), known[path].date, title=known[path].title)
            if path in known
            else Column(path, stem(path))
            for path in self.paths
            if path in known or not self.is_ready
        ]

    def name(self, path: str) -> str:
        """A short name of the article: its title, or the words that tell it from the others."""
        compared = self.articles.get(path)
        if compared is None:
            return stem(path)
        return self._names.get(path, compared.title)


def _compared(article: Article, stamp: Stamp, weights: Mapping[str, float]) -> Compared:
    # With the corpus: loaded when articles are first compared.
    from reader.marks.suggestions import LEAST, suggestions

    best = [each for each in suggestions(article, weights)[:_SUGGESTED] if each.score >= LEAST]
    return Compared(
        article.path,
        article.title,
        article.is_title_generated,
        article.date,
        article.sha256,
        stamp,
        tuple((each, article.lazy_text[each.start : each.end]) for each in best),
    )


def day(written: str | None) -> date | None:
    """The day that an article's date names, None for none."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
