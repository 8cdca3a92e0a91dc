"""Tasks for Label Studio, whose positions count UTF-16 units."""

import json
from collections.abc import Iterator, Mapping, Sequence

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.documents import (
    DETAILS,
    Document,
    Known,
    carried,
    documents,
    facts,
    read_span,
    source_of,
)
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.json_values import a_list, an_object, number_of, parsed, text_of
from annotations.exchange.common.utf16 import Utf16
from annotations.model import Annotation, Json

_LABELS = ("labels", "hypertextlabels")


def to_labelstudio(annotations: Sequence[Annotation], context: Context) -> Iterator[str]:
    """Give one array with a task for each text, annotated once.

    The labeling configuration has ``<Labels name="label" toName="text">`` and
    ``<Text name="text" value="$text"/>``; the kinds are the labels.
    """
    yield "["
    for number, document in enumerate(documents(annotations, context), 1):
        task = escaped(json.dumps(_task(document, number), ensure_ascii=False, indent=1))
        yield (",\n" if number > 1 else "\n") + task
    yield "\n]\n"


def _task(document: Document, number: int) -> dict[str, Json]:
    """A task; Label Studio's converter knows it and its annotation by their numbers."""
    units = Utf16(document.text)
    here = {span.mark.id for span in document.spans}
    result: list[Json] = []
    for start, end, mark in document.spans:
        value: dict[str, Json] = {
            "start": units.units(start),
            "end": units.units(end),
            "text": document.text[start:end],
            "labels": [mark.kind],
        }
        names = {"from_name": "label", "to_name": "text", "type": "labels"}
        result.append({"id": mark.id, **names, "value": value})
        result += [
            {
                "type": "relation",
                "from_id": mark.id,
                "to_id": link.to,
                "direction": "right",
                "labels": [link.type],
            }
            for link in mark.relations
            if link.to in here
        ]
    data = {"text": document.text, **facts(document.source), **carried(document)}
    return {"id": number, "data": data, "annotations": [{"id": number, "result": result}]}


def from_labelstudio(text: str) -> Reading:
    """Read the labels of tasks as Label Studio exports them.

    Raises:
        FormatError: it holds no tasks, or no annotation is sound.
    """
    tasks = parsed(text)
    if not isinstance(tasks, list) or not all(isinstance(t, dict) and "data" in t for t in tasks):
        raise FormatError("This is no list of tasks of Label Studio, each with “data”.")
    gathering = Gathering()
    for number, task in enumerate(tasks, start=1):
        gathering.take(f"task {number}", _read_task, task, number, gathering)
    return gathering.done()


def _read_task(task: Json, number: int, gathering: Gathering) -> list[Annotation]:
    document = an_object(task)
    data = an_object(document["data"], "data")
    text = text_of(data, "text")
    if not text:
        raise FormatError("its data have no “text”.")
    known = Known(data.get(DETAILS))
    gathering.bring(text)
    units = Utf16(text)
    for at, row in enumerate(_results(document), start=1):
        where = f"task {number}, result {at}"
        gathering.take(where, _mark, data, row, units, known)
    return []


def _results(task: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    for each in a_list(task.get("annotations", task.get("completions")), "annotations"):
        for result in a_list(an_object(each).get("result"), "result"):
            if isinstance(result, dict) and result.get("type") in _LABELS:
                yield result


def _mark(
    data: Mapping[str, Json], result: Mapping[str, Json], units: Utf16, known: Known
) -> Annotation:
    value = an_object(result.get("value"), "value")
    kind = text_of(result, "type")
    labels = a_list(value.get(kind, value.get("labels")), "labels")
    start = units.points(number_of(value, "start"))
    end = units.points(number_of(value, "end"))
    id = result.get("id")
    label = next((each for each in labels if isinstance(each, str)), "")
    via = f"labelstudio:{id}" if isinstance(id, str) and id else ""
    told = known.with_id(id)
    return read_span(text_of(data, "text"), start, end, label, source_of(data), told, via)
