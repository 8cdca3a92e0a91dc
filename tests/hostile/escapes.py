"""Articles whose titles, names, fields and words would make a terminal do something."""

import json
import os
from contextlib import suppress
from pathlib import Path

CONTROLS = {
    "title": "\x1b]0;CANARY\x07",
    "clipboard": "\x1b]52;c;Q0FOQVJZ\x07",
    "link": "\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x1b\\",
    "clear": "\x1b[2J\x1b[H",
    "question": "\x1b[6n\x1b[c",
    "device": "\x1bP$qm\x1b\\",
    "c1 clear": "\x9b2J\x9b31m",
    "c1 title": "\x9d0;CANARY\x9c",
    "c1 device": "\x90$qm\x9c",
    "c0": "\x05\x07\x08\x0b\x0c\x0e\x0f\x1a\x7f",
    "bidi": "\u202egpj.exe\u202c \u2066x\u2069 \u200f\u061c",
    "line ends": "one\u2028two\u2029three\u0085four",
}


def make_library(folder: Path) -> None:
    """Write an article of several kinds for each of the controls."""
    folder.mkdir(parents=True)
    for name, control in CONTROLS.items():
        body = f"The wall {control} cost 4 million, said the mayor {control} on Tuesday.\n"
        _write(folder / f"{name}.txt", f"Title {control} end\nBy A {control} B\n\n{body}")
        _write(
            folder / f"{name}.md",
            f'---\ntitle: "T {control} t"\nauthor: "A {control}"\ndate: 2023-05-09\n'
            f'url: https://x.example/{control}\ntags: ["{control}"]\n---\n\n# H {control}\n\n{body}',
        )
        written = "".join(f"&#{ord(character)};" for character in control)
        _write(
            folder / f"{name}.html",
            f"<html><head><title>T {written}</title><meta name=author content='A {written}'></head>"
            f"<body><article><p>{'Words of an article that is kept. ' * 6}{written}</p></article>",
        )
        row = {"title": f"T {control}", "author": control, "id": f"i{control}", "text": body * 3}
        _write(folder / f"{name}.jsonl", json.dumps(row) + "\n")
        _write(folder / f"n {control.replace('/', '_')}.txt", body)
    for raw in (b"\x9b2J raw.txt", b"\xff\xfe name.txt", b"\x1b]0;CANARY\x07.pdf", b"nl\nname.txt"):
        with suppress(OSError):
            (folder / os.fsdecode(raw)).write_bytes(b"Some words that say 4 million.\n")


def _write(file: Path, text: str) -> None:
    with suppress(OSError):  # not every system has every name
        file.write_bytes(text.encode("utf-8"))
