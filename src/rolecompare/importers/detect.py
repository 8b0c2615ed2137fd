"""A package -> which of the official downloads it seems to be, for somebody who named another one than was meant."""

import re
from collections.abc import Iterator
from typing import Literal

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.table import Package, Table

Kind = Literal["onet", "oews", "projections"]
NAMES: dict[Kind, str] = {
    "onet": "an O*NET database",
    "oews": "the wage statistics (OEWS)",
    "projections": "the Employment Projections workbook",
}
AS_DOWNLOADED: dict[Kind, str] = {
    "onet": "Name the download of onetcenter.org, such as db_29_3_text.zip.",
    "oews": "Name the national workbook of bls.gov, such as national_M2025_dl.xlsx, or the zip around it.",
    "projections": "Name the workbook of bls.gov, occupation.xlsx.",
}
WORKBOOK = re.compile(r".*?\.xls[xm](?=, |$)", re.DOTALL | re.IGNORECASE)
# No other download has tables of these names.
OF_ONET = frozenset(("occupation data", "task statements", "tasks to dwas", "job zones", "content model reference"))


def refused(package: Package, wanted: Kind) -> FileRefusedError:
    """What a package seems to be that is not what was wanted, and what to do with it."""
    found = _kind(package)
    if found == wanted:  # that is O*NET without what makes it one
        trouble = f"it seems to be {NAMES[wanted]}, but has no table Occupation Data"
        return FileRefusedError(package.name, trouble, AS_DOWNLOADED[wanted])
    if found is not None:
        trouble = f"it is not {NAMES[wanted]}; it seems to be {NAMES[found]}"
        return FileRefusedError(package.name, trouble, f"Use `rolecompare import {found}`.")
    names = [f"“{_short(table.name)}”" for table in package.tables[:5]]
    more = " and more" if len(package.tables) > len(names) else ""
    return FileRefusedError(
        package.name, f"it is not {NAMES[wanted]}: it has only {', '.join(names)}{more}", AS_DOWNLOADED[wanted]
    )


def _kind(package: Package) -> Kind | None:
    if is_onet(package):
        return "onet"
    if sheet_of(package, "Table 1.2"):
        return "projections"
    return "oews" if wages_of(package) else None


def is_onet(package: Package) -> bool:
    return any(_plain(table.name) in OF_ONET for table in package.tables)


def wages_of(package: Package) -> Table | None:
    """The sheet of national wages: the first with a column of occupation codes that is called as OEWS calls it."""
    if is_onet(package):  # to ask each of its workbooks for its columns takes seconds
        return None
    return next((table for table in sheets_of(package) if "occ_code" in table.columns), None)


def sheet_of(package: Package, name: str) -> Table | None:
    """The sheet of that name, in a workbook or in a zip around it."""
    wanted = _plain(name)
    found = (table for table in sheets_of(package) if wanted == _plain(table.name) or table.file.endswith(f", {name}"))
    return next(found, None)


def sheets_of(package: Package) -> Iterator[Table]:
    return (table for table in package.tables if is_sheet(table))


def is_sheet(table: Table) -> bool:
    return WORKBOOK.match(table.file) is not None


def book_of(sheet: Table) -> str:
    """The file that a sheet is in, as people see it."""
    found = WORKBOOK.match(sheet.file)
    return found[0] if found else sheet.file


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[0-9a-z]+", name.casefold()))


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
