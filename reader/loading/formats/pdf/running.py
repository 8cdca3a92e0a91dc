"""What stands on every page beside the text: running titles, page numbers, addresses."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.loading.formats.pdf.lines import Line, Page

_EDGE = 0.17
"""The share of a page's height, at its top and at its bottom, in which they are looked for."""
_MARGIN = 0.09
"""Likewise, in which a number that counts nothing is a page number all the same."""
_NUMBER = re.compile(
    r"(?i)\W*(?:(?:page|p\.|seite|página|pagina|стр\.)\s*)?"
    r"(?P<number>\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/|von|de|sur)\s*\d+)?\W*"
)

_ADDRESS = re.compile(r"https?://\S+")
_BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?:\W?[AaPp][Mm])?(?:\s.*)?"
)


def without_running(pages: Sequence[Page]) -> tuple[list[Page], list[str], str]:
    """The pages without what runs along them, the number printed on each, and the address.

    A line at a page's edge runs if it comes again, but for its figures, at the same height
    of another page, or is a page number, or what a browser prints: the time and the
    address. A number that stands alone is a page number if it counts pages together with
    those of other pages, or stands in the margin. A number is empty where none is printed,
    and so is the address.
    """
    known = _again(pages)
    numbers = _page_numbers(pages)
    kept: list[Page] = []
    printed: list[str] = []
    address = ""
    for page in pages:
        running = [
            line
            for line in page.lines
            if _is_at_an_edge(line, page) and (id(line) in numbers or _is_known(line, known))
        ]
        alone = [found["number"] for line in running if (found := _NUMBER.fullmatch(line.text))]
        beside = [number for line in running if (number := _at_an_end(line.text))]
        printed.append(next(iter(alone + beside), ""))
        named = (_ADDRESS.search(line.text) for line in running)
        address = address or next((one[0] for one in named if one), "")
        out = set(map(id, running))
        kept.append(replace(page, lines=[line for line in page.lines if id(line) not in out]))
    return kept, printed, address


def labels(printed: Sequence[str], stated: Sequence[str]) -> list[str]:
    """What to cite each page by: what the file says, else what is printed, else its count.

    What is printed is believed where it counts the pages: then it is completed.
    """
    if any(label for label in stated):
        return [label or str(number) for number, label in enumerate(stated, 1)]
    offsets = Counter(
        int(number) - place for place, number in enumerate(printed) if number.isdecimal()
    )
    first, times = offsets.most_common(1)[0] if offsets else (1, 0)
    if (times < 2 and len(printed) > 1) or times * 2 < len(printed) or first < 0:
        first = 1
    return [str(first + place) for place in range(len(printed))]


def _again(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_key(line) for line in page.lines if _is_at_an_edge(line, page)})
    return frozenset(key for key, times in seen.items() if times > 1)


def _is_at_an_edge(line: Line, page: Page) -> bool:
    return line.top > page.height * (1 - _EDGE) or line.bottom < page.height * _EDGE


def _key(line: Line) -> tuple[str, int]:
    """The same for lines that say the same at the same height, page numbers aside."""
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)


def _is_known(line: Line, known: frozenset[tuple[str, int]]) -> bool:
    """Whether the line comes again, or is a browser's; numbers alone come again in listings."""
    if _NUMBER.fullmatch(line.text):
        return False
    words, height = _key(line)
    is_again = any((words, near) in known for near in (height - 1, height, height + 1))
    return is_again or bool(_BROWSER.fullmatch(line.text))


def _page_numbers(pages: Sequence[Page]) -> frozenset[int]:
    """The ids of the lines that are page numbers by themselves."""
    found = [
        (place, line, number)
        for place, page in enumerate(pages)
        for line, number in _outermost_numbers(page)
        if _is_at_an_edge(line, page)
    ]
    # A sheet may show two pages: then the numbers count by two.
    counted = {(by, number - by * at, at) for at, _, number in found for by in (1, 2)}
    together = Counter((by, first) for by, first, _ in counted)
    return frozenset(
        id(line)
        for place, line, number in found
        if any(together[by, number - by * place] > 1 for by in (1, 2))
        or not line.text.strip(" .-–—|[]").isalnum()
        or _is_in_the_margin(line, pages[place])
    )


def _outermost_numbers(page: Page) -> Iterator[tuple[Line, int]]:
    """The lines that are numbers, with nothing above or nothing below them."""
    highest = max((line.top for line in page.lines), default=0.0) - 1
    deepest = min((line.bottom for line in page.lines), default=0.0) + 1
    for line in page.lines:
        if line.top >= highest or line.bottom <= deepest:
            if found := _NUMBER.fullmatch(line.text):
                yield line, _value(found["number"].lower())


def _value(number: str) -> int:
    """A number in figures or in small Roman numerals.

    >>> _value("12"), _value("xiv")
    (12, 14)
    """
    if number.isdecimal():
        return int(number)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in number]
    after = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, after, strict=True))


def _is_in_the_margin(line: Line, page: Page) -> bool:
    """Whether the line stands at the very edge of the page, apart from the text."""
    is_far_out = line.top > page.height * (1 - _MARGIN) or line.bottom < page.height * _MARGIN
    return is_far_out and all(
        other is line
        or other.bottom - line.top > 0.8 * line.height
        or line.bottom - other.top > 0.8 * line.height
        for other in page.lines
    )


def _at_an_end(text: str) -> str:
    """The page number that a running title begins or ends with."""
    found = re.match(r"(\d{1,4})\s+\D", text) or re.search(r"\D\s(\d{1,4})(?:/\d+)?$", text)
    return found[1] if found else ""
