"""Rank similar roles by the words of their duties, the words of their titles, their knowledge and their interests.

The score is the weighted sum of the four cosines. Lists of related occupations are not used. The order of the roles
does not change the result; docs/decisions/similar-roles.md has the measurements.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import inf, log, sqrt
from operator import mul
from typing import Any, NamedTuple

from rolecompare.search.text import normalize_text, significant_words, singular, words_of
from rolecompare.similarity import SimilarRole

# The cosines of ratings vary five times as much between pairs of occupations as those of texts.
RATING_WEIGHT = 0.2
DIGITS = 4
# Words by which statistics name the rest of a group, such as "all other"; they say nothing of the work.
RESIDUAL_WORDS = frozenset(("all", "other", "not", "listed", "separately"))
# Time and memory grow with the square of the number of roles; no release has had a third of this number.
MOST_ROLES = 4000

Vector = dict[str, float]
Table = list["array[float]"]


class RoleFeatures(NamedTuple):
    """The features by which roles are compared: the number of uses of each word, and the rating of each element."""

    role: str
    work: Mapping[str, int]
    titles: Mapping[str, int]
    knowledge: Mapping[str, float]
    interests: Mapping[str, float]


def extract_features(name: str, role: Mapping[str, Any], known: dict[str, list[str]] | None = None) -> RoleFeatures:
    """Return the features of a role given as JSON; `known` caches the words of titles across roles."""
    texts = (role["summary"]["text"], *(duty["text"] for duty in role.get("duties", ())))
    titles = dict.fromkeys((role["title"], *role.get("other_titles", ())))
    known = {} if known is None else known
    ratings = role.get("ratings", ())
    return RoleFeatures(
        name,
        _count_words(singular(word) for text in texts for word in significant_words(normalize_text(text).split())),
        _count_words(word for title in titles for word in significant_words(words_of(normalize_text(title), known))),
        _rating_values(ratings, "knowledge", "importance"),
        _rating_values(ratings, "interest", "interest"),
    )


def _count_words(words: Iterable[str]) -> Counter[str]:
    found = Counter(words)
    for word in RESIDUAL_WORDS:
        del found[word]
    return found


def _rating_values(ratings: Iterable[Mapping[str, Any]], kind: str, scale: str) -> Vector:
    """Return the ratings of a kind by element, without those that the publisher recommends to suppress."""
    found = {rating["element"]: rating.get(scale) for rating in ratings if rating["kind"] == kind}
    return {name: value["value"] for name, value in found.items() if value and not value.get("suppress")}


def rank_all(
    features: Iterable[RoleFeatures], limit: int, always: Mapping[str, Collection[str]] | None = None
) -> Iterator[SimilarRole]:
    """Yield the `limit` most similar roles of each role, and those named in `always` at whatever rank they have.

    Roles that have nothing in common are left out. More than `MOST_ROLES` roles are not ranked at all.
    """
    roles = _sort_by_role(features)
    if len(roles) > MOST_ROLES:
        return
    work, titles, knowledge, interests = _vectors(roles)
    tables = (_sparse_cosines(work), _sparse_cosines(titles), _dense_cosines(knowledge), _dense_cosines(interests))
    names = [each.role for each in roles]
    for number, name in enumerate(names):
        rows = [table[number] for table in tables]
        yield from _rank(names, number, rows, limit, (always or {}).get(name, ()))


def rank_for(role: str, features: Iterable[RoleFeatures], limit: int) -> list[SimilarRole]:
    """Return the `limit` roles most similar to one role, in time linear in the number of roles."""
    roles = _sort_by_role(features)
    names = [each.role for each in roles]
    number = names.index(role)
    rows = [[_dot(vectors[number], other) for other in vectors] for vectors in _vectors(roles)]
    return list(_rank(names, number, rows, limit, ()))


def _sort_by_role(features: Iterable[RoleFeatures]) -> list[RoleFeatures]:
    return sorted(features, key=lambda each: each.role)


def _rank(
    names: Sequence[str], number: int, rows: Sequence[Sequence[float]], limit: int, always: Collection[str]
) -> Iterator[SimilarRole]:
    scores = [w + t + RATING_WEIGHT * (k + i) for w, t, k, i in zip(*rows, strict=True)]
    scores[number] = -inf  # a role is not ranked for itself
    # Equal scores are ordered by name, because the sort is stable.
    order = sorted(range(len(names)), key=scores.__getitem__, reverse=True)[:-1]
    for place, other in enumerate(order, start=1):
        if round(scores[other], DIGITS) > 0 and (place <= limit or names[other] in always):
            rounded = (round(value, DIGITS) for value in (scores[other], *(row[other] for row in rows)))
            yield SimilarRole(names[number], place, names[other], *rounded)


def inverse_frequency(uses: int, texts: int) -> float:
    """Return the weight of a word that `uses` of `texts` texts have."""
    return log((texts + 1) / (uses + 1)) + 1


def _vectors(roles: Sequence[RoleFeatures]) -> tuple[list[Vector], list[Vector], list[Vector], list[Vector]]:
    """Return four lists of unit vectors, one vector for each role; a vector is empty where nothing is known."""
    return (
        _text_vectors([each.work for each in roles]),
        _text_vectors([each.titles for each in roles]),
        _rating_vectors([each.knowledge for each in roles]),
        _rating_vectors([each.interests for each in roles]),
    )


def _text_vectors(counts: Sequence[Mapping[str, int]]) -> list[Vector]:
    """Return unit vectors of texts in which a word weighs more the fewer texts have it (TF-IDF)."""
    uses = Counter(word for count in counts for word in count)
    texts = sum(map(bool, counts))
    rarity = {word: inverse_frequency(number, texts) for word, number in uses.items()}
    return [_normalize({word: (1 + log(count[word])) * rarity[word] for word in sorted(count)}) for count in counts]


def _rating_vectors(ratings: Sequence[Mapping[str, float]]) -> list[Vector]:
    """Return unit vectors of ratings as deviations from the mean of their element; unrated counts as the mean."""
    found: dict[str, list[float]] = defaultdict(list)
    for rated in ratings:
        for element, value in rated.items():
            found[element].append(value)
    statistics = {element: _mean_and_deviation(found[element]) for element in sorted(found)}
    return [
        _normalize({e: (rated[e] - mean) / spread for e, (mean, spread) in statistics.items() if e in rated and spread})
        for rated in ratings
    ]


def _mean_and_deviation(values: list[float]) -> tuple[float, float]:
    """Return the mean and the standard deviation, independently of the order of the values."""
    values = sorted(values)
    mean = sum(values) / len(values)
    if values[0] == values[-1]:
        return mean, 0.0  # rounding could give another result
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / len(values))


def _normalize(vector: Vector) -> Vector:
    size = sqrt(sum(weight**2 for weight in vector.values()))
    return {name: weight / size for name, weight in vector.items()} if size else {}


def _dot(one: Vector, other: Vector) -> float:
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def _sparse_cosines(vectors: Sequence[Vector]) -> Table:
    """Return the cosine of every two vectors that have few components each, by an inverted index."""
    postings: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))

    def row(number: int) -> list[float]:
        found = [0.0] * number
        for name, weight in vectors[number].items():
            others, weights = postings[name]
            for other, other_weight in zip(others, weights, strict=True):
                found[other] += weight * other_weight
            others.append(number)
            weights.append(weight)
        return found

    return _symmetric_table(len(vectors), row)


def _dense_cosines(vectors: Sequence[Vector]) -> Table:
    """Return the cosine of every two vectors that have nearly all of a few components."""
    components = sorted({name for vector in vectors for name in vector})
    dense = [[vector.get(name, 0.0) for name in components] for vector in vectors]

    def row(number: int) -> list[float]:
        vector = dense[number]
        return [sum(map(mul, vector, other)) for other in dense[:number]] if vectors[number] else [0.0] * number

    return _symmetric_table(len(vectors), row)


def _symmetric_table(size: int, row: Callable[[int], list[float]]) -> Table:
    """Return a symmetric table from its rows left of the diagonal, which is 1."""
    table: Table = []
    for number in range(size):
        found = row(number)
        for other, cosine in zip(table, found, strict=True):
            other.append(cosine)
        table.append(array("f", [*found, 1.0]))
    return table
