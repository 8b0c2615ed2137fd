"""The Employment Projections workbook (U.S. Bureau of Labor Statistics) -> jobs to come, and what it takes to enter.

In newer editions Table 1.2 has all of it; in older ones, such as 2016–26, Table 1.7 has what entry takes, and the
numbers of Table 1.2 once more. Headers span one, two or three rows; columns are known by the words of their headers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rolecompare.codes import SOC_CODE
from rolecompare.importers.base import FileRefusedError, Ignored, Import, SkippedRows
from rolecompare.importers.bls.cells import (
    LONGEST,
    NOT_COMPARED,
    Absent,
    Line,
    Told,
    Unread,
    at,
    fault_of_row,
    figure,
    level,
    number,
    one_per_code,
    text,
)
from rolecompare.importers.detect import AS_DOWNLOADED, refused, sheet_of, sheets_of
from rolecompare.importers.files.table import Package, Table
from rolecompare.measures import LEVELS
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason, SourceKind
from rolecompare.models.sources import Citation, Source

REMEDY = AS_DOWNLOADED["projections"]
TYPES = ("summary", "line item")
THOUSANDS = {"employment", "employment.projected", "employment.change", "openings.annual"}
REQUIRED = ("employment", "employment.projected", "employment.change", "employment.change_percent")
WAGE = "pay.annual.median"
# Of each group one word at least stands in the header; `start` and `end` are the years of the projection.
WORDS: dict[str, tuple[str, ...]] = {
    "employment": ("employment", "start"),
    "employment.projected": ("employment", "end"),
    "employment.change": ("change", "numeric number"),
    "employment.change_percent": ("change", "percent"),
    "openings.annual": ("openings", "annual", "average"),
    WAGE: ("median", "annual", "wage"),
    "education.entry": ("education", "entry"),
    "experience.related": ("experience", "related"),
    "training.on_the_job": ("training", "job"),
}
# Headers of other columns have all those words as well: the matrix's name, shares of all jobs, codes of levels.
STRANGERS = {"matrix", "distribution", "code", "rate"}
CHANGES = {"change", "wage", "openings"}
DASHES = {"—", "–", "-", "―"}
TOP_CODE = re.compile(r"(?:>=|≥)\s*\$?([\d,]+)")
FOOTNOTE = re.compile(r"(?:\s*(?:\[\d+\]|\(\d+\)))+$")


class Vintage(NamedTuple):
    start: str
    end: str

    @property
    def name(self) -> str:
        return f"{self.start}–{self.end[2:]}"

    @property
    def source(self) -> str:
        return f"ep-{self.start}-{self.end[2:]}"

    def period(self, measure: str) -> str:
        if measure == "employment.projected":
            return self.end
        return self.start if measure == "employment" or measure in LEVELS else f"{self.start}/{self.end}"


class Column(NamedTuple):
    position: int
    header: str
    period: str


class Sheet(NamedTuple):
    file: str  # as cited: "occupation.xlsx, Table 1.2"
    vintage: Vintage
    columns: dict[str, Column]
    lines: dict[str, Line]
    dash: str  # why a cell holds a dash
    others: tuple[str, ...]  # headers of the columns that nothing is read from


def read(package: Package) -> Import:
    """Jobs now and projected, their change, openings and pay a year, and the levels it takes to enter, of each code.

    Refuses (`Refused`) what is no such workbook, or lacks a column without which it would be none.
    """
    table = sheet_of(package, "Table 1.2")
    if table is None:
        raise refused(package, "projections")
    skipped = SkippedRows()
    sheets = [_sheet(table, skipped)]
    for measure in REQUIRED:
        if measure not in sheets[0].columns:
            raise FileRefusedError(sheets[0].file, f"it has no column of {measure}", REMEDY)
    former = sheet_of(package, "Table 1.7")
    if former and "worker characteristics" in _title(former):
        sheets.append(_sheet(former, skipped))
        if sheets[1].vintage != sheets[0].vintage:
            trouble = f"it is of {sheets[1].vintage.name}, and Table 1.2 of {sheets[0].vintage.name}"
            raise FileRefusedError(sheets[1].file, trouble, REMEDY)
    titles = {line.code: line.title for sheet in sheets for line in sheet.lines.values()}
    figures = _figures(sheets, titles, skipped)
    passed_over = tuple(_passed_over(package, sheets))
    return Import(_source(sheets), titles, figures, skipped, tuple(_missing(sheets)), passed_over)


def _source(sheets: Sequence[Sheet]) -> Source:
    vintage = sheets[0].vintage
    tables = "Table 1.2" if len(sheets) == 1 else "Tables 1.2 and 1.7"
    return Source(
        id=vintage.source,
        title=f"Employment Projections {vintage.name}, {tables}",
        publisher="U.S. Bureau of Labor Statistics",
        url="https://www.bls.gov/emp/",
        edition=vintage.name,
        reference_period=vintage.name,
        license="public domain",
        kind=SourceKind.OFFICIAL_STATISTICS,
    )


def _missing(sheets: Sequence[Sheet]) -> Iterator[str]:
    for measure in WORDS:
        if not any(measure in sheet.columns for sheet in sheets):
            also = "" if len(sheets) > 1 else ", and there is no Table 1.7, where older editions have it"
            yield f"{sheets[0].file} has no column of {measure}{also}"


def _passed_over(package: Package, sheets: Sequence[Sheet]) -> Iterator[Ignored]:
    read = {sheet.file for sheet in sheets}
    yield from (Ignored(table.file, NOT_COMPARED) for table in sheets_of(package) if table.file not in read)
    for sheet in sheets:
        if sheet.others:
            yield Ignored(f"{sheet.file}, columns {'; '.join(sheet.others)}", NOT_COMPARED)


# ── a sheet and its headers ──────────────────────────────────────────────────────────────────────────────────────────


def _sheet(table: Table, skipped: SkippedRows) -> Sheet:
    rows = [row for row in table.raw() if any(text(cell) for cell in row[1])]
    first = next((number for number, (_, cells) in enumerate(rows) if _code_at(cells) is not None), 0)
    if first < 2:
        raise FileRefusedError(table.file, "no row under a title and headers has an occupation code", REMEDY)
    title = _title(table)
    vintage = _vintage(table.file, title)
    headers = joined([cells for _, cells in rows[1:first]])
    if not any("thousand" in written.casefold() for written in (title, *headers)):
        raise FileRefusedError(table.file, "it does not say that it counts in thousands", REMEDY)
    keys = _keys(table.file, headers, rows[first][1])
    lines = one_per_code(_lines(table.file, rows[first:], keys, skipped), table.file, skipped)
    columns = {measure: column for measure in WORDS if (column := _column(table.file, headers, measure, vintage))}
    read = {*keys, *(column.position for column in columns.values())}
    others = tuple(header[:LONGEST] for index, header in enumerate(headers) if header and index not in read)
    return Sheet(table.file, vintage, columns, lines, _reason(cells for _, cells in rows[first:]), others)


def _title(table: Table) -> str:
    return next((text(cell) for _, cells in table.raw() for cell in cells if text(cell)), "")


def _code_at(cells: Sequence[object]) -> int | None:
    return next((index for index, cell in enumerate(cells) if SOC_CODE.fullmatch(text(cell))), None)


def _vintage(file: str, title: str) -> Vintage:
    found = re.search(r"((?:19|20)\d\d)(?:\s*[-–—]\s*| and projected )((?:19|20)?\d\d)\b", title)
    end = f"{found[1][:2]}{found[2]}"[-4:] if found else ""
    if not found or end <= found[1]:
        raise FileRefusedError(file, f"its title does not say of which years it is: “{title[:80]}”", REMEDY)
    return Vintage(found[1], end)


def joined(rows: Sequence[Sequence[object]]) -> list[str]:
    """Header cells that stand under each other make one header: `Employment` over `2016` is `Employment, 2016`.

    A header cell reaches over the empty cells to its right, as far as the header above it reaches.
    """
    paths: list[tuple[str, ...]] = [()] * max(map(len, rows))
    for row in rows:
        above, reached = list(paths), ""
        for index in range(len(paths)):
            if index == 0 or above[index] != above[index - 1]:
                reached = ""
            reached = FOOTNOTE.sub("", text(row[index] if index < len(row) else None)) or reached
            paths[index] = (*above[index], reached) if reached else above[index]
    return [", ".join(path) for path in paths]


def _words(header: str) -> set[str]:
    return set(re.findall(r"[a-z]+|\d+", header.casefold()))


def _column(file: str, headers: Sequence[str], measure: str, vintage: Vintage) -> Column | None:
    """The column of a measure, by the words of its header; none where no header has them."""
    years = {"start": vintage.start, "end": vintage.end}
    wanted = [{years.get(word, word) for word in group.split()} for group in WORDS[measure]]
    strangers = STRANGERS | (CHANGES if measure in ("employment", "employment.projected") else set())
    fitting = {
        header: index
        for index, header in reversed(list(enumerate(headers)))
        if len(header) <= LONGEST and not _words(header) & strangers and all(_words(header) & group for group in wanted)
    }
    if len(fitting) > 1:
        raise FileRefusedError(file, f"{len(fitting)} columns may be {measure}: {'; '.join(sorted(fitting))}", REMEDY)
    for header, index in fitting.items():
        if measure != WAGE:
            return Column(index, header, vintage.period(measure))
        if dated := re.search(r"\b(?:19|20)\d\d\b", header):  # wages may be a year younger than jobs
            return Column(index, header, dated[0])
    return None


class Keys(NamedTuple):
    code: int
    title: int
    type: int | None


def _keys(file: str, headers: Sequence[str], cells: Sequence[object]) -> Keys:
    """Code and title may stand under one header; the first row of occupations tells which of the two is which."""
    code = _code_at(cells)
    titled = [index for index, header in enumerate(headers) if "title" in _words(header) and index != code]
    if code is None or "code" not in _words(headers[code]):
        raise FileRefusedError(file, "it has no column of occupation codes", REMEDY)
    if not titled:
        raise FileRefusedError(file, "it has no column of occupation titles", REMEDY)
    types = [index for index, header in enumerate(headers) if _words(header) == {"occupation", "type"}]
    return Keys(code, titled[0], types[0] if types else None)


def _reason(rows: Iterable[tuple[object, ...]]) -> str:
    """Why a cell holds a dash, which the notes under the table say."""
    notes = (text(cell).casefold() for cells in rows for cell in cells[:1])
    if any("unavailable" in note and DASHES & set(note) for note in notes):
        return "the table shows a dash in this cell, with a note that a dash means that data is not available"
    return "the table has a dash in this cell"


# ── rows and cells ───────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(
    file: str, rows: Iterable[tuple[int, tuple[object, ...]]], keys: Keys, skipped: SkippedRows
) -> Iterator[Line]:
    for row, cells in rows:
        if sum(1 for cell in cells if text(cell)) == 1:  # a note under the table
            continue
        code, title = text(at(cells, keys.code)), FOOTNOTE.sub("", text(at(cells, keys.title)))
        kind = text(at(cells, keys.type)).casefold() if keys.type is not None else TYPES[-1]
        fault = fault_of_row(code, title)
        if fault is None and kind not in TYPES:
            fault = f"“{kind[:40]}” is neither a summary nor a line item"
        if fault:
            skipped.add(f"{file}, row {row}", fault)
        else:
            yield Line(code, title, TYPES.index(kind), row, cells)


def _figures(
    sheets: Sequence[Sheet], codes: Iterable[str], skipped: SkippedRows
) -> Iterator[tuple[str, Figure | Missing | Level]]:
    for code in codes:
        for measure in WORDS:
            told = _told_of(code, measure, sheets, skipped)
            # Where one table has a number and the other a dash, the number is known.
            known = {key: cited for key, cited in told.items() if not isinstance(key[0], Absent)}
            for (value, period), cited in (known or told).items():
                try:
                    yield code, figure(measure, value, period, code, tuple(cited))
                except Unread as unread:
                    skipped.add(cited[0].place, str(unread))


def _told_of(
    code: str, measure: str, sheets: Sequence[Sheet], skipped: SkippedRows
) -> dict[tuple[Told, str], list[Citation]]:
    """What the tables tell, with the period, and where: once where they agree, and each where they do not."""
    told: dict[tuple[Told, str], list[Citation]] = {}
    times = 1000 if measure in THOUSANDS else None
    for sheet in sheets:
        line, column = sheet.lines.get(code), sheet.columns.get(measure)
        if line is None or column is None:
            continue
        place = f"{sheet.file}, row {line.number}, {column.header}"
        try:
            value = _told(measure, at(line.cells, column.position), sheet.dash)
        except Unread as unread:
            skipped.add(place, str(unread))
            continue
        cited = Citation(
            source=sheet.vintage.source, place=place, multiplier=None if isinstance(value, Absent) else times
        )
        told.setdefault((value, column.period), []).append(cited)
    return told


def _told(measure: str, cell: object, dash: str) -> Told:
    written = text(cell)
    if written in DASHES:
        return Absent(MissingReason.NOT_PUBLISHED, dash)
    if measure in LEVELS:
        return level(measure, cell)
    if measure == WAGE and (top := TOP_CODE.fullmatch(written)):
        reason = "as much as the highest wage that is published, or more"
        return Absent(MissingReason.ABOVE_PUBLISHED_RANGE, reason, number(top[1]))
    return number(cell, 1000 if measure in THOUSANDS else 1)
