"""Find the roles that words name: by a code or by a title."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from rolecompare.search.index import KINDS, role_of, rows_for, texts_by_number
from rolecompare.search.text import (
    Query,
    code_key,
    explain_abbreviations,
    forms_of,
    key_of,
    normalize_text,
    significant_words,
    words_of,
)

# Roles that share a title score the same: none of them is preferred.
SAME, REORDERED = 1.0, 0.97
KIND_NAMES = {"title": "title", "other": "other title"}


class Match(NamedTuple):
    """The strength of a match, the number of the text that matched (None if none was chosen yet), and the reason."""

    score: float
    text: int | None
    why: str = ""
    rank: int = len(KINDS)


def named_roles(connection: sqlite3.Connection, query: Query) -> dict[int, Match]:
    """Return the roles that the words name by a code, or by a title whatever the order of its words."""
    by_key = "SELECT text FROM find_key WHERE key"
    found = rows_for(connection, by_key, [code_key(query.normalized)])
    if not found and query.normalized.endswith(" 00"):
        found = rows_for(connection, by_key, [code_key(query.normalized[:-3])])
    found += rows_for(connection, by_key, [key_of(query.words)])
    matches: dict[int, Match] = {}
    for number, kind, text in texts_by_number(connection, {number for (number,) in found}):
        match, role = _match(query, number, kind, text), role_of(number)
        if match and (role not in matches or (-match.score, match.rank) < (-matches[role].score, matches[role].rank)):
            matches[role] = match
    return matches


def _match(query: Query, number: int, kind: str, text: str) -> Match | None:
    """Return how a text matches that has the same key, or None where it has the key of the words by chance."""
    if kind == "code":
        code, typed = (letters.replace(" ", "") for letters in (normalize_text(text), query.normalized))
        return Match(SAME, number, "code", 0) if code.startswith(typed) or typed.startswith(code) else None
    if kind not in KIND_NAMES:
        return None
    forms = list(forms_of(text))
    words_of_forms = [words_of(form) for form in forms]
    name, rank = KIND_NAMES[kind], KINDS.index(kind)
    if query.normalized in forms:
        return Match(SAME, number, name, rank)
    if query.words in words_of_forms:
        why = explain_abbreviations(query.abbreviations) or f"{name}, singular or plural"
        return Match(SAME, number, f"{name}, in American spelling" if query.british else why, rank)
    if sorted(significant_words(query.words)) in [sorted(significant_words(words)) for words in words_of_forms]:
        return Match(REORDERED, number, "your words in another order", rank)
    return None
