"""Which figures lead, which conflict, what may be subtracted from what, and what an umbrella's members span."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.figures import figure_differences, figure_rows, level_rows
from rolecompare.comparison.types import Cell, Derived, Relation, Row, RowEvidence
from rolecompare.measures import MEASURES
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.sources import Source
from tests import make
from tests.make import validated

SOURCES = make.background(
    sources=[
        make.source("book", published="2025-08"),
        make.source("peer", published="2025-08"),
        make.source("older", published="2024-08"),
        make.source("newer", published="2026-01-15"),
        make.source("of-the-year", published="2025"),
        make.source("undated"),
    ]
).sources
BOTH = ("medic", "nurse")
YEARS_APART = [("2024", "2025-05"), ("2024-05", "2025-05"), ("2023", "2024"), ("2016-05", "2025-05")]
WITHIN_A_YEAR = [("2025-05", "2025-05"), ("2024-06", "2025-05"), ("2025", "2025-05"), ("2024", "2024-12")]


def role_with_pay(name: str, *figures: make.Plain, code: str | None = "31-9092.00") -> make.Plain:
    return make.role(name, code, outlook={"pay": list(figures)})


def role(name: str, *figures: make.Plain, code: str | None = "31-9092.00") -> RoleWithMembers:
    return make.subject(role_with_pay(name, *figures, code=code))


def rows(*subjects: RoleWithMembers, sources: Mapping[str, Source] = SOURCES) -> list[Row]:
    return list(figure_rows(subjects, sources))


def compared(*figures: make.Plain) -> Row:
    """The one row of roles that have one figure each."""
    (row,) = rows(*(role(name, figure) for name, figure in zip((*BOTH, "clerk"), figures, strict=False)))
    return row


def cell_of_figures(*figures: make.Plain, code: str | None = "31-9092.00") -> Cell:
    """The one cell of a role with these figures of one measure."""
    (row,) = rows(role("medic", *figures, code=code))
    return row.cells[0]


def values(items: Sequence[object]) -> list[object]:
    """The numbers, levels and reasons of a cell's items."""
    return [
        item.missing.value if isinstance(item, Missing) else item.value
        for item in items
        if isinstance(item, (Figure, Level, Missing))
    ]


def leading_and_history(held: Cell) -> tuple[list[object], list[object]]:
    return values(held.items), values(held.history)


def difference(value: float, unit: str, roles: tuple[str, str] = BOTH) -> Derived:
    return Derived(kind="difference", role=roles[1], versus=roles[0], value=value, unit=unit)


def percent_apart(value: float, roles: tuple[str, str] = BOTH) -> Derived:
    return Derived(kind="percent_apart", role=roles[1], versus=roles[0], value=value, unit="percent")


# ── what may be subtracted ───────────────────────────────────────────────────────────────────────────────────────────


def test_figures_of_one_measure_area_and_time_are_subtracted() -> None:
    row = compared(make.figure(45690), make.figure(45230))
    assert (row.key, row.label, row.relation) == ("pay.annual.median", "Pay a year, median", "differs")
    assert row.evidence == RowEvidence(kind="measure")
    assert row.derived == (difference(-460, "USD/year"), percent_apart(1.0))


def test_equal_figures_are_same_with_difference_zero() -> None:
    row = compared(make.figure(45690), make.figure(45690))
    assert (row.relation, row.derived) == ("same", (difference(0, "USD/year"), percent_apart(0.0)))


