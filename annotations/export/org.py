"""An Org file: a heading for each article, and in it one for each mark, as org-remark has them."""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from annotations.export.format import Context
from annotations.export.fragments import passage_link
from annotations.export.markdown import kind_of
from annotations.export.sources import article_name, by_article
from annotations.export.text import without_controls
from annotations.model import Annotation, Source

_SHOWN = 60


def to_org(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give the marks by article, with their ids, and org-remark's properties.

    Those count characters from 1, as Emacs does. Tags have only the letters that Org
    allows; their own spelling is the property ``TAGS_AS_GIVEN``.
    """
    yield "#+title: Annotations\n"
    for source, marks in by_article(annotations):
        yield _article(source)
        yield from (_mark(mark, source) for mark in marks)


def _article(source: Source) -> str:
    name = source.title or article_name(source) or "An article without a name"
    facts = {"org-remark-file": source.path, "URL": source.url, "DATE": source.date}
    return f"\n* {_headline(name)}\n{_drawer(facts)}"


def _mark(mark: Annotation, source: Source) -> str:
    words = _one_line(mark.quote.exact)
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    tags = "".join(f":{tag}" for tag in dict.fromkeys(map(_tag, mark.tags)) if tag)
    link = passage_link(mark) or (f"[[file:{source.path}]]" if source.path else None)
    facts = {
        "ID": mark.id.removeprefix("urn:uuid:"),
        "org-remark-beg": str(mark.position.start + 1),
        "org-remark-end": str(mark.position.end + 1),
        "org-remark-id": _short(mark.id),
        "org-remark-label": kind_of(mark).lower(),
        "org-remark-link": link,
        "VERDICT": mark.verdict,
        "TAGS_AS_GIVEN": "; ".join(mark.tags),
        "CREATED": mark.created,
        "MODIFIED": mark.modified,
        "CREATOR": mark.creator,
    }
    head = f"\n** {_headline(shown)}" + (f" {tags}:" if tags else "")
    quote = _block("quote", re.sub(r"^(?=\*)", " ", mark.quote.exact.strip(), flags=re.MULTILINE))
    note = _block("src markdown", mark.note.strip("\n")) if mark.note.strip() else ""
    said = [f"- Evidence: {_one_line(each)}" for each in mark.evidence]
    said += [
        f"- {each.type}: [[id:{each.to.removeprefix('urn:uuid:')}]]" for each in mark.relations
    ]
    return f"{head}\n{_drawer(facts)}{quote}{note}" + "".join(f"{line}\n" for line in said)


def _drawer(facts: dict[str, str | None]) -> str:
    lines = [f":{name}: {_one_line(value)}\n" for name, value in facts.items() if value]
    return ":PROPERTIES:\n" + "".join(lines) + ":END:\n" if lines else ""


def _block(kind: str, text: str) -> str:
    """The words between marks of a block; what Org would obey in them gets a comma in front."""
    safe = re.sub(r"^(?=,*(?:\*|#\+))", ",", without_controls(text), flags=re.MULTILINE)
    return f"#+begin_{kind}\n{safe}\n#+end_{kind.split(maxsplit=1)[0]}\n"


def _headline(words: str) -> str:
    """The words as a heading in which nothing is taken for tags, a keyword or a priority."""
    line = _one_line(words)
    line = re.sub(r":(?=\s*$)", ":\u200b", line)
    return re.sub(r"^(?=(?:TODO|DONE|COMMENT)\b|\[#|\*)", "\u200b", line)


def _one_line(words: str) -> str:
    return " ".join(without_controls(words).split())


def _tag(tag: str) -> str:
    return re.sub(r"[^\w@#%]+", "_", tag).strip("_")


def _short(id: str) -> str:
    """Eight digits, as org-remark gives; the last of the id, which are left to chance."""
    try:
        return f"{UUID(id).int & 0xFFFFFFFF:08x}"
    except ValueError:
        return f"{sum(map(ord, id)):08x}"[-8:]
