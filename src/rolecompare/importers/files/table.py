"""An official download, zip, folder or workbook -> its tables, row by row, each row with its place.

Nothing here knows what a table is about. Rows stream: of a text table no more is in memory than a block of lines, of
the workbooks no more than one sheet.
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
from rolecompare.importers.files.archive import AGAIN, CHUNK, Contents, File, blocks, contents, shown
from rolecompare.importers.files.filetype import TEXT, guess_filetype, remedy
from rolecompare.importers.files.workbook import Book

# The longest line of an official table is some 5 kB long.
LONGEST = 1024 * 1024
# A table with more rows than this that cannot be read is not that table.
MOST_SKIPPED = 1000
# The longest cell of a table that is read has some 800; a role takes no longer text than this.
LONGEST_CELL = 2_000
LONGEST_README = 64 * 1024
HEADER = 16 * 1024
BOM = b"\xef\xbb\xbf"
MISSING = "n/a"
READ_ME = ("read_me", "readme")


def column_name(name: str) -> str:
    """A name as all editions have it.

    >>> canonical("O*NET-SOC Code"), canonical("Source(s)"), canonical("Education, Training, and Experience")
    ('onet_soc_code', 'sources', 'education_training_and_experience')
    """
    return re.sub(r"\W+", "_", re.sub(r"[*()'’]", "", name)).strip("_").lower()


class Table:
    """A header and the rows under it. `skipped` tells of the rows that the latest `rows()` left out, and why."""

    def __init__(self, name: str, file: str, source: File) -> None:
        self.name = name
        self.file = file  # as people see it: "Task Statements.txt", "occupation.xlsx, Table 1.2"
        self.source = source
        self.skipped: list[Skipped] = []

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The canonical names in the first row; none where the table is empty."""
        return tuple(map(column_name, self._header()))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The number of each row, as people count them, and its cells, one for each column; "" where none is given.

        `Refused` where the file cannot be read to its end, or its header has a name twice.
        """
        self.skipped.clear()
        named = [name for name in self.columns if name]
        if not named:
            raise FileRefusedError(self.source.place, "its first row names no columns", AGAIN)
        if twice := [name for name in named if named.count(name) > 1]:
            raise FileRefusedError(self.source.place, f"two of its columns are called {shown(twice[0])}", AGAIN)
        return self._rows()

    def raw(self) -> Iterator[tuple[int, tuple[object, ...]]]:
        """The rows of a sheet from the first, with typed cells; None where a cell is empty."""
        raise FileRefusedError(self.source.place, "it is text, not a workbook", "Name the workbook (.xlsx).")

    def _header(self) -> list[str]:
        raise NotImplementedError

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        raise NotImplementedError

    def _skip(self, place: str, why: str) -> None:
        self.skipped.append(Skipped(f"{self.file}, {place}", why))
        if len(self.skipped) > MOST_SKIPPED:
            first = self.skipped[0]
            trouble = f"more than {MOST_SKIPPED:,} rows of it cannot be read; {first.place}: {first.why}"
            raise FileRefusedError(self.source.place, trouble, AGAIN)

    def _has_long(self, place: str, cells: list[str]) -> bool:
        """Whether a cell is longer than any text may be; that row is told."""
        longest = max(map(len, cells))
        if longest > LONGEST_CELL:
            self._skip(place, f"a cell of it has {longest:,} characters, and none may have over {LONGEST_CELL:,}")
        return longest > LONGEST_CELL

    def _skip_length(self, place: str, cells: list[str]) -> None:
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        self._skip(place, f"{count}, where the header has {len(self.columns)}")


class Package(NamedTuple):
    """`ignored`: what else was in it, such as a zip in the zip, and why it is not read."""

    name: str
    tables: tuple[Table, ...]
    readme: str | None
    ignored: tuple[Skipped, ...] = ()


@contextmanager
def open_package(path: str) -> Iterator[Package]:
    """The tables of a download. They can be read until the context ends. `Refused` where it is none, or does harm."""
    with contents(path) as found:
        shelf = _Shelf()
        try:
            yield _package(os.path.basename(os.path.normpath(path)), found, shelf)
        finally:
            shelf.close()


def _package(name: str, found: Contents, shelf: "_Shelf") -> Package:
    notes = [file for file in found.files if _is_read_me(file)]
    files = [file for file in found.files if file not in notes]
    tables: list[Table]
    if found.workbook or (len(files) == 1 and _suffix(files[0]) == ".xlsx"):
        (file,) = files
        tables = [
            _Sheet(sheet, f"{shown(file.name)}, {shown(sheet)}", file, shelf, sheet) for sheet in shelf.book(file).names
        ]
    else:
        tables = [_table(file, shelf) for file in files]
    places: dict[str, str] = {}
    for table in tables:
        if other := places.get(table.name):
            raise FileRefusedError(
                name, f"{other} and {table.file} are the same table", "Name a download of one edition."
            )
        places[table.name] = table.file
    if not tables:
        raise FileRefusedError(name, "there are no tables in it (.txt, .csv or .xlsx)", "Name the download as a whole.")
    return Package(name, tuple(tables), _text(notes[0]) if notes else None, found.ignored)


def _table(file: File, shelf: "_Shelf") -> Table:
    name, place = column_name(os.path.splitext(file.name)[0]), shown(file.name)
    match _suffix(file):
        case ".xlsx":
            return _Sheet(name, place, file, shelf)
        case ".csv":
            return _Csv(name, place, file)
        case _:
            return _Text(name, place, file)


def _suffix(file: File) -> str:
    return os.path.splitext(file.name)[1].lower()


def _is_read_me(file: File) -> bool:
    return _suffix(file) == ".txt" and column_name(os.path.splitext(file.name)[0]) in READ_ME


def _text(file: File) -> str:
    start = next(blocks(file, LONGEST_README), b"")
    return start.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Lines(NamedTuple):
    """Whole lines, the number of the first, and whether there is anything in them that cannot be read."""

    first: int
    lines: list[str]
    dubious: bool


def _lines(file: File, size: int = CHUNK) -> Iterator[_Lines]:
    """A text's lines, some thousands at a time. Only a line feed ends a line: other such characters are text."""
    number, rest, start = 1, b"", True
    for block in blocks(file, size):
        if start:
            block, start = _start(file, block), False
        whole, end, after = block.rpartition(b"\n")
        first = rest + (whole if end else after).partition(b"\n")[0]
        if len(first) > LONGEST:
            raise FileRefusedError(file.place, f"line {number} of it is longer than 1 MB", AGAIN)
        if not end:
            rest = first
            continue
        found = _decoded(number, rest + whole + end)
        yield found
        number, rest = number + len(found.lines), after
    if rest:
        yield _decoded(number, rest + b"\n")


