"""Check the order of levels and the comparison of periods and codes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.codes import CodeRelation, code_relation
from rolecompare.measures import (
    LEVELS,
    MEASURES,
    STATISTICS,
    PeriodKind,
    is_period,
    level_name,
    level_rank,
    period_months,
    years_apart,
)
from rolecompare.models.kinds import SectionName

years = st.integers(1900, 2099).map(str)
points = years | st.builds("{}-{:02}".format, years, st.integers(1, 12))
socs = st.from_regex(r"[1-9][1-9]-[1-9]{4}", fullmatch=True)


def test_sections_are_in_page_order() -> None:
    assert tuple(SectionName) == ("duties", "training", "credentials", "settings", "outlook", "ratings")


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_education_has_the_eight_levels_of_the_publisher() -> None:
    assert [level_name("education.entry", level) for level in LEVELS["education.entry"]] == [
        "No formal educational credential",
        "High school diploma or equivalent",
        "Some college, no degree",
        "Postsecondary nondegree award",
        "Associate's degree",
        "Bachelor's degree",
        "Master's degree",
        "Doctoral or professional degree",
    ]


@pytest.mark.parametrize(
    ("measure", "lower", "higher"),
    [
        ("education.entry", "postsecondary-nondegree-award", "associates-degree"),
        ("experience.related", "none", "less-than-5-years"),
        ("training.on_the_job", "short-term", "long-term"),
        ("job_zone", "job-zone-1", "job-zone-1-2"),
        ("job_zone", "job-zone-1-2", "job-zone-3"),
    ],
)
def test_higher_level_has_a_higher_rank(measure: str, lower: str, higher: str) -> None:
    assert level_rank(measure, lower) < level_rank(measure, higher)


@pytest.mark.parametrize("measure", sorted(set(LEVELS) - {"job_zone"}))
def test_ranks_of_a_scale_count_from_zero(measure: str) -> None:
    assert [level_rank(measure, level) for level in LEVELS[measure]] == list(range(len(LEVELS[measure])))


def test_merged_job_zone_is_one_step_below_the_next() -> None:
    assert [level_rank("job_zone", level) for level in LEVELS["job_zone"]] == [0, 1, 1, 2, 3, 4]


def test_level_of_another_scale_has_no_rank() -> None:
    with pytest.raises(ValueError, match="short-term"):
        level_rank("education.entry", "short-term")


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_measure_has_its_unit() -> None:
    assert {name: measure.unit for name, measure in MEASURES.items()} == {
        **{f"pay.annual.{statistic}": "USD/year" for statistic in STATISTICS},
        **{f"pay.hourly.{statistic}": "USD/hour" for statistic in STATISTICS},
        "employment": "jobs",
        "employment.base": "jobs",
        "employment.projected": "jobs",
        "employment.change": "jobs",
        "employment.change_percent": "percent",
        "self_employed.share": "percent",
        "openings.annual": "jobs/year",
        "jobs.share": "percent",
    }


def test_percentiles_are_in_order_before_the_mean() -> None:
    assert STATISTICS == ("p10", "p25", "median", "p75", "p90", "mean")


def test_no_name_is_both_a_measure_and_a_scale() -> None:
    assert MEASURES.keys().isdisjoint(LEVELS)


# ── periods ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["2024", "2025-05", "1999-12", "2000-01"])
def test_year_or_month_is_a_point(text: str) -> None:
    assert is_period(text, PeriodKind.POINT)
    assert not is_period(text, PeriodKind.DECADE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2025-5",
        "2025-13",
        "2025-00",
        "2025-05-01",
        "2024/2034",
        "May 2025",
        "2025 ",
        "2025\n",
        "3025",
        "1825",
    ],
)
def test_other_text_is_not_a_point(text: str) -> None:
    assert not is_period(text, PeriodKind.POINT)


@given(years, years)
def test_span_must_end_after_its_beginning(start: str, end: str) -> None:
    assert is_period(f"{start}/{end}", PeriodKind.DECADE) == (int(start) < int(end))


@pytest.mark.parametrize("text", ["", "2024", "2024-2034", "2024–34", "2024/34", "2024-05/2034-05", "2024/2034\n"])
def test_text_without_two_years_is_not_a_span(text: str) -> None:
    assert not is_period(text, PeriodKind.DECADE)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("20٢٤", PeriodKind.POINT), ("2025-0٥", PeriodKind.POINT), ("20٢٤/20٣٤", PeriodKind.DECADE)],
)
def test_period_has_ascii_digits(text: str, kind: PeriodKind) -> None:
    assert not is_period(text, kind)


@given(st.lists(st.tuples(st.integers(1900, 2099), st.integers(1, 12)), min_size=2, unique=True))
def test_months_order_later_periods_after_earlier_ones(dates: list[tuple[int, int]]) -> None:
    ordered = [period_months(f"{year}-{month:02}") for year, month in sorted(dates)]
    assert all(earlier < later for earlier, later in pairwise(ordered))


@given(years)
def test_year_counts_from_its_january(year: str) -> None:
    assert period_months(year) == period_months(f"{year}-01")


def test_span_has_the_months_of_both_ends() -> None:
    assert period_months("2024/2034") == (2024 * 12 + 1, 2034 * 12 + 1)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2025-05", "2025-05", 0),
        ("2024-05", "2025-05", 1),
        ("2024-12", "2025-01", 1 / 12),
        ("2023", "2025", 2),
        ("2024", "2024-12", 0),
        ("2024", "2025-01", 1),
        ("2024/2034", "2024/2034", 0),
        ("2023/2033", "2024/2034", 1),
        ("2024/2034", "2024/2039", 5),
    ],
)
def test_distance_of_periods_is_the_larger_one_between_their_ends(one: str, other: str, apart: float) -> None:
    assert years_apart(one, other) == pytest.approx(apart)


@given(points, points)
def test_distance_of_periods_is_symmetric(one: str, other: str) -> None:
    assert years_apart(one, other) == years_apart(other, one)


@given(points)
def test_distance_of_a_period_to_itself_is_zero(period: str) -> None:
    assert years_apart(period, period) == 0


# ── occupation codes ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "occupation"),
    [
        ("31-9092", "31-9092"),
        ("31-9092", "31-9092.00"),
        ("31-9092.00", "31-9092"),
        ("29-2012.01", "29-2012.01"),
        ("29-2010", "29-2010"),
    ],
)
def test_code_is_equal_with_and_without_trailing_zeros(code: str, occupation: str) -> None:
    assert code_relation(code, occupation) is CodeRelation.SAME


@pytest.mark.parametrize(
    ("code", "occupation"),
    [
        ("29-2010", "29-2012"),
        ("29-2010", "29-2011.00"),
        ("29-2012", "29-2012.01"),
        ("29-2000", "29-2012.00"),
        ("29-0000", "29-2012.00"),
        ("15-1200", "15-1252.00"),
    ],
)
def test_group_is_wider_than_its_occupations(code: str, occupation: str) -> None:
    assert code_relation(code, occupation) is CodeRelation.WIDER


@pytest.mark.parametrize("occupation", ["31-9092", "29-2012.01"])
def test_all_occupations_are_wider_than_any_occupation(occupation: str) -> None:
    assert code_relation("00-0000", occupation) is CodeRelation.WIDER


@pytest.mark.parametrize(
    ("code", "occupation"),
    [
        ("29-2012", "31-9092"),
        ("29-2012", "29-2010"),
        ("29-2012.01", "29-2012"),
        ("29-2012.01", "29-2012.02"),
        ("29-1000", "29-2012"),
        ("US-CA", "29-2012"),
        ("29-2010", "3212"),
        ("", "29-2012"),
    ],
)
def test_sibling_or_narrower_code_is_different(code: str, occupation: str) -> None:
    assert code_relation(code, occupation) is CodeRelation.OTHER


@given(socs, st.integers(3, 6))
def test_every_group_prefix_of_an_occupation_is_wider(occupation: str, kept: int) -> None:
    assert code_relation(occupation[:kept].ljust(7, "0"), occupation) is CodeRelation.WIDER


@given(socs, socs)
def test_detailed_occupations_are_equal_or_different_but_not_wider(one: str, other: str) -> None:
    assert code_relation(one, other) is (CodeRelation.SAME if one == other else CodeRelation.OTHER)
