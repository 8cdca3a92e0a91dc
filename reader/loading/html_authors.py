"""The names of those who wrote a web page's article.

What programs are told (linked data, ``meta``) is asked before what readers are shown (links to
authors, bylines). Everything passes through ``names_in``, which keeps what can be a name: no
months, no words of buttons, no publishers, no roles.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from reader.loading.html_headline import near_headline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = (
    "author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "citation_author", "article:author", "og:article:author", "article:author_name", "rbauthors",
    "dc.author", "writer",
)  # fmt: skip
_MONTHS = frozenset("april may june jan august juli jun mai mars".split())
"""Months that are first names too, where a name follows them."""
_TEAMS = frozenset(
    "staff team desk editors reporters submissions newsroom wire contributors".split()
)
_TEAM = re.compile(r"(?:編集部|編集局|取材班|スタッフ|通信社|新聞社?)$")
_ROLE = re.compile(r"(?i)writer|reporter|correspondent|photographer|editor|columnist")
_ROLE_AFTER = re.compile(r"\s+(?:著|監訳|訳|文|写真|編|編著|共著|撮影)$")
_NOT_NAMES = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue wed thu fri sat sun januar februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero
    marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    view archive author authors get rss feed link copied copy share print email e-mail tweet follow
    following updated update posted published publish last modified see full bio profile more
    stories articles story article about contact comments comment read reading min minute minutes
    ago today yesterday am pm edt est gmt utc cet lesedauer minuten uhr stand editor reporter
    correspondent writer staff contributor columnist journalist producer fellow freelance senior
    deputy managing chief executive ceo founder president photographer photo photos photography
    illustration illustrated image images video source xxx unknown anonymous admin administrator
    webmaster guest click here login subscribe newsletter advertisement facebook twitter instagram linkedin
    youtube text size small medium large translator 翻訳者 イラスト website online desk team redaktion redaction editorial editors correspondents writers
    reporters contributors company media news press agency agencies inc llc ltd gmbh corp
    corporation publishing publisher group network magazine newspaper post times daily zeitung
    journal tribune herald gazette tnn http https www com""".split()
)
_OF_PAPERS = frozenset(
    "news daily post times zeitung journal tribune herald gazette magazine press wire central".split()
)
_PARTICLES = frozenset(
    "de del della di da do dos du des la le les van von den der ten ter zu zur af av el al bin ibn"
    " ben y e i of the und and mc st".split()
)
_BEFORE = re.compile(
    r"^(?:(?:written|posted|reported|story|words|text|article|published)\s+)?"
    r"(?:(?:by|von|par|por|di|av|af|door|przez|autor(?:in|en)?|author(?:s)?)\s*[:：]?\s+"
    r"|(?:著者|文|作者|記者|翻訳者?|取材)\s*[:：●・/／]?\s*)",
    re.I,
)
_BETWEEN = re.compile(
    r"\s*(?:[,;|·•/／，、\n]|\s[-–—]\s|\s(?:and|und|et|y|og|och|&|with|mit|avec)\s)\s*", re.I
)
_JOINED = re.compile(r"^(?:and|und|et|y|og|och|with|mit|avec)\s+", re.I)
_NAME_AFTER = re.compile(r"[^\W\d_]+\s+(?:[^\W\d_]\.\s+)?[^\W\d_a-z][^\W\d_]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.’'‘-](?=[^\W_]))*\.?")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|authors|writer|contributor|posted-by|creator)(?:$|[\s_-])"
    r"|byline|author-?name|authorname",
    re.I,
)
_NOT_BYLINE = re.compile(r"bio|avatar|social|share|related|comment|footer|promo|newsletter", re.I)
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|profiles?|editors|contributors?|writers?|people|staff)/[\w-]", re.I
)
_LAST_FIRST = re.compile(r"([^\W\d_a-z][^\W\d_]+),\s+([^\W\d_a-z][^\W\d_]+)")
_SAYS_BY = re.compile(r"(?:By|BY|Von|Par|Por|著者：|文：)\s*(?:by\s+)?[^\W\d_a-z]")
_OWNED = ("copyright", "dc.publisher", "dcterms.publisher", "dc.rights", "citation_publisher")
_OWNING = re.compile(r"(?i)copyright|©|\(c\)|\b(?:19|20)\d\d\b|all rights reserved|\.$")
_LONGEST_LINE = 100
_LONGEST_BYLINE = 240
_MOST = 40
_ORGANISATION = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|ag|corp|corporation|company|publishing|media|press|agency|network"
    r"|university|institute|ministry|department)\b\.?",
    re.I,
)


