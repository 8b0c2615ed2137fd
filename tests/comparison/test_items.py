"""Check programs, credentials, settings and statements side by side: who has them, and with what details."""

from itertools import combinations

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.comparison.items import condition_rows, credential_rows, missing_rows, program_rows, statement_rows
from rolecompare.comparison.labels import CONDITIONS
from rolecompare.comparison.types import Derived, Relation, Row, RowEvidence
from rolecompare.models.figures import Missing
from rolecompare.models.kinds import ConditionKind, Requirement, SectionName
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Credential, Setting
from tests import make

BOTH = ("medic", "nurse")


# ── programs ───────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_programs(name: str, *programs: make.Plain) -> make.Plain:
    return make.role(name, training={"programs": list(programs)})


def programs(*columns: list[make.Plain]) -> list[Relation]:
    subjects = [make.subject(role_with_programs(f"role-{n}", *column)) for n, column in enumerate(columns)]
    return [row.relation for row in program_rows(subjects)]


YEAR = make.program(min_months=9, max_months=12)
TWO_YEARS = make.program(min_months=24, max_months=24)
DEGREE = make.program("associates-degree", min_months=24)


def test_programs_are_paired_by_their_award() -> None:
    (row,) = program_rows(
        [make.subject(role_with_programs("medic", YEAR)), make.subject(role_with_programs("nurse", YEAR))]
    )
    assert row.key == "program.postsecondary-nondegree-award"
    assert row.label == "Program: Postsecondary nondegree award"
    assert row.relation == "same"
    assert row.evidence == RowEvidence(kind="name", id="postsecondary-nondegree-award")


def test_programs_of_one_award_and_different_lengths_are_different() -> None:
    assert programs([YEAR], [TWO_YEARS]) == ["differs"]


def test_programs_of_different_awards_are_in_different_rows() -> None:
    assert programs([YEAR], [DEGREE]) == ["only", "only"]


def test_two_programs_of_one_award_are_same_when_both_roles_have_both() -> None:
    assert programs([YEAR, TWO_YEARS], [YEAR, TWO_YEARS]) == ["same"]


def test_extra_program_of_one_award_is_a_difference() -> None:
    assert programs([YEAR, TWO_YEARS], [YEAR]) == ["differs"]


# ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_conditions(name: str, *kinds: str) -> make.Plain:
    conditions = [make.statement(f"{kind} {n}", condition=kind) for n, kind in enumerate(kinds)]
    return make.role(name, settings={"conditions": conditions})


def test_conditions_are_paired_and_ordered_by_kind() -> None:
    rows = condition_rows(
        [
            make.subject(role_with_conditions("medic", "hours", "lifting")),
            make.subject(role_with_conditions("nurse", "hours", "on-feet", "hours")),
        ]
    )
    assert [(row.key, row.label, row.relation) for row in rows] == [
        ("condition.on-feet", "Standing", "only"),
        ("condition.lifting", "Lifting and moving", "only"),
        ("condition.hours", "Hours", "alike"),
    ]
    assert [len(cell.items) for cell in rows[2].cells] == [1, 2]


def test_every_kind_of_condition_has_a_label() -> None:
    assert set(CONDITIONS) == set(ConditionKind)


# ── credentials ──────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_credentials(name: str, *credentials: make.Plain) -> make.Plain:
    return make.role(name, credentials={"items": list(credentials)})


def credentials(*columns: list[make.Plain]) -> list[tuple[str, Relation]]:
    subjects = [make.subject(role_with_credentials(f"role-{n}", *column)) for n, column in enumerate(columns)]
    return [(row.label, row.relation) for row in credential_rows(subjects)]


def test_credentials_are_paired_by_name_and_issuer() -> None:
    card = make.credential("First aid", "optional", abbreviation="FA")
    (row,) = credential_rows(
        [make.subject(role_with_credentials("medic", card)), make.subject(role_with_credentials("nurse", card))]
    )
    assert (row.key, row.label, row.relation) == ("First aid / FA / A body", "First aid (FA)", "same")
    assert row.evidence == RowEvidence(kind="name", label="First aid (FA)")


def test_credentials_of_one_name_and_different_issuers_are_different() -> None:
    columns = [[make.credential("First aid", issuer=issuer)] for issuer in ("Red", "Blue")]
    assert credentials(*columns) == [("First aid", "only"), ("First aid", "only")]


