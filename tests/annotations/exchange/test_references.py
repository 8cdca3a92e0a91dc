"""Articles as references, and marks as cards: read by the programs they are for."""

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from annotations.exchange import FORMATS
from annotations.model import Annotation, Source
from tests.annotations.exchange.builders import TEXTS, a_mark, an_id


def written(name: str, *marks: Annotation) -> str:
    return "".join(FORMATS[name].write(marks, TEXTS))


def on(source: Source, number: int = 1, **fields: Any) -> Annotation:
    return a_mark(id=an_id(number), source=source, **fields)


SITE = Source(
    path="a.txt", url="https://www.example.org/x_y?a=1%20b", title="Costs & {Walls}: 50% #1", date="2024-03-09"
)  # fmt: skip


def test_a_key_is_the_site_and_the_year_and_no_two_are_alike() -> None:
    other = Source(path="b.txt", url="https://news.example.org/z", title="Other", date="2024")
    ids = [each["id"] for each in json.loads(written("csl-json", on(SITE), on(other, 2)))]
    assert ids == ["example2024", "example2024-2"]


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (Source(path="reports/harbour-cost.txt"), "harbourcost"),
        (Source(title="The Äpfel of Kiel", date="2023-05"), "apfel2023"),
        (Source(title="渡し船"), "article"),
        (Source(url="http://[bad"), "httpbad"),
    ],
)
def test_a_key_without_a_site_is_a_word_of_the_title_or_the_file(source: Source, key: str) -> None:
    [entry] = json.loads(written("csl-json", on(source)))
    assert entry["id"] == key


def test_a_date_has_the_parts_that_are_known() -> None:
    [entry] = json.loads(written("csl-json", on(Source(path="a", date="2024-03"))))
    assert entry["issued"] == {"date-parts": [[2024, 3]]}
    assert "issued" not in written("csl-json", on(Source(path="a", date="spring")))


def test_what_tex_would_obey_is_escaped_and_an_address_is_left_as_it_is() -> None:
    text = written("bibtex", on(SITE, note="\\input{x} $y$ ~z^2_3"))
    assert r"title = {{Costs \& \{Walls\}: 50\% \#1}}" in text
    assert "url = {https://www.example.org/x_y?a=1%20b}" in text
    assert r"\textbackslash{}input\{x\} \$y\$ \textasciitilde{}z\textasciicircum{}2\_3" in text


def test_braces_in_an_address_do_not_end_its_field() -> None:
    text = written("bibtex", on(Source(url="https://example.org/}{\\x y")))
    assert "url = {https://example.org/%7D%7B%5Cx%20y}" in text


@pytest.mark.parametrize(("name", "reads"), [("bibtex", "bibtex"), ("csl-json", "csljson")])
def test_pandoc_reads_what_was_written(name: str, reads: str) -> None:
    if shutil.which("pandoc") is None:
        if os.environ.get("CI"):
            pytest.fail("pandoc is not installed, and is to read what is written for it")
        pytest.skip("pandoc is not installed")
    done = subprocess.run(
        ["pandoc", "-f", reads, "-t", "csljson"],
        input=written(name, on(SITE, note="50% of {all}\n\n$x$")),
        capture_output=True,
        text=True,
        check=True,
    )
    [entry] = json.loads(done.stdout)
    assert entry["id"] == "example2024"
    assert entry["title"] == SITE.title
    assert entry["issued"]["date-parts"] == [[2024, 3, 9]]
    assert entry["URL"] == SITE.url


def test_a_card_is_one_line_whatever_its_mark_holds() -> None:
    mark = on(SITE, note="one\ttwo\n<b>three</b>", tags=("money/lamps", "town hall"))
    *_, card = written("anki", mark).splitlines()
    id, front, back, tags = card.split("\t")
    assert id == mark.id
    assert front
    assert back.startswith("one two<br>&lt;b&gt;three&lt;/b&gt;<br>")
    assert tags == "highlight money::lamps town_hall"
