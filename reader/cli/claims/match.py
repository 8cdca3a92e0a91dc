"""``postil claims match``: passages of different articles that say the same, and where they differ."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from annotations import Match
from annotations.claims.corpus import Corpus
from annotations.claims.model import Passage
from annotations.claims.origins import Origin
from annotations.claims.similarity.scores import LEAST, MAYBE
from reader.articles.article import Article
from reader.cli.libraries import open_library, store_of
from reader.cli.output import write_error, write_json, write_progress, write_table, write_text
from reader.errors import LoadError, ReaderError
from reader.library.library import Library
from reader.marks.aliases import aliases_in
from reader.page.printable import printable

_LONGEST_SHOWN = 300
_FEW = 30
_OFTEN = 8


def run(arguments: argparse.Namespace) -> int:
    """Compare the articles, all with each other or one span with the others."""
    with open_library(arguments.paths) as library:
        return _compare(arguments, library)


def _compare(arguments: argparse.Namespace, library: Library) -> int:
    corpus = Corpus(aliases_in(library.root, store_of(arguments, library)))
    least = MAYBE if arguments.min_score is None else max(LEAST, arguments.min_score)
    try:
        articles = _taken_in(library, corpus)
        found = _found(arguments, library, articles, corpus, least)
        origins = [] if arguments.json else corpus.origins()
    finally:
        write_progress("")
    if arguments.json:
        write_json(map(_row, found))
    else:
        _write(found, articles)
        _write_origins(origins)
    return 0


def _found(
    arguments: argparse.Namespace,
    library: Library,
    articles: Mapping[str, Article],
    corpus: Corpus,
    least: float,
) -> list[Match]:
    if arguments.span:
        path, start, end = _span(arguments.span, library, articles)
        found = corpus.matches(path, start, end, least=least)
        return [match for match in found if match.score >= least]
    return corpus.pairs(least, _told("compared"), _tell_cut)


def _tell_cut(most: int) -> None:
    write_progress("")
    write_error(
        "There are too many pairs to list, as where one sentence stands in many places; "
        f"of each passage the {most} closest in the articles before it are listed."
    )


def _told(what: str) -> Callable[[int, int], None]:
    """Tells, of a library worth waiting for, how far it is; not for every article."""

    def tell(done: int, total: int) -> None:
        if total > _FEW and done % _OFTEN == 0:
            write_progress(f"{done} of {total} articles {what}")

    return tell


def _taken_in(library: Library, corpus: Corpus) -> dict[str, Article]:
    """The articles, by their paths, once the corpus has them."""
    articles, tell = _articles(library), _told("taken in")
    for done, article in enumerate(articles.values()):
        tell(done, len(articles))
        corpus.put(article.path, article.text, _day(article.date))
    return articles


def _articles(library: Library) -> dict[str, Article]:
    """The articles that can be read, by their paths; of the others it is said why not."""
    articles, tell = {}, _told("read")
    for done, path in enumerate(library.paths):
        tell(done, len(library.paths))
        try:
            articles[path] = library.load(path)
        except LoadError as error:
            write_progress("")
            write_error(f"{path} {error.reason}.")
    return articles


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def _span(
    span: tuple[str, str], library: Library, articles: Mapping[str, Article]
) -> tuple[str, int, int]:
    """The article's path, and the span as it stands in its text."""
    path = library.find(span[0])
    start, _, end = span[1].partition(":")
    # int() would take signs, spaces and underscores.
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise ReaderError(f"--span: {span[1]!r} is not START:END, as in 120:188.")
    if path not in articles:
        raise ReaderError(f"--span: {path} cannot be read.")
    length = len(articles[path].text)
    if not int(start) < int(end) <= length:
        raise ReaderError(
            f"--span: {span[1]} is no passage of {path}, which has {length} characters."
        )
    return path, int(start), int(end)


def _row(match: Match) -> dict[str, object]:
    return {
        "a": _place(match.a),
        "b": _place(match.b),
        "score": round(match.score, 4),
        "tier": match.tier,
        "conflicts": [
            {"slot": one.slot, "a": one.a, "b": one.b, "note": one.note} for one in match.conflicts
        ],
    }


def _place(passage: Passage) -> dict[str, object]:
    return {"article": passage.name, "start": passage.start, "end": passage.end}


def _write(found: Iterable[Match], articles: Mapping[str, Article]) -> None:
    for match in found:
        write_text(f"{match.tier or 'hardly'} {match.score:.2f}\n")
        sides = (match.a, match.b)
        write_table(
            [("", f"{one.name}:{one.start}:{one.end}", _words(one, articles)) for one in sides]
        )
        for one in match.conflicts:
            write_text(f"  {printable(f'{one.note}: {one.a} | {one.b}')}\n")
        write_text("\n")


def _words(passage: Passage, articles: Mapping[str, Article]) -> str:
    words = " ".join(articles[passage.name].text[passage.start : passage.end].split())
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"


def _write_origins(origins: Iterable[Origin]) -> None:
    for one in origins:
        shares = f"{one.share_a:.0%} and {one.share_b:.0%} of their sentences"
        order = f"order agreement {one.order:.2f}"
        order += f", signed {one.agency}" if one.agency else ""
        write_text(printable(f"likely same origin: {one.a} and {one.b} ({shares}, {order})") + "\n")
