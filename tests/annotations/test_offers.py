"""What a reader says to suggestions and matches, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import MARK_KINDS, Change, Notebook
from annotations.errors import InvalidAnnotationError, UnknownAnnotationError
from annotations.exchange import FORMATS
from annotations.exchange.common.format import Context
from annotations.ids import hash_text
from tests.annotations.builders import SOURCE, TEXT, a_suggestion, mark, reopened, span_of

COST = "The mayor first put the figure at 3.4 million in March."
STORM = "Work began in 2021 after the storm that sank nine boats."


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path, creator="Ada") as notebook:
        yield notebook


def _dismiss(notebook: Notebook, words: str = STORM, claim: str | None = None) -> Change:
    return notebook.dismiss(TEXT, *span_of(words), SOURCE, claim)


def _accept(notebook: Notebook, words: str = COST) -> Change:
    return notebook.accept_suggestion(TEXT, a_suggestion(words), SOURCE)


def _dismissed(notebook: Notebook, text: str = TEXT) -> list[str]:
    pairs = notebook.dismissed(replace(SOURCE, text_sha256=hash_text(text)), text)
    return [text[anchor.start : anchor.end] for _, anchor in pairs if anchor.start is not None]


def _learned(notebook: Notebook) -> tuple[list[str], list[str]]:
    accepted, dismissed = notebook.learned()
    return [each.quote.exact for each in accepted], [each.quote.exact for each in dismissed]


def test_a_suggestion_that_is_accepted_is_an_unchecked_claim_which_was_suggested(
    notebook: Notebook,
) -> None:
    claim = notebook.get(_accept(notebook).ids[0])
    assert (claim.kind, claim.verdict, claim.quote.exact) == ("claim", "unchecked", COST)
    assert (claim.extra, claim.creator) == ({"suggested": True}, "Ada")


def test_what_is_dismissed_is_in_no_list_count_or_export_unless_it_is_asked_for(
    notebook: Notebook,
) -> None:
    kept = mark(notebook, tags=("money",))
    hidden = _dismiss(notebook).ids[0]
    assert [each.id for each in notebook.annotations()] == [kept]
    assert [each.id for each in notebook.annotations("boats or -kind:claim")] == [kept]
    assert [each.id for each in notebook.of(SOURCE)] == [kept]
    assert [each.id for each, _ in notebook.anchors(SOURCE, TEXT)] == [kept]
    assert notebook.counts() == {SOURCE.path: 1}
    assert notebook.last_marking() == ("highlight", ("money",))
    assert [each.id for each in notebook.annotations("kind:dismissed")] == [hidden]
    assert [each.id for each in notebook.annotations("kind:dismissed boats")] == [hidden]
    assert notebook.annotations("kind:dismissed mayor") == []


def test_the_tags_of_what_is_hidden_are_not_offered(notebook: Notebook) -> None:
    hidden = notebook.get(_dismiss(notebook).ids[0])
    notebook.tag(hidden.id, add=("secret",))
    mark(notebook, tags=("money",))
    assert notebook.tags() == [("money", 1)]


def test_the_counts_follow_what_is_dismissed_and_brought_back(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        assert notebook.counts()["harbour-cost.txt"] == 0
        mark(notebook)
        _dismiss(notebook)
        assert notebook.counts()["harbour-cost.txt"] == 1
        notebook.undo()
        assert notebook.counts()["harbour-cost.txt"] == 1
        notebook.redo()
    with reopened(tmp_path) as notebook:
        assert notebook.counts()["harbour-cost.txt"] == 1


def test_a_dismissal_is_undone_after_a_restart(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        _dismiss(notebook)
    with reopened(tmp_path) as notebook:
        assert _dismissed(notebook) == [STORM]
        assert _learned(notebook) == ([], [STORM])
        undone = notebook.undo()
        assert undone is not None
        assert undone.verb == "dismiss suggestion"
        assert _dismissed(notebook) == []
        assert _learned(notebook) == ([], [])


def test_a_passage_is_dismissed_once(notebook: Notebook) -> None:
    _dismiss(notebook)
    assert _dismiss(notebook).after == ()
    assert len(notebook.annotations("kind:dismissed")) == 1


def test_what_is_dismissed_is_found_again_in_a_text_that_has_changed(notebook: Notebook) -> None:
    _dismiss(notebook)
    assert _dismissed(notebook, "A line that is new.\n\n" + TEXT) == [STORM]


def test_a_rejected_match_names_the_claim_and_is_no_lesson(notebook: Notebook) -> None:
    claim = mark(notebook, kind="claim")
    _dismiss(notebook)
    rejected = notebook.get(_dismiss(notebook, claim=claim).ids[0])
    assert [(link.type, link.to) for link in rejected.relations] == [("not-same-claim", claim)]
    assert _learned(notebook) == ([], [STORM])
    with pytest.raises(UnknownAnnotationError):
        _dismiss(notebook, claim="urn:uuid:nowhere")


def test_no_reader_marks_with_a_hidden_kind(notebook: Notebook) -> None:
    id = mark(notebook)
    with pytest.raises(InvalidAnnotationError, match="highlight, claim, question"):
        notebook.change_kind(id, "dismissed")
    with pytest.raises(InvalidAnnotationError):
        mark(notebook, kind="dismissed")
    assert "dismissed" not in MARK_KINDS


def test_a_claim_is_a_lesson_while_it_stands_and_only_if_it_was_suggested(
    notebook: Notebook,
) -> None:
    mark(notebook, STORM, kind="claim")
    accepted = _accept(notebook).ids[0]
    assert _learned(notebook) == ([COST], [])
    notebook.change_kind(accepted, "highlight")
    assert _learned(notebook) == ([], [])
    notebook.undo()
    notebook.remove(accepted)
    assert _learned(notebook) == ([], [])


def test_forgetting_is_one_step_that_brings_nothing_back(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        _accept(notebook)
        _dismiss(notebook)
        assert len(notebook.forget_suggestions().after) == 2
        assert notebook.forget_suggestions().after == ()
    with reopened(tmp_path) as notebook:
        assert _learned(notebook) == ([], [])
        assert _dismissed(notebook) == [STORM]
        assert notebook.counts()["harbour-cost.txt"] == 1
        assert [each.quote.exact for each in notebook.annotations()] == [COST]
        notebook.undo()
        assert _learned(notebook) == ([COST], [STORM])


def test_what_is_dismissed_goes_along_when_stores_are_merged(tmp_path: Path) -> None:
    with Notebook.open(tmp_path / "a") as notebook:
        _dismiss(notebook)
        mark(notebook)
    with Notebook.open(tmp_path / "b") as notebook:
        assert notebook.maintenance.merge(tmp_path / "a").new == 1
        assert _dismissed(notebook) == [STORM]


def test_an_imported_mark_is_no_double_of_what_was_dismissed_there(notebook: Notebook) -> None:
    _dismiss(notebook)
    hidden = notebook.annotations("kind:dismissed")[0]
    copied = replace(hidden, id="", kind="highlight")
    assert len(notebook.add((copied,), {"harbour-cost.txt": TEXT}).added) == 1


@pytest.mark.parametrize("name", ["json", "jsonld"])
def test_what_is_dismissed_comes_back_from_an_export_that_asks_for_it(
    notebook: Notebook, name: str
) -> None:
    claim = mark(notebook, kind="claim")
    _dismiss(notebook, claim=claim)
    given = notebook.annotations("kind:dismissed or kind:claim")
    written = "".join(FORMATS[name].write(given, Context(notebook.text)))
    read = FORMATS[name].read
    assert read is not None
    assert sorted(read(written).annotations, key=lambda each: each.id) == given


def test_an_export_of_marks_does_not_speak_of_what_is_hidden(notebook: Notebook) -> None:
    mark(notebook)
    _dismiss(notebook)
    written = "".join(FORMATS["brat"].write(notebook.annotations(), Context(notebook.text)))
    assert "dismissed" not in written
    assert "not-same-claim" not in written
