"""Lines of the store, and the newest versions that come of them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Json
from annotations.store.line import (
    Head,
    compose,
    document_of,
    head_of,
    is_removal,
    is_sound,
    key_of,
    members_of,
    mend,
    salvage,
)
from annotations.store.records import Records

JSON: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # Halves of surrogate pairs are text that people paste.
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.none() | st.dictionaries(st.text(), JSON, max_size=4)
WORDS = st.text(st.characters(exclude_categories=()), max_size=8)
HEADS = st.builds(
    Head,
    st.integers(0, 2**60),
    WORDS,
    st.integers(1, 10**9),
    st.dictionaries(WORDS, st.integers(1, 10**9), max_size=3),
    WORDS,
    WORDS,
)


def _line(run: str = "a", n: int = 1, at: int = 1, doc: str = "x", **seen: int) -> bytes:
    return compose(Head(at, run, n, seen, "notes", "1"), {"text": doc})


@given(HEADS, DOCUMENTS)
def test_a_line_says_what_it_was_made_of(head: Head, document: dict[str, Json] | None) -> None:
    line = compose(head, document)
    assert is_sound(line)
    assert b"\n" not in line
    assert (head_of(line), document_of(line)) == (head, document)
    assert key_of(line) == (head.table, head.id)
    assert is_removal(line) == (document is None)


@given(st.data())
def test_a_line_with_one_wrong_byte_is_not_sound_and_can_be_mended(data: st.DataObject) -> None:
    line = _line(doc="a few words")
    at = data.draw(st.integers(0, len(line) - 1))
    wrong = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[at]))
    damaged = line[:at] + bytes([wrong]) + line[at + 1 :]
    assert not is_sound(damaged)
    assert mend(damaged) in (line, None)
    # What stands round the checksum is the same in every line, and is not mended.
    assert mend(damaged) == line or at >= len(line) - 18


@pytest.mark.parametrize("piece", [b"", b"words", b"{" * 5000, _line()[:-30], _line()[9:]])
def test_what_is_no_line_is_not_mended(piece: bytes) -> None:
    assert mend(piece) is None


@given(st.lists(st.sampled_from([b"", b"\r", b"junk", b"<<<<<<< HEAD"]), min_size=4, max_size=4))
def test_lines_that_ran_together_are_taken_apart(between: list[bytes]) -> None:
    lines = [_line(n=n) for n in (1, 2, 3)]
    together = b"".join(part for pair in zip(between, [*lines, b""], strict=True) for part in pair)
    sound, left = salvage([together])
    assert sound == lines
    assert b"".join(left) == b"".join(between).replace(b"\r", b"")


@given(st.integers(1, len(_line()) - 1), st.booleans())
def test_a_line_that_was_broken_is_put_together(at: int, is_junk_near: bool) -> None:
    pieces = [_line()[:at], _line()[at:]]
    sound, left = salvage([*pieces, b"junk"] if is_junk_near else pieces)
    assert (sound, left) == ([_line()], [b"junk"] if is_junk_near else [])


def test_what_is_no_object_has_no_members() -> None:
    assert [members_of(piece) for piece in (b"[1]", b"\xff", b"[" * 100_000)] == [{}, {}, {}]
    assert head_of(b'{"t":1}') is None


# Which version stands

_BASE = _line("a", 1, at=5, doc="base")
_LATER = _line("b", 1, at=3, doc="seen, by a slow clock", a=1)
_RIVAL = _line("c", 1, at=9, doc="rival", a=1)
_SETTLED = _line("d", 1, at=10, doc="settled", a=1, b=1, c=1)


@pytest.mark.parametrize(
    ("lines", "standing"),
    [
        ([_BASE], [_BASE]),
        ([_BASE, _LATER], [_LATER]),
        ([_BASE, _LATER, _RIVAL], [_RIVAL, _LATER]),
        ([_BASE, _LATER, _RIVAL, _SETTLED], [_SETTLED]),
        ([_LATER, _SETTLED, _LATER], [_SETTLED]),
    ],
)
def test_the_same_lines_in_any_order_leave_the_same_standing(
    lines: list[bytes], standing: list[bytes]
) -> None:
    for order in permutations(lines):
        records = Records()
        for line in order:
            records.take([line, line])
        assert list(records.lines("notes", "1")) == standing
        assert records.line("notes", "1") == standing[0]
        assert [records.misses(line) for line in lines] == [False] * len(lines)
        assert records.disputed("notes") == (["1"] if len(standing) > 1 else [])


def test_of_two_lines_with_one_name_the_same_one_always_stays() -> None:
    one, other = _line(doc="one"), _line(doc="other")
    found = []
    for order in ((one, other), (other, one)):
        records = Records()
        records.take(order)
        found.append(records.lines("notes", "1"))
    assert found[0] == found[1]
    assert len(found[0]) == 1


def test_versions_that_each_claim_to_follow_another_do_not_all_vanish() -> None:
    circle = [_line("a", 1, c=1), _line("b", 1, a=1), _line("c", 1, b=1)]
    records = Records()
    records.take(circle)
    assert records.lines("notes", "1")
    assert records.line("notes", "none") is None
    assert records.misses(_line("z"))
    assert not records.misses(b"no line")
