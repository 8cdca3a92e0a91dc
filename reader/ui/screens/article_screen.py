"""What the parts of the reading screen have in common: the article, and the page that shows it."""

from annotations import Annotation, sentences
from reader.article import Article
from reader.ui.reading_time import ReadingTime
from reader.ui.screens.base import DeskScreen
from reader.ui.shell import Shell
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.prompt import Prompt


class ArticleScreen(DeskScreen):
    """A screen over one article; ``lost`` are its annotations that found no place in the text.

    ``also`` is what other articles say of its claims, by their ids, as far as it is known;
    ``is_caught_up`` tells whether what opening the store left undone is done.
    """

    def __init__(self, shell: Shell, article: Article) -> None:
        super().__init__(shell)
        self.article = article
        self.lost: list[Annotation] = []
        self.also: dict[str, str] = {}
        self.is_caught_up = False
        self.spots: dict[str, int] = {}
        self.time = ReadingTime()
        self.page = PageView(self.palette, sentences, id="page")

    @property
    def prompt(self) -> Prompt:
        """The question at the bottom."""
        return self.query_one("#prompt", Prompt)
