"""What is wrong with a store, in sentences for its user."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotations.store.manifest import Loss
from annotations.store.storage import LogStorage


def problems_of(
    storage: LogStorage, losses: Sequence[Loss], unreadable: Mapping[str, str]
) -> list[str]:
    """What went wrong in this run and what is damaged; ``unreadable`` has annotations."""
    return [*storage.notices, *_files(storage), *_lost(losses), *_records(unreadable)]


def _lost(losses: Sequence[Loss]) -> Iterator[str]:
    if losses:
        more = f", and {len(losses) - 1} more files are not what they were" if losses[1:] else ""
        yield (
            f"{losses[0].path} {losses[0].reason}{more}. Put back a copy, or take over what "
            "another machine has ('postil merge', 'postil sync'); 'postil check' tells more."
        )


def _files(storage: LogStorage) -> Iterator[str]:
    for path, reason in storage.reading.failed.items():
        yield f"{path} cannot be read ({reason})."
    newer = storage.reading.newer()
    if newer is not None:
        yield f"{newer} was written by a later Postil; update this one to read and to write."
    for path, held in storage.reading.cut_steps().items():
        yield cut_step(path, held)
    damaged = storage.reading.damaged()
    if damaged:
        count = sum(len(pieces) for pieces in damaged.values())
        lines = "1 line" if count == 1 else f"{count} lines"
        names = ", ".join(path.name for path in damaged)
        yield (
            f"{lines} of the store {storage.folder} could not be read (in {names}); "
            "the rest is here, and 'postil check' tells more."
        )


def cut_step(path: Path, lines: Sequence[bytes]) -> str:
    """That a step was cut off as it was written, in a sentence."""
    return (
        f"A change was cut off as it was written to {path.name}, and does not count; "
        f"'postil check --repair' takes in the {len(lines):,} lines that are there."
    )


def _records(unreadable: Mapping[str, str]) -> Iterator[str]:
    if unreadable:
        id, reason = next(iter(unreadable.items()))
        yield f"{len(unreadable)} annotations cannot be shown, such as {id} ({reason})."
