"""The few marks that the sample is shown with."""

from dataclasses import dataclass
from pathlib import Path

from annotations import Notebook
from reader.library.library import Library
from reader.marks.library_marks import source_of


@dataclass(frozen=True, slots=True)
class _Mark:
    path: str
    quote: str
    kind: str
    tags: tuple[str, ...]
    verdict: str | None = None
    note: str = ""


_MARKS = (
    _Mark(
        "harbour-cost.txt",
        "Tarrenmouth’s new breakwater cost 4.1 million crowns, twice the estimate",
        "claim",
        ("money/cost",),
        "disputed",
        "4.1 here, 3.4 in March, 3.9 in the boat owners’ letter. The accounts would settle it.",
    ),
    _Mark(
        "harbour-cost.txt",
        "a storm sank nine boats",
        "claim",
        ("boats",),
        "mixed",
        "The letter explains it: eleven sank, two of them were raised within the week.",
    ),
    _Mark(
        "harbour-cost.txt",
        "“We knew the price of the stone, but not the price of the sea,”",
        "claim",
        ("quotation",),
        note="Printed in three ways. Who was there?",
    ),
    _Mark(
        "council-minutes-report.txt",
        "will cost no more than 3.4 million crowns",
        "claim",
        ("money/cost",),
        "refuted",
    ),
    _Mark("letter.txt", "he has seen invoices for 3.9 million", "claim", ("money/cost",)),
    _Mark(
        "letter.txt",
        "Publish the accounts of the breakwater, from the first survey to the last pile",
        "highlight",
        ("background",),
    ),
    _Mark(
        "sea-wall-doubled.txt",
        "The remaining 2.5 million is borrowed over 20 years",
        "question",
        ("money/loan",),
        note="Over 25 years, says the authority’s own report.",
    ),
)


_CONTRADICTS = ("he has seen invoices for 3.9 million", _MARKS[0].quote)
"""A claim, and the one of another article that it contradicts."""


def mark_sample(library: Library, store: Path) -> None:
    """Make the marks in the store, each on words that stand in its article once."""
    ids: dict[str, str] = {}
    with Notebook.open(store) as notebook:
        for mark in _MARKS:
            article = library.load(mark.path)
            start = article.text.index(mark.quote)
            change = notebook.mark(
                article.text,
                start,
                start + len(mark.quote),
                source_of(article, library.home(store)),
                kind=mark.kind,
                tags=mark.tags,
                verdict=mark.verdict,
                note=mark.note,
            )
            ids[mark.quote] = change.ids[0]
        other, claim = _CONTRADICTS
        notebook.link(ids[claim], "contradicts", ids[other])
