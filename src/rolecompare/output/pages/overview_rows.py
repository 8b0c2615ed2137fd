"""The summary of several jobs in rows: a small table for each question, with a line for each job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row, median_pay_row
from rolecompare.comparison.jobs import figures_of, rows_of, typical_length
from rolecompare.comparison.types import ComparedRole, Comparison, Row
from rolecompare.models.kinds import SectionName
from rolecompare.output.page import Column, Listing, PageSection
from rolecompare.output.pages import overview_cells as cells
from rolecompare.output.pages.cells import PageContext
from rolecompare.output.pages.pay_chart import pay_chart_of_jobs
from rolecompare.output.pages.rows import row_period
from rolecompare.output.sanitize import sanitize

JOB = Column("Job", "name")
MAX_SENTENCES = 6  # jobs
PAY_HEADINGS = {"pay.annual.median": "Median pay/year", "pay.hourly.median": "Median pay/hour"}
HEADINGS = {"employment.change_percent": "Growth", "openings.annual": "Openings/year"}


def job_sections(comparison: Comparison, jobs: Sequence[ComparedRole], context: PageContext) -> Iterator[PageSection]:
    """Yield the tables of an overview, each with a line for every job."""
    training, outlook = (rows_of(comparison.sections, name) for name in (SectionName.TRAINING, SectionName.OUTLOOK))
    if outlook:
        chart = pay_chart_of_jobs(outlook, jobs, comparison.all_occupations, with_medians=True)
        period = _period(median_pay_row(outlook))
        if chart is not None:
            yield PageSection("pay", f"Pay{period}", (chart,))
    if training:
        yield PageSection("training", "Getting in", (_getting_in(comparison, training, jobs, context),))
    if rows_of(comparison.sections, SectionName.DUTIES):
        # There is no room for sentences on many jobs.
        work = (_work(jobs, context),) if len(jobs) <= MAX_SENTENCES else ()
        yield PageSection("duties", "The work", work, _shared_duties(comparison))
    if outlook:
        # What the chart does not show stands in the table.
        headings = {**_pay_headings(outlook, jobs, has_chart=chart is not None), **HEADINGS}
        listing = _jobs(comparison, outlook, jobs, context, headings)
        heading = f"Outlook and workplaces{_period(find_row(outlook, 'employment.change_percent'))}"
        yield PageSection("outlook", heading, (listing,), ("+ numbers of jobs: --section outlook",))


def _pay_headings(outlook: Sequence[Row], jobs: Sequence[ComparedRole], *, has_chart: bool) -> Mapping[str, str]:
    """Return the headings of the pay that no chart shows: beside a chart, that of jobs with pay by the hour alone."""
    if not has_chart:
        return PAY_HEADINGS
    annual, hourly = (find_row(outlook, measure) for measure in PAY_HEADINGS)
    is_hourly = any(figures_of(hourly, job.id) and not figures_of(annual, job.id) for job in jobs)
    return {"pay.hourly.median": PAY_HEADINGS["pay.hourly.median"]} if is_hourly else {}


def _period(row: Row | None) -> str:
    """Return the area of a row, if that is not the whole country, and its period, if all its values have one."""
    period = row_period(row)
    area = row.key.partition("@")[2] if row is not None else ""
    known = [sanitize(area), labels.period(period) if period is not None else ""]
    return f" ({', '.join(filter(None, known))})" if any(known) else ""


def _getting_in(
    comparison: Comparison, training: Sequence[Row], jobs: Sequence[ComparedRole], context: PageContext
) -> Listing:
    education = find_row(training, "education.entry")
    credentials = rows_of(comparison.sections, SectionName.CREDENTIALS)
    rows = []
    for job in jobs:
        level = cells.level_line(education, job, context)
        length = typical_length(training, job.id)
        law = cells.law_line(credentials, job, context, with_kinds=False) if credentials else cells.NOT_KNOWN
        rows.append((context.titles[job.id], level.marked_text + (f", {length}" if length else ""), law.marked_text))
    return Listing((JOB, Column("Typical education and its length"), Column("Required by law")), tuple(rows))


def _work(jobs: Sequence[ComparedRole], context: PageContext) -> Listing:
    rows = [(context.titles[job.id], cells.summary_line(job, context).marked_text) for job in jobs]
    return Listing((JOB, Column("")), tuple(rows))


def _shared_duties(comparison: Comparison) -> tuple[str, ...]:
    """Return how many duties the compared roles share, and how many are listed for one alone."""
    relations = [row.relation for row in rows_of(comparison.sections, SectionName.DUTIES)]
    shared, alone = relations.count("same"), relations.count("only")
    return (f"{labels.count_of(shared, 'duty', 'duties')} in common, {alone} listed for one only: --section duties",)


def _jobs(
    comparison: Comparison,
    outlook: Sequence[Row],
    jobs: Sequence[ComparedRole],
    context: PageContext,
    headings: Mapping[str, str],
) -> Listing:
    settings = rows_of(comparison.sections, SectionName.SETTINGS)
    rows = {measure: row for measure in headings if (row := find_row(outlook, measure)) is not None}
    figures = [Column(heading, "number") for measure, heading in headings.items() if measure in rows]
    lines = [
        (
            context.titles[job.id],
            *(cells.figure_line(row, job, context, row_period(row)).marked_text for row in rows.values()),
            cells.workplace_line(settings, job, context, 1).marked_text,
        )
        for job in jobs
    ]
    return Listing((JOB, *figures, Column("Largest workplace")), tuple(lines))
