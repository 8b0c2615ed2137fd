"""Apply the rules that find what stands in the way of a move, each with the row it rests on.

No rule outweighs another, and none is a score. Where data is missing for a rule, its result is undetermined: it does
not say that nothing stands in the way.
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
from rolecompare.models.kinds import OF_A_STATE, CredentialKind, Requirement
from rolecompare.models.roles import Credential

RULES: Mapping[RuleName, str] = {
    "law": "a credential required by law in every state",
    "law-in-most-states": "a credential required by law in most states",
    "law-in-some-states": "a credential required by law in some states",
    "expected": "a credential that most or many employers require or prefer",
    "programs": "a credential that programs ask for",
    "education": "more education to enter",
    "experience": "work experience in a related occupation",
    "apprenticeship": "an apprenticeship, internship or residency",
    "job-zone": "a higher Job Zone",
}
Outcome = Literal["obstacle", "not needed", "undetermined"]
REQUIREMENTS: Mapping[RuleName, tuple[Requirement, ...]] = {
    "law": (Requirement.BY_LAW,),
    "law-in-most-states": (Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES, Requirement.BY_LAW_IN_MOST_STATES),
    "law-in-some-states": (
        Requirement.BY_LAW_IN_MANY_STATES,
        Requirement.BY_LAW_IN_SOME_STATES,
        Requirement.BY_LAW_IN_FEW_STATES,
    ),
    "expected": (
        Requirement.REQUIRED_BY_MOST,
        Requirement.REQUIRED_BY_MANY,
        Requirement.EXPECTED_BY_MOST,
        Requirement.PREFERRED_BY_MOST,
    ),
    "programs": (Requirement.ASKED_FOR_BY_PROGRAMS,),
}
HELD_BY_ALL = (Requirement.BY_LAW, Requirement.ASKED_FOR_BY_PROGRAMS)
STRICTNESS = list(Requirement)  # the strictest first
SERVED_LEVELS = ("apprenticeship", "internship-residency")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")


class RuleOutcome(NamedTuple):
    """The result of a rule, and whether it is an obstacle."""

    outcome: Outcome
    result: RuleResult


def apply_rules(training: Sequence[Row], credentials: Sequence[Row], titles: tuple[str, str]) -> Iterator[RuleOutcome]:
    """Yield the outcome of every rule on a move, in the order of RULES; several where several credentials are needed.

    `training` and `credentials` are the rows of the two sections, `titles` those of the start and of the goal.
    """
    yield from _credentials(credentials, titles[1])
    yield _education(training, titles)
    yield _required_by_goal("experience", training, "experience.related", titles[1])
    yield _required_by_goal("apprenticeship", training, "training.on_the_job", titles[1])
    yield _job_zone(training, titles)


def _outcome(outcome: Outcome, name: RuleName, text: str, row: Row | None = None) -> RuleOutcome:
    return RuleOutcome(outcome, RuleResult(name=name, rule=RULES[name], text=text, row=row))


def strictest_credential(cell: Cell) -> Credential | None:
    """Return the strictest of the credentials in a cell."""
    found = [item for item in cell.items if isinstance(item, Credential)]
    return min(found, key=lambda credential: STRICTNESS.index(credential.requirement), default=None)


def is_lacking(row: Row) -> bool:
    """Return whether a row has a credential of the goal that somebody from the start cannot be taken to hold.

    What a state requires is for one occupation, whatever it is called. Any other is held where the start asks for it
    as strictly, or where the programs that lead to the start ask for it. Programs do not admit anybody without what
    they ask for, so that it counts as held only where all who do the work at the start have it.
    """
    start, goal = map(strictest_credential, row.cells)
    if goal is None:
        return False
    if start is None or goal.kind in OF_A_STATE or start.requirement is Requirement.UNKNOWN:
        return True
    if start.requirement in HELD_BY_ALL or goal.requirement is Requirement.ASKED_FOR_BY_PROGRAMS:
        return start.requirement not in HELD_BY_ALL
    return STRICTNESS.index(start.requirement) > STRICTNESS.index(goal.requirement)


def _credentials(rows: Sequence[Row], goal: str) -> Iterator[RuleOutcome]:
    """Yield an obstacle for each requirement that the start does not meet, one outcome for each rule without any."""
    listed = [(row, credential) for row in rows if (credential := strictest_credential(row.cells[1])) is not None]
    unknown = [row.label for row, needed in listed if needed.requirement is Requirement.UNKNOWN and is_lacking(row)]
    for name, requirements in REQUIREMENTS.items():
        lacking = [(row, needed) for row, needed in listed if needed.requirement in requirements and is_lacking(row)]
        if lacking:
            yield from _lacking(name, lacking)
        elif not listed:
            yield _outcome("undetermined", name, f"credentials: our data lists none for {goal}, but there may be some")
        elif unknown:
            names = labels.join_words(unknown)
            yield _outcome("undetermined", name, f"credentials: it is not known how widely {names} is required")
        else:
            yield _outcome("not needed", name, f"no other is listed for {goal}")


def _lacking(name: RuleName, lacking: Sequence[tuple[Row, Credential]]) -> Iterator[RuleOutcome]:
    """Yield an obstacle for each credential, one for certifications that are required as strictly.

    One of several certifications is often enough, as where two bodies certify the same work. Programs ask for each.
    """
    groups: dict[str, list[tuple[Row, Credential]]] = {}
    for row, credential in lacking:
        is_choice = credential.kind is CredentialKind.CERTIFICATION and name != "programs"
        groups.setdefault(labels.requirement(credential) if is_choice else row.key, []).append((row, credential))
    for group in groups.values():
        row, credential = group[0]
        names = labels.join_words([each.label for each, _ in group])
        what = names if len(group) == 1 else f"one or more of {names}"
        yield _outcome("obstacle", name, f"{labels.requirement(credential)}: {what}", row)


def known_levels(cell: Cell) -> list[Level]:
    """Return the levels that lead, several where sources disagree."""
    return [item for item in cell.items if isinstance(item, Level)]


class _Steps(NamedTuple):
    """The number of levels by which the goal is higher: the least and the most if sources disagree."""

    least: int
    most: int

    def in_words(self, thing: str) -> str:
        """Return the number of steps in words, such as `two levels higher`."""
        span = NUMBERS[self.least] if self.least == self.most else f"{NUMBERS[self.least]} to {NUMBERS[self.most]}"
        return f"{span} {thing}{'s' if self.most > 1 else ''} higher"


def _education(rows: Sequence[Row], titles: tuple[str, str]) -> RuleOutcome:
    row = find_row(rows, "education.entry")
    steps = _steps_up(row, titles)
    if isinstance(steps, str) or row is None:
        return _outcome("undetermined", "education", f"entry-level education: {steps}", row)
    if steps.least > 0:
        names = dict.fromkeys(labels.value(level) for level in known_levels(row.cells[1]))
        text = f"{labels.join_words(list(names), 'or')}, {steps.in_words('level')}"
        return _outcome("obstacle", "education", text, row)
    return _not_higher("education", steps, "entry-level education", row)


def _job_zone(rows: Sequence[Row], titles: tuple[str, str]) -> RuleOutcome:
    row = find_row(rows, "job_zone")
    steps = _steps_up(row, titles)
    if isinstance(steps, str):
        return _outcome("undetermined", "job-zone", f"Job Zone: {steps}", row)
    if steps.least > 0:
        return _outcome("obstacle", "job-zone", f"More preparation: {steps.in_words('Job Zone')}", row)
    return _not_higher("job-zone", steps, "Job Zone", row)


def _not_higher(name: RuleName, steps: _Steps, what: str, row: Row | None) -> RuleOutcome:
    """Return that no more is needed, or that this is undetermined where only some sources say so."""
    if steps.most > 0:
        return _outcome("undetermined", name, f"{what}: sources disagree on whether it is higher", row)
    return _outcome("not needed", name, "none higher", row)


def _steps_up(row: Row | None, titles: tuple[str, str]) -> _Steps | str:
    """Return how many levels higher the goal is, or why that is not known."""
    start, goal = map(known_levels, row.cells) if row is not None else ([], [])
    unknown = [title for title, found in zip(titles, (start, goal), strict=True) if not found]
    if unknown:
        return f"not known for {labels.join_words(unknown)}"
    for a in start:
        for b in goal:
            if years_apart(a.period, b.period) >= JUDGMENT_YEARS:
                dates = f"{labels.period(a.period)} for {titles[0]} and {labels.period(b.period)} for {titles[1]}"
                return f"the values are years apart, {dates}"
    steps = [int(numeric_value(b) - numeric_value(a)) for a in start for b in goal]
    return _Steps(min(steps), max(steps))


def _required_by_goal(name: RuleName, rows: Sequence[Row], measure: str, goal: str) -> RuleOutcome:
    """Return the outcome of a rule on a requirement of the goal, whatever the start required."""
    row = find_row(rows, measure)
    levels = known_levels(row.cells[1]) if row is not None else []
    what = labels.lower_first(labels.measure(measure))
    if not levels:
        return _outcome("undetermined", name, f"{what}: not known for {goal}", row)
    if name == "apprenticeship":
        required = [level for level in levels if level.value in SERVED_LEVELS]
    else:
        required = [level for level in levels if numeric_value(level) > 0]
    if not required:
        return _outcome("not needed", name, "none required", row)
    if len(required) < len(levels):
        return _outcome("undetermined", name, f"{what}: sources disagree on whether any is required", row)
    names = dict.fromkeys(labels.lower_first(labels.value(level)) for level in required)
    lead = "On-the-job training" if name == "apprenticeship" else "Work experience in a related occupation"
    return _outcome("obstacle", name, f"{lead}: {labels.join_words(list(names), 'or')}", row)
