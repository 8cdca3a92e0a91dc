"""A place that may well be another copy of the words, or something else, is given as doubtful."""

from annotations import Anchor, resolve, select

SENTENCE = "This includes weighing what the old pumps need and finding repairs that last."
BEFORE = "The workshop advises the harbour on gaps in its machines.\n\n"
AFTER = "\n\nThe council meets again in the autumn to hear of it."


def marked(old: str, words: str) -> tuple[int, int]:
    return old.index(words), old.index(words) + len(words)


def found(old: str, words: str, new: str) -> Anchor:
    return resolve(new, *select(old, *marked(old, words)))


def test_a_copy_put_in_beside_the_altered_words_is_not_taken_for_them_without_a_doubt() -> None:
    altered = SENTENCE.replace("weighing", "counting")
    for new in (f"{altered}\n\n{SENTENCE}", f"{SENTENCE}\n\n{altered}"):
        anchor = found(BEFORE + SENTENCE + AFTER, SENTENCE, BEFORE + new + AFTER)
        assert anchor.status == "ambiguous"


def test_of_two_equal_copies_at_the_end_of_a_text_none_is_certain() -> None:
    old = BEFORE + SENTENCE + "\n"
    anchor = found(old, SENTENCE, f"More.\n\n{BEFORE}{SENTENCE}\n\n{SENTENCE}\n")
    assert anchor.status == "ambiguous"


def section(name: str) -> str:
    return (
        f"## Access to {name}\n\nThe workspaces of each service keep what the harbour needs.\n"
        f"{SENTENCE}\n\nWhoever looks for the logs of a service finds them at the desk of {name} "
        "and asks there for the key to the upper room.\n\n"
    )


def test_a_passage_gone_from_its_section_is_not_found_in_a_like_one_without_a_doubt() -> None:
    old = section("Brackwater") + BEFORE + section("Dunhithe")
    start = old.rindex(SENTENCE)
    new = old[:start] + old[start + len(SENTENCE) + 1 :]
    anchor = resolve(new, *select(old, start, start + len(SENTENCE)))
    assert anchor.status in ("ambiguous", "orphaned")


def test_a_figure_altered_where_it_stood_is_changed_although_a_row_elsewhere_has_the_old_one() -> (
    None
):
    rows = "".join(
        f"<td>The {name} quota</td>\n<td>100 % of the quota over the six months reviewed.</td>\n"
        "<p>Whoever reaches it is heard by the council.</p>\n<p>The list is made in May.</p>\n\n"
        for name in ("herring", "herring", "plaice", "plaice")
    )
    words = "<td>100 % of the quota over the six months reviewed.</td>"
    start = rows.index(words, rows.index("plaice"))
    new = rows[:start] + words.replace("100", "60") + rows[start + len(words) :]
    anchor = resolve(new, *select(rows, start, start + len(words)))
    assert (anchor.status, anchor.start) == ("changed", start)


COUNCIL = "The council met on Tuesday and said that the wall would cost 40 million crowns in all."
LINES = [
    "The harbour wall is to be built after all.",
    COUNCIL,
    "Ferries stopped at noon because of the wind.",
    "Residents had asked for it since the flood of March.",
    "Work begins when the boats are out of the water.",
]


def test_a_corrected_line_whose_old_form_is_put_in_elsewhere_stays_in_its_place() -> None:
    old = "\n\n".join(LINES)
    altered = COUNCIL.replace("40", "70")
    start, end = marked(old, COUNCIL)
    for place in (0, 3, 4, 5):
        lines = [each if each != COUNCIL else altered for each in LINES]
        lines.insert(place, COUNCIL)
        new = "\n\n".join(lines)
        anchor = resolve(new, *select(old, start, end), old)
        assert (anchor.status, anchor.start) == ("changed", new.index(altered))


def test_a_line_that_moved_is_moved_and_doubtful_only_where_another_took_its_place() -> None:
    old = "\n\n".join(LINES)
    start, end = marked(old, COUNCIL)
    rest = [each for each in LINES if each != COUNCIL]
    new = "\n\n".join([*rest, COUNCIL])
    anchor = resolve(new, *select(old, start, end), old)
    assert (anchor.status, anchor.start) == ("moved", new.index(COUNCIL))
    other = "The council met on Monday and said that the wall would cost 70 million crowns in all."
    new = "\n\n".join([rest[0], other, *rest[1:], COUNCIL])
    anchor = resolve(new, *select(old, start, end), old)
    assert anchor.status in ("ambiguous", "changed")
