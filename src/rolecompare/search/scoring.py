"""Rank the roles whose titles and duties have some of the words that were typed, by SQLite's full-text search."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from rolecompare.search.index import SHIFT, role_of
from rolecompare.search.text import one_typo_apart, pronunciation

# How much a word counts in a title and in a duty. See docs/decisions/search-ranking.md for what was measured.
TITLE_WEIGHT, DUTY_WEIGHT = 1.0, 0.5
# Besides all titles and duties of a role together, single ones that match well count, by so much; of several the best
# counts most.
TEXTS_WORTH, TEXT_SHARPNESS = 0.5, 4.0
# Scores become shares of 1 by this power, so that the best roles lead. A role that does not exist takes part with this
# share of the best score that the words allow, so that weak matches leave most of the 1 to "none of these".
SHARPNESS, NO_ROLE = 4.0, 0.5
# SQLite's bm25() counts a word at most k1 + 1 times its rarity, and a word of half of the roles as good as nothing.
MOST_COUNTED, LEAST_RARITY = 2.2, 1e-6
# The work of a search is bounded, whatever the size of the index: beyond so many matches, common words are left out.
MOST_MATCHES = 10_000
MOST_ROLES, MOST_TEXTS, MOST_SIMILAR_WORDS = 200, 400, 5
SHORTEST_WORD, SHORTEST_PART = 4, 3
SHORTEST_PRONOUNCED = 5  # in letters: many short words sound alike
LEAST_ALIKE = 0.75  # the share of letters that words have in common, as difflib counts

BEST_ROLES = (
    "SELECT rowid, -bm25(find_words, ?, ?) AS score FROM find_words WHERE find_words MATCH ?"
    " ORDER BY score DESC, rowid LIMIT ?"
)
BEST_TEXTS = BEST_ROLES.replace("find_words", "find_texts")
BEST_TEXT = (
    "SELECT rowid FROM find_texts WHERE find_texts MATCH ? AND rowid >= ? AND rowid < ?"
    " ORDER BY bm25(find_texts, ?, ?), rowid LIMIT 1"
)


class Ranking(NamedTuple):
    """The share of 1 that each role has, best first; the search for the words; the words that each typed word means."""

    shares: dict[int, float]
    search: str
    forms: dict[str, frozenset[str]]

    def share(self, role: int) -> float:
        """Return the share of a role, 0 where none of its texts has any of the words."""
        return self.shares.get(role, 0.0)


def rank_roles(connection: sqlite3.Connection, content: Sequence[str]) -> Ranking:
    """Rank the roles that have any of the words, which are singular and different from each other."""
    forms = _forms_of_words(connection, content)
    uses = _uses(connection, sorted({form for held in forms.values() for form in held}))
    chosen: list[str] = []
    matches = 0
    for form in sorted(uses, key=lambda form: (uses[form], form)):
        matches += uses[form]
        if chosen and matches > MOST_MATCHES:
            break
        chosen.append(form)
    search = " OR ".join(f'"{form}"' for form in chosen)
    if not search:
        return Ranking({}, search, forms)
    by_role = dict(connection.execute(BEST_ROLES, (TITLE_WEIGHT, DUTY_WEIGHT, search, MOST_ROLES)))
    by_text: dict[int, float] = defaultdict(float)
    for number, score in connection.execute(BEST_TEXTS, (TITLE_WEIGHT, DUTY_WEIGHT, search, MOST_TEXTS)):
        by_text[role_of(number)] += score**TEXT_SHARPNESS
    best_role, best_text = max(by_role.values()), max(by_text.values())
    quality = best_role / _best_score(connection, forms, uses) / (1 + TEXTS_WORTH)
    scores = {
        role: quality * (score / best_role + TEXTS_WORTH * (by_text[role] / best_text) ** (1 / TEXT_SHARPNESS))
        for role, score in by_role.items()
    }
    return Ranking(_shares(scores), search, forms)


def best_text(connection: sqlite3.Connection, role: int, search: str) -> int:
    """Return the number of the title or duty of a role that matches a search best."""
    bounds = role << SHIFT, (role + 1) << SHIFT
    return int(connection.execute(BEST_TEXT, (search, *bounds, TITLE_WEIGHT, DUTY_WEIGHT)).fetchone()[0])


def _best_score(connection: sqlite3.Connection, forms: Mapping[str, frozenset[str]], uses: Mapping[str, int]) -> float:
    """Return the score of a role that would have every typed word very often."""
    (roles,) = connection.execute("SELECT count(*) FROM find_role").fetchone()
    held = [max((uses.get(form, 0) for form in each), default=0) for each in forms.values()]
    return sum(MOST_COUNTED * max(LEAST_RARITY, log((roles - count + 0.5) / (count + 0.5))) for count in held)


def _shares(scores: Mapping[int, float]) -> dict[int, float]:
    """Turn scores into shares of 1, of which some is left for what is none of these roles."""
    weights = {role: score**SHARPNESS for role, score in scores.items()}
    total = sum(weights.values()) + NO_ROLE**SHARPNESS
    return {role: weights[role] / total for role in sorted(weights, key=lambda role: (-weights[role], role))}


def _forms_of_words(connection: sqlite3.Connection, content: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return, for each typed word, the words of the index that it stands for.

    A word of the index stands for itself. Another may be two words that were run together, one word that was split in
    two, a word with one typo, or the beginning of a longer word.
    """
    pairs = [one + other for one, other in pairwise(content)]
    unknown = set(content) - _uses(connection, content).keys()
    forms = {}
    for place, word in enumerate(content):
        joined = {pair for pair in pairs[max(0, place - 1) : place + 1] if unknown & {*content[place - 1 : place + 2]}}
        found = _uses(connection, sorted({word, *joined})).keys()
        forms[word] = frozenset(found or _similar_words(connection, word))
    return forms


