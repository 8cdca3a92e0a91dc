"""Transcripts and subtitles (WebVTT, SubRip): the cues joined to sentences, with their times."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.articles.article import Block
from reader.errors import LoadError
from reader.loading.content import Content
from reader.loading.decoding import decode
from reader.loading.numbers import unescaped

VERSION = 1
_TIMES = re.compile(
    r"^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d\d)[.,](\d{1,3})[ \t]*-->[ \t]*"
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d\d)[.,](\d{1,3})"
)
_SPEAKER = re.compile(r"^<v(?:\.[^\s>]*)?[ \t]+([^>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{3,20}>|\{\\[^{}]{0,100}\}")
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_ASIDE = ("NOTE", "STYLE", "REGION")
_LONG = 600
"""Characters from which on a paragraph ends with a sentence."""
_PAUSE = 4.0
"""Seconds of silence after which likewise."""


class _Cue(NamedTuple):
    start: float
    end: float
    speaker: str
    lines: tuple[str, ...]


def load_transcript(source: bytes, name: Path) -> Content:
    """The words of a transcript: a paragraph for whoever speaks; the times are its pages.

    Raises:
        LoadError: it is not text, or has no cue with words.
    """
    decoded = decode(source, name)
    head = decoded.text.split("\n\n", 1)[0]
    cues = list(_without_rolling(_cues(decoded.text)))
    text, blocks, pages = _joined(cues)
    if not text.strip():
        raise LoadError(name, "is a transcript without words: no line follows a time in it")
    return Content(
        text,
        tuple(blocks),
        _fields(head),
        encoding=decoded.encoding,
        encoding_source=decoded.source,
        pages=tuple(pages),
        extractor=f"postil transcript {VERSION}",
    )


def _fields(head: str) -> dict[str, str]:
    """The title behind the mark of a WebVTT file, and the fields under it."""
    if not head.startswith("WEBVTT"):
        return {}
    first, *rest = head.split("\n")
    fields = {"title": first[6:].strip(" \t-–—:")}
    for line in rest:
        key, _, value = line.partition(":")
        if key.strip().lower() in ("title", "language", "author", "date"):
            fields[key.strip().lower()] = value.strip()
    return {key: value for key, value in fields.items() if value}


def _cues(text: str) -> Iterator[_Cue]:
    for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text):
        lines = part.strip("\n").split("\n")
        if lines[0].split(" ")[0] in _ASIDE and not any(map(_TIMES.match, lines[1:2])):
            continue
        # Some files have no blank lines: then a cue ends where the next one's times stand.
        starts = [place for place, line in enumerate(lines) if _TIMES.match(line)]
        for place, at in enumerate(starts):
            is_last = place + 1 == len(starts)
            until = len(lines) if is_last else starts[place + 1]
            if not is_last and lines[until - 1].strip().isdecimal():
                until -= 1
            yield _cue(lines[at], lines[at + 1 : until])


def _cue(times: str, lines: list[str]) -> _Cue:
    found = _TIMES.match(times)
    values = [int(value or 0) for value in found.groups()] if found else [0] * 8
    start, end = (h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (values[:4], values[4:]))
    speaker = next((one[1].strip() for line in lines if (one := _SPEAKER.match(line.strip()))), "")
    words = (" ".join(unescaped(_TAG.sub("", line)).split()) for line in lines)
    return _Cue(start, end, speaker, tuple(word for word in words if word))


def _without_rolling(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """The cues without the lines that only stay from the cue before, as in live captions."""
    shown: tuple[str, ...] = ()
    end = 0.0
    for cue in cues:
        lines = cue.lines
        if cue.start - end < 0.5:
            for count in range(min(len(shown), len(lines)), 0, -1):
                if shown[-count:] == lines[:count]:
                    lines = lines[count:]
                    break
        if cue.lines:
            shown, end = cue.lines, cue.end
        if lines:
            yield cue._replace(lines=lines)


def _joined(cues: list[_Cue]) -> tuple[str, list[Block], list[tuple[int, str]]]:
    """The text, its paragraphs, and where each cue begins, with its time."""
    pieces: list[str] = []
    blocks: list[Block] = []
    pages: list[tuple[int, str]] = []
    at = start = 0
    last: _Cue | None = None
    for cue in cues:
        words = " ".join(cue.lines)
        if last is None or _begins(last, cue, at - start, "".join(pieces[-1:])):
            if last is not None:
                blocks.append(Block("paragraph", start, at))
                pieces.append("\n\n")
                at += 2
            start = at
            if cue.speaker and (last is None or cue.speaker != last.speaker or at == start):
                words = f"{cue.speaker}: {words}" if _is_new(last, cue) else words
        else:
            pieces.append(" ")
            at += 1
        label = _clock(cue.start)
        if not pages or pages[-1][1] != label:
            pages.append((at, label))
        pieces.append(words)
        at += len(words)
        last = cue
    if last is not None:
        blocks.append(Block("paragraph", start, at))
    return "".join(pieces), blocks, pages


def _is_new(last: _Cue | None, cue: _Cue) -> bool:
    return last is None or last.speaker != cue.speaker


def _begins(last: _Cue, cue: _Cue, length: int, before: str) -> bool:
    """Whether the cue begins a paragraph."""
    if cue.speaker != last.speaker and cue.speaker:
        return True
    if re.match(r"(?:>>|[-–—] ?(?=[A-ZÀ-Þ]))", cue.lines[0]):
        return True
    is_end = bool(_END.search(before))
    return (is_end and (length > _LONG or cue.start - last.end > _PAUSE)) or length > 4 * _LONG


def _clock(seconds: float) -> str:
    """A time as players show it.

    >>> _clock(3725.4), _clock(5)
    ('1:02:05', '0:00:05')
    """
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
