"""A second view of a web page: whether the extractor saw the whole article.

Magazines lay an article out in several chunks with advertisements between, and an extractor
that looks for the densest part of a page takes the first of them for all. Here the paragraphs
of prose around those it found are counted: where there is half as much again, the element that
holds them all is given, without what is in it by the way.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from reader.loading.html_pictures import key_of_element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FULLER = 1.5
_SHORTEST = 80
"""Characters of a paragraph of prose; shorter ones are as often labels."""
_MOST_LINKED = 0.4
"""Share of a paragraph's characters that may be links."""
_HIGHEST = 6
"""Elements above the first paragraph that are looked at where none says that it is the article."""
_WHOLE = ("article", "main")
_ASIDE = frozenset(
    "nav aside footer form figure figcaption button select iframe noscript script style dialog"
    " template menu svg object".split()
)
_NAMED_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|related|recirc\w*|recommend\w*|newsletter"
    r"|subscri\w*|comments?|disqus|sidebar|share|sharing|social|most-?(?:read|popular)|trending"
    r"|more-(?:from|on|stories)|read-?(?:more|next)|teasers?|cookie\w*|consent|paywall|breadcrumbs?"
    r"|author-?bio|bio|tags|footer|nav|signup|outbrain|taboola)(?:$|[\s_-])",
    re.I,
)


def fuller_article(tree: "HtmlElement", kept: frozenset[str], length: int) -> "HtmlElement | None":
    """Return a copy of the element that holds the whole article, if much of it was not seen.

    ``kept`` are the keys of the paragraphs that the extractor took, ``length`` their characters
    in all. None if it saw at least two thirds of what the element holds.
    """
    prose = [element for element in tree.iter("p") if _is_prose(element)]
    keys = [key_of_element(element) for element in prose]
    first = next((element for element, key in zip(prose, keys, strict=True) if key in kept), None)
    if first is None or sum(map(_length, prose)) < _FULLER * length:
        return None
    holder = _holder(first, prose)
    found = [element for element in prose if _is_within(element, holder)]
    if sum(map(_length, found)) < _FULLER * length or any(map(_is_aside, _upwards(holder))):
        return None
    return _cleaned(holder)


def _holder(first: "HtmlElement", prose: list["HtmlElement"]) -> "HtmlElement":
    """The element that says it is the article, or the lowest that holds most of the prose."""
    above = [element for element in first.iterancestors() if isinstance(element.tag, str)]
    for element in above:
        if element.tag in _WHOLE or element.get("itemprop") == "articleBody":
            return element
    whole = sum(map(_length, prose))
    for element in above[:_HIGHEST]:
        within = sum(_length(part) for part in prose if _is_within(part, element))
        if within >= 0.9 * whole or element.tag == "body":
            return element
    return above[0] if above else first


def _is_prose(paragraph: "HtmlElement") -> bool:
    length = _length(paragraph)
    if length < _SHORTEST or any(map(_is_aside, paragraph.iterancestors())):
        return False
    linked = sum(_length(link) for link in paragraph.iter("a"))
    return linked <= _MOST_LINKED * length


def _is_aside(element: "HtmlElement") -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", *_WHOLE):
        return False
    if element.tag in _ASIDE:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(_NAMED_ASIDE.search(names[:400])) or element.get("aria-hidden") == "true"


def _upwards(element: "HtmlElement") -> Iterator["HtmlElement"]:
    yield element
    yield from element.iterancestors()


def _is_within(element: "HtmlElement", holder: "HtmlElement") -> bool:
    return any(above is holder for above in element.iterancestors())


def _length(element: "HtmlElement") -> int:
    return len(" ".join("".join(element.itertext()).split()))


def _cleaned(holder: "HtmlElement") -> "HtmlElement":
    """A copy without what stands in it by the way; figures stay, for their captions."""
    copied = deepcopy(holder)
    copied.tail = None
    for element in list(copied.iter()):
        if element is copied or not isinstance(element.tag, str):
            continue
        if element.tag not in ("figure", "figcaption") and _is_aside(element):
            _remove(element)
    return copied


def _remove(element: "HtmlElement") -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def as_markup(element: "HtmlElement") -> str:
    """Return the element as HTML."""
    return str(etree.tostring(element, encoding="unicode", method="html"))
