"""Who made an annotation, and who may change it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Change, Notebook
from annotations.annotator import annotator, is_same_annotator, short_names, signature
from annotations.errors import InvalidAnnotationError, NotYoursError
from annotations.query import parse
from tests.annotations.builders import an_annotation, mark

ANNA = "Anna Lind <anna@example.org>"


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[tuple[Notebook, str]]:
    """Bo's notebook on a store in which Anna marked something, and the id of that."""
    with Notebook.open(tmp_path, creator=ANNA) as anna:
        id = mark(anna, kind="claim")
    with Notebook.open(tmp_path, creator="Bo", now=lambda: "2031-01-01T00:00:00Z") as bo:
        yield bo, id


@pytest.mark.parametrize(
    ("creator", "usual"),
    [
        ("bo", "bo"),
        ("  Anna  Lind ", "Anna  Lind"),
        ("Anna <mailto:anna@example.org>", "Anna <anna@example.org>"),
        ("Anna <0000-0002-1825-0097>", "Anna <https://orcid.org/0000-0002-1825-0097>"),
        ("Anna <https://orcid.org/0000-0002-1694-233x>", "Anna <https://orcid.org/0000-0002-1694-233X>"),
        ("<anna@example.org>", "anna@example.org <anna@example.org>"),
        ("gpt <https://models.example/gpt>", "gpt <https://models.example/gpt>"),
    ],
)  # fmt: skip
def test_a_signature_has_a_usual_form(creator: str, usual: str) -> None:
    assert signature(creator) == usual
    assert signature(usual) == usual


@pytest.mark.parametrize(
    "creator",
    ["", "  ", "a\nb", "me", "Agreed", "x" * 201, "Bo <>", "Bo <bo>", "Bo <b@c", "Bo <0000-0002-1825-0098>"],
)  # fmt: skip
def test_what_cannot_sign_is_refused_in_a_sentence(creator: str) -> None:
    with pytest.raises(InvalidAnnotationError, match="cannot sign"):
        signature(creator)


@given(st.text())
def test_any_creator_names_some_annotator(creator: str) -> None:
    who = annotator(creator)
    assert annotator(str(who)).key == who.key or "<" in creator or ">" in creator


def test_an_address_tells_namesakes_apart_and_holds_through_a_new_name() -> None:
    assert is_same_annotator("Anna Lind <anna@example.org>", "A. Holm <ANNA@example.org>")
    assert not is_same_annotator("Anna <anna@one.example>", "Anna <anna@two.example>")
    assert is_same_annotator("Anna", "anna")
    assert not is_same_annotator("Anna", None)
    assert is_same_annotator(None, None)


def test_first_names_do_unless_two_share_one() -> None:
    assert short_names(["Anna Lind", "Anna Holm", "Bo Mole <bo@example.org>"]) == {
        "Anna Lind": "Anna Lind",
        "Anna Holm": "Anna Holm",
        "Bo Mole <bo@example.org>": "Bo",
    }
    namesakes = ["Anna <anna@one.example>", "Anna <anna@two.example>"]
    assert short_names(namesakes) == dict(zip(namesakes, namesakes, strict=True))


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("by:anna", True),
        ("by:LIND", True),
        ('by:"anna lind"', True),
        ("by:anna@example.org", True),
        ("by:nna", False),
        ("by:bo", False),
        ("-by:bo", True),
        ("by:me", True),
        ("-by:me", False),
        ("by:bo or by:lind", True),
    ],
)
def test_a_query_asks_for_an_annotator(query: str, matches: bool) -> None:
    me = "A. Lind <anna@example.org>"
    assert parse(query, me=me).matches(an_annotation(creator=ANNA)) is matches


def test_what_nobody_signed_is_by_me_to_one_who_does_not_sign() -> None:
    assert parse("by:me").matches(an_annotation())
    assert not parse("by:me").matches(an_annotation(creator="Bo"))
    assert not parse("by:anna").matches(an_annotation())


def test_a_notebook_knows_who_asks(tmp_path: Path) -> None:
    with Notebook.open(tmp_path, creator="Bo") as notebook:
        id = mark(notebook)
        notebook.sign("Cy")
        assert notebook.annotations("by:me") == []
        assert [each.id for each in notebook.annotations("-by:me")] == [id]


def test_what_another_said_is_changed_by_a_decision_alone(shared: tuple[Notebook, str]) -> None:
    bo, id = shared
    before = bo.get(id)
    verbs: tuple[Callable[[], Change], ...] = (
        lambda: bo.tag(id, add=["x"]),
        lambda: bo.note(id, "x"),
        lambda: bo.judge(id, "refuted"),
        lambda: bo.change_kind(id, "highlight"),
        lambda: bo.recolour(id, "red"),
        lambda: bo.remove(id),
    )
    for verb in verbs:
        with pytest.raises(NotYoursError, match="This is by Anna Lind") as caught:
            verb()
        assert (caught.value.ids, caught.value.creators) == ((id,), (ANNA,))
    assert bo.get(id) == before


def test_a_decision_is_kept_with_who_and_when_and_is_undone(shared: tuple[Notebook, str]) -> None:
    bo, id = shared
    before = bo.get(id)
    with bo.deciding_for_others():
        bo.judge(id, "refuted")
        bo.tag(id, add=["x"])
    assert bo.get(id).extra["decided"] == [
        {"by": "Bo", "at": "2031-01-01T00:00:00Z", "verb": verb} for verb in ("judge", "tag")
    ]
    assert bo.get(id).creator == ANNA
    bo.undo()
    bo.undo()
    assert (bo.get(id).extra, bo.get(id).verdict) == (before.extra, "unchecked")


def test_a_verb_that_would_change_nothing_of_anothers_is_let_be(
    shared: tuple[Notebook, str],
) -> None:
    bo, id = shared
    assert bo.judge(id, "unchecked").ids == ()


def test_of_several_marks_none_is_changed_where_one_is_anothers(
    shared: tuple[Notebook, str],
) -> None:
    bo, id = shared
    own = mark(bo, "4.1 million")
    with pytest.raises(NotYoursError, match=r"This is by Anna"):
        bo.tag([own, id], add=["x"])
    assert bo.get(own).tags == ()


def test_one_who_does_not_sign_is_asked_nothing(tmp_path: Path) -> None:
    with Notebook.open(tmp_path, creator="Anna") as anna:
        id = mark(anna)
    with Notebook.open(tmp_path) as somebody:
        somebody.note(id, "x")
        assert "decided" not in somebody.get(id).extra
