"""How long preparation takes by O*NET's ranges, whose ends are those of its nine levels."""

import pytest

from rolecompare.gap.preparation import svp_time


@pytest.mark.parametrize(
    ("svp_range", "time"),
    [
        ("Below 4.0", "up to 3 months"),
        ("Below 6.0", "up to 1 year"),
        ("4.0 to < 6.0", "over 3 months, up to 1 year"),
        ("6.0 to < 7.0", "over 1 year, up to 2 years"),
        ("7.0 to < 8.0", "over 2 years, up to 4 years"),
        ("8.0 and above", "over 4 years"),
        ("9.0 and above", "over 10 years"),
        ("1.0 to < 2.0", "up to a short demonstration"),
    ],
)
def test_range_stands_for_the_times_of_its_levels(svp_range: str, time: str) -> None:
    assert svp_time(svp_range) == time


@pytest.mark.parametrize("svp_range", ["", "n/a", "6", "six to seven", "0.0 to < 1.0", "1.0 and above"])
def test_range_in_another_form_is_no_time(svp_range: str) -> None:
    assert svp_time(svp_range) is None
