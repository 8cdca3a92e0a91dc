"""Org in which the words of others are shown and not obeyed.

Org has no sign that takes another one's meaning away. Its manual has a zero width space put
between two signs, and that is done here: the words look the same, and none of them opens a
block, runs code, includes a file, or is a link to anything but a page of the web.
"""

import re

from annotations.exchange.common.control_characters import without_controls

_SPACE = "\u200b"
_JOINER = "\u2060"
"""As narrow as the space; to Emacs it is a letter, and no border of a formula."""
_AT_LINE_START = re.compile(
    r"^([ \t]*)(?=[#:|*+-]|(?:\d+|[a-z])[.)](?:[ \t]|$)|%%\(|(?:clock|scheduled|deadline|closed):)",
    re.MULTILINE | re.IGNORECASE,
)
"""Before what begins a heading, keyword, comment, block, drawer, table, list, or code of a diary."""
_OPENING = re.compile(
    r"\[(?=\[|fn:|cite|\d*[/%]|\d{4}-)"  # links, footnotes, citations, times
    r"|<(?=[<\d%])"  # targets, times of the agenda, and those that are code
    r"|@(?=@)|\{(?=\{)"  # what goes into an export as it is; macros
    r"|\\(?=[a-z(\[])"  # LaTeX, and signs by their names
    r"|(?:src|call)(?=_)"  # code inside of a line
    r"|local variables(?=:)",  # of Emacs itself
    re.IGNORECASE,
)
_COLON_OF_A_LINK = re.compile(r"(?<=[a-z0-9+])(?<!http)(?<!https)(?<!mailto)(?<!\d\d):(?=\S)", re.I)
"""Links may be of any kind; there are some that run programs, or Lisp."""


def block_literal(text: str) -> str:
    """The text as it reads, over several lines: none of it is taken for Org."""
    return _inline(_AT_LINE_START.sub(rf"\1{_SPACE}", without_controls(text)))


def literal(text: str) -> str:
    """The text on one line, to stand behind other words."""
    return _inline(" ".join(without_controls(text).split()))


def source_block(language: str, text: str) -> str:
    """A block of source in another language, escaped as Org's own editor does it."""
    safe = re.sub(r"^([ \t]*)(?=,*(?:\*|#\+))", r"\1,", without_controls(text), flags=re.MULTILINE)
    safe = re.sub(r"(?i)local variables(?=:)", rf"\g<0>{_SPACE}", safe)
    return f"#+begin_src {language}\n{safe}\n#+end_src\n"


def _inline(words: str) -> str:
    words = _OPENING.sub(rf"\g<0>{_SPACE}", words)
    words = _COLON_OF_A_LINK.sub(f"{_SPACE}:", words)
    # One alone is an amount; two may be taken for the borders of a formula.
    return words.replace("$", f"${_JOINER}") if words.count("$") > 1 else words
