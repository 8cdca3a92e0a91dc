import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.long_text import LongText, cut, edges_of

texts = st.text(st.sampled_from("ab .\n\n“é日👍🏽"), max_size=200)
sizes = st.integers(4, 60)
bounds = st.one_of(st.none(), st.integers(-220, 220))


@given(texts, sizes, bounds, bounds)
def test_every_slice_is_that_of_the_text(
    text: str, most: int, a: int | None, b: int | None
) -> None:
    assert LongText.of(text, most)[a:b] == text[a:b]


@given(texts, sizes)
def test_it_is_as_long_as_the_text_and_has_its_characters(text: str, most: int) -> None:
    long = LongText.of(text, most)
    assert len(long) == len(text)
    assert str(long) == text
    assert [long[at] for at in range(-len(text), len(text))] == list(text + text)


@given(texts, sizes)
def test_its_pieces_are_the_text_and_begin_at_its_edges(text: str, most: int) -> None:
    long = LongText.of(text, most)
    pieces = list(long.pieces())
    assert "".join(piece for _, piece in pieces) == text
    assert [offset for offset, _ in pieces] == list(long.edges[:-1])
    assert all(offset == long.edges[long.piece_at(offset)] for offset, _ in pieces)
    assert all(len(piece.encode()) <= most for _, piece in pieces)


@given(st.lists(st.binary(max_size=50)), sizes)
def test_nothing_is_lost_in_cutting(chunks: list[bytes], most: int) -> None:
    pieces = list(cut(chunks, most))
    assert b"".join(pieces) == b"".join(chunks)
    assert all(pieces)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Nine boats.\n\nIt sank. It did\nsink there.", "Nine boats.\n\n"),
        ("Nine boats.\nIt sank there, they said.", "Nine boats.\n"),
        ("It sank. Nine boats were lost.", "It sank. "),
        ("nine boats were lost in it", "nine boats were "),
        ("日本語の長い文章です", "日本語の長い"),
    ],
)
def test_a_piece_ends_where_a_text_is_best_cut(text: str, first: str) -> None:
    assert LongText.of(text, 20)[: LongText.of(text, 20).edges[1]] == first


def test_what_is_no_character_of_it_is_refused() -> None:
    text = LongText.of("boats")
    with pytest.raises(IndexError):
        text[5]
    with pytest.raises(ValueError, match="forwards"):
        text[::2]


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        LongText([b"boats", b"caf\xe9"])


def test_the_edges_of_a_short_text_are_its_ends() -> None:
    assert list(edges_of("boats")) == [0, 5]
    assert list(edges_of(LongText.of("nine boats", 5))) == [0, 5, 10]
