"""What a power cut may leave of what was done, by the letter of what was promised.

Only what was synced is sure. All else is there or not, in any order: single writes and
truncations of a file, halves of writes, zeros where bytes should be, and single names in
folders. After Pillai et al., "All file systems are not created equal" (OSDI 2014).
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod
from pathlib import Path
from typing import TypeAlias

from tests.annotations.store.faults.watched import Operation

Tree: TypeAlias = Mapping[Path, bytes | None]
"""All files with what is in them; None for a folder."""

_FOLDER = 0
_NAMING = ("create", "replace", "unlink", "make_folder")
_ALL_SUBSETS_OF = 3


@dataclass(slots=True)
class _File:
    """What is sure to be in a file, and what was done to it since."""

    lasting: bytes = b""
    pending: list[Operation] = field(default_factory=list)


@dataclass(slots=True)
class _Volume:
    """A disk on which not all that was done is lasting yet."""

    files: dict[int, _File] = field(default_factory=dict)
    names: dict[Path, int] = field(default_factory=dict)
    pending: list[Operation] = field(default_factory=list)
    folders: set[Path] = field(default_factory=set)

    def take(self, operation: Operation) -> None:
        """Do it, or make lasting what was done."""
        if operation.name == "create":
            self.files[operation.file] = _File()
        if operation.name in ("write", "truncate"):
            self.files[operation.file].pending.append(operation)
        elif operation.name == "sync":
            file = self.files[operation.file]
            file.lasting, file.pending = _content(file.lasting, file.pending), []
        elif operation.name == "sync_folder":
            lasting = [each for each in self.pending if _folder(each) == operation.path]
            self.names = _named(self.names, lasting)
            self.pending = [each for each in self.pending if each not in lasting]
        elif operation.name in _NAMING:
            self.pending.append(operation)
        if operation.name == "make_folder":
            self.folders.add(operation.path)

    def trees(self, chance: random.Random, most: int) -> Iterator[Tree]:
        """What the disk may be found to hold; of many cases, so many."""
        unsure = {number: file for number, file in self.files.items() if file.pending}
        named = _subsets(self.pending)
        versions = [_versions(file) for file in unsure.values()]
        lasting = {number: file.lasting for number, file in self.files.items()}
        for first, *rest in _some([len(named), *map(len, versions)], chance, most):
            chosen = [kinds[at] for kinds, at in zip(versions, rest, strict=True)]
            contents = lasting | dict(zip(unsure, chosen, strict=True))
            yield self._tree(_named(self.names, named[first]), contents)

    def _tree(self, names: Mapping[Path, int], contents: Mapping[int, bytes]) -> Tree:
        """The names of which the folders are there too, with what is in them."""
        gone = {folder for folder in self.folders if folder not in names}
        return {
            path: None if number == _FOLDER else contents[number]
            for path, number in names.items()
            if gone.isdisjoint(path.parents)
        }


def power_cuts(
    trace: Sequence[Operation], *, seed: int, most: int = 6
) -> Iterator[tuple[int, Tree]]:
    """What may be left if the power fails: after so many operations of the trace, this."""
    chance = random.Random(seed)
    volume = _Volume()
    seen: set[int] = set()
    for done in range(len(trace) + 1):
        if done:
            volume.take(trace[done - 1])
        for tree in volume.trees(chance, most):
            mark = hash((done, frozenset(tree.items())))
            if mark not in seen:
                seen.add(mark)
                yield done, tree


def lay_out(tree: Tree, was: Path, folder: Path) -> None:
    """Put what lay below ``was`` into the folder, which is made."""
    folder.mkdir()
    for path, content in sorted(tree.items(), key=lambda item: len(item[0].parts)):
        if was not in path.parents:
            continue
        place = folder / path.relative_to(was)
        if content is None:
            place.mkdir()
        else:
            place.write_bytes(content)


def _folder(operation: Operation) -> Path:
    return (operation.target or operation.path).parent


def _named(names: Mapping[Path, int], done: Iterable[Operation]) -> dict[Path, int]:
    after = dict(names)
    for operation in done:
        match operation.name:
            case "create":
                after[operation.path] = operation.file
            case "make_folder":
                after[operation.path] = _FOLDER
            case "unlink":
                after.pop(operation.path, None)
            case "replace" if operation.target is not None:
                after.pop(operation.path, None)
                after[operation.target] = operation.file
    return after


def _content(lasting: bytes, done: Iterable[Operation]) -> bytes:
    after = lasting
    for operation in done:
        after = (
            after[: operation.size] if operation.name == "truncate" else after + operation.content
        )
    return after


def _versions(file: _File) -> list[bytes]:
    """What may be in the file: each part of what was done since the last sync, or none."""
    found = [_content(file.lasting, part) for part in _subsets(file.pending)]
    last = file.pending[-1]
    if last.name == "write":
        before = _content(file.lasting, file.pending[:-1])
        half = last.content[: len(last.content) // 2]
        nothing = bytes(len(last.content))
        found += [before + half, before + nothing, before + half + nothing[len(half) :]]
        found.append(before + nothing[: len(half)] + last.content[len(half) :])
    if len(file.pending) > 1 and file.pending[0].name == "write":
        # The later writes arrived, the first left a hole.
        hole = bytes(len(file.pending[0].content))
        found.append(_content(file.lasting + hole, file.pending[1:]))
    return list(dict.fromkeys(found))


def _subsets(done: Sequence[Operation]) -> list[tuple[Operation, ...]]:
    """All subsets, in order, of a few; of many, what differs from all or nothing by one."""
    if len(done) <= _ALL_SUBSETS_OF:
        return [each for size in range(len(done) + 1) for each in combinations(done, size)]
    without = [(*done[:at], *done[at + 1 :]) for at in range(len(done))]
    up_to = [tuple(done[:at]) for at in range(len(done) + 1)]
    return list(dict.fromkeys([*up_to, *((each,) for each in done), *without]))


def _some(sizes: Sequence[int], chance: random.Random, most: int) -> Iterator[tuple[int, ...]]:
    """Which of each to take: all combinations if they are few, else first, last and others."""
    if prod(sizes) <= most:
        yield from product(*map(range, sizes))
        return
    yield tuple(0 for _ in sizes)
    yield tuple(size - 1 for size in sizes)
    for _ in range(most - 2):
        yield tuple(map(chance.randrange, sizes))
