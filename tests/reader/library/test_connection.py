"""A connection that is closed while another thread uses it."""

import sqlite3
import threading

import pytest

from reader.errors import CatalogueError
from reader.library.catalogue.connection import Connection

_LONG = """
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000)
SELECT count(*) FROM n
"""


def made() -> Connection:
    return Connection(sqlite3.connect(":memory:", check_same_thread=False))


def is_open(connection: Connection) -> bool:
    try:
        connection.plain.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_it_is_closed_once_the_last_who_uses_it_is_done() -> None:
    connection = made()
    with connection.using():
        with connection.using():
            connection.close()
        assert is_open(connection)
    assert not is_open(connection)


def test_nobody_begins_to_use_it_after_it_was_closed() -> None:
    connection = made()
    with connection.using():
        connection.close()
        with pytest.raises(CatalogueError, match="was closed"), connection.using():
            pass


def test_a_statement_of_another_thread_reaches_its_end() -> None:
    connection = made()
    begun, counted = threading.Event(), []

    def count() -> None:
        with connection.using() as plain:
            begun.set()
            counted.append(plain.execute(_LONG).fetchone()[0])

    thread = threading.Thread(target=count)
    thread.start()
    begun.wait()
    connection.close()
    thread.join()
    assert counted == [1_000_000]
    assert not is_open(connection)
