"""The query language of lists and exports.

``tag:money kind:claim -verdict:unchecked "quoted words"``: all terms must match; ``or``
parts groups of terms, of which one must match; ``-`` before a term negates it.

========== ===================================================================
term       matches
========== ===================================================================
word       the word, in the quote, the note or a tag
"a phrase" the words in this order, however they are spaced
tag:t      the tag t and those below it
kind:k     the kind
verdict:v  the verdict
status:s   how the passage was found again: exact, changed, orphaned …
article:a  part of the article's path or title
note:w     part of the note
before:d   made before the day, month or year d (2024-12-01, 2024-12, 2024)
after:d    made after it
folder:f   a folder that the article lies in (where a library is known)
in:c       the collection that the article is in (likewise)
by:w       the annotator: the beginning of a word of the name or address; by:me
========== ===================================================================

What is hidden, such as a dismissed suggestion, matches only where its kind is named:
``kind:dismissed``.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from annotations.annotator import is_named, is_same_annotator
from annotations.errors import QueryError
from annotations.model import ANCHOR_STATUSES, VERDICTS, Annotation
from annotations.tags import is_within, normalise

Fields: TypeAlias = Mapping[str, Callable[[Annotation, str], bool]]
"""What a query may ask of annotations that only the caller knows, by the name of the field."""

_WORDS = "words"
_TERM = re.compile(
    r'(?P<sign>-?)(?:(?P<field>[A-Za-z]+):(?!//))?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]*))'
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: ``field`` is a name of the table, or ``words``."""

    field: str
    value: str
    is_negated: bool = False
    ask: Callable[[Annotation, str], bool] | None = None
    """How a field is asked that only the caller knows."""

    def matches(self, annotation: Annotation, text_status: str | None) -> bool:
        """Whether the annotation meets it."""
        if self.ask is not None:
            return self.ask(annotation, self.value) is not self.is_negated
        return _FIELDS[self.field](annotation, self.value, text_status) is not self.is_negated


@dataclass(frozen=True, slots=True)
class Query:
    """Groups of terms: a match meets every term of one group. No group matches everything."""

    groups: tuple[tuple[Term, ...], ...] = ()

    def matches(self, annotation: Annotation, text_status: str | None = None) -> bool:
        """Whether the annotation is wanted.

        ``text_status`` is the status of its anchor in the text as it is now; without it
        counts what the annotation has kept.
        """
        if not self.groups:
            return not annotation.is_hidden
        return any(
            _admits(group, annotation)
            and all(term.matches(annotation, text_status) for term in group)
            for group in self.groups
        )

    def admits(self, annotation: Annotation) -> bool:
        """Whether it is a mark, or of a hidden kind that the query names."""
        return not annotation.is_hidden or any(_admits(group, annotation) for group in self.groups)


def _admits(group: tuple[Term, ...], annotation: Annotation) -> bool:
    return not annotation.is_hidden or any(
        term.field == "kind" and term.value == annotation.kind and not term.is_negated
        for term in group
    )


def parse(
    query: str,
    others: Sequence[str] = (),
    fields: Fields | None = None,
    me: str | None = None,
) -> Query:
    """The query that the words describe; blank ones match everything.

    ``me`` is the creator that ``by:me`` asks for. ``fields`` are what may be asked of annotations besides, such as ``folder``; ``others`` are
    fields that the caller sees to itself, to be named where one is unknown.

    Raises:
        QueryError: with the offset of the trouble.
    """
    groups: list[list[Term]] = [[]]
    at = 0
    for at, term in _terms(query, others, {**(fields or {}), **_by(me)}):
        if term is not None:
            groups[-1].append(term)
        elif groups[-1]:
            groups.append([])
        else:
            raise QueryError(query, at, "There is nothing before “or”")
    if len(groups) > 1 and not groups[-1]:
        raise QueryError(query, at, "There is nothing after “or”")
    return Query(tuple(tuple(group) for group in groups if group))


