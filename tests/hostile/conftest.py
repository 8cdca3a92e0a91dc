"""The command line, run in this process, as the tests of the commands run it."""

from tests.reader.cli.conftest import run

__all__ = ["run"]
