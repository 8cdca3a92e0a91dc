"""UIMA CAS as JSON, for INCEpTION and DKPro, through the optional package dkpro-cassis."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from annotations.errors import FormatError
from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.documents import Document, details, documents, read_span
from annotations.exchange.common.file_names import file_names
from annotations.exchange.common.format import Context, Gathering, Reading
from annotations.exchange.common.json_values import an_object, parsed
from annotations.model import Annotation, Json, Source

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem
    from cassis.typesystem import FeatureStructure

_HALVES = re.compile("[\ud800-\udfff]")
_LAYER = "custom.Span"
_ANNOTATION = "uima.tcas.Annotation"
_DOCUMENT = "uima.tcas.DocumentAnnotation"
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_STRING = "uima.cas.String"
_LABELS = ("label", "value", "kind")


def to_cas(annotations: Sequence[Annotation], context: Context) -> Iterator[tuple[str, str]]:
    """Give a file for each text, with its marks in INCEpTION's own layer for spans.

    Raises:
        FormatError: dkpro-cassis is not installed.
    """
    found = documents(annotations, context)
    for name, document in zip(file_names(found), found, strict=True):
        yield f"{name}.json", escaped(json.dumps(_described(document), ensure_ascii=False)) + "\n"


def _described(document: Document) -> Json:
    cassis = _cassis()
    types = cassis.TypeSystem(add_document_annotation_type=True)
    layer, meta = _layer(types), _metadata(types)
    cas = cassis.Cas(types)
    # Half a surrogate pair cannot be counted in UTF-16.
    cas.sofa_string = _HALVES.sub("\ufffd", document.text)
    cas.sofa_mime = "text/plain"
    source, length = document.source, len(document.text)
    about = {"documentTitle": source.title, "documentId": source.path, "documentUri": source.url}
    cas.add(meta(begin=0, end=length, **about))
    for start, end, mark in document.spans:
        told = json.dumps(details(mark))
        cas.add(layer(begin=start, end=end, label=mark.kind, postil=told))
    described: Json = json.loads(cas.to_json())
    return described


def _layer(types: "TypeSystem") -> Callable[..., "FeatureStructure"]:
    layer: Callable[..., FeatureStructure] = types.create_type(_LAYER, _ANNOTATION)
    types.create_feature(layer, "label", _STRING)
    types.create_feature(layer, "postil", _STRING)
    return layer


def _metadata(types: "TypeSystem") -> Callable[..., "FeatureStructure"]:
    meta: Callable[..., FeatureStructure] = types.create_type(_META, _DOCUMENT)
    for name in ("documentTitle", "documentId", "documentUri"):
        types.create_feature(meta, name, _STRING)
    return meta


def from_cas(text: str) -> Reading:
    """Read the spans of one document, of whatever layer; tokens and sentences are none.

    Raises:
        FormatError: it is no CAS, no span is sound, or dkpro-cassis is not installed.
    """
    if not isinstance(document := parsed(text), dict) or "%FEATURE_STRUCTURES" not in document:
        raise FormatError("This is no UIMA CAS as JSON: it has no “%FEATURE_STRUCTURES”.")
    cassis = _cassis()
    try:
        cas: Cas = cassis.load_cas_from_json(text)
    except Exception as error:  # noqa: BLE001  (whatever a damaged file makes of the package)
        raise FormatError(f"This CAS cannot be read: {type(error).__name__}: {error}.") from None
    gathering = Gathering()
    words = cas.sofa_string or ""
    source = _source(cas)
    spans = sorted(_spans(cas), key=lambda span: (span.begin, span.end))
    for number, span in enumerate(spans, start=1):
        gathering.take(f"span {number}", _mark, span, words, source)
    gathering.bring(words)
    return gathering.done()


def _spans(cas: "Cas") -> "Iterator[FeatureStructure]":
    for span in cas.select(_ANNOTATION):
        name = span.type.name
        if name not in (_DOCUMENT, _META) and not name.startswith(_SEGMENTS):
            yield span


def _source(cas: "Cas") -> Source:
    if not cas.typesystem.contains_type(_META):
        return Source()
    about = next(iter(cas.select(_META)), None)
    told = (getattr(about, f"document{name}", None) or None for name in ("Id", "Uri", "Title"))
    path, url, title = told
    return Source(path=path, url=url, title=title)


def _mark(span: "FeatureStructure", text: str, source: Source) -> Annotation:
    label = next((value for name in _LABELS if (value := getattr(span, name, None))), None)
    known = an_object(parsed(_details(span))) if _details(span) else None
    kind = str(label or span.type.name.rpartition(".")[2])
    return read_span(text, span.begin, span.end, kind, source, known)


def _details(span: "FeatureStructure") -> str:
    return str(getattr(span, "postil", None) or "")


def _cassis() -> ModuleType:
    try:
        # An optional package, and a slow one to load.
        import cassis
    except ImportError:
        raise FormatError(
            "UIMA CAS needs the package dkpro-cassis: install 'postil[cas]'."
        ) from None
    package: ModuleType = cassis
    return package
