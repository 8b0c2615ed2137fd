"""Import the workbook of national wages: Occupational Employment and Wage Statistics (OEWS) of the BLS.

Editions from May 2012 on are read: the columns have the same names in upper or lower case, on whichever sheet has them.
Employment counts wage and salary workers in May, without the self-employed and with few of those on farms. Which
wage `#` stands for differs by year and is in the notes.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rolecompare.codes import Classification
from rolecompare.importers.base import FigureImport, FileRefusedError, Ignored, SkippedRows
from rolecompare.importers.bls.cells import (
    NOT_USED,
    CellValue,
    MissingValue,
    OccupationRow,
    UnreadableCellError,
    cell_at,
    cell_text,
    classification_of,
    make_figure,
    one_row_per_code,
    parse_number,
    quoted,
    row_problem,
)
from rolecompare.importers.detect import find_wage_table, sheets_of, workbook_name, wrong_download
from rolecompare.importers.files.table import Package, RawRow, Table
from rolecompare.importers.kinds import KINDS
from rolecompare.measures import STATISTICS
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, SourceKind
from rolecompare.models.sources import Citation, Source

EXPECTED_FILE = KINDS["oews"].expected_file
KEEP_NAME = "Give the file the name that it was downloaded under, such as national_M2025_dl.xlsx."
# The groups of occupations, from the widest to the most detailed.
GROUPS = ("total", "major", "minor", "broad", "detailed")
# The column of each measure: A_MEDIAN has the yearly and H_PCT10 the hourly wage of a percentile.
MEASURES: dict[str, str] = {
    **{
        f"{prefix}_{name.upper().replace('P', 'PCT')}": f"pay.{basis}.{name}"
        for prefix, basis in (("A", "annual"), ("H", "hourly"))
        for name in STATISTICS
    },
    "TOT_EMP": "employment",
}
REQUIRED = ("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEDIAN")
FORMER_NAMES = {"OCC_GROUP": "O_GROUP"}  # older editions
# Columns that tell whether a row counts the whole country and all industries.
SCOPE = ("AREA_TYPE", "AREA_TITLE", "I_GROUP", "NAICS_TITLE")
# What BLS writes instead of a number: `*` for a wage and `**` for employment that it does not release, `#` for a wage
# that is at or above the highest that it publishes.
SUPPRESSED = {"*": "estimate not released", "**": "estimate not released"}
TOP_CODE = "#"
# These columns hold TRUE where an occupation is paid in one way only; it then has no wage of the other basis.
PAID_ONLY = {"ANNUAL": "paid by the year only", "HOURLY": "paid by the hour only"}
RULED_OUT_BY = {"annual": "HOURLY", "hourly": "ANNUAL"}
USED_COLUMNS = frozenset((*MEASURES, *REQUIRED, *PAID_ONLY, *SCOPE))

MAX_NOTES = 300  # rows; the notes have some fifty
DOLLARS = r"(\$(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{2})?)"
TOP_WAGE_NOTES = {"hourly": re.compile(f"{DOLLARS} per hour"), "annual": re.compile(f"{DOLLARS} per year")}


class WageSheet(NamedTuple):
    """The layout of the sheet of wages."""

    file: str
    columns: dict[str, int]  # name in upper case: position
    headers: dict[str, str]  # name in upper case: name as it is written on the sheet
    top_wages: dict[str, int | float]  # by basis (annual or hourly): the highest published wage, in dollars


def recognizes(package: Package) -> bool:
    """Return whether the package has national wages."""
    return find_wage_table(package) is not None


def read(package: Package) -> FigureImport:
    """Read pay (dollars by year and by hour) and employment of every code, from all occupations to the detailed ones.

    Raises FileRefusedError if the package is not a workbook of national wages, or lacks an essential column.
    """
    table = find_wage_table(package)
    if table is None:
        raise wrong_download(package, "oews")
    notes = _read_notes(package, table)
    raw_rows = table.raw_rows()
    header = next((cells for _, cells in raw_rows if any(cell_text(cell) for cell in cells)), ())
    sheet = _read_layout(table, header, notes)
    year = _find_year(package, table, notes)
    classification = classification_of(int(year), package.name)
    skipped = SkippedRows()
    rows = one_row_per_code(_read_rows(sheet, raw_rows, skipped), sheet.file, skipped)
    return FigureImport(
        source=_source(year, classification),
        titles={row.code: row.title for row in rows.values()},
        figures=_read_figures(sheet, rows, year, classification, skipped),
        skipped=skipped,
        missing=tuple(
            f"{sheet.file} has no column {name}" for name in (*MEASURES, *PAID_ONLY) if name not in sheet.columns
        ),
        ignored=tuple(_ignored_columns(sheet)),
    )


def _ignored_columns(sheet: WageSheet) -> Iterator[Ignored]:
    headers = [header for name, header in sheet.headers.items() if name not in USED_COLUMNS]
    if headers:
        yield Ignored(f"{sheet.file}, columns {', '.join(headers)}", NOT_USED)


def _source(year: str, classification: Classification | None) -> Source:
    return Source(
        id=f"oews-{year}-05",
        title=f"Occupational Employment and Wage Statistics, national, May {year}",
        publisher="U.S. Bureau of Labor Statistics",
        url="https://www.bls.gov/oes/",
        edition=f"May {year}",
        reference_period=f"May {year}",
        license="public domain",
        kind=SourceKind.OFFICIAL_STATISTICS,
        classification=classification,
    )


# The sheet and its notes


def _read_layout(table: Table, header: tuple[object, ...], notes: list[str]) -> WageSheet:
    file = workbook_name(table)  # citations name the file only, since no other sheet of it has wages
    columns: dict[str, int] = {}
    headers: dict[str, str] = {}
    for index, cell in enumerate(header):
        name = cell_text(cell).upper()
        name = FORMER_NAMES.get(name, name)
        if name in columns and (name in MEASURES or name in REQUIRED):
            raise FileRefusedError(file, f"it has two columns {name}", EXPECTED_FILE)
        if name:
            columns[name], headers[name] = index, cell_text(cell)
    lacking = [name for name in REQUIRED if name not in columns]
    if lacking:
        raise FileRefusedError(file, f"it has no column {lacking[0]}", EXPECTED_FILE)
    return WageSheet(file, columns, headers, _find_top_wages(notes))


def _read_notes(package: Package, wages: Table) -> list[str]:
    """Return the texts of the other sheets or workbooks, those with descriptions of the columns first."""
    others = [table for table in sheets_of(package) if table is not wages]
    others.sort(key=lambda table: "description" not in f"{table.name} {table.file}".casefold())
    rows = (cells for table in others for _, cells in islice(table.raw_rows(), MAX_NOTES))
    return [text for cells in rows for text in map(cell_text, cells) if text]


def _find_top_wages(notes: list[str]) -> dict[str, int | float]:
    """Return the wages that `#` stands for: by the note on that sign, or else by a note that names both wages."""
    on_sign = [note for note in notes if note.startswith(TOP_CODE)]
    for note in (*on_sign, *notes):
        matches = {basis: pattern.search(note) for basis, pattern in TOP_WAGE_NOTES.items()}
        wages = {basis: parse_number(match[1]) for basis, match in matches.items() if match}
        if len(wages) == len(TOP_WAGE_NOTES):
            return wages
    return {}


def _find_year(package: Package, wages: Table, notes: list[str]) -> str:
    """Return the year in the names of the files or in the notes; refuse the package if they disagree."""
    in_workbook = re.search(r"_M(20\d\d)_dl", f"{wages.file} {wages.name} {package.name}", re.IGNORECASE)
    in_zip = re.search(r"oesm(\d\d)nat", package.name, re.IGNORECASE)
    in_notes = next((found[1] for note in notes if (found := re.match(r"May (20\d\d) OEW?S\b", note))), None)
    year = in_workbook[1] if in_workbook else f"20{in_zip[1]}" if in_zip else in_notes
    if year is None:
        raise FileRefusedError(package.name, "neither its name nor its notes tell the year", KEEP_NAME)
    if in_notes not in (None, year):
        raise FileRefusedError(package.name, f"its name says May {year}, but its notes say May {in_notes}", KEEP_NAME)
    return year


# Rows and cells


def _read_rows(sheet: WageSheet, raw_rows: Iterator[RawRow], skipped: SkippedRows) -> Iterator[OccupationRow]:
    for number, cells in raw_rows:
        if not any(cell_text(cell) for cell in cells):
            continue
        texts = {
            name: cell_text(cell_at(cells, index)) for name, index in sheet.columns.items() if name not in MEASURES
        }
        _require_national(sheet, number, texts)
        code, title, group = texts["OCC_CODE"], texts["OCC_TITLE"], texts["O_GROUP"]
        problem = row_problem(code, title)
        if problem is None and group.casefold() not in GROUPS:
            problem = f"{quoted(group)} is not one of {', '.join(GROUPS)}"
        if problem:
            skipped.add(f"{sheet.file}, row {number}", problem)
        else:
            yield OccupationRow(code, title, GROUPS.index(group.casefold()), number, cells)


def _require_national(sheet: WageSheet, number: int, texts: dict[str, str]) -> None:
    """Refuse wages by state, area or industry: they have the same columns, and would pass for national ones."""
    area, industry = texts.get("AREA_TYPE", "1"), texts.get("I_GROUP", "cross-industry")
    if area == "1" and industry.casefold() == "cross-industry":
        return
    part = texts.get("AREA_TITLE", "") if area != "1" else texts.get("NAICS_TITLE", "")
    raise FileRefusedError(
        sheet.file,
        f"row {number} is about {part[:60] or 'one area or industry'} only, not the whole country",
        "Use the national workbook, such as national_M2025_dl.xlsx.",
    )


def _read_figures(
    sheet: WageSheet,
    rows: dict[str, OccupationRow],
    year: str,
    classification: Classification | None,
    skipped: SkippedRows,
) -> Iterator[tuple[str, Figure | Missing | Level]]:
    for code, row in rows.items():
        flags = {flag for flag in PAID_ONLY if cell_text(cell_at(row.cells, sheet.columns.get(flag))).upper() == "TRUE"}
        for name, measure in MEASURES.items():
            index = sheet.columns.get(name)
            if index is None:
                continue
            place = f"{sheet.file}, row {row.number}, {sheet.headers[name]}"
            citation = Citation(source=f"oews-{year}-05", place=place)
            try:
                value = _parse_cell(measure, cell_at(row.cells, index), flags, sheet.top_wages)
                yield code, make_figure(measure, value, f"{year}-05", code, classification, (citation,))
            except UnreadableCellError as error:
                skipped.add(place, str(error))


def _parse_cell(measure: str, cell: object, flags: set[str], top_wages: dict[str, int | float]) -> CellValue:
    """Return the value of a cell; `flags` are the columns that say that the occupation is paid in one way only."""
    text = cell_text(cell)
    basis = measure.split(".")[1] if measure.startswith("pay.") else ""
    ruled_out_by = RULED_OUT_BY.get(basis, "")
    if ruled_out_by in flags and (not text or text in SUPPRESSED):
        return MissingValue(MissingReason.NOT_APPLICABLE, PAID_ONLY[ruled_out_by])
    if text in SUPPRESSED:
        return MissingValue(MissingReason.SUPPRESSED, SUPPRESSED[text])
    if not text:
        return MissingValue(MissingReason.NOT_PUBLISHED, "the cell is empty")
    if text == TOP_CODE and basis in top_wages:
        reason = "at or above the highest published wage"
        return MissingValue(MissingReason.ABOVE_PUBLISHED_RANGE, reason, top_wages[basis])
    if text == TOP_CODE and basis:
        reason = "at or above the highest published wage, which the workbook does not state"
        return MissingValue(MissingReason.NOT_PUBLISHED, reason)
    return parse_number(cell)
