"""The styling inside one block of Markdown, as spans of the source; nothing is cut out.

The algorithm is CommonMark's (0.31, "An algorithm for parsing nested emphasis and
links"), on offsets: first code, links and delimiter runs from left to right, then the
delimiters are paired. Linear: what is looked for in vain is looked for once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

Span = tuple[str, int, int]

# Patterns stay strings until a text needs them: plain text never does, and they cost 3 ms.
_SPECIAL = r"\\|`+|\*+|_+|!?\[|\]|<"
_ESCAPED = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TARGET = (
    r"(?s)\(\s*+(?:<[^<>\n]*+>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+)"
    r"(?:\s++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+\s*+\)"
    r"|\[[^\[\]]{1,200}\]"
)
_LONGEST_TARGET = 4_000
_ADDRESS = r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250})>"
_TAG = r"</?[A-Za-z][A-Za-z0-9-]*+(?:\s[^<>]*+)?+/?>"
_MARKERS = {
    "heading": r"\A(?:#{1,6}|\*{1,9})(?:[ \t]+|$)|[ \t]#+\Z|\n[ \t]*(?:=+|-+)\Z",
    "quote": r"(?m)^[ \t]*>[ \t>]*",
    "item": r"\A(?:>?[ \t]*(?:[-+*•●▪–]|\d{1,9}[.)])[ \t]+)+(?:\[[ xX]\][ \t]+)?",
}


def inline(text: str, kind: str = "paragraph") -> list[Span]:
    """The styles (style, start, end) of a block's text, in order; those of one nest in others.

    A style is ``emphasis``, ``strong``, ``code`` or ``link`` for the words, and
    ``syntax`` for the characters that only say so. ``kind`` is the block's.

    >>> inline("a *b*")
    [('syntax', 2, 3), ('emphasis', 3, 4), ('syntax', 4, 5)]
    """
    spans = markers(text, kind)
    body = spans[0][2] if spans and spans[0][1] == 0 else 0
    spans += _Scan(text, body).spans()
    return sorted(spans, key=lambda span: (span[1], -span[2]))


def markers(text: str, kind: str) -> list[Span]:
    """The ``syntax`` that makes a block a heading, a quote or an item: ``#``, ``>``, ``-``."""
    pattern = _MARKERS.get(kind)
    return [("syntax", *found.span()) for found in re.finditer(pattern, text)] if pattern else []


def bare(text: str, spans: list[Span]) -> str:
    """The text without the characters that the spans call ``syntax``."""
    parts: list[str] = []
    at = 0
    for style, start, end in spans:
        if style == "syntax" and end > at:
            parts.append(text[at : max(at, start)])
            at = end
    return "".join(parts) + text[at:]


class _Run:
    """A run of ``*`` or ``_``: what is left of it lies from ``start`` to ``end``."""

    __slots__ = ("both", "closes", "end", "length", "mark", "opens", "serial", "start")

    def __init__(self, text: str, start: int, end: int, serial: int) -> None:
        self.mark, self.start, self.end, self.serial = text[start], start, end, serial
        self.length = end - start
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
        right = not before.isspace() and (
            not _is_mark(before) or after.isspace() or _is_mark(after)
        )
        is_word_mark = self.mark == "_"
        self.opens = left and (not is_word_mark or not right or _is_mark(before))
        self.closes = right and (not is_word_mark or not left or _is_mark(after))
        self.both = self.opens and self.closes

    def pairs_with(self, opener: "_Run") -> bool:
        """Whether this run closes that one (the "rule of three" included)."""
        if opener.mark != self.mark:
            return False
        in_doubt = (self.both or opener.both) and (self.length + opener.length) % 3 == 0
        return not in_doubt or (self.length % 3 == 0 and opener.length % 3 == 0)


def _is_mark(character: str) -> bool:
    """Whether a character is punctuation or a symbol, as CommonMark counts them."""
    return not (character.isalnum() or character.isspace() or character > "\u02ff") or (
        "\u2010" <= character <= "\u2bff" or "\u3000" < character <= "\u303f"
    )


