"""Check that the official BLS workbooks are read completely and agree with the bundled dataset."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rolecompare.importers.base import FigureImport
from rolecompare.importers.bls import oews, projections
from rolecompare.importers.files.table import Package, open_package
from rolecompare.measures import STATISTICS
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.serialization import to_json_value
from tests.official import files as official
from tests.official.files import Plain

BOOKS = official.FOLDER / "bls"
DATASET: Plain = json.loads((Path(__file__).parents[2] / "data" / "roles.json").read_bytes())
SOURCES = {source["id"]: source for source in DATASET["sources"]}

pytestmark = pytest.mark.official


class Book(NamedTuple):
    file: str
    read: Callable[[Package], FigureImport]
    source: str


BUNDLED = (
    Book("national_M2025_dl.xlsx", oews.read, "oews-2025-05"),
    Book("national_M2024_dl.xlsx", oews.read, "oews-2024-05"),
    Book("occupation_2024-34.xlsx", projections.read, "ep-2024-34"),
    Book("occupation_2016-26.xlsx", projections.read, "ep-2016-26"),
)
of_each_book = pytest.mark.parametrize("book", BUNDLED, ids=lambda book: str(book.file))


class Whole(NamedTuple):
    """An import that was read to its end."""

    told: FigureImport
    figures: tuple[tuple[str, Figure | Missing | Level], ...]

    def of(self, kind: type) -> int:
        return sum(isinstance(figure, kind) for _, figure in self.figures)

    def missing(self, why: MissingReason) -> int:
        return sum(isinstance(figure, Missing) and figure.missing is why for _, figure in self.figures)


def whole(book: Book) -> Whole:
    with open_package(str(BOOKS / book.file)) as package:
        told = book.read(package)
        return Whole(told, tuple(told.figures))


def bundled(source: str) -> dict[str, list[Plain]]:
    """Every figure and level that a role of the dataset holds from a source, by the role."""
    found: dict[str, list[Plain]] = {}
    for role in DATASET["roles"]:
        parts = [role["training"]["levels"], *(role["outlook"].get(part, []) for part in PARTS)]
        held = [item for part in parts for item in part if source in {cited["source"] for cited in item["citations"]}]
        if held:
            found[role["id"]] = held
    return found


PARTS = ("pay", "employment", "projections", "openings")


@of_each_book
def test_imported_figures_and_levels_equal_those_of_the_bundled_roles(book: Book) -> None:
    read = {(code, figure.measure): to_json_value(figure) for code, figure in whole(book).figures}
    held = bundled(book.source)
    found = 0
    for role, items in held.items():
        for item in items:
            assert read[item["code"], item["measure"]] == item, role
            found += 1
    print(f"{book.file}: {found} figures and levels of {len(held)} roles")
    assert (len(held), found) == {
        "oews-2025-05": (25, 325),
        "oews-2024-05": (25, 325),
        "ep-2024-34": (25, 225),
        "ep-2016-26": (8, 72),
    }[book.source]


@of_each_book
def test_imported_source_equals_the_bundled_one(book: Book) -> None:
    assert to_json_value(whole(book).told.source) == SOURCES[book.source]


@of_each_book
def test_no_row_is_skipped_and_no_figure_is_read_twice(book: Book) -> None:
    read = whole(book)
    assert (read.told.skipped.first, read.told.missing) == ([], ())
    keys = [(code, figure.measure, figure.period) for code, figure in read.figures]
    assert len(set(keys)) == len(keys)
    assert {code for code, _ in read.figures} == set(read.told.titles)


@pytest.mark.parametrize(("year", "rows", "codes"), [("2024", 1403, 1396), ("2025", 1401, 1394)])
def test_each_wage_code_comes_once_with_all_its_measures(year: str, rows: int, codes: int) -> None:
    read = whole(Book(f"national_M{year}_dl.xlsx", oews.read, f"oews-{year}-05"))
    with open_package(str(BOOKS / f"national_M{year}_dl.xlsx")) as package:
        assert sum(1 for _ in package.tables[0].raw_rows()) == rows + 1
    assert len(read.told.titles) == codes  # seven groups of which no parts are published stand twice
    assert len(read.figures) == codes * (2 * len(STATISTICS) + 1)


def test_group_listed_twice_is_cited_at_its_first_row() -> None:
    read = whole(BUNDLED[0])
    median = next(told for code, told in read.figures if (code, told.measure) == ("29-2010", "pay.annual.median"))
    assert median.citations[0].place == "national_M2025_dl.xlsx, row 573, A_MEDIAN"


def test_absent_wages_are_missing_with_the_reason_of_the_workbook() -> None:
    read = whole(BUNDLED[1])
    assert read.missing(MissingReason.ABOVE_PUBLISHED_RANGE) == 235  # as many cells hold the sign
    assert {
        (figure.measure.split(".")[1], figure.bound)
        for _, figure in read.figures
        if isinstance(figure, Missing) and figure.missing is MissingReason.ABOVE_PUBLISHED_RANGE
    } == {("annual", 239200), ("hourly", 115)}
    assert read.missing(MissingReason.SUPPRESSED) == 0
    assert read.missing(MissingReason.NOT_APPLICABLE) == 6 * (83 + 7)


@pytest.mark.parametrize(
    ("book", "codes", "known", "levels", "dashes", "above"),
    [
        (BUNDLED[2], 832 + 281, 5 * 1113 + 894 + 1085, 832 * 3, 219 + 9 + 281 * 3, 19),
        (BUNDLED[3], 819 + 272, 5 * 1091 + 862 + 1057, 818 * 3, 229 + 26 + 273 * 3, 8),
    ],
    ids=["2024-34", "2016-26"],
)
def test_each_projections_row_comes_with_all_its_measures(
    book: Book, codes: int, known: int, levels: int, dashes: int, above: int
) -> None:
    read = whole(book)
    assert len(read.told.titles) == codes
    assert (read.of(Figure), read.of(Level)) == (known, levels)
    assert read.missing(MissingReason.NOT_PUBLISHED) == dashes
    assert read.missing(MissingReason.ABOVE_PUBLISHED_RANGE) == above


@pytest.mark.parametrize(
    ("read", "file", "refusal"),
    [
        (
            oews.read,
            "occupation_2024-34.xlsx",
            "it looks like the Employment Projections workbook. Use `rolecompare import projections`",
        ),
        (
            projections.read,
            "national_M2025_dl.xlsx",
            "it looks like the wage statistics (OEWS). Use `rolecompare import oews`",
        ),
    ],
)
def test_other_workbook_is_refused_with_the_right_command(
    read: Callable[[Package], FigureImport], file: str, refusal: str
) -> None:
    with open_package(str(BOOKS / file)) as package, pytest.raises(Exception, match="it looks like") as refused:
        read(package)
    assert refusal in str(refused.value)
