"""Which items of several roles stand in one row, and what the roles are to one another there."""

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.alignment import Lineup, line_up, relation
from rolecompare.comparison.types import Cell, MemberItems, Relation
from rolecompare.models.figures import Missing
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Duty, Item
from tests import make
from tests.make import validated

NAMES = ("a", "b", "c", "d", "e", "f")
Shape = tuple[tuple[str, ...], str | None]


def role_with_activities(name: str, activities: Iterable[str]) -> make.Plain:
    return make.role(name, duties=[make.duty(f"{activity} as {name}", activity) for activity in activities])


def roles(*columns: str) -> list[RoleWithMembers]:
    """A role for each column, which names its activities, one letter and one digit each."""
    return [
        make.subject(role_with_activities(name, column.split())) for name, column in zip(NAMES, columns, strict=False)
    ]


def line_up_duties(subjects: list[RoleWithMembers], wider: Mapping[str, str] | None = None) -> list[Lineup]:
    return line_up(subjects, lambda role: role.duties, key, (wider or {}).get)


def key(duty: Duty) -> str:
    assert duty.activity is not None
    return duty.activity


def activity_ids(items: Iterable[Item]) -> str:
    return " ".join(item.activity or "" for item in items if isinstance(item, Duty))


def shapes(lineups: Iterable[Lineup]) -> list[Shape]:
    """Of each row, the activities in each role's cell, and the wider key that joined them."""
    return [(tuple(activity_ids(cell.items) for cell in lineup.cells), lineup.wider) for lineup in lineups]


NEAR = dict.fromkeys(("x1", "x2", "x3", "y1", "y2", "y3", "z1", "z2"), "w")


def test_items_with_the_same_key_share_a_row() -> None:
    assert shapes(line_up_duties(roles("x1", "x1"))) == [(("x1", "x1"), None)]


def test_item_without_partner_gets_its_own_row() -> None:
    assert shapes(line_up_duties(roles("x1", "y1"))) == [(("x1", ""), None), (("", "y1"), None)]


def test_items_with_the_same_wider_key_share_a_row_that_names_the_key() -> None:
    (lineup,) = line_up_duties(roles("x1", "y1"), NEAR)
    assert (lineup.keys, lineup.wider, shapes([lineup])) == (("x1", "y1"), "w", [(("x1", "y1"), "w")])


def test_items_with_different_wider_keys_are_not_joined() -> None:
    assert shapes(line_up_duties(roles("x1", "y1"), {"x1": "v", "y1": "w"})) == [(("x1", ""), None), (("", "y1"), None)]


def test_item_with_a_partner_is_not_joined_again() -> None:
    assert shapes(line_up_duties(roles("x1 x2", "x1"), NEAR)) == [(("x1", "x1"), None), (("x2", ""), None)]


def test_two_unpaired_items_of_one_role_are_not_joined() -> None:
    assert shapes(line_up_duties(roles("x1 x2", ""), NEAR)) == [(("x1", ""), None), (("x2", ""), None)]


def test_two_items_of_one_role_are_not_joined_to_one_of_another() -> None:
    assert shapes(line_up_duties(roles("x1 x2", "y1"), NEAR)) == [(("x1", "y1"), "w"), (("x2", ""), None)]


def test_unpaired_items_are_joined_one_to_one_in_order() -> None:
    expected = [(("x1", "y1"), "w"), (("x2", "y2"), "w"), (("", "y3"), None)]
    assert shapes(line_up_duties(roles("x1 x2", "y1 y2 y3"), NEAR)) == expected


def test_third_role_is_joined_as_far_as_two_roles_match() -> None:
    expected = [(("x1", "y1", "z1"), "w"), (("x2", "", "z2"), "w"), (("x3", "", ""), None)]
    assert shapes(line_up_duties(roles("x1 x2 x3", "y1", "z1 z2"), NEAR)) == expected


