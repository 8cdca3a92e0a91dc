"""The exported page as Chromium shows it."""

import base64
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from annotations.exchange import FORMATS
from tests.annotations.exchange.builders import MARKS, ON_QUAY, TEXTS
from tests.annotations.exchange.chromium import Tab, tab

DESKTOP, PHONE = 1200, 390
EVERY = [*MARKS, *ON_QUAY]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with tab(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text("".join(FORMATS["html"].write(EVERY, TEXTS)), encoding="utf-8")
    return file


def pages_printed(browser: Tab, width: float) -> int:
    """How many sheets of paper of this width in inches the page takes."""
    paper = {"paperWidth": width, "paperHeight": 11.0, "printBackground": True}
    made = base64.b64decode(browser.ask("Page.printToPDF", **paper)["data"])
    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()


def test_the_page_asks_for_nothing_but_itself(browser: Tab, page: Path) -> None:
    before = len(browser.requests)
    browser.open(page)
    assert set(browser.requests[before:]) == {page.as_uri()}


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_every_mark_has_its_note_and_nothing_is_wider_than_the_window(
    browser: Tab, page: Path, width: int
) -> None:
    browser.open(page, width=width)
    assert browser.value("document.querySelectorAll('aside').length") == len(EVERY)
    assert browser.value("document.querySelectorAll('a.ref').length") == len(EVERY)
    assert browser.value("document.documentElement.scrollWidth") <= width


def test_notes_stand_beside_the_text_on_a_desk_and_below_it_on_a_phone(
    browser: Tab, page: Path
) -> None:
    places = (
        "(() => { const note = document.querySelector('aside').getBoundingClientRect();"
        " const words = document.querySelector('section > p').getBoundingClientRect();"
        " return [note.left - words.right, note.top - words.bottom]; })()"
    )
    browser.open(page, width=DESKTOP)
    assert browser.value(places)[0] > 0
    browser.open(page, width=PHONE)
    aside, below = browser.value(places)
    assert aside < 0 <= below


def test_the_keys_go_from_mark_to_mark_and_to_the_note_and_back(browser: Tab, page: Path) -> None:
    browser.open(page)
    found = []
    for key in ("n", "j", "p", "k"):
        browser.press(key)
        found.append(browser.value("document.activeElement.id"))
    assert found == ["m1", "m2", "m1", "m1"]
    browser.press("Enter")
    assert browser.value("location.hash") == "#n1"
    browser.press("Tab")
    assert browser.value("document.activeElement.className") == "back"
    browser.press("Enter")
    assert browser.value("location.hash") == "#m1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper_and_from_every_colour_of_a_mark(
    browser: Tab, page: Path, scheme: str
) -> None:
    browser.open(page, scheme=scheme)
    style = "getComputedStyle(document.body)"
    ink, paper = browser.value(f"{style}.color"), browser.value(f"{style}.backgroundColor")
    every = "[...document.querySelectorAll('mark')].map(m => getComputedStyle(m).backgroundColor)"
    for behind in {paper, *browser.value(every)}:
        assert contrast(ink, behind) >= 4.5, behind
    assert (luminance(paper) > 0.5) == (scheme == "light")


def test_the_page_prints_with_each_article_on_a_sheet_of_its_own(browser: Tab, page: Path) -> None:
    browser.open(page)
    articles = browser.value("document.querySelectorAll('article').length")
    assert pages_printed(browser, 8.5) >= articles
    assert pages_printed(browser, 4.1) >= articles


def test_headings_follow_each_other_without_a_gap(browser: Tab, page: Path) -> None:
    browser.open(page)
    levels = "[...document.querySelectorAll('article > header > h1, aside > h2')]"
    found = browser.value(f"{levels}.map(h => Number(h.tagName[1]))")
    assert found[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(found))


def luminance(colour: str) -> float:
    """The relative luminance of an ``rgb(…)``, as WCAG 2 reckons it."""
    parts = [int(each) / 255 for each in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 reckons it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
