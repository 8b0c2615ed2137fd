"""Files as people have them, beside Excel, through pandas or in part: read where that is safe, refused with advice."""

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from rolecompare.answers.data import ImportAnswer
from rolecompare.cli.app import app
from rolecompare.importers.base import MAX_KEPT, Ignored, SkippedRows
from rolecompare.importers.detect import identify
from rolecompare.importers.files.table import open_package
from rolecompare.output.page import View
from rolecompare.output.pages.data import import_listing
from tests.importers.files import TASKS, refusal, rows, zipped
from tests.importers.onet_tables import OLD, READ_ME, as_workbooks, raw_text, text
from tests.importers.onet_tables import cells as cells_of
from tests.importers.releases import read
from tests.small_downloads import oews

OCCUPATIONS = cells_of(OLD["Occupation Data"])
LOCK = b"\x05Ann" + b"\x00" * 50 + b"A\x00n\x00n\x00"  # what Excel writes into its lock file
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"


def refused(*words: str) -> str:
    """Return what an import says that is refused, on one line."""
    done = CliRunner().invoke(app, ["import", *words], prog_name="rolecompare")
    assert (done.exit_code, done.stdout) == (6, "")
    return " ".join(done.stderr.split())


def identified(path: object) -> str:
    with open_package(str(path)) as package:
        return identify(package)


def unpacked(path: str, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder / Path(path).stem


def one_workbook(path: Path, sheet: str, table: list[list[str]]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.worksheets[0].title = sheet
    for row in table:
        book.worksheets[0].append(row)
    book.save(path)
    return str(path)


# Lock files of Excel


@pytest.mark.parametrize("lock", ["~$Occupation Data.xlsx", "~$national_M2024_dl.xlsx", "~$notes.txt", "~$x.csv"])
def test_lock_file_of_excel_is_passed_over_in_a_folder_and_a_zip(lock: str, tmp_path: Path) -> None:
    folder = unpacked(as_workbooks(OLD, tmp_path), tmp_path)
    (folder / lock).write_bytes(LOCK)
    assert read(str(folder)).roles.keys() == {"31-9092.00", "31-9097.00"}
    path = shutil.make_archive(str(tmp_path / "db_29_3_again"), "zip", folder)
    with open_package(path) as package:
        assert [skipped.place for skipped in package.ignored] == []
    assert len(read(path).roles) == 2


def test_lock_file_beside_the_one_workbook_of_a_folder_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "wages"
    folder.mkdir()
    shutil.copy(oews(tmp_path, {"35-2014": 30000}), folder)
    (folder / "~$national_M2025_dl.xlsx").write_bytes(LOCK)
    assert identified(folder) == "oews"


def test_folder_with_nothing_but_a_lock_file_holds_no_tables(tmp_path: Path) -> None:
    (tmp_path / "~$national_M2025_dl.xlsx").write_bytes(LOCK)
    assert "it holds no tables" in refusal(tmp_path)


# Tables that Excel or pandas has saved


def test_quotation_marks_that_excel_puts_around_cells_are_taken_off(tmp_path: Path) -> None:
    quoted = [[f'"{cell}"' if "," in cell or '"' in cell else cell for cell in row] for row in OCCUPATIONS]
    quoted[1][1:] = ['"Software Developers, Applications"', '"Develop, create, and ""test"" software."']
    role = read(raw_text({"Occupation Data": quoted}, tmp_path)).assistant
    assert role["title"] == "Software Developers, Applications"
    assert role["summary"]["text"] == 'Develop, create, and "test" software.'


@pytest.mark.parametrize(
    "cell",
    [
        '"Big" and "small"',  # not one quotation but two
        'Say "hello"',
        '"',
        '5" pipes"',
        '"open',
        '"a"b"',
        "“curly, quotes”",
    ],
)
def test_quotation_marks_of_the_text_itself_stay(cell: str, tmp_path: Path) -> None:
    table = [OCCUPATIONS[0], ["31-9092.00", "Helpers", cell]]
    assert read(raw_text({"Occupation Data": table}, tmp_path)).assistant["summary"]["text"] == cell


def test_quoted_header_names_its_columns(tmp_path: Path) -> None:
    table = [[f'"{name}"' for name in OCCUPATIONS[0]], *OCCUPATIONS[1:]]
    assert len(read(raw_text({"Occupation Data": table}, tmp_path)).roles) == 2


def test_whole_numbers_that_were_saved_with_decimals_are_read(tmp_path: Path) -> None:
    """As pandas writes them: task 8823.0, job zone 5.0, category 2.0, twenty-eight people 28.0."""
    tables = {name: cells_of(table) for name, table in OLD.items()}
    whole = {"Task ID", "Job Zone", "Category", "Index", "N"}
    floats = {
        name: [
            table[0],
            *(
                [
                    f"{cell}.0" if column in whole and cell.isdecimal() else cell
                    for column, cell in zip(table[0], row, strict=True)
                ]
                for row in table[1:]
            ),
        ]
        for name, table in tables.items()
    }
    found, expected = read(raw_text(floats, tmp_path)), read(text(OLD, tmp_path))
    assert found.skipped == []
    assert found.roles == expected.roles


@pytest.mark.parametrize("number", ["8823.5", "8823.", "8.823e3", "8,823", "nan", "-1.0", "8823.0.0", "٨.0"])
def test_number_that_is_not_whole_is_no_task(number: str, tmp_path: Path) -> None:
    table = cells_of(OLD["Task Statements"])
    table[1][1] = number
    found = read(raw_text({**{n: cells_of(t) for n, t in OLD.items()}, "Task Statements": table}, tmp_path))
    assert [skipped.place for skipped in found.skipped] == ["Task Statements.txt, line 2"]


def test_lines_that_end_as_excel_for_mac_ends_them_are_read(tmp_path: Path) -> None:
    for end in (b"\r", b"\r\n", b"\n"):
        path = zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS.replace(b"\r\n", b"\n").replace(b"\n", end)})
        assert rows(path, "tasks")[0] == (2, ["31-9092.00", "Takes blood pressure."])


