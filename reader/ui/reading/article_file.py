"""Reading the file of the article again: with another encoding, extracted anew, or as it is now."""

from collections.abc import Callable
from functools import partial

from reader.articles.article import Article
from reader.errors import ReaderError
from reader.library.library import Library
from reader.ui.background import Background
from reader.ui.completion import complete_encodings
from reader.ui.desk import refusal
from reader.ui.host import Voice
from reader.ui.widgets.prompt import Question


class ArticleFile:
    """The file of the article that is open; ``show`` shows what was read of it, where the page was."""

    def __init__(
        self,
        article: Article,
        library: Library,
        background: Background,
        voice: Voice,
        ask: Callable[[Question], None],
        show: Callable[[Article], None],
    ) -> None:
        self._article = article
        self._library = library
        self._background = background
        self._voice = voice
        self._ask = ask
        self._show = show
        self._stamp = library.stamp(article.path)
        self._is_gone = False

    def open(self, article: Article) -> None:
        """Take the file of another article, or the same one as it was read again."""
        self._article, self._is_gone = article, False
        self._stamp = self._library.stamp(article.path)

    # Following it

    @property
    def is_changed(self) -> bool:
        """Whether the file is another than the one that was read; False once it cannot be read."""
        return not self._is_gone and self._library.stamp(self._article.path) != self._stamp

    def follow(self) -> bool:
        """Show the file as it is now; return whether its text is another.

        What cannot be read any more is read on as it was.
        """
        before = self._article
        try:
            changed = self._library.load(before.path)
        except ReaderError as error:
            self._is_gone = True
            self._voice.warn(f"{refusal(before.path, error)} You are reading it as it was.")
            return False
        self._stamp = self._library.stamp(before.path)
        if changed.sha256 == before.sha256:
            return False
        self._show(changed)
        return True

    # Reading it otherwise

    def action_encoding(self) -> None:
        """Ask for the encoding that the file is to be read with, from now on."""
        if not self._article.encoding_source:
            self._voice.warn(
                "This kind of file says itself how it is written: there is no encoding to choose."
            )
            return
        label = f"Encoding, now {self._article.encoding} (none: as its bytes tell)"
        self._ask(Question(label, self._read_as, complete=complete_encodings))

    def _read_as(self, name: str) -> None:
        path, encoding = self._article.path, name.strip()
        self._read(
            lambda: self._library.read_as(path, encoding),
            self._show_read,
            "reading anew",
            "reading it otherwise",
        )

    def _show_read(self, article: Article) -> None:
        self._show(article)
        self._voice.say(f"Read with {article.encoding}.")

    def action_extract_again(self) -> None:
        """Make the text of a web page, a book or a PDF anew, as this version of the program does."""
        if not self._article.extractor:
            self._voice.warn("The text of this file is its own; none had to be extracted.")
            return
        self._voice.say("The text is being extracted anew …")
        path = self._article.path
        self._read(
            lambda: self._library.load(path, fresh=True),
            self._show_extracted,
            "extracting",
            "extracting the text",
        )

    def _show_extracted(self, article: Article) -> None:
        if self._article.sha256 == article.sha256:
            self._voice.say("The text is the same as before.")
            return
        self._show(article)
        self._voice.say(
            "You are reading the text as it is extracted now; its marks were looked for in it."
        )

    def _read(
        self,
        load: Callable[[], Article],
        show: Callable[[Article], None],
        group: str,
        description: str,
    ) -> None:
        """Load in a thread, and show that if the same article is open then."""
        work = partial(self._load, self._article, load, show)
        self._background.run(work, group, description, exclusive=True)

    def _load(
        self, before: Article, load: Callable[[], Article], show: Callable[[Article], None]
    ) -> None:
        try:
            article = load()
        except ReaderError as error:
            self._background.hand_over(self._voice.warn, refusal(before.path, error))
        else:
            self._background.hand_over(self._take, before, article, show)

    def _take(self, before: Article, article: Article, show: Callable[[Article], None]) -> None:
        if before is self._article:  # no other one is read by now
            show(article)
