"""The official files beside the repository -> what stands at the place that a citation names, and where a dataset errs.

The files are too large to be kept in the repository. Where they are not at hand, the tests that need them are skipped,
each by name.
"""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import openpyxl

from rolecompare.measures import STATISTICS, level_name

SHARED = Path(__file__).parents[2] / ".." / "shared"
FOLDER = SHARED / "data"
ARTICLE = SHARED / "seed" / "article.txt"
ONET = FOLDER / "onet" / "db_29_3_text.zip"

Plain = dict[str, Any]
Sort = Literal["known", "missing", "level"]

# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Column(NamedTuple):
    """What a column of numbers or levels tells; a dataset's value is the cell's, multiplied by `multiplier`."""

    measure: str
    unit: str
    period: str
    multiplier: int = 1


class Table(NamedTuple):
    title: str  # where the publisher writes the edition
    headers: dict[str, int]
    code_at: int
    rows: tuple[tuple[object, ...], ...]

    def row(self, number: int) -> tuple[object, ...] | None:
        """The row as a sheet counts it, from 1; none where the table has no occupation there."""
        row = self.rows[number - 1] if 0 < number <= len(self.rows) else ()
        return row if row and CODE.fullmatch(str(row[self.code_at])) else None


def _wages(year: int) -> dict[str, Column]:
    cells = {"mean": "MEAN", "median": "MEDIAN", "p10": "PCT10", "p25": "PCT25", "p75": "PCT75", "p90": "PCT90"}
    kinds = {"A": ("annual", "USD/year"), "H": ("hourly", "USD/hour")}
    return {
        f"{letter}_{cells[name]}": Column(f"pay.{kind}.{name}", unit, f"{year}-05")
        for letter, (kind, unit) in kinds.items()
        for name in STATISTICS
    } | {"TOT_EMP": Column("employment", "jobs", f"{year}-05")}


def _requirements(year: str) -> dict[str, Column]:
    return {
        "Typical education needed for entry": Column("education.entry", "", year),
        "Work experience in a related occupation": Column("experience.related", "", year),
        "Typical on-the-job training needed to attain competency in the occupation": Column(
            "training.on_the_job", "", year
        ),
    }


COLUMNS = {
    ("national_M2024_dl.xlsx", None): _wages(2024),
    ("national_M2025_dl.xlsx", None): _wages(2025),
    ("occupation_2024-34.xlsx", "Table 1.2"): {
        "Employment, 2024": Column("employment.base", "jobs", "2024", 1000),
        "Employment, 2034": Column("employment.projected", "jobs", "2034", 1000),
        "Employment change, numeric, 2024–34": Column("employment.change", "jobs", "2024/2034", 1000),
        "Employment change, percent, 2024–34": Column("employment.change_percent", "percent", "2024/2034"),
        "Percent self employed, 2024": Column("self_employed.share", "percent", "2024"),
        "Occupational openings, 2024–34 annual average": Column("openings.annual", "jobs/year", "2024/2034", 1000),
        "Median annual wage, dollars, 2024": Column("pay.annual.median", "USD/year", "2024"),
        **_requirements("2024"),
    },
    ("occupation_2018-28.xlsx", "Table 1.2"): {
        "Change, 2018-28, Percent": Column("employment.change_percent", "percent", "2018/2028"),
    },
    ("occupation_2016-26.xlsx", "Table 1.2"): {
        "Employment, Number, 2016": Column("employment.base", "jobs", "2016", 1000),
        "Employment, Number, 2026": Column("employment.projected", "jobs", "2026", 1000),
        "Change, 2016-26, Number": Column("employment.change", "jobs", "2016/2026", 1000),
        "Change, 2016-26, Percent": Column("employment.change_percent", "percent", "2016/2026"),
        "Occupational openings, 2016-26 annual average": Column("openings.annual", "jobs/year", "2016/2026", 1000),
    },
    ("occupation_2016-26.xlsx", "Table 1.7"): {
        "Employment, 2016": Column("employment.base", "jobs", "2016", 1000),
        "Employment, 2026": Column("employment.projected", "jobs", "2026", 1000),
        "Employment Change, 2016-26, Number": Column("employment.change", "jobs", "2016/2026", 1000),
        "Employment Change, 2016-26, Percent": Column("employment.change_percent", "percent", "2016/2026"),
        "Occupational openings, 2016-26 annual average": Column("openings.annual", "jobs/year", "2016/2026", 1000),
        "Median annual wage, 2017": Column("pay.annual.median", "USD/year", "2017"),
        **_requirements("2016"),
    },
}
CODE = re.compile(r"\d\d-\d{4}")
FOOTNOTE = re.compile(r"(?:\[\d+\]|\(\d+\))$")


