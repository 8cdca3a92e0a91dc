import re
import threading
from pathlib import Path

import pytest

from reader.articles.article import Article
from reader.errors import LoadError
from reader.library.library import Library
from reader.loading import load
from reader.ui.reading.citation import citation
from tests.reader.pdfs import Placed, column, form, pdf

PARAGRAPHS = [
    "The harbour authority said on Tuesday that the new breakwater had cost 4.1 million, which is "
    "twice the estimate that the council had been given before the storm of 2021.",
    "The mayor first put the figure at 3.4 million. Work began in spring, and the port's own log "
    "counts nine boats that sank while the old wall was being taken down stone by stone.",
    "Nobody was hurt. The board will publish its books in June, and the auditors will then have "
    "three months to look at every bill that was paid for stone, steel and the two divers.",
    "Whether the wall holds a winter storm is another matter. The engineers who drew it promised "
    "sixty years, and the fishermen who moor behind it give it ten at the very most.",
]


def article(folder: Path, source: bytes) -> Article:
    file = folder / "paper.pdf"
    file.write_bytes(source)
    return load(file, "paper.pdf")


def blocks(article: Article, kind: str = "paragraph") -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind == kind]


@pytest.mark.parametrize(
    "style",
    [{"gap": 8}, {"indent": 3}, {"indent": 3, "hyphens": True}, {"gap": 8, "hyphens": True}],
)
def test_paragraphs_are_whole_however_they_are_set(tmp_path: Path, style: dict[str, int]) -> None:
    found = article(tmp_path, pdf([column(PARAGRAPHS, **style)]))  # type: ignore[arg-type]  # by turns
    assert blocks(found) == PARAGRAPHS
    assert found.text == "\n\n".join(PARAGRAPHS)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = column(PARAGRAPHS[:2], 40, letters=40, indent=3)
    right = column(PARAGRAPHS[2:], 320, letters=40, indent=3)
    assert blocks(article(tmp_path, pdf([left + right]))) == PARAGRAPHS


def test_columns_that_were_drawn_row_by_row_are_taken_apart(tmp_path: Path) -> None:
    left = column(PARAGRAPHS[:2], 40, letters=40, indent=3)
    right = column(PARAGRAPHS[2:], 320, letters=40, indent=3)
    rows = sorted(left + right, key=lambda words: (-words.y, words.x))
    assert blocks(article(tmp_path, pdf([rows]))) == PARAGRAPHS


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    lines = column(PARAGRAPHS, letters=40, indent=3)
    parts = [lines[:7], lines[7:13], lines[13:]]
    moved = [
        [Placed(one.text, one.x + shift, 740 - 12 * place) for place, one in enumerate(part)]
        for part, shift in zip(parts, (0, 280, 0), strict=True)
    ]
    found = article(tmp_path, pdf([moved[0] + moved[1], moved[2]]))
    assert blocks(found) == PARAGRAPHS
    assert [label for _, label in found.pages] == ["1", "2"]
    turn = found.pages[1][0]
    assert found.text[turn:].startswith(moved[2][0].text)


def test_running_titles_and_page_numbers_are_no_text_but_the_numbers_are_cited(
    tmp_path: Path,
) -> None:
    pages = [
        [
            Placed("Journal of Harbours 12", 60, 775, 8),
            *column([paragraph], indent=3),
            Placed(str(141 + place), 295, 20, 8),
        ]
        for place, paragraph in enumerate(PARAGRAPHS)
    ]
    found = article(tmp_path, pdf(pages))
    assert blocks(found) == PARAGRAPHS
    assert [label for _, label in found.pages] == ["141", "142", "143", "144"]
    assert [found.text[at:][:12] for at, _ in found.pages] == [one[:12] for one in PARAGRAPHS]
    second = found.text.index("the port's own log")
    assert found.page(second) == "142"
    assert "paper.pdf, no date, p. 142, ¶ 2)" in citation(found, "the port's own log", second)


