"""Older editions of the projections workbook have two tables with headers of several rows, which are read as one."""

from pathlib import Path
from typing import Any

import pytest

from rolecompare.codes import Classification
from rolecompare.importers.base import FileRefusedError
from rolecompare.importers.bls import projections
from rolecompare.importers.bls.projections import join_headers
from rolecompare.models.figures import Figure
from tests.importers.books import Row, Whole, book, whole

MA = "31-9092"
LEVELS = (
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
)
ENTRY = ("Postsecondary nondegree award", "None", "Short-term on-the-job training")
OPENINGS_2016 = "Occupational openings, 2016-26 annual average"
NAMES_2016 = ("2016 National Employment Matrix title and code", None, "Occupation\ntype")
JOBS_2016: list[Row] = [
    ["Table 1.2 Employment by detailed occupation, 2016 and projected 2026\n(Numbers in thousands)"],
    [*NAMES_2016, "Employment", None, None, None, "Change, 2016-26", None, OPENINGS_2016],
    [None, None, None, "Number", None, "Percent distribution"],
    [None, None, None, 2016, 2026, 2016, 2026, "Number", "Percent"],
]
WORKERS_2016: list[Row] = [
    ["Table 1.7 Occupational projections, 2016-26, and worker characteristics, 2016\n (Numbers in thousands)"],
    [
        *(*NAMES_2016, "Employment", None, "Employment Change, 2016-26", None, "Percent self employed, 2016"),
        *(OPENINGS_2016, "Median annual wage, 2017(1)", *LEVELS),
    ],
    [None, None, None, 2016, 2026, "Number", "Percent"],
]
JOBS_ROW: Row = ["Medical assistants", MA, "Line item", 634.4, 818.4, 0.4, 0.5, 183.9, 29.0, 94.9]
WORKERS_ROW: Row = ["Medical assistants", MA, "Line item", 634.4, 818.4, 183.9, 29.0, "—", 94.9, 32480, *ENTRY]


def of_2016(folder: Path, jobs: Row = JOBS_ROW, workers: Row = WORKERS_ROW, **more: Any) -> Whole:
    tables = {"Table 1.2": [*JOBS_2016, jobs], "Table 1.7": [*more.get("header", WORKERS_2016), workers]}
    return whole(projections.read, book(folder / "occupation.xlsx", tables))


def test_number_in_both_tables_is_one_figure_with_both_places(tmp_path: Path) -> None:
    found = of_2016(tmp_path)
    places = {
        figure.measure: [cited.place.removeprefix("occupation.xlsx, ") for cited in figure.citations]
        for _, figure in found.figures
    }
    assert places == {
        "employment.base": ["Table 1.2, row 5, Employment, Number, 2016", "Table 1.7, row 4, Employment, 2016"],
        "employment.projected": ["Table 1.2, row 5, Employment, Number, 2026", "Table 1.7, row 4, Employment, 2026"],
        "employment.change": [
            "Table 1.2, row 5, Change, 2016-26, Number",
            "Table 1.7, row 4, Employment Change, 2016-26, Number",
        ],
        "employment.change_percent": [
            "Table 1.2, row 5, Change, 2016-26, Percent",
            "Table 1.7, row 4, Employment Change, 2016-26, Percent",
        ],
        "self_employed.share": ["Table 1.7, row 4, Percent self employed, 2016"],
        "openings.annual": [
            "Table 1.2, row 5, Occupational openings, 2016-26 annual average",
            "Table 1.7, row 4, Occupational openings, 2016-26 annual average",
        ],
        "pay.annual.median": ["Table 1.7, row 4, Median annual wage, 2017"],
        "education.entry": [f"Table 1.7, row 4, {LEVELS[0]}"],
        "experience.related": [f"Table 1.7, row 4, {LEVELS[1]}"],
        "training.on_the_job": [f"Table 1.7, row 4, {LEVELS[2]}"],
    }
    assert found.known(MA, "pay.annual.median").period == "2017"
    assert repr(found.known(MA, "employment.change_percent").value) == "29"
    assert found.level(MA, "education.entry").period == "2016"
    assert (found.result.skipped.first, found.result.missing) == ([], ())


def test_different_numbers_of_two_tables_are_both_kept(tmp_path: Path) -> None:
    found = of_2016(tmp_path, workers=[*WORKERS_ROW[:3], 634.5, *WORKERS_ROW[4:]])
    told = [
        (figure.value, len(figure.citations))
        for figure in found.all(MA, "employment.base")
        if isinstance(figure, Figure)
    ]
    assert told == [(634400, 1), (634500, 1)]


def test_number_in_one_table_wins_over_dash_in_the_other(tmp_path: Path) -> None:
    found = of_2016(tmp_path, jobs=[*JOBS_ROW[:-1], "—"])
    openings = found.known(MA, "openings.annual")
    assert (openings.value, len(openings.citations)) == (94900, 1)


def test_dash_in_both_tables_is_one_missing_value_citing_both(tmp_path: Path) -> None:
    found = of_2016(tmp_path, [*JOBS_ROW[:-1], "—"], [*WORKERS_ROW[:8], "—", *WORKERS_ROW[9:]])
    assert len(found.missing(MA, "openings.annual").citations) == 2


def test_occupation_in_one_table_only_is_read(tmp_path: Path) -> None:
    found = of_2016(tmp_path, workers=["Phlebotomists", "31-9097", *WORKERS_ROW[2:]])
    assert found.result.titles == {MA: "Medical assistants", "31-9097": "Phlebotomists"}
    assert len(found.all("31-9097", "education.entry")) == 1


