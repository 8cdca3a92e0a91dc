"""What a reader says of two claims, in one step each, and takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations import Annotation, Notebook, Source
from annotations.errors import InvalidAnnotationError, UnknownAnnotationError
from tests.annotations.builders import mark

LETTER = "We keep boats there. The mayor put the figure at 3.9 million, we hear."
THERE = Source(path="letter.txt")
SPAN = (LETTER.index("The mayor"), LETTER.index(", we hear"))


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path, creator="Ada") as notebook:
        yield notebook


def links(notebook: Notebook, id: str) -> list[tuple[str, str]]:
    return [(link.type, link.to) for link in notebook.get(id).relations]


def confirmed(notebook: Notebook, claim: str, type: str = "same-claim") -> Annotation:
    change = notebook.confirm(claim, type, LETTER, *SPAN, THERE)
    return notebook.get(change.ids[0])


@pytest.mark.parametrize("type", ["same-claim", "supports", "contradicts"])
def test_confirming_marks_the_passage_and_relates_it_in_one_step(
    notebook: Notebook, type: str
) -> None:
    claim = mark(notebook, kind="claim", tags=("money",), verdict="disputed")
    made = confirmed(notebook, claim, type)
    assert made.quote.exact == LETTER[slice(*SPAN)]
    assert (made.kind, made.verdict, made.tags, made.creator) == ("claim", "unchecked", (), "Ada")
    assert links(notebook, made.id) == [(type, claim)]
    assert links(notebook, claim) == []
    notebook.undo()
    assert [each.id for each in notebook.annotations()] == [claim]


def test_a_confirmation_is_taken_back_after_a_restart(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        claim = mark(notebook, kind="claim")
        confirmed(notebook, claim)
    with Notebook.open(tmp_path) as notebook:
        notebook.undo()
        assert [each.id for each in notebook.annotations()] == [claim]


def test_what_is_said_last_of_two_claims_is_what_counts_whoever_had_the_link(
    notebook: Notebook,
) -> None:
    one = mark(notebook, kind="claim")
    other = confirmed(notebook, one).id
    notebook.link(other, "contradicts", one)
    assert (links(notebook, one), links(notebook, other)) == ([("contradicts", other)], [])
    notebook.undo()
    assert (links(notebook, one), links(notebook, other)) == ([], [("same-claim", one)])


def test_saying_the_same_again_writes_nothing(notebook: Notebook) -> None:
    one = mark(notebook, kind="claim")
    other = confirmed(notebook, one).id
    assert notebook.link(one, "same-claim", other).after == ()


def test_parting_takes_back_the_links_either_way_and_leaves_other_links(
    notebook: Notebook,
) -> None:
    one = mark(notebook, kind="claim")
    other = confirmed(notebook, one).id
    third = mark(notebook)
    notebook.relate(other, "cites", one)
    notebook.link(other, "supports", third)
    notebook.part(other, [one, third, other])
    assert links(notebook, other) == [("cites", one)]
    assert (links(notebook, one), links(notebook, third)) == ([], [])


def test_only_the_three_relations_of_claims_are_confirmed(notebook: Notebook) -> None:
    claim = mark(notebook, kind="claim")
    with pytest.raises(InvalidAnnotationError):
        notebook.confirm(claim, "cites", LETTER, *SPAN, THERE)
    with pytest.raises(InvalidAnnotationError):
        notebook.link(claim, "same-claim", claim)
    assert len(notebook.annotations()) == 1


def test_a_claim_that_was_removed_elsewhere_is_not_confirmed(notebook: Notebook) -> None:
    claim = mark(notebook, kind="claim")
    notebook.remove(claim)
    with pytest.raises(UnknownAnnotationError):
        confirmed(notebook, claim)
    assert notebook.annotations() == []