@pytest.mark.parametrize(
    ("measure", "one", "other", "derived"),
    [
        ("pay.hourly.median", 21.97, 21.74, (difference(-0.23, "USD/hour"), percent_apart(1.1))),
        ("pay.annual.mean", 40000, 50000, (difference(10000, "USD/year"), percent_apart(25.0))),
        ("pay.annual.p10", 0, 35020, (difference(35020, "USD/year"),)),
        ("pay.annual.p10", 0, 0, (difference(0, "USD/year"),)),
        ("employment", 811000, 0, (difference(-811000, "jobs"),)),
        ("employment.change", -5000, 3000, (difference(8000, "jobs"),)),
        ("employment.change_percent", -2.5, 5.6, (difference(8.1, "percentage points"),)),
        ("employment.change_percent", 12.5, 5.6, (difference(-6.9, "percentage points"),)),
        ("openings.annual", 112300, 18400, (difference(-93900, "jobs/year"),)),
    ],
)
def test_difference_has_sign_unit_and_no_extra_digits(
    measure: str, one: float, other: float, derived: tuple[Derived, ...]
) -> None:
    assert compared(make.figure(one, measure), make.figure(other, measure)).derived == derived


def test_difference_of_whole_numbers_is_whole() -> None:
    first, *_ = compared(make.figure(45690), make.figure(45230)).derived
    assert isinstance(first.value, int)


@given(st.integers(1, 10**7), st.integers(1, 10**7))
@settings(deadline=None)
def test_swapping_two_figures_swaps_the_sign_and_keeps_the_percent(one: int, other: int) -> None:
    a, b = validated(Figure, make.figure(one)), validated(Figure, make.figure(other))
    there, percent = figure_differences(a, b, BOTH)
    back, percent_back = figure_differences(b, a, BOTH)
    assert (there.value, percent.value) == (other - one, percent_back.value)
    assert back.value == one - other


@pytest.mark.parametrize(("one", "other"), YEARS_APART)
def test_figures_a_year_or_more_apart_are_not_subtracted(one: str, other: str) -> None:
    row = compared(make.figure(45690, period=one), make.figure(45230, period=other))
    assert (row.relation, row.derived) == ("differs", ())


@pytest.mark.parametrize(
    ("one", "other"), [("2024/2034", "2016/2026"), ("2024/2034", "2023/2033"), ("2024/2034", "2024/2033")]
)
def test_figures_of_spans_a_year_or_more_apart_are_not_subtracted(one: str, other: str) -> None:
    measure = "employment.change_percent"
    row = compared(make.figure(12.5, measure, period=one), make.figure(5.6, measure, period=other))
    assert (row.relation, row.derived) == ("differs", ())


@pytest.mark.parametrize(("one", "other"), YEARS_APART)
def test_equal_figures_of_periods_years_apart_are_not_same(one: str, other: str) -> None:
    assert compared(make.figure(45690, period=one), make.figure(45690, period=other)).relation == "differs"


@pytest.mark.parametrize(("one", "other"), WITHIN_A_YEAR)
def test_figures_less_than_a_year_apart_are_subtracted(one: str, other: str) -> None:
    row = compared(make.figure(45690, period=one), make.figure(45230, period=other))
    assert row.derived == (difference(-460, "USD/year"), percent_apart(1.0))


def test_figures_of_different_areas_are_in_different_rows() -> None:
    found = rows(role("medic", make.figure(45690)), role("nurse", make.figure(52000, area="US-CA")))
    assert [(row.key, row.label, row.relation, row.derived) for row in found] == [
        ("pay.annual.median", "Pay a year, median", "missing", ()),
        ("pay.annual.median@US-CA", "Pay a year, median (US-CA)", "missing", ()),
    ]
    assert [[values(held.items) for held in row.cells] for row in found] == [[[45690], []], [[], [52000]]]


def test_figures_of_one_area_below_the_nation_are_compared() -> None:
    row = compared(make.figure(52000, area="US-CA"), make.figure(50000, area="US-CA"))
    assert (row.key, row.derived) == ("pay.annual.median@US-CA", (difference(-2000, "USD/year"), percent_apart(4.0)))


def test_missing_value_is_not_subtracted() -> None:
    row = compared(make.figure(45690), make.missing(why="suppressed"))
    assert (row.relation, row.evidence, row.derived) == ("missing", None, ())
    assert [values(held.items) for held in row.cells] == [[45690], ["suppressed"]]


