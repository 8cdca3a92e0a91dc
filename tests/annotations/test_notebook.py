"""What a front end can say to a Notebook, and what it hears."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Notebook, Source
from annotations.errors import ConflictError, InvalidAnnotationError, UnknownAnnotationError
from annotations.model import Annotation, Position, Relation
from tests.annotations.builders import SOURCE, TEXT, mark, reopened


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path, creator="Ada") as notebook:
        yield notebook


def _said(notebook: Notebook) -> list[tuple[object, ...]]:
    """All that undo must bring back: everything but revisions and times."""
    return [
        (
            a.id,
            a.kind,
            a.quote,
            a.position,
            a.tags,
            a.note,
            a.verdict,
            a.evidence,
            a.relations,
            a.colour,
        )
        for a in notebook.annotations()
    ]


# Marking


def test_a_mark_keeps_the_words_their_place_and_who_made_it(notebook: Notebook) -> None:
    id = mark(notebook, "3.4 million", kind="claim", tags=("money",), note="here", colour="red")
    made = notebook.get(id)
    assert (made.quote.exact, TEXT[made.position.start : made.position.end]) == ("3.4 million",) * 2
    assert (made.kind, made.tags, made.note, made.colour) == ("claim", ("money",), "here", "red")
    assert (made.creator, made.rev, made.source.path) == ("Ada", 1, "harbour-cost.txt")
    assert made.created == made.modified
    assert made.id.startswith("urn:uuid:")


def test_a_claim_is_unchecked_until_it_is_judged_and_nothing_else_has_a_verdict(
    notebook: Notebook,
) -> None:
    assert notebook.get(mark(notebook, kind="claim")).verdict == "unchecked"
    assert notebook.get(mark(notebook, kind="claim", verdict="mixed")).verdict == "mixed"
    assert notebook.get(mark(notebook, kind="question")).verdict is None


@pytest.mark.parametrize(
    "said", [{"kind": "clam"}, {"verdict": "mixed"}, {"kind": "claim", "verdict": "maybe"}]
)
def test_a_mark_that_cannot_be_is_refused_and_leaves_nothing(
    notebook: Notebook, said: dict[str, str]
) -> None:
    with pytest.raises(InvalidAnnotationError):
        mark(notebook, **said)
    assert notebook.annotations() == []
    assert notebook.can_undo is None


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 4), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_refused(notebook: Notebook, start: int, end: int) -> None:
    with pytest.raises(InvalidAnnotationError):
        notebook.mark(TEXT, start, end, SOURCE)


def test_the_text_a_mark_was_made_on_can_be_had_again(notebook: Notebook) -> None:
    sha256 = notebook.get(mark(notebook)).source.text_sha256
    assert sha256 is not None
    assert notebook.text(sha256) == TEXT
    assert notebook.text("0" * 64) is None
    assert notebook.text("../annotations") is None


def test_a_hash_that_is_not_the_text_s_is_refused(notebook: Notebook) -> None:
    with pytest.raises(InvalidAnnotationError, match="hash"):
        mark(notebook, source=Source(text_sha256="0" * 64))
    assert notebook.annotations() == []


def test_a_text_with_half_a_surrogate_pair_can_be_marked_and_kept(tmp_path: Path) -> None:
    text = "a \ud83d b"
    with Notebook.open(tmp_path) as notebook:
        notebook.mark(text, 2, 3, SOURCE, note="\udc80")
    with reopened(tmp_path) as notebook:
        (made,) = notebook.annotations()
        assert (made.quote.exact, made.note) == ("\ud83d", "\udc80")
        assert notebook.text(made.source.text_sha256 or "") == text


# Every verb, back and forth, also after a restart

VERBS: dict[str, Callable[[Notebook, list[str]], object]] = {
    "mark": lambda book, ids: mark(book, "nine boats", kind="question"),
    "tag": lambda book, ids: book.tag(ids, add=["boats", "money/large"], remove=["Money"]),
    "note": lambda book, ids: book.note(ids[0], "See the minutes."),
    "judge": lambda book, ids: book.judge(ids, "refuted", ("https://example.org",)),
    "change kind": lambda book, ids: book.change_kind(ids, "highlight"),
    "recolour": lambda book, ids: book.recolour(ids, "blue"),
    "relate": lambda book, ids: book.relate(ids[0], "contradicts", ids[1]),
    "unrelate": lambda book, ids: book.unrelate(ids[1], "supports", ids[0]),
    "move": lambda book, ids: book.move(ids[0], TEXT, 4, 40),
    "remove": lambda book, ids: book.remove(ids),
}


def _two_claims(notebook: Notebook) -> list[str]:
    ids = [mark(notebook, words, kind="claim", tags=["money"]) for words in ("4.1", "3.4")]
    notebook.relate(ids[1], "supports", ids[0])
    return ids


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_can_be_undone_and_redone(notebook: Notebook, verb: str) -> None:
    ids = _two_claims(notebook)
    before = _said(notebook)
    VERBS[verb](notebook, ids)
    after = _said(notebook)
    assert after != before
    undone = notebook.undo()
    assert undone is not None
    assert (undone.verb, _said(notebook)) == (verb, before)
    redone = notebook.redo()
    assert redone is not None
    assert (redone.ids, _said(notebook)) == (undone.ids, after)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_kept_and_can_be_undone_and_redone_after_a_restart(
    tmp_path: Path, verb: str
) -> None:
    with Notebook.open(tmp_path) as notebook:
        ids = _two_claims(notebook)
        before = _said(notebook)
        VERBS[verb](notebook, ids)
        after = _said(notebook)
    with reopened(tmp_path) as notebook:
        assert _said(notebook) == after
        notebook.undo()
    with reopened(tmp_path) as notebook:
        assert _said(notebook) == before
        notebook.redo()
    with reopened(tmp_path) as notebook:
        assert _said(notebook) == after


def test_several_at_once_are_one_step(notebook: Notebook) -> None:
    ids = [mark(notebook, words) for words in ("4.1", "3.4", "nine", "2021")]
    change = notebook.remove(ids)
    assert change.ids == tuple(ids)
    assert notebook.annotations() == []
    undone = notebook.undo()
    assert undone is not None
    assert undone.ids == tuple(ids)
    assert [a.id for a in notebook.annotations()] == ids


def test_one_id_that_is_unknown_leaves_all_as_they_are(notebook: Notebook) -> None:
    id = mark(notebook)
    with pytest.raises(UnknownAnnotationError):
        notebook.tag([id, "urn:uuid:gone"], add=["money"])
    assert notebook.get(id).tags == ()


def test_undo_goes_back_to_the_beginning_and_redo_to_the_end(notebook: Notebook) -> None:
    id = mark(notebook, kind="claim")
    states = [_said(notebook)]
    for note in ("one", "two", "three"):
        notebook.note(id, note)
        states.append(_said(notebook))
    for state in reversed([[], *states[:-1]]):
        assert notebook.undo()
        assert _said(notebook) == state
    assert notebook.undo() is None
    for state in states:
        assert notebook.redo()
        assert _said(notebook) == state
    assert notebook.redo() is None


@given(st.lists(st.sampled_from([*VERBS, "undo", "redo", "restart"]), max_size=12))
def test_any_walk_through_the_verbs_can_be_gone_back_and_forth(walk: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        notebook = stack.enter_context(Notebook.open(Path(folder)))
        ids = _two_claims(notebook)
        past, future = [_said(notebook)], list[list[tuple[object, ...]]]()
        for verb in walk:
            if verb == "restart":
                notebook = stack.enter_context(Notebook.open(Path(folder)))
            elif verb == "undo" and len(past) > 1:
                notebook.undo()
                future.append(past.pop())
            elif verb == "redo" and future:
                notebook.redo()
                past.append(future.pop())
            elif verb in VERBS:
                with suppress(UnknownAnnotationError, InvalidAnnotationError):
                    VERBS[verb](notebook, ids)
                if _said(notebook) != past[-1]:
                    past.append(_said(notebook))
                    future.clear()
            assert _said(notebook) == past[-1]
            assert (notebook.can_redo is None) == (not future)


def test_a_new_change_takes_the_place_of_what_could_be_redone(notebook: Notebook) -> None:
    id = mark(notebook)
    notebook.note(id, "one")
    notebook.undo()
    notebook.note(id, "two")
    assert notebook.can_redo is None
    notebook.undo()
    assert notebook.get(id).note == ""


def test_what_could_be_undone_and_redone_is_told_beforehand(notebook: Notebook) -> None:
    assert (notebook.can_undo, notebook.can_redo) == (None, None)
    id = mark(notebook)
    notebook.note(id, "one")
    assert notebook.can_undo is not None
    assert (notebook.can_undo.verb, notebook.can_undo.ids) == ("note", (id,))
    notebook.undo()
    assert notebook.can_redo is not None
    assert (notebook.can_redo.verb, notebook.can_redo.ids) == ("note", (id,))


def test_every_version_counts_on_also_when_it_is_undone(notebook: Notebook) -> None:
    id = mark(notebook)
    notebook.note(id, "one")
    notebook.undo()
    assert notebook.get(id).rev == 3


def _files(folder: Path) -> dict[Path, os.stat_result]:
    return {path: path.stat() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "nothing",
    [
        lambda book, id: book.tag(id, add=["MONEY"]),
        lambda book, id: book.tag(id, remove=["boats"]),
        lambda book, id: book.tag([], add=["boats"]),
        lambda book, id: book.note(id, "here"),
        lambda book, id: book.judge(id, "unchecked"),
        lambda book, id: book.change_kind(id, "claim"),
        lambda book, id: book.recolour(id, None),
        lambda book, id: book.unrelate(id, "supports", "urn:uuid:2"),
    ],
)
def test_a_verb_that_changes_nothing_writes_nothing(
    tmp_path: Path, notebook: Notebook, nothing: Callable[[Notebook, str], object]
) -> None:
    id = mark(notebook, kind="claim", tags=["money"], note="here")
    written = _files(tmp_path)
    change = nothing(notebook, id)
    assert (change.before, change.after) == ((), ())  # type: ignore[attr-defined]  # a Change
    assert _files(tmp_path) == written
    assert notebook.can_undo is not None
    assert notebook.can_undo.verb == "mark"


# What each verb means


def test_what_becomes_a_claim_is_unchecked_and_what_was_one_keeps_its_evidence(
    notebook: Notebook,
) -> None:
    id = mark(notebook, kind="claim", verdict="refuted", evidence=["https://example.org"])
    notebook.change_kind(id, "question")
    assert (notebook.get(id).verdict, len(notebook.get(id).evidence)) == (None, 1)
    notebook.change_kind(id, "claim")
    assert (notebook.get(id).verdict, len(notebook.get(id).evidence)) == ("unchecked", 1)


def test_only_claims_are_judged_and_otherwise_none_is(notebook: Notebook) -> None:
    ids = [mark(notebook, kind="claim"), mark(notebook, kind="highlight")]
    with pytest.raises(InvalidAnnotationError, match="claim"):
        notebook.judge(ids, "refuted")
    assert notebook.get(ids[0]).verdict == "unchecked"


def test_a_verdict_alone_leaves_the_evidence(notebook: Notebook) -> None:
    id = mark(notebook, kind="claim")
    notebook.judge(id, "refuted", [" https://example.org ", "", "https://example.org"])
    notebook.judge(id, "mixed")
    assert notebook.get(id).evidence == ("https://example.org",)
    notebook.judge(id, "mixed", ())
    assert notebook.get(id).evidence == ()


def test_a_link_leads_to_another_annotation_and_is_made_once(notebook: Notebook) -> None:
    ids = [mark(notebook, words) for words in ("4.1", "3.4")]
    notebook.relate(ids[0], "contradicts", ids[1])
    assert notebook.relate(ids[0], "contradicts", ids[1]).after == ()
    assert notebook.get(ids[0]).relations == (Relation("contradicts", ids[1]),)
    with pytest.raises(InvalidAnnotationError):
        notebook.relate(ids[0], "contradicts", ids[0])
    with pytest.raises(UnknownAnnotationError):
        notebook.relate(ids[0], "contradicts", "urn:uuid:gone")
    with pytest.raises(InvalidAnnotationError):
        notebook.relate(ids[0], "loves", ids[1])


def test_borders_are_moved_in_a_text_that_has_changed(notebook: Notebook) -> None:
    id = mark(notebook, "nine boats")
    text = "New: " + TEXT
    notebook.move(id, text, 5, 16)
    moved = notebook.get(id)
    assert (moved.quote.exact, moved.position) == ("The harbour", Position(5, 16))
    assert notebook.text(moved.source.text_sha256 or "") == text
    assert moved.source.path == "harbour-cost.txt"


# Tags


def test_tags_are_tidied_and_spelled_as_first_met(notebook: Notebook) -> None:
    id = mark(notebook, tags=[" Money / large  gift/ ", "", "/", "cafe\u0301", "money/large  gift"])
    assert notebook.get(id).tags == ("Money/large  gift", "caf\u00e9")
    other = mark(notebook, "nine", tags=["CAFÉ", "money/Cost"])
    assert notebook.get(other).tags == ("caf\u00e9", "Money/Cost")


def test_the_articles_with_a_tag_are_those_that_a_query_finds_marks_in(
    notebook: Notebook, tmp_path: Path
) -> None:
    port, blog = Source(path="port.txt"), Source(path="blog.txt")
    first = mark(notebook, source=port, tags=("Money/donation", "boats"))
    mark(notebook, "nine boats", source=port, tags=("boats",))
    mark(notebook, source=blog, tags=("moneybags",))

    def found(tag: str) -> set[str | None]:
        made = [each.source for each in notebook.annotations(f'tag:"{tag}"')]
        return {name for one in made for name in (one.path, one.text_sha256)} - {None}

    def same() -> bool:
        tags = ("money", "MONEY/", "boats", "moneybags", "money/donation", "none")
        return all(notebook.tagged(tag) == found(tag) for tag in tags)

    assert notebook.tagged("money") > {"port.txt"}
    assert same()
    notebook.remove([first])
    assert notebook.tagged("money") == set()
    assert same()
    notebook.undo()
    assert same()
    assert notebook.tagged("") == notebook.tagged("/") == set()
    with reopened(tmp_path) as again:
        assert again.tagged("boats") == notebook.tagged("boats")


def test_a_tag_is_taken_away_whatever_its_case(notebook: Notebook) -> None:
    id = mark(notebook, tags=["Money", "money/cost"])
    notebook.tag(id, add=["boats"], remove=["money"])
    assert notebook.get(id).tags == ("Money/cost", "boats")


def test_the_tags_in_use_come_most_used_first_then_by_name(notebook: Notebook) -> None:
    mark(notebook, tags=["b", "a", "Z"])
    removed = mark(notebook, tags=["gone"])
    mark(notebook, tags=["z"])
    notebook.remove(removed)
    assert notebook.tags() == [("Z", 2), ("a", 1), ("b", 1)]


def test_the_last_marking_is_that_of_the_newest_mark(notebook: Notebook) -> None:
    assert notebook.last_marking() is None
    first = mark(notebook, kind="claim", tags=["money"])
    mark(notebook, kind="question")
    assert notebook.last_marking() == ("question", ())
    notebook.undo()
    notebook.note(first, "x")
    assert notebook.last_marking() == ("claim", ("money",))


# Questions


def test_a_removed_annotation_is_not_met_any_more(notebook: Notebook) -> None:
    id = mark(notebook)
    notebook.remove(id)
    with pytest.raises(UnknownAnnotationError):
        notebook.get(id)
    with pytest.raises(UnknownAnnotationError):
        notebook.note(id, "x")
    assert (notebook.of(SOURCE), notebook.annotations(), dict(notebook.counts())) == ([], [], {})


def test_annotations_come_oldest_first_and_as_asked(notebook: Notebook) -> None:
    ids = [
        mark(notebook, words, kind=kind) for words, kind in (("4.1", "claim"), ("nine", "question"))
    ]
    notebook.note(ids[0], "later")
    assert [a.id for a in notebook.annotations()] == ids
    assert [a.id for a in notebook.annotations("kind:question")] == ids[1:]


def test_an_article_s_annotations_are_known_by_its_text_its_path_or_its_url(
    notebook: Notebook,
) -> None:
    source = Source("a.txt", "https://example.org/a")
    made = notebook.get(mark(notebook, source=source))
    sha256 = made.source.text_sha256
    assert notebook.of(Source("renamed.txt", text_sha256=sha256)) == [made]
    assert notebook.of(Source("a.txt", text_sha256="0" * 64)) == [made]
    assert notebook.of(Source("b.txt", "https://example.org/a")) == [made]
    assert notebook.of(Source("a.txt", "https://example.org/other")) == []
    assert notebook.of(Source("b.txt")) == []
    assert notebook.of(Source()) == []


def test_anchors_come_in_the_order_of_the_text_and_what_is_lost_comes_last(
    notebook: Notebook,
) -> None:
    lost = mark(notebook, "No one was hurt.")
    ids = [mark(notebook, words) for words in ("sank nine boats", "The mayor", "4.1 million")]
    text = TEXT.replace("No one was hurt.", "")
    found = notebook.anchors(SOURCE, text)
    assert [annotation.id for annotation, _ in found] == [*reversed(ids), lost]
    assert [text[anchor.start : anchor.end] for _, anchor in found[:3]] == [
        "4.1 million",
        "The mayor",
        "sank nine boats",
    ]
    assert (found[3][1].status, found[3][1].start) == ("orphaned", None)


def test_the_shelf_is_told_how_many_there_are_on_each_path(notebook: Notebook) -> None:
    mark(notebook)
    mark(notebook, "nine")
    mark(notebook, source=Source(url="https://example.org"))
    counts = notebook.counts()
    assert (counts["harbour-cost.txt"], len(counts)) == (2, 1)


# Two windows


def test_two_windows_write_in_turn_and_nothing_is_lost(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        ids = [mark(book, words) for words in ("4.1", "3.4", "nine") for book in (one, other)]
        assert [a.id for a in one.annotations()] == [a.id for a in other.annotations()][:5]
        assert one.refresh()
        assert not one.refresh()
        assert sorted(ids) == [a.id for a in one.annotations()]
    with reopened(tmp_path) as later:
        assert sorted(ids) == [a.id for a in later.annotations()]


def test_each_window_undoes_its_own_steps(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        mine, theirs = mark(one, "4.1"), mark(other, "3.4")
        one.refresh()
        undone = one.undo()
        assert undone is not None
        assert undone.ids == (mine,)
        assert one.undo() is None
        other.refresh()
        assert [a.id for a in other.annotations()] == [theirs]
        assert other.can_redo is None


def test_what_was_done_before_both_windows_can_be_undone_in_either(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as earlier:
        mark(earlier)
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        assert one.undo()
        assert other.undo() is None
        assert other.redo() is None
        assert one.redo()


def test_what_another_window_changed_since_is_not_undone_over_its_head(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        first = mark(one, "4.1")
        id = mark(one, "3.4")
        other.refresh()
        other.note(id, "theirs")
        with pytest.raises(ConflictError, match="changed elsewhere"):
            one.undo()
        assert one.get(id).note == "theirs"
        undone = one.undo()
        assert undone is not None
        assert undone.ids == (first,)


def test_a_mark_the_other_window_removed_cannot_be_changed(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as one, Notebook.open(tmp_path) as other:
        id = mark(one)
        other.refresh()
        other.remove(id)
        with pytest.raises(UnknownAnnotationError):
            one.note(id, "x")


def test_the_clock_is_the_one_given(tmp_path: Path) -> None:
    with Notebook.open(tmp_path, now=lambda: "2031-01-01T00:00:00Z") as notebook:
        made: Annotation = notebook.get(mark(notebook))
    assert (made.created, made.creator) == ("2031-01-01T00:00:00Z", None)


def test_the_last_tags_are_those_of_the_tagged_annotation_that_was_changed_last(
    tmp_path: Path,
) -> None:
    times = (f"2026-01-01T00:00:{second:02}Z" for second in range(60))
    with Notebook.open(tmp_path, now=lambda: next(times)) as notebook:
        assert notebook.last_tags() == ()
        first, second, _ = (mark(notebook) for _ in range(3))
        assert notebook.last_tags() == ()
        notebook.tag(second, add=["cost"])
        notebook.tag(first, add=["wall", "date"])
        notebook.note(
            second, 'A note that says ,"modified":"9999-01-01T00:00:00Z","tags":[],"note":"'
        )
        assert notebook.last_tags() == ("cost",)
        assert notebook.last_tags(but=second) == ("wall", "date")
        notebook.remove(second)
        assert notebook.last_tags() == ("wall", "date")
        notebook.undo()
        assert notebook.last_tags() == ("cost",)
