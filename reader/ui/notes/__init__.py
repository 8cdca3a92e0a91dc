"""Writing the note of a mark: in the editor at the foot or in one's own, with drafts."""
