"""Ratings side by side: whether two numbers of a survey really differ, or only seem to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt

from rolecompare.comparison.types import Cell, Derived, MemberItems, Relation, RoleWithMembers, Row, RowEvidence
from rolecompare.measures import SCALES
from rolecompare.models.figures import Estimate
from rolecompare.models.kinds import RatingKind
from rolecompare.models.roles import Rating, Role

KINDS = {kind: kind.value.replace("-", " ").capitalize() for kind in RatingKind}
# Two-sided 95% of the normal distribution.
CRITICAL = 1.96
REAL, WITHIN_NOISE, SUPPRESSED, UNTESTED = "real", "within noise", "suppressed", "untested"
ONE_SIDED = "not rated for all"
# What tells most first.
FINDINGS = (REAL, WITHIN_NOISE, SUPPRESSED, UNTESTED, ONE_SIDED)


def rating_rows(
    subjects: Sequence[RoleWithMembers], ratings: Callable[[Role], Sequence[Rating]] = lambda role: role.ratings
) -> list[Row]:
    """A row for each element that any of the roles is rated on: real differences first, the largest of them on top.

    Of one role alone they stay by kind and element. Ratings of an umbrella's members are not its own.
    """
    return sorted(_rows(subjects, ratings), key=rating_order)


def rating_order(row: Row) -> tuple[int, float]:
    """What rows of ratings are ordered by: what may be said of them, then the largest difference."""
    said = row_finding(row)
    return FINDINGS.index(said), -_size(row, said)


def row_finding(row: Row) -> str:
    """What may be said of a row's ratings: the most that any of its scales tells of any two roles."""
    found = {value.value for value in row.derived if value.kind == "finding"}
    return next((each for each in FINDINGS if each in found), ONE_SIDED if row.relation == "missing" else UNTESTED)


def _size(row: Row, said: str) -> float:
    """The largest difference of which that is said, as a part of its scale: so those of all scales compare."""
    told = {(value.roles, value.unit) for value in row.derived if value.kind == "finding" and value.value == said}
    return max((_part(value) for value in row.derived if (value.roles, value.unit) in told), default=0.0)


def _part(value: Derived) -> float:
    if value.kind != "difference" or isinstance(value.value, str) or value.unit is None:
        return 0.0
    lowest, highest = SCALES[value.unit]
    return abs(value.value) / (highest - lowest)


def count_unproven(rows: Iterable[Row]) -> dict[str, int]:
    """How many differences lie in the rows that none real is in, by what may be said of them."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = row_finding(row)
        if said != REAL:
            counts.update([str(value.value) for value in row.derived if value.kind == "finding"] or [said])
    return {said: counts[said] for said in FINDINGS if counts[said]}


def _rows(subjects: Sequence[RoleWithMembers], ratings: Callable[[Role], Sequence[Rating]]) -> Iterator[Row]:
    roles = [role for subject in subjects for role in (subject.role, *subject.members)]
    # To look for each element in each role anew takes as long as all the rest, once roles have a hundred ratings.
    rated = {role.id: _by_element(ratings(role)) for role in roles}
    elements = {key: found[-1].name for of in rated.values() for key, found in of.items()}
    for element, name in sorted(elements.items(), key=lambda entry: (entry[0][0], entry[1], entry[0][1])):
        cells = tuple(
            _cell(subject, {name: of[element] for name, of in rated.items() if element in of}) for subject in subjects
        )
        findings = tuple(_findings(cells))
        by = RowEvidence(kind="rating", id=element[1], label=element[0].value)
        key = f"{element[0].value}.{element[1]}"
        yield Row(
            key=key,
            label=f"{KINDS[element[0]]}: {name}",
            relation=_relation(cells, findings),
            evidence=by,
            cells=cells,
            derived=findings,
        )


def _by_element(ratings: Sequence[Rating]) -> dict[tuple[RatingKind, str], tuple[Rating, ...]]:
    found: dict[tuple[RatingKind, str], tuple[Rating, ...]] = {}
    for rating in ratings:
        key = (rating.kind, rating.element)
        found[key] = (*found.get(key, ()), rating)
    return found


def _cell(subject: RoleWithMembers, rated: dict[str, tuple[Rating, ...]]) -> Cell:
    """What a subject's roles are rated on an element, from the ratings of it by role."""
    items = rated.get(subject.role.id, ())
    if not subject.members:
        return Cell(role=subject.role.id, items=items)
    members = tuple(MemberItems(role=m.id, items=rated[m.id]) for m in subject.members if m.id in rated)
    return Cell(role=subject.role.id, items=items, members=members, member_count=len(subject.members))


