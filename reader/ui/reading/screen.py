"""The reading screen: one article, its marks, and everything one does with them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key

from annotations import Annotation, Change, sentences
from reader.articles.article import Article
from reader.articles.word_count import word_count
from reader.errors import ReaderError
from reader.library.article_names import stem
from reader.library.library import STANDARD_INPUT
from reader.library.progress import Place
from reader.ui.article_facts import about, first_words, styles_of
from reader.ui.article_layout import paragraphs_of, spans_of
from reader.ui.background import Background
from reader.ui.claim_prompts import ClaimPrompts
from reader.ui.desk_screen import DeskScreen
from reader.ui.exchange.scope import Scope
from reader.ui.host import ArticlePart
from reader.ui.last_look import left_at
from reader.ui.messages import FindEverywhere, ListHeadings, ListLinks, ListMarks, OpenArticle
from reader.ui.reading.article_file import ArticleFile
from reader.ui.reading.borders import MarkBorders
from reader.ui.reading.clipboard import Clipboard
from reader.ui.reading.elsewhere import Elsewhere
from reader.ui.reading.look_up import LookUp
from reader.ui.reading.marker import NEED_MARKS, Marker
from reader.ui.reading.marks import ArticleMarks
from reader.ui.reading.page_settings import PageSettings
from reader.ui.reading.places import PlacesToGo
from reader.ui.reading.reading_time import ReadingTime
from reader.ui.reading.reattachment import Reattachment
from reader.ui.reading.search import ArticleSearch
from reader.ui.reading.status import article_pieces, marks_pieces, place_pieces
from reader.ui.reading.suggestions import Suggestions
from reader.ui.reading.text_counts import TextCounts
from reader.ui.shell import Shell
from reader.ui.widgets.choice import Choice
from reader.ui.widgets.drawer import Drawer
from reader.ui.widgets.frame import Content, Styles
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.page_view import PageView
from reader.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.ui.notes.editor import NoteEditor

_LOOK_AGAIN = 1.0
"""Seconds between looks whether another window changed the store, or the file changed."""


class ReadingScreen(DeskScreen):
    """Shows one article; each part does what its name says, and knows no other part.

    The screen opens an article in all of them, brings what one finds to those that show it,
    and asks them in turn why a command cannot be done.
    """

    PLACES = frozenset({"app", "page", "reading"})
    IS_GROUND = IS_READING = True

    def __init__(self, shell: Shell, article: Article, at: int | None = None) -> None:
        super().__init__(shell)
        self.article = article
        self.at = at
        self.nth = (0, 1)
        self.time = ReadingTime()
        self.wants_margin = self.desk.settings.margin
        self.is_styled = True
        self.wanted: str | None = None
        self.page = page = PageView(self.palette, sentences, id="page")
        self.drawer = Drawer(
            self.palette, f"… {self.key('reading.enter')} shows it all", id="drawer"
        )
        desk, background = self.desk, Background(self)
        self.counts = TextCounts(background, self.show_status)
        self.file = ArticleFile(article, desk.library, background, self, self.ask, self._show_again)
        self.marks = ArticleMarks(article, page, desk, shell.doubts, background, self)
        self.search = ArticleSearch(article, page, background, self, self.ask)
        self.suggestions = Suggestions(
            article,
            page,
            desk,
            shell.rankings,
            background,
            self,
            lambda: self.marks.is_caught_up,
        )
        self.elsewhere = Elsewhere(
            article, desk, shell, background, self, self.marks.claims, self.marks.show_also
        )
        self.borders = MarkBorders(article, page, desk, self)
        self.reattachment = Reattachment(article, page, desk, self)
        self.marker = Marker(
            article,
            page,
            desk,
            self,
            ClaimPrompts(desk.notebook, self.ask, self.choose, self.carry_out),
            self.suggestions.acceptance,
            self.write_note,
            self._finish,
        )
        self.clipboard = Clipboard(article, page, shell.copy)
        self.look_up = LookUp(
            article, page, desk.settings.lookups, self, self.ask, self.choose, self._browse
        )
        self.places_to_go = PlacesToGo(article, page, self, self.ask, lambda: self.counts.starts)
        self.page_settings = PageSettings(page, shell.shapes, self)

    def compose(self) -> ComposeResult:
        yield self.page
        yield self.drawer
        yield Prompt(self.palette, id="prompt")
        yield Choice(self.palette, id="choice")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self._open(self.article, self.at)
        self.page.focus()
        if self.wanted is not None:
            self.show_mark(self.wanted)
        if self.desk.progress.problem is not None:
            self.warn(self.desk.progress.problem)
        self.set_interval(_LOOK_AGAIN, self._look_again)
        self.marks.begin_to_catch_up()

    @property
    def places(self) -> frozenset[str]:
        """With a selection, its commands too."""
        return self.PLACES | {"visual"} if self.page.is_selecting else self.PLACES

    def doers(self) -> tuple[object, ...]:
        return (
            self.page,
            self.marker,
            self.borders,
            self.search,
            self.suggestions,
            self.places_to_go,
            self.clipboard,
            self.look_up,
            self.file,
            self.page_settings,
            self,
        )

    def obstacle(self, id: str) -> str | None:
        """Ask the parts in turn; those that look at marks must know those at the caret."""
        caret = self.page.caret
        if id in NEED_MARKS:
            self.marks.know_all()
        elif id.startswith("reading.") and caret is not None:
            self.marks.know_around(caret.focus)
        return self.suggestions.obstacle(id) or self.marker.obstacle(id) or self.search.obstacle(id)

    # What the parts ask of the screen

    def _browse(self, address: str) -> None:
        from reader.ui.external import open_outside  # other programs: when one is first asked for

        open_outside(self.app, address, self.desk.settings.browser)

    def _finish(self) -> bool:
        """Take the place or the borders that Enter takes; return whether any were to be taken."""
        if self.reattachment.is_open:
            self.reattachment.take()
        elif self.borders.is_moving:
            self.borders.keep()
        else:
            return False
        return True

    # Opening and leaving

    def _open(self, article: Article, offset: int | None = None) -> None:
        self.article = article
        self.nth = self.desk.library.place(article.path) or (0, 1)
        place = self.desk.progress.place(article.path, article.sha256)
        self.time = ReadingTime(place.fraction if place is not None else 0.0)
        parts: tuple[ArticlePart, ...] = (
            self.file,
            self.marks,
            self.suggestions,
            self.elsewhere,
            self.search,
            self.marker,
            self.borders,
            self.reattachment,
            self.clipboard,
            self.look_up,
        )
        for part in parts:
            part.open(article)
        self.places_to_go.open(article, place.spots if place is not None else {})
        self.counts.open(article)
        is_resumed = offset is None and place is not None
        if offset is None:
            offset = min(place.offset, len(article.lazy_text)) if place is not None else 0
        self._open_page(article, offset)
        caret = self.page.caret
        if caret is not None and is_resumed:
            spot = self.places_to_go.caret_spot
            caret.stand_on(min(offset if spot is None else spot, len(article.lazy_text)))
        self.refresh_marks()

    def _open_page(self, article: Article, offset: int) -> None:
        """Show the text, the caret on the sentence at the offset, or the first that is no header."""
        self.page.shape, self.page.with_margin = self.shell.shapes.now, self.has_margin
        content = Content(
            article.lazy_text,
            self._styles(),
            more=f"… {self.key('reading.enter')} shows it all",
            others=f": {self.key('reading.marks')} lists them",
        )
        self.page.open(content, paragraphs_of(article), spans_of(article), offset)
        caret = self.page.caret
        if caret is not None and offset < (first := first_words(article)):
            caret.go(first)

    def _show_again(self, article: Article) -> None:
        """Show the article as it was read again, the page where it was."""
        caret = self.page.caret
        first = caret.window.visible()[0] if caret is not None else 0
        self._open(article, min(first, len(article.lazy_text)))

    def leave(self) -> None:
        """Keep the place; a place that cannot be kept is said, and does not stop the reader."""
        super().leave()
        article, caret = self.article, self.page.caret
        if caret is None:
            return
        first, _ = caret.window.visible()
        self.places_to_go.remember_caret()
        self.shell.left = left_at(article, first)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        place = Place(first, caret.fraction(), now, self.places_to_go.spots)
        words = self.counts.words
        words = word_count(article) if words is None else words
        self.desk.progress.spend(*self.time.spent(caret.fraction(), words))
        try:
            self.desk.progress.leave(article.path, article.sha256, place)
        except (ReaderError, OSError) as error:
            self.warn(f"The place in this article could not be kept: {error}")

    def show_article(self, article: Article, offset: int | None, end: int | None) -> None:
        """Show this article, unless it is the one that is shown, the caret at the offset."""
        if article is not self.article:
            self.leave()
            self._open(article)
        caret = self.page.caret
        if offset is not None and caret is not None:
            caret.jump_to(offset, end)
            self.page.changed()

    def show_mark(self, id: str) -> None:
        """Put the caret on the mark with this id, if it has a place in the text."""
        if not self.is_mounted:
            self.wanted = id
            return
        self.marks.know_all()
        mark = self.page.content.marks.find(id)
        if mark is not None:
            self.page.go_to_mark(mark)
        else:
            self.warn(
                "The words of this mark are not in the article any more; the list still has them."
            )

    def start_reattaching(self, made: Annotation) -> None:
        """Let the reader find and mark the right place of an annotation."""
        self.reattachment.begin(made)

    # Marks that change

    def refresh_marks(self, change: Change | None = None) -> None:
        self.marks.refresh(change)
        self.elsewhere.refresh()
        self.suggestions.refresh()

    def comparison_changed(self) -> None:
        self.elsewhere.refresh()

    def look_again(self) -> None:
        """Have the articles compared once there is a claim here, when the page stands long since."""
        super().look_again()
        if self.marks.is_caught_up and self.marks.has_claims:
            self.elsewhere.begin()

    def _look_again(self) -> None:
        self.look_again()
        # What is being said is about the text that is open.
        is_busy = self.is_writing or self.page.is_selecting or self.reattachment.is_open
        if not is_busy and self.file.is_changed and self.file.follow():
            marks = f" Its marks: {said}." if (said := self.marks.told()) else ""
            self.say(f"This file was changed; you are reading it as it is now.{marks}")

    def exportable(self) -> list[Scope]:
        self.marks.know_all()
        ids = self.page.content.marks.ids()
        by_id = {each.id: each for each in self.desk.notebook.make(ids)}
        here = [by_id[id] for id in ids if id in by_id] + self.marks.lost
        made = [self.shell.doubts.marked(each) for each in here]
        path = self.article.path
        name = "article" if path == STANDARD_INPUT else stem(path).replace("/", "-")
        return [Scope(path, made, name)]

    # Showing

    def settle(self) -> None:
        if not self.page.is_selecting:
            self.borders.leave()
        is_free = not self.page.geometry[2] and not self.is_writing
        self.drawer.show(self.page.current if is_free else None)
        super().settle()

    def on_page_view_moved(self) -> None:
        self.settle()

    @property
    def has_margin(self) -> bool:
        """Whether notes stand beside the text: asked for, and wide enough for it."""
        return self.wants_margin and self.app.size.width >= self.desk.settings.wide

    def place_editor(self, editor: "NoteEditor", id: str) -> None:
        """In the margin, beside the words it is about, where there is one; else at the foot."""
        corner = self.page.margin_corner(id)
        if corner is None:
            editor.move_to_foot()
        else:
            x, y = corner
            lowest = self.page.size.height - editor.HEIGHT
            editor.move_to(x, self.page.region.y + max(0, min(y, lowest)), self.page.geometry[2])

    def escape(self) -> bool:
        """Drop what waits, the selection, the hits or the notice; return whether there was any."""
        caret = self.page.caret
        if self.reattachment.give_up():
            return True
        if self.page.is_selecting and caret is not None:
            caret.stop_selecting()
        elif self.search.query:
            self.search.forget()
        elif self.notice is None:
            return False
        self.borders.leave()
        self.notice = None
        self.page.changed()
        return True

    async def press(self, event: Key) -> bool:
        self.time.beat()
        return await super().press(event) or self.page.press(event)

    def on_resize(self) -> None:
        self.page_settings.lay_out(self.has_margin)
        if self.editor is not None:
            self.editor.move_to_foot()

    def _styles(self) -> Styles:
        return styles_of(self.article) if self.is_styled else lambda start, end: ()

    def show_status(self) -> None:
        self.set_class(self.notice is not None, "saying")
        super().show_status()

    def status(self) -> list[Piece]:
        return self.suggestions.why_offered() or article_pieces(
            self.article, self.nth, self.app.size.width, self.page.is_selecting
        )

    def hints(self) -> list[Piece]:
        caret, found = self.page.caret, self.search.found()
        pieces = [Piece(f"{found}  ", "accent", "reading.next_hit")] if found else []
        # On a narrow screen the place gives way to why a sentence is worth checking.
        is_wide = self.app.size.width >= self.desk.settings.wide
        if caret is not None and (is_wide or self.suggestions.offered is None):
            pieces += place_pieces(
                self.article, caret.focus, caret.fraction(), self.counts.starts, self.counts.words
            )
        pieces += marks_pieces(self.marks.how_many(), len(self.marks.lost))
        return [*pieces, *super().hints()]

    # What the screen does itself

    def action_article(self, step: int) -> None:
        """Open the next article that can be read, in the library's order."""
        there = self.desk.library.beside(self.shell.awaited or self.article.path, step)
        if there is not None:
            self.post(OpenArticle(there))
        else:
            self.say("This is the last article." if step > 0 else "This is the first article.")

    def action_marks(self) -> None:
        """List the marks of this article."""
        self.post(ListMarks(self.article.path))

    def action_outline(self) -> None:
        """List the headings."""
        self.post(ListHeadings(self.article, self._here))

    def action_links(self) -> None:
        """List the links, notes and pictures."""
        self.post(ListLinks(self.article, self._here))

    def action_find_everywhere(self) -> None:
        """Ask what to find in all articles."""
        self.post(FindEverywhere(self.search.query))

    @property
    def _here(self) -> int:
        caret = self.page.caret
        return caret.focus[0] if caret is not None and caret.focus is not None else 0

    def action_beside(self) -> None:
        """Show the claim under the caret beside what another article says of it."""
        if mark := self.page.current:
            self.elsewhere.show_beside(mark.id)

    def action_note_in_editor(self) -> None:
        """Write the note of the mark in the user's own editor."""
        self.look_again()
        if mark := self.page.current:
            self.edit_note_outside(mark.annotation, mark.annotation.note)

    def action_margin(self) -> None:
        """Show or hide the margin, or on a narrow screen the drawer."""
        self.wants_margin = not self.wants_margin
        self.drawer.is_wanted = self.wants_margin
        self.page_settings.lay_out(self.has_margin)

    def action_structure(self) -> None:
        """Style headings and captions, or not: it was only guessed that they are some."""
        self.is_styled = not self.is_styled
        self.page.show(self.page.content._replace(styles=self._styles()))

    def action_zen(self) -> None:
        """Hide everything but the text, or bring it back."""
        self.toggle_class("zen")

    def action_about(self) -> None:
        """Say what is known of the article and from where."""
        self.say(" · ".join(about(self.article)))
