"""Tests of the pages of `diff` and `show`: whole pages as files, and properties that hold for every page."""

import csv
import io
import re

import pytest
from rich.cells import cell_len

from rolecompare.answers.role import RoleReport
from rolecompare.comparison.types import Comparison
from rolecompare.models.figures import Figure
from rolecompare.models.roles import Setting
from rolecompare.output.formats import SUMMARY, Detail
from tests import make
from tests.conftest import Golden
from tests.output.rendering import (
    BUNDLED,
    EXAMPLE,
    HOSTILE_DATA,
    INCOMPLETE,
    compare_one,
    compare_roles,
    footnotes_in_list,
    footnotes_in_text,
    open_dataset,
    render,
    table,
)

THREE = ("clinic-helper", "blood-taker", "blood-person")


@pytest.mark.parametrize("width", [40, 100])
def test_page_of_two_roles(golden: Golden, width: int) -> None:
    golden(f"diff-{width}.txt", table(compare_roles(EXAMPLE), width))


@pytest.mark.parametrize("width", [40, 100])
def test_page_of_three_roles_with_an_umbrella(golden: Golden, width: int) -> None:
    golden(f"diff-three-{width}.txt", table(compare_roles(EXAMPLE, *THREE), width))


def test_page_of_one_umbrella(golden: Golden) -> None:
    golden("show-umbrella-100.txt", table(compare_one(EXAMPLE, "blood-person"), 100))


def test_page_of_bundled_default_pair(golden: Golden) -> None:
    golden("bundled-100.txt", table(compare_roles(BUNDLED), 100))


def test_page_of_roles_with_missing_parts(golden: Golden) -> None:
    golden("missing-80.txt", table(compare_roles(INCOMPLETE), 80))


@pytest.mark.parametrize(("output_format", "ending"), [("markdown", "md"), ("csv", "csv"), ("json", "json")])
def test_comparison_in_other_formats(golden: Golden, output_format: str, ending: str) -> None:
    golden(f"diff-three.{ending}", render(compare_roles(EXAMPLE, *THREE), output_format))


def test_role_report_as_json(golden: Golden) -> None:
    subject = EXAMPLE.load(EXAMPLE.find("blood-person"))
    golden("show-umbrella.json", render(RoleReport(subject, compare_one(EXAMPLE, "blood-person")), "json"))


@pytest.mark.parametrize("output_format", ["table", "markdown", "csv", "jsonl"])
def test_role_report_renders_like_comparison_of_the_role_alone(output_format: str) -> None:
    alone = compare_one(EXAMPLE, "blood-person")
    subject = EXAMPLE.load(EXAMPLE.find("blood-person"))
    assert render(RoleReport(subject, alone), output_format) == render(alone, output_format)


def test_missing_parts_share_a_line_by_reason_in_markdown() -> None:
    page = render(compare_roles(INCOMPLETE), "markdown").replace("\xa0", " ")
    (row,) = re.findall(r"^\| \? \| .* skills and interests: .*$", page, re.MULTILINE)
    assert [cell.strip() for cell in row.strip("|").split("|")][2:] == [
        "nothing",
        "• skills and interests: not surveyed: nobody was asked \\[2\\]<br>"
        "• abilities: not in dataset: no table of this import has them",
    ]


def test_missing_parts_have_a_row_each_in_csv() -> None:
    rows = csv.DictReader(io.StringIO(render(compare_roles(INCOMPLETE), "csv")))
    assert [row["measure"] for row in rows if row["missing"] == "not-surveyed"] == [
        "duties",
        "work-context",
        "skill",
        "interest",
    ]


def test_duties_without_activities_are_paired_by_wording() -> None:
    bakes = ["Clean ovens and work areas", "Order ingredients and supplies", "Serve customers", "Shape loaves"]
    cooks = ["Serve customers", "Clean stoves and work areas", "Season soups", "Order supplies"]
    sides = {"baker": bakes, "cook": cooks}
    data = make.dataset([make.role(name, None, duties=[*map(make.duty, side)]) for name, side in sides.items()])
    page = table(compare_roles(open_dataset(data)), 100, Detail(full=True, sources=False))
    assert (
        """
                               │ Baker                            │ Cook
Duties ────────────────────────┼──────────────────────────────────┼─────────────────────────────────
=  Same wording                │ Serve customers                  │ Serve customers
≈  Similar wording, 0.66       │ Clean ovens and work areas       │ Clean stoves and work areas
≈  Similar wording, 0.77       │ Order ingredients and supplies   │ Order supplies
●  Shape loaves                │ Shape loaves                     │ —
●  Season soups                │ —                                │ Season soups
"""
        in page
    )


def test_color_adds_only_escape_sequences() -> None:
    colored = table(compare_roles(EXAMPLE), 100, color=True)
    assert "\x1b[33m≠\x1b[0m" in colored
    without_color = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", colored).split("\n"))
    assert without_color == table(compare_roles(EXAMPLE), 100)


def test_page_without_sources_has_no_footnotes() -> None:
    page = table(compare_roles(EXAMPLE), 80, Detail(full=True, sources=False))
    assert not re.search(r"\[\d+\]", page)
    assert "\nSources\n" not in page


