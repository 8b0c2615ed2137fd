"""The pages of `gap`: what it takes to move from one role to another, one page for each direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rolecompare.comparison.types import Row, Section
from rolecompare.gap.types import Gap, Move
from rolecompare.models.kinds import SectionName
from rolecompare.output.page import SEPARATOR, Page, PageRow, PageSection, View
from rolecompare.output.pages.cells import PageContext
from rolecompare.output.pages.comparison import legend_of_marks, warning_lines
from rolecompare.output.pages.editions import data_notes
from rolecompare.output.pages.gap_parts import (
    LESS,
    MORE,
    NEW,
    NOT_LISTED,
    OBSTACLE,
    SAME,
    SIMILAR,
    change_sign,
    next_steps_part,
    preparation_row,
)
from rolecompare.output.pages.gap_summary import summary_page
from rolecompare.output.pages.rows import newest_periods, page_rows, with_pay_chart
from rolecompare.output.sanitize import sanitize

DIFFERENT, UNKNOWN = "≠", "?"
MEANINGS = {
    OBSTACLE: "obstacle",
    SAME: "the same",
    SIMILAR: "similar",
    NEW: "new: not listed for the old job (it may still apply)",
    NOT_LISTED: "not listed for the new job (it may still apply)",
    MORE: "more",
    LESS: "less",
    DIFFERENT: "different",
    UNKNOWN: "not known for both",
}
RELATION_SIGNS = {"same": SAME, "alike": SIMILAR, "only": NEW, "differs": DIFFERENT, "missing": UNKNOWN}


def gap_pages(answer: Gap, view: View) -> Iterator[Page]:
    """Return a page for each direction, with footnotes and warnings of its own."""
    make_page = _full_page if view.full else summary_page
    return (make_page(answer, move, view) for move in answer.moves)


def _full_page(answer: Gap, move: Move, view: View) -> Page:
    context = PageContext(answer.roles, answer.warnings, footnotes=view.cite)
    start, goal = context.titles[move.start], context.titles[move.goal]
    sections = tuple(section for section in _sections(move, context) if section.parts)
    warnings = tuple(warning_lines(answer.warnings, sections, context))
    signs = {row.sign for section in sections for row in section.rows}
    meanings = [f"{sign} {meaning}" for sign, meaning in MEANINGS.items() if sign in signs]
    return Page(
        title=f"From {start} to {goal}",
        subtitle=newest_periods([Section(name=SectionName.OUTLOOK, rows=move.outlook)]),
        columns=(f"From: {start}", f"To: {goal}"),
        summary=tuple((sentence.topic, sanitize(sentence.text)) for sentence in move.summary),
        sections=sections,
        warnings=warnings,
        sources=context.source_notes(answer.sources),
        legend=SEPARATOR.join([*meanings, *legend_of_marks(sections)]),
        notes=data_notes(answer.dataset, answer.sources),
    )


def _sections(move: Move, context: PageContext) -> Iterator[PageSection]:
    obstacles = [replace(result.row, label=result.text) for result in move.obstacles if result.row]
    yield PageSection("obstacles", "Obstacles", tuple(_signed_rows(obstacles, context, OBSTACLE)))
    yield PageSection("carries-over", "Carries over", tuple(_signed_rows(move.carries_over, context)))
    yield PageSection("new", "New", tuple(_one_sided_rows(move.new, context, NEW, side=1)))
    not_listed = tuple(_one_sided_rows(move.not_listed_for_goal, context, NOT_LISTED, side=0))
    yield PageSection("not-listed-for-goal", "Not listed for the new job", not_listed)
    preparation = preparation_row(move, context)
    rows = (*_signed_rows(move.training, context), *([preparation] if preparation else []))
    yield PageSection("training", "Training and time to qualify", rows)
    more, kept = _signed_rows(move.credentials, context, NEW), _signed_rows(move.credentials_kept, context, SAME)
    yield PageSection("credentials", "Credentials", (*more, *kept))
    yield PageSection("ratings", "Clearly needed more", tuple(_signed_rows(move.ratings, context)))
    outlook = tuple(_signed_rows(move.outlook, context))
    titles = (context.titles[move.start], context.titles[move.goal])
    yield PageSection("outlook", "Pay and outlook", with_pay_chart(move.outlook, outlook, titles))
    yield next_steps_part(move)


def _signed_rows(rows: Sequence[Row], context: PageContext, sign: str | None = None) -> Iterator[PageRow]:
    """Return rows with one sign for all, or each with the sign of its own direction."""
    for row, shown in zip(rows, page_rows(rows, context), strict=True):
        yield shown._replace(sign=sign or _direction_sign(row))


def _direction_sign(row: Row) -> str:
    """Return whether the new job has more or less of something; where that cannot be said, how the two relate."""
    if row.key == "statements":
        return " "  # sentences are about one job each
    if row.evidence and row.evidence.kind in ("activity", "broader-activity", "wording"):
        return SAME if row.relation == "same" else SIMILAR
    return change_sign(row) or RELATION_SIGNS[row.relation]


def _one_sided_rows(rows: Sequence[Row], context: PageContext, sign: str, side: int) -> Iterator[PageRow]:
    """Return rows that only one of the two roles has. The cell of the other role stays empty."""
    for row in page_rows(rows, context):
        cells = tuple(cell if number == side else () for number, cell in enumerate(row.cells))
        yield row._replace(sign=sign, cells=cells)
