"""Corpora, news and reading lists, written as the programs that export them write them."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.articles.article import Article
from reader.errors import LibraryError, LoadError, damaged
from reader.library.library import Library

FIRST = "The harbour authority said on Tuesday that the new breakwater had cost 4.1 million."
SECOND = "The mayor first put the figure at 3.4 million in March, before the council had met."
PAGE = f"<h2>What it cost</h2><p>{FIRST}</p><ul><li>Nine boats.</li></ul><p>{SECOND}</p>"
URL = "https://gull.example/wall"

Write = Callable[[str, str | bytes], Library]


@pytest.fixture
def opened(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Library:
        folder = tmp_path / "library"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return Library.open([folder])

    return write


def problems(library: Library) -> dict[str, str | None]:
    return {entry.path: entry.problem for entry in library.scan()}


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


# ------------------------------------------------------------------------------- corpora


def test_each_line_of_a_corpus_is_an_article_by_its_number(opened: Write) -> None:
    lines = [
        json.dumps({"title": "The wall", "text": FIRST, "date": "2023-05-09", "url": URL}),
        "",
        json.dumps(
            {"headline": "The mayor", "body": [FIRST, SECOND], "authors": ["Jo Ray", "Al Wu"]}
        ),
    ]
    library = opened("corpus.jsonl", "\n".join(lines))
    assert library.paths == ("corpus.jsonl/0001", "corpus.jsonl/0003")
    wall, mayor = (library.load(path) for path in library.paths)
    assert (wall.title, wall.text, wall.date, wall.url) == ("The wall", FIRST, "2023-05-09", URL)
    assert (mayor.title, mayor.author) == ("The mayor", "Jo Ray, Al Wu")
    assert mayor.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "record",
    [
        {"maintext": FIRST, "date_publish": "2023-05-09 10:00:00", "source_domain": "x"},
        {"Content": FIRST, "Published": "May 9, 2023"},
        {"document": FIRST, "timestamp": 1683626400},
        {"article": {"text": FIRST}, "timestamp": 1683626400000},
    ],
)
def test_the_fields_of_a_corpus_may_have_any_of_their_usual_names(
    opened: Write, record: dict[str, object]
) -> None:
    article = opened("corpus.ndjson", json.dumps(record)).load("corpus.ndjson/0001")
    assert (article.text, article.date) == (FIRST, "2023-05-09")


def test_a_body_in_html_keeps_its_structure(opened: Write) -> None:
    article = opened("corpus.jsonl", json.dumps({"text": PAGE})).load("corpus.jsonl/0001")
    assert kinds(article) == ["heading", "paragraph", "item", "paragraph"]
    assert "<p>" not in article.text


def test_a_bad_line_is_listed_by_its_number_and_the_others_are_read(opened: Write) -> None:
    lines = [
        json.dumps({"text": FIRST}),
        '{"text": "cut',
        "[1, 2]",
        '{"title": "x"}',
        json.dumps(SECOND),
    ]
    library = opened("corpus.jsonl", "\n".join(lines))
    found = problems(library)
    assert found["corpus.jsonl/0002"] == "This entry has a damaged line 2: it is not JSON."
    assert "no article in line 3" in (found["corpus.jsonl/0003"] or "")
    assert "no text in line 4" in (found["corpus.jsonl/0004"] or "")
    assert library.load("corpus.jsonl/0005").text == SECOND
    assert found["corpus.jsonl/0001"] is None


def test_a_line_in_an_old_encoding_is_read_all_the_same(opened: Write) -> None:
    line = json.dumps({"text": "Über die Kosten der Mole wurde gestritten."}, ensure_ascii=False)
    library = opened("corpus.jsonl", line.encode("cp1252"))
    assert library.load("corpus.jsonl/0001").text.startswith("Über")


def test_a_corpus_in_utf_16_says_what_to_do(opened: Write) -> None:
    library = opened("corpus.jsonl", json.dumps({"text": FIRST}).encode("utf-16"))
    assert "has to be in UTF-8" in str(problems(library))


def test_a_corpus_is_never_held_as_a_whole(opened: Write) -> None:
    line = json.dumps({"text": "x" * 1_000}) + "\n"
    library = opened("corpus.jsonl", line * 20_000)
    assert len(library.paths) == 20_000
    assert library.paths[-1] == "corpus.jsonl/20000"
    assert library.load("corpus.jsonl/12345").text == "x" * 1_000


def test_a_corpus_that_changed_is_looked_through_again(opened: Write, tmp_path: Path) -> None:
    library = opened("corpus.jsonl", json.dumps({"text": FIRST}))
    (tmp_path / "library" / "corpus.jsonl").write_text(json.dumps({"text": SECOND + " More."}))
    assert library.load("corpus.jsonl/0001").text == SECOND + " More."


def test_an_empty_corpus_is_listed_with_its_reason(opened: Write) -> None:
    assert "nothing in it" in str(problems(opened("corpus.jsonl", "\n\n")))


# --------------------------------------------------------------------------- JSON lists


def wallabag(**more: object) -> dict[str, object]:
    entry = {"is_archived": 0, "is_starred": 0, "tags": ["money", "sea wall"], "id": 23}
    return {**entry, "title": "The wall", "url": URL, "content": PAGE, "language": "en", **more}


def test_wallabag_s_articles_come_with_their_text_tags_and_address(opened: Write) -> None:
    library = opened(
        "saved.json", json.dumps([wallabag(), wallabag(id=24, title="No title found")])
    )
    assert library.paths == ("saved.json/23", "saved.json/24")
    article = library.load("saved.json/23")
    assert (article.title, article.url, article.tags) == ("The wall", URL, ("money", "sea wall"))
    assert kinds(article) == ["heading", "paragraph", "item", "paragraph"]
    assert library.load("saved.json/24").title == "What it cost"


@pytest.mark.parametrize("change", ["\ufeff", "\r\n", "é"])
def test_an_entry_is_found_wherever_it_stands_in_its_bytes(opened: Write, change: str) -> None:
    text = json.dumps([wallabag(title="é" * 50), wallabag(id=7)], ensure_ascii=False, indent=1)
    text = "\ufeff" + text if change == "\ufeff" else text.replace("\n", change, 1)
    text = (
        text
        if change != "é"
        else json.dumps([wallabag(title="é" * 50), wallabag(id=7)], ensure_ascii=False)
    )
    assert opened("saved.json", text).load("saved.json/7").title == "The wall"


def test_an_entry_without_text_is_listed_with_its_address(opened: Write) -> None:
    saved = [wallabag(), {"title": "Only a link / here", "url": URL, "tags": ["a"]}]
    found = problems(opened("saved.json", json.dumps(saved)))
    assert found["saved.json/0002 Only a link here"] == (
        f"This entry holds only an address: open it with postil {URL}."
    )
    assert found["saved.json/23"] is None


def test_a_json_feed_is_a_list(opened: Write) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Gull",
        "items": [
            {
                "id": "one",
                "title": "The wall",
                "content_html": PAGE,
                "date_published": "2023-05-09T10:00:00Z",
            },
            {"id": "two", "content_text": SECOND, "authors": [{"name": "Jo Ray"}]},
        ],
    }
    library = opened("feed.json", json.dumps(feed))
    one, two = (library.load(f"feed.json/{name}") for name in ("one", "two"))
    assert (one.title, one.date, kinds(one)[0]) == ("The wall", "2023-05-09", "heading")
    assert (two.text, two.author) == (SECOND, "Jo Ray")


def test_a_list_that_breaks_off_is_listed_with_its_reason(opened: Write) -> None:
    whole = json.dumps([wallabag(), wallabag(id=24)])
    found = problems(opened("saved.json", whole[: len(whole) * 3 // 4]))
    assert found == {"saved.json": f"This file {damaged('its JSON breaks off or makes no sense')}."}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package.json", '{"name": "gull", "version": "1.0.0", "dependencies": {}}'),
        ("data.json", '[{"x": 1, "y": 2}]'),
        ("numbers.json", "[1, 2, 3]"),
        ("broken.json", "{"),
        ("sales.csv", "month,boats,price\n1,2,3\n"),
        ("config.xml", "<configuration><a/></configuration>"),
        ("photos.zip", b"PK\x03\x04" + bytes(26) + b"photos/pier.jpg"),
    ],
)
def test_other_files_of_these_kinds_are_passed_over_in_a_folder(
    opened: Write, name: str, content: str | bytes
) -> None:
    opened("story.txt", FIRST)
    assert opened(name, content).paths == ("story.txt",)


def test_a_json_file_that_is_named_itself_is_read_as_text(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text('{"boats": 9}')
    assert Library.open([file]).load("data.json").text == '{"boats": 9}'


# -------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "pocket.csv",
            f"title,url,time_added,tags,status\nThe wall,{URL},1683626400,money|sea,unread\n",
        ),
        (
            "instapaper.csv",
            f"URL,Title,Selection,Folder,Timestamp,Tags\n{URL},The wall,,Unread,1,[]\n",
        ),
        (
            "reader.csv",
            "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
            f"The wall,{URL},01h,\"['a', 'b']\",2023-05-09,0,new,True\n",
        ),
        (
            "raindrop.csv",
            "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
            f"1,The wall,,short,{URL},Unsorted,,2023,,,false\n",
        ),
    ],
)
def test_a_list_of_addresses_shows_what_could_be_read(
    opened: Write, name: str, content: str
) -> None:
    found = problems(opened(name, content))
    assert found == {
        f"{name}/0001 The wall": f"This entry holds only an address: open it with postil {URL}."
    }


def test_a_table_of_articles_is_read_with_line_ends_in_its_cells(opened: Write) -> None:
    rows = f'Title;URL;Content;Tags;MIME Type;Language;Creation date\nThe wall;{URL};"{FIRST}\r\n\r\n{SECOND}";"a,b";;en;2023\nNext;{URL};"{SECOND}";;;;\n'
    library = opened("wallabag.csv", rows)
    assert library.paths == ("wallabag.csv/0001", "wallabag.csv/0002")
    wall, later = (library.load(path) for path in library.paths)
    assert wall.text == f"{FIRST}\n\n{SECOND}"
    assert (wall.title, wall.tags, wall.language) == ("The wall", ("a", "b"), "en")
    assert (later.title, later.text) == ("Next", SECOND)


def test_a_corpus_as_a_table_in_an_old_encoding(opened: Write) -> None:
    rows = "title,text\nDie Mole,Über die Kosten wurde lange gestritten; fünf Räte waren dafür.\n"
    article = opened("news.csv", rows.encode("cp1252")).load("news.csv/0001")
    assert (article.title, article.text[:4]) == ("Die Mole", "Über")


# --------------------------------------------------------------------- bookmarks, feeds


def test_bookmarks_and_pocket_s_page_are_lists_and_other_pages_are_articles(opened: Write) -> None:
    opened(
        "bookmarks.html",
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE><DL><p><DT><H3>News</H3><DL><p>"
        f'<DT><A HREF="{URL}" TAGS="a,b">The <b>wall</b></A><DT><A HREF="javascript:x">no</A></DL></DL>',
    )
    opened(
        "ril_export.html",
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1>"
        f'<ul><li><a href="{URL}" time_added="1" tags="">The wall</a></li></ul></body></html>',
    )
    found = problems(opened("page.html", f"<html><body><article>{PAGE}</article></body></html>"))
    reason = f"This entry holds only an address: open it with postil {URL}."
    assert found == {
        "bookmarks.html/0001 The wall": reason,
        "page.html": None,
        "ril_export.html/0001 The wall": reason,
    }


def test_bookmarks_with_broken_declarations_are_read_around_them(opened: Write) -> None:
    page = f'<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<![CD[x]]><DT><A HREF="{URL}">The wall</A>'
    assert list(problems(opened("bookmarks.html", page))) == ["bookmarks.html/0001 The wall"]


def test_the_feeds_of_an_outline_are_listed(opened: Write) -> None:
    outline = (
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="News">'
        f'<outline text="The Gull" xmlUrl="{URL}/feed" htmlUrl="{URL}"/></outline></body></opml>'
    )
    assert list(problems(opened("feeds.opml", outline))) == ["feeds.opml/0001 The Gull"]


# ------------------------------------------------------------------------------ Omnivore


def omnivore(folder: Path, **members: str | bytes) -> bytes:
    file = folder / "export.zip"
    records = [
        {"id": "1", "slug": "the-wall", "title": "The wall", "url": URL, "author": "Jo Ray",
         "labels": ["money"], "publishedAt": "2023-05-09T00:00:00.000Z"},
        {"id": "2", "slug": "gone", "title": "Gone", "url": URL},
    ]  # fmt: skip
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("metadata_0_to_2.json", members.pop("list", json.dumps(records)))
        for name, content in {"the-wall": PAGE, **members}.items():
            archive.writestr(f"content/{name}.html", content)
    return file.read_bytes()


def test_omnivore_s_articles_come_from_its_archive(opened: Write, tmp_path: Path) -> None:
    library = opened("omnivore.zip", omnivore(tmp_path))
    article = library.load("omnivore.zip/the-wall")
    assert (article.title, article.author, article.date) == ("The wall", "Jo Ray", "2023-05-09")
    assert (article.tags, kinds(article)[0]) == (("money",), "heading")
    assert "only an address" in (problems(library)["omnivore.zip/0002 Gone"] or "")


def test_an_archive_that_is_damaged_or_a_bomb_is_refused(opened: Write, tmp_path: Path) -> None:
    whole = omnivore(tmp_path, **{"the-wall": b"\0" * (80 << 20)})
    assert "unpacks to more than 64 MB" in str(problems(opened("omnivore.zip", whole)))
    assert "is cut short" in str(problems(opened("omnivore.zip", whole[:-30])))


# ---------------------------------------------------------------------------------- news

NINJS_1 = {
    "uri": "http://news.example/1", "type": "text", "headline": "The wall", "byline": "Jo Ray",
    "versioncreated": "2023-05-09T10:15:00Z", "language": "en", "body_xhtml": PAGE,
    "subject": [{"name": "economy"}],
}  # fmt: skip
NINJS_3 = {
    "uri": "http://news.example/1", "type": "text", "by": "Jo Ray",
    "headlines": [{"role": "slug", "value": "wall"}, {"role": "main", "value": "The wall"}],
    "versioncreated": "2023-05-09T10:15:00Z", "language": "en", "subjects": [{"name": "economy"}],
    "bodies": [
        {"role": "caption", "contentType": "text/plain", "value": "x"},
        {"role": "main", "contentType": "application/xhtml+xml", "value": PAGE},
    ],
}  # fmt: skip


@pytest.mark.parametrize("item", [NINJS_1, NINJS_3])
def test_a_news_item_in_ninjs_is_an_article(opened: Write, item: dict[str, object]) -> None:
    article = opened("item.json", json.dumps(item)).load("item.json")
    assert (article.title, article.author, article.date) == ("The wall", "Jo Ray", "2023-05-09")
    assert (article.language, article.tags) == ("en", ("economy",))
    assert kinds(article) == ["heading", "paragraph", "item", "paragraph"]


NITF = (
    '<nitf><head><title>Slug</title><docdata><date.issue norm="20230509T101500Z"/></docdata></head>'
    "<body><body.head><hedline><hl1>The wall</hl1></hedline><byline>Jo Ray</byline></body.head>"
    f"<body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"
)


def newsml(guid: str = "tag:x:1") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" xml:lang="en">'
        "<itemMeta><provider><name>Gull</name></provider></itemMeta><contentMeta>"
        "<contentCreated>2023-05-09T10:15:00Z</contentCreated><headline>The wall</headline>"
        "<by>Jo Ray</by><subject><name>economy</name></subject></contentMeta>"
        f"<contentSet><inlineXML>{NITF}</inlineXML></contentSet></newsItem>"
    )


@pytest.mark.parametrize("source", [NITF, newsml()])
def test_a_news_item_in_xml_is_an_article(opened: Write, source: str) -> None:
    article = opened("item.xml", source).load("item.xml")
    assert (article.title, article.author, article.date) == ("The wall", "Jo Ray", "2023-05-09")
    assert article.text.strip() == f"{FIRST}\n\n{SECOND}"


def test_a_message_of_several_items_is_a_list_of_them(opened: Write) -> None:
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{newsml('tag:x:1')}{newsml('tag:x:2')}</itemSet></newsMessage>"
    )
    library = opened("message.xml", message)
    assert library.paths == ("message.xml/1", "message.xml/2")
    assert library.load("message.xml/2").text.strip() == f"{FIRST}\n\n{SECOND}"


def test_an_xml_bomb_is_refused_before_it_is_read(opened: Write) -> None:
    bomb = (
        '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<nitf><body><body.content><p>&b;</p></body.content></body></nitf>"
    )
    assert "declares entities" in str(problems(opened("item.xml", bomb)))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("item.xml", NITF),
        ("item.json", json.dumps(NINJS_1)),
        ("saved.json", json.dumps([wallabag(), wallabag(id=2)])),
        ("feeds.opml", f'<opml><body><outline text="x" xmlUrl="{URL}"/></body></opml>'),
        ("pocket.csv", f'title,url,time_added,tags,status\n"The wall",{URL},1,a|b,unread\n'),
        ("corpus.jsonl", json.dumps({"text": FIRST}) + "\n" + json.dumps({"text": SECOND})),
    ],
)
def test_whatever_is_cut_off_is_listed_and_never_fails(
    opened: Write, name: str, source: str
) -> None:
    opened("story.txt", FIRST)
    for length in range(0, len(source), 23):
        library = opened(name, source[:length])
        assert "story.txt" in problems(library)


def test_a_member_that_is_gone_is_told(opened: Write) -> None:
    library = opened("saved.json", json.dumps([wallabag()]))
    with pytest.raises(LibraryError):
        library.load("saved.json/99")
    (library.root / "saved.json").write_text(json.dumps([wallabag(id=5)]))
    with pytest.raises(LoadError, match="has no entry 23"):
        library.load("saved.json/23")


@pytest.mark.parametrize("key", ["annotations", "highlights"])
def test_annotations_that_a_list_holds_are_told_of(opened: Write, key: str) -> None:
    record = {
        "title": "Wall",
        "url": URL,
        "content": PAGE,
        "is_archived": 0,
        key: [{"text": "so?"}],
    }
    library = opened("wallabag.json", json.dumps([record]))
    remark = "The list holds 1 annotation of this article: import the list to have it."
    assert library.load(library.paths[0]).remarks == (remark,)