def _by(me: str | None) -> Fields:
    """How the annotator of an annotation is asked for."""

    def is_by(annotation: Annotation, name: str) -> bool:
        wanted = _folded(name)
        if wanted == "me":
            return is_same_annotator(annotation.creator, me)
        return is_named(annotation.creator, wanted)

    return {"by": is_by}


def _terms(query: str, others: Sequence[str], fields: Fields) -> Iterator[tuple[int, Term | None]]:
    """Each term with its offset; None for an ``or``."""
    at = 0
    while True:
        at = _skip_space(query, at)
        if at == len(query):
            return
        match = _TERM.match(query, at)
        if match is None or match.end() == at:
            raise QueryError(query, at, "A quotation is not closed")
        is_or = match[0].casefold() == "or"
        yield at, None if is_or else _term(query, match, others, fields)
        at = match.end()


def _skip_space(query: str, at: int) -> int:
    while at < len(query) and query[at].isspace():
        at += 1
    return at


def _term(query: str, match: re.Match[str], others: Sequence[str], fields: Fields) -> Term:
    field = (match["field"] or _WORDS).casefold()
    quoted = match["quoted"]
    value, at = (
        (match["bare"], match.start("bare")) if quoted is None else (quoted, match.start("quoted"))
    )
    if query[match.end() : match.end() + 1] == '"' and not value:
        raise QueryError(query, match.end(), "A quotation is not closed")
    if field in fields and value:
        return Term(field, value, bool(match["sign"]), fields[field])
    if field not in _FIELDS and field not in fields:
        names = ", ".join(name for name in (*_FIELDS, *fields, *others) if name != _WORDS)
        raise QueryError(query, match.start("field"), f"There is no “{field}:”, only {names},")
    value = _checked(query, at, field, value)
    if not value:
        raise QueryError(query, at, "A word is missing")
    return Term(field, value, bool(match["sign"]))


def _checked(query: str, at: int, field: str, value: str) -> str:
    """The value in the form that its field is compared in."""
    if field == "tag":
        return normalise(value)
    if field in ("before", "after") and value:
        if not _DATE.fullmatch(value):
            raise QueryError(query, at, "A date such as 2024-12-31 or 2024-12 is missing")
        return value
    value = _folded(value)
    allowed = {"verdict": VERDICTS, "status": ANCHOR_STATUSES}.get(field)
    if allowed and value and value not in allowed:
        raise QueryError(query, at, f"“{value}” is not one of {', '.join(allowed)},")
    return value


def _folded(text: str) -> str:
    """Without case, doubled spaces and differences of encoding."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _has_words(annotation: Annotation, words: str, _: str | None) -> bool:
    places = (annotation.quote.exact, annotation.note, *annotation.tags)
    return any(words in _folded(place) for place in places)


def _has_tag(annotation: Annotation, tag: str, _: str | None) -> bool:
    return any(is_within(each, tag) for each in annotation.tags)


def _has_status(annotation: Annotation, status: str, text_status: str | None) -> bool:
    kept = annotation.anchor.status if annotation.anchor else ANCHOR_STATUSES[0]
    return (text_status or kept) == status


def _is_in_article(annotation: Annotation, part: str, _: str | None) -> bool:
    places = (annotation.source.path, annotation.source.title)
    return any(part in _folded(place) for place in places if place)


def _has_note(annotation: Annotation, words: str, _: str | None) -> bool:
    return words in _folded(annotation.note)


_FIELDS: dict[str, Callable[[Annotation, str, str | None], bool]] = {
    _WORDS: _has_words,
    "tag": _has_tag,
    "kind": lambda annotation, kind, _: annotation.kind == kind,
    "verdict": lambda annotation, verdict, _: annotation.verdict == verdict,
    "status": _has_status,
    "article": _is_in_article,
    "note": _has_note,
    # A shorter date stands for all the days that begin with it.
    "before": lambda annotation, date, _: annotation.created[: len(date)] < date,
    "after": lambda annotation, date, _: annotation.created[: len(date)] > date,
}
