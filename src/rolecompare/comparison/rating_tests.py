"""Test whether ratings of a survey really differ, when a page makes many such tests at once.

docs/decisions/rating-differences.md says why the tests are these; benchmarks/ratings.py checks them on made-up raters.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import erfc, exp, inf, log1p, sqrt
from statistics import NormalDist
from typing import NamedTuple

from rolecompare.models.figures import Estimate

# Of the differences that a page calls real, the part that may be expected to be chance.
FALSE_DISCOVERY_RATE = 0.05
# What one rater changes by answering one step higher. Raters choose whole numbers, or one category among several.
STEPS = {"percent": 100.0}


class RatingTest(NamedTuple):
    """The test of two estimates: how far they are apart, the standard error of that, and its degrees of freedom."""

    difference: float
    error: float
    freedom: float

    @property
    def p_value(self) -> float:
        """How often chance alone makes two such estimates differ this much, if nothing else does (both sides)."""
        return erfc(abs(_normal_deviate(self.difference / self.error, self.freedom)) / sqrt(2))

    def margin(self, cutoff: float) -> float:
        """Return the difference whose p-value is the cutoff; a larger one has a smaller p-value."""
        return self.error * _t_deviate(NormalDist().inv_cdf(1 - cutoff / 2), self.freedom)


def rating_test(a: Estimate, b: Estimate, scale: str) -> RatingTest | None:
    """Return Welch's t-test of two estimates; None where the error of one is not known, or only one rater was asked.

    Where the number of raters is not published, the error is taken as exact and the test is that of the normal.
    """
    errors = standard_error(a, scale), standard_error(b, scale)
    if errors[0] is None or errors[1] is None:
        return None
    variances = errors[0] ** 2, errors[1] ** 2
    spread = sum(
        variance**2 / (estimate.n - 1)
        for variance, estimate in zip(variances, (a, b), strict=True)
        if estimate.n is not None
    )
    total = sum(variances)
    return RatingTest(b.value - a.value, sqrt(total), total**2 / spread if spread else inf)


def standard_error(estimate: Estimate, scale: str) -> float | None:
    """Return the standard error of an estimate, and no less than if one rater among n had answered a step higher.

    Raters who all say the same have a published error of 0, which shows that they were few, not that they were right.
    """
    error, raters = estimate.standard_error, estimate.n
    if error is None or (raters is None and error == 0) or (raters is not None and raters < 2):
        return None
    return error if raters is None else max(error, STEPS.get(scale, 1.0) / raters)


def false_discovery_cutoff(p_values: Iterable[float]) -> float:
    """Return the p-value up to which differences are called real, by Benjamini and Hochberg.

    Of the differences up to it, 5% may be expected to be chance, however many tests were made. Where none is real, it
    is what the smallest p-value would have needed to be.
    """
    ordered = sorted(p_values)
    tests = max(1, len(ordered))
    ranks = [rank for rank, p in enumerate(ordered, 1) if p <= rank * FALSE_DISCOVERY_RATE / tests]
    return max(ranks, default=1) * FALSE_DISCOVERY_RATE / tests


def _normal_deviate(t: float, freedom: float) -> float:
    """Return the normal deviate that is as rare as a deviate of Student's t.

    This is Wallace's approximation (1959), within 0.01 from 5 degrees of freedom on; the standard library has no t.
    """
    if freedom == inf:
        return t
    return (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom))


def _t_deviate(normal: float, freedom: float) -> float:
    """Return the deviate of Student's t that is as rare as a normal deviate: the inverse of `_normal_deviate`."""
    if freedom == inf:
        return normal
    scaled = normal * (8 * freedom + 3) / (8 * freedom + 1)
    return sqrt(freedom * (exp(scaled * scaled / freedom) - 1))