def test_items_shared_by_two_of_three_roles_leave_the_third_cell_empty() -> None:
    assert shapes(line_up_duties(roles("x1", "x1", "z1"), NEAR)) == [(("x1", "x1", ""), None), (("", "", "z1"), None)]


def test_items_of_six_roles_share_one_row() -> None:
    wider = dict.fromkeys(NAMES, "w")
    assert shapes(line_up_duties(roles(*NAMES), wider)) == [(NAMES, "w")]


def test_items_of_one_role_with_one_key_share_a_cell() -> None:
    assert shapes(line_up_duties(roles("x1 x1", "x1"))) == [(("x1 x1", "x1"), None)]


def test_items_of_a_single_role_get_a_row_each() -> None:
    assert shapes(line_up_duties(roles("x1 x2"), NEAR)) == [(("x1",), None), (("x2",), None)]


def test_shared_rows_come_before_rows_of_one_role() -> None:
    rows = shapes(line_up_duties(roles("p3 s2 n1 s1", "q2 s1 q1 s2 n2", "s1 s2 n1 r1"), {"q1": "w", "r1": "w"}))
    assert rows == [
        (("s1", "s1", "s1"), None),
        (("s2", "s2", "s2"), None),
        (("n1", "", "n1"), None),
        (("", "q1", "r1"), "w"),
        (("p3", "", ""), None),
        (("", "q2", ""), None),
        (("", "n2", ""), None),
    ]


# ── umbrellas ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_umbrella_cell_names_and_counts_the_members_in_its_row() -> None:
    whole = make.subject(
        role_with_activities("whole", ["x1"]),
        role_with_activities("one", ["x1"]),
        role_with_activities("two", ["x1", "x2"]),
        role_with_activities("three", []),
    )
    (shared, alone) = line_up_duties([whole])
    assert activity_ids(shared.cells[0].items) == "x1"
    assert [(held.role, activity_ids(held.items)) for held in shared.cells[0].members] == [("one", "x1"), ("two", "x1")]
    assert [(held.role, activity_ids(held.items)) for held in alone.cells[0].members] == [("two", "x2")]
    assert [lineup.cells[0].member_count for lineup in (shared, alone)] == [3, 3]


def test_empty_umbrella_cell_counts_the_members() -> None:
    whole = make.subject(
        role_with_activities("whole", []), role_with_activities("one", []), role_with_activities("two", [])
    )
    (lineup,) = line_up_duties([*roles("x1"), whole])
    assert lineup.cells[1] == Cell(role="whole", items=(), members=(), member_count=2)


def test_cell_of_an_ordinary_role_has_no_member_count() -> None:
    (lineup,) = line_up_duties(roles("x1", "x1"))
    assert [(cell.members, cell.member_count) for cell in lineup.cells] == [((), None), ((), None)]


def test_rows_shared_by_more_members_come_first() -> None:
    whole = make.subject(
        role_with_activities("whole", ["own"]),
        role_with_activities("one", ["rare", "often"]),
        role_with_activities("two", ["often"]),
    )
    assert [lineup.keys for lineup in line_up_duties([whole])] == [("own",), ("often",), ("rare",)]


def test_item_of_one_member_joins_a_similar_item_and_counts_that_member() -> None:
    whole = make.subject(
        role_with_activities("whole", []), role_with_activities("one", ["x1"]), role_with_activities("two", [])
    )
    (lineup,) = line_up_duties([*roles("y1"), whole], NEAR)
    held = lineup.cells[1]
    assert (lineup.wider, activity_ids(held.items), [m.role for m in held.members], held.member_count) == (
        "w",
        "",
        ["one"],
        2,
    )


# ── the sign of a row ────────────────────────────────────────────────────────────────────────────────────────────────


