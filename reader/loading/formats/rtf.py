"""Rich Text (RTF), read by striprtf; what it would drop is told from the words before."""

import re
from pathlib import Path

from reader.errors import LoadError, damaged
from reader.loading.content import Content
from reader.loading.scripts import subscript, superscript
from reader.loading.text_writer import Writer

VERSION = 1
_LARGEST = 64 * 1024 * 1024
_PICTURE = re.compile(rb"(?:[0-9a-fA-F]{64,}[\s]*)+")
_HIDDEN = re.compile(r"\{[^{}]{0,500}\\(?:v|deleted)(?![a-z0-9-])[^{}]*+\}")
_GROUP = re.compile(
    r"\{(?:[^{}\\]|\\[a-z]++-?+\d*+ ?+){0,200}?\\(super|sub)(?![a-z])(?:\\[a-z]+-?\d*)* ?([^{}\\]{1,40})\}"
)
_RUN = re.compile(
    r"\\(super|sub)(?![a-z])(?:\\[a-z]+-?\d*)* ?([^{}\\]{1,40})(?=\\(?:nosupersub|plain)(?![a-z]))"
)
_RAISED = re.compile("[\x01\x02]([^\x03]{1,40})\x03")
_INFO = re.compile(r"\{\\(title|author)\s([^{}]{1,500})\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def load_rtf(source: bytes, name: Path) -> Content:
    """The paragraphs of a document in Rich Text, and its title, author and day.

    Raises:
        LoadError: it is no RTF, too large, or without words.
    """
    if not source.lstrip().startswith(b"{\\rtf"):
        raise LoadError(name, damaged("it does not begin as Rich Text does"))
    source = _PICTURE.sub(b"", source)
    if len(source) > _LARGEST:
        raise LoadError(name, f"is larger than {_LARGEST >> 20} MB: save it as .docx to read it")
    from striprtf.striprtf import rtf_to_text  # few folders hold one

    written = _marked(_HIDDEN.sub("", source.decode("latin-1")))
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]  # it states no types
            written, encoding="cp1252", errors="replace"
        )
    except (ValueError, LookupError, IndexError, RecursionError, OverflowError) as error:
        raise LoadError(name, damaged("its codes make no sense")) from error
    writer = Writer()
    for line in text.split("\n"):
        writer.begin("paragraph")
        writer.words(_RAISED.sub(_raised, line))
        writer.end()
    if not writer.has_text:
        raise LoadError(name, "is a document without words")
    return writer.content(_fields(written), f"postil rtf {VERSION}")


def _marked(written: str) -> str:
    """The source with a mark around what is set high or low, which striprtf leaves in place."""
    for pattern in (_GROUP, _RUN):
        written = pattern.sub(
            lambda found: f" {chr(1 if found[1] == 'super' else 2)}{found[2]}\x03", written
        )
    return re.sub(r"(?<=[^\\\s]) (?=[\x01\x02])", "", written)


def _raised(found: re.Match[str]) -> str:
    before = _RAISED.sub(r"\1", found.string[max(0, found.start() - 60) : found.start()])
    if found[0][0] == "\x01":
        return superscript(found[1], before)
    return subscript(found[1], before)


def _fields(written: str) -> dict[str, str]:
    head = written[:20_000]
    fields = {key: " ".join(words.split()) for key, words in _INFO.findall(head)}
    if found := _CREATED.search(head):
        fields["inferred date"] = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return {key: words for key, words in fields.items() if words and "\\" not in words}
