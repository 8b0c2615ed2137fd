"""Each row of an O*NET release is imported, skipped or ignored; too many rows are refused."""

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from rolecompare.importers.base import MAX_KEPT, FileRefusedError, Ignored, Skipped
from rolecompare.importers.files.table import column_name, open_package
from rolecompare.importers.onet import release
from rolecompare.importers.onet.layouts import IGNORED_SCALES, REFERENCE_TABLES
from rolecompare.importers.onet.release import OnetImport
from rolecompare.models.roles import Activity, Role
from rolecompare.models.sources import Source
from tests.importers.onet_tables import (
    BRIEF,
    OLD,
    SHARED,
    TASK_RATINGS,
    Tables,
    as_csv,
    as_workbooks,
    cells,
    raw_text,
    text,
    with_rows,
    without,
)
from tests.importers.releases import FULL, Plain, Read, ignored, read

# Rows


SCALED = {
    "Task Ratings": (TASK_RATINGS, "31-9092.00 | 2 | {} | 1 | 95.00 | 90 | 2.0 | 90 | 98 | N | 08/2023 | Job"),
    "Work Context": (SHARED, "31-9092.00 | 4.C.1.a.4 | Contact | {} | 1 | 3 | 90 | 2.0 | 1 | 5 | N | 08/2023 | Job"),
    "Work Styles": (BRIEF, "31-9092.00 | 1.D.1.a | Dependability | {} | 2 | 08/2025 | Expert"),
}


@pytest.mark.parametrize(
    ("table", "scale"),
    [("Task Ratings", "FT"), ("Task Ratings", "RT"), ("Work Context", "CXP"), ("Work Context", "CTP")]
    + [("Work Styles", scale) for scale in ("DR", "IH", "VH")],
)
def test_rows_of_ignored_scale_are_counted_with_the_reason(tmp_path: Path, table: str, scale: str) -> None:
    header, row = SCALED[table]
    rows = "\n".join(
        [header, row.format(scale), row.format(scale).replace("31-9092", "31-9097").replace("| 2 |", "| 4 |")]
    )
    found = read(text({**OLD, table: rows}, tmp_path))
    (told,) = [part for part in ignored(found) if part.what == f"{table}.txt, scale {scale}"]
    assert told.rows == 2
    assert told.reason == IGNORED_SCALES[scale]
    assert found.onet.report.imported[column_name(table)] == 0
    assert found.skipped == []


def test_row_of_unknown_scale_is_skipped(tmp_path: Path) -> None:
    row = "31-9092.00 | 2.A.1.b | Active Listening | ZZ | 3.88 | 8 | 0.1 | 3.6 | 4.1 | N | n/a | 08/2023 | Analyst"
    found = read(text(with_rows("Skills", row), tmp_path))
    assert found.skipped == [Skipped("Skills.txt, line 6", "'ZZ' is not a known scale")]


def test_rows_without_their_reference_are_counted_as_ignored(tmp_path: Path) -> None:
    ratings = f"{TASK_RATINGS}\n31-9092.00 | 2 | IM | n/a | 4.10 | 90 | 0.1 | 3.9 | 4.3 | N | 08/2023 | Job"
    tables = {**without("Task Statements"), "Task Ratings": ratings}
    told = {part.what: (part.reason, part.rows) for part in ignored(read(text(tables, tmp_path))) if part.rows}
    assert told["Tasks to DWAs.txt"] == ("the release has no tasks", 3)
    assert told["Task Ratings.txt"] == ("the release has no tasks", 1)
    unnamed = ignored(read(text(without("DWA Reference", "IWA Reference"), tmp_path)))
    assert Ignored("Tasks to DWAs.txt", "the release does not name the activities", 3) in unnamed


def test_every_row_is_imported_skipped_or_ignored(tmp_path: Path) -> None:
    """Random changes to the rows never lose one between the three counts."""
    chance = random.Random(7)
    junk = ("n/a", "", "x", "-1", "1e9", "99-9999.00", "IM", "9" * 30, "5", "08/2023", "ZZ", " ", "2.A.1.a")
    for number in range(40):
        changed = {
            name: "\n".join(
                [table.split("\n")[0], *(_changed_at_random(row, junk, chance) for row in table.split("\n")[1:])]
            )
            for name, table in FULL.items()
        }
        found = read(text(changed, tmp_path, name=f"db_29_3_{number}.zip"))
        report = found.onet.report
        rows = sum(table.count("\n") for name, table in changed.items() if column_name(name) not in REFERENCE_TABLES)
        ignored_rows = sum(part.rows or 0 for part in ignored(found))
        assert sum(report.imported.values()) + report.skipped.count - _of_references(found) + ignored_rows == rows


