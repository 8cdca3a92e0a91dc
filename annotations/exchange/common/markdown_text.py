"""Markdown in which the words of others are shown and not obeyed, and what is said of a mark in it."""

import re

from annotations.exchange.common.control_characters import without_controls
from annotations.model import KINDS, Annotation, Source
from annotations.rules import PAGE

_ALWAYS = re.compile(r"([\\`*\[\]<~|$]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_]))")
_AT_LINE_START = re.compile(r"^(?:([#>+=:-])|(\d{1,9})(?=[.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def block_literal(text: str) -> str:
    """The text as it reads, over several lines: none of it is taken for markup."""
    level = _INDENT.sub("", without_controls(text))
    return _AT_LINE_START.sub(_escape_start, _ALWAYS.sub(r"\\\1", level))


def _escape_start(found: re.Match[str]) -> str:
    sign, number = found.groups()
    return f"{number}\\" if number else f"\\{sign}"


def escaped_too(markdown: str, signs: str) -> str:
    """Markdown with further signs escaped that only some programs obey.

    >>> escaped_too("a #tag, \\\\# a", "#")
    'a \\\\#tag, \\\\# a'
    """
    pattern = rf"(?<!\\)((?:\\\\)*)([{re.escape(signs)}])"
    return re.sub(pattern, r"\1\\\2", markdown)


def literal(text: str) -> str:
    """The text on one line, with what would be markup in it escaped."""
    return block_literal(" ".join(text.split()))


def is_web_address(address: str) -> bool:
    """Whether it is an address that can stand between angle brackets."""
    return re.fullmatch(r"https?://[^\s<>\\\x00-\x20\x7f-\x9f]+", address) is not None


def link(address: str) -> str:
    """An address as a link, if it is one of the web; else as words."""
    return f"<{address}>" if is_web_address(address) else literal(address)


def encoded(address: str, signs: str) -> str:
    """The address with these signs written as servers read them too.

    >>> encoded("https://gull.example/{{a}}", "{}")
    'https://gull.example/%7B%7Ba%7D%7D'
    """
    return re.sub(f"[{re.escape(signs)}]", lambda found: f"%{ord(found[0]):02X}", address)


def kind_of(mark: Annotation) -> str:
    """The kind as a reader is told it."""
    return KINDS[mark.kind].label if mark.kind in KINDS else literal(mark.kind)


def citation(mark: Annotation, source: Source) -> str:
    """Where the words stand, on one line."""
    title = f"“{literal(source.title)}”" if source.title else ""
    where = f"characters {mark.position.start}–{mark.position.end}"
    page = mark.extra.get(PAGE)
    printed = f"p. {literal(page)}" if isinstance(page, str) else ""
    named, date = literal(source.path or source.url or ""), literal(source.date or "")
    facts = [title, named, date, printed, where]
    status = mark.anchor.status if mark.anchor else "exact"
    shown = "" if status == "exact" else f" ({literal(status)})"
    return "Source: " + ", ".join(fact for fact in facts if fact) + shown
