"""The workbook of national wages becomes figures with their places, and what cannot be read is told."""

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
    """A row of the workbook: 1,000 to 6,000 dollars a year and 1.5 to 6.5 an hour, unless told otherwise."""
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
    return whole(oews.read_oews, book(folder / name, sheets))


# ── what stands there ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_becomes_pay_a_year_and_an_hour_and_jobs_each_with_its_place(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(A_MEDIAN=45690, H_MEDIAN=21.97))
    assert [figure.measure for _, figure in read_.figures] == [
        *(f"pay.annual.{name}" for name in ("p10", "p25", "median", "p75", "p90", "mean")),
        *(f"pay.hourly.{name}" for name in ("p10", "p25", "median", "p75", "p90", "mean")),
        "employment",
    ]
    median = read_.known("31-9092", "pay.annual.median")
    assert (median.value, median.unit, median.period, median.area) == (45690, "USD/year", "2025-05", "US")
    assert median.citations == (Citation(source="oews-2025-05", place="national_M2025_dl.xlsx, row 2, A_MEDIAN"),)
    assert read_.known("31-9092", "pay.hourly.median").value == 21.97
    assert read_.known("31-9092", "pay.hourly.median").unit == "USD/hour"
    jobs = read_.known("31-9092", "employment")
    assert (jobs.value, jobs.unit, jobs.period) == (811000, "jobs", "2025-05")
    assert read_.told.titles == {"31-9092": "Medical Assistants"}
    assert (read_.told.skipped.first, read_.told.missing) == ([], ())


def test_a_whole_number_is_kept_whole_and_a_fraction_exact(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(A_MEAN=46120.0, H_MEAN=18.1))
    assert repr(read_.known("31-9092", "pay.annual.mean").value) == "46120"
    assert repr(read_.known("31-9092", "pay.hourly.mean").value) == "18.1"


def test_numbers_that_were_typed_as_text_are_numbers(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(TOT_EMP="811,000", A_MEDIAN="$45,690", H_MEDIAN=" 21.97 "))
    values = [read_.known("31-9092", m).value for m in ("employment", "pay.annual.median", "pay.hourly.median")]
    assert values == [811000, 45690, 21.97]


def test_columns_are_found_by_name_in_any_order_and_cited_as_they_stand_in_lower_case(tmp_path: Path) -> None:
    header = [name.lower() for name in reversed(HEADER)]
    notes = (("May 2019 OES Estimates",), *NOTES[1:])
    read_ = read(tmp_path, line()[::-1], header=header, notes=notes, name="national_M2019_dl.xlsx", sheet="national_dl")
    median = read_.known("31-9092", "pay.annual.median")
    assert (median.value, median.period) == (4000, "2019-05")
    assert median.citations[0].place == "national_M2019_dl.xlsx, row 2, a_median"


def test_the_wages_need_not_be_the_first_sheet_and_unknown_columns_are_ignored(tmp_path: Path) -> None:
    sheets: dict[str, list[Row]] = {
        "About": [("nothing",)],
        "All May 2025 data": [(*HEADER, "NEW_COLUMN"), (*line(), "new")],
    }
    read_ = whole(oews.read_oews, book(tmp_path / "national_M2025_dl.xlsx", sheets))
    assert read_.known("31-9092", "employment").citations[0].place == "national_M2025_dl.xlsx, row 2, TOT_EMP"


def test_what_older_editions_call_their_groups_is_understood(tmp_path: Path) -> None:
    header = ["OCC_GROUP" if name == "O_GROUP" else name for name in HEADER]
    assert read(tmp_path, line(), header=header).known("31-9092", "employment").value == 811000


def test_groups_of_every_rank_are_read_and_empty_rows_are_nothing(tmp_path: Path) -> None:
    ranks = (("00-0000", "total"), ("31-0000", "major"), ("31-9000", "minor"), ("31-9090", "broad"))
    read_ = read(tmp_path, *(line(code, f"Group {code}", group) for code, group in ranks), [], line())
    assert list(read_.told.titles) == [*(code for code, _ in ranks), "31-9092"]
    assert read_.known("31-9092", "employment").citations[0].place.endswith("row 7, TOT_EMP")


# ── what does not ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_star_is_an_estimate_that_was_not_released(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(A_MEAN="*", TOT_EMP="**"))
    pay, jobs = read_.missing("31-9092", "pay.annual.mean"), read_.missing("31-9092", "employment")
    assert (pay.missing, pay.reason) == (MissingReason.SUPPRESSED, "estimate not released")
    assert (jobs.missing, jobs.reason) == (MissingReason.SUPPRESSED, "estimate not released")
    assert (pay.period, pay.code, pay.area) == ("2025-05", "31-9092", "US")
    assert pay.citations[0].place == "national_M2025_dl.xlsx, row 2, A_MEAN"


