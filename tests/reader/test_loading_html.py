import socket
from pathlib import Path

import pytest

from reader.articles.article import Article
from reader.errors import LoadError
from reader.loading import load, load_text

BODY = """
<p>The harbour board met on Monday and voted five to two to close the old pier for the winter.</p>
<h2>What it costs</h2>
<p>The repair will cost <b>4.1 million</b>, according to
<a href="/reports/pier.pdf">the engineers’ report</a>, twice the first estimate&nbsp;of May.</p>
<figure><img src="/pictures/pier.jpg" alt="The pier"><figcaption>The old pier in a storm.</figcaption></figure>
<blockquote><p>Nobody asked for this, but the planks are rotten and the bolts are gone.</p></blockquote>
<ul><li>Two steps are to be mended first.</li><li>The lamps will follow in the spring.</li></ul>
<ol><li>First the harbour master signs it.</li><li>Then the mayor signs what is left.</li></ol>
<p>The mayor, who had put the figure at 3.4 million in March, declined to comment on the report.</p>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2021</td><td>3.4</td></tr></table>
<pre>if storm:\n    close(pier)</pre>
<p>Work on the breakwater will begin after the season, and will take until the following summer.</p>
"""
HEAD = """
<title>Harbour closes its pier | The Gull</title>
<meta property="og:site_name" content="The Gull">
<meta property="og:title" content="Harbour closes its pier">
<meta name="author" content="Ann Quay">
<meta property="article:published_time" content="2023-05-09T23:10:00-04:00">
<meta property="article:modified_time" content="2023-05-11T08:00:00Z">
<link rel="canonical" href="https://gull.example/news/pier">
"""
AROUND = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>",
    "<footer><p>All rights reserved by the publisher of this paper.</p></footer>",
)


def page(body: str = BODY, head: str = HEAD, before: str = "") -> str:
    top, bottom = AROUND
    inside = f"{top}<article><h1>Harbour closes its pier</h1>{body}</article>{bottom}"
    return f'{before}<!DOCTYPE html><html lang="en"><head>{head}</head><body>{inside}</body></html>'


def read(source: str | bytes, path: str = "page.html") -> Article:
    return load_text(source, path)


def blocks(article: Article) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, article.text[b.start : b.end]) for b in article.blocks]


def test_the_article_is_read_without_what_stands_around_it() -> None:
    text = read(page()).text
    assert text.startswith("Harbour closes its pier\n\nThe harbour board met on Monday")
    assert text.endswith("until the following summer.\n")
    assert not any(word in text for word in ("Home", "Sport", "All rights reserved"))


def test_headings_quotes_lists_tables_and_code_are_blocks() -> None:
    found = blocks(read(page()))
    assert found[0] == ("title", 1, "Harbour closes its pier")
    assert ("heading", 2, "What it costs") in found
    assert (
        "quote",
        1,
        "Nobody asked for this, but the planks are rotten and the bolts are gone.",
    ) in found
    assert [row for row in found if row[0] == "item"] == [
        ("item", 1, "• Two steps are to be mended first."),
        ("item", 1, "• The lamps will follow in the spring."),
        ("item", 1, "1. First the harbour master signs it."),
        ("item", 1, "2. Then the mayor signs what is left."),
    ]
    assert [text for kind, _, text in found if kind == "code"] == [
        "Year | Cost\n2021 | 3.4",
        "if storm:\n    close(pier)",
    ]


def test_blocks_are_in_order_apart_and_leave_no_word_out() -> None:
    article = read(page())
    at = 0
    for block in article.blocks:
        assert article.text[at : block.start].isspace() or at == block.start == 0
        assert block.start < block.end
        assert (
            article.text[block.start : block.end] == article.text[block.start : block.end].strip()
        )
        at = block.end
    assert article.text[at:] == "\n"


def test_a_link_is_the_span_of_its_words_with_its_whole_address() -> None:
    article = read(page())
    (link,) = article.links
    assert article.text[link.start : link.end] == "the engineers’ report"
    assert (link.address, link.to) == ("https://gull.example/reports/pier.pdf", None)
    assert "4.1 million, according to the engineers’ report, twice" in article.text


def test_a_figure_is_a_caption_that_leads_to_the_picture() -> None:
    article = read(page())
    (image,) = article.images
    assert article.text[image.start : image.end] == "[The old pier in a storm.]"
    assert image.address == "https://gull.example/pictures/pier.jpg"
    assert ("caption", 0, "[The old pier in a storm.]") in blocks(article)


