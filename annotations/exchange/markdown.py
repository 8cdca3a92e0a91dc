"""A page to read: each article with its marks, in the order of its text."""

from collections.abc import Iterator, Sequence

from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.format import Context
from annotations.exchange.common.markdown_text import (
    block_literal,
    citation,
    kind_of,
    link,
    literal,
)
from annotations.exchange.common.sources import by_article
from annotations.exchange.common.text_fragments import passage_link
from annotations.model import Annotation, Source


def to_markdown(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give a CommonMark page, the articles in the order of their paths.

    Quotes keep their words and lines; what would be markup in them is escaped, so that
    it is shown and not obeyed, and control characters, which a page cannot show, become
    U+FFFD. Notes are Markdown and stay so, each inside its own list entry, which also
    closes what a note leaves open.
    """
    yield "# Annotations\n"
    for source, marks in by_article(annotations):
        yield _article(source)
        for mark in marks:
            yield _mark(mark, source)


def _article(source: Source) -> str:
    name = source.title or source.path or source.url or "An article without a name"
    facts = [literal(source.path or ""), literal(source.date or ""), link(source.url or "")]
    line = " · ".join(fact for fact in facts if fact)
    return f"\n## {literal(name)}\n" + (f"\n{line}\n" if line else "")


def _mark(mark: Annotation, source: Source) -> str:
    said = [f"**{kind_of(mark)}**" + (f", {literal(mark.verdict)}" if mark.verdict else "")]
    if mark.tags:
        said.append("Tags: " + ", ".join(map(literal, mark.tags)))
    if mark.note.strip():
        said.append("Note:\n\n" + without_controls(mark.note.strip("\n")) + "\n")
    said += ["Evidence: " + link(each) for each in mark.evidence]
    said += [
        f"{literal(relation.type.capitalize().replace('-', ' '))}: {literal(relation.to)}"
        for relation in mark.relations
    ]
    said.append(citation(mark, source))
    passage = passage_link(mark)
    if passage:
        said.append(f"On the web: <{passage}>")
    return f"\n{_quote(mark.quote.exact)}\n\n" + "".join(map(_entry, said))


def _quote(exact: str) -> str:
    lines = block_literal(exact.strip()).split("\n")
    return "\n".join(f"> {line}" if line.strip() else ">" for line in lines)


def _entry(text: str) -> str:
    first, *more = text.split("\n")
    indented = [f"  {line}" if line.strip() else "" for line in more]
    return "\n".join([f"- {first}", *indented]) + "\n"
