from pathlib import Path

from annotations.exchange import Context
from annotations.exchange.markdown import to_markdown
from tests.reader.pdfs import column, pdf
from tests.ui.driving import opened

FIRST = "So it goes by the sea, one might think, on a morning when nobody has come to look."
SECOND = "Or perhaps somebody will, and then we shall see what might be thought of it there."


async def test_the_page_is_shown_kept_with_the_mark_and_cited(tmp_path: Path) -> None:
    labelled = "/PageLabels << /Nums [0 << /S /D /St 141 >>] >>"
    library = tmp_path / "articles"  # the store lies beside it
    library.mkdir()
    (library / "paper.pdf").write_bytes(pdf([column([FIRST]), column([SECOND])], extra=labelled))
    async with opened(library, "paper.pdf", size=(120, 24)) as reader:
        assert "p. 141 · ¶ 1" in reader.status()
        await reader.press(")")
        assert "p. 142 · ¶ 2" in reader.status()
        await reader.press("c")
        (mark,) = reader.marks()
        assert mark.extra["page"] == "142"
        assert "paper.pdf, p. 142, characters" in "".join(to_markdown([mark], Context()))
