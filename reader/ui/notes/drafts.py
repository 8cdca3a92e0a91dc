"""The note that is being written: on the disk within a moment, in case the program is killed."""

from typing import TYPE_CHECKING

from annotations import AnnotationsError, Notebook
from annotations.errors import UnknownAnnotationError
from reader.ui.guards import rescued
from reader.ui.notes.both_notes import both_notes

if TYPE_CHECKING:
    from annotations import Draft, Drafts

EVERY = 0.5
"""Seconds between two looks at what is written."""


class NoteDrafts:
    """Keeps what is written of a note, and takes up what killed programs left of theirs."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._drafts: Drafts | None = None
        self._kept: Draft | None = None

    def is_news(self, draft: "Draft") -> bool:
        """Whether the draft is another than the one kept last; it counts as kept from here on."""
        is_news = draft != self._kept
        self._kept = draft
        return is_news

    def keep(self, draft: "Draft") -> None:
        """Have the draft on the disk; for a thread of its own.

        Raises:
            StoreError: it cannot be written.
        """
        if self._drafts is None:
            self._drafts = self._notebook.drafts()
        self._drafts.keep(draft)
        if self._kept is None:  # the note was saved meanwhile
            self._drafts.drop()

    def forget(self) -> None:
        """The note is saved, or not wanted: its draft is of no more use."""
        self._kept = None

    def drop(self) -> None:
        """Remove what was forgotten."""
        if self._drafts is not None and self._kept is None:
            self._drafts.drop()

    def take_up(self) -> list[str]:
        """Save the notes that programs were writing when they were killed; a sentence for each.

        Such a note is saved as if it had been left with Esc: undo takes it back.
        """
        if not (self._notebook.folder / "drafts").is_dir():
            return []
        told = []
        try:
            for draft in self._notebook.drafts().left():
                told += self._saved(draft)
        except AnnotationsError as error:
            told.append(str(error))
        return told

    def _saved(self, draft: "Draft") -> list[str]:
        try:
            made = self._notebook.get(draft.id)
        except UnknownAnnotationError:
            return [rescued(draft.text)]
        text = both_notes(draft.before, made.note, draft.text)
        if text == made.note:
            return []
        self._notebook.note(made.id, text)
        quote = " ".join(made.quote.exact.split())
        return [f"Saved a note that was being written when Postil was killed, on: {quote[:60]}"]
