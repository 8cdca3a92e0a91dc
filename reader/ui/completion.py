"""Completing tags, from the ones in use, and the names of encodings; letters may be left out."""

from collections.abc import Iterable, Sequence

_ENCODINGS = (
    "utf-8 cp1252 cp1250 cp1251 cp1253 cp1254 cp1256 iso8859-1 iso8859-2 iso8859-15 koi8-r"
    " mac-roman gb18030 big5 shift_jis euc_jp iso2022_jp euc_kr utf-16-le utf-16-be"
).split()


def split_tags(line: str) -> list[str]:
    """The tags of a line, which are separated by commas.

    >>> split_tags("money/donation, Trump ,")
    ['money/donation', 'Trump']
    """
    return [tag.strip() for tag in line.split(",") if tag.strip()]


def complete_tags(line: str, used: Sequence[str], last: Sequence[str] = ()) -> list[str]:
    """The lines that this one could become when its last tag is completed, best first.

    Args:
        line: what is typed, tags separated by commas.
        used: the tags in use, most used first.
        last: the tags given last; all of them are the first offer on an empty line.
    """
    before, comma, typed = line.rpartition(",")
    given = {tag.casefold() for tag in split_tags(before)}
    head = f"{before.rstrip()}{comma} " if comma else ""
    wanted = typed.strip().casefold()
    fitting = [
        tag for tag in used if tag.casefold() not in given and _rank(tag, wanted) is not None
    ]
    fitting.sort(key=lambda tag: _rank(tag, wanted) or 0)
    offers = [f"{head}{tag}" for tag in fitting]
    if not line.strip() and last:
        again = ", ".join(last)
        offers = [again, *(offer for offer in offers if offer != again)]
    return offers


def complete_encodings(line: str) -> list[str]:
    """The usual encodings that the line could mean, best first.

    >>> complete_encodings("koi")
    ['koi8-r']
    """
    return complete_name(line, _ENCODINGS)


def complete_name(line: str, names: Iterable[str]) -> list[str]:
    """The names that the line could mean, best first."""
    wanted = line.strip().casefold()
    fitting = [name for name in names if _rank(name, wanted) is not None]
    return sorted(fitting, key=lambda name: _rank(name, wanted) or 0)


def _rank(tag: str, wanted: str) -> int | None:
    """How well a tag fits what is typed, 0 best: its start, a part's start, inside, letters in order."""
    folded = tag.casefold()
    if folded.startswith(wanted):
        return 0
    if any(part.startswith(wanted) for part in folded.split("/")):
        return 1
    if wanted in folded:
        return 2
    letters = iter(folded)
    return 3 if all(letter in letters for letter in wanted) else None