def test_two_missing_values_are_not_same() -> None:
    row = compared(make.missing(why="suppressed"), make.missing(why="suppressed"))
    assert (row.relation, row.derived) == ("missing", ())


def test_value_above_the_published_range_is_not_subtracted() -> None:
    row = compared(make.figure(45690), make.missing(why="above-published-range", bound=239200))
    assert (row.relation, row.derived) == ("missing", ())


def test_figure_of_one_role_is_missing_for_the_other() -> None:
    (row,) = rows(role("medic", make.figure(45690)), role("nurse"))
    assert (row.relation, [held.items for held in row.cells][1]) == ("missing", ())


def test_missing_value_with_an_area_is_only_in_the_row_of_that_area() -> None:
    absent = make.missing(area="US-CA")
    found = rows(role("medic", make.figure(45690), make.figure(52000, area="US-CA")), role("nurse", absent))
    assert [(row.key, values(row.cells[1].items)) for row in found] == [
        ("pay.annual.median", []),
        ("pay.annual.median@US-CA", ["not-published"]),
    ]


def test_missing_value_without_an_area_is_missing_in_every_area() -> None:
    found = rows(role("medic", make.figure(45690), make.figure(52000, area="US-CA")), role("nurse", make.missing()))
    assert [(row.key, values(row.cells[1].items)) for row in found] == [
        ("pay.annual.median", ["not-published"]),
        ("pay.annual.median@US-CA", ["not-published"]),
    ]


def test_later_roles_are_compared_with_the_first() -> None:
    row = compared(make.figure(40000), make.figure(50000), make.figure(30000))
    assert row.derived == (
        difference(10000, "USD/year"),
        percent_apart(25.0),
        difference(-10000, "USD/year", ("medic", "clerk")),
        percent_apart(33.3, ("medic", "clerk")),
    )


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        *[([5, 5], "same"), ([5, 6], "differs"), ([5, None], "missing"), ([5, 5, 5], "same"), ([5, 5, 6], "differs")],
        *[([5, None, 5], "missing"), ([5] * 6, "same"), ([5] * 5 + [6], "differs"), ([5] * 5 + [None], "missing")],
    ],
)
def test_sign_of_a_row_of_figures_for_two_three_and_six_roles(amounts: list[int | None], expected: Relation) -> None:
    subjects = [role(f"role-{n}", *([make.figure(amount)] if amount else [])) for n, amount in enumerate(amounts)]
    assert [row.relation for row in rows(*subjects)] == [expected]


def test_single_role_has_no_differences() -> None:
    (row,) = rows(role("medic", make.figure(45690)))
    assert (row.relation, row.derived) == ("only", ())


def test_rows_of_figures_have_a_fixed_order() -> None:
    figures = [make.figure(9, name) for name in MEASURES if MEASURES[name].part == "pay"]
    assert [row.key for row in rows(role("medic", *reversed(figures)))] == [figure["measure"] for figure in figures]


# ── which edition leads ──────────────────────────────────────────────────────────────────────────────────────────────


def test_newest_period_leads_and_others_follow_newest_first() -> None:
    periods = ("2024-05", "2025-05", "2017-05", "2023")
    held = cell_of_figures(*(make.figure(amount, period=period) for amount, period in enumerate(periods, 1)))
    assert leading_and_history(held) == ([2], [1, 4, 3])


def test_span_that_ends_later_leads() -> None:
    measure = "employment.change_percent"
    held = cell_of_figures(
        *(make.figure(n, measure, period=period) for n, period in enumerate(("2016/2026", "2024/2034")))
    )
    assert leading_and_history(held) == ([1], [0])


def test_newest_period_leads_even_for_a_wider_code() -> None:
    old, new = make.figure(1, period="2024-05", code="29-2012"), make.figure(2, period="2025-05", code="29-2010")
    assert leading_and_history(cell_of_figures(old, new, code="29-2012.00")) == ([2], [1])


