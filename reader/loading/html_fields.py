"""What a web page says of its article: title, author, dates, site, address, language."""

import json
import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from trafilatura.metadata import extract_metadata

from reader.loading.dates import find_date
from reader.loading.html_authors import authors_of
from reader.loading.html_headline import headline_of, near_headline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = tuple(
    "article:published_time og:published_time og:article:published_time datepublished date dc.date"
    " dc.date.issued dcterms.date dcterms.created dcterms.issued date.created publishdate"
    " publish_date published_date pubdate published-date publication_date citation_date"
    " citation_publication_date parsely-pub-date sailthru.date article.published rnews:datepublished"
    " displaydate originalpublicationdate release_date datecreated cxenseparse:recs:publishtime".split()
)
"""Names under which a page states its day of publication, the surest first."""
_MODIFIED = frozenset(
    "article:modified_time og:updated_time datemodified last-modified lastmod dcterms.modified"
    " dc.date.modified rnews:datemodified".split()
)
_DATED = re.compile(
    r"(?i)(?:^|[\s_-])(?:date|pub-?date|published|posted|timestamp|dateline)(?:$|[\s_-])"
)
"""The classes of elements that show when an article was published."""
_NOT_ITS_OWN = re.compile(
    r"(?i)related|recent|comment|sidebar|widget|footer|archive|event|updated|modified"
)
_OF_DATE = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b"
    r"|\b(?:updated|published|posted|on|at|[ap]\.?m|[a-z]{1,4}t|utc)\b|[年月日時分更新公開]"
)
"""What a line that gives a date has beside its figures."""
_CHANGED = re.compile(r"(?i)updated|modified|changed|更新")
_MOST_ELSE = 24
"""Letters that such a line has of other words, as in “This story is from”."""
_LONGEST_DATE = 60
_MOST_SHOWN = 200
_MOST_JSON = 400_000
_LONGEST = 400
_LONGEST_AUTHORS = 2_000
"""Characters that a field may have; a longer one is no field."""


def fields_of(tree: "HtmlElement") -> dict[str, str]:
    """The fields under the names of ``Content``; a date that the page does not state is inferred."""
    published, modified = _stated_dates(tree)
    articles = list(_linked_data(tree))
    found = extract_metadata(
        tree,
        date_config={
            "original_date": True,
            "extensive_search": False,
            "max_date": date.today().isoformat(),  # noqa: DTZ011  (a day, wherever one reads)
        },
    )
    inferred = "" if published else _shown_date(tree) or _date_by_headline(tree) or found.date
    url = _stated_address(tree) or found.url
    sites = [*_publishers(articles), found.sitename or "", *_host_names(url)]
    fields = {
        "title": headline_of(tree, articles, sites) or found.title,
        "author": ", ".join(authors_of(tree, articles, sites, found.author or "")),
        "site": found.sitename,
        "url": url,
        "language": tree.get("lang") or tree.get("xml:lang"),
        "tags": ",".join(tag for tag in found.tags or () if "," not in tag),
        "date": published,
        "inferred date": inferred,
        "modified": modified if modified and modified != (published or inferred) else "",
    }
    return {
        name: " ".join(value.split())
        for name, value in fields.items()
        if value and len(value) <= (_LONGEST_AUTHORS if name == "author" else _LONGEST)
    }


def _publishers(articles: list[dict[str, object]]) -> list[str]:
    """The names of the organisations that the linked data says publish the article."""
    names = []
    for said in articles:
        publisher = said.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str):
            names.append(name)
    return names


def _host_names(url: str | None) -> list[str]:
    """The site's name as its address has it: ``gull.example`` and ``gull``."""
    found = re.match(r"https?://(?:www\.)?([^/:]+)", url or "")
    return [found[1], *found[1].split(".")[:1]] if found else []


def _stated_address(tree: "HtmlElement") -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and _is_address(link.get("href")):
            return str(link.get("href"))
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url" and _is_address(meta.get("content")):
            return str(meta.get("content"))
    return None


def _is_address(words: str | None) -> bool:
    return re.match(r"https?://[^/\s]", words or "") is not None


def _stated_dates(tree: "HtmlElement") -> tuple[str, str]:
    """The days of publication and of the last change that the page states itself."""
    published, modified = "", ""
    for said in _linked_data(tree):
        published = published or _day(said.get("datePublished"))
        modified = modified or _day(said.get("dateModified"))
    days: dict[str, str] = {}
    for name, words in _named(tree):
        if name in _MODIFIED:
            modified = modified or _day(words)
        elif name in _PUBLISHED and name not in days and (day := _day(words)):
            days[name] = day
    published = published or next((days[name] for name in _PUBLISHED if name in days), "")
    return published, modified


def _shown_date(tree: "HtmlElement") -> str:
    """The day in the first element that is called a date, and shows one and little else."""
    called = tree.xpath(
        "//*[contains(@class, 'date') or contains(@class, 'publi') or contains(@class, 'posted') or contains(@class, 'timestamp')]"
    )
    for element in called[:_MOST_SHOWN]:
        around = [element, *element.iterancestors()][:6]
        names = [f"{one.get('class') or ''} {one.get('id') or ''}" for one in around]
        if not _DATED.search(names[0]) or any(map(_NOT_ITS_OWN.search, names)):
            continue
        words = " ".join("".join(element.itertext()).split())
        if len(words) <= _LONGEST_DATE and (day := _day(words)):
            return day
    return ""


def _date_by_headline(tree: "HtmlElement") -> str:
    """The day in the first line by the headline that says a date and little else.

    One that says when the page was last changed is taken where there is no other.
    """
    changed = ""
    near = near_headline(tree, "p", "div", "span", "td", "li", "small", "time", "em", "b")
    for element in islice(near, _MOST_SHOWN):
        own = [element.text or "", *(child.tail or "" for child in element)]
        words = " ".join(" ".join(own).split())
        if not 6 <= len(words) <= _LONGEST_DATE or not any(map(str.isdigit, words)):
            continue
        rest = _OF_DATE.sub("", words)
        day = _day(words) if sum(map(str.isalpha, rest)) <= _MOST_ELSE else ""
        if day and not _CHANGED.search(words):
            return day
        changed = changed or day
    return changed


def _named(tree: "HtmlElement") -> Iterator[tuple[str, str | None]]:
    for element in tree.xpath("//meta | //time | //*[@itemprop]"):
        is_meta = element.tag == "meta"
        words = element.get("content") or (None if is_meta else element.get("datetime"))
        names = [element.get("itemprop")]
        names += [element.get("name"), element.get("property")] if is_meta else []
        if element.tag == "time" and element.get("pubdate") is not None:
            names.append("pubdate")
        for name in names:
            if name:
                yield name.strip().lower(), words


def _linked_data(tree: "HtmlElement") -> Iterator[dict[str, object]]:
    """The objects of the page's JSON-LD that have a type, from all depths, the outer ones first."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        if len(script.text) > _MOST_JSON:
            continue
        try:
            waiting = deque([json.loads(script.text, strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.popleft()
            if isinstance(value, dict):
                if _is_article(value.get("@type")):
                    yield value
                waiting += list(value.values())
            elif isinstance(value, list):
                waiting += value


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(
        isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report", "WebPage"))
        for kind in kinds
    )


def _day(words: object) -> str:
    return find_date(words) or "" if isinstance(words, str) else ""
