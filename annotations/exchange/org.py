"""An Org file: a heading for each article, and in it one for each mark, as org-remark has them.

In it the words of others are shown and not obeyed. Org has no sign that takes another one's
meaning away. Its manual has a zero width space put between two signs, and that is done here: the
words look the same, and none of them opens a block, runs code, includes a file, or is a link to
anything but a page of the web.
"""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.format import Context
from annotations.exchange.common.sources import article_name, by_article
from annotations.exchange.common.text_fragments import passage_link
from annotations.model import KINDS, Annotation, Source

_SHOWN = 60
_SPACE = "\u200b"
_JOINER = "\u2060"
"""As narrow as the space; to Emacs it is a letter, and no border of a formula."""
_AT_LINE_START = re.compile(
    r"^([ \t]*)(?=[#:|*+-]|(?:\d+|[a-z])[.)](?:[ \t]|$)|%%\(|(?:clock|scheduled|deadline|closed):)",
    re.MULTILINE | re.IGNORECASE,
)
"""Before what begins a heading, keyword, comment, block, drawer, table, list, or code of a diary."""
_OPENING = re.compile(
    r"\[(?=\[|fn:|cite|\d*[/%]|\d{4}-)"  # links, footnotes, citations, times
    r"|<(?=[<\d%])"  # targets, times of the agenda, and those that are code
    r"|@(?=@)|\{(?=\{)"  # what goes into an export as it is; macros
    r"|\\(?=[a-z(\[])"  # LaTeX, and signs by their names
    r"|(?:src|call)(?=_)"  # code inside of a line
    r"|local variables(?=:)",  # of Emacs itself
    re.IGNORECASE,
)
_COLON_OF_A_LINK = re.compile(r"(?<=[a-z0-9+])(?<!http)(?<!https)(?<!mailto)(?<!\d\d):(?=\S)", re.I)
"""Links may be of any kind; there are some that run programs, or Lisp."""


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
    quote = f"#+begin_quote\n{_block_literal(mark.quote.exact.strip())}\n#+end_quote\n"
    note = _source_block("markdown", mark.note.strip("\n")) if mark.note.strip() else ""
    said = [f"- Evidence: {_literal(each)}" for each in mark.evidence]
    said += [f"- {_literal(each.type)}: [[id:{_id(each.to)}]]" for each in mark.relations]
    drawer = _drawer(facts | _literally(said_of_it))
    return f"{head}\n{drawer}{quote}{note}" + "".join(f"{line}\n" for line in said)


def _kind(mark: Annotation) -> str:
    return (KINDS[mark.kind].label if mark.kind in KINDS else _literal(mark.kind)).lower()


def _link_to_file(path: str | None) -> str | None:
    """A link to the article; None where its path has a sign that would end the link, or run on."""
    if not path or re.search(r"[\[\]\\|]|::|[\x00-\x1f\x7f-\x9f]", path):
        return None
    return f"[[file:{path}]]"


def _id(id: str) -> str:
    return re.sub(r"[^\w-]", "-", id.removeprefix("urn:uuid:"))


def _literally(facts: dict[str, str | None]) -> dict[str, str | None]:
    return {name: _literal(value) for name, value in facts.items() if value}


def _drawer(facts: dict[str, str | None]) -> str:
    lines = [f":{name}: {value}\n" for name, value in facts.items() if value]
    return ":PROPERTIES:\n" + "".join(lines) + ":END:\n" if lines else ""


def _headline(words: str) -> str:
    """The words as a heading in which nothing is taken for tags, a keyword or a priority."""
    line = _literal(words)
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


def _block_literal(text: str) -> str:
    """The text as it reads, over several lines: none of it is taken for Org."""
    return _inline(_AT_LINE_START.sub(rf"\1{_SPACE}", without_controls(text)))


def _literal(text: str) -> str:
    """The text on one line, to stand behind other words."""
    return _inline(" ".join(without_controls(text).split()))


def _source_block(language: str, text: str) -> str:
    """A block of source in another language, escaped as Org's own editor does it."""
    safe = re.sub(r"^([ \t]*)(?=,*(?:\*|#\+))", r"\1,", without_controls(text), flags=re.MULTILINE)
    safe = re.sub(r"(?i)local variables(?=:)", rf"\g<0>{_SPACE}", safe)
    return f"#+begin_src {language}\n{safe}\n#+end_src\n"


def _inline(words: str) -> str:
    words = _OPENING.sub(rf"\g<0>{_SPACE}", words)
    words = _COLON_OF_A_LINK.sub(f"{_SPACE}:", words)
    # One alone is an amount; two may be taken for the borders of a formula.
    return words.replace("$", f"${_JOINER}") if words.count("$") > 1 else words