def test_the_labels_that_the_file_states_come_before_the_numbers_printed(tmp_path: Path) -> None:
    labelled = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>"
    pages = [
        [*column([one]), Placed(str(n), 295, 20, 8)] for n, one in enumerate(PARAGRAPHS[:2], 7)
    ]
    found = article(tmp_path, pdf(pages, extra=labelled))
    assert [label for _, label in found.pages] == ["i", "1"]


def test_what_a_browser_prints_around_an_article_is_left_out_and_its_address_kept(
    tmp_path: Path,
) -> None:
    printed = [
        Placed("11/21/26, 9:14 AM   The wall", 30, 780, 8),
        *column(PARAGRAPHS, gap=8),
        Placed("https://harbour.example/wall", 30, 15, 8),
        Placed("1/1", 560, 15, 8),
    ]
    found = article(tmp_path, pdf([printed]))
    assert (found.text, found.url) == ("\n\n".join(PARAGRAPHS), "https://harbour.example/wall")


def test_a_footnote_and_a_caption_do_not_break_the_paragraph_around_them(tmp_path: Path) -> None:
    lines = column(PARAGRAPHS[:2], indent=3)
    note = column(["1 As told by the log of the port, which is kept by hand."], 60, 80, size=7)
    caption = column(["Figure 1. The wall in March."], 60, 740)
    rest = [Placed(one.text, one.x, 700 - 12 * place) for place, one in enumerate(lines[4:])]
    found = article(tmp_path, pdf([[*lines[:4], *note], [*caption, *rest]]))
    assert [words for words in blocks(found) if words in PARAGRAPHS] == PARAGRAPHS[:2]
    assert blocks(found, "caption") == ["Figure 1. The wall in March."]


def test_larger_letters_are_headings_and_the_title_the_first_of_them(tmp_path: Path) -> None:
    page = [
        Placed("A wall and its price", 150, 770, 18, "Courier-Bold"),
        *column(PARAGRAPHS[:1], top=730, indent=3),
        Placed("What it was to cost", 60, 680, 10, "Courier-Bold"),
        *column(PARAGRAPHS[1:2], top=660, indent=3),
    ]
    found = article(tmp_path, pdf([page]))
    assert (found.title, found.title_source) == ("A wall and its price", "heading")
    assert blocks(found, "heading") == ["A wall and its price", "What it was to cost"]
    assert [b.level for b in found.blocks if b.kind == "heading"] == [1, 2]


def test_list_items_are_items(tmp_path: Path) -> None:
    points = [f"• {words}" for words in ("stone and steel,", "two divers,", "the auditors.")]
    found = article(tmp_path, pdf([column([PARAGRAPHS[0], *points])]))
    assert blocks(found, "item") == ["• stone and steel,", "• two divers,", "• the auditors."]


@pytest.mark.parametrize(
    ("stated", "title", "author"),
    [
        ({"Title": "A wall and its price", "Author": "Jo Ray"}, "A wall and its price", "Jo Ray"),
        ({"Title": "Microsoft Word - wall.doc", "Author": "user"}, None, None),
        ({"Title": "untitled", "Author": ""}, None, None),
    ],
)
def test_only_what_a_person_wrote_is_believed_of_what_the_file_says(
    tmp_path: Path, stated: dict[str, str], title: str | None, author: str | None
) -> None:
    info = {**stated, "CreationDate": "D:20230509101500Z"}
    found = article(tmp_path, pdf([column(PARAGRAPHS)], info))
    assert (None if found.is_title_generated else found.title) == title
    assert (found.author, found.date, found.date_source) == (author, "2023-05-09", "inferred")