def _findings(cells: Sequence[Cell]) -> Iterator[Derived]:
    first, *count_unproven = cells
    for other in count_unproven:
        match (first.items, other.items):
            case ((Rating() as a, *_), (Rating() as b, *_)):
                sure = not (_agreed(a) or _agreed(b))
                for scale in (scale for scale in a.scales if scale in b.scales):
                    yield from _found(a.scales[scale], b.scales[scale], (first.role, other.role), scale, sure=sure)


def _agreed(rating: Rating) -> bool:
    """Whether an error of 0 was published, of raters who all said the same: it tells of few raters, not of certainty.

    The same few rate importance and level, so of an element neither is tested where one has no error to speak of.
    """
    return any(estimate.standard_error == 0 for estimate in rating.scales.values())


def _found(a: Estimate, b: Estimate, pair: tuple[str, str], scale: str, *, sure: bool) -> Iterator[Derived]:
    """What may be said of two estimates, their difference, and how large it has to be to be told from chance.

    Nothing is tested where errors are not `sure`. Years apart make no difference unreal: a warning says them.
    """
    said = finding(a, b)
    yield Derived(kind="finding", roles=pair, value=said if sure or said == SUPPRESSED else UNTESTED, unit=scale)
    yield Derived(kind="difference", roles=pair, value=round(b.value - a.value, 2) or 0.0, unit=scale)
    if sure and (beyond := margin(a, b)) is not None:
        yield Derived(kind="margin", roles=pair, value=round(beyond, 4), unit=scale)


def finding(a: Estimate, b: Estimate) -> str:
    """What may be said of the difference between two ratings of one element on one scale.

    Real where it exceeds 1.96 standard errors of a difference and neither side is recommended to be suppressed.
    """
    if a.suppress or b.suppress:
        return SUPPRESSED
    beyond = margin(a, b)
    if beyond is None:
        return UNTESTED
    return REAL if abs(b.value - a.value) > beyond else WITHIN_NOISE


def margin(a: Estimate, b: Estimate) -> float | None:
    """What chance alone may make two estimates differ by, 19 times of 20; none where an error is not known."""
    if a.standard_error is None or b.standard_error is None:
        return None
    return CRITICAL * sqrt(a.standard_error**2 + b.standard_error**2)


def _relation(cells: Sequence[Cell], findings: Sequence[Derived]) -> Relation:
    if len(cells) == 1:
        return "only"
    scales = {tuple(tuple(rating.scales) for rating in cell.items if isinstance(rating, Rating)) for cell in cells}
    if any(cell.members for cell in cells):
        return _relation_of_ranges(cells)
    if any(not cell.items for cell in cells) or len(scales) > 1 or not findings:
        return "missing"
    told = {found.value for found in findings if found.kind == "finding"}
    if REAL in told:
        return "differs"
    if all(found.value == 0 for found in findings if found.kind == "difference"):
        return "same"
    return "alike"


def _relation_of_ranges(cells: Sequence[Cell]) -> Relation:
    """Of roles one of which is an umbrella: alike where what its members have reaches what the other has."""
    spans = [_spans(cell) for cell in cells]
    if any(not span or span.keys() != spans[0].keys() for span in spans):
        return "missing"
    meet = all(max(span[scale][0] for span in spans) <= min(span[scale][1] for span in spans) for scale in spans[0])
    return "alike" if meet else "differs"


def _spans(cell: Cell) -> dict[str, tuple[float, float]]:
    """On each scale the lowest and the highest that a role, or its members, are rated."""
    values: dict[str, list[float]] = {}
    for item in cell.held():
        for scale, estimate in item.scales.items() if isinstance(item, Rating) else ():
            values.setdefault(scale, []).append(estimate.value)
    return {scale: (min(found), max(found)) for scale, found in values.items()}