def test_own_code_leads_over_wider_and_wider_over_other_codes() -> None:
    codes = ("31-9092", "29-2010", "29-2012")
    held = cell_of_figures(*(make.figure(amount, code=code) for amount, code in enumerate(codes, 1)), code="29-2012.00")
    assert leading_and_history(held) == ([3], [2, 1])


@pytest.mark.parametrize("order", list(permutations((("29-0000", 1), ("29-2000", 2), ("29-2010", 3)))))
def test_narrower_of_two_wider_codes_leads(order: tuple[tuple[str, int], ...]) -> None:
    held = cell_of_figures(*(make.figure(amount, code=code) for code, amount in order), code="29-2012.00")
    assert leading_and_history(held) == ([3], [2, 1])


def test_soc_code_of_an_onet_occupation_leads_over_its_broad_group() -> None:
    wide, near = make.figure(1, code="29-2010"), make.figure(2, code="29-2012")
    assert leading_and_history(cell_of_figures(wide, near, code="29-2012.01")) == ([2], [1])


def test_newer_publication_of_a_period_and_code_leads() -> None:
    figures = [make.figure(n, citations=make.cited(name)) for n, name in enumerate(("older", "newer", "book"))]
    assert leading_and_history(cell_of_figures(*figures)) == ([1], [2, 0])


def test_two_conflicting_publications_of_one_date_both_lead() -> None:
    held = cell_of_figures(make.figure(1, citations=make.cited("book")), make.figure(2, citations=make.cited("peer")))
    assert leading_and_history(held) == ([1, 2], [])


def test_two_values_of_one_publication_both_lead() -> None:
    one = make.figure(1, citations=make.cited("book", "row 1"))
    assert leading_and_history(cell_of_figures(one, make.figure(2, citations=make.cited("book", "row 2")))) == (
        [1, 2],
        [],
    )


def test_two_agreeing_publications_are_both_kept_without_conflict() -> None:
    held = cell_of_figures(make.figure(1, citations=make.cited("book")), make.figure(1, citations=make.cited("peer")))
    assert leading_and_history(held) == ([1], [1])


def test_publication_without_a_date_is_not_older() -> None:
    held = cell_of_figures(
        make.figure(1, citations=make.cited("book")), make.figure(2, citations=make.cited("undated"))
    )
    assert leading_and_history(held) == ([1, 2], [])


def test_publication_dated_by_year_is_neither_older_nor_newer_within_it() -> None:
    held = cell_of_figures(
        make.figure(1, citations=make.cited("book")), make.figure(2, citations=make.cited("of-the-year"))
    )
    assert sorted(map(str, values(held.items))) == ["1", "2"]


@pytest.mark.parametrize("order", [("older", "newer"), ("newer", "older")])
def test_value_repeated_by_a_newer_publication_is_as_new(order: tuple[str, str]) -> None:
    repeated = make.figure(1, citations=[*make.cited(order[0]), *make.cited(order[1])])
    assert leading_and_history(cell_of_figures(repeated, make.figure(2, citations=make.cited("book")))) == ([1], [2])


def test_values_of_different_codes_are_no_conflict() -> None:
    own, wide = make.figure(1, code="29-2012"), make.figure(2, code="29-2010")
    assert leading_and_history(cell_of_figures(own, wide, code="29-2012.00")) == ([1], [2])


def test_conflicting_values_of_an_older_edition_are_history() -> None:
    old = [make.figure(n, period="2024-05", citations=make.cited(name)) for n, name in enumerate(("book", "peer"))]
    assert leading_and_history(cell_of_figures(*old, make.figure(9))) == ([9], [0, 1])


def test_missing_value_with_a_known_one_is_history() -> None:
    assert leading_and_history(cell_of_figures(make.missing(), make.figure(9))) == ([9], ["not-published"])