def test_a_hyphen_that_the_word_has_elsewhere_is_kept(tmp_path: Path) -> None:
    lines = [
        "The co-owner of the boats and the co-",
        "owner of the nets sued the harbour break-",
        "water.",
    ]
    found = article(tmp_path, pdf([[Placed(w, 60, 700 - 12 * k) for k, w in enumerate(lines)]]))
    words = "The co-owner of the boats and the co-owner of the nets sued the harbour breakwater."
    assert found.text == words


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_as_it_is_shown(tmp_path: Path, rotation: int) -> None:
    turns = {90: "0 1 -1 0 800 0", 180: "-1 0 0 -1 600 800", 270: "0 -1 1 0 0 600"}
    page = column(PARAGRAPHS[:2], indent=3)
    source = pdf([page]).decode("latin-1")
    source = re.sub(r"BT (/F\d \d+ Tf)", rf"q {turns[rotation]} cm BT \1", source).replace(
        " ET", " ET Q"
    )
    source = source.replace("/Type /Page /", f"/Type /Page /Rotate {rotation} /")
    if rotation != 180:
        source = source.replace("[0 0 600 800]", "[0 0 800 600]")
    # The places of the objects are wrong now; PDFium looks for them itself.
    source = re.sub(r"/Length \d+", f"/Length {len(source)}", source)
    assert blocks(article(tmp_path, source.encode("latin-1"))) == PARAGRAPHS[:2]


def test_a_scan_says_that_it_holds_no_text(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"holds no text \(a scan\?\)"):
        article(tmp_path, pdf([[], []]))


def test_a_page_without_text_among_others_is_remarked(tmp_path: Path) -> None:
    found = article(tmp_path, pdf([column(PARAGRAPHS[:1]), [], column(PARAGRAPHS[1:])]))
    assert found.remarks == ("Page 2 holds no text: pictures, maybe scans.",)


@pytest.mark.parametrize("source", [b"", b"%PDF-1.7\n", b"<html>", b"%PDF-1.4\n" + bytes(5_000)])
def test_what_is_no_pdf_is_refused_in_one_sentence(tmp_path: Path, source: bytes) -> None:
    with pytest.raises(LoadError, match="no page of it can be read"):
        article(tmp_path, source)


def test_what_was_cut_off_is_read_or_refused_but_never_fails(tmp_path: Path) -> None:
    whole = pdf([column(PARAGRAPHS)])
    for length in range(0, len(whole), 97):
        try:
            found = article(tmp_path, whole[:length])
        except LoadError:
            continue
        assert found.text


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<01><01>]"
    )
    source = pdf([column(PARAGRAPHS)]).replace(b"/Info 5 0 R", f"/Info 5 0 R {locked}".encode())
    with pytest.raises(LoadError, match="is locked with a password"):
        article(tmp_path, source)


