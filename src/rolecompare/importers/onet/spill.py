"""Rows of many tables, in the order of their files -> the rows of one occupation, table by table.

A release has a million rows, sorted by occupation in each table, or nearly so. They go to a file of their own, a group
of one occupation at a time, so that memory holds one group whatever the size and the order of the tables.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable
from itertools import groupby
from typing import Any

Rows = list[tuple[Any, ...]]


class SpillFile:
    """Kept in a SQLite database of no name, which vanishes when it is closed."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA cache_size = -8000")
        self._file.execute("CREATE TABLE rows (code TEXT, table_name TEXT, content BLOB)")
        self._file.execute("BEGIN")

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Keep a table's rows, whose first cell is the occupation's code."""
        groups = groupby(rows, key=lambda row: row[0])
        self._file.executemany(
            "INSERT INTO rows VALUES (?, ?, ?)", ((code, table, marshal.dumps(list(group))) for code, group in groups)
        )

    def sort(self) -> None:
        """Make the groups ready to be taken by occupation, once all tables are in."""
        self._file.execute("CREATE INDEX by_code ON rows (code)")

    def of(self, code: str) -> dict[str, Rows]:
        """Every table's rows of an occupation."""
        found: dict[str, Rows] = {}
        for table, content in self._file.execute(
            "SELECT table_name, content FROM rows WHERE code = ? ORDER BY rowid", (code,)
        ):
            found.setdefault(table, []).extend(marshal.loads(content))  # noqa: S302 - we wrote it a moment ago
        return found

    def close(self) -> None:
        self._file.close()
