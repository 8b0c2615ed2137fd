"""Which items of several roles stand in one row, and what the roles are to one another there."""

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.alignment import Lineup, line_up, relation
from rolecompare.comparison.types import Cell, Item, MemberItems, Relation
from rolecompare.models.figures import Missing
from rolecompare.models.reference import RoleWithMembers
from rolecompare.models.roles import Duty
from tests import make
from tests.make import validated

NAMES = ("a", "b", "c", "d", "e", "f")
Shape = tuple[tuple[str, ...], str | None]


def doing(name: str, activities: Iterable[str]) -> make.Plain:
    return make.role(name, duties=[make.duty(f"{activity} as {name}", activity) for activity in activities])


def roles(*columns: str) -> list[RoleWithMembers]:
    """A role for each column, which names its activities, one letter and one digit each."""
    return [make.subject(doing(name, column.split())) for name, column in zip(NAMES, columns, strict=False)]


def lined_up(subjects: list[RoleWithMembers], wider: Mapping[str, str] | None = None) -> list[Lineup]:
    return line_up(subjects, lambda role: role.duties, key, (wider or {}).get)


def key(duty: Duty) -> str:
    assert duty.activity is not None
    return duty.activity


def told(items: Iterable[Item]) -> str:
    return " ".join(item.activity or "" for item in items if isinstance(item, Duty))


def shapes(lineups: Iterable[Lineup]) -> list[Shape]:
    """Of each row, the activities in each role's cell, and the wider key that joined them."""
    return [(tuple(told(cell.items) for cell in lineup.cells), lineup.wider) for lineup in lineups]


NEAR = dict.fromkeys(("x1", "x2", "x3", "y1", "y2", "y3", "z1", "z2"), "w")


def test_what_shares_a_key_stands_in_one_row() -> None:
    assert shapes(lined_up(roles("x1", "x1"))) == [(("x1", "x1"), None)]


def test_what_has_no_partner_has_a_row_of_its_own() -> None:
    assert shapes(lined_up(roles("x1", "y1"))) == [(("x1", ""), None), (("", "y1"), None)]


def test_what_shares_only_a_wider_key_stands_in_a_row_that_names_it() -> None:
    (lineup,) = lined_up(roles("x1", "y1"), NEAR)
    assert (lineup.keys, lineup.wider, shapes([lineup])) == (("x1", "y1"), "w", [(("x1", "y1"), "w")])


def test_different_wider_keys_join_nothing() -> None:
    assert shapes(lined_up(roles("x1", "y1"), {"x1": "v", "y1": "w"})) == [(("x1", ""), None), (("", "y1"), None)]


def test_what_has_a_partner_already_is_not_joined_to_another() -> None:
    assert shapes(lined_up(roles("x1 x2", "x1"), NEAR)) == [(("x1", "x1"), None), (("x2", ""), None)]


def test_two_lonely_items_of_one_role_are_never_joined() -> None:
    assert shapes(lined_up(roles("x1 x2", ""), NEAR)) == [(("x1", ""), None), (("x2", ""), None)]


def test_two_of_one_role_are_never_joined_to_one_of_another() -> None:
    assert shapes(lined_up(roles("x1 x2", "y1"), NEAR)) == [(("x1", "y1"), "w"), (("x2", ""), None)]


def test_lonely_items_are_joined_one_to_one_in_their_order() -> None:
    expected = [(("x1", "y1"), "w"), (("x2", "y2"), "w"), (("", "y3"), None)]
    assert shapes(lined_up(roles("x1 x2", "y1 y2 y3"), NEAR)) == expected


def test_three_roles_are_joined_as_far_down_as_two_of_them_meet() -> None:
    expected = [(("x1", "y1", "z1"), "w"), (("x2", "", "z2"), "w"), (("x3", "", ""), None)]
    assert shapes(lined_up(roles("x1 x2 x3", "y1", "z1 z2"), NEAR)) == expected


def test_what_two_of_three_roles_share_leaves_the_third_alone() -> None:
    assert shapes(lined_up(roles("x1", "x1", "z1"), NEAR)) == [(("x1", "x1", ""), None), (("", "", "z1"), None)]


def test_six_roles_stand_in_one_row() -> None:
    wider = dict.fromkeys(NAMES, "w")
    assert shapes(lined_up(roles(*NAMES), wider)) == [(NAMES, "w")]


def test_items_of_one_role_under_one_key_stand_in_one_cell() -> None:
    assert shapes(lined_up(roles("x1 x1", "x1"))) == [(("x1 x1", "x1"), None)]


def test_one_role_alone_is_lined_up_with_nobody() -> None:
    assert shapes(lined_up(roles("x1 x2"), NEAR)) == [(("x1",), None), (("x2",), None)]


def test_shared_rows_come_first_by_their_place_in_the_roles_then_those_of_each_role_in_its_own_order() -> None:
    rows = shapes(lined_up(roles("p3 s2 n1 s1", "q2 s1 q1 s2 n2", "s1 s2 n1 r1"), {"q1": "w", "r1": "w"}))
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


