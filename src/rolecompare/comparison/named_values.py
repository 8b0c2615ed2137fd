"""Name the figures and levels of a comparison, so that a program finds one without a search through the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rolecompare.comparison.types import Cell, Derived, NamedValue, NamedValues, Row, Section, ValueRange
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Item, Role

NOT_THERE = "the data has no such value for this job"
NOT_FOR_THE_GROUP = "the data has no such value for the group as a whole"


def name_values(roles: Sequence[RoleWithMembers], sections: Iterable[Section]) -> NamedValues:
    """Return the figures and levels of the sections by the key of the row and the id of the role.

    Every role has an entry under each key; where it has no value, the entry says why.
    """
    subjects = {each.role.id: each.role for each in roles}
    return {
        row.key: {cell.role: _cell_value(cell, row, subjects[cell.role]) for cell in row.cells}
        for row in _measure_rows(sections)
    }


def name_value(
    leading: Sequence[Item],
    absent: Missing,
    *,
    earlier: Sequence[Item] | None = None,
    value_range: ValueRange | None = None,
    derived: Iterable[Derived] = (),
) -> NamedValue:
    """Return the named value of a role, given what leads and the other editions; `absent` stands in for no value."""
    extras: dict[str, Any] = {"range": value_range, "earlier": earlier}
    for each in derived:
        extras |= {"versus": each.versus, each.kind: each.value}
    match tuple(leading) or (absent,):
        case (Figure() as item,):
            return NamedValue(kind="figure", value=item.value, unit=item.unit, **_published(item), **extras)
        case (Level() as item,):
            return NamedValue(
                kind="level", value=item.value, rank=item.rank, name=item.name, **_published(item), **extras
            )
        case (Missing() as item,):
            extras |= {"missing": item.missing, "reason": item.reason, "bound": item.bound}
            return NamedValue(kind="missing", **_published(item), **extras)
        case values:
            return NamedValue(kind="conflict", values=tuple(_only_values(values)), **extras)


def _measure_rows(sections: Iterable[Section]) -> Iterator[Row]:
    for section in sections:
        for row in section.rows:
            measure = row.key.partition("@")[0]  # the key of an area ends with it
            if measure in LEVELS or measure in MEASURES:
                yield row


def _cell_value(cell: Cell, row: Row, role: Role) -> NamedValue:
    absent = absent_value(role.missing or (), row.key.partition("@")[0], is_umbrella=bool(role.members))
    derived = [each for each in row.derived if each.role == cell.role]
    return name_value(cell.items, absent, earlier=cell.history, value_range=cell.range, derived=derived)


def absent_value(missing_parts: Iterable[Missing], measure: str, *, is_umbrella: bool) -> Missing:
    """Return why a role has no value of a measure: the reason that its data gives, or that there is none in it."""
    if measure in MEASURES:
        for part in missing_parts:
            if part.measure == "outlook":
                return part
    reason = NOT_FOR_THE_GROUP if is_umbrella else NOT_THERE
    return Missing(measure=measure, missing=MissingReason.NOT_IN_DATASET, reason=reason)


def _published(item: Figure | Level | Missing) -> dict[str, Any]:
    return {
        "period": item.period,
        "area": item.area,
        "code": item.code,
        "classification": item.classification,
        "citations": item.citations,
    }


def _only_values(items: Iterable[Item]) -> Iterator[Figure | Level]:
    return (item for item in items if isinstance(item, (Figure, Level)))