def figures_of(comparison: Comparison) -> set[str]:
    """Return every leading figure of a comparison as people write it."""
    cells = [cell for section in comparison.sections for row in section.rows for cell in row.cells]
    items = [item for cell in cells for item in cell.items]
    values = [item.share if isinstance(item, Setting) else item for item in items]
    values += [end for cell in cells if cell.range for end in (cell.range.low, cell.range.high)]
    return {
        f"{abs(value.value):,.2f}" if value.unit == "USD/hour" else f"{abs(value.value):,}"
        for value in values
        if isinstance(value, Figure)
    }


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 160, 300])
@pytest.mark.parametrize("names", [(), tuple(heading.id for heading in BUNDLED.search(None))[:6]])
def test_no_width_shortens_a_number(width: int, names: tuple[str, ...]) -> None:
    comparison = compare_roles(BUNDLED, *names)
    page = table(comparison, width)
    assert figures_of(comparison) <= set(re.findall(r"[\d,.]*\d", page))
    assert "…" not in page


@pytest.mark.parametrize("width", [20, 40, 79, 100, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    comparisons = (
        compare_roles(BUNDLED),
        compare_roles(HOSTILE_DATA),
        compare_roles(EXAMPLE, "clinic-helper", "blood-person"),
    )
    for comparison in comparisons:
        assert [line for line in table(comparison, width).split("\n") if cell_len(line) > width] == []


def test_footnotes_are_numbered_in_reading_order() -> None:
    page = table(compare_roles(BUNDLED), 40)
    numbers = footnotes_in_text(page)
    assert numbers == footnotes_in_list(page) == list(range(1, len(numbers) + 1))


def test_value_that_all_members_share_is_shown_once_with_its_periods() -> None:
    members = [
        make.role(name, code, training={"levels": [make.level("job-zone-3", "job_zone", period=period, code=code)]})
        for name, code, period in (("one", "29-2012.00", "2022-08"), ("two", "29-2031.00", "2014-07"))
    ]
    whole = make.role("whole", None, members=["one", "two"])
    nurse = make.role("nurse", "29-1141.00", training={"levels": [make.level("job-zone-4", "job_zone")]})
    comparison = compare_roles(open_dataset(make.dataset([whole, nurse, *members])), "whole", "nurse")
    page = render(comparison, "markdown")
    assert "Job Zone 3 (July 2014 to August 2022) across all 2 member jobs" in page
    assert page.count("Job Zone 3") == 1


def test_no_bar_spans_figures_of_different_years_or_out_of_order() -> None:
    pay = [
        make.figure(90, "pay.annual.p10", period="2025"),
        make.figure(50, "pay.annual.median", period="2024"),
        make.figure(10, "pay.annual.p90", period="2019"),
    ]
    data = make.dataset([make.role("one", outlook={"pay": pay}), make.role("two", "29-1141.00")])
    assert "├" not in table(compare_roles(open_dataset(data)), 100)


def test_addresses_are_whole_links_in_markdown() -> None:
    page = render(compare_roles(EXAMPLE, "clinic-helper", "blood-person"), "markdown")
    assert "<https://example.org/article?a=1&b=2>" in page


WIDER = open_dataset(
    make.dataset(
        [
            make.role(
                "cutter",
                "29-2012.01",
                duties=[
                    make.duty("Count cells", "count-cells", scope="wider-group"),
                    make.duty("Cut tissue, in some jobs", "cut-tissue", scope="some"),
                ],
                training={"statements": [make.statement("Most learn at work.", scope="wider-group")]},
            ),
            make.role("nurse", "29-1141.00", duties=[make.duty("Care", "care")]),
        ],
        activities=[make.activity(name, label=name) for name in ("count-cells", "cut-tissue", "care")],
    )
)
LEGEND_OF_WIDER = "† about a broader group of jobs"


@pytest.mark.parametrize("output_format", ["table", "markdown"])
def test_statement_about_a_wider_group_is_marked(output_format: str) -> None:
    page = render(compare_roles(WIDER, "cutter", "nurse"), output_format)
    assert "Count cells†" in page
    assert "Most learn at work.†" in page
    assert LEGEND_OF_WIDER in " ".join(page.split())
    assert "in some jobs†" not in page  # the words say it


def test_overview_marks_a_duty_of_a_wider_group() -> None:
    page = table(compare_roles(WIDER, "cutter", "nurse"), 100, SUMMARY)
    assert "count-cells†" in page
    assert "cut-tissue†" not in page
    assert LEGEND_OF_WIDER in " ".join(page.split())


def test_data_says_whom_a_statement_is_true_of() -> None:
    answer = compare_roles(WIDER, "cutter", "nurse")
    rows = {row["text"]: row["scope"] for row in csv.DictReader(io.StringIO(render(answer, "csv")))}
    assert (rows["Count cells"], rows["Cut tissue, in some jobs"], rows["Care"]) == ("wider-group", "some", "")
    assert '"scope": "some"' in render(answer, "json")
