"""What it takes to move, on a page: ten moves that a person can read, and what no page may ever show."""

import csv as reader
import io
import re

import pytest
from rich.cells import cell_len

from rolecompare import output
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.types import Gap
from rolecompare.output import Canvas
from rolecompare.output.sanitize import CONTROLS
from tests.conftest import Golden
from tests.output.test_pages import EXAMPLE, HARM

BUNDLED = Repository(loader.load_dataset(None))
TEN = [
    ("medical-assistant", "registered-nurse"),
    ("medical-assistant", "clinical-laboratory-technician"),
    ("phlebotomist", "medical-assistant"),
    ("nursing-assistant", "licensed-practical-nurse"),
    ("emergency-medical-technician", "paramedic"),
    ("radiologic-technologist", "mri-technologist"),
    ("medical-secretary", "medical-records-specialist"),
    ("registered-nurse", "physical-therapist-aide"),
    ("pharmacy-technician", "respiratory-therapist"),
    ("clinical-laboratory-technologist", "histology-technician"),
]


def moved(catalog: Repository, start: str, goal: str, *, both: bool = False) -> Gap:
    one, other = catalog.find_all([start, goal])
    return analyze_gap(one, other, catalog.background, both=both)


def table(answer: Gap, width: int, *, sources: bool = True) -> str:
    return output.render(answer, "table", Canvas(width), sources=sources)


@pytest.mark.parametrize(("start", "goal"), TEN)
def test_ten_moves_on_a_terminal(golden: Golden, start: str, goal: str) -> None:
    golden(f"gap-{start}-to-{goal}.txt", table(moved(BUNDLED, start, goal), 100))


@pytest.mark.parametrize("width", [40, 80, 160])
def test_a_move_there_and_back_on_terminals_of_other_widths(golden: Golden, width: int) -> None:
    golden(f"gap-both-{width}.txt", table(moved(EXAMPLE, "clinic-helper", "blood-taker", both=True), width))


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv")])
def test_a_move_there_and_back_in_other_formats(golden: Golden, form: str, ending: str) -> None:
    answer = moved(EXAMPLE, "clinic-helper", "blood-taker", both=True)
    golden(f"gap-both.{ending}", output.render(answer, form, Canvas(), sources=True))


def test_a_move_as_json(golden: Golden) -> None:
    golden("gap.json", output.render(moved(EXAMPLE, "clinic-helper", "blood-taker"), "json", Canvas()))


def test_without_sources_there_are_no_footnotes() -> None:
    assert not re.search(r"\[\d+\]", table(moved(EXAMPLE, "clinic-helper", "blood-taker"), 80, sources=False))


@pytest.mark.parametrize("width", [20, 40, 79, 100, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for answer in (moved(BUNDLED, *TEN[0]), moved(HARM, "one", "two", both=True)):
        assert [line for line in table(answer, width).split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("form", ["table", "markdown", "csv"])
def test_no_control_character_gets_through(form: str) -> None:
    page = output.render(moved(HARM, "one", "two", both=True), form, Canvas(), sources=True)
    assert [found for found in CONTROLS.findall(page) if found != "\n"] == []
    assert "<script" not in page or form != "markdown"


def test_no_cell_of_csv_begins_a_formula() -> None:
    text = output.render(moved(HARM, "one", "two", both=True), "csv", Canvas(), sources=True)
    rows = list(reader.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])}
    begins = [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert [cell for cell in begins if not re.fullmatch(r"-?[\d.]+", cell)] == []
