"""What the notebook knows of an article's marks without making them, against making them."""

from dataclasses import replace
from pathlib import Path

from annotations import Anchor, Notebook, Source
from annotations.ids import hash_text
from annotations.span_index import in_order
from tests.annotations.builders import SOURCE, TEXT, an_annotation, mark, reopened

HERE = replace(SOURCE, text_sha256=hash_text(TEXT))


def placed(notebook: Notebook, source: Source = HERE) -> list[str]:
    return [id for _, _, id in notebook.marks_on(source).places]


def assert_follows(notebook: Notebook, folder: Path) -> None:
    """What is known here is what a fresh look at the store knows."""
    with reopened(folder) as other:
        mine, fresh = notebook.marks_on(HERE), other.marks_on(HERE)
        assert list(mine.places) == list(fresh.places)
        assert (mine.others, mine.hidden, mine.claims) == (
            fresh.others,
            fresh.hidden,
            fresh.claims,
        )


def test_marks_made_on_the_very_text_are_known_by_place(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        mark(notebook, "3.4 million")
        mark(notebook, "No one was hurt.", kind="claim", tags=("harm",), note='"a":{"start":1')
        mark(notebook, "The mayor", page="7")
        made = notebook.of(HERE)
        spans = [(each.position.start, each.position.end, each.id) for each in made]
        known = notebook.marks_on(HERE)
        assert list(known.places) == sorted(spans, key=in_order)
        assert known.claims == {each.id for each in made if each.kind == "claim"}
        assert not known.others


def test_marks_on_another_text_at_the_same_path_are_to_be_looked_for(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        changed = replace(HERE, text_sha256="0" * 64)
        known = notebook.marks_on(changed)
        assert known.others == {id}
        assert not len(known.places)
        assert [each.id for each in notebook.of(changed)] == [id]


def test_a_mark_about_whose_place_a_reader_decided_is_not_placed_by_where_it_was_made(
    tmp_path: Path,
) -> None:
    with Notebook.open(tmp_path) as notebook:
        id = mark(notebook)
        start = TEXT.index("4.1 million")
        notebook.accept({id: Anchor("moved", 1.0, start, start + 11)}, TEXT)
        assert notebook.marks_on(HERE).others == {id}
        assert_follows(notebook, tmp_path)


def test_what_is_done_to_marks_is_followed(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        kept, other = mark(notebook, "3.4 million"), mark(notebook, "The mayor")
        assert len(placed(notebook)) == 2
        late = mark(notebook, "Work began", kind="claim")
        assert late in placed(notebook)
        assert late in notebook.marks_on(HERE).fresh
        for verb in (
            lambda: notebook.move(kept, TEXT, 0, 13, HERE),
            lambda: notebook.change_kind((kept,), "claim"),
            lambda: notebook.remove((other, late)),
            notebook.undo,
            lambda: notebook.dismiss(TEXT, 0, 13, HERE),
            lambda: notebook.keep_orphaned(other, HERE.text_sha256 or ""),
        ):
            verb()
            assert_follows(notebook, tmp_path)


def test_what_another_window_does_is_followed_once_it_is_looked_for(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook, reopened(tmp_path) as other:
        mark(notebook)
        assert len(placed(notebook)) == 1
        id = mark(other, "The mayor")
        notebook.refresh()
        assert id in placed(notebook)
        other.remove(id)
        notebook.refresh()
        assert id not in placed(notebook)


def test_marks_on_other_articles_are_not_among_them(tmp_path: Path) -> None:
    with Notebook.open(tmp_path) as notebook:
        here = mark(notebook)
        elsewhere = Source(path="letter.txt", url="https://example.org/harbour-cost.txt")
        notebook.mark(f"{TEXT} And more.", 0, 13, elsewhere, note="harbour-cost.txt")
        assert placed(notebook) == [here]
        assert notebook.marks_on(HERE).others == set()
        assert [each.source.path for each in notebook.of(elsewhere)] == ["letter.txt"]


def test_a_name_in_any_letters_is_known_again(tmp_path: Path) -> None:
    source = Source(path='Zür"ich/\\ \udcff.txt')
    with Notebook.open(tmp_path) as notebook:
        notebook.mark(TEXT, 0, 13, source)
        found = notebook.of(source)
        assert [each.source.path for each in found] == [source.path]


def test_a_field_that_looks_like_the_end_of_a_record_does_not_bring_a_mark_back(
    tmp_path: Path,
) -> None:
    mimic = {"modified": "x", "anchor": None, "rev": 1, "deleted": None}
    with Notebook.open(tmp_path) as notebook:
        made = an_annotation(source=HERE, extra={"mimic": mimic})
        notebook.add([made], {SOURCE.path or "": TEXT})
        (id,) = placed(notebook)
        notebook.remove(id)
        assert placed(notebook) == []
        assert_follows(notebook, tmp_path)
