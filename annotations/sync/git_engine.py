"""The store carried by git: recorded in commits, merged by our own rules, handed on by pushes."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from annotations.errors import SyncError
from annotations.store import Disk
from annotations.sync.contents import Carried, carried_as, lines_of, versions_in
from annotations.sync.git_program import GitRefusedError
from annotations.sync.repository import FILE, Repository, Tree, TreeEntry
from annotations.sync.store_files import LARGEST, StoreFiles
from annotations.sync.tree_merge import Blobs, Contents, StoreMerge
from postil_files import have_private_folder, open_ordinary

_OWN = "postil"
"""The folder of ours in the repository's own."""
_RACED = (
    "[rejected]",
    "fetch first",
    "non-fast-forward",
    "cannot lock ref",
    "failed to update ref",
)


class GitEngine:
    """Carries the store in ``store``, which lies in the working copy of ``repository``.

    The rest of the working copy is carried only if ``has_articles``; else nothing in it is
    committed, and what others have committed to it is checked out as ``git pull`` would.
    """

    def __init__(self, repository: Repository, store: Path, *, has_articles: bool = False) -> None:
        top = repository.git.folder.resolve()
        below = store.resolve().relative_to(top).as_posix()
        self._repository = repository
        self._within = "" if below == "." else f"{below}/"
        self._has_articles = has_articles
        self._own = repository.folder / _OWN
        have_private_folder(self._own)
        self._contents = Contents(repository.read, repository.write)
        self._files = StoreFiles(store, self._own / "files.json", self._contents)
        self._branch = repository.branch()
        self._remote, self._remote_branch = self._upstream()
        self._theirs: str | None = None
        self._remarks: list[str] = []

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the user should know of what was done, each in a sentence."""
        return tuple(self._remarks)

    def stop(self) -> None:
        """End what is under way; the method that is running raises SyncError."""
        self._repository.git.stop()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other syncs of this working copy waiting.

        Raises:
            SyncError: one is under way already, or the repository is in no state to sync.
        """
        self._repository.check_at_rest()
        descriptor = open_ordinary(self._own / "lock", os.O_RDWR | os.O_CREAT)
        try:
            if not Disk().hold(descriptor):
                raise SyncError(f"Another sync of {self._files.folder} is under way.")
            yield
        finally:
            os.close(descriptor)

    def keep(self) -> int:
        """Record the store as it stands on the disk; return how many versions are new."""
        head = self._head()
        before = self._repository.tree(head)
        snapshot = self._files.snapshot()
        recorded = self._blobs(before)
        merge = StoreMerge(self._contents, self._files.machine)
        wanted = merge.merge(recorded, snapshot, recorded)
        self._files.put(wanted, snapshot)
        self._tell_put_back(merge.put_back)
        around = self._articles(before)
        after = around | self._entries(wanted)
        if after == before:
            return 0
        new = self._count(recorded, wanted)
        message = self._message(before, after, new)
        commit = self._commit(after, [head] if head else [], message)
        self._repository.set_index(before, after, self._within)
        self._repository.move(f"refs/heads/{self._branch}", commit, head)
        return new

    def fetch(self) -> bool:
        """Learn what the others have recorded; return whether there is something new."""
        reference = f"refs/remotes/{self._remote}/{self._remote_branch}"
        was = self._repository.commit_of(reference)
        source = f"refs/heads/{self._remote_branch}"
        try:
            self._repository.git.run(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self._remote,
                f"+{source}:{reference}",
            )  # fmt: skip
        except GitRefusedError as error:
            if "couldn't find remote ref" not in error.complaint:
                raise
            self._theirs = None
            return False
        self._theirs = self._repository.commit_of(reference)
        if was and self._theirs and self._repository.base(was, self._theirs) != was:
            self._remarks.append(
                "The remote had been set back or rewritten; what it lacked was put there again."
            )
        head = self._head()
        return self._theirs is not None and (
            head is None or self._repository.base(self._theirs, head) != self._theirs
        )

    def merge(self) -> int:
        """Take in what was fetched; return how many versions of it are new."""
        repository, head, theirs = self._repository, self._head(), self._theirs
        if theirs is None:
            return 0
        base = repository.base(head, theirs) if head else None
        was, our, their = repository.tree(base), repository.tree(head), repository.tree(theirs)
        self._check_same_shape(our, their)
        merge = StoreMerge(self._contents, self._files.machine)
        recorded = self._blobs(our)
        wanted = merge.merge(self._blobs(was), recorded, self._blobs(their))
        after = self._around(was, our, their) | self._entries(wanted)
        self._files.put(wanted, recorded)
        self._tell_put_back(merge.put_back)
        if head and base == head and after == their:
            commit = theirs
        elif after == our and head and base == theirs:
            commit = head
        else:
            commit = self._commit(
                after, [each for each in (head, theirs) if each], "Postil: take in what others sent"
            )
        self._bring_up_to_date(our, after, head, commit)
        repository.move(f"refs/heads/{self._branch}", commit, head)
        return self._count(recorded, wanted)

    def push(self) -> bool:
        """Hand on what was recorded; False if somebody else was faster."""
        head = self._head()
        if head is None or head == self._theirs:
            return True
        target = f"{head}:refs/heads/{self._remote_branch}"
        try:
            self._repository.git.run("push", "--porcelain", self._remote, target)
        except GitRefusedError as error:
            is_refused = "remote rejected" in error.complaint and "lock" not in error.complaint
            if not is_refused and any(word in error.complaint for word in _RACED):
                return False
            raise
        self._repository.git.run(
            "update-ref", f"refs/remotes/{self._remote}/{self._remote_branch}", head
        )
        self._repository.tidy()
        return True

    def _head(self) -> str | None:
        return self._repository.commit_of(f"refs/heads/{self._branch}")

    def _upstream(self) -> tuple[str, str]:
        """The remote that the branch belongs to, and its name there."""
        repository, branch = self._repository, self._branch
        remotes = repository.remotes()
        remote = repository.setting(f"branch.{branch}.remote")
        if remote not in remotes:
            remote = "origin" if "origin" in remotes or len(remotes) != 1 else remotes[0]
        if remote not in remotes:
            raise SyncError(
                f"{repository.git.folder} has no remote to sync with: name one with "
                "'postil sync --init ADDRESS'."
            )
        merges_with = repository.setting(f"branch.{branch}.merge") or branch
        return remote, merges_with.removeprefix("refs/heads/")

    def _is_of_store(self, path: str) -> bool:
        return path.startswith(self._within) and bool(carried_as(path[len(self._within) :]))

    def _blobs(self, tree: Tree) -> dict[str, str]:
        """The files of the store in a tree; what is no ordinary file is left out."""
        return {
            path[len(self._within) :]: entry.blob
            for path, entry in tree.items()
            if self._is_of_store(path) and entry.mode in (FILE, _PROGRAM)
        }

    def _entries(self, blobs: Blobs) -> dict[str, TreeEntry]:
        return {f"{self._within}{path}": TreeEntry(FILE, blob) for path, blob in blobs.items()}

    def _articles(self, before: Tree) -> dict[str, TreeEntry]:
        """What is recorded of the files around the store: as they were, or as they are now."""
        if self._has_articles:
            self._index_articles()
            before = self._repository.index()
        return {path: entry for path, entry in before.items() if not self._is_of_store(path)}

    def _index_articles(self) -> None:
        top = self._repository.git.folder
        listed = self._repository.git.run(
            "ls-files", "-z", "--modified", "--deleted", "--others", "--exclude-standard"
        )
        paths = []
        for raw in dict.fromkeys(filter(None, listed.split(b"\0"))):
            path = raw.decode("utf-8", "surrogateescape")
            file = top / path
            if path.endswith("/") or path.startswith(self._within) or file.is_symlink():
                continue
            if file.is_file() and file.stat().st_size > LARGEST:
                self._remarks.append(f"{path} is larger than {LARGEST >> 20} MB and stayed here.")
                continue
            paths.append(raw)
        if paths:
            given = b"\0".join([*paths, b""])
            self._repository.git.run(
                "update-index", "-z", "--add", "--remove", "--stdin", given=given
            )

    def _around(self, was: Tree, our: Tree, their: Tree) -> dict[str, TreeEntry]:
        """What is recorded around the store, when both sides are merged."""
        merged: dict[str, TreeEntry] = {}
        for path in sorted({*our, *their}):
            if self._is_of_store(path):
                continue
            one, other, before = our.get(path), their.get(path), was.get(path)
            chosen = one if one == other or other == before else other
            if one not in (other, before) and other != before:
                chosen = one or other
                if one and other:
                    merged[self._beside(path, other)] = other
            if chosen is not None:
                merged[path] = chosen
        return merged

    def _beside(self, path: str, other: TreeEntry) -> str:
        """Where the others' version of an article goes that was changed here too.

        Raises:
            SyncError: articles are not ours to rename.
        """
        if not self._has_articles:
            raise SyncError(
                f"{path} was changed here and elsewhere: settle that with 'git pull', then sync."
            )
        whole = PurePosixPath(path)
        beside = str(
            whole.with_name(f"{whole.stem} (other version {other.blob[:8]}){whole.suffix}")
        )
        self._remarks.append(f"{path} was changed elsewhere too: that version is in {beside}.")
        return beside

    def _bring_up_to_date(self, before: Tree, after: Tree, head: str | None, commit: str) -> None:
        """Have the user's index, and the files around the store, as in the commit."""
        repository = self._repository
        repository.set_index(before, after, self._within)
        paths = {*before, *after}
        if all(before.get(path) == after.get(path) or self._is_of_store(path) for path in paths):
            return
        try:
            repository.check_out(head or repository.write_tree({}, f"{_OWN}/index"), commit)
        except SyncError:
            repository.set_index(after, before, self._within)
            raise

    def _check_same_shape(self, our: Tree, their: Tree) -> None:
        """Refuse a remote that holds a library where we have a store alone, or the reverse.

        Raises:
            SyncError: it does.
        """
        if not their or self._blobs(their):
            return
        if not self._within and any(path.startswith(".postil/log/") for path in their):
            raise SyncError(
                "The remote holds a library with its articles: fetch it with 'git clone', and "
                "say 'postil sync --init' there."
            )
        if self._within and not our and any(path.startswith("log/") for path in their):
            raise SyncError(
                "The remote holds annotations alone, without articles: leave out --articles."
            )

    def _commit(self, tree: Tree, parents: list[str], message: str) -> str:
        written = self._repository.write_tree(tree, f"{_OWN}/index")
        return self._repository.commit(written, parents, message)

    def _count(self, before: Blobs, after: Blobs) -> int:
        """How many versions are new. What was tidied into packs is not, but for a first time."""
        count = 0
        for path, blob in after.items():
            kind = carried_as(path)
            is_tidied = path.startswith("pack/") and bool(before)
            if before.get(path) == blob or is_tidied or kind is None:
                continue
            new = self._lines(kind, blob)
            count += len(new - self._lines(kind, before[path]) if path in before else new)
        return count

    def _lines(self, kind: Carried, blob: str) -> set[bytes]:
        content = self._contents.read(blob)
        if kind is Carried.RECORDS:
            return versions_in(kind, content)
        return set(lines_of(content)) if kind is Carried.LINES else set()

    def _message(self, before: Tree, after: Tree, new: int) -> str:
        """What a commit carries, for people who look at the repository."""
        changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        texts = sum(f"{self._within}texts/" in path for path in changed)
        articles = sum(not self._is_of_store(path) for path in changed)
        parts = [
            f"{count} {word if count == 1 else word + 's'}"
            for count, word in ((new, "change"), (texts, "text"), (articles, "article"))
            if count
        ]
        return f"Postil on {platform.node() or 'a machine'}: {', '.join(parts) or 'tidied up'}\n"

    def _tell_put_back(self, paths: list[str]) -> None:
        if paths:
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            self._remarks.append(
                f"{paths[0]}{more} had vanished from a copy of the store and was put back."
            )


_PROGRAM = "100755"
