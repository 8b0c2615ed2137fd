"""Flat rows of related roles: one for each role."""

from __future__ import annotations

from collections.abc import Sequence

from rolecompare.comparison import labels
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import joined, several
from rolecompare.related import RelatedAnswer, RelatedRole

FIGURES = ("pay", "change", "job_zone")
FIGURE_PARTS = ("", "_period", "_code", "_missing", "_reason", "_source", "_place")
COLUMNS = (
    *("related_to", "id", "code", "title", "tier", "tier_place", "tier_source", "tier_row", "our_place", "score"),
    *("work", "titles", "knowledge", "interests", "shared_activity_count", "activity_count", "shared_activities"),
    *(f"{name}{part}" for name in FIGURES for part in FIGURE_PARTS),
    "unknown_reason",
)


def flatten_related(answer: RelatedAnswer) -> FlatTable:
    """Return the row of each related role."""
    return FlatTable(COLUMNS, (_role_row(answer.role, related) for related in answer.related))


def _role_row(asked: RelatedRole, related: RelatedRole) -> FlatRow:
    row: FlatRow = {"related_to": asked.id, "id": related.id, "code": related.code, "title": related.title}
    row["unknown_reason"] = related.unknown_reason
    if (official := related.official) is not None:
        row |= {"tier": official.tier, "tier_place": official.place}
        row["tier_source"] = several(citation.source for citation in official.citations)
        row["tier_row"] = several(citation.place for citation in official.citations)
    if (ours := related.our_ranking) is not None:
        row |= {"our_place": ours.place, "score": ours.score, "work": ours.work, "titles": ours.titles}
        row |= {"knowledge": ours.knowledge, "interests": ours.interests}
    if related.id is None:
        return row
    row |= {"shared_activity_count": len(related.shared_activities), "activity_count": related.activity_count}
    row["shared_activities"] = several(kind.label for kind in related.shared_activities)
    for name in FIGURES:
        row |= {f"{name}{part}": value for part, value in _figure_columns(getattr(related, name)).items()}
    return row


def _figure_columns(values: Sequence[Figure | Level | Missing]) -> FlatRow:
    """Return the columns of a figure by the endings of their names. The number of a Job Zone is its rank.

    Where sources disagree, there is no number, and the reason gives what each says.
    """
    columns: FlatRow = {
        "_period": joined(value.period for value in values),
        "_code": joined(value.code for value in values),
        "_source": joined(citation.source for value in values for citation in value.citations),
        "_place": joined(citation.place for value in values for citation in value.citations),
    }
    match values:
        case (Figure(value=number),) | (Level(rank=number),):
            columns[""] = number
        case (Missing() as value,):
            columns |= {"_missing": value.missing.value, "_reason": value.reason}
        case [_, *_]:
            said = [str(value.value) for value in values if not isinstance(value, Missing)]
            columns |= {"_missing": "conflict", "_reason": f"sources disagree: {labels.join_words(said, 'or')}"}
    return columns