def test_the_page_says_title_author_day_site_and_address() -> None:
    article = read(page())
    assert (article.title, article.title_source) == ("Harbour closes its pier", "field")
    assert (article.author, article.site) == ("Ann Quay", "The Gull")
    assert (article.date, article.date_source, article.modified) == (
        "2023-05-09",
        "field",
        "2023-05-11",
    )
    assert (article.url, article.language) == ("https://gull.example/news/pier", "en")
    assert article.extractor.startswith("trafilatura ")


def test_a_day_that_is_only_in_the_words_of_the_page_is_inferred() -> None:
    head = "<title>Harbour closes its pier</title>"
    words = f"<div class='date'>May 9, 2023</div>{BODY}"
    article = read(page(words, head))
    assert (article.date, article.date_source) == ("2023-05-09", "inferred")


def test_a_day_in_the_pages_linked_data_is_stated() -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2023-05-09T10:00:00Z"}]}'
    script = f'<script type="application/ld+json">{data}</script>'
    article = read(page(head=f"<title>Pier</title>{script}"))
    assert (article.date, article.date_source) == ("2023-05-09", "field")


@pytest.mark.parametrize(
    "comment",
    [
        "<!--\n Page saved with SingleFile \n url: https://gull.example/saved \n saved date: x -->",
        "<!-- saved from url=(0026)https://gull.example/saved -->",
    ],
)
def test_the_program_that_saved_the_page_knows_its_address_best(comment: str) -> None:
    assert read(page(before=comment)).url == "https://gull.example/saved"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso8859-15", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    body = BODY.replace("&nbsp;", " ").replace("’", "'")
    words = {"koi8-r": "Причал закрыт на зиму."}.get(encoding, "Das Café am Kai ist zu: schön.")
    source = page(f"<p>{words} {words}</p>{body}", f'<meta charset="{encoding}">{HEAD}')
    article = read(source.encode(encoding))
    assert words in article.text


def test_pictures_inside_the_page_cost_nothing_and_leave_no_trace() -> None:
    data = "data:image/png;base64," + "A" * 4_000_000
    body = BODY.replace("/pictures/pier.jpg", data)
    article = read(
        page(f'<img src="{data}">{body}', f"{HEAD}<style>a{{background:url({data})}}</style>")
    )
    assert "AAAA" not in article.text
    assert all("AAAA" not in image.address for image in article.images)
    assert article.text == read(page()).text


def test_nothing_is_fetched_while_a_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    head = f"{HEAD}<link rel=stylesheet href=https://gull.example/a.css><script src=https://gull.example/a.js></script>"
    assert read(page(head=head)).title == "Harbour closes its pier"


def test_a_page_nested_deeper_than_any_program_writes_still_gives_its_words() -> None:
    deep = "<div>" * 20_000 + BODY + "</div>" * 20_000
    assert "The harbour board met on Monday" in read(f"<html><body>{deep}</body></html>").text


def test_a_page_without_an_article_gives_all_its_words() -> None:
    article = read("<p>The pier held.</p><p>It held well.</p>")
    assert article.text.split("\n\n") == ["The pier held.", "It held well.\n"]


@pytest.mark.parametrize(
    "source",
    ["<html><body><script>fill()</script></body></html>", "<html></html>", "<!-- nothing -->"],
)
def test_a_page_without_words_is_a_sentence(source: str) -> None:
    with pytest.raises(LoadError, match="a web page without words"):
        read(source)


def test_an_empty_page_is_called_so() -> None:
    with pytest.raises(LoadError, match="is empty"):
        read(" \n")


def test_a_page_of_very_many_paragraphs_is_read_with_all_of_them() -> None:
    rows = "".join(
        f"<p>The plank number {n} of the old pier held in the storm.</p>" for n in range(9_000)
    )
    text = read(page(f"{BODY}{rows}")).text
    assert "The plank number 8999 of the old pier" in text


@pytest.mark.parametrize("source", [b"%PDF-1.7 binary", b"PK\x03\x04zip", b"\x89PNG\r\n\x1a\n"])
def test_another_kind_of_file_with_a_pages_ending_is_a_sentence(source: bytes) -> None:
    with pytest.raises(LoadError, match="is not text"):
        read(source)


