"""Taking in annotations made elsewhere: once each, to their place, as one step."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import Annotation, ImportResult, Notebook, Source, is_unplaced
from annotations.exchange import Context, format_named, read_any
from annotations.exchange.common.foreign import NOWHERE, VIA, quoted
from annotations.ids import hash_text
from tests.annotations.exchange.builders import (
    MARKS,
    ON_QUAY,
    QUAY,
    TEXTS,
    a_mark,
    an_id,
    on_quay,
    text_files,
)

LATER_QUAY = "A new first line.\n\n" + QUAY.replace("A bell rang twice.", "")
LIBRARY = {
    "quay.txt": QUAY,
    "lamps.txt": "Lamps and oil\n\nNinety lamps were lit along the quay. A bell rang thrice.\n",
}


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path / "store") as notebook:
        yield notebook


def words(exact: str, **fields: object) -> Annotation:
    """A quote without a place, as a reading device exports it."""
    source = fields.pop("source", Source(title="The quay"))
    assert isinstance(source, Source)
    return replace(quoted(exact, source), **fields)  # type: ignore[arg-type]


def added(result: ImportResult) -> Annotation:
    (annotation,) = result.added
    return annotation


def test_what_is_ours_comes_in_to_the_letter(notebook: Notebook) -> None:
    result = notebook.add([*MARKS, *ON_QUAY])
    assert notebook.annotations() == sorted([*MARKS, *ON_QUAY], key=lambda mark: mark.id)
    assert (result.doubled, result.unplaced, result.refused) == ((), (), ())


def test_an_import_is_one_step_to_undo_and_to_redo(notebook: Notebook) -> None:
    notebook.add([*MARKS, *ON_QUAY])
    undone = notebook.undo()
    assert undone is not None
    assert (undone.verb, notebook.annotations()) == ("import", [])
    notebook.redo()
    assert len(notebook.annotations()) == len([*MARKS, *ON_QUAY])


def test_a_rehearsal_says_the_same_and_writes_nothing(notebook: Notebook) -> None:
    rehearsed = notebook.add(MARKS, LIBRARY, is_rehearsal=True)
    assert (notebook.annotations(), notebook.can_undo) == ([], None)
    assert [mark.id for mark in rehearsed.added] == [
        mark.id for mark in notebook.add(MARKS, LIBRARY).added
    ]


def test_the_text_of_an_article_at_hand_is_kept_with_its_marks(notebook: Notebook) -> None:
    notebook.add(ON_QUAY[:1], {"quay.txt": QUAY})
    assert notebook.text(hash_text(QUAY)) == QUAY


def test_a_text_that_came_along_is_kept_too(notebook: Notebook) -> None:
    notebook.add(ON_QUAY[:1], brought=[QUAY, "no mark is on this one"])
    assert notebook.text(hash_text(QUAY)) == QUAY
    assert notebook.text(hash_text("no mark is on this one")) is None


def test_words_alone_find_their_place_in_the_one_article_that_has_them(notebook: Notebook) -> None:
    mark = added(notebook.add([words("a bell rang  twice", source=Source())], LIBRARY))
    assert mark.source.path == "quay.txt"
    assert mark.quote.exact == "A bell rang twice"
    assert QUAY[mark.position.start : mark.position.end] == "A bell rang twice"
    assert (mark.anchor, mark.extra["quoted_as"]) == (None, "a bell rang  twice")


def test_words_in_two_articles_belong_to_the_one_with_the_title(notebook: Notebook) -> None:
    result = notebook.add(
        [words("lamps were lit"), words("lamps were lit", source=Source(title="Lamps and oil"))],
        LIBRARY,
    )
    assert [mark.source.path for mark in result.added] == ["quay.txt", "lamps.txt"]


def test_words_in_two_articles_and_no_title_wait_for_a_choice(notebook: Notebook) -> None:
    result = notebook.add([words("lamps were lit", source=Source())], LIBRARY)
    assert result.unplaced == ()
    assert result.several == ((added(result), tuple(LIBRARY)),)
    assert added(result).anchor == NOWHERE


def test_words_that_stand_nowhere_come_in_without_a_place(notebook: Notebook) -> None:
    result = notebook.add([words("No such words")], LIBRARY)
    assert result.unplaced == (added(result),)
    assert notebook.get(added(result).id).quote.exact == "No such words"


def test_a_quote_without_a_place_finds_it_when_its_article_is_at_hand(notebook: Notebook) -> None:
    lost = added(notebook.add([words("A bell rang twice.")], {}))
    with_place = added(Notebook.add(notebook, [replace(lost, id=an_id(77))], LIBRARY))
    assert (with_place.source.path, with_place.anchor) == ("quay.txt", None)


def test_context_tells_which_of_two_places_is_meant(notebook: Notebook) -> None:
    text = "One was paid. He wrote it. Two: he wrote it again. End.\n"
    second = quoted("he wrote it", Source(path="log.txt"), prefix="Two: ", suffix=" again.")
    mark = added(notebook.add([second], {"log.txt": text}))
    assert mark.position.start == text.index("he wrote it again")


def test_a_text_that_has_changed_since_keeps_the_quote_it_was_made_on(notebook: Notebook) -> None:
    mark = added(notebook.add([on_quay(1, "A bell rang twice.")], {"quay.txt": LATER_QUAY}))
    assert mark.source.text_sha256 == hash_text(QUAY)
    assert mark.quote.exact == "A bell rang twice."


def test_the_same_id_comes_in_once(notebook: Notebook) -> None:
    notebook.add(MARKS)
    result = notebook.add([replace(MARKS[0], note="another note"), a_mark(99, "New words")])
    assert [mark.id for mark in result.added] == [an_id(99)]
    assert [id for _, id in result.doubled] == [MARKS[0].id]
    assert notebook.get(MARKS[0].id).note == MARKS[0].note


def test_the_same_foreign_id_comes_in_once(notebook: Notebook) -> None:
    notebook.add([words("One", extra={VIA: ["hypothesis:a"]})])
    result = notebook.add(
        [words("Edited", extra={VIA: ["hypothesis:a"]}), words("Two", extra={VIA: "hypothesis:b"})]
    )
    assert [mark.quote.exact for mark in result.added] == ["Two"]


def test_the_same_words_in_the_same_place_come_in_once(notebook: Notebook) -> None:
    start = QUAY.index("A bell")
    source = Source("quay.txt", text_sha256=hash_text(QUAY))
    made = notebook.mark(QUAY, start, start + 18, source, kind="claim", note="Really?", tags=["x"])
    result = notebook.add(
        [words("A bell rang twice."), words("A bell rang twice.", note="really?")], LIBRARY
    )
    assert result.added == ()
    assert [id for _, id in result.doubled] == [made.ids[0], made.ids[0]]


@pytest.mark.parametrize(
    "more", [{"note": "But see the log."}, {"tags": ("new",)}, {"kind": "question"}]
)
def test_the_same_words_that_say_something_more_are_no_double(
    notebook: Notebook, more: Mapping[str, object]
) -> None:
    notebook.add([words("A bell rang twice.")], LIBRARY)
    result = notebook.add([words("A bell rang twice.", **more)], LIBRARY)
    assert len(result.added) == 1


def test_doubles_within_one_file_come_in_once(notebook: Notebook) -> None:
    twice = [words("A bell rang twice."), words("A bell rang twice.")]
    assert len(notebook.add(twice, LIBRARY).added) == 1
    assert len(notebook.add([words("Nowhere"), words("nowhere ")]).added) == 1


def test_two_marks_of_ours_on_the_same_words_stay_two(notebook: Notebook) -> None:
    same = [on_quay(1, "A bell rang twice."), on_quay(2, "A bell rang twice.")]
    assert len(notebook.add(same).added) == 2


def test_what_was_removed_here_comes_back_with_an_import_and_goes_with_undo(
    notebook: Notebook,
) -> None:
    notebook.add(MARKS)
    notebook.remove(MARKS[0].id)
    assert added(notebook.add(MARKS)).rev > MARKS[0].rev
    assert notebook.get(MARKS[0].id).note == MARKS[0].note
    notebook.undo()
    assert MARKS[0].id not in {mark.id for mark in notebook.annotations()}


def test_what_was_removed_there_does_not_come_in(notebook: Notebook) -> None:
    gone = replace(MARKS[0], deleted="2025-03-05T10:00:00Z")
    result = notebook.add([gone, MARKS[1]])
    assert (result.refused, len(result.added)) == ((gone.id,), 1)


def test_tags_from_elsewhere_are_spelled_as_they_are_here(notebook: Notebook) -> None:
    notebook.add([a_mark(1, tags=("Money/Lamps",))])
    mark = added(notebook.add([words("New", tags=("money / lamps/oil", "", "new"))]))
    assert mark.tags == ("Money/Lamps/oil", "new")


def test_dates_and_authors_are_kept_and_only_missing_ones_are_made(tmp_path: Path) -> None:
    with Notebook.open(tmp_path, creator="ida", now=lambda: "2026-01-01T00:00:00Z") as notebook:
        old = words("Old", created="2019-05-05T05:05:05Z", modified="2020-05-05T05:05:05Z")
        notebook.add([replace(old, creator="ines"), words("New")])
        first, second = notebook.annotations()
    assert (first.created, first.modified, first.creator) == (old.created, old.modified, "ines")
    assert (second.created, second.modified, second.creator) == (
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
        None,
    )


def test_unknown_fields_go_out_again_as_they_came_in(notebook: Notebook) -> None:
    foreign = (
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://x.example/anno1",'
        ' "type": "Annotation", "audience": {"type": "schema:Audience"}, "rights": "CC0",'
        ' "body": {"type": "TextualBody", "value": "A bell!", "purpose": "commenting"},'
        ' "target": {"source": "https://quay.example/1912", "selector":'
        ' {"type": "TextQuoteSelector", "exact": "A bell rang twice."}}}'
    )
    reading = format_named("jsonld").reading(foreign)
    mark = added(notebook.add(reading.annotations, LIBRARY))
    assert (mark.note, mark.source.path, mark.extra[VIA]) == (
        "A bell!",
        "quay.txt",
        ["http://x.example/anno1"],
    )
    text = "".join(format_named("jsonld").write([mark], Context()))
    assert '"audience": {' in text
    assert '"rights": "CC0"' in text
    assert '"http://x.example/anno1"' in text
    assert notebook.add(format_named("jsonld").reading(text).annotations).added == ()
    assert notebook.add(reading.annotations, LIBRARY).added == ()


def test_marks_of_another_tool_on_a_text_of_ours_find_its_article(notebook: Notebook) -> None:
    start = QUAY.index("twice")
    line = f'{{"text": {QUAY!r}, "label": [[{start}, {start + 5}, "CLAIM"], [0, 3, "PERSON"]]}}'
    line = line.replace("'", '"')
    reading = format_named("doccano").reading(line)
    result = notebook.add(reading.annotations, LIBRARY, brought=reading.texts)
    first, second = result.added
    assert (first.kind, first.verdict, first.source.path) == ("claim", "unchecked", "quay.txt")
    assert (first.quote.exact, second.tags) == ("twice", ("PERSON",))


def test_borders_and_labels_that_were_changed_there_are_taken_over() -> None:
    (mark,) = ON_QUAY[:1]
    text = "".join(format_named("prodigy").write([mark], TEXTS))
    start, end = mark.position.start, mark.position.end
    moved = text.replace(
        f'"start": {start}, "end": {end}, "token', f'"start": {start + 7}, "end": {end}, "token', 1
    )
    moved = moved.replace('"label": "claim"', '"label": "question"')
    (back,) = format_named("prodigy").reading(moved).annotations
    assert (back.quote.exact, back.kind, back.id) == ("lamps were lit", "question", mark.id)
    assert back.tags == mark.tags


def test_a_file_tells_its_format_by_its_name_and_by_itself() -> None:
    for name in ("json", "hypothesis", "labelstudio", "cas"):
        format = format_named(name)
        marks = list(ON_QUAY)
        text = next(iter(text_files(format, marks).values()), "") or "".join(
            format.write(marks, TEXTS)
        )
        assert read_any(text, "export.json")[0].name == name
    for name in ("doccano", "prodigy", "spacy"):
        text = "".join(format_named(name).write(ON_QUAY, TEXTS))
        assert read_any(text, "all.jsonl")[0].name == name
    assert read_any("Highlight,Title\nA bell,The quay\n", "x.csv")[0].name == "readwise"


def test_words_that_got_their_place_by_hand_are_known_when_they_come_again(
    notebook: Notebook,
) -> None:
    came = words("The quay cost nine.", source=Source(title="My book"))
    (made,) = notebook.add([came]).added
    assert is_unplaced(made)
    notebook.reattach(made.id, QUAY, 0, 20, Source(path="quay.txt"))
    (placed,) = notebook.annotations()
    assert placed.source == Source("quay.txt", None, "My book", None, hash_text(QUAY))
    assert not is_unplaced(placed)
    assert [each.id for each in notebook.of(Source(path="quay.txt"))] == [made.id]
    assert [id for _, id in notebook.add([came]).doubled] == [made.id]


def test_words_kept_as_lost_are_known_when_they_come_again(notebook: Notebook) -> None:
    came = words("No such words.", source=Source(title="My book"))
    (made,) = notebook.add([came]).added
    notebook.keep_orphaned(made.id, "")
    assert not is_unplaced(notebook.get(made.id))
    assert [id for _, id in notebook.add([came]).doubled] == [made.id]


def test_what_another_notebook_of_ours_took_in_can_be_undone_here(notebook: Notebook) -> None:
    with notebook.another() as other:
        other.add([words("No such words.")])
    assert len(notebook.annotations()) == 0
    notebook.refresh()
    assert len(notebook.annotations()) == 1
    notebook.undo()
    assert notebook.annotations() == []
    notebook.redo()
    assert len(notebook.annotations()) == 1


@pytest.mark.parametrize(
    ("name", "file"), [("json", "x.txt"), ("csv", "x.json"), ("clippings", "x")]
)
def test_a_file_with_the_ending_of_another_format_is_known_by_what_it_holds(
    name: str, file: str
) -> None:
    text = "".join(format_named(name).write(list(ON_QUAY), TEXTS))
    assert read_any(text, file)[0].name == name
