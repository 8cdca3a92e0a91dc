import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.article import Article
from reader.loading import load_text

RST = """\
=========
The Pier
=========

:Author: Ann Quay
:Date: 2023-05-09

The pier held. It was built
in 1904.

Its bolts
---------

.. note::

   They are gone.

- The planks came first,
  and the bolts last.

  - Inner

1. One::

    close(pier)

   An indented word.

.. code-block:: python

   if storm:
       close(pier)

.. [1] In the log.
.. a comment
"""
ORG = """\
#+TITLE: The Pier
#+AUTHOR: Ann Quay
#+DATE: <2023-05-09 Tue>
#+FILETAGS: :pier:storm:

* Its bolts
:PROPERTIES:
:ID: 1
:END:
The pier held. It was built
in 1904.
** Inner
- One
  and more
  - Deeper
1. First
#+BEGIN_QUOTE
They are gone.
#+END_QUOTE
#+begin_src python
if storm:
    close(pier)
#+end_src
| 2021 | 3.4 |
# a comment
-----
"""


def blocks(article: Article) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, article.text[b.start : b.end]) for b in article.blocks]


def test_the_text_of_restructuredtext_is_its_source_and_its_lines_say_what_they_are() -> None:
    article = load_text(RST, "pier.rst")
    assert article.text == RST
    assert [block for block in blocks(article) if block[0] != "meta"] == [
        ("heading", 1, "The Pier"),
        ("paragraph", 0, "The pier held. It was built\nin 1904."),
        ("heading", 2, "Its bolts"),
        ("quote", 1, "They are gone."),
        ("item", 1, "- The planks came first,\n  and the bolts last."),
        ("item", 2, "- Inner"),
        ("item", 1, "1. One::"),
        ("code", 0, "close(pier)"),
        ("quote", 1, "An indented word."),
        ("code", 0, "if storm:\n       close(pier)"),
        ("item", 1, ".. [1] In the log."),
    ]
    assert (article.title, article.author, article.date) == ("The Pier", "Ann Quay", "2023-05-09")


def test_the_text_of_org_is_its_source_and_its_lines_say_what_they_are() -> None:
    article = load_text(ORG, "pier.org")
    assert article.text == ORG
    assert [block for block in blocks(article) if block[0] != "meta"] == [
        ("heading", 1, "* Its bolts"),
        ("paragraph", 0, "The pier held. It was built\nin 1904."),
        ("heading", 2, "** Inner"),
        ("item", 1, "- One\n  and more"),
        ("item", 2, "- Deeper"),
        ("item", 1, "1. First"),
        ("quote", 1, "They are gone."),
        ("code", 0, "if storm:\n    close(pier)"),
        ("code", 0, "| 2021 | 3.4 |"),
        ("rule", 0, "-----"),
    ]
    assert (article.title, article.author, article.date) == ("The Pier", "Ann Quay", "2023-05-09")
    assert article.tags == ("pier", "storm")


def test_an_org_heading_is_a_title_without_its_stars() -> None:
    assert load_text("* The pier held\nIt did.\n", "a.org").title == "The pier held"


@pytest.mark.parametrize("path", ["a.rst", "a.org"])
@given(
    lines=st.lists(
        st.sampled_from(
            "|====|----| text|text|- item|  more|.. note::|.. x::|::|:f: v|>>> x|* head|** h|#+begin_quote"
            "|#+end_quote|#+begin_src|#+end_src|:x:|:END:|# c|  - in|1. one|#+title: x|-----|\t".split(
                "|"
            )
        ),
        max_size=30,
    )
)
def test_every_word_stands_in_one_block(path: str, lines: list[str]) -> None:
    text = "A word.\n" + "\n".join(lines)
    article = load_text(text, path)
    at = 0
    for block in article.blocks:
        assert not text[at : block.start].strip()
        assert block.start < block.end
        at = block.end
    assert not text[at:].strip()
