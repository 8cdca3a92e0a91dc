"""What the tests of faults share."""

from collections.abc import Iterator

import pytest

from tests.annotations.store.sessions import small_logs


@pytest.fixture
def small() -> Iterator[None]:
    """Logs that roll within a few verbs, and are made a pack when there are a few."""
    with small_logs():
        yield