def test_a_truncated_page_is_read_up_to_its_end() -> None:
    whole = page()
    for length in range(900, len(whole), 200):
        try:
            text = read(whole[:length]).text
        except LoadError:
            continue
        assert text.strip()


def test_an_address_that_could_run_something_is_no_link() -> None:
    body = BODY.replace("/reports/pier.pdf", "javascript:alert(1)")
    assert read(page(body)).links == ()


def test_soft_hyphens_are_gone_and_a_poem_keeps_its_lines() -> None:
    body = BODY.replace("harbour board", "har\u00adbour board").replace(
        "the bolts are gone", "<br>the bolts are gone"
    )
    text = read(page(body)).text
    assert "The harbour board" in text
    assert "rotten and  \nthe bolts are gone" in text


def test_a_page_in_a_file_is_read_as_one(tmp_path: Path) -> None:
    from reader.library.library import Library

    (tmp_path / "one.html").write_text(page())
    (tmp_path / "two.htm").write_text(page())
    library = Library.open([tmp_path])
    assert library.paths == ("one.html", "two.htm")
    assert {entry.title for entry in library.scan()} == {"Harbour closes its pier"}


CHUNK = (
    "<div class='grid'><div class='grid--item article__body'><div class='body__inner'>{}</div></div>"
    "</div><div class='row-ad'><div class='ad'><p>{}</p></div></div>"
)


def test_an_article_in_several_chunks_is_read_whole_and_without_what_stands_between() -> None:
    paragraphs = [
        f"In week {number} the council heard again that the engine would come, and that nobody"
        f" could say when the boat would sail, or what its {number} captains would be paid."
        for number in range(2, 10)
    ]
    buy = (
        "Buy the new ferry calendar now, with twelve pictures of boats in twelve colours, cheaply."
    )
    chunks = "".join(
        CHUNK.format("".join(f"<p>{p}</p>" for p in paragraphs[at : at + 3]), buy)
        for at in range(0, 8, 3)
    )
    text = read(
        f"<html><body><main><article><h1>Ferry</h1>{chunks}</article></main></body></html>"
    ).text
    assert all(paragraph in text for paragraph in paragraphs)
    assert "calendar" not in text


PROSE = (
    "<p>The ferry was late for the ninth day in a row, and nobody could say when it would sail.</p>"
    * 1
)


def said(inside: str, head: str = "") -> Article:
    title = "<title>Ferry late again | The Harbour Post</title>"
    return read(
        f"<html><head>{title}{head}</head><body>{inside}{PROSE}{BODY}</body></html>", "page.html"
    )


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ('<span class="byline">By Maren K. Voss December 14, 2016</span>', "Maren K. Voss"),
        ('<p class="author">January 17, 2017</p>', None),
        (
            '<div class="byline author">Maren Voss <a>View author archive</a> <a>RSS feed</a></div>',
            "Maren Voss",
        ),
        ('<a rel="author" href="/v">Maren Voss</a>, <a rel="author">Per de Vries</a>',
         "Maren Voss, Per de Vries"),
        ("<p>By Ann Quay and Ole Lund for The Gull</p>", "Ann Quay, Ole Lund"),
        ('<div class="byline">Ann Quay, Staff Writer</div>', "Ann Quay"),
        ('<div class="byline">Von Jörg Müller-Øst · Lesedauer 3 Minuten</div>', "Jörg Müller-Øst"),
        ('<div class="byline">The Harbour Post</div>', None),
        ('<a rel="author">April Glaser</a>', "April Glaser"),
        ('<div class="byline">By Jun Zhao June 3, 2019</div>', "Jun Zhao"),
        ("<div>By Smart Shopping Team Dec 19, 2016</div>", None),
        ('<div class="byline">By Ann Quay Staff Writer</div>', "Ann Quay"),
        ('<meta name="author" content="Quay, Ann">', "Ann Quay"),
        ('<meta name="author" content="News Desk"><div>By Click Here</div>', None),
        ('<div class="share-byline"><span>By</span><span>by ANN QUAY and PER VOSS</span></div>',
         "ANN QUAY, PER VOSS"),
        ('<a href="/author/180/">著者：後藤大地</a>', "後藤大地"),
        ('<p class="author">文● 田中宏昌／潮風編集部</p>', "田中宏昌"),
        ('<p class="author">Ann Quay 著、嶋田 健志 監訳</p>', "Ann Quay, 嶋田 健志"),
    ],
)  # fmt: skip
def test_an_author_is_a_name_and_no_month_button_role_or_publisher(
    byline: str, author: str | None
) -> None:
    site = '<meta property="og:site_name" content="The Harbour Post">'
    assert said(f"<h1>Ferry late again</h1>{byline}", site).author == author


