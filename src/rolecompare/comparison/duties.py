"""Duties side by side: by the activity they are an instance of, then by its broader activity, else by wording.

Wording counts only where it is the same words; rows say what they line up by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rolecompare.comparison.alignment import Lineup, line_up, relation
from rolecompare.comparison.parts import Cell, Ground, Row, Subject
from rolecompare.models import Activity, Duty

WORDING = "wording:"


def duty_rows(subjects: Sequence[Subject], activities: Mapping[str, Activity]) -> tuple[Row, ...]:
    def broader(key: str) -> str | None:
        activity = activities.get(key)
        # A broader activity that a role names itself is as broad as the one another role's activity belongs to.
        return (activity.broader or activity.id) if activity else None

    said = {
        _key(duty): _wording(duty)
        for subject in subjects
        for role in (subject.role, *subject.members)
        for duty in role.duties
    }
    lineups = line_up(subjects, lambda role: role.duties, _key, broader, said.get)
    return tuple(_row(lineup, activities) for lineup in lineups)


def _key(duty: Duty) -> str:
    return duty.activity or _wording(duty)


def _wording(duty: Duty) -> str:
    return WORDING + " ".join(duty.text.casefold().split())


def _row(lineup: Lineup, activities: Mapping[str, Activity]) -> Row:
    wide, cells = lineup.wider, lineup.cells
    key = "+".join(lineup.keys)
    kind = relation(cells, exact=wide is None)
    shared = wide or key
    if shared.startswith(WORDING):
        texts = [duty.text for duty in _duties(cells) if _wording(duty) == shared]
        return Row(key=key, label=min(texts), relation=kind, evidence=Ground(by="wording"), cells=cells)
    label = activities[shared].label
    ground = Ground(by="activity" if wide is None else "broader-activity", id=shared, label=label)
    return Row(key=key, label=label, relation=kind, evidence=ground, cells=cells)


def _duties(cells: Sequence[Cell]) -> list[Duty]:
    return [item for cell in cells for item in cell.held() if isinstance(item, Duty)]
