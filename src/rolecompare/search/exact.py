"""Words that were typed -> the roles that they name: by code, by a title, by a title but for one slip."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from rolecompare.search.index import KINDS, SHIFT, rows_of, texts_of
from rolecompare.search.text import (
    Query,
    code_key,
    forms_of,
    key_of,
    normalize_text,
    one_slip,
    telling,
    words_of,
    written_out,
)

# The same title, whoever holds it, scores the same: nobody is picked among namesakes.
SAME, REORDERED, SLIPPED = 1.0, 0.97, 0.95
# Names of fewer letters are too near to each other: CNA, CRA and RNA.
SHORTEST = 4


class Hit(NamedTuple):
    """How well a role is meant, by which of its texts (one yet to be chosen where None), and in words why."""

    score: float
    text: int | None
    why: str = ""
    rank: int = len(KINDS)


def named(connection: sqlite3.Connection, asked: Query) -> dict[int, Hit]:
    """The roles that the words name: by code, or by a title in any order of its words."""
    query = "SELECT text FROM find_key WHERE key"
    found = rows_of(connection, query, [code_key(asked.normalized)])
    if not found and asked.normalized.endswith(" 00"):
        found = rows_of(connection, query, [code_key(asked.normalized[:-3])])
    found += rows_of(connection, query, [key_of(asked.words)])
    hits: dict[int, Hit] = {}
    for number, kind, text in texts_of(connection, {number for (number,) in found}):
        hit, role = _certain(asked, number, kind, text), number >> SHIFT
        if hit and (role not in hits or (-hit.score, hit.rank) < (-hits[role].score, hits[role].rank)):
            hits[role] = hit
    return hits


def _certain(asked: Query, number: int, kind: str, text: str) -> Hit | None:
    """What the text is that a key led to; None where it has the key of another only by chance."""
    if kind == "code":
        code, typed = (letters.replace(" ", "") for letters in (normalize_text(text), asked.normalized))
        return Hit(SAME, number, "code", 0) if code.startswith(typed) or typed.startswith(code) else None
    forms = list(forms_of(text))
    read_forms = [words_of(form, {}) for form in forms]
    name, rank = {"title": "title", "other": "other title"}[kind], KINDS.index(kind)
    if asked.normalized in forms:
        return Hit(SAME, number, name, rank)
    if asked.words in read_forms:
        return Hit(SAME, number, written_out(asked.short) or f"{name}, but for singular and plural", rank)
    if sorted(telling(asked.words)) in [sorted(telling(words)) for words in read_forms]:
        return Hit(REORDERED, number, "all words, in another order", rank)
    return None


def slipped(connection: sqlite3.Connection, asked: Query, titles: Iterable[int]) -> dict[int, Hit]:
    """The roles of those titles that are the words but for one slip, in a letter or in a space."""
    hits: dict[int, Hit] = {}
    if len(asked.normalized) < SHORTEST:
        return hits
    typed = {asked.normalized, " ".join(asked.words)}
    for number, kind, text in texts_of(connection, titles):
        forms = {written for form in forms_of(text) for written in (form, " ".join(words_of(form, {})))}
        if any(one_slip(one, form) for one in typed for form in forms):
            hits.setdefault(number >> SHIFT, Hit(SLIPPED, number, "spelt differently", KINDS.index(kind)))
    return hits
