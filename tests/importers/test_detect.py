"""An import that gets the wrong file says what the file is and what to do with it."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rolecompare import paths
from rolecompare.cli.app import app
from rolecompare.store.reader import store_status
from tests import small_downloads as downloads
from tests.importers.books import Row, book
from tests.importers.files import workbook, zipped
from tests.importers.onet_tables import NEW, OLD, as_csv, as_workbooks, text, without
from tests.importers.test_projections import HEADER, TITLE, line
from tests.official.files import FOLDER

Made = Callable[[Path], str]


def onet(folder: Path) -> str:
    return downloads.onet(folder, downloads.many(2))


def oews(folder: Path) -> str:
    return downloads.oews(folder, {"31-9092": 45690})


def oews_zip(folder: Path) -> str:
    content = Path(oews(folder)).read_bytes()
    return zipped(folder / "oesm25nat.zip", {"oesm25nat/national_M2025_dl.xlsx": content})


def projections(folder: Path) -> str:
    return str(book(folder / "occupation.xlsx", {"Table 1.2": [(TITLE,), HEADER, line()]}))


NAMES = {
    "onet": "an O*NET database",
    "oews": "the wage statistics (OEWS)",
    "projections": "the Employment Projections workbook",
}
# Each kind of download in each form that it comes in.
FORMS: dict[str, tuple[str, Made]] = {
    "text": ("onet", onet),
    "csv": ("onet", lambda folder: as_csv(NEW, folder)),
    "excel": ("onet", lambda folder: as_workbooks(OLD, folder)),
    "wages": ("oews", oews),
    "wages in a zip": ("oews", oews_zip),
    "projections": ("projections", projections),
}
OFFICIAL = {
    "onet": FOLDER / "onet" / "db_29_3_excel.zip",
    "oews": FOLDER / "bls" / "national_M2025_dl.xlsx",
    "projections": FOLDER / "bls" / "occupation_2024-34.xlsx",
}
KINDS = ("onet", "oews", "projections")


def imported(kind: str, path: str, code: int) -> str:
    """Run an import that ends with this exit code and return its messages."""
    done = CliRunner().invoke(app, ["import", kind, path], prog_name="rolecompare")
    assert done.exit_code == code, done.stderr
    if code:
        assert done.stdout == ""
        assert not paths.is_file(f"{paths.data_home()}/store.db")
    return " ".join(done.stderr.replace(path, Path(path).name).split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wanted", KINDS)
def test_each_import_accepts_its_own_download_and_names_the_others(
    home: Path, tmp_path: Path, wanted: str, form: str
) -> None:
    kind, made = FORMS[form]
    path = made(tmp_path)
    if kind == wanted:
        assert imported(wanted, path, 0) == ""
        return
    what = f"it isn't {NAMES[wanted]}; it looks like {NAMES[kind]}. Use `rolecompare import {kind}`."
    assert imported(wanted, path, 6) == f"rolecompare: {Path(path).name}: {what}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wanted", KINDS)
@pytest.mark.official
def test_official_downloads_are_told_apart(home: Path, wanted: str, kind: str) -> None:
    if kind != wanted:
        told = imported(wanted, str(OFFICIAL[kind]), 6)
        assert f"it looks like {NAMES[kind]}. Use `rolecompare import {kind}`." in told


def photographs(folder: Path) -> str:
    return zipped(folder / "holiday.zip", {f"holiday/{n}.jpg": b"\xff\xd8\xff" for n in range(5)})


def empty_zip(folder: Path) -> str:
    return zipped(folder / "db_29_3_text.zip", {})


def dataset(folder: Path) -> str:
    path = folder / "roles.json"
    path.write_text(json.dumps({"schema": "rolecompare/dataset/1", "roles": []}))
    return str(path)


def other_json(folder: Path) -> str:
    path = folder / "other.json"
    path.write_text("[1]")
    return str(path)


def folder_without_tables(folder: Path) -> str:
    (folder / "db").mkdir()
    (folder / "db" / "notes.md").write_text("notes")
    return str(folder / "db")


def folder_of_nothing(folder: Path) -> str:
    (folder / "db").mkdir()
    return str(folder / "db")


def pdf(folder: Path) -> str:
    path = folder / "onet.zip"
    path.write_bytes(b"%PDF-1.7\n")
    return str(path)


def strange_tables(folder: Path) -> str:
    return zipped(folder / "tables.zip", {"recipes.csv": b"a,b\n1,2\n", "wines.txt": b"a\tb\n"})


def strange_workbook(folder: Path) -> str:
    (folder / "book.xlsx").write_bytes(workbook({"Recipes": [("a", "b")]}))
    return str(folder / "book.xlsx")


OTHER_FILES: dict[str, tuple[Made, str]] = {
    "photographs": (photographs, "it holds no tables (.txt, .csv or .xlsx), only holiday/0.jpg, holiday/1.jpg,"),
    "an empty zip": (empty_zip, "it holds no tables (.txt, .csv or .xlsx). Give the zip of tables as it was"),
    "a dataset": (dataset, "it looks like a rolecompare dataset. It does not need an import: use it with --data."),
    "other JSON": (other_json, "it isn't a download of tables; it looks like a JSON file. Download the zip"),
    "a folder without tables": (
        folder_without_tables,
        "it holds no tables (.txt, .csv or .xlsx), only notes.md",
    ),
    "a folder of nothing": (folder_of_nothing, "it holds no tables (.txt, .csv or .xlsx). Give the folder"),
    "a PDF": (pdf, "it isn't a zip; it looks like a PDF document. Download the zip of tables or the workbook"),
    "strange tables": (strange_tables, "it isn't {wanted}: it only has “recipes”, “wines”. Give the"),
    "a strange workbook": (strange_workbook, "it isn't {wanted}: it only has “Recipes”. Give the"),
}


@pytest.mark.parametrize("other_file", OTHER_FILES)
@pytest.mark.parametrize("wanted", KINDS)
def test_other_file_is_refused_with_its_kind(home: Path, tmp_path: Path, wanted: str, other_file: str) -> None:
    made, what = OTHER_FILES[other_file]
    assert what.format(wanted=NAMES[wanted]) in imported(wanted, made(tmp_path), 6)


@pytest.mark.parametrize("form", FORMS)
def test_import_finds_out_what_a_file_is(home: Path, tmp_path: Path, form: str) -> None:
    kind, made = FORMS[form]
    done = CliRunner().invoke(app, ["import", made(tmp_path), "--json"], prog_name="rolecompare")
    assert done.exit_code == 0, done.stderr
    (told,) = json.loads(done.stdout)["imports"]
    assert told["kind"] == kind


def test_several_files_are_imported_at_once(home: Path, tmp_path: Path) -> None:
    files = [made(tmp_path) for made in (projections, onet, oews)]
    done = CliRunner().invoke(app, ["import", *files], prog_name="rolecompare")
    assert done.exit_code == 0, done.stderr
    sources = re.findall(r"^Source +(\S+)$", done.stdout, re.MULTILINE)
    assert [source.partition("-")[0] for source in sources] == ["ep", "onet", "oews"]
    assert set(store_status(str(home)).editions) == set(sources)


@pytest.mark.parametrize("wrong", ["nowhere.zip", "hello.txt", "broken.xlsx"])
def test_no_file_is_imported_if_one_is_refused(home: Path, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "hello.txt").write_text("Hi!\n")
    book(tmp_path / "broken.xlsx", {"Table 1.2": [(TITLE,), HEADER[:3], line()]})
    done = CliRunner().invoke(app, ["import", oews(tmp_path), str(tmp_path / wrong)], prog_name="rolecompare")
    assert (done.exit_code, done.stdout) == (6, "")
    assert wrong in done.stderr
    assert store_status(str(home)).state == "none"


@pytest.mark.parametrize("other_file", OTHER_FILES)
def test_other_file_of_any_kind_is_refused_with_its_kind(home: Path, tmp_path: Path, other_file: str) -> None:
    made, what = OTHER_FILES[other_file]
    any_kind = "an O*NET database, the wage statistics (OEWS) or the Employment Projections workbook"
    done = CliRunner().invoke(app, ["import", made(tmp_path)], prog_name="rolecompare")
    assert done.exit_code == 6
    assert what.format(wanted=any_kind) in " ".join(done.stderr.split())


@pytest.mark.parametrize("kind", [(), *((kind,) for kind in KINDS)], ids=str)
def test_text_file_with_another_name_is_no_download(home: Path, tmp_path: Path, kind: tuple[str, ...]) -> None:
    (tmp_path / "hello.txt").write_text("Hi!\n")
    done = CliRunner().invoke(app, ["import", *kind, str(tmp_path / "hello.txt")], prog_name="rolecompare")
    assert done.exit_code == 6
    assert "it only has “hello”. Give the" in done.stderr


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("files",), "Give the paths of the downloaded files"),
        (("",), "needs the name of a file"),
        (("--release", "30.3"), "--release needs --download or a FILE."),
        (("a.zip", "--download"), "both name a database"),
    ],
)
def test_import_without_a_file_is_refused(home: Path, words: tuple[str, ...], problem: str) -> None:
    done = CliRunner().invoke(app, ["import", *words], prog_name="rolecompare")
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr


def test_two_databases_at_once_are_refused(home: Path, tmp_path: Path) -> None:
    path = onet(tmp_path)
    done = CliRunner().invoke(app, ["import", path, path], prog_name="rolecompare")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "The store holds one O*NET database." in done.stderr


def test_database_without_occupation_data_is_refused(home: Path, tmp_path: Path) -> None:
    told = imported("onet", text(without("Occupation Data"), tmp_path), 6)
    assert "it looks like an O*NET database, but it has no table Occupation Data. Give the download of onetc" in told


def test_other_files_in_a_download_are_listed(home: Path, tmp_path: Path) -> None:
    path = text(OLD, tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        inner = io.BytesIO()
        zipfile.ZipFile(inner, "w").close()
        archive.writestr("db_29_3_text/more.zip", inner.getvalue())
        archive.writestr("db_29_3_text/logo.png", b"\x89PNG")
    done = CliRunner().invoke(app, ["import", "onet", path, "--json"], prog_name="rolecompare")
    assert json.loads(done.stdout)["ignored"][:2] == [
        {"what": "db_29_3_text/more.zip", "reason": "a zip inside the download"},
        {"what": "db_29_3_text/logo.png", "reason": "not a table (.txt, .csv or .xlsx)"},
    ]


def test_unused_columns_and_sheets_are_listed(home: Path, tmp_path: Path) -> None:
    other: dict[str, list[Row]] = {"Table 1.1": [("Table 1.1",)], "Table 1.2": [(TITLE,), HEADER, line()]}
    done = CliRunner().invoke(
        app,
        ["import", "projections", str(book(tmp_path / "occupation.xlsx", other)), "--json"],
        prog_name="rolecompare",
    )
    reason = "not used in comparisons"
    told = json.loads(done.stdout)["ignored"]
    assert told[0] == {"what": "occupation.xlsx, Table 1.1", "reason": reason}
    columns = "Employment distribution, percent, 2024; Employment distribution, percent, 2034; "
    columns += "Related Occupational Outlook Handbook (OOH) content xlsx"
    assert told[1:] == [{"what": f"occupation.xlsx, Table 1.2, columns {columns}", "reason": reason}]
