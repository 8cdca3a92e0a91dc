"""schema.org's ClaimReview and Claim, as search engines and fact-checking services read them."""

import json
from collections.abc import Iterator, Sequence

from annotations.exchange.common.control_characters import escaped
from annotations.exchange.common.format import Context
from annotations.exchange.common.iris import address_of, is_iri
from annotations.exchange.common.sources import in_text_order
from annotations.exchange.common.text_fragments import passage_link
from annotations.model import UNCHECKED, Annotation, Json

_RATINGS = {
    "refuted": (1, "False"),
    "disputed": (2, "Disputed"),
    "mixed": (3, "Mixture"),
    "unverifiable": (None, "Unverifiable"),
    "supported": (5, "True"),
}


def to_claimreview(annotations: Sequence[Annotation], _context: Context) -> Iterator[str]:
    """Give a graph of the claims: a ClaimReview for each with a verdict, a Claim for others.

    Ratings run from 1, refuted, to 5, supported; what cannot be verified has a name for
    its rating and no number. Marks that are no claims are left out.
    """
    claims = [one for one in in_text_order(annotations) if one.kind == "claim"]
    yield '{\n"@context": "https://schema.org",\n"@graph": ['
    for number, mark in enumerate(claims):
        judged = mark.verdict and mark.verdict != UNCHECKED
        node = _review(mark) if judged else {"@type": "Claim", "@id": mark.id, **_claim(mark)}
        text = escaped(json.dumps(node, ensure_ascii=False, indent=1))
        yield (",\n" if number else "\n") + text
    yield "\n]\n}\n"


def _review(mark: Annotation) -> dict[str, Json]:
    review: dict[str, Json] = {
        "@type": "ClaimReview",
        "@id": mark.id,
        "url": mark.id,
        "claimReviewed": mark.quote.exact,
        "datePublished": mark.modified[:10],
        "author": _author(mark),
        "itemReviewed": {"@type": "Claim", **_claim(mark)},
        "reviewRating": _rating(mark),
    }
    if mark.note.strip():
        review["reviewBody"] = mark.note
    if mark.evidence:
        review["citation"] = [*mark.evidence]
    if mark.tags:
        review["keywords"] = [*mark.tags]
    return review


def _author(mark: Annotation) -> dict[str, Json]:
    if mark.creator:
        return {"@type": "Person", "name": mark.creator}
    return {"@type": "Organization", "name": "Unsigned"}


def _claim(mark: Annotation) -> dict[str, Json]:
    appearance: dict[str, Json] = {"@type": "CreativeWork", "url": _where(mark)}
    if mark.source.title:
        appearance["name"] = mark.source.title
    if mark.source.date:
        appearance["datePublished"] = mark.source.date
    claim: dict[str, Json] = {"text": mark.quote.exact, "appearance": [appearance]}
    if mark.source.date:
        claim["datePublished"] = mark.source.date
    return claim


def _where(mark: Annotation) -> str:
    passage = passage_link(mark)
    return passage if passage and is_iri(passage) else address_of(mark.source)


def _rating(mark: Annotation) -> dict[str, Json]:
    value, name = _RATINGS[mark.verdict or "unverifiable"]
    rating: dict[str, Json] = {"@type": "Rating", "alternateName": name}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    return rating
