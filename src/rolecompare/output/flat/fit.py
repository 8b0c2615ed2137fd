"""Flat rows of a fit: one for each job, each answer, each change of the answer, each advice and each warning."""

from __future__ import annotations

from collections.abc import Iterator

from rolecompare.fit.questionnaire import Questions
from rolecompare.fit.types import Fit, JobResult
from rolecompare.output.flat import FlatRow, FlatTable
from rolecompare.output.flat.items import CITATION_COLUMNS, citation_columns, several

COLUMNS = (
    *("layer", "group", "place", "role", "title", "question", "answer", "weight", "points", "most"),
    *("known", "kept", "missed_by", "missing", "text", "fields"),
    *CITATION_COLUMNS,
)
QUESTION_COLUMNS = ("key", "kind", "title", "section", "text", "measured_by", "choice", "choice_text", "scale")


def flatten_fit(answer: Fit) -> FlatTable:
    """Return the rows of the jobs, those that are ranked first, then what would change the answer, advice, warnings."""
    return FlatTable(COLUMNS, _fit_rows(answer))


def _fit_rows(answer: Fit) -> Iterator[FlatRow]:
    for group, jobs in (("ranked", answer.ranked), ("missed", answer.missed), ("unknown", answer.unknown)):
        for job in jobs:
            yield from _job_rows(job, group, answer)
    for change in answer.changes:
        columns: FlatRow = {"question": change.question, "answer": change.then, "text": f"instead of {change.now}"}
        yield from ({"layer": "change", "role": role, **columns, "points": change.lead} for role in change.first)
    for layer, notes in (("article", answer.article), ("warning", answer.warnings)):
        for note in notes:
            columns = {"layer": layer, "text": note.text, **citation_columns(note.citations, answer.sources)}
            yield from ({"role": role, **columns} for role in note.roles or (None,))


def _job_rows(job: JobResult, group: str, answer: Fit) -> Iterator[FlatRow]:
    start: FlatRow = {"group": group, "role": job.role, "title": job.title}
    yield {
        "layer": "score",
        **start,
        "place": job.place,
        "points": job.score,
        "most": job.most,
        "known": job.known,
    }
    for result, asked in zip(job.results, answer.asked, strict=True):
        yield {
            "layer": asked.kind,
            **start,
            "question": result.question,
            "answer": asked.answer,
            "weight": asked.weight if asked.kind == "wish" else None,
            "points": result.points,
            "most": result.most,
            "kept": result.kept,
            "missed_by": result.missed_by,
            "missing": result.missing.value if result.missing else None,
            "text": result.reason,
            "fields": several(result.fields),
            **citation_columns(result.citations, answer.sources),
        }


def flatten_questions(answer: Questions) -> FlatTable:
    """Return a row for each choice of each question."""
    return FlatTable(QUESTION_COLUMNS, _question_rows(answer))


def _question_rows(answer: Questions) -> Iterator[FlatRow]:
    for question in answer.questions:
        start: FlatRow = {"key": question.key, "kind": question.kind, "title": question.title}
        start |= {"section": question.section.value}
        start |= {"text": question.text, "measured_by": question.measured_by}
        for choice in question.choices:
            yield {**start, "choice": choice.key, "choice_text": choice.text, "scale": choice.scale}
