"""The least that can be called a reader in Textual: one Static that scrolls. The measure of Textual's own cost."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static


class MinimalApp(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "")]  # noqa: RUF012  (Textual reads it from the class)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.animation_level = "none"
        self.text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self.text, markup=False)


if __name__ == "__main__":
    MinimalApp(Path(sys.argv[1]).read_text(encoding="utf-8")).run()
