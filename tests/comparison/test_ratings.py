"""Which differences of ratings are called real, which lead a page, and which nothing can test."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.ratings import FINDINGS, UNIMPORTANT, count_hidden, leads, rating_rows, row_finding
from rolecompare.comparison.types import Derived, Relation, Row, RowEvidence
from tests import make

BOTH = ("medic", "nurse")


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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (make.estimate(3.0), make.estimate(3.5), "real"),
        (make.estimate(3.5), make.estimate(3.0), "real"),
        (make.estimate(3.0), make.estimate(3.2), "within noise"),
        (make.estimate(3.0), make.estimate(3.0), "within noise"),
        (make.estimate(1.0, 3), make.estimate(4.9, 1), "within noise"),
        (make.estimate(3.0, 0.25, n=8), make.estimate(3.7, 0.25, n=8), "within noise"),
        (make.estimate(3.0, 0.25, n=80), make.estimate(3.7, 0.25, n=80), "real"),
        (make.estimate(3.0, 0, n=8), make.estimate(3.25, 0, n=8), "within noise"),
        (make.estimate(3.0, 0, n=8), make.estimate(4.0, 0, n=8), "real"),
        (make.estimate(3.0, 0), make.estimate(4.0, 0), "untested"),
        (make.estimate(1.0, None), make.estimate(5.0), "untested"),
        (make.estimate(1.0), make.estimate(5.0, None), "untested"),
        (make.estimate(1.0, suppress=True), make.estimate(5.0), "suppressed"),
        (make.estimate(1.0), make.estimate(5.0, suppress=True), "suppressed"),
        (make.estimate(1.0, None, suppress=True), make.estimate(5.0), "suppressed"),
    ],
)
def test_difference_is_real_only_beyond_its_error_and_without_flags(
    one: make.Plain, other: make.Plain, expected: str
) -> None:
    for columns in ((one, other), (other, one)):
        (row,) = rows(*([make.rating(each)] for each in columns))
        assert row_finding(row) == expected


def several(*differences: float) -> list[Row]:
    """Rows of two roles, important to both, whose ratings are so many of their errors apart."""
    columns = [
        [make.rating(make.estimate(3.0 + 0.1 * n), element=f"2.{i}") for i, n in enumerate(each)]
        for each in ([0] * len(differences), differences)
    ]
    return rows(*columns)


def test_difference_that_is_real_alone_is_noise_among_many_that_are_none() -> None:
    """Beyond 1.96 errors lies one test of 20 by chance, and so several of the hundred on a page."""
    assert [row_finding(row) for row in several(3.5)] == ["real"]
    assert {row_finding(row) for row in several(3.5, *[0.5] * 99)} == {"within noise"}


def test_more_is_called_real_where_more_is_real() -> None:
    found = [row_finding(row) for row in several(3.5, *[6.0] * 50, *[0.5] * 49)]
    assert (found.count("real"), found.count("within noise")) == (51, 49)


def test_margin_is_that_of_all_tests_of_the_page_together() -> None:
    (alone,) = several(3.5)
    among = next(row for row in several(3.5, *[0.5] * 99) if row.key == "skill.2.0")
    margins = [value.value for row in (alone, among) for value in row.derived if value.kind == "margin"]
    assert margins == [pytest.approx(0.2772, abs=0.0001), pytest.approx(3.4808 * 0.1 * 2**0.5, abs=0.0001)]


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


def test_raters_who_agree_on_one_scale_are_tested_on_both() -> None:
    agreed = [make.rating(make.estimate(3.0, n=8), make.estimate(4.0, 0, n=8))]
    other = [make.rating(make.estimate(5.0, n=8), make.estimate(2.0, n=8))]
    (row,) = rows(agreed, other)
    assert [value.value for value in row.derived if value.kind == "finding"] == ["real", "real"]


def test_row_is_different_when_one_scale_really_differs() -> None:
    one = [make.rating(make.estimate(3.0), make.estimate(4.0))]
    other = [make.rating(make.estimate(3.1), make.estimate(2.0))]
    assert [row.relation for row in rows(one, other)] == ["differs"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (important(3.0), important(3.0), "same"),
        (important(3.0), important(3.1), "alike"),
        (important(1.0), important(5.0, suppress=True), "missing"),
        (important(1.0), important(5.0, None), "missing"),
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
        one, other = (make.estimate(each, error, **more) for each in (3.0, 3.0 + value))
        return make.rating(one, element=element), make.rating(other, element=element)

    scaled = (make.rating(level=make.estimate(n), element="level") for n in (1.0, 2.2))  # 1.2 of 7, less than 0.8 of 4
    pairs = [
        pair("flagged", 0.9, suppress=True),
        pair("unsure", 0.9, None),
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
    assert count_hidden(rows(*columns)) == {
        "within noise": 1,
        "suppressed": 1,
        "untested": 1,
        "not rated for all": 1,
    }


def lead(one: make.Plain, other: make.Plain) -> bool:
    (row,) = rows([make.rating(one)], [make.rating(other)])
    return leads(row)


def test_real_difference_leads_where_the_element_is_important_to_one_of_the_roles() -> None:
    assert lead(make.estimate(1.0), make.estimate(3.0))
    assert not lead(make.estimate(1.0), make.estimate(2.9))


def test_large_difference_that_cannot_be_tested_leads_with_the_real_ones() -> None:
    assert lead(make.estimate(3.0, None), make.estimate(4.0))
    assert not lead(make.estimate(3.0, None), make.estimate(3.9))
    assert not lead(make.estimate(3.0, suppress=True), make.estimate(5.0))
    assert not lead(make.estimate(1.0, None), make.estimate(2.5))


def test_element_without_importance_leads_by_its_difference_alone() -> None:
    (row,) = rows([make.context(1.0)], [make.context(2.0)])
    assert (row_finding(row), leads(row)) == ("real", True)


def test_unimportant_real_differences_come_after_those_that_lead_and_are_counted() -> None:
    def pair(element: str, low: float, high: float, error: float | None = 0.1) -> tuple[make.Plain, make.Plain]:
        one, other = (make.rating(make.estimate(value, error), element=element) for value in (low, high))
        return one, other

    pairs = [pair("trifle", 1.0, 2.9), pair("small", 3.0, 3.6), pair("untested", 3.0, 5.0, None), pair("none", 3, 3)]
    found = rows(*(list(column) for column in zip(*pairs, strict=True)))
    assert [row.key.removeprefix("skill.") for row in found] == ["untested", "small", "trifle", "none"]
    assert count_hidden(found) == {UNIMPORTANT: 1, "within noise": 1}


def test_unimportant_elements_do_not_weigh_on_the_test_of_those_that_lead() -> None:
    """A page shows those that are important, and 5% of these is another number than 5% of all."""
    columns = [
        [
            make.rating(make.estimate(3.0 + value), element="2.A"),
            *(make.rating(make.estimate(1.0 + value / 9), element=f"2.B.{n}") for n in range(99)),
        ]
        for value in (0, 0.35)
    ]
    findings = [row_finding(row) for row in rows(*columns)]
    assert (findings[0], set(findings[1:])) == ("real", {"within noise"})


def test_third_role_changes_no_finding_between_the_first_two() -> None:
    columns = [
        [make.rating(make.estimate(3.0 + 0.1 * n * (i < 3)), element=f"2.{i}") for i in range(9)] for n in (0, 3, 9)
    ]
    two = {row.key: row.derived for row in rows(*columns[:2])}
    three = {row.key: tuple(value for value in row.derived if value.role == "nurse") for row in rows(*columns)}
    assert three == two


def test_name_of_a_rated_element_comes_without_its_explanation() -> None:
    name = "Required Level of Education: Post-Secondary Certificate - awarded for training (for example, in trades)"
    (row,) = rows([make.rating(make.estimate(3), kind="education") | {"name": name}], [])
    assert row.label == "Education: Required Level of Education: Post-Secondary Certificate"


def test_hidden_differences_are_counted_for_each_scale() -> None:
    one = [make.rating(make.estimate(3.0), make.estimate(4.0, suppress=True))]
    noise = [make.rating(make.estimate(3.1), make.estimate(2.0))]
    real = [make.rating(make.estimate(4.1), make.estimate(2.0))]
    assert count_hidden(rows(one, noise)) == {"within noise": 1, "suppressed": 1}
    assert count_hidden(rows(one, real)) == {}


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
