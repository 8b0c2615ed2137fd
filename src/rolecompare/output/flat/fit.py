"""Flat rows of a fit: one for each score, each point, each change of the answer, each advice and each warning."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.fit.scoring import Fit, ScoredRole
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import CITATION_COLUMNS, citation_columns, joined

COLUMNS = (
    *("layer", "place", "role", "role_title", "member_of", "question", "answer", "weight", "points", "low", "high"),
    *("known", "missing", "text", "fields"),
    *CITATION_COLUMNS,
)


def flatten_fit(answer: Fit) -> FlatTable:
    """Return the rows of the roles, best first, then what would change the answer, advice and warnings."""
    return FlatTable(COLUMNS, _fit_rows(answer))


def _fit_rows(answer: Fit) -> Iterator[FlatRow]:
    for role in answer.roles:
        yield from _role_rows(role, answer, {})
        for member in role.members:
            yield from _role_rows(member, answer, {"member_of": role.role})
    for change in answer.changes:
        columns: FlatRow = {"question": change.question, "answer": change.then, "text": f"instead of {change.now}"}
        yield {"layer": "change", "role": joined(change.first), **columns, "points": change.lead}
    for advice in answer.article:
        cited = citation_columns(advice.citations, answer.sources)
        yield {"layer": "article", "role": joined(advice.roles), "text": advice.text, **cited}
    for warning in answer.warnings:
        cited = citation_columns(warning.citations, answer.sources)
        yield {"layer": "warning", "role": joined(warning.roles), "text": warning.text, **cited}


def _role_rows(role: ScoredRole, answer: Fit, start: FlatRow) -> Iterator[FlatRow]:
    start = {**start, "role": role.role, "role_title": role.title}
    yield {
        "layer": "score",
        **start,
        "place": role.place,
        "points": role.score,
        "low": role.low,
        "high": role.high,
        "known": role.known,
    }
    for point, asked in zip(role.points, answer.asked, strict=True):
        yield {
            "layer": "point",
            **start,
            "question": point.question,
            "answer": asked.answer,
            "weight": asked.weight,
            "points": point.points,
            "low": point.low,
            "high": point.high,
            "missing": point.missing.value if point.missing else None,
            "text": point.reason,
            "fields": joined(point.fields),
            **citation_columns(point.citations, answer.sources),
        }
