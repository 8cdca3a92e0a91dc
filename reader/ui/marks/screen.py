"""The list of marks, of one article or of all: filtered by a query, changed many at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from annotations import Annotation, AnnotationsError, Change, Notebook, Source
from reader.page.printable import printable
from reader.ui.claim_prompts import VERDICT_ANSWERS
from reader.ui.completion import complete_tags, split_tags
from reader.ui.desk import next_kind, retag
from reader.ui.desk_screen import DeskScreen
from reader.ui.exchange.scope import Scope
from reader.ui.large_step import LARGE, LargeStep
from reader.ui.messages import OpenLibrary, OpenMark
from reader.ui.page_marks import Pieces, headline
from reader.ui.screen_stack import is_reading
from reader.ui.shell import Shell
from reader.ui.widgets.choice import Answer, Choice
from reader.ui.widgets.drawing import elided
from reader.ui.widgets.fitted_names import fitted_name
from reader.ui.widgets.line_list import LineList
from reader.ui.widgets.one_line import OneLine, Piece
from reader.ui.widgets.prompt import Prompt, Question

_SAID = 23
"""The column of kind and verdict."""

_LEAST_QUOTE = 24
"""The tags stand after the quote, but leave it this many cells."""

_NAME = 18
"""Cells for the name of an article."""


class Reach(StrEnum):
    """Whose marks are listed."""

    ARTICLE = "this article"
    LIBRARY = "all articles"
    EVERYWHERE = "all libraries"


_EXAMPLE = (
    'tag:money kind:claim verdict:disputed article:harbour before:2024-12-01 "these words" -not'
)


_NEED_A_ROW = frozenset(
    f"marks.{name}" for name in "open pick pick_all tags verdict note kind remove copy".split()
)


class MarksScreen(DeskScreen):
    """Lists marks, each on two lines: what was said of it, and the words; Enter goes there."""

    PLACES = frozenset({"app", "list", "marks"})
    FOOTER = ("marks.open", "marks.filter")

    def __init__(self, shell: Shell, path: str | None, query: str = "") -> None:
        super().__init__(shell)
        self.rows = LineList(self.palette, self._no_marks(), id="marks")
        self.path = path
        self.reach = Reach.ARTICLE if path is not None else Reach.LIBRARY
        self.query_text = query
        self.annotations: list[Annotation] = []
        self.picked: set[str] = set()

    def _no_marks(self) -> str:
        return f"No marks here. {self.key('marks.filter')} filters, {self.key('marks.scope')} shows all articles."

    def compose(self) -> ComposeResult:
        yield self.rows
        yield Prompt(self.palette, id="prompt")
        yield Choice(self.palette, id="choice")
        yield OneLine(self.palette, id="status")

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.gather_marks(self.refresh_marks)
        self.set_interval(1.0, self.look_again)

    def refresh_marks(self, change: Change | None = None) -> None:
        try:
            marks = self.desk.marks
            found = marks.annotations(self.query_text, everywhere=self.reach is Reach.EVERYWHERE)
        except AnnotationsError as error:
            self.warn(str(error))
            return
        if self.reach is Reach.ARTICLE:
            on_it = self._here()
            found = [each for each in found if each.id in on_it]
        here = self.current
        self.annotations = sorted(
            found, key=lambda a: (a.source.path or "", a.position.start, a.id)
        )
        self.picked &= {each.id for each in self.annotations}
        ids = [each.id for each in self.annotations]
        row = ids.index(here.id) if here is not None and here.id in ids else None
        self.rows.show(len(ids), self._draw, row)
        self.show_status()

    def _here(self) -> set[str]:
        """The ids of the marks on the article, under whatever path they were made."""
        open_ones = [each for each in self.app.screen_stack if is_reading(each)]
        source = (
            self.desk.source(open_ones[-1].article)
            if open_ones
            else Source(path=self.path, library=self.desk.marks.home)
        )
        notebook = self.desk.notebook
        return {
            each.id for hidden in (False, True) for each in notebook.of(source, is_hidden=hidden)
        }

    # Drawing

    def _draw(self, row: int, width: int) -> Pieces:
        made = self.annotations[row]
        sign = ("● ", "picked") if made.id in self.picked else ("  ", "")
        pieces: Pieces = [sign]
        if self.reach is not Reach.ARTICLE:
            name = self.desk.marks.everywhere(made)
            pieces.append((fitted_name(name, _NAME) + " ", "quiet"))
        quote = " ".join(made.quote.exact.split())
        said = headline(replace(made, tags=()), self.shell.doubts.get(made.id))
        room = max(1, _SAID - sum(cell_len(text) for text, _ in said))
        pieces += [*said, (" " * room, "")]
        tags = printable("  " + ", ".join(made.tags)) if made.tags else ""
        left = width - sum(cell_len(text) for text, _ in pieces) - cell_len(tags)
        is_long = cell_len(printable(quote)) > left > _LEAST_QUOTE
        pieces += [(elided(printable(quote), left) if is_long else quote, ""), (tags, "quiet")]
        if made.note:
            pieces.append(("  — " + " ".join(made.note.split()), "quiet italic"))
        return pieces

    def status(self) -> list[Piece]:
        where = (self.path or "") if self.reach is Reach.ARTICLE else self.reach.value
        count = len(self.annotations)
        pieces = [
            Piece(f" {count} mark{'s' * (count != 1)}", "accent"),
            Piece(f" · {where}", "", "marks.scope"),
        ]
        if self.query_text:
            pieces.append(Piece(f" · {self.query_text}", "accent", "marks.filter"))
        if self.picked:
            pieces.append(Piece(f" · {len(self.picked)} picked", "strong"))
        return pieces

    def obstacle(self, id: str) -> str | None:
        """Something must be listed for anything to be done with it, and be claims to be judged."""
        if id in _NEED_A_ROW and not self.annotations:
            return "There is no mark in this list."
        if id == "marks.verdict" and any(each.kind != "claim" for each in self.chosen):
            return f"Only claims are judged; pick those alone, or make these claims ({self.key('marks.kind')})."
        return super().obstacle(id)

    # Choosing

    @property
    def current(self) -> Annotation | None:
        """The mark under the cursor."""
        row = self.rows.cursor
        return self.annotations[row] if row < len(self.annotations) else None

    @property
    def chosen(self) -> list[Annotation]:
        """The picked marks, or the one under the cursor."""
        picked = [each for each in self.annotations if each.id in self.picked]
        return picked or ([self.current] if self.current is not None else [])

    def action_pick(self) -> None:
        """Pick the mark under the cursor, or let it go, and step on."""
        if self.current is not None:
            self.picked ^= {self.current.id}
            self.rows.place(self.rows.cursor + 1)
            self.show_status()

    def action_pick_all(self) -> None:
        """Pick all that are listed, or let all go."""
        everything = {each.id for each in self.annotations}
        self.picked = set() if self.picked == everything else everything
        self.rows.refresh()
        self.show_status()

    def action_open(self) -> None:
        """Go to the mark in its article."""
        made = self.current
        if made is None:
            return
        other = self.desk.marks.elsewhere(made) if self.reach is Reach.EVERYWHERE else None
        if other is None:
            self.post(OpenMark(made))
            return
        folder, path = other
        self.choose(
            f"{path} is in {folder}. Open that library?",
            (Answer("y", "open", "yes"), Answer("n", "", "stay here")),
            lambda answer: self.post(OpenLibrary(folder, path)) if answer else None,
        )

    @on(LineList.Opened, "#marks")
    def _opened(self) -> None:
        self.action_open()

    def action_scope(self) -> None:
        """Show the marks of this article, of all articles here, or of all libraries."""
        reaches = [Reach.ARTICLE] if self.path is not None else []
        reaches.append(Reach.LIBRARY)
        if self.desk.marks.has_others():
            reaches.append(Reach.EVERYWHERE)
        if len(reaches) == 1:
            self.say("These are the marks of all articles.")
            return
        at = reaches.index(self.reach) if self.reach in reaches else 0
        self.reach = reaches[(at + 1) % len(reaches)]
        self.refresh_marks()

    def action_filter(self) -> None:
        """Ask for a query."""
        question = Question(f"Filter ({_EXAMPLE})", self._filter, self.query_text)
        self.ask(question)

    # Changing one or many: one verb, one step for undo

    def action_remove(self) -> None:
        """Remove them."""
        ids = self._ids()
        if ids:
            said = (
                f"{len(ids)} removed; {self.key('app.undo')} brings them back."
                if len(ids) > 1
                else f"Removed; {self.key('app.undo')} brings it back."
            )
            self._do_to(ids, lambda notebook: notebook.remove(ids), said)

    def action_kind(self) -> None:
        """Make them the next kind after the first one's."""
        if chosen := self.chosen:
            kind = next_kind(chosen[0])
            ids = self._ids()
            self._do_to(ids, lambda notebook: notebook.change_kind(ids, kind), f"Now {kind}.")

    def action_tags(self) -> None:
        """Ask for tags: of one mark all its tags, for many the ones to add."""
        chosen = self.chosen
        if not chosen:
            return
        used = [tag for tag, _ in self.desk.notebook.tags()]
        last = self.desk.notebook.last_tags()
        many = len(chosen) > 1
        label = f"Tags to add to {len(chosen)} (-tag takes it away)" if many else "Tags"
        value = "" if many else "".join(f"{tag}, " for tag in chosen[0].tags)
        tag = partial(self._tag, self._ids())
        question = Question(label, tag, value, lambda typed: complete_tags(typed, used, last))
        self.ask(question)

    def action_verdict(self) -> None:
        """Ask for a verdict on them."""
        if chosen := self.chosen:
            ask = self.choose
            current = chosen[0].verdict or ""
            judge = partial(self._judge, self._ids())
            ask(f"Verdict on {len(chosen)}", VERDICT_ANSWERS, judge, current)

    def action_note(self) -> None:
        """Write the note of the mark under the cursor."""
        if self.current is not None:
            self.write_note(self.current)

    def action_copy(self) -> None:
        """Copy the quotes."""
        if chosen := self.chosen:
            self.shell.copy("\n\n".join(each.quote.exact for each in chosen))

    def _do_to(
        self, ids: Sequence[str], verb: Callable[[Notebook], Change], said: str = ""
    ) -> None:
        """Do one verb to all of them: to so many that keys would wait, in a thread."""
        if len(ids) <= LARGE or self.shell.is_stepping:
            self.carry_out(lambda: verb(self.desk.notebook), said)
            return
        told = said or f"{len(ids):,} marks changed."
        doing = f"Changing {len(ids):,} marks"
        step = LargeStep(lambda notebook, tell: verb(notebook), doing, lambda change: told)
        self.shell.step_beside(step)

    def _ids(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.chosen)

    # Answers, about the marks that were asked about: the list may have changed meanwhile

    def _judge(self, ids: tuple[str, ...], verdict: str) -> None:
        self._do_to(ids, lambda notebook: notebook.judge(ids, verdict), verdict)

    def _filter(self, value: str) -> None:
        was, self.query_text = self.query_text, value.strip()
        try:
            self.desk.marks.annotations(self.query_text)
        except AnnotationsError as error:
            self.query_text = was
            self.warn(str(error))
        else:
            self.refresh_marks()

    def _tag(self, ids: tuple[str, ...], value: str) -> None:
        tags = split_tags(value)
        if len(ids) == 1:
            self.carry_out(lambda: retag(self.desk.notebook, ids, tags))
            return
        add = [tag for tag in tags if not tag.startswith("-")]
        remove = [tag[1:] for tag in tags if tag.startswith("-")]
        self._do_to(ids, lambda notebook: notebook.tag(ids, add, remove))

    def exportable(self) -> list[Scope]:
        where = (self.path or "") if self.reach is Reach.ARTICLE else self.reach.value
        name = f"{where}, filtered" if self.query_text else where
        made = [self.shell.doubts.marked(each) for each in self.annotations]
        return [Scope(name, made, "marks")]

    def escape(self) -> bool:
        """Show all marks again; whether some were hidden."""
        was, self.query_text = self.query_text, ""
        if was:
            self.refresh_marks()
        return bool(was)
