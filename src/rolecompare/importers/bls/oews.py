"""The workbook of national wages (OEWS, U.S. Bureau of Labor Statistics) -> pay and jobs of each occupation code.

Editions from May 2019 on: columns by name, in upper or lower case, on whichever sheet has them; jobs are those of wage
and salary earners in May. What `#` bounds stands in the notes of the workbook and differs by year.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rolecompare.importers.base import FileRefusedError, Ignored, Import, SkippedRows
from rolecompare.importers.bls.cells import (
    NOT_COMPARED,
    Absent,
    Line,
    Told,
    Unread,
    at,
    fault_of_row,
    figure,
    number,
    one_per_code,
    text,
)
from rolecompare.importers.detect import AS_DOWNLOADED, book_of, refused, sheets_of, wages_of
from rolecompare.importers.files.table import Package, Table
from rolecompare.measures import STATISTICS
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, SourceKind
from rolecompare.models.sources import Citation, Source

REMEDY = AS_DOWNLOADED["oews"]
GROUPS = ("total", "major", "minor", "broad", "detailed")
KINDS = {"A": "annual", "H": "hourly"}
PAID_ONLY = {"ANNUAL": "paid by the year only", "HOURLY": "paid by the hour only"}
OTHER = {"annual": "HOURLY", "hourly": "ANNUAL"}  # who is paid by the hour only has no pay of a year
MEASURES: dict[str, str] = {
    **{
        f"{letter}_{name.upper().replace('P', 'PCT')}": f"pay.{kind}.{name}"
        for letter, kind in KINDS.items()
        for name in STATISTICS
    },
    "TOT_EMP": "employment",
}
REQUIRED = ("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEDIAN")
# What tells a count of the country from that of a part.
SCOPE = ("AREA_TYPE", "AREA_TITLE", "I_GROUP", "NAICS_TITLE")
READ = frozenset((*MEASURES, *REQUIRED, *PAID_ONLY, *SCOPE))
FORMER = {"OCC_GROUP": "O_GROUP"}  # what older editions call it
# The notes are some fifty lines; a sheet that goes on is no notes.
NOTES = 300
DOLLARS = r"(\$(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{2})?)"
BOUNDS = {"hourly": re.compile(f"{DOLLARS} per hour"), "annual": re.compile(f"{DOLLARS} per year")}


class Workbook(NamedTuple):
    """`columns`: where a column stands, by its name in upper case; `headers`: the names as they stand there."""

    file: str
    columns: dict[str, int]
    headers: dict[str, str]
    bounds: dict[str, int | float]


def read(package: Package) -> Import:
    """Pay in dollars a year and an hour, and jobs, of every code from all occupations down to the detailed ones.

    Refuses (`Refused`) what is no workbook of national wages, or lacks a column without which it would be none.
    """
    table = wages_of(package)
    if table is None:
        raise refused(package, "oews")
    notes = _notes(package, table)
    rows = table.raw()
    header = next((cells for _, cells in rows if any(text(cell) for cell in cells)), ())
    workbook = _workbook(table, header, notes)
    year = _year(package, table, notes)
    skipped = SkippedRows()
    lines = one_per_code(_lines(workbook, rows, skipped), workbook.file, skipped)
    return Import(
        _source(year),
        {line.code: line.title for line in lines.values()},
        _figures(workbook, lines, year, skipped),
        skipped,
        tuple(
            f"{workbook.file} has no column {name}" for name in (*MEASURES, *PAID_ONLY) if name not in workbook.columns
        ),
        tuple(_not_compared(workbook)),
    )


def _not_compared(workbook: Workbook) -> Iterator[Ignored]:
    names = [header for name, header in workbook.headers.items() if name not in READ]
    if names:
        yield Ignored(f"{workbook.file}, columns {', '.join(names)}", NOT_COMPARED)


def _source(year: str) -> Source:
    return Source(
        id=f"oews-{year}-05",
        title=f"Occupational Employment and Wage Statistics, national, May {year}",
        publisher="U.S. Bureau of Labor Statistics",
        url="https://www.bls.gov/oes/",
        edition=f"May {year}",
        reference_period=f"May {year}",
        license="public domain",
        kind=SourceKind.OFFICIAL_STATISTICS,
    )


# ── the workbook ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _workbook(table: Table, header: tuple[object, ...], notes: list[str]) -> Workbook:
    # A citation names the file, as the wages have it to themselves.
    file = book_of(table)
    columns: dict[str, int] = {}
    headers: dict[str, str] = {}
    for index, cell in enumerate(header):
        name = text(cell).upper()
        name = FORMER.get(name, name)
        if name in columns and (name in MEASURES or name in REQUIRED):
            raise FileRefusedError(file, f"it has two columns {name}", REMEDY)
        if name:
            columns[name], headers[name] = index, text(cell)
    lacking = [name for name in REQUIRED if name not in columns]
    if lacking:
        raise FileRefusedError(file, f"it has no column {lacking[0]}", REMEDY)
    return Workbook(file, columns, headers, _bounds(notes))


def _notes(package: Package, wages: Table) -> list[str]:
    """What is written on the sheets beside the wages, or in workbooks beside theirs, the field descriptions first."""
    others = [table for table in sheets_of(package) if table is not wages]
    others.sort(key=lambda table: "description" not in f"{table.name} {table.file}".casefold())
    return [text(cell) for table in others for _, cells in islice(table.raw(), NOTES) for cell in cells if text(cell)]


def _bounds(notes: list[str]) -> dict[str, int | float]:
    """What `#` says that a wage reaches or exceeds: the note of that sign, or else a note that speaks of both."""
    signed = [note for note in notes if note.startswith("#")]
    for note in (*signed, *notes):
        found = {kind: pattern.search(note) for kind, pattern in BOUNDS.items()}
        told = {kind: number(match[1]) for kind, match in found.items() if match}
        if len(told) == len(BOUNDS):
            return told
    return {}


def _year(package: Package, wages: Table, notes: list[str]) -> str:
    """The year that the names of file and package tell, or the notes; `Refused` where they do not agree."""
    named = re.search(r"_M(20\d\d)_dl", f"{wages.file} {wages.name} {package.name}", re.IGNORECASE)
    zipped = re.search(r"oesm(\d\d)nat", package.name, re.IGNORECASE)
    noted = next((found[1] for note in notes if (found := re.match(r"May (20\d\d) OEW?S\b", note))), None)
    told = named[1] if named else f"20{zipped[1]}" if zipped else noted
    if told is None:
        remedy = "Give it the name it was downloaded under, such as national_M2025_dl.xlsx."
        raise FileRefusedError(package.name, "neither its name nor its notes say of which year it is", remedy)
    if noted not in (None, told):
        trouble = f"its name says May {told} and its notes say May {noted}"
        raise FileRefusedError(package.name, trouble, "Give it the name it was downloaded under.")
    return told


# ── rows and cells ───────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(workbook: Workbook, rows: Iterator[tuple[int, tuple[object, ...]]], skipped: SkippedRows) -> Iterator[Line]:
    for row, cells in rows:
        if not any(text(cell) for cell in cells):
            continue
        told = {name: text(at(cells, index)) for name, index in workbook.columns.items() if name not in MEASURES}
        _must_be_national(workbook, row, told)
        group = told["O_GROUP"].casefold()
        fault = fault_of_row(told["OCC_CODE"], told["OCC_TITLE"])
        if fault is None and group not in GROUPS:
            fault = f"“{told['O_GROUP'][:40]}” is none of {', '.join(GROUPS)}"
        if fault:
            skipped.add(f"{workbook.file}, row {row}", fault)
        else:
            yield Line(told["OCC_CODE"], told["OCC_TITLE"], GROUPS.index(group), row, cells)


def _must_be_national(workbook: Workbook, row: int, told: dict[str, str]) -> None:
    """Wages by state, area or industry come in the same columns, and would pass for those of the country."""
    area, industry = told.get("AREA_TYPE", "1"), told.get("I_GROUP", "cross-industry")
    if area == "1" and industry.casefold() == "cross-industry":
        return
    of_what = told.get("AREA_TITLE", "") if area != "1" else told.get("NAICS_TITLE", "")
    raise FileRefusedError(
        workbook.file,
        f"row {row} counts a part only ({of_what[:60] or 'an area or an industry'}), not the country",
        "Use the national workbook, such as national_M2025_dl.xlsx.",
    )


def _figures(
    workbook: Workbook, lines: dict[str, Line], year: str, skipped: SkippedRows
) -> Iterator[tuple[str, Figure | Missing | Level]]:
    period = f"{year}-05"
    for code, line in lines.items():
        paid = {flag for flag in PAID_ONLY if text(at(line.cells, workbook.columns.get(flag))).upper() == "TRUE"}
        for name, measure in MEASURES.items():
            index = workbook.columns.get(name)
            if index is None:
                continue
            place = f"{workbook.file}, row {line.number}, {workbook.headers[name]}"
            cited = (Citation(source=f"oews-{year}-05", place=place),)
            try:
                told = _told(measure, at(line.cells, index), paid, workbook.bounds)
                yield code, figure(measure, told, period, code, cited)
            except Unread as unread:
                skipped.add(place, str(unread))


def _told(measure: str, cell: object, paid: set[str], bounds: dict[str, int | float]) -> Told:
    """What a cell tells; `paid` are the flags of the occupation that say that it is paid one way only."""
    sign = text(cell)
    kind = measure.removeprefix("pay.").partition(".")[0]
    other = OTHER.get(kind, "")
    if sign in ("*", "**", "") and other in paid:
        return Absent(MissingReason.NOT_APPLICABLE, PAID_ONLY[other])
    if sign in ("*", "**"):
        return Absent(MissingReason.SUPPRESSED, "estimate not released")
    if not sign:
        return Absent(MissingReason.NOT_PUBLISHED, "the cell is empty")
    if sign == "#" and kind in bounds:
        reason = "as much as the highest wage that is published, or more"
        return Absent(MissingReason.ABOVE_PUBLISHED_RANGE, reason, bounds[kind])
    if sign == "#" and kind in OTHER:
        reason = "above the highest wage that is published, which the workbook does not tell"
        return Absent(MissingReason.NOT_PUBLISHED, reason)
    return number(cell)
