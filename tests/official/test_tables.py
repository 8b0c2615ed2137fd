"""Check that every row of the official downloads is read, whichever form they come in."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from rolecompare.importers.files.table import open_package
from tests.official import files as official

ONET = official.FOLDER / "onet"
pytestmark = pytest.mark.official


def test_every_line_of_the_text_form_is_a_row_with_its_number() -> None:
    path = ONET / "db_29_3_text.zip"
    with open_package(str(path)) as package, zipfile.ZipFile(path) as archive:
        assert len(package.tables) == 36
        assert "29.3" in (package.readme or "")
        for table in package.tables:
            lines = archive.read(f"db_29_3_text/{table.file}").decode("utf-8").removesuffix("\r\n").split("\r\n")
            expected = [["" if cell == "n/a" else cell for cell in line.split("\t")] for line in lines[1:]]
            assert list(table.rows()) == list(enumerate(expected, 2))
            assert table.skipped == []


def test_newer_csv_layout_is_read_completely() -> None:
    with open_package(str(ONET / "layout_31_0_csv_from_29_3.zip")) as package:
        assert len(package.tables) == 22
        for table in package.tables:
            with zipfile.ZipFile(ONET / "layout_31_0_csv_from_29_3.zip") as archive:
                content = archive.read(f"db_31_0_csv/{table.file}")
            assert sum(1 for _ in table.rows()) >= content.count(b"\n") - content.count(b'"') - 1
            assert table.skipped == []
            assert len(set(table.columns)) == len(table.columns)


def test_text_and_workbooks_have_the_same_rows() -> None:
    with open_package(str(ONET / "db_29_3_text.zip")) as text, open_package(str(ONET / "db_29_3_excel.zip")) as excel:
        texts = {table.name: table for table in text.tables}
        assert {table.name for table in excel.tables} == set(texts)
        for name in ("task_statements", "job_zones", "occupation_data", "interests", "content_model_reference"):
            table = next(table for table in excel.tables if table.name == name)
            other = texts[name]
            both = [column for column in other.columns if column in table.columns]
            pairs = [[table.columns.index(column) for column in both], [other.columns.index(column) for column in both]]
            one, two = (
                [(number, [_number(cells[index]) for index in indices]) for number, cells in found.rows()]
                for found, indices in zip((table, other), pairs, strict=True)
            )
            assert one == two
            assert table.skipped == []


def _number(cell: str) -> str:
    """Both forms round where they like: 4.50 is 4.5."""
    return cell.rstrip("0").removesuffix(".") if cell.replace(".", "", 1).isdecimal() and "." in cell else cell


@pytest.mark.filterwarnings("ignore:Unknown extension")
@pytest.mark.parametrize("name", ["national_M2025_dl.xlsx", "occupation_2024-34.xlsx", "occupation_2016-26.xlsx"])
def test_workbook_has_the_cells_that_openpyxl_reads(name: str) -> None:
    path = official.FOLDER / "bls" / name
    book = openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes()), read_only=True, data_only=True)
    with open_package(str(path)) as package:
        assert [table.name for table in package.tables] == book.sheetnames
        for table in package.tables:
            ours = {(row, at): c for row, cells in table.raw_rows() for at, c in enumerate(cells) if c is not None}
            theirs = {
                (number, at): cell
                for number, cells in enumerate(book[table.name].iter_rows(values_only=True), 1)
                for at, cell in enumerate(cells)
                if cell not in (None, "")
            }
            assert ours == theirs
    book.close()
