"""The workbook of national wages becomes figures with citations; unreadable cells are skipped with the reason."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.bls import oews
from rolecompare.models.kinds import MissingReason
from rolecompare.models.sources import Citation
from tests.importers.books import Row, Whole, book, whole

PAY = ("MEAN", "PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
HEADER = (
    *("AREA", "AREA_TITLE", "AREA_TYPE", "NAICS_TITLE", "I_GROUP", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP"),
    *(f"H_{name}" for name in PAY),
    *(f"A_{name}" for name in PAY),
    *("ANNUAL", "HOURLY"),
)
NOTES: tuple[Row, ...] = (
    ("May 2025 OEWS Estimates",),
    ("annual", 'Contains "TRUE" if only annual wages are released.'),
    ("#  = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year ",),
)


def line(code: str = "31-9092", title: str = "Medical Assistants", group: str = "detailed", **more: object) -> Row:
    """Return a row of the workbook, by default with 1,000 to 6,000 dollars a year and 1.5 to 6.5 an hour."""
    cells: dict[str, object] = {
        **dict(zip(HEADER, ("99", "U.S.", "1", "Cross-industry", "cross-industry", code, title, group), strict=False)),
        "TOT_EMP": 811000,
        **{f"H_{name}": number + 1.5 for number, name in enumerate(PAY)},
        **{f"A_{name}": 1000 * number + 1000 for number, name in enumerate(PAY)},
        **more,
    }
    return [cells.get(name) for name in HEADER]


def read(folder: Path, *rows: Row, notes: tuple[Row, ...] = NOTES, header: Row = HEADER, **more: Any) -> Whole:
    name = more.get("name", "national_M2025_dl.xlsx")
    sheets = {more.get("sheet", "national_M2025_dl"): [header, *rows], "Field Descriptions": notes}
    return whole(oews.read, book(folder / name, sheets))


# Values


def test_row_becomes_yearly_and_hourly_pay_and_employment(tmp_path: Path) -> None:
    found = read(tmp_path, line(A_MEDIAN=45690, H_MEDIAN=21.97))
    assert [figure.measure for _, figure in found.figures] == [
        *(f"pay.annual.{name}" for name in ("p10", "p25", "median", "p75", "p90", "mean")),
        *(f"pay.hourly.{name}" for name in ("p10", "p25", "median", "p75", "p90", "mean")),
        "employment",
    ]
    median = found.known("31-9092", "pay.annual.median")
    assert (median.value, median.unit, median.period, median.area) == (45690, "USD/year", "2025-05", "US")
    assert median.citations == (Citation(source="oews-2025-05", place="national_M2025_dl.xlsx, row 2, A_MEDIAN"),)
    assert found.known("31-9092", "pay.hourly.median").value == 21.97
    assert found.known("31-9092", "pay.hourly.median").unit == "USD/hour"
    jobs = found.known("31-9092", "employment")
    assert (jobs.value, jobs.unit, jobs.period) == (811000, "jobs", "2025-05")
    assert found.result.titles == {"31-9092": "Medical Assistants"}
    assert (found.result.skipped.first, found.result.missing) == ([], ())


def test_whole_numbers_stay_whole_and_fractions_exact(tmp_path: Path) -> None:
    found = read(tmp_path, line(A_MEAN=46120.0, H_MEAN=18.1))
    assert repr(found.known("31-9092", "pay.annual.mean").value) == "46120"
    assert repr(found.known("31-9092", "pay.hourly.mean").value) == "18.1"


def test_numbers_typed_as_text_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, line(TOT_EMP="811,000", A_MEDIAN="$45,690", H_MEDIAN=" 21.97 "))
    values = [found.known("31-9092", m).value for m in ("employment", "pay.annual.median", "pay.hourly.median")]
    assert values == [811000, 45690, 21.97]


def test_columns_are_found_in_any_order_and_cited_as_written(tmp_path: Path) -> None:
    header = [name.lower() for name in reversed(HEADER)]
    notes = (("May 2019 OES Estimates",), *NOTES[1:])
    found = read(tmp_path, line()[::-1], header=header, notes=notes, name="national_M2019_dl.xlsx", sheet="national_dl")
    median = found.known("31-9092", "pay.annual.median")
    assert (median.value, median.period) == (4000, "2019-05")
    assert median.citations[0].place == "national_M2019_dl.xlsx, row 2, a_median"


def test_wages_are_found_on_any_sheet_and_unknown_columns_ignored(tmp_path: Path) -> None:
    sheets: dict[str, list[Row]] = {
        "About": [("nothing",)],
        "All May 2025 data": [(*HEADER, "NEW_COLUMN"), (*line(), "new")],
    }
    found = whole(oews.read, book(tmp_path / "national_M2025_dl.xlsx", sheets))
    assert found.known("31-9092", "employment").citations[0].place == "national_M2025_dl.xlsx, row 2, TOT_EMP"


def test_former_name_of_the_group_column_is_understood(tmp_path: Path) -> None:
    header = ["OCC_GROUP" if name == "O_GROUP" else name for name in HEADER]
    assert read(tmp_path, line(), header=header).known("31-9092", "employment").value == 811000


def test_groups_of_every_rank_are_read_and_empty_rows_skipped(tmp_path: Path) -> None:
    ranks = (("00-0000", "total"), ("31-0000", "major"), ("31-9000", "minor"), ("31-9090", "broad"))
    found = read(tmp_path, *(line(code, f"Group {code}", group) for code, group in ranks), [], line())
    assert list(found.result.titles) == [*(code for code, _ in ranks), "31-9092"]
    assert found.known("31-9092", "employment").citations[0].place.endswith("row 7, TOT_EMP")


# Missing values


def test_star_is_a_suppressed_estimate(tmp_path: Path) -> None:
    found = read(tmp_path, line(A_MEAN="*", TOT_EMP="**"))
    pay, jobs = found.missing("31-9092", "pay.annual.mean"), found.missing("31-9092", "employment")
    assert (pay.missing, pay.reason) == (MissingReason.SUPPRESSED, "estimate not released")
    assert (jobs.missing, jobs.reason) == (MissingReason.SUPPRESSED, "estimate not released")
    assert (pay.period, pay.code, pay.area) == ("2025-05", "31-9092", "US")
    assert pay.citations[0].place == "national_M2025_dl.xlsx, row 2, A_MEAN"


def test_occupation_paid_in_one_way_has_no_pay_of_the_other(tmp_path: Path) -> None:
    by_year = line("25-1011", **{f"H_{name}": "*" for name in PAY}, ANNUAL="TRUE", A_MEAN="*")
    by_hour = line("27-2011", **{f"A_{name}": "*" for name in PAY}, HOURLY=True)
    found = read(tmp_path, by_year, by_hour)
    hourly, annual = found.missing("25-1011", "pay.hourly.p10"), found.missing("27-2011", "pay.annual.p10")
    assert (hourly.missing, hourly.reason) == (MissingReason.NOT_APPLICABLE, "paid by the year only")
    assert (annual.missing, annual.reason) == (MissingReason.NOT_APPLICABLE, "paid by the hour only")
    assert found.missing("25-1011", "pay.annual.mean").missing is MissingReason.SUPPRESSED
    assert found.known("27-2011", "pay.hourly.p10").value == 2.5


@pytest.mark.parametrize(
    ("notes", "hourly", "annual"),
    [
        (NOTES, 115, 239200),
        (
            (("#  = indicates a wage equal to or greater than $100.00 per hour or $208,000 per year",),),
            100,
            208000,
        ),
        ((("Wages of $110.50 per hour or $229,840 per year and over are not shown",),), 110.5, 229840),
        (
            (
                ("Wages of $1 per hour or $2 per year are made up",),
                ("# stands for $100.00 per hour or $208,000 per year",),
            ),
            100,
            208000,
        ),
    ],
)
def test_top_wage_is_read_from_the_notes(tmp_path: Path, notes: tuple[Row, ...], hourly: float, annual: int) -> None:
    found = read(tmp_path, line(H_PCT90="#", A_PCT90="#"), notes=notes)
    by_hour, by_year = found.missing("31-9092", "pay.hourly.p90"), found.missing("31-9092", "pay.annual.p90")
    assert (by_hour.missing, by_hour.bound) == (MissingReason.ABOVE_PUBLISHED_RANGE, hourly)
    assert (by_year.missing, by_year.bound) == (MissingReason.ABOVE_PUBLISHED_RANGE, annual)


@pytest.mark.parametrize("note", ["nothing of the kind", "# is $1,2,3 per hour or $239,200 per year"])
def test_top_coded_wage_without_note_is_not_published(tmp_path: Path, note: str) -> None:
    found = read(tmp_path, line(A_PCT90="#"), notes=((note,),))
    pay = found.missing("31-9092", "pay.annual.p90")
    assert (pay.missing, pay.bound) == (MissingReason.NOT_PUBLISHED, None)
    assert pay.reason == "at or above the highest published wage, which the workbook does not state"


def test_empty_cell_is_missing_and_not_zero(tmp_path: Path) -> None:
    pay = read(tmp_path, line(A_MEAN=None)).missing("31-9092", "pay.annual.mean")
    assert (pay.missing, pay.reason) == (MissingReason.NOT_PUBLISHED, "the cell is empty")


# Unreadable cells


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("many", "“many” is not a number"),
        ("1,2,3", "“1,2,3” is not a number"),
        ("nan", "“nan” is not a number"),
        (True, "“True” is not a number"),
        ("x" * 90, f"“{'x' * 40}…” is not a number"),
        (1e16, "“10000000000000000” is too large"),
        (-5, "-5 is below 0"),
    ],
)
def test_invalid_number_is_skipped_with_its_place(tmp_path: Path, cell: object, reason: str) -> None:
    found = read(tmp_path, line(A_MEAN=cell), line("31-9097"))
    assert found.skipped == [("national_M2025_dl.xlsx, row 2, A_MEAN", reason)]
    assert found.all("31-9092", "pay.annual.mean") == []
    assert len(found.figures) == 12 + 13


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line("31-909"), "“31-909” is not an occupation code"),
        (line(""), "it has no occupation code"),
        (line(title=""), "31-9092 has no title"),
        (line(title="x" * 301), "31-9092 has a title of 301 characters"),
        (line(group="other"), "“other” is not one of total, major, minor, broad, detailed"),
    ],
)
def test_invalid_row_is_skipped_with_its_place(tmp_path: Path, row: Row, reason: str) -> None:
    found = read(tmp_path, row, line("31-9097"))
    assert found.skipped == [("national_M2025_dl.xlsx, row 2", reason)]
    assert list(found.result.titles) == ["31-9097"]


def test_group_listed_twice_with_same_values_is_read_once(tmp_path: Path) -> None:
    found = read(tmp_path, line("29-2010", group="broad"), line("29-2010", group="detailed"))
    assert found.known("29-2010", "employment").citations[0].place.endswith("row 2, TOT_EMP")
    assert found.skipped == []


@pytest.mark.parametrize("order", [1, -1])
def test_group_listed_twice_with_other_values_uses_the_more_detailed_row(tmp_path: Path, order: int) -> None:
    rows = [line("29-2010", group="broad", TOT_EMP=7, A_MEAN=7), line("29-2010", group="detailed")][::order]
    found = read(tmp_path, *rows)
    assert found.known("29-2010", "employment").value == 811000
    wider, narrower = (2, 3) if order == 1 else (3, 2)
    reason = f"29-2010 has other values here, as a broader group, than in row {narrower}, which is used"
    assert found.skipped == [(f"national_M2025_dl.xlsx, row {wider}", reason)]


def test_code_listed_twice_at_one_rank_is_skipped_once(tmp_path: Path) -> None:
    found = read(tmp_path, line(), line(TOT_EMP=7))
    assert found.known("31-9092", "employment").value == 811000
    assert found.skipped == [("national_M2025_dl.xlsx, row 3", "31-9092 is already in row 2")]


# Other workbooks


def without(*names: str) -> dict[str, Any]:
    return {"header": [None if name in names else name for name in HEADER]}


@pytest.mark.parametrize("name", ["OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEDIAN"])
def test_missing_essential_column_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefusedError, match=f"national_M2025_dl.xlsx: it has no column {name}"):
        read(tmp_path, line(), **without(name))


def test_other_missing_columns_are_listed(tmp_path: Path) -> None:
    found = read(tmp_path, line(), **without("H_PCT10", "ANNUAL"))
    assert found.result.missing == (
        "national_M2025_dl.xlsx has no column H_PCT10",
        "national_M2025_dl.xlsx has no column ANNUAL",
    )
    assert len(found.figures) == 12


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="it has two columns A_MEDIAN"):
        read(tmp_path, [*line(), 1], header=(*HEADER, "a_median"))


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ({"AREA_TYPE": "2", "AREA_TITLE": "Alabama"}, "Alabama"),
        ({"I_GROUP": "sector", "NAICS_TITLE": "Mining"}, "Mining"),
        ({"I_GROUP": "cross-industry, ownership", "NAICS_TITLE": "Federal"}, "Federal"),
    ],
)
def test_wages_of_part_of_the_country_are_refused(tmp_path: Path, part: dict[str, str], named: str) -> None:
    with pytest.raises(FileRefusedError, match=rf"row 3 is about {named} only.* Use the national workbook"):
        read(tmp_path, line(), line("31-9097", **part))


@pytest.mark.parametrize(
    ("sheets", "kind"),
    [
        (
            {"Table 1.2": [("Table 1.2 Occupational projections",)]},
            ".*; it looks like the Employment Projections workbook. Use .* projections",
        ),
        ({"Task Statements": [("O*NET-SOC Code", "Task")]}, ".*; it looks like an O.NET database. Use .* onet"),
        ({"Sheet1": [("a", "b")]}, "it isn't the wage statistics .OEWS.: it only has “Sheet1”"),
    ],
)
def test_other_workbook_is_refused_with_its_kind(tmp_path: Path, sheets: dict[str, list[Row]], kind: str) -> None:
    with pytest.raises(FileRefusedError, match=f"other.xlsx: {kind}"):
        whole(oews.read, book(tmp_path / "other.xlsx", sheets))


# The year


def test_source_is_named_after_its_month(tmp_path: Path) -> None:
    source = read(tmp_path, line()).result.source
    assert (source.id, source.edition, source.reference_period) == ("oews-2025-05", "May 2025", "May 2025")
    assert source.title == "Occupational Employment and Wage Statistics, national, May 2025"


def test_citation_names_the_workbook_inside_a_zip(tmp_path: Path) -> None:
    made = book(tmp_path / "national_M2025_dl.xlsx", {"national_M2025_dl": [HEADER, line()]})
    with zipfile.ZipFile(tmp_path / "oesm25nat.zip", "w") as archive:
        archive.write(made, "oesm25nat/national_M2025_dl.xlsx")
    median = whole(oews.read, tmp_path / "oesm25nat.zip").known("31-9092", "pay.annual.median")
    assert (median.period, median.citations[0].place) == ("2025-05", "national_M2025_dl.xlsx, row 2, A_MEDIAN")


def test_year_of_renamed_workbook_comes_from_its_notes(tmp_path: Path) -> None:
    found = read(tmp_path, line(), name="wages.xlsx", sheet="wages")
    assert found.result.source.id == "oews-2025-05"
    assert found.known("31-9092", "employment").citations[0].place == "wages.xlsx, row 2, TOT_EMP"


def test_workbook_whose_name_and_notes_disagree_on_the_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="its name says May 2024, but its notes say May 2025"):
        read(tmp_path, line(), name="national_M2024_dl.xlsx")


def test_workbook_without_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="neither its name nor its notes tell the year"):
        read(tmp_path, line(), name="wages.xlsx", sheet="wages", notes=())


# Any cells

cells = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(-(10**16), 10**16),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=20),
    some.sampled_from(["*", "**", "#", "~", "1,234", "$5", "TRUE"]),
).filter(lambda cell: not str(cell).startswith("="))


@settings(max_examples=40, deadline=None)
@given(some.lists(cells, min_size=13, max_size=13))
def test_any_cell_becomes_one_figure_or_is_skipped(told: list[object]) -> None:
    names = [name for name in HEADER if name[:2] in ("A_", "H_") or name == "TOT_EMP"]
    with TemporaryDirectory() as folder:
        row = dict(zip(HEADER, line(), strict=True)) | dict(zip(names, told, strict=True))
        found = read(Path(folder), list(row.values()))
    assert len(found.figures) + len(found.skipped) == 13
