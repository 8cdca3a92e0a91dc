"""Reading the article that is open otherwise: with another encoding, or extracted anew."""

from textual import work

from reader.article import Article
from reader.errors import ReaderError
from reader.ui.completion import complete_encodings
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
            self.warn(
                "This kind of file says itself how it is written: there is no encoding to choose."
            )
            return
        label = f"Encoding, now {self.article.encoding} (none: as its bytes tell)"
        self.prompt.ask(Question(label, self._read_as, complete=complete_encodings))

    def _read_as(self, name: str) -> None:
        self._read_with(self.article, name.strip())

    @work(thread=True, exclusive=True, group="reading anew", description="reading it otherwise")
    def _read_with(self, before: Article, encoding: str) -> None:
        try:
            article = self.desk.library.read_as(before.path, encoding)
        except ReaderError as error:
            self.call_later(self.warn, refusal(before.path, error))
        else:
            self.call_later(self._show_read, before, article)

    def _show_read(self, before: Article, article: Article) -> None:
        if before is not self.article:
            return  # another one is read by now
        self.show_again(article)
        self.say(f"Read with {article.encoding}.")

    def action_extract_again(self) -> None:
        """Make the text of a web page, a book or a PDF anew, as this version of the program does."""
        if not self.article.extractor:
            self.warn("The text of this file is its own; none had to be extracted.")
            return
        self.say("The text is being extracted anew …")
        self._extract(self.article)

    @work(thread=True, exclusive=True, group="extracting", description="extracting the text")
    def _extract(self, before: Article) -> None:
        try:
            article = self.desk.library.load(before.path, fresh=True)
        except ReaderError as error:
            self.call_later(self.warn, refusal(before.path, error))
        else:
            self.call_later(self._show_extracted, before, article)

    def _show_extracted(self, before: Article, article: Article) -> None:
        if before is not self.article:
            return  # another one is read by now
        if before.sha256 == article.sha256:
            self.say("The text is the same as before.")
            return
        self.show_again(article)
        self.say(
            "You are reading the text as it is extracted now; its marks were looked for in it."
        )
