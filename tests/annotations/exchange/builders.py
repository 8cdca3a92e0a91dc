"""Invented annotations for the tests of the export formats, and random ones."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from annotations.anchoring import select
from annotations.exchange import Context, Format
from annotations.ids import hash_text
from annotations.model import (
    KINDS,
    RELATION_TYPES,
    VERDICTS,
    Anchor,
    Annotation,
    Json,
    Position,
    Quote,
    Relation,
    Source,
)

TIME = "2025-03-01T09:30:00Z"
LATER = "2025-03-02T18:00:00Z"
LAMPS = Source(
    path="town/lamps.txt",
    title="Lamps on the *Old* Quay",
    date="2025-02-27",
    text_sha256="a1" * 32,
)
FERRY = Source(
    path="ferry.md", url="https://ferry.example/log?day=1&page=2", title="The ferry's log"
)
NAMELESS = Source(text_sha256="b2" * 32)


def an_id(number: int) -> str:
    return f"urn:uuid:01900000-0000-7000-8000-{number:012d}"


def a_mark(number: int = 1, exact: str = "Ninety lamps were lit", **fields: object) -> Annotation:
    """A highlight on the lamps, with these fields changed."""
    mark = Annotation(
        id=an_id(number),
        kind="highlight",
        source=LAMPS,
        quote=Quote(exact, "At dusk. ", " along the quay."),
        position=Position(9, 9 + len(exact)),
        created=TIME,
        modified=TIME,
    )
    return replace(mark, **fields)  # type: ignore[arg-type]  # a builder takes any field


MARKS = (
    a_mark(
        1,
        kind="claim",
        verdict="disputed",
        tags=("money/lamps", "town hall"),
        note="The invoice says **eighty-four**.\n\n- ask the clerk\n- see `invoice_7`",
        evidence=("https://town.example/invoice/7", "the clerk, by telephone"),
        relations=(Relation("contradicts", an_id(3)),),
        creator="ines",
        modified=LATER,
        rev=3,
    ),
    a_mark(
        2,
        '=SUM of lamps\n# not a heading\n\n1. not a list; "quoted", *starred* _under_ <b>',
        note="# A heading\n\n```\nleft open",
        colour="green",
        position=Position(120, 199),
        anchor=Anchor("changed", 0.8125, 121, 200, "c3" * 32),
    ),
    a_mark(
        3,
        "渡し船は二度と来なかった。🚢",
        kind="question",
        source=FERRY,
        position=Position(40, 54),
        tags=("ferry",),
        creator="Łucja Ångström",
    ),
    a_mark(
        4, "A bell\x1b[31m rang\x00 twice", source=NAMELESS, extra={"x_mood": ["calm", None, 0.5]}
    ),
)

QUAY = (
    "The quay, 1912 🚢\n\nAt dusk ninety lamps were lit; 🔥 the clerk counted eighty-four.\n"
    "渡し船は二度と来なかった。 “No one,” he wrote, “was paid.”\n\nA bell rang twice.\n"
)
QUAY_SOURCE = Source("quay.txt", "https://quay.example/1912", "The quay", None, hash_text(QUAY))
TEXTS = Context({hash_text(QUAY): QUAY}.get)
"""Has the one text that marks of ``ON_QUAY`` are made on."""


def on_quay(number: int, words: str, **fields: object) -> Annotation:
    """A mark on these words of the quay."""
    start = QUAY.index(words)
    quote, position = select(QUAY, start, start + len(words))
    mark = a_mark(number, words, source=QUAY_SOURCE, quote=quote, position=position)
    return replace(mark, **fields)  # type: ignore[arg-type]  # a builder takes any field


ON_QUAY = (
    on_quay(11, "ninety lamps were lit", kind="claim", verdict="refuted", tags=("money/lamps",)),
    on_quay(12, "lamps were lit; 🔥 the clerk", note="over the lamp", creator="ines"),
    on_quay(
        13, "eighty-four.\n渡し船は", kind="question", relations=(Relation("replies", an_id(11)),)
    ),
)

_anything = st.text(st.characters(codec=None), max_size=40)
_words = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n #>*_`[]<&|\\\"',;1.)~\u202e\x85🚢渡é\ud800"), st.characters()
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()))
_optional = st.none() | _words
_json: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | _anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_anything, inner, max_size=3),
    max_leaves=6,
)
_sources = st.builds(
    Source,
    path=_optional,
    url=_optional,
    title=_optional,
    date=st.sampled_from([None, "2025-02-27"]),
)


@st.composite
def _mark(draw: st.DrawFn, number: int) -> Annotation:
    start = draw(st.integers(0, 30))
    kind = draw(st.sampled_from([*KINDS, "aside"]))
    return a_mark(
        number,
        draw(_words),
        kind=kind,
        source=draw(_sources),
        position=Position(start, start + draw(st.integers(1, 30))),
        tags=tuple(draw(st.lists(_words, max_size=3))),
        note=draw(_anything | _words),
        verdict=draw(st.sampled_from(VERDICTS)) if kind == "claim" else None,
        evidence=tuple(draw(st.lists(_words, max_size=2))),
        relations=tuple(
            Relation(type, an_id(number + 1))
            for type in draw(st.sets(st.sampled_from(RELATION_TYPES)))
        ),
        colour=draw(_optional),
        creator=draw(_optional),
        extra=draw(st.dictionaries(_anything.map(lambda name: f"x_{name}"), _json, max_size=2)),
    )


@st.composite
def random_marks(draw: st.DrawFn) -> list[Annotation]:
    """The content of a random store: overlapping marks, odd words, unknown fields."""
    return [draw(_mark(number)) for number in range(1, draw(st.integers(1, 5)))]


HOSTILE = (
    "==========",
    "- Your Highlight on Location 1-2 | Added on Friday, May 5, 2023 1:00:00 PM",
    "T1\tclaim 0 3\tnot",
    "#1\tAnnotatorNotes T1\tnot",
    ":PROPERTIES:\n:ID: no\n:END:",
    "* no heading :no_tag:",
    "#+end_quote\n#+end_src",
    "id:: 01900000\n- no block",
    "> [!note] no callout\n^no-id\n%% no comment",
    "</aside></script><script>alert(1)</script><img src=http://x.example>",
    "![x](http://x.example/x.png) [y](javascript:alert(1))",
    "```\nno code",
    "---\ntitle: no\n---",
    '",",\r\n"',
    "'=1+1",
    ".tag .tag",
    '{"id": "no", "spans": []}',
    "|no|table|",
    "[[no]] ((no)) {{no}} #no",
)
"""Words full of the syntax of the formats."""

_SYNTAX = "\n\n".join((QUAY, *HOSTILE))


def read_by_others() -> tuple[list[Annotation], Context]:
    """The store whose exports were given once to readers that no wheel brings."""
    marks = [*ON_QUAY, *(_on_syntax(*numbered) for numbered in enumerate(HOSTILE, start=21))]
    return marks, Context({hash_text(QUAY): QUAY, hash_text(_SYNTAX): _SYNTAX}.get)


def _on_syntax(number: int, words: str) -> Annotation:
    """A mark on words that look like a format's own, with other such words as its note."""
    start = _SYNTAX.index(f"\n\n{words}") + 2
    quote, position = select(_SYNTAX, start, start + len(words))
    source = Source("syntax.txt", None, f"Signs ({words})", None, hash_text(_SYNTAX))
    note = HOSTILE[number % len(HOSTILE)]
    return a_mark(number, words, source=source, quote=quote, position=position, note=note)


