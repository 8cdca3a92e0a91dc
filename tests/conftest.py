"""What all tests share: a home of their own, and the way to the real articles."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from reader.library.library import Library

ROOT = Path(__file__).resolve().parents[1]
IN_CI = bool(os.environ.get("CI"))

# Small, because make check runs before every commit; in CI always the same examples.
settings.register_profile("postil", max_examples=60, deadline=None, derandomize=IN_CI)
settings.load_profile("postil")

_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}
_UNSET = ("COLUMNS", "LINES", "EDITOR", "VISUAL", "NO_COLOR", "FORCE_COLOR", "COLORTERM")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for every test, so that none reads or writes what the user has."""
    folder = tmp_path_factory.mktemp("home")
    for name, part in _FOLDERS.items():
        monkeypatch.setenv(name, str(folder / part))
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return folder


@pytest.fixture(autouse=True)
def closed_libraries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every library that a test has opened; few tests are about that."""
    opened: list[Library] = []
    really_open = Library.open

    def open(*paths: Any, **how: Any) -> Library:
        opened.append(really_open(*paths, **how))
        return opened[-1]

    monkeypatch.setattr(Library, "open", open)
    yield
    for library in opened:
        library.close()


@pytest.fixture(scope="session")
def articles_folder() -> Path:
    """Five real articles, kept beside the repository because they are not ours to give."""
    folder = (ROOT / "../shared/articles").resolve()
    if not any(folder.glob("*.txt")):
        reason = "the real articles are missing: put them into shared/articles beside this checkout"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
