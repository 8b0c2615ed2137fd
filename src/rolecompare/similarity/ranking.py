"""Roles -> each one's nearest: by the words of their work, those of their titles, the knowledge and interests they ask.

Each of the four is a cosine, and they are added up. Nothing is learnt from any list of related occupations. The same
roles in another order give the same; docs/decisions/similar-roles.md says what was measured.
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

# Cosines of profiles lie five times as far apart as those of texts, from one pair of occupations to the next.
PROFILE = 0.2
DIGITS = 4
# How statistics name and describe what is left over of a group, which says nothing of the work.
LEFT_OVER = frozenset(("all", "other", "not", "listed", "separately"))
# Work and memory grow with the square of the number of roles; no release has had a third of these.
MOST_ROLES = 4000

Vector = dict[str, float]
Table = list["array[float]"]


class Sketch(NamedTuple):
    """What of a role is held against others: how often it uses each word, and how it rates each element."""

    role: str
    work: Mapping[str, int]
    titles: Mapping[str, int]
    knowledge: Mapping[str, float]
    interests: Mapping[str, float]


def sketch(name: str, role: Mapping[str, Any], known: dict[str, list[str]] | None = None) -> Sketch:
    """The sketch of a role from its plain values; `known` spares a large database to look at a word twice."""
    texts = (role["summary"]["text"], *(duty["text"] for duty in role.get("duties", ())))
    titles = dict.fromkeys((role["title"], *role.get("other_titles", ())))
    known = {} if known is None else known
    ratings = role.get("ratings", ())
    return Sketch(
        name,
        _counted(singular(word) for text in texts for word in significant_words(normalize_text(text).split())),
        _counted(word for title in titles for word in significant_words(words_of(normalize_text(title), known))),
        _rated(ratings, "knowledge", "importance"),
        _rated(ratings, "interest", "interest"),
    )


def _counted(words: Iterable[str]) -> Counter[str]:
    found = Counter(words)
    for word in LEFT_OVER:
        del found[word]
    return found


def _rated(ratings: Iterable[Mapping[str, Any]], kind: str, scale: str) -> Vector:
    """The ratings of a kind by element, without those that the publisher recommends to suppress."""
    found = {rating["element"]: rating.get(scale) for rating in ratings if rating["kind"] == kind}
    return {name: value["value"] for name, value in found.items() if value and not value.get("suppress")}


def nearest(
    sketches: Iterable[Sketch], most: int, besides: Mapping[str, Collection[str]] | None = None
) -> Iterator[SimilarRole]:
    """Of each role those nearest, and those named `besides` wherever they come; roles with nothing alike are not near.

    Of more than `MOST_ROLES` roles none is ranked.
    """
    roles = _sorted(sketches)
    if len(roles) > MOST_ROLES:
        return
    work, titles, knowledge, interests = _vectors(roles)
    tables = (_shared(work), _shared(titles), _held(knowledge), _held(interests))
    names = [each.role for each in roles]
    for number, name in enumerate(names):
        rows = [table[number] for table in tables]
        yield from _ranked(names, number, rows, most, (besides or {}).get(name, ()))


def nearest_to(role: str, sketches: Iterable[Sketch], most: int) -> list[SimilarRole]:
    """Of one role those nearest, which takes no longer than to look at each other role once."""
    roles = _sorted(sketches)
    names = [each.role for each in roles]
    number = names.index(role)
    rows = [[_dot(vectors[number], other) for other in vectors] for vectors in _vectors(roles)]
    return list(_ranked(names, number, rows, most, ()))


def _sorted(sketches: Iterable[Sketch]) -> list[Sketch]:
    return sorted(sketches, key=lambda each: each.role)


def _ranked(
    names: Sequence[str], number: int, rows: Sequence[Sequence[float]], most: int, besides: Collection[str]
) -> Iterator[SimilarRole]:
    scores = [w + t + PROFILE * (k + i) for w, t, k, i in zip(*rows, strict=True)]
    scores[number] = -inf  # a role is not near to itself
    # Of those that are as near as each other, the first by name.
    order = sorted(range(len(names)), key=scores.__getitem__, reverse=True)[:-1]
    for place, other in enumerate(order, start=1):
        if round(scores[other], DIGITS) > 0 and (place <= most or names[other] in besides):
            rounded = (round(value, DIGITS) for value in (scores[other], *(row[other] for row in rows)))
            yield SimilarRole(names[number], place, names[other], *rounded)


def rarity_of(uses: int, texts: int) -> float:
    return log((texts + 1) / (uses + 1)) + 1


# ── vectors ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _vectors(roles: Sequence[Sketch]) -> tuple[list[Vector], list[Vector], list[Vector], list[Vector]]:
    """Of each role four vectors of length 1, their parts in one order for all; of no length where nothing is known."""
    return (
        _of_texts([each.work for each in roles]),
        _of_texts([each.titles for each in roles]),
        _of_profiles([each.knowledge for each in roles]),
        _of_profiles([each.interests for each in roles]),
    )


def _of_texts(counts: Sequence[Mapping[str, int]]) -> list[Vector]:
    """Texts by their words: the rarer a word is among the texts, the more it tells."""
    uses = Counter(word for count in counts for word in count)
    texts = sum(map(bool, counts))
    rarity = {word: rarity_of(number, texts) for word, number in uses.items()}
    return [_unit({word: (1 + log(count[word])) * rarity[word] for word in sorted(count)}) for count in counts]


def _of_profiles(ratings: Sequence[Mapping[str, float]]) -> list[Vector]:
    """Ratings by what is above or below the usual of their element. What is not rated is as usual."""
    found: dict[str, list[float]] = defaultdict(list)
    for rated in ratings:
        for element, value in rated.items():
            found[element].append(value)
    usual = {element: _usual(found[element]) for element in sorted(found)}
    return [
        _unit({e: (rated[e] - mean) / spread for e, (mean, spread) in usual.items() if e in rated and spread})
        for rated in ratings
    ]


def _usual(values: list[float]) -> tuple[float, float]:
    """Mean and standard deviation; the same whatever the order of the values."""
    values = sorted(values)
    mean = sum(values) / len(values)
    if values[0] == values[-1]:
        return mean, 0.0  # which a sum of rounded numbers might miss
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / len(values))


def _unit(vector: Vector) -> Vector:
    size = sqrt(sum(weight**2 for weight in vector.values()))
    return {name: weight / size for name, weight in vector.items()} if size else {}


# ── cosines ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dot(one: Vector, other: Vector) -> float:
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def _shared(vectors: Sequence[Vector]) -> Table:
    """The cosine of each two of many vectors that have few parts each, by way of the parts that they share."""
    holders: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))

    def row(number: int) -> list[float]:
        found = [0.0] * number
        for name, weight in vectors[number].items():
            others, weights = holders[name]
            for other, its in zip(others, weights, strict=True):
                found[other] += weight * its
            others.append(number)
            weights.append(weight)
        return found

    return _mirrored(len(vectors), row)


def _held(vectors: Sequence[Vector]) -> Table:
    """The cosine of each two of many vectors that have nearly all parts, which are few."""
    parts = sorted({name for vector in vectors for name in vector})
    whole = [[vector.get(name, 0.0) for name in parts] for vector in vectors]

    def row(number: int) -> list[float]:
        mine = whole[number]
        return [sum(map(mul, mine, other)) for other in whole[:number]] if vectors[number] else [0.0] * number

    return _mirrored(len(vectors), row)


def _mirrored(size: int, row: Callable[[int], list[float]]) -> Table:
    """A square table from the rows before its diagonal: what one is to another, the other is to the one."""
    table: Table = []
    for number in range(size):
        found = row(number)
        for other, cosine in zip(table, found, strict=True):
            other.append(cosine)
        table.append(array("f", [*found, 1.0]))
    return table
