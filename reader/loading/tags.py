"""Tags and words of HTML and XHTML, however broken, in time that grows with the length alone.

Python's ``html.parser`` takes the square of it for some broken pages (a long run of ``<a ``
takes minutes), and raises for others. What is read here are the tokens of the HTML
standard, as far as they matter to whoever wants the words.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reader.loading.numbers import unescaped

_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_QUOTED = re.compile(r"(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+")
_RAW = ("script", "style", "xmp", "noembed", "noframes")
_RAW_WORDS = ("title", "textarea")
_SPECIAL = frozenset((*_RAW, *_RAW_WORDS))
_PLAIN = re.compile(r"<(/?)([A-Za-z][\w:-]*+)>")
"""A tag as most are, without attributes."""
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})

Token = tuple[str, str, Mapping[str, str]]
"""``start`` or ``end`` with a tag and its attributes, or ``words`` with them."""


def tokens(markup: str) -> Iterator[Token]:
    """The tags, in lower case, and the words between them, in order.

    A tag that closes itself is a start and an end. Comments and declarations are dropped.
    """
    return _Tokens(markup).all()


class _Tokens:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._quotes_end = True
        self._missing: set[str] = set()

    def all(self) -> Iterator[Token]:
        markup = self._markup
        while self._at < len(markup):
            opening = markup.find("<", self._at)
            words = markup[self._at : opening if opening >= 0 else len(markup)]
            if words:
                yield "words", unescaped(words) if "&" in words else words, _NO_ATTRIBUTES
            if opening < 0:
                return
            plain = _PLAIN.match(markup, opening)
            if plain and (tag := plain[2].lower()) not in _SPECIAL:
                self._at = plain.end()
                yield "end" if plain[1] else "start", tag, _NO_ATTRIBUTES
                continue
            self._at = opening
            yield from self._tag(opening)

    def _tag(self, at: int) -> Iterator[Token]:
        """What the bracket begins; a bracket that begins nothing is a word."""
        sign = self._markup[at + 1 : at + 2]
        if sign == "/" and _NAME.match(self._markup, at + 2):
            yield from self._end(at)
        elif sign in ("!", "?", "/"):
            yield from self._declaration(at)
        elif _NAME.match(self._markup, at + 1):
            yield from self._start(at)
        else:
            self._at = at + 1
            yield "words", "<", {}

    def _declaration(self, at: int) -> Iterator[Token]:
        markup = self._markup
        if markup.startswith("<![CDATA[", at):
            end = self._find("]]>", at + 9)
            yield "words", markup[at + 9 : end if end >= 0 else len(markup)], {}
            self._at = end + 3 if end >= 0 else len(markup)
            return
        is_comment = markup.startswith("<!--", at)
        end = self._find("-->", at + 2) if is_comment else -1
        if end >= 0:
            self._at = end + 3
            return
        end = -1 if is_comment else self._find(">", at)
        self._at = end + 1 if end >= 0 else at + 2

    def _end(self, at: int) -> Iterator[Token]:
        name = _NAME.match(self._markup, at + 2)
        end = self._find(">", at)
        self._at = end + 1 if end >= 0 else len(self._markup)
        if name:
            yield "end", name[0].lower(), {}

    def _start(self, at: int) -> Iterator[Token]:
        found = _NAME.match(self._markup, at + 1)
        end = self._end_of_tag(found.end()) if found else -1
        if found is None or end < 0:
            self._at = len(self._markup)  # a tag that is cut off
            return
        name, inside = found[0].lower(), self._markup[found.end() : end - 1]
        self._at = end
        yield "start", name, _attributes(inside)
        if inside.endswith("/"):
            yield "end", name, {}
        elif name in _RAW or name in _RAW_WORDS:
            yield from self._raw(name)

    def _end_of_tag(self, at: int) -> int:
        """Where the tag has ended; a bracket in quotation marks does not end it."""
        if self._quotes_end:
            if found := _QUOTED.match(self._markup, at):
                return found.end()
            # Some mark is never closed: from here on none is believed, lest each tag be
            # searched to the end of the page.
            self._quotes_end = False
        return self._find(">", at) + 1 or -1

    def _raw(self, name: str) -> Iterator[Token]:
        """What stands in an element that has no tags in it, up to its end."""
        closing = f"</{name}"
        if closing in self._missing:
            return
        found = re.compile(rf"(?i){closing}\b").search(self._markup, self._at)
        if found is None:
            self._missing.add(closing)
            self._at = len(self._markup) if name in _RAW else self._at
            return
        if name in _RAW_WORDS:
            yield "words", unescaped(self._markup[self._at : found.start()]), {}
        self._at = found.start()

    def _find(self, sign: str, at: int) -> int:
        """Where the sign stands next, -1 if nowhere; what is sought in vain is sought once."""
        if sign in self._missing:
            return -1
        found = self._markup.find(sign, at)
        if found < 0:
            self._missing.add(sign)
        return found


def _attributes(inside: str) -> dict[str, str]:
    """The attributes in a tag; of two with one name, the first."""
    given: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(inside):
        value = found[2] or found[3] or found[4] or ""
        given.setdefault(found[1].lower(), unescaped(value) if "&" in value else value)
    return given
