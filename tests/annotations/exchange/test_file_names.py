"""What the files of a format that is a folder are called."""

import pytest

from annotations.anchoring import select
from annotations.exchange import FORMATS, Context
from annotations.ids import hash_text
from annotations.model import Annotation, Source
from tests.annotations.exchange.builders import a_mark

TEXT = "The ferry was late."


def a_mark_in(path: str) -> Annotation:
    quote, position = select(TEXT, 4, 9)
    source = Source(path, None, None, None, hash_text(TEXT))
    return a_mark(1, source=source, quote=quote, position=position)


@pytest.mark.parametrize("path", ["con.txt", "NUL.md", "aux", "lib/Com1.txt", "lpt9.html"])
@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].is_folder])
def test_no_file_has_the_name_of_a_device_of_windows(name: str, path: str) -> None:
    context = Context({hash_text(TEXT): TEXT}.get, marked_copy=lambda marks: b"%PDF-")
    path = f"{path}.pdf" if name == "pdf" else path
    stem = path.rpartition("/")[2].partition(".")[0]
    files = [file for file, _ in FORMATS[name].files([a_mark_in(path)], context)]
    assert files
    assert [file for file in files if file.partition(".")[0].casefold() == stem.casefold()] == []
