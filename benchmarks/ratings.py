"""Simulate raters, and count how many of the differences that are called real are not. Prints; never fails.

    python benchmarks/ratings.py

Each page compares two made-up occupations by 35 skills, on which 8 analysts give whole numbers, and 33 fields of
knowledge, on which 15 to 80 incumbents do, for importance (1 to 5) and level (0 to 7). An element has the same true
ratings in both with the probability in the first column; else they differ by a normal deviate of one point. Raters
stray from the truth, and each is a little more or less lenient on all elements. "Before" is an earlier rule: 1.96
errors, and nothing tested where raters agreed. docs/decisions/rating-differences.md quotes the result.
"""

import random
from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import NamedTuple

from rolecompare.comparison.ratings import REAL, leads, rating_rows, row_finding
from rolecompare.models.figures import Estimate
from rolecompare.models.kinds import RatingKind
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Codes, Rating, Role
from rolecompare.models.sources import Citation, Statement

PAGES = 300
SEED = 12
SHARES_OF_NO_DIFFERENCE = (1.0, 0.9, 0.75, 0.5)
CITED = (Citation(source="raters", place="made up"),)
ANALYSTS, INCUMBENTS = (8, 8), (15, 80)


class Elements(NamedTuple):
    """Elements of one kind: how many there are, how many raters at least and at most, and how far these stray."""

    kind: RatingKind
    how_many: int
    raters: tuple[int, int]
    spread: float


KINDS = (Elements(RatingKind.SKILL, 35, ANALYSTS, 0.5), Elements(RatingKind.KNOWLEDGE, 33, INCUMBENTS, 1.1))
LENIENCY = 0.2


def main() -> None:
    chance = random.Random(SEED)
    print(f"{PAGES} pages for each share; of rows called real: a page, and what part of them is false")
    print("no difference   before: rows  false    now: rows  false    leading: rows  false   pages with a false row")
    for share in SHARES_OF_NO_DIFFERENCE:
        pages = [_page(chance, share) for _ in range(PAGES)]
        cells = "   ".join(_share_of_false([page[number] for page in pages]) for number in range(3))
        any_false = mean(any(page[2].values()) for page in pages)
        print(f"{share:13.0%}   {cells}   {any_false:10.0%}")


def _share_of_false(pages: Sequence[dict[str, bool]]) -> str:
    called = mean(map(len, pages))
    false = mean(sum(page.values()) / max(1, len(page)) for page in pages)
    return f"{called:12.1f} {false:6.1%}"


def _page(chance: random.Random, share: float) -> tuple[dict[str, bool], dict[str, bool], dict[str, bool]]:
    """Return whether each row called real is false: before, now, and of those that lead a page now."""
    one, other, unlike = [], [], set()
    for elements in KINDS:
        for ratings, same in _rated(chance, elements, share):
            one.append(ratings[0])
            other.append(ratings[1])
            if not same:
                unlike.add(ratings[0].element)
    rows = rating_rows([_role("one", one), _role("other", other)])
    real = [row for row in rows if row_finding(row) == REAL]
    before = {a.element: a.element not in unlike for a, b in zip(one, other, strict=True) if _was_real(a, b)}
    now = {row.key: row.key.partition(".")[2] not in unlike for row in real}
    return before, now, {row.key: now[row.key] for row in real if leads(row)}


def _was_real(a: Rating, b: Rating) -> bool:
    """Return whether a difference was called real by 1.96 errors, if no error of the element is 0."""
    pairs = [(a.scales[scale], b.scales[scale]) for scale in a.scales]
    errors = [each.standard_error or 0 for pair in pairs for each in pair]
    return all(errors) and any(
        abs(x.value - y.value) > 1.96 * sqrt((x.standard_error or 0) ** 2 + (y.standard_error or 0) ** 2)
        for x, y in pairs
    )


def _rated(chance: random.Random, elements: Elements, share: float) -> Iterator[tuple[tuple[Rating, Rating], bool]]:
    """Yield the ratings of both occupations on each element, and whether the truth is the same."""
    raters = [[chance.gauss(0, LENIENCY) for _ in range(chance.randint(*elements.raters))] for _ in range(2)]
    for number in range(elements.how_many):
        same = chance.random() < share
        truth = chance.uniform(1, 5)
        other = truth if same else truth + chance.gauss(0, 1)
        name = f"{elements.kind.value} {number}"
        one, two = (
            Rating(
                element=name,
                name=name,
                kind=elements.kind,
                importance=_estimate(chance, true, 1, 5, elements.spread, leniency),
                level=_estimate(chance, (true - 1) * 7 / 4, 0, 7, elements.spread * 7 / 4, leniency),
                citations=CITED,
            )
            for true, leniency in zip((truth, other), raters, strict=True)
        )
        yield (one, two), same


def _estimate(
    chance: random.Random, truth: float, low: int, high: int, spread: float, leniency: Sequence[float]
) -> Estimate:
    """Return the mean and the error of whole numbers that raters give."""
    answers = [min(high, max(low, round(chance.gauss(truth + own, spread)))) for own in leniency]
    error = stdev(answers) / sqrt(len(answers))
    return Estimate(value=round(mean(answers), 2), standard_error=round(error, 4), n=len(answers), period="2024-08")


def _role(name: str, ratings: Sequence[Rating]) -> RoleWithMembers:
    summary = Statement(text="Made up.", citations=CITED)
    return RoleWithMembers(Role(id=name, title=name, summary=summary, codes=Codes(), ratings=tuple(ratings)))


if __name__ == "__main__":
    main()