@cache
def table(file: str, name: str | None) -> Table:
    """A sheet by its name, or a wage file's only table; header cells that stand under each other make one header."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of ornaments in the workbook that openpyxl does not know
        book = openpyxl.load_workbook(FOLDER / "bls" / file, read_only=True)
        rows = tuple((book[name] if name else book.worksheets[0]).iter_rows(values_only=True))
        title = rows[0][0] if name else next(book["Field Descriptions"].iter_rows(values_only=True))[0]
    if name is None:
        headers = {str(cell): index for index, cell in enumerate(rows[0])}
        return Table(str(title), headers, headers["OCC_CODE"], rows)
    first = next(index for index, row in enumerate(rows) if CODE.fullmatch(str(row[1])))
    return Table(str(title), _joined_headers(rows[1:first]), 1, rows)


def _joined_headers(rows: tuple[tuple[object, ...], ...]) -> dict[str, int]:
    """A header cell reaches over the empty cells to its right, as far as the header above it reaches."""
    paths: list[tuple[str, ...]] = [()] * len(rows[0])
    for row in rows:
        above, reached = list(paths), ""
        for index, cell in enumerate(row):
            if index == 0 or above[index] != above[index - 1]:
                reached = ""
            reached = FOOTNOTE.sub("", " ".join(str(cell).split())) if cell is not None else reached
            paths[index] = (*above[index], reached) if reached else above[index]
    return {", ".join(path): index for index, path in enumerate(paths)}


def file_of(source: str) -> str | None:
    """The workbook that a source of a dataset stands for."""
    if found := re.fullmatch(r"oews-(\d{4})-05", source):
        return f"national_M{found[1]}_dl.xlsx"
    if found := re.fullmatch(r"ep-(\d{4}-\d\d)", source):
        return f"occupation_{found[1]}.xlsx"
    return None


# ── O*NET ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def onet(name: str) -> tuple[dict[str, str], ...]:
    """A table of the O*NET database in its text form."""
    with zipfile.ZipFile(ONET) as archive:
        member = next(entry for entry in archive.namelist() if entry.endswith(f"/{name}.txt"))
        text = archive.read(member).decode("utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def tasks() -> dict[str, dict[str, str]]:
    return {row["Task ID"]: row for row in onet("Task Statements")}


@cache
def tasks_of(code: str) -> tuple[str, ...]:
    return tuple(row["Task"] for row in onet("Task Statements") if row["O*NET-SOC Code"] == code)


# ── the Occupational Outlook Handbook ────────────────────────────────────────────────────────────────────────────────


class Employers(NamedTuple):
    code: str
    year: str
    shares: dict[str, Decimal]  # by the line's words, see `plain_words`


class Page(NamedTuple):
    day: str
    sentences: tuple[str, ...]
    sections: dict[str, tuple[str, ...]]
    employers: tuple[Employers, ...]


@cache
def pages() -> dict[str, Page]:
    """The Handbook's pages by their address."""
    found = {}
    for path in sorted((FOLDER / "ooh").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        address, changed = (line.partition(": ")[2] for line in text.splitlines()[:2])
        found[address] = Page(_day(changed), sentences(text), _sections(text), tuple(_employers(text)))
    return found


def _day(words: str) -> str:
    """`Thursday, August 28, 2025` -> `2025-08-28`."""
    return datetime.strptime(words, "%A, %B %d, %Y").date().isoformat()


def sentences(text: str) -> tuple[str, ...]:
    """A text's sentences, and its lines that are none."""
    parts = (part.strip() for line in text.splitlines() for part in re.split(r"(?<=[.!?])\s+", line))
    return tuple(part for part in parts if part)


def _sections(text: str) -> dict[str, tuple[str, ...]]:
    """The lines of each section, under the name by which a dataset cites it."""
    found: dict[str, list[str]] = {}
    name, before = "", ""
    for line in map(str.strip, text.splitlines()):
        if line.endswith("About this section"):
            heading = line.removesuffix("About this section").strip() or before
            name = re.sub(r"^What .* Do$", "What They Do", re.sub(r"^(How to Become) .*", r"\1 One", heading))
        found.setdefault(name, []).append(line)
        before = line
    return {name: tuple(lines) for name, lines in found.items() if name}


def _employers(text: str) -> Iterator[Employers]:
    lines = text.splitlines()
    year = ""
    for number, line in enumerate(lines):
        if held := re.search(r"held about .* jobs in (\d{4})", line):
            year = held[1]
        if named := re.search(r"The largest employers of (.*) were as follows:", line):
            shares = {}
            rest = iter(line.strip() for line in lines[number + 1 :])
            for words, share in zip(rest, rest, strict=False):
                if not re.fullmatch(r"\d+%?", share):
                    break
                shares[plain_words(words)] = Decimal(share.removesuffix("%"))
            yield Employers(_occupations().get(named[1].casefold(), ""), year, shares)


@cache
def _occupations() -> dict[str, str]:
    """Titles of the projections' occupations, which are those of the Handbook's lists, and their codes."""
    rows = table("occupation_2024-34.xlsx", "Table 1.2").rows
    return {str(row[0]).strip().casefold(): str(row[1]) for row in rows if CODE.fullmatch(str(row[1]))}


def _american(words: str) -> str:
    for ours, theirs in (("center", "center"), ("organization", "organization"), ("without", "excluding")):
        words = words.replace(ours, theirs)
    return words


def plain_words(label: str) -> str:
    """What a line of employers and our own wording of it have in common."""
    words = re.findall(r"[a-z]+", _american(label.casefold()))
    return " ".join(word for word in words if word not in ("and", "the", "workers"))


def part(page: Page, place: str) -> tuple[str, ...] | None:
    """The lines of a section, or under a heading in it; none where the page has no such place."""
    section, _, heading = place.partition(", ")
    lines = page.sections.get(section)
    if lines is None or not heading or heading == "largest employers":
        return lines
    if heading not in lines:
        return None
    start = lines.index(heading) + 1
    ends = (number for number in range(start, len(lines)) if not lines[number].endswith((".", ":")))
    return lines[start : next(ends, len(lines))]


# ── a dataset held against them ──────────────────────────────────────────────────────────────────────────────────────


class Item(NamedTuple):
    """A figure or a level of a dataset, the place that it stands at, and the label beside it, if any."""

    where: str
    content: Plain
    label: str | None

    @property
    def sort(self) -> Sort:
        return "missing" if "missing" in self.content else "known" if "unit" in self.content else "level"


class Fault(NamedTuple):
    where: str
    kind: Literal["place", "row", "column", "code", "unit", "area", "period", "value", "multiplier"]
    told: str


def load(path: str) -> Plain:
    """A dataset with its numbers as they are written."""
    found: Plain = json.loads(Path(path).read_bytes(), parse_float=Decimal)
    return found


def walk(value: Any, where: str = "", label: str | None = None) -> Iterator[tuple[str, Plain, str | None]]:
    """Every object inside, with its place and the label of the object around it; not what a claim only asserts."""
    if isinstance(value, dict):
        yield where, value, label
        for key, inner in value.items():
            if key == "asserts":
                continue
            yield from walk(inner, f"{where}.{key}" if where else key, value.get("label"))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, f"{where}[{number}]", label)


