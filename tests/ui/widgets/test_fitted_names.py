"""The names of articles, and how they are cut where there is little room."""

import pytest
from rich.cells import cell_len

from reader.library.article_names import file_name, stem
from reader.ui.widgets.fitted_names import fitted_name, fitted_path


@pytest.mark.parametrize(
    ("path", "name", "without_ending"),
    [
        ("letter.txt", "letter.txt", "letter"),
        ("a/b.c/letter.v2.txt", "letter.v2.txt", "letter.v2"),
        ("NOTES", "NOTES", "NOTES"),
        ("news/table.csv/0001", "table.csv/0001", "table/0001"),
        ("list.zip/2024/a-slug", "list.zip/2024/a-slug", "list/2024/a-slug"),
        ("closed/", "closed/", "closed/"),
        ("in/closed/", "closed/", "closed/"),
        ("-", "-", "-"),
    ],
)
def test_an_article_of_a_file_of_several_is_called_by_both_names(
    path: str, name: str, without_ending: str
) -> None:
    assert (file_name(path), stem(path)) == (name, without_ending)


@pytest.mark.parametrize("room", [*range(30), 60])
@pytest.mark.parametrize(
    "path",
    ["a/letter.txt", "港の新しい記録.csv/0001 港", "x.csv/" + "9" * 40, "e\x1b[31m\n.txt", "in/"],
)
def test_a_name_takes_the_room_it_is_given_and_a_path_no_more(path: str, room: int) -> None:
    assert cell_len(fitted_name(path, room)) == room
    assert cell_len(fitted_path(path, room)) <= room
    assert "\x1b" not in fitted_path(path, room)


def test_what_is_cut_is_what_tells_least() -> None:
    path = "saved/pages/export-of-november.csv/0012"
    assert fitted_path(path, 60) == path
    assert fitted_path(path, 34) == "…/export-of-november.csv/0012"
    assert fitted_path(path, 20) == "export-of-nove…/0012"
    assert fitted_name(f"x.csv/{'9' * 40}", 20) == "x.csv/9999999999999…"
