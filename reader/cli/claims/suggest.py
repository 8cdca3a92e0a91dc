"""``postil claims suggest``: sentences worth checking, best first, and why."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotations import Notebook, Source
from annotations.claims.detection.features import FEATURES
from annotations.claims.detection.learned_weights import learn
from annotations.claims.detection.suggestions import PRIOR, contributions
from annotations.claims.model import Suggestion
from reader.articles.article import Article
from reader.cli.libraries import open_library, store_of
from reader.cli.output import write_error, write_json, write_table, write_text
from reader.errors import LoadError
from reader.library.library import STANDARD_INPUT, Library
from reader.marks.suggestions import ENGLISH_ONLY, apart_from, is_judged, shown, suggestions
from reader.page.printable import printable


@dataclass(frozen=True, slots=True)
class _Found:
    """A suggestion and the article that it is in."""

    article: Article
    suggestion: Suggestion

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.article.text[self.suggestion.start : self.suggestion.end]


def run(arguments: argparse.Namespace) -> int:
    """List the suggestions of the articles, or forget what was learned."""
    with (
        open_library(arguments.paths) as library,
        Notebook.open(store_of(arguments, library), only_reads=arguments.only_reads) as notebook,
    ):
        if arguments.reset:
            forgotten = len(notebook.forget_suggestions().after)
            write_text(f"{forgotten} decisions are not learned from any more.\n")
        else:
            _list(arguments, library, notebook)
    return 0


def _list(arguments: argparse.Namespace, library: Library, notebook: Notebook) -> None:
    accepted, dismissed = ([each.quote.exact for each in lessons] for lessons in notebook.learned())
    weights = learn(accepted, dismissed)
    found = list(_found(library, notebook, weights, is_short=not arguments.json))
    found.sort(key=lambda each: -each.suggestion.score)
    found = found[: arguments.limit]
    if arguments.json:
        write_json(_row(each, weights, explained=arguments.explain) for each in found)
        return
    if arguments.explain:
        _write_weights(weights, len(accepted), len(dismissed))
    _write_by_article(found, weights, explained=arguments.explain)


def _found(
    library: Library, notebook: Notebook, weights: Mapping[str, float], *, is_short: bool
) -> Iterator[_Found]:
    """The suggestions of each article; without what was dismissed, of which the count is told."""
    left_out = 0
    for path in library.paths:
        try:
            article = library.load(path)
        except LoadError as error:
            write_error(f"{path} {error.reason}.")
            continue
        if not is_judged(article):
            write_error(f"{path} is not in English; {ENGLISH_ONLY}.")
            continue
        spans = _dismissed(notebook, article)
        ranked = suggestions(article, weights)
        kept = apart_from(ranked, spans)
        left_out += len(ranked) - len(kept)
        for each in sorted(shown(kept), key=lambda one: -one.score) if is_short else kept:
            yield _Found(article, each)
    if left_out:
        write_error(
            f"{left_out} dismissed left out; 'postil annotations kind:dismissed' lists them."
        )


def _dismissed(notebook: Notebook, article: Article) -> list[tuple[int, int]]:
    path = None if article.path == STANDARD_INPUT else article.path
    source = Source(path=path, url=article.url, text_sha256=article.sha256)
    return [
        (anchor.start, anchor.end)
        for made, anchor in notebook.dismissed(source, article.text)
        if anchor.start is not None and anchor.end is not None and not made.relations
    ]


def _row(each: _Found, weights: Mapping[str, float], *, explained: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "article": each.article.path,
        "start": each.suggestion.start,
        "end": each.suggestion.end,
        "text": each.text,
        "score": round(each.suggestion.score, 4),
        "reasons": list(each.suggestion.reasons),
    }
    if explained:
        parts = contributions(each.text, weights)
        row["contributions"] = {feature.name: round(part, 3) for feature, part in parts}
    return row


def _write_weights(weights: Mapping[str, float], accepted: int, dismissed: int) -> None:
    """Each feature in words, with its weight before and after learning."""
    write_text(f"Learned from {accepted} accepted and {dismissed} dismissed:\n")
    ordered = sorted(FEATURES.values(), key=lambda feature: -weights[feature.name])
    write_table(
        [
            (
                f"  {PRIOR[each.name]:+.2f}",
                f"→ {weights[each.name]:+.2f}",
                f"a sentence {each.reason}",
            )
            for each in ordered
        ]
    )
    write_text("\n")


def _write_by_article(
    found: list[_Found], weights: Mapping[str, float], *, explained: bool
) -> None:
    by_path: dict[str, list[_Found]] = {}
    for each in found:
        by_path.setdefault(each.article.path, []).append(each)
    for number, (path, listed) in enumerate(by_path.items()):
        write_text(("\n" if number else "") + f"{printable(path)}\n")
        for each in listed:
            words = printable(" ".join(each.text.split()))
            write_text(f"  {each.suggestion.score:.2f}  {words}\n")
            write_text(f"        {_why(each, weights) if explained else _reasons(each)}\n")


def _reasons(each: _Found) -> str:
    return " · ".join(each.suggestion.reasons)


def _why(each: _Found, weights: Mapping[str, float]) -> str:
    parts = contributions(each.text, weights)
    return " · ".join(f"{feature.reason} {part:+.2f}" for feature, part in parts)