def test_who_is_paid_by_the_year_only_has_no_pay_an_hour_and_the_other_way_round(tmp_path: Path) -> None:
    by_year = line("25-1011", **{f"H_{name}": "*" for name in PAY}, ANNUAL="TRUE", A_MEAN="*")
    by_hour = line("27-2011", **{f"A_{name}": "*" for name in PAY}, HOURLY=True)
    read_ = read(tmp_path, by_year, by_hour)
    hourly, annual = read_.missing("25-1011", "pay.hourly.p10"), read_.missing("27-2011", "pay.annual.p10")
    assert (hourly.missing, hourly.reason) == (MissingReason.NOT_APPLICABLE, "paid by the year only")
    assert (annual.missing, annual.reason) == (MissingReason.NOT_APPLICABLE, "paid by the hour only")
    assert read_.missing("25-1011", "pay.annual.mean").missing is MissingReason.SUPPRESSED
    assert read_.known("27-2011", "pay.hourly.p10").value == 2.5


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
def test_the_bound_of_the_published_range_is_read_from_the_notes(
    tmp_path: Path, notes: tuple[Row, ...], hourly: float, annual: int
) -> None:
    read_ = read(tmp_path, line(H_PCT90="#", A_PCT90="#"), notes=notes)
    by_hour, by_year = read_.missing("31-9092", "pay.hourly.p90"), read_.missing("31-9092", "pay.annual.p90")
    assert (by_hour.missing, by_hour.bound) == (MissingReason.ABOVE_PUBLISHED_RANGE, hourly)
    assert (by_year.missing, by_year.bound) == (MissingReason.ABOVE_PUBLISHED_RANGE, annual)


@pytest.mark.parametrize("note", ["nothing of the kind", "# is $1,2,3 per hour or $239,200 per year"])
def test_without_a_bound_in_the_notes_such_a_wage_is_not_published(tmp_path: Path, note: str) -> None:
    read_ = read(tmp_path, line(A_PCT90="#"), notes=((note,),))
    pay = read_.missing("31-9092", "pay.annual.p90")
    assert (pay.missing, pay.bound) == (MissingReason.NOT_PUBLISHED, None)
    assert pay.reason == "at or above the highest published wage, which the workbook does not state"


def test_an_empty_cell_is_no_number_and_no_zero(tmp_path: Path) -> None:
    pay = read(tmp_path, line(A_MEAN=None)).missing("31-9092", "pay.annual.mean")
    assert (pay.missing, pay.reason) == (MissingReason.NOT_PUBLISHED, "the cell is empty")


# ── what cannot be read ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "why"),
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
def test_a_malformed_number_is_told_with_its_place_and_the_rest_goes_on(tmp_path: Path, cell: object, why: str) -> None:
    read_ = read(tmp_path, line(A_MEAN=cell), line("31-9097"))
    assert read_.skipped == [("national_M2025_dl.xlsx, row 2, A_MEAN", why)]
    assert read_.all("31-9092", "pay.annual.mean") == []
    assert len(read_.figures) == 12 + 13


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (line("31-909"), "“31-909” is not an occupation code"),
        (line(""), "it has no occupation code"),
        (line(title=""), "31-9092 has no title"),
        (line(title="x" * 301), "31-9092 has a title of 301 characters"),
        (line(group="other"), "“other” is not one of total, major, minor, broad, detailed"),
    ],
)
def test_a_row_that_is_no_occupation_is_told_and_the_rest_goes_on(tmp_path: Path, row: Row, why: str) -> None:
    read_ = read(tmp_path, row, line("31-9097"))
    assert read_.skipped == [("national_M2025_dl.xlsx, row 2", why)]
    assert list(read_.told.titles) == ["31-9097"]


def test_a_group_that_stands_twice_with_the_same_values_is_read_once(tmp_path: Path) -> None:
    read_ = read(tmp_path, line("29-2010", group="broad"), line("29-2010", group="detailed"))
    assert read_.known("29-2010", "employment").citations[0].place.endswith("row 2, TOT_EMP")
    assert read_.skipped == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_a_group_that_stands_twice_with_other_values_the_more_detailed_row_stands(
    tmp_path: Path, order: int
) -> None:
    rows = [line("29-2010", group="broad", TOT_EMP=7, A_MEAN=7), line("29-2010", group="detailed")][::order]
    read_ = read(tmp_path, *rows)
    assert read_.known("29-2010", "employment").value == 811000
    wider, narrower = (2, 3) if order == 1 else (3, 2)
    why = f"29-2010 has other values here, as a wider group, than in row {narrower}, which is used"
    assert read_.skipped == [(f"national_M2025_dl.xlsx, row {wider}", why)]


