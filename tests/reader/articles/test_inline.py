import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.articles.inline import bare, inline, markers


def styled(text: str, kind: str = "paragraph") -> list[tuple[str, str]]:
    return [(style, text[a:b]) for style, a, b in inline(text, kind) if style != "syntax"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b c* d", [("emphasis", "b c")]),
        ("__b__ and _c_", [("strong", "b"), ("emphasis", "c")]),
        ("***b***", [("emphasis", "**b**"), ("strong", "b")]),
        ("a_b_c and 2 * 3 * 4", []),
        ("a `*b*` c", [("code", "*b*")]),
        ("``a ` b``", [("code", "a ` b")]),
        ("`` `a` ``b", [("code", "`a`")]),
        ("[a *b*](https://x.org/(y) 'z')", [("link", "a *b*"), ("emphasis", "b")]),
        ("*a [b* c](d)", [("link", "b* c")]),
        ("![a](b.png)", [("link", "a")]),
        ("[a][b]", [("link", "a")]),
        ("[a] (b)", []),
        ("<https://x.org> <a@b.org>", [("link", "https://x.org"), ("link", "a@b.org")]),
        (r"\*a\* \\", []),
        ("“*a*” *“b”*", [("emphasis", "a"), ("emphasis", "“b”")]),
    ],
)
def test_styles_span_the_words_they_style(text: str, expected: list[tuple[str, str]]) -> None:
    assert styled(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("## The *pier* ##", "heading", "The pier"),
        ("The pier\n=====", "heading", "The pier"),
        ("> so he\n> said", "quote", "so he\nsaid"),
        ("- [ ] one **nail**", "item", "one nail"),
        ("12) a plank", "item", "a plank"),
        ("a<br> <!-- not this --> [b](c)\\!", "paragraph", "a  b!"),
    ],
)
def test_a_block_is_bare_without_its_syntax(text: str, kind: str, expected: str) -> None:
    assert bare(text, inline(text, kind)) == expected


def test_a_paragraph_has_no_markers_though_it_may_look_so() -> None:
    assert markers("# not here", "paragraph") == []


PARTS = st.lists(st.sampled_from([*"aä *_`[]()\\.“!—", "**", "](b)", "``"]), max_size=14)


@given(PARTS)
def test_what_is_styled_is_what_commonmark_says(parts: list[str]) -> None:
    text = "".join(parts).strip()
    if "][" in text or "[](" in text or "![" in text:
        return  # a reference's target is elsewhere; nothing is drawn of an empty link or a picture
    tags = {"emphasis": "em", "strong": "strong", "code": "code", "link": "a"}
    rendered = MarkdownIt("commonmark").renderInline(text)
    expected = {tag: len(re.findall(f"<{tag}[ >]", rendered)) for tag in tags.values()}
    found = [style for style, _, _ in inline(text)]
    assert {tag: found.count(style) for style, tag in tags.items()} == expected
    plain = re.sub(r"<[^>]*>|&quot;", "", rendered)
    assert bare(text, inline(text)).split() == plain.split()


@given(st.text())
def test_spans_lie_in_the_text_in_order_and_nest(text: str) -> None:
    spans = inline(text, "item")
    assert all(0 <= start < end <= len(text) for _, start, end in spans)
    open_ends: list[int] = []
    for _, start, end in spans:
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        assert not open_ends or end <= open_ends[-1]
        open_ends.append(end)


@pytest.mark.parametrize(
    "part", ["[", "[a](", "*a ", "**a_", "`" * 3 + "a", "<a ", "_*", "<!--", "[x](y '", "\\", "> "]
)
def test_a_hostile_block_is_scanned_to_its_end(part: str) -> None:
    assert isinstance(inline(part * 20_000, "quote"), list)
