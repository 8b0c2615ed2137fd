"""Workbooks are read as they are; one that would take too much memory, or is not a workbook, is refused before."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.importers.base import FileRefusedError, Skipped
from rolecompare.importers.files import workbook as workbook_file
from rolecompare.importers.files.table import open_package
from tests.importers.files import (
    MAIN,
    SHEET,
    TASKS,
    TEXTS,
    declared,
    refusal,
    rows,
    sheet,
    with_parts,
    workbook,
    zipped,
)

BOOK = workbook({"Table 1.2": [["Title", "Code"], ["Nurses", "29-1141"]]})
ONE = '<c r="A1"><v>1</v></c>'


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def with_sheet(path: Path, content: bytes) -> Path:
    return written(path, with_parts(BOOK, {SHEET: content}))


def texts(markup: str) -> bytes:
    return f'<sst xmlns="{MAIN}">{markup}</sst>'.encode()


# Reading


def test_sheets_of_a_workbook_are_tables_with_their_names(tmp_path: Path) -> None:
    book = workbook({"Table 1.2": [["Title", "O*NET-SOC Code"], ["Nurses", 1.5]], "Notes": [["x"]]})
    with open_package(str(written(tmp_path / "occupation.xlsx", book))) as package:
        assert (package.name, package.readme) == ("occupation.xlsx", None)
        assert [(table.name, table.file) for table in package.tables] == [
            ("Table 1.2", "occupation.xlsx, Table 1.2"),
            ("Notes", "occupation.xlsx, Notes"),
        ]
        assert package.tables[0].columns == ("title", "onet_soc_code")
        assert list(package.tables[0].rows()) == [(2, ["Nurses", "1.5"])]


def test_single_workbook_in_a_zip_is_the_package(tmp_path: Path) -> None:
    with open_package(zipped(tmp_path / "oesm25nat.zip", {"oesm25nat/national_M2025_dl.xlsx": BOOK})) as package:
        assert package.name == "oesm25nat.zip"
        assert [table.file for table in package.tables] == ["national_M2025_dl.xlsx, Table 1.2"]
    with open_package(str(written(tmp_path / "download", BOOK))) as package:
        assert [table.name for table in package.tables] == ["Table 1.2"]


def test_first_sheet_of_each_of_several_workbooks_is_a_table(tmp_path: Path) -> None:
    two = workbook({"Sheet1": [["Element ID"], ["2.A"]], "Notes": [["x"]]})
    with open_package(zipped(tmp_path / "db.zip", {"Skills.xlsx": two, "Others.xlsx": BOOK})) as package:
        skills, others = package.tables
        assert (skills.name, skills.file, skills.columns) == ("skills", "Skills.xlsx", ("element_id",))
        assert list(skills.rows()) == [(2, ["2.A"])]
        assert skills.skipped == [Skipped("Skills.xlsx, Notes", "only the first sheet of each workbook is read")]
        assert list(others.rows()) == [(2, ["Nurses", "29-1141"])]


def test_tables_of_several_workbooks_can_be_read_in_parallel(tmp_path: Path) -> None:
    books = {f"{name}.xlsx": workbook({"S": [["A"], *([f"{name}{n}"] for n in range(5))]}) for name in "xy"}
    with open_package(zipped(tmp_path / "db.zip", books)) as package:
        pairs = list(zip(*(table.rows() for table in package.tables), strict=True))
    assert pairs == [((n + 2, [f"x{n}"]), (n + 2, [f"y{n}"])) for n in range(5)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (-3.5, "-3.5"),
        (0.00001, "0.00001"),
        (1e22, "10000000000000000000000"),
        (0, "0"),
        (True, "TRUE"),
        (date(2025, 8, 1), "2025-08-01"),
        (datetime(2025, 8, 1, 10, 42), "2025-08-01 10:42:00"),
        ("n/a", ""),
        ("  indented — ", "  indented — "),
        ("12.0", "12.0"),
    ],
)
def test_cell_is_formatted_as_plain_text(tmp_path: Path, cell: object, text: str) -> None:
    path = written(tmp_path / "book.xlsx", workbook({"S": [["A", "B"], [cell, "x"]]}))
    assert rows(path, "S") == [(2, [text, "x"])]


def test_empty_rows_are_counted_but_not_yielded(tmp_path: Path) -> None:
    book = workbook({"S": [["A", "B"], [], ["x", None], [None, "y"]]})
    assert rows(written(tmp_path / "book.xlsx", book), "S") == [(3, ["x", ""]), (4, ["", "y"])]


def test_row_with_cells_beside_the_header_is_skipped(tmp_path: Path) -> None:
    book = workbook({"S": [["A", "B"], ["x", "y", "z"], ["x", "y"]]})
    with open_package(str(written(tmp_path / "book.xlsx", book))) as package:
        (table,) = package.tables
        assert list(table.rows()) == [(3, ["x", "y"])]
        assert table.skipped == [Skipped("book.xlsx, S, row 2", "it has cells to the right of the header")]


def test_raw_rows_are_typed_and_keep_their_position(tmp_path: Path) -> None:
    cells = '<c r="B3"><v>1.5</v></c><c r="D3" t="b"><v>1</v></c><c r="E3" t="inlineStr"><is><t>x</t></is></c>'
    path = with_sheet(tmp_path / "book.xlsx", sheet(f'<row r="3">{cells}</row>'))
    with open_package(str(path)) as package:
        *before, (number, row) = package.tables[0].raw_rows()
        assert [number for number, _ in before] == [1, 2]
        assert not any(any(cells) for _, cells in before)
        assert (number, row) == (3, (None, 1.5, None, True, "x"))
        assert package.tables[0].columns == ()


def test_text_has_no_raw_rows(tmp_path: Path) -> None:
    with (
        open_package(zipped(tmp_path / "db.zip", {"Tasks.txt": TASKS})) as package,
        pytest.raises(FileRefusedError, match="it is text, not a workbook"),
    ):
        package.tables[0].raw_rows()


def test_empty_sheet_has_no_columns_and_no_raw_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", workbook({"S": [["A"]], "Filler": []}))
    with open_package(str(path)) as package:
        assert (package.tables[1].columns, list(package.tables[1].raw_rows())) == ((), [])


def test_workbook_with_prefixed_tags_is_read(tmp_path: Path) -> None:
    cells = '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row>'
    shared = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>A</x:t></x:si><x:si><x:t>B</x:t></x:si></x:sst>'.encode()
    parts = {SHEET: sheet(cells, f'xmlns:x="{MAIN}"', "x:"), TEXTS: shared}
    with open_package(str(written(tmp_path / "book.xlsx", with_parts(BOOK, parts)))) as package:
        assert package.tables[0].columns == ("a", "b")


# Memory limits

TOO_MANY = "it has cells without a position"
TOO_FAR = "a sheet of it has more cells than any official table"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ('<c r="XFD1048576"><v>1</v></c>', TOO_FAR),
        ('<c s="1" r="XFD1048576"><v>1</v></c>', TOO_MANY),
        ('<c\tr="XFD1048576"><v>1</v></c>', TOO_FAR),
        ("<c  r='xfd1048576'><v>1</v></c>", TOO_FAR),
        ('<x:c r="XFD1048576"><v>1</v></x:c>', TOO_FAR),
        ('<c r="A4294967295"><v>1</v></c>', TOO_MANY),
        ('<c r="&#88;FD1048576"><v>1</v></c>', TOO_MANY),
        ("<c/>" * 9, TOO_MANY),
        ('<c r="XFD1"><v>1</v></c><c r="A1048576"><v>1</v></c>', TOO_FAR),
        (f'{" " * 300_000}<c r="XFD1"><v>1</v></c>{" " * 300_000}<c r="A1048576"><v>1</v></c>', TOO_FAR),
    ],
)
def test_cells_too_far_apart_are_refused_however_written(tmp_path: Path, cells: str, problem: str) -> None:
    path = with_sheet(
        tmp_path / "book.xlsx", sheet(f'<row r="1">{ONE}{cells}</row>', f'xmlns="{MAIN}" xmlns:x="{MAIN}"')
    )
    assert f"book.xlsx: {problem}. " in refusal(path)


def test_far_cell_is_found_at_any_block_size(tmp_path: Path) -> None:
    whole = sheet(f'<row r="1">{ONE}<c r="XFD1048576"><v>1</v></c></row>')
    for size in range(1, len(whole)):
        limits = workbook_file._MemoryLimits("book.xlsx")
        with pytest.raises(FileRefusedError, match=TOO_FAR):
            list(limits.checked(whole[at : at + size] for at in range(0, len(whole), size)))


SHARED = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30_001))
LONG = "x" * 60_000
TOO_LONG = "its cells hold more text than any official table"


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        (f"<si><t>{LONG}</t></si>", TOO_LONG),
        (f"<si><t>{LONG}</t></si ><si><t>short</t></si>", TOO_LONG),
        ("<si><t>" + "x si>" * 12_000 + "</t></si>", TOO_LONG),
        ("<si><t>" + "x</si>" * 12_000 + "</t></si>", "it is a damaged workbook"),
        ("<si><t><![CDATA[" + "x</t></si>" * 6_000 + "]]></t></si>", TOO_LONG),
        (f"<!--{' ' * 300_000}--><si><t>{LONG}</t></si>", TOO_LONG),
    ],
)
def test_long_text_shared_by_many_cells_is_refused(tmp_path: Path, markup: str, problem: str) -> None:
    parts = {SHEET: sheet(SHARED), TEXTS: texts(markup)}
    assert f"book.xlsx: {problem}. " in refusal(written(tmp_path / "book.xlsx", with_parts(BOOK, parts)))
    # The order of the parts is up to the user, too.
    turned = with_parts(with_parts(zip_of({TEXTS: texts(markup)}), {}), {**unzipped(BOOK), **parts})
    assert f"book.xlsx: {problem}. " in refusal(written(tmp_path / "book.xlsx", turned))


def test_late_shared_texts_and_entities_are_refused(tmp_path: Path) -> None:
    late = b"<!--" + b" > " * 200_000 + b"-->" + texts("<si><t>x</t></si>")
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + texts("<si><t>&a;</t></si>")
    for content in (late, entity):
        path = written(tmp_path / "book.xlsx", with_parts(BOOK, {TEXTS: content}))
        assert "book.xlsx: it is a damaged workbook. " in refusal(path)


def test_many_cells_that_share_short_texts_are_read(tmp_path: Path) -> None:
    parts = {SHEET: sheet(SHARED), TEXTS: texts("<si><t>Chief Executives</t></si>")}
    with open_package(str(written(tmp_path / "book.xlsx", with_parts(BOOK, parts)))) as package:
        assert sum(1 for _ in package.tables[0].raw_rows()) == 30_000


def test_part_without_tags_is_read_up_to_one_megabyte(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "book.xlsx", sheet(f'<row r="1"><c r="A1" t="str"><v>{"x" * 3_000_000}</v></c></row>'))
    assert "book.xlsx: it has a cell of more than 1 MB. " in refusal(path)


def test_workbook_that_is_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in zipfile.ZipFile(io.BytesIO(BOOK)).namelist():
            archive.writestr(name, unzipped(BOOK)[name])
        with archive.open("xl/worksheets/sheet2.xml", "w") as member:
            for _ in range(201):
                member.write(b" " * 1024 * 1024)
    bomb = content.getvalue()
    problem = "“xl/worksheets/sheet2.xml” would unpack to 201 MB, over 200 times its size"
    assert problem in refusal(written(tmp_path / "book.xlsx", bomb))
    assert problem in refusal(zipped(tmp_path / "db.zip", {"Skills.xlsx": bomb, "Tasks.txt": TASKS}))


def test_workbook_of_excessive_unpacked_size_is_refused(tmp_path: Path) -> None:
    path = declared(str(written(tmp_path / "book.xlsx", BOOK)), 60_000_000)
    assert "book.xlsx: it is a workbook of more than 400 MB. " in refusal(path)


def test_workbook_with_false_part_sizes_never_reaches_calamine(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "book.xlsx", sheet(f'<row r="1">{ONE}</row>') + b" " * 20_000_000)
    assert "it is damaged: its content is not what was packed" in refusal(declared(str(path), 200))


# Invalid workbooks


def zip_of(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_formula_with_a_value_of_another_workbook_is_refused(tmp_path: Path) -> None:
    cell = '<c r="A1"><f>VLOOKUP(B1,[1]Wages!A1:B9,2,FALSE)</f><v>1</v></c>'
    assert refusal(with_sheet(tmp_path / "book.xlsx", sheet(f'<row r="1">{cell}</row>'))) == (
        "book.xlsx: it has formulas that take values from other workbooks. "
        "Save a copy without links to other workbooks."
    )


def test_link_that_no_formula_uses_is_ignored(tmp_path: Path) -> None:
    relation = b'Target="externalLinks/externalLink1.xml" Id="rId9"/></Relationships>'
    kind = b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
    relations = unzipped(BOOK)["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", kind + relation)
    parts = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>", "xl/_rels/workbook.xml.rels": relations}
    path = written(tmp_path / "book.xlsx", with_parts(BOOK, parts))
    assert rows(path, "Table 1.2") == rows(written(tmp_path / "plain.xlsx", BOOK), "Table 1.2") != []


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "it looks like an encrypted workbook"),
        (OLE, "it looks like an old workbook (.xls), or an encrypted one"),
        (b"<html>", "it looks like a web page"),
        (b"", "it is empty"),
        (zip_of({"Tasks.txt": TASKS}), "it is a zip, but not an .xlsx workbook"),
        (BOOK[:-100], "it begins like a zip, but a part of it is missing"),
        (with_parts(BOOK, {"xl/workbook.xml": b"<workbook/>"}), "it has no sheets"),
        (with_parts(BOOK, {"xl/workbook.xml": b"<workbook"}), ""),
        (with_parts(BOOK, {SHEET: b"<worksheet><sheetData><row"}), "it is a damaged workbook"),
        (
            with_parts(BOOK, {SHEET: sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')}),
            "it is a damaged workbook",
        ),
    ],
)
def test_invalid_workbook_is_refused_alone_and_in_a_zip(tmp_path: Path, content: bytes, problem: str) -> None:
    assert problem in refusal(written(tmp_path / "book.xlsx", content))
    assert problem in refusal(zipped(tmp_path / "db.zip", {"book.xlsx": content, "Tasks.txt": TASKS}))


class Panic(BaseException):
    """What PyO3 raises over a panic of Rust code is not an Exception either."""


def failing_rows(error: BaseException) -> Iterator[list[object]]:
    yield ["Title"]
    raise error


def test_panic_of_calamine_while_reading_rows_is_refused() -> None:
    found = workbook_file._guarded_rows("book.xlsx", failing_rows(Panic()), [""])
    assert next(found) == ["", "Title"]
    with pytest.raises(FileRefusedError, match="it is a damaged workbook"):
        next(found)


def test_interruption_while_reading_rows_is_not_taken_for_damage() -> None:
    found = workbook_file._guarded_rows("book.xlsx", failing_rows(KeyboardInterrupt()), [])
    assert next(found) == ["Title"]
    with pytest.raises(KeyboardInterrupt):
        next(found)


@settings(deadline=None, max_examples=300)
@given(
    part=st.sampled_from([SHEET, TEXTS, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]),
    changes=st.dictionaries(st.integers(0, 5000), st.integers(0, 255), max_size=6),
)
def test_workbook_with_any_changed_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, part: str, changes: dict[int, int]
) -> None:
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c></row>'
    book = with_parts(BOOK, {SHEET: sheet(shared), TEXTS: texts("<si><t>Title</t></si>")})
    content = bytearray(unzipped(book)[part])
    for position, byte in changes.items():
        content[position % len(content)] = byte
    path = written(tmp_path_factory.mktemp("changed") / "book.xlsx", with_parts(book, {part: bytes(content)}))
    with suppress(FileRefusedError), open_package(str(path)) as package:
        for table in package.tables:
            list(table.raw_rows())


def test_calamine_alone_ends_the_program_over_a_far_cell(tmp_path: Path) -> None:
    """This is the reason for the memory limits: when it no longer holds, they are not needed."""
    path = with_sheet(tmp_path / "book.xlsx", sheet(f'<row r="1">{ONE}<c r="XFD1048576"><v>1</v></c></row>'))
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
        "import python_calamine\n"
        "python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)"
    )
    if sys.platform != "linux":
        pytest.skip("memory is limited as Linux does it")
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True)
    assert run.returncode < 0
