"""What a run leaves for the next one: the widths and colours of its first page."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from postil_files import replace_file
from reader.articles.article import Article
from reader.articles.large_article import LargeArticle
from reader.first_page import look_file
from reader.page.shape import Shape
from reader.settings import Settings
from reader.ui.themes import Palette


def left_at(article: Article, offset: int) -> dict[str, object]:
    """Where in the file a large article was left, so that its page is found without reading all."""
    if not isinstance(article, LargeArticle) or article.file is None:
        return {}
    text, last = article.lazy_text, len(article.lazy_text.edges) - 1
    sizes = [len(text.raw(number)) for number in range(last)]
    try:
        status = article.file.stat()
    except OSError:
        return {}
    if status.st_size != sum(sizes):  # what is read is not what is in the file, byte for byte
        return {}
    number = text.piece_at(offset)
    return {
        "file": os.path.realpath(article.file),
        "stamp": [status.st_size, status.st_mtime_ns],
        "byte": sum(sizes[:number]),
        "characters": text.edges[number],
    }


def leave_look(
    settings: Settings,
    shape: Shape,
    left: Mapping[str, object],
    palette: Palette,
    console: Console,
) -> None:
    """Write what the first page needs before anything is loaded; a page without it is only plainer."""
    look = {
        "terminal": f"{os.environ.get('TERM')} {os.environ.get('COLORTERM')}",
        **shape._asdict(),
        "left": left,
        "wide": settings.wide,
        "margin": settings.margin,
        "colours": [_codes(palette[name], console) for name in ("base", "quiet")],
    }
    with suppress(OSError):
        replace_file(look_file(), json.dumps(look).encode())


def _codes(style: Style, console: Console) -> str:
    """The numbers of the escape sequence that this console uses for the style."""
    systems = {
        "truecolor": ColorSystem.TRUECOLOR,
        "256": ColorSystem.EIGHT_BIT,
        "standard": ColorSystem.STANDARD,
    }
    system = systems.get(console.color_system or "")
    return style.render("x", color_system=system).partition("x")[0][2:-1] if system else "0"
