"""Each guard of ``reader.ui`` beside a stock app of Textual's that lacks it.

A test that fails here is good news: Textual no longer needs the guard, which may go.
"""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.terminal import BOUND, CTRL_Q, ROOT, Terminal
from tests.end_to_end.tmux import Tmux

STOCK = """
import asyncio, signal, sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from reader.ui import guards, textual_internals as internals

class Stock(App):
    BINDINGS = [("ctrl+z", "suspend_process", "")]
    def compose(self):
        yield Static("a stock app of Textual's")
    def say_much_and_end(self):
        for number in range(100):
            self._driver.write("much")
        self.exit(return_code=129)
    def on_key(self, event):
        Path("new").write_text(event.key)
        Path("new").replace("keys")
    def on_unmount(self):
        Path("unmounted").touch()
    def on_mount(self):
        {mounted}

{before}
app = Stock()
app.run()
sys.exit(app.return_code or 0)
"""

SIGNALS = {"before": "signals = guards.Signals().__enter__()", "mounted": "signals.end(self)"}

StockApp = Callable[..., Terminal]


@pytest.fixture
def stock(tmp_path: Path) -> StockApp:
    """Runs an app of Textual's, with a guard called before it or as it is mounted."""

    def run(before: str = "", mounted: str = "pass") -> Terminal:
        program = STOCK.format(before=before, mounted=mounted)
        terminal = Terminal(sys.executable, "-c", program, cwd=tmp_path)
        terminal.wait_for("a stock app")
        return terminal

    return run


def test_without_its_guard_a_byte_that_is_no_text_ends_an_app(stock: StockApp) -> None:
    with stock() as terminal:
        terminal.type(b"\xff")
        terminal.wait_for_end()
        assert b"UnicodeDecodeError" in terminal.written

    with stock(before="internals.tolerate_invalid_bytes()") as terminal:
        terminal.type(b"\xff" + CTRL_Q.encode())
        assert terminal.wait_for_end() == 0
        assert b"UnicodeDecodeError" not in terminal.written


def test_without_its_guard_an_escape_is_lost_before_another_key(
    stock: StockApp, tmp_path: Path
) -> None:
    for before, wanted in (
        ("", "exclamation_mark"),
        ("internals.keep_escape()", "alt+exclamation_mark"),
    ):
        with stock(before=before) as terminal:
            terminal.type("\x1b!")
            terminal.until((tmp_path / "keys").exists, "a key")
            assert (tmp_path / "keys").read_text() == wanted
            (tmp_path / "keys").unlink()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_without_its_guard_a_signal_ends_an_app_where_it_stands(
    stock: StockApp, tmp_path: Path, number: signal.Signals
) -> None:
    with stock() as terminal:
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == -number
        assert terminal.settings != terminal.settings_before
    assert not (tmp_path / "unmounted").exists()

    with stock(**SIGNALS) as terminal:
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert terminal.settings == terminal.settings_before
    assert (tmp_path / "unmounted").exists()


def test_without_its_guard_an_app_waits_for_ever_for_a_terminal_that_is_gone(
    stock: StockApp,
) -> None:
    told = "asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.say_much_and_end)"
    with stock(mounted=told) as terminal:
        terminal.close()
        with pytest.raises(subprocess.TimeoutExpired):
            terminal.process.wait(timeout=3)  # an app that can end takes a tenth of it

    with stock(before="internals.outlive_the_terminal()", mounted=told) as terminal:
        terminal.close()
        assert terminal.process.wait(timeout=BOUND) in (1, 120, 129)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_end_that_waits_for_something_for_ever_is_made_all_the_same(
    stock: StockApp, number: signal.Signals
) -> None:
    waits = "self.run_worker(lambda: __import__('threading').Event().wait(), thread=True)"
    before = "signals = guards.Signals(within=0.5).__enter__()"
    with stock(before=before, mounted=f"signals.end(self); {waits}") as terminal:
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number


def test_without_its_guard_an_app_comes_back_blank(tmux: Tmux, tmp_path: Path) -> None:
    # Not every time: what was about to be drawn when it was stopped is drawn when it returns.
    assert any(is_blank_on_return(tmux, tmp_path) for _ in range(6))

    suspend_and_return(tmux, tmp_path, mounted="guards.repaint_on_return(self)")
    tmux.wait_for("a stock app")


def is_blank_on_return(tmux: Tmux, folder: Path) -> bool:
    """Whether an app without the guard shows nothing after ``ctrl+z`` and ``fg``."""
    suspend_and_return(tmux, folder, mounted="pass")
    is_blank = "a stock app" not in tmux.shown
    tmux.type("C-q")
    tmux.wait_for("READY>")
    return is_blank


def suspend_and_return(tmux: Tmux, folder: Path, mounted: str) -> None:
    """Start an app, press ``ctrl+z``, say ``fg``, and wait until it obeys keys again."""
    program, obeyed = folder / "stock.py", folder / "keys"
    program.write_text(STOCK.format(before="", mounted=mounted))
    tmux.type(f"cd '{folder}'; clear; PYTHONPATH='{ROOT}' '{sys.executable}' stock.py", "Enter")
    tmux.wait_for("a stock app")
    tmux.type("x")
    tmux.until(obeyed.exists, "a key to be obeyed")
    tmux.type("C-z")
    tmux.wait_for("Stopped")
    obeyed.unlink()
    tmux.type("clear; fg", "Enter", "x")
    tmux.until(obeyed.exists, "a key to be obeyed")
    obeyed.unlink()
