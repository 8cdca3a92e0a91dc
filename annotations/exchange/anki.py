"""Anki: a card for each mark, as the text file with tabs that Anki imports.

The lines that begin with ``#`` are Anki's own (2.1.54 and later): they name the separator, the
columns and which of them has the tags, so that nothing has to be chosen as it is imported.
"""

import html
from collections.abc import Iterator, Sequence

from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.format import Context
from annotations.exchange.common.sources import by_article
from annotations.model import Annotation, Source

_COLUMNS = ("id", "Front", "Back", "Tags")


def to_anki(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give a note for each mark: its words in front, and behind them note, verdict and source.

    The first column is the annotation's id: imported again, a card is brought up to date and
    not doubled. Words are escaped as HTML.
    """
    yield "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
    yield "#columns:" + "\t".join(_COLUMNS) + "\n"
    for source, marks in by_article(annotations):
        for mark in marks:
            cells = (mark.id, _words(mark.quote.exact), _back(mark, source), _tags(mark))
            yield "\t".join(cells) + "\n"


def _back(mark: Annotation, source: Source) -> str:
    said = [_words(mark.note)] if mark.note.strip() else []
    said += [f"<b>{_words(mark.verdict)}</b>"] if mark.verdict else []
    page = mark.extra.get("page")
    facts = [
        source.title or source.path or source.url or "",
        source.date or "",
        f"p. {page}" if isinstance(page, str | int) else "",
        (source.url or "") if source.title or source.path else "",
    ]
    said.append("<i>" + _words(" · ".join(filter(None, facts))) + "</i>")
    return "<br>".join(said)


def _words(text: str) -> str:
    """The text as HTML in one cell of one line."""
    lines = html.escape(without_controls(text).replace("\t", " ").strip("\n"), quote=True)
    return lines.replace("\n", "<br>")


def _tags(mark: Annotation) -> str:
    """The tags as Anki has them: no spaces in one, and two colons between a tag and one below it."""
    tags = [tag.replace("/", "::") for tag in (mark.kind, *mark.tags)]
    return " ".join(_words("_".join(tag.split())) for tag in tags)
