"""Flat rows of related roles: one for each role."""

from __future__ import annotations

from collections.abc import Sequence

from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.output.flat import FlatRow, FlatTable, Value
from rolecompare.output.flat.items import joined
from rolecompare.related import RelatedAnswer, RelatedRole

FIGURES = ("pay", "change", "job_zone")
FIGURE_PARTS = ("", "_period", "_code", "_missing", "_reason", "_source", "_place")
COLUMNS = (
    *("to", "role", "code", "title", "tier", "tier_place", "tier_source", "tier_row", "our_place", "score"),
    *("work", "titles", "knowledge", "interests", "shared_activity_count", "activity_count", "shared_activities"),
    *(f"{name}{part}" for name in FIGURES for part in FIGURE_PARTS),
    "unknown_reason",
)


def flatten_related(answer: RelatedAnswer) -> FlatTable:
    """Return the row of each related role."""
    return FlatTable(COLUMNS, (_role_row(answer.role, related) for related in answer.related))


def _role_row(asked: RelatedRole, related: RelatedRole) -> FlatRow:
    row: FlatRow = {"to": asked.id, "role": related.id, "code": related.code, "title": related.title}
    row["unknown_reason"] = related.unknown_reason
    if (official := related.official) is not None:
        row |= {"tier": official.tier, "tier_place": official.place}
        row["tier_source"] = joined(citation.source for citation in official.citations)
        row["tier_row"] = joined(citation.place for citation in official.citations)
    if (ours := related.our_ranking) is not None:
        row |= {"our_place": ours.place, "score": ours.score, "work": ours.work, "titles": ours.titles}
        row |= {"knowledge": ours.knowledge, "interests": ours.interests}
    if related.id is None:
        return row
    row |= {"shared_activity_count": len(related.shared_activities), "activity_count": related.activity_count}
    row["shared_activities"] = joined(kind.label for kind in related.shared_activities)
    for name in FIGURES:
        row |= {f"{name}{part}": value for part, value in _figure_columns(getattr(related, name)).items()}
    return row


def _figure_columns(values: Sequence[Figure | Level | Missing]) -> FlatRow:
    """Return the columns of a figure by the endings of their names; where sources disagree, what each says."""
    parts: dict[str, list[Value]] = {part: [] for part in FIGURE_PARTS}
    for value in values:
        if isinstance(value, Missing):
            parts["_missing"].append(value.missing.value)
            parts["_reason"].append(value.reason)
        else:
            parts[""].append(value.value)
        parts["_period"].append(value.period or "")
        parts["_code"].append(value.code or "")
        parts["_source"].append(joined(citation.source for citation in value.citations))
        parts["_place"].append(joined(citation.place for citation in value.citations))
    return {part: each[0] if len(each) == 1 else joined(each) for part, each in parts.items()}
