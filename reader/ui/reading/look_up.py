"""Looking words up: in a dictionary, on the web, or wherever the settings say."""

from collections.abc import Callable, Mapping

from reader.articles.article import Article
from reader.errors import ReaderError
from reader.ui.claim_prompts import Choose
from reader.ui.host import Asker
from reader.ui.messages import ShowAnswer
from reader.ui.widgets.choice import Answer
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.prompt import Question

_LONGEST = 200
"""Characters of a selection that are looked up; more is no word or name."""


class LookUp:
    """Asks one of the settings' look-ups about the selection, or about what is typed then.

    ``lookups`` are their templates, by name; ``browse`` opens an address of the web.
    """

    def __init__(
        self,
        article: Article,
        page: PageView,
        lookups: Mapping[str, str],
        host: Asker,
        ask: Callable[[Question], None],
        choose: Choose,
        browse: Callable[[str], None],
    ) -> None:
        self._article = article
        self._page = page
        self._lookups = lookups
        self._host = host
        self._ask = ask
        self._choose = choose
        self._browse = browse

    def open(self, article: Article) -> None:
        """Look up words of another article."""
        self._article = article

    def action_look_up(self) -> None:
        """Ask which look-up is meant, if there are several, and then for the words."""
        if not self._lookups:
            self._host.warn(
                "No look-ups are set: in config.toml, under [lookups], write one such as "
                'dictionary = "dict {}".'
            )
        elif len(self._lookups) == 1:
            self._ask_words(next(iter(self._lookups)))
        else:
            answers = [Answer(str(n), name, name) for n, name in enumerate(self._lookups, 1)]
            self._choose("Look up in", answers, self._ask_words, "")

    def _ask_words(self, name: str) -> None:
        caret, selected = self._page.caret, ""
        if caret is not None and self._page.is_selecting and caret.target is not None:
            start, end = caret.target
            selected = " ".join(self._article.lazy_text[start:end].split())[:_LONGEST]
        label = f"Look up in {name}"
        self._ask(Question(label, lambda words: self._look_up(name, words), selected))

    def _look_up(self, name: str, words: str) -> None:
        template, words = self._lookups[name], words.strip()
        if not words:
            return
        # Other programs are spoken to when one is first asked for.
        from reader.ui.external import address_for, is_address

        if not is_address(template):
            self._host.post(ShowAnswer(name, template, words))
            return
        try:
            self._browse(address_for(template, words))
        except ReaderError as error:
            self._host.warn(str(error))
