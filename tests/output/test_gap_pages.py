"""Tests of the pages of `gap`."""

import re

import pytest
from rich.cells import cell_len

from rolecompare.dataset.repository import Repository
from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.types import Gap
from rolecompare.output.formats import EVERYTHING, Detail
from rolecompare.output.page import Page
from rolecompare.output.pages import pages_of
from tests.conftest import Golden
from tests.output.rendering import BUNDLED, EXAMPLE, HOSTILE_DATA, controls_in, formulas_in, render, table


def find_gap(repository: Repository, start: str, goal: str, *, both: bool = False) -> Gap:
    first, second = repository.find_all([start, goal])
    return analyze_gap(first, second, repository.reference_data, both=both)


@pytest.mark.parametrize(
    ("start", "goal"),
    [
        ("medical-assistant", "registered-nurse"),
        ("registered-nurse", "physical-therapist-aide"),
        ("medical-assistant", "clinical-laboratory-technician"),
    ],
)
def test_page_of_a_bundled_move(golden: Golden, start: str, goal: str) -> None:
    golden(f"gap-{start}-to-{goal}.txt", table(find_gap(BUNDLED, start, goal), 100))


@pytest.mark.parametrize(
    ("start", "goal", "rows"),
    [
        ("phlebotomist", "medical-assistant", (2, 10, 13, 9)),
        ("nursing-assistant", "licensed-practical-nurse", (2, 15, 11, 9)),
        ("emergency-medical-technician", "paramedic", (4, 21, 4, 2)),
        ("radiologic-technologist", "mri-technologist", (2, 17, 4, 9)),
        ("medical-secretary", "medical-records-specialist", (2, 6, 11, 10)),
        ("pharmacy-technician", "respiratory-therapist", (4, 3, 20, 16)),
        ("clinical-laboratory-technologist", "histology-technician", (2, 11, 5, 13)),
    ],
)
def test_sections_have_a_row_for_each_obstacle_and_each_duty(start: str, goal: str, rows: tuple[int, ...]) -> None:
    (page,) = pages_of(find_gap(BUNDLED, start, goal), EVERYTHING)
    assert isinstance(page, Page)
    counts = {section.name: len(section.rows) for section in page.sections}
    sections = ("obstacles", "carries-over", "new", "not-listed-for-goal")
    assert tuple(counts[name] for name in sections) == rows


def test_narrow_page_of_both_directions(golden: Golden) -> None:
    golden("gap-both-40.txt", table(find_gap(EXAMPLE, "clinic-helper", "blood-taker", both=True), 40))


@pytest.mark.parametrize(("output_format", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_both_directions_in_other_formats(golden: Golden, output_format: str, ending: str) -> None:
    answer = find_gap(EXAMPLE, "clinic-helper", "blood-taker", both=True)
    golden(f"gap-both.{ending}", render(answer, output_format))


def test_move_as_json(golden: Golden) -> None:
    golden("gap.json", render(find_gap(EXAMPLE, "clinic-helper", "blood-taker"), "json"))


def test_page_without_sources_has_no_footnotes() -> None:
    page = table(find_gap(EXAMPLE, "clinic-helper", "blood-taker"), 80, Detail(full=True, sources=False))
    assert not re.search(r"\[\d+\]", page)


@pytest.mark.parametrize("width", [20, 40, 79, 100, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    answers = (
        find_gap(BUNDLED, "medical-assistant", "registered-nurse"),
        find_gap(HOSTILE_DATA, "one", "two", both=True),
    )
    for answer in answers:
        assert [line for line in table(answer, width).split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("output_format", ["table", "markdown", "csv"])
def test_hostile_text_stays_text(output_format: str) -> None:
    page = render(find_gap(HOSTILE_DATA, "one", "two", both=True), output_format)
    assert controls_in(page) == []
    assert "<script" not in page or output_format != "markdown"
    assert output_format != "csv" or formulas_in(page) == []


def test_move_to_a_job_that_the_article_is_not_about_does_not_mention_it() -> None:
    page = table(find_gap(BUNDLED, "medical-assistant", "registered-nurse"), 100)
    assert "article" not in page
