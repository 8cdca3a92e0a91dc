"""PDFs made by hand, of Courier: every letter is six tenths of its size wide."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 800
LEADING = 1.2


@dataclass(frozen=True)
class Placed:
    """Words on a page: from the left, from the bottom; ``font`` is Courier or Courier-Bold."""

    text: str
    x: float
    y: float
    size: float = 10
    font: str = "Courier"


def pdf(
    pages: Sequence[Iterable[Placed]], info: dict[str, str] | None = None, extra: str = ""
) -> bytes:
    """A file of these pages; ``extra`` goes into its catalog."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
        "<< "
        + " ".join(f"/{key} ({_escaped(value)})" for key, value in (info or {}).items())
        + " >>",
    ]
    kids: list[int] = []
    for page in pages:
        drawn = "\n".join(_drawn(words) for words in page)
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents "
            f"{len(objects)} 0 R /Resources << /Font << /F0 3 0 R /F1 4 0 R >> >> >>"
        )
        kids.append(len(objects))
    kid_list = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{kid_list}] /Count {len(kids)} >>"
    return assembled(objects)


def pdf_with_marks(page: Iterable[Placed], marks: Sequence[str]) -> bytes:
    """A page with annotations; ``{first}`` in one stands for the object of the first."""
    drawn = "\n".join(_drawn(words) for words in page)
    first = 8
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
        "<< >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 7 0 R "
        "/Resources << /Font << /F0 3 0 R /F1 4 0 R >> >> "
        f"/Annots [{' '.join(f'{first + at} 0 R' for at in range(len(marks)))}] >>",
        f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream",
    ]
    return assembled([*objects, *(mark.replace("{first}", str(first)) for mark in marks)])


def boxed(left: int, right: int, y: float) -> tuple[float, float, float, float]:
    """The box around letters of a line of Courier in ten points, which begins at 60."""
    return 60 + 6 * left, y - 2, 60 + 6 * right, y + 8


def highlight(
    *boxes: tuple[float, float, float, float], extra: str = "", kind: str = "Highlight"
) -> str:
    """An annotation of PDF on these boxes."""
    points = " ".join(f"{left} {t} {r} {t} {left} {b} {r} {b}" for left, b, r, t in boxes)
    left, bottom = min(each[0] for each in boxes), min(each[1] for each in boxes)
    right, top = max(each[2] for each in boxes), max(each[3] for each in boxes)
    return (
        f"<< /Type /Annot /Subtype /{kind} /Rect [{left} {bottom} {right} {top}] "
        f"/QuadPoints [{points}] {extra} >>"
    )


def _drawn(words: Placed) -> str:
    font = 1 if words.font.endswith("Bold") else 0
    return (
        f"BT /F{font} {words.size} Tf 1 0 0 1 {words.x} {words.y} Tm ({_escaped(words.text)}) Tj ET"
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def assembled(objects: Sequence[str | bytes]) -> bytes:
    """A file of these objects, numbered from 1: the first is the catalog, the fifth the info."""
    parts = [b"%PDF-1.4\n"]
    places, at = list[int](), len(parts[0])
    for number, content in enumerate(objects, 1):
        inside = content if isinstance(content, bytes) else content.encode("cp1252")
        places.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, inside))
        at += len(parts[-1])
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % count)
    return b"".join(parts) + b"startxref\n%d\n%%%%EOF\n" % at


def column(
    paragraphs: Iterable[str],
    x: float = 60,
    top: float = 740,
    letters: int = 70,
    size: float = 10,
    *,
    gap: float = 0,
    indent: int = 0,
    hyphens: bool = False,
) -> list[Placed]:
    """Paragraphs set in a column of so many letters, first lines indented or gaps between."""
    placed: list[Placed] = []
    y = top
    for paragraph in paragraphs:
        for place, line in enumerate(_wrapped(paragraph, letters, indent, hyphens)):
            start = x + (indent * 0.6 * size if place == 0 else 0)
            placed.append(Placed(line, start, y, size))
            y -= LEADING * size
        y -= gap
    return placed


def _wrapped(paragraph: str, letters: int, indent: int, hyphens: bool) -> list[str]:
    if not hyphens:
        lines = textwrap.wrap(paragraph, letters, initial_indent=" " * indent)
        return [line.strip() for line in lines]
    lines, rest = [], paragraph
    room = letters - indent
    while len(rest) > room:
        cut = rest[:room]
        if rest[room] == " " or cut[-1] == " ":
            lines.append(cut.strip())
            rest = rest[room:].strip()
        elif cut[-2:].isalpha() and rest[room - 1 : room + 1].isalpha():
            lines.append(f"{cut[:-1]}-")
            rest = rest[room - 1 :]
        else:
            cut = rest[: rest.rfind(" ", 0, room)]
            lines.append(cut)
            rest = rest[len(cut) :].strip()
        room = letters
    return [*lines, rest]


def form() -> bytes:
    """A page with two labels, a field of text that is filled in, and a box that is checked."""
    drawn = (
        "BT /F0 10 Tf 1 0 0 1 50 700 Tm (Name of the witness:) Tj ET\n"
        "BT /F0 10 Tf 1 0 0 1 50 660 Tm (Was on board:) Tj ET"
    )
    fonts = "/Font << /F0 3 0 R >>"
    return assembled(
        [
            f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R 8 0 R] /DR << {fonts} >> >> >>",
            "<< /Type /Pages /Kids [6 0 R] /Count 1 /MediaBox [0 0 600 800] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
            "<< /Producer (x) >>",
            f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << {fonts} >> /Annots [7 0 R 8 0 R] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Maren Voss) "
            "/Rect [180 696 400 712] /DA (/F0 10 Tf) /P 6 0 R >>",
            "<< /Type /Annot /Subtype /Widget /FT /Btn /T (board) /V /Yes /AS /Yes "
            "/Rect [140 658 152 670] /P 6 0 R /AP << /N << /Yes 9 0 R /Off 9 0 R >> >> >>",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream",
        ]
    )
