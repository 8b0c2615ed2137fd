"""Import the Employment Projections workbook of the BLS: projected employment, openings and typical entry requirements.

Table 1.2 has all of it in newer editions. In older ones, such as 2016–26, Table 1.7 has the entry requirements, and
repeats the numbers of Table 1.2. Headers span one, two or three rows; columns are found by the words of their headers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rolecompare.codes import SOC_CODE, Classification
from rolecompare.importers.base import FigureImport, FileRefusedError, Ignored, SkippedRows
from rolecompare.importers.bls.cells import (
    MAX_TITLE_LENGTH,
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
    parse_level,
    parse_number,
    quoted,
    row_problem,
)
from rolecompare.importers.detect import find_sheet, sheets_of, wrong_download
from rolecompare.importers.files.table import Package, RawRow, Table
from rolecompare.importers.kinds import KINDS
from rolecompare.measures import LEVELS
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, SourceKind
from rolecompare.models.sources import Citation, Source

EXPECTED_FILE = KINDS["projections"].expected_file
# What the column of types says of a group of occupations and of a single one.
GROUP, SINGLE = "summary", "line item"
WAGE = "pay.annual.median"
# The words by which the column of each measure is found. One word at least of each group stands in the header;
# `start` and `end` are the years of the projection.
HEADER_WORDS: dict[str, tuple[str, ...]] = {
    "employment.base": ("employment", "start"),
    "employment.projected": ("employment", "end"),
    "employment.change": ("change", "numeric number"),
    "employment.change_percent": ("change", "percent"),
    "self_employed.share": ("percent", "self", "employed"),
    "openings.annual": ("openings", "annual", "average"),
    WAGE: ("median", "annual", "wage"),
    "education.entry": ("education", "entry"),
    "experience.related": ("experience", "related"),
    "training.on_the_job": ("training", "job"),
}
REQUIRED = ("employment.base", "employment.projected", "employment.change", "employment.change_percent")
IN_THOUSANDS = {"employment.base", "employment.projected", "employment.change", "openings.annual"}
OF_BASE_YEAR = ("employment.base", "self_employed.share")
# Other columns have those words in their headers as well: the title of the matrix, shares of all jobs, codes of levels.
WORDS_OF_OTHER_COLUMNS = {"matrix", "distribution", "code", "rate"}
WORDS_NOT_OF_EMPLOYMENT = {"change", "wage", "openings"}
# What BLS writes instead of a number: a dash where there is none, `>=$239,200` for the highest wage that it publishes.
DASHES = {"—", "–", "-", "―"}
TOP_CODE = re.compile(r"(?:>=|≥)\s*\$?([\d,]+)")
FOOTNOTES = re.compile(r"(?:\s*(?:\[\d+\]|\(\d+\)))+$")


class Projection(NamedTuple):
    """The two years of a projection, and the classification of its codes where that is not SOC 2018."""

    start: str
    end: str
    classification: Classification | None

    @property
    def name(self) -> str:
        """The years as BLS writes them, such as 2024–34."""
        return f"{self.start}–{self.end[2:]}"

    @property
    def source(self) -> str:
        """The id of the source."""
        return f"ep-{self.start}-{self.end[2:]}"

    def period(self, measure: str) -> str:
        """Return the period that a measure is about."""
        if measure == "employment.projected":
            return self.end
        is_of_start = measure in OF_BASE_YEAR or measure in LEVELS
        return self.start if is_of_start else f"{self.start}/{self.end}"


class Column(NamedTuple):
    """The column of a measure."""

    position: int
    header: str
    period: str


class KeyColumns(NamedTuple):
    """The positions of the columns that identify an occupation."""

    code: int
    title: int
    type: int | None


class ProjectionSheet(NamedTuple):
    """A sheet with its columns by measure and its rows by code."""

    file: str  # as cited: "occupation.xlsx, Table 1.2"
    projection: Projection
    columns: dict[str, Column]
    rows: dict[str, OccupationRow]
    says_thousands: bool  # whether the sheet tells that it counts in thousands
    dash_reason: str  # why a value is missing where a cell holds a dash
    unused_headers: tuple[str, ...]


def recognizes(package: Package) -> bool:
    """Return whether the package has the table of projections by occupation."""
    return find_sheet(package, "Table 1.2") is not None


def read(package: Package) -> FigureImport:
    """Read present and projected jobs, their change, openings, pay by year, and entry requirements of every code.

    Raises FileRefusedError if the package is not such a workbook, or lacks an essential column.
    """
    table = find_sheet(package, "Table 1.2")
    if table is None:
        raise wrong_download(package, "projections")
    skipped = SkippedRows()
    first = _read_sheet(table, skipped)
    for measure in REQUIRED:
        if measure not in first.columns:
            raise FileRefusedError(first.file, f"it has no column of {measure}", EXPECTED_FILE)
    sheets = [first]
    older_table = find_sheet(package, "Table 1.7")
    if older_table and "worker characteristics" in _sheet_title(older_table):
        sheets.append(_read_sheet(older_table, skipped))
        if sheets[1].projection != first.projection:
            problem = f"it is of {sheets[1].projection.name}, but Table 1.2 is of {first.projection.name}"
            raise FileRefusedError(sheets[1].file, problem, EXPECTED_FILE)
    _check_unit(sheets)
    titles = {row.code: row.title for sheet in sheets for row in sheet.rows.values()}
    return FigureImport(
        source=_source(sheets),
        titles=titles,
        figures=_read_figures(sheets, titles, skipped),
        skipped=skipped,
        missing=tuple(_missing_columns(sheets)),
        ignored=tuple(_ignored_parts(package, sheets)),
    )


def _check_unit(sheets: Sequence[ProjectionSheet]) -> None:
    """Refuse a sheet that does not say that it counts in thousands, unless another one that does has the same numbers.

    Table 1.2 of 2014–24 does not say so; Table 1.7 does.
    """
    for silent in sheets:
        if not silent.says_thousands:
            telling = next((sheet for sheet in sheets if sheet.says_thousands), None)
            if telling is None or _jobs(silent) != _jobs(telling):
                raise FileRefusedError(silent.file, "it does not say that it counts in thousands", EXPECTED_FILE)


def _jobs(sheet: ProjectionSheet) -> dict[str, list[str]]:
    """Return the present and the projected jobs in each row of a sheet, by its code."""
    positions = [sheet.columns[measure].position for measure in REQUIRED[:2] if measure in sheet.columns]
    return {code: [cell_text(cell_at(row.cells, each)) for each in positions] for code, row in sheet.rows.items()}


def _source(sheets: Sequence[ProjectionSheet]) -> Source:
    projection = sheets[0].projection
    tables = "Table 1.2" if len(sheets) == 1 else "Tables 1.2 and 1.7"
    return Source(
        id=projection.source,
        title=f"Employment Projections {projection.name}, {tables}",
        publisher="U.S. Bureau of Labor Statistics",
        url="https://www.bls.gov/emp/",
        edition=projection.name,
        reference_period=projection.name,
        license="public domain",
        kind=SourceKind.OFFICIAL_STATISTICS,
        classification=projection.classification,
    )


def _missing_columns(sheets: Sequence[ProjectionSheet]) -> Iterator[str]:
    for measure in HEADER_WORDS:
        if not any(measure in sheet.columns for sheet in sheets):
            also = "" if len(sheets) > 1 else ", and there is no Table 1.7, where older editions have it"
            yield f"{sheets[0].file} has no column of {measure}{also}"


def _ignored_parts(package: Package, sheets: Sequence[ProjectionSheet]) -> Iterator[Ignored]:
    read = {sheet.file for sheet in sheets}
    yield from (Ignored(table.file, NOT_USED) for table in sheets_of(package) if table.file not in read)
    for sheet in sheets:
        if sheet.unused_headers:
            yield Ignored(f"{sheet.file}, columns {'; '.join(sheet.unused_headers)}", NOT_USED)


# The sheet and its headers


def _read_sheet(table: Table, skipped: SkippedRows) -> ProjectionSheet:
    raw_rows = [row for row in table.raw_rows() if any(cell_text(cell) for cell in row[1])]
    first = next((index for index, (_, cells) in enumerate(raw_rows) if _code_position(cells) is not None), 0)
    if first < 2:
        problem = "it has no row with an occupation code below a title and headers"
        raise FileRefusedError(table.file, problem, EXPECTED_FILE)
    title = _sheet_title(table)
    projection = _find_projection(table.file, title)
    headers = join_headers([cells for _, cells in raw_rows[1:first]])
    body = raw_rows[first:]
    keys = _find_key_columns(table.file, headers, body[0][1])
    columns = {
        measure: column
        for measure in HEADER_WORDS
        if (column := _find_column(table.file, headers, measure, projection))
    }
    used = {*keys, *(column.position for column in columns.values())}
    return ProjectionSheet(
        file=table.file,
        projection=projection,
        columns=columns,
        rows=one_row_per_code(_read_rows(table.file, body, keys, skipped), table.file, skipped),
        says_thousands=any("thousand" in text.casefold() for text in (title, *headers)),
        dash_reason=_dash_reason(cells for _, cells in body),
        unused_headers=tuple(
            header[:MAX_TITLE_LENGTH] for index, header in enumerate(headers) if header and index not in used
        ),
    )


def _sheet_title(table: Table) -> str:
    texts = (cell_text(cell) for _, cells in table.raw_rows() for cell in cells)
    return next((text for text in texts if text), "")


def _code_position(cells: Sequence[object]) -> int | None:
    return next((index for index, cell in enumerate(cells) if SOC_CODE.fullmatch(cell_text(cell))), None)


def _find_projection(file: str, title: str) -> Projection:
    found = re.search(r"((?:19|20)\d\d)(?:\s*[-–—]\s*| and projected )((?:19|20)?\d\d)\b", title)
    end = f"{found[1][:2]}{found[2]}"[-4:] if found else ""
    if not found or end <= found[1]:
        raise FileRefusedError(file, f"its title does not tell its years: “{title[:80]}”", EXPECTED_FILE)
    return Projection(found[1], end, classification_of(int(found[1]), file))


def join_headers(rows: Sequence[Sequence[object]]) -> list[str]:
    """Join header cells that stand below each other: `Employment` over `2016` becomes `Employment, 2016`.

    A header cell extends over the empty cells to its right, as far as the header above it extends.
    """
    headers: list[tuple[str, ...]] = [()] * max(map(len, rows))
    for row in rows:
        above, current = list(headers), ""
        for index in range(len(headers)):
            if index == 0 or above[index] != above[index - 1]:
                current = ""
            text = FOOTNOTES.sub("", cell_text(row[index] if index < len(row) else None))
            current = text or current
            headers[index] = (*above[index], current) if current else above[index]
    return [", ".join(parts) for parts in headers]


def _words(header: str) -> set[str]:
    return set(re.findall(r"[a-z]+|\d+", header.casefold()))


def _find_column(file: str, headers: Sequence[str], measure: str, projection: Projection) -> Column | None:
    """Return the column of a measure by the words of its header; None if no header has them."""
    years = {"start": projection.start, "end": projection.end}
    wanted = [{years.get(word, word) for word in group.split()} for group in HEADER_WORDS[measure]]
    unwanted = set(WORDS_OF_OTHER_COLUMNS)
    if measure in ("employment.base", "employment.projected"):
        unwanted |= WORDS_NOT_OF_EMPLOYMENT
    found: dict[str, int] = {}  # of several columns with the same header, the first
    for index, header in enumerate(headers):
        words = _words(header)
        if len(header) <= MAX_TITLE_LENGTH and not words & unwanted and all(words & group for group in wanted):
            found.setdefault(header, index)
    if len(found) > 1:
        problem = f"{len(found)} columns may be {measure}: {'; '.join(sorted(found))}"
        raise FileRefusedError(file, problem, EXPECTED_FILE)
    for header, index in found.items():
        if measure != WAGE:
            return Column(index, header, projection.period(measure))
        if year := re.search(r"\b(?:19|20)\d\d\b", header):  # wages may be a year newer than jobs
            return Column(index, header, year[0])
    return None


def _find_key_columns(file: str, headers: Sequence[str], cells: Sequence[object]) -> KeyColumns:
    """Find the columns of codes, titles and types; the first row tells code and title apart under a common header."""
    code = _code_position(cells)
    titles = [index for index, header in enumerate(headers) if "title" in _words(header) and index != code]
    if code is None or "code" not in _words(headers[code]):
        raise FileRefusedError(file, "it has no column of occupation codes", EXPECTED_FILE)
    if not titles:
        raise FileRefusedError(file, "it has no column of occupation titles", EXPECTED_FILE)
    types = [index for index, header in enumerate(headers) if _words(header) == {"occupation", "type"}]
    return KeyColumns(code, titles[0], types[0] if types else None)


def _dash_reason(rows: Iterable[tuple[object, ...]]) -> str:
    """Return why a value is missing where a cell holds a dash, by the notes under the table."""
    notes = (cell_text(cell).casefold() for cells in rows for cell in cells[:1])
    if any("unavailable" in note and DASHES & set(note) for note in notes):
        return "the table shows a dash in this cell, with a note that a dash means that data is not available"
    return "the table has a dash in this cell"


# Rows and cells


def _read_rows(
    file: str, raw_rows: Iterable[RawRow], keys: KeyColumns, skipped: SkippedRows
) -> Iterator[OccupationRow]:
    for number, cells in raw_rows:
        if sum(1 for cell in cells if cell_text(cell)) == 1:  # a note under the table
            continue
        code, title = cell_text(cell_at(cells, keys.code)), FOOTNOTES.sub("", cell_text(cell_at(cells, keys.title)))
        row_type = cell_text(cell_at(cells, keys.type)).casefold() if keys.type is not None else SINGLE
        problem = row_problem(code, title)
        if problem is None and row_type not in (GROUP, SINGLE):
            problem = f"{quoted(row_type)} is neither a {GROUP} nor a {SINGLE}"
        if problem:
            skipped.add(f"{file}, row {number}", problem)
        else:
            yield OccupationRow(code, title, int(row_type == SINGLE), number, cells)


def _read_figures(
    sheets: Sequence[ProjectionSheet], codes: Iterable[str], skipped: SkippedRows
) -> Iterator[tuple[str, Figure | Missing | Level]]:
    classification = sheets[0].projection.classification
    for code in codes:
        for measure in HEADER_WORDS:
            values = _read_values(code, measure, sheets, skipped)
            # If one table has a number and the other a dash, the number is used.
            known = {key: citations for key, citations in values.items() if not isinstance(key[0], MissingValue)}
            for (value, period), citations in (known or values).items():
                try:
                    yield code, make_figure(measure, value, period, code, classification, tuple(citations))
                except UnreadableCellError as error:
                    skipped.add(citations[0].place, str(error))


def _read_values(
    code: str, measure: str, sheets: Sequence[ProjectionSheet], skipped: SkippedRows
) -> dict[tuple[CellValue, str], list[Citation]]:
    """Return the values of a measure with their periods, and where they stand: one if the tables agree."""
    values: dict[tuple[CellValue, str], list[Citation]] = {}
    multiplier = 1000 if measure in IN_THOUSANDS else None
    for sheet in sheets:
        row, column = sheet.rows.get(code), sheet.columns.get(measure)
        if row is None or column is None:
            continue
        place = f"{sheet.file}, row {row.number}, {column.header}"
        try:
            value = _parse_cell(measure, cell_at(row.cells, column.position), sheet.dash_reason)
        except UnreadableCellError as error:
            skipped.add(place, str(error))
            continue
        citation = Citation(
            source=sheet.projection.source,
            place=place,
            multiplier=None if isinstance(value, MissingValue) else multiplier,
        )
        values.setdefault((value, column.period), []).append(citation)
    return values


def _parse_cell(measure: str, cell: object, dash_reason: str) -> CellValue:
    text = cell_text(cell)
    if text in DASHES:
        return MissingValue(MissingReason.NOT_PUBLISHED, dash_reason)
    if measure in LEVELS:
        return parse_level(measure, cell)
    if measure == WAGE and (top := TOP_CODE.fullmatch(text)):
        reason = "at or above the highest published wage"
        return MissingValue(MissingReason.ABOVE_PUBLISHED_RANGE, reason, parse_number(top[1]))
    return parse_number(cell, 1000 if measure in IN_THOUSANDS else 1)
