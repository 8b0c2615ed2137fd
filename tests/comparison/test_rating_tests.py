"""The tests of ratings: Welch's t, the least error of a few raters, and how many differences may be chance."""

from math import inf, sqrt
from random import Random
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.rating_tests import RatingTest, false_discovery_cutoff, rating_test, standard_error
from rolecompare.models.figures import Estimate
from tests import make
from tests.make import validated


def estimated(value: float, error: float | None = 0.1, n: int | None = None) -> Estimate:
    return validated(Estimate, make.estimate(value, error, **({} if n is None else {"n": n})))


def of_answers(*answers: int) -> Estimate:
    return estimated(mean(answers), stdev(answers) / sqrt(len(answers)), len(answers))


def test_raters_who_agree_have_the_error_of_one_who_answers_a_step_higher() -> None:
    agreed, nearly = of_answers(*[3] * 8), of_answers(*[3] * 7, 4)
    assert standard_error(agreed, "importance") == pytest.approx(standard_error(nearly, "importance")) == 0.125


@pytest.mark.parametrize(
    ("estimate", "scale", "expected"),
    [
        (estimated(3, 0.0035, 23), "importance", 1 / 23),
        (estimated(3, 0.4, 23), "importance", 0.4),
        (estimated(0, 0, 25), "percent", 4.0),
        (estimated(3, None, 23), "importance", None),
        (estimated(3, 0), "importance", None),
        (estimated(3, 0.1), "importance", 0.1),
        (estimated(3, 0.1, 1), "importance", None),
    ],
    ids=["too small", "as published", "percent", "not published", "nobody counted", "number not published", "one"],
)
def test_standard_error_is_the_published_one_or_the_least_of_so_few(
    estimate: Estimate, scale: str, expected: float | None
) -> None:
    assert standard_error(estimate, scale) == expected


@pytest.mark.parametrize(("freedom", "t"), [(5, 2.5706), (7, 2.3646), (14, 2.1448), (30, 2.0423), (inf, 1.96)])
def test_p_value_is_that_of_students_t(freedom: float, t: float) -> None:
    assert RatingTest(t * 0.2, 0.2, freedom).p_value == pytest.approx(0.05, abs=0.0005)


@pytest.mark.parametrize(("freedom", "t"), [(5, 6.8688), (7, 5.4079), (14, 4.1405), (30, 3.646), (inf, 3.2905)])
def test_p_value_of_a_rare_difference_is_right_within_a_tenth(freedom: float, t: float) -> None:
    assert RatingTest(t, 1.0, freedom).p_value == pytest.approx(0.001, rel=0.1)


def test_freedom_is_that_of_welch() -> None:
    test = rating_test(estimated(2.0, 0.3, 8), estimated(3.0, 0.4, 8), "importance")
    assert test is not None
    assert (test.difference, test.error) == (1.0, 0.5)
    assert test.freedom == pytest.approx(0.25**2 / (0.09**2 / 7 + 0.16**2 / 7))


def test_without_numbers_of_raters_the_test_is_that_of_the_normal() -> None:
    test = rating_test(estimated(2.0, 0.3), estimated(3.0, 0.4), "importance")
    assert test == RatingTest(1.0, 0.5, inf)


@pytest.mark.parametrize(
    ("p_values", "cutoff"),
    [
        ([], 0.05),
        ([0.04], 0.05),
        ([0.2], 0.05),
        ([0.001, 0.03, 0.04, 0.9], 0.0125),
        ([0.001, 0.02, 0.03, 0.9], 0.0375),
        ([0.012, 0.024, 0.036, 0.049], 0.05),
        ([0.02, 0.5, 0.6, 0.7], 0.0125),
    ],
    ids=["no test", "one", "one by chance", "first", "third, and so the second", "all", "none"],
)
def test_cutoff_is_that_of_benjamini_and_hochberg(p_values: list[float], cutoff: float) -> None:
    assert false_discovery_cutoff(p_values) == pytest.approx(cutoff)
    assert false_discovery_cutoff(reversed(p_values)) == pytest.approx(cutoff)


ESTIMATES = st.builds(
    lambda value, error, n: estimated(value / 100, error / 100, n),
    st.integers(100, 500),
    st.integers(0, 100),
    st.integers(2, 80),
)


@given(ESTIMATES, ESTIMATES, st.floats(0.0001, 0.05))
@settings(deadline=None)
def test_difference_is_beyond_its_margin_where_its_p_value_is_below_the_cutoff(
    one: Estimate, other: Estimate, cutoff: float
) -> None:
    test, turned = rating_test(one, other, "importance"), rating_test(other, one, "importance")
    assert test is not None
    assert turned is not None
    assert test.p_value == turned.p_value
    beyond = abs(test.difference) - test.margin(cutoff)
    if abs(beyond) > 1e-6:
        assert (test.p_value < cutoff) == (beyond > 0)


def test_of_raters_with_the_same_opinion_one_test_in_twenty_at_most_says_otherwise() -> None:
    """Eight analysts give whole numbers, so that all of them often say the same."""
    chance = Random(12)

    def asked(truth: float) -> Estimate:
        return of_answers(*(min(5, max(1, round(chance.gauss(truth, 0.5)))) for _ in range(8)))

    pairs = [(asked(truth), asked(truth)) for truth in (chance.uniform(1, 5) for _ in range(3000))]
    tests = [rating_test(one, other, "importance") for one, other in pairs]
    assert mean(test is not None and test.p_value <= 0.05 for test in tests) <= 0.055


@pytest.mark.parametrize("share_of_no_difference", [1.0, 0.8, 0.4])
def test_of_differences_called_real_at_most_one_in_twenty_is_chance(share_of_no_difference: float) -> None:
    chance = Random(12)
    shares = []
    for _ in range(1000):
        truths = [chance.random() < share_of_no_difference for _ in range(60)]
        tests = [RatingTest(chance.gauss(0 if same else 3, 1), 1.0, inf).p_value for same in truths]
        cutoff = false_discovery_cutoff(tests)
        called = [same for same, p_value in zip(truths, tests, strict=True) if p_value <= cutoff]
        shares.append(sum(called) / max(1, len(called)))
    assert mean(shares) <= 0.06
