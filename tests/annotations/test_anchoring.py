"""Finding a passage again after its text was edited."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Anchor, Position, Quote, resolve, select, sentences
from annotations.anchoring.folded import Folded, fold
from annotations.errors import InvalidAnnotationError
from annotations.model import CONTEXT

TEXT = (
    "The lamps on the old quay went out at nine on Friday. The council says that ninety lamps "
    "cost 4.1 million crowns last year. The guard, a man of sixty, had gone home for supper.\n\n"
    "“Nobody told us,” said the clerk of the town. The oil came from the south by ship. "
    "A second ferry waited until dawn, and the guard was not asked about it again."
)
CLAIM = "The council says that ninety lamps cost 4.1 million crowns last year."


def found(words: str, text: str, new: str) -> tuple[Anchor, str | None]:
    """Where the words of the first text stand in the second, and the words there."""
    start = text.index(words)
    anchor = resolve(new, *select(text, start, start + len(words)))
    return anchor, None if anchor.start is None else new[anchor.start : anchor.end]


def test_a_passage_is_recorded_with_its_words_its_neighbours_and_its_place() -> None:
    quote, position = select("x" * 200 + "lamps" + "y" * 200, 200, 205)
    assert quote == Quote("lamps", "x" * CONTEXT, "y" * CONTEXT)
    assert (position.start, position.end) == (200, 205)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (2, 99), (3, 4), (4, 3)])
def test_a_span_without_words_cannot_be_recorded(start: int, end: int) -> None:
    with pytest.raises(InvalidAnnotationError):
        select("The lamps", start, end)


def test_in_the_same_text_the_very_span_is_given_back() -> None:
    for start, end in sentences(TEXT):
        assert resolve(TEXT, *select(TEXT, start, end)) == Anchor("exact", 1.0, start, end)


def test_white_space_at_the_ends_of_a_quote_is_not_part_of_the_hit() -> None:
    start = TEXT.index(" The council ")
    anchor = resolve(TEXT, *select(TEXT, start, start + len(" The council ")))
    assert TEXT[anchor.start : anchor.end] == "The council"


@pytest.mark.parametrize(
    "new",
    [
        "A word before. " + TEXT,
        TEXT.replace("Friday", "Monday"),
        TEXT.replace("supper", "a long supper"),
    ],
)
def test_words_that_only_shifted_are_exact(new: str) -> None:
    anchor, words = found(CLAIM, TEXT, new)
    assert (anchor.status, words) == ("exact", CLAIM)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ", "\n"),
        (" ", "  "),
        ("ninety", "NINETY"),
        ("ninety", "nine\u00adty"),
        ("council", "councı\u0301l".replace("ı", "i")),
    ],
)
def test_words_that_are_only_set_otherwise_are_folded(old: str, new: str) -> None:
    anchor, words = found(CLAIM, TEXT, TEXT.replace(old, new))
    assert anchor.status == "folded"
    assert words == CLAIM.replace(old, new)


def test_other_quotation_marks_and_dashes_are_folded() -> None:
    text = TEXT.replace("dawn, and", "dawn—and it’s late…")
    new = (
        text.replace("—", "--")
        .replace("’", "'")
        .replace("…", "...")
        .replace("“", '"')
        .replace("”", '"')
    )
    assert (
        found("waited until dawn—and it’s late…", text, new)[1]
        == "waited until dawn--and it's late..."
    )
    assert found("“Nobody told us,”", text, new)[1] == '"Nobody told us,"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4.1", "3.4"),
        ("says that", "never said that"),
        ("The council", "A spokesman of the mayor"),
        ("last year.", "in the year before."),
        ("ninety lamps cost", "ninety of the lamps had cost"),
    ],
)
def test_words_edited_in_place_are_changed_and_give_the_new_words(old: str, new: str) -> None:
    anchor, words = found(CLAIM, TEXT, TEXT.replace(old, new))
    assert (anchor.status, words) == ("changed", CLAIM.replace(old, new))
    assert 0 < anchor.score < 1


def test_an_edited_last_sentence_reaches_to_its_new_end() -> None:
    last = TEXT[TEXT.rindex("A second") :]
    new = TEXT.replace("about it again.", "about anything.")
    assert found(last, TEXT, new)[1] == last.replace("about it again.", "about anything.")


def test_an_edited_first_sentence_begins_at_the_text_s_new_beginning() -> None:
    first = TEXT[: TEXT.index(" The council")]
    assert found(first, TEXT, TEXT.replace("The lamps", "Some lights", 1))[1] == first.replace(
        "The lamps", "Some lights"
    )


def test_the_same_words_among_other_neighbours_have_moved() -> None:
    new = (
        "An altogether different report on boats. "
        + CLAIM
        + " More of that some other time, perhaps."
    )
    anchor, words = found(CLAIM, TEXT, new)
    assert (anchor.status, words) == ("moved", CLAIM)


def test_a_short_quote_is_told_apart_by_its_neighbours() -> None:
    start = TEXT.rindex("the guard")
    new = TEXT.replace("had gone home", "has gone home").replace("asked about", "asked once about")
    anchor = resolve("Foreword.\n\n" + new, *select(TEXT, start, start + len("the guard")))
    assert anchor.start == len("Foreword.\n\n") + new.rindex("the guard")
    assert anchor.status == "exact"


def test_places_that_fit_as_well_are_ambiguous_and_the_nearest_is_given() -> None:
    quote, position = select(TEXT, TEXT.index(CLAIM), TEXT.index(CLAIM) + len(CLAIM))
    new = "Foreword.\n\n" + TEXT + "\n\n" + TEXT
    anchor = resolve(new, quote, position)
    assert anchor.status == "ambiguous"
    assert anchor.start == new.index(CLAIM)


@pytest.mark.parametrize(
    "new",
    [
        "",
        " \n ",
        TEXT.replace(CLAIM + " ", ""),
        "Nothing of this is about lamps, crowns or a council that says what it cost last year.",
        TEXT.replace(CLAIM, "Nobody has ever asked what became of those who lit them before."),
    ],
)
def test_what_is_gone_is_orphaned(new: str) -> None:
    assert found(CLAIM, TEXT, new)[0] == Anchor("orphaned", 0.0, None, None)


def test_a_short_quote_that_was_cut_out_is_not_put_on_the_same_words_elsewhere() -> None:
    assert (
        found("the guard", TEXT, TEXT.replace("and the guard was", "and was"))[0].status
        == "orphaned"
    )


def test_an_accent_set_as_a_character_of_its_own_belongs_to_the_hit() -> None:
    text = TEXT.replace("supper", "café")
    hit = found("home for café", text, text.replace("é", "e\u0301"))[1]
    assert hit == "home for cafe\u0301"


def test_words_that_stand_far_apart_now_are_not_marked_as_one() -> None:
    torn = TEXT.replace("lamps cost", "lamps, " + "which is another story, " * 12 + "cost")
    anchor, words = found(CLAIM, TEXT, torn)
    assert anchor.status in ("changed", "ambiguous", "orphaned")
    assert words is None or "another story" not in words


def test_a_single_letter_is_only_found_between_its_neighbours() -> None:
    text = "Team A won. Team B lost by far, and a lot of it was luck, the captains said."
    start = text.index("B")
    quote, position = select(text, start, start + 1)
    assert resolve("Yes: " + text.replace("by far", "badly"), quote, position).start == start + 5
    assert resolve(text.replace("Team B lost by far, and a", "A"), quote, position).start is None


def test_a_quote_longer_than_its_new_text_is_orphaned_and_does_no_harm() -> None:
    assert found(TEXT, TEXT, "The lamps on the old quay.")[0].status == "orphaned"


def test_a_look_alike_does_not_take_the_place_of_a_deleted_template() -> None:
    teams = "Team Alpha\nThe captain is ready and has signed.\n\nTeam Beta\nThe captain is ready and has signed.\n"
    quote, position = select(teams, 0, teams.index("\n\nTeam Beta"))
    anchor = resolve(teams[teams.index("Team Beta") :], quote, position)
    assert anchor.status in ("orphaned", "ambiguous")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("went out at nine", "wennt out at nnie"),
        ("ninety lamps cost", "nine-ty lamps cost"),
        ("A second ferry", "A secnod fery"),
        ("had gone home", "hadgone home"),
    ],
)
def test_slips_of_the_pen_around_a_few_words_do_not_lose_them(old: str, new: str) -> None:
    text = TEXT.replace(old, new)
    for words in ("on Friday", "4.1 million crowns", "waited until dawn"):
        anchor = found(words, TEXT, text)[0]
        assert (anchor.status, text[anchor.start : anchor.end]) == ("exact", words)


def test_misspelt_words_are_the_old_ones_changed() -> None:
    new = TEXT.replace("council says that ninety", "concil says tht nine-ty")
    anchor, words = found("council says that ninety", TEXT, new)
    assert (anchor.status, words) == ("changed", "concil says tht nine-ty")


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("4.1 million", "4.1", "3.4"),
        ("ninety lamps cost 4.1 million", "cost", "did not cost"),
        ("said the clerk", "clerk", "mayor"),
        ("a man of sixty", "sixty", "forty"),
    ],
)
def test_a_fact_that_was_flipped_in_a_few_words_is_changed(words: str, old: str, new: str) -> None:
    anchor, now = found(words, TEXT, TEXT.replace(words, words.replace(old, new)))
    assert (anchor.status, now) == ("changed", words.replace(old, new))


def test_the_words_edited_in_place_are_preferred_to_a_copy_of_the_old_ones() -> None:
    new = TEXT.replace("4.1 million", "3.4 million") + "\n\nWhat was said then: " + CLAIM
    anchor, words = found(CLAIM, TEXT, new)
    assert (anchor.status, words) == ("changed", CLAIM.replace("4.1", "3.4"))


def test_of_near_identical_sentences_the_neighbour_does_not_take_a_deleted_one_s_place() -> None:
    places = ("Aldmoor", "Calder", "Estow", "Farley", "Hallam", "Jarrow", "Lorne", "Selby")
    rows = [f"The council of {p} spent {n} million on roads." for n, p in enumerate(places, 21)]
    text = "\n\n".join(rows)
    for row in rows[1:-1]:
        assert found(row, text, text.replace(row + "\n\n", ""))[0].start is None
        assert found(row, text, text.replace(row, row.replace("2", "9")))[0].status == "changed"


def test_a_paragraph_that_moved_takes_the_words_in_it_along() -> None:
    first, second = TEXT.split("\n\n")
    new = f"{second}\n\n{first}"
    for words in (CLAIM, "the old quay", "Nobody told us"):
        assert found(words, TEXT, new)[1] == words


@pytest.mark.parametrize("share", [7, 3])
def test_a_quote_of_many_pages_is_found_by_its_ends(share: int) -> None:
    words = [f"w{n * 7919 % 10007}" for n in range(9000)]
    text = " ".join(words)
    start, end = text.index(words[1000]), text.index(words[7000]) + len(words[7000])
    quote, position = select(text, start, end)
    edited = " ".join(w + "x" * (n % 20 == share) for n, w in enumerate(words))
    anchor = resolve("Foreword. " + edited, quote, position)
    assert anchor.status == "changed"
    hit = ("Foreword. " + edited)[anchor.start : anchor.end]
    assert (hit.split()[0][:5], len(hit.split())) == (words[1000][:5], 6001)
    assert resolve(" ".join(words[7001:]), quote, position).status == "orphaned"


def test_two_ends_that_no_longer_belong_together_are_no_place_of_a_long_quote() -> None:
    words = [f"w{n * 7919 % 10007}" for n in range(3000)]
    text = " ".join(words)
    start, end = text.index(words[500]), text.index(words[2500]) + len(words[2500])
    quote, position = select(text, start, end)
    others = [f"v{n}" for n in range(9000)]
    head, tail = words[400:1000], words[2000:]
    for new in (
        [*others[:500], *head, *others[500:1000]],
        [*head, *others, *tail],
        [*words[400:590], *others[:1800], *words[2415:]],
    ):
        assert resolve(" ".join(new), quote, position).status == "orphaned"


def test_of_very_many_places_those_near_the_old_one_are_looked_at() -> None:
    text = "So it is said. " * 2000
    quote, position = select(text, 15 * 1500, 15 * 1500 + 14)
    anchor = resolve("Now, " + text[3:], quote, position)
    assert anchor.start is not None
    assert abs(anchor.start - position.start) <= 15


def test_a_text_of_several_megabytes_is_read_too() -> None:
    text = "It is said again. " * 250_000 + TEXT
    assert found(CLAIM, TEXT, text)[1] == CLAIM


@pytest.mark.parametrize("exact", ["", " ", "…", "?!", "\u00ad", "x" * 5000, "\ud800"])
@pytest.mark.parametrize("text", ["", "…", TEXT, TEXT * 3, "The same again. " * 500])
def test_nothing_that_is_asked_for_does_harm(exact: str, text: str) -> None:
    for position in (None, Position(0, 1), Position(5, 10**9), Position(10**9, 10**9 + 1)):
        anchor = resolve(text, Quote(exact, "before ", " after"), position)
        assert (anchor.start is None) == (anchor.status == "orphaned")


def test_in_a_text_of_one_repeated_sentence_a_place_is_never_given_as_sure() -> None:
    text = "The same again. " * 300
    quote, position = select(text, 1600, 1615)
    shifted = resolve("Now. " + text[16:], quote, position)
    assert shifted.status == "ambiguous"
    assert shifted.start is not None
    assert abs(shifted.start - 1600) < 32


def test_a_quote_without_any_context_is_found_by_its_words_alone() -> None:
    start = TEXT.index("ninety lamps")
    assert resolve(TEXT, Quote("ninety lamps")) == Anchor("exact", 1.0, start, start + 12)
    assert resolve(TEXT, Quote("the guard")).status == "ambiguous"
    assert resolve(TEXT, Quote("...")).status == "orphaned"
    assert resolve(TEXT, Quote(" ")).status == "orphaned"


def test_text_without_blanks_and_astral_characters_is_found_too() -> None:
    text = "灯台は九時に消えた。議会は四百万だと言う。🚢 船は夜明けまで待った。誰も知らなかった。"
    quote, position = select(text, 10, 20)
    shifted = "🌊 前書き。" + text
    anchor = resolve(shifted, quote, position)
    assert shifted[anchor.start : anchor.end] == text[10:20]
    edited = resolve(text.replace("四百万", "三百万"), quote, position)
    assert (edited.status, edited.start, edited.end) == ("changed", 10, 20)


@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.text(min_size=1, max_size=20),
    st.text(max_size=90),
)
def test_any_quote_in_any_text_gives_a_sound_anchor(
    before: str, after: str, exact: str, new: str
) -> None:
    for text in (new, before + exact + after, new + exact + after):
        anchor = resolve(text, Quote(exact, before, after))
        assert 0 <= anchor.score <= 1
        if anchor.start is None or anchor.end is None:
            assert anchor.status == "orphaned"
        else:
            hit = text[anchor.start : anchor.end]
            assert hit
            assert not hit[0].isspace()
            assert not hit[-1].isspace()


odd = st.text(
    st.one_of(st.sampled_from("aA é\u0301\u00ad…—-  \n\tﬁ“İ\u200b²"), st.characters()), max_size=40
)


@given(odd)
def test_every_span_of_a_folded_text_leads_back_to_characters_that_fold_to_it(raw: str) -> None:
    folded = Folded(raw)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(raw)
        assert folded.text[start].strip() in fold(raw[first:last])
        assert 0 <= folded.offset(first) <= start or folded.text[start] == " "


def test_folding_again_changes_nothing() -> None:
    text = "  The “ﬁrst” — naïve… \u00ad LAMP--s\n"
    assert fold(text) == fold(fold(text)) == 'the "first" - naive... lamp-s'


def test_sentences_of_one_article_are_not_put_on_another_that_rewrote_it(
    articles_folder: Path,
) -> None:
    one, other = (
        path.read_bytes().decode() for path in sorted(articles_folder.glob("00[24]*.txt"))
    )
    hits = [resolve(other, *select(one, *span)) for span in sentences(one)]
    shared = [hit for hit in hits if hit.status != "orphaned"]
    assert len(shared) <= 4
    assert all(hit.status != "exact" or hit.score < 1 for hit in shared)


def test_a_paragraph_put_before_leaves_the_mark_on_its_words() -> None:
    words = "Odile Farrant met with harbour master Benno Strake at the old mole in Tarrenmouth."
    rest = " Farrant and Strake, who did not agree on a price, have had a rocky year together."
    put_in = "Odile Farrant has become the latest mayor to meet with harbour master Benno Strake."
    old = f" date 2023-05-09 \n\n\n\n{words}{rest}\n\n{put_in}\n\nNothing else was said."
    new = f" date 2023-05-09 \n\n{put_in}\n\n{words}{rest}\n\n\n\nNothing else was said."
    anchor = resolve(new, *select(old, old.index(words), old.index(words) + len(words)))
    assert (anchor.start, anchor.end) == (new.index(words), new.index(words) + len(words))
    assert anchor.status in ("exact", "moved")


WEATHER = [
    f"In {place} it was {degrees} degrees on {day}, which is {more} more than in the year before."
    for place, degrees, day, more in (
        ("Calder", 9, "Friday", 2),
        ("Selby", 26, "Monday", 4),
        ("Hallam", 4, "Monday", 4),
        ("Hallam", 7, "Friday", 9),
        ("Ostley", 16, "Friday", 6),
        ("Rawdon", 11, "Monday", 3),
    )
]


@pytest.mark.parametrize("row", range(1, 5))
def test_a_row_that_is_gone_is_not_found_in_the_row_beside_it_of_the_same_name(row: int) -> None:
    text = " ".join(WEATHER)
    anchor, _ = found(WEATHER[row], text, " ".join(WEATHER[:row] + WEATHER[row + 1 :]))
    assert anchor.status == "orphaned"


@pytest.mark.parametrize("row", range(1, 5))
def test_a_row_with_another_figure_is_found_among_rows_like_it(row: int) -> None:
    text = " ".join(WEATHER)
    figure = WEATHER[row].split()[4]
    new = WEATHER[row].replace(f" {figure} ", " 58 ", 1)
    anchor, words = found(WEATHER[row], text, text.replace(WEATHER[row], new))
    assert (anchor.status, words) == ("changed", new)


def test_the_padding_of_a_table_is_no_neighbour_to_tell_a_cell_by() -> None:
    padding = " " * 70
    rows = [f"| {name} {padding}| The pump is idle.{padding}|\n" for name in ("A1", "B2", "C3")]
    text, words = "".join(rows), "The pump is idle"
    start = text.index(words, len(rows[0]))
    anchor = resolve("".join((rows[0], rows[2])), *select(text, start, start + len(words)))
    assert anchor.status in ("ambiguous", "orphaned")


def test_a_heading_that_moved_is_told_from_its_words_in_other_sentences() -> None:
    paragraphs = [
        "How we plan",
        "A plan is one page long, and nobody writes another.",
        "Spring review of teams",
        "Every team is asked what it would leave out.",
        "Who answers",
        "Whoever is asked in a spring review of teams answers within a week.",
        "Nothing is decided there. The spring review of teams is a talk, not a court.",
    ]
    start = sum(len(each) + 2 for each in paragraphs[:2])
    moved = [*paragraphs[:2], *paragraphs[3:], paragraphs[2]]
    anchor = resolve(
        "\n\n".join(moved),
        *select("\n\n".join(paragraphs), start, start + len(paragraphs[2])),
    )
    assert anchor.start == len("\n\n".join(moved[:-1])) + 2