def _changed_at_random(row: str, junk: tuple[str, ...], chance: random.Random) -> str:
    cells = [cell.strip() for cell in row.split("|")]
    if chance.random() < 0.3:
        cells[chance.randrange(len(cells))] = chance.choice(junk)
    return " | ".join(cells)


def _of_references(found: Read) -> int:
    references = ("IWA Reference", "DWA Reference", "Education, Training, and Experience Categories")
    return sum(skipped.place.startswith(references) for skipped in found.skipped)


# Bounds


def test_all_skipped_rows_are_counted_and_the_first_kept(tmp_path: Path) -> None:
    rows = [f"99-9999.00 | {number} | Help. | Core | 1 | 08/2023 | A" for number in range(MAX_KEPT + 500)]
    skips = read(text(with_rows("Task Statements", *rows), tmp_path)).onet.report.skipped
    assert (skips.count, len(skips.first)) == (MAX_KEPT + 500, MAX_KEPT)
    assert skips.first[0].place == "Task Statements.txt, line 6"


def test_long_reason_is_shortened(tmp_path: Path) -> None:
    row = f"{'9' * 1500} | 9 | Help. | Core | 1 | 08/2023 | A"
    (skipped,) = read(text(with_rows("Task Statements", row), tmp_path)).skipped
    assert len(skipped.reason) == 200
    assert skipped.reason.endswith("…")


def test_too_many_rows_of_one_occupation_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "MAX_OCCUPATION_ROWS", 2)
    with pytest.raises(FileRefusedError, match=r"Task Statements.txt: it has more than 2 rows of 31-9092\.00"):
        read(text(OLD, tmp_path))


def test_too_many_occupations_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "MAX_REFERENCE_ROWS", 1)
    with pytest.raises(FileRefusedError, match=r"Occupation Data.txt: it has more than 1 rows"):
        read(text(OLD, tmp_path))


LONG = "x" * 2001


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("Occupation Data", f"31-9099.00 | Helpers | {LONG}"),
        ("Occupation Data", f"31-9099.00 | {LONG} | Help."),
        ("Task Statements", f"31-9092.00 | 9 | {LONG} | Core | 1 | 08/2023 | A"),
        ("DWA Reference", f"4.A.1.a.1 | 4.A.1.a.1.I01 | 4.A.1.a.1.I01.D03 | {LONG}"),
        ("Alternate Titles", f"31-9092.00 | {LONG} | n/a | 08"),
    ],
)
@pytest.mark.parametrize("form", ["text", "csv", "excel"])
def test_too_long_text_is_skipped(tmp_path: Path, table: str, row: str, form: str) -> None:
    forms: dict[str, Callable[[Tables, Path], str]] = {"text": text, "csv": as_csv, "excel": as_workbooks}
    found = read(forms[form](with_rows(table, row), tmp_path))
    (skipped,) = found.skipped
    assert skipped.place.startswith(table)
    assert skipped.reason == "it has a cell of 2,001 characters; the limit is 2,000"
    assert found.roles.keys() == {"31-9092.00", "31-9097.00"}


def test_too_long_name_of_a_category_is_skipped(tmp_path: Path) -> None:
    table = "Education, Training, and Experience"
    tables = {
        **OLD,
        table: OLD[table].replace("Required Level of Education", "x" * 1500),
        f"{table} Categories": OLD[f"{table} Categories"].replace("High School Diploma", "y" * 1500),
    }
    found = read(text(tables, tmp_path))
    assert "2.D.1.2" not in {rating["element"] for rating in found.assistant["ratings"]}
    reason = "its name has 3,002 characters; the limit is 2,000"
    assert Skipped(f"{table}.txt, line 3", reason) in found.skipped


NASTY = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r|"), max_size=8),
    st.sampled_from(
        ("", " ", "\u3000", ".", " . ", "n/a", "0", "5", "-3", "IM", "RL", "08/2023", "x" * 1999, "9" * 80)
    ),
    st.sampled_from(("4.A." + "b" * 90, "1.2.3", "31-9092.00", "\x1b[31m", "\u202e", "=1+1", "1e5", "inf", "nan")),
)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_imported_roles_are_valid_whatever_the_cells_hold(tmp_path: Path, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(FULL)))
    header, *rows = cells(FULL[table])
    changes = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, len(header) - 1), NASTY)
    for row, column, value in data.draw(st.lists(changes, min_size=1, max_size=6)):
        rows[row][column] = value
    path = raw_text({**{name: cells(rows) for name, rows in FULL.items()}, table: [header, *rows]}, tmp_path)
    with open_package(path) as package:
        release = OnetImport(package)
        for role in release.roles():
            strict(Role, {"id": "any", **role})
        for activity in release.activities():
            strict(Activity, activity)
        strict(Source, release.source())
        assert all(len(skipped.reason) <= 200 for skipped in release.report.skipped.first)


def strict(kind: type, plain: Plain) -> None:
    adapter(kind).validate_json(json.dumps(plain))


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
