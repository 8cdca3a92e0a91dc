"""Kindle's clippings, in all the languages and ages that there are."""

import time

import pytest

from annotations.exchange import format_named
from annotations.model import Annotation


def entries(*parts: tuple[str, str], title: str = "The quay (Marsh, Ines)") -> list[Annotation]:
    text = "".join(
        f"\ufeff{title}\r\n{about}\r\n\r\n{words}\r\n==========\r\n" for about, words in parts
    )
    found = format_named("clippings").reading(text)
    assert found.refused == ()
    return list(found.annotations)


@pytest.mark.parametrize(
    ("highlight", "note"),
    [
        ("- Your Highlight on page 7 | Location 100-110 | Added on Friday, May 5, 2023 9:07:09 PM",
         "- Your Note on page 7 | Location 110 | Added on Friday, May 5, 2023 9:08:00 PM"),
        ("- Your Highlight on page 7 | location 100-110 | Added on Friday, 5 May 2023 21:07:09",
         "- Your Note on page 7 | location 110 | Added on Friday, 5 May 2023 21:08:00"),
        ("- Your Highlight on page 7 | Location 100-110 | Added on Friday, May 5, 2023 9:07:09\u202fPM",
         "- Your Note on page 7 | Location 110 | Added on Friday, May 5, 2023 9:08:00\u202fPM"),
        ("- Ihre Markierung auf Seite 7 | bei Position 100-110 | Hinzugefügt am Freitag, 5. Mai 2023 21:07:09",
         "- Ihre Notiz auf Seite 7 | bei Position 110 | Hinzugefügt am Freitag, 5. Mai 2023 21:08:00"),
        ("- Votre surlignement sur la page 7 | emplacement 100-110 | Ajouté le vendredi 5 mai 2023 21:07:09",
         "- Votre note sur la page 7 | emplacement 110 | Ajouté le vendredi 5 mai 2023 21:08:00"),
        ("- Tu subrayado en la página 7 | posición 100-110 | Añadido el viernes, 5 de mayo de 2023 21:07:09",
         "- Tu nota en la página 7 | posición 110 | Añadido el viernes, 5 de mayo de 2023 21:08:00"),
        ("- La tua evidenziazione a pagina 7 | posizione 100-110 | Aggiunto in data venerdì 5 maggio 2023 21:07:09",
         "- La tua nota a pagina 7 | posizione 110 | Aggiunto in data venerdì 5 maggio 2023 21:08:00"),
        ("- Seu destaque na página 7 | posição 100-110 | Adicionado: sexta-feira, 5 de maio de 2023 21:07:09",
         "- Sua nota na página 7 | posição 110 | Adicionado: sexta-feira, 5 de maio de 2023 21:08:00"),
        ("- Je markering op pagina 7 | locatie 100-110 | Toegevoegd op vrijdag 5 mei 2023 21:07:09",
         "- Je notitie op pagina 7 | locatie 110 | Toegevoegd op vrijdag 5 mei 2023 21:08:00"),
        ("- Ваш выделенный отрывок на странице 7 | местоположение 100–110 | Добавлено: пятница, 5 мая 2023 г. в 21:07:09",
         "- Ваша заметка на странице 7 | местоположение 110 | Добавлено: пятница, 5 мая 2023 г. в 21:08:00"),
        ("- 7ページ|位置No. 100-110のハイライト |作成日: 2023年5月5日金曜日 21:07:09",
         "- 7ページ|位置No. 110のメモ |作成日: 2023年5月5日金曜日 21:08:00"),
        ("- 您在第 7 页（位置 #100-110）的标注 | 添加于 2023年5月5日星期五 下午9:07:09",
         "- 您在第 7 页（位置 #110）的笔记 | 添加于 2023年5月5日星期五 下午9:08:00"),
    ],
)  # fmt: skip
def test_every_language_of_a_kindle_is_read(highlight: str, note: str) -> None:
    [mark] = entries((highlight, "A bell rang."), (note, "Loud?"))
    assert (mark.quote.exact, mark.note, mark.created) == (
        "A bell rang.",
        "Loud?",
        "2023-05-05T21:07:09Z",
    )
    assert mark.extra == {"kindle": {"location": "100-110", "page": "7", "author": "Marsh, Ines"}}


