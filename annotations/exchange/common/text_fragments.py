"""Links that lead to the very passage: text fragments, as browsers understand them."""

from urllib.parse import quote as percent_encoded

from annotations.model import Annotation

_SHORT = 120
_BORDER_WORDS = 6
_CONTEXT_WORDS = 3


def passage_link(mark: Annotation) -> str | None:
    """The address of the article with the passage as its text fragment; None without one.

    A long passage is given by its first and last words, as the specification of text
    fragments (WICG scroll-to-text-fragment) proposes. Its words stay whole.
    """
    url = mark.source.url or ""
    if not url.lower().startswith(("http://", "https://")) or not url.isprintable():
        return None
    if any(sign in url for sign in ' <>\\"`{}|^'):
        return None
    address, _, fragment = url.partition("#")
    return f"{address}#{fragment.partition(':~:')[0]}:~:text={_directive(mark)}"


def _directive(mark: Annotation) -> str:
    words = mark.quote.exact.split()
    prefix = _whole_words(mark.quote.prefix)[-_CONTEXT_WORDS:]
    suffix = _whole_words(mark.quote.suffix[::-1])[-_CONTEXT_WORDS:]
    parts = [_encoded(words)]
    lines = [line.split() for line in mark.quote.exact.strip().split("\n")]
    is_long = len(" ".join(words)) > _SHORT and len(words) > 2 * _BORDER_WORDS
    # Words on both sides of a paragraph's end are not found as one.
    if is_long or len(lines) > 1:
        parts = [_encoded(lines[0][:_BORDER_WORDS]), _encoded(lines[-1][-_BORDER_WORDS:])]
    if prefix and _is_whole(mark.quote.prefix[-1:], mark.quote.exact[:1]):
        parts.insert(0, _encoded(prefix) + "-")
    if suffix and _is_whole(mark.quote.exact[-1:], mark.quote.suffix[:1]):
        parts.append("-" + _encoded([word[::-1] for word in reversed(suffix)]))
    return ",".join(parts)


def _is_whole(before: str, after: str) -> bool:
    """Whether a word does not run on over the border."""
    return not (before.isalnum() and after.isalnum())


def _whole_words(context: str) -> list[str]:
    """The words of the last line of the context, without the first, which may be cut."""
    line = context.rsplit("\n", 1)[-1]
    words = line.split()
    return words[1:] if line == context else words


def _encoded(words: list[str]) -> str:
    # A hyphen, a comma and an ampersand have a meaning in the directive.
    text = percent_encoded(" ".join(words), safe="", errors="replace")
    return text.replace("-", "%2D")
