"""Compare ratings of a survey, and say which differences are real, which matter, and which nothing can test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.alignment import ItemsByKey
from rolecompare.comparison.rating_tests import RatingTest, false_discovery_cutoff, rating_test
from rolecompare.comparison.types import Cell, Derived, Relation, Row, RowEvidence
from rolecompare.measures import SCALES
from rolecompare.models.kinds import RatingKind
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Rating, Role

KINDS = {kind: labels.in_words(kind).capitalize() for kind in RatingKind}
REAL, WITHIN_NOISE, SUPPRESSED, UNTESTED = "real", "within noise", "suppressed", "untested"
NOT_RATED_FOR_ALL = "not rated for all"
# The most telling first.
FINDINGS = (REAL, WITHIN_NOISE, SUPPRESSED, UNTESTED, NOT_RATED_FOR_ALL)
# O*NET's "important", on its scale of importance from 1 to 5.
IMPORTANT = 3
# The part of a scale that two ratings are far apart by: one point of importance.
LARGE = 0.25
UNIMPORTANT = f'real, below {IMPORTANT} ("important") for all'


def rating_rows(
    compared_roles: Sequence[RoleWithMembers], ratings: Callable[[Role], Sequence[Rating]] = lambda role: role.ratings
) -> list[Row]:
    """Return a row for each element that any of the roles is rated on: what leads first, the largest difference on top.

    Differences are tested together, so that 5% of those called real may be chance, however many are tested.
    Rows of one role alone stay in the order of kind and element. Ratings of an umbrella role's members are not its own.
    """
    return sorted(_rows(compared_roles, ratings), key=rating_order)


def rating_order(row: Row) -> tuple[bool, int, float]:
    """Return the sort key of a row of ratings: what leads, by its largest difference; the rest by its finding first."""
    said = row_finding(row)
    is_leading = leads(row)
    return not is_leading, 0 if is_leading else FINDINGS.index(said), -_largest_difference(row, said)


def row_finding(row: Row) -> str:
    """Return what a test says of a row: the most telling finding of any scale and any two roles."""
    found = {value.value for value in row.derived if value.kind == "finding"}
    return next(
        (each for each in FINDINGS if each in found), NOT_RATED_FOR_ALL if row.relation == "missing" else UNTESTED
    )


def leads(row: Row) -> bool:
    """Return whether a page shows a row first: a real difference, or a large one that nothing can test, that matters.

    An element matters if it is important to any of the roles, or if its importance is not rated.
    """
    if is_important(row.cells) is False:
        return False
    return row_finding(row) == REAL or any(is_large_untested(value, row.derived) for value in row.derived)


def is_important(cells: Iterable[Cell]) -> bool | None:
    """Return whether an element is important to any of the roles; None where its importance is not rated."""
    ratings = [item.importance for cell in cells for item in cell.held() if isinstance(item, Rating)]
    importance = [estimate.value for estimate in ratings if estimate is not None]
    return max(importance) >= IMPORTANT if importance else None


def is_large_untested(value: Derived, others: Iterable[Derived]) -> bool:
    """Return whether a value is a difference of a quarter of its scale or more that cannot be tested."""
    is_untested = any(
        (other.kind, other.value, other.roles, other.unit) == ("finding", UNTESTED, value.roles, value.unit)
        for other in others
    )
    return is_untested and _fraction_of_scale(value) >= LARGE


def _largest_difference(row: Row, said: str) -> float:
    """Return the largest difference with that finding, as a fraction of its scale, so that all scales compare."""
    outcomes = {(value.roles, value.unit) for value in row.derived if value.kind == "finding" and value.value == said}
    return max(
        (_fraction_of_scale(value) for value in row.derived if (value.roles, value.unit) in outcomes), default=0.0
    )


def _fraction_of_scale(value: Derived) -> float:
    if value.kind != "difference" or isinstance(value.value, str) or value.unit is None:
        return 0.0
    lowest, highest = SCALES[value.unit]
    return abs(value.value) / (highest - lowest)


def count_hidden(rows: Iterable[Row]) -> dict[str, int]:
    """Count what rows that do not lead have: real differences of unimportant elements, and others by their finding."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = row_finding(row)
        if said == REAL and not leads(row):
            counts[UNIMPORTANT] += 1
        elif not leads(row):
            counts.update([str(value.value) for value in row.derived if value.kind == "finding"] or [said])
    return {said: counts[said] for said in (UNIMPORTANT, *FINDINGS) if counts[said]}


class _Family(NamedTuple):
    """The tests of which together 5% of those called real may be chance.

    Each role is tested against the first one for itself, so that a further role changes nothing between the first two.
    A page leads with elements that are important to one of the two, and so these are a family of their own: of a part
    of a family another share may be chance. Elements that are not rated by importance are the third.
    """

    role: str
    is_important: bool | None