def test_who_owns_the_page_is_not_its_author() -> None:
    head = (
        '<meta name="author" content="Costa Nord"><meta name="copyright" content="Copyright (c) '
        'Costa Nord 2022"><meta name="article:author" content="Maren Voss">'
    )
    assert said("<h1>Ferry late again</h1>", head).author == "Maren Voss"


def test_the_byline_by_the_headline_goes_before_those_of_other_articles() -> None:
    other = '<li><h3>Storm</h3><span class="byline">By Ole Lund</span></li>'
    inside = (
        f"<ul>{other}</ul><h1>Ferry late again</h1>"
        f'<p>By <a href="/author/v">Maren Voss</a></p>{"<p>x</p>" * 160}<ul>{other}</ul>'
    )
    assert said(inside).author == "Maren Voss"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("December 16, 2016, 4:19 PM", "2016-12-16"),
        ("This story is from October 9, 2019", "2019-10-09"),
        ('<a href="/t">最新TOPICS</a> 2019年3月15日 09:43', "2019-03-15"),
        ("Updated: Dec 15, 2016 2:57 PM UTC", "2016-12-15"),
    ],
)
def test_a_line_by_the_headline_that_is_a_date_tells_the_day(line: str, day: str) -> None:
    article = said(f"<h1>Ferry late again</h1><p>{line}</p>")
    assert article.date == day
    assert article.date_source == "inferred"


def test_the_author_that_linked_data_names_goes_before_the_publisher_that_a_tag_names() -> None:
    head = (
        '<meta name="author" content="Harbour Media Inc"><script type="application/ld+json">'
        '{"@type":"NewsArticle","headline":"Ferry late again","author":[{"@type":"Person",'
        '"name":"Maren Voss"}],"publisher":{"name":"Harbour Media Inc"}}</script>'
    )
    assert said("<h1>Ferry late again</h1>", head).author == "Maren Voss"


@pytest.mark.parametrize(
    "inside",
    [
        "<h1>Ferry late again</h1>",
        '<div class="logo"><h1>The Harbour Post Logo</h1></div><article><h2>Ferry late again</h2>',
        "<h2>Get the Post in your inbox</h2>",
        "<h1>Ferry late again - The Harbour Post</h1>",
    ],
)
def test_a_title_has_no_name_of_its_site_and_is_none_of_its_logos(inside: str) -> None:
    site = '<meta property="og:site_name" content="The Harbour Post">'
    assert said(inside, site).title == "Ferry late again"


def test_two_line_breaks_in_a_row_end_a_paragraph_and_one_ends_a_line(tmp_path: Path) -> None:
    words = "The wall at Velden is old, and those who know it say that it will fall in a storm."
    page = f"<html><body><h1>Wall</h1><div>{words}<br><br>{words}<br/> <br/>A line<br>and one more of it.</div></body></html>"
    file = tmp_path / "wall.html"
    file.write_text(page, encoding="utf-8")
    found = load(file, "wall.html")
    texts = [found.text[block.start : block.end] for block in found.blocks]
    assert texts[-3:] == [words, words, "A line  \nand one more of it."]


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<p class='date'>2019年4月4日 12時00分</p>", "2019-04-04"),
        ("<dd itemprop='datePublished' content='2019-04-26'>April</dd>", "2019-04-26"),
        (
            "<div class='related'><p class='date'>2018-01-02</p></div><p class='date'>2019.03.05</p>",
            "2019-03-05",
        ),
    ],
)
def test_a_day_that_a_page_shows_and_does_not_state_is_found(
    tmp_path: Path, shown: str, day: str
) -> None:
    words = (
        "<p>The wall at Velden is old, and those who know it say that it will fall in a storm.</p>"
    )
    file = tmp_path / "wall.html"
    file.write_text(f"<html><body><article><h1>Wall</h1>{shown}{words * 3}</article></body></html>")
    assert load(file, "wall.html").date == day
