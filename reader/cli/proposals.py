"""``postil annotate --batch``: what a script or a model proposes to mark, as one step."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from annotations import Notebook, Proposal
from annotations.annotator import signature
from annotations.errors import AnnotationsError
from annotations.text.quotes import quote_spans
from reader.articles.article import Article
from reader.cli.libraries import creator_of, open_library, store_of
from reader.cli.output import write_error, write_json, write_text
from reader.errors import ReaderError
from reader.library.library import Library
from reader.marks.library_marks import source_of
from reader.settings import manifests_folder

_FIELDS = frozenset("article quote start end span kind tags note verdict creator colour".split())
_STANDARD_INPUT = Path("-")


class _LineError(Exception):
    """A line that proposes nothing; the text says why."""


class _Outcome(NamedTuple):
    """What a line came to: a proposal, or the reason why there is none."""

    line: int
    proposal: Proposal | None
    reason: str = ""


def run(arguments: argparse.Namespace) -> int:
    """Propose what the lines hold, as one step; 1 if any of them was refused, which is told.

    Raises:
        ReaderError: an article is named beside the file, which names its own.
    """
    if arguments.article:
        raise ReaderError("--batch takes no ARTICLE: each line of the file names its own.")
    creator = creator_of(arguments)
    lines = _lines(arguments.batch)
    paths = [] if arguments.library is None else [arguments.library]
    with (
        open_library(paths, arguments.encoding) as library,
        Notebook.open(
            store_of(arguments, library),
            only_reads=arguments.only_reads,
            creator=creator,
            manifests=manifests_folder(),
        ) as notebook,
    ):
        reading = _Batch(library, library.home(notebook.folder), creator)
        outcomes = [reading.outcome(number, line) for number, line in lines]
        made = [each.proposal for each in outcomes if each.proposal is not None]
        ids = iter(() if arguments.dry_run else notebook.propose(made).ids)
    placed = {each.line: next(ids, None) for each in outcomes if each.proposal is not None}
    refused = [each for each in outcomes if each.proposal is None]
    if arguments.json:
        write_json(_rows(placed, outcomes))
    else:
        write_text("".join(f"{id}\n" for id in placed.values() if id is not None))
    for each in refused:
        write_error(f"Line {each.line}: {each.reason}")
    would = "would be proposed" if arguments.dry_run else "proposed"
    if refused or arguments.dry_run:
        write_error(f"{len(placed)} {would}, {len(refused)} refused.")
    return 1 if refused else 0


def _rows(
    placed: Mapping[int, str | None], outcomes: list[_Outcome]
) -> Iterator[dict[str, object]]:
    for each in outcomes:
        if each.proposal is None:
            yield {"line": each.line, "outcome": "refused", "reason": each.reason}
        else:
            yield {
                "line": each.line,
                "outcome": "proposed",
                "id": placed[each.line],
                "path": each.proposal.source.path,
                "start": each.proposal.start,
                "end": each.proposal.end,
            }


def _lines(file: Path) -> list[tuple[int, str]]:
    try:
        content = sys.stdin.buffer.read() if file == _STANDARD_INPUT else file.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise ReaderError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReaderError(f"{file}, line {line}, is not UTF-8; save it as UTF-8.") from error
    numbered = enumerate(text.split("\n"), 1)
    return [(number, line) for number, line in numbered if line.strip()]


class _Batch:
    """Makes proposals of lines; an article is read once."""

    def __init__(self, library: Library, home: str, creator: str | None) -> None:
        self._library = library
        self._home = home
        self._creator = creator
        self._articles: dict[str, Article] = {}
        self._signatures: dict[str, str] = {}

    def outcome(self, number: int, line: str) -> _Outcome:
        """What the line comes to."""
        try:
            return _Outcome(number, self._proposal(_object(line)))
        except (_LineError, AnnotationsError, ReaderError) as error:
            return _Outcome(number, None, str(error))

    def _proposal(self, said: Mapping[str, object]) -> Proposal:
        article = self._article(_text(said, "article", is_needed=True))
        start, end = self._span(article, said)
        tags = said.get("tags") or []
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise _LineError("“tags” is a list of words.")
        return Proposal(
            article.text,
            start,
            end,
            source_of(article, self._home),
            kind=_text(said, "kind") or "highlight",
            tags=tuple(tags),
            note=_text(said, "note"),
            verdict=_text(said, "verdict") or None,
            creator=self._signed(_text(said, "creator")),
            colour=_text(said, "colour") or None,
        ).checked()

    def _article(self, word: str) -> Article:
        if word not in self._articles:
            path = word if self._library.has(word) else self._library.find(word)
            self._articles[word] = self._library.load(path)
        return self._articles[word]

    def _span(self, article: Article, said: Mapping[str, object]) -> tuple[int, int]:
        span = said.get("span") or [said.get("start"), said.get("end")]
        quote = _text(said, "quote")
        match span:
            case [int(start), int(end)]:
                return self._checked(article, start, end, quote)
            case [None, None] if quote:
                return self._found(article, quote)
        raise _LineError("Where? Give a “quote”, or “start” and “end” as numbers of characters.")

    def _checked(self, article: Article, start: int, end: int, quote: str) -> tuple[int, int]:
        if not 0 <= start < end <= len(article.text):
            raise _LineError(
                f"{start}:{end} is no passage of {article.path}, "
                f"which has {len(article.text)} characters."
            )
        if quote and article.text[start:end] != quote:
            return self._found(article, quote)  # as models count, their words are surer
        return start, end

    def _found(self, article: Article, quote: str) -> tuple[int, int]:
        spans = quote_spans(article.text, quote)
        if len(spans) == 1:
            return spans[0]
        if not spans:
            raise _LineError(f"Those words do not stand in {article.path}.")
        raise _LineError(
            f"Those words stand {len(spans)} times in {article.path}; quote more of it,"
            f" or give “start” and “end” (the first is {spans[0][0]}:{spans[0][1]})."
        )

    def _signed(self, creator: str) -> str:
        if not creator and self._creator is None:
            raise _LineError("Who proposes it? Give a “creator”, or --as NAME.")
        if creator and creator not in self._signatures:
            self._signatures[creator] = signature(creator)
        return self._signatures[creator] if creator else self._creator or ""


def _object(line: str) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _LineError(f"It is not JSON ({error}).") from error
    if not isinstance(said, dict):
        raise _LineError('It is no JSON object, as {"article": …, "quote": …} is.')
    unknown = sorted(said.keys() - _FIELDS)
    if unknown:
        raise _LineError(
            f"There is no field “{unknown[0]}”; there are {', '.join(sorted(_FIELDS))}."
        )
    return said


def _text(said: Mapping[str, object], name: str, *, is_needed: bool = False) -> str:
    value = said.get(name)
    if value is None and not is_needed:
        return ""
    if not isinstance(value, str) or (is_needed and not value):
        raise _LineError(f"“{name}” is text in quotes.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _LineError(f"“{name}” holds half a character.") from None
    return value
