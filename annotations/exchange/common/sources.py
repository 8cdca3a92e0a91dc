"""What an export may say of an article, and the order articles come in."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import PureWindowsPath

from annotations.model import Annotation, Source

_ABSOLUTE = re.compile(r"/|[A-Za-z]:[\\/]|\\\\")


def shareable(annotation: Annotation) -> Annotation:
    """The annotation without the folders of this machine: an absolute path keeps its last part."""
    source = annotation.source
    path, url = _without_folders(source.path), source.url
    if url is not None and url.lower().startswith("file:"):
        path, url = path or _last_part(url), None
    evidence = tuple(map(_without_file, annotation.evidence))
    if (path, url, evidence) == (source.path, source.url, annotation.evidence):
        return annotation
    source = replace(source, path=path, url=url)
    return replace(annotation, source=source, evidence=evidence)


def _without_file(evidence: str) -> str:
    """Evidence that is a file of this machine by its name alone; other evidence as it is."""
    if evidence.lower().startswith("file:"):
        return _last_part(evidence)
    return _without_folders(evidence) or evidence if "\n" not in evidence else evidence


def _without_folders(path: str | None) -> str | None:
    if path is None:
        return None
    return _last_part(path) if _ABSOLUTE.match(path) else path


def _last_part(path: str) -> str:
    return PureWindowsPath(path).name or path


def in_text_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    """They by path, then by their place in the text, then by age."""
    return sorted(annotations, key=_place)


def by_article(annotations: Iterable[Annotation]) -> list[tuple[Source, list[Annotation]]]:
    """The same, the annotations of each article together with what the newest says of it."""
    groups = groupby(in_text_order(annotations), key=lambda one: article_name(one.source))
    return [(_newest(marks).source, marks) for marks in (list(group) for _, group in groups)]


def _newest(marks: list[Annotation]) -> Annotation:
    return max(marks, key=lambda mark: (mark.modified, mark.id))


def _place(annotation: Annotation) -> tuple[str, int, int, str]:
    start, end = annotation.position.start, annotation.position.end
    return article_name(annotation.source), start, end, annotation.id


def article_name(source: Source) -> str:
    """The path of the article, or its URL, or the hash of its text: whichever is known."""
    return source.path or source.url or source.text_sha256 or ""
