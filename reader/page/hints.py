"""Letters to point at something on screen with one key, or two."""

KEYS = "asdfghjklqwertyuiopzxcvbnm23456789ASDFGHJKLQWERTYUIOPZXCVBNM"
"""The home row first, capitals last; without 0 and 1, which look like letters."""


def labels(count: int) -> list[str]:
    """So many different labels, short ones first, none of which begins another.

    >>> labels(3)
    ['a', 's', 'd']
    """
    short, long = list(KEYS), list[str]()
    while len(short) + len(long) < count:
        prefix = short.pop()
        long += [prefix + key for key in KEYS]
        if not short:
            short, long = long, []
    return (short + long)[:count]
