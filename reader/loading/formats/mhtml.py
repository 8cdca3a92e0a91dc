"""Web archives (MHTML): a page and its pictures in one message, as browsers save them."""

from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from reader.errors import LoadError, damaged
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.html import article_of, declared_charset


def load_mhtml(source: bytes, name: Path, asked: str = "") -> Content:
    """The article in the page that the archive holds, read with the encoding that is asked for.

    Raises:
        LoadError: there is no page in it, or no words in the page.
    """
    try:
        archive = message_from_bytes(source)
        page = next((part for part in archive.walk() if part.get_content_type() in _PAGES), None)
    except RecursionError as error:
        raise LoadError(name, damaged("its parts stand in each other without end")) from error
    markup = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(markup, bytes) or not markup.strip():
        raise LoadError(name, damaged("there is no web page in it"))
    charset = page.get_content_charset() or declared_charset(markup)
    content = article_of(decode(markup, name, charset, asked=asked), name, _known(archive, page))
    subject = _words(archive.get("Subject", ""))
    if subject and "title" not in content.fields:
        return content._replace(fields={**content.fields, "title": subject})
    return content


_PAGES = ("text/html", "application/xhtml+xml")


def _known(archive: Message, page: Message) -> dict[str, str]:
    """The address of the page, in its own header or in that of one of the archive's parts."""
    for header in ("Snapshot-Content-Location", "Content-Location"):
        for message in (archive, page):
            address = _words(message.get(header, ""))
            if address.startswith(("http://", "https://")):
                return {"url": address}
    return {}


def _words(header: object) -> str:
    """A header's words, of whatever encoding."""
    try:
        return " ".join(str(make_header(decode_header(str(header)))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(str(header).split())