def items(value: Any, sort: Sort, where: str = "") -> list[Item]:
    found = (Item(*step) for step in walk(value, where) if "measure" in step[1])
    return [item for item in found if item.sort == sort]


def faults(dataset: Plain, sort: Sort) -> list[Fault]:
    """What of that sort does not stand where it is said to stand: the first fault of each citation."""
    addresses = {source["id"]: source.get("url", "") for source in dataset["sources"]}
    found = (
        _fault(item, citation, addresses.get(citation["source"], ""))
        for item in items(dataset, sort)
        for citation in item.content["citations"]
    )
    return [fault for fault in found if fault]


def _fault(item: Item, citation: Plain, address: str) -> Fault | None:
    source, place = citation["source"], citation["place"]
    if item.content.get("area", "US") != "US":
        return Fault(item.where, "area", f"{source} is of the US, not of {item.content['area']}")
    if file := file_of(source):
        return _fault_in_table(item, file, place, citation.get("multiplier", 1))
    if source.startswith("ooh-") and (page := pages().get(address)):
        return _fault_in_shares(item, page, place) if item.sort == "known" else _fault_in_page(item, page, place)
    if source.startswith("onet-"):
        return _fault_in_job_zones(item, place)
    return Fault(item.where, "place", f"{source} is no table at hand")


TABLE_PLACE = re.compile(r"(?P<file>[^,]+\.xlsx), (?:(?P<table>Table [\d.]+), )?row (?P<row>\d+), (?P<header>.+)")


