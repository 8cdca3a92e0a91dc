"""The errors of this package: one root, few leaves, each a sentence a user can act on."""

from collections.abc import Sequence
from pathlib import Path


class AnnotationsError(Exception):
    """Something about annotations that the user should be told in one sentence."""


class InvalidAnnotationError(AnnotationsError):
    """A value that no annotation can have; ``field`` names it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class UnknownAnnotationError(AnnotationsError):
    """No annotation has this id (any more)."""

    def __init__(self, id: str) -> None:
        super().__init__(f"There is no annotation {id}; it may have been removed elsewhere.")
        self.id = id


class NotYoursError(AnnotationsError):
    """A change of what other annotators said, which nobody decided on.

    ``ids`` are theirs among what would change, and ``creators`` who made them.
    """

    def __init__(self, ids: Sequence[str], creators: Sequence[str]) -> None:
        self.ids = tuple(ids)
        self.creators = tuple(dict.fromkeys(creators))
        what = "This is" if len(self.ids) == 1 else f"{len(self.ids)} of these are"
        super().__init__(f"{what} by {', '.join(self.creators)}.")


class QueryError(AnnotationsError):
    """A query that cannot be read; ``at`` is the offset of the trouble in ``query``."""

    def __init__(self, query: str, at: int, reason: str) -> None:
        super().__init__(f"{reason} at character {at + 1} of the query {query!r}.")
        self.query = query
        self.at = at


class AliasError(AnnotationsError):
    """A line of an alias file that is no group of names.

    ``line`` counts from 1; ``reason`` is the end of the sentence.
    """

    def __init__(self, line: int, reason: str) -> None:
        reason = f"{reason}; write a group as: name = other name."
        super().__init__(f"Line {line} of the aliases: {reason}")
        self.line = line
        self.reason = reason


class FormatError(AnnotationsError):
    """An export format that does not exist, or a file that is not what it claims."""


class StoreError(AnnotationsError):
    """The store at ``path`` could not be opened, read or written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class NewerStoreError(StoreError):
    """The store was written by a later version than this one understands."""


class ConflictError(AnnotationsError):
    """An annotation was changed elsewhere in the meantime, so this step was not taken."""

    def __init__(self, id: str, reason: str) -> None:
        super().__init__(reason)
        self.id = id


class ExportError(AnnotationsError):
    """The export could not be written to ``path``."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class SyncError(AnnotationsError):
    """The copies of a store could not be brought in step; nothing is lost by it."""
