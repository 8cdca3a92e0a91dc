"""The command line: ``postil`` in a shell, from its arguments to its exit status."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from reader.cli.output import prepare_streams, write_error, write_text
from reader.cli.parser import parse
from reader.errors import ReaderError
from reader.plugins import install_plugins, sentence
from reader.settings import close_own_folders


def main(argv: Sequence[str] | None = None, before_error: Callable[[], None] = lambda: None) -> int:
    """Do what the arguments ask; returns the exit status.

    0 when it is done, 1 after one line on standard error that says why not, 130 when
    interrupted. Wrong usage raises SystemExit with 2, as argparse does. ``before_error``
    is called before an error is written: what was painted on the screen would cover it.
    """
    prepare_streams()
    try:
        close_own_folders()
        for plugin in install_plugins():
            if plugin.problem:
                write_error(sentence(plugin))
        status = _run(parse(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has had enough. Python would complain when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  (the edge: one sentence, never a traceback)
        before_error()
        write_error(_sentence(error))
        return 1
    return status


def _told_of_itself(arguments: argparse.Namespace) -> int | None:
    """The status of what was asked of the program itself; None if nothing was."""
    if arguments.version:
        from reader.cli import versions

        return versions.run(is_verbose=arguments.verbose)
    if arguments.print_completion:
        from reader.cli.completion import script

        write_text(script(arguments.print_completion))
        return 0
    return None


def _run(arguments: argparse.Namespace) -> int:
    """Each command is imported when it is asked for: most need little, the reader much."""
    gc.enable()  # all is loaded that every command needs
    if (status := _told_of_itself(arguments)) is not None:
        return status
    if _names_a_page(arguments):
        from reader.cli.fetch import fetch_named  # what speaks to servers takes 40 ms to load

        fetch_named(arguments)
    module = import_module(f"reader.cli.{_module(arguments)}")
    done: int = module.run(arguments)
    return done


def _module(arguments: argparse.Namespace) -> str:
    """The name of the module that does what was asked."""
    if arguments.command == "read" and arguments.plain:
        return "plain"
    if arguments.command == "annotate" and arguments.batch is not None:
        return "proposals"
    return _MODULES.get(arguments.command, "read")


_MODULES = {
    "list": "articles",
    "text": "articles",
    "annotate": "marks",
    "annotations": "marks",
    "export": "marks",
    "init": "marks",
    "import": "import_",
    "search": "search",
    "check": "stores",
    "merge": "stores",
    "sync": "sync",
    "claims": "claims",
    "agree": "agreement",
}
"""The module of each command; those not named here begin with ``read``."""


def _names_a_page(arguments: argparse.Namespace) -> bool:
    """Whether a web address is among what is to be read."""
    article = getattr(arguments, "article", None) or ""
    places = getattr(arguments, "paths", None)
    return article.lower().startswith(("http://", "https://")) or (
        isinstance(places, list) and any(isinstance(place, str) for place in places)
    )


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    if isinstance(error, ReaderError) or _is_about_annotations(error):
        return str(error)
    if os.environ.get("POSTIL_TRACEBACK"):
        raise error
    name = type(error).__name__
    return f"This is a fault of postil ({name}: {error}); POSTIL_TRACEBACK=1 shows where."


def _is_about_annotations(error: Exception) -> bool:
    # What raised one of these has loaded the package; nothing else needs to.
    from annotations.errors import AnnotationsError

    return isinstance(error, AnnotationsError)