def _fault_in_table(item: Item, file: str, place: str, times: int) -> Fault | None:
    where, content = item.where, item.content
    found = TABLE_PLACE.fullmatch(place)
    if not found or found["file"] != file or (file, found["table"]) not in COLUMNS:
        return Fault(where, "place", f"{place!r} is no place in {file}")
    sheet, number, header = table(file, found["table"]), int(found["row"]), found["header"]
    column, row = COLUMNS[file, found["table"]].get(header), sheet.row(number)
    if column is None or header not in sheet.headers or column.measure != content["measure"]:
        return Fault(where, "column", f"{header!r} does not hold {content['measure']}")
    if row is None:
        return Fault(where, "row", f"row {number} holds no occupation")
    at = sheet.headers[header]
    if row[sheet.code_at] != content.get("code"):
        others = (other for other in sheet.rows if other[sheet.code_at] == content.get("code"))
        elsewhere = any(_holds(other[at], item, column) for other in others)
        told = f"row {number} is of {row[sheet.code_at]}, not of {content.get('code')}"
        return Fault(where, "row" if elsewhere else "code", told)
    if content.get("unit", column.unit) != column.unit:
        return Fault(where, "unit", f"{header!r} is in {column.unit}, not in {content['unit']}")
    if content.get("period") != column.period:
        return Fault(where, "period", f"{header!r} is of {column.period}, not of {content.get('period')}")
    if item.sort == "known" and times != column.multiplier:
        return Fault(where, "multiplier", f"{header!r} counts {column.multiplier} at a time, not {times}")
    if not _holds(row[at], item, column):
        return Fault(where, "value", f"the cell holds {row[at]}, not {content.get('value', 'nothing')}")
    return None


def _holds(cell: object, item: Item, column: Column) -> bool:
    number = Decimal(str(cell)) * column.multiplier if isinstance(cell, int | float) else None
    match item.sort:
        case "known":
            return number is not None and number == item.content["value"]
        case "missing":
            return number is None
        case "level":
            return cell == level_name(item.content["measure"], item.content["value"])


def _fault_in_shares(item: Item, page: Page, place: str) -> Fault | None:
    where, content = item.where, item.content
    cited, _, line = place.partition("Work Environment, largest employers")
    if cited or content["measure"] != "jobs.share" or not (item.label or line):
        return Fault(where, "place", f"{place!r} holds no {content['measure']}")
    employers = next((known for known in page.employers if known.code == content["code"]), None)
    if employers is None:
        return Fault(where, "code", f"the page lists no employers of {content['code']}")
    share = employers.shares.get(plain_words(item.label or line))
    if share is None:
        return Fault(where, "row", f"no line of the list is {item.label or line!r}")
    if content["unit"] != "percent":
        return Fault(where, "unit", f"the list is in percent, not in {content['unit']}")
    if content["period"] != employers.year:
        return Fault(where, "period", f"the list is of {employers.year}, not of {content['period']}")
    if content["value"] != share:
        return Fault(where, "value", f"the line holds {share}, not {content['value']}")
    return None


def _fault_in_page(item: Item, page: Page, place: str) -> Fault | None:
    """A level that the Handbook gives in words, for a narrower occupation than the tables have."""
    lines = part(page, place)
    if lines is None:
        return Fault(item.where, "place", f"the page has no {place!r}")
    if item.content["period"] != page.day[:7]:
        return Fault(item.where, "period", f"the page is of {page.day}, not of {item.content['period']}")
    level = level_name(item.content["measure"], item.content["value"])
    if level.casefold() not in " ".join(lines).casefold().replace("’", "'"):
        return Fault(item.where, "value", f"{place!r} does not speak of {level!r}")
    return None


def _fault_in_job_zones(item: Item, place: str) -> Fault | None:
    table_name, _, code = place.partition(", ")
    row = next((row for row in onet("Job Zones") if row["O*NET-SOC Code"] == code), None)
    if table_name != "Job Zones" or row is None or item.content["measure"] != "job_zone":
        return Fault(item.where, "place", f"{place!r} holds no {item.content['measure']}")
    month, _, year = row["Date"].partition("/")
    if item.content["code"] != code:
        return Fault(item.where, "code", f"the row is of {code}, not of {item.content['code']}")
    if item.content["period"] != f"{year}-{month}":
        return Fault(item.where, "period", f"the row is of {year}-{month}, not of {item.content['period']}")
    if item.content["value"] != f"job-zone-{row['Job Zone']}":
        return Fault(item.where, "value", f"the row holds {row['Job Zone']}, not {item.content['value']}")
    return None
