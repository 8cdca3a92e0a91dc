"""From a file or a stream to an Article: one loader a kind of file, found by the ending."""

from hashlib import sha256
from pathlib import Path, PurePosixPath

from reader.article import Article
from reader.errors import LoadError
from reader.loading.content import Content, Loader
from reader.loading.dates import date_in_name, find_date
from reader.loading.decoding import encoded
from reader.loading.files import read_file
from reader.loading.markdown import load_markdown
from reader.loading.plain import load_plain
from reader.loading.titles import title_of

__all__ = ["LOADERS", "article_id", "load", "load_text"]

LOADERS: dict[str, Loader] = {
    ".txt": load_plain,
    ".text": load_plain,
    ".md": load_markdown,
    ".markdown": load_markdown,
}
"""The endings of files that a folder is searched for, in lower case, and who reads them."""

_STANDARD_INPUT = Path("standard input")


def article_id(path: str) -> str:
    """Eight hexadecimal digits that stay the same while the path does."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def load(file: Path, path: str) -> Article:
    """The article in the file; ``path`` is its name in the library, with ``/``.

    A file of an unknown ending is read as plain text.

    Raises:
        LoadError: the file cannot be read, is empty, or is not text.
    """
    return _article(read_file(file), file, path, file)


def load_text(text: str | bytes, path: str) -> Article:
    """The article in a text that has no file, such as what came by standard input.

    Raises:
        LoadError: the text is empty, or the bytes are not text.
    """
    source = encoded(text) if isinstance(text, str) else text
    return _article(source, _STANDARD_INPUT, path, None)


def _article(source: bytes, name: Path, path: str, file: Path | None) -> Article:
    loader = LOADERS.get(PurePosixPath(path).suffix.lower(), load_plain)
    content = loader(source, name)
    if not content.text.strip():
        raise LoadError(name, "is empty: there is nothing to read in it")
    title, title_source = title_of(content, path)
    date, date_source = _date(content, path)
    fields = content.fields
    return Article(
        id=article_id(path),
        path=path,
        file=file,
        text=content.text,
        sha256=sha256(encoded(content.text)).hexdigest(),
        blocks=content.blocks,
        title=title,
        title_source=title_source,
        date=date,
        date_source=date_source,
        modified=_modified(content),
        author=fields.get("author") or _byline(content),
        language=fields.get("language"),
        url=fields.get("url"),
        encoding=content.encoding,
        syntax=content.syntax,
        encoding_source=content.encoding_source,
    )


def _date(content: Content, path: str) -> tuple[str | None, str | None]:
    date = find_date(content.fields.get("date", ""))
    if date:
        return date, "header" if content.style == "glued" else "field"
    date = date_in_name(path)
    return date, "file-name" if date else None


def _modified(content: Content) -> str | None:
    """The date of the header's word on it, else of the first update note that has one."""
    notes = (content.text[b.start : b.end] for b in content.blocks if b.kind == "update")
    stated = find_date(content.fields.get("modified", ""))
    return stated or next((date for note in notes if (date := find_date(note))), None)


def _byline(content: Content) -> str | None:
    """The author's name after the "By " of the article's byline."""
    bylines = (content.text[b.start + 3 : b.end] for b in content.blocks if b.kind == "byline")
    return next(bylines, None)
