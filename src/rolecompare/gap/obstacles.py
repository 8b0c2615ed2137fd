"""Rows of a comparison -> what stands in the way of a move: rules that fired, each with the row it rests on.

No rule weighs another, and none is a score: docs/why/obstacles.md says why, and why these. A rule that data is missing
for is not clear of anything; it was not asked, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import JUDGMENT_YEARS, find_row, numeric_value
from rolecompare.comparison.types import Cell, Row
from rolecompare.gap.types import RuleName, RuleResult
from rolecompare.measures import years_apart
from rolecompare.models.figures import Level
from rolecompare.models.kinds import CredentialKind, Requirement
from rolecompare.models.roles import Credential

RULES: Mapping[RuleName, str] = {
    "law": "a credential by law everywhere",
    "law-in-some-states": "a credential by law in some states",
    "expected": "a credential that most employers expect",
    "education": "more education at entry",
    "experience": "work experience in a related occupation",
    "apprenticeship": "an apprenticeship, internship or residency",
    "job-zone": "a higher Job Zone",
}
Outcome = Literal["obstacle", "not needed", "undetermined"]
REQUIREMENTS: Mapping[RuleName, Requirement] = {
    "law": Requirement.BY_LAW,
    "law-in-some-states": Requirement.BY_LAW_IN_SOME_STATES,
    "expected": Requirement.EXPECTED,
}
STRICTNESS = list(Requirement)
SERVED = ("apprenticeship", "internship-residency")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")


class Found(NamedTuple):
    outcome: Outcome
    ruling: RuleResult


def apply_rules(training: Sequence[Row], credentials: Sequence[Row], titles: tuple[str, str]) -> Iterator[Found]:
    """What every rule makes of a move, in the order of RULES; a rule that several credentials fire has several."""
    yield from _credentials(credentials, titles[1])
    yield _education(training, titles)
    yield _asked_of_goal("experience", training, "experience.related", titles[1])
    yield _asked_of_goal("apprenticeship", training, "training.on_the_job", titles[1])
    yield _zone(training, titles)


def _found(outcome: Outcome, name: RuleName, text: str, row: Row | None = None) -> Found:
    return Found(outcome, RuleResult(name=name, rule=RULES[name], text=text, row=row))


# ── credentials ──────────────────────────────────────────────────────────────────────────────────────────────────────


def strictest_credential(cell: Cell) -> Credential | None:
    """The strictest of the credentials in a cell."""
    found = [item for item in cell.items if isinstance(item, Credential)]
    return min(found, key=lambda each: STRICTNESS.index(each.requirement), default=None)


def is_lacking(row: Row) -> bool:
    """Whether a row has a credential of the goal that somebody from the start cannot be taken to hold.

    A license is for one occupation, whatever it is called. Any other is held where the start asks for it as strictly.
    """
    start, goal = map(strictest_credential, row.cells)
    if goal is None:
        return False
    if start is None or goal.kind is CredentialKind.LICENSE or start.requirement is Requirement.UNKNOWN:
        return True
    return STRICTNESS.index(start.requirement) > STRICTNESS.index(goal.requirement)


def _credentials(rows: Sequence[Row], goal: str) -> Iterator[Found]:
    asked = [(row, credential) for row in rows if (credential := strictest_credential(row.cells[1])) is not None]
    unknown = [row.label for row, c in asked if c.requirement is Requirement.UNKNOWN and is_lacking(row)]
    for name, requirement in REQUIREMENTS.items():
        fired = [(row, credential) for row, credential in asked if credential.requirement is requirement]
        if fired := [(row, credential) for row, credential in fired if is_lacking(row)]:
            for row, credential in fired:
                yield _found("obstacle", name, _needed(name, credential.kind, row.label), row)
        elif not asked:
            yield _found(
                "undetermined",
                name,
                f"credentials: none is listed for {goal}, which is not to say that none is asked for",
            )
        elif unknown:
            yield _found(
                "undetermined",
                name,
                f"credentials: how far it is asked for is not known of {labels.join_words(unknown)}",
            )
        else:
            yield _found("not needed", name, f"no further one is listed for {goal}")


def _needed(name: RuleName, kind: CredentialKind, label: str) -> str:
    if name == "expected":
        return f"Most employers expect a {kind.value}: {label}"
    where = "by law" if name == "law" else "by law in some states"
    return f"Needs a {kind.value} {where}: {label}"


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def known_levels(cell: Cell) -> list[Level]:
    """The levels that lead, several where sources disagree."""
    return [item for item in cell.items if isinstance(item, Level)]


def _education(rows: Sequence[Row], titles: tuple[str, str]) -> Found:
    row = find_row(rows, "education.entry")
    climb = _climb(row, titles, "entry-level education")
    if isinstance(climb, str) or row is None:
        return _found("undetermined", "education", str(climb), row)
    if climb[0] > 0:
        names = dict.fromkeys(labels.value(level) for level in known_levels(row.cells[1]))
        return _found(
            "obstacle", "education", f"{labels.join_words(list(names), 'or')}, {_steps(climb, 'level')} up", row
        )
    return _clear_or_disputed("education", climb, "entry-level education", row)


def _zone(rows: Sequence[Row], titles: tuple[str, str]) -> Found:
    row = find_row(rows, "job_zone")
    climb = _climb(row, titles, "Job Zone")
    if isinstance(climb, str):
        return _found("undetermined", "job-zone", climb, row)
    if climb[0] > 0:
        steps = _steps(climb, "Job Zone")
        return _found("obstacle", "job-zone", f"{steps[0].upper()}{steps[1:]} up", row)
    return _clear_or_disputed("job-zone", climb, "Job Zone", row)


def _clear_or_disputed(name: RuleName, climb: tuple[int, int], what: str, row: Row | None) -> Found:
    if climb[1] > 0:
        return _found("undetermined", name, f"{what}: higher by some of the sources and not by others", row)
    return _found("not needed", name, "none higher", row)


def _climb(row: Row | None, titles: tuple[str, str], what: str) -> tuple[int, int] | str:
    """How many levels up it is at least and at most, as far as sources disagree; or why that cannot be told."""
    start, goal = map(known_levels, row.cells) if row is not None else ([], [])
    silent = [title for title, found in zip(titles, (start, goal), strict=True) if not found]
    if silent:
        return f"{what}: not known for {labels.join_words(silent)}"
    for a in start:
        for b in goal:
            if years_apart(a.period, b.period) >= JUDGMENT_YEARS:
                dates = f"{labels.period(a.period)} for {titles[0]} and {labels.period(b.period)} for {titles[1]}"
                return f"{what}: told years apart, {dates}"
    climbs = [int(numeric_value(b) - numeric_value(a)) for a in start for b in goal]
    return min(climbs), max(climbs)


def _steps(climb: tuple[int, int], thing: str) -> str:
    low, high = climb
    span = NUMBERS[low] if low == high else f"{NUMBERS[low]} to {NUMBERS[high]}"
    return f"{span} {thing}{'s' if high > 1 else ''}"


def _asked_of_goal(name: RuleName, rows: Sequence[Row], measure: str, goal: str) -> Found:
    """Rules about what the goal asks for itself: what the start asked for was for the start."""
    row = find_row(rows, measure)
    found = known_levels(row.cells[1]) if row is not None else []
    if not found:
        return _found("undetermined", name, f"{labels.lower_first(labels.measure(measure))}: not known for {goal}", row)
    asked = [
        level for level in found if (level.value in SERVED if name == "apprenticeship" else numeric_value(level) > 0)
    ]
    if not asked:
        return _found("not needed", name, "none asked for", row)
    if len(asked) < len(found):
        text = f"{labels.lower_first(labels.measure(measure))}: asked for by some of the sources and not by others"
        return _found("undetermined", name, text, row)
    told = labels.join_words(list(dict.fromkeys(labels.lower_first(labels.value(level)) for level in asked)), "or")
    lead = "On-the-job training" if name == "apprenticeship" else "Work experience in a related occupation"
    return _found("obstacle", name, f"{lead}: {told}", row)
