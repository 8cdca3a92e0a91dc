"""Marks in a text that has changed: what a reader decides holds for that text, and can be undone."""

from pathlib import Path

import pytest

from annotations import Notebook, Source, anchored, needs_review, proposed
from annotations.ids import hash_text

OLD = "The wall cost 3.4 million crowns. It was built in a year. Nine boats sank in the storm."
NEW = "The wall cost 4.1 million crowns. It was built in a year. Nine boats sank in the storm."
FIRST = (0, 33)


def source(text: str) -> Source:
    return Source(path="wall.txt", text_sha256=hash_text(text))


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    notebook = Notebook.open(tmp_path / "store")
    notebook.mark(OLD, *FIRST, source(OLD), kind="claim")
    return notebook


def test_a_figure_that_was_changed_asks_for_a_review(notebook: Notebook) -> None:
    [(annotation, anchor)] = notebook.anchors(source(NEW), NEW)
    assert (anchor.status, anchor.start, anchor.end) == ("changed", *FIRST)
    assert needs_review(annotation, anchor)


def test_what_was_accepted_is_not_asked_for_again_and_keeps_its_quote(notebook: Notebook) -> None:
    [(annotation, anchor)] = notebook.anchors(source(NEW), NEW)
    notebook.accept({annotation.id: anchor}, NEW)
    [(accepted, again)] = notebook.anchors(source(NEW), NEW)
    assert again == anchor
    assert not needs_review(accepted, again)
    assert accepted.quote == annotation.quote


def test_accepting_can_be_undone_after_a_restart(notebook: Notebook, tmp_path: Path) -> None:
    [(annotation, anchor)] = notebook.anchors(source(NEW), NEW)
    notebook.accept({annotation.id: anchor}, NEW)
    notebook.close()
    with Notebook.open(tmp_path / "store") as reopened:
        reopened.undo()
        [(undone, again)] = reopened.anchors(source(NEW), NEW)
        assert needs_review(undone, again)


def test_a_decision_about_one_text_says_nothing_of_the_next(notebook: Notebook) -> None:
    [(annotation, anchor)] = notebook.anchors(source(NEW), NEW)
    notebook.accept({annotation.id: anchor}, NEW)
    next_text = NEW.replace("4.1", "5.0")
    [(decided, again)] = notebook.anchors(source(next_text), next_text)
    assert needs_review(decided, again)


def test_a_mark_put_right_by_hand_stands_there(notebook: Notebook) -> None:
    text = "Nothing of it is left. The new mole has cost five."
    [(annotation, anchor)] = notebook.anchors(source(text), text)
    assert anchor.status == "orphaned"
    notebook.reattach(annotation.id, text, 23, 50, source(text))
    [(moved, again)] = notebook.anchors(source(text), text)
    assert (again.status, again.start, again.end) == ("changed", 23, 50)
    assert not needs_review(moved, again)
    assert notebook.text(hash_text(text)) == text


def test_the_same_words_elsewhere_by_hand_count_as_moved(notebook: Notebook) -> None:
    text = "First of all. " + OLD[slice(*FIRST)]
    [(annotation, _)] = notebook.anchors(source(text), text)
    notebook.reattach(annotation.id, text, 14, len(text), source(text))
    [(_, again)] = notebook.anchors(source(text), text)
    assert again.status == "moved"


def test_a_lost_mark_can_be_kept_as_lost(notebook: Notebook) -> None:
    text = "Something else altogether stands here now."
    [(annotation, _)] = notebook.anchors(source(text), text)
    notebook.keep_orphaned(annotation.id, hash_text(text))
    [(kept, anchor)] = notebook.anchors(source(text), text)
    assert anchor.status == "orphaned"
    assert not needs_review(kept, anchor)


def test_marks_follow_a_file_that_was_renamed(notebook: Notebook) -> None:
    renamed = Source(path="renamed.txt", text_sha256=hash_text(OLD))
    [(_, anchor)] = anchored(notebook.of(renamed), renamed, OLD)
    assert anchor.status == "exact"


