"""Name measures, periods, levels and values in answers, and put lists and numbers into words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rolecompare import measures as units
from rolecompare.codes import Classification
from rolecompare.measures import MONTHS, level_name
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import ConditionKind, Requirement, Verdict
from rolecompare.models.roles import Credential

MONTHS_A_YEAR = 12
STATISTICS = {
    "p10": "10th percentile",
    "p25": "25th percentile",
    "median": "median",
    "p75": "75th percentile",
    "p90": "90th percentile",
    "mean": "mean",
}
MEASURES = {
    **{f"pay.annual.{name}": f"Pay a year, {text}" for name, text in STATISTICS.items()},
    **{f"pay.hourly.{name}": f"Pay an hour, {text}" for name, text in STATISTICS.items()},
    "employment": "Jobs without the self-employed",
    "employment.base": "Jobs with the self-employed",
    "employment.projected": "Projected jobs with the self-employed",
    "employment.change": "Change in jobs",
    "employment.change_percent": "Change in jobs, percent",
    "self_employed.share": "Percent self-employed",
    "openings.annual": "Openings a year",
    "jobs.share": "Share of jobs",
    "education.entry": "Entry-level education",
    "experience.related": "Experience in a related occupation",
    "training.on_the_job": "On-the-job training",
    "job_zone": "O*NET Job Zone",
}
# What a summary page calls the measures that it shows.
SHORT_NAMES = {
    "pay.annual.median": "Median pay a year",
    "pay.hourly.median": "Median pay an hour",
    "employment.change_percent": "Job growth",
    "openings.annual": "Openings a year",
    "employment.base": "Jobs",
}
# The time that an amount of pay is for, by its unit.
PER = {"USD/year": "a year", "USD/hour": "an hour"}
# What is said of a job of which such things are known, but not this one.
NONE_LISTED = "none listed"
# Where law requires a credential, the strictest first.
BY_LAW = {
    Requirement.BY_LAW: "every state",
    Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES: "all but a few states",
    Requirement.BY_LAW_IN_MOST_STATES: "most states",
    Requirement.BY_LAW_IN_MANY_STATES: "many states",
    Requirement.BY_LAW_IN_SOME_STATES: "some states",
    Requirement.BY_LAW_IN_FEW_STATES: "a few states",
}
# So many states that two jobs have some of them in common, whichever they are.
MOST_STATES = (
    Requirement.BY_LAW,
    Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES,
    Requirement.BY_LAW_IN_MOST_STATES,
)
# Who asks for other credentials, the strictest first: before their names, and by itself.
ASKED_BY = {
    Requirement.REQUIRED_BY_MOST: ("most employers require", "Required by most employers"),
    Requirement.REQUIRED_BY_MANY: ("many employers require", "Required by many employers"),
    Requirement.EXPECTED_BY_MOST: ("most employers require or prefer", "Required or preferred by most employers"),
    Requirement.REQUIRED_BY_SOME: ("some employers require", "Required by some employers"),
    Requirement.PREFERRED_BY_MOST: ("most employers prefer", "Preferred by most employers"),
    Requirement.PREFERRED_BY_SOME: ("some employers prefer", "Preferred by some employers"),
    Requirement.ASKED_FOR_BY_PROGRAMS: ("programs ask for", "Asked for by programs"),
    Requirement.OPTIONAL: ("optional", "Optional"),
    Requirement.UNKNOWN: ("not known how widely", "Not known how widely required"),
}
CONDITIONS = {
    ConditionKind.ON_FEET: "Standing",
    ConditionKind.LIFTING: "Lifting and moving",
    ConditionKind.SITTING: "Sitting",
    ConditionKind.INFECTION: "Exposure to disease",
    ConditionKind.HAZARDS: "Other hazards",
    ConditionKind.STRESS: "Strain and stress",
    ConditionKind.HOURS: "Hours",
}


def rating_name(name: str) -> str:
    """Return the name of a rated element without the explanation that O*NET adds to some: up to 330 letters."""
    return name.partition(" - ")[0]


def measure(name: str) -> str:
    """Return what a measure is called."""
    return MEASURES[name]


def period(text: str) -> str:
    """Return a period in words: `2025-05` is May 2025, and `2024/2034` is 2024–34."""
    if "/" in text:
        start, end = text.split("/")
        return f"{start}–{end[2:] if start[:2] == end[:2] else end}"
    year, _, month = text.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def published_code(item: Figure | Level | Missing) -> str:
    """Return the code that a value was published for, with its classification where that is not SOC 2018."""
    return f"{item.code}{code_suffix(item.classification)}" if item.code else ""


def code_suffix(classification: Classification | None) -> str:
    """Return what stands after a code that is from another classification than SOC 2018."""
    return f" ({classification.value})" if classification is not None else ""


def in_words(kind: StrEnum) -> str:
    """Return a kind of something in words: `not-in-dataset` is not in dataset."""
    return kind.value.replace("-", " ")


def verdict(kind: Verdict) -> str:
    """Return a verdict in words."""
    return kind.value if kind is Verdict.SELF_CONTRADICTORY else in_words(kind)


def number(value: int | float, unit: str) -> str:
    """Return a value with thousands separators and the sign of its unit, never shortened."""
    value = int(value) if value == int(value) else value
    if unit == "USD/hour":
        return f"${value:,.2f}"
    if unit == "USD/year":
        return f"${value:,}" if isinstance(value, int) else f"${value:,.2f}"
    if unit == "percent":
        return f"{value:,}%"
    if unit == "percentage points":
        return f"{value:,} points"
    return f"{value:,}"


def at_least(item: Missing) -> str | None:
    """Return what an amount above the published range is known to be: equal to the top of the range, or more."""
    return f"at least {number(item.bound, units.MEASURES[item.measure].unit)}" if item.bound is not None else None


def value(item: Figure | Level) -> str:
    """Return a figure with its unit, changes with their sign, or the publisher's name of a level."""
    if isinstance(item, Level):
        return level_name(item.measure, item.value)
    return figure_text(item.measure, item.value, item.unit)


