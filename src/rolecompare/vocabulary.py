"""The field's own words and the order among them: measures, units, levels, periods and occupation codes.

Nothing here knows of a file, a role or a screen. Terms follow the U.S. Bureau of Labor Statistics (entry-level
education, experience, on-the-job training: Employment Projections, Table 1.2) and O*NET (job zones).
"""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

SECTIONS = ("duties", "training", "credentials", "settings", "outlook", "ratings")


class SourceKind(StrEnum):
    OFFICIAL_STATISTICS = "official-statistics"
    OFFICIAL_DATABASE = "official-database"
    PROFESSIONAL_BODY = "professional-body"
    ARTICLE = "article"


class CredentialKind(StrEnum):
    """A licence is a government's, a certification is not, a certificate says that a course was completed."""

    LICENCE = "licence"
    CERTIFICATION = "certification"
    REGISTRATION = "registration"
    CERTIFICATE = "certificate"


class Requirement(StrEnum):
    """How far a credential is asked for, from the strictest; `unknown` is a value and never means "not required"."""

    BY_LAW = "by-law"
    BY_LAW_IN_SOME_STATES = "by-law-in-some-states"
    EXPECTED = "expected-by-most-employers"
    PREFERRED = "preferred-by-some-employers"
    OPTIONAL = "optional"
    UNKNOWN = "unknown"


class SettingKind(StrEnum):
    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    LABORATORY = "laboratory"
    OFFICE = "office"
    OTHER = "other"


class ConditionKind(StrEnum):
    """What the work asks of the body and of the day, as far as a source speaks of it."""

    ON_FEET = "on-feet"
    LIFTING = "lifting"
    SITTING = "sitting"
    INFECTION = "infection"
    HAZARDS = "hazards"
    STRESS = "stress"
    HOURS = "hours"


class RatingKind(StrEnum):
    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ABILITY = "ability"
    INTEREST = "interest"
    WORK_STYLE = "work-style"
    WORK_VALUE = "work-value"
    WORK_ACTIVITY = "work-activity"
    WORK_CONTEXT = "work-context"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    TRAINING = "training"


# What elements are rated on, in the order of a screen, each with its lowest and its highest value (O*NET).
SCALES: dict[str, tuple[float, float]] = {
    "importance": (1, 5),
    "level": (0, 7),
    "interest": (1, 7),
    "extent": (1, 7),
    "context": (1, 5),
    "impact": (-3, 3),
    "percent": (0, 100),
}


# What a role may be without as a whole, where a source says why; by the section that would hold it.
PARTS: dict[str, str] = {
    "duties": "duties",
    "credentials": "credentials",
    "jobs.share": "settings",
    "work-context": "settings",
    "outlook": "outlook",
    **{kind.value: "ratings" for kind in RatingKind if kind is not RatingKind.WORK_CONTEXT},
}


# Core tasks first; those that nobody told to be either come before the supplemental ones.
TASK_TYPES = ("core", None, "supplemental")


class Absence(StrEnum):
    """Why a value is not there. Absence is never 0, an empty text or null alone."""

    SUPPRESSED = "suppressed"
    NOT_PUBLISHED = "not-published"
    NOT_SURVEYED = "not-surveyed"
    NOT_APPLICABLE = "not-applicable"
    NO_SUCH_OCCUPATION = "no-such-occupation"
    ABOVE_PUBLISHED_RANGE = "above-published-range"
    NOT_IN_DATASET = "not-in-dataset"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    WRONG_PERIOD = "wrong-period"
    SELF_CONTRADICTORY = "self-contradictory"
    PARTLY_SUPPORTED = "partly-supported"
    NOT_CHECKABLE = "not-checkable"
    FRAMING = "framing"


# ── levels: ordered scales ───────────────────────────────────────────────────────────────────────────────────────────

