"""The summaries of `diff` and `show`: what a person needs to decide, on a page.

One to three jobs stand in columns (`overview_columns`); more jobs, and those that an umbrella role stands for, stand in
rows (`overview_rows`). What is left out is counted where it would stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.contrast import ALIKE_PAY
from rolecompare.comparison.jobs import jobs_of
from rolecompare.comparison.types import ComparedRole, Comparison, Relation
from rolecompare.output.page import BROADER_MEANING, BROADER_SIGN, SEPARATOR, Line, Page, PageSection, View
from rolecompare.output.pages.cells import PageContext
from rolecompare.output.pages.editions import sources_line
from rolecompare.output.pages.overview_columns import column_sections
from rolecompare.output.pages.overview_rows import job_sections
from rolecompare.output.pages.rows import SIGNS, newest_periods
from rolecompare.output.sanitize import sanitize

MAX_COLUMNS = 3  # more jobs than that stand in rows
MARGIN = 3  # between columns
MAX_TOPICS = 4  # that jobs have in common, and as many that they differ in
MAX_WARNINGS = 3
# Warnings that change how a figure on the page is read; the others are counted.
READING_WARNINGS = ("conflict",)
# What the signs mean on an overview.
MEANINGS: dict[Relation, str] = {
    "same": "same",
    "alike": f"similar; pay within {ALIKE_PAY}%",
    "differs": "different",
    "only": "listed for one job only",
    "missing": "not known for all",
}


def comparison_overview(comparison: Comparison, view: View) -> Page:
    """Return the summary of a comparison, or of one role that is compared with nothing."""
    context = PageContext(comparison.roles, (), footnotes=view.cite)
    jobs = jobs_of(comparison.roles)
    in_rows = any(role.members for role in comparison.roles) or not _fit_in_columns(jobs, view.columns)
    sections = tuple(job_sections(comparison, jobs, context) if in_rows else column_sections(comparison, jobs, context))
    titles = [context.titles[role.id] for role in comparison.roles]
    topics = (("Same", comparison.contrast.same), ("Differs", comparison.contrast.differs))
    summary = [(topic, SEPARATOR.join(map(sanitize, texts[:MAX_TOPICS]))) for topic, texts in topics]
    return Page(
        title=" vs ".join(titles),
        subtitle=newest_periods(comparison.sections),
        columns=("",) if in_rows else tuple(context.titles[job.id] for job in jobs),
        caption=sanitize(comparison.roles[0].codes.own or "") if len(comparison.roles) == 1 else "",
        introduction=tuple(_introduction(comparison, context)),
        summary=tuple(each for each in summary if each[1]),
        sections=sections,
        warnings=tuple(_warnings(comparison, context)),
        sources=context.source_notes(comparison.sources) if view.cite else (),
        legend=_legend(sections, len(jobs), in_rows=in_rows),
        notes=tuple(filter(None, (sources_line(comparison.sources) if view.sources else "", _more(comparison)))),
    )


def _fit_in_columns(jobs: Sequence[ComparedRole], width: int) -> bool:
    """Return whether jobs can stand in columns: one or two always, three where the words of their titles fit."""
    longest = max(len(word) for job in jobs for word in job.title.split())
    return len(jobs) < MAX_COLUMNS or (len(jobs) == MAX_COLUMNS and longest <= width // (MAX_COLUMNS + 1) - MARGIN)


def _introduction(comparison: Comparison, context: PageContext) -> Iterator[Line]:
    """Yield what a job alone on its page is, and what each umbrella role stands for."""
    if len(comparison.roles) == 1 and not comparison.roles[0].members:
        summary = comparison.roles[0].summary
        yield Line(sanitize(summary.text), context.cite(summary.citations))
    for role in comparison.roles:
        if role.members:
            cited = context.cite(role.summary.citations)
            count = len(role.members)
            yield Line(f"“{context.titles[role.id]}” is a name for several jobs; here are {count} of them.", cited)


def _warnings(comparison: Comparison, context: PageContext) -> Iterator[Line]:
    """Yield the warnings that change how the page is read; on the default pair also that an article is wrong on it."""
    shown = [each for each in comparison.warnings if each.kind in READING_WARNINGS][:MAX_WARNINGS]
    yield from (Line(sanitize(each.text), context.cite(each.citations)) for each in shown)
    disputes = [each for each in comparison.warnings if each.kind == "dispute"]
    if disputes and tuple(role.id for role in comparison.roles) == comparison.dataset.default_comparison:
        count = labels.count_of(len(disputes), "claim")
        yield Line(f"A web article on these two gets {count} wrong or only partly right: rolecompare claims")


def _legend(sections: Sequence[PageSection], jobs: int, *, in_rows: bool) -> str:
    """Return what the signs and marks on the page mean."""
    parts: list[str] = []
    if not in_rows:
        signs = {row.sign for section in sections for row in section.rows}
        parts = [f"{sign} {MEANINGS[relation]}" for relation, (sign, _) in SIGNS.items() if sign in signs]
        if jobs > 2:
            parts.append("differences are to the first job")
    if BROADER_SIGN in repr(sections):
        parts.append(BROADER_MEANING)
    return SEPARATOR.join(parts)


def _more(comparison: Comparison) -> str:
    """Return how to see everything, and which commands go on from here."""
    ids = [role.id for role in comparison.roles]
    rest = sum(each.kind not in (*READING_WARNINGS, "dispute") for each in comparison.warnings)
    notes = f", {labels.count_of(rest, 'note')}" if rest else ""
    commands = [f"--full (all values, sources{notes})", "--section duties"]
    if len(ids) == 1:
        commands.append(f"rolecompare related {ids[0]}")
    elif len(ids) == 2 and not any(role.members for role in comparison.roles):
        commands.append(f"rolecompare gap {ids[0]} {ids[1]}")
    else:
        commands.append("rolecompare fit")
    return f"More: {SEPARATOR.join(commands)}"
