"""The app's part in steps: undo and redo, and whatever changes so many marks that keys would wait.

A large step is taken in a thread, with a notebook of its own; steps are taken one after the
other, in the order in which they were asked for.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual import work
from textual.timer import Timer

from annotations import AnnotationsError, Change, Notebook
from reader.ui.opening import Opening
from reader.ui.pausing import after

LARGE = 200
"""Marks from which on a step is taken in a thread; fewer take some twenty milliseconds."""

_TICK = 0.25
"""Seconds between two words on how far it is."""

_STEP = 0.005


class LargeStep(NamedTuple):
    """What is done to many marks: ``verb`` is given a notebook and whom to tell how many are done.

    ``doing`` says it while it is done, ``said`` once it is; ``total`` is what ``verb`` tells up to.
    """

    verb: Callable[[Notebook, Callable[[int], None]], Change | None]
    doing: str
    said: Callable[[Change], str]
    total: int = 0


class Stepping(Opening):
    """Takes steps back, and again."""

    is_stepping = False
    _wanted: tuple[LargeStep | bool, ...] = ()
    _done = 0
    _ticker: Timer | None = None

    def action_undo(self) -> None:
        """Take the last step back."""
        self._want(True)

    def action_redo(self) -> None:
        """Take a step again that was taken back."""
        self._want(False)

    def step_beside(self, step: LargeStep) -> None:
        """Take a large step in a thread, after those that were asked for before."""
        self._want(step)

    def _want(self, step: LargeStep | bool) -> None:
        """Take a step now, or once those before it are taken; True is undo, and False redo."""
        self._wanted += (step,)
        self._go_on()

    def _go_on(self) -> None:
        while self._wanted and not self.is_stepping:
            step, *rest = self._wanted
            self._wanted = tuple(rest)
            self._begin(step)

    def _begin(self, step: LargeStep | bool) -> None:
        if not isinstance(step, LargeStep):
            size = self.desk.notebook.next_size(back=step)
            if size <= LARGE:
                self._step(back=step)
                return
            verb = Notebook.undo if step else Notebook.redo
            doing = f"{'Undoing' if step else 'Doing again'}, {size:,} marks"
            step = LargeStep(verb, doing, partial(_told, back=step), 2 * size)
        self.is_stepping, self._done = True, 0
        self._ticker = self.set_interval(_TICK, partial(self._tell_step, step))
        self._tell_step(step)
        self._take(step)

    def _step(self, back: bool) -> None:
        notebook, front = self.desk.notebook, self.front
        if front is None:
            return
        try:
            change = notebook.undo() if back else notebook.redo()
        except AnnotationsError as error:
            front.warn(str(error))
            return
        if change is None:
            front.say("Nothing to undo." if back else "Nothing to do again.")
        else:
            front.refresh_marks(change)
            front.say(_told(change, back=back))

    @work(thread=True, group="step", description="taking a large step")
    def _take(self, step: LargeStep) -> None:
        change, trouble = None, ""
        try:
            with self.desk.notebook.another() as notebook:
                change = step.verb(notebook, self._count)
        except AnnotationsError as error:
            trouble = str(error)
        self.call_later(self._take_up, step, change, trouble)

    def _count(self, done: int) -> None:
        self._done = done

    def _tell_step(self, step: LargeStep) -> None:
        if self.front is not None:
            share = f" {min(99, 100 * self._done // step.total)} %" if step.total else ""
            self.front.say(f"{step.doing} …{share}")

    def _take_up(self, step: LargeStep, change: Change | None, trouble: str) -> None:
        """Take up what was written, in steps between the keys, and show it."""
        if self.desk.notebook.refresh_some():
            after(_STEP, self, partial(self._take_up, step, change, trouble))
            return
        if self._ticker is not None:
            self._ticker.stop()
        self.is_stepping = False
        if (front := self.front) is not None and front.is_mounted:
            if change is not None:
                front.refresh_marks(change)
                front.say(step.said(change))
            elif trouble:
                front.warn(trouble)
        self._go_on()


def _told(change: Change, *, back: bool) -> str:
    count = f" ({len(change.ids):,} marks)" if len(change.ids) > 1 else ""
    return f"{'Undone' if back else 'Done again'}: {change.verb}{count}."
