"""Read cells of the BLS workbooks: numbers, levels and missing values, each with its citation."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from rolecompare.codes import SOC_CODE, Classification
from rolecompare.importers.base import FileRefusedError, SkippedRows
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.base import MAX_NUMBER, ValidationError, error_messages
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.sources import Citation

AREA = "US"
NUMBER = re.compile(r"-?\$?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,15})?")
NOT_USED = "not used in comparisons"
MAX_TITLE_LENGTH = 300  # of a title or a header; the longest published ones have some hundred characters
MAX_QUOTE_LENGTH = 40
FIRST_YEAR, LAST_YEAR_OF_2010, LAST_YEAR_OF_HYBRID = 2012, 2018, 2020  # of SOC 2010 alone, and of the hybrid


class MissingValue(NamedTuple):
    """No value, and why; `bound` is what the value reaches or exceeds, where that is published."""

    missing: MissingReason
    reason: str
    bound: int | float | None = None


CellValue = int | float | str | MissingValue  # a text is a level


class UnreadableCellError(ValueError):
    """A cell holds something that its column cannot have. The message completes the sentence “it was skipped: …”."""


class OccupationRow(NamedTuple):
    """A row of one occupation; the greater its `detail`, the more detailed the occupation."""

    code: str
    title: str
    detail: int
    number: int
    cells: tuple[object, ...]


def classification_of(year: int, file: str) -> Classification | None:
    """Return the classification that wages of a year, or projections from it, are counted by; None if it is SOC 2018.

    Raises FileRefusedError for a file of a year whose codes are from SOC 2000, in whole or in part.
    """
    if year < FIRST_YEAR:
        problem = f"it is of {year}, and counts by a classification from before SOC 2010"
        raise FileRefusedError(file, problem, f"Use an edition of {FIRST_YEAR} or later.")
    if year <= LAST_YEAR_OF_2010:
        return Classification.SOC_2010
    return Classification.HYBRID if year <= LAST_YEAR_OF_HYBRID else None


# Cells


def cell_text(cell: object) -> str:
    """Return a cell as it looks on the sheet, in one line: a year that was typed as a number is `2016`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def cell_at(cells: tuple[object, ...], index: int | None) -> object:
    """Return the cell of a column; None if there is no such column or the row is shorter."""
    return cells[index] if index is not None and index < len(cells) else None


def parse_number(cell: object, multiplier: int = 1) -> int | float:
    """Return the number in a cell times the multiplier, without rounding errors of binary fractions.

    Raises UnreadableCellError if there is no number.
    """
    text = cell_text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        exact = Decimal(repr(cell))
    elif isinstance(cell, str) and NUMBER.fullmatch(text):
        exact = Decimal(text.replace(",", "").replace("$", ""))
    else:
        raise UnreadableCellError(f"{quoted(text)} is not a number" if text else "the cell is empty")
    value = exact * multiplier
    if abs(value) > MAX_NUMBER:
        raise UnreadableCellError(f"{quoted(text)} is too large")
    return int(value) if value == value.to_integral_value() else float(value)


def quoted(text: str) -> str:
    """Return the beginning of a text in quotation marks."""
    return f"“{text}”" if len(text) <= MAX_QUOTE_LENGTH else f"“{text[:MAX_QUOTE_LENGTH]}…”"


def parse_level(measure: str, cell: object) -> str:
    """Return the level that the publisher's name in a cell stands for; raise UnreadableCellError if there is none."""
    text = cell_text(cell)
    for value, name in LEVELS[measure].items():
        if name.casefold() == text.casefold().replace("’", "'"):
            return value
    raise UnreadableCellError(f"{quoted(text)} is not a level of {measure}" if text else "the cell is empty")


def make_figure(
    measure: str,
    value: CellValue,
    period: str,
    code: str,
    classification: Classification | None,
    citations: tuple[Citation, ...],
) -> Figure | Missing | Level:
    """Return the record of a value; raise UnreadableCellError if it is impossible, such as fewer jobs than none."""
    about: dict[str, Any] = {
        "period": period,
        "area": AREA,
        "code": code,
        "classification": classification,
        "citations": citations,
    }
    try:
        match value:
            case MissingValue():
                return Missing(measure=measure, **value._asdict(), **about)
            case str():
                return Level(measure=measure, value=value, **about)
            case _:
                return Figure(measure=measure, value=value, unit=MEASURES[measure].unit, **about)
    except ValidationError as error:
        raise UnreadableCellError(error_messages(error)) from error


# Rows


def one_row_per_code(rows: Iterable[OccupationRow], file: str, skipped: SkippedRows) -> dict[str, OccupationRow]:
    """Return one row for each code, in the order of the sheet, and count the others as skipped.

    Publishers list a group without published parts twice, once at each level of detail, with the same values. That is
    not an error, and the first row is used. If the values differ, the more detailed row is used.
    """
    chosen: dict[str, OccupationRow] = {}
    for row in rows:
        other = chosen.setdefault(row.code, row)
        if other is row:
            continue
        if other.detail == row.detail:
            skipped.add(f"{file}, row {row.number}", f"{row.code} is already in row {other.number}")
            continue
        if not _same_values(other, row):
            wider, narrower = sorted((other, row), key=lambda candidate: candidate.detail)
            chosen[row.code] = narrower
            reason = (
                f"{row.code} has other values here, as a broader group, than in row {narrower.number}, which is used"
            )
            skipped.add(f"{file}, row {wider.number}", reason)
    return chosen


def _same_values(one: OccupationRow, other: OccupationRow) -> bool:
    """Return whether two rows differ only in the cell that tells their level of detail."""
    pairs = zip_longest(map(cell_text, one.cells), map(cell_text, other.cells), fillvalue="")
    return sum(here != there for here, there in pairs) <= 1


def row_problem(code: str, title: str) -> str | None:
    """Return what is wrong with the code or the title of a row; None if nothing is."""
    if not SOC_CODE.fullmatch(code):
        return f"{quoted(code)} is not an occupation code" if code else "it has no occupation code"
    if not title:
        return f"{code} has no title"
    return f"{code} has a title of {len(title)} characters" if len(title) > MAX_TITLE_LENGTH else None
