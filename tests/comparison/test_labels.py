"""What a period, a value and a list are called."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison import labels
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import PART_NAMES, SECTION_OF_PART
from tests import make
from tests.make import validated


def test_every_measure_and_scale_has_a_unique_name() -> None:
    names = [labels.measure(name) for name in (*MEASURES, *LEVELS)]
    assert len(set(names)) == len(MEASURES) + len(LEVELS)


def test_every_part_of_a_role_has_a_unique_name() -> None:
    assert PART_NAMES.keys() == SECTION_OF_PART.keys()
    assert len(set(PART_NAMES.values())) == len(SECTION_OF_PART)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2024", "2024"),
        ("2025-05", "May 2025"),
        ("2025-01", "January 2025"),
        ("2025-12", "December 2025"),
        ("2024/2034", "2024–34"),
        ("1999/2009", "1999–2009"),
    ],
)
def test_period_is_written_in_words(period: str, text: str) -> None:
    assert labels.period(period) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (45690, "USD/year", "$45,690"),
        (0, "USD/year", "$0"),
        (21.97, "USD/hour", "$21.97"),
        (22, "USD/hour", "$22.00"),
        (1234.5, "USD/hour", "$1,234.50"),
        (12.5, "percent", "12.5%"),
        (57, "percent", "57%"),
        (6.9, "percentage points", "6.9 points"),
        (112300, "jobs/year", "112,300"),
        (1234567890, "jobs", "1,234,567,890"),
    ],
)
def test_number_has_all_its_digits_and_its_unit_sign(value: float, unit: str, text: str) -> None:
    assert labels.number(value, unit) == text


@given(st.integers(0, 10**15))
def test_count_keeps_every_digit(value: int) -> None:
    assert labels.number(value, "jobs").replace(",", "") == str(value)


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        (45690, "pay.annual.median", "$45,690"),
        (12.5, "employment.change_percent", "+12.5%"),
        (-2.5, "employment.change_percent", "−2.5%"),
        (0, "employment.change_percent", "0%"),
        (101600, "employment.change", "+101,600"),
        (-5000, "employment.change", "−5,000"),
        (811000, "employment", "811,000"),
        (112300, "openings.annual", "112,300"),
    ],
)
def test_only_a_change_has_a_sign(value: float, measure: str, text: str) -> None:
    assert labels.value(validated(Figure, make.figure(value, measure))) == text


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("education.entry", "postsecondary-nondegree-award", "Postsecondary nondegree award"),
        ("experience.related", "none", "None"),
        ("job_zone", "job-zone-3", "Job Zone 3"),
    ],
)
def test_level_has_its_publishers_name(measure: str, value: str, text: str) -> None:
    assert labels.value(validated(Level, make.level(value, measure))) == text


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (460, "USD/year", "+$460"),
        (-460, "USD/year", "−$460"),
        (0, "USD/year", "±$0"),
        (-0.23, "USD/hour", "−$0.23"),
        (2, None, "+2"),
        (-1, None, "−1"),
    ],
)
def test_difference_always_has_a_sign(amount: float, unit: str | None, text: str) -> None:
    assert labels.signed(amount, unit) == text


@given(st.integers(1, 10**9), st.sampled_from(["USD/year", "USD/hour", "jobs", "percent"]))
@settings(deadline=None)
def test_negated_difference_changes_only_its_sign(amount: int, unit: str) -> None:
    assert labels.signed(-amount, unit) == labels.signed(amount, unit).replace("+", "−")


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_are_joined_with_commas_and_and(names: list[str], text: str) -> None:
    assert labels.join_words(names) == text


def test_names_can_be_joined_by_another_word() -> None:
    assert labels.join_words(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(("count", "text"), [(0, "0 roles"), (1, "1 role"), (2, "2 roles")])
def test_count_agrees_with_its_noun(count: int, text: str) -> None:
    assert labels.count_of(count, "role") == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 activities"), (1, "1 activity"), (5, "5 activities")])
def test_irregular_plural_is_used(count: int, text: str) -> None:
    assert labels.count_of(count, "activity", "activities") == text