@pytest.mark.parametrize(
    ("about", "created"),
    [
        ("- Highlight Loc. 143-46  | Added on Friday, July 06, 2012, 07:37 AM", "2012-07-06T07:37:00Z"),
        ("- Your Highlight Location 44-45 | Added on Thursday, April 25, 2013 11:57:54 PM",
         "2013-04-25T23:57:54Z"),
        ("- Your highlight on page 12 | Added on Wednesday, May 01, 2024 12:00:00 AM",
         "2024-05-01T00:00:00Z"),
        ("- Seu destaque na página 12 | Data de adição: terça-feira, 12 de março de 2024 21h15min42s GMT-03:00",
         "2024-03-13T00:15:42Z"),
        ("- Your Highlight on page 12 | Added on Sometime, Smarch 32, 2024", ""),
    ],
)  # fmt: skip
def test_every_age_of_the_format_has_its_date(about: str, created: str) -> None:
    [mark] = entries((about, "A bell rang."))
    assert mark.created == created


WHEN = "Added on Friday, May 5, 2023 9:07:09 PM"


def test_a_note_finds_its_highlight_wherever_it_stands_in_the_file() -> None:
    marks = entries(
        (f"- Your Note on Location 110 | {WHEN}", "at its end, before it"),
        (f"- Your Highlight on Location 100-110 | {WHEN}", "A bell rang."),
        (f"- Your Highlight on Location 200-220 | {WHEN}", "The quay was long."),
        (f"- Your Note on Location 205 | {WHEN}", "inside"),
        (f"- Your Note on Location 200 | {WHEN}", "at its start"),
    )
    assert [(mark.quote.exact, mark.note) for mark in marks] == [
        ("A bell rang.", "at its end, before it"),
        ("The quay was long.", "inside\n\nat its start"),
    ]


def test_a_note_on_a_page_belongs_to_the_highlight_before_it() -> None:
    marks = entries(
        ("- Your highlight on page 3 | " + WHEN, "A bell rang."),
        ("- Your highlight on page 3 | " + WHEN, "The quay was long."),
        ("- Your note on page 3 | " + WHEN, "how long?"),
    )
    assert [mark.note for mark in marks] == ["", "how long?"]


def test_what_has_no_words_to_stand_on_is_kept_as_a_note_on_the_title() -> None:
    alone, withheld = sorted(
        entries(
            (
                f"- Your Highlight on Location 500-520 | {WHEN}",
                " <You have reached the clipping limit>",
            ),
            (f"- Your Note on Location 7 | {WHEN}", "a thought by itself"),
            (f"- Your Bookmark on Location 8 | {WHEN}", ""),
        ),
        key=lambda mark: mark.note.casefold(),
    )
    assert (alone.quote.exact, alone.note) == ("The quay", "a thought by itself")
    assert withheld.quote.exact == "The quay"
    assert "withheld the words (location 500-520)" in withheld.note


@pytest.mark.parametrize("unit", [" ", "stron", "1", "("])
def test_an_entry_with_an_endless_line_takes_no_more_than_its_length(unit: str) -> None:
    endless = unit * (200_000 // len(unit))
    began = time.monotonic()
    for about in (f"page 3 | Added on {endless}x", f"page {endless} | {WHEN}", f"page 3{endless}"):
        [mark] = entries((f"- Your Highlight on {about}", "A bell rang."), title=f"T ({endless}")
        assert mark.quote.exact == "A bell rang."
    assert time.monotonic() - began < 10  # a tenth of a second, where it is linear; else minutes
