"""brat's standoff: for each text a ``.txt`` as it is, and an ``.ann`` that points into it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import escaped, without_controls
from annotations.exchange.common.documents import (
    Document,
    Span,
    details,
    documents,
    read_span,
    relabelled,
)
from annotations.exchange.common.file_names import file_names
from annotations.exchange.common.foreign import quoted
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.json_values import an_object, parsed, text_of
from annotations.model import (
    MARK_KINDS,
    NOT_SAME_CLAIM,
    RELATION_TYPES,
    VERDICTS,
    Annotation,
    Json,
    Position,
    Source,
)
from annotations.record import from_record

_LINE = re.compile(r"[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_NOTE = "AnnotatorNotes"
_DETAILS = "Postil"
_VERDICT = "Verdict"


def to_brat(annotations: Sequence[Annotation], context: Context) -> Iterator[tuple[str, str]]:
    """Give the files of a folder for brat: its configuration, texts and annotations.

    Positions count code points. A span over several lines has a fragment for each. A
    control character in a text becomes U+FFFD, which keeps the count.
    """
    yield "annotation.conf", _configuration(annotations)
    found = documents(annotations, context)
    for name, document in zip(file_names(found), found, strict=True):
        yield f"{name}.txt", without_controls(document.text)
        yield f"{name}.ann", "".join(f"{line}\n" for line in _lines(document))


def _configuration(annotations: Sequence[Annotation]) -> str:
    types = dict.fromkeys([*MARK_KINDS, *(_type(one.kind) for one in annotations)])
    used = {link.type for one in annotations for link in one.relations}
    links = (name for name in RELATION_TYPES if name != NOT_SAME_CLAIM or name in used)
    relations = (f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in links)
    verdict = f"{_VERDICT}\tArg:<ENTITY>, Value:{'|'.join(VERDICTS)}"
    parts = {"entities": types, "relations": relations, "events": (), "attributes": (verdict,)}
    return "\n".join("\n".join([f"[{name}]", *lines, ""]) for name, lines in parts.items())


def _type(kind: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", kind) or "highlight"


def _lines(document: Document) -> Iterator[str]:
    numbers = {span.mark.id: number for number, span in enumerate(document.spans, start=1)}
    relations = 0
    for number, span in enumerate(document.spans, start=1):
        mark = span.mark
        yield f"T{number}\t{_type(mark.kind)} {_fragments(document.text, span)}"
        if mark.verdict:
            yield f"A{number}\t{_VERDICT} T{number} {mark.verdict}"
        if mark.note.strip():
            yield f"#{2 * number - 1}\t{_NOTE} T{number}\t{' '.join(_LINE.findall(without_controls(mark.note)))}"
        told = escaped(json.dumps(details(mark), ensure_ascii=False))
        yield f"#{2 * number}\t{_DETAILS} T{number}\t{told}"
        for link in mark.relations:
            if link.to in numbers:
                relations += 1
                yield f"R{relations}\t{link.type} Arg1:T{number} Arg2:T{numbers[link.to]}"


def _fragments(text: str, span: Span) -> str:
    """The borders of each line of the span, and its words; no line end stands between them."""
    plain = without_controls(text[span.start : span.end])
    borders, words = [], []
    for line in _LINE.finditer(plain):
        if word := line[0].strip():
            start = span.start + line.start() + len(line[0]) - len(line[0].lstrip())
            borders.append(f"{start} {start + len(word)}")
            words.append(word)
    return ";".join(borders) + "\t" + " ".join(words)


def from_brat(text: str, companion: str = "") -> Reading:
    """Read an ``.ann``; ``companion`` is the ``.txt`` beside it, "" if it is not at hand.

    Raises:
        FormatError: it is no standoff, or no span of it is sound.
    """
    gathering = Gathering()
    spans, about = _sorted_lines(text, gathering)
    if not spans:
        raise FormatError("This has no line of a span, such as “T1⇥claim 0 5⇥words”.")
    if companion:
        gathering.bring(companion)
    for number, line in spans:
        id = line.partition("\t")[0]
        gathering.take(f"line {number}", _mark, line, about[id], companion)
    return gathering.done()


def _sorted_lines(
    text: str, gathering: Gathering
) -> tuple[list[tuple[int, str]], dict[str, list[tuple[str, str]]]]:
    """The lines of spans with their numbers; and what is said of each, as name and value."""
    spans: list[tuple[int, str]] = []
    about: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        match = re.match(r"(?:#\d*|[AM]\d+)\t(\S+) (T\d+)(?:[\t ](.*))?$", line)
        if re.match(r"T\d+\t", line):
            spans.append((number, line))
        elif match:
            about[match[2]].append((match[1], match[3] or ""))
        elif line.strip() and not re.match(r"(?:[REN#AM]\d*|\*)\t", line):
            gathering.refuse(f"line {number}", "it is no line of brat's standoff.")
    return spans, about


def _mark(line: str, about: list[tuple[str, str]], text: str) -> Annotation:
    match = re.match(r"T\d+\t(\S+) (\d+)(?: \d+;\d+)* (\d+)\t(.*)$", line)
    if match is None:
        raise FormatError("it is no span such as “T1⇥claim 0 5⇥words”.")
    label, start, end, words = match[1], int(match[2]), int(match[3]), match[4]
    said = dict(about)
    if _DETAILS in said:
        known = an_object(parsed(said[_DETAILS]), _DETAILS)
        kind = text_of(known, "kind")
        label = kind if label == _type(kind) else label
        if not text:
            return relabelled(from_record(known), label)
        return read_span(text, start, end, label, Source(), known)
    label = said.get(_VERDICT, label)
    if text:
        return _with_notes(read_span(text, start, end, label, Source()), said)
    mark = quoted(words, Source(), label=label, position=Position(start, end))
    return _with_notes(mark, said)


def _with_notes(mark: Annotation, said: dict[str, str]) -> Annotation:
    rest: dict[str, Json] = {
        name: value for name, value in said.items() if name not in (_NOTE, _VERDICT)
    }
    extra = {**mark.extra, "brat": rest} if rest else dict(mark.extra)
    return replace(mark, note=said.get(_NOTE, ""), extra=extra)
