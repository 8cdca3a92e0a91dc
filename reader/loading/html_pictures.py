"""Pictures of a web page: where they stand in the article that was extracted from it.

The extractor leaves pictures out, and asking it to keep them has it keep much else. So each
figure is put back after the paragraph that it follows in the page, if that and the one
after it are in the article. Pictures outside of figures are mostly of what surrounds it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.loading.numbers import whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TEXTS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td")
_KEY = 60
_LOOKED_AT = 3 * _KEY
_SMALL = 65
"""Pixels of a side below which a picture is an ornament."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the words that stand for it, and its address as written."""

    words: str
    address: str


def key_of(words: str) -> str:
    """What a paragraph is recognised by: the letters that it begins with."""
    return "".join(filter(str.isalnum, words[:_LOOKED_AT]))[:_KEY].casefold()


def key_of_element(element: "HtmlElement") -> str:
    """The same of the words in an element; not all of them are gathered, lists may nest deep."""
    words, length = list[str](), 0
    for part in element.itertext():
        words.append(part)
        length += len(part)
        if length >= _LOOKED_AT:
            break
    return key_of("".join(words))


def figures_after(tree: "HtmlElement", kept: frozenset[str]) -> Mapping[str, list[Picture]]:
    """The figures that follow each kept paragraph, by its key, where another one follows."""
    after: dict[str, list[Picture]] = {}
    last, waiting = "", list[Picture]()
    figure: HtmlElement | None = None
    for element in tree.iter("figure", "div", *_TEXTS):
        if element.tag == "div" and not _is_captioned(element):
            continue
        if figure is not None and any(above is figure for above in element.iterancestors()):
            continue  # its caption may be a paragraph
        if element.tag in ("figure", "div"):
            figure = element
            picture = _picture(element) if last else None
            if picture is not None:
                waiting.append(picture)
        elif key := key_of_element(element):
            if waiting and key in kept:
                after.setdefault(last, waiting)
            waiting, last = [], key if key in kept else ""
    return after


def _picture(figure: "HtmlElement") -> Picture | None:
    image = next(figure.iter("img"), None)
    caption = " ".join("".join(part.itertext()) for part in _captions(figure))
    if image is None or _is_small(image):
        return None
    words = " ".join((caption or image.get("alt") or "").split())
    address = image.get("src") or image.get("data-src") or ""
    return Picture(words, address) if len(words.split()) > 1 else None


def _is_captioned(element: "HtmlElement") -> bool:
    """Whether a division is a picture with its caption, as blogs have them."""
    return "wp-caption" in (element.get("class") or "").split()


def _captions(figure: "HtmlElement") -> Iterator["HtmlElement"]:
    for part in figure.iter("figcaption", "p", "div"):
        if part.tag == "figcaption" or "wp-caption-text" in (part.get("class") or "").split():
            yield part


def _is_small(image: "HtmlElement") -> bool:
    return any(whole(image.get(side), _SMALL) < _SMALL for side in ("width", "height"))
