from pathlib import Path

from annotations.export import Context
from annotations.export.markdown import to_markdown
from tests.reader.pdfs import column, pdf
from tests.ui.driving import opened

FIRST = "The harbour authority said on Tuesday that the new wall had cost 4.1 million in all."
SECOND = "The mayor first put the figure at 3.4 million, which the auditors will look into."


async def test_the_page_is_shown_kept_with_the_mark_and_cited(tmp_path: Path) -> None:
    labelled = "/PageLabels << /Nums [0 << /S /D /St 141 >>] >>"
    (tmp_path / "paper.pdf").write_bytes(pdf([column([FIRST]), column([SECOND])], extra=labelled))
    async with opened(tmp_path, "paper.pdf") as reader:
        assert "p. 141 · ¶ 1" in reader.status()
        await reader.press(")")
        assert "p. 142 · ¶ 2" in reader.status()
        await reader.press("c")
        (mark,) = reader.marks()
        assert mark.extra["page"] == "142"
        assert "paper.pdf, p. 142, characters" in "".join(to_markdown([mark], Context()))