def test_conflicting_values_are_not_subtracted_and_their_row_is_different() -> None:
    quarrel = [make.figure(1, citations=make.cited("book")), make.figure(2, citations=make.cited("peer"))]
    (row,) = rows(role("medic", *quarrel), role("nurse", make.figure(1)))
    assert (row.relation, row.derived) == ("differs", ())


EDITION = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["2024-05", "2025-05"]),
    st.sampled_from(["29-2012", "29-2010"]),
    st.sampled_from(["book", "peer", "older"]),
)


@given(st.lists(EDITION, min_size=1, max_size=5, unique_by=lambda edition: edition[1:]))
@settings(deadline=None)
def test_order_of_figures_does_not_change_the_leading_edition(
    editions: list[tuple[int, str, str, str]],
) -> None:
    figures = [
        make.figure(amount, period=period, code=code, citations=make.cited(name))
        for amount, period, code, name in editions
    ]
    there, back = cell_of_figures(*figures, code="29-2012.00"), cell_of_figures(*reversed(figures), code="29-2012.00")
    assert {*map(str, values(there.items))} == {*map(str, values(back.items))}
    for held in (there, back):
        assert sorted(map(repr, (*held.items, *held.history))) == sorted(repr(validated(Figure, f)) for f in figures)


# ── ranges over members ──────────────────────────────────────────────────────────────────────────────────────────────


def umbrella(*members: make.Plain, own: Sequence[make.Plain] = (), name: str = "whole") -> RoleWithMembers:
    return make.subject(role_with_pay(name, *own, code=None), *members)


def spans(held: Cell) -> tuple[object, object, tuple[str, ...]] | None:
    if held.range is None:
        return None
    return held.range.low.value, held.range.high.value, held.range.roles


def test_range_has_the_lowest_and_highest_member_values() -> None:
    (row,) = rows(umbrella(*(role_with_pay(f"m{n}", make.figure(value)) for n, value in enumerate((50, 40, 60)))))
    held = row.cells[0]
    assert held.range is not None
    assert (held.range.low, held.range.high) == (held.members[1].items[0], held.members[2].items[0])
    assert (held.range.roles, held.member_count) == (("m0", "m1", "m2"), 3)
    assert row.derived == ()


def test_member_with_missing_value_is_named_but_not_in_the_range() -> None:
    (row,) = rows(
        umbrella(role_with_pay("one", make.figure(40)), role_with_pay("two", make.missing()), role_with_pay("three"))
    )
    held = row.cells[0]
    assert [(member.role, values(member.items)) for member in held.members] == [
        ("one", [40]),
        ("two", ["not-published"]),
    ]
    assert (spans(held), held.member_count) == ((40, 40, ("one",)), 3)


def test_members_without_values_have_no_range() -> None:
    (row,) = rows(
        umbrella(role_with_pay("one", make.missing()), role_with_pay("two", make.missing())),
        role("medic", make.figure(1)),
    )
    assert (row.relation, row.cells[0].range, len(row.cells[0].members)) == ("missing", None, 2)


def test_members_of_an_older_period_are_not_in_the_range() -> None:
    members = [
        role_with_pay(name, make.figure(n, period=p))
        for n, (name, p) in enumerate((("old", "2024-05"), ("new", "2025-05")))
    ]
    (row,) = rows(umbrella(*members))
    assert spans(row.cells[0]) == (1, 1, ("new",))
    assert [member.role for member in row.cells[0].members] == ["old", "new"]


def test_members_less_than_a_year_apart_share_a_range() -> None:
    members = [
        role_with_pay("one", make.figure(40, period="2024-06")),
        role_with_pay("two", make.figure(50, period="2025-05")),
    ]
    (row,) = rows(umbrella(*members))
    assert spans(row.cells[0]) == (40, 50, ("one", "two"))


def test_range_uses_leading_editions() -> None:
    members = [
        role_with_pay("one", make.figure(10, period="2024-05"), make.figure(40)),
        role_with_pay("two", make.figure(50)),
    ]
    (row,) = rows(umbrella(*members))
    assert spans(row.cells[0]) == (40, 50, ("one", "two"))