def test_what_was_put_right_by_hand_is_found_in_the_next_text_too(notebook: Notebook) -> None:
    text = "Nothing of it is left, they say. The new mole has cost five. That is all they say."
    [(annotation, _)] = notebook.anchors(source(text), text)
    notebook.reattach(annotation.id, text, 33, 60, source(text))
    later = "A line before all. " + text
    [(moved, again)] = notebook.anchors(source(later), later)
    assert later[again.start : again.end] == "The new mole has cost five."
    assert not needs_review(moved, again)


def test_what_was_kept_as_lost_is_not_asked_for_in_the_next_text(notebook: Notebook) -> None:
    text = "Something else altogether stands here now."
    [(annotation, _)] = notebook.anchors(source(text), text)
    notebook.keep_orphaned(annotation.id, hash_text(text))
    later = text + " And one line more."
    [(kept, anchor)] = notebook.anchors(source(later), later)
    assert not needs_review(kept, anchor)


TWICE = (
    "In short, the wall cost 3.4 million crowns.\n\n{0}\n\nIt was built in a year.\n\n{0}\n\n"
    "Nine boats sank in the storm, and the harbour was closed for a month."
)
PARAGRAPH = (
    "The council met on Tuesday evening and spoke until nine of the wall, of the ferries and of "
    "what the storm had done to the old mole, which was built in the year of the great flood and "
    "never mended since. The wall cost 3.4 million crowns. Nobody asked who had signed for it, and "
    "nobody at the table could have said so, for the papers were lost with the archive in the same "
    "night. The meeting closed without a vote."
)


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize("put_before", ["", "A line of news on top of all. " * 5 + "\n\n"])
def test_the_kept_text_tells_which_of_two_copies_was_marked(
    tmp_path: Path, copy: int, put_before: str
) -> None:
    text, words = TWICE.format(PARAGRAPH), "The wall cost 3.4 million crowns."
    places = [text.index(words), text.rindex(words)]
    with Notebook.open(tmp_path / "other") as notebook:
        notebook.mark(text, places[copy], places[copy] + len(words), source(text), kind="claim")
        at = places[copy] + words.index("3.4")
        new = put_before + text[:at] + "4.1" + text[at + 3 :]
        [(annotation, anchor)] = notebook.anchors(source(new), new)
        assert anchor.start == places[copy] + len(put_before)
        assert anchor.status == "changed"
        assert needs_review(annotation, anchor)
        other = places[1 - copy] + words.index("3.4")
        new = put_before + text[:other] + "4.1" + text[other + 3 :]
        [(_, anchor)] = notebook.anchors(source(new), new)
        assert (anchor.status, anchor.start) == ("exact", places[copy] + len(put_before))


def test_a_marked_copy_that_is_gone_asks_for_a_review(tmp_path: Path) -> None:
    text, words = TWICE.format(PARAGRAPH), "The wall cost 3.4 million crowns."
    start = text.index(words)
    with Notebook.open(tmp_path / "other") as notebook:
        notebook.mark(text, start, start + len(words), source(text), kind="claim")
        new = text.replace(PARAGRAPH + "\n\n", "", 1)
        [(annotation, anchor)] = notebook.anchors(source(new), new)
        assert anchor.status == "ambiguous"
        assert needs_review(annotation, anchor)


def test_the_likeliest_place_of_a_lost_mark_is_proposed_and_may_be_accepted(
    notebook: Notebook,
) -> None:
    text = "Nobody knows. Some 4 million crowns is what such a wall may have cost, said the clerk."
    [(annotation, anchor)] = notebook.anchors(source(text), text)
    assert anchor.status == "orphaned"
    proposal = proposed(annotation, text, notebook.text)
    assert proposal is not None
    assert proposal.start is not None
    assert "million crowns" in text[proposal.start : proposal.end]
    notebook.accept({annotation.id: proposal}, text)
    [(accepted, again)] = notebook.anchors(source(text), text)
    assert (again.start, again.end) == (proposal.start, proposal.end)
    assert not needs_review(accepted, again)


def test_nothing_is_proposed_where_hardly_a_word_is_left(notebook: Notebook) -> None:
    text = "Something else altogether stands here now."
    [(annotation, _)] = notebook.anchors(source(text), text)
    assert proposed(annotation, text, notebook.text) is None
