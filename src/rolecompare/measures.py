"""Measures, units, ordered levels, scales and periods, in the terms of BLS and O*NET."""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

# What elements are rated on, in the order of a page, each with its lowest and its highest value (O*NET).
SCALES: dict[str, tuple[float, float]] = {
    "importance": (1, 5),
    "level": (0, 7),
    "interest": (1, 7),
    "extent": (1, 7),
    "context": (1, 5),
    "impact": (-3, 3),
    "percent": (0, 100),
}


LEVELS: dict[str, dict[str, str]] = {
    # The publisher's own names of the values of each measure, the lowest level first.
    "education.entry": {
        "no-formal-credential": "No formal educational credential",
        "high-school-diploma": "High school diploma or equivalent",
        "some-college": "Some college, no degree",
        "postsecondary-nondegree-award": "Postsecondary nondegree award",
        "associates-degree": "Associate's degree",
        "bachelors-degree": "Bachelor's degree",
        "masters-degree": "Master's degree",
        "doctoral-or-professional-degree": "Doctoral or professional degree",
    },
    "experience.related": {
        "none": "None",
        "less-than-5-years": "Less than 5 years",
        "5-years-or-more": "5 years or more",
    },
    "training.on_the_job": {
        "none": "None",
        "short-term": "Short-term on-the-job training",
        "moderate-term": "Moderate-term on-the-job training",
        "long-term": "Long-term on-the-job training",
        "apprenticeship": "Apprenticeship",
        "internship-residency": "Internship/residency",
    },
    "job_zone": {
        "job-zone-1": "Job Zone 1",
        # O*NET 31.0 merged zone 1 into zone 2 and calls the result by both numbers.
        "job-zone-1-2": "Job Zone 1-2",
        "job-zone-2": "Job Zone 2",
        "job-zone-3": "Job Zone 3",
        "job-zone-4": "Job Zone 4",
        "job-zone-5": "Job Zone 5",
    },
}


# Two levels of so many years are the history of one another; of fewer, sources disagree.
LEVEL_HISTORY_YEARS = 2

MERGED_LEVELS = {"job-zone-1-2": "job-zone-2"}


@cache
def level_rank(measure: str, value: str) -> int:
    """Return the place of a level on its scale, 0 for the lowest. Job Zone 1-2 is where O*NET codes it, at zone 2."""
    levels = list(dict.fromkeys(MERGED_LEVELS.get(level, level) for level in LEVELS[measure]))
    return levels.index(MERGED_LEVELS.get(value, value))


def level_name(measure: str, value: str) -> str:
    """Return the publisher's own name of a level."""
    return LEVELS[measure][value]


class PeriodKind(StrEnum):
    """What kind of period a measure has; the value says what one looks like."""

    POINT = "a year or a month, such as 2024 or 2025-05"
    DECADE = "two years, such as 2024/2034"


class Measure(NamedTuple):
    """The unit of a measure, the kind of its period, and its bounds; None where it has none."""

    unit: str
    period: PeriodKind
    lowest: float | None
    highest: float | None
    part: str  # the list of an outlook that it belongs to, or "settings"


STATISTICS = ("p10", "p25", "median", "p75", "p90", "mean")  # in the order of a page; the first five never fall


MEASURES: dict[str, Measure] = {
    **{f"pay.annual.{name}": Measure("USD/year", PeriodKind.POINT, 0, None, "pay") for name in STATISTICS},
    **{f"pay.hourly.{name}": Measure("USD/hour", PeriodKind.POINT, 0, None, "pay") for name in STATISTICS},
    "employment": Measure("jobs", PeriodKind.POINT, 0, None, "employment"),
    "employment.base": Measure("jobs", PeriodKind.POINT, 0, None, "projections"),
    "employment.projected": Measure("jobs", PeriodKind.POINT, 0, None, "projections"),
    "employment.change": Measure("jobs", PeriodKind.DECADE, None, None, "projections"),
    "employment.change_percent": Measure("percent", PeriodKind.DECADE, -100, None, "projections"),
    "self_employed.share": Measure("percent", PeriodKind.POINT, 0, 100, "projections"),
    "openings.annual": Measure("jobs/year", PeriodKind.DECADE, 0, None, "openings"),
    "jobs.share": Measure("percent", PeriodKind.POINT, 0, 100, "settings"),
}


PERIOD_PATTERNS = {
    PeriodKind.POINT: re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?"),
    PeriodKind.DECADE: re.compile(r"((?:19|20)[0-9]{2})/((?:19|20)[0-9]{2})"),
}


def is_period(text: str, kind: PeriodKind) -> bool:
    """Return whether the text is a period of that kind; a span must end after it began."""
    found = PERIOD_PATTERNS[kind].fullmatch(text)
    if found is None:
        return False
    return kind is PeriodKind.POINT or found[1] < found[2]


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


# A page asks for a few periods and codes, thousands of times.
@cache
def period_months(period: str) -> tuple[int, ...]:
    """Return a period as months since year 0, for sorting: one number for a point and two for a span.

    A year without a month counts from its January.
    """
    ends = []
    for part in period.split("/"):
        year, _, month = part.partition("-")
        ends.append(int(year) * 12 + (int(month) if month else 1))
    return tuple(ends)


@cache
def years_apart(one: str, other: str) -> float:
    """Return the larger distance, in years, between the ends of two periods.

    A year without a month lies no distance from its own months, and a whole year from those of the next year. So the
    distance is not transitive: 2025-05 is near 2025 and near 2024-06, which are a year apart. Whoever takes more than
    two values together must compare each two of them (`comparison.figures.are_of_one_time`).
    """
    return max(
        (_distance(*ends) for ends in zip(one.split("/"), other.split("/"), strict=False)),
        default=0.0,
    )


def _distance(one: str, other: str) -> float:
    if "-" in one and "-" in other:
        return abs(period_months(one)[0] - period_months(other)[0]) / 12
    return float(abs(int(one[:4]) - int(other[:4])))
