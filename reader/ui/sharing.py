"""The app's part in what goes to others, comes from them, or has changed elsewhere."""

from reader.ui.claiming import Claiming
from reader.ui.exporting import Remembered, recall
from reader.ui.shell import Shell


class Sharing(Claiming):
    """Opens the screens of exports, of imports, of the review and of settling."""

    exported: Remembered | None = None

    @property
    def shell(self) -> Shell:
        """The app, as its screens know it."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Export the marks of the article, of the list as it is filtered, or all."""
        from reader.ui.screens.export import ExportScreen  # loaded when it is first opened

        front = self.front
        if front is None or front.exports_itself() or isinstance(front, ExportScreen):
            return
        self.exported = self.exported or recall(self.desk.progress.folder)
        self.push_screen(ExportScreen(self.shell, front, self.exported))

    def action_import(self) -> None:
        """Take in annotations from a file."""
        from reader.ui.screens.importing import ImportScreen  # loaded when it is first opened

        if self.front is not None and not isinstance(self.front, ImportScreen):
            self.push_screen(ImportScreen(self.shell, self.front))

    def action_review(self) -> None:
        """Show the marks whose words changed, may be elsewhere, or are gone."""
        from reader.ui.screens.review import ReviewScreen  # loaded when it is first opened

        if not isinstance(self.front, ReviewScreen):
            self.push_screen(ReviewScreen(self.shell))

    def action_settling(self) -> None:
        """Show the marks that were changed in two places at once, to choose a version of each."""
        from reader.ui.screens.settling import SettlingScreen  # loaded when it is first opened

        if not isinstance(self.front, SettlingScreen):
            self.push_screen(SettlingScreen(self.shell))
