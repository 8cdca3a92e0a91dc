"""One page that needs no network: the articles with their marks, and the notes beside them."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise

from annotations.export.documents import Document, Span, documents
from annotations.export.format import Context
from annotations.export.fragments import passage_link
from annotations.export.html_style import SCRIPT, STYLE
from annotations.export.markdown import kind_of
from annotations.export.sources import article_name
from annotations.export.text import without_controls
from annotations.model import UNCHECKED, Annotation, Source

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_PLAIN_NOTE = re.compile(r"[^\n`*_\[\]<>#!\\&~|:=+.()-]*[.]?")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_HEAD = f"""<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>Annotations</title>
<style>{STYLE}</style>
</head>
<body>
"""
_TAIL = f"</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


def to_html(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give the page. Each mark leads to its note and back; without a script too.

    Where the text of an article is not at hand, its passages stand with what surrounded
    them. Notes are Markdown and shown as such, without pictures, which would be fetched.
    """
    render = _renderer()
    found = documents(annotations, context)
    by_article = [
        list(group)
        for _, group in groupby(found, key=lambda one: (article_name(one.source), one.is_excerpt))
    ]
    yield _HEAD
    yield _contents([group[0].source for group in by_article])
    number = 0
    for at, group in enumerate(by_article, start=1):
        yield f'<article id="a{at}">\n{_heading(group[0].source)}'
        for document in group:
            yield from _document(document, number, render)
            number += len(document.spans)
        yield "</article>\n"
    yield _TAIL


def _contents(sources: Sequence[Source]) -> str:
    if len(sources) < 2:
        return "<main>\n" if sources else "<main>\n<p>There are no marks.</p>\n"
    links = (f'<li><a href="#a{at}">{_name(one)}</a></li>\n' for at, one in enumerate(sources, 1))
    return f'<nav aria-label="Articles">\n<ol>\n{"".join(links)}</ol>\n</nav>\n<main>\n'


def _heading(source: Source) -> str:
    facts = [_words(source.path or ""), _words(source.date or ""), _link(source.url or "")]
    shown = " · ".join(fact for fact in facts if fact)
    return f"<header><h1>{_name(source)}</h1><p>{shown}</p></header>\n"


def _name(source: Source) -> str:
    return _words(source.title or article_name(source) or "An article without a name")


def _document(document: Document, first: int, render: Callable[[str], str]) -> Iterator[str]:
    """Each block of the text, with the notes on the marks that begin in it."""
    numbered = list(enumerate(document.spans, start=first + 1))
    for start, end in _blocks(document.text):
        inside = [(n, span) for n, span in numbered if span.start < end and span.end > start]
        numbered = [(n, span) for n, span in numbered if span.end > start]
        notes = "".join(_note(n, span.mark, render) for n, span in inside if span.start >= start)
        excerpt = " class=excerpt" if document.is_excerpt else ""
        words = _marked(document.text, start, end, inside)
        yield f'<section{excerpt}><p dir="auto">{words}</p>\n'
        yield f"<div>{notes}</div></section>\n" if notes else "</section>\n"


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The spans between blank lines, which stay with the block before them."""
    start = 0
    for blank in _BLANK_LINES.finditer(text):
        yield start, blank.end()
        start = blank.end()
    if start < len(text):
        yield start, len(text)


def _marked(text: str, start: int, end: int, inside: Sequence[tuple[int, Span]]) -> str:
    """The block's words, cut where marks begin and end; marks may overlap."""
    cuts = {start, end}
    for _, span in inside:
        cuts |= {max(start, span.start), min(end, span.end)}
    edges = sorted(cuts)
    pieces = []
    for left, right in pairwise(edges):
        covering = [(n, span) for n, span in inside if span.start < right and span.end > left]
        words = _words(text[left:right])
        if covering:
            kinds = {f"k-{_class(span.mark.kind)}" for _, span in covering}
            depth = f" d{min(len(covering), 3)}"
            words = f'<mark class="{" ".join(sorted(kinds))}{depth}">{words}</mark>'
        begun = [n for n, span in covering if span.start == left]
        pieces.append("".join(map(_reference, begun)) + words)
    return "".join(pieces)


def _class(kind: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", kind.lower()) or "other"


def _reference(number: int) -> str:
    return f'<a class="ref" id="m{number}" href="#n{number}">{number}</a>'


def _note(number: int, mark: Annotation, render: Callable[[str], str]) -> str:
    verdict = f" · {_words(mark.verdict)}" if mark.verdict and mark.verdict != UNCHECKED else ""
    tags = "".join(f"<li>{_words(tag)}</li>" for tag in mark.tags)
    said = [f"<h2>{_words(kind_of(mark))}{verdict}</h2>"]
    said += [render(mark.note)] if mark.note.strip() else []
    said += [f"<ul class=tags>{tags}</ul>"] if tags else []
    said += [f"<p>Evidence: {_link(each)}</p>" for each in mark.evidence]
    passage = passage_link(mark)
    said += [f'<p><a href="{escape(passage)}">on the web</a></p>'] if passage else []
    by = f"{_words(mark.creator)}, " if mark.creator else ""
    said.append(f"<footer>{by}<time>{_words(mark.modified[:10])}</time></footer>")
    kind = f"k-{_class(mark.kind)}"
    back = f'<a class="back" href="#m{number}">{number}</a>'
    return f'<aside id="n{number}" class="{kind}" tabindex="-1">{back}{"".join(said)}</aside>\n'


def _words(text: str) -> str:
    return escape(without_controls(text), quote=True)


def _link(address: str) -> str:
    if re.fullmatch(r"https?://\S+", address):
        return f'<a href="{_words(address)}">{_words(address)}</a>'
    return _words(address)


def _renderer() -> Callable[[str], str]:
    # Half a tenth of a second, which only this format has to wait for.
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).disable("image")

    def render(note: str) -> str:
        plain = without_controls(note)
        if _PLAIN_NOTE.fullmatch(plain):
            return f"<p>{escape(plain)}</p>"
        return str(markdown.render(plain))

    return render