@pytest.mark.parametrize("pair", list(combinations(Requirement, 2)), ids="+".join)
def test_credential_with_different_requirements_is_different(pair: tuple[Requirement, Requirement]) -> None:
    columns = [[make.credential("First aid", requirement.value)] for requirement in pair]
    assert credentials(*columns) == [("First aid", "differs")]


@pytest.mark.parametrize("requirement", Requirement)
def test_credential_with_the_same_requirement_is_the_same(requirement: Requirement) -> None:
    column = [make.credential("First aid", requirement.value)]
    assert credentials(column, column) == [("First aid", "same")]


def test_credential_that_the_law_of_other_states_does_not_require_is_different() -> None:
    columns = [
        [make.credential("First aid", "by-law-in-all-but-few-states", excepted_states=[state])]
        for state in ("Alaska", "Ohio")
    ]
    assert credentials(*columns) == [("First aid", "differs")]


@pytest.mark.parametrize(
    ("holders", "expected"),
    [("111", "same"), ("101", "differs"), ("010", "only"), ("111111", "same"), ("111110", "differs")],
)
def test_sign_of_a_credential_depends_on_how_many_roles_have_it(holders: str, expected: Relation) -> None:
    columns = [[make.credential("First aid", "optional")] if holder == "1" else [] for holder in holders]
    assert credentials(*columns) == [("First aid", expected)]


def test_credential_with_the_same_two_requirements_is_same() -> None:
    told = [make.credential("First aid", "by-law-in-some-states"), make.credential("First aid", "optional")]
    assert credentials(told, told) == [("First aid", "same")]


def test_credential_of_one_member_is_counted_for_that_member_only() -> None:
    whole = make.subject(
        role_with_credentials("whole"),
        role_with_credentials("one", make.credential("First aid")),
        role_with_credentials("two"),
    )
    (row,) = credential_rows([make.subject(role_with_credentials("medic", make.credential("First aid"))), whole])
    cell = row.cells[1]
    assert (row.relation, cell.items, [member.role for member in cell.members]) == ("alike", (), ["one"])
    assert cell.member_count == 2


def test_credential_of_all_members_with_different_requirements_is_different() -> None:
    members = [
        role_with_credentials(name, make.credential("First aid", r))
        for name, r in (("one", "by-law"), ("two", "optional"))
    ]
    rows = credential_rows(
        [
            make.subject(role_with_credentials("medic", make.credential("First aid", "by-law"))),
            make.subject(role_with_credentials("whole"), *members),
        ]
    )
    assert [row.relation for row in rows] == ["differs"]


def test_both_sides_of_a_credential_keep_their_requirement() -> None:
    subjects = [
        make.subject(role_with_credentials(name, make.credential("First aid", requirement)))
        for name, requirement in zip(BOTH, ("by-law", "unknown"), strict=True)
    ]
    (row,) = credential_rows(subjects)
    told = [[item.requirement.value for item in cell.items if isinstance(item, Credential)] for cell in row.cells]
    assert told == [["by-law"], ["unknown"]]


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def share(value: float, **more: object) -> make.Plain:
    return make.figure(value, "jobs.share", period="2024", **more)


def role_with_settings(name: str, *places: make.Plain, code: str | None = "31-9092.00") -> make.Plain:
    return make.role(name, code, settings={"items": list(places)})


def setting_rows(*subjects: RoleWithMembers) -> tuple[Row, ...]:
    return next(s.rows for s in compare(subjects, make.background()).sections if s.name == "settings")


def rows_of_settings(*columns: list[make.Plain]) -> tuple[Row, ...]:
    names = (*BOTH, "clerk", "cook", "smith", "tailor")
    return setting_rows(
        *(make.subject(role_with_settings(name, *column)) for name, column in zip(names, columns, strict=False))
    )


def hospital(value: float, **more: object) -> make.Plain:
    return make.setting("hospitals", {**share(value), **more}, "inpatient")


def points(value: float, roles: tuple[str, str] = BOTH) -> Derived:
    return Derived(kind="difference", role=roles[1], versus=roles[0], value=value, unit="percentage points")


def test_settings_are_paired_and_shares_subtracted_in_points() -> None:
    (row,) = rows_of_settings([hospital(57)], [hospital(36.5)])
    assert (row.key, row.label, row.relation) == ("hospitals", "Hospitals", "differs")
    assert (row.evidence, row.derived) == (RowEvidence(kind="name", id="hospitals"), (points(-20.5),))


def test_equal_shares_are_same() -> None:
    (row,) = rows_of_settings([hospital(57)], [hospital(57)])
    assert (row.relation, row.derived) == ("same", (points(0),))