def test_stray_carriage_return_does_not_end_a_line_among_line_feeds(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": b"Code\tTask\n1\tDraw\rblood\n"})
    assert rows(path, "tasks") == [(2, ["1", "Draw\rblood"])]


# One file of a database


@pytest.mark.parametrize("sheet", ["Occupation Data", "occupation_data", "Sheet1"])
def test_sole_workbook_of_occupations_is_a_database(sheet: str, tmp_path: Path) -> None:
    path = one_workbook(tmp_path / "db_29_3_excel" / "Occupation Data.xlsx", sheet, OCCUPATIONS)
    for given in (path, str(Path(path).parent)):
        assert identified(given) == "onet"
        found = read(given)
        assert found.assistant["title"] == "Medical Assistants"
        assert found.onet.release.version == "29.3"
        assert "tasks" in found.onet.missing


def test_sole_workbook_of_another_table_lacks_the_occupations(tmp_path: Path) -> None:
    path = one_workbook(tmp_path / "Job Zones.xlsx", "Job Zones", cells_of(OLD["Job Zones"]))
    assert "looks like an O*NET database, but it has no table Occupation Data" in refused("onet", path)


def test_sole_text_table_of_occupations_is_a_database(tmp_path: Path) -> None:
    path = unpacked(text(OLD, tmp_path), tmp_path) / "Occupation Data.txt"
    assert read(str(path)).assistant["title"] == "Medical Assistants"


def test_user_can_say_which_release_a_file_is(tmp_path: Path) -> None:
    path = one_workbook(tmp_path / "Occupation Data.xlsx", "Sheet1", OCCUPATIONS)
    assert "neither its read-me nor its name tells the release" in refused(path)
    for command in (("import", "onet"), ("import",)):
        done = CliRunner().invoke(app, [*command, path, "--release", "30.2"])
        assert done.exit_code == 0, done.stderr
        assert "onet-30.2 is now in" in done.stdout


def test_release_that_the_read_me_denies_is_refused(tmp_path: Path) -> None:
    assert "its Read Me says that it is release 29.3, not 30.2" in refused(text(OLD, tmp_path), "--release", "30.2")


@pytest.mark.parametrize("release", ["newest", "29", "029.3", "29.3; rm"])
def test_text_that_is_no_release_is_a_mistake_of_the_command_line(release: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["import", "onet", text(OLD, tmp_path), "--release", release])
    assert done.exit_code == 2
    assert "isn't an O*NET release" in done.stderr


def test_release_is_about_a_database(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["import", oews(tmp_path, {"35-2014": 30000}), "--release", "30.2"])
    assert done.exit_code == 2
    assert "none of the files is one" in done.stderr


# Folders


def test_read_me_above_the_folder_of_tables_is_no_table(tmp_path: Path) -> None:
    folder = unpacked(text(OLD, tmp_path, read_me=None), tmp_path / "out")
    for name in ("Read Me.txt", "README.txt", "read_me.TXT"):
        (folder.parent / name).write_text(READ_ME)
        assert read(str(folder.parent)).onet.release.version == "29.3"
        path = shutil.make_archive(str(tmp_path / "download"), "zip", folder.parent)
        assert read(path).onet.release.version == "29.3"
        (folder.parent / name).unlink()


def test_folder_of_two_databases_names_them(tmp_path: Path) -> None:
    for name in ("db_29_2_text", "db_29_3_text"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Tasks.txt").write_bytes(TASKS)
    (tmp_path / "notes").mkdir()
    assert refusal(tmp_path).endswith("it holds tables in 2 folders (db_29_2_text, db_29_3_text). Give one of them.")


def test_folder_of_one_database_among_others_is_read(tmp_path: Path) -> None:
    for name in (".git", "__MACOSX", "db_29_3_text", "notes"):
        (tmp_path / name).mkdir()
    (tmp_path / "db_29_3_text" / "Tasks.txt").write_bytes(TASKS)
    assert rows(tmp_path, "tasks")[0] == (2, ["31-9092.00", "Takes blood pressure."])


# Other forms of the data


@pytest.mark.parametrize("name", ["03_occupation_data.sql", "db.SQL"])
def test_sql_form_of_the_database_is_refused_with_the_forms_that_are_read(name: str, tmp_path: Path) -> None:
    advice = "SQL is not read: download the database of onetcenter.org as text, CSV or Excel."
    folder = tmp_path / "db_29_3_mysql"
    folder.mkdir()
    (folder / name).write_text("CREATE TABLE occupation_data (onetsoc_code CHARACTER(10));")
    (folder / "Read Me.txt").write_text(READ_ME)
    zip_path = zipped(tmp_path / "db_29_3_mysql.zip", {f"db_29_3_mysql/{name}": b"CREATE TABLE x;"})
    for given in (folder, zip_path, folder / name):
        assert refusal(given).endswith(advice)


@pytest.mark.parametrize("content", [POINTER, b"/annex/objects/MD5E-s1--00.xlsx\n"])
def test_pointer_to_a_file_that_was_not_fetched_is_called_one(content: bytes, tmp_path: Path) -> None:
    for name in ("national_M2025_dl.xlsx", "db.zip", "Occupation Data.csv"):
        (tmp_path / name).write_bytes(content)
        told = refusal(tmp_path / name)
        assert "it looks like a pointer of Git LFS or git-annex" in told
        assert "git lfs pull" in told
        (tmp_path / name).unlink()


def test_pointer_among_the_tables_of_a_folder_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "Tasks.txt").write_bytes(POINTER)
    with open_package(str(tmp_path)) as package, pytest.raises(Exception, match="Git LFS"):
        list(package.tables[0].rows())


def test_database_dump_named_as_a_workbook_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "state_M2023_dl.xlsx").write_bytes(b"PGDMP\x01\x0e\x00\x04\x08")
    assert "it looks like a PostgreSQL dump" in refusal(tmp_path / "state_M2023_dl.xlsx")


