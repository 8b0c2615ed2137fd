"""Cells of a workbook of statistics -> numbers, levels and absences, each cited."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from rolecompare.codes import SOC_CODE
from rolecompare.importers.base import SkippedRows
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.base import LARGEST, Unsound
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.sources import Citation

AREA = "US"
NUMBER = re.compile(r"-?\$?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,15})?")
NOT_COMPARED = "nothing that roles are compared by"
LONGEST = 300  # of a title or a header; the longest published have some hundred characters


class Absent(NamedTuple):
    """No value, and why; a record of it is made only where it is known what of which code and when."""

    why: MissingReason
    reason: str
    bound: int | float | None = None


Told = int | float | str | Absent  # a text is a level


class Unread(ValueError):
    """What a cell holds that cannot be what its column says."""


class Line(NamedTuple):
    """A row of one occupation; the higher its rank, the more detailed."""

    code: str
    title: str
    rank: int
    number: int
    cells: tuple[object, ...]


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def text(cell: object) -> str:
    """A cell as it is read on the sheet, on one line: a year that was typed as a number is `2016`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def at(cells: tuple[object, ...], index: int | None) -> object:
    """The cell of a column; none where there is no such column, or the row ends before it."""
    return cells[index] if index is not None and index < len(cells) else None


def number(cell: object, times: int = 1) -> int | float:
    """A number as published, `times` over, without the traces of binary fractions; `Unread` where it is none."""
    written = text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        exact = Decimal(repr(cell))
    elif isinstance(cell, str) and NUMBER.fullmatch(written):
        exact = Decimal(written.replace(",", "").replace("$", ""))
    else:
        raise Unread(f"it holds {_short(written)}, which is no number" if written else "it is empty")
    value = exact * times
    if abs(value) > LARGEST:
        raise Unread(f"{_short(written)} is beyond anything that is counted")
    return int(value) if value == value.to_integral_value() else float(value)


def _short(written: str) -> str:
    return f"“{written}”" if len(written) <= 40 else f"“{written[:40]}…”"


def level(measure: str, cell: object) -> str:
    """A level by the publisher's own name of it."""
    written = text(cell)
    for value, name in LEVELS[measure].items():
        if name.casefold() == written.casefold().replace("’", "'"):
            return value
    raise Unread(f"it holds {_short(written)}, which is no level of {measure}" if written else "it is empty")


def figure(
    measure: str, told: Told, period: str, code: str, citations: tuple[Citation, ...]
) -> Figure | Missing | Level:
    """The record of what was told of a code; `Unread` where it cannot be, such as fewer jobs than none."""
    try:
        match told:
            case Absent():
                return Missing(
                    measure=measure,
                    missing=told.why,
                    reason=told.reason,
                    bound=told.bound,
                    period=period,
                    area=AREA,
                    code=code,
                    citations=citations,
                )
            case str():
                return Level(measure=measure, value=told, period=period, area=AREA, code=code, citations=citations)
            case _:
                return Figure(
                    measure=measure,
                    value=told,
                    unit=MEASURES[measure].unit,
                    period=period,
                    area=AREA,
                    code=code,
                    citations=citations,
                )
    except Unsound as unsound:
        raise Unread(str(unsound)) from unsound


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def one_per_code(lines: Iterable[Line], file: str, skipped: SkippedRows) -> dict[str, Line]:
    """The row that stands for each code, in the order of the sheet; the rows that are too many are told.

    Publishers list a group of which they publish no parts twice, once at each rank, with the same values: that is no
    fault, and the first of the two is cited. Where the values differ, the more detailed row stands.
    """
    found: dict[str, Line] = {}
    for line in lines:
        there = found.setdefault(line.code, line)
        if there is line:
            continue
        if there.rank == line.rank:
            skipped.add(f"{file}, row {line.number}", f"{line.code} stands in row {there.number} already")
            continue
        if not _alike(there, line):
            wider, narrower = sorted((there, line), key=lambda either: either.rank)
            found[line.code] = narrower
            why = f"as a wider group, {line.code} has other values than in row {narrower.number}, which stands"
            skipped.add(f"{file}, row {wider.number}", why)
    return found


def _alike(one: Line, other: Line) -> bool:
    """Whether two rows differ in the cell of their rank alone."""
    pairs = zip_longest(map(text, one.cells), map(text, other.cells), fillvalue="")
    return sum(here != there for here, there in pairs) <= 1


def fault_of_row(code: str, title: str) -> str | None:
    if not SOC_CODE.fullmatch(code):
        return f"{_short(code)} is no occupation code" if code else "it has no occupation code"
    if not title:
        return f"{code} has no title"
    return f"{code} has a title of {len(title)} characters" if len(title) > LONGEST else None
