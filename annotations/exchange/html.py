"""One page that needs no network: the articles with their marks, and the notes beside them."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.documents import Document, documents
from annotations.exchange.common.format import Context
from annotations.exchange.common.html_style import SCRIPT, STYLE
from annotations.exchange.common.html_text import blocks, class_of, marked, words_of
from annotations.exchange.common.markdown_text import kind_of
from annotations.exchange.common.sources import article_name
from annotations.exchange.common.text_fragments import passage_link
from annotations.model import UNCHECKED, Annotation, Source

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
    name = _name(source)
    path = words_of(source.path or "")
    facts = [path if path != name else "", words_of(source.date or ""), _link(source.url or "")]
    shown = " · ".join(fact for fact in facts if fact)
    return f"<header><h1>{name}</h1><p>{shown}</p></header>\n"


def _name(source: Source) -> str:
    return words_of(source.title or article_name(source) or "An article without a name")


def _document(document: Document, first: int, render: Callable[[str], str]) -> Iterator[str]:
    """Each block of the text, with the notes on the marks that begin in it."""
    numbered = list(enumerate(document.spans, start=first + 1))
    noted = first
    for start, end in blocks(document.text):
        inside = [(n, span) for n, span in numbered if span.start < end and span.end > start]
        numbered = [(n, span) for n, span in numbered if span.end > end]
        excerpt = " class=excerpt" if document.is_excerpt else ""
        words = marked(document.text, start, end, inside, noted)
        notes = "".join(_note(n, span.mark, render) for n, span in inside if n > noted)
        noted = max([noted, *(n for n, _ in inside)])
        yield f'<section{excerpt}><p dir="auto">{words}</p>\n'
        yield f"<div>{notes}</div></section>\n" if notes else "</section>\n"


def _note(number: int, mark: Annotation, render: Callable[[str], str]) -> str:
    verdict = f" · {words_of(mark.verdict)}" if mark.verdict and mark.verdict != UNCHECKED else ""
    tags = "".join(f"<li>{words_of(tag)}</li>" for tag in mark.tags)
    said = [f"<h2>{words_of(kind_of(mark))}{verdict}</h2>"]
    said += [render(mark.note)] if mark.note.strip() else []
    said += [f"<ul class=tags>{tags}</ul>"] if tags else []
    said += [f"<p>Evidence: {_link(each)}</p>" for each in mark.evidence]
    passage = passage_link(mark)
    said += [f'<p><a href="{escape(passage)}">on the web</a></p>'] if passage else []
    by = f"{words_of(mark.creator)}, " if mark.creator else ""
    said.append(f"<footer>{by}<time>{words_of(mark.modified[:10])}</time></footer>")
    kind = f"k-{class_of(mark.kind)}"
    back = f'<a class="back" href="#m{number}">{number}</a>'
    return f'<aside id="n{number}" class="{kind}" tabindex="-1">{back}{"".join(said)}</aside>\n'


def _link(address: str) -> str:
    if re.fullmatch(r"https?://\S+", address):
        return f'<a href="{words_of(address)}">{words_of(address)}</a>'
    return words_of(address)


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
