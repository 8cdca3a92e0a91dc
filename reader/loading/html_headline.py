"""The title of a web page's article, without the name of its site."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(r"\s+(?:[|｜•·»«:–—-]|::|--)\s+|\s*[|｜»]\s*|(?<=\w):\s+|\s*：\s*")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
_NOT_ARTICLE = re.compile(
    r"logo|masthead|brand|site-?(?:name|title)|comment|respond|reply|newsletter|sidebar|related"
    r"|promo|goog-|translat|footer|modal|popup|share|social|recirc|most-",
    re.I,
)
_LONGEST = 400
_NEAR = 150
"""Elements within which a byline or a date stands by its headline."""


def headline_of(
    tree: "HtmlElement", stated: Iterable[Mapping[str, object]], sites: Iterable[str]
) -> str:
    """Return the title that the page gives its article; empty if it gives none.

    ``stated`` are the objects of its linked data that describe an article, ``sites`` the names
    of its site and publisher. What stands above the text is what readers know the article by:
    where there is one first heading that is not the site's, it is the title. Otherwise what the
    page states is, as a heading has it or without the site's name.
    """
    known = [_key(site) for site in sites if site]
    stated_titles = [*_stated(stated), *_metas(tree), *_title(tree)]
    shown = [words for words in _headings(tree, "h1") if _key(words) not in known]
    if len(shown) == 1 and len(shown[0].split()) > 1:
        return _cut(shown[0], known)
    headings = [*shown, *_headings(tree, "h2", "h3")]
    for words in stated_titles:
        if title := _without_site(words, headings, known):
            return title
    return _cut(shown[0], known) if shown else ""


def _without_site(words: str, headings: list[str], known: list[str]) -> str:
    """The words as a heading has them, or without the site's name at either end."""
    if _key(words) in known:
        return ""
    for heading in headings:
        if _key(heading) == _key(words):
            return words
    parts = [part for part in _SEPARATOR.split(words) if part.strip()]
    if len(parts) < 2:
        return words
    for heading in headings:
        key = _key(heading)
        if len(key) > 8 and (_key(words).startswith(key) or _key(words).endswith(key)):
            rest = _key(words).replace(key, "", 1)
            if any(_is_site(rest, site) for site in known) or rest in map(_key, parts):
                return heading
    return _cut(words, known)


def _cut(words: str, known: list[str]) -> str:
    """The words without the site's name, with what stands between them, at both ends."""
    is_cut = True
    while is_cut:
        is_cut = False
        for separator in reversed(list(_SEPARATOR.finditer(words))):
            before, after = words[: separator.start()].strip(), words[separator.end() :].strip()
            if before and any(_is_site(_key(after), site) for site in known):
                words, is_cut = before, True
                break
            if after and any(_key(before) == site for site in known):
                words, is_cut = after, True
                break
    return words


def _is_site(words: str, site: str) -> bool:
    """Whether the words are the site's name, or one of its sections: ``CNN Politics``."""
    if not words or not site:
        return False
    return words == site or (
        len(site) > 2 and words.startswith(site) and len(words) < 3 * len(site)
    )


def _stated(stated: Iterable[Mapping[str, object]]) -> Iterator[str]:
    for said in stated:
        kind = said.get("@type")
        words = said.get("headline")
        if kind != "WebPage" and isinstance(words, str) and 0 < len(words) <= _LONGEST:
            yield _joined(words)


def _metas(tree: "HtmlElement") -> Iterator[str]:
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        words = _joined(meta.get("content") or "")
        if name in _TITLES and 0 < len(words) <= _LONGEST:
            said.setdefault(name, words)
    yield from (said[name] for name in _TITLES if name in said)


def _title(tree: "HtmlElement") -> Iterator[str]:
    for title in tree.iter("title"):
        parent = title.getparent()
        if parent is not None and parent.tag == "head" and (words := _joined(title.text or "")):
            yield words[:_LONGEST]
            return


def _headings(tree: "HtmlElement", *tags: str) -> list[str]:
    """The headings of the page that can be its article's, each once."""
    found: dict[str, None] = {}
    for tag in tags:
        for heading in tree.iter(tag):
            words = _joined("".join(heading.itertext()))
            if 0 < len(words) <= _LONGEST and not _is_of_site(heading):
                found.setdefault(words)
    return list(found)


def _is_of_site(heading: "HtmlElement") -> bool:
    for count, above in enumerate((heading, *heading.iterancestors())):
        if not isinstance(above.tag, str) or count > 3 or above.tag in ("article", "main"):
            return False
        if above.tag in ("nav", "footer", "aside", "form"):
            return True
        if _NOT_ARTICLE.search(f"{above.get('class') or ''} {above.get('id') or ''}"[:300]):
            return True
    return False


def _joined(words: str) -> str:
    return " ".join(words.split())


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def near_headline(tree: "HtmlElement", *tags: str) -> Iterator["HtmlElement"]:
    """The elements just after the article's headline, those before it, the nearest first, the rest.

    So the byline of another article, in a list beside this one, comes last.
    """
    before: list[HtmlElement] = []
    after: list[HtmlElement] = []
    count = 0
    headline = _headline(tree)
    for element in tree.iter():
        if element is headline:
            count = 1
        count += bool(count)
        if element.tag in tags:
            if 0 < count <= _NEAR:
                yield element
            else:
                (after if count else before).append(element)
    yield from reversed(before[-_NEAR:]) if headline is not None else before
    yield from before[:-_NEAR] if headline is not None else ()
    yield from after


def _headline(tree: "HtmlElement") -> "HtmlElement | None":
    """The first heading that has the page's title."""
    titles = [_key("".join(title.itertext())) for title in tree.iter("title")]
    titles += [_key(meta.get("content") or "") for meta in tree.iter("meta") if _is_title(meta)]
    for heading in tree.iter("h1", "h2"):
        key = _key("".join(heading.itertext()))
        if len(key) > 8 and any(key in title or title in key for title in titles if len(title) > 8):
            return heading
    return None


def _is_title(meta: "HtmlElement") -> bool:
    return (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title")
