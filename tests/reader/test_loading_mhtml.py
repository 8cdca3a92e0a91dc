from email.message import EmailMessage

import pytest

from reader.errors import LoadError
from reader.loading import load_text

BODY = (
    "<html><head><title>Pier</title></head><body><article><h1>Der Pier ist zu</h1>"
    + "<p>Der alte Pier wurde am Montag geschlossen, weil die Bolzen durchgerostet sind, sagt man.</p>"
    * 3
    + "<p>Das Café bleibt <a href='/karte'>geöffnet</a>, hieß es am Abend aus dem Rathaus der Stadt.</p>"
    "</article></body></html>"
)


def archive(encoding: str = "utf-8", body: str = BODY) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://gull.example/pier"
    message["Subject"] = "Der Pier – geschlossen"
    message.make_related()
    page, picture = EmailMessage(), EmailMessage()
    page.set_content(body, subtype="html", charset=encoding, cte="quoted-printable")
    picture.set_content(b"\x89PNG", "image", "png")
    message.attach(picture)
    message.attach(page)
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_the_page_of_a_web_archive_is_read_with_its_address(encoding: str) -> None:
    article = load_text(archive(encoding), "pier.mhtml")
    assert article.url == "https://gull.example/pier"
    assert "Das Café bleibt geöffnet, hieß es" in article.text
    assert article.links[0].address == "https://gull.example/karte"


def test_the_archives_subject_is_the_title_of_a_page_without_one() -> None:
    body = "<html><body><p>Der alte Pier wurde am Montag geschlossen.</p></body></html>"
    assert load_text(archive(body=body), "pier.mht").title == "Der Pier – geschlossen"


@pytest.mark.parametrize("source", [b"", b"no archive", archive()[:200]])
def test_a_damaged_archive_is_a_sentence(source: bytes) -> None:
    with pytest.raises(LoadError, match=r"there is no web page in it|without words"):
        load_text(source, "pier.mhtml")


def test_the_page_is_read_with_the_encoding_that_is_asked_for() -> None:
    lying = archive("iso-8859-1").replace(b'charset="iso-8859-1"', b'charset="koi8-r"')
    assert "Café" not in load_text(lying, "pier.mhtml").text
    article = load_text(lying, "pier.mhtml", encoding="latin1")
    assert "Das Café bleibt" in article.text
    assert (article.encoding, article.encoding_source) == ("iso8859-1", "asked")
