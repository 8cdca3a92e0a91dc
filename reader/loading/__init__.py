"""From a file or a stream to an Article: one loader a kind of file, found by the ending."""

from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from reader.articles.article import Article, FileMark
from reader.articles.large_article import LargeArticle
from reader.errors import LoadError
from reader.loading import kinds
from reader.loading.content import Content
from reader.loading.dates import date_in_name, find_date
from reader.loading.decoding import decode_as, encoded
from reader.loading.fetched_from import address_of
from reader.loading.files import read_file, read_head, size_of
from reader.loading.kept_texts import Frozen
from reader.loading.large import LARGE, large_of, read_large
from reader.loading.lists.table import LISTS
from reader.loading.loader import HEAD, Bundle, Loader, Part, later, later_as
from reader.loading.plain import load_plain
from reader.loading.titles import title_of

__all__ = [
    "LOADERS",
    "Bundle",
    "Frozen",
    "Loader",
    "Part",
    "add_loader",
    "article_id",
    "endings",
    "endings_to_look_into",
    "is_article",
    "is_slow",
    "load",
    "load_part",
    "load_text",
    "loader_of",
    "open_bundle",
]

_PLAIN = Loader("plain", (".txt", ".text"), "plain text", load_plain)


def _load_packed(source: bytes, name: Path) -> Content:
    """The content of a text that was packed by itself, read as its inner name says."""
    # Needed for few files.
    from reader.loading.formats.compressed import unpacked

    inner = name.with_suffix("")
    found = unpacked(source, name)
    loader = loader_of(inner.name, found[:HEAD]) or _PLAIN
    if loader.open is not None or loader.name == _PACKED:
        raise LoadError(name, f"holds {loader.help}: unpack it first")
    return loader.load(found, inner)


_PACKED = "packed"
_ALL = (
    _PLAIN,
    Loader(
        "markdown", (".md", ".markdown"), "Markdown", later("formats.markdown", "load_markdown")
    ),
    Loader("rst", (".rst", ".rest"), "reStructuredText", later("formats.rst", "load_rst")),
    Loader("org", (".org",), "Org", later("formats.org", "load_org")),
    *LISTS,  # before web pages, which bookmarks end as
    Loader(
        "html",
        (".html", ".htm", ".xhtml"),
        "web pages",
        later("html", "load_html"),
        extracts=True,
        looks=kinds.is_page,
    ),
    Loader(
        "mhtml",
        (".mhtml", ".mht"),
        "web archives",
        later("formats.mhtml", "load_mhtml"),
        extracts=True,
        looks=kinds.is_web_archive,
        load_as=later_as("formats.mhtml", "load_mhtml"),
    ),
    Loader(
        "docx",
        (".docx",),
        "Word documents",
        later("formats.docx", "load_docx"),
        extracts=True,
        looks=kinds.is_word,
        holds_marks=True,
    ),
    Loader(
        "odt",
        (".odt",),
        "OpenDocument texts",
        later("formats.odt", "load_odt"),
        extracts=True,
        looks=kinds.is_odt,
        holds_marks=True,
    ),
    Loader(
        "mail",
        (".eml", ".emlx"),
        "letters and newsletters",
        later("formats.mail", "load_mail"),
        extracts=True,
        looks=kinds.is_mail,
    ),
    Loader(
        "transcript",
        (".vtt", ".srt"),
        "transcripts and subtitles",
        later("formats.transcript", "load_transcript"),
        extracts=True,
        looks=kinds.is_transcript,
    ),
    Loader(
        "rtf",
        (".rtf",),
        "Rich Text",
        later("formats.rtf", "load_rtf"),
        extracts=True,
        looks=kinds.is_rich_text,
    ),
    Loader(
        "fb2",
        (".fb2", ".zip"),
        "FictionBooks",
        later("formats.fb2", "load_fb2"),
        extracts=True,
        fits=kinds.is_fiction_book,
    ),
    Loader(
        "jupyter",
        (".ipynb",),
        "the prose of Jupyter notebooks",
        later("formats.jupyter", "load_jupyter"),
        extracts=True,
        looks=kinds.is_notebook,
    ),
    Loader(
        "tex",
        (".tex", ".latex"),
        "LaTeX, read lightly",
        later("formats.tex", "load_tex"),
        extracts=True,
        looks=kinds.is_latex,
    ),
    Loader(
        _PACKED,
        (".gz", ".xz", ".bz2"),
        "any of these, packed by itself",
        _load_packed,
        extracts=True,
        fits=kinds.is_packed_text,
    ),
    Loader(
        "epub",
        (".epub",),
        "e-books",
        later("formats.epub", "load_epub"),
        extracts=True,
        looks=kinds.is_book,
    ),
    Loader(
        "pdf",
        (".pdf",),
        "PDF that holds text",
        later("formats.pdf.apart", "load_pdf_apart"),
        extracts=True,
        looks=kinds.is_pdf,
        holds_marks=True,
    ),
)