@pytest.mark.parametrize("name", ["national_M2013_dl.xls", "occupation.XLS", "wages.ods", "wages.xlsb"])
def test_old_workbook_in_a_zip_or_folder_is_to_be_saved_as_xlsx(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "oesm13nat.zip", {f"oesm13nat/{name}": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
    folder = unpacked(str(path), tmp_path)
    for given in (path, folder):
        assert f"only {'oesm13nat/' if given == path else ''}{name}" in refusal(given)
        assert refusal(given).endswith("Open it in a spreadsheet program and save it as .xlsx. Then give that.")


WAGES_AS_TEXT = "OCC_CODE,OCC_TITLE,TOT_EMP,A_MEDIAN\n31-9092,Medical Assistants,1,2\n"
PROJECTIONS_AS_TEXT = 'Occupation Title,Occupation Code,Employment 2024,Employment 2034\nCooks,"=""35-2014""",1,2\n'


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        (WAGES_AS_TEXT, "the wage statistics (OEWS)", "https://www.bls.gov/oes/tables.htm"),
        (PROJECTIONS_AS_TEXT, "the Employment Projections workbook", "https://www.bls.gov/emp/tables.htm"),
    ],
)
def test_figures_as_text_are_refused_with_the_place_of_the_workbook(
    content: str, what: str, where: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "export.csv"
    path.write_text(content)
    for given in (path, folder):
        for words in ((), ("oews",), ("projections",), ("onet",)):
            told = refused(*words, str(given))
            assert f"export.csv has the columns of {what}, but only the workbook (.xlsx) is read" in told
            assert where in told


def test_text_with_other_columns_is_called_by_its_name(tmp_path: Path) -> None:
    for number, header in enumerate(("OCC,x", "Employment 2024,Occupation", "occ_codes,y")):
        path = tmp_path / f"table{number}.csv"
        path.write_text(f"{header}\n1,2\n")
        assert f"it only has “table{number}”" in refused(str(path))


# What is reported of rows and files that were left out


def skipping(tmp_path: Path, *rows_of_interests: str) -> str:
    table = "\n".join([OLD["Interests"], *rows_of_interests])
    return text({**OLD, "Interests": table}, tmp_path)


def test_rows_skipped_for_one_reason_are_one_line_with_their_count_and_the_first(tmp_path: Path) -> None:
    unknown = [f"31-91{n:02}.00 | 1.B.1.d | Social | OI | 5.00 | 11/2023 | ML" for n in range(30)]
    path = skipping(tmp_path, *unknown, "31-9097.00 | 1.B.1.d | Social | OI | high | 11/2023 | ML")
    page = " ".join(CliRunner().invoke(app, ["import", path, "--width", "160"]).stdout.split())
    assert "Rows skipped 31" in page
    assert (
        "Interests.txt, 30 rows occupation … is not in Occupation Data; "
        "first line 4: occupation '31-9100.00' is not in Occupation Data" in page
    )
    assert page.count("is not in Occupation Data") == 2
    assert "Interests.txt, line 34 'high' is not a number" in page


def test_reasons_of_hostile_rows_stay_few(tmp_path: Path) -> None:
    """Quotation marks, digits and any other text of a cell stand in the reason, and are no reasons of their own."""
    cells = ["it's", 'say "x"', "7'\"8", "x" * 900, "’", "…"]
    strange = [f"31-9092.00 | 1.B.1.{n} | Odd | OI | {cell} | 11/2023 | ML" for n, cell in enumerate(cells)]
    groups = read(skipping(tmp_path, *strange)).onet.report.skipped.groups
    assert sum(group.rows for group in groups) == len(cells)
    assert len(groups) <= 2


def test_reasons_that_are_kept_are_limited() -> None:
    skipped = SkippedRows()
    for number in range(3 * MAX_KEPT):
        skipped.add(f"table, line {number}", "".join(chr(97 + int(digit)) for digit in str(number)))
    assert len(skipped.groups) == MAX_KEPT + 1
    assert sum(group.rows for group in skipped.groups) == skipped.count == 3 * MAX_KEPT


def test_what_is_ignored_of_a_workbook_names_the_file_once() -> None:
    sheets = ("Index", "Table 1.1", "Table 1.3, column A")
    unused = [Ignored(f"occupation.xlsx, {sheet}", "not used") for sheet in sheets]
    answer = ImportAnswer(
        kind="projections",
        source="ep-2024-34",
        title="Employment Projections",
        license="public domain",
        store="store.db",
        counts={},
        ignored=(*unused, Ignored("notes.pdf", "not used"), Ignored("Interests.txt, scale IH", "ranks", 1_234)),
    )
    rows_of_page = import_listing(answer, View()).rows
    assert [text for name, text in rows_of_page if name == "Ignored"] == [
        "occupation.xlsx, Index; Table 1.1; Table 1.3, column A; notes.pdf: not used",
        "Interests.txt, scale IH (1,234 rows): ranks",
    ]
