"""What is wrong with a store, in sentences for its user."""

from collections.abc import Iterator, Mapping

from annotations.store.storage import LogStorage


def problems_of(storage: LogStorage, unreadable: Mapping[str, str]) -> list[str]:
    """What went wrong in this run and what is damaged; ``unreadable`` has annotations."""
    return [*storage.notices, *_files(storage), *_records(unreadable)]


def _files(storage: LogStorage) -> Iterator[str]:
    for path, reason in storage.reading.failed.items():
        yield f"{path} cannot be read ({reason})."
    newer = storage.reading.newer()
    if newer is not None:
        yield f"{newer} was written by a later Postil; update this one to read and to write."
    damaged = storage.reading.damaged()
    if damaged:
        count = sum(len(pieces) for pieces in damaged.values())
        lines = "1 line" if count == 1 else f"{count} lines"
        names = ", ".join(path.name for path in damaged)
        yield (
            f"{lines} of the store {storage.folder} could not be read (in {names}); "
            "the rest is here, and 'postil check' tells more."
        )


def _records(unreadable: Mapping[str, str]) -> Iterator[str]:
    if unreadable:
        id, reason = next(iter(unreadable.items()))
        yield f"{len(unreadable)} annotations cannot be shown, such as {id} ({reason})."
