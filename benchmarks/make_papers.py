"""Known texts as PDFs in four layouts, to see what is read of them.

    python -m benchmarks.make_papers DIR

It needs WeasyPrint, in whatever environment. ``DIR/readability`` is a checkout of
mozilla/readability: the articles of its test pages are the texts. Into ``DIR/papers/dev`` and
``DIR/papers/held`` go twenty texts each, ``NAME_LAYOUT.pdf`` and the paragraphs, ``NAME.json``.
"""

import argparse
import html
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_HEADINGS = 'h1,h2,h3,h4{font-family:"DejaVu Sans";line-height:1.2}'
LAYOUTS = {
    "web": "@page{size:A4;margin:2cm;@top-left{content:'11/21/26, 9:14 AM';font-size:8pt}"
    "@top-right{content:'%(title)s';font-size:8pt}"
    "@bottom-left{content:'https://news.example.org/story/%(name)s';font-size:8pt}"
    "@bottom-right{content:counter(page) '/' counter(pages);font-size:8pt}}"
    "body{font:11pt/1.5 'DejaVu Serif'}p{margin:0 0 1em}",
    "just": "@page{size:A5;margin:1.8cm 1.6cm;"
    "@top-center{content:'%(title)s';font:italic 8pt 'DejaVu Serif'}"
    "@bottom-center{content:counter(page);font-size:8pt}}"
    "body{font:9.5pt/1.35 'DejaVu Serif';text-align:justify;hyphens:auto}"
    "p{margin:0;text-indent:1.4em}h1+p,h2+p,h3+p,h4+p{text-indent:0}",
    "two": "@page{size:A4;margin:2.2cm 1.7cm;@top-left{content:'%(title)s';font-size:7.5pt}"
    "@top-right{content:'J. Harb. Stud. 12 (2026)';font-size:7.5pt}"
    "@bottom-center{content:counter(page);font-size:8pt}}"
    "body{font:9pt/1.3 'DejaVu Serif';text-align:justify;hyphens:auto}"
    ".text{columns:2;column-gap:.8cm}p{margin:0;text-indent:1.2em}h1{text-align:center}"
    "h1+p,h2+p,h3+p,h4+p{text-indent:0}li{margin-left:0}",
    "ragged": "@page{size:letter;margin:1in;"
    "@bottom-right{content:'Page ' counter(page) ' of ' counter(pages);font-size:9pt}}"
    "body{font:11pt/1.25 'DejaVu Sans'}p{margin:0 0 .6em}",
}
"""A browser's print, a book, a journal in two columns, a letter: in CSS."""

Paragraphs = list[tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder
    texts = list(_texts(folder / "readability" / "test" / "test-pages"))
    for half, some in (("dev", texts[0::2][:20]), ("held", texts[1::2][:20])):
        (folder / "papers" / half).mkdir(parents=True, exist_ok=True)
        for text in some:
            _make(folder / "papers" / half, *text)


def _make(folder: Path, name: str, language: str, title: str, paragraphs: Paragraphs) -> None:
    import weasyprint  # type: ignore[import-not-found]  # from the environment that makes papers

    body: list[str] = []
    for kind, words in paragraphs:
        is_in_list = bool(body) and body[-1].startswith("<li>")
        body += ["<ul>"] if kind == "li" and not is_in_list else []
        body += ["</ul>"] if kind != "li" and is_in_list else []
        body.append(f"<{kind}>{html.escape(words)}</{kind}>")
    running = title[:50].replace("'", "").replace("\\", "")
    for layout, rules in LAYOUTS.items():
        style = _HEADINGS + rules % {"title": running, "name": name}
        page = (
            f'<html lang="{language}"><title>{html.escape(title)}</title><style>{style}</style>'
            f'<h1>{html.escape(title)}</h1><div class="text">{"".join(body)}</div>'
        )
        weasyprint.HTML(string=page).write_pdf(folder / f"{name}_{layout}.pdf")
    truth = [("h1", title), *paragraphs]
    (folder / f"{name}.json").write_text(json.dumps(truth), encoding="utf-8")


def _texts(pages: Path) -> Iterator[tuple[str, str, str, Paragraphs]]:
    """Name, language, title and paragraphs of what is long enough and in Latin letters."""
    for folder in sorted(pages.iterdir()):
        if not (folder / "expected.html").exists():
            continue
        found = _Paragraphs()
        found.feed((folder / "expected.html").read_text("utf-8"))
        found.finish()
        paragraphs = [(kind, words) for kind, words in found.done if len(words) > 1]
        text = " ".join(words for _, words in paragraphs)
        foreign = sum(ord(letter) > 0x250 and letter.isalpha() for letter in text)
        long = sum(len(words) > 150 for _, words in paragraphs)
        if 3_000 < len(text) < 16_000 and foreign * 50 <= len(text) and long >= 6:
            about = json.loads((folder / "expected-metadata.json").read_text("utf-8"))
            title = about.get("title") or folder.name
            yield folder.name, about.get("lang") or "en", title, paragraphs


class _Paragraphs(HTMLParser):
    """The blocks of a page with words in them, each with its tag."""

    _BLOCKS = frozenset("p h1 h2 h3 h4 li blockquote td pre div figcaption section".split())
    _NAMED = frozenset("h1 h2 h3 h4 li".split())

    def __init__(self) -> None:
        super().__init__()
        self.done: Paragraphs = []
        self._kind, self._words = "p", ""

    def finish(self) -> None:
        words = " ".join(self._words.split())
        self.done += [(self._kind, words)] if words else []
        self._kind, self._words = "p", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BLOCKS:
            self.finish()
            self._kind = tag if tag in self._NAMED else "p"
        self._words += " " if tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.finish()

    def handle_data(self, data: str) -> None:
        self._words += data


if __name__ == "__main__":
    main()