LOADERS: dict[str, Loader] = {loader.name: loader for loader in _ALL}
"""The kinds of file that are read, by name; of those with one ending, the first that fits."""


def add_loader(loader: Loader) -> None:
    """Let files of another kind be read, by code of another package; ours go before it.

    Raises:
        ValueError: there is a loader of this name.
    """
    if loader.name in LOADERS:
        raise ValueError(f"there is a loader named {loader.name} already")
    LOADERS[loader.name] = loader
    endings_to_look_into.cache_clear()


_QUICKLY_EXTRACTED = 60_000
"""Bytes of a page or a book whose text is made in a moment."""
_STANDARD_INPUT = Path("standard input")
_TEXTS = frozenset({"plain", "markdown", "rst", "org", "html", "ninjs"})
"""The kinds of file that are text, for which an encoding can be chosen."""
_LAID_OUT_LAZILY = frozenset({"plain", "markdown"})
_LINED = _LAID_OUT_LAZILY | {"rst", "org"}
_MANY_LINES = 100_000
"""Lines from which on a text is read by slices however small it is: a block each takes time."""


def article_id(path: str) -> str:
    """Eight hexadecimal digits that stay the same while the path does."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def endings() -> frozenset[str]:
    """The endings of files that a folder is searched for, in lower case."""
    return frozenset(ending for loader in LOADERS.values() for ending in loader.endings)


@cache
def endings_to_look_into() -> frozenset[str]:
    """Those of files of which the ending alone does not tell whether they are one article."""
    several = (loader for loader in LOADERS.values() if loader.fits or loader.open)
    return frozenset(ending for loader in several for ending in loader.endings)


def loader_of(name: str, head: bytes) -> Loader | None:
    """Who reads a file of this name that begins so; None for one of no kind that we know.

    The ending says which kinds it may be; only a file of an unknown ending is told by its
    beginning alone.
    """
    if may_be := _with_ending_of(name):
        return next((one for one in may_be if not one.fits or one.fits(head, name)), None)
    fitting = (one for one in LOADERS.values() if one.fits and one.fits(head, name))
    looking = (one for one in LOADERS.values() if one.looks and one.looks(head))
    return next(fitting, None) or next(looking, None)


def is_article(file: Path) -> bool:
    """Whether a file found in a folder is of a kind that is read, looking into it if need be."""
    return _known_by_ending(file.name) is not None or _loader_of_file(file) is not None


def open_bundle(file: Path, encoding: str = "") -> Bundle | None:
    """The file opened, if it holds several articles, and None if it is one article.

    It is read with the ``encoding``, if its kind has one to choose.

    Raises:
        LoadError: it cannot be opened as what it is.
    """
    loader = _known_by_ending(file.name) or _loader_of_file(file)
    if loader is None or loader.open is None:
        return None
    bundle = loader.open(file, encoding)
    return bundle if bundle.members else None


def is_slow(file: Path, frozen: Frozen | None) -> bool:
    """Whether loading the file may take longer than a key should: its text is yet to be made."""
    loader = _known_by_ending(file.name)
    if loader is None or not loader.extracts:
        return False
    try:
        # For a PDF another process is started, which takes more than a moment by itself.
        is_large = file.stat().st_size > _QUICKLY_EXTRACTED or loader.name == "pdf"
    except (OSError, ValueError):
        return False  # which is said at once
    return is_large and not (frozen and frozen.knows(file, loader.name))


def load(
    file: Path,
    path: str,
    frozen: Frozen | None = None,
    *,
    fresh: bool = False,
    encoding: str = "",
) -> Article:
    """The article in the file; ``path`` is its name in the library, with ``/``.

    A file of no kind that we know is read as plain text. What is extracted is taken from
    ``frozen`` if it is there, unless it shall be ``fresh``, and is kept there. Text is read
    with the ``encoding``, or with the one that its bytes tell.

    Raises:
        LoadError: the file cannot be read, is empty, or is not text.
    """
    loader = _known_by_ending(path)
    if encoding:
        asked = _read_as(read_file(file), encoding, file, path, file)
        if asked is not None:
            return asked
    for may_be in _with_ending_of(path) if frozen and not fresh else ():
        content = frozen.of_file(file, may_be.name) if frozen and may_be.extracts else None
        if content is not None:
            return _article(content, file, path, file)
    if size_of(file) >= LARGE:
        reads = loader or loader_of(path, read_head(file, HEAD)) or _PLAIN
        if reads.name in _LAID_OUT_LAZILY:
            return _large(file, path, reads)
    stamp = frozen.stamp(file) if frozen else None
    source = read_file(file)
    loader = loader_of(path, source[:HEAD]) or _PLAIN
    if frozen is None or not loader.extracts:
        return _read(Part(source, loader.name), file, path, file)
    content = frozen.content(source, loader, file, fresh=fresh)
    frozen.know(file, stamp, source, loader.name)
    return _article(content, file, path, file)


def _read_as(
    source: bytes, encoding: str, name: Path, path: str, file: Path | None
) -> Article | None:
    """The article read with this encoding; None of a kind that has none to choose."""
    loader = loader_of(path, source[:HEAD]) or _PLAIN
    if loader.load_as:
        return _article(loader.load_as(source, name, encoding), name, path, file)
    if loader.name not in _TEXTS:
        return None
    text, known, asked = decode_as(source, encoding, name)
    # With its mark, so that nothing that the file says of itself is asked any more.
    read = Part(b"\xef\xbb\xbf" + encoded(text), loader.name, {}, known, asked)
    return _read(read, name, path, file)


def load_part(
    bundle: Bundle,
    member: str,
    file: Path,
    path: str,
    frozen: Frozen | None = None,
    *,
    fresh: bool = False,
) -> Article:
    """One article of a bundle, which is in ``file``; as ``load`` else.

    Raises:
        LoadError: this article cannot be read.
    """
    part = bundle.part(member)
    loader = LOADERS[part.loader]
    if loader.extracts and frozen is not None:
        content = frozen.content(part.source, loader, file, fresh=fresh)
        return _article(_of(content, part), file, path, file)
    return _read(part, file, path, file)


def load_text(text: str | bytes, path: str, *, encoding: str = "") -> Article:
    """The article in a text that has no file, such as what came by standard input.

    Bytes are read with the ``encoding``, or with the one that they tell.

    Raises:
        LoadError: the text is empty, or the bytes are not text.
    """
    source = encoded(text) if isinstance(text, str) else text
    if encoding:
        asked = _read_as(source, encoding, _STANDARD_INPUT, path, None)
        if asked is not None:
            return asked
    loader = loader_of(path, source[:HEAD]) or _PLAIN
    return _read(Part(source, loader.name), _STANDARD_INPUT, path, None)


def _read(part: Part, name: Path, path: str, file: Path | None) -> Article:
    """The article in the bytes, by slices if it has too many lines to be told apart at once."""
    if part.loader in _LINED and part.source.count(b"\n") > _MANY_LINES:
        large = large_of(part.source, name)
        head = _article(_of(large.head(part.loader), part), name, path, file)
        return LargeArticle(head, large.text, large.sha256)
    return _article(_of(LOADERS[part.loader].load(part.source, name), part), name, path, file)


def _known_by_ending(name: str) -> Loader | None:
    """The loader if the ending alone tells which it is."""
    may_be = _with_ending_of(name)
    return may_be[0] if may_be and not may_be[0].fits else None


def _with_ending_of(name: str) -> list[Loader]:
    ending = PurePosixPath(name).suffix.lower()
    return [loader for loader in LOADERS.values() if ending in loader.endings]


def _loader_of_file(file: Path) -> Loader | None:
    try:
        return loader_of(file.name, read_head(file, HEAD))
    except LoadError:
        # It is listed with the reason why it cannot be read, as the kind its ending says.
        return next(iter(_with_ending_of(file.name)), None)


def _of(content: Content, part: Part) -> Content:
    """The content with what is known of it from around it."""
    if part.fields:
        content = content._replace(fields={**content.fields, **part.fields})
    if part.remarks:
        content = content._replace(remarks=(*content.remarks, *part.remarks))
    if part.encoding_source:
        content = content._replace(encoding=part.encoding, encoding_source=part.encoding_source)
    return content


def _article(content: Content, name: Path, path: str, file: Path | None) -> Article:
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
        url=fields.get("url") or (address_of(file) if file else None),
        encoding=content.encoding,
        syntax=content.syntax,
        encoding_source=content.encoding_source,
        site=fields.get("site"),
        tags=_tags(fields.get("tags", "")),
        links=content.links,
        images=content.images,
        pages=content.pages,
        remarks=(*content.remarks, *_of_marks(content.file_marks)),
        extractor=content.extractor,
        file_marks=content.file_marks,
    )


def _of_marks(marks: tuple[FileMark, ...]) -> tuple[str, ...]:
    """What is said of marks that the file itself holds."""
    if not marks:
        return ()
    noun, pronoun = (
        ("highlight or note", "it") if len(marks) == 1 else ("highlights and notes", "them")
    )
    return (f"The file holds {len(marks):,} {noun} of its own: import the file to have {pronoun}.",)


def _large(file: Path, path: str, loader: Loader) -> Article:
    large = read_large(file)
    head = _article(large.head(loader.name), file, path, file)
    return LargeArticle(head, large.text, large.sha256)


def _date(content: Content, path: str) -> tuple[str | None, str | None]:
    date = find_date(content.fields.get("date", ""))
    if date:
        return date, "header" if content.style == "glued" else "field"
    date = find_date(content.fields.get("inferred date", ""))
    if date:
        return date, "inferred"
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


def _tags(words: str) -> tuple[str, ...]:
    """The tags of a field: with commas between, in brackets or not."""
    named = (tag.strip(" \t'\"") for tag in words.strip("[] ").split(","))
    return tuple(dict.fromkeys(tag for tag in named if tag))
