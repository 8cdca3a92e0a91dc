"""A list or a corpus that came by standard input, which is read as the file that it was."""

from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from reader.errors import LoadError
from reader.loading import loader_of, open_bundle
from reader.loading.loader import HEAD


class Spooled:
    """What came, as a file in a folder of its own, which goes when this does."""

    def __init__(self, source: bytes, ending: str) -> None:
        folder = mkdtemp(prefix="postil-")
        self.remove = finalize(self, rmtree, folder, ignore_errors=True)
        # Another corpus has another name, lest its articles be taken for those of this one.
        self.file = Path(folder, f"standard-input-{sha256(source).hexdigest()[:8]}{ending}")
        self.file.write_bytes(source)


def spooled(source: bytes) -> Spooled | None:
    """The source as a file, if it holds several articles, or should; None if it is one article."""
    loader = loader_of("", source[:HEAD])
    if loader is None or loader.open is None:
        return None
    spool = Spooled(source, loader.endings[0])
    try:
        holds_several = open_bundle(spool.file) is not None
    except LoadError:
        holds_several = True  # it says why it cannot be read
    if holds_several or not loader.extracts:
        return spool
    spool.remove()
    return None
