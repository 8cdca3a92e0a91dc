"""The reading screen: one article, its marks, and everything one does with them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key

from reader.article import Article
from reader.errors import ReaderError
from reader.laying import paragraphs_of, spans_of
from reader.library import STANDARD_INPUT
from reader.naming import stem
from reader.progress import Place
from reader.ui.desk import refusal
from reader.ui.exchange.scope import Scope
from reader.ui.last_look import left_at
from reader.ui.messages import ListMarks, OpenArticle
from reader.ui.reading_time import ReadingTime
from reader.ui.screens.consulting import Consulting
from reader.ui.screens.counting import Counting
from reader.ui.screens.elsewhere import Elsewhere
from reader.ui.screens.finding import Finding
from reader.ui.screens.rereading import Rereading
from reader.ui.screens.shaping import Shaping
from reader.ui.screens.suggesting import Suggesting
from reader.ui.shell import Shell
from reader.ui.telling import (
    about,
    dates,
    first_words,
    left_to_read,
    paragraph_of,
    styles_of,
)
from reader.ui.widgets.choice import Choice
from reader.ui.widgets.drawer import Drawer
from reader.ui.widgets.fitted_names import fitted_path
from reader.ui.widgets.frame import Content, Styles
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question
from reader.word_count import word_count

if TYPE_CHECKING:
    from reader.ui.notes.editor import NoteEditor

_CARET = "."
"""The spot of the caret, as it was when the article was left."""

_NEXT = "reading.next_article"
_PATH = 22
_LOOK_AGAIN = 1.0
"""Seconds between looks whether another window changed the store, or the file changed."""


class ReadingScreen(Suggesting, Elsewhere, Finding, Consulting, Counting, Rereading, Shaping):
    """Shows one article; the verbs of marking, finding and the rest are in classes beside it."""

    PLACES = frozenset({"app", "page", "reading"})
    IS_GROUND = IS_READING = True

    def __init__(self, shell: Shell, article: Article, at: int | None = None) -> None:
        super().__init__(shell, article)
        self.at = at
        self.words = 0
        self.stamp = self.desk.library.stamp(article.path)
        self.nth = (0, 1)
        self.wants_margin = self.desk.settings.margin
        self.drawer = Drawer(
            self.palette, f"… {self.key('reading.enter')} shows it all", id="drawer"
        )
        self.is_styled = True
        self.is_changed_on_disk = False
        self.wanted: str | None = None

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
        self.begin_to_catch_up()

    @property
    def places(self) -> frozenset[str]:
        """With a selection, its commands too."""
        return self.PLACES | {"visual"} if self.page.is_selecting else self.PLACES

    # Opening and leaving

    def _open(self, article: Article, offset: int | None = None) -> None:
        self.article, self.is_changed_on_disk = article, False
        self.words = word_count(article)
        self.stamp = self.desk.library.stamp(article.path)
        self.nth = self.desk.library.place(article.path) or (0, 1)
        self.forget_hits()
        place = self.desk.progress.place(article.path, article.sha256)
        self.time = ReadingTime(place.fraction if place is not None else 0.0)
        self.spots = dict(place.spots) if place is not None else {}
        is_resumed = offset is None and place is not None
        if offset is None:
            offset = min(place.offset, len(article.lazy_text)) if place is not None else 0
        self.count_paragraphs()
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
        if caret is not None and is_resumed:
            caret.stand_on(min(self.spots.get(_CARET, offset), len(article.lazy_text)))
        self.refresh_marks()

    def leave(self) -> None:
        """Keep the place; a place that cannot be kept is said, and does not stop the reader."""
        super().leave()
        caret = self.page.caret
        if caret is None:
            return
        first, _ = caret.window.visible()
        if caret.focus is not None:
            self.spots[_CARET] = caret.focus[0]
        self.shell.left = left_at(self.article, first)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        place = Place(first, caret.fraction(), now, self.spots)
        self.desk.progress.spend(*self.time.spent(caret.fraction(), self.words))
        try:
            self.desk.progress.leave(self.article.path, self.article.sha256, place)
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
        self.know_all()
        mark = self.page.content.marks.find(id)
        if mark is not None and self.page.caret is not None:
            self.page.chosen = id
            self.page.caret.jump_to(mark.start, mark.end)
            self.page.changed()
            return
        self.warn(
            "The words of this mark are not in the article any more; the list still has them."
        )

    def action_marks(self) -> None:
        """List the marks of this article."""
        self.post(ListMarks(self.article.path))

    def action_article(self, step: int) -> None:
        """Open the next article that can be read, in the library's order."""
        there = self.desk.library.beside(self.shell.awaited or self.article.path, step)
        if there is not None:
            self.post(OpenArticle(there))
        else:
            self.say("This is the last article." if step > 0 else "This is the first article.")

    def obstacle(self, id: str) -> str | None:
        self.know_enough(id)
        return super().obstacle(id)

    def show_again(self, article: Article) -> None:
        caret = self.page.caret
        first = caret.window.visible()[0] if caret is not None else 0
        self._open(article, min(first, len(article.lazy_text)))

    def _look_again(self) -> None:
        self.look_again()
        if not self.is_changed_on_disk and self.desk.library.stamp(self.article.path) != self.stamp:
            self._follow_the_file()

    def _follow_the_file(self) -> None:
        """Show the file as it is now, the page where it was; what is gone is read on as it was."""
        if self.is_writing or self.page.is_selecting or self.reattaching is not None:
            return  # at a later look: what is being said is about the text that is open
        article, caret = self.article, self.page.caret
        try:
            changed = self.desk.library.load(article.path)
        except ReaderError as error:
            self.is_changed_on_disk = True
            self.warn(f"{refusal(article.path, error)} You are reading it as it was.")
            return
        self.stamp = self.desk.library.stamp(article.path)
        if changed.sha256 != article.sha256 and caret is not None:
            first, _ = caret.window.visible()
            self._open(changed, min(first, len(changed.lazy_text)))
            marks = f" Its marks: {said}." if (said := self.told()) else ""
            self.say(f"This file was changed; you are reading it as it is now.{marks}")

    # Showing

    def settle(self) -> None:
        if not self.page.is_selecting:
            self.borders_of = None
        is_free = not self.page.geometry[2] and not self.is_writing
        self.drawer.show(self.page.current if is_free else None)
        super().settle()

    def on_page_view_moved(self) -> None:
        self.settle()

    @property
    def has_margin(self) -> bool:
        """Whether notes stand beside the text: asked for, and wide enough for it."""
        return self.wants_margin and self.app.size.width >= self.desk.settings.wide

    def exportable(self) -> list[Scope]:
        self.know_all()
        ids = self.page.content.marks.ids()
        by_id = {each.id: each for each in self.desk.notebook.make(ids)}
        here = [by_id[id] for id in ids if id in by_id] + self.lost
        made = [self.shell.doubts.marked(each) for each in here]
        path = self.article.path
        name = "article" if path == STANDARD_INPUT else stem(path).replace("/", "-")
        return [Scope(path, made, name)]

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
        """Drop the selection, the hits or the notice, whichever is there; whether one was."""
        caret = self.page.caret
        if super().escape():
            return True
        if self.page.is_selecting and caret is not None:
            caret.stop_selecting()
        elif self.query_text:
            self.forget_hits()
        elif self.notice is None:
            return False
        self.borders_of = self.notice = None
        self.page.changed()
        return True

    async def press(self, event: Key) -> bool:
        self.time.beat()
        return await super().press(event) or self.page.press(event)

    def on_resize(self) -> None:
        self.show_shape()
        if self.editor is not None:
            self.editor.move_to_foot()

    def _styles(self) -> Styles:
        return styles_of(self.article) if self.is_styled else lambda start, end: ()

    def show_status(self) -> None:
        self.set_class(self.notice is not None, "saying")
        super().show_status()

    def status(self) -> list[Piece]:
        if why := self.why_offered():
            return why
        article = self.article
        path = fitted_path(article.path, max(_PATH, self.app.size.width // 3))
        pieces = [Piece(f" {path}", "", "reading.about")]
        before, count = self.nth
        if count > 1:
            pieces.append(Piece(f" · {before + 1:,} of {count:,}", "", _NEXT))
        pieces.append(Piece(f" · {dates(article)}", "", "reading.about"))
        if self.page.is_selecting:
            pieces.insert(0, Piece(" selecting ·", "accent strong", "visual.done"))
        return pieces

    def hints(self) -> list[Piece]:
        caret = self.page.caret
        pieces = (
            [Piece(f"{found}  ", "accent", "reading.next_hit")] if (found := self.found()) else []
        )
        # On a narrow screen the place gives way to why a sentence is worth checking.
        is_room = self.offered is None or self.app.size.width >= self.desk.settings.wide
        if caret is not None and is_room:
            fraction = caret.fraction()
            page = self.article.page(caret.focus[0]) if caret.focus is not None else None
            pieces += [Piece(f"p. {page} · ", "", "reading.about")] if page else []
            pieces += [
                Piece(f"¶ {paragraph_of(self.starts, caret.focus)}", "", "reading.go"),
                Piece(f" · {fraction:.0%}".replace("%", " %"), "", "reading.go"),
                Piece(f" · {left_to_read(self.words, fraction)}"),
            ]
        if said := self.how_many():
            pieces.append(Piece(f" · {said}", "", "reading.marks"))
        if self.lost:
            pieces.append(Piece(f" · {len(self.lost)} lost", "warning", "reading.marks"))
        return [*pieces, *super().hints()]

    def action_margin(self) -> None:
        """Show or hide the margin, or on a narrow screen the drawer."""
        self.wants_margin = not self.wants_margin
        self.drawer.is_wanted = self.wants_margin
        self.show_shape()

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

    def action_go(self) -> None:
        """Ask for a percentage or a paragraph to go to."""
        self.prompt.ask(Question("Go to (50% or the number of a paragraph)", self._go))

    def _go(self, value: str) -> None:
        """Go where the answer says."""
        starts, caret = self.starts, self.page.caret
        number = value.strip().removesuffix("%").strip()
        if caret is None or not number.isdecimal():
            self.warn("Write a percentage such as 50%, or the number of a paragraph.")
        elif value.strip().endswith("%"):
            caret.jump_to(len(self.article.lazy_text) * min(100, int(number)) // 100)
        elif starts is None:
            self.warn("The paragraphs of this long text are still being counted; 50% works.")
        elif starts:
            caret.jump_to(starts[max(0, min(int(number), len(starts)) - 1)])
        self.page.changed()

    # Remembered places

    def action_set_spot(self) -> None:
        """Remember this place under the letter of the next key."""
        self.page.pending = self._set_spot

    def _set_spot(self, letter: str) -> None:
        caret = self.page.caret
        if caret is not None and caret.focus is not None and _is_letter(letter):
            self.spots[letter] = caret.focus[0]
            self.say(f"{self.key('page.go_spot')}{letter} comes back here.")

    def action_go_spot(self) -> None:
        """Go to the place remembered under the letter of the next key."""
        self.page.pending = self._go_spot

    def _go_spot(self, letter: str) -> None:
        caret = self.page.caret
        if caret is None or not _is_letter(letter):
            return
        if letter == "'":
            caret.jump(-1)
        elif letter in self.spots:
            caret.jump_to(min(self.spots[letter], len(self.article.lazy_text)))
        else:
            self.warn(
                f"No place is remembered under {letter}; {self.key('page.set_spot')}{letter} remembers one."
            )
        self.page.changed()


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.isprintable()