class _Pair(NamedTuple):
    """One element of two roles on one scale. The test is absent where nothing can be tested, or should not be."""

    family: _Family
    versus: str
    role: str
    scale: str
    difference: float
    is_flagged: bool
    test: RatingTest | None
    tested_scales: int

    @property
    def p_value(self) -> float:
        """The p-value of the element as a whole, by this scale: the best of several is found by chance more often."""
        return min(1.0, self.test.p_value * self.tested_scales) if self.test is not None else 1.0

    def derived(self, cutoff: float) -> Iterator[Derived]:
        """Yield the finding, the difference, and the margin that chance alone may explain on this page."""
        finding, difference = self._finding(cutoff), round(self.difference, 2) or 0.0
        yield Derived(kind="finding", role=self.role, versus=self.versus, value=finding, unit=self.scale)
        yield Derived(kind="difference", role=self.role, versus=self.versus, value=difference, unit=self.scale)
        if self.test is not None:
            margin = round(self.test.margin(cutoff / self.tested_scales), 4)
            yield Derived(kind="margin", role=self.role, versus=self.versus, value=margin, unit=self.scale)

    def _finding(self, cutoff: float) -> str:
        if self.is_flagged:
            return SUPPRESSED
        if self.test is None:
            return UNTESTED
        return REAL if self.p_value <= cutoff else WITHIN_NOISE


def _rows(compared_roles: Sequence[RoleWithMembers], ratings: Callable[[Role], Sequence[Rating]]) -> Iterator[Row]:
    by_role = [ItemsByKey(compared, ratings, _key) for compared in compared_roles]
    rated = {
        key: found[-1]
        for each in by_role
        for items in (each.own, *each.members.values())
        for key, found in items.items()
    }
    rows = []
    for key, rating in sorted(rated.items(), key=lambda entry: (entry[1].kind, entry[1].name, entry[1].element)):
        cells = tuple(each.cell(key) for each in by_role)
        rows.append((key, rating, cells, tuple(_pairs(cells))))
    cutoffs = _cutoffs(pairs for *_, pairs in rows)
    for key, rating, cells, pairs in rows:
        derived = tuple(value for pair in pairs for value in pair.derived(cutoffs.get(pair.family, 0.0)))
        yield Row(
            key=key,
            label=f"{KINDS[rating.kind]}: {labels.rating_name(rating.name)}",
            relation=_relation(cells, derived),
            evidence=RowEvidence(kind="rating", id=rating.element, label=rating.kind.value),
            cells=cells,
            derived=derived,
        )


def _cutoffs(elements: Iterable[Iterable[_Pair]]) -> dict[_Family, float]:
    """Return the p-value up to which differences are called real, for each family of tests.

    Each element counts once, with the smallest of its p-values.
    """
    p_values: dict[_Family, list[float]] = {}
    for pairs in elements:
        smallest: dict[_Family, float] = {}
        for pair in pairs:
            if pair.test is not None:
                smallest[pair.family] = min(pair.p_value, smallest.get(pair.family, 1.0))
        for family, p_value in smallest.items():
            p_values.setdefault(family, []).append(p_value)
    return {family: false_discovery_cutoff(found) for family, found in p_values.items()}


def _key(rating: Rating) -> str:
    return f"{rating.kind.value}.{rating.element}"


def _pairs(cells: Sequence[Cell]) -> Iterator[_Pair]:
    """Yield each later role with the first one, on every scale that both are rated on.

    Ratings that are years apart are tested all the same: a warning gives their dates.
    """
    first, *others = cells
    for other in others:
        match (first.items, other.items):
            case ((Rating() as one, *_), (Rating() as two, *_)):
                family = _Family(other.role, is_important((first, other)))
                scales = [(scale, one.scales[scale], two.scales[scale]) for scale in one.scales if scale in two.scales]
                flags = [a.suppress or b.suppress for _, a, b in scales]
                tests = [
                    None if flag else rating_test(a, b, scale)
                    for flag, (scale, a, b) in zip(flags, scales, strict=True)
                ]
                count = sum(test is not None for test in tests)
                for flag, test, (scale, a, b) in zip(flags, tests, scales, strict=True):
                    yield _Pair(family, first.role, other.role, scale, b.value - a.value, flag, test, count)


def _relation(cells: Sequence[Cell], derived: Sequence[Derived]) -> Relation:
    if len(cells) == 1:
        return "only"
    scales = {tuple(tuple(rating.scales) for rating in cell.items if isinstance(rating, Rating)) for cell in cells}
    if any(cell.members for cell in cells):
        return _range_relation(cells)
    if any(not cell.items for cell in cells) or len(scales) > 1 or not derived:
        return "missing"
    outcomes = {found.value for found in derived if found.kind == "finding"}
    if REAL in outcomes:
        return "differs"
    if all(found.value == 0 for found in derived if found.kind == "difference"):
        return "same"
    # Nothing tells whether they differ where no difference could be tested.
    return "alike" if WITHIN_NOISE in outcomes else "missing"


def _range_relation(cells: Sequence[Cell]) -> Relation:
    """Return the relation of roles of which one is an umbrella: alike where their ranges overlap on every scale."""
    spans = [_rating_ranges(cell) for cell in cells]
    if any(not span or span.keys() != spans[0].keys() for span in spans):
        return "missing"
    meet = all(max(span[scale][0] for span in spans) <= min(span[scale][1] for span in spans) for scale in spans[0])
    return "alike" if meet else "differs"


def _rating_ranges(cell: Cell) -> dict[str, tuple[float, float]]:
    """Return the lowest and the highest rating of a role, or of its members, on each scale."""
    values: dict[str, list[float]] = {}
    for item in cell.held():
        for scale, estimate in item.scales.items() if isinstance(item, Rating) else ():
            values.setdefault(scale, []).append(estimate.value)
    return {scale: (min(found), max(found)) for scale, found in values.items()}
