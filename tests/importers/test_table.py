"""Every format of a download gives the same tables; every row that is left out is reported."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.importers.base import Skipped
from rolecompare.importers.files import text as text_file
from rolecompare.importers.files.table import column_name, open_package
from tests.importers.files import TASKS, refusal, rows, workbook, zipped

MEGABYTE = 1024 * 1024
README = b"O*NET 29.3 Database\r\nMay 2025 Release\r\n"
HEADER, FIRST, SECOND = ("O*NET-SOC Code", "Task ID", "Task"), ("31-9092.00", "17", "Counts."), ("29-1141.00", "", "x")


def skipped(path: str | Path, name: str) -> list[Skipped]:
    with open_package(str(path)) as package:
        table = next(table for table in package.tables if table.name == name)
        list(table.rows())
        return table.skipped


def tabbed(*lines: tuple[str, ...], end: str = "\r\n") -> bytes:
    return "".join("\t".join(line) + end for line in lines).encode()


# Names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("O*NET-SOC Code", "onet_soc_code"),
        ("onet_soc_code", "onet_soc_code"),
        ("Source(s)", "sources"),
        ("Recommend Suppress", "recommend_suppress"),
        ("Education, Training, and Experience", "education_training_and_experience"),
        ("GWAs to IWAs to DWAs", "gwas_to_iwas_to_dwas"),
        (" A_MEAN ", "a_mean"),
        ("Table 1.2", "table_1_2"),
        ("*", ""),
    ],
)
def test_column_name_is_the_same_in_all_editions(written: str, name: str) -> None:
    assert column_name(written) == name


@given(st.text())
def test_column_name_is_idempotent(name: str) -> None:
    assert column_name(column_name(name)) == column_name(name)


# Formats

FORMS = {
    "Task Statements.txt": tabbed(HEADER, FIRST, ("29-1141.00", "n/a", "x")),
    "task_statements.csv": b'onet_soc_code,task_id,task\r\n31-9092.00,17,"Counts."\r\n29-1141.00,,x\r\n',
    "Task Statements.xlsx": workbook({"Sheet1": [HEADER, ("31-9092.00", 17, "Counts."), ("29-1141.00", None, "x")]}),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("folder", ["", "db_29_3/"])
@pytest.mark.parametrize("unpacked", ["zip", "folder"])
def test_text_csv_and_workbook_give_the_same_table(tmp_path: Path, name: str, folder: str, unpacked: str) -> None:
    members = {f"{folder}{name}": FORMS[name], f"{folder}Read Me.txt": README, f"{folder}Others.txt": TASKS}
    path = tmp_path / "db"
    if unpacked == "zip":
        path = path.with_suffix(".zip")
        zipped(path, members)
    else:
        (path / folder).mkdir(parents=True)
        for member, content in members.items():
            (path / member).write_bytes(content)
    with open_package(str(path)) as package:
        assert package.name == path.name
        assert package.readme == "O*NET 29.3 Database\nMay 2025 Release\n"
        assert sorted(table.name for table in package.tables) == ["others", "task_statements"]
        table = next(table for table in package.tables if table.name == "task_statements")
        assert table.file == name
        assert table.columns == ("onet_soc_code", "task_id", "task")
        assert list(table.rows()) == [(2, list(FIRST)), (3, list(SECOND))]
        assert table.skipped == []


def test_tables_keep_the_order_of_the_zip(tmp_path: Path) -> None:
    with open_package(zipped(tmp_path / "db.zip", {"B.txt": TASKS, "A.txt": TASKS, "C.txt": TASKS})) as package:
        assert [table.name for table in package.tables] == ["b", "a", "c"]
        assert package.readme is None


def test_one_table_in_two_formats_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"Task Statements.txt": TASKS, "task_statements.csv": TASKS})
    assert refusal(path) == (
        "db.zip: Task Statements.txt and task_statements.csv are the same table. Give a download of one edition."
    )


def test_folder_with_trailing_slash_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "Tasks.txt").write_bytes(TASKS)
    with open_package(f"{tmp_path}/") as package:
        assert package.name == tmp_path.name


def test_read_me_without_tables_is_refused(tmp_path: Path) -> None:
    assert "it holds no tables" in refusal(zipped(tmp_path / "db.zip", {"Read Me.txt": README}))


def test_only_the_beginning_of_a_long_read_me_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"ReadMe.txt": b"\xef\xbb\xbf\xff" + b"x" * MEGABYTE, "Tasks.txt": TASKS})
    with open_package(path) as package:
        assert package.readme is not None
        assert package.readme.startswith("\N{REPLACEMENT CHARACTER}xx")
        assert len(package.readme) < 100_000


# Tabs


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("cut", [0, 1])
def test_either_line_ending_is_read_and_the_last_is_optional(tmp_path: Path, end: str, mark: bytes, cut: int) -> None:
    content = mark + tabbed(HEADER, FIRST, SECOND, end=end)
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": content[: len(content) - cut * len(end)]})
    assert rows(path, "tasks") == [(2, list(FIRST)), (3, list(SECOND))]


def test_tab_separated_text_has_no_quotes_and_no_other_line_ends(tmp_path: Path) -> None:
    cells = ('"a', "b\x0b\x0c\x1c\x85\u2028", 'c""\r')
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": tabbed(HEADER, cells, FIRST)})
    assert rows(path, "tasks") == [(2, list(cells)), (3, list(FIRST))]


def test_only_a_whole_cell_is_not_available(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": b"A\tB\tC\nn/a\tn/a\tn/a\nn/an/a\t \tN/A\n"})
    assert rows(path, "tasks") == [(2, ["", "", ""]), (3, ["n/an/a", " ", "N/A"])]


def test_unreadable_row_is_skipped_with_the_reason(tmp_path: Path) -> None:
    content = b"A\tB\nonly\n1\t2\t3\n\n\xff\tx\n\x00\tx\ny\tz\nlast"
    path = zipped(tmp_path / "db.zip", {"Task Statements.txt": content})
    assert rows(path, "task_statements") == [(7, ["y", "z"])]
    assert skipped(path, "task_statements") == [
        Skipped("Task Statements.txt, line 2", "it has 1 cell, but the header has 2"),
        Skipped("Task Statements.txt, line 3", "it has 3 cells, but the header has 2"),
        Skipped("Task Statements.txt, line 5", "it is not UTF-8"),
        Skipped("Task Statements.txt, line 6", "it contains a NUL character"),
        Skipped("Task Statements.txt, line 8", "it has 1 cell, but the header has 2"),
    ]


def test_rows_read_twice_are_skipped_once(tmp_path: Path) -> None:
    with open_package(zipped(tmp_path / "db.zip", {"Tasks.txt": b"A\tB\nonly\n"})) as package:
        table = package.tables[0]
        assert [list(table.rows()), list(table.rows())] == [[], []]
        assert len(table.skipped) == 1


@pytest.mark.parametrize("suffix", ["txt", "csv"])
def test_table_with_a_thousand_unreadable_rows_is_refused(tmp_path: Path, suffix: str) -> None:
    path = zipped(tmp_path / "db.zip", {f"Tasks.{suffix}": b"A\tB,C\n" + b"1\t2\t3,4,5\n" * 5000})
    assert refusal(path) == (
        f"db.zip, Tasks.{suffix}: more than 1,000 of its rows cannot be read; "
        f"Tasks.{suffix}, line 2: it has 3 cells, but the header has 2. Download it again from the publisher."
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "its first row has no column names"),
        (b"\n1\t2\n", "its first row has no column names"),
        (b"A\tB\tA\n", "two of its columns are called a"),
        (b"A\t\xff\n", "its header cannot be read: it is not UTF-8"),
        ("A\tB\n".encode("utf-16"), "it isn't a table; it looks like text in UTF-16"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "csv"])
def test_invalid_header_is_refused(tmp_path: Path, content: bytes, problem: str, suffix: str) -> None:
    content = content.replace(b"\t", b",") if suffix == "csv" else content
    path = zipped(tmp_path / "db.zip", {f"Tasks.{suffix}": content, "Others.txt": TASKS})
    assert f"db.zip, Tasks.{suffix}: {problem}. " in refusal(path)


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\t\n\r\x00"), max_size=9)
GRID = st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=9)


@settings(deadline=None)
@given(grid=GRID, size=st.integers(1, 40))
def test_rows_do_not_depend_on_the_block_size(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list[str]], size: int
) -> None:
    content = tabbed(("A", "B"), *((row[0], row[1]) for row in grid))
    path = zipped(tmp_path_factory.mktemp("cut") / "db.zip", {"Tasks.txt": content})
    expected = [(2 + number, ["" if cell == "n/a" else cell for cell in row]) for number, row in enumerate(grid)]
    with open_package(path) as package:
        source = package.tables[0].source
        lines = [
            (found.first + index, line)
            for found in text_file.read_lines(source, size)
            for index, line in enumerate(found.lines)
        ]
        assert [(number, line.split("\t")) for number, line in lines[1:]] == [
            (2 + number, row) for number, row in enumerate(grid)
        ]
        assert list(package.tables[0].rows()) == expected


def test_long_text_is_read_in_bounded_memory(tmp_path: Path) -> None:
    lines = [f"{number}\t{'x' * (number % 997)}" for number in range(40_000)]
    path = zipped(tmp_path / "db.zip", {"Tasks.txt": "\n".join(["A\tB", *lines]).encode()})
    assert rows(path, "tasks") == [(number, line.split("\t")) for number, line in enumerate(lines, 2)]
    with open_package(path) as package:
        tracemalloc.start()
        assert sum(1 for _ in package.tables[0].rows()) == len(lines)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 4 * MEGABYTE


# CSV


def test_quoted_csv_cell_may_span_lines(tmp_path: Path) -> None:
    content = b'A,B\r\n"x, ""y""\r\nz",1\r\n\r\nlast,n/a\r\n'
    path = zipped(tmp_path / "db.zip", {"tasks.csv": content})
    assert rows(path, "tasks") == [(2, ['x, "y"\nz', "1"]), (5, ["last", ""])]


def test_unreadable_csv_row_is_skipped_with_the_reason(tmp_path: Path) -> None:
    content = b'A,B\n"x"y,1\na\n"\xff\n",x\nok,2\n"never closed,3\nnor here,4\n'
    path = zipped(tmp_path / "db.zip", {"tasks.csv": content})
    assert rows(path, "tasks") == [(6, ["ok", "2"])]
    assert skipped(path, "tasks") == [
        Skipped("tasks.csv, line 2", "it is not valid CSV: ',' expected after '\"'"),
        Skipped("tasks.csv, line 3", "it has 1 cell, but the header has 2"),
        Skipped("tasks.csv, lines 4 to 5", "it is not UTF-8"),
        Skipped("tasks.csv, lines 7 to 8", "it is not valid CSV: unexpected end of data"),
    ]


def test_endless_csv_row_is_read_up_to_one_megabyte(tmp_path: Path) -> None:
    path = zipped(tmp_path / "db.zip", {"tasks.csv": b"A,B\n1,2\n" + b'"\n",' * 10 * MEGABYTE})
    tracemalloc.start()
    problem = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.startswith("db.zip, tasks.csv: the row that begins in line 3 of it is longer than 1 MB. ")
    assert peak < 64 * MEGABYTE


@settings(deadline=None)
@given(
    grid=st.lists(
        st.lists(
            st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00"), max_size=9),
            min_size=2,
            max_size=2,
        ),
        max_size=9,
    )
)
def test_csv_round_trip_keeps_the_cells(tmp_path_factory: pytest.TempPathFactory, grid: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["A", "B"], *grid])
    path = zipped(tmp_path_factory.mktemp("csv") / "db.zip", {"tasks.csv": text.getvalue().encode()})
    assert [cells for _, cells in rows(path, "tasks")] == [["" if c == "n/a" else c for c in row] for row in grid]
