"""Find what to know before trusting a ranking: values that are years apart, or published for another code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import JUDGMENT_YEARS, NUMBER_YEARS
from rolecompare.comparison.types import ComparisonWarning
from rolecompare.comparison.warnings import granularity_warning, vintage_warning
from rolecompare.fit.metrics import Measured, Reading
from rolecompare.fit.questionnaire import BY_KEY, Answers, Question
from rolecompare.measures import period_months, years_apart
from rolecompare.models.kinds import SectionName
from rolecompare.models.reference_data import JobFacts

NOTHING_ASKED = "You skipped every question, so there is nothing to rank."
# Levels and ratings are judgments that hold for years; a number does not.
JUDGED_SECTIONS = (SectionName.TRAINING, SectionName.RATINGS)

Readings = Sequence[tuple[JobFacts, Reading]]


def find_warnings(measured: Sequence[Measured], answers: Answers) -> Iterator[ComparisonWarning]:
    """Yield the warnings on the values that these answers rest on for some jobs."""
    if not answers.choices:
        yield ComparisonWarning(kind="coverage", section=SectionName.DUTIES, roles=(), text=NOTHING_ASKED)
    asked: list[tuple[Question, Readings]] = []
    for name, key in answers.choices.items():
        question = BY_KEY[name]
        metric = question.choice(key).metric
        asked.append((question, [(each.job, each.read(metric)) for each in measured]))
    for question, readings in asked:
        yield from _vintage(question, readings)
    yield from _granularity(asked)


def _vintage(question: Question, readings: Readings) -> Iterator[ComparisonWarning]:
    dated = sorted(
        ((reading.period, job, reading) for job, reading in readings if reading.values and reading.period is not None),
        key=lambda reading: period_months(reading[0]),
    )
    limit = JUDGMENT_YEARS if question.section in JUDGED_SECTIONS else NUMBER_YEARS
    if dated and years_apart(dated[0][0], dated[-1][0]) >= limit:
        periods = [(job, labels.period(period)) for period, job, _ in dated]
        citations = (citation for _, _, reading in dated for citation in reading.citations)
        what = f"behind the answer for {labels.lower_first(question.title)}"
        yield vintage_warning(question.section, what, periods, citations)


def _granularity(asked: Sequence[tuple[Question, Readings]]) -> Iterator[ComparisonWarning]:
    """Yield a warning for each code that is not a job's own, with all jobs and questions that have values of it."""
    found: dict[str, list[tuple[Question, JobFacts, Reading]]] = {}
    for question, readings in asked:
        for job, reading in readings:
            for code in reading.codes:
                found.setdefault(code, []).append((question, job, reading))
    for code, uses in found.items():
        jobs = list({job.id: job for _, job, _ in uses}.values())
        titles = list(dict.fromkeys(labels.lower_first(question.title) for question, _, _ in uses))
        what = labels.join_words(titles)
        what = f"{what[:1].upper()}{what[1:]} {'is' if len(titles) == 1 else 'are'}"
        note = "; a value that jobs share says nothing about how they differ" if len(jobs) > 1 else ""
        citations = (citation for _, _, reading in uses for citation in reading.citations)
        yield granularity_warning(uses[0][0].section, code, what, jobs, citations, note)
