"""Texts of our own in many languages, written in the encodings that they used to be kept in."""

import sys
from pathlib import Path

import pytest

from reader.errors import LoadError
from reader.first_page import paint
from reader.library.library import Library
from reader.loading import load_text
from reader.loading.decoding import decode, decode_as, known_encoding
from reader.loading.encoding_choices import Asked
from tests.reader.archives import epub
from tests.reader.pdfs import column, pdf

NAME = Path("old.txt")

TEXTS = {
    "de": "Die Hafenbehörde erklärte am Dienstag, dass die neue Mole größere Schäden verhütet habe. "
    "Über die Kosten wurde im Rathaus lange gestritten; fünf Räte stimmten dafür.\n",
    "fr": "Les autorités du port ont déclaré mardi que la jetée avait coûté deux fois plus cher que "
    "prévu. Le maire, lui, s’était engagé à ne pas dépasser le devis présenté l’été dernier.\n",
    "pl": "Zarząd portu oświadczył we wtorek, że nowy falochron kosztował dwa razy więcej, niż "
    "zakładano. Burmistrz twierdził wcześniej, że sześć łodzi zatonęło już w święta.\n",
    "ru": "Управление порта сообщило во вторник, что новый волнорез стоил вдвое дороже, чем "
    "предполагалось. Мэр раньше называл другую сумму, но документов не показал.\n",
    "el": "Η λιμενική αρχή ανακοίνωσε την Τρίτη ότι ο νέος κυματοθραύστης κόστισε τα διπλάσια από "
    "όσα είχαν υπολογιστεί. Ο δήμαρχος είχε αναφέρει άλλο ποσό τον Μάρτιο.\n",
    "zh-hans": "港务局星期二说，新的防波堤花费了四百一十万，是原来估计的两倍。市长三月份说的数字是三百四十万。"
    "工程在二零二一年开始，那年的风暴使九条船沉没了。\n",
    "zh-hant": "港務局星期二說，新的防波堤花費了四百一十萬，是原來估計的兩倍。市長三月份說的數字是三百四十萬。"
    "工程在二零二一年開始，那年的風暴使九條船沉沒了。\n",
    "ja": "港湾局は火曜日に、新しい防波堤の費用が見積もりの二倍になったと発表した。市長は三月に別の金額を"
    "挙げていた。工事は九隻の船が沈んだ嵐の後に始まった。\n",
    "ko": "항만청은 화요일에 새 방파제에 든 비용이 예상의 두 배였다고 밝혔다. 시장은 삼월에 다른 금액을 "
    "말했다. 공사는 아홉 척의 배가 가라앉은 폭풍 뒤에 시작되었다.\n",
}
WRITTEN = [
    ("de", "cp1252"),
    ("de", "iso-8859-15"),
    ("fr", "cp1252"),
    ("pl", "cp1250"),
    ("pl", "iso-8859-2"),
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("el", "iso-8859-7"),
    ("zh-hans", "gb18030"),
    ("zh-hant", "big5"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso-2022-jp"),
    ("ko", "euc-kr"),
    *((language, f"utf-16-{order}") for language in TEXTS for order in ("le", "be")),
    ("ja", "utf-32-le"),
    ("ru", "utf-32-be"),
]


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_an_old_text_without_any_mark_is_read_to_the_letter(language: str, encoding: str) -> None:
    text = TEXTS[language]
    assert decode(text.encode(encoding), NAME).text == text


@pytest.mark.parametrize(
    ("source", "declared", "found"),
    [
        ("Über".encode("utf-8-sig"), "cp1252", ("utf-8", "mark")),
        ("The pier held.".encode("utf-16-le"), "cp1252", ("utf-16-le", "pattern")),
        ("Über".encode(), "cp1252", ("utf-8", "valid")),
        ("Über".encode("cp1252"), "iso-8859-5", ("iso8859-5", "declared")),
        ("Über".encode("cp1252"), "utf-8", ("cp1252", "guessed")),
        ("Über".encode("cp1252"), "no-such", ("cp1252", "guessed")),
        ("Die Fähre übersetzte früh.".encode("cp1252"), "shift_jis", ("cp1252", "guessed")),
    ],
)
def test_what_the_bytes_show_counts_more_than_what_the_file_says_of_itself(
    source: bytes, declared: str, found: tuple[str, str]
) -> None:
    assert decode(source, NAME, declared)[1:] == found


def test_damage_far_into_an_old_text_does_not_change_how_the_rest_is_read() -> None:
    text = "The pier held. " * 9_000 + TEXTS["ru"] * 3
    assert decode(text.encode("koi8-r"), NAME).text == text


def test_the_encoding_that_was_asked_for_is_used_even_where_it_does_not_fit() -> None:
    asked = decode_as(b"\x8f\x8b caf\xe9", "latin-1", NAME)
    assert asked == ("\x8f\x8b café", "iso8859-1", "asked")
    assert decode_as(b"\xff", "utf-8", NAME).text == "\ufffd"


@pytest.mark.parametrize("name", ["no-such", "rot13", "base64", "", "utf-8\0", "é"])
def test_a_name_that_is_no_encoding_of_text_is_refused(name: str) -> None:
    assert known_encoding(name) == ""
    with pytest.raises(LoadError, match="no encoding is called so"):
        decode_as(b"pier", name, NAME)


def test_an_article_says_who_named_its_encoding() -> None:
    assert load_text(TEXTS["ru"].encode("koi8-r"), "a.txt").encoding_source == "guessed"
    assert load_text("Fähre".encode(), "a.md").encoding_source == "valid"


def test_a_terminal_s_log_with_escapes_is_still_utf_8() -> None:
    assert decode("\x1b[1mFähre\x1b[0m 港\n".encode(), NAME).encoding == "utf-8"


def test_a_file_is_read_with_the_encoding_asked_for_until_that_is_taken_back(
    tmp_path: Path,
) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(TEXTS["ru"].encode("koi8-r"))
    library = Library.open([file])
    wrong = library.read_as("old.txt", "cp1251")
    assert (wrong.encoding, wrong.encoding_source) == ("cp1251", "asked")
    assert Library.open([file]).load("old.txt").text == wrong.text != TEXTS["ru"]
    assert library.read_as("old.txt", "").text == TEXTS["ru"]
    assert Library.open([file]).load("old.txt").text == TEXTS["ru"]


def test_what_no_encoding_is_called_is_not_remembered(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(TEXTS["ru"].encode("koi8-r"))
    library = Library.open([file])
    with pytest.raises(LoadError, match="no encoding is called so"):
        library.read_as("old.txt", "koi9")
    assert library.load("old.txt").text == TEXTS["ru"]


def test_an_encoding_for_a_folder_is_used_for_its_texts_and_leaves_the_others(
    tmp_path: Path,
) -> None:
    (tmp_path / "old.txt").write_bytes(TEXTS["de"].encode("cp1252"))
    page = "<html><meta charset=utf-8><body><article><p>" + TEXTS["de"] * 3
    (tmp_path / "page.html").write_bytes(page.encode("cp1252"))
    (tmp_path / "paper.pdf").write_bytes(pdf([column(["The pier held."])]))
    library = Library.open([tmp_path], encoding="cp1252")
    assert library.load("old.txt").text == TEXTS["de"]
    assert "größere Schäden" in library.load("page.html").text
    assert library.load("paper.pdf").text == "The pier held."


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"files": 3}'])
def test_a_damaged_record_of_encodings_is_done_without(tmp_path: Path, damage: bytes) -> None:
    asked = Asked(tmp_path / "encodings.json")
    asked.record.write_bytes(damage)
    assert asked.of(tmp_path / "a.txt") == ""
    asked.remember(tmp_path / "a.txt", "cp1251")
    assert asked.of(tmp_path / "a.txt") == "cp1251"


def test_the_first_page_is_not_painted_of_a_file_that_is_read_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[bytes] = []
    monkeypatch.setattr("os.write", lambda _, words: painted.append(words))
    monkeypatch.setattr("os.get_terminal_size", lambda _: (80, 24))
    file = tmp_path / "old.txt"
    file.write_bytes(b"The pier held.")
    assert paint(str(file))
    if sys.platform == "linux":
        Library.open([file]).read_as("old.txt", "utf-16-le")
        assert not paint(str(file))
    assert len(painted) == 1


LISTS = {
    "a.jsonl": '{{"title": "Порт", "text": "{0}"}}\n{{"title": "Порт", "text": "{0}"}}\n',
    "a.json": '[{{"title": "Порт", "text": "{0}"}}, {{"title": "Порт", "text": "{0}"}}]',
    "a.csv": 'title,text\nПорт,"{0}"\nПорт,"{0}"\n',
}


@pytest.mark.parametrize("name", LISTS)
def test_the_articles_of_a_list_are_read_with_the_encoding_of_their_file(
    name: str, tmp_path: Path
) -> None:
    words = TEXTS["ru"].split("\n")[0]
    file = tmp_path / name
    file.write_bytes(LISTS[name].format(words).encode("koi8-r"))
    library = Library.open([tmp_path])
    first, second = library.paths
    wrong = library.read_as(first, "cp1251")
    assert (wrong.encoding, wrong.encoding_source) == ("cp1251", "asked")
    assert words not in wrong.text
    assert words not in library.load(second).text
    right = library.read_as(first, "koi8-r")
    assert words in right.text
    assert [entry.title for entry in Library.open([tmp_path]).scan()] == ["Порт", "Порт"]
    asked = Library.open([tmp_path], encoding="koi8-r").load(second)
    assert (asked.title, words in asked.text) == ("Порт", True)


def test_a_list_of_addresses_is_named_anew_when_it_is_read_otherwise(tmp_path: Path) -> None:
    rows = "title,url,time_added,tags,status\nПорт,https://a.b/,1,x,unread\n"
    (tmp_path / "pocket.csv").write_bytes(rows.encode("koi8-r"))
    wrong = Library.open([tmp_path], encoding="cp1252")
    right = Library.open([tmp_path], encoding="koi8-r")
    assert right.paths == ("pocket.csv/0001 Порт",)
    assert wrong.paths != right.paths


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("book.epub", epub({"a.xhtml": "<p>The wall held.</p>"})),
        ("feeds.opml", b'<opml><body><outline url="https://a.b/"/></body></opml>'),
    ],
)
def test_what_says_itself_how_it_is_written_has_no_encoding_to_choose(
    name: str, source: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(source)
    library = Library.open([tmp_path])
    with pytest.raises(LoadError, match=r"no encoding to choose|only an address"):
        library.read_as(library.paths[0], "koi8-r")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_list_in_wide_characters_is_refused_when_they_are_asked_for(
    name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(LISTS[name].format("x"), encoding="utf-8")
    (entry,) = Library.open([file], encoding="utf-16-le").scan()
    assert "has to be in UTF-8" in (entry.problem or "")