def _start(file: File, block: bytes) -> bytes:
    kind = guess_filetype(block[:1024])
    if kind != TEXT:
        raise FileRefusedError(file.place, f"it is no table; it seems to be {kind}", remedy(kind))
    return block.removeprefix(BOM)


def _decoded(number: int, whole: bytes) -> _Lines:
    try:
        text, dubious = whole.decode("utf-8"), b"\x00" in whole
    except UnicodeDecodeError:
        text, dubious = whole.decode("utf-8", errors="surrogateescape"), True
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return _Lines(number, text[:-1].split("\n"), dubious)


def _unreadable(text: str) -> str:
    """What is wrong with a line of which there is doubt; "" where nothing is."""
    if "\x00" in text:
        return "it holds a NUL character"
    return "it is not UTF-8" if any("\ud800" <= character <= "\udfff" for character in text) else ""


class _Text(Table):
    """Cells are parted by tabs, and nothing is quoted."""

    def _header(self) -> list[str]:
        first = next(_lines(self.source, HEADER), None)
        if first is None:
            return []
        if first.dubious and (why := _unreadable(first.lines[0])):
            raise FileRefusedError(self.source.place, f"its header cannot be read: {why}", AGAIN)
        return first.lines[0].split("\t")

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.columns)
        for first, lines, dubious in _lines(self.source):
            for number, line in enumerate(lines, first):
                cells = line.split("\t")
                if number == 1:
                    continue
                if dubious and (why := _unreadable(line)):
                    self._skip(f"line {number}", why)
                elif len(cells) == width:
                    # To ask the line is five times faster than to ask each cell.
                    if len(line) > LONGEST_CELL and self._has_long(f"line {number}", cells):
                        continue
                    yield number, ["" if cell == MISSING else cell for cell in cells] if MISSING in line else cells
                elif line:
                    self._skip_length(f"line {number}", cells)