LEVELS: dict[str, dict[str, str]] = {
    # measure -> value -> the publisher's own name, lowest level first.
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


JOINED = {"job-zone-1-2": "job-zone-2"}


def rank(measure: str, value: str) -> int:
    """The place of a level on its scale, 0 the lowest. Job Zone 1-2 is where O*NET codes it, at zone 2."""
    levels = list(dict.fromkeys(JOINED.get(level, level) for level in LEVELS[measure]))
    return levels.index(JOINED.get(value, value))


def level_name(measure: str, value: str) -> str:
    """The publisher's own name of a level."""
    return LEVELS[measure][value]


# ── measures: what a number counts, in which unit, over which kind of period ─────────────────────────────────────────


class PeriodKind(StrEnum):
    POINT = "a year or a month, such as 2024 or 2025-05"
    DECADE = "two years, such as 2024/2034"


class Measure(NamedTuple):
    unit: str
    period: PeriodKind
    lowest: float | None
    highest: float | None
    part: str  # the list of an outlook that it stands in, or "settings"


STATISTICS = ("p10", "p25", "median", "p75", "p90", "mean")  # the order of a screen; the first five never fall

MEASURES: dict[str, Measure] = {
    **{f"pay.annual.{name}": Measure("USD/year", PeriodKind.POINT, 0, None, "pay") for name in STATISTICS},
    **{f"pay.hourly.{name}": Measure("USD/hour", PeriodKind.POINT, 0, None, "pay") for name in STATISTICS},
    "employment": Measure("jobs", PeriodKind.POINT, 0, None, "employment"),
    "employment.projected": Measure("jobs", PeriodKind.POINT, 0, None, "projections"),
    "employment.change": Measure("jobs", PeriodKind.DECADE, None, None, "projections"),
    "employment.change_percent": Measure("percent", PeriodKind.DECADE, -100, None, "projections"),
    "openings.annual": Measure("jobs/year", PeriodKind.DECADE, 0, None, "openings"),
    "jobs.share": Measure("percent", PeriodKind.POINT, 0, 100, "settings"),
}

PERIOD_PATTERNS = {
    PeriodKind.POINT: re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?"),
    PeriodKind.DECADE: re.compile(r"((?:19|20)[0-9]{2})/((?:19|20)[0-9]{2})"),
}


def is_period(text: str, kind: PeriodKind) -> bool:
    """Whether the text is a period of that kind; a span must end after it began."""
    found = PERIOD_PATTERNS[kind].fullmatch(text)
    if found is None:
        return False
    return kind is PeriodKind.POINT or found[1] < found[2]


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


# A page asks of a few periods and codes, a thousand times over.
@cache
def months(period: str) -> tuple[int, ...]:
    """A period as months since year 0, one number for a point and two for a span: what periods are ordered by.

    A year without a month counts from its January.
    """
    ends = []
    for part in period.split("/"):
        year, _, month = part.partition("-")
        ends.append(int(year) * 12 + (int(month) if month else 1))
    return tuple(ends)


@cache
def years_apart(one: str, other: str) -> float:
    """The larger distance, in years, between the ends of two periods.

    A bare year holds every month of it, so it lies no distance from a month of its own.
    """
    return max(
        (_distance(*ends) for ends in zip(one.split("/"), other.split("/"), strict=False)),
        default=0.0,
    )


def _distance(one: str, other: str) -> float:
    if "-" in one and "-" in other:
        return abs(months(one)[0] - months(other)[0]) / 12
    return float(abs(int(one[:4]) - int(other[:4])))


# ── occupation codes ─────────────────────────────────────────────────────────────────────────────────────────────────

SOC = re.compile(r"[0-9]{2}-[0-9]{4}")
ONET_SOC = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")
ALL_OCCUPATIONS = "00-0000"


class Scope(StrEnum):
    SAME = "same"
    WIDER = "wider"
    OTHER = "other"


@cache
def scope(code: str, occupation: str) -> Scope:
    """What a published code is to an occupation's own code: the same, a wider group around it, or another one.

    >>> scope("31-9092", "31-9092.00")
    <Scope.SAME: 'same'>
    >>> scope("29-2010", "29-2012.00")
    <Scope.WIDER: 'wider'>
    """
    if canonical(code) == canonical(occupation):
        return Scope.SAME
    if not (SOC.fullmatch(code) and (SOC.fullmatch(occupation) or ONET_SOC.fullmatch(occupation))):
        return Scope.OTHER
    if code == ALL_OCCUPATIONS:
        return Scope.WIDER
    own = occupation[:7]
    # SOC groups end in zeros: 29-2010 is a broad occupation, 29-2000 a minor group, 29-0000 a major one.
    stem = code.rstrip("0") if code.endswith("0") else code
    return Scope.WIDER if own.startswith(stem) else Scope.OTHER


def canonical(code: str) -> str:
    """A code as it is held against another: `31-9092.00` is the whole of `31-9092`."""
    return code.removesuffix(".00")


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def activity_id(element: str) -> str:
    """What an activity of O*NET's own is called here: `4.A.2.a.4.I09.D03` -> dwa.4.a.2.a.4.i09.d03."""
    return f"dwa.{element.lower()}"


def folded(name: str) -> str:
    """A name without the differences that nobody means: case, hyphens for spaces, doubled spaces, curly apostrophes."""
    return " ".join(name.casefold().replace("-", " ").replace("’", "'").split())