def _similar_words(connection: sqlite3.Connection, word: str) -> set[str]:
    """Return words of the index for a word that is none of them."""
    if len(word) < SHORTEST_WORD:
        return set()
    splits = [(word[:end], word[end:]) for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)]
    parts = _uses(connection, sorted({part for split in splits for part in split})).keys()
    if whole := {part for split in splits if parts >= {*split} for part in split}:
        return whole
    return (
        _misspelled_words(connection, word)
        or _words_pronounced_alike(connection, word)
        or _words_that_begin_alike(connection, word)
    )


def _misspelled_words(connection: sqlite3.Connection, word: str) -> set[str]:
    """Return the words of the index that are one typo apart, the most common ones; one half of such a word is right."""
    half = len(word) // 2
    rows = connection.execute(
        "SELECT word, roles FROM find_vocabulary WHERE length(word) BETWEEN ? AND ? AND (word GLOB ? OR word GLOB ?)",
        (len(word) - 1, len(word) + 1, f"{word[: half - 1]}*", f"*{word[half:]}"),
    )
    typos = [(-uses, other) for other, uses in rows if one_typo_apart(word, other)]
    return {other for _, other in sorted(typos)[:MOST_SIMILAR_WORDS]}


def _words_pronounced_alike(connection: sqlite3.Connection, word: str) -> set[str]:
    """Return the words of the index that sound like the word, the most common ones; they begin or end as it does."""
    if len(word) < SHORTEST_PRONOUNCED:
        return set()
    rows = connection.execute(
        "SELECT word, roles FROM find_vocabulary WHERE length(word) BETWEEN ? AND ? AND (word GLOB ? OR word GLOB ?)",
        (len(word) - 2, len(word) + 2, f"{word[:2]}*", f"*{word[-3:]}"),
    )
    wanted = pronunciation(word)
    alike = [(-uses, other) for other, uses in rows if one_typo_apart(wanted, pronunciation(other))]
    return {other for _, other in sorted(alike)[:MOST_SIMILAR_WORDS]}


def _words_that_begin_alike(connection: sqlite3.Connection, word: str) -> set[str]:
    """Return the words of the index that begin with the word, or with its first letters and go on much like it."""
    from difflib import get_close_matches

    query = "SELECT word FROM find_vocabulary WHERE word GLOB ? ORDER BY roles DESC, word"
    words = [other for (other,) in connection.execute(query, (f"{word[:SHORTEST_PART]}*",))]
    longer = [other for other in words if other.startswith(word)]
    return {*(longer[:MOST_SIMILAR_WORDS] or get_close_matches(word, words, MOST_SIMILAR_WORDS, LEAST_ALIKE))}


def _uses(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return those of the words that the index has, with the number of roles that have each."""
    query = "SELECT roles FROM find_vocabulary WHERE word = ?"  # which is quicker than one query with IN
    found = ((word, connection.execute(query, (word,)).fetchone()) for word in words)
    return {word: row[0] for word, row in found if row}
