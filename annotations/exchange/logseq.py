"""An outline for Logseq: a block for each mark, with its id, tags and facts as properties."""

import re
from collections.abc import Iterator, Mapping, Sequence

from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.format import Context
from annotations.exchange.common.markdown_text import (
    block_literal,
    encoded,
    escaped_too,
    is_web_address,
    kind_of,
    literal,
)
from annotations.exchange.common.sources import article_name, by_article
from annotations.exchange.common.text_fragments import passage_link
from annotations.model import Annotation, Source

_SPACE = "\u200b"
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)
_PROPERTY = re.compile(r"^([ \t]*[\w-]+)::", re.MULTILINE)
_OPENING = re.compile(r"\[(?=[\[:^])|\](?=\()|\{(?=\{)|\((?=\()|:(?=:)|@(?=@)|\^(?=\^)|=(?==)")
"""What opens references, pictures, macros, properties and HTML where Markdown's escapes do not reach."""
_SIGNS_OF_ADDRESSES = "[](){}$"


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
    facts = {
        "source": _fact(source.path or ""),
        "url": _address(source.url or ""),
        "date": _fact(source.date or ""),
    }
    name = source.title or article_name(source) or "An article without a name"
    return f"- ## {_words(literal(name))}\n" + _properties("  ", facts)


def _block(mark: Annotation) -> str:
    facts = {
        "id": _id(mark.id),
        "kind": _fact(kind_of(mark).lower()),
        "verdict": _fact(mark.verdict or ""),
        "tags": ", ".join(f"[[{_page(tag)}]]" for tag in mark.tags if _page(tag)),
        "created": _fact(mark.created),
        "passage": encoded(passage_link(mark) or "", _SIGNS_OF_ADDRESSES),
    }
    quote = _words(block_literal(mark.quote.exact.strip())).split("\n")
    first, *more = [f"> {line}" if line.strip() else ">" for line in quote]
    lines = [f"\t- {first}", *(f"\t  {line}" for line in more)]
    said = [*([mark.note.strip("\n")] if mark.note.strip() else [])]
    said += [f"Evidence: {_link(each)}" for each in mark.evidence]
    said += [f"{_words(literal(each.type))}: (({_id(each.to)}))" for each in mark.relations]
    notes = "".join(_child(without_controls(each)) for each in said)
    return "\n".join(lines) + "\n" + _properties("\t  ", facts) + notes


def _id(id: str) -> str:
    return re.sub(r"[^0-9a-f-]", "", id.removeprefix("urn:uuid:"))


def _words(markdown: str) -> str:
    """Markdown in which nothing is left that Logseq alone obeys; to it ``\\[`` begins a formula."""
    bare = escaped_too(markdown, "#$").replace("\\[", f"[{_SPACE}").replace("\\]", f"]{_SPACE}")
    return _inert(bare)


def _inert(words: str) -> str:
    """The words as they read, with a space of no width in what would open something."""
    return _OPENING.sub(rf"\g<0>{_SPACE}", words)


def _fact(value: str) -> str:
    """The value of a property, in which neither a reference nor a tag is found."""
    return re.sub(r"<(?=\w)", f"<{_SPACE}", _inert(value)).replace("#", "\\#")


def _address(url: str) -> str:
    return encoded(url, _SIGNS_OF_ADDRESSES) if is_web_address(url) else _fact(url)


def _link(address: str) -> str:
    if is_web_address(address):
        return f"<{encoded(address, _SIGNS_OF_ADDRESSES)}>"
    return _words(literal(address))


def _child(text: str) -> str:
    """A block below, in which no line begins another block and no fence stays open."""
    if len(_FENCE.findall(text)) % 2:
        text += "\n```"
    first, *more = _PROPERTY.sub(r"\1\\::", text).split("\n")
    kept = [re.sub(r"^(\s*)([-*+])(?=\s)", r"\1\\\2", line) for line in more]
    return "\n".join([f"\t\t- {first}", *(f"\t\t  {line}" for line in kept)]) + "\n"


def _properties(indent: str, facts: Mapping[str, str]) -> str:
    return "".join(
        f"{indent}{name}:: {' '.join(without_controls(value).split())}\n"
        for name, value in facts.items()
        if value
    )


def _page(tag: str) -> str:
    """The tag as the name of a page, which has neither brackets nor braces."""
    return _inert(" ".join(re.sub(r"[\[\]{}]", " ", tag).split()))
