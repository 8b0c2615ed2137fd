"""Tests of the table of many roles: its fields, its order, and what stands where a value is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.answers.table import (
    FIELDS,
    FieldName,
    TableAnswer,
    field_names,
    find_field,
    make_table,
    value_ends,
)
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.reference_data import MeasuredRole
from tests import make
from tests.make import validated
from tests.output.rendering import BUNDLED

PAY, EDUCATION = FieldName("pay", "pay.annual.median"), FieldName("education", "education.entry")
LEVEL_NAMES = [*LEVELS["education.entry"]]


def measured(name: str, pay: float | make.Plain | None = None, level: str | None = None) -> MeasuredRole:
    plain = pay if isinstance(pay, dict) else make.figure(pay) if pay is not None else None
    values: dict[str, list[Figure | Level | Missing]] = {PAY.measure: [], EDUCATION.measure: []}
    if plain is not None:
        values[PAY.measure].append(validated(Missing, plain) if "missing" in plain else validated(Figure, plain))
    if level is not None:
        values[EDUCATION.measure].append(validated(Level, make.level(level)))
    return MeasuredRole(name, name.title(), "31-9092.00", (), values)


def table(
    *roles: MeasuredRole, sort: FieldName | None = None, reverse: bool = False, limit: int | None = None
) -> TableAnswer:
    names = [role.id for role in roles]
    return make_table(roles, names, (PAY, EDUCATION), make.background(), sort=sort, reverse=reverse, limit=limit)


def ids(answer: TableAnswer) -> list[str]:
    return [role.id for role in answer.roles]


def test_every_field_is_a_measure_or_a_level() -> None:
    assert {FIELDS[name] for name in FIELDS} <= {*MEASURES, *LEVELS}
    assert all(find_field(name) is not None for name in field_names())


@pytest.mark.parametrize(
    ("text", "name", "measure"),
    [
        ("pay", "pay", "pay.annual.median"),
        (" Salary ", "pay", "pay.annual.median"),
        ("job_zone", "job_zone", "job_zone"),
        ("zone", "zone", "job_zone"),
        ("PAY.ANNUAL.P10", "pay.annual.p10", "pay.annual.p10"),
    ],
)
def test_field_is_found_by_word_or_key(text: str, name: str, measure: str) -> None:
    assert find_field(text) == FieldName(name, measure)


@pytest.mark.parametrize("text", ["", "jobs.share", "happiness"])
def test_other_words_are_no_fields(text: str) -> None:
    assert find_field(text) is None


def test_largest_value_comes_first_and_missing_ones_last() -> None:
    roles = (measured("none"), measured("low", 10), measured("high", 30), measured("middle", 20))
    assert ids(table(*roles)) == ["none", "low", "high", "middle"]
    assert ids(table(*roles, sort=PAY)) == ["high", "middle", "low", "none"]
    assert ids(table(*roles, sort=PAY, reverse=True)) == ["low", "middle", "high", "none"]


def test_levels_are_sorted_by_their_place_on_the_scale() -> None:
    roles = (measured("school", level="high-school-diploma"), measured("master", level="masters-degree"))
    assert ids(table(*roles, sort=EDUCATION)) == ["master", "school"]


def test_value_above_the_published_range_comes_before_its_bound() -> None:
    above = make.missing(PAY.measure, "above-published-range", bound=239200)
    answer = table(measured("bound", 239200), measured("surgeon", above), sort=PAY)
    assert ids(answer) == ["surgeon", "bound"]
    assert answer.roles[0].values["pay"].bound == 239200


def test_limit_keeps_the_first_and_says_how_many_there_were() -> None:
    answer = table(measured("low", 10), measured("high", 30), measured("middle", 20), sort=PAY, limit=2)
    assert (ids(answer), answer.total) == (["high", "middle"], 3)


def test_missing_value_says_why() -> None:
    value = table(measured("none")).roles[0].values["pay"]
    assert (value.kind, value.missing, value.reason) == (
        "missing",
        "not-in-dataset",
        "the data has no such value for this job",
    )


def test_national_figure_goes_before_that_of_a_state() -> None:
    role = measured("medic")
    here, there = (validated(Figure, make.figure(value, area=area)) for value, area in ((1, "US"), (2, "US-CA")))
    both = role._replace(values={**role.values, PAY.measure: [there, here]})
    alone = role._replace(id="west", values={**role.values, PAY.measure: [there]})
    answer = table(both, alone)
    assert [line.values["pay"].value for line in answer.roles] == [1, 2]


def test_umbrella_has_the_range_of_its_members() -> None:
    roles = BUNDLED.measured_roles([PAY.measure], ["medical-technician"])
    answer = make_table(roles, ["medical-technician"], [PAY], BUNDLED.reference_data)
    value = answer.roles[0].values["pay"]
    assert value.missing == "no-such-occupation"
    assert value_ends(value) == (45230, 80110)
    assert ids(answer) == ["medical-technician"]


def test_sources_are_those_of_the_roles_in_the_table() -> None:
    assert list(table(measured("medic", 1)).sources) == ["book"]
    assert list(table(measured("medic")).sources) == []


pays = st.none() | st.integers(1, 50)
levels = st.none() | st.sampled_from(LEVEL_NAMES)


@given(st.lists(st.tuples(pays, levels), max_size=12), st.sampled_from([PAY, EDUCATION]), st.booleans())
def test_sorted_table_has_every_role_once_in_order(
    values: list[tuple[int | None, str | None]], sort: FieldName, reverse: bool
) -> None:
    roles = [measured(f"role-{number}", *pair) for number, pair in enumerate(values)]
    answer = table(*roles, sort=sort, reverse=reverse)
    assert sorted(ids(answer)) == sorted(role.id for role in roles)
    ends = [value_ends(line.values[sort.name]) for line in answer.roles]
    known = [end for end in ends if end is not None]
    assert ends == [*known, *[None] * (len(ends) - len(known))]
    assert known == sorted(known, reverse=not reverse)


@given(st.lists(pays, max_size=12), st.integers(1, 12))
def test_limited_table_is_the_beginning_of_the_whole(values: list[int | None], limit: int) -> None:
    roles = [measured(f"role-{number}", pay) for number, pay in enumerate(values)]
    assert ids(table(*roles, sort=PAY, limit=limit)) == ids(table(*roles, sort=PAY))[:limit]
