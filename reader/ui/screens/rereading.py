"""Reading the article that is open otherwise: with another encoding."""

from reader.article import Article
from reader.errors import ReaderError
from reader.ui.completing import complete_encodings
from reader.ui.desk import refusal
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.widgets.prompt import Question


class Rereading(ArticleScreen):
    """The part of the reading screen that reads the same file in another way."""

    def show_again(self, article: Article) -> None:
        """Show the article, which was read anew, where it was."""
        raise NotImplementedError

    def action_encoding(self) -> None:
        """Ask for the encoding that the file is to be read with, from now on."""
        if not self.article.encoding_source:
            self.warn("This kind of file has no encoding to choose.")
            return
        label = f"Encoding, now {self.article.encoding} (none: as its bytes tell)"
        self.prompt.ask(Question(label, self._read_as, complete=complete_encodings))

    def _read_as(self, name: str) -> None:
        path = self.article.path
        try:
            article = self.desk.library.read_as(path, name.strip())
        except ReaderError as error:
            self.warn(refusal(path, error))
            return
        self.show_again(article)
        self.say(f"Read with {article.encoding}.")