def test_several_threads_may_read_pdfs_at_once(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf([column(PARAGRAPHS)] * 5))
    texts: list[str] = []
    readers = [
        threading.Thread(target=lambda: texts.append(load(file, "paper.pdf").text))
        for _ in range(4)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(texts) == 4
    assert len(set(texts)) == 1


def test_a_folder_s_pdfs_are_listed_and_the_damaged_one_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(pdf([column(PARAGRAPHS)]))
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 and no more")
    bad, good = Library.open([tmp_path]).scan()
    assert (good.problem, good.words) == (None, sum(len(one.split()) for one in PARAGRAPHS))
    assert (
        bad.problem
        == "This file is damaged (no page of it can be read): download or copy it again."
    )


def test_a_page_of_letters_strewn_about_is_read_all_the_same(tmp_path: Path) -> None:
    strewn = [Placed("x", 7 * k % 590, 13 * k % 790, 4) for k in range(3_000)]
    assert article(tmp_path, pdf([strewn])).text.count("x") > 2_000


def test_three_columns_with_a_narrow_gap_are_read_one_after_the_other(tmp_path: Path) -> None:
    texts = [" ".join(PARAGRAPHS[:2]), " ".join(PARAGRAPHS[2:]), " ".join(reversed(PARAGRAPHS[:2]))]
    columns = [column([text], 40 + 180 * place, letters=28) for place, text in enumerate(texts)]
    rows = sorted((line for lines in columns for line in lines), key=lambda one: (-one.y, one.x))
    words = " ".join(article(tmp_path, pdf([rows])).text.split())
    assert [words.index(text) for text in texts] == sorted(words.index(text) for text in texts)


def test_the_rows_of_a_table_are_not_taken_for_columns(tmp_path: Path) -> None:
    rows = [
        ("Harbour", "Boats lost", "Cost"),
        *((f"Pier {n}", f"{n} boats", f"{n}.4") for n in range(9)),
    ]
    placed = [
        Placed(cell, 60 + 170 * place, 700 - 12 * number)
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
    ]
    text = " ".join(article(tmp_path, pdf([placed])).text.split())
    assert "Pier 3 3 boats 3.4 Pier 4" in text


def test_a_title_across_columns_stays_above_them(tmp_path: Path) -> None:
    left = column(PARAGRAPHS[:2], 40, letters=40, indent=3, top=700)
    right = column(PARAGRAPHS[2:], 320, letters=40, indent=3, top=700)
    rows = sorted(left + right, key=lambda words: (-words.y, words.x))
    title = Placed("The wall that a storm may take", 60, 740, 18)
    found = article(tmp_path, pdf([[title, *rows]]))
    assert found.text.startswith(title.text)
    assert blocks(found)[-4:] == PARAGRAPHS


def test_what_is_drawn_small_and_high_or_low_is_told_from_the_figure_beside_it(
    tmp_path: Path,
) -> None:
    words = [
        Placed("It cost 10", 50, 700),
        Placed("6", 110, 704, 6),
        Placed("crowns in 1902", 122, 700),
        Placed("2", 206, 704, 6),
        Placed("for CO", 218, 700),
        Placed("2", 254, 697, 6),
        Placed("on the 2", 266, 700),
        Placed("nd", 314, 704, 6),
        Placed("of May.", 330, 700),
    ]
    text = article(tmp_path, pdf([words])).text
    assert text == "It cost 10⁶ crowns in 1902[2] for CO₂ on the 2ⁿᵈ of May."


def test_accents_stand_on_the_letters_that_they_were_drawn_above(tmp_path: Path) -> None:
    # Drawn behind their letters, before one, and over none.
    words = [
        Placed("Kohlschutter", 50, 700),
        Placed("\u00a8", 92, 700),
        Placed("Sackinger, it\u00b4s a", 140, 700),
        Placed("\u00a8", 146, 700),
    ]
    text = article(tmp_path, pdf([words])).text
    assert text == "Kohlschütter Säckinger, it´s a"


@pytest.mark.parametrize("pages", [1, 2])
def test_a_number_alone_is_text_unless_it_counts_pages(tmp_path: Path, pages: int) -> None:
    answers = ["11", "214"][:pages]
    sheets = [
        [Placed("The answer of the council was:", 60, 740), Placed(answer, 60, 690)]
        for answer in answers
    ]
    found = article(tmp_path, pdf(sheets))
    assert [word for word in found.text.split() if word.isdecimal()] == answers


def test_numbers_that_count_pages_are_no_text_wherever_they_stand(tmp_path: Path) -> None:
    sheets = [
        [*column([PARAGRAPHS[place]], indent=3), Placed(str(141 + place), 295, 100)]
        for place in range(3)
    ]
    found = article(tmp_path, pdf(sheets))
    assert not re.search(r"\b14[123]\b", found.text)
    assert [label for _, label in found.pages] == ["141", "142", "143"]


def test_a_figure_that_a_line_breaks_at_its_hyphen_is_one_figure(tmp_path: Path) -> None:
    lines = ["The well-", "known wall cost 900-", "1000 crowns, says the clerk."]
    found = article(tmp_path, pdf([[Placed(w, 50, 700 - 12 * n) for n, w in enumerate(lines)]]))
    assert found.text == "The well-known wall cost 900-1000 crowns, says the clerk."


def test_what_was_filled_into_a_form_stands_behind_its_label(tmp_path: Path) -> None:
    found = article(tmp_path, form())
    assert found.text.split("\n\n") == ["Name of the witness: Maren Voss", "Was on board: ☒"]
