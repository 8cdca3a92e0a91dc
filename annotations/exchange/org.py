"""An Org file: a heading for each article, and in it one for each mark, as org-remark has them."""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from annotations.exchange.common.format import Context
from annotations.exchange.common.sources import article_name, by_article
from annotations.exchange.common.text_fragments import passage_link
from annotations.exchange.org_text import block_literal, literal, source_block
from annotations.model import KINDS, Annotation, Source

_SHOWN = 60


def to_org(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give the marks by article, with their ids, and org-remark's properties.

    Those count characters from 1, as Emacs does. Tags have only the letters that Org
    allows; their own spelling is the property ``TAGS_AS_GIVEN``. Of an article's words, and
    of its title, path and address, nothing is taken for Org.
    """
    yield "#+title: Annotations\n"
    for source, marks in by_article(annotations):
        yield _article(source)
        yield from (_mark(mark, source) for mark in marks)


def _article(source: Source) -> str:
    name = source.title or article_name(source) or "An article without a name"
    facts = {"org-remark-file": source.path, "URL": source.url, "DATE": source.date}
    return f"\n* {_headline(name)}\n{_drawer(_literally(facts))}"


def _mark(mark: Annotation, source: Source) -> str:
    words = " ".join(mark.quote.exact.split())
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    tags = "".join(f":{tag}" for tag in dict.fromkeys(map(_tag, mark.tags)) if tag)
    facts = {
        "ID": _id(mark.id),
        "org-remark-beg": str(mark.position.start + 1),
        "org-remark-end": str(mark.position.end + 1),
        "org-remark-id": _short(mark.id),
        "org-remark-label": _kind(mark),
        "org-remark-link": passage_link(mark) or _link_to_file(source.path),
    }
    said_of_it = {
        "VERDICT": mark.verdict,
        "TAGS_AS_GIVEN": "; ".join(mark.tags),
        "CREATED": mark.created,
        "MODIFIED": mark.modified,
        "CREATOR": mark.creator,
    }
    head = f"\n** {_headline(shown)}" + (f" {tags}:" if tags else "")
    quote = f"#+begin_quote\n{block_literal(mark.quote.exact.strip())}\n#+end_quote\n"
    note = source_block("markdown", mark.note.strip("\n")) if mark.note.strip() else ""
    said = [f"- Evidence: {literal(each)}" for each in mark.evidence]
    said += [f"- {literal(each.type)}: [[id:{_id(each.to)}]]" for each in mark.relations]
    drawer = _drawer(facts | _literally(said_of_it))
    return f"{head}\n{drawer}{quote}{note}" + "".join(f"{line}\n" for line in said)


def _kind(mark: Annotation) -> str:
    return (KINDS[mark.kind].label if mark.kind in KINDS else literal(mark.kind)).lower()


def _link_to_file(path: str | None) -> str | None:
    """A link to the article; None where its path has a sign that would end the link, or run on."""
    if not path or re.search(r"[\[\]\\|]|::|[\x00-\x1f\x7f-\x9f]", path):
        return None
    return f"[[file:{path}]]"


def _id(id: str) -> str:
    return re.sub(r"[^\w-]", "-", id.removeprefix("urn:uuid:"))


def _literally(facts: dict[str, str | None]) -> dict[str, str | None]:
    return {name: literal(value) for name, value in facts.items() if value}


def _drawer(facts: dict[str, str | None]) -> str:
    lines = [f":{name}: {value}\n" for name, value in facts.items() if value]
    return ":PROPERTIES:\n" + "".join(lines) + ":END:\n" if lines else ""


def _headline(words: str) -> str:
    """The words as a heading in which nothing is taken for tags, a keyword or a priority."""
    line = literal(words)
    line = re.sub(r":(?=\s*$)", ":\u200b", line)
    return re.sub(r"^(?=(?:TODO|DONE|COMMENT)\b|\[#|\*)", "\u200b", line)


def _tag(tag: str) -> str:
    return re.sub(r"[^\w@#%]+", "_", tag).strip("_")


def _short(id: str) -> str:
    """Eight digits, as org-remark gives; the last of the id, which are left to chance."""
    try:
        return f"{UUID(id).int & 0xFFFFFFFF:08x}"
    except ValueError:
        return f"{sum(map(ord, id)):08x}"[-8:]
