"""Build the search index: the tables `find_…` of a SQLite database.

find_role        every role
find_text        every entry as it is written
find_key         numbers that stand for a code, for the words of a title or for half of it, and the entry
find_words       SQLite's full-text index (FTS5): the words of all titles and of all duties of each role
find_texts       the same index of each title and each duty by itself
find_vocabulary  every word of find_words, and how many roles have it
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rolecompare.search.text import (
    code_key,
    forms_of,
    half_keys,
    key_of,
    normalize_text,
    significant_words,
    spellings_of,
    words_of,
)

TABLES = {
    "find_vocabulary": "TABLE find_vocabulary (word TEXT PRIMARY KEY, roles INTEGER NOT NULL) WITHOUT ROWID",
    "find_words": "VIRTUAL TABLE find_words USING fts5(titles, duties, content='', tokenize='ascii')",
    "find_texts": "VIRTUAL TABLE find_texts USING fts5(title, duty, content='', tokenize='ascii')",
    "find_role": "TABLE find_role (number INTEGER PRIMARY KEY, role TEXT NOT NULL)",
    "find_text": "TABLE find_text (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL)",
    "find_key": "TABLE find_key (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID",
}
# The texts of a role are numbered in this order: of two that match equally well, its own title is shown.
KINDS = ("title", "other", "code", "duty")
# The number of a text holds that of its role in the higher bits, with room for a million texts of each role.
SHIFT = 20
# How many values one query may have in any SQLite that Python comes with.
MOST_VALUES = 900


class Entry(NamedTuple):
    """A text that names a role; `kind` is "code", "title", "other" (title) or "duty" (any other prose about it)."""

    role: str
    kind: str
    text: str


def build(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Make the index anew in a database that is being written; the caller commits.

    The same entries in any order, and some of them twice, make the same index.
    """
    for name in TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for definition in reversed(TABLES.values()):
        connection.execute(f"CREATE {definition}")
    texts: dict[str, list[tuple[int, str]]] = {}
    for role, kind, text in sorted({(entry.role, KINDS.index(entry.kind), entry.text) for entry in entries}):
        texts.setdefault(role, []).append((kind, text))
    known: dict[str, list[str]] = {}
    for number, (role, of_role) in enumerate(texts.items()):
        connection.execute("INSERT INTO find_role VALUES (?, ?)", (number, role))
        _add_role(connection, number, [(KINDS[kind], text) for kind, text in of_role], known)
    connection.execute("CREATE VIRTUAL TABLE temp.find_counts USING fts5vocab(main, find_words, 'row')")
    connection.execute("INSERT INTO find_vocabulary SELECT term, doc FROM temp.find_counts")
    connection.execute("DROP TABLE temp.find_counts")


def _add_role(
    connection: sqlite3.Connection, role: int, texts: Sequence[tuple[str, str]], known: dict[str, list[str]]
) -> None:
    keys: set[tuple[int, int]] = set()
    titles: dict[frozenset[str], tuple[int, str]] = {}
    duties: list[tuple[int, str]] = []
    numbered = [(role << SHIFT | place, kind, text) for place, (kind, text) in enumerate(texts)]
    for number, kind, text in numbered:
        if kind == "duty":
            duties.append((number, " ".join(significant_words(words_of(normalize_text(text), known)))))
        elif kind == "code":
            keys.update((code_key(code), number) for code in {text, text.partition(".")[0]})
        else:
            forms = [words_of(form, known) for form in forms_of(text)]
            keys.update((key_of(form), number) for form in forms if form)
            for spelling in spellings_of(text, known):
                keys.update((key, number) for key in half_keys(spelling, len(spelling)))
            # A title and its short form, or its plural, have the same words, which count once.
            words = significant_words(next(filter(None, forms[1:2] + forms), []))
            titles.setdefault(frozenset(words), (number, " ".join(words)))
    connection.executemany("INSERT INTO find_text VALUES (?, ?, ?)", numbered)
    connection.executemany("INSERT INTO find_key VALUES (?, ?)", keys)
    connection.executemany("INSERT INTO find_texts (rowid, title) VALUES (?, ?)", titles.values())
    connection.executemany("INSERT INTO find_texts (rowid, duty) VALUES (?, ?)", duties)
    whole = (" ".join(text for _, text in part) for part in (titles.values(), duties))
    connection.execute("INSERT INTO find_words (rowid, titles, duties) VALUES (?, ?, ?)", (role, *whole))


def role_of(text: int) -> int:
    """Return the number of the role that a text belongs to."""
    return text >> SHIFT


def texts_by_number(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
    """Return number, kind and text of each of the entries, in the order of their numbers."""
    return sorted(rows_for(connection, "SELECT number, kind, text FROM find_text WHERE number", sorted(numbers)))


def rows_for(connection: sqlite3.Connection, select: str, values: Sequence[int]) -> list[Any]:
    """Return the rows of a query that ends in the name of a column, for any of the values of that column."""
    rows: list[Any] = []
    for start in range(0, len(values), MOST_VALUES):
        some = values[start : start + MOST_VALUES]
        rows += connection.execute(f"{select} IN ({','.join('?' * len(some))})", some)
    return rows
