"""Recognize which official download a package is. `KINDS` is the one list of the downloads that can be imported."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.archive import printable_name
from rolecompare.importers.files.table import Package, Table
from rolecompare.importers.files.urls import PAGES

MAX_TABLES_NAMED, MAX_NAME_LENGTH = 5, 40
# No other download has tables of these names.
ONET_TABLES = frozenset(("occupation data", "task statements", "tasks to dwas", "job zones", "content model reference"))
BROWSER = "BLS blocks scripted downloads, so download it in a browser."


class DownloadKind(NamedTuple):
    """A kind of download, in words that people read, and how it is recognized."""

    title: str
    expected_file: str  # what to give, where something else was given
    how_to_get: str
    recognizes: Callable[[Package], bool]


def is_onet(package: Package) -> bool:
    """Return whether the package is an O*NET database, complete or not."""
    return any(_simplified(table.name) in ONET_TABLES for table in package.tables)


def find_wage_table(package: Package) -> Table | None:
    """Return the sheet of national wages: the first with a column of occupation codes named as OEWS names it."""
    if is_onet(package):  # asking each of its workbooks for the columns would take seconds
        return None
    return next((table for table in sheets_of(package) if "occ_code" in table.columns), None)


def find_sheet(package: Package, name: str) -> Table | None:
    """Return the sheet of that name, in a workbook or in a zip around it."""
    wanted = _simplified(name)
    found = (table for table in sheets_of(package) if wanted == _simplified(table.name))
    return next(found, None)


def sheets_of(package: Package) -> Iterator[Table]:
    """Yield the tables of a package that are sheets of workbooks."""
    return (table for table in package.tables if table.is_sheet)


def workbook_name(sheet: Table) -> str:
    """Return the name of the file that a sheet is in, as people see it."""
    return printable_name(sheet.source.name)


# The first kind that recognizes a package is the one that it is.
KINDS: dict[str, DownloadKind] = {
    "onet": DownloadKind(
        "an O*NET database",
        "Give the download of onetcenter.org, such as db_29_3_text.zip.",
        f"Get it from {PAGES['onet']} (text, csv or excel, such as db_29_3_text.zip), or use --download.",
        is_onet,
    ),
    "projections": DownloadKind(
        "the Employment Projections workbook",
        "Give the workbook of bls.gov, occupation.xlsx.",
        f"Get it from {PAGES['projections']} (Table 1.2, occupation.xlsx). {BROWSER}",
        lambda package: find_sheet(package, "Table 1.2") is not None,
    ),
    "oews": DownloadKind(
        "the wage statistics (OEWS)",
        "Give the national workbook of bls.gov, such as national_M2025_dl.xlsx, or the zip around it.",
        f"Get it from {PAGES['oews']} (national, such as oesm25nat.zip). {BROWSER}",
        lambda package: find_wage_table(package) is not None,
    ),
}


def wrong_download(package: Package, wanted: str) -> FileRefusedError:
    """Return the error that says what a package is instead of the wanted kind, and what to do."""
    kind = KINDS[wanted]
    found = next((name for name, candidate in KINDS.items() if candidate.recognizes(package)), None)
    if found == wanted:  # only O*NET databases are recognized without their main table
        problem = f"it looks like {kind.title}, but it has no table Occupation Data"
        return FileRefusedError(package.name, problem, kind.expected_file)
    if found is not None:
        problem = f"it isn't {kind.title}; it looks like {KINDS[found].title}"
        return FileRefusedError(package.name, problem, f"Use `rolecompare import {found}`.")
    names = ", ".join(f"“{_shortened(table.name)}”" for table in package.tables[:MAX_TABLES_NAMED])
    more = " and more" if len(package.tables) > MAX_TABLES_NAMED else ""
    return FileRefusedError(package.name, f"it isn't {kind.title}: it only has {names}{more}", kind.expected_file)


def _simplified(name: str) -> str:
    return " ".join(re.findall(r"[0-9a-z]+", name.casefold()))


def _shortened(name: str) -> str:
    return name if len(name) <= MAX_NAME_LENGTH else f"{name[:MAX_NAME_LENGTH]}…"
