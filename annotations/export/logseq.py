"""An outline for Logseq: a block for each mark, with its id, tags and facts as properties."""

import re
from collections.abc import Iterator, Sequence

from annotations.export.format import Context
from annotations.export.fragments import passage_link
from annotations.export.markdown import kind_of
from annotations.export.markup import block_literal, escaped_too, link, literal
from annotations.export.sources import article_name, by_article
from annotations.export.text import without_controls
from annotations.model import Annotation, Source

_FENCE = re.compile(r"^\s*```", re.MULTILINE)
_PROPERTY = re.compile(r"^(\s*[\w-]+)::", re.MULTILINE)


def to_logseq(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give an outline: articles, in them quotes, in those the notes and the evidence.

    A block has the id of its mark, so that references to it last from export to export.
    """
    for source, marks in by_article(annotations):
        yield _article(source)
        yield from map(_block, marks)
    if not annotations:
        yield "-\n"


def _article(source: Source) -> str:
    facts = {"source": source.path, "url": source.url, "date": source.date}
    name = source.title or article_name(source) or "An article without a name"
    return f"- ## {literal(name)}\n" + _properties("  ", facts)


def _block(mark: Annotation) -> str:
    facts = {
        "id": re.sub(r"[^0-9a-f-]", "", mark.id.removeprefix("urn:uuid:")),
        "kind": kind_of(mark).lower(),
        "verdict": mark.verdict,
        "tags": ", ".join(f"[[{_page(tag)}]]" for tag in mark.tags if _page(tag)),
        "created": mark.created,
        "passage": passage_link(mark),
    }
    quote = (
        escaped_too(block_literal(mark.quote.exact.strip()), "#${")
        .replace("((", "\\((")
        .split("\n")
    )
    first, *more = [f"> {line}" if line.strip() else ">" for line in quote]
    lines = [f"\t- {first}", *(f"\t  {line}" for line in more)]
    said = [*([mark.note.strip("\n")] if mark.note.strip() else [])]
    said += [f"Evidence: {link(each)}" for each in mark.evidence]
    said += [f"{each.type}: (({each.to.removeprefix('urn:uuid:')}))" for each in mark.relations]
    notes = "".join(_child(without_controls(each)) for each in said)
    return "\n".join(lines) + "\n" + _properties("\t  ", facts) + notes


def _child(text: str) -> str:
    """A block below, in which no line begins another block and no fence stays open."""
    if len(_FENCE.findall(text)) % 2:
        text += "\n```"
    first, *more = _PROPERTY.sub(r"\1\\::", text).split("\n")
    kept = [re.sub(r"^(\s*)([-*+])(?=\s)", r"\1\\\2", line) for line in more]
    return "\n".join([f"\t\t- {first}", *(f"\t\t  {line}" for line in kept)]) + "\n"


def _properties(indent: str, facts: dict[str, str | None]) -> str:
    return "".join(
        f"{indent}{name}:: {' '.join(without_controls(value).split())}\n"
        for name, value in facts.items()
        if value
    )


def _page(tag: str) -> str:
    """The tag as the name of a page, which has no brackets."""
    return " ".join(re.sub(r"[\[\]]", " ", tag).split())
