"""Making a store, or the library that it lies in, a working copy that git carries."""

import re
from pathlib import Path

from annotations.errors import SyncError
from annotations.sync.git_engine import GitEngine
from annotations.sync.git_program import Git, GitRefusedError
from annotations.sync.repository import Repository
from postil_files import have_private_folder

_BRANCH = "main"
_REMOTE = "origin"
_NOT_CARRIED = "drafts/\n*.tmp\n*.lock\n"
_PASSWORD = re.compile(r"^[a-z+]+://[^/@]*:[^/@]*@", re.IGNORECASE)


def open_git_engine(store: Path, *, has_articles: bool = False) -> GitEngine:
    """The engine for a store that was set up.

    Raises:
        SyncError: it was not, or the repository is not one that is safe to use.
    """
    repository = Repository.around(store)
    if repository is None:
        raise SyncError(
            f"{store} is in no git repository any more: set it up with 'postil sync --init ADDRESS'."
        )
    repository.check_settings()
    return GitEngine(repository, store, has_articles=has_articles)


def begin_with_git(store: Path, address: str | None, articles: Path | None = None) -> GitEngine:
    """Set up the store to be carried by git; return the engine that does it.

    With an ``address`` the store becomes a working copy of its own or, where ``articles`` names
    the library that it lies in, that library does. A repository that has this address already
    is used as it is; so is the one that the store lies in where no address is given.

    Raises:
        SyncError: there is no git, no repository, or the address cannot be used or reached.
    """
    have_private_folder(store)
    repository = Repository.around(store)
    if address is not None:
        address = _usable(address)
    if repository is None or (address is not None and address not in _addresses(repository)):
        if address is None:
            raise SyncError(
                f"{store} lies in no git repository: name one to sync with, as in "
                "'postil sync --init git@host:annotations.git'."
            )
        repository = _made(articles or store, repository, address, is_store=articles is None)
    repository.check_settings()
    engine = GitEngine(repository, store, has_articles=articles is not None)
    if articles is not None and repository.git.folder.resolve() == store.resolve():
        raise SyncError(
            f"{store} is carried alone already, without the articles: leave out --articles."
        )
    return engine


def _made(folder: Path, around: Repository | None, address: str, *, is_store: bool) -> Repository:
    """The repository of the folder, made if it is not there, with the address as its remote."""
    if around is not None and around.git.folder.resolve() == folder.resolve():
        if around.remotes():
            raise SyncError(
                f"{folder} is synced with {_shown(_addresses(around)[:1])} already: "
                "'git remote set-url origin ADDRESS' there changes that."
            )
        around.git.run("remote", "add", _REMOTE, address)
        return around
    branch = _branch_of(folder, address)
    git = Git(folder)
    git.run("init", "--quiet", "--template=", f"--initial-branch={branch}")
    (folder / ".git").chmod(0o700)
    if is_store:
        have_private_folder(folder / ".git" / "info")
        (folder / ".git" / "info" / "exclude").write_text(_NOT_CARRIED)
    repository = Repository(git)
    git.run("remote", "add", _REMOTE, address)
    return repository


def _branch_of(folder: Path, address: str) -> str:
    """The branch that the remote begins with.

    Raises:
        SyncError: it cannot be reached.
    """
    answer = Git(folder).line("ls-remote", "--symref", address, "HEAD")
    found = re.match(r"ref: refs/heads/(\S+)\tHEAD", answer)
    return found[1] if found else _BRANCH


def _addresses(repository: Repository) -> list[str]:
    found = []
    for name in repository.remotes():
        try:
            found.append(repository.git.line("config", "--get", f"remote.{name}.url"))
        except GitRefusedError:
            continue
    return found


def _usable(address: str) -> str:
    """The address, absolute if it is a folder.

    Raises:
        SyncError: it is none that git should be given.
    """
    if not address.strip() or address.startswith("-") or not address.isprintable():
        raise SyncError("This is no address of a git repository.")
    if "::" in address.split("/", maxsplit=1)[0]:
        raise SyncError("An address that names a program to run is not used.")
    if _PASSWORD.match(address):
        raise SyncError(
            "Leave the password out of the address: it would be kept where others can read it. "
            "Let git's credential helper keep it."
        )
    folder = Path(address).expanduser()
    return str(folder.resolve()) if folder.is_dir() else address


def _shown(addresses: list[str]) -> str:
    return addresses[0] if addresses else "another remote"
