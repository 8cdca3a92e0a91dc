"""Consulting: the headings, the links, and what others say of the words selected."""

from reader.errors import ReaderError
from reader.ui.messages import ListHeadings, ListLinks, ShowAnswer
from reader.ui.screens.article_screen import ArticleScreen
from reader.ui.widgets.choice import Answer, Choice
from reader.ui.widgets.prompt import Question

_LONGEST = 200
"""Characters of a selection that are looked up; more is no word or name."""


class Consulting(ArticleScreen):
    """The part of the reading screen that leads elsewhere and back."""

    def action_outline(self) -> None:
        """List the headings."""
        self.post(ListHeadings(self.article, self._here))

    def action_links(self) -> None:
        """List the links, notes and pictures."""
        self.post(ListLinks(self.article, self._here))

    def action_look_up(self) -> None:
        """Ask one of the settings' look-ups about the selection, or about what is typed then."""
        lookups = self.desk.settings.lookups
        if not lookups:
            self.warn(
                "No look-ups are set: in config.toml, under [lookups], write one such as "
                'dictionary = "dict {}".'
            )
        elif len(lookups) == 1:
            self._ask_words(next(iter(lookups)))
        else:
            answers = [Answer(str(n), name, name) for n, name in enumerate(lookups, 1)]
            self.query_one("#choice", Choice).ask("Look up in", answers, self._ask_words)

    def _ask_words(self, name: str) -> None:
        caret, selected = self.page.caret, ""
        if caret is not None and self.page.is_selecting and caret.target is not None:
            start, end = caret.target
            selected = " ".join(self.article.lazy_text[start:end].split())[:_LONGEST]
        label = f"Look up in {name}"
        self.prompt.ask(Question(label, lambda words: self._look_up(name, words), selected))

    def _look_up(self, name: str, words: str) -> None:
        template, words = self.desk.settings.lookups[name], words.strip()
        if not words:
            return
        # Other programs are spoken to when one is first asked for.
        from reader.ui.external import address_for, is_address, open_outside

        if is_address(template):
            try:
                open_outside(self.app, address_for(template, words), self.desk.settings.browser)
            except ReaderError as error:
                self.warn(str(error))
            return
        self.post(ShowAnswer(name, template, words))

    @property
    def _here(self) -> int:
        caret = self.page.caret
        return caret.focus[0] if caret is not None and caret.focus is not None else 0
