"""The summary page of a move: what is in the way, what carries over, what it takes, and what it pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Cell, Row, Section, cited_sources
from rolecompare.gap.analysis import duty_weight
from rolecompare.gap.obstacles import STRICTNESS, known_levels, strictest_credential
from rolecompare.gap.types import Gap, Move
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import SectionName
from rolecompare.models.roles import Credential, Duty, Program
from rolecompare.models.sources import Citation
from rolecompare.output.page import BULLET, SEPARATOR, Line, Page, PageRow, PageSection, RangeChart, View
from rolecompare.output.pages import gap_words as words
from rolecompare.output.pages.brief import cited_editions, command_name, joined, more_line
from rolecompare.output.pages.cells import PageContext, cell_lines, scope_sign
from rolecompare.output.pages.comparison import legend_of_marks
from rolecompare.output.pages.measure import lines_of_page, page_limit, share_out, text_room
from rolecompare.output.pages.pay_chart import pay_chart
from rolecompare.output.pages.rows import newest_periods, row_period
from rolecompare.output.sanitize import sanitize

OBSTACLE, SAME, SIMILAR, NEW, NOT_LISTED, MORE, LESS = "✗", "=", "≈", "+", "−", "↑", "↓"
# How the lines for duties are shared out among those that carry over, are similar, are new, and are not listed.
SHARES = (4, 2, 6, 2)
NAMES_LINES = 2  # for the names of each kind of credentials
MAX_OBSTACLES = 6
PAY = ("pay.annual.median", "pay.hourly.median")


class _Summary(NamedTuple):
    """A move that is summarized, with what its page is made of.

    `duty_lines` are how many lines of the page duties may take besides the first of each kind, `national` the figures
    of all occupations by their measure.
    """

    move: Move
    titles: tuple[str, str]
    context: PageContext
    columns: int
    duty_lines: int
    national: Mapping[str, Figure]

    @property
    def room(self) -> int:
        """The columns that a text about the move as a whole takes."""
        return text_room(self.columns, jobs=2)

    def cite(self, items: Sequence[object]) -> tuple[int, ...]:
        """Return the footnotes of some records."""
        return self.context.cite(citation for item in items for citation in _citations(item))


def summary_page(answer: Gap, move: Move, view: View) -> Page:
    """Return the page of one direction that is short enough to be read at once.

    It has no warnings: what they say of the figures and levels on this page, the cells say themselves.
    """
    shortest = _page(answer, move, view._replace(cite=False), duty_lines=0)
    left = page_limit(view.columns) - lines_of_page(shortest, view.columns)
    return _page(answer, move, view, duty_lines=max(left, 0))


def _page(answer: Gap, move: Move, view: View, duty_lines: int) -> Page:
    context = PageContext(answer.roles, answer.warnings, footnotes=view.cite)
    titles = (context.titles[move.start], context.titles[move.goal])
    national = {figure.measure: figure for figure in answer.all_occupations}
    summary = _Summary(move, titles, context, view.columns, duty_lines, national)
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
        notes=(*cited_editions(sources, view), _more(answer, move)),
    )


def _more(answer: Gap, move: Move) -> str:
    names = {role.id: command_name(role) for role in answer.roles}
    start, goal = names[move.start], names[move.goal]
    commands = [f"rolecompare show {goal}", f"rolecompare diff {start} {goal}"]
    field = next((each.row.key for each in move.obstacles if each.row and each.name in ("education", "job-zone")), None)
    if field:
        commands.append(f"rolecompare why {goal} training.{field}")
    return more_line("every duty, credential, rating, and source", answer.warnings, commands)


def _sections(summary: _Summary) -> Iterator[PageSection]:
    yield _obstacles(summary)
    yield _duties(summary)
    yield _training(summary)
    yield PageSection("credentials", "Credentials to get", tuple(_credentials(summary)))
    yield PageSection("outlook", "Pay and outlook", tuple(_outlook(summary)))


def _whole(sign: str, label: str, *lines: Line) -> PageRow:
    """Return a row with text about the move as a whole."""
    return PageRow(sign, label, (lines,))


def _obstacles(summary: _Summary) -> PageSection:
    """Return a row for each obstacle, with what the old and the new job ask for."""
    found = [result for result in summary.move.obstacles if result.row]
    rows: list[PageRow] = []
    for result in found[:MAX_OBSTACLES]:
        if result.row:
            cells = tuple(_requirement(cell, result.row, summary) for cell in result.row.cells)
            rows.append(PageRow(OBSTACLE, sanitize(words.obstacle_label(result.row)), cells, is_short=True))
    left_out = len(found) - MAX_OBSTACLES
    if others := words.not_needed(summary.move):
        rows.append(_whole(" ", "Not needed", Line(others, is_secondary=True)))
    notes = (f"+ {labels.count_of(left_out, 'more obstacle')}: --full",) if left_out > 0 else ()
    return PageSection("obstacles", f"Obstacles ({len(found)})", tuple(rows), notes)


def _requirement(cell: Cell, row: Row, summary: _Summary) -> tuple[Line, ...]:
    """Return in a line or two what a job asks for."""
    credential = strictest_credential(cell)
    if credential is not None:
        return (Line(sanitize(words.requirement(credential)), summary.cite([credential])),)
    levels = known_levels(cell)
    lines = cell_lines(cell, replace(row, derived=()), summary.context, "")
    if len(levels) > 1:
        texts = [line.text.removeprefix(f"{BULLET} ") for line in lines[: len(levels)]]
        return (Line(f"{' or '.join(texts)} (sources disagree)", summary.cite(levels)),)
    return tuple(lines[:1]) if levels else (Line(words.NOT_LISTED, is_secondary=True),)


def _duties(summary: _Summary) -> PageSection:
    """Return the duties that carry over, are new, or are not listed for the new job, the weightiest first."""
    move = summary.move
    carried = sorted(move.carries_over, key=lambda row: duty_weight(row.cells[1]))
    same = [row for row in carried if row.relation == "same"]
    similar = [row for row in carried if row.relation != "same"]
    not_listed = move.not_listed_for_goal
    kinds = (
        (SAME, "Carries over", same, [_text(row, 1) for row in same]),
        (SIMILAR, "Similar", similar, [_similar_text(row) for row in similar]),
        (NEW, "New", move.new, [_text(row, 1) for row in move.new]),
        (NOT_LISTED, "Not listed for the new job", not_listed, [_text(row, 0) for row in not_listed]),
    )
    shares = zip((texts for *_, texts in kinds), SHARES, strict=True)
    counts = share_out(list(shares), summary.room - len(BULLET) - 1, summary.duty_lines)
    rows, left_out = [], []
    for (sign, label, found, texts), count in zip(kinds, counts, strict=True):
        if found:
            shown = [
                Line(f"{BULLET} {text}", summary.cite([_weightiest(row.cells[sign != NOT_LISTED])]))
                for row, text in zip(found[:count], texts, strict=False)
            ]
            rows.append(_whole(sign, f"{label} ({len(found)})", *shown))
            if count < len(found):
                left_out.append(f"{len(found) - count} {words.LEFT_OUT[label]}")
    notes = (f"+ {labels.join_words(left_out)}: --full",) if left_out else ()
    return PageSection("duties", "Duties", (*rows, *_ratings(summary)), notes)


def _ratings(summary: _Summary) -> Iterator[PageRow]:
    """Yield a row with the skills and the like that are clearly needed more."""
    names = [sanitize(row.label.partition(": ")[2] or row.label) for row in summary.move.ratings]
    if names:
        text = joined(names, summary.room, NAMES_LINES)
        yield _whole(MORE, f"Clearly needed more ({len(names)})", Line(text, summary.cite(summary.move.ratings)))


def _text(row: Row, side: int) -> str:
    """Return the weightiest duty of one side of a row."""
    duty = _weightiest(row.cells[side])
    return sanitize(duty.text + scope_sign(duty))


def _similar_text(row: Row) -> str:
    return f"{_text(row, 1)} (now: {labels.lower_first(_text(row, 0))})"


def _weightiest(cell: Cell) -> Duty:
    duties = [item for item in cell.items if isinstance(item, Duty)]
    return min(duties, key=lambda duty: duty_weight(replace(cell, items=(duty,))))


def _training(summary: _Summary) -> PageSection:
    """Return what education and training the new job takes, as far as that is no obstacle, and how long courses are."""
    move = summary.move
    stated = {result.row.key for result in move.obstacles if result.row}
    rows = []
    for measure in ("education.entry", "training.on_the_job"):
        row = find_row(move.training, measure)
        if row and row.key not in stated and any(level.value != "none" for level in known_levels(row.cells[1])):
            cells = tuple(_requirement(cell, row, summary) for cell in row.cells)
            rows.append(PageRow(_direction(row), sanitize(row.label), cells, is_short=True))
    programs = [item for row in move.training for item in row.cells[1].items if isinstance(item, Program)]
    entry = find_row(move.training, "education.entry")
    typical = [level.value for level in known_levels(entry.cells[1])] if entry else []
    programs.sort(key=lambda program: program.award not in typical)
    if programs:
        text = sanitize(words.programs(programs))
        rows.append(_whole(" ", "Programs", Line(text, summary.cite(programs))))
    elif "education.entry" in stated:
        rows.append(_whole(" ", "Programs", Line("how long they take is not in our data", is_secondary=True)))
    return PageSection("training", "Training and time to qualify", tuple(rows))


def _direction(row: Row) -> str:
    """Return whether the new job has more or less of something than the old one."""
    for value in row.derived:
        if value.kind in ("difference", "steps") and not isinstance(value.value, str):
            return MORE if value.value > 0 else LESS if value.value < 0 else SAME
    return {"same": SAME, "alike": SIMILAR}.get(row.relation, " ")


def _credentials(summary: _Summary) -> Iterator[PageRow]:
    """Yield the credentials that the new job asks for, by how strictly, and those that the old one asks for too."""
    move = summary.move
    needed = [credential for row in move.credentials if (credential := strictest_credential(row.cells[1]))]
    needed.sort(key=lambda credential: STRICTNESS.index(credential.requirement))
    for label, found in groupby(needed, labels.asked_by):
        yield _names(NEW, label[:1].upper() + label[1:], list(found), summary)
    kept = [credential for row in move.credentials_kept if (credential := strictest_credential(row.cells[1]))]
    if kept:
        yield _names(SAME, "Both jobs ask for", kept, summary)
    for row in move.credentials:
        if row.key == "statements":
            text = sanitize(" ".join(item.text for item in row.cells[1].items if hasattr(item, "text")))
            yield _whole(" ", row.label, Line(text, summary.cite(row.cells[1].items)))


def _names(sign: str, label: str, credentials: Sequence[Credential], summary: _Summary) -> PageRow:
    names = joined([sanitize(labels.credential(each)) for each in credentials], summary.room, NAMES_LINES)
    return _whole(sign, label, Line(names, summary.cite(credentials)))


def _outlook(summary: _Summary) -> Iterator[PageRow | RangeChart]:
    """Yield the median pay with a chart, the growth and the openings, with what the move changes."""
    outlook = summary.move.outlook
    pay = words.pay_row(outlook)
    if pay is not None:
        yield _figures(pay, summary)
    chart = pay_chart(outlook, summary.titles)
    if chart is not None and pay is not None:
        median = _national(pay, summary)
        yield chart._replace(reference=(median.value, f"all U.S. jobs {labels.value(median)}") if median else None)
    for measure in ("employment.change_percent", "openings.annual"):
        row = find_row(outlook, measure)
        if row is not None:
            yield _figures(row, summary)


def _national(row: Row, summary: _Summary) -> Figure | None:
    """Return the figure of all occupations for the measure of a row, if the row is of the same period and country."""
    national = summary.national.get(row.key)
    return national if national is not None and row_period(row) == national.period else None


def _figures(row: Row, summary: _Summary) -> PageRow:
    period = row_period(row)
    measure, _, area = row.key.partition("@")
    label = labels.SHORT_NAMES[measure] + (f" ({area})" if area else "")
    if measure not in PAY and (national := _national(row, summary)):
        label += f" (U.S. {labels.value(national)})"
    cells = [tuple(cell_lines(cell, replace(row, derived=()), summary.context, period)) for cell in row.cells]
    sign = SIMILAR if words.is_close(row) else _direction(row)
    change = words.change(row)
    if change is not None and row.cells[1].items:
        first, *others = cells[1]
        cells[1] = (first._replace(text=f"{first.text} ({change})"), *others)
        if sign in (MORE, LESS):
            better = int(sign == MORE)
            cells[better] = (cells[better][0]._replace(is_better=True), *cells[better][1:])
    return PageRow(sign, label, tuple(cells), is_short=all(isinstance(i, Figure) for c in row.cells for i in c.items))


def _citations(item: object) -> Iterator[Citation]:
    if isinstance(item, Row):
        for cell in item.cells:
            for each in cell.items:
                yield from _citations(each)
    else:
        yield from getattr(item, "citations", ())
