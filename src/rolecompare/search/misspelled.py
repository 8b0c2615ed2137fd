"""Find the roles whose titles are what somebody typed, but for one typo."""

from __future__ import annotations

import sqlite3

from rolecompare.search.exact import KIND_NAMES, Match
from rolecompare.search.index import KINDS, role_of, rows_for, texts_by_number
from rolecompare.search.text import Query, half_keys, one_typo_apart, spellings_of

MISSPELLED = 0.95
"""The score of a title with one typo; that of a title without is 1."""
MIN_LENGTH = 4
"""In letters. Shorter names are one typo apart from each other, as CNA, CRA and RNA are."""


def misspelled_roles(connection: sqlite3.Connection, query: Query) -> dict[int, Match]:
    """Return the roles with a title that is the words with one letter or space too many, too few, wrong or swapped."""
    if len(query.normalized) < MIN_LENGTH:
        return {}
    typed = {query.normalized, " ".join(query.words)}
    keys = {key for text in typed for size in range(-1, 2) for key in half_keys(text, len(text) + size)}
    found = rows_for(connection, "SELECT text FROM find_key WHERE key", sorted(keys))
    matches: dict[int, Match] = {}
    known: dict[str, list[str]] = {}
    for number, kind, title in texts_by_number(connection, {number for (number,) in found}):
        spellings = spellings_of(title, known) if kind in KIND_NAMES else ()
        if any(one_typo_apart(text, spelling) for text in typed for spelling in spellings):
            matches.setdefault(role_of(number), Match(MISSPELLED, number, "spelled differently", KINDS.index(kind)))
    return matches
