"""What a reader can say of marks whose text has changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Anchor, Annotation, Notebook, Source
from annotations.anchoring import word_diff
from annotations.errors import InvalidAnnotationError
from annotations.identity import hash_text
from annotations.review import needs_review, tally, then_and_now, to_review
from tests.annotations.builders import SOURCE, TEXT, mark, reopened

FLIPPED = TEXT.replace("3.4 million in March", "4.3 million in March")
WITHOUT = TEXT.replace("Work began in 2021 after the storm that sank nine boats.", "")


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path) as notebook:
        yield notebook


def source_of(text: str, path: str | None = SOURCE.path) -> Source:
    return replace(SOURCE, path=path, text_sha256=hash_text(text))


def seen(notebook: Notebook, text: str) -> list[tuple[Annotation, Anchor]]:
    return notebook.anchors(source_of(text), text)


def only(notebook: Notebook, text: str) -> tuple[Annotation, Anchor]:
    (pair,) = seen(notebook, text)
    return pair


def marked_figure(notebook: Notebook) -> str:
    return mark(notebook, "The mayor first put the figure at 3.4 million in March.", kind="claim")


def marked_storm(notebook: Notebook) -> str:
    return mark(notebook, "Work began in 2021 after the storm that sank nine boats.")


# What asks for review


def test_an_unchanged_text_asks_nothing(notebook: Notebook) -> None:
    marked_figure(notebook)
    assert to_review(seen(notebook, TEXT)) == []


def test_a_changed_claim_asks_for_review_until_it_is_accepted(notebook: Notebook) -> None:
    id = marked_figure(notebook)
    made, anchor = only(notebook, FLIPPED)
    assert (anchor.status, needs_review(made, anchor)) == ("changed", True)
    notebook.accept(id, anchor, FLIPPED)
    made, after = only(notebook, FLIPPED)
    assert (after.status, after.start, after.end) == ("exact", anchor.start, anchor.end)
    assert not needs_review(made, after)


def test_an_orphan_asks_for_review_until_it_is_kept(notebook: Notebook) -> None:
    id = marked_storm(notebook)
    assert len(to_review(seen(notebook, WITHOUT))) == 1
    notebook.keep_orphaned(id)
    assert only(notebook, WITHOUT)[1].status == "orphaned"
    assert to_review(seen(notebook, WITHOUT)) == []
    assert to_review(seen(notebook, WITHOUT + " And so on.")) == []


def test_a_kept_orphan_that_is_found_again_has_its_place_back(notebook: Notebook) -> None:
    notebook.keep_orphaned(marked_storm(notebook))
    assert only(notebook, TEXT)[1].status == "exact"


def test_statuses_are_tallied_the_untroubled_ones_first(notebook: Notebook) -> None:
    marked_storm(notebook)
    marked_figure(notebook)
    mark(notebook, "No one was hurt.")
    counts = tally(seen(notebook, WITHOUT.replace("3.4", "4.3")))
    assert list(counts.items()) == [("exact", 1), ("changed", 1), ("orphaned", 1)]


# Accepting


def test_accepting_rewrites_nothing_of_what_was_recorded(notebook: Notebook) -> None:
    id = marked_figure(notebook)
    before = notebook.get(id)
    notebook.accept(id, only(notebook, FLIPPED)[1])
    after = notebook.get(id)
    assert (after.quote, after.position, after.source) == (
        before.quote,
        before.position,
        before.source,
    )


def test_what_was_accepted_is_not_asked_again_while_its_words_stay(notebook: Notebook) -> None:
    id = marked_figure(notebook)
    notebook.accept(id, only(notebook, FLIPPED)[1], FLIPPED)
    made, anchor = only(notebook, "A word before.\n\n" + FLIPPED)
    assert (anchor.status, needs_review(made, anchor)) == ("exact", False)


def test_words_that_change_again_after_they_were_accepted_ask_again(notebook: Notebook) -> None:
    id = marked_figure(notebook)
    notebook.accept(id, only(notebook, FLIPPED)[1], FLIPPED)
    again = FLIPPED.replace("4.3 million", "5.9 million")
    made, anchor = only(notebook, again)
    assert (anchor.status, needs_review(made, anchor)) == ("changed", True)


def test_several_are_accepted_in_one_step_that_is_undone_as_one(notebook: Notebook) -> None:
    marked_figure(notebook)
    mark(notebook, "the breakwater had cost 4.1 million")
    new = FLIPPED.replace("4.1", "1.4")
    asked = to_review(seen(notebook, new))
    change = notebook.accept([made.id for made, _ in asked], [anchor for _, anchor in asked])
    assert (change.verb, len(change.after)) == ("accept", 2)
    assert to_review(seen(notebook, new)) == []
    notebook.undo()
    assert len(to_review(seen(notebook, new))) == 2
    notebook.redo()
    assert to_review(seen(notebook, new)) == []


def test_accepting_again_changes_nothing(notebook: Notebook) -> None:
    id = marked_figure(notebook)
    anchor = only(notebook, FLIPPED)[1]
    notebook.accept(id, anchor)
    assert notebook.accept(id, anchor).after == ()


@pytest.mark.parametrize(
    "anchor", [Anchor("orphaned", 0.0, None, None, "a" * 64), Anchor("changed", 0.9, 3, 8)]
)
def test_what_says_no_place_or_no_text_cannot_be_accepted(
    notebook: Notebook, anchor: Anchor
) -> None:
    id = marked_figure(notebook)
    with pytest.raises(InvalidAnnotationError):
        notebook.accept(id, anchor)
    with pytest.raises(InvalidAnnotationError):
        notebook.accept([id], [])
    assert notebook.get(id).anchor is None


# Attaching by hand


def test_an_orphan_is_attached_where_the_reader_says(notebook: Notebook, tmp_path: Path) -> None:
    id = marked_storm(notebook)
    new = WITHOUT + " Building started three years ago."
    start = new.index("Building")
    before = notebook.get(id)
    notebook.reattach(id, new, start, len(new), source_of(new))
    made, anchor = only(notebook, new)
    assert (anchor.status, anchor.start, anchor.end) == ("exact", start, len(new))
    assert (made.quote, made.position) == (before.quote, before.position)
    assert made.source.text_sha256 == before.source.text_sha256
    later = "News. " + new
    assert only(notebook, later)[1].start == start + len("News. ")
    assert only(reopened(tmp_path), later)[1].status == "exact"


def test_attaching_by_hand_can_be_undone(notebook: Notebook) -> None:
    id = marked_storm(notebook)
    notebook.reattach(id, WITHOUT, 0, 10, source_of(WITHOUT))
    notebook.undo()
    assert only(notebook, WITHOUT)[1].status == "orphaned"


def test_a_mark_cannot_be_attached_to_nothing(notebook: Notebook) -> None:
    id = marked_storm(notebook)
    with pytest.raises(InvalidAnnotationError):
        notebook.reattach(id, WITHOUT, 4, 4, source_of(WITHOUT))
    assert notebook.get(id).anchor is None


# Files that get another name


def test_a_renamed_file_keeps_its_marks_by_its_text(notebook: Notebook) -> None:
    marked_figure(notebook)
    renamed = source_of(TEXT, path="old/renamed.txt")
    assert [anchor.status for _, anchor in notebook.anchors(renamed, TEXT)] == ["exact"]


def test_an_edited_file_keeps_its_marks_by_its_path(notebook: Notebook) -> None:
    marked_figure(notebook)
    assert only(notebook, FLIPPED)[1].status == "changed"


def test_a_file_edited_and_renamed_keeps_them_by_its_address(notebook: Notebook) -> None:
    on_web = replace(SOURCE, url="https://news.example/harbour")
    mark(notebook, "3.4 million", source=on_web)
    elsewhere = replace(source_of(FLIPPED, path="saved.txt"), url=on_web.url)
    assert len(notebook.anchors(elsewhere, FLIPPED)) == 1
    assert notebook.anchors(source_of(FLIPPED, path="saved.txt"), FLIPPED) == []


def test_a_file_that_was_accepted_and_then_renamed_keeps_them_too(notebook: Notebook) -> None:
    id = marked_figure(notebook)
    notebook.accept(id, only(notebook, FLIPPED)[1])
    renamed = source_of(FLIPPED, path="renamed.txt")
    assert [made.id for made, _ in notebook.anchors(renamed, FLIPPED)] == [id]


# Then and now


def test_then_and_now_are_shown_word_by_word(notebook: Notebook) -> None:
    marked_figure(notebook)
    made, anchor = only(notebook, FLIPPED)
    changes = then_and_now(made, anchor, FLIPPED)
    assert [(c.old, c.new) for c in changes if c.op != "kept"] == [(("3.4",), ("4.3",))]


def test_of_an_orphan_all_words_were_removed(notebook: Notebook) -> None:
    marked_storm(notebook)
    made, anchor = only(notebook, WITHOUT)
    assert {change.op for change in then_and_now(made, anchor, WITHOUT)} == {"removed"}


texts = st.lists(st.sampled_from("a b c d".split()), max_size=30).map(" ".join)


@given(texts, texts)
def test_the_stretches_of_a_diff_are_both_texts_again(old: str, new: str) -> None:
    changes = word_diff(old, new)
    assert [word for change in changes for word in change.old] == old.split()
    assert [word for change in changes for word in change.new] == new.split()
    assert all(change.old == change.new for change in changes if change.op == "kept")
    assert all(change.old or change.new for change in changes)


def test_a_diff_of_very_long_texts_compares_their_ends() -> None:
    old = " ".join(["same", *(f"o{n}" for n in range(3000)), "end"])
    new = " ".join(["same", *(f"n{n}" for n in range(3000)), "end"])
    assert [change.op for change in word_diff(old, new)] == ["kept", "changed", "kept"]
