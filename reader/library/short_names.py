"""Short names for articles that have no title of their own, from what tells them apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_PAUSE = re.compile(r"[,;:!?()\"“”…–—]|\.\s")
"""What no name goes across."""

_MOST = 3
"""The words of a name, those not counted that say nothing by themselves."""

_LETTERS = 28
"""The characters that a name of several words may have."""

_EMPTY = frozenset(
    "a an the this that these those of to in on at by for from with as and or but nor so than"
    " is was are were be been being am has have had do does did will would could should may might"
    " he she it they we you i his her its their our your my who which what when where how why"
    " not no also just very more most said says into over about after before up out off if".split()
)


def short_names(titles: Mapping[str, str]) -> dict[str, str]:
    """A name of a few words for each title, by its key: those that the fewest others have.

    The names are all different; where the words of two are not, a letter follows.

    >>> short_names({"1": "Meta confirmed late Wednesday that it gave", "2": "Meta boss visited"})
    {'1': 'confirmed late Wednesday', '2': 'boss visited'}
    """
    parts = {key: [_WORD.findall(part) for part in _PAUSE.split(t)] for key, t in titles.items()}
    spread: Counter[str] = Counter()
    for each in parts.values():
        spread.update({word.casefold() for part in each for word in part})
    return _told_apart({key: _name(parts[key], spread) or titles[key] for key in titles})


def _name(parts: list[list[str]], spread: Mapping[str, int]) -> str:
    """The stretch of words with the most of those that the fewest have; the first, if several."""
    telling = [word for part in parts for word in part if _is_telling(word)]
    if not telling:
        return " ".join(word for part in parts for word in part[:_MOST])
    fewest = min(spread[word.casefold()] for word in telling)
    best, most = "", 0
    for part in parts:
        for start, word in enumerate(part):
            if not _is_telling(word) or spread[word.casefold()] > fewest:
                continue
            for stretch in _stretches(part[start:]):
                rare = sum(_is_telling(w) and spread[w.casefold()] == fewest for w in stretch)
                if rare > most or (rare == most == 1 and " ".join(stretch).startswith(best)):
                    best, most = " ".join(stretch), rare
    return best


def _stretches(words: list[str]) -> Iterator[list[str]]:
    """The beginnings of the words that end on a telling one and are short enough."""
    told = 0
    for end, word in enumerate(words, start=1):
        told += _is_telling(word)
        if told > _MOST or (end > 1 and len(" ".join(words[:end])) > _LETTERS):
            return
        if _is_telling(word):
            yield words[:end]


def _is_telling(word: str) -> bool:
    return len(word) > 1 and word.casefold() not in _EMPTY


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """The names, those that several have with a letter, or a number after ``Z``."""
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    seen: Counter[str] = Counter()
    for key, name in names.items():
        if name in shared:
            number = seen[name]
            seen[name] += 1
            sign = chr(ord("A") + number) if number < 26 else str(number + 1)
            names[key] = f"{name} {sign}"
    return names


def on_two_lines(text: str, room: int) -> tuple[str, str]:
    """The text on two lines of at most ``room`` characters, cut between words where one can be.

    >>> on_two_lines("Tech billionaire working", 16), on_two_lines("The wall", 16)
    (('Tech billionaire', 'working'), ('The wall', ''))
    """
    if len(text) <= room:
        return text, ""
    at = text.rfind(" ", 0, room + 1)
    if at <= 0:
        return cut_at_words(text, room), ""
    return text[:at], cut_at_words(text[at + 1 :], room)


def cut_at_words(text: str, room: int) -> str:
    """The text in at most ``room`` characters, cut between words with an ellipsis.

    >>> cut_at_words("The harbour wall: what it cost", 20), cut_at_words("Breakwaters", 6)
    ('The harbour wall…', 'Break…')
    """
    if len(text) <= room:
        return text
    head = text[: max(0, room - 1)]
    at = head.rfind(" ")
    cut = head if text[len(head) : len(head) + 1] == " " or at < room // 2 else head[:at]
    return cut.rstrip(" ,;:–—-") + "…"
