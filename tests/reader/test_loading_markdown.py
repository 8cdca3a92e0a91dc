import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.articles.article import Article
from reader.loading import load_text

SOURCE = """\
---
title: The open books
date: 2023-05-09
---
Intro over
two lines.

## Cost *overrun*

- one nail
  - bent
- a plank

      wrapped

> He said
> so.

```python
print("pier")
```

| year | cost |
|------|------|
| 2021 | 2    |

<div>raw</div>

***

[ref]: https://example.org
"""


def read(text: str) -> Article:
    return load_text(text, "story.md")


def shown(article: Article) -> list[tuple[str, str, int]]:
    return [(b.kind, article.text[b.start : b.end], b.level) for b in article.blocks]


def test_the_text_is_the_source_and_the_blocks_are_spans_of_it() -> None:
    article = read(SOURCE)
    assert article.text == SOURCE
    assert article.syntax == "markdown"
    assert shown(article)[4:] == [
        ("paragraph", "Intro over\ntwo lines.", 0),
        ("heading", "## Cost *overrun*", 2),
        ("item", "- one nail", 1),
        ("item", "- bent", 2),
        ("item", "- a plank", 1),
        ("code", "wrapped", 0),
        ("quote", "> He said\n> so.", 1),
        ("code", '```python\nprint("pier")\n```', 0),
        ("code", "| year | cost |\n|------|------|\n| 2021 | 2    |", 0),
        ("code", "<div>raw</div>", 0),
        ("rule", "***", 0),
        ("paragraph", "[ref]: https://example.org", 0),
    ]


def test_front_matter_is_header_lines_and_gives_title_and_date() -> None:
    article = read(SOURCE)
    assert {block.kind for block in article.blocks[:4]} == {"meta"}
    assert (article.title, article.title_source) == ("The open books", "field")
    assert (article.date, article.date_source) == ("2023-05-09", "field")


def test_the_title_is_the_first_heading_without_its_syntax() -> None:
    article = read("# The `open` *books* of [Tarren](https://example.org)\n\nText.\n")
    assert (article.title, article.title_source) == ("The open books of Tarren", "heading")
    assert read("Intro.\n\nThe books\n=========\n").title == "The books"
    assert read("Intro *words*.\n\n## Later\n").title == "Intro words"


def test_an_update_note_and_a_byline_are_told_as_in_plain_text() -> None:
    article = read("# The books\n\nBy Jo Ray\n\nText.\n\nUpdated: May 9, 2023 A name.\n")
    assert [block.kind for block in article.blocks] == ["heading", "byline", "paragraph", "update"]
    assert (article.author, article.modified) == ("Jo Ray", "2023-05-09")


def test_a_long_paragraph_is_no_note_whatever_it_begins_with() -> None:
    article = read("# The books\n\nUpdated: " + "the board has met again. " * 20)
    assert [block.kind for block in article.blocks] == ["heading", "paragraph"]


def test_a_date_glued_to_the_first_line_is_read_there_too() -> None:
    assert shown(read(" date 2023-05-09 The pier.\n\n# Cost\n"))[:2] == [
        ("meta", "date 2023-05-09", 0),
        ("paragraph", "The pier.", 0),
    ]


PARTS = [*"ab#>-*`|=~_ \n\t\u2028\x0b", "\n\n", "    ", "1. ", "```\n", "<b>", "---\n", "[a]: b\n"]


@example("\n\n\x0b\n\nb")
@given(st.lists(st.sampled_from(PARTS), max_size=50).map("".join))
def test_blocks_are_trimmed_in_order_apart_and_leave_no_word_uncovered(source: str) -> None:
    article = read("x" + source)
    covered = bytearray(len(article.text))
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end
        assert (
            article.text[block.start : block.end].strip() == article.text[block.start : block.end]
        )
        covered[block.start : block.end] = b"\1" * (block.end - block.start)
        at = block.end
    assert all(covered[i] or c.isspace() for i, c in enumerate(article.text))


@pytest.mark.parametrize("part", ["> ", "- ", "1. ", "> - ", "* > 1. "])
def test_the_deepest_nesting_is_read(part: str) -> None:
    assert read(part * 3_000 + "pier").blocks
    assert read("".join("  " * depth + part + "x\n" for depth in range(200))).blocks


def test_a_source_too_long_to_parse_is_outlined() -> None:
    article = read("# The books\n\n" + ("The pier stood for sixty years. " * 500 + "\n\n") * 260)
    assert (article.blocks[0].kind, article.title) == ("heading", "The books")
    assert len(article.blocks) == 261
