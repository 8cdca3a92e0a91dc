"""Files that were made to break whoever reads them: small, and well-formed where it counts."""

from pathlib import Path

import pytest

from reader.loading import load_text
from reader.loading.lists.json_lines import open_json_lines
from tests.reader.pdfs import Placed, pdf


def test_a_field_of_a_corpus_that_nests_without_end_is_passed_over(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    deep = "[" * 900 + '"Jo"' + "]" * 900
    corpus.write_text(f'{{"text": "The pier held.", "title": "Pier", "author": {deep}}}')
    assert dict(open_json_lines(corpus).part("0001").fields) == {"title": "Pier"}


@pytest.mark.parametrize("title", ["(\\376\\377\\330\\000)", "<FEFFD800>"])
def test_a_pdf_whose_title_is_half_a_character_is_read(title: str) -> None:
    whole = pdf([[Placed("The pier held in the storm.", 50, 700)]], {"Title": "Pier"})
    source = whole.replace(b"(Pier)", title.encode())
    assert load_text(source, "pier.pdf").text == "The pier held in the storm."
