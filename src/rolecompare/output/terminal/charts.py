"""Draw bars on one scale, with an axis above them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rolecompare.output.page import SEPARATOR, RangeBar, RangeChart
from rolecompare.output.terminal.text import DIVIDER, FAINT, JOB_STYLES, plain_text

NARROW = 60  # columns; on narrower pages the labels stand above the bars
NARROWEST_AREA = 20  # columns of the bars, if there are figures beside them
INDENT, TEXT_GAP = 2, 2
TICK_GAP = 3  # columns between two numbers of the axis, at least
LOW, LINE, HIGH, MIDDLE, REFERENCE = "├", "─", "┤", "■", "┆"


class Scale:
    """An axis from one round number to another that takes a width in columns."""

    def __init__(self, values: list[float], unit: str, width: int) -> None:
        self.width = max(width, 2)
        self.is_thousands = max(values) >= 10_000
        self.prefix = "$" if unit.startswith("USD") else ""
        for step in _round_steps(max(values) - min(values)):
            start = math.floor(min(values) / step)
            end = max(math.ceil(max(values) / step), start + 1)
            self.ticks = [step * number for number in range(start, end + 1)]
            if self.ticks[0] == self.ticks[-1]:  # such a small step is lost in so large a number
                continue
            needed = sum(cell_len(self.label(tick)) + TICK_GAP for tick in self.ticks) - TICK_GAP
            if needed <= self.width or len(self.ticks) == 2:
                break

    def place(self, value: float) -> int:
        """Return the column of a value."""
        start, end = self.ticks[0], self.ticks[-1]
        return round((value - start) / (end - start) * (self.width - 1))

    def label(self, value: float) -> str:
        """Return a round number as the axis shows it, such as $30k."""
        return f"{self.prefix}{value / 1000:g}k" if self.is_thousands and value else f"{self.prefix}{value:,g}"

    def axis(self) -> str:
        """Return the line with the numbers, each in the middle above its place."""
        line = ""
        for tick in self.ticks:
            label = self.label(tick)
            start = min(max(self.place(tick) - len(label) // 2, 0), self.width - len(label))
            if not line or start > len(line):
                line = line.ljust(start) + label
        return line


def _round_steps(span: float) -> Iterator[float]:
    """Return ever larger round steps, which cut a span into twelve parts or fewer."""
    size = 10.0 ** math.floor(math.log10(max(span, 1) / 12))
    while True:
        yield from (size * factor for factor in (1, 2, 5))
        size *= 10


def draw_chart(chart: RangeChart, label_width: int, width: int) -> Table:
    """Return a chart as a table: labels and figures, and bars beside them; or below them in a narrow one."""
    longest = max(cell_len(bar.label) for bar in chart.bars)
    margin = min(max(label_width, longest), max(label_width, width // 3)) + DIVIDER
    text_width = max((cell_len(bar.text) + TEXT_GAP for bar in chart.bars if bar.text), default=0)
    area = width - margin - text_width
    is_narrow = width < NARROW or area < NARROWEST_AREA
    if is_narrow:
        margin, text_width, area = INDENT, 0, width - INDENT
    scale = Scale(_values(chart), chart.unit, area)
    table = Table(box=None, show_header=False, pad_edge=False, padding=0)
    for size in (margin, text_width, area):
        if size:
            table.add_column(width=size, overflow="fold")
    gap = [""] if text_width else []
    table.add_row("", *gap, Text(scale.axis(), FAINT))
    for bar in chart.bars:
        style = JOB_STYLES[bar.color % len(JOB_STYLES)]
        label = plain_text(bar.label, style)
        if is_narrow:
            table.add_row("", Text("  ").join(part for part in (label, plain_text(bar.text)) if part))
            label = Text()
        text = Text(" " * (text_width - TEXT_GAP - cell_len(bar.text))).append_text(plain_text(bar.text))
        table.add_row(
            Padding(label, (0, DIVIDER, 0, 0)), *([text] if text_width else []), _bar(bar, chart, scale, style)
        )
    table.add_row("", *gap, plain_text(_legend(chart), FAINT))
    return table


def _values(chart: RangeChart) -> list[float]:
    """Return all values that stand on the scale of a chart."""
    values = [value for bar in chart.bars for value in (bar.low, bar.middle, bar.high) if value is not None]
    return [*values, chart.reference[0]] if chart.reference else values or [0]


def _bar(bar: RangeBar, chart: RangeChart, scale: Scale, style: str) -> Text:
    cells = [" "] * scale.width
    if bar.low is not None and bar.high is not None:
        low, high = scale.place(bar.low), scale.place(bar.high)
        cells[low : high + 1] = [LINE] * (high + 1 - low)
        cells[low], cells[high] = LOW, HIGH
    if chart.reference:
        place = scale.place(chart.reference[0])
        if cells[place] in (" ", LINE):
            cells[place] = REFERENCE
    if bar.middle is not None:
        cells[scale.place(bar.middle)] = MIDDLE
    return Text("".join(cells), style)


def _legend(chart: RangeChart) -> str:
    """Return what the marks of a chart mean."""
    parts = [chart.label]
    if any(bar.middle is not None for bar in chart.bars):
        parts.append(f"{MIDDLE} median")
    if chart.reference:
        parts.append(f"{REFERENCE} {chart.reference[1]}")
    return SEPARATOR.join(parts)
