"""Tests of answers as lines of data: CSV and JSON Lines."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.answers.listings import ListAnswer
from rolecompare.comparison.provenance import trace
from rolecompare.gap.analysis import analyze_gap
from rolecompare.models.serialization import ITEM_FORMS
from rolecompare.output.flat import flatten
from tests.conftest import Golden
from tests.output.rendering import BUNDLED, EXAMPLE, HOSTILE_DATA, compare_one, compare_roles, render

IDS = [heading.id for heading in BUNDLED.library.headings]
TYPES: dict[str, type | tuple[type, ...]] = {
    "number": (int, float),
    "level": str,
    "text": str,
    "versus": str,
    "key": str,
}


def csv_rows(answer: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(answer, "csv"))))


def lines(answer: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in render(answer, "jsonl").splitlines()]


@given(st.lists(st.sampled_from(IDS), min_size=2, max_size=3, unique=True))
def test_every_column_has_one_type(names: list[str]) -> None:
    table = flatten(compare_roles(BUNDLED, *names))
    for row in table.rows:
        assert set(row) <= set(table.columns)
        for column, kind in TYPES.items():
            assert row.get(column) is None or isinstance(row[column], kind)


@given(st.lists(st.sampled_from(IDS), min_size=2, max_size=3, unique=True))
def test_key_joins_a_line_to_the_row_of_the_json_answer(names: list[str]) -> None:
    comparison = compare_roles(BUNDLED, *names)
    rows = {(section.name.value, row.key) for section in comparison.sections for row in section.rows}
    assert {(row["section"], row["key"]) for row in flatten(comparison).rows if row["layer"] != "warning"} == rows


@pytest.mark.parametrize("name", ["medical-assistant", "medical-technician", "registered-nurse"])
def test_section_and_key_of_a_line_are_a_field_of_why(name: str) -> None:
    alone = compare_one(BUNDLED, name)
    for row in flatten(alone).rows:
        if row["layer"] != "warning":
            found = trace(alone, f"{row['section']}.{row['key']}")
            assert found is not None
            assert found.label == row["label"]


def test_figure_has_a_number_and_level_has_its_rank_and_name() -> None:
    rows = {
        (row["key"], row["role"]): row
        for row in csv_rows(compare_roles(BUNDLED, "phlebotomist", "registered-nurse"))
        if row["layer"] == "own"
    }
    pay, education = (rows[key, "registered-nurse"] for key in ("pay.annual.median", "education.entry"))
    columns = ("kind", "number", "unit", "level", "text")
    assert [pay[name] for name in columns] == ["figure", "97550", "USD/year", "", ""]
    assert [education[name] for name in columns] == ["level", "6", "rank", "bachelors-degree", "Bachelor's degree"]


def test_difference_names_the_other_role_and_its_measure() -> None:
    (found,) = [
        row
        for row in csv_rows(compare_roles(BUNDLED, "medical-assistant", "registered-nurse"))
        if (row["layer"], row["kind"], row["measure"]) == ("derived", "difference", "pay.annual.median")
    ]
    columns = ("role", "versus", "number", "unit")
    assert [found[name] for name in columns] == ["registered-nurse", "medical-assistant", "51860", "USD/year"]


def test_requirement_of_a_credential_is_its_level() -> None:
    rows = csv_rows(compare_one(BUNDLED, "registered-nurse"))
    assert ("credential", "by-law") in {(row["kind"], row["level"]) for row in rows}


def test_kinds_are_those_of_the_json_answer() -> None:
    kinds = {row.get("kind") for row in flatten(compare_roles(BUNDLED)).rows if row["layer"] in ("own", "member")}
    assert kinds <= {form.kind for form in ITEM_FORMS.values()}


def test_lines_of_json_are_those_of_csv() -> None:
    comparison = compare_roles(EXAMPLE, "clinic-helper", "blood-taker", "blood-person")
    for line, row in zip(lines(comparison), csv_rows(comparison), strict=True):
        filled = {name: value for name, value in row.items() if value}
        assert list(line) == list(filled)
        for name, value in line.items():
            text = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
            assert filled[name].removeprefix("'") == text


def test_lines_of_json_keep_text_that_csv_has_to_change() -> None:
    comparison = compare_roles(HOSTILE_DATA)
    assert "=1+1" in {line.get("text") for line in lines(comparison)}
    assert "'=1+1" in {row["text"] for row in csv_rows(comparison)}


def test_comparison_as_json_lines(golden: Golden) -> None:
    golden("diff-three.jsonl", render(compare_roles(EXAMPLE, "clinic-helper", "blood-taker", "blood-person"), "jsonl"))


def test_empty_answer_has_no_lines() -> None:
    assert render(ListAnswer(roles=()), "jsonl") == ""


def test_rows_of_a_move_name_their_section() -> None:
    start, goal = BUNDLED.find_all(["medical-assistant", "registered-nurse"])
    rows = list(flatten(analyze_gap(start, goal, BUNDLED.reference_data, both=False)).rows)
    assert {"not-needed", "carries-over", "new"} <= {row["part"] for row in rows}
    assert all("section" in row for row in rows if "key" in row)