@pytest.mark.parametrize("order", [("book", "peer"), ("peer", "book")])
def test_range_includes_both_values_of_a_conflict(order: tuple[str, str]) -> None:
    amounts = {"book": 10, "peer": 90}
    quarrel = [make.figure(amounts[name], citations=make.cited(name)) for name in order]
    (row,) = rows(umbrella(role_with_pay("one", *quarrel), role_with_pay("two", make.figure(50))))
    assert spans(row.cells[0]) == (10, 90, ("one", "two"))


def test_members_of_different_areas_never_share_a_range() -> None:
    found = rows(umbrella(role_with_pay("one", make.figure(40)), role_with_pay("two", make.figure(90, area="US-CA"))))
    assert [spans(row.cells[0]) for row in found] == [(40, 40, ("one",)), (90, 90, ("two",))]


def test_umbrella_keeps_its_own_values_next_to_its_range() -> None:
    own = [make.missing(why="no-such-occupation")]
    (row,) = rows(umbrella(role_with_pay("one", make.figure(40)), own=own), role("medic", make.figure(40)))
    assert (values(row.cells[0].items), spans(row.cells[0])) == (["no-such-occupation"], (40, 40, ("one",)))


def test_role_inside_an_umbrella_range_is_similar_and_outside_different() -> None:
    whole = umbrella(role_with_pay("one", make.figure(40)), role_with_pay("two", make.figure(60)))
    (inside,) = rows(role("medic", make.figure(50)), whole)
    (outside,) = rows(role("medic", make.figure(70)), whole)
    assert (inside.relation, inside.evidence, inside.derived) == ("alike", RowEvidence(kind="range"), ())
    assert (outside.relation, outside.evidence, outside.derived) == ("differs", RowEvidence(kind="measure"), ())


def test_role_equal_to_every_member_is_same() -> None:
    whole = umbrella(role_with_pay("one", make.figure(40)), role_with_pay("two", make.figure(40)))
    assert [row.relation for row in rows(role("medic", make.figure(40)), whole)] == ["same"]


def test_role_equal_to_the_only_known_member_is_not_same() -> None:
    whole = umbrella(role_with_pay("one", make.figure(40)), role_with_pay("two", make.missing()))
    assert [row.relation for row in rows(role("medic", make.figure(40)), whole)] == ["alike"]


def test_umbrellas_with_overlapping_ranges_are_similar_others_different() -> None:
    low = umbrella(role_with_pay("one", make.figure(40)), role_with_pay("two", make.figure(60)), name="low")
    middle = umbrella(role_with_pay("three", make.figure(60)), role_with_pay("four", make.figure(80)), name="middle")
    high = umbrella(role_with_pay("five", make.figure(70)), role_with_pay("six", make.figure(90)), name="high")
    relations = [[row.relation for row in rows(*pair)] for pair in ((low, middle), (middle, high), (low, high))]
    assert relations == [["alike"], ["alike"], ["differs"]]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ranges_that_overlap_only_through_a_third_are_different(order: tuple[int, ...]) -> None:
    ends = ((40, 60), (55, 80), (75, 90))
    wholes = [
        umbrella(*(role_with_pay(f"m{n}-{end}", make.figure(end)) for end in pair), name=f"whole-{n}")
        for n, pair in enumerate(ends)
    ]
    (row,) = rows(*(wholes[n] for n in order))
    assert row.relation == "differs"


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1, max_size=6))
@settings(deadline=None)
def test_range_of_known_values_does_not_depend_on_order(members: list[tuple[int, bool]]) -> None:
    plain = [
        role_with_pay(f"m{n}", make.figure(value) if there else make.missing())
        for n, (value, there) in enumerate(members)
    ]
    there = [(f"m{n}", value) for n, (value, there) in enumerate(members) if there]
    (row,) = rows(umbrella(*plain))
    amounts = [value for _, value in there]
    expected = (min(amounts), max(amounts), tuple(name for name, _ in there)) if there else None
    assert spans(row.cells[0]) == expected


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_levels(name: str, *levels: make.Plain, code: str | None = "31-9092.00") -> make.Plain:
    return make.role(name, code, training={"levels": list(levels)})


