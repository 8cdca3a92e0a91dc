import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import LoadError
from reader.loading import files, load, load_text
from reader.loading.files import LARGEST

TEXT = "The café’s pier — “sixty years” — held.\nIt held well.\n"


def refusal(file: Path) -> str:
    with pytest.raises(LoadError) as caught:
        load(file, file.name)
    assert caught.value.path == file
    return caught.value.reason


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_a_text_is_the_same_whatever_it_was_encoded_in(
    tmp_path: Path, source: bytes, encoding: str
) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(source)
    article = load(file, "story.txt")
    assert (article.text, article.encoding, article.file) == (TEXT, encoding, file)


def test_a_few_bad_bytes_in_utf_8_do_not_turn_the_rest_into_another_encoding() -> None:
    article = load_text("é".encode() * 20 + b"\xff\xe9 pier", "a.txt")
    assert (article.text, article.encoding) == ("é" * 20 + "\ufffd\ufffd pier", "utf-8")


def test_a_text_with_a_few_nuls_is_kept_as_it_is() -> None:
    assert load_text(b"The pier\x00 held\x00 well.", "a.txt").text == "The pier\x00 held\x00 well."


def test_utf_16_cut_in_half_a_character_is_read_up_to_there() -> None:
    assert load_text(TEXT.encode("utf-16")[:-1], "a.txt").text[:-1] == TEXT[:-1]


@pytest.mark.parametrize(
    "source", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", " \u3000\n".encode()]
)
def test_a_file_without_a_word_is_empty(tmp_path: Path, source: bytes) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(source)
    assert "is empty" in refusal(file)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (bytes(range(256)) * 8, "control codes"),
        (b"%PDF-1.7\nplain enough", "a PDF"),
        (b"PK\x03\x04rest", "an archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x00" * 500, "control codes"),
    ],
)
def test_what_is_not_text_is_refused_with_what_it_is(
    tmp_path: Path, source: bytes, what: str
) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(source)
    assert "is not text" in (reason := refusal(file))
    assert what in reason


def test_a_file_that_is_gone_a_folder_or_no_name_at_all_is_refused(tmp_path: Path) -> None:
    assert "is not there" in refusal(tmp_path / "gone.txt")
    assert "is a folder" in refusal(tmp_path)
    assert "not a name" in refusal(tmp_path / "a\0b")
    (tmp_path / "file.txt").write_text("pier")
    assert "is not there" in refusal(tmp_path / "file.txt" / "under.txt")
    assert "cannot be read" in refusal(tmp_path / ("x" * 5_000))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe or a device" in refusal(tmp_path / "pipe.txt")
    assert "a pipe or a device" in refusal(Path(os.devnull))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root"
)
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("pier")
    file.chmod(0)
    assert "may not be read" in refusal(file)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    assert "larger than 256 MB" in refusal(file)


def test_a_file_that_grows_as_fast_as_it_is_read_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000)
    file = tmp_path / "log.txt"
    file.write_bytes(b"x" * 500)
    was_read: list[int] = []
    with pytest.raises(LoadError, match="is larger than"):
        was_read.extend(map(len, _fed(file)))
    assert sum(was_read) == 1_000


def _fed(file: Path) -> Iterator[bytes]:
    """What is read of a file to which as much is written meanwhile."""
    for chunk in files.chunks(file, 100):
        with file.open("ab") as log:
            log.write(chunk)
        yield chunk


@pytest.mark.skipif(os.name != "posix", reason="no file that is open can be removed here")
def test_a_file_that_vanishes_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "log.txt"
    file.write_bytes(b"x" * 500)
    with files.reading(file) as stream:
        file.unlink()
        assert len(stream.read()) == 500
    assert "is not there (any more)" in refusal(file)


def test_an_error_s_message_names_the_file_and_the_reason(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"gone\.txt: is not there"):
        load(tmp_path / "gone.txt", "gone.txt")


def test_a_file_of_an_unknown_ending_is_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "NOTES"
    file.write_text("# Not *Markdown*")
    assert load(file, "NOTES").syntax == "plain"