def test_an_umbrella_names_the_members_that_share_a_row_and_says_how_many_it_has() -> None:
    whole = make.subject(doing("whole", ["x1"]), doing("one", ["x1"]), doing("two", ["x1", "x2"]), doing("three", []))
    (shared, alone) = lined_up([whole])
    assert told(shared.cells[0].items) == "x1"
    assert [(held.role, told(held.items)) for held in shared.cells[0].members] == [("one", "x1"), ("two", "x1")]
    assert [(held.role, told(held.items)) for held in alone.cells[0].members] == [("two", "x2")]
    assert [lineup.cells[0].member_count for lineup in (shared, alone)] == [3, 3]


def test_an_umbrella_that_has_nothing_in_a_row_still_says_how_many_members_it_has() -> None:
    whole = make.subject(doing("whole", []), doing("one", []), doing("two", []))
    (lineup,) = lined_up([*roles("x1"), whole])
    assert lineup.cells[1] == Cell(role="whole", items=(), members=(), member_count=2)


def test_a_role_that_is_no_umbrella_counts_no_members() -> None:
    (lineup,) = lined_up(roles("x1", "x1"))
    assert [(cell.members, cell.member_count) for cell in lineup.cells] == [((), None), ((), None)]


def test_what_more_members_share_comes_before_what_fewer_do() -> None:
    whole = make.subject(doing("whole", ["own"]), doing("one", ["rare", "often"]), doing("two", ["often"]))
    assert [lineup.keys for lineup in lined_up([whole])] == [("own",), ("often",), ("rare",)]


def test_what_one_member_does_is_joined_to_what_is_near_it_and_counted_as_that_members() -> None:
    whole = make.subject(doing("whole", []), doing("one", ["x1"]), doing("two", []))
    (lineup,) = lined_up([*roles("y1"), whole], NEAR)
    held = lineup.cells[1]
    assert (lineup.wider, told(held.items), [m.role for m in held.members], held.member_count) == (
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
def test_a_row_is_signed_by_who_has_it(pattern: str, expected: Relation) -> None:
    assert relation(cells(pattern)) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("xx", "alike"), ("aa", "alike"), ("xxx", "alike"), ("xx-", "differs"), ("x-", "only"), ("xxxxxx", "alike")],
)
def test_a_row_of_things_that_are_only_near_is_never_the_same(pattern: str, expected: Relation) -> None:
    assert relation(cells(pattern), exact=False) == expected


# ── for all inputs ───────────────────────────────────────────────────────────────────────────────────────────────────

ACTIVITIES = [f"{letter}{number}" for letter in "vwx" for number in range(3)]
COLUMNS = st.lists(st.lists(st.sampled_from(ACTIVITIES), max_size=6).map(" ".join), min_size=1, max_size=6)
BY_LETTER = {name: name[0] for name in ACTIVITIES}


@given(COLUMNS)
@settings(deadline=None)
def test_every_item_stands_in_one_row_exactly(columns: list[str]) -> None:
    rows = shapes(lined_up(roles(*columns), BY_LETTER))
    for number, column in enumerate(columns):
        assert sorted(" ".join(row[number] for row, _ in rows).split()) == sorted(column.split())


@given(COLUMNS)
@settings(deadline=None)
def test_the_order_of_the_roles_changes_the_order_of_no_shared_row(columns: list[str]) -> None:
    def shared(turned: list[str]) -> list[set[str]]:
        found = (set(" ".join(row).split()) for row, _ in shapes(lined_up(roles(*turned))) if sum(map(bool, row)) > 1)
        return list(found)

    assert shared(columns[::-1]) == shared(columns)


@given(COLUMNS)
@settings(deadline=None)
def test_a_joined_row_holds_two_roles_at_least_and_one_key_of_each_at_most(columns: list[str]) -> None:
    for lineup in lined_up(roles(*columns), BY_LETTER):
        if lineup.wider is not None:
            held = [set(told(cell.items).split()) for cell in lineup.cells if cell.items]
            assert len(held) >= 2
            assert [len(keys) for keys in held] == [1] * len(held)
            assert len(set.union(*held)) == len(held)
            assert {BY_LETTER[key] for keys in held for key in keys} == {lineup.wider}


@given(COLUMNS)
@settings(deadline=None)
def test_two_lonely_items_that_could_be_joined_never_both_stay_alone(columns: list[str]) -> None:
    alone: dict[str, set[int]] = {}
    for row, wider in shapes(lined_up(roles(*columns), BY_LETTER)):
        holders = [number for number, text in enumerate(row) if text]
        if wider is None and len(holders) == 1:
            alone.setdefault(BY_LETTER[row[holders[0]].split()[0]], set()).add(holders[0])
    assert [letter for letter, owners in alone.items() if len(owners) > 1] == []