def test_share_of_zero_is_a_share() -> None:
    (row,) = rows_of_settings([hospital(0)], [hospital(57)])
    assert (row.relation, row.derived) == ("differs", (points(57),))


@pytest.mark.parametrize("period", ["2023", "2016", "2025-05"])
def test_shares_a_year_or_more_apart_are_not_subtracted(period: str) -> None:
    (row,) = rows_of_settings([hospital(57)], [hospital(36, period=period)])
    assert (row.relation, row.derived) == ("differs", ())


def test_equal_shares_of_periods_years_apart_are_not_same() -> None:
    (row,) = rows_of_settings([hospital(57)], [hospital(57, period="2016")])
    assert row.relation == "differs"


def test_shares_of_different_areas_are_not_subtracted() -> None:
    (row,) = rows_of_settings([hospital(57)], [hospital(36, area="US-CA")])
    assert row.derived == ()


def test_unknown_share_is_not_subtracted() -> None:
    unknown = make.setting("hospitals", make.missing("jobs.share"), "inpatient")
    (row,) = rows_of_settings([hospital(57)], [unknown])
    assert row.derived == ()
    assert [len(cell.items) for cell in row.cells] == [1, 1]


def test_setting_without_known_shares_is_same() -> None:
    unknown = make.setting("hospitals", make.missing("jobs.share"), "inpatient")
    assert [row.relation for row in rows_of_settings([unknown], [unknown])] == ["same"]


def private(value: float) -> make.Plain:
    return make.setting("private-hospitals", share(value), "inpatient", within="hospitals")


def test_setting_and_its_wider_setting_are_similar_but_not_subtracted() -> None:
    (row,) = rows_of_settings([hospital(57)], [private(37)])
    assert (row.key, row.label, row.relation) == ("hospitals+private-hospitals", "Among hospitals", "alike")
    by = RowEvidence(kind="kind", id="hospitals", label="one a part of the other, or both of hospitals")
    assert (row.evidence, row.derived) == (by, ())


def test_two_parts_of_one_wider_setting_are_similar() -> None:
    public = make.setting("public-hospitals", share(5), "inpatient", within="hospitals")
    assert [row.relation for row in rows_of_settings([private(37)], [public])] == ["alike"]


def test_two_settings_of_one_kind_are_in_two_rows() -> None:
    home = make.setting("nursing-homes", share(9), "inpatient")
    assert [row.relation for row in rows_of_settings([hospital(57)], [home])] == ["only", "only"]


def test_wider_setting_of_two_of_three_roles_is_different() -> None:
    assert [row.relation for row in rows_of_settings([hospital(57)], [private(37)], [])] == ["differs"]


def test_shares_of_later_roles_are_compared_with_the_first() -> None:
    (row,) = rows_of_settings([hospital(57)], [hospital(36)], [hospital(60)])
    assert row.derived == (points(-21), points(3, ("medic", "clerk")))


def test_two_shares_of_one_setting_are_same_when_both_roles_have_both() -> None:
    editions = [hospital(57), hospital(50, period="2016")]
    assert [row.relation for row in rows_of_settings(editions, editions)] == ["same"]


def test_newest_share_of_a_setting_leads() -> None:
    (row,) = rows_of_settings([hospital(50, period="2016"), hospital(57)], [hospital(36)])
    assert [[item.share.period for item in cell.items if isinstance(item, Setting)] for cell in row.cells] == [
        ["2024"],
        ["2024"],
    ]
    assert [len(cell.history) for cell in row.cells] == [1, 0]
    assert row.derived == (points(-21),)


def umbrella_with_shares(*members: make.Plain) -> RoleWithMembers:
    return make.subject(role_with_settings("whole", code=None), *members)


def test_shares_of_members_form_a_range() -> None:
    unknown = make.setting("hospitals", make.missing("jobs.share"), "inpatient")
    members = [
        role_with_settings("one", hospital(57)),
        role_with_settings("two", hospital(36)),
        role_with_settings("three", unknown),
        role_with_settings("four"),
    ]
    (row,) = setting_rows(umbrella_with_shares(*members))
    cell = row.cells[0]
    assert cell.range is not None
    assert (cell.range.low.value, cell.range.high.value, cell.range.roles) == (36, 57, ("one", "two"))
    assert ([member.role for member in cell.members], cell.member_count) == (["one", "two", "three"], 4)


def test_member_share_of_an_older_year_is_not_in_the_range() -> None:
    members = [role_with_settings("one", hospital(57)), role_with_settings("two", hospital(36, period="2016"))]
    (row,) = setting_rows(umbrella_with_shares(*members))
    assert row.cells[0].range is not None
    assert row.cells[0].range.roles == ("one",)


