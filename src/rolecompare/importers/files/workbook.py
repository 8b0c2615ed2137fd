"""Read the sheets of a workbook (.xlsx) row by row, with typed cells.

Calamine is fast but takes whatever memory a workbook asks for: two cells that stand far apart make it allocate all that
lies between, and a long text that many cells share is copied for each of them. A crafted workbook would so end the
whole program. Therefore Calamine never sees the file itself. The parts that it needs are unpacked, their memory is
estimated, and what passes is packed again, without compression, into a copy for Calamine.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TypeVar, cast
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from rolecompare.filetype import ZIP, guess_filetype, remedy_for
from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.archive import (
    DOWNLOAD_AGAIN,
    MEGABYTE,
    SourceFile,
    is_workbook,
    open_zip,
    printable_name,
    read_blocks,
)

# The largest official workbook takes some 170 MB unpacked, and Calamine about as much to hold a sheet of it.
MAX_UNPACKED_BYTES = 400 * MEGABYTE
# The largest official sheet has 4.6 million cells (work context, 305,000 rows of 15); Calamine takes 32 bytes for each.
MAX_CELLS = 16_000_000
# The size of all texts of a sheet if each cell held the longest text that cells share.
MAX_TEXT_BYTES = 1024 * MEGABYTE
MAX_TAG_BYTES = MEGABYTE
MAX_BYTES_IN_MEMORY = 8 * MEGABYTE

# Every spreadsheet program writes first where a cell stands. A cell that does not matches without the two groups.
CELL = re.compile(rb"""<c(?=[\s/>])(?:\s+r=["']([A-Za-z]{1,3})([0-9]{1,7})["'])?""")
PREFIXED_CELL = re.compile(rb"""<(?:[^\s<>/:]*:)?c(?=[\s/>])(?:\s+r=["']([A-Za-z]{1,3})([0-9]{1,7})["'])?""")
SHARED_TEXTS = re.compile(rb"<(?:[^\s<>/:]*:)?sst[\s/>]")
# A formula that takes a value from another workbook: what stands in its cell depends on a file that is not here.
LINKED_FORMULA = re.compile(rb"\[[0-9]+\][^<]*</(?:[^\s<>/:]*:)?f>")
LINKS = "xl/externallinks/"
NEEDED_PARTS = ("[content_types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
DAMAGED = "it is a damaged workbook"
SAVE_AGAIN = "Open it in a spreadsheet program and save it as .xlsx."

Result = TypeVar("Result")


class Workbook:
    """An open workbook. Only the sheet that was read last is kept in memory."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        with ExitStack() as stack:
            copy = stack.enter_context(_temporary_file())
            _copy_checked(file, copy)
            self._workbook = stack.enter_context(
                _guarded(file.place, lambda: CalamineWorkbook.from_filelike(cast(IO[bytes], copy)))
            )
            sheets = _guarded(file.place, lambda: self._workbook.sheets_metadata)
            self.names = tuple(sheet.name for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet)
            if not self.names:
                raise FileRefusedError(file.place, "it has no sheets", DOWNLOAD_AGAIN)
            self._stack = stack.pop_all()
        self._last: tuple[str, CalamineSheet] | None = None

    def rows(self, name: str) -> Iterator[list[object]]:
        """Yield the rows of a sheet from row 1 and column A; empty cells are empty strings."""
        place = self.file.place
        if self._last is None or self._last[0] != name:
            self._last = None  # frees the memory of the sheet before
            self._last = (name, _guarded(place, lambda: self._workbook.get_sheet_by_name(name)))
        sheet = self._last[1]
        start = _guarded(place, lambda: sheet.start)
        rows = cast(Iterator[list[object]], _guarded(place, sheet.iter_rows))
        # Calamine yields the empty rows above the first cell, but not the empty columns before it.
        indent: list[object] = [""] * start[1] if start else []
        return _guarded_rows(place, rows, indent)

    def close(self) -> None:
        """Free the sheet in memory and delete the copy."""
        self._last = None
        self._stack.close()


def _guarded(place: str, call: Callable[[], Result]) -> Result:
    """Return what a call of Calamine returns; refuse the file if Calamine cannot read it.

    Calamine may panic over a broken file. PyO3 raises a panic as a BaseException that is not an Exception.
    """
    try:
        return call()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        raise FileRefusedError(place, DAMAGED, DOWNLOAD_AGAIN) from None


def _guarded_rows(place: str, rows: Iterator[list[object]], indent: list[object]) -> Iterator[list[object]]:
    following = partial(next, rows, None)
    while (row := _guarded(place, following)) is not None:
        yield indent + row if indent else row


# The copy for Calamine


def _temporary_file() -> "SpooledTemporaryFile[bytes]":
    return SpooledTemporaryFile(max_size=MAX_BYTES_IN_MEMORY)


def _copy_checked(file: SourceFile, target: "SpooledTemporaryFile[bytes]") -> None:
    """Write a copy of a workbook that Calamine can read in bounded memory; refuse a workbook that has none."""
    with _temporary_file() as source:
        for block in read_blocks(file):
            if not source.tell() and (kind := guess_filetype(block)) != ZIP:
                problem = f"it isn't an .xlsx workbook; it looks like {kind}"
                raise FileRefusedError(file.place, problem, remedy_for(kind))
            source.write(block)
        if not source.tell():
            raise FileRefusedError(file.place, "it is empty", DOWNLOAD_AGAIN)
        with open_zip(cast(IO[bytes], source), file.place) as archive:
            if not is_workbook(archive, file.place):
                raise FileRefusedError(file.place, "it is a zip, but not an .xlsx workbook", DOWNLOAD_AGAIN)
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED_BYTES:
                problem = f"it is a workbook of more than {MAX_UNPACKED_BYTES // MEGABYTE} MB"
                raise FileRefusedError(file.place, problem, DOWNLOAD_AGAIN)
            _copy_parts(archive, file.place, cast(IO[bytes], target))
    target.seek(0)


def _copy_parts(archive: zipfile.ZipFile, place: str, target: IO[bytes]) -> None:
    limits = _MemoryLimits(place)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            name = member.filename.lower()
            if name.startswith(LINKS):  # BLS's own workbook of May 2019 has one that no cell uses
                continue
            if name in NEEDED_PARTS or (name.startswith("xl/") and name.endswith(".xml")):
                part = SourceFile(name, f"{place}, {printable_name(name)}", partial(archive.open, member))
                with copy.open(zipfile.ZipInfo(member.filename), "w") as sink:
                    for block in limits.checked(read_blocks(part)):
                        sink.write(block)


class _MemoryLimits:
    """Refuses a workbook whose sheets would take too much memory, judged by the XML of its parts, or are linked.

    Estimates are too high rather than too low. Whether a part is a sheet or the shared texts is decided by its bytes:
    its name may lie.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._longest_text = 0  # bytes, markup included
        self._most_references = 0  # cells that refer to a shared text, in the sheet that has most of them

    def checked(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the bytes of a part; raise FileRefusedError as soon as they would take too much memory."""
        area = _CellArea()
        texts: _SharedTexts | None = None
        for number, block in enumerate(_split_between_tags(blocks, self._place)):
            if not area.add(block):
                raise FileRefusedError(self._place, "it has cells without a position", SAVE_AGAIN)
            if area.cells > MAX_CELLS:
                raise self._refused("a sheet of it has more cells than any official table")
            if b"f>" in block and LINKED_FORMULA.search(block):
                problem = "it has formulas that take values from other workbooks"
                raise FileRefusedError(self._place, problem, "Save a copy without links to other workbooks.")
            if texts is None and b"sst" in block and SHARED_TEXTS.search(block):
                if number:  # the strict parser has to see the part from its beginning
                    raise self._refused(DAMAGED)
                texts = _SharedTexts()
            if texts is not None:
                try:
                    self._longest_text = max(self._longest_text, texts.add(block))
                except ExpatError:
                    raise self._refused(DAMAGED) from None
            self._most_references = max(self._most_references, area.references)
            if self._most_references * self._longest_text > MAX_TEXT_BYTES:
                raise self._refused("its cells hold more text than any official table")
            yield block

    def _refused(self, problem: str) -> FileRefusedError:
        return FileRefusedError(self._place, problem, DOWNLOAD_AGAIN)


class _CellArea:
    """The rectangle from A1 that contains all cells of a sheet seen so far: Calamine allocates all of it."""

    def __init__(self) -> None:
        self.cells = 0
        self.references = 0  # cells whose content is a shared text
        self._width = self._height = 0
        self._columns: set[bytes] = set()

    def add(self, block: bytes) -> bool:
        """Add the cells of a block; return False if one of them has no position."""
        positions = (PREFIXED_CELL if b":c" in block else CELL).findall(block)
        if positions:
            columns, rows = zip(*positions, strict=True)
            new_columns = set(columns) - self._columns
            if b"" in new_columns:
                return False
            self._columns |= new_columns
            self._width = max([self._width, *map(_column_number, new_columns)])
            self._height = max(self._height, max(map(int, rows)))
            self.cells = self._width * self._height
            self.references += block.count(b'"s"') + block.count(b"'s'")
        return True


class _SharedTexts:
    """Measures the longest of the texts that cells share.

    It takes a strict parser: Calamine forgives tags that do not match, and a search for end tags can be misled.
    """

    def __init__(self) -> None:
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._depth = self._text_start = self._longest = 0

    def add(self, block: bytes) -> int:
        """Parse a block and return the length in bytes of the longest text so far, an unfinished one included."""
        self._parser.Parse(block)
        unfinished = self._parser.CurrentByteIndex - self._text_start if self._depth > 1 else 0
        return max(self._longest, unfinished)

    def _start(self, _name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth == 2:
            self._text_start = self._parser.CurrentByteIndex

    def _end(self, _name: str) -> None:
        if self._depth == 2:
            self._longest = max(self._longest, self._parser.CurrentByteIndex - self._text_start)
        self._depth -= 1


def _refuse_doctype(*_: object) -> None:
    """Refuse a document type: its entities could turn a line into a text of any length; no workbook has one."""
    raise ExpatError("a document type")


def _column_number(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _split_between_tags(blocks: Iterator[bytes], place: str) -> Iterator[bytes]:
    """Yield the same bytes in blocks that end after a `>`, so that no tag is cut in two."""
    rest = b""
    for block in blocks:
        complete, end, after = (rest + block).rpartition(b">")
        if len(after) > MAX_TAG_BYTES:
            raise FileRefusedError(place, "it has a cell of more than 1 MB", DOWNLOAD_AGAIN)
        if end:
            yield complete + end
        rest = after
    if rest:
        yield rest
