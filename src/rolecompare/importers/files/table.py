"""Read the tables of an official download (a zip, a folder or a workbook) row by row, each row with its place.

This module does not know what a table is about. Rows are streamed: of a text table only a block of lines is in memory,
of all workbooks only one sheet.
"""

import csv
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from rolecompare.importers.base import FileRefusedError, Skipped
from rolecompare.importers.files.archive import (
    DOWNLOAD_AGAIN,
    DownloadFiles,
    SourceFile,
    is_readme,
    open_files,
    printable_name,
    read_blocks,
)
from rolecompare.importers.files.text import MAX_LINE_BYTES, decoding_problem, read_lines
from rolecompare.importers.files.workbook import Workbook

# A table with more unreadable rows than this is not that table.
MAX_SKIPPED = 1000
# The longest cell of an official table has some 800 characters; a role takes no longer text than this.
MAX_CELL_LENGTH = 2_000
MAX_README_BYTES = 64 * 1024
HEADER_BYTES = 16 * 1024
NOT_AVAILABLE = "n/a"

NumberedRow = tuple[int, list[str]]
RawRow = tuple[int, tuple[object, ...]]


def column_name(name: str) -> str:
    """Return the name of a column or table as all editions have it.

    >>> column_name("O*NET-SOC Code"), column_name("Source(s)"), column_name("Education, Training, and Experience")
    ('onet_soc_code', 'sources', 'education_training_and_experience')
    """
    return re.sub(r"\W+", "_", re.sub(r"[*()'’]", "", name)).strip("_").lower()


