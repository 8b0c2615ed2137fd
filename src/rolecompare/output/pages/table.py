"""The page of `table`: a line for each role, with a column for each field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rolecompare.answers.table import TableAnswer, TableField, TableRole
from rolecompare.codes import is_for_other_code
from rolecompare.comparison import labels
from rolecompare.comparison.types import NamedValue
from rolecompare.measures import MEASURES
from rolecompare.output.page import ABSENT, BROADER_SIGN, Column, Listing, View
from rolecompare.output.pages.editions import sources_line
from rolecompare.output.sanitize import sanitize

HEADINGS = {
    "pay": "Pay a year",
    "hourly": "Pay an hour",
    "mean": "Mean pay a year",
    "jobs": "Jobs",
    "employees": "Employees",
    "self-employed": "Self-employed",
    "growth": "Growth",
    "education": "Education",
    "experience": "Experience",
    "training": "On-the-job training",
    "zone": "Job Zone",
}


def table_listing(answer: TableAnswer, view: View) -> Listing:
    """Return a row for each role. A value has its period beside it where it is not the usual one of its column."""
    periods = {field.name: _usual_period(answer, field) for field in answer.fields}
    headings = [HEADINGS.get(field.name, field.label) for field in answer.fields]
    kinds = ["number" if field.measure in MEASURES else "text" for field in answer.fields]
    rows = tuple(
        (sanitize(role.title), *(_text(role, field, periods[field.name]) for field in answer.fields))
        for role in answer.roles
    )
    notes = (*_period_note(headings, [*periods.values()]), *_notes(answer, rows, view))
    return Listing((Column("Job", "name"), *map(Column, headings, kinds)), rows, notes)


def _usual_period(answer: TableAnswer, field: TableField) -> str | None:
    """Return the period of most values of a field; None of levels, which are judgments that hold for years."""
    if field.measure not in MEASURES:
        return None
    values = (role.values[field.name] for role in answer.roles)
    known = [value if value.range is None else value.range.low for value in values]
    periods = Counter(value.period for value in known if value.period is not None)
    return periods.most_common(1)[0][0] if periods else None


def _period_note(headings: Sequence[str], periods: Sequence[str | None]) -> Iterator[str]:
    """Yield one sentence that says which period the figures of each column are about."""
    columns: dict[str, list[str]] = {}
    for heading, period in zip(headings, periods, strict=True):
        if period is not None:
            columns.setdefault(labels.period(period), []).append(labels.lower_first(heading))
    if columns:
        text = "; ".join(f"{labels.join_words(names)}: {period}" for period, names in columns.items())
        yield f"{text[:1].upper()}{text[1:]}."


def _text(role: TableRole, field: TableField, usual_period: str | None) -> str:
    value = role.values[field.name]
    if value.values is not None:
        return " or ".join(labels.value(each) for each in value.values)
    if value.value is None and value.range is not None:
        return _range_text(labels.value(value.range.low), labels.value(value.range.high))
    if value.bound is not None:
        return f"at least {labels.number(value.bound, field.unit or '')}"
    if value.value is None:
        return ABSENT
    text = value.name if value.name is not None else _number_text(value, field)
    if value.code and is_for_other_code(value.code, role.code, value.classification):
        text += BROADER_SIGN
    if value.period and value.period != usual_period and field.measure in MEASURES:
        text += f" ({labels.period(value.period)})"
    return sanitize(text)


def _range_text(low: str, high: str) -> str:
    """Return a range in few letters, because a column of figures is as wide as its longest: `+1.7–5.6%`."""
    if low == high:
        return low
    sign = "+" if low.startswith("+") else ""
    if low[:1].isalpha() or low.startswith("−") or high.startswith("+") != bool(sign):
        return f"{low} to {high}"
    return f"{low.removesuffix('%')}–{high.removeprefix(sign)}"


def _number_text(value: NamedValue, field: TableField) -> str:
    if isinstance(value.value, str) or value.value is None:
        return ABSENT
    return labels.figure_text(field.measure, value.value, field.unit or "")


def _notes(answer: TableAnswer, rows: tuple[tuple[str, ...], ...], view: View) -> Iterator[str]:
    if not rows:
        yield "No jobs found."
        return
    if len(rows) < answer.total:
        yield f"{len(rows):,} of {answer.total:,} jobs."
    if any(cell.rstrip(")").endswith(BROADER_SIGN) or f"{BROADER_SIGN} " in cell for row in rows for cell in row[1:]):
        yield f"{BROADER_SIGN} published for a broader group of jobs."
    if view.sources and answer.sources:
        yield sources_line(answer.sources)