def test_unrelated_table_1_7_is_ignored(tmp_path: Path) -> None:
    found = of_2016(tmp_path, header=[["Table 1.7 Employment in STEM occupations"]])
    assert found.result.source.title == "Employment Projections 2016–26, Table 1.2"
    assert len(found.figures) == 5


def test_stacked_header_cells_are_joined() -> None:
    assert join_headers([["A", "", "B", None], ["", "", "x", "y (1)"]]) == ["A", "A", "B, x", "B, y"]
    assert join_headers([["A", "B", None]]) == ["A", "B", "B"]
    assert join_headers([["Employment"], [2016.0]]) == ["Employment, 2016"]


def test_source_names_the_tables_that_were_read(tmp_path: Path) -> None:
    source = of_2016(tmp_path).result.source
    assert (source.id, source.title) == ("ep-2016-26", "Employment Projections 2016–26, Tables 1.2 and 1.7")
    assert (source.edition, source.reference_period) == ("2016–26", "2016–26")


def test_tables_of_different_years_are_refused(tmp_path: Path) -> None:
    header = [[str(cell).replace("2016-26", "2018-28") if cell else None for cell in row] for row in WORKERS_2016]
    with pytest.raises(FileRefusedError, match=r"Table 1\.7: it is of 2018–28, but Table 1\.2 is of 2016–26"):
        of_2016(tmp_path, header=header)


def test_share_of_the_self_employed_is_of_the_first_year(tmp_path: Path) -> None:
    share = of_2016(tmp_path, workers=[*WORKERS_ROW[:7], 3.4, *WORKERS_ROW[8:]]).known(MA, "self_employed.share")
    assert (share.value, share.unit, share.period) == (3.4, "percent", "2016")


# Older still: only Table 1.7 says that it counts in thousands, and openings are of ten years


def of_2014(folder: Path, workers: Row = WORKERS_ROW, unit: str = "\n (Numbers in thousands)") -> Whole:
    """Read a workbook of 2014–24, made of that of 2016–26."""

    def older(rows: list[Row]) -> list[Row]:
        years = {2016: 2014, 2026: 2024}
        return [[years.get(cell) if isinstance(cell, int) else _former(cell) for cell in row] for row in rows]

    jobs, characteristics = older(JOBS_2016), older(WORKERS_2016)
    jobs[0] = ["Table 1.2 Employment by detailed occupation, 2014 and projected 2024"]
    title = "Table 1.7 Occupational employment, projected 2014 and projected 2024, and worker characteristics, 2014"
    characteristics[0] = [title + unit]
    tables = {"Table 1.2": [*jobs, JOBS_ROW], "Table 1.7": [*characteristics, workers]}
    return whole(projections.read, book(folder / "occupation.xlsx", tables))


def _former(cell: object) -> object:
    text = str(cell or "").replace(OPENINGS_2016, "Job openings due to growth and replacements, 2014-24")
    return text.replace("2016-26", "2014-24").replace("2016", "2014").replace("2017", "2015")


def test_table_without_a_unit_is_read_beside_one_that_has_the_same_numbers_in_thousands(tmp_path: Path) -> None:
    found = of_2014(tmp_path)
    assert (found.result.source.id, found.result.source.title) == (
        "ep-2014-24",
        "Employment Projections 2014–24, Tables 1.2 and 1.7",
    )
    base = found.known(MA, "employment.base")
    assert (base.value, base.period, len(base.citations)) == (634400, "2014", 2)
    assert {cited.multiplier for cited in base.citations} == {1000}
    assert found.known(MA, "employment.projected").period == "2024"
    assert found.known(MA, "pay.annual.median").period == "2015"
    assert (found.skipped, found.all(MA, "openings.annual")) == ([], [])


def test_table_without_a_unit_is_refused_beside_other_numbers(tmp_path: Path) -> None:
    workers = [*WORKERS_ROW[:3], 634400, *WORKERS_ROW[4:]]
    with pytest.raises(FileRefusedError, match=r"Table 1\.2: it does not say that it counts in thousands"):
        of_2014(tmp_path, workers)


def test_workbook_without_a_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"Table 1\.2: it does not say that it counts in thousands"):
        of_2014(tmp_path, unit="")


# What the codes are from


@pytest.mark.parametrize(
    ("start", "classification"),
    [("2018", Classification.SOC_2010), ("2019", Classification.HYBRID), ("2020", Classification.HYBRID)],
)
def test_source_and_figures_name_the_classification_of_their_codes(
    tmp_path: Path, start: str, classification: Classification
) -> None:
    end = str(int(start) + 10)
    years = {"2016-26": f"{start}-{end[2:]}", "2016": start, "2026": end}

    def renamed(cell: object) -> object:
        text = cell if isinstance(cell, str) else str(cell or "")
        for year, other in years.items():
            text = text.replace(year, other)
        return text or None

    headers = [[[renamed(cell) for cell in row] for row in rows] for rows in (JOBS_2016, WORKERS_2016)]
    tables = {"Table 1.2": [*headers[0], JOBS_ROW], "Table 1.7": [*headers[1], WORKERS_ROW]}
    found = whole(projections.read, book(tmp_path / "occupation.xlsx", tables))
    assert found.result.source.classification is classification
    assert {figure.classification for _, figure in found.figures} == {classification}


def test_projections_from_before_soc_2010_are_refused(tmp_path: Path) -> None:
    header = [
        [str(cell).replace("2016-26", "2008-18").replace("2016", "2008").replace("2026", "2018") for cell in row]
        for row in JOBS_2016
    ]
    with pytest.raises(FileRefusedError, match="it is of 2008, and counts by a classification from before SOC 2010"):
        whole(projections.read, book(tmp_path / "occupation.xlsx", {"Table 1.2": [*header, JOBS_ROW]}))
