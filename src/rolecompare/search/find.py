"""Find the roles that somebody's words may mean: `index.build` makes the index, `find` asks it.

The index is a set of tables in a SQLite database; nothing of it is kept in memory between searches. Roles that the
words name, by a code or a title, come first (`exact`). The other roles are ranked by SQLite's full-text search over
their titles and duties (`scoring`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from rolecompare.search.exact import Match, named_roles
from rolecompare.search.index import texts_by_number
from rolecompare.search.misspelled import misspelled_roles
from rolecompare.search.scoring import Ranking, best_text, rank_roles
from rolecompare.search.text import (
    SIMILAR_SPELLING,
    Query,
    explain_abbreviations,
    is_like,
    normalize_text,
    parse_query,
    words_of,
)

# The highest score of a role that nothing names. Every role that is named by the words scores more.
LIKELY = 0.9
# Roles that are named equally well are all returned, up to so many: nobody chooses from more.
MOST_TIED = 100


class Candidate(NamedTuple):
    """A role that may be meant, with the text of it that matched, the kind of that text, and the reason in words.

    `score` runs from 0 to 1. Roles that the words name equally well have the same score; `likelihood`, from 0 to 1,
    says how well all their titles and duties fit the words, and `has_all_words` whether the text has all of them.
    """

    role: str
    score: float
    matched: str
    kind: str
    why: str
    likelihood: float = 0.0
    has_all_words: bool = True

    @property
    def is_named(self) -> bool:
        """Whether the words are a code or a title of the role, but for the order of the words or one typo."""
        return self.score > LIKELY

    @property
    def is_own(self) -> bool:
        """Whether what matched is the code or the title of the role, and not another title of it or a duty."""
        return self.kind in ("title", "code")


def find(connection: sqlite3.Connection, words: str, limit: int = 10) -> list[Candidate]:
    """Return the roles that the words can mean, most likely first.

    At most `limit` roles are returned, and more only where more than that are named equally well.
    """
    query = parse_query(words)
    if not query.words or limit < 1:
        return []
    matches = named_roles(connection, query) or misspelled_roles(connection, query)
    ranking = rank_roles(connection, query.content)
    best = max((match.score for match in matches.values()), default=0.0)
    tied = min(sum(match.score == best for match in matches.values()), MOST_TIED)
    for role, share in ranking.shares.items():
        matches.setdefault(role, Match(round(LIKELY * share, 6), None))
    order = sorted(matches, key=lambda role: (-matches[role].score, matches[role].rank, -ranking.share(role), role))
    return [_candidate(connection, query, ranking, role, matches[role]) for role in order[: max(limit, tied)]]


def name_score(connection: sqlite3.Connection, words: str) -> float:
    """Return the score of the roles that the words name best, 0 where they name none."""
    query = parse_query(words)
    if not query.words:
        return 0.0
    matches = named_roles(connection, query) or misspelled_roles(connection, query)
    return max((match.score for match in matches.values()), default=0.0)


def _candidate(connection: sqlite3.Connection, query: Query, ranking: Ranking, role: int, match: Match) -> Candidate:
    (name,) = connection.execute("SELECT role FROM find_role WHERE number = ?", (role,)).fetchone()
    number = best_text(connection, role, ranking.search) if match.text is None else match.text
    ((_, kind, text),) = texts_by_number(connection, [number])
    words = set(words_of(normalize_text(text)))
    has_all = all(_holds(words, word, ranking.forms[word]) for word in query.content)
    why = match.why or _reason(query, kind, words)
    return Candidate(name, match.score, text, kind, why, ranking.share(role), has_all)


def _holds(words: set[str], word: str, forms: Collection[str]) -> bool:
    """Tell whether words of a text hold a typed word, one that is like it, or the two that were run together in it."""
    held = words.intersection(forms)
    return any(is_like(word, form) for form in held) or sum(len(form) for form in held if form in word) >= len(word)


def _reason(query: Query, kind: str, words: set[str]) -> str:
    """Say why a text with these words matches that does not name the role."""
    if kind == "duty":
        return "mentioned in a duty"
    if words.issuperset(query.content):
        return explain_abbreviations(query.abbreviations) or "contains your words"
    return "contains some of your words" if words.intersection(query.content) else SIMILAR_SPELLING
