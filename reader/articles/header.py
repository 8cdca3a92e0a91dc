"""What may stand before an article's first sentence: front matter, header lines, a glued date.

Light, because the first page is painted from it: nothing but ``re`` is imported.
"""

import re

SCANNED = 32_768
"""How much of a text decides about its header and its manner of paragraphs."""

_KEYS = {
    **dict.fromkeys(("title", "headline", "subject"), "title"),
    **dict.fromkeys(
        ("date", "published", "publication date", "publish_date", "pubdate", "release date"), "date"
    ),
    **dict.fromkeys(("author", "authors", "by", "byline", "from"), "author"),
    **dict.fromkeys(("source", "publisher", "newspaper", "organization"), "source"),
    **dict.fromkeys(("url", "link"), "url"),
    **dict.fromkeys(("language", "lang"), "language"),
    **dict.fromkeys(("section", "category", "newsgroups"), "section"),
    **dict.fromkeys(("tags", "keywords"), "tags"),
    **dict.fromkeys(("id", "message-id"), "id"),
    **dict.fromkeys(("updated", "modified", "last updated", "last modified"), "modified"),
}
_KEY = r"([A-Za-z][A-Za-z _-]{0,24})\s?:\s*(.*)"
_FRONT_KEY = r"([A-Za-z][A-Za-z _-]{0,24}?)\s*[:=]\s*(.*)"
_GLUED = r"\s*date[:\s]\s*(\d{4}-\d\d-\d\d)(?!\d)(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?[ \t]*"
_HEADER_LINES = 40
_LONGEST_FIELD = 300


def header(text: str) -> tuple[str, int, dict[str, str]]:
    """The header's style, where the body begins, and the fields that the header states.

    The style is ``front`` (front matter), ``glued`` (a date before the first sentence),
    ``lines`` (``Key: value`` lines), ``gutenberg``, or empty where there is no header.
    The fields are as written, under the names title, date, author, source, url,
    language, section, tags, id and modified.

    >>> header(" date 2023-05-09 The breakwater held.")
    ('glued', 17, {'date': '2023-05-09'})
    """
    head = text[:SCANNED]
    return (
        _front_matter(head)
        or _gutenberg(head)
        or _glued_date(head)
        or _header_lines(head)
        or ("", 0, {})
    )


def _front_matter(head: str) -> tuple[str, int, dict[str, str]] | None:
    fence = head[:3]
    first, _, _ = head[:64].partition("\n")
    if fence not in ("---", "+++") or first.rstrip() != fence:
        return None
    close = re.compile(rf"^(?:{re.escape(fence)}|\.\.\.)[ \t]*$", re.M).search(head, len(first) + 1)
    if not close:
        return None
    pairs = _pairs(head[len(first) + 1 : close.start()].split("\n"), _FRONT_KEY)
    if not pairs:
        return None
    return "front", min(close.end() + 1, len(head)), _known(pairs)


def _glued_date(head: str) -> tuple[str, int, dict[str, str]] | None:
    found = re.match(_GLUED, head, re.I)
    if not found:
        return None
    line, _, after = head[found.end() :].partition("\n")
    if not line and re.match(_KEY, after):
        return None
    return "glued", found.end(), {"date": found.group(1)}


def _header_lines(head: str) -> tuple[str, int, dict[str, str]] | None:
    lines: list[str] = []
    end = 0
    for line in head.split("\n", _HEADER_LINES)[:_HEADER_LINES]:
        is_more = bool(lines) and line[:1] in (" ", "\t") and bool(line.strip())
        if not is_more and not re.match(_KEY, line):
            break
        lines.append(line)
        end += len(line) + 1
    fields = _known(_pairs(lines, _KEY) or [])
    is_alone = not head[end:].split("\n", 1)[0].strip()
    if len(fields) < 2 and not (is_alone and _says_enough(fields)):
        return None
    return "lines", min(end, len(head)), fields


def _says_enough(fields: dict[str, str]) -> bool:
    """Whether one field is a header by itself: a title, or something with a year in it."""
    date = fields.get("date", "")
    return "title" in fields or (len(date) < 60 and bool(re.search(r"\d{4}", date)))


def _gutenberg(head: str) -> tuple[str, int, dict[str, str]] | None:
    found = re.search(r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK.*$", head, re.M)
    if not found:
        return None
    lines = [line for line in head[: found.start()].split("\n") if re.match(_KEY, line)]
    return "gutenberg", found.end(), _known(_pairs(lines, _KEY) or [])


def _pairs(lines: list[str], key: str) -> list[tuple[str, str]] | None:
    """The keys and values of the lines; None where a line is no part of a header."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        found = re.match(key, line)
        if found:
            pairs.append((found.group(1).strip().lower(), _plain(found.group(2))))
        elif pairs and line[:1] in (" ", "\t", "-"):
            name, value = pairs[-1]
            more = _plain(line.strip().removeprefix("- "))
            joint = ", " if line.strip().startswith("- ") else " "
            pairs[-1] = (name, f"{value}{joint}{more}" if value else more)
        elif line.strip() and not line.startswith(("#", "[", "]", "}")):
            return None
    return pairs


def _plain(value: str) -> str:
    value = value.strip()
    if value in (">", "|", ">-", "|-", "[]"):
        return ""
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(_plain(part) for part in value[1:-1].split(","))
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _known(pairs: list[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in _KEYS and value and len(value) <= _LONGEST_FIELD:
            fields.setdefault(_KEYS[name], value)
    return fields
