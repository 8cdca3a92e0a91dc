"""PDFs made to break whoever reads them."""

import zlib

from tests.reader.hostile import Hostile
from tests.reader.pdfs import assembled


def _pdf(objects: list[str | bytes], pages: str, count: int = 1) -> bytes:
    """A file of these objects from the sixth on; ``pages`` are what its tree names."""
    fixed: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{pages}] /Count {count} /MediaBox [0 0 600 800] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        "null",
        "<< >>",
    ]
    return assembled([*fixed, *objects])


def _drawn(content: bytes, more: str = "") -> bytes:
    held = zlib.compress(content)
    return (
        f"<< /Length {len(held)} /Filter /FlateDecode {more} >>\nstream\n".encode()
        + held
        + b"\nendstream"
    )


_FONT = "/Resources << /Font << /F0 3 0 R >> >>"
_ONE = f"<< /Type /Page /Parent 2 0 R /Contents 7 0 R {_FONT} >>"
_WORDS = b"BT /F0 10 Tf 50 700 Td (The pier held in the storm.) Tj ET\n"


def _page_of(content: bytes) -> bytes:
    return _pdf([_ONE, _drawn(content)], "6 0 R")


def _same_page(count: int) -> bytes:
    return _pdf([_ONE, _drawn(_WORDS * 100)], "6 0 R " * count, count)


def _forms(count: int) -> bytes:
    """Forms that draw the next one ten times each."""
    objects: list[str | bytes] = [
        "<< /Type /Page /Parent 2 0 R /Contents 7 0 R /Resources << /XObject << /X 8 0 R >> >> >>",
        _drawn(b"/X Do "),
    ]
    for depth in range(count):
        inner = f"/Resources << /Font << /F0 3 0 R >> /XObject << /X {9 + depth} 0 R >> >>"
        more = f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {inner}"
        objects.append(_drawn(b"/X Do " * 10 if depth < count - 1 else _WORDS, more))
    return _pdf(objects, "6 0 R")


def _small_objects(count: int) -> bytes:
    return _pdf([_ONE, _drawn(_WORDS), *["null"] * count], "6 0 R")


PDFS = {
    "pdf: many small objects": Hostile(".pdf", _small_objects, 1_000_000),
    "pdf: a tree of pages that loops": Hostile(
        ".pdf",
        lambda n: _pdf(["<< /Type /Pages /Kids [2 0 R 6 0 R] /Count 5 >>"], "6 0 R 2 0 R " * n, n),
        100,
    ),
    "pdf: as many pages as it says": Hostile(
        ".pdf", lambda n: _pdf([_ONE, _drawn(_WORDS)], "6 0 R", n), 2_000_000_000
    ),
    "pdf: one page again and again": Hostile(".pdf", _same_page, 10_000),
    "pdf: a page as large as a country": Hostile(
        ".pdf",
        lambda n: _pdf(
            [_ONE.replace("/Contents", f"/MediaBox [0 0 {n} {n}] /Contents"), _drawn(_WORDS)],
            "6 0 R",
        ),
        10**9,
    ),
    "pdf: a page of many words": Hostile(".pdf", lambda n: _page_of(_WORDS * n), 300_000),
    "pdf: a page of many letters": Hostile(
        ".pdf",
        lambda n: _page_of(b"BT /F0 1 Tf 1 0 0 1 50 700 Tm (" + b"x " * n + b") Tj ET"),
        2_000_000,
    ),
    "pdf: a bomb": Hostile(".pdf", lambda n: _page_of(b" " * n), 900_000_000),
    "pdf: a page of many lines": Hostile(
        ".pdf", lambda n: _page_of(b"0 0 m 9 9 l S\n" * n), 2_000_000
    ),
    "pdf: forms that draw forms": Hostile(".pdf", _forms, 7),
    "pdf: nested arrays": Hostile(
        ".pdf",
        lambda n: _pdf(
            [_ONE.replace("/Contents", "/X " + "[" * n + "]" * n + "/Contents"), _drawn(_WORDS)],
            "6 0 R",
        ),
        1_000_000,
    ),
}
