"""A workbook (.xlsx) -> its sheets, row by row, with their cells as they are typed.

Calamine reads fast and trusts what it reads. A sheet of two cells that stand far apart makes it ask for memory for all
that lies between, and the whole program ends; so does a text that a million cells share. So it is given a copy of what
was unpacked and weighed here, packed without compression, and never the stranger's own file.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, TypeVar, cast
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.archive import AGAIN, MEGABYTE, File, blocks, is_workbook, shown, unpacking
from rolecompare.importers.files.filetype import NO_ZIP, ZIP, guess_filetype, remedy

# The largest official workbook takes some 170 MB unpacked, and Calamine about as much to hold a sheet of it.
MOST_UNPACKED = 400 * MEGABYTE
# The largest official sheet has 4.6 million cells (work context, 305,000 rows of 15); Calamine takes 32 bytes for each.
MOST_CELLS = 16_000_000
# What the cells of a sheet would take if each held the longest text that they share.
MOST_TEXT = 1024 * MEGABYTE
LONGEST_TAG = MEGABYTE
IN_MEMORY = 8 * MEGABYTE

# Every spreadsheet program writes first where a cell stands. One that does not is matched without its two groups.
CELL = re.compile(rb"""<c(?=[\s/>])(?:\s+r=["']([A-Za-z]{1,3})([0-9]{1,7})["'])?""")
PREFIXED = re.compile(rb"""<(?:[^\s<>/:]*:)?c(?=[\s/>])(?:\s+r=["']([A-Za-z]{1,3})([0-9]{1,7})["'])?""")
SHARED = re.compile(rb"<(?:[^\s<>/:]*:)?sst[\s/>]")
NEEDED = ("[content_types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
DAMAGED = "it is a damaged workbook"
SAVE = "Open it in a spreadsheet program and save it as .xlsx."

Answer = TypeVar("Answer")


class Book:
    """An open workbook, and the sheet of it that was asked for last: no more than one is kept."""

    def __init__(self, file: File) -> None:
        self.file = file
        with ExitStack() as stack:
            copy = stack.enter_context(_spooled())
            _copy(file, copy)
            self._book = stack.enter_context(_asked(file.place, lambda: CalamineWorkbook.from_filelike(copy)))
            sheets = self._book.sheets_metadata
            self.names = tuple(sheet.name for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet)
            if not self.names:
                raise FileRefusedError(file.place, "it has no sheets", AGAIN)
            self._stack = stack.pop_all()
        self._last: tuple[str, CalamineSheet] | None = None

    def rows(self, name: str) -> Iterator[list[object]]:
        """The rows of a sheet from its first, columns from A; cells are "" where they are empty."""
        if self._last is None or self._last[0] != name:
            self._last = None
            self._last = (name, _asked(self.file.place, lambda: self._book.get_sheet_by_name(name)))
        sheet = self._last[1]
        # Calamine tells the empty rows above the first cell, and not the empty columns before it.
        before: list[object] = [""] * sheet.start[1] if sheet.start else []
        rows = cast(Iterator[list[object]], sheet.iter_rows())
        return (before + row for row in rows) if before else rows

    def close(self) -> None:
        self._last = None
        self._stack.close()


def _asked(place: str, question: Callable[[], Answer]) -> Answer:
    """What Calamine answers; a workbook that it cannot read is refused, also where it panics over it."""
    try:
        return question()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic is no Exception
        raise FileRefusedError(place, DAMAGED, AGAIN) from None


# ── the copy ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _spooled() -> "SpooledTemporaryFile[bytes]":
    return SpooledTemporaryFile(max_size=IN_MEMORY)


def _copy(file: File, target: "SpooledTemporaryFile[bytes]") -> None:
    """The parts of a workbook that cells are read from, checked and weighed, packed without compression."""
    with _spooled() as source:
        for block in blocks(file):
            if not source.tell() and not block.startswith((ZIP, NO_ZIP)):
                kind = guess_filetype(block)
                raise FileRefusedError(file.place, f"it is no .xlsx workbook; it seems to be {kind}", remedy(kind))
            source.write(block)
        if not source.tell():
            raise FileRefusedError(file.place, "it is empty", AGAIN)
        with unpacking(cast(BinaryIO, source), file.place) as archive:
            if not is_workbook(archive, file.place):
                raise FileRefusedError(file.place, "it is a zip, but no .xlsx workbook", AGAIN)
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise FileRefusedError(
                    file.place, f"it is a workbook of more than {MOST_UNPACKED // MEGABYTE} MB", AGAIN
                )
            _repack(archive, file.place, target)
    target.seek(0)


def _repack(archive: zipfile.ZipFile, place: str, target: "SpooledTemporaryFile[bytes]") -> None:
    scale = _Scale(place)
    with zipfile.ZipFile(cast(BinaryIO, target), "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            name = member.filename.lower()
            if name.startswith("xl/externallinks/"):
                raise FileRefusedError(place, "it is linked to other workbooks", "Save a copy without links to others.")
            if name in NEEDED or (name.startswith("xl/") and name.endswith(".xml")):
                part = File(name, f"{place}, {shown(name)}", partial(archive.open, member))
                with copy.open(zipfile.ZipInfo(member.filename), "w") as sink:
                    for block in scale.weighed(blocks(part)):
                        sink.write(block)


class _Scale:
    """What reading a workbook's sheets would take, told from their bytes before anything is read from them.

    Where it has to guess, it guesses too much: it never takes a part for lighter than Calamine would find it. Whether a
    part is a sheet or the texts that cells share is told by its bytes, not by its name.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._longest = 0  # of the texts that cells share, mark-up included
        self._sharing = 0  # cells of the sheet that has most of them

    def weighed(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """The same bytes; `Refused` as soon as they weigh too much."""
        area = _Area()
        texts: _Texts | None = None
        for index, block in enumerate(_between_tags(parts, self._place)):
            if not area.grown(block):
                raise FileRefusedError(self._place, "it has cells that do not say where they stand", SAVE)
            if area.size > MOST_CELLS:
                raise FileRefusedError(self._place, "a sheet of it has more cells than any official table", AGAIN)
            if texts is None and b"sst" in block and SHARED.search(block):
                texts = _Texts()
                if index:
                    raise FileRefusedError(self._place, DAMAGED, AGAIN)
            if texts is not None:
                self._longest = max(self._longest, self._measured(texts, block))
            self._sharing = max(self._sharing, area.sharing)
            if self._sharing * self._longest > MOST_TEXT:
                raise FileRefusedError(self._place, "its cells hold more text than any official table", AGAIN)
            yield block

    def _measured(self, texts: "_Texts", block: bytes) -> int:
        try:
            return texts.grown(block)
        except ExpatError:
            raise FileRefusedError(self._place, DAMAGED, AGAIN) from None


class _Area:
    """The rectangle from A1 that a sheet's cells lie in, as far as it has been seen."""

    def __init__(self) -> None:
        self.sharing = 0
        self.size = 0
        self._width = self._height = 0
        self._columns: set[bytes] = set()

    def grown(self, block: bytes) -> bool:
        """Whether every cell in the bytes says where it stands."""
        cells = (PREFIXED if b":c" in block else CELL).findall(block)
        if cells:
            letters, numbers = zip(*cells, strict=True)
            new = set(letters) - self._columns
            if b"" in new:
                return False
            self._columns |= new
            self._width = max([self._width, *map(_column, new)])
            self._height = max(self._height, max(map(int, numbers)))
            self.size = self._width * self._height
            self.sharing += block.count(b'"s"') + block.count(b"'s'")
        return True


class _Texts:
    """How long the longest text is that cells share.

    A strict parser tells: Calamine forgives tags that do not match, and what looks like the end of a text to a search
    need not be one to it.
    """

    def __init__(self) -> None:
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _no_doctype
        self._depth = self._began = self._longest = 0

    def grown(self, block: bytes) -> int:
        self._parser.Parse(block)
        # A text that has not ended yet counts as far as it goes.
        return max(self._longest, self._parser.CurrentByteIndex - self._began if self._depth > 1 else 0)

    def _begin(self, _name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth == 2:
            self._began = self._parser.CurrentByteIndex

    def _end(self, _name: str) -> None:
        if self._depth == 2:
            self._longest = max(self._longest, self._parser.CurrentByteIndex - self._began)
        self._depth -= 1


def _no_doctype(*_: object) -> None:
    """Entities make texts of any length out of a line; no workbook has any."""
    raise ExpatError("a document type")


def _column(letters: bytes) -> int:
    """The number of a column: 1 of A, 27 of AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _between_tags(parts: Iterator[bytes], place: str) -> Iterator[bytes]:
    """The same bytes, cut after a `>`: no tag's name and first attribute lie across a cut."""
    rest = b""
    for part in parts:
        whole, end, after = (rest + part).rpartition(b">")
        if len(after) > LONGEST_TAG:
            raise FileRefusedError(place, "it has a cell of more than 1 MB", AGAIN)
        if end:
            yield whole + end
        rest = after
    if rest:
        yield rest
