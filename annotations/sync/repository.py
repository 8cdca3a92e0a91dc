"""A git repository, by its plumbing: objects, trees and references, and no working copy."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotations.errors import SyncError
from annotations.sync.git_program import Git, GitRefusedError

FILE = "100644"
_MOST_LOOSE = 300
"""Loose objects, after which they are packed: each takes a block of the disk."""
_HARMLESS = re.compile(
    r"core\.(?:repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|"
    r"precomposeunicode|symlinks|autocrlf|eol|safecrlf|sharedrepository|abbrev|"
    r"quotepath|longpaths)|"
    r"extensions\.(?:objectformat|refstorage|noop)|"
    r"remote\..*\.(?:url|pushurl|fetch|push|prune|tagopt|skipfetchall)|"
    r"branch\..*\.(?:remote|merge|pushremote|rebase|description)|"
    r"user\.(?:name|email)|init\.defaultbranch|pull\..*|push\..*|gc\..*|"
    r"merge\.(?:ff|conflictstyle)|color\..*|lfs\.repositoryformatversion",
    re.IGNORECASE,
)
"""Settings of a repository that start no program: any other may."""
_UNDER_WAY = {
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisection",
}


class TreeEntry(NamedTuple):
    """What a tree has under a path: its mode, and the name of the object."""

    mode: str
    blob: str


Tree = Mapping[str, TreeEntry]
"""All files of a commit by their paths in the repository."""


class Repository:
    """The repository whose working copy has ``git.folder`` at its top."""

    def __init__(self, git: Git) -> None:
        self.git = git
        self.folder = Path(git.line("rev-parse", "--absolute-git-dir"))
        self._read: dict[str, bytes] = {}

    @classmethod
    def around(cls, folder: Path) -> "Repository | None":
        """The repository in whose working copy the folder lies; None if it lies in none."""
        try:
            top = Git(folder).line("rev-parse", "--show-toplevel")
        except GitRefusedError as error:
            if "not a git repository" in error.complaint:
                return None
            raise
        return cls(Git(Path(top)))

    def check_settings(self) -> None:
        """Refuse a repository whose own settings could start a program.

        Raises:
            SyncError: one could; the sentence names it.
        """
        names = self.git.line("config", "--local", "--no-includes", "--name-only", "-z", "--list")
        for name in filter(None, names.split("\0")):
            if not _HARMLESS.fullmatch(name.strip()):
                raise SyncError(
                    f"The settings of the repository {self.folder} have {name}, which may start "
                    "a program: remove it, or sync with git yourself."
                )
        for path in ("config.worktree", "info/attributes"):
            if (self.folder / path).exists():
                raise SyncError(
                    f"{self.folder / path} may start a program: remove it, or sync with git "
                    "yourself."
                )

    def remotes(self) -> list[str]:
        """The names of the remotes."""
        return self.git.line("remote").split()

    def setting(self, name: str) -> str:
        """What the repository's settings say; empty if they do not."""
        with suppress(GitRefusedError):
            return self.git.line("config", "--get", name)
        return ""

    def check_at_rest(self) -> None:
        """Refuse while something else is under way in the repository.

        Raises:
            SyncError: a rebase, a merge or the like is.
        """
        for name, what in _UNDER_WAY.items():
            if (self.folder / name).exists():
                raise SyncError(
                    f"There is {what} under way in {self.git.folder}: end it first, then sync."
                )

    def branch(self) -> str:
        """The name of the branch that is checked out.

        Raises:
            SyncError: none is.
        """
        try:
            return self.git.line("symbolic-ref", "--short", "HEAD")
        except GitRefusedError as error:
            raise SyncError(
                f"No branch is checked out in {self.git.folder} (its head is detached): check "
                "one out first, then sync."
            ) from error

    def commit_of(self, name: str) -> str | None:
        """The commit that a reference names; None if there is no such reference."""
        with suppress(GitRefusedError):
            return self.git.line("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return None

    def tree(self, commit: str | None) -> dict[str, TreeEntry]:
        """The files of a commit; none for no commit."""
        if commit is None:
            return {}
        listed = self.git.run("ls-tree", "-r", "-z", "--full-tree", commit)
        return dict(_entries(listed))

    def index(self) -> dict[str, TreeEntry]:
        """The files of the user's index, as they would be committed.

        Raises:
            SyncError: a merge in it was not settled.
        """
        found: dict[str, TreeEntry] = {}
        for line in self.git.run("ls-files", "-s", "-z").split(b"\0"):
            head, _, path = line.partition(b"\t")
            if not path:
                continue
            mode, blob, stage = head.decode().split(" ")
            if stage != "0":
                raise SyncError(f"{_path(path)} has a conflict that git left: settle it first.")
            found[_path(path)] = TreeEntry(mode, blob)
        return found

    def read(self, blob: str) -> bytes:
        """What the object holds."""
        if blob not in self._read:
            self._read[blob] = self.git.run("cat-file", "blob", blob)
        return self._read[blob]

    def write(self, content: bytes) -> str:
        """Keep the content; return the name of its object."""
        blob = self.git.run("hash-object", "-w", "--stdin", given=content).decode().strip()
        self._read[blob] = content
        return blob

    def write_tree(self, tree: Tree, name: str) -> str:
        """Keep the tree, by an index of the name beside the user's; return its object's name."""
        also = (("GIT_INDEX_FILE", str(self.folder / name)),)
        self.git.run("read-tree", "--empty", also=also)
        given = b"".join(_line(path, entry) for path, entry in tree.items())
        self.git.run("update-index", "-z", "--index-info", given=given, also=also)
        return self.git.run("write-tree", also=also).decode().strip()

    def commit(self, tree: str, parents: Iterable[str], message: str) -> str:
        """Make a commit of the tree; return its name."""
        words = [word for parent in parents for word in ("-p", parent)]
        given = message.encode("utf-8", "replace")
        also = self._signature()
        return self.git.run("commit-tree", tree, *words, given=given, also=also).decode().strip()

    def _signature(self) -> list[tuple[str, str]]:
        """A name for commits where the user has told git none."""
        try:
            self.git.run("var", "GIT_AUTHOR_IDENT")
        except GitRefusedError:
            return [
                (f"GIT_{role}_{what}", value)
                for role in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "Postil"), ("EMAIL", "postil@localhost"))
            ]
        return []

    def move(self, name: str, commit: str, was: str | None) -> None:
        """Have the reference name the commit, if it still names what it did.

        Raises:
            SyncError: somebody else has moved it.
        """
        try:
            self.git.run("update-ref", name, commit, was or "0" * len(commit))
        except GitRefusedError as error:
            raise SyncError(
                f"{self.git.folder} was committed to by another program in this moment: sync again."
            ) from error

    def base(self, one: str, other: str) -> str | None:
        """The newest commit that both descend from; None if there is none."""
        with suppress(GitRefusedError):
            return self.git.line("merge-base", one, other).split("\n")[0] or None
        return None

    def set_index(self, before: Tree, after: Tree, within: str) -> None:
        """Tell the user's index what was committed of the files below ``within``."""
        changed = {
            path: after.get(path)
            for path in {*before, *after}
            if path.startswith(within) and before.get(path) != after.get(path)
        }
        if changed:
            given = b"".join(_line(path, entry) for path, entry in sorted(changed.items()))
            self.git.run("update-index", "-z", "--index-info", given=given)

    def check_out(self, before: str, after: str) -> None:
        """Bring files of the working copy that a commit changes up to date; refuse if one was edited.

        What the index has of ``after`` already is left alone.

        Raises:
            SyncError: a file that would be changed has changes of the user's own.
        """
        self.git.run("update-index", "-q", "--unmerged", "--refresh")
        self.git.run("read-tree", "-m", "-u", before, after)

    def tidy(self) -> None:
        """Pack what has gathered, if it is much."""
        with suppress(GitRefusedError):
            counted = self.git.line("count-objects")
            if int(counted.split(" ")[0]) > _MOST_LOOSE:
                self.git.run("-c", "gc.auto=1", "gc", "--quiet", "--prune=2.weeks.ago")


def _line(path: str, entry: TreeEntry | None) -> bytes:
    """A line of what ``update-index --index-info`` reads; no entry removes the path."""
    mode, blob = entry or ("0", "0" * 40)
    return f"{mode} {blob}\t".encode() + path.encode("utf-8", "surrogateescape") + b"\0"


def _entries(listed: bytes) -> Iterable[tuple[str, TreeEntry]]:
    for line in listed.split(b"\0"):
        head, _, path = line.partition(b"\t")
        if path:
            mode, _, blob = head.decode().split(" ")
            yield _path(path), TreeEntry(mode, blob)


def _path(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
