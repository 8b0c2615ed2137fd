"""Decide which duties of a move are shared: between distant occupations, similar ones are not. Count them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from rolecompare.comparison.evidence import are_same_work
from rolecompare.comparison.types import Cell, ComparedRole, Row, RowEvidence
from rolecompare.gap.types import Move
from rolecompare.models.roles import Duty


class DutyCounts(NamedTuple):
    """How many duties of the goal carry over, are only similar, and are new, and how many new ones are core tasks.

    Duties are counted and not the rows that they stand in, so that the first three add up to all duties of the goal,
    wherever the move begins.
    """

    carried: int
    similar: int
    new: int
    new_core: int

    def in_words(self, goal: str) -> str:
        """Return the counts in a sentence without its end, given the title of the goal."""
        listed = self.carried + self.similar + self.new
        text = f"{self.carried} of {listed} listed for {goal} {'carries' if self.carried == 1 else 'carry'} over"
        if self.similar:
            text += f", {self.similar} {'is' if self.similar == 1 else 'are'} only similar"
        how_many = "all" if 1 < self.new_core == self.new else self.new_core
        core = f", {how_many} of them {'a core task' if self.new_core == 1 else 'core tasks'}" if self.new_core else ""
        return f"{text}; {self.new} {'is' if self.new == 1 else 'are'} new{core}"


def count_duties(move: Move) -> DutyCounts:
    """Return how many duties of the goal of a move carry over, are only similar, and are new."""
    shared = [(row.relation == "same", len(duties_of(row.cells[1]))) for row in move.carries_over]
    new = [duty for row in move.new for duty in duties_of(row.cells[1])]
    return DutyCounts(
        carried=sum(count for is_same, count in shared if is_same),
        similar=sum(count for is_same, count in shared if not is_same),
        new=len(new),
        new_core=sum(duty.task_type == "core" for duty in new),
    )


def duties_of(cell: Cell) -> list[Duty]:
    """Return the duties in a cell."""
    return [item for item in cell.items if isinstance(item, Duty)]


def duties_of_move(rows: Iterable[Row], roles: Sequence[ComparedRole]) -> Iterator[Row]:
    """Yield the rows of a move's duties.

    Between occupations of different major groups (the first two digits of SOC), duties that are only similar are listed
    apart: the same words may be about other work there ("change brakes" on a truck and on an aircraft).
    """
    groups = {role.codes.own[:2] for role in roles if role.codes.own is not None}
    for row in rows:
        held = [duties_of(cell) for cell in row.cells]
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
        label = min(duty.text for duty in duties_of(cell))
        yield replace(
            row,
            key=f"{row.key}#{cell.role}",
            label=label,
            relation="only",
            evidence=RowEvidence(kind="wording"),
            cells=cells,
        )
