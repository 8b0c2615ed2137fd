"""Recognize which official download a package is."""

import os
import re
from collections.abc import Iterator

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.files.archive import printable_name
from rolecompare.importers.files.table import Package, Table, column_name
from rolecompare.importers.kinds import KINDS, importer

MAX_TABLES_NAMED, MAX_NAME_LENGTH = 5, 40
# No other download has tables of these names.
ONET_TABLES = frozenset(("occupation data", "task statements", "tasks to dwas", "job zones", "content model reference"))


def is_onet(package: Package) -> bool:
    """Return whether the package is an O*NET database, complete or not."""
    names = [*(table.name for table in package.tables), *(_stem(table) for table in package.tables[:1])]
    return any(_simplified(name) in ONET_TABLES for name in names)


def onet_tables(package: Package) -> dict[str, Table]:
    """Return the tables of an O*NET database by their names as `column_name` writes them.

    A sole workbook has the names of its sheets, which may be called anything, so that its file names the first of them.
    """
    found = {column_name(table.name): table for table in package.tables}
    first = package.tables[0]
    if first.is_sheet and _simplified(_stem(first)) in ONET_TABLES:
        found.setdefault(column_name(_stem(first)), first)
    return found


def _stem(table: Table) -> str:
    return os.path.splitext(table.source.name)[0]


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


def identify(package: Package) -> str:
    """Return the kind of download that a package is. Raises FileRefusedError if it is none that can be imported."""
    if (kind := _find_kind(package)) is not None:
        return kind
    if (refusal := _figures_as_text(package)) is not None:
        raise refusal
    *most, last = (kind.title for kind in KINDS.values())
    problem = f"it isn't {', '.join(most)} or {last}: it only has {_table_names(package)}"
    raise FileRefusedError(package.name, problem, "Give the download as the publisher offers it.")


def wrong_download(package: Package, wanted: str) -> FileRefusedError:
    """Return the error that says what a package is instead of the wanted kind, and what to do."""
    kind = KINDS[wanted]
    found = _find_kind(package)
    if found == wanted:  # only O*NET databases are recognized without their main table
        problem = f"it looks like {kind.title}, but it has no table Occupation Data"
        return FileRefusedError(package.name, problem, kind.expected_file)
    if found is not None:
        problem = f"it isn't {kind.title}; it looks like {KINDS[found].title}"
        return FileRefusedError(package.name, problem, f"Use `rolecompare import {found}`.")
    if (refusal := _figures_as_text(package)) is not None:
        return refusal
    problem = f"it isn't {kind.title}: it only has {_table_names(package)}"
    return FileRefusedError(package.name, problem, kind.expected_file)


def _find_kind(package: Package) -> str | None:
    return next((name for name in KINDS if importer(name).recognizes(package)), None)


def _figures_as_text(package: Package) -> FileRefusedError | None:
    """Return the error for figures of BLS that were saved or exported as text; None for other packages."""
    for table in package.tables:
        columns = set(table.columns) if not table.is_sheet else set()
        is_projection = "occupation_code" in columns and any(name.startswith("employment_") for name in columns)
        for name, is_of_kind in (("oews", "occ_code" in columns), ("projections", is_projection)):
            if is_of_kind:
                problem = f"{table.file} has the columns of {KINDS[name].title}, but only the workbook (.xlsx) is read"
                return FileRefusedError(package.name, problem, KINDS[name].how_to_get)
    return None


def _table_names(package: Package) -> str:
    names = ", ".join(f"“{_shortened(table.name)}”" for table in package.tables[:MAX_TABLES_NAMED])
    return f"{names} and more" if len(package.tables) > MAX_TABLES_NAMED else names


def _simplified(name: str) -> str:
    return " ".join(re.findall(r"[0-9a-z]+", name.casefold()))


def _shortened(name: str) -> str:
    return name if len(name) <= MAX_NAME_LENGTH else f"{name[:MAX_NAME_LENGTH]}…"
