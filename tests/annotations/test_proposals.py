"""What programs propose: apart from marks until a reader takes or drops it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import Notebook, Proposal
from annotations.errors import InvalidAnnotationError
from annotations.proposal import as_proposed, is_open, open_proposals
from tests.annotations.builders import SOURCE, TEXT, reopened, span_of

COST = "the breakwater had cost 4.1 million"


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path, creator="Ada") as notebook:
        yield notebook


def proposal(words: str = COST, **said: object) -> Proposal:
    made = Proposal(TEXT, *span_of(words), SOURCE, kind="claim", creator="gpt")
    return made._replace(**said)  # type: ignore[arg-type]  # as they come


def test_proposals_come_in_one_step_and_stand_apart_from_marks(notebook: Notebook) -> None:
    change = notebook.propose([proposal(), proposal("No one was hurt", tags=("safety",))])

    assert len(change.ids) == 2
    assert notebook.annotations() == []
    assert [each.quote.exact for each in notebook.annotations("kind:proposal by:gpt")] == [
        COST,
        "No one was hurt",
    ]
    assert not any(notebook.counts().values())
    assert notebook.tags() == []
    notebook.undo()
    assert notebook.annotations("kind:proposal") == []


def test_a_proposal_says_what_it_would_be(notebook: Notebook) -> None:
    (id,) = notebook.propose([proposal(verdict="disputed", note="Who paid?")]).ids

    would_be = as_proposed(notebook.get(id))

    assert (would_be.kind, would_be.verdict, would_be.note) == ("claim", "disputed", "Who paid?")
    assert (would_be.creator, would_be.extra) == ("gpt", {})


def test_what_is_taken_is_the_readers_mark_and_cites_the_proposal(
    notebook: Notebook, tmp_path: Path
) -> None:
    (id,) = notebook.propose([proposal(tags=("cost",), note="A sum.")]).ids

    taken = notebook.take_proposals(id)

    (mark,) = notebook.annotations()
    assert taken.ids[0] == mark.id
    assert (mark.creator, mark.kind, mark.tags, mark.note) == ("Ada", "claim", ("cost",), "A sum.")
    assert (mark.verdict, mark.extra) == ("unchecked", {"suggested": True})
    assert [(link.type, link.to) for link in mark.relations] == [("cites", id)]
    assert not is_open(notebook.get(id))
    with reopened(tmp_path) as again:
        assert open_proposals(again.everything()) == []
    notebook.undo()
    assert notebook.annotations() == []
    assert is_open(notebook.get(id))


def test_what_was_answered_is_not_taken_again(notebook: Notebook) -> None:
    one, other = notebook.propose([proposal(), proposal("No one was hurt")]).ids
    notebook.drop_proposals(one)

    notebook.take_proposals([one, other])

    assert [each.quote.exact for each in notebook.annotations()] == ["No one was hurt"]
    assert notebook.take_proposals([one, other]).ids == ()


def test_a_proposal_can_be_taken_as_another_kind(notebook: Notebook) -> None:
    (id,) = notebook.propose([proposal(kind="highlight")]).ids
    notebook.take_proposals(id, "claim")
    assert [(each.kind, each.verdict) for each in notebook.annotations()] == [
        ("claim", "unchecked")
    ]


def test_one_proposal_that_cannot_be_made_leaves_all_out(notebook: Notebook) -> None:
    with pytest.raises(InvalidAnnotationError):
        notebook.propose([proposal(), proposal(kind="highlight", verdict="refuted")])
    assert notebook.everything() == []


def test_proposals_teach_nothing_until_they_are_taken(notebook: Notebook) -> None:
    (id,) = notebook.propose([proposal()]).ids
    assert notebook.learned() == ([], [])
    notebook.take_proposals(id)
    assert [each.kind for each in notebook.learned()[0]] == ["claim"]


def test_a_proposal_with_nothing_said_of_what_it_would_be_is_a_highlight(
    notebook: Notebook,
) -> None:
    (id,) = notebook.propose([proposal()]).ids
    assert as_proposed(replace(notebook.get(id), extra={})).kind == "highlight"
