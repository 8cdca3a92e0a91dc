"""Names for the files of a format that is a folder."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from annotations.exchange.common.documents import Document
from annotations.exchange.common.sources import article_name

_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that are devices on Windows, whatever their ending."""


def file_names(documents: Sequence[Document]) -> Iterator[str]:
    """A name for each document's files, without an ending: no two are the same in any case."""
    met: Counter[str] = Counter()
    for document in documents:
        name = _plain(document)
        met[name.casefold()] += 1
        number = met[name.casefold()]
        while number > 1 and f"{name}-{number}".casefold() in met:
            number += 1
        if number > 1:
            name = f"{name}-{number}"
            met[name.casefold()] += 1
        yield name


def _plain(document: Document) -> str:
    stem = re.sub(r"\.\w{1,8}$", "", article_name(document.source))
    name = re.sub(r"[^\w-]+", "_", stem).strip("_-")[:80] or "article"
    return f"{name}-" if _OF_WINDOWS.fullmatch(name) else name
