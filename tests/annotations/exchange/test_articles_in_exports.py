"""The exports of marks on real articles, which are not ours to quote."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from annotations import Annotation, Notebook, Source, sentences
from annotations.exchange import FORMATS, READABLE, Context
from reader.library.library import Library
from tests.annotations.exchange.builders import text_files

RETURNING = [name for name in FORMATS if name in READABLE]


@pytest.fixture(scope="module")
def texts(articles_folder: Path) -> dict[str, str]:
    library = Library.open([articles_folder])
    return {path: library.load(path).text for path in library.paths}


@pytest.fixture(scope="module")
def notebook(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    with Notebook.open(tmp_path_factory.mktemp("store")) as notebook:
        for path, text in texts.items():
            source = Source(path, f"https://news.example/{path}", path)
            for number, (start, end) in enumerate(sentences(text)[1::3]):
                kind = ("claim", "highlight", "question")[number % 3]
                notebook.mark(
                    text, start, end, source, kind=kind, note="Who says so?" * (number % 2)
                )
        yield notebook


def marks_of(notebook: Notebook) -> tuple[list[Annotation], Context]:
    return notebook.annotations(), Context(notebook.text)


@pytest.mark.parametrize("name", RETURNING)
def test_every_mark_comes_back_to_its_place(
    notebook: Notebook, texts: dict[str, str], tmp_path: Path, name: str
) -> None:
    marks, context = marks_of(notebook)
    format = FORMATS[name]
    files = text_files(format, marks, context) or {"": "".join(format.write(marks, context))}
    with Notebook.open(tmp_path) as other:
        for file, text in files.items():
            if not format.is_folder or file.endswith((".ann", ".json")):
                reading = format.reading(text, files.get(file.replace(".ann", ".txt"), ""))
                assert reading.refused == ()
                other.add(reading.annotations, texts, brought=reading.texts)
        back = other.annotations()
    # A sentence that stands twice in an article has no certain place for words alone.
    once = [mark for mark in marks if texts[mark.source.path or ""].count(mark.quote.exact) == 1]
    places = {(mark.source.path, mark.position) for mark in back}
    lost = [mark for mark in once if (mark.source.path, mark.position) not in places]
    assert len(lost) <= (len(once) // 20 if name in ("readwise", "clippings") else 0)


@pytest.mark.parametrize("name", ["doccano", "prodigy"])
def test_spacys_own_tokens_agree_with_every_sentence(notebook: Notebook, name: str) -> None:
    make_doc = spacy.blank("en").make_doc
    for line in "".join(FORMATS[name].write(*marks_of(notebook))).splitlines():
        document = json.loads(line)
        doc = make_doc(document["text"])
        spans = document.get("label") or [(s["start"], s["end"]) for s in document["spans"]]
        unaligned = [span for span in spans if doc.char_span(span[0], span[1]) is None]
        assert unaligned == []
