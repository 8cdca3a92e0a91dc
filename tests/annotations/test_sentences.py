"""Where sentences begin and end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.sentences import sentences


def cut(marked: str) -> tuple[str, list[str]]:
    """A text without the ``|`` that show where its sentences end, and its sentences."""
    return marked.replace("|", ""), [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    "marked",
    [
        "The lamps went out. | No one saw why.",
        "Am 3. Mai 2021 kostete er 4,1 Mio. Kronen. | Gut.",
        "Es kostete 4 Mrd. Euro. | Sie zahlte 2 Mio. | Die Stadt zahlte nichts.",
        "Seit dem 19. Jahrhundert gilt Abs. 2 GG. | Es blieb dabei.",
        "It was his 19. | May came late.",
        "« C’est faux. » | Il est parti.",
        "Voir l’art. 5 et env. 300 autres. | Il est parti.",
        "La Dra. Ruiz vive en EE. UU. desde 2010. | Es médica.",
        "Il sig. Rossi e l’on. Bianchi. | Poi basta.",
        "Dhr. Jansen kwam. | Mevr. Bakker niet.",
        "Stoi na ul. Długa. | Potem poszedł.",
        "Who lit them? | The guard did! | He said so.",
        "Really?! | Nobody knew!! | It was late.",
        "He waited… | Then he left.",
        "She never said so.... | He left the quay.",
        "Ask Dr. Lund, Mrs. Berg and Gen. Holm.",
        "Signed by Anna E. Lund and J. R. Holm.",
        "It was you and I. | Did Karl I. Berg know?",
        "See p. 12, fig. 3 and No. 7 of vol. 2.",
        "He said no. | They left.",
        "Sold to Berg, Holm & Co. at noon.",
        "Sold to Berg, Holm & Co. | It was noon.",
        "They met on Jan. 6 in the hall.",
        "They met on Sept. 20. | Nobody came.",
        "It was in Oct. | The ships were gone.",
        "She slept in the sun. | Maria woke her.",
        "He felt ill. | Karl called a doctor.",
        "Work for the U.S. Government goes on.",
        "They live in the U.S. | Where else?",
        "They live in the U.N. for now.",
        "The port vs. Holm: a suit.",
        "It cost 4.1 million. | It was worth 2.",
        "It took 5 ft. | Holm measured it.",
        "Write to a.berg@example.com. | She reads it.",
        "See https://example.com/a.b/c.html. | Then write.",
        "Holm (He had been a guard.) was there.",
        "He was there (or so he said). | She was not.",
        "“Too great.” | Holm lifted the ban.",
        "'It is late.' she said.",
        "“Is it late?” asked Holm.",
        "“Is it late?” Holm asked.",
        "“It is.” | Holm went home.",
        "He swore (“never!”) and left.",
        "She bought it from Hey! in the market.",
        "The sale of iPads rose. | iPads are flat.",
        "It was on 6 May 2021. | 45 people came.",
        "It rose by half. | $5 is now $7.",
        "It fell.[3] | Then it rose.² | Nobody knew.",
        "He told them [...] to leave.",
        "“He told them to leave [...]” (Lund 12).",
        "I was not . . . well, I mean, the thing is . . . I left.",
        "That was all . . . . | Next he left.",
        "1. Oil the lamps. | 2. Light them. | 3. Go home.",
        "1) oil the lamps | 2) Light them",
        "a. The oil | b. The wick | c. The glass",
        "• The oil | • The wick",
        "• Oil 2. | The wick",
        "1. Oil b) the wick",
        "1. The law of 12. | The rest.",
        "**Never.** | They *left.* | Nobody knew.",
        "Updated: May 2, 2024 | The lamps were lit.",
        "date 2024-12-02 | Ninety lamps were lit.",
        "Thursday, May 2, 2024 | The lamps were lit.",
        "On Thursday, May 2, 2024, the lamps were lit.",
        "The old quay at dusk | Image: Karl Holm.",
        "He keeps a folder (Image: Holm) of quays.",
        "灯台は消えた。| 誰も見なかった！| なぜ？",
        "「もう遅い。」と彼は言った。| 彼は帰った。",
        "बत्तियाँ बुझ गईं। | किसी ने नहीं देखा।",
        "متى؟ | لا أحد يعرف.",
        "Лампы погасли. | Никто не видел.",
    ],
)
def test_a_sentence_ends_where_a_reader_would_say(marked: str) -> None:
    text, wanted = cut(marked)
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_headings_and_blank_lines_end_a_sentence_without_a_full_stop() -> None:
    text, wanted = cut(
        "A dark night\n\n|The lamps went out.\n|Why they did\n|Nobody knew, and " + "x " * 60
    )
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_a_sentence_goes_on_over_the_lines_of_a_paragraph_wrapped_by_hand() -> None:
    text = (
        "The lamps on the old quay went out at nine,\n"
        "and nobody who was there could say who had\n"
        "put them out. The guard had gone home for\n"
        "supper.\n\nNobody was hurt."
    )
    found = [text[start:end] for start, end in sentences(text)]
    assert len(found) == 3
    assert found[1] == "The guard had gone home for\nsupper."


def test_lines_of_a_list_or_a_verse_are_not_run_together() -> None:
    items = "- the lamps of the old quay and all their wicks\n- the oil of the lamps, and what it cost them"
    names = "Anna Lund\nKarl Holm\nMaria Berg\n"
    assert len(sentences(items)) == 2
    assert len(sentences(names)) == 3


def test_a_wrapped_quotation_goes_on_but_a_heading_does_not() -> None:
    quotation = (
        "> The lamps on the old quay went out at nine\n> and nobody who was there could say why."
    )
    heading = "# The lamps on the old quay went out at nine\nand nobody who was there could say why it was."
    assert len(sentences(quotation)) == 1
    assert len(sentences(heading)) == 2


texts = st.text(st.sampled_from('ab AB.!?…\n\u2029 \t"“”()[]1)•。」Dr'), max_size=120) | st.text(
    max_size=60
)


@given(texts)
def test_sentences_are_trimmed_in_order_and_leave_out_only_white_space(text: str) -> None:
    found = sentences(text)
    last = 0
    for start, end in found:
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        assert "\n\n" not in text[start:end]
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        ".",
        ". ",
        ". A",
        '."',
        '. "(',
        " ",
        "\n",
        "a\n",
        "。",
        "1. A ",
        "• ",
        ".[1]",
        'A!" A B ',
        "U.S. ",
    ],
)
def test_hostile_text_takes_no_longer_than_it_is_long(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    found = sentences(text)
    assert sum(end - start for start, end in found) <= len(text)


def test_the_real_articles_are_cut_into_their_sentences_headings_and_lines(
    articles_folder: Path,
) -> None:
    counts = [
        len(sentences(path.read_bytes().decode())) for path in sorted(articles_folder.glob("*.txt"))
    ]
    # By hand: 99 sentences, 8 headings, a caption, 4 date lines and an update note.
    assert counts == [16, 19, 24, 28, 26]