class Table:
    """A header and the rows below it. `skipped` lists the rows that the latest `rows()` left out."""

    is_sheet = False  # a sheet of a workbook has typed cells

    def __init__(self, name: str, file: str, source: SourceFile) -> None:
        self.name = name
        self.file = file  # as people see it: "Task Statements.txt", "occupation.xlsx, Table 1.2"
        self.source = source
        self.skipped: list[Skipped] = []

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names in the first row, as `column_name` writes them; none if the table is empty."""
        return tuple(map(column_name, self._header()))

    def rows(self) -> Iterator[NumberedRow]:
        """Yield the number of each row, counted from 1, and one cell for each column; "" where there is no value.

        Raises FileRefusedError if the file cannot be read to its end, or if two columns have the same name.
        """
        self.skipped.clear()
        names = [name for name in self.columns if name]
        if not names:
            raise FileRefusedError(self.source.place, "its first row has no column names", DOWNLOAD_AGAIN)
        if duplicates := [name for name in names if names.count(name) > 1]:
            problem = f"two of its columns are called {printable_name(duplicates[0])}"
            raise FileRefusedError(self.source.place, problem, DOWNLOAD_AGAIN)
        return self._rows()

    def raw_rows(self) -> Iterator[RawRow]:
        """Yield the rows of a sheet from the first, with typed cells; None where a cell is empty."""
        raise FileRefusedError(self.source.place, "it is text, not a workbook", "Give the workbook (.xlsx).")

    def _header(self) -> list[str]:
        raise NotImplementedError

    def _rows(self) -> Iterator[NumberedRow]:
        raise NotImplementedError

    def _skip(self, place: str, reason: str) -> None:
        self.skipped.append(Skipped(f"{self.file}, {place}", reason))
        if len(self.skipped) > MAX_SKIPPED:
            first = self.skipped[0]
            problem = f"more than {MAX_SKIPPED:,} of its rows cannot be read; {first.place}: {first.reason}"
            raise FileRefusedError(self.source.place, problem, DOWNLOAD_AGAIN)

    def _skip_if_cell_too_long(self, place: str, cells: list[str]) -> bool:
        longest = max(map(len, cells))
        if longest > MAX_CELL_LENGTH:
            self._skip(place, f"it has a cell of {longest:,} characters; the limit is {MAX_CELL_LENGTH:,}")
        return longest > MAX_CELL_LENGTH

    def _skip_wrong_length(self, place: str, cells: list[str]) -> None:
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        self._skip(place, f"it has {count}, but the header has {len(self.columns)}")


class Package(NamedTuple):
    """An open download. `ignored` lists the files in it that are not read, such as a zip in the zip.

    `release` is what the user says it is, and `folder` the name of the folder that it is in.
    """

    name: str
    tables: tuple[Table, ...]
    readme: str | None
    ignored: tuple[Skipped, ...] = ()
    release: str | None = None
    folder: str = ""


@contextmanager
def open_package(path: str, release: str | None = None) -> Iterator[Package]:
    """Open a download, of a release if the user says it. Its tables can be read until the context ends.

    Raises FileRefusedError if there are no tables, or if they are not safe to read.
    """
    with open_files(path) as found:
        workbooks = _OpenWorkbook()
        try:
            folder, name = os.path.split(os.path.abspath(path))
            package = _package(name, found, workbooks)
            yield package._replace(release=release, folder=os.path.basename(folder))
        finally:
            workbooks.close()


def _package(name: str, found: DownloadFiles, workbooks: "_OpenWorkbook") -> Package:
    readmes = [file for file in found.files if is_readme(file)]
    files = [file for file in found.files if file not in readmes]
    tables: list[Table]
    if found.is_workbook or (len(files) == 1 and _suffix(files[0]) == ".xlsx"):
        (file,) = files
        tables = [
            _SheetTable(sheet, f"{printable_name(file.name)}, {printable_name(sheet)}", file, workbooks, sheet)
            for sheet in workbooks.open(file).names
        ]
    else:
        tables = [_table(file, workbooks) for file in files]
    if not tables:
        problem = "it holds no tables (.txt, .csv or .xlsx)"
        raise FileRefusedError(name, problem, "Give the whole download.")
    by_name: dict[str, Table] = {}
    for table in tables:
        if other := by_name.get(table.name):
            problem = f"{other.file} and {table.file} are the same table"
            raise FileRefusedError(name, problem, "Give a download of one edition.")
        by_name[table.name] = table
    return Package(name, tuple(tables), _read_readme(readmes[0]) if readmes else None, found.ignored)


def _table(file: SourceFile, workbooks: "_OpenWorkbook") -> Table:
    name, place = column_name(os.path.splitext(file.name)[0]), printable_name(file.name)
    match _suffix(file):
        case ".xlsx":
            return _SheetTable(name, place, file, workbooks)
        case ".csv":
            return _CsvTable(name, place, file)
        case _:
            return _TextTable(name, place, file)


def _suffix(file: SourceFile) -> str:
    return os.path.splitext(file.name)[1].lower()


def _read_readme(file: SourceFile) -> str:
    start = next(read_blocks(file, MAX_README_BYTES), b"")
    return start.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


# Text


def _without_not_available(cells: list[str]) -> list[str]:
    return ["" if cell == NOT_AVAILABLE else cell for cell in cells]


def _without_quotes(cell: str) -> str:
    """Return a cell without the quotation marks that Excel puts around it, and inside doubled, where it saves text."""
    inner = cell[1:-1]
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if is_quoted else cell


class _TextTable(Table):
    """Cells are separated by tabs. The official tables quote nothing, but those that Excel has saved do."""

    def _header(self) -> list[str]:
        first = next(read_lines(self.source, HEADER_BYTES), None)
        if first is None:
            return []
        if first.suspicious and (problem := decoding_problem(first.lines[0])):
            raise FileRefusedError(self.source.place, f"its header cannot be read: {problem}", DOWNLOAD_AGAIN)
        return list(map(_without_quotes, first.lines[0].split("\t")))

    def _rows(self) -> Iterator[NumberedRow]:
        width = len(self.columns)
        for first, lines, suspicious in read_lines(self.source):
            for number, line in enumerate(lines, first):
                cells = line.split("\t")
                if '"' in line:
                    cells = list(map(_without_quotes, cells))
                if number == 1:
                    continue
                if suspicious and (problem := decoding_problem(line)):
                    self._skip(f"line {number}", problem)
                elif len(cells) == width:
                    # Searching the line is five times faster than looking at each cell.
                    if len(line) > MAX_CELL_LENGTH and self._skip_if_cell_too_long(f"line {number}", cells):
                        continue
                    yield number, _without_not_available(cells) if NOT_AVAILABLE in line else cells
                elif line:
                    self._skip_wrong_length(f"line {number}", cells)


class _CsvLines:
    """Lines for a CSV reader, which reads on while a quotation mark is open: here, no further than 1 MB."""

    def __init__(self, source: SourceFile) -> None:
        self.first = 1  # the line in which the present row begins
        self.suspicious = False
        self._source = source
        self._length = 0

    def start_row(self, first: int) -> None:
        """Begin to measure a new row."""
        self.first, self._length = first, 0

    def __iter__(self) -> Iterator[str]:
        for _, lines, suspicious in read_lines(self._source):
            self.suspicious = self.suspicious or suspicious
            for line in lines:
                self._length += len(line)
                if self._length > MAX_LINE_BYTES:
                    problem = f"the row that begins in line {self.first} of it is longer than 1 MB"
                    raise FileRefusedError(self._source.place, problem, DOWNLOAD_AGAIN)
                yield line + "\n"


class _CsvTable(Table):
    """RFC 4180: cells are separated by commas and may be quoted; a line may end inside quotation marks."""

    def _header(self) -> list[str]:
        number, cells = next(self._records(), (0, []))
        if number != 1 and self.skipped:
            problem = f"its header cannot be read: {self.skipped[0].reason}"
            raise FileRefusedError(self.source.place, problem, DOWNLOAD_AGAIN)
        return cells

    def _rows(self) -> Iterator[NumberedRow]:
        width = len(self.columns)
        for number, cells in self._records():
            if number == 1:
                continue
            if len(cells) == width:
                if self._skip_if_cell_too_long(f"line {number}", cells):
                    continue
                yield number, _without_not_available(cells) if NOT_AVAILABLE in cells else cells
            elif cells:
                self._skip_wrong_length(f"line {number}", cells)

    def _records(self) -> Iterator[NumberedRow]:
        """Yield each row with the number of the line in which it begins."""
        lines = _CsvLines(self.source)
        reader = csv.reader(lines, strict=True)
        while True:
            try:
                for cells in reader:
                    if lines.suspicious and (problem := decoding_problem("".join(cells))):
                        self._skip(_line_range(lines.first, reader.line_num), problem)
                    else:
                        yield lines.first, cells
                    lines.start_row(reader.line_num + 1)
            except csv.Error as error:
                self._skip(_line_range(lines.first, reader.line_num), f"it is not valid CSV: {error}")
                lines.start_row(reader.line_num + 1)
            else:
                return


def _line_range(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"


# Workbooks


class _OpenWorkbook:
    """Keeps at most one workbook open."""

    def __init__(self) -> None:
        self._workbook: Workbook | None = None

    def open(self, file: SourceFile) -> Workbook:
        """Return the workbook of a file, and close the one before."""
        if self._workbook is None or self._workbook.file is not file:
            self.close()
            self._workbook = Workbook(file)
        return self._workbook

    def close(self) -> None:
        """Close the workbook that is open, if one is."""
        if self._workbook is not None:
            self._workbook.close()
            self._workbook = None


class _SheetTable(Table):
    """A sheet of a single workbook, or the first sheet of one of several workbooks, which has the name of its file."""

    is_sheet = True

    def __init__(
        self, name: str, file: str, source: SourceFile, workbooks: _OpenWorkbook, sheet: str | None = None
    ) -> None:
        super().__init__(name, file, source)
        self._workbooks, self._sheet = workbooks, sheet

    def raw_rows(self) -> Iterator[RawRow]:
        for number, row in enumerate(self._cells(), 1):
            yield number, tuple(None if cell == "" else cell for cell in row)

    def _cells(self) -> Iterator[list[object]]:
        workbook = self._workbooks.open(self.source)
        return workbook.rows(self._sheet or workbook.names[0])

    def _header(self) -> list[str]:
        cells = [_format_cell(cell) for cell in next(self._cells(), [])]
        while cells and not cells[-1]:
            cells.pop()
        return cells

    def _rows(self) -> Iterator[NumberedRow]:
        width = len(self.columns)
        if self._sheet is None:
            for name in self._workbooks.open(self.source).names[1:]:
                self._skip(printable_name(name), "only the first sheet of each workbook is read")
        for number, row in enumerate(self._cells(), 1):
            cells = [cell if type(cell) is str else _format_cell(cell) for cell in row]
            if number == 1 or not any(cells):
                continue
            if any(cells[width:]):
                self._skip(f"row {number}", "it has cells to the right of the header")
            elif not self._skip_if_cell_too_long(f"row {number}", cells):
                yield number, _without_not_available(cells[:width])


def _format_cell(cell: object) -> str:
    """Return a cell as text: 12.0 as 12, a date as 2025-08-01, and no number with an exponent."""
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            text = repr(cell)
            return (format(Decimal(text), "f") if "e" in text else text).removesuffix(".0")
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case None:
            return ""
        case _:
            return str(cell)
