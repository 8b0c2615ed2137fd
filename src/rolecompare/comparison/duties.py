"""Duties side by side: by the activity they are an instance of, then by its broader activity, else by wording.

Wording counts only where it is the same words; rows say what they line up by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rolecompare.comparison.alignment import Lineup, line_up, relation
from rolecompare.comparison.parts import Ground, Row, Subject
from rolecompare.models import Activity, Duty

WORDING = "wording:"


def duty_rows(subjects: Sequence[Subject], activities: Mapping[str, Activity]) -> tuple[Row, ...]:
    def broader(key: str) -> str | None:
        activity = activities.get(key)
        # A broader activity that a role names itself is as broad as the one another role's activity belongs to.
        return (activity.broader or activity.id) if activity else None

    lineups = line_up(subjects, lambda role: role.duties, _key, broader)
    return tuple(_row(lineup, activities) for lineup in lineups)


def _key(duty: Duty) -> str:
    return duty.activity or WORDING + " ".join(duty.text.casefold().split())


def _row(lineup: Lineup, activities: Mapping[str, Activity]) -> Row:
    if lineup.wider is not None:
        label = activities[lineup.wider].label
        ground = Ground(by="broader-activity", id=lineup.wider, label=label)
        key = "+".join(lineup.keys)
        return Row(key=key, label=label, relation="alike", evidence=ground, cells=lineup.cells)
    (key,) = lineup.keys
    kind = relation(lineup.cells)
    if key.startswith(WORDING):
        held = next(items for cell in lineup.cells for items in (cell.items, *(m.items for m in cell.members)) if items)
        label = held[0].text if isinstance(held[0], Duty) else key
        return Row(key=key, label=label, relation=kind, evidence=Ground(by="wording"), cells=lineup.cells)
    label = activities[key].label
    by = Ground(by="activity", id=key, label=label)
    return Row(key=key, label=label, relation=kind, evidence=by, cells=lineup.cells)
