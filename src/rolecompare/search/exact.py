"""Find the roles that words name: by a code, by a title, or by a title with one slip of spelling."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from rolecompare.search.index import KINDS, role_of, rows_for, texts_by_number
from rolecompare.search.text import (
    Query,
    code_key,
    explain_abbreviations,
    forms_of,
    half_keys,
    key_of,
    normalize_text,
    one_slip_apart,
    significant_words,
    spellings_of,
    words_of,
)

# Roles that share a title score the same: none of them is preferred.
SAME, REORDERED, MISSPELLED = 1.0, 0.97, 0.95
# Shorter names lie one slip apart from each other, as CNA, CRA and RNA do.
SHORTEST = 4
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


def misspelled_roles(connection: sqlite3.Connection, query: Query) -> dict[int, Match]:
    """Return the roles with a title that is the words with one letter or space too many, too few, wrong or swapped."""
    if len(query.normalized) < SHORTEST:
        return {}
    typed = {query.normalized, " ".join(query.words)}
    keys = {key for text in typed for size in range(-1, 2) for key in half_keys(text, len(text) + size)}
    found = rows_for(connection, "SELECT text FROM find_key WHERE key", sorted(keys))
    matches: dict[int, Match] = {}
    known: dict[str, list[str]] = {}
    for number, kind, title in texts_by_number(connection, {number for (number,) in found}):
        spellings = spellings_of(title, known) if kind in KIND_NAMES else ()
        if any(one_slip_apart(text, spelling) for text in typed for spelling in spellings):
            matches.setdefault(role_of(number), Match(MISSPELLED, number, "spelled differently", KINDS.index(kind)))
    return matches
