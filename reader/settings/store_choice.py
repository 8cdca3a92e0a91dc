"""Which store the annotations on a library are kept in, and what the user said of one it brings.

A folder may come with a store of its own. One that is somebody else's, or that was never used
here, is only read until the user has said whether to use it; the answer is remembered.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from postil_files import read_file, replace_file

FILE = "stores.json"
USE, APART = "use", "apart"


class StoreChoice(NamedTuple):
    """The folder of a store, whether it is only to be read, and what is to be said of that."""

    folder: Path
    is_only_read: bool = False
    remark: str = ""


class StoreAnswers(NamedTuple):
    """What the user said of stores that came with libraries, kept in a folder.

    An answer holds for the very folder it was given for: another one in its place, such as a
    new copy from elsewhere, is asked about again.
    """

    folder: Path

    def of(self, store: Path) -> str | None:
        """The answer, ``USE`` or ``APART``; None if there is none."""
        answer = self._kept().get(str(store))
        match answer:
            case [str(said), int(number)] if said in (USE, APART) and number == _number(store):
                return said
        return None

    def keep(self, store: Path, answer: str) -> None:
        """Remember the answer; where that cannot be written it holds for this run alone."""
        kept = {**self._kept(), str(store): [answer, _number(store)]}
        with suppress(OSError):
            replace_file(self.folder / FILE, json.dumps({"version": 1, "stores": kept}).encode())

    def _kept(self) -> Mapping[str, object]:
        try:
            kept = json.loads(read_file(self.folder / FILE))["stores"]
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}


def choose_store(
    brought: Path, own: Path, answers: StoreAnswers, was_used: Callable[[Path], bool]
) -> StoreChoice:
    """The store for a library that may have ``brought`` one, for a user who has an ``own``.

    ``was_used`` says whether this user has written in a store here before.
    """
    if brought.is_symlink():
        return StoreChoice(own, remark=_IS_LINK.format(brought, own))
    if not brought.is_dir():
        return StoreChoice(own)
    brought = brought.resolve()
    answer = answers.of(brought)
    if answer == APART:
        return StoreChoice(own)
    if answer is None:
        if not _is_of_this_user(brought) or not (_is_empty(brought) or was_used(brought)):
            return StoreChoice(brought, True, _NOT_ASKED.format(brought.parent, brought))
        answers.keep(brought, USE)
    return StoreChoice(brought)


_IS_LINK = "{} is a link and is not followed: your annotations are kept in {}."
_NOT_ASKED = (
    "{0} brings its own annotations, which are only read: 'postil init {0}' uses them, "
    "'--store DIR' keeps yours apart."
)


def _is_of_this_user(folder: Path) -> bool:
    try:
        return not hasattr(os, "geteuid") or folder.stat().st_uid == os.geteuid()
    except OSError:
        return False


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError:
        return False


def _number(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
