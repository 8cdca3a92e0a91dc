"""Letters and newsletters (``.eml``), and mailboxes of them (``.mbox``)."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from itertools import islice
from pathlib import Path

from reader.articles.article import Block
from reader.articles.structure import outline
from reader.errors import LoadError, damaged
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.files import reading
from reader.loading.html import declared_charset
from reader.loading.lists.entries import Entries, Read, check_count, listed
from reader.loading.loader import Part
from reader.loading.markup import write_page
from reader.loading.text_writer import Writer

VERSION = 1
LARGEST_MESSAGE = 64 * 1024 * 1024
_MOST_PARTS = 1_000
_MOST_NAMED = 5
_FLOWED = re.compile(r"(?<=\S) \n(?=[^\s>])")
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_SIGNATURE = "-- \n"


def load_mail(source: bytes, name: Path) -> Content:
    """The words of a letter, as HTML if that is all there is, and what its header says of it.

    Raises:
        LoadError: it holds no words, or is damaged.
    """
    source = _without_count(source)
    try:
        letter = message_from_bytes(source)
        parts = list(islice(letter.walk(), _MOST_PARTS))
    except RecursionError as error:
        raise LoadError(name, damaged("its parts stand in each other without end")) from error
    attached = [part for part in parts if _is_attached(part)]
    texts = [part for part in parts if not part.is_multipart() and part not in attached]
    content = _content(texts, name)
    if content is None:
        raise LoadError(name, "is a letter without words: what it holds is attached to it")
    return content._replace(
        fields={**content.fields, **_fields(letter)},
        remarks=(*content.remarks, *_remarks(attached)),
    )


def open_mailbox(file: Path, _encoding: str = "") -> Entries:
    """The letters of a mailbox; only where each stands is kept.

    Raises:
        LoadError: it cannot be read, or holds no letter.
    """
    entries = listed(file, _entries(file))
    if not entries.members:
        raise LoadError(file, damaged("there is no letter in it"))
    return entries


def _entries(file: Path) -> Iterator[tuple[str, str, Read]]:
    for start, end in _places(file):
        yield "", "", partial(_letter, file, start, end)


def _places(file: Path) -> list[tuple[int, int]]:
    """Where each letter begins, behind its ``From `` line, and where it ends."""
    found: list[tuple[int, int]] = []
    at, start, is_after_blank = 0, -1, True
    with reading(file) as stream:
        while line := stream.readline(1 << 20):
            if is_after_blank and line.startswith(b"From "):
                if start >= 0:
                    found.append((start, at))
                    check_count(len(found), file)
                start = at + len(line)
            is_after_blank = not line.strip()
            at += len(line)
    return [*found, (start, at)] if start >= 0 else found


def _letter(file: Path, start: int, end: int) -> Part:
    if end - start > LARGEST_MESSAGE:
        raise LoadError(file, f"has a letter of more than {LARGEST_MESSAGE >> 20} MB")
    with reading(file) as stream:
        stream.seek(start)
        return Part(_QUOTED_FROM.sub(rb"\1", stream.read(end - start)), "mail")


def _without_count(source: bytes) -> bytes:
    """The letter without the line before it that counts its bytes, as Apple's Mail keeps it."""
    found = re.match(rb"\d{1,9} *\r?\n(?=[A-Za-z-]+:)", source)
    return source[found.end() :] if found else source


def _is_attached(part: Message) -> bool:
    kind = part.get_content_maintype()
    return not part.is_multipart() and (
        part.get_content_disposition() == "attachment" or kind not in ("text", "multipart")
    )


def _content(texts: list[Message], name: Path) -> Content | None:
    """The words of the plain parts, or of those in HTML where these say much more."""
    plain = "\n\n".join(
        filter(
            None, (_plain(part, name) for part in texts if part.get_content_subtype() == "plain")
        )
    )
    pages = [_decoded(part, name) for part in texts if part.get_content_subtype() == "html"]
    writer, fields = Writer(), dict[str, str]()
    for page in pages:
        fields = {**write_page(page, writer), **fields}
    whole = writer.content(fields, f"postil mail {VERSION}")
    if len(plain.split()) * 5 >= len(whole.text.split()) * 4 and plain.strip():
        blocks = tuple(Block(*block) for block in outline(plain))
        return Content(plain, blocks, {}, extractor=f"postil mail {VERSION}")
    return whole if whole.text.strip() else None


def _plain(part: Message, name: Path) -> str:
    text = _decoded(part, name)
    if str(part.get_param("format", "")).lower() == "flowed":
        body, sign, after = text.partition(f"\n{_SIGNATURE}")
        text = _FLOWED.sub(" " if str(part.get_param("delsp", "")).lower() != "yes" else "", body)
        text += sign + after
    return text.strip("\n")


def _decoded(part: Message, name: Path) -> str:
    held = part.get_payload(decode=True)
    if not isinstance(held, bytes) or not held.strip():
        return ""
    try:
        charset = part.get_content_charset() or declared_charset(held)
        return decode(held, name, charset).text
    except (LoadError, LookupError):
        return ""


def _fields(letter: Message) -> dict[str, str]:
    name, address = _sender(_words(letter.get("From", "")))
    found = {
        "title": _words(letter.get("Subject", "")),
        "author": name or address,
        "date": _day(str(letter.get("Date", ""))),
        "site": re.sub(r"\s*<.*", "", _words(letter.get("List-Id", ""))).strip('"'),
        "url": _address(_words(letter.get("Archived-At", ""))),
    }
    return {field: words for field, words in found.items() if words}


def _sender(header: str) -> tuple[str, str]:
    """The name and the address of whoever wrote."""
    try:
        return parseaddr(header)
    except RecursionError:  # of comments within comments
        return "", ""


def _address(header: str) -> str:
    found = re.search(r"https?://[^\s<>]+", header)
    return found[0] if found else ""


def _day(header: str) -> str:
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _words(header: object) -> str:
    """A header's words, of whatever encoding."""
    try:
        return " ".join(str(make_header(decode_header(str(header)))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(str(header).split())


def _remarks(attached: list[Message]) -> tuple[str, ...]:
    names = [_words(part.get_filename() or part.get_content_type()) for part in attached]
    if not names:
        return ()
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (f"Attached and not read: {', '.join(names[:_MOST_NAMED])}{more}.",)
