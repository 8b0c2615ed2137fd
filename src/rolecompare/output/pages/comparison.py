"""The pages of `diff` and `show`: roles side by side, or one role alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rolecompare.comparison import labels
from rolecompare.comparison.sections import SECTIONS
from rolecompare.comparison.types import ComparedRole, Comparison, ComparisonWarning
from rolecompare.models.kinds import Verdict
from rolecompare.output.page import (
    ABSENT,
    BROADER_MEANING,
    BROADER_SIGN,
    DISPUTED_SIGN,
    SEPARATOR,
    Line,
    Page,
    PageSection,
    View,
)
from rolecompare.output.pages.cells import MARGIN_SIGN, PageContext
from rolecompare.output.pages.editions import data_notes
from rolecompare.output.pages.overview import comparison_overview
from rolecompare.output.pages.rows import SIGNS, newest_periods, page_rows, with_pay_chart
from rolecompare.output.sanitize import sanitize

if TYPE_CHECKING:
    from rolecompare.answers.role import RoleReport


def comparison_page(comparison: Comparison, view: View) -> Page:
    """Return the page of a comparison, or of one role that is compared with nothing."""
    if not view.full:
        return comparison_overview(comparison, view)
    context = PageContext(comparison.roles, comparison.warnings, footnotes=view.cite)
    titles = tuple(context.titles[role.id] for role in comparison.roles)
    is_single = len(comparison.roles) == 1
    summaries = [role.summary for role in comparison.roles] if is_single else []
    introduction = tuple(Line(sanitize(summary.text), context.cite(summary.citations)) for summary in summaries)
    sections = tuple(
        PageSection(
            section.name,
            SECTIONS[section.name].heading,
            with_pay_chart(section.rows, tuple(page_rows(section.rows, context, with_signs=not is_single)), titles),
        )
        for section in comparison.sections
        if section.rows
    )
    # Footnotes are numbered as a reader meets them, so that warnings have to be written after the sections.
    warnings = tuple(warning_lines(comparison.warnings, sections, context))
    return Page(
        title=" vs ".join(titles),
        subtitle=newest_periods(comparison.sections),
        columns=titles,
        caption=_code_text(comparison.roles[0]) if is_single else "",
        introduction=introduction,
        summary=tuple((sentence.topic, sanitize(sentence.text)) for sentence in comparison.summary),
        sections=sections,
        warnings=warnings,
        sources=context.source_notes(comparison.sources),
        legend=_legend(comparison, sections),
        notes=data_notes(comparison.dataset, comparison.sources),
    )


def role_page(report: RoleReport, view: View) -> Page:
    """Return the page of one role."""
    return comparison_page(report.comparison, view)


def warning_lines(
    warnings: Sequence[ComparisonWarning], sections: Sequence[PageSection], context: PageContext
) -> Iterator[Line]:
    """Return a line for each warning.

    Claims that are partly supported and that no statement on the page repeats share one line with their numbers.
    """
    repeated = {number for line in _all_lines(sections) for number in line.disputed_claims}
    minor = [each for each in warnings if each.verdict is Verdict.PARTLY_SUPPORTED and each.claim not in repeated]
    for warning in warnings:
        if warning not in minor:
            yield Line(sanitize(warning.text), context.cite(warning.citations))
        elif warning is minor[0]:
            numbers = labels.join_words([str(each.claim) for each in minor])
            claims = "claim" if len(minor) == 1 else "claims"
            yield Line(f"The article's {claims} {numbers}, partly supported: `rolecompare claims` explains.")


def legend_of_marks(sections: Sequence[PageSection]) -> Iterator[str]:
    """Return what the marks inside the cells mean, for those that the page has."""
    lines = list(_all_lines(sections))
    if any(line.text == ABSENT for line in lines):
        yield f"{ABSENT} not mentioned in our sources (it may still apply)"
    if any(line.disputed_claims for line in lines):
        yield f"{DISPUTED_SIGN}7 disputed: see claim 7 under Watch out"
    if any(BROADER_SIGN in line.text for line in lines):
        yield BROADER_MEANING
    if any(f"({MARGIN_SIGN}" in line.text for line in lines):
        yield f"{MARGIN_SIGN}how far ratings may differ by chance; of all called real, 1 in 20 may be chance"
    if any("apart)" in line.text for line in lines):
        yield "differences: this job minus the first; % apart is relative to the lower value"


def _legend(comparison: Comparison, sections: Sequence[PageSection]) -> str:
    relations = {row.relation for section in comparison.sections for row in section.rows}
    signs = [f"{sign} {meaning}" for relation, (sign, meaning) in SIGNS.items() if relation in relations]
    return SEPARATOR.join([*(signs if len(comparison.roles) > 1 else []), *legend_of_marks(sections)])


def _all_lines(sections: Sequence[PageSection]) -> Iterator[Line]:
    return (line for section in sections for row in section.rows for cell in row.cells for line in cell)


def _code_text(role: ComparedRole) -> str:
    if role.members:
        code = f"{role.codes.own}, " if role.codes.own else ""
        return sanitize(f"{code}umbrella over {labels.count_of(len(role.members), 'job')}")
    return sanitize(role.codes.own or "no code")
