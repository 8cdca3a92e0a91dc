"""What an article points to."""

import time
from dataclasses import replace

import pytest

from reader.articles.article import Link
from reader.articles.links import Reference, links_of
from reader.loading import load_text


def links(text: str, path: str = "page.md") -> list[tuple[str, str, str]]:
    """The kind, the words and the target of each link."""
    article = load_text(text, path)
    return [
        (each.kind, article.text[each.start : each.end], each.target) for each in links_of(article)
    ]


def test_a_link_of_markdown_is_its_words_and_its_address() -> None:
    assert links('See [the log](https://port.example/log_(2).pdf "as kept").') == [
        ("web", "the log", "https://port.example/log_(2).pdf")
    ]


def test_an_address_defined_elsewhere_is_found() -> None:
    found = links(
        "See [the log][Log] or [it][It].\n\n[log]: https://port.example/log\n[it]: <x.html>\n"
    )
    assert ("web", "the log", "https://port.example/log") in found
    assert ("other", "it", "x.html") in found


def test_a_picture_is_told_from_a_link() -> None:
    assert links("![The wall](img/wall.png)") == [("image", "The wall", "img/wall.png")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("(see https://port.example/a_(b))", "https://port.example/a_(b)"),
        ("It says https://port.example/a.", "https://port.example/a"),
        ("“https://port.example/a”", "https://port.example/a"),
        ("at www.port.example, they say", "https://www.port.example"),
    ],
)
def test_an_address_in_a_sentence_ends_before_the_sentences_own_marks(
    text: str, address: str
) -> None:
    assert [target for _, _, target in links(text, "page.txt")] == [address]


def test_links_and_pictures_of_a_web_page_are_listed_as_its_source_has_them() -> None:
    article = replace(
        load_text("See the log. A wall.", "page.txt"),
        links=(Link(4, 11, "https://port.example/log"), Link(0, 3, "#n", 13)),
        images=(Link(13, 20, "img/wall.png"),),
    )
    assert links_of(article) == [
        Reference("note", 0, 3, "#n", 13),
        Reference("web", 4, 11, "https://port.example/log"),
        Reference("image", 13, 20, "img/wall.png"),
    ]


def test_what_is_no_address_is_never_taken_for_one_to_open() -> None:
    assert [kind for kind, _, _ in links("[x](javascript:alert(1)) [y](file:///etc/passwd)")] == [
        "other",
        "other",
    ]


def test_a_footnote_and_its_reference_lead_to_each_other() -> None:
    article = load_text("It cost more [1], they say.\n\n[1] Minutes of March.\n", "page.txt")
    there, back = links_of(article)
    assert there.place == article.text.index("[1] Minutes")
    assert back == Reference("note", back.start, back.end, "1", article.text.index("[1],"))


def test_a_number_in_brackets_without_a_note_is_no_link() -> None:
    assert links("He [3] said so.", "page.txt") == []


def test_many_brackets_and_addresses_take_no_time() -> None:
    text = "[" * 5_000 + " https://a.example/" + "(" * 5_000 + ")" * 20_000 + " [1]" * 5_000
    began = time.process_time()
    links(text, "page.txt")
    links(text)
    assert time.process_time() - began < 5
