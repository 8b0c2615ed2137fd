"""Tests of the page of a table: ranges, values that are missing, and periods that differ."""

import pytest

from rolecompare.answers.table import FieldName, make_table
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.reference_data import MeasuredRole
from tests import make
from tests.make import validated
from tests.output.rendering import render, table

PAY, GROWTH = FieldName("pay", "pay.annual.median"), FieldName("growth", "employment.change_percent")


def measured(name: str, *values: make.Plain, members: tuple[str, ...] = ()) -> MeasuredRole:
    found: dict[str, list[Figure | Level | Missing]] = {PAY.measure: [], GROWTH.measure: []}
    for value in values:
        item = validated(Missing, value) if "missing" in value else validated(Figure, value)
        found[item.measure].append(item)
    return MeasuredRole(name, name.title(), "31-9092.00" if not members else None, members, found)


def page(*roles: MeasuredRole, width: int = 100) -> str:
    names = [role.id for role in roles]
    return table(make_table(roles, names, [PAY, GROWTH], make.background()), width)


def growth(value: float, **more: object) -> make.Plain:
    return make.figure(value, GROWTH.measure, **more)


def line(text: str, start: str) -> list[str]:
    """Return the cells of the row that begins with a title."""
    return next(row for row in text.splitlines() if row.startswith(start)).split()[1:]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(1.7, 5.6, "+1.7–5.6%"), (3, 3, "+3%"), (-1.2, 3, "−1.2% to +3%"), (0, 2.5, "0% to +2.5%")],
)
def test_range_of_an_umbrella_is_short_and_whole(low: float, high: float, shown: str) -> None:
    text = page(measured("one", growth(low)), measured("two", growth(high)), measured("both", members=("one", "two")))
    assert " ".join(line(text, "Both")[1:] or line(text, "Both")) in (shown, f"— {shown}")


def test_missing_value_is_a_dash_and_one_above_the_range_says_so() -> None:
    above = make.missing(PAY.measure, "above-published-range", bound=239200)
    text = page(measured("surgeon", above, growth(4)), measured("other", growth(1)))
    assert line(text, "Surgeon")[-2:] == ["$239,200", "+4%"]
    assert "at least" in text
    assert line(text, "Other") == ["—", "+1%"]


def test_unusual_period_stands_beside_its_value() -> None:
    old = make.figure(40000, period="2024-05")
    text = page(measured("one", make.figure(1)), measured("two", make.figure(2)), measured("three", old))
    assert line(text, "Three")[:3] == ["$40,000", "(May", "2024)"]
    assert "Pay a year: May 2025" in text


def test_figure_of_a_wider_group_is_marked() -> None:
    text = page(measured("one", make.figure(45000, code="31-9090")))
    assert line(text, "One")[0] == "$45,000†"
    assert "† published for a broader group of jobs." in text


def test_table_of_no_jobs_says_so() -> None:
    assert "No jobs found." in page()


def test_control_characters_of_a_title_are_shown_as_text() -> None:
    evil = measured("x")._replace(title="\x1b[31mred | =1")
    answer = make_table([evil], ["x"], [PAY], make.background())
    for output_format in ("table", "markdown", "csv", "json", "jsonl"):
        assert "\x1b" not in render(answer, output_format)