def authors_of(
    tree: "HtmlElement",
    stated: Iterable[Mapping[str, object]],
    publishers: Iterable[str],
    guessed: str = "",
) -> list[str]:
    """Return the names of the authors, in the page's order; empty if it names none.

    ``stated`` are the objects of the page's linked data that describe an article,
    ``publishers`` the names of its site and publisher, who are no authors, and ``guessed`` what
    an extractor takes for the authors: it is looked at last.
    """
    not_authors = frozenset(_key(name) for name in (*publishers, *_owners(tree)) if name)
    metas = list(_metas(tree))
    found = _named([_linked(stated), *metas, _marked(tree), _bylines(tree)], not_authors)
    if found or any(_is_team(words) for words in chain.from_iterable(metas)):
        return found  # where a page names a team, what looks like a name is none
    found = _named([_spoken(tree), [guessed]], not_authors)
    return [name for name in found if " " in name or not name.isascii()]


def _named(groups: Iterable[Iterable[str]], not_authors: frozenset[str]) -> list[str]:
    """The names of the first group that has any, without those that are no authors."""
    for group in groups:
        found: dict[str, str] = {}
        for words in group:
            for name in names_in(words):
                if not any(_is_of(_key(name), publisher) for publisher in not_authors):
                    found.setdefault(_key(name), name)
        if found:
            return _whole_names(list(found.values()))[:_MOST]
    return []


def _is_team(words: str) -> bool:
    """Whether the words name a desk or a staff, and nobody."""
    last = words.split()[-1:] or [""]
    return last[0].casefold() in _TEAMS or _TEAM.search(words.strip()) is not None


def _is_of(name: str, publisher: str) -> bool:
    """Whether the name is the publisher's, or a desk's of it: ``BuzzFeed UK``."""
    return name == publisher or (len(publisher) > 3 and name.startswith(publisher))


def _whole_names(names: list[str]) -> list[str]:
    """The names without single words, if there are others: those are agencies or buttons."""
    whole = [name for name in names if " " in name or not name.isascii()]
    return whole or names


def names_in(words: str) -> list[str]:
    """Return what can be names of people in a byline.

    >>> names_in("By Maren K. Voss December 14, 2016"), names_in("January 17, 2017")
    (['Maren K. Voss'], [])
    >>> names_in("Ann Quay, Staff Writer, and Per de Vries for The Harbour Post")
    ['Ann Quay', 'Per de Vries']
    """
    words = _BEFORE.sub("", " ".join(words.split()))
    words = re.sub(r"<[^<>]*>|\S+@\S+|https?://\S+|[（(][^)）]*[)）]|[\[\]]", " ", words)
    if turned := _LAST_FIRST.fullmatch(words.strip()):
        words = f"{turned[2]} {turned[1]}"
    found = []
    for part in _BETWEEN.split(words):
        if name := _name(_BEFORE.sub("", _JOINED.sub("", part.strip()))):
            found.append(name)
    return found


def _name(words: str) -> str:
    """The words up to the first that can be of no name; empty if no name is left."""
    kept: list[str] = []
    words = _ROLE_AFTER.sub("", words)
    if _is_team(words) or words.casefold().startswith("the "):
        return ""
    if len(words.split()) < 5 and any(word.casefold() in _OF_PAPERS for word in words.split()):
        return ""
    every = words.split()
    for at, word in enumerate(every):
        bare = word.strip(".,:;“”\"'()").casefold()
        is_of_name = bool(_WORD.fullmatch(word.rstrip(",:;")))
        is_first_name = not kept and bare in _MONTHS and _NAME_AFTER.match(words) is not None
        is_no_name = bare in _NOT_NAMES and not is_first_name
        if not is_of_name or is_no_name or (word[0].islower() and bare not in _PARTICLES):
            if bare in _TEAMS and not _ROLE.match(" ".join(every[at + 1 : at + 2])):
                return ""
            break
        kept.append(word.rstrip(",:;"))
    while kept and kept[-1].casefold() in _PARTICLES:
        kept.pop()
    name = " ".join(kept)
    is_cut = len(kept) < len(words.split())
    if not 1 <= len(kept) <= 6 or _ORGANISATION.search(words if is_cut else name):
        return ""
    is_dense = not name.isascii() and len(kept) == 1  # scripts that put no space between names
    if len(kept) > 1 or is_dense:
        return name
    return name if not is_cut and len(name) > 2 and not name.isupper() else ""


