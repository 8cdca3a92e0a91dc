"""An article's body as HTML, which someone has taken out of its page already."""

from pathlib import Path

from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.markup import write_fragment
from reader.loading.text_writer import Writer


def load_fragment(source: bytes, name: Path) -> Content:
    """All of it, with its structure; nothing is left out.

    Raises:
        LoadError: the bytes are not text.
    """
    writer = Writer()
    write_fragment(decode(source, name).text, writer)
    return writer.content({}, "postil fragment 1")
