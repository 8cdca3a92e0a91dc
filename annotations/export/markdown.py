"""A page to read: each article with its marks, in the order of its text."""

import re
from collections.abc import Iterator, Sequence

from annotations.export.sources import by_article
from annotations.export.text import without_controls
from annotations.model import KINDS, Annotation, Source

_ALWAYS = re.compile(r"([\\`*\[\]<~|]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_]))")
_AT_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def to_markdown(annotations: Sequence[Annotation]) -> Iterator[str]:
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
    facts = [_literal(source.path or ""), source.date or "", _link(source.url or "")]
    line = " · ".join(fact for fact in facts if fact)
    return f"\n## {_literal(name)}\n" + (f"\n{line}\n" if line else "")


def _mark(mark: Annotation, source: Source) -> str:
    said = [f"**{_kind(mark)}**" + (f", {mark.verdict}" if mark.verdict else "")]
    if mark.tags:
        said.append("Tags: " + ", ".join(map(_literal, mark.tags)))
    if mark.note.strip():
        said.append("Note:\n\n" + without_controls(mark.note.strip("\n")) + "\n")
    said += ["Evidence: " + _link(link) for link in mark.evidence]
    said += [
        f"{link.type.capitalize().replace('-', ' ')}: {_literal(link.to)}"
        for link in mark.relations
    ]
    said.append(_citation(mark, source))
    return f"\n{_quote(mark.quote.exact)}\n\n" + "".join(map(_entry, said))


def _kind(mark: Annotation) -> str:
    return KINDS[mark.kind].label if mark.kind in KINDS else _literal(mark.kind)


def _citation(mark: Annotation, source: Source) -> str:
    title = f"“{_literal(source.title)}”" if source.title else ""
    where = f"characters {mark.position.start}–{mark.position.end}"
    facts = [title, _literal(source.path or source.url or ""), source.date or "", where]
    status = mark.anchor.status if mark.anchor else "exact"
    shown = "" if status == "exact" else f" ({_literal(status)})"
    return "Source: " + ", ".join(fact for fact in facts if fact) + shown


def _quote(exact: str) -> str:
    lines = _block_literal(exact.strip()).split("\n")
    return "\n".join(f"> {line}" if line.strip() else ">" for line in lines)


def _entry(text: str) -> str:
    first, *more = text.split("\n")
    indented = [f"  {line}" if line.strip() else "" for line in more]
    return "\n".join([f"- {first}", *indented]) + "\n"


def _block_literal(text: str) -> str:
    """The text as it reads, over several lines: none of it is taken for markup."""
    level = _INDENT.sub("", without_controls(text))
    return _AT_LINE_START.sub(_escape_start, _ALWAYS.sub(r"\\\1", level))


def _escape_start(found: re.Match[str]) -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign[0].isdigit() else f"{space}\\{sign}"


def _literal(text: str) -> str:
    return _block_literal(" ".join(text.split()))


def _link(address: str) -> str:
    if re.fullmatch(r"https?://[^\s<>\\\x00-\x20\x7f-\x9f]+", address):
        return f"<{address}>"
    return _literal(address)
