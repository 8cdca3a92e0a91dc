"""Where the lines of a text begin in a column of a given width.

Used for the first page before anything heavy is imported, and by the layout afterwards,
so that nothing moves when the one takes over from the other.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from reader.page.cells import is_cluster_start, is_simple, widths

TYPE_CHECKING = False  # ``typing`` is not light
if TYPE_CHECKING:
    from reader.articles.long_text import Text

_SPACES = (
    " \n\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
)
_CLOSING = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    ",.:;?!)]}%‰℃～—"
)
_OPENING = frozenset("（［｛〔〈《「『【〘〖〝‘“«([{＄￥")


def wrap(
    text: "Text", width: int, start: int = 0, end: int | None = None, hang: int = 0
) -> list[int]:
    """The offsets at which the lines of ``text[start:end]`` begin; the first is ``start``.

    Lines break after spaces (a line end within counts as one), after an em dash and
    around wide characters; spaces at a line's end take no room. A word too long for a line
    is cut between characters. Every line but the first is ``hang`` cells narrower.
    No line is wider than its room, unless one character is.
    """
    end = len(text) if end is None else end
    passage = text[start:end]
    first, rest = max(1, width), max(1, width - hang)
    if is_simple(passage):
        lines = _wrap_simple(passage, first, rest)
    else:
        lines = _wrap_wide(passage, first, rest)
    return [start + line for line in lines] if start else lines


def _wrap_simple(passage: str, first: int, rest: int) -> list[int]:
    """Wrap text of one cell for each character, by searching back for a space."""
    passage = passage.replace("\n", " ").replace("\t", " ").rstrip(" ")
    has_dash = "—" in passage
    length = len(passage)
    lines = [0]
    start, room = 0, first
    while length - start > room:
        last = start + room
        cut = passage.rfind(" ", start, last + 1) + 1
        if has_dash:
            cut = max(cut, passage.rfind("—", start, last) + 1)
        if cut <= start:
            cut = last
        while passage[cut] == " ":
            cut += 1
        lines.append(cut)
        start, room = cut, rest
    return lines


def _wrap_wide(passage: str, first: int, rest: int) -> list[int]:
    """Wrap text with characters of no or two cells, by adding up their widths."""
    passage = passage.rstrip(_SPACES)
    edges = list(accumulate(widths(passage), initial=0))
    length = len(passage)
    lines = [0]
    start, room = 0, first
    while edges[length] - edges[start] > room:
        full = bisect_right(edges, edges[start] + room) - 1
        start, room = _cut(passage, edges, start, full), rest
        if start >= length:
            break
        lines.append(start)
    return lines


def _cut(passage: str, edges: list[int], start: int, full: int) -> int:
    """Where the next line begins, if the characters of ``start:full`` fit on this one."""
    after = full
    while after < len(passage) and passage[after] in _SPACES:
        after += 1
    if after > full and is_cluster_start(passage, after):
        return after
    for at in range(full, start, -1):
        if _may_break(passage, edges, at):
            return at
    for at in range(full, start, -1):
        if is_cluster_start(passage, at):
            return at
    at = start + 1
    while not is_cluster_start(passage, at):
        at += 1
    return at


def _may_break(passage: str, edges: list[int], at: int) -> bool:
    before, after = passage[at - 1], passage[at]
    if after in _SPACES:
        return False
    if before not in _SPACES:
        if after in _CLOSING or before in _OPENING:
            return False
        base = bisect_left(edges, edges[at]) - 1
        if before != "—" and edges[at + 1] - edges[at] != 2 and edges[at] - edges[base] != 2:
            return False
    return is_cluster_start(passage, at)
