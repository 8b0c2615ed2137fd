"""Rows of pay -> a bar for each role, from its 10th to its 90th percentile, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Cell, Row
from rolecompare.models.figures import Figure
from rolecompare.output.page import Bar


def pay_bars(rows: Sequence[Row]) -> tuple[Bar | None, ...]:
    """A bar for each role from its 10th to its 90th percentile, all on one scale."""
    for stem in ("pay.annual", "pay.hourly"):
        ends = [find_row(rows, f"{stem}.{name}") for name in ("p10", "median", "p90")]
        if all(ends):
            columns = list(zip(*(row.cells for row in ends if row), strict=True))
            spans = [_span(*cells) for cells in columns]
            top = max((span[1] for span in spans if span), default=0)
            return tuple(Bar(span[0], span[1], top, span[2]) if span and top > 0 else None for span in spans)
    return ()


def bar_label(row: Row) -> str:
    return "Pay a year, 10th to 90th" if row.key.startswith("pay.annual") else "Pay an hour, 10th to 90th"


def _span(low: Cell, middle: Cell, high: Cell) -> tuple[float, float, float | None] | None:
    """The ends and the middle of a bar, where they are of one publication, or the ends of ranges, and in order."""
    ends = (_end(low, "low"), _end(high, "high"))
    if ends[0] is None or ends[1] is None:
        return None
    alone = any(isinstance(item, Figure) for item in middle.items)
    inner = None if middle.range and not alone else _end(middle, "low")
    values = [ends[0], *([inner] if inner else []), ends[1]]
    if len({(v.period, v.code, v.area) for v in values}) > 1 and (alone or not low.range):
        return None
    numbers = [value.value for value in values]
    return (numbers[0], numbers[-1], inner.value if inner else None) if sorted(numbers) == numbers else None


def _end(cell: Cell, side: str) -> Figure | None:
    own = next((item for item in cell.items if isinstance(item, Figure)), None)
    value: object = own or (getattr(cell.range, side) if cell.range else None)
    return value if isinstance(value, Figure) else None
