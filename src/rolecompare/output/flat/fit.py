"""Flat rows of a fit: one for each score, each point, each change of the answer, each advice and each warning."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.fit.questionnaire import Questions
from rolecompare.fit.scoring import Fit, ScoredRole
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import CITATION_COLUMNS, citation_columns, several

COLUMNS = (
    *("layer", "place", "role", "title", "member_of", "question", "answer", "weight", "points", "low", "high"),
    *("known", "missing", "text", "fields"),
    *CITATION_COLUMNS,
)
QUESTION_COLUMNS = ("key", "title", "section", "text", "measured_by", "choice", "choice_text", "scale")


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
        yield from ({"layer": "change", "role": role, **columns, "points": change.lead} for role in change.first)
    for layer, notes in (("article", answer.article), ("warning", answer.warnings)):
        for note in notes:
            columns = {"layer": layer, "text": note.text, **citation_columns(note.citations, answer.sources)}
            yield from ({"role": role, **columns} for role in note.roles or (None,))


def _role_rows(role: ScoredRole, answer: Fit, start: FlatRow) -> Iterator[FlatRow]:
    start = {**start, "role": role.role, "title": role.title}
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
            "fields": several(point.fields),
            **citation_columns(point.citations, answer.sources),
        }


def flatten_questions(answer: Questions) -> FlatTable:
    """Return a row for each choice of each question."""
    return FlatTable(QUESTION_COLUMNS, _question_rows(answer))


def _question_rows(answer: Questions) -> Iterator[FlatRow]:
    for question in answer.questions:
        start: FlatRow = {"key": question.key, "title": question.title, "section": question.section.value}
        start |= {"text": question.text, "measured_by": question.measured_by}
        for choice in question.choices:
            yield {**start, "choice": choice.key, "choice_text": choice.text, "scale": choice.scale}
