"""Machines for tests of sync: each a store of its own, all over one bare repository on the disk."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from annotations import Notebook, Source
from annotations.sync import Synced, begin_with_git, open_git_engine, synchronize

WORDS = [f"w{number:03}" for number in range(400)]
TEXT = " ".join(WORDS)
SOURCE = Source(path="words.txt", title="Words", library="/lib")


def git(folder: Path, *words: str) -> str:
    """Run git as a user would; return what it wrote."""
    settings = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *settings, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bare(folder: Path) -> Path:
    """A remote with nothing in it."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    return folder


class Machine:
    """One machine: a store in the folder, synced with a remote."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def begin(self, remote: Path | None, articles: Path | None = None) -> Synced:
        """Set up the store and sync for the first time."""
        engine = begin_with_git(self.store, str(remote) if remote else None, articles)
        with engine.held():
            return synchronize(engine)

    def sync(
        self,
        *,
        has_articles: bool = False,
        progress: Callable[[str], None] = lambda _: None,
    ) -> Synced:
        """Sync as ``postil sync`` does."""
        engine = open_git_engine(self.store, has_articles=has_articles)
        with engine.held():
            return synchronize(engine, progress)

    def mark(self, word: str, tags: Sequence[str] = ()) -> str:
        """Mark the word; return the id."""
        start = TEXT.index(word)
        with Notebook.open(self.store) as notebook:
            return notebook.mark(TEXT, start, start + len(word), SOURCE, tags=tags).ids[0]

    def note(self, id: str, note: str) -> None:
        """Write a note on the annotation."""
        with Notebook.open(self.store) as notebook:
            notebook.note(id, note)

    def shown(self) -> dict[str, str]:
        """The word and the note of each annotation."""
        with Notebook.open(self.store) as notebook:
            return {each.quote.exact: each.note for each in notebook.annotations()}

    def problems(self) -> list[str]:
        """What ``postil check`` says."""
        with Notebook.open(self.store) as notebook:
            return [each.sentence for each in notebook.maintenance.check()]