def _linked(stated: Iterable[Mapping[str, object]]) -> Iterator[str]:
    for said in stated:
        found = list(_names_of(said.get("author")) or _names_of(said.get("creator")))
        yield from found
        if found:
            return


def _names_of(author: object) -> list[str]:
    if isinstance(author, list):
        return [name for one in author[:_MOST] for name in _names_of(one)]
    if isinstance(author, dict):
        if author.get("@type") in ("Organization", "NewsMediaOrganization", "Corporation"):
            return []
        return _names_of(author.get("name"))
    return [author] if isinstance(author, str) and len(author) <= _LONGEST_BYLINE else []


def _metas(tree: "HtmlElement") -> Iterator[list[str]]:
    """What the page's ``meta`` says, name by name."""
    said: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        words = meta.get("content") or ""
        if name in _META and words and not words.startswith(("http", "//", "/", "@")):
            said.setdefault(name, []).append(words[:_LONGEST_BYLINE])
    yield from (said[name] for name in _META if name in said)


def _owners(tree: "HtmlElement") -> Iterator[str]:
    """Who the page says owns it or publishes it, in its ``meta``."""
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        if name in _OWNED:
            yield _OWNING.sub(" ", (meta.get("content") or "")[:_LONGEST_BYLINE]).strip(" .,-–—")


def _marked(tree: "HtmlElement") -> Iterator[str]:
    """What is marked up as an author: ``rel``, ``itemprop``."""
    first: HtmlElement | None = None
    for element in near_headline(
        tree, "a", "span", "address", "div", "p", "h3", "h4", "li", "strong"
    ):
        is_author = "author" in (element.get("rel") or "").split()
        is_author |= (element.get("itemprop") or "").lower() in ("author", "creator")
        if not is_author or _is_aside(element):
            continue
        inner = [each for each in element.iter() if each.get("itemprop") == "name"] or [element]
        pieces = [piece for each in inner for piece in _pieces(each)]
        if first is None and any(map(names_in, pieces)):
            first = element
        elif first is not None and not _stand_together(first, element):
            return
        yield from pieces


def _stand_together(first: "HtmlElement", other: "HtmlElement") -> bool:
    """Whether both stand in one byline, and the other one not beside another article."""
    near = [above for _, above in zip(range(3), first.iterancestors(), strict=False)]
    return any(above in near for _, above in zip(range(3), other.iterancestors(), strict=False))


def _bylines(tree: "HtmlElement") -> Iterator[str]:
    """The first line that its class calls a byline and that has a name in it."""
    for element in near_headline(
        tree,
        "a",
        "span",
        "address",
        "div",
        "p",
        "h3",
        "h4",
        "h5",
        "li",
        "strong",
        "section",
        "cite",
    ):
        if not _BYLINE.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]):
            words = _short(element) if element.tag in ("p", "div", "span", "li") else ""
            if not _SAYS_BY.match(words):
                continue
        pieces = list(_pieces(element)) if not _is_aside(element) else []
        if any(map(names_in, pieces)):
            yield from pieces
            return


def _spoken(tree: "HtmlElement") -> Iterator[str]:
    """The first short line that begins with ``By`` and a name, or a link to an author's page."""
    for element in near_headline(tree, "p", "div", "span", "a"):
        if element.tag == "a" and not _AUTHORS_PAGE.search(element.get("href") or ""):
            continue
        words = _short(element)
        is_byline = element.tag == "a" or _SAYS_BY.match(words)
        if words and is_byline and names_in(words) and not _is_aside(element):
            yield words
            return


def _short(element: "HtmlElement") -> str:
    """The words of the element, if they are few."""
    words = ""
    for piece in element.itertext():
        words += f" {piece}"
        if len(words) > 2 * _LONGEST_LINE:
            return ""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_LINE else ""


def _pieces(element: "HtmlElement") -> Iterator[str]:
    """The words of each element in this one by itself: a button's are not the name's."""
    pieces = [" ".join(piece.split()) for piece in element.itertext()]
    if sum(map(len, pieces)) <= _LONGEST_BYLINE:
        yield from filter(None, pieces)


def _is_aside(element: "HtmlElement") -> bool:
    for count, above in enumerate((element, *element.iterancestors())):
        if not isinstance(above.tag, str) or count > 4:
            return False
        if above.tag in ("footer", "aside", "nav", "form"):
            return True
        names = f"{above.get('class') or ''} {above.get('id') or ''}"[:300]
        if _NOT_BYLINE.search(names) and not _BYLINE.search(names):
            return True
    return False


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
