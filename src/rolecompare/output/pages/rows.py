"""Turn the rows of a comparison into the rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Relation, Row, RowEvidence, Section
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.roles import Setting
from rolecompare.output.page import SEPARATOR, PageRow, RangeChart
from rolecompare.output.pages.cells import PageContext, cell_lines
from rolecompare.output.pages.pay_chart import pay_chart
from rolecompare.output.sanitize import sanitize

# The sign of each relation and its meaning in the legend.
SIGNS: dict[Relation, tuple[str, str]] = {
    "same": ("=", "same for all"),
    "alike": ("≈", "similar, or true of some member jobs"),
    "differs": ("≠", "different, or not true of all"),
    "only": ("●", "listed only here"),
    "missing": ("?", "not known for all"),
}


def page_rows(rows: Sequence[Row], context: PageContext, *, with_signs: bool = True) -> Iterator[PageRow]:
    """Return the rows of a section as a page shows them."""
    for row in rows:
        period = row_period(row)
        label = sanitize(_row_label(row)) + (f" ({labels.period(period)})" if period else "")
        cells = tuple(tuple(cell_lines(cell, row, context, period)) for cell in row.cells)
        yield PageRow(_row_sign(row) if with_signs else "", label, cells, is_short=_has_short_values(row))


def with_pay_chart(
    rows: Sequence[Row], shown: Sequence[PageRow], titles: Sequence[str]
) -> tuple[PageRow | RangeChart, ...]:
    """Return the rows as they are shown, with a chart of pay before the first of pay. Both are in the same order."""
    chart = pay_chart(rows, titles)
    place = next((number for number, row in enumerate(rows) if row.key.startswith("pay.")), 0)
    return (*shown[:place], chart, *shown[place:]) if chart else tuple(shown)


def _has_short_values(row: Row) -> bool:
    """Return whether all that a row has are figures, or the reasons why there are none."""
    kinds = {type(item) for cell in row.cells for item in cell.held()}
    return Figure in kinds and kinds <= {Figure, Missing}


def _row_sign(row: Row) -> str:
    # Sentences always differ from role to role, and a sign would say nothing more.
    return " " if row.key == "statements" else SIGNS[row.relation][0]


def _row_label(row: Row) -> str:
    """Return what a row is called; where duties are only similar, what they have in common."""
    match row.evidence:
        case RowEvidence(kind="broader-activity"):
            return f"Broader activity: {labels.lower_first(row.label)}"
        case RowEvidence(kind="wording", score=float() as score):
            return "Same wording" if row.relation == "same" else f"Similar wording, {score:.2f}"
    return row.label


def row_periods(row: Row) -> set[str]:
    """Return the periods of the figures and levels in a row."""
    items = [item for cell in row.cells for item in cell.items]
    values: list[object] = [item.share if isinstance(item, Setting) else item for item in items]
    values += [end for cell in row.cells if cell.range for end in (cell.range.low, cell.range.high)]
    return {value.period for value in values if isinstance(value, (Figure, Level))}


def row_period(row: Row | None) -> str | None:
    """Return the period of all figures and levels in a row; None if there is no such period, or no row."""
    periods = row_periods(row) if row is not None else set()
    return periods.pop() if len(periods) == 1 else None


def newest_periods(sections: Iterable[Section]) -> str:
    """Return the periods of pay and of the outlook, where all roles have them for one period."""
    texts = []
    for key, name in (("pay.annual.median", "pay"), ("employment.change_percent", "outlook")):
        for section in sections:
            if period := row_period(find_row(section.rows, key)):
                texts.append(f"{name} {labels.period(period)}")
    return SEPARATOR.join(texts)
