"""Compare ratings of a survey, and test whether two of them really differ or only seem to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt

from rolecompare.comparison import labels
from rolecompare.comparison.alignment import ItemsByKey
from rolecompare.comparison.types import Cell, Derived, Relation, Row, RowEvidence
from rolecompare.measures import SCALES
from rolecompare.models.figures import Estimate
from rolecompare.models.kinds import RatingKind
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Rating, Role

KINDS = {kind: labels.in_words(kind).capitalize() for kind in RatingKind}
# Two-sided 95% of the normal distribution.
CRITICAL_VALUE = 1.96
REAL, WITHIN_NOISE, SUPPRESSED, UNTESTED = "real", "within noise", "suppressed", "untested"
NOT_RATED_FOR_ALL = "not rated for all"
# The most telling first.
FINDINGS = (REAL, WITHIN_NOISE, SUPPRESSED, UNTESTED, NOT_RATED_FOR_ALL)


def rating_rows(
    compared_roles: Sequence[RoleWithMembers], ratings: Callable[[Role], Sequence[Rating]] = lambda role: role.ratings
) -> list[Row]:
    """Return a row for each element that any of the roles is rated on: real differences first, the largest on top.

    Rows of one role alone stay in the order of kind and element. Ratings of an umbrella role's members are not its own.
    """
    return sorted(_rows(compared_roles, ratings), key=rating_order)


def rating_order(row: Row) -> tuple[int, float]:
    """Return the sort key of a row of ratings: what a test says of it, then the largest difference."""
    said = row_finding(row)
    return FINDINGS.index(said), -_largest_difference(row, said)


def row_finding(row: Row) -> str:
    """Return what a test says of a row: the most telling finding of any scale and any two roles."""
    found = {value.value for value in row.derived if value.kind == "finding"}
    return next(
        (each for each in FINDINGS if each in found), NOT_RATED_FOR_ALL if row.relation == "missing" else UNTESTED
    )


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


def count_unproven(rows: Iterable[Row]) -> dict[str, int]:
    """Count the differences in rows without a real one, by finding."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = row_finding(row)
        if said != REAL:
            counts.update([str(value.value) for value in row.derived if value.kind == "finding"] or [said])
    return {said: counts[said] for said in FINDINGS if counts[said]}


def _rows(compared_roles: Sequence[RoleWithMembers], ratings: Callable[[Role], Sequence[Rating]]) -> Iterator[Row]:
    by_role = [ItemsByKey(compared, ratings, _key) for compared in compared_roles]
    rated = {
        key: found[-1]
        for each in by_role
        for items in (each.own, *each.members.values())
        for key, found in items.items()
    }
    for key, rating in sorted(rated.items(), key=lambda entry: (entry[1].kind, entry[1].name, entry[1].element)):
        cells = tuple(each.cell(key) for each in by_role)
        findings = tuple(_findings(cells))
        yield Row(
            key=key,
            label=f"{KINDS[rating.kind]}: {rating.name}",
            relation=_relation(cells, findings),
            evidence=RowEvidence(kind="rating", id=rating.element, label=rating.kind.value),
            cells=cells,
            derived=findings,
        )


def _key(rating: Rating) -> str:
    return f"{rating.kind.value}.{rating.element}"


def _findings(cells: Sequence[Cell]) -> Iterator[Derived]:
    first, *others = cells
    for other in others:
        match (first.items, other.items):
            case ((Rating() as a, *_), (Rating() as b, *_)):
                sure = not (_has_zero_error(a) or _has_zero_error(b))
                for scale in (scale for scale in a.scales if scale in b.scales):
                    yield from _test(a.scales[scale], b.scales[scale], (first.role, other.role), scale, sure=sure)


def _has_zero_error(rating: Rating) -> bool:
    """Return whether a standard error of 0 was published: raters who all agree are few, not certain.

    The same few rate importance and level, so neither is tested where one of them has an error of 0.
    """
    return any(estimate.standard_error == 0 for estimate in rating.scales.values())


def _test(a: Estimate, b: Estimate, pair: tuple[str, str], scale: str, *, sure: bool) -> Iterator[Derived]:
    """Yield the finding on two estimates, their difference, and the margin that chance alone may explain.

    Nothing is tested where errors are not `sure`. Ratings that are years apart are tested all the same: a warning
    gives their dates.
    """
    versus, role = pair
    said = finding(a, b)
    if not sure and said != SUPPRESSED:
        said = UNTESTED
    yield Derived(kind="finding", role=role, versus=versus, value=said, unit=scale)
    difference = round(b.value - a.value, 2) or 0.0
    yield Derived(kind="difference", role=role, versus=versus, value=difference, unit=scale)
    if sure and (beyond := margin(a, b)) is not None:
        yield Derived(kind="margin", role=role, versus=versus, value=round(beyond, 4), unit=scale)


def finding(a: Estimate, b: Estimate) -> str:
    """Return what a test says of the difference between two ratings of one element on one scale.

    It is real where it exceeds 1.96 standard errors of a difference and neither side is recommended to be suppressed.
    """
    if a.suppress or b.suppress:
        return SUPPRESSED
    beyond = margin(a, b)
    if beyond is None:
        return UNTESTED
    return REAL if abs(b.value - a.value) > beyond else WITHIN_NOISE


def margin(a: Estimate, b: Estimate) -> float | None:
    """Return what chance alone may make two estimates differ by (95%); None where an error is not known."""
    if a.standard_error is None or b.standard_error is None:
        return None
    return CRITICAL_VALUE * sqrt(a.standard_error**2 + b.standard_error**2)


def _relation(cells: Sequence[Cell], findings: Sequence[Derived]) -> Relation:
    if len(cells) == 1:
        return "only"
    scales = {tuple(tuple(rating.scales) for rating in cell.items if isinstance(rating, Rating)) for cell in cells}
    if any(cell.members for cell in cells):
        return _range_relation(cells)
    if any(not cell.items for cell in cells) or len(scales) > 1 or not findings:
        return "missing"
    outcomes = {found.value for found in findings if found.kind == "finding"}
    if REAL in outcomes:
        return "differs"
    if all(found.value == 0 for found in findings if found.kind == "difference"):
        return "same"
    return "alike"


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
