"""Tests of the figures and levels that a comparison has by their names."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.comparison.compare import compare
from rolecompare.comparison.selection import Selection
from rolecompare.comparison.types import Comparison, NamedValue
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.figures import Figure, Level, Missing
from tests import make
from tests.output.rendering import BUNDLED, compare_one, compare_roles

PAY = "pay.annual.median"
IDS = [heading.id for heading in BUNDLED.library.headings]


def compared(*roles: make.Plain) -> Comparison:
    return compare([make.subject(role) for role in roles], make.background())


def with_pay(name: str, *figures: make.Plain) -> make.Plain:
    return make.role(name, outlook={"pay": list(figures)})


def test_newest_edition_leads_and_others_follow() -> None:
    old, new = make.figure(40000, period="2024-05"), make.figure(45690, period="2025-05")
    found = compared(with_pay("medic", old, new)).figures[PAY]["medic"]
    assert (found.kind, found.value, found.unit, found.period) == ("figure", 45690, "USD/year", "2025-05")
    assert [each.period for each in found.earlier or ()] == ["2024-05"]


def test_figure_keeps_area_code_and_citations() -> None:
    found = compared(with_pay("medic", make.figure(45690))).figures[PAY]["medic"]
    assert (found.area, found.code) == ("US", "31-9092")
    assert [citation.source for citation in found.citations] == ["book"]


def test_difference_is_against_the_first_role() -> None:
    figures = compared(with_pay("medic", make.figure(50000)), with_pay("nurse", make.figure(60000))).figures[PAY]
    medic, nurse = figures["medic"], figures["nurse"]
    assert (medic.versus, medic.difference) == (None, None)
    assert (nurse.versus, nurse.difference, nurse.percent_apart) == ("medic", 10000, 20.0)


def test_role_without_value_has_an_entry_that_says_so() -> None:
    found = compared(with_pay("medic", make.figure(50000)), make.role("nurse")).figures[PAY]["nurse"]
    assert (found.kind, found.missing, found.reason) == (
        "missing",
        "not-in-dataset",
        "the data has no such value for this job",
    )


def test_reason_for_a_missing_part_is_that_of_its_figures() -> None:
    part = make.missing("outlook", "not-surveyed", reason="nobody counts them")
    found = compared(with_pay("medic", make.figure(50000)), make.role("nurse", missing=[part])).figures[PAY]["nurse"]
    assert (found.missing, found.reason) == ("not-surveyed", "nobody counts them")


def test_missing_value_keeps_its_bound() -> None:
    above = make.missing(PAY, "above-published-range", bound=239200)
    found = compared(with_pay("medic", above)).figures[PAY]["medic"]
    assert (found.kind, found.missing, found.bound, found.value) == ("missing", "above-published-range", 239200, None)


def test_values_in_conflict_are_both_listed_and_neither_is_chosen() -> None:
    levels = [make.level("associates-degree"), make.level("bachelors-degree")]
    found = compared(make.role("medic", training={"levels": levels})).figures["education.entry"]["medic"]
    assert (found.kind, found.value) == ("conflict", None)
    assert [each.value for each in found.values or ()] == ["associates-degree", "bachelors-degree"]


def test_level_has_rank_and_name() -> None:
    levels = [make.level("bachelors-degree"), make.level("job-zone-4", "job_zone")]
    figures = compared(make.role("medic", training={"levels": levels})).figures
    education, zone = figures["education.entry"]["medic"], figures["job_zone"]["medic"]
    assert (education.value, education.rank, education.name) == ("bachelors-degree", 6, "Bachelor's degree")
    assert (zone.value, zone.rank) == ("job-zone-4", 4)


def test_umbrella_has_a_range_over_its_members() -> None:
    found = compare_one(BUNDLED, "medical-technician").figures[PAY]["medical-technician"]
    assert (found.kind, found.missing) == ("missing", "no-such-occupation")
    assert found.range is not None
    assert (found.range.low.value, found.range.high.value) == (45230, 80110)


def test_area_is_part_of_the_name() -> None:
    here, there = make.figure(50000), make.figure(60000, area="US-CA")
    assert {f"{PAY}", f"{PAY}@US-CA"} <= set(compared(with_pay("medic", here, there)).figures)


def test_only_sections_that_are_compared_have_figures() -> None:
    subjects = BUNDLED.find_all(["phlebotomist", "paramedic"])
    found = compare(subjects, BUNDLED.reference_data, Selection(sections=("training",)))
    assert set(found.figures) <= set(LEVELS)


def leading(value: NamedValue) -> list[object]:
    return [value.value] if value.values is None else [each.value for each in value.values]


@given(st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True))
def test_named_values_are_those_of_the_rows(names: list[str]) -> None:
    found = compare_roles(BUNDLED, *names)
    rows = {row.key: row for section in found.sections for row in section.rows}
    assert {key.partition("@")[0] for key in found.figures} <= {*MEASURES, *LEVELS}
    for key, by_role in found.figures.items():
        assert list(by_role) == names
        for cell in rows[key].cells:
            named = by_role[cell.role]
            values: list[object] = [item.value for item in cell.items if isinstance(item, (Figure, Level))]
            assert leading(named) == (values or [None])
            assert (named.range, named.earlier) == (cell.range, cell.history)
            assert (named.missing is not None) == (not values)


@pytest.mark.slow
def test_every_missing_value_has_a_reason() -> None:
    for one, other in pairwise(IDS):
        for by_role in compare_roles(BUNDLED, one, other).figures.values():
            for named in by_role.values():
                assert (named.kind == "missing") == (named.reason is not None)
                assert named.kind == "conflict" or named.value is None or named.citations
                assert all(isinstance(each, (Figure, Level, Missing)) for each in named.earlier or ())
