"""Handing a loader a file: what every loader must bear, for the tests and for a longer run.

A loader may refuse with its one error, and must not do anything else that is wrong: no other
error, no blocks that overlap or lie outside, no words that are in no block.
"""

from pathlib import Path

from reader.errors import LoadError
from reader.loading import LOADERS, Bundle, load_text
from reader.loading.content import Content
from reader.loading.formats.pdf.apart import TRAP

MOST_PARTS = 5


def attempt(name: str, source: bytes, folder: Path) -> str:
    """What the loader did with a file in the folder: "read", or the reason why it refused.

    A list is read also where all that it holds are addresses.

    Raises:
        AssertionError: what it gave is wrong in itself.
        Exception: anything that it let through.
    """
    loader = LOADERS[name]
    within = ".txt" if name == "packed" else ""
    path = f"file{within}{loader.endings[0] if loader.endings else ''}"
    try:
        if loader.open is not None:
            file = folder / path
            file.write_bytes(source)
            bundle = loader.open(file, "")
            if bundle.members:
                return _attempt_parts(bundle, file)
        _check(loader.load(source, Path(path)))
        load_text(source, path)
        reason = "read"
    except LoadError as error:
        reason = error.reason
    assert reason != TRAP, "it ended the process that read it"
    return reason


def _attempt_parts(bundle: Bundle, file: Path) -> str:
    """Read the first articles of a bundle; the last refusal, if all were refused."""
    reasons = set[str]()
    for member in bundle.members[:MOST_PARTS]:
        assert not member.startswith("/")
        assert ".." not in member.split("/")
        try:
            part = bundle.part(member)
            _check(LOADERS[part.loader].load(part.source, file))
            return "read"
        except LoadError as error:
            reasons.add(
                "read" if error.reason.startswith("holds only an address") else error.reason
            )
    return "read" if "read" in reasons else min(reasons)


def _check(content: Content) -> None:
    at = 0
    for block in content.blocks:
        assert at <= block.start < block.end <= len(content.text), block
        assert not content.text[at : block.start].strip(), "words outside of all blocks"
        at = block.end
    assert not content.blocks or not content.text[at:].strip(), "words after the last block"
    for link in (*content.links, *content.images):
        assert 0 <= link.start < link.end <= len(content.text), link
        assert link.to is None or 0 <= link.to <= len(content.text), link
