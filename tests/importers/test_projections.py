"""The projections workbook becomes figures and levels with citations."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.bls import projections
from rolecompare.models.figures import Figure, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.sources import Citation
from tests.importers.books import Row, Whole, book, whole

MA = "31-9092"
TITLE = "Table 1.2 Occupational projections, 2024–2034, and worker characteristics, 2024 (Employment in thousands)"
LEVELS = (
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
)
HEADER = (
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment distribution, percent, 2024",
    "Employment distribution, percent, 2034",
    "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34",
    "Percent self employed, 2024",
    "Occupational openings, 2024–34 annual average",
    "Median annual wage, dollars, 2024[1]",
    *LEVELS,
    "Related Occupational Outlook Handbook (OOH) content xlsx",
)
ENTRY = ("Postsecondary nondegree award", "None", "Short-term on-the-job training")
ASSISTANTS = ("      Medical assistants", MA, "Line item", 811.0, 912.2, 0.5, 0.5, 101.2, 12.5, "—", 112.3, 44200)
NOTES = (
    ["Footnotes:"],
    ["[1] Data are from the Occupational Employment and Wage Statistics program."],
    ['Note: Data is unavailable for values denoted with a "—".'],
)
MEASURES = (
    *("employment.base", "employment.projected", "employment.change", "employment.change_percent"),
    *(
        "self_employed.share",
        "openings.annual",
        "pay.annual.median",
        "education.entry",
        "experience.related",
        "training.on_the_job",
    ),
)


def line(code: str = MA, more: dict[str, object] | None = None) -> Row:
    """Return the row of medical assistants, under any code; `more` sets cells by the start of their header."""
    cells = dict(zip(HEADER, (*ASSISTANTS, *ENTRY, "OOH Content"), strict=True)) | {HEADER[1]: code}
    for start, value in (more or {}).items():
        cells[next(header for header in HEADER if header.startswith(start))] = value
    return list(cells.values())


def read(folder: Path, *rows: Row, title: str = TITLE, header: Row = HEADER, **more: Any) -> Whole:
    sheets = {"Table 1.1": [["Table 1.1"]], "Table 1.2": [[title], header, *rows, *more.get("notes", NOTES)]}
    return whole(projections.read, book(folder / "occupation.xlsx", sheets))


# One table


def test_row_becomes_figures_and_levels_with_places(tmp_path: Path) -> None:
    found = read(tmp_path, line())
    assert [figure.measure for _, figure in found.figures] == list(MEASURES)
    assert found.known(MA, "employment.base") == Figure(
        measure="employment.base",
        value=811000,
        unit="jobs",
        period="2024",
        area="US",
        code=MA,
        citations=(
            Citation(source="ep-2024-34", place="occupation.xlsx, Table 1.2, row 3, Employment, 2024", multiplier=1000),
        ),
    )
    told = {figure.measure: (figure.value, figure.period) for _, figure in found.figures if isinstance(figure, Figure)}
    assert told == {
        "employment.base": (811000, "2024"),
        "employment.projected": (912200, "2034"),
        "employment.change": (101200, "2024/2034"),
        "employment.change_percent": (12.5, "2024/2034"),
        "openings.annual": (112300, "2024/2034"),
        "pay.annual.median": (44200, "2024"),
    }
    assert (found.result.skipped.first, found.result.missing) == ([], ())


def test_only_numbers_in_thousands_have_a_multiplier(tmp_path: Path) -> None:
    figures = [figure for _, figure in read(tmp_path, line()).figures]
    assert {figure.measure for figure in figures if figure.citations[0].multiplier == 1000} == {
        *("employment.base", "employment.projected", "employment.change", "openings.annual")
    }


def test_levels_have_the_first_year_as_period(tmp_path: Path) -> None:
    found = read(tmp_path, line())
    levels = [found.level(MA, measure) for measure in MEASURES[-3:]]
    assert [level.value for level in levels] == ["postsecondary-nondegree-award", "none", "short-term"]
    assert {(level.period, level.area, level.code) for level in levels} == {("2024", "US", MA)}
    assert levels[0].citations[0].place == f"occupation.xlsx, Table 1.2, row 3, {LEVELS[0]}"


def test_titles_lose_indentation_and_footnotes(tmp_path: Path) -> None:
    found = read(tmp_path, line(more={"2024": "      Medical assistants[1] [2]"}))
    assert found.result.titles == {MA: "Medical assistants"}


def test_header_is_cited_without_footnote(tmp_path: Path) -> None:
    wage = read(tmp_path, line()).known(MA, "pay.annual.median")
    assert wage.citations[0].place == "occupation.xlsx, Table 1.2, row 3, Median annual wage, dollars, 2024"


def test_columns_are_found_by_words_in_any_order(tmp_path: Path) -> None:
    found = read(tmp_path, line()[::-1], header=HEADER[::-1])
    assert found.known(MA, "employment.projected").value == 912200
    assert found.level(MA, "training.on_the_job").value == "short-term"


def test_wage_has_the_year_of_its_header(tmp_path: Path) -> None:
    header = [name.replace("dollars, 2024[1]", "2025(1)") if "wage" in name else name for name in HEADER]
    assert read(tmp_path, line(), header=header).known(MA, "pay.annual.median").period == "2025"


def test_summaries_are_read_like_line_items(tmp_path: Path) -> None:
    summary = line("31-0000", {"Occupation type": "Summary", "Typical education": "—"})
    found = read(tmp_path, summary, line())
    assert list(found.result.titles) == ["31-0000", MA]
    assert found.known("31-0000", "employment.base").value == 811000
    assert found.missing("31-0000", "education.entry").missing is MissingReason.NOT_PUBLISHED


def test_decline_is_negative_and_small_numbers_stay_exact(tmp_path: Path) -> None:
    found = read(tmp_path, line(more={"Employment change, numeric": -0.3, "Employment, 2024": 1.1}))
    assert repr(found.known(MA, "employment.change").value) == "-300"
    assert repr(found.known(MA, "employment.base").value) == "1100"


# Missing values


def test_dash_is_not_published_with_the_reason_of_the_note(tmp_path: Path) -> None:
    wage = read(tmp_path, line(more={"Median": "—"})).missing(MA, "pay.annual.median")
    assert wage.missing is MissingReason.NOT_PUBLISHED
    assert (
        wage.reason == "the table shows a dash in this cell, with a note that a dash means that data is not available"
    )
    assert (wage.period, wage.area, wage.code) == ("2024", "US", MA)
    place = "occupation.xlsx, Table 1.2, row 3, Median annual wage, dollars, 2024"
    assert wage.citations == (Citation(source="ep-2024-34", place=place),)


def test_dash_without_note_has_a_plain_reason(tmp_path: Path) -> None:
    found = read(tmp_path, line(more={"Median": "–"}), notes=())
    assert found.missing(MA, "pay.annual.median").reason == "the table has a dash in this cell"


def test_dash_has_no_multiplier(tmp_path: Path) -> None:
    assert (
        read(tmp_path, line(more={"Occupational": "—"})).missing(MA, "openings.annual").citations[0].multiplier is None
    )


@pytest.mark.parametrize(("cell", "bound"), [(">=$239,200", 239200), ("≥ $208,000", 208000)])
def test_top_code_is_above_the_published_range(tmp_path: Path, cell: str, bound: int) -> None:
    wage = read(tmp_path, line(more={"Median": cell})).missing(MA, "pay.annual.median")
    assert (wage.missing, wage.bound) == (MissingReason.ABOVE_PUBLISHED_RANGE, bound)


# Unreadable cells


@pytest.mark.parametrize(
    ("start", "header", "cell", "reason"),
    [
        ("Occupational", HEADER[10], "many", "“many” is not a number"),
        ("Employment, 2024", HEADER[3], -1, "-1000 is below 0"),
        ("Employment, 2024", HEADER[3], None, "the cell is empty"),
        ("Median", HEADER[11][:-3], ">=$1,2", "“1,2” is not a number"),
        (
            "Typical education",
            HEADER[12],
            "A doctorate",
            "“A doctorate” is not a level of education.entry",
        ),
        ("Typical education", HEADER[12], None, "the cell is empty"),
    ],
)
def test_invalid_cell_is_skipped_with_its_place(
    tmp_path: Path, start: str, header: str, cell: object, reason: str
) -> None:
    found = read(tmp_path, line(more={start: cell}), line("31-9097"))
    assert found.skipped == [(f"occupation.xlsx, Table 1.2, row 3, {header}", reason)]
    assert len(found.figures) == len(MEASURES) - 1 + len(MEASURES)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line("31-909"), "“31-909” is not an occupation code"),
        (line(""), "it has no occupation code"),
        (line(more={"2024": "  "}), f"{MA} has no title"),
        (line(more={"Occupation type": "Other"}), "“other” is neither a summary nor a line item"),
        (line("31-9097", {"Employment, 2024": 7}), "31-9097 is already in row 3"),
    ],
)
def test_invalid_or_repeated_row_is_skipped(tmp_path: Path, row: Row, reason: str) -> None:
    found = read(tmp_path, line("31-9097"), row)
    assert found.skipped == [("occupation.xlsx, Table 1.2, row 4", reason)]
    assert len(found.figures) == len(MEASURES)
    assert found.known("31-9097", "employment.base").value == 811000


# Other workbooks


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ("Employment, 2034", "it has no column of employment.projected"),
        ("Employment change, percent", "it has no column of employment.change_percent"),
        ("2024 National Employment Matrix code", "it has no column of occupation codes"),
        ("2024 National Employment Matrix title", "it has no column of occupation titles"),
    ],
)
def test_missing_essential_column_is_refused_by_name(tmp_path: Path, named: str, error: str) -> None:
    header = ["Something" if name.startswith(named) else name for name in HEADER]
    with pytest.raises(FileRefusedError, match=f"occupation.xlsx, Table 1.2: {error}"):
        read(tmp_path, line(), header=header)


def test_other_missing_columns_are_listed(tmp_path: Path) -> None:
    found = read(tmp_path, line()[:10], header=HEADER[:10])
    assert [told.split(" of ")[1].split(",")[0] for told in found.result.missing] == list(MEASURES[5:])
    assert found.result.missing[0].startswith(
        "occupation.xlsx, Table 1.2 has no column of openings.annual, and there is no"
    )
    assert len(found.figures) == 5


def test_openings_of_ten_years_are_not_annual_openings(tmp_path: Path) -> None:
    header = ["Job openings due to growth, 2024–34" if "openings" in name else name for name in HEADER]
    assert read(tmp_path, line(), header=header).all(MA, "openings.annual") == []


def test_two_possible_columns_of_one_measure_are_refused(tmp_path: Path) -> None:
    header = ["Employment, revised, 2024" if name.startswith("Percent self") else name for name in HEADER]
    with pytest.raises(
        FileRefusedError, match=r"2 columns may be employment\.base: Employment, 2024; Employment, revised, 2024"
    ):
        read(tmp_path, line(), header=header)


@pytest.mark.parametrize(
    ("title", "error"),
    [
        ("Table 1.2 Occupational projections (Employment in thousands)", "its title does not tell its years"),
        ("Table 1.2 Occupational projections, 2034–24 (in thousands)", "its title does not tell its years"),
        ("Table 1.2 Occupational projections, 2024–34", "it does not say that it counts in thousands"),
    ],
)
def test_table_without_years_or_unit_is_refused(tmp_path: Path, title: str, error: str) -> None:
    with pytest.raises(FileRefusedError, match=error):
        read(tmp_path, line(), title=title)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Table 1.2 Employment by detailed occupation, 2024 and projected 2034 (in thousands)", "ep-2024-34"),
        ("Table 1.2 Occupational projections, 2024-34 (Numbers in thousands)", "ep-2024-34"),
    ],
)
def test_years_are_read_from_either_form_of_title(tmp_path: Path, title: str, source: str) -> None:
    assert read(tmp_path, line(), title=title).result.source.id == source


def test_source_is_named_after_its_years(tmp_path: Path) -> None:
    source = read(tmp_path, line()).result.source
    assert (source.id, source.title) == ("ep-2024-34", "Employment Projections 2024–34, Table 1.2")


def test_table_without_occupations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="it has no row with an occupation code below a title and headers"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("sheets", "kind"),
    [
        (
            {"national_M2025_dl": [("OCC_CODE", "OCC_TITLE")]},
            ".*; it looks like the wage statistics .OEWS.. Use .* oews",
        ),
        ({"Task Statements": [("O*NET-SOC Code", "Task")]}, ".*; it looks like an O.NET database. Use .* onet"),
        ({"Table 5.1": [("a", "b")]}, "it isn't the Employment Projections workbook: it only has “Table 5.1”"),
    ],
)
def test_other_workbook_is_refused_with_its_kind(tmp_path: Path, sheets: dict[str, list[Row]], kind: str) -> None:
    with pytest.raises(FileRefusedError, match=f"other.xlsx: {kind}"):
        whole(projections.read, book(tmp_path / "other.xlsx", sheets))


# Any cells

cells = some.one_of(
    some.none(),
    some.booleans(),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=20),
    some.sampled_from(["—", ">=$239,200", "None", "1,234", *ENTRY]),
).filter(lambda cell: not str(cell).startswith("="))


@settings(max_examples=40, deadline=None)
@given(some.lists(cells, min_size=len(HEADER) - 3, max_size=len(HEADER) - 3))
def test_any_cell_becomes_one_figure_or_level_or_is_skipped(told: list[object]) -> None:
    with TemporaryDirectory() as folder:
        found = read(Path(folder), line("31-9097"), [*ASSISTANTS[:3], *told])
    figures = [figure for code, figure in found.figures if code == MA]
    assert len(figures) + len(found.skipped) == len(MEASURES)
    assert all(isinstance(figure, Missing) or figure.citations for figure in figures)
