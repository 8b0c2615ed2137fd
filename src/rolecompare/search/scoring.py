"""Words that were typed -> how likely each role is meant by them, and the title of each that comes nearest.

Three kinds of evidence are weighed together. Near titles: several of one role are evidence together, so they are
summed, the nearer for more. Use: whether the titles of a role use the words more than titles do. Duties: how much of
the words one of them has.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from itertools import pairwise
from math import exp, log, sqrt
from typing import NamedTuple

from rolecompare.search.index import DUTY, MOST_DUTIES, MOST_TITLES, SHIFT, TITLE, rarity_of, rows_of
from rolecompare.search.text import grams_of, likeness, stem

TITLES = "SELECT substr(titles, 1, ?) FROM find_word WHERE word = ?"
DUTIES = "SELECT substr(duties, 1, ?) FROM find_stem WHERE stem = ?"
# What follows was tuned on reported titles and other titles apart from those that benchmarks/find.py asks for; within
# a factor of two of each of these the answers hardly change.
SHARPNESS = 5  # how much more a near title counts than several that are less near
DUTY_SHARPNESS = 4  # how much more a duty with all the words counts than one with half of them
FAR = 0.3  # a title that comes so much less near than the nearest counts nothing
DUTY_WORTH = 0.2  # what a duty with all the words counts, of a title that is just the words
PULL = 200  # how many uses of words a role needs before they count against what all roles do
OF_TEXTS, OF_USE, OF_DUTIES = 0.8, 0.4, 0.5
NO_TEXT = 0.005
# As much evidence as one title gives with a third of the words: what nobody's role may be meant by.
NOTHING = OF_TEXTS * log(NO_TEXT + 0.35**SHARPNESS) + OF_DUTIES * log(NO_TEXT)
LEAST_LIKE, MOST_LIKE_WORDS = 0.2, 6  # of the weight of a like word, which is the square of its likeness
BESIDE_ITSELF, RUN_TOGETHER = 0.5, 0.8  # what a like word counts where the word itself is known; what its halves do
# Bounds of the work of a look-up, whatever the size of the index. The rarest goes first, so what is cut tells least.
MOST_GRAM_LETTERS, MOST_COMPARED, MOST_ROLES = 40_000, 30, 200


class Evidence(NamedTuple):
    """How much speaks for each role, and its nearest title with how near that comes, from 0 to 1."""

    likelihoods: dict[int, float]
    titles: dict[int, tuple[float, int]]

    @property
    def nearest(self) -> list[int]:
        """The titles that come at least half as near as the nearest."""
        best = max(self.titles.values(), default=(0.0, 0))[0]
        return [title for share, title in self.titles.values() if share >= best / 2]


# Words of titles, with how like each is to a word that was typed.
_Like = dict[str, float]


class _Spoken(NamedTuple):
    """A word that was typed: how often titles use it or a like one, and how often those of each role do."""

    uses: float
    of_role: dict[int, float]


def evidence_of(connection: sqlite3.Connection, content: list[str]) -> Evidence:
    """What speaks for the roles that have most of these words, singular and different from each other."""
    titles, uses = connection.execute("SELECT titles, uses FROM find_total").fetchone()
    dots, spoken, size = _scanned(connection, _like_words(connection, content), titles)
    least = FAR * max(dots.values(), default=0.0)
    shares = {title: min(1.0, dot / size) for title, dot in dots.items() if dot >= least}
    near: dict[int, float] = defaultdict(float)
    for title, share in shares.items():
        near[title >> SHIFT] += share**SHARPNESS
    duties = {role: share**DUTY_SHARPNESS for role, share in _duties(connection, content).items()}
    likelihoods = {}
    pool = sorted({*_most(near, MOST_ROLES), *_most(duties, MOST_ROLES // 4)})
    for role, length in sorted(rows_of(connection, "SELECT number, uses FROM find_role WHERE number", pool)):
        # How much more often this role's titles use the words than all titles do.
        habit = sum(log((word.of_role.get(role, 0.0) * uses / word.uses + PULL) / (length + PULL)) for word in spoken)
        near_title, duty = near.get(role, 0.0), duties.get(role, 0.0)
        by_text, by_duty = log(near_title + DUTY_WORTH * duty + NO_TEXT), log(duty + NO_TEXT)
        likelihoods[role] = OF_TEXTS * by_text + OF_USE * habit + OF_DUTIES * by_duty
    return Evidence(likelihoods, _nearest(shares, likelihoods))


def _duties(connection: sqlite3.Connection, content: list[str]) -> dict[int, float]:
    """Of the duty of each role that has most of what the words tell, how much it has."""
    (duties,) = connection.execute("SELECT duties FROM find_total").fetchone()
    stems = sorted({stem(word) for word in content})
    uses = dict(rows_of(connection, "SELECT stem, uses FROM find_stem WHERE stem", stems))
    rarity = {word: rarity_of(uses.get(word, 0), duties) for word in stems}
    shares: dict[int, float] = defaultdict(float)
    whole, left = sum(rarity.values()), MOST_DUTIES
    for word in sorted(uses, key=lambda word: (uses[word], word)):
        (postings,) = connection.execute(DUTIES, (left * DUTY.size, word)).fetchone()
        left -= len(postings) // DUTY.size
        for (duty,) in DUTY.iter_unpack(postings):
            shares[duty] += rarity[word] / whole
    best: dict[int, float] = {}
    for duty, share in shares.items():
        best[duty >> SHIFT] = max(share, best.get(duty >> SHIFT, 0.0))
    return best


def _nearest(shares: Mapping[int, float], roles: Container[int]) -> dict[int, tuple[float, int]]:
    """Of each of the roles the title that comes nearest; of those as near as each other the first."""
    best: dict[int, tuple[float, int]] = {}
    for title, share in shares.items():
        role = title >> SHIFT
        if role in roles and (role not in best or (share, -title) > (best[role][0], -best[role][1])):
            best[role] = share, title
    return best


def _most(weights: Mapping[int, float], most: int) -> list[int]:
    # Of thousands a few hundred are wanted: to sort bare numbers first is quicker than to sort by a key.
    least = sorted(weights.values())[-most:][:1]
    weighty = [role for role, weight in weights.items() if [weight] >= least]
    return sorted(weighty, key=lambda role: (-weights[role], role))[:most]


def _scanned(
    connection: sqlite3.Connection, typed: list[_Like], titles: int
) -> tuple[dict[int, float], list[_Spoken], float]:
    """How much of the words each title has, how each word is used, and how much a title has that is just the words."""
    words = sorted({word for like in typed for word in like})
    uses = dict(rows_of(connection, "SELECT word, uses FROM find_word WHERE word", words))
    # A word that no title has is as rare as can be; one that is written otherwise as rare as what it is like most.
    likest = [max(like, key=lambda word: (like[word], word)) if like else None for like in typed]
    rarity = [rarity_of(0 if word is None else uses[word], titles) for word in likest]
    spoken = [_Spoken(sum(weight * uses[word] for word, weight in like.items()), defaultdict(float)) for like in typed]
    dots: dict[int, float] = defaultdict(float)
    left = MOST_TITLES
    everything = [(word, weight, place) for place, like in enumerate(typed) for word, weight in like.items()]
    for word, weight, place in sorted(everything, key=lambda item: (uses[item[0]], item)):
        if left <= 0:
            break
        (postings,) = connection.execute(TITLES, (left * TITLE.size, word)).fetchone()
        left -= len(postings) // TITLE.size
        of_role, full = spoken[place].of_role, rarity[place] * weight
        for title, share in TITLE.iter_unpack(postings):
            dots[title] += full * share
            of_role[title >> SHIFT] += weight
    return dots, [word for word in spoken if word.uses], sqrt(sum(share**2 for share in rarity))


def _like_words(connection: sqlite3.Connection, content: list[str]) -> list[_Like]:
    """Of each word typed, what words of titles it may stand for: itself, like ones, its parts, it and the next."""
    pairs = [one + other for one, other in pairwise(content)]
    known = _known(connection, [*content, *pairs])
    parts = {word: _parts(word) for word in content if word not in known}
    known |= _known(connection, [part for splits in parts.values() for split in splits for part in split])
    found = []
    for place, word in enumerate(content):
        beside = BESIDE_ITSELF if word in known else 1.0
        like = {other: weight * beside for other, weight in _spelt_like(connection, word).items()}
        written = known.intersection(pairs[max(0, place - 1) : place + 1])
        written.update(part for split in parts.get(word, ()) if known.issuperset(split) for part in split)
        like |= dict.fromkeys(sorted(written), RUN_TOGETHER)
        best = dict(sorted(like.items(), key=lambda item: (-item[1], item[0]))[:MOST_LIKE_WORDS])
        found.append({word: 1.0, **best} if word in known else best)
    return found


def _known(connection: sqlite3.Connection, words: list[str]) -> set[str]:
    """Those of the words that titles use."""
    query = "SELECT word FROM find_word WHERE uses > 0 AND word"
    return {word for (word,) in rows_of(connection, query, sorted({*words}))}


def _parts(word: str) -> list[tuple[str, str]]:
    """The ways in which a word may be two that were run together."""
    return [(word[:place], word[place:]) for place in range(3, len(word) - 2)]


def _spelt_like(connection: sqlite3.Connection, word: str) -> _Like:
    """Other words of titles that have letters in common with the word."""
    shared: Counter[str] = Counter()
    grams = rows_of(connection, "SELECT words FROM find_gram WHERE gram", sorted(grams_of(word)))
    for (words,) in sorted(grams, key=lambda row: (len(row[0]), row[0])):
        if shared and len(words) > MOST_GRAM_LETTERS:
            break
        shared.update(words.split())
    likest = sorted(shared, key=lambda other: (-shared[other], other))[:MOST_COMPARED]
    weights = {other: likeness(word, other) ** 2 for other in likest if other != word}
    return {other: weight for other, weight in weights.items() if weight >= LEAST_LIKE}


def shares_of(likelihoods: Mapping[int, float]) -> dict[int, float]:
    """Likelihoods as shares of 1, of which some is left for what is none of these roles."""
    top = max([NOTHING, *likelihoods.values()])
    weights = {role: exp(likelihood - top) for role, likelihood in likelihoods.items()}
    total = exp(NOTHING - top) + sum(weights.values())
    return {role: weight / total for role, weight in weights.items()}
