"""Group the rows of many tables by occupation without holding them all in memory.

A release has a million rows. Each table is sorted by occupation, or nearly so. The rows go to a temporary file in
groups of one occupation, so that memory holds one group at a time, whatever the size and the order of the tables.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable
from itertools import groupby
from typing import Any

Rows = list[tuple[Any, ...]]


class SpillFile:
    """A temporary SQLite database, which is deleted when it is closed."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA cache_size = -8000")
        self._database.execute("CREATE TABLE rows (code TEXT, table_name TEXT, content BLOB)")
        self._database.execute("BEGIN")

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Store the rows of a table; the first cell of each is the code of the occupation."""
        groups = groupby(rows, key=lambda row: row[0])
        records = ((code, table, marshal.dumps(list(group))) for code, group in groups)
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?)", records)

    def build_index(self) -> None:
        """Prepare to read the rows by occupation, once all tables have been added."""
        self._database.execute("CREATE INDEX by_code ON rows (code)")

    def rows_of(self, code: str) -> dict[str, Rows]:
        """Return the rows of an occupation by table."""
        query = "SELECT table_name, content FROM rows WHERE code = ? ORDER BY rowid"
        found: dict[str, Rows] = {}
        for table, content in self._database.execute(query, (code,)):
            found.setdefault(table, []).extend(marshal.loads(content))  # noqa: S302 - written by `add`
        return found

    def close(self) -> None:
        """Delete the file."""
        self._database.close()