def row_of_levels(*subjects: RoleWithMembers | make.Plain) -> Row:
    plain = [subject if isinstance(subject, RoleWithMembers) else make.subject(subject) for subject in subjects]
    (row,) = level_rows(plain, SOURCES)
    return row


def test_difference_of_levels_is_counted_in_steps() -> None:
    row = row_of_levels(
        role_with_levels("medic", make.level("high-school-diploma")),
        role_with_levels("nurse", make.level("bachelors-degree")),
    )
    assert (row.key, row.label, row.relation) == ("education.entry", "Entry-level education", "differs")
    assert row.derived == (Derived(kind="steps", role=BOTH[1], versus=BOTH[0], value=4, unit="levels"),)


def test_equal_levels_are_same_with_zero_steps() -> None:
    row = row_of_levels(
        role_with_levels("medic", make.level("some-college")), role_with_levels("nurse", make.level("some-college"))
    )
    assert (row.relation, [value.value for value in row.derived]) == ("same", [0])


def test_lower_level_has_negative_steps() -> None:
    row = row_of_levels(
        role_with_levels("medic", make.level("job-zone-4", "job_zone")),
        role_with_levels("nurse", make.level("job-zone-3", "job_zone")),
    )
    assert [value.value for value in row.derived] == [-1]


def test_different_levels_of_one_time_are_a_conflict() -> None:
    levels = [make.level("some-college", citations=make.cited("book")), make.level("none", "experience.related")]
    other = make.level("bachelors-degree", code="29-2010", citations=make.cited("older"))
    education, experience = level_rows([make.subject(role_with_levels("medic", *levels, other))], SOURCES)
    assert leading_and_history(education.cells[0]) == (["some-college", "bachelors-degree"], [])
    assert leading_and_history(experience.cells[0]) == (["none"], [])


def test_equal_levels_of_two_sources_are_no_conflict() -> None:
    levels = [make.level("some-college", citations=make.cited(name)) for name in ("book", "peer")]
    assert leading_and_history(row_of_levels(role_with_levels("medic", *levels)).cells[0]) == (
        ["some-college"],
        ["some-college"],
    )


def test_older_level_is_history() -> None:
    levels = [make.level("some-college", period="2016"), make.level("bachelors-degree", period="2024")]
    assert leading_and_history(row_of_levels(role_with_levels("medic", *levels)).cells[0]) == (
        ["bachelors-degree"],
        ["some-college"],
    )


def test_conflicting_levels_have_no_steps() -> None:
    levels = [make.level("some-college"), make.level("bachelors-degree", citations=make.cited("peer"))]
    row = row_of_levels(role_with_levels("medic", *levels), role_with_levels("nurse", make.level("some-college")))
    assert (row.relation, row.derived) == ("differs", ())


def test_missing_level_compared_with_a_known_one_is_missing() -> None:
    row = row_of_levels(
        role_with_levels("medic", make.level("some-college")),
        role_with_levels("nurse", make.missing("education.entry")),
    )
    assert (row.relation, row.derived) == ("missing", ())


def test_range_of_levels_is_in_scale_order() -> None:
    names = ("masters-degree", "no-formal-credential", "associates-degree")
    members = [role_with_levels(f"m{n}", make.level(value)) for n, value in enumerate(names)]
    row = row_of_levels(
        make.subject(role_with_levels("whole", code=None), *members),
        role_with_levels("medic", make.level("some-college")),
    )
    assert spans(row.cells[0]) == ("no-formal-credential", "masters-degree", ("m0", "m1", "m2"))
    assert (row.relation, row.evidence, row.derived) == ("alike", RowEvidence(kind="range"), ())
