"""Whether two ratings of a survey really differ, or only seem to."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.ratings import FINDINGS, count_unproven, finding, rating_rows, row_finding
from rolecompare.comparison.types import Derived, Relation, Row, RowEvidence
from rolecompare.models.figures import Estimate
from tests import make
from tests.make import validated

BOTH = ("medic", "nurse")


def estimated(value: float, error: float | None = 0.1, **more: object) -> Estimate:
    return validated(Estimate, make.estimate(value, error, **more))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (estimated(3.0), estimated(3.5), "real"),
        (estimated(3.5), estimated(3.0), "real"),
        (estimated(3.0), estimated(3.2), "within noise"),
        (estimated(3.0), estimated(3.0), "within noise"),
        (estimated(3.0, 0), estimated(3.0, 0), "within noise"),
        (estimated(3.0, 0), estimated(3.01, 0), "real"),
        (estimated(0, 3), estimated(9.8, 4), "within noise"),
        (estimated(0, 3), estimated(9.81, 4), "real"),
        (estimated(1.0, None), estimated(5.0), "untested"),
        (estimated(1.0), estimated(5.0, None), "untested"),
        (estimated(1.0, suppress=True), estimated(5.0), "suppressed"),
        (estimated(1.0), estimated(5.0, suppress=True), "suppressed"),
        (estimated(1.0, None, suppress=True), estimated(5.0), "suppressed"),
    ],
)
def test_difference_is_real_only_beyond_its_error_and_without_flags(
    one: Estimate, other: Estimate, expected: str
) -> None:
    assert finding(one, other) == expected


@given(st.integers(0, 700), st.integers(0, 700), st.integers(0, 100), st.integers(0, 100), st.booleans(), st.booleans())
@settings(deadline=None)
def test_finding_follows_its_formula_in_both_orders(
    one: int, other: int, error: int, other_error: int, flagged: bool, other_flagged: bool
) -> None:
    a = estimated(one / 100, error / 100, suppress=flagged)
    b = estimated(other / 100, other_error / 100, suppress=other_flagged)
    beyond = abs(a.value - b.value) > 1.96 * sqrt((error / 100) ** 2 + (other_error / 100) ** 2)
    expected = "suppressed" if flagged or other_flagged else "real" if beyond else "within noise"
    assert (finding(a, b), finding(b, a)) == (expected, expected)


def rows(*columns: list[make.Plain]) -> list[Row]:
    names = (*BOTH, "clerk", "cook", "smith", "tailor")
    return rating_rows(
        [
            make.subject(make.role(name, ratings=column))
            for name, column in zip(names[: len(columns)], columns, strict=True)
        ]
    )


def important(value: float, error: float | None = 0.1, **more: object) -> list[make.Plain]:
    return [make.rating(make.estimate(value, error, **more))]


def expected_finding(value: str, scale: str = "importance", roles: tuple[str, str] = BOTH) -> Derived:
    return Derived(kind="finding", role=roles[1], versus=roles[0], value=value, unit=scale)


def difference(value: float, scale: str = "importance", roles: tuple[str, str] = BOTH) -> Derived:
    return Derived(kind="difference", role=roles[1], versus=roles[0], value=value, unit=scale)


def margin(value: float, scale: str = "importance", roles: tuple[str, str] = BOTH) -> Derived:
    return Derived(kind="margin", role=roles[1], versus=roles[0], value=value, unit=scale)


def test_rating_of_both_roles_is_tested_for_a_difference() -> None:
    (row,) = rows(important(3.0), important(3.5))
    assert (row.key, row.label, row.relation) == ("skill.2.A.1.a", "Skill: Element 2.A.1.a", "differs")
    assert row.evidence == RowEvidence(kind="rating", id="2.A.1.a", label="skill")
    assert row.derived == (expected_finding("real"), difference(0.5), margin(0.2772))


def test_each_scale_has_its_own_finding() -> None:
    one = [make.rating(make.estimate(3.0), make.estimate(4.0, None))]
    other = [make.rating(make.estimate(3.1), make.estimate(2.0))]
    (row,) = rows(one, other)
    noise = (expected_finding("within noise"), difference(0.1), margin(0.2772))
    assert row.derived == (*noise, expected_finding("untested", "level"), difference(-2.0, "level"))
    assert row.relation == "alike"


@pytest.mark.parametrize("sides", [(0, 1), (1, 0)])
def test_zero_error_tests_no_scale_of_its_element(sides: tuple[int, int]) -> None:
    agreed = [make.rating(make.estimate(3.0), make.estimate(4.0, 0))]
    other = [make.rating(make.estimate(5.0), make.estimate(2.0))]
    (row,) = rows(*((agreed, other)[side] for side in sides))
    assert [value.value for value in row.derived if value.kind == "finding"] == ["untested", "untested"]
    assert not [value for value in row.derived if value.kind == "margin"]
    assert row.relation == "alike"


def test_row_is_different_when_one_scale_really_differs() -> None:
    one = [make.rating(make.estimate(3.0), make.estimate(4.0))]
    other = [make.rating(make.estimate(3.1), make.estimate(2.0))]
    assert [row.relation for row in rows(one, other)] == ["differs"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (important(3.0), important(3.0), "same"),
        (important(3.0), important(3.1), "alike"),
        (important(1.0), important(5.0, suppress=True), "alike"),
        (important(1.0), important(5.0, None), "alike"),
        (important(1.0), important(5.0), "differs"),
        (important(1.0), [], "missing"),
    ],
)
def test_row_sign_follows_its_findings(one: list[make.Plain], other: list[make.Plain], expected: Relation) -> None:
    assert [row.relation for row in rows(one, other)] == [expected]


def test_ratings_on_different_scales_are_not_same() -> None:
    (row,) = rows(important(3.0), [make.rating(None, make.estimate(3.0))])
    assert (row.relation, row.derived) == ("missing", ())


def test_later_roles_are_compared_with_the_first() -> None:
    (row,) = rows(important(3.0), important(3.5), important(3.0))
    against = ("medic", "clerk")
    assert row.derived == (
        *(expected_finding("real"), difference(0.5), margin(0.2772)),
        *(
            expected_finding("within noise", roles=against),
            difference(0.0, roles=against),
            margin(0.2772, roles=against),
        ),
    )


def test_unrated_role_has_a_missing_cell_and_others_are_compared() -> None:
    (row,) = rows(important(3.0), important(3.5), [])
    assert (row.relation, row.derived) == ("missing", (expected_finding("real"), difference(0.5), margin(0.2772)))


def test_single_role_has_no_findings() -> None:
    (row,) = rows(important(3.0))
    assert (row.relation, row.derived) == ("only", ())


def test_rows_are_ordered_by_kind_and_element() -> None:
    ratings = [
        make.rating(make.estimate(3), element="2.B.1", kind="skill"),
        make.rating(make.estimate(3), element="2.A.1", kind="skill"),
        make.rating(make.estimate(3), element="2.C.1", kind="knowledge"),
    ]
    expected = ["knowledge.2.C.1", "skill.2.A.1", "skill.2.B.1"]
    assert [row.key for row in rows(ratings, [])] == expected
    assert [row.key for row in rows(ratings[2:], ratings[:2])] == expected


def test_real_differences_are_ordered_by_part_of_the_scale() -> None:
    def pair(element: str, value: float, error: float | None = 0.1, **more: object) -> tuple[make.Plain, make.Plain]:
        one, other = (make.estimate(each, error, **more) for each in (2.0, 2.0 + value))
        return make.rating(one, element=element), make.rating(other, element=element)

    scaled = (make.rating(level=make.estimate(n), element="level") for n in (1.0, 2.2))  # 1.2 of 7, less than 0.8 of 4
    pairs = [
        pair("flagged", 3.0, suppress=True),
        pair("unsure", 3.0, None),
        pair("noise", 0.1),
        pair("small", 0.5),
        pair("large", -0.8),
        tuple(scaled),
    ]
    ordered = ["large", "level", "small", "noise", "flagged", "unsure", "alone"]
    columns = [list(column) for column in zip(*pairs, strict=True)]
    columns[0].append(make.rating(make.estimate(5), element="alone"))
    for order in (columns, columns[::-1]):
        assert [row.key.removeprefix("skill.") for row in rows(*order)] == ordered
    assert count_unproven(rows(*columns)) == {"within noise": 1, "suppressed": 1, "untested": 1, "not rated for all": 1}


def test_hidden_differences_are_counted_for_each_scale() -> None:
    one = [make.rating(make.estimate(3.0), make.estimate(4.0, suppress=True))]
    noise = [make.rating(make.estimate(3.1), make.estimate(2.0))]
    real = [make.rating(make.estimate(4.1), make.estimate(2.0))]
    assert count_unproven(rows(one, noise)) == {"within noise": 1, "suppressed": 1}
    assert count_unproven(rows(one, real)) == {}


def test_ratings_years_apart_are_tested() -> None:
    (row,) = rows(important(3.0, period="2009-08"), important(3.5))
    assert (row.relation, row.derived[0]) == ("differs", expected_finding("real"))


ESTIMATES = st.builds(
    lambda value, error, flagged: make.estimate(value / 100, None if error is None else error / 100, suppress=flagged),
    st.integers(100, 500),
    st.none() | st.integers(0, 60),
    st.booleans(),
)
COLUMNS = st.lists(st.builds(make.rating, st.none() | ESTIMATES, st.none() | ESTIMATES), min_size=1, max_size=1)


@given(COLUMNS, COLUMNS)
@settings(deadline=None)
def test_no_difference_is_real_without_errors_or_with_a_flag(one: list[make.Plain], other: list[make.Plain]) -> None:
    for row in rows(one, other):
        for value in row.derived:
            if value.kind == "finding" and value.value == "real":
                estimates = [column[0][value.unit or ""] for column in (one, other)]
                assert all("standard_error" in estimate and not estimate["suppress"] for estimate in estimates)
        assert row_finding(row) in FINDINGS
        assert (row_finding(row) == "real") == (row.relation == "differs" or "real" in {v.value for v in row.derived})


@given(COLUMNS, COLUMNS)
@settings(deadline=None)
def test_swapping_two_roles_swaps_signs_and_keeps_findings(one: list[make.Plain], other: list[make.Plain]) -> None:
    def turned(found: list[Row]) -> list[tuple[str, list[tuple[str, object]]]]:
        return [
            (
                row.relation,
                [(v.kind, -v.value if v.kind == "difference" else v.value) for v in row.derived],  # type: ignore[operator]
            )
            for row in found
        ]

    there = [(row.relation, [(v.kind, v.value) for v in row.derived]) for row in rows(one, other)]
    assert turned(rows(other, one)) == there


@given(COLUMNS)
@settings(deadline=None)
def test_ratings_compared_with_themselves_are_same(column: list[make.Plain]) -> None:
    assert {row.relation for row in rows(column, column)} <= {"same", "missing"}


def test_one_element_of_two_kinds_has_two_rows() -> None:
    ratings = [make.rating(make.estimate(3), kind=kind) for kind in ("skill", "knowledge")]
    assert [row.key for row in rows(ratings, ratings)] == ["knowledge.2.A.1.a", "skill.2.A.1.a"]


def test_ratings_of_an_umbrella_are_those_of_its_members() -> None:
    whole = make.subject(make.role("whole", None), make.role("one", ratings=important(3.0)))
    (row,) = rating_rows([make.subject(make.role("medic", ratings=important(3.0))), whole])
    assert (row.relation, row.cells[1].items, row.derived) == ("alike", (), ())


@pytest.mark.parametrize(
    ("members", "expected"),
    [((2.0, 4.0), "alike"), ((3.0, 4.0), "alike"), ((3.1, 4.0), "differs"), ((), "missing")],
)
def test_rating_is_compared_with_the_range_of_an_umbrella(members: tuple[float, ...], expected: str) -> None:
    held = [make.role(f"m{n}", ratings=important(value)) for n, value in enumerate(members)] or [make.role("m")]
    whole = make.subject(make.role("whole", None), *held)
    (row,) = rating_rows([make.subject(make.role("medic", ratings=important(3.0))), whole])
    assert row.relation == expected


def test_umbrella_rated_on_another_scale_is_not_compared() -> None:
    whole = make.subject(make.role("whole", None), make.role("one", ratings=[make.rating(level=make.estimate(3.0))]))
    (row,) = rating_rows([make.subject(make.role("medic", ratings=important(3.0))), whole])
    assert row.relation == "missing"
