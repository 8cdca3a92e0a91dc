"""Two notes on one mark, written in two windows that did not know of each other."""

_BETWEEN = "— written in another window —"


def both_notes(before: str, there: str, written: str) -> str:
    """What is to be kept of a note: ``there`` is it now, ``before`` as it was when writing began.

    Nothing that either window wrote is lost; what one of them holds already stands once.

    >>> both_notes("", "", "Mine.")
    'Mine.'
    >>> print(both_notes("", "Theirs.", "Mine."))
    Theirs.
    <BLANKLINE>
    — written in another window —
    <BLANKLINE>
    Mine.
    """
    if there.strip() in written or there == before:
        return written
    if written.strip() in there:
        return there
    return f"{there.rstrip()}\n\n{_BETWEEN}\n\n{written}"
