"""What it takes to move -> a Sheet for each direction: where one comes from on the left, where one goes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rolecompare.comparison.types import Row, Section
from rolecompare.gap.types import Gap, Move
from rolecompare.models.kinds import SectionName
from rolecompare.output.page import Page, PageRow, PageSection, kept
from rolecompare.output.pages.comparison import Pen, dated, drawn, marks, warned
from rolecompare.output.sanitize import sanitize

BLOCKS, SAME, ALIKE, NEW, STOPS, UP, DOWN = "✗", "=", "≈", "+", "−", "↑", "↓"
MEANINGS = {
    BLOCKS: "in the way",
    SAME: "the same",
    ALIKE: "alike",
    NEW: "new: not named where one comes from, which is not never",
    STOPS: "stops: not named where one goes",
    UP: "more",
    DOWN: "less",
    "≠": "differs",
    "?": "not known for both",
}


def gap_pages(answer: Gap, *, sources: bool = True) -> Iterator[Page]:
    """A page for each direction, whole in itself. Without sources there are no footnotes either."""
    return (_sheet(answer, move, sources=sources) for move in answer.moves)


def _sheet(answer: Gap, move: Move, *, sources: bool) -> Page:
    pen = Pen(answer.roles, answer.warnings, footnotes=sources)
    titles = (pen.titles[move.start], pen.titles[move.goal])
    sections = tuple(section for section in _sections(move, pen) if section.rows)
    warnings = tuple(warned(answer.warnings, sections, pen))
    used = {row.sign for section in sections for row in section.rows}
    signs = [f"{sign} {meaning}" for sign, meaning in MEANINGS.items() if sign in used]
    return Page(
        title=f"From {titles[0]} to {titles[1]}",
        dated=dated([Section(name=SectionName.OUTLOOK, rows=move.outlook)]),
        columns=(f"From: {titles[0]}", f"To: {titles[1]}"),
        codes=("", ""),
        summary=(),
        at_a_glance=tuple((sentence.topic, kept(sanitize(sentence.text))) for sentence in move.summary),
        sections=sections,
        warnings=warnings,
        sources=pen.told(answer.sources),
        legend=" · ".join([*signs, *marks(sections)]),
        dataset=sanitize(f"Data: {answer.dataset.title}, edition {answer.dataset.edition}. ")
        + sanitize(f"License: {answer.dataset.license}."),
    )


def _sections(move: Move, pen: Pen) -> Iterator[PageSection]:
    ruled = [replace(ruling.row, label=ruling.text) for ruling in move.obstacles if ruling.row]
    yield PageSection("obstacles", "In the way", tuple(_signed(ruled, pen, BLOCKS)))
    yield PageSection("carries-over", "Carries over", tuple(_signed(move.carries_over, pen)))
    yield PageSection("new", "New", tuple(_alone(move.new, pen, NEW, side=1)))
    yield PageSection("not-listed-for-goal", "Stops", tuple(_alone(move.not_listed_for_goal, pen, STOPS, side=0)))
    yield PageSection("training", "Training and time to qualify", tuple(_signed(move.training, pen)))
    further, held = _signed(move.credentials, pen, NEW), _signed(move.credentials_kept, pen, SAME)
    yield PageSection("credentials", "Credentials", (*further, *held))
    yield PageSection("ratings", "Really needed more", tuple(_signed(move.ratings, pen)))
    yield PageSection("outlook", "Pay and outlook", tuple(_signed(move.outlook, pen)))


def _signed(rows: Sequence[Row], pen: Pen, sign: str | None = None) -> Iterator[PageRow]:
    """The rows with a sign, or each with that of its own direction. A bar has none."""
    directions = iter([sign or _direction(row) for row in rows])
    for row in drawn(rows, pen):
        yield row if row.bars else row._replace(sign=next(directions))


def _direction(row: Row) -> str:
    """Up or down, as far as it can be worked out; else what the row is."""
    if row.evidence and row.evidence.kind in ("activity", "broader-activity", "wording"):
        return SAME if row.relation == "same" else ALIKE
    for value in row.derived:
        if value.kind in ("difference", "steps") and not isinstance(value.value, str):
            return UP if value.value > 0 else DOWN if value.value < 0 else SAME
    return {"same": SAME, "alike": ALIKE, "only": NEW, "differs": "≠", "missing": "?"}[row.relation]


def _alone(rows: Sequence[Row], pen: Pen, sign: str, side: int) -> Iterator[PageRow]:
    """Rows that one side alone has: nothing is written where there is nothing."""
    for row in drawn(rows, pen):
        cells = tuple(cell if number == side else () for number, cell in enumerate(row.cells))
        yield row._replace(sign=sign, cells=cells)
