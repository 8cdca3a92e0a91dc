"""A fact that was changed is never given as unaltered, wherever else the old words stand."""

import pytest

from annotations import Anchor, resolve, select

WALL = (
    "The council met on Tuesday evening in the old hall. It said that the new harbour wall would "
    "cost no more than 40 million crowns in all and would be finished before the storms. Nobody "
    "voted against it, and the meeting closed at nine."
)
BETWEEN = "\n\nFerries stopped at noon because of the wind.\n\nResidents had asked for it.\n\n"
TWICE = "In short\n\n" + WALL + BETWEEN + WALL + "\n\nThe vote was close."
CLAIM = "would cost no more than 40 million crowns in all"
SENTENCE = WALL.split(". ")[1] + "."


def moved_to(old: str, start: int, words: str, new: str) -> tuple[Anchor, str | None]:
    """Where the words marked at the offset of the old text stand in the new one."""
    anchor = resolve(new, *select(old, start, start + len(words)))
    return anchor, None if anchor.start is None else new[anchor.start : anchor.end]


@pytest.mark.parametrize("words", [CLAIM, SENTENCE, WALL])
@pytest.mark.parametrize("first", [True, False])
def test_of_two_copies_the_altered_one_is_still_the_one_that_was_marked(
    words: str, first: bool
) -> None:
    start = TWICE.index(words) if first else TWICE.rindex(words)
    altered = words.replace("40", "70")
    new = TWICE[:start] + altered + TWICE[start + len(words) :]
    for shift in ("", "A line put in before all of it, and a long one at that.\n\n"):
        anchor, now = moved_to(TWICE, start, words, shift + new)
        assert (anchor.start, now) == (start + len(shift), altered)
        assert anchor.status in ("changed", "ambiguous")


@pytest.mark.parametrize("first", [True, False])
def test_of_two_copies_the_one_that_was_not_altered_stays(first: bool) -> None:
    start = TWICE.index(CLAIM) if first else TWICE.rindex(CLAIM)
    other = TWICE.rindex("40") if first else TWICE.index("40")
    anchor, now = moved_to(TWICE, start, CLAIM, TWICE[:other] + "70" + TWICE[other + 2 :])
    assert (anchor.status, anchor.start, now) == ("exact", start, CLAIM)


ARTICLE = f"The harbour wall is to be built after all.\n\n{WALL}\n\nWork begins in May."
NOTES = [
    "Correction: an earlier version of this article read: “{}”",
    "This article was amended on 4 May. It originally said: “{}”",
    "## Correction\n\n{}",
    "“{}” was how a previous version of this story put it.",
    "*Clarification, 12 May*: We had wrongly reported that {}",
    "Korrektur: In einer früheren Fassung dieses Artikels hieß es: „{}“",
    "Rectificatif : une version précédente de cet article indiquait : « {} »",
    "Fe de errores: una versión anterior de este artículo decía: «{}»",
    "Una versione precedente di questo articolo riportava: «{}»",
    "In een eerdere versie van dit artikel stond: ‘{}’",
    "Sprostowanie: „{}”",
    "Errata: uma versão anterior deste texto dizia: “{}”",
    "Исправление. В предыдущей версии статьи говорилось: «{}»",
    "訂正：以前の版では「{}」としていました。",
    "更正：本文早前版本写道：“{}”",
    "정정: 이 기사의 이전 버전에는 “{}”라고 되어 있었습니다.",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("words", [CLAIM, SENTENCE])
@pytest.mark.parametrize("quoted", [CLAIM, SENTENCE, WALL])
@pytest.mark.parametrize("on_top", [True, False])
def test_a_note_of_correction_does_not_take_a_claim_from_its_place(
    note: str, words: str, quoted: str, on_top: bool
) -> None:
    start = ARTICLE.index(words)
    altered = words.replace("40", "70")
    new = ARTICLE.replace("40", "70")
    told = note.format(quoted)
    new = f"{told}\n\n{new}" if on_top else f"{new}\n\n{told}"
    anchor, now = moved_to(ARTICLE, start, words, new)
    assert (anchor.status, now) == ("changed", altered)


@pytest.mark.parametrize("note", NOTES)
def test_a_sentence_that_only_a_note_of_correction_quotes_is_gone(note: str) -> None:
    new = ARTICLE.replace(SENTENCE + " ", "") + "\n\n" + note.format(SENTENCE)
    assert moved_to(ARTICLE, ARTICLE.index(SENTENCE), SENTENCE, new)[0].status == "orphaned"


@pytest.mark.parametrize("note", NOTES)
def test_a_note_about_something_else_leaves_the_mark_where_it_was(note: str) -> None:
    told = note.format("Ferries stopped at eleven.")
    for new in (
        f"{told}\n\n{ARTICLE}",
        f"{ARTICLE}\n\n{told}",
        ARTICLE.replace("\n\nWork", f"\n\n{told}\n\nWork"),
    ):
        anchor, now = moved_to(ARTICLE, ARTICLE.index(SENTENCE), SENTENCE, new)
        assert (anchor.status, now) == ("exact", SENTENCE)


@pytest.mark.parametrize("note", NOTES)
def test_words_marked_in_a_note_of_correction_are_found_there(note: str) -> None:
    text = ARTICLE.replace("40", "70") + "\n\n" + note.format(SENTENCE)
    anchor, now = moved_to(text, text.rindex(CLAIM), CLAIM, "A line before.\n\n" + text)
    assert (anchor.status, now) == ("exact", CLAIM)
    assert anchor.start == text.rindex(CLAIM) + len("A line before.\n\n")
