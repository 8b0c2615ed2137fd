"""Turn rows of pay into a chart: a bar from the 10th to the 90th percentile for each job, all on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.jobs import figures_of
from rolecompare.comparison.types import Cell, ComparedRole, Row
from rolecompare.models.figures import Figure
from rolecompare.output.page import ABSENT, RangeBar, RangeChart
from rolecompare.output.pages.cells import value_with_sign
from rolecompare.output.sanitize import sanitize

# The pay that is shown, by the beginning of its measures: the first that there are percentiles of.
UNITS = {"pay.annual": "USD/year", "pay.hourly": "USD/hour"}


def pay_chart(rows: Sequence[Row], titles: Sequence[str]) -> RangeChart | None:
    """Return a chart of the pay in some rows, whose columns have these titles; None where no pay can be drawn.

    A job without comparable percentiles has no bar.
    """
    for prefix, unit in UNITS.items():
        percentiles = [find_row(rows, f"{prefix}.{name}") for name in ("p10", "median", "p90")]
        if all(percentiles):
            columns = zip(*(row.cells for row in percentiles if row), strict=True)
            bars = tuple(
                RangeBar(title, *span, color)
                for color, (title, cells) in enumerate(zip(titles, columns, strict=True))
                if (span := _span(*cells))
            )
            label = f"Pay {labels.PER[unit]}, 10th to 90th percentile"
            return RangeChart(label, unit, bars) if bars else None
    return None


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
    if not _are_ascending(figures) or (not _are_of_one_publication(figures) and (has_own_median or not low.range)):
        return None
    return low_figure.value, high_figure.value, median.value if median else None


def _are_of_one_publication(figures: Iterable[Figure]) -> bool:
    return len({(figure.period, figure.code, figure.area) for figure in figures}) == 1


def _are_ascending(figures: Iterable[Figure]) -> bool:
    values = [figure.value for figure in figures]
    return values == sorted(values)


def _figure(cell: Cell, end: str) -> Figure | None:
    """Return the figure of a cell, or one end of its range over members."""
    own = next((item for item in cell.items if isinstance(item, Figure)), None)
    value: object = own or (getattr(cell.range, end) if cell.range else None)
    return value if isinstance(value, Figure) else None


def pay_chart_of_jobs(
    rows: Sequence[Row], jobs: Sequence[ComparedRole], national: Iterable[Figure], *, with_medians: bool
) -> RangeChart | None:
    """Return a chart of the pay of single jobs; None where no pay can be drawn.

    `national` are figures of all occupations: their median is marked if it is of the same period as all pay that is
    shown. `with_medians` writes the medians beside the bars, and gives a job without percentiles a row without a bar.
    """
    for prefix, unit in UNITS.items():
        percentiles = [find_row(rows, f"{prefix}.{name}") for name in ("p10", "median", "p90")]
        if not all(percentiles):
            continue
        medians = {figure.period for job in jobs for figure in figures_of(percentiles[1], job.id)}
        bars = tuple(_bar_of_job(percentiles, job, color, with_medians) for color, job in enumerate(jobs))
        if with_medians and len(medians) > 1:
            bars = tuple(_dated(bar, percentiles[1], job) for bar, job in zip(bars, jobs, strict=True))
        drawn = tuple(bar for bar in bars if with_medians or bar.low is not None)
        periods = {figure.period for row in percentiles for job in jobs for figure in figures_of(row, job.id)}
        marks = [each for each in national if each.measure == f"{prefix}.median" and {each.period} == periods]
        if drawn and any(bar.low is not None or bar.text for bar in drawn):
            reference = (marks[0].value, f"all U.S. jobs {labels.value(marks[0])}") if marks else None
            return RangeChart("10th to 90th percentile", unit, drawn, reference)
    return None


def _dated(bar: RangeBar, medians: Row | None, job: ComparedRole) -> RangeBar:
    """Return a bar whose text says of what time the median is."""
    found = figures_of(medians, job.id)
    return bar._replace(text=f"{bar.text} ({labels.period(found[0].period)})") if len(found) == 1 else bar


def _bar_of_job(percentiles: Sequence[Row | None], job: ComparedRole, color: int, with_median: bool) -> RangeBar:
    """Return the bar of a job from its percentiles; without ends where they are not known or not of one publication."""
    figures = [found[0] if len(found := figures_of(row, job.id)) == 1 else None for row in percentiles]
    low, median, high = figures
    text = value_with_sign(median, job.codes.own) if median and with_median else ABSENT if with_median else ""
    known = [figure for figure in figures if figure is not None]
    title = sanitize(job.title)
    if low is None or high is None or not (_are_of_one_publication(known) and _are_ascending(known)):
        return RangeBar(title, None, None, None, color, text)
    return RangeBar(title, low.value, high.value, median.value if median else None, color, text)
