"""``postil [PATH…]`` and ``postil demo``: everything that comes before the screen."""

import argparse
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.cli.libraries import choice_of, open_library, settings_of
from reader.cli.output import write_error, write_notice
from reader.errors import LibraryError, ProgressError, TerminalError
from reader.first_page import Terminal
from reader.library.library import STANDARD_INPUT, Library
from reader.library.progress import remember_library
from reader.marks.synced_stores import SyncedStores
from reader.settings import Settings, state_folder, store_folder
from reader.settings.store_choice import APART, USE, StoreAnswers, StoreChoice
from reader.settings.values import BY_ITSELF

if TYPE_CHECKING:
    from reader.ui.app import Outcome

_INSTEAD = "'postil text ARTICLE' prints an article without it."


def run(arguments: argparse.Namespace) -> int:
    """Read, and give the screen's exit status.

    Raises:
        TerminalError: there is no terminal that could show the screen.
    """
    require_terminal()
    gc.disable()  # until the first page stands: see ``reader.__main__``
    settings = settings_of(arguments)
    if arguments.command == "demo":
        return _demo(settings)
    return _open_reader(arguments, settings)


def require_terminal() -> None:
    """Refuse what cannot show a screen.

    Raises:
        TerminalError: the terminal is dumb, or the output goes elsewhere.
    """
    if os.environ.get("TERM") in ("dumb", "unknown"):
        raise TerminalError(f"This terminal cannot show the reader's screen (TERM); {_INSTEAD}")
    # The screen is drawn on standard error, and what is copied or printed goes to the output.
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        raise TerminalError(f"The reader needs a terminal, and its output is not one; {_INSTEAD}")


def _open_reader(arguments: argparse.Namespace, settings: Settings) -> int:
    paths: list[Path] = arguments.paths
    with open_library(paths, arguments.encoding) as library:
        return _read_library(arguments, library, settings)


def _read_library(arguments: argparse.Namespace, library: Library, settings: Settings) -> int:
    paths: list[Path] = arguments.paths
    if paths and Path(STANDARD_INPUT) not in paths:
        # To forget it is no reason not to read it.
        with suppress(ProgressError):
            remember_library(state_folder(), paths)
    is_one_file = len(paths) == 1 and not paths[0].is_dir()
    first = library.paths[0] if is_one_file else None
    store = _ask_about(choice_of(arguments, library))
    outcome = _read(library, first, store, settings)
    while outcome.following is not None:
        folder, first = outcome.following
        with Library.open([folder]) as library:
            store = _ask_about(choice_of(arguments, library))
            outcome = _read(library, first, store, settings)
    if outcome.status == 0:
        _sync_on_close(store, settings)
    return outcome.status


def _sync_on_close(store: Path, settings: Settings) -> None:
    """Sync what was written, if that is settled; what keeps it from it is told in a sentence."""
    if settings.sync != BY_ITSELF:
        return
    stores = SyncedStores(state_folder())
    if stores.has(store):
        from annotations.errors import AnnotationsError  # few sync as they leave
        from reader.cli.sync import sync

        try:
            sync(stores.engine(store), store, write_notice)
        except AnnotationsError as error:
            write_error(str(error))


def _ask_about(choice: StoreChoice) -> Path:
    """Return the store to use; what the user has to say of one that came with the library is asked.

    Raises:
        LibraryError: it was not answered.
    """
    if not choice.is_only_read:
        if choice.remark:
            write_notice(choice.remark)
        return choice.folder
    own = store_folder(None, None)
    if sys.stdin is None or not sys.stdin.isatty():
        write_notice(f"{choice.folder} came with its folder: yours are kept apart, in {own}.")
        return own
    write_notice(f"{choice.folder.parent} brings its own annotations.")
    write_notice("  u  use them: read them, and write yours among them")
    write_notice(f"  k  keep yours apart, in {own}")
    while True:
        write_notice("Use them, or keep yours apart? Type u or k, and Enter:")
        answer = sys.stdin.readline()
        if not answer:
            raise LibraryError("Nothing was opened: whose annotations to use was not answered.")
        said = {"u": USE, "k": APART}.get(answer.strip().lower())
        if said is not None:
            StoreAnswers(state_folder()).keep(choice.folder.resolve(), said)
            return choice.folder if said == USE else own


def _demo(settings: Settings) -> int:
    from reader.cli.demo import mark_sample  # with the Notebook, which others need later

    with Library.sample() as library, TemporaryDirectory(prefix="postil-demo-") as folder:
        mark_sample(library, Path(folder))
        return _read(library, None, Path(folder), settings, throwaway=True).status


def _read(
    library: Library, first: str | None, store: Path, settings: Settings, *, throwaway: bool = False
) -> "Outcome":
    _take_keys_from_the_terminal()
    with Terminal():
        # How long Textual waits to tell Escape from a sequence; its own 100 ms can be felt.
        os.environ.setdefault("ESCDELAY", "50")
        from reader.ui.app import read

        # The modules are never garbage; the app has it looked for once its first page stands.
        gc.freeze()
        return read(library, first=first, store=store, settings=settings, throwaway=throwaway)


def _take_keys_from_the_terminal() -> None:
    """Give the screen the keyboard where standard input was an article, or nothing.

    Textual would take what is left of a pipe for keys pressed, and the end of one for
    something to read again and again. It looks at the input when it is imported.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        return
    try:
        terminal = os.open("CONIN$" if sys.platform == "win32" else "/dev/tty", os.O_RDWR)
    except OSError as error:
        raise TerminalError(f"There is no keyboard to read with; {_INSTEAD}") from error
    os.dup2(terminal, 0)
    os.close(terminal)
