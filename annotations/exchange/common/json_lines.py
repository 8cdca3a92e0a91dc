"""What the formats with one document a line have in common."""

import json
from collections.abc import Callable, Iterator, Sequence

from annotations.errors import AnnotationsError, FormatError
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.documents import DETAILS, Document, Known, documents
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.json_values import an_object, parsed, text_of
from annotations.model import Annotation, Json

ReadSpan = Callable[[], Annotation]
ReadDocument = Callable[[dict[str, Json], Known], Iterator[ReadSpan]]


def lines(
    annotations: Sequence[Annotation],
    context: Context,
    describe: Callable[[Document], dict[str, Json]],
) -> Iterator[str]:
    """A line of JSON for each document."""
    for document in documents(annotations, context):
        yield escaped(json.dumps(describe(document), ensure_ascii=False)) + "\n"


def read_lines(text: str, tool: str, field: str, read: ReadDocument) -> Reading:
    """The annotations of all lines that have a text and the field; each is read by itself.

    Raises:
        FormatError: the first line is nothing of the kind, or no annotation is sound.
    """
    gathering = Gathering()
    written = text.removeprefix("\ufeff").split("\n")
    numbered = [(number, line) for number, line in enumerate(written, 1) if line.strip()]
    if not numbered:
        raise FormatError(f"This holds no line of {tool}.")
    for number, line in numbered:
        try:
            document = an_object(parsed(line), "it")
            if not isinstance(document.get("text"), str) or field not in document:
                raise FormatError(f"a line of {tool} has “text” and “{field}”.")
            spans = list(read(document, Known(document.get(DETAILS))))
        except AnnotationsError as error:
            if number == numbered[0][0]:
                raise FormatError(f"Line {number} is not of {tool}: {error}") from None
            gathering.refuse(f"line {number}", str(error))
            continue
        gathering.bring(text_of(document, "text"))
        for at, span in enumerate(spans, start=1):
            gathering.take(f"line {number}, span {at}", span)
    return gathering.done()