def test_member_shares_of_different_areas_never_share_a_range() -> None:
    members = [role_with_settings("one", hospital(57)), role_with_settings("two", hospital(36, area="US-CA"))]
    (row,) = setting_rows(umbrella_with_shares(*members))
    span = row.cells[0].range
    assert span is None or span.low.area == span.high.area


def test_name_of_a_row_of_settings_does_not_depend_on_order() -> None:
    columns = [[make.setting("clinics", share(9), label=label)] for label in ("Clinics", "Care centers")]
    assert [row.label for row in rows_of_settings(*columns)] == [row.label for row in rows_of_settings(*columns[::-1])]


def test_range_of_shares_is_not_subtracted() -> None:
    members = [role_with_settings("one", hospital(57)), role_with_settings("two", hospital(36))]
    (row,) = setting_rows(make.subject(role_with_settings("medic", hospital(40))), umbrella_with_shares(*members))
    assert (row.relation, row.derived) == ("differs", ())


def test_umbrella_settings_compared_with_itself_are_same() -> None:
    members = [role_with_settings("one", hospital(57)), role_with_settings("two", hospital(36))]
    again = make.subject(role_with_settings("again", code=None), *members)
    assert [row.relation for row in setting_rows(umbrella_with_shares(*members), again)] != ["differs"]


# ── statements ───────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_statements(name: str, *texts: str) -> make.Plain:
    return make.role(name, training={"statements": [make.statement(text) for text in texts]})


def rows_of_statements(*columns: list[str]) -> tuple[Row, ...]:
    subjects = [make.subject(role_with_statements(f"role-{n}", *column)) for n, column in enumerate(columns)]
    return statement_rows(subjects, lambda role: role.training.statements)


def test_statements_of_a_topic_share_one_row() -> None:
    (row,) = rows_of_statements(["One year.", "Or two."], ["Three."])
    assert (row.key, row.label, row.evidence, row.derived) == ("statements", "More details", None, ())
    assert [len(cell.items) for cell in row.cells] == [2, 1]


def test_topic_without_statements_has_no_row() -> None:
    assert rows_of_statements([], []) == ()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([["a"], ["a"]], "same"),
        ([["a"], ["b"]], "differs"),
        ([["a"], []], "only"),
        ([["a"], ["a"], []], "differs"),
        ([["a"], ["a"], ["a"]], "same"),
        ([["a"]] * 6, "same"),
        ([["a"]] * 5 + [["b"]], "differs"),
    ],
)
def test_statements_are_same_only_with_the_same_words(columns: list[list[str]], expected: Relation) -> None:
    assert [row.relation for row in rows_of_statements(*columns)] == [expected]


def test_statement_about_a_member_is_not_about_its_umbrella() -> None:
    whole = make.subject(role_with_statements("whole"), role_with_statements("one", "One year."))
    (row,) = statement_rows(
        [make.subject(role_with_statements("medic", "Two.")), whole], lambda role: role.training.statements
    )
    assert (row.relation, row.cells[1].items, row.cells[1].members) == ("only", (), ())


# ── what is missing as a whole ───────────────────────────────────────────────────────────────────────────────────────


def test_missing_parts_are_one_row_of_their_section() -> None:
    lacking = [make.missing("jobs.share"), make.missing("work-context", "not-surveyed"), make.missing("skill")]
    medic, nurse = make.subject(make.role("medic", missing=lacking)), make.subject(make.role("nurse"))
    (row,) = missing_rows([medic, nurse], SectionName.SETTINGS)
    assert (row.key, row.relation, row.evidence, row.derived) == ("missing", "missing", None, ())
    assert [[item.measure for item in cell.items if isinstance(item, Missing)] for cell in row.cells] == [
        ["jobs.share", "work-context"],
        [],
    ]
    assert [row.key for row in missing_rows([medic, nurse], SectionName.RATINGS)] == ["missing"]


def test_section_without_missing_parts_has_no_missing_row() -> None:
    assert missing_rows([make.subject(make.role(missing=[make.missing("skill")]))], SectionName.SETTINGS) == ()
    assert missing_rows([make.subject(make.role())], SectionName.RATINGS) == ()


def test_missing_part_of_a_member_is_not_missing_for_its_umbrella() -> None:
    whole = make.subject(make.role("whole", None), make.role("one", missing=[make.missing("skill")]))
    assert missing_rows([whole], SectionName.RATINGS) == ()
