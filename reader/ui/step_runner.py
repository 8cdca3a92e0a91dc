"""Takes steps: undo and redo, and whatever changes so many marks that keys would wait.

A large step is taken in a thread, with a notebook of its own; steps are taken one after the
other, in the order in which they were asked for.
"""

from functools import partial
from typing import Any

from textual.app import App
from textual.timer import Timer

from annotations import AnnotationsError, Change, Notebook
from reader.ui.large_step import LARGE, LargeStep
from reader.ui.screen_stack import ScreenStack
from reader.ui.timers import after

_TICK = 0.25
"""Seconds between two words on how far it is."""

_STEP = 0.005


class StepRunner:
    """Takes steps back, and again, and large steps; the screen in front shows what came of them."""

    def __init__(self, app: App[Any], screens: ScreenStack, notebook: Notebook) -> None:
        self.is_busy = False
        """Whether a large step is being taken in a thread: nothing else is changed meanwhile."""
        self._app = app
        self._screens = screens
        self._notebook = notebook
        self._wanted: tuple[LargeStep | bool, ...] = ()
        self._done = 0
        self._ticker: Timer | None = None

    def undo(self) -> None:
        """Take the last step back, once those before it are taken."""
        self._want(True)

    def redo(self) -> None:
        """Take a step again that was taken back."""
        self._want(False)

    def take(self, step: LargeStep) -> None:
        """Take a large step in a thread, after those that were asked for before."""
        self._want(step)

    def _want(self, step: LargeStep | bool) -> None:
        """Take a step now, or once those before it are taken; True is undo, and False redo."""
        self._wanted += (step,)
        self._go_on()

    def _go_on(self) -> None:
        while self._wanted and not self.is_busy:
            step, *rest = self._wanted
            self._wanted = tuple(rest)
            self._begin(step)

    def _begin(self, step: LargeStep | bool) -> None:
        if not isinstance(step, LargeStep):
            size = self._notebook.next_size(back=step)
            if size <= LARGE:
                self._step(back=step)
                return
            verb = Notebook.undo if step else Notebook.redo
            doing = f"{'Undoing' if step else 'Redoing'}, {size:,} marks"
            step = LargeStep(verb, doing, partial(_told, back=step), 2 * size)
        self.is_busy, self._done = True, 0
        self._ticker = self._app.set_interval(_TICK, partial(self._tell_step, step))
        self._tell_step(step)
        self._app.run_worker(
            partial(self._take, step), thread=True, group="step", description="taking a large step"
        )

    def _step(self, back: bool) -> None:
        front = self._screens.front
        if front is None:
            return
        try:
            change = self._notebook.undo() if back else self._notebook.redo()
        except AnnotationsError as error:
            front.warn(str(error))
            return
        if change is None:
            front.say("Nothing to undo." if back else "Nothing to redo.")
        else:
            front.refresh_marks(change)
            front.say(_told(change, back=back))

    def _take(self, step: LargeStep) -> None:
        """Take the step, in its thread."""
        change, trouble = None, ""
        try:
            with self._notebook.another() as notebook:
                change = step.verb(notebook, self._count)
        except AnnotationsError as error:
            trouble = str(error)
        self._app.call_later(self._take_up, step, change, trouble)

    def _count(self, done: int) -> None:
        self._done = done

    def _tell_step(self, step: LargeStep) -> None:
        share = f" {min(99, 100 * self._done // step.total)} %" if step.total else ""
        self._screens.say(f"{step.doing} …{share}")

    def _take_up(self, step: LargeStep, change: Change | None, trouble: str) -> None:
        """Take up what was written, in steps between the keys, and show it."""
        if self._notebook.refresh_some():
            after(_STEP, self._app, partial(self._take_up, step, change, trouble))
            return
        if self._ticker is not None:
            self._ticker.stop()
        self.is_busy = False
        if (front := self._screens.front) is not None and front.is_mounted:
            if change is not None:
                front.refresh_marks(change)
                front.say(step.said(change))
            elif trouble:
                front.warn(trouble)
        self._go_on()


def _told(change: Change, *, back: bool) -> str:
    count = f" ({len(change.ids):,} marks)" if len(change.ids) > 1 else ""
    return f"{'Undone' if back else 'Done again'}: {change.verb}{count}."