def figure_text(measure: str, amount: int | float, unit: str) -> str:
    """Return the value of a measure with its unit, changes with their sign."""
    sign = "+" if measure.startswith("employment.change") and amount > 0 else ""
    return (sign + number(amount, unit)).replace("-", "−")


def signed(amount: int | float, unit: str | None) -> str:
    """Return a difference with its sign and unit; `±0` where there is none."""
    sign = "+" if amount > 0 else "−" if amount < 0 else "±"
    return sign + number(abs(amount), unit or "")


def length(shortest: int | None, longest: int | None) -> str | None:
    """Return how long a course takes that is given in months: in years where the months make whole years.

    A bound that is not published is None; so is the result where neither is.
    """
    bounds = [months for months in (shortest, longest) if months is not None]
    if not bounds:
        return None
    in_years = all(months and months % MONTHS_A_YEAR == 0 for months in bounds)
    unit, divisor = ("year", MONTHS_A_YEAR) if in_years else ("month", 1)
    if shortest is None or longest is None:
        count = count_of(bounds[0] // divisor, unit)
        return f"up to {count}" if shortest is None else f"{count} or more"
    most = count_of(longest // divisor, unit)
    return most if shortest == longest else f"{shortest // divisor} to {most}"


def join_words(names: Sequence[str], conjunction: str = "and") -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def side_by_side(titles: Sequence[str], texts: Sequence[str], separator: str = ", ") -> str:
    """Return the text on each role: `a vs. b` for two, and by name for more, as in `a (One and Two), b (Three)`."""
    if len(titles) < 3:
        return " vs. ".join(texts)
    if len(set(texts)) == 1:
        return f"{texts[0]} for all"
    named = {text: [title for title, own in zip(titles, texts, strict=True) if own == text] for text in texts}
    return separator.join(f"{text} ({join_words(names)})" for text, names in named.items())


def credential(item: Credential) -> str:
    """Return the name of a credential with its abbreviation, which may be in brackets itself."""
    if item.abbreviation is None or item.name == item.abbreviation:
        return item.name
    if item.abbreviation.startswith(f"{item.name} "):
        return item.abbreviation
    return f"{item.name}, {item.abbreviation}" if "(" in item.abbreviation else f"{item.name} ({item.abbreviation})"


def states(credential: Credential) -> str:
    """Return in which states law requires a credential that it requires in some."""
    if credential.excepted_states:
        return f"every state but {join_words(credential.excepted_states)}"
    return BY_LAW[credential.requirement]


def asked_by(credential: Credential) -> str:
    """Return who asks for a credential, to stand before its name: `most states require`."""
    if credential.requirement not in BY_LAW:
        return ASKED_BY[credential.requirement][0]
    where = states(credential)
    return f"{where} {'requires' if where.startswith('every') else 'require'}"


def requirement(credential: Credential) -> str:
    """Return how strictly a credential is required, to stand by itself: `Required by law in most states`."""
    if credential.requirement not in BY_LAW:
        return ASKED_BY[credential.requirement][1]
    return f"Required by law in {states(credential)}"


def lower_first(text: str) -> str:
    """Return a name as it stands within a sentence; an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def count_of(count: int, thing: str, things: str | None = None) -> str:
    """Return a count with the singular or plural of what is counted; the plural adds an s unless it is given."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"