_letters = st.sampled_from("abc de.,\n“”-—é渡船🚢💩👩‍🚀\t#*|")
_articles = st.lists(st.one_of(_letters, st.sampled_from(HOSTILE)), min_size=3, max_size=120).map(
    "".join
)


@st.composite
def random_stores(draw: st.DrawFn) -> tuple[list[Annotation], Context]:
    """Marks on random texts that are at hand: overlapping, long, on emoji and line ends."""
    texts = draw(st.lists(_articles.filter(str.strip), min_size=1, max_size=2, unique=True))
    marks: list[Annotation] = []
    for text in texts:
        for _ in range(draw(st.integers(1, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            if text[start:end].strip():
                marks.append(_said_of(draw, text, start, end, len(marks) + 1))
    by_hash = {hash_text(text): text for text in texts}
    return marks, Context(by_hash.get)


def _said_of(draw: st.DrawFn, text: str, start: int, end: int, number: int) -> Annotation:
    quote, position = select(text, start, end)
    sha256 = hash_text(text)
    url = draw(st.sampled_from([None, "https://x.example/a", "https://x.example/a?b=c#d"]))
    kind = draw(st.sampled_from([*KINDS]))
    return a_mark(
        number,
        source=Source(
            f"{sha256[:4]}.txt", url, draw(st.sampled_from(["T", *HOSTILE])), None, sha256
        ),
        quote=quote,
        position=position,
        kind=kind,
        verdict=draw(st.sampled_from(VERDICTS)) if kind == "claim" else None,
        tags=tuple(draw(st.lists(st.sampled_from(["a/b", "c d", "2024", "é;f"]), unique=True))),
        note=draw(st.one_of(st.just(""), st.sampled_from(HOSTILE), _articles)),
        creator=draw(st.sampled_from([None, "ines", "Łucja Ångström"])),
        extra=draw(st.dictionaries(st.sampled_from(["x_a", "x_b"]), _json, max_size=1)),
    )


def text_files(
    format: Format, marks: Sequence[Annotation], context: Context = TEXTS
) -> dict[str, str]:
    """The files of a format that is a folder, by their names; all of them are text."""
    return {name: str(content) for name, content in format.files(marks, context)}