def cells(pattern: str) -> list[Cell]:
    """Cells from letters: - nothing, x it, m a missing value; of an umbrella: a all members, s some, o its own."""
    thing = validated(Duty, make.duty("Draw blood"))
    one, two = MemberItems(role="one", items=(thing,)), MemberItems(role="two", items=(thing,))
    kinds = {
        "-": Cell(role="r", items=()),
        "x": Cell(role="r", items=(thing,)),
        "m": Cell(role="r", items=(validated(Missing, make.missing()),)),
        "a": Cell(role="r", items=(), members=(one, two), member_count=2),
        "s": Cell(role="r", items=(), members=(one,), member_count=2),
        "o": Cell(role="r", items=(thing,), member_count=2),
        "n": Cell(role="r", items=(), member_count=2),
    }
    return [kinds[letter] for letter in pattern]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        *[("xx", "same"), ("x-", "only"), ("-x", "only"), ("xm", "only")],
        *[("xxx", "same"), ("xx-", "differs"), ("x-x", "differs"), ("--x", "only")],
        *[("xxxxxx", "same"), ("xxxxx-", "differs"), ("x----x", "differs"), ("---x--", "only")],
        *[("xa", "same"), ("aa", "same"), ("xs", "alike"), ("as", "alike"), ("ss", "alike"), ("xo", "alike")],
        *[("xn", "only"), ("sn", "only"), ("xsn", "differs"), ("x-a", "differs"), ("x-s", "differs")],
        *[("x", "only"), ("s", "only")],
    ],
)
def test_sign_of_a_row_depends_on_the_roles_in_it(pattern: str, expected: Relation) -> None:
    assert relation(cells(pattern)) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("xx", "alike"), ("aa", "alike"), ("xxx", "alike"), ("xx-", "differs"), ("x-", "only"), ("xxxxxx", "alike")],
)
def test_row_of_similar_items_is_never_same(pattern: str, expected: Relation) -> None:
    assert relation(cells(pattern), exact=False) == expected


# ── for all inputs ───────────────────────────────────────────────────────────────────────────────────────────────────

ACTIVITIES = [f"{letter}{number}" for letter in "vwx" for number in range(3)]
COLUMNS = st.lists(st.lists(st.sampled_from(ACTIVITIES), max_size=6).map(" ".join), min_size=1, max_size=6)
BY_LETTER = {name: name[0] for name in ACTIVITIES}


@given(COLUMNS)
@settings(deadline=None)
def test_every_item_is_in_exactly_one_row(columns: list[str]) -> None:
    rows = shapes(line_up_duties(roles(*columns), BY_LETTER))
    for number, column in enumerate(columns):
        assert sorted(" ".join(row[number] for row, _ in rows).split()) == sorted(column.split())


@given(COLUMNS)
@settings(deadline=None)
def test_order_of_roles_does_not_change_the_order_of_shared_rows(columns: list[str]) -> None:
    def shared(turned: list[str]) -> list[set[str]]:
        found = (
            set(" ".join(row).split()) for row, _ in shapes(line_up_duties(roles(*turned))) if sum(map(bool, row)) > 1
        )
        return list(found)

    assert shared(columns[::-1]) == shared(columns)


@given(COLUMNS)
@settings(deadline=None)
def test_joined_row_has_two_roles_or_more_and_at_most_one_key_per_role(columns: list[str]) -> None:
    for lineup in line_up_duties(roles(*columns), BY_LETTER):
        if lineup.wider is not None:
            held = [set(activity_ids(cell.items).split()) for cell in lineup.cells if cell.items]
            assert len(held) >= 2
            assert [len(keys) for keys in held] == [1] * len(held)
            assert len(set.union(*held)) == len(held)
            assert {BY_LETTER[key] for keys in held for key in keys} == {lineup.wider}


@given(COLUMNS)
@settings(deadline=None)
def test_no_two_joinable_items_both_stay_unpaired(columns: list[str]) -> None:
    alone: dict[str, set[int]] = {}
    for row, wider in shapes(line_up_duties(roles(*columns), BY_LETTER)):
        holders = [number for number, text in enumerate(row) if text]
        if wider is None and len(holders) == 1:
            alone.setdefault(BY_LETTER[row[holders[0]].split()[0]], set()).add(holders[0])
    assert [letter for letter, owners in alone.items() if len(owners) > 1] == []