class _Feed:
    """Lines for a reader of CSV, which goes on for as long as a quotation mark is open: here, no further than 1 MB."""

    def __init__(self, source: File) -> None:
        self.first = 1  # the line that the present row begins in
        self.dubious = False
        self._source = source
        self._held = 0

    def next_row(self, first: int) -> None:
        self.first, self._held = first, 0

    def __iter__(self) -> Iterator[str]:
        for _, lines, dubious in _lines(self._source):
            self.dubious = self.dubious or dubious
            for line in lines:
                self._held += len(line)
                if self._held > LONGEST:
                    trouble = f"the row that begins in line {self.first} of it is longer than 1 MB"
                    raise FileRefusedError(self._source.place, trouble, AGAIN)
                yield line + "\n"


class _Csv(Table):
    """RFC 4180: cells are parted by commas, and may be quoted; in quotation marks a line may end."""

    def _header(self) -> list[str]:
        number, cells = next(self._records(), (0, []))
        if number != 1 and self.skipped:
            raise FileRefusedError(self.source.place, f"its header cannot be read: {self.skipped[0].why}", AGAIN)
        return cells

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.columns)
        for number, cells in self._records():
            if number == 1:
                continue
            if len(cells) == width:
                if self._has_long(f"line {number}", cells):
                    continue
                yield number, ["" if cell == MISSING else cell for cell in cells] if MISSING in cells else cells
            elif cells:
                self._skip_length(f"line {number}", cells)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line that it begins in."""
        feed = _Feed(self.source)
        reader = csv.reader(feed, strict=True)
        while True:
            try:
                for cells in reader:
                    if feed.dubious and (why := _unreadable("".join(cells))):
                        self._skip(_span(feed.first, reader.line_num), why)
                    else:
                        yield feed.first, cells
                    feed.next_row(reader.line_num + 1)
            except csv.Error as error:
                self._skip(_span(feed.first, reader.line_num), f"it is not CSV: {error}")
                feed.next_row(reader.line_num + 1)
            else:
                return


def _span(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Shelf:
    """The one workbook that is open."""

    def __init__(self) -> None:
        self._book: Book | None = None

    def book(self, file: File) -> Book:
        if self._book is None or self._book.file is not file:
            self.close()
            self._book = Book(file)
        return self._book

    def close(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None


class _Sheet(Table):
    """A sheet of the one workbook there is; of several workbooks the first sheet of each, which has the file's name."""

    def __init__(self, name: str, file: str, source: File, shelf: _Shelf, sheet: str | None = None) -> None:
        super().__init__(name, file, source)
        self._shelf, self._sheet = shelf, sheet

    def raw(self) -> Iterator[tuple[int, tuple[object, ...]]]:
        for number, row in enumerate(self._cells(), 1):
            yield number, tuple(None if cell == "" else cell for cell in row)

    def _cells(self) -> Iterator[list[object]]:
        book = self._shelf.book(self.source)
        return book.rows(self._sheet or book.names[0])

    def _header(self) -> list[str]:
        cells = [_plain(cell) for cell in next(self._cells(), [])]
        while cells and not cells[-1]:
            cells.pop()
        return cells

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.columns)
        if self._sheet is None:
            for name in self._shelf.book(self.source).names[1:]:
                self._skip(shown(name), "of several sheets the first is read")
        for number, row in enumerate(self._cells(), 1):
            cells = [cell if type(cell) is str else _plain(cell) for cell in row]
            if number == 1 or not any(cells):
                continue
            if any(cells[width:]):
                self._skip(f"row {number}", "it has cells to the right of the header")
            elif not self._has_long(f"row {number}", cells):
                yield number, ["" if cell == MISSING else cell for cell in cells[:width]]


def _plain(cell: object) -> str:
    """A cell as text: 12.0 as 12, a date as 2025-08-01, and no number with an exponent."""
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
