"""CSL JSON: the marked articles as references, for Zotero, Pandoc and other citation programs.

The fields are those of the schema of the CitedArticle Style Language 1.0.2.
"""

import json
from collections.abc import Iterator, Sequence

from annotations.exchange.common.cited_article import CitedArticle, cited_articles
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.format import Context
from annotations.model import Annotation, Json


def to_csl_json(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give one array with an entry for each article that is marked.

    The marks stand under ``custom``, which the schema keeps for programs: styles do not print
    them, and whoever wants them finds words, note, tags and page there.
    """
    entries = [
        escaped(json.dumps(_entry(each), ensure_ascii=False, indent=2))
        for each in cited_articles(annotations)
    ]
    yield "[" + ",".join(f"\n{entry}" for entry in entries) + ("\n]\n" if entries else "]\n")


def _entry(cited: CitedArticle) -> dict[str, Json]:
    source = cited.source
    entry: dict[str, Json] = {
        "id": cited.key,
        "type": "webpage" if source.url else "document",
        "title": cited.title,
    }
    if cited.date:
        entry["issued"] = {"date-parts": [list(cited.date)]}
    if source.url:
        entry["URL"] = source.url
    elif source.path:
        entry["archive_location"] = source.path
    entry["custom"] = {"annotations": [_mark(each) for each in cited.marks]}
    return entry


def _mark(mark: Annotation) -> dict[str, Json]:
    said: dict[str, Json] = {"quote": mark.quote.exact, "kind": mark.kind}
    if mark.verdict:
        said["verdict"] = mark.verdict
    if mark.tags:
        said["tags"] = list(mark.tags)
    if mark.note.strip():
        said["note"] = mark.note
    page = mark.extra.get("page")
    if isinstance(page, str | int):
        said["page"] = str(page)
    return said
