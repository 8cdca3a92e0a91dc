"""The formats annotations are written in, and read back from where nothing is lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotations.errors import FormatError
from annotations.export.csv_ import to_csv
from annotations.export.files import write_file
from annotations.export.json_ import from_json, to_json
from annotations.export.jsonld import to_jsonld
from annotations.export.markdown import to_markdown
from annotations.model import Annotation

__all__ = ["FORMATS", "Format", "format_named", "write_file"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing annotations: the same annotations always give the same text.

    ``ending`` is the file name's, with its dot. ``write`` gives the text in pieces, in
    the order that suits the format. ``read`` is None where the format cannot hold all.
    """

    name: str
    ending: str
    help: str
    write: Callable[[Sequence[Annotation]], Iterator[str]]
    read: Callable[[str], list[Annotation]] | None = None


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("json", ".json", "everything, to read back in", to_json, from_json),
        Format("markdown", ".md", "a page to read, by article", to_markdown),
        Format("csv", ".csv", "a table for a spreadsheet", to_csv),
        Format("jsonld", ".jsonld", "W3C Web Annotations for other tools", to_jsonld),
    )
}


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        FormatError: there is none.
    """
    try:
        return FORMATS[name]
    except KeyError:
        known = ", ".join(FORMATS)
        raise FormatError(f"There is no format {name!r}; choose one of {known}.") from None
