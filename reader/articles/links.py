"""What an article points to: addresses, images, and its own footnotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.articles.article import Article, Block
from reader.articles.inline import inline

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_CLOSING = ".,;:!?'’)]}*_"
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n^]{1,100})\]:[ \t]+<?(?P<target>[^\s>]+)", re.M
)
_NOTE = re.compile(r"\[\^?(?P<name>\d{1,3}|(?<=\^)[\w-]{1,32})\](?!\(|\[)")
_OPENABLE = ("http://", "https://", "mailto:")
_STRETCH = 1 << 18
"""Characters that are searched at once."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A passage that points somewhere.

    ``start`` and ``end`` are the code points of its words. ``kind`` is ``web`` (``target`` is
    an address), ``image`` (an address, or a path beside the article), ``note`` (``place`` is
    where in the text the footnote, or what refers to it, begins) or ``other``: nothing that
    could be opened.
    """

    kind: str
    start: int
    end: int
    target: str
    place: int | None = None


def links_of(article: Article) -> list[Reference]:
    """The links of the article, in the order of its text; where two overlap, the first found."""
    text = article.text
    found = list(_markdown(article)) if article.syntax == "markdown" else []
    found += [(each, each.end) for each in _of_source(article)]
    found += [(link, link.end) for link in (*_addresses(text), *_notes(text, article.blocks))]
    found.sort(key=lambda pair: (pair[0].start, -pair[1]))
    kept: list[Reference] = []
    reached = 0
    for link, end in found:
        if link.start >= reached:
            kept.append(link)
            reached = end
    return kept


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches, none of which spans lines, a stretch of lines at a time.

    A search that finds nothing keeps every other thread waiting until it is through.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start + _STRETCH)
        end = len(text) if end < 0 else end
        yield from pattern.finditer(text, start, end)
        start = end


def _of_source(article: Article) -> Iterator[Reference]:
    """What the loader of the file found there."""
    for link in article.links:
        kind = "note" if link.to is not None else _kind(link.address, False)
        yield Reference(kind, link.start, link.end, link.address, link.to)
    for image in article.images:
        yield Reference("image", image.start, image.end, image.address)


def _addresses(text: str) -> Iterator[Reference]:
    for match in _matches(_ADDRESS, text):
        address = _trimmed(match[0])
        target = address if "://" in address else f"https://{address}"
        yield Reference("web", match.start(), match.start() + len(address), target)


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it; a bracket that it opened stays closed."""
    while address[-1] in _CLOSING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _markdown(article: Article) -> Iterator[tuple[Reference, int]]:
    """The links that Markdown makes, each with where its address ends."""
    text = article.text
    defined = {match["name"].casefold(): match["target"] for match in _matches(_DEFINITION, text)}
    for block in article.blocks:
        if block.kind not in ("code", "meta", "rule"):
            yield from _in_block(text[block.start : block.end], block, defined)


def _in_block(words: str, block: Block, defined: dict[str, str]) -> Iterator[tuple[Reference, int]]:
    spans = inline(words, block.kind)
    syntax = {start: end for style, start, end in spans if style == "syntax"}
    for style, start, end in spans:
        if style != "link":
            continue
        until = syntax.get(end, end)
        target = _target(words, start, end, words[end:until], defined)
        if target:
            kind = _kind(target, words[max(0, start - 2) : start] == "![")
            yield (
                Reference(kind, block.start + start, block.start + end, target),
                block.start + until,
            )


def _target(words: str, start: int, end: int, after: str, defined: dict[str, str]) -> str:
    if words[start - 1 : start] == "<":
        inside = words[start:end]
        return inside if ":" in inside else f"mailto:{inside}"
    if after.startswith("]["):
        return defined.get((after[2:-1] or words[start:end]).casefold(), "")
    inside = after[2:-1].strip()
    return inside[1:].partition(">")[0] if inside.startswith("<") else inside.partition(" ")[0]


def _kind(target: str, is_image: bool) -> str:
    if is_image:
        return "image"
    return "web" if target.lower().startswith(_OPENABLE) else "other"


def _notes(text: str, blocks: tuple[Block, ...]) -> Iterator[Reference]:
    """References such as ``[3]`` whose note stands at the beginning of a block, both ways."""
    begins = {block.start for block in blocks}
    notes: dict[str, int] = {}
    references: dict[str, int] = {}
    matches = list(_matches(_NOTE, text))
    for match in matches:
        where = notes if match.start() in begins else references
        where.setdefault(match["name"], match.start())
    for match in matches:
        name = match["name"]
        other = references if match.start() in begins else notes
        if name in other:
            yield Reference("note", match.start(), match.end(), name, other[name])
