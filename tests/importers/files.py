"""Downloads for tests: workbooks and zips, some of which no program would write."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.table import open_package

TASKS = b"O*NET-SOC Code\tTask\r\n31-9092.00\tTakes blood pressure.\r\n29-1141.00\tAssesses patients.\r\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def zipped(path: Path, members: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> str:
    """Write a zip of these members and return its path."""
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in pairs:
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return str(path)


def declared(path: str, size: int) -> str:
    """Let the directory of a zip declare this unpacked size, in bytes, for every member. Return the path."""
    content = bytearray(Path(path).read_bytes())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", content, at + 24, size)
        at = content.find(b"PK\x01\x02", at + 46)
    Path(path).write_bytes(content)
    return path


def flagged(path: str, flag: int) -> str:
    """Set a flag of every member of a zip. Return the path."""
    content = bytearray(Path(path).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= flag
            at = content.find(signature, at + 30)
    Path(path).write_bytes(content)
    return path


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_parts(book: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with some parts replaced or added."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return content.getvalue()


def sheet(rows: str, main: str = f'xmlns="{MAIN}"', prefix: str = "") -> bytes:
    tag = f"{prefix}worksheet"
    return f"<{tag} {main}><{prefix}sheetData>{rows}</{prefix}sheetData></{tag}>".encode()


def refusal(path: str | Path) -> str:
    """Open a download and read its tables; return the message with which it is refused, without its path."""
    try:
        with open_package(str(path)) as package:
            for table in package.tables:
                for _ in table.rows():
                    pass
    except FileRefusedError as refused:
        return str(refused).replace(str(path), Path(path).name, 1)
    raise AssertionError("it was read")


def rows(path: str | Path, name: str) -> list[tuple[int, list[str]]]:
    with open_package(str(path)) as package:
        return list(next(table for table in package.tables if table.name == name).rows())
