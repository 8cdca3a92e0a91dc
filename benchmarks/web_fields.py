"""How often title, author and date of web pages are read rightly, on a public set.

    python -m benchmarks.web_fields --data DIR [--wrong]

``DIR`` holds a checkout of postlight/parser, under this name or with the owner before it: its
fixtures are saved pages, and its tests say what each page's title, author and day are. White
space, quotation marks and case are not compared. None of the pages is in this repository.
"""

import argparse
import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from reader.errors import LoadError
from reader.loading import load_text

_FIXTURE = re.compile(r"fixtures/([^'\"`]+\.html)")
_EXPECTED = re.compile(
    r"(?<![\w.])(title|author|date_published(?:\.split\('T'\)\[0\])?),\s*"
    r"(null|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`)",
    re.S,
)
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--wrong", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    folder = next(f for f in sorted(arguments.data.iterdir()) if f.name.endswith("parser"))
    counts: Counter[tuple[str, str]] = Counter()
    for test in sorted(folder.glob("src/extractors/custom/*/index.test.js")):
        for file, expected in _cases(folder, test):
            for field, said in expected.items():
                found = _read(file).get(field, "")
                verdict = _verdict(field, found, said)
                counts[field, verdict] += 1
                if arguments.wrong and verdict != "right":
                    print(f"{file.name}: {field} is {found!r}, not {said!r}")
    print("| field | pages | right | none | wrong |\n|---|---|---|---|---|")
    for field in ("title", "author", "date"):
        right, none, wrong = (counts[field, kind] for kind in ("right", "none", "wrong"))
        share = right / (right + none + wrong)
        print(f"| {field} | {right + none + wrong} | {right} ({share:.2f}) | {none} | {wrong} |")


def _cases(folder: Path, test: Path) -> list[tuple[Path, dict[str, str]]]:
    """Each page that a test of the set reads, and what it says of it."""
    found = []
    for part in test.read_text("utf-8").split("beforeAll(")[1:]:
        fixture = _FIXTURE.search(part)
        file = folder / "fixtures" / fixture[1] if fixture else None
        if file is None or not file.is_file():
            continue
        expected: dict[str, str] = {}
        for name, words in _EXPECTED.findall(part):
            field = "date" if name.startswith("date") else name
            if words != "null":
                expected.setdefault(field, _unquoted(words))
        found.append((file, expected))
    return found


def _unquoted(words: str) -> str:
    inner = words[1:-1].replace("\\'", "'").replace('\\"', '"')
    return json.loads(f'"{inner}"') if "\\u" in inner and '"' not in inner else inner


def _read(file: Path) -> dict[str, str]:
    try:
        article = load_text(_mended(file.read_bytes()), file.name)
    except LoadError:
        return {}
    return {"title": article.title, "author": article.author or "", "date": article.date or ""}


def _mended(page: bytes) -> bytes:
    """The page as it was served: whoever kept the set wrote ``value`` for ``content`` in meta."""
    return re.sub(
        rb"(?i)<meta\b[^>]*>",
        lambda tag: tag[0] if b"content=" in tag[0] else tag[0].replace(b" value=", b" content="),
        page,
    )


def _verdict(field: str, found: str, right: str) -> str:
    if not found:
        return "none"
    if field == "date":
        return "right" if found[:10] in _days(right) else "wrong"
    return "right" if _same(found) == _same(right) else "wrong"


def _days(right: str) -> set[str]:
    """The days that a moment is on somewhere on earth: the set has some as UTC, pages their own."""
    try:
        moment = datetime.fromisoformat(right)
    except ValueError:
        return {right[:10]}
    shifts = (-14, 0, 14) if "T" in right else (0,)
    return {(moment + timedelta(hours=hours)).date().isoformat() for hours in shifts}


def _same(words: str) -> str:
    return " ".join(words.translate(_SAME).casefold().replace(" and ", ", ").split())


if __name__ == "__main__":
    main()
