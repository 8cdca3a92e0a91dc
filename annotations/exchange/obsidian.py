"""Markdown for Obsidian: front matter, callouts, block ids and nested tags."""

import json
import re
from collections.abc import Iterator, Sequence

from annotations.exchange.common.control_characters import escaped, without_controls
from annotations.exchange.common.format import Context
from annotations.exchange.common.markdown_text import (
    block_literal,
    citation,
    encoded,
    escaped_too,
    is_web_address,
    kind_of,
    literal,
)
from annotations.exchange.common.sources import article_name, by_article
from annotations.exchange.common.text_fragments import passage_link
from annotations.model import Annotation, Source

_CALLOUTS = {"claim": "quote", "question": "question"}
_SIGNS = "#$%^="
"""What Obsidian obeys besides Markdown: tags, formulas, comments, names of blocks, highlights."""


def to_obsidian(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give a note: front matter, then each mark as a callout that can be linked to by its id.

    The marks of one article have its title and address in the front matter; those of
    several have a heading for each article.
    """
    articles = by_article(annotations)
    yield _front_matter([source for source, _ in articles], annotations)
    for source, marks in articles:
        yield f"\n# {_inert(literal(_name(source)))}\n"
        yield from (_callout(mark, source) for mark in marks)


def tag_name(tag: str) -> str:
    """The tag in letters that Obsidian allows; parts of a path stay parts.

    >>> tag_name("money/large donation"), tag_name("2024")
    ('money/large-donation', '_2024')
    """
    parts = (re.sub(r"[^\w-]+", "-", part).strip("-") for part in tag.split("/"))
    name = "/".join(part for part in parts if part)
    return f"_{name}" if name.replace("/", "").isdecimal() else name


def _name(source: Source) -> str:
    return source.title or article_name(source) or "An article without a name"


def _front_matter(sources: Sequence[Source], annotations: Sequence[Annotation]) -> str:
    only = sources[0] if len(sources) == 1 else None
    facts: dict[str, str | list[str] | None] = {
        "title": _name(only) if only else "Annotations",
        "source": only.path if only else None,
        "url": only.url if only else None,
        "date": only.date if only else None,
        "tags": sorted({name for one in annotations for name in map(tag_name, one.tags) if name}),
    }
    lines = [f"{name}: {_yaml(value)}\n" for name, value in facts.items() if value]
    return "---\n" + "".join(lines) + "---\n"


def _yaml(value: str | list[str]) -> str:
    """The value in the part of YAML that is JSON."""
    plain = [without_controls(each) for each in ([value] if isinstance(value, str) else value)]
    return escaped(json.dumps(plain[0] if isinstance(value, str) else plain, ensure_ascii=False))


def _inert(markdown: str) -> str:
    """Markdown in which nothing is left that Obsidian alone obeys."""
    return escaped_too(markdown, _SIGNS)


def _callout(mark: Annotation, source: Source) -> str:
    verdict = f", {_inert(literal(mark.verdict))}" if mark.verdict else ""
    tags = " ".join(f"#{name}" for name in map(tag_name, mark.tags) if name)
    quote = [f"> {line}" if line.strip() else ">" for line in _lines(mark.quote.exact)]
    head = f"\n> [!{_CALLOUTS.get(mark.kind, 'quote')}] {_inert(kind_of(mark))}{verdict}"
    parts = [head, *quote, ">", f"> {_inert(citation(mark, source))}"]
    passage = passage_link(mark)
    parts += [f"> [On the web](<{encoded(passage, '$[]')}>)"] if passage else []
    parts += [f"> {tags}"] if tags else []
    return "\n".join([*parts, "", f"^{_block_id(mark)}", ""]) + _comment(mark)


def _lines(words: str) -> list[str]:
    return _inert(block_literal(words.strip())).split("\n")


def _block_id(mark: Annotation) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", mark.id.removeprefix("urn:uuid:"))


def _comment(mark: Annotation) -> str:
    """The note, in Markdown as it was written, inside a list entry that closes what it opens."""
    said = []
    if mark.note.strip():
        # A comment left open would hide the rest of the page.
        note = without_controls(mark.note.strip("\n")).replace("%%", "\\%\\%")
        first, *more = note.split("\n")
        said.append("\n".join([f"- {first}", *(f"  {line}" if line else "" for line in more)]))
    said += [f"- Evidence: {_link(each)}" for each in mark.evidence]
    said += [f"- {_inert(literal(each.type))}: [[#^{_target(each.to)}]]" for each in mark.relations]
    return "\n" + "\n".join(said) + "\n" if said else ""


def _link(address: str) -> str:
    if is_web_address(address):
        return f"<{encoded(address.replace('%%', '%25%25'), '$[]')}>"
    return _inert(literal(address))


def _target(id: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", id.removeprefix("urn:uuid:"))
