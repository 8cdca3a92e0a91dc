"""Where marks stand in a text that has changed, and which of them a reader must look at again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from annotations.anchoring import select
from annotations.anchoring.unchanged_place import as_it_stood
from annotations.model import Anchor, Annotation, Source
from annotations.text import Text

if TYPE_CHECKING:
    from annotations.anchoring import Resolver

DOUBTFUL = frozenset({"changed", "ambiguous", "orphaned"})
"""The statuses that are not believed until a reader has looked."""

_UNALTERED = frozenset({"exact", "folded", "moved"})
_BY_HAND = 1.0


def anchored(
    annotations: Iterable[Annotation],
    source: Source,
    text: Text,
    earlier: Callable[[str], str | None] = lambda sha256: None,
) -> list[tuple[Annotation, Anchor]]:
    """Each annotation with where it stands in this text now.

    They come in the order of the text; those whose passage is not found come last. What a
    reader decided about this very text holds. Otherwise the words that were accepted last
    are looked for, and unless they stand unaltered, the quote that the annotation was born
    with. ``earlier`` gives a text by its hash: what a mark was made on is compared with what
    stands there now, where that is in doubt. It can be done in a worker.
    """
    made = list(annotations)
    if not made:
        return []
    from annotations.anchoring import Resolver  # an article without marks does without

    resolver, kept = Resolver(text), cache(earlier)
    found = [(each, _anchor(each, source, resolver, kept)) for each in made]
    return sorted(found, key=lambda pair: _place(pair[1]))


def proposed(
    annotation: Annotation,
    text: Text,
    earlier: Callable[[str], str | None] = lambda sha256: None,
) -> Anchor | None:
    """Where a mark that is orphaned in this text may stand after all, for a reader to judge."""
    from annotations.anchoring import Resolver  # as in ``anchored``

    made_on = annotation.source.text_sha256
    return Resolver(text).proposal(
        annotation.quote,
        annotation.position,
        None if made_on is None else partial(earlier, made_on),
    )


def as_made(annotation: Annotation, source: Source, text: Text) -> Anchor | None:
    """Where it stands if that is plain: it was made on this very text, and its words are there.

    None where it is to be looked for, or a reader has decided about it.
    """
    quote, position = annotation.quote, annotation.position
    is_of_this_text = annotation.source.text_sha256 == source.text_sha256 is not None
    if not is_of_this_text or annotation.anchor is not None:
        return None
    if position.end - position.start != len(quote.exact):
        return None
    anchor = as_it_stood(text, quote, position)
    return None if anchor is None else replace(anchor, text_sha256=source.text_sha256)


def is_reviewed(annotation: Annotation, anchor: Anchor) -> bool:
    """Whether a reader decided that the annotation stands there in that text."""
    decided = annotation.anchor
    if decided is None:
        return False
    if decided.status == anchor.status == "orphaned":
        return not is_unplaced(annotation)  # once kept as lost, it is until it is found again
    return decided.text_sha256 == anchor.text_sha256 is not None


def is_unplaced(annotation: Annotation) -> bool:
    """Whether it came from elsewhere as words that were found in no article, and waits for one."""
    anchor = annotation.anchor
    return anchor is not None and anchor.status == "orphaned" and anchor.text_sha256 is None


def is_open_choice(annotation: Annotation) -> bool:
    """Whether it came from elsewhere as words that stand several times, and none was chosen yet."""
    anchor = annotation.anchor
    return anchor is not None and anchor.status == "ambiguous" and anchor.text_sha256 is None


def needs_review(annotation: Annotation, anchor: Anchor) -> bool:
    """Whether a reader should look where the annotation stands now, or that it is gone."""
    return anchor.status in DOUBTFUL and not is_reviewed(annotation, anchor)


def by_hand(annotation: Annotation, text: Text, start: int, end: int, sha256: str) -> Anchor:
    """The anchor of a passage that the reader says the annotation stands on now."""
    status = "moved" if text[start:end] == annotation.quote.exact else "changed"
    return Anchor(status, _BY_HAND, start, end, sha256)


def found_in(source: Source, article: Source) -> Source:
    """The source of what came as words alone, now that they have their place in this article.

    What it said of the article stays, so that it is known again when it comes another time.
    """
    return Source(
        article.path,
        source.url or article.url,
        source.title or article.title,
        source.date or article.date,
        article.text_sha256,
    )


def _anchor(
    annotation: Annotation,
    source: Source,
    resolver: "Resolver",
    earlier: Callable[[str], str | None],
) -> Anchor:
    decided = annotation.anchor
    if decided is not None and decided.text_sha256 == source.text_sha256 is not None:
        return decided
    if is_open_choice(annotation):  # its position is only the first that may be meant
        return replace(resolver.resolve(annotation.quote), text_sha256=source.text_sha256)
    anchor = _as_accepted(decided, resolver, earlier)
    if anchor is None:
        made_on = annotation.source.text_sha256
        anchor = resolver.resolve(
            annotation.quote,
            annotation.position,
            None if made_on is None else partial(earlier, made_on),
        )
    return replace(anchor, text_sha256=source.text_sha256)


def _as_accepted(
    decided: Anchor | None, resolver: "Resolver", earlier: Callable[[str], str | None]
) -> Anchor | None:
    """Where the words stand that the reader accepted in an earlier text, if they are unaltered."""
    if decided is None or decided.start is None or decided.end is None:
        return None
    text = earlier(decided.text_sha256 or "")
    if text is None or not text[decided.start : decided.end].strip():
        return None
    anchor = resolver.resolve(*select(text, decided.start, decided.end), text)
    return anchor if anchor.status in _UNALTERED else None


def _place(anchor: Anchor) -> tuple[bool, int, int]:
    if anchor.start is None or anchor.end is None:
        return True, 0, 0
    return False, anchor.start, anchor.end
