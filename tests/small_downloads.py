"""Write a few invented occupations as official downloads for the importers."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl

RELEASE = "29.3"
PAY = ("MEAN", "PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
COLUMNS = ("AREA_TYPE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", *(f"A_{name}" for name in PAY))


class Occupation(NamedTuple):
    """An invented occupation; `tasks` are texts by their number."""

    code: str
    title: str
    other_titles: tuple[str, ...] = ()
    tasks: Mapping[int, str] = {}


def onet(folder: Path, occupations: Iterable[Occupation], release: str = RELEASE, *, refused: bool = False) -> str:
    """Write an O*NET database and return its path; importers refuse a `refused` one, which lacks a column."""
    known = list(occupations)
    titles = [(each.code, other, "") for each in known for other in each.other_titles]
    tasks = [(each.code, str(task), text) for each in known for task, text in each.tasks.items()]
    path = folder / f"db_{release.replace('.', '_')}_text{'_refused' if refused else ''}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        summaries = [(each.code, each.title, f"{each.title} work.") for each in known]
        for name, header, rows in (
            ("Occupation Data", ("O*NET-SOC Code", "Title", "Description"), summaries),
            ("Task Statements", ("O*NET-SOC Code", "Task" if refused else "Task ID", "Task"), tasks),
            ("Alternate Titles", ("O*NET-SOC Code", "Alternate Title", "Short Title"), titles),
        ):
            lines = "".join("\t".join(cells) + "\n" for cells in (header, *rows))
            archive.writestr(f"db/{name}.txt", lines, zipfile.ZIP_DEFLATED)
        archive.writestr("db/Read Me.txt", f"O*NET {release} Database, May 2025\n")
    return str(path)


def many(count: int, word: str = "Testers") -> list[Occupation]:
    """Return occupations of the same size with different codes, titles and tasks."""
    return [
        Occupation(
            f"{11 + number // 1000}-{1000 + number % 1000:04}.00",
            f"{word} {number:04}",
            (f"Trier {number:04}",),
            {number * 10 + task: f"Try the thing {number:04} {task}." for task in range(5)},
        )
        for number in range(count)
    ]


def oews(folder: Path, medians: Mapping[str, int], year: int = 2025) -> str:
    """Write a workbook of wages with these median wages by code, and return its path."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(COLUMNS)
    for code, median in medians.items():
        group = "broad" if code.endswith("0") else "detailed"
        pay = {f"A_{name}": median + 1000 * rank for rank, name in enumerate(("PCT10", "PCT25", "MEDIAN"), -2)}
        pay |= {"A_PCT75": median + 1000, "A_PCT90": median + 2000, "A_MEAN": median}
        cells = {"AREA_TYPE": "1", "OCC_CODE": code, "OCC_TITLE": f"Title of {code}", "O_GROUP": group, "TOT_EMP": 900}
        sheet.append([{**cells, **pay}[name] for name in COLUMNS])
    path = folder / f"national_M{year}_dl.xlsx"
    book.save(path)
    return str(path)
