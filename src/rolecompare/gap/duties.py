"""Decide which duties of a move are shared: between distant occupations, similar ones are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from rolecompare.comparison.evidence import are_same_work
from rolecompare.comparison.types import Cell, ComparedRole, Row, RowEvidence
from rolecompare.models.roles import Duty


def duties_of_move(rows: Iterable[Row], roles: Sequence[ComparedRole]) -> Iterator[Row]:
    """Yield the rows of a move's duties.

    Between occupations of different major groups (the first two digits of SOC), duties that are only similar are listed
    apart: the same words may be about other work there ("change brakes" on a truck and on an aircraft).
    """
    groups = {role.codes.own[:2] for role in roles if role.codes.own is not None}
    for row in rows:
        held = [[item for item in cell.items if isinstance(item, Duty)] for cell in row.cells]
        if not any(held):
            continue
        if len(groups) < 2 or not all(held) or any(are_same_work(*pair) for pair in product(*held)):
            yield row
        else:
            yield from _apart(row)


def _apart(row: Row) -> Iterator[Row]:
    """Yield a row for what each role has in a row."""
    for cell in row.cells:
        cells = tuple(other if other is cell else Cell(role=other.role, items=()) for other in row.cells)
        label = min(item.text for item in cell.items if isinstance(item, Duty))
        yield replace(
            row,
            key=f"{row.key}#{cell.role}",
            label=label,
            relation="only",
            evidence=RowEvidence(kind="wording"),
            cells=cells,
        )