def test_a_code_that_stands_twice_at_one_rank_is_read_once_and_told(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(), line(TOT_EMP=7))
    assert read_.known("31-9092", "employment").value == 811000
    assert read_.skipped == [("national_M2025_dl.xlsx, row 3", "31-9092 is already in row 2")]


# ── what is no such workbook ─────────────────────────────────────────────────────────────────────────────────────────


def without(*names: str) -> dict[str, Any]:
    return {"header": [None if name in names else name for name in HEADER]}


@pytest.mark.parametrize("name", ["OCC_TITLE", "O_GROUP", "TOT_EMP", "A_MEDIAN"])
def test_a_missing_column_that_everything_rests_on_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefusedError, match=f"national_M2025_dl.xlsx: it has no column {name}"):
        read(tmp_path, line(), **without(name))


def test_other_missing_columns_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(), **without("H_PCT10", "ANNUAL"))
    assert read_.told.missing == (
        "national_M2025_dl.xlsx has no column H_PCT10",
        "national_M2025_dl.xlsx has no column ANNUAL",
    )
    assert len(read_.figures) == 12


def test_two_columns_of_one_name_are_an_error(tmp_path: Path) -> None:
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
def test_wages_of_a_part_of_the_country_are_not_taken_for_the_country_s(
    tmp_path: Path, part: dict[str, str], named: str
) -> None:
    with pytest.raises(FileRefusedError, match=rf"row 3 is about {named} only.* Use the national workbook"):
        read(tmp_path, line(), line("31-9097", **part))


@pytest.mark.parametrize(
    ("sheets", "seeming"),
    [
        (
            {"Table 1.2": [("Table 1.2 Occupational projections",)]},
            ".*; it looks like the Employment Projections workbook. Use .* projections",
        ),
        ({"Task Statements": [("O*NET-SOC Code", "Task")]}, ".*; it looks like an O.NET database. Use .* onet"),
        ({"Sheet1": [("a", "b")]}, "it isn't the wage statistics .OEWS.: it only has “Sheet1”"),
    ],
)
def test_another_workbook_is_refused_by_what_it_seems_to_be(
    tmp_path: Path, sheets: dict[str, list[Row]], seeming: str
) -> None:
    with pytest.raises(FileRefusedError, match=f"other.xlsx: {seeming}"):
        whole(oews.read_oews, book(tmp_path / "other.xlsx", sheets))


# ── of which year it is ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_source_is_named_after_the_may_of_its_year(tmp_path: Path) -> None:
    source = read(tmp_path, line()).told.source
    assert (source.id, source.edition, source.reference_period) == ("oews-2025-05", "May 2025", "May 2025")
    assert source.title == "Occupational Employment and Wage Statistics, national, May 2025"


def test_in_a_zip_the_workbook_s_own_name_is_cited(tmp_path: Path) -> None:
    made = book(tmp_path / "national_M2025_dl.xlsx", {"national_M2025_dl": [HEADER, line()]})
    with zipfile.ZipFile(tmp_path / "oesm25nat.zip", "w") as archive:
        archive.write(made, "oesm25nat/national_M2025_dl.xlsx")
    median = whole(oews.read_oews, tmp_path / "oesm25nat.zip").known("31-9092", "pay.annual.median")
    assert (median.period, median.citations[0].place) == ("2025-05", "national_M2025_dl.xlsx, row 2, A_MEDIAN")


def test_a_renamed_workbook_is_of_the_year_that_its_notes_say(tmp_path: Path) -> None:
    read_ = read(tmp_path, line(), name="wages.xlsx", sheet="wages")
    assert read_.told.source.id == "oews-2025-05"
    assert read_.known("31-9092", "employment").citations[0].place == "wages.xlsx, row 2, TOT_EMP"


def test_a_workbook_whose_name_and_notes_tell_two_years_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="its name says May 2024, but its notes say May 2025"):
        read(tmp_path, line(), name="national_M2024_dl.xlsx")


def test_a_workbook_of_no_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="neither its name nor its notes tell the year"):
        read(tmp_path, line(), name="wages.xlsx", sheet="wages", notes=())


# ── whatever stands there ────────────────────────────────────────────────────────────────────────────────────────────

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
def test_whatever_a_cell_holds_becomes_one_figure_or_is_told(told: list[object]) -> None:
    names = [name for name in HEADER if name[:2] in ("A_", "H_") or name == "TOT_EMP"]
    with TemporaryDirectory() as folder:
        row = dict(zip(HEADER, line(), strict=True)) | dict(zip(names, told, strict=True))
        read_ = read(Path(folder), list(row.values()))
    assert len(read_.figures) + len(read_.skipped) == 13
