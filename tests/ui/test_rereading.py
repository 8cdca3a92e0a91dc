from pathlib import Path

from tests.ui.driving import opened

TEXT = "Управление порта сообщило во вторник, что новый волнорез стоил вдвое дороже.\n"


async def test_a_text_is_read_with_another_encoding_and_back(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(TEXT.encode("koi8-r"))
    async with opened(tmp_path, "old.txt") as reader:
        assert "Управление" in "".join(reader.page_lines())
        await reader.press("e")
        await reader.write("cp1251")
        await reader.press("enter")
        assert "Управление" not in "".join(reader.page_lines())
        await reader.press("e", "enter")
        assert "Управление" in "".join(reader.page_lines())


async def test_a_name_that_is_no_encoding_is_told_and_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(TEXT.encode("koi8-r"))
    async with opened(tmp_path, "old.txt") as reader:
        await reader.press("e")
        await reader.write("koi9")
        await reader.press("enter")
        assert "no encoding is called so" in reader.notice()
        assert "Управление" in "".join(reader.page_lines())
