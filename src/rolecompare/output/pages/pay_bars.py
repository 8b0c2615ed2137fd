"""Turn rows of pay into bars from the 10th to the 90th percentile, one for each role and all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Cell, Row
from rolecompare.models.figures import Figure
from rolecompare.output.page import Bar


def pay_bars(rows: Sequence[Row]) -> tuple[Bar | None, ...]:
    """Return a bar for each role; None for a role without comparable percentiles, nothing where no row is of pay."""
    for prefix in ("pay.annual", "pay.hourly"):
        percentiles = [find_row(rows, f"{prefix}.{name}") for name in ("p10", "median", "p90")]
        if all(percentiles):
            columns = zip(*(row.cells for row in percentiles if row), strict=True)
            spans = [_span(*cells) for cells in columns]
            top = max((span[1] for span in spans if span), default=0)
            return tuple(Bar(span[0], span[1], top, span[2]) if span and top > 0 else None for span in spans)
    return ()


def bar_label(row: Row) -> str:
    """Return the label of the bars that stand above a row of pay."""
    unit = "a year" if row.key.startswith("pay.annual") else "an hour"
    return f"Pay {unit}, 10th to 90th"


def _span(low: Cell, middle: Cell, high: Cell) -> tuple[float, float, float | None] | None:
    """Return the ends and the middle of a bar.

    There is a bar only where the values are in order, and either of one publication or the ends of ranges.
    """
    low_figure, high_figure = _figure(low, "low"), _figure(high, "high")
    if low_figure is None or high_figure is None:
        return None
    has_own_median = any(isinstance(item, Figure) for item in middle.items)
    median = None if middle.range and not has_own_median else _figure(middle, "low")
    figures = [low_figure, *([median] if median else []), high_figure]
    is_one_publication = len({(figure.period, figure.code, figure.area) for figure in figures}) == 1
    if not is_one_publication and (has_own_median or not low.range):
        return None
    values = [figure.value for figure in figures]
    if sorted(values) != values:
        return None
    return values[0], values[-1], median.value if median else None


def _figure(cell: Cell, end: str) -> Figure | None:
    """Return the figure of a cell, or one end of its range over members."""
    own = next((item for item in cell.items if isinstance(item, Figure)), None)
    value: object = own or (getattr(cell.range, end) if cell.range else None)
    return value if isinstance(value, Figure) else None
