"""Duties side by side: by activity, by broader activity, by the same words, or not at all."""

import pytest

from rolecompare.comparison.duties import duty_rows
from rolecompare.comparison.parts import Ground, Relation, Row, Subject
from rolecompare.models import Activity, Duty
from tests import make

KNOWN = make.background(
    [
        make.activity("collect"),
        make.activity("draw-blood", "collect"),
        make.activity("take-swabs", "collect"),
        make.activity("greet-patients"),
    ]
).activities


def doing(name: str, *duties: make.Plain) -> make.Plain:
    return make.role(name, duties=list(duties))


def role(name: str, *duties: make.Plain) -> Subject:
    return make.subject(doing(name, *duties))


def rows(*subjects: Subject, activities: dict[str, Activity] | None = None) -> tuple[Row, ...]:
    return duty_rows(subjects, activities or KNOWN)


def texts(row: Row) -> list[list[str]]:
    return [[item.text for item in cell.items if isinstance(item, Duty)] for cell in row.cells]


DRAW = make.duty("Draw blood", "draw-blood")
PUNCTURE = make.duty("Puncture veins", "draw-blood")
SWAB = make.duty("Take swabs", "take-swabs")
COLLECT = make.duty("Collect specimens", "collect")
GREET = make.duty("Greet patients", "greet-patients")


def test_duties_of_one_activity_stand_together_under_its_name() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", PUNCTURE))
    assert (row.key, row.label, row.relation) == ("draw-blood", "Draw blood", "same")
    assert row.evidence == Ground(by="activity", id="draw-blood", label="Draw blood")
    assert texts(row) == [["Draw blood"], ["Puncture veins"]]


def test_duties_of_one_broader_activity_stand_together_under_the_broader_name() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", SWAB))
    assert (row.key, row.label, row.relation) == ("draw-blood+take-swabs", "Collect", "alike")
    assert row.evidence == Ground(by="broader-activity", id="collect", label="Collect")
    assert texts(row) == [["Draw blood"], ["Take swabs"]]


def test_a_duty_that_is_an_instance_of_the_broader_activity_itself_is_near_the_narrower_ones() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", COLLECT))
    assert (row.key, row.label, row.relation) == ("draw-blood+collect", "Collect", "alike")


def test_duties_of_different_activities_stay_apart() -> None:
    assert [(row.key, row.relation) for row in rows(role("medic", DRAW), role("nurse", GREET))] == [
        ("draw-blood", "only"),
        ("greet-patients", "only"),
    ]


def test_the_same_words_line_up_whatever_their_case_and_spaces() -> None:
    (row,) = rows(role("medic", make.duty("Sweep the floor")), role("nurse", make.duty("sweep  the\tFloor ")))
    assert (row.label, row.relation, row.evidence) == ("Sweep the floor", "same", Ground(by="wording"))


def test_other_words_do_not_line_up() -> None:
    found = rows(role("medic", make.duty("Sweep the floor")), role("nurse", make.duty("Sweep the floors")))
    assert [(row.label, row.relation) for row in found] == [("Sweep the floor", "only"), ("Sweep the floors", "only")]


def test_the_same_words_line_up_where_the_activity_of_one_side_is_not_known() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", make.duty("Draw blood")))
    assert row.evidence == Ground(by="wording")
    assert texts(row) == [["Draw blood"], ["Draw blood"]]


def test_a_broader_activity_is_not_asked_where_the_activity_itself_is_shared() -> None:
    found = rows(role("medic", DRAW, SWAB), role("nurse", PUNCTURE))
    assert [(row.key, row.relation) for row in found] == [("draw-blood", "same"), ("take-swabs", "only")]


def test_two_duties_of_one_activity_share_their_roles_cell() -> None:
    (row,) = rows(role("medic", DRAW, PUNCTURE), role("nurse", DRAW))
    assert (row.relation, texts(row)) == ("same", [["Draw blood", "Puncture veins"], ["Draw blood"]])


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        *[("11", "same"), ("10", "only"), ("111", "same"), ("101", "differs"), ("001", "only")],
        *[("111111", "same"), ("110111", "differs"), ("000010", "only")],
    ],
)
def test_a_duty_is_signed_by_how_many_of_the_roles_do_it(holders: str, expected: Relation) -> None:
    subjects = [role(f"role-{n}", *([DRAW] if holder == "1" else [])) for n, holder in enumerate(holders)]
    assert [row.relation for row in rows(*subjects)] == [expected]


def test_what_two_of_three_roles_do_alike_differs_for_the_third() -> None:
    (row,) = rows(role("medic", DRAW), role("nurse", SWAB), role("clerk"))
    assert row.relation == "differs"


def test_a_duty_of_some_members_is_alike_and_one_of_all_of_them_the_same() -> None:
    whole = make.subject(doing("whole"), doing("one", DRAW, GREET), doing("two", PUNCTURE))
    shared, partly = rows(role("medic", DRAW, GREET), whole)
    assert (shared.key, shared.relation) == ("draw-blood", "same")
    assert (partly.key, partly.relation) == ("greet-patients", "alike")
    held = partly.cells[1]
    assert ([member.role for member in held.members], held.members_in_all) == (["one"], 2)


def test_what_a_source_says_of_an_umbrella_is_not_the_same_where_no_member_does_it() -> None:
    whole = make.subject(doing("whole", DRAW), doing("one"), doing("two"))
    (row,) = rows(role("medic", DRAW), whole)
    assert (row.relation, texts(row)) == ("alike", [["Draw blood"], ["Draw blood"]])


def test_words_that_a_member_alone_says_name_their_row() -> None:
    whole = make.subject(doing("whole"), doing("one", make.duty("Polish lenses")))
    (row,) = rows(role("medic"), whole)
    assert (row.label, row.relation) == ("Polish lenses", "only")


def test_umbrella_against_umbrella_is_the_same_only_where_every_member_of_both_does_it() -> None:
    left = make.subject(doing("left"), doing("one", DRAW, GREET), doing("two", DRAW, GREET))
    right = make.subject(doing("right"), doing("three", DRAW, GREET), doing("four", DRAW))
    assert [(row.key, row.relation) for row in rows(left, right)] == [
        ("draw-blood", "same"),
        ("greet-patients", "alike"),
    ]


def test_roles_without_duties_have_no_rows() -> None:
    assert rows(role("medic"), role("nurse")) == ()