class _Scan:
    """One pass over a text for code, links and runs, and one over the runs for emphasis."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._found: list[Span] = []
        self._runs: list[_Run] = []
        self._brackets: list[tuple[int, int, bool]] = []
        self._borders: list[tuple[int, int]] = []
        self._no_link_before = 0
        self._last_comment = text.rfind("-->")
        self._ticks: dict[int, list[int]] | None = None

    def spans(self) -> list[Span]:
        at = self._start
        special = re.compile(_SPECIAL)
        while found := special.search(self._text, at):
            at = self._step(found)
        return self._found + list(_paired(self._runs, self._borders))

    def _step(self, found: re.Match[str]) -> int:
        """Deal with one special character (or run); gives where to look on."""
        start, end = found.span()
        first = self._text[start]
        if first == "\\":
            return self._escape(start)
        if first == "`":
            return self._code(start, end)
        if first in "*_":
            self._runs.append(_Run(self._text, start, end, len(self._runs)))
        elif first == "]":
            return self._close_bracket(start)
        elif first == "<":
            return self._angle(start)
        else:
            self._brackets.append((start, end, first == "!"))
        return end

    def _escape(self, start: int) -> int:
        follower = self._text[start + 1 : start + 2]
        if follower and follower in _ESCAPED:
            self._found.append(("syntax", start, start + 1))
            return start + 2
        return start + 1

    def _code(self, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self._text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        length = end - start
        closers = self._ticks.get(length, [])
        place = bisect_right(closers, start)
        if place == len(closers):
            return end
        close = closers[place]
        words = self._text[end:close]
        # A space at both ends is a part of the marks, if there is anything but spaces between.
        pad = int(words[0] in " \n" and words[-1] in " \n" and bool(words.strip(" \n")))
        self._found += [
            ("syntax", start, end + pad),
            ("code", end + pad, close - pad),
            ("syntax", close - pad, close + length),
        ]
        return close + length

    def _angle(self, start: int) -> int:
        if found := re.compile(_ADDRESS).match(self._text, start):
            a, b = found.span(1)
            self._found += [("syntax", start, a), ("link", a, b), ("syntax", b, b + 1)]
            return found.end()
        if found := re.compile(_TAG).match(self._text, start, start + _LONGEST_TARGET):
            self._found.append(("syntax", *found.span()))
            return found.end()
        if self._text.startswith("<!--", start) and start + 4 <= self._last_comment:
            end = self._text.find("-->", start + 4) + 3
            self._found.append(("syntax", start, end))
            return end
        return start + 1

    def _close_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        start, end, is_image = self._brackets.pop()
        target = re.compile(_TARGET).match(self._text, at + 1, at + _LONGEST_TARGET)
        if not target or (not is_image and start < self._no_link_before):
            return at + 1
        if not is_image:
            self._no_link_before = at  # no link inside a link
        self._found += [("syntax", start, end), ("syntax", at, target.end())]
        if end < at:
            self._found.append(("link", end, at))
        self._borders.append((start, at))
        return target.end()


def _paired(runs: list[_Run], borders: list[tuple[int, int]]) -> Iterator[Span]:
    """The emphasis that the runs make; none crosses the border of a link."""
    events = sorted(
        [(run.start, 1, run) for run in runs]
        + [(start, 0, None) for start, _ in borders]
        + [(end, 2, None) for _, end in borders],
        key=lambda event: event[:2],
    )
    stacks: list[_Stack] = [_Stack()]
    for _, order, run in events:
        if order == 0:
            stacks.append(_Stack())
        elif order == 2:
            stacks.pop()
        elif run:
            yield from stacks[-1].take(run)


class _Stack:
    """The runs that may still be closed, and how far down it is useless to look."""

    def __init__(self) -> None:
        self._open: list[_Run] = []
        self._bottoms: dict[tuple[str, bool, int], int] = {}

    def take(self, run: _Run) -> Iterator[Span]:
        while run.closes and run.start < run.end:
            opener = self._opener(run)
            if opener is None:
                break
            yield from self._pair(opener, run)
        if run.opens and run.start < run.end:
            self._open.append(run)

    def _opener(self, run: _Run) -> _Run | None:
        """The nearest run that this one closes, with those above it dropped."""
        key = (run.mark, run.opens, run.length % 3)
        bottom = self._bottoms.get(key, -1)
        for place in range(len(self._open) - 1, -1, -1):
            candidate = self._open[place]
            if candidate.serial < bottom:
                break
            if run.pairs_with(candidate):
                del self._open[place + 1 :]
                return candidate
        self._bottoms[key] = run.serial
        return None

    def _pair(self, opener: _Run, run: _Run) -> Iterator[Span]:
        width = 2 if min(opener.end - opener.start, run.end - run.start) >= 2 else 1
        style = "strong" if width == 2 else "emphasis"
        yield "syntax", opener.end - width, opener.end
        yield style, opener.end, run.start
        yield "syntax", run.start, run.start + width
        opener.end -= width
        run.start += width
        if opener.start == opener.end:
            self._open.pop()
