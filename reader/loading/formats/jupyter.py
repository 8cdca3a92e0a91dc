"""The prose of Jupyter notebooks (``.ipynb``): their cells of Markdown, one after the other."""

from collections.abc import Mapping
from pathlib import Path

from reader.errors import LoadError, damaged
from reader.loading.content import Content
from reader.loading.decoding import decode, encoded
from reader.loading.formats.markdown import load_markdown
from reader.loading.lists.records import parsed, words_of

VERSION = 1


def load_jupyter(source: bytes, name: Path) -> Content:
    """What is written between the code of a notebook; a remark tells how much code there is.

    Raises:
        LoadError: it is no notebook, or has no prose in it.
    """
    notebook = parsed(decode(source, name).text, name, "notebook")
    cells = notebook.get("cells") if isinstance(notebook, Mapping) else None
    if not isinstance(notebook, Mapping) or not isinstance(cells, list):
        raise LoadError(name, damaged("it has no cells, as a notebook of version 4 has"))
    cells = [cell for cell in cells if isinstance(cell, Mapping)]
    prose = [_source(cell) for cell in cells if cell.get("cell_type") == "markdown"]
    prose = [words for words in prose if words.strip()]
    if not prose:
        raise LoadError(name, "is a notebook without prose: all its cells are code")
    content = load_markdown(encoded("\n\n".join(prose)), name)
    count = sum(cell.get("cell_type") == "code" for cell in cells)
    remark = (
        f"{count} {'cell' if count == 1 else 'cells'} of code stand between, and are not shown."
    )
    return content._replace(
        fields={**_fields(notebook.get("metadata")), **content.fields},
        remarks=(remark,) if count else (),
        extractor=f"postil jupyter {VERSION}",
    )


def _source(cell: Mapping[str, object]) -> str:
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.strip("\n") if isinstance(source, str) else ""


def _fields(metadata: object) -> dict[str, str]:
    if not isinstance(metadata, Mapping):
        return {}
    found = {"title": words_of(metadata.get("title")), "author": words_of(metadata.get("authors"))}
    return {field: words for field, words in found.items() if words}
