"""Write an answer as CSV: its flat rows, each value whole, in a form that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io

from rolecompare.output.flat import Value, flatten
from rolecompare.output.formats import Canvas, Detail
from rolecompare.output.sanitize import sanitize

# A spreadsheet takes a text that begins with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(answer: object, _canvas: Canvas, _detail: Detail) -> str:
    """Return an answer as CSV with a header. The size of the page does not matter, and sources are always included."""
    table = flatten(answer)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_safe(row.get(column)) for column in table.columns] for row in table.rows)
    return text.getvalue()


def _safe(value: Value) -> str | int | float:
    """Return a number as it is, and a text with an apostrophe before it where a spreadsheet might run it.

    Several values are joined by bars.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = " | ".join(map(str, value))
    if not isinstance(value, str):
        return value
    text = sanitize(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) else text
