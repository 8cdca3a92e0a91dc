"""BibTeX: the marked articles as references, for LaTeX, Zotero, JabRef and Pandoc."""

import re
from collections.abc import Iterator, Sequence

from annotations.exchange.common.cited_article import CitedArticle, cited_articles
from annotations.exchange.common.control_characters import without_controls
from annotations.exchange.common.format import Context
from annotations.model import Annotation

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_NOT_IN_ADDRESSES = re.compile(r"[\\{}\s\"]")


def to_bibtex(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give an entry for each article that is marked; its marks are the ``annote``.

    What TeX would obey is escaped. Titles stand in a second pair of braces, so that styles
    leave their capitals as they are.
    """
    yield "% Articles with annotations, written by Postil.\n"
    for cited in cited_articles(annotations):
        yield _entry(cited)


def _entry(cited: CitedArticle) -> str:
    source = cited.source
    fields = [("title", f"{{{_escaped(cited.title)}}}")]
    for name, value in zip(("year", "month", "day"), cited.date, strict=False):
        if name == "month" and 1 <= value <= len(_MONTHS):
            fields.append((name, _MONTHS[value - 1]))
        else:
            fields.append((name, str(value)))
    if source.url:
        fields.append(("url", _address(source.url)))
    elif source.path:
        fields.append(("note", _escaped(source.path)))
    if annote := " \\par ".join(filter(None, map(_mark, cited.marks))):
        fields.append(("annote", annote))
    lines = "".join(
        f"  {name} = {value if name == 'month' and value in _MONTHS else f'{{{value}}}'},\n"
        for name, value in fields
    )
    return f"\n@misc{{{cited.key},\n{lines}}}\n"


def _mark(mark: Annotation) -> str:
    page = mark.extra.get("page")
    place = f" (p. {_escaped(str(page))})" if isinstance(page, str | int) else ""
    said = f"“{_escaped(mark.quote.exact)}”{place}"
    if mark.verdict:
        said += f" [{_escaped(mark.verdict)}]"
    return f"{said} — {_escaped(mark.note)}" if mark.note.strip() else said


def _escaped(text: str) -> str:
    """The text on one line, with nothing in it that TeX would obey."""
    line = " ".join(without_controls(text).split())
    return "".join(_SPECIAL.get(each, each) for each in line)


def _address(url: str) -> str:
    """The address, which TeX takes as it is; what would end the field is percent-encoded."""
    return _NOT_IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02X}", without_controls(url))
