"""A note that was being written when the program was killed is there the next time."""

from pathlib import Path

from annotations import Draft, Notebook
from tests.ui.builders import harbour, mark
from tests.ui.driving import Reader, opened


def draft_files(store: Path) -> list[Path]:
    return list((store / "drafts").glob("*.json")) if (store / "drafts").is_dir() else []


async def kept(reader: Reader, store: Path, words: str) -> None:
    """Wait until the words are on the disk."""
    await reader.until(lambda: any(words in file.read_text() for file in draft_files(store)))


async def test_what_is_written_is_on_the_disk_before_it_is_saved_and_then_no_more(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    async with opened(harbour(tmp_path), "harbour.txt", store=store) as reader:
        await reader.press("c", "a")
        await reader.write("half a tho")
        await kept(reader, store, "half a tho")
        await reader.write("ught")
        await kept(reader, store, "half a thought")
        await reader.press("escape")
        await reader.until(lambda: not draft_files(store))
        assert reader.marks()[0].note == "half a thought"
        await reader.press("a")
        await reader.write(" more")
        await kept(reader, store, "more")
        await reader.press("ctrl+c")
        await reader.until(lambda: not draft_files(store))


def leave_draft(store: Path, id: str, before: str, text: str) -> None:
    """As a program does that is killed."""
    with Notebook.open(store) as notebook:
        drafts = notebook.drafts()
        drafts.keep(Draft(id, before, text))
        assert drafts._held is not None
        drafts._disk.close(drafts._held)


async def test_the_note_of_a_killed_program_is_saved_at_the_next_start_and_can_be_undone(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt", store=store) as reader:
        made = mark(reader, "The wall cost 4.1 million.")
    leave_draft(store, made, "", "half a thought")
    async with opened(library, "harbour.txt", store=store) as reader:
        await reader.until(lambda: reader.marks()[0].note == "half a thought")
        assert "The wall cost 4.1 million." in reader.notice()
        assert not draft_files(store)
        await reader.press("u")
        assert reader.marks()[0].note == ""


async def test_what_was_written_elsewhere_meanwhile_stays_beside_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt", store=store) as reader:
        made = mark(reader, "The wall cost 4.1 million.")
        reader.desk.notebook.note(made, "said since")
    leave_draft(store, made, "", "half a thought")
    async with opened(library, store=store) as reader:
        await reader.until(lambda: "half a thought" in reader.marks()[0].note)
        assert "said since" in reader.marks()[0].note


async def test_the_note_on_a_mark_that_is_gone_is_put_into_a_file(tmp_path: Path) -> None:
    store = tmp_path / "store"
    library = harbour(tmp_path)
    async with opened(library, "harbour.txt", store=store) as reader:
        made = mark(reader, "The wall cost 4.1 million.")
        reader.desk.notebook.remove(made)
    leave_draft(store, made, "", "half a thought")
    async with opened(library, "harbour.txt", store=store) as reader:
        await reader.until(lambda: "could not be saved in the store" in reader.notice())
        file = Path(reader.notice().rpartition(" in ")[2].removesuffix("."))
        assert file.name.startswith("note-")
