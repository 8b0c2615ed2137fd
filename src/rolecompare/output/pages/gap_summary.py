"""The summary page of a move: what is in the way, what carries over, what it takes, and what it pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Row, Section, cited_sources
from rolecompare.gap.analysis import duty_weight
from rolecompare.gap.duties import duties_of
from rolecompare.gap.obstacles import strictest_credential
from rolecompare.gap.types import Gap, Move
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import STRICTNESS, SectionName
from rolecompare.models.roles import Credential, Duty
from rolecompare.models.sources import Statement
from rolecompare.output.page import BULLET, SEPARATOR, Line, Page, PageRow, PageSection, RangeBar, RangeChart, View
from rolecompare.output.pages import gap_words as words
from rolecompare.output.pages.brief import cited_editions, command_name, joined, more_line
from rolecompare.output.pages.cells import PageContext, cell_lines, scope_sign
from rolecompare.output.pages.comparison import legend_of_marks
from rolecompare.output.pages.gap_parts import (
    LESS,
    MORE,
    NEW,
    NOT_LISTED,
    SAME,
    SIMILAR,
    Summary,
    direction,
    goal_statements,
    next_steps_part,
    obstacles_part,
    training_part,
    whole,
)
from rolecompare.output.pages.measure import lines_of_page, page_limit, share_out
from rolecompare.output.pages.pay_chart import pay_chart
from rolecompare.output.pages.rows import newest_periods, row_period
from rolecompare.output.sanitize import sanitize

# How the lines for duties are shared out among those that carry over, are similar, are new, and are not listed.
SHARES = (4, 2, 6, 2)
STATEMENTS_SHARE = 3  # of what sources say of training in words
NO_RANGE, NO_YEARLY_PAY = "no range", "none a year"  # published, so that a job has no bar
NAMES_LINES = 2  # for the names of each kind of credentials
PAY = ("pay.annual.median", "pay.hourly.median")


def summary_page(answer: Gap, move: Move, view: View) -> Page:
    """Return the page of one direction that is short enough to be read at once.

    It has no warnings: what they say of the figures and levels on this page, the cells say themselves.
    """
    shortest = _page(answer, move, view._replace(cite=False), spare_lines=0)
    left = page_limit(view.columns) - lines_of_page(shortest, view.columns)
    return _page(answer, move, view, spare_lines=left)


def _page(answer: Gap, move: Move, view: View, spare_lines: int) -> Page:
    context = PageContext(answer.roles, answer.warnings, footnotes=view.cite)
    titles = (context.titles[move.start], context.titles[move.goal])
    national = {figure.measure: figure for figure in answer.all_occupations}
    summary = Summary(move, titles, context, view.columns, spare_lines, national)
    sections = tuple(section for section in _sections(summary) if section.parts)
    sources = cited_sources((move, answer.all_occupations), answer.sources)
    return Page(
        title=f"From {titles[0]} to {titles[1]}",
        subtitle=newest_periods([Section(name=SectionName.OUTLOOK, rows=move.outlook)]),
        columns=(f"From: {titles[0]}", f"To: {titles[1]}"),
        summary=tuple((topic, sanitize(text)) for topic, text in words.first_lines(move, titles)),
        sections=sections,
        sources=context.source_notes(answer.sources),
        legend=SEPARATOR.join(legend_of_marks(sections)),
        notes=(*cited_editions(sources, view), _more(answer, move, is_short=spare_lines < 0)),
    )


def _more(answer: Gap, move: Move, *, is_short: bool) -> str:
    names = {role.id: command_name(role) for role in answer.roles}
    start, goal = names[move.start], names[move.goal]
    commands = [f"rolecompare show {goal}", f"rolecompare diff {start} {goal}"]
    field = next((each.row.key for each in move.obstacles if each.row and each.name in ("education", "job-zone")), None)
    if field and not is_short:
        commands.append(f"rolecompare why {goal} training.{field}")
    return more_line("every duty, credential, rating, and source", answer.warnings, commands)


def _sections(summary: Summary) -> Iterator[PageSection]:
    duties = _duty_kinds(summary.move)
    statements = [sanitize(each.text) for each in goal_statements(summary.move)]
    kinds = [*zip((kind.texts for kind in duties), SHARES, strict=True), (statements, STATEMENTS_SHARE)]
    *counts, statement_count = share_out(kinds, summary.room - len(BULLET) - 1, max(summary.spare_lines, 0))
    if summary.spare_lines < 0:
        statement_count = 0
    yield obstacles_part(summary)
    yield _duties(summary, duties, counts)
    yield training_part(summary, statement_count)
    yield PageSection("credentials", "Other credentials", tuple(_credentials(summary)))
    yield PageSection("outlook", "Pay and outlook", tuple(_outlook(summary)))
    yield next_steps_part(summary.move)


class _DutyKind(NamedTuple):
    """Duties that carry over, are similar, are new, or are not listed, with the text for each.

    `left_out` is what those of the kind are called that a page has no room for, after their number.
    """

    sign: str
    label: str
    left_out: str
    duties: Sequence[Duty]
    texts: list[str]


def _duty_kinds(move: Move) -> tuple[_DutyKind, ...]:
    """Return the four kinds of duties of a move, the weightiest of each first."""
    same = _side([row for row in move.carries_over if row.relation == "same"], 1)
    similar = [(duty, row) for row in move.carries_over if row.relation != "same" for duty in duties_of(row.cells[1])]
    similar.sort(key=lambda each: duty_weight(each[0]))
    new, not_listed = _side(move.new, 1), _side(move.not_listed_for_goal, 0)
    return (
        _DutyKind(SAME, "Carries over", "more that carry over", same, [*map(_text, same)]),
        _DutyKind(
            SIMILAR,
            "Similar",
            "more similar",
            [duty for duty, _ in similar],
            [_similar_text(*each) for each in similar],
        ),
        _DutyKind(NEW, "New", "more new", new, [*map(_text, new)]),
        _DutyKind(
            NOT_LISTED,
            "Not listed for the new job",
            "more not listed for the new job",
            not_listed,
            [*map(_text, not_listed)],
        ),
    )


def _side(rows: Sequence[Row], side: int) -> list[Duty]:
    """Return the duties of one side of some rows, the weightiest first."""
    return sorted((duty for row in rows for duty in duties_of(row.cells[side])), key=duty_weight)


def _duties(summary: Summary, kinds: Sequence[_DutyKind], counts: Sequence[int]) -> PageSection:
    """Return as many duties of each kind as there is room for."""
    rows, left_out = [], []
    for kind, count in zip(kinds, counts, strict=True):
        if kind.duties:
            shown = [
                Line(f"{BULLET} {text}", summary.cite([duty]))
                for duty, text in zip(kind.duties[:count], kind.texts, strict=False)
            ]
            rows.append(whole(kind.sign, f"{kind.label} ({len(kind.duties)})", *shown))
            if count < len(kind.duties):
                left_out.append(f"{len(kind.duties) - count} {kind.left_out}")
    notes = (f"+ {labels.join_words(left_out)}: --full",) if left_out else ()
    return PageSection("duties", "Duties", (*rows, *_ratings(summary)), notes)


def _ratings(summary: Summary) -> Iterator[PageRow]:
    """Yield a row with the skills and the like that are clearly needed more."""
    names = [sanitize(row.label.partition(": ")[2] or row.label) for row in summary.move.ratings]
    if names:
        text = joined(names, summary.room, NAMES_LINES)
        yield whole(MORE, f"Clearly needed more ({len(names)})", Line(text, summary.cite(summary.move.ratings)))


def _text(duty: Duty) -> str:
    return sanitize(duty.text + scope_sign(duty))


def _similar_text(duty: Duty, row: Row) -> str:
    """Return a duty of the new job with the one of the old job that it is like: the first of its row."""
    return f"{_text(duty)} (now: {labels.lower_first(_text(duties_of(row.cells[0])[0]))})"


def _credentials(summary: Summary) -> Iterator[PageRow]:
    """Yield the credentials of the new job that are no obstacles, by how strictly it asks for them."""
    move = summary.move
    obstacles = {id(item) for result in move.obstacles if result.row for item in result.row.cells[1].items}
    others = [row for row in move.credentials if not any(id(item) in obstacles for item in row.cells[1].items)]
    needed = [credential for row in others if (credential := strictest_credential(row.cells[1]))]
    needed.sort(key=lambda credential: STRICTNESS.index(credential.requirement))
    for label, found in groupby(needed, labels.asked_by):
        yield _names(NEW, label[:1].upper() + label[1:], list(found), summary)
    kept = [credential for row in move.credentials_kept if (credential := strictest_credential(row.cells[1]))]
    if kept:
        yield _names(SAME, "Listed for both jobs", kept, summary)
    for row in move.credentials:
        if row.key == "statements":
            text = sanitize(" ".join(item.text for item in row.cells[1].items if isinstance(item, Statement)))
            yield whole(" ", row.label, Line(text, summary.cite(row.cells[1].items)))


def _names(sign: str, label: str, credentials: Sequence[Credential], summary: Summary) -> PageRow:
    names = joined([sanitize(labels.credential(each)) for each in credentials], summary.room, NAMES_LINES)
    return whole(sign, label, Line(names, summary.cite(credentials)))


def _outlook(summary: Summary) -> Iterator[PageRow | RangeChart]:
    """Yield the median pay with a chart, the growth and the openings, with what the move changes."""
    outlook = summary.move.outlook
    pay = words.pay_row(outlook)
    if pay is not None:
        yield _figures(pay, summary)
    chart = pay_chart(outlook, summary.titles)
    if chart is not None and pay is not None:
        yield _chart_of_move(chart, summary)
    if pay is not None and (text := words.self_employed(outlook, summary.titles)):
        yield whole(" ", "Self-employed", Line(text, is_secondary=True))
    for measure in ("employment.change_percent", "openings.annual"):
        row = find_row(outlook, measure)
        if row is not None:
            yield _figures(row, summary)


def _chart_of_move(chart: RangeChart, summary: Summary) -> RangeChart:
    """Return the chart with the median of all occupations in its unit, and why a job has no bar."""
    outlook = summary.move.outlook
    drawn = find_row(outlook, "pay.annual.median" if chart.unit == "USD/year" else "pay.hourly.median")
    median = _national(drawn, summary) if drawn is not None else None
    bars = {bar.color: bar for bar in chart.bars}
    for place, title in enumerate(summary.titles):
        is_known = drawn is not None and any(isinstance(item, Figure) for item in drawn.cells[place].items)
        reason = NO_RANGE if is_known or chart.unit != "USD/year" else NO_YEARLY_PAY
        bars.setdefault(place, RangeBar(title, None, None, None, place, reason))
    return chart._replace(
        bars=tuple(bars[place] for place in sorted(bars)),
        reference=(median.value, f"all U.S. jobs {labels.value(median)}") if median else None,
    )


def _national(row: Row, summary: Summary) -> Figure | None:
    """Return the figure of all occupations for the measure of a row, if the row is of the same period and country."""
    national = summary.national.get(row.key)
    return national if national is not None and row_period(row) == national.period else None


def _figures(row: Row, summary: Summary) -> PageRow:
    period = row_period(row)
    measure, _, area = row.key.partition("@")
    label = labels.SHORT_NAMES[measure] + (f" ({area})" if area else "")
    if measure not in PAY and (national := _national(row, summary)):
        label += f" (U.S. {labels.value(national)})"
    cells = [tuple(cell_lines(cell, replace(row, derived=()), summary.context, period)) for cell in row.cells]
    sign = SIMILAR if words.is_close(row) else direction(row)
    change = words.change(row)
    if change is not None and row.cells[1].items:
        first, *others = cells[1]
        cells[1] = (first._replace(text=f"{first.text} ({change})"), *others)
        if sign in (MORE, LESS):
            better = int(sign == MORE)
            cells[better] = (cells[better][0]._replace(is_better=True), *cells[better][1:])
    return PageRow(sign, label, tuple(cells), is_short=all(isinstance(i, Figure) for c in row.cells for i in c.items))
