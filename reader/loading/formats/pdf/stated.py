"""What a PDF says of itself, as far as it can be believed."""

import re
from collections.abc import Mapping

STATED = ("Title", "Author", "CreationDate")
"""The keys under which a file says what is asked of it."""

_NO_TITLE = re.compile(
    r"(?i)\s*|untitled.*|.*\.(?:docx?|pdf|tex|dvi|indd|qxd|pages|odt|rtf|ps|p65|fm|html?)\s*"
    r"|microsoft (?:word|powerpoint).*|(?:document|title|article|layout|print|slide)\s*\d*|[\W\d_]*|.{1,3}"
)
_BEGINNING = 4_000
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def stated_fields(metadata: Mapping[str, str], text: str) -> dict[str, str]:
    """The fields of ``Content`` from the file's own: title, author, inferred date.

    Programs fill in the name of a file or of whoever installed them. A title is believed if
    it stands near the beginning of the text, or reads as one; an author if the name stands
    there. The day of making is no day of publication: it is only inferred.
    """
    title = _clean(metadata.get("Title", ""))
    author = _clean(metadata.get("Author", ""))
    day = _DATE.match(metadata.get("CreationDate", ""))
    beginning = _folded(text[:_BEGINNING])
    fields: dict[str, str] = {}
    if not _NO_TITLE.fullmatch(title) and (len(title.split()) > 2 or _folded(title) in beginning):
        fields["title"] = title
    is_named = bool(author) and _folded(author) in beginning
    if is_named or ("title" in fields and len(author.split()) > 1):
        fields["author"] = author
    if day:
        fields["inferred date"] = "-".join(day.groups())
    return fields


def _clean(words: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", words).split())


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())
