"""Words that somebody uses for an occupation -> the roles they may mean, best first, with what matched and why.

`build` makes an index in a SQLite database, `find` asks it; nothing of it is kept in memory between look-ups. Some
words name roles, by a code or a title, if not for a slip: `naming`. Others speak for some roles more than for others,
by the titles and duties that have like words: `evidence`.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from rolecompare.search.exact import Hit, named, slipped
from rolecompare.search.index import SHIFT, Entry, build, texts_of
from rolecompare.search.scoring import Evidence, evidence_of, shares_of
from rolecompare.search.text import Query, normalize_text, parse_query, stem, words_of, written_out

__all__ = ["LIKELY", "Candidate", "Entry", "build", "find"]

DUTIES_OF = "SELECT number, kind, text FROM find_text WHERE number >= ? AND number < ? AND kind = 'duty'"
LIKELY = 0.9  # the score of a role that nothing speaks against, but that nothing names: what is named scores more
NEAR = 0.5  # a title that comes as near says more than any duty


class Candidate(NamedTuple):
    """A role that may be meant. `score` runs from 0 to 1; roles that the words name equally have the same."""

    role: str
    score: float
    matched: str
    kind: str
    why: str


def find(connection: sqlite3.Connection, words: str, limit: int = 10) -> list[Candidate]:
    """The likeliest roles, best first: `limit` of them, and more only where more than that are named alike."""
    asked = parse_query(words)
    if not asked.words or limit < 1:
        return []
    evidence = evidence_of(connection, asked.content)
    hits = named(connection, asked) or slipped(connection, asked, evidence.nearest)
    shares = shares_of(evidence.likelihoods)
    best = max((hit.score for hit in hits.values()), default=0.0)
    tied = sum(hit.score == best for hit in hits.values())
    for role, share in shares.items():
        hits.setdefault(role, Hit(round(LIKELY * share, 6), None))
    order = sorted(hits, key=lambda role: (-hits[role].score, hits[role].rank, -shares.get(role, 0.0), role))
    return [_candidate(connection, asked, evidence, role, hits[role]) for role in order[: max(limit, tied)]]


def _candidate(connection: sqlite3.Connection, asked: Query, evidence: Evidence, role: int, hit: Hit) -> Candidate:
    (name,) = connection.execute("SELECT role FROM find_role WHERE number = ?", (role,)).fetchone()
    if hit.text is not None:
        ((_, kind, text),) = texts_of(connection, [hit.text])
        return Candidate(name, hit.score, text, kind, hit.why)
    text, kind, why = _likely_text(connection, asked, role, evidence.titles.get(role))
    return Candidate(name, hit.score, text, kind, why)


def _likely_text(
    connection: sqlite3.Connection, asked: Query, role: int, title: tuple[float, int] | None
) -> tuple[str, str, str]:
    """What of a role's texts speaks for it, its kind, and why: its nearest title, or a duty with more of the words."""
    texts = texts_of(connection, [title[1]]) if title else []
    if not title or title[0] < NEAR:
        bounds = role << SHIFT, (role + 1) << SHIFT
        texts += connection.execute(DUTIES_OF, bounds).fetchall()
    wanted = {stem(word) for word in asked.content}
    held = {text: wanted.intersection(map(stem, words_of(normalize_text(text), {}))) for _, _, text in texts}
    _, kind, text = min(texts, key=lambda row: (-len(held[row[2]]), row[0]))
    if kind == "duty":
        return text, kind, "words of a duty"
    if held[text] == wanted:
        return text, kind, written_out(asked.short) or "all words, among others"
    return text, kind, "some of the words" if held[text] else "like words"
