"""Ratings side by side: whether two numbers of a survey really differ, or only seem to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from rolecompare.comparison.figures import JUDGEMENT_YEARS
from rolecompare.comparison.parts import Cell, Derived, Ground, MemberItems, Relation, Row, Subject
from rolecompare.models import Estimate, Rating, Role
from rolecompare.vocabulary import RatingKind, years_apart

KINDS = {kind: kind.value.replace("-", " ").capitalize() for kind in RatingKind}
# Two-sided 95 % of the normal distribution.
CRITICAL = 1.96
REAL, NOISE, SUPPRESSED, UNTESTED = "real", "within noise", "suppressed", "untested"


def rating_rows(subjects: Sequence[Subject]) -> Iterator[Row]:
    """A row for each element that any of the roles is rated on. Ratings of an umbrella's members are not its own."""
    roles = [role for subject in subjects for role in (subject.role, *subject.members)]
    elements = {(rating.kind, rating.element): rating.name for role in roles for rating in role.ratings}
    # To look for each element in each role anew takes as long as all the rest, once roles have a hundred ratings.
    rated = {role.id: _by_element(role) for role in roles}
    for element, name in sorted(elements.items(), key=lambda entry: (entry[0][0], entry[1], entry[0][1])):
        cells = tuple(
            _cell(subject, {name: of[element] for name, of in rated.items() if element in of}) for subject in subjects
        )
        findings = tuple(_findings(cells))
        by = Ground(by="rating", id=element[1], label=element[0].value)
        key = f"{element[0].value}.{element[1]}"
        yield Row(
            key=key,
            label=f"{KINDS[element[0]]}: {name}",
            relation=_relation(cells, findings),
            evidence=by,
            cells=cells,
            derived=findings,
        )


def _by_element(role: Role) -> dict[tuple[RatingKind, str], tuple[Rating, ...]]:
    found: dict[tuple[RatingKind, str], tuple[Rating, ...]] = {}
    for rating in role.ratings:
        key = (rating.kind, rating.element)
        found[key] = (*found.get(key, ()), rating)
    return found


def _cell(subject: Subject, rated: dict[str, tuple[Rating, ...]]) -> Cell:
    """What a subject's roles are rated on an element, from the ratings of it by role."""
    items = rated.get(subject.role.id, ())
    if not subject.members:
        return Cell(role=subject.role.id, items=items)
    members = tuple(MemberItems(role=m.id, items=rated[m.id]) for m in subject.members if m.id in rated)
    return Cell(role=subject.role.id, items=items, members=members, members_in_all=len(subject.members))


def _findings(cells: Sequence[Cell]) -> Iterator[Derived]:
    first, *others = cells
    for other in others:
        match (first.items, other.items):
            case ((Rating() as a, *_), (Rating() as b, *_)):
                for scale in (scale for scale in a.scales if scale in b.scales):
                    x, y = a.scales[scale], b.scales[scale]
                    if years_apart(x.period, y.period) < JUDGEMENT_YEARS:
                        yield Derived(kind="finding", roles=(first.role, other.role), value=finding(x, y), unit=scale)
                        difference = round(y.value - x.value, 2)
                        yield Derived(kind="difference", roles=(first.role, other.role), value=difference, unit=scale)


def finding(a: Estimate, b: Estimate) -> str:
    """What may be said of the difference between two ratings of one element on one scale.

    Real where it exceeds 1.96 standard errors of a difference and neither side is recommended to be suppressed.
    """
    if a.suppress or b.suppress:
        return SUPPRESSED
    if a.standard_error is None or b.standard_error is None:
        return UNTESTED
    error = sqrt(a.standard_error**2 + b.standard_error**2)
    return REAL if abs(b.value - a.value) > CRITICAL * error else NOISE


def _relation(cells: Sequence[Cell], findings: Sequence[Derived]) -> Relation:
    if len(cells) == 1:
        return "only"
    scales = {tuple(tuple(rating.scales) for rating in cell.items if isinstance(rating, Rating)) for cell in cells}
    if any(cell.members for cell in cells):
        return _relation_of_ranges(cells)
    if any(not cell.items for cell in cells) or len(scales) > 1:
        return "missing"
    told = {found.value for found in findings if found.kind == "finding"}
    if REAL in told:
        return "differs"
    if not findings:
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
