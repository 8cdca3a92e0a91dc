"""Web addresses among the arguments: each becomes the file that it was fetched into."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from reader.cli.output import write_notice
from reader.loading.fetching import fetched, is_address
from reader.settings import store_folder

WEB = "web"
"""The folder of a store that keeps the pages which were named by their addresses."""


def fetch_named(arguments: argparse.Namespace) -> None:
    """Put the files into the place of the addresses, fetching those that are not there yet.

    Raises:
        FetchError: one cannot be fetched or kept.
    """
    folder = store_folder(None, arguments.store) / WEB
    again = getattr(arguments, "again", False)
    if isinstance(getattr(arguments, "paths", None), list):
        arguments.paths = [
            _file(place, folder, again=again) if isinstance(place, str) else place
            for place in arguments.paths
        ]
    if is_address(getattr(arguments, "article", None) or ""):
        arguments.article = str(_file(arguments.article, folder, again=False))


def _file(address: str, folder: Path, *, again: bool) -> Path:
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return fetched(address, folder, when, again=again, tell=write_notice)
