"""What the rules on a move have in common: their names, their outcomes, and how levels of both jobs compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import JUDGMENT_YEARS, numeric_value
from rolecompare.comparison.types import Cell, Row
from rolecompare.gap.types import RuleName, RuleResult
from rolecompare.measures import years_apart
from rolecompare.models.figures import Level
from rolecompare.models.roles import Program, TrainingStatement

# In the order of an answer: what decides most comes first.
RULES: Mapping[RuleName, str] = {
    "law": "a credential required by law in every state",
    "law-in-most-states": "a credential required by law in most states",
    "law-in-some-states": "a credential required by law in some states",
    "expected": "a credential that most or many employers require or prefer",
    "license-evidence": "signs of a license or certification in O*NET",
    "education": "more education to enter",
    "field": "a program in another field of study",
    "experience": "work experience in a related occupation",
    "apprenticeship": "an apprenticeship, internship or residency",
    "programs": "a credential that programs ask for",
    "job-zone": "a higher Job Zone",
}
Outcome = Literal["obstacle", "not needed", "undetermined"]
# By how the ids of their sources begin.
PUBLISHERS = {"ep-": "BLS", "bls-": "BLS", "ooh-": "BLS", "onet-": "O*NET"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")


class RuleOutcome(NamedTuple):
    """The result of a rule, and whether it is an obstacle."""

    outcome: Outcome
    result: RuleResult


def make_outcome(outcome: Outcome, name: RuleName, text: str, row: Row | None = None) -> RuleOutcome:
    """Return the outcome of a rule, with what it found in words and the row that it rests on."""
    return RuleOutcome(outcome, RuleResult(name=name, rule=RULES[name], text=text, row=row))


def known_levels(cell: Cell) -> list[Level]:
    """Return the levels that lead, several where sources disagree."""
    return [item for item in cell.items if isinstance(item, Level)]


def publisher(level: Level) -> str:
    """Return who says what level an occupation has, in a word or two."""
    source = level.citations[0].source
    return next((name for start, name in PUBLISHERS.items() if source.startswith(start)), "the source")


def level_names(levels: list[Level]) -> str:
    """Return the names of levels as alternatives, each once."""
    return labels.join_words(list(dict.fromkeys(map(labels.value, levels))), "or")


class Steps(NamedTuple):
    """The number of levels by which the goal is higher: the least and the most if sources disagree."""

    least: int
    most: int

    def in_words(self, thing: str) -> str:
        """Return the number of steps in words, such as `two levels higher`."""
        span = NUMBERS[self.least] if self.least == self.most else f"{NUMBERS[self.least]} to {NUMBERS[self.most]}"
        return f"{span} {thing}{'s' if self.most > 1 else ''} higher"


def steps_up(row: Row | None, titles: tuple[str, str]) -> Steps | str:
    """Return how many levels higher the goal is, or why that is not known, with what is known of each."""
    start, goal = map(known_levels, row.cells) if row is not None else ([], [])
    if not start and not goal:
        return f"not known for {labels.join_words(titles)}"
    if not start or not goal:
        known, unknown = (1, 0) if goal else (0, 1)
        return f"{_in_a_sentence(start or goal)} for {titles[known]}, not known for {titles[unknown]}"
    if dates := dates_apart(row):
        values = f"{_in_a_sentence(start)} for {titles[0]} and {_in_a_sentence(goal)} for {titles[1]}"
        return f"{values} are years apart ({dates})"
    return count_steps(row)


def count_steps(row: Row | None) -> Steps:
    """Return how many levels higher the goal is by a row in which both sides have one, of whatever time."""
    start, goal = map(known_levels, row.cells) if row is not None else ([], [])
    steps = [int(numeric_value(b) - numeric_value(a)) for a in start for b in goal]
    return Steps(min(steps), max(steps))


def dates_apart(row: Row | None) -> str | None:
    """Return of when the levels of both sides are, if that is so long apart that they may not be of one judgment."""
    start, goal = map(known_levels, row.cells) if row is not None else ([], [])
    for a in start:
        for b in goal:
            if years_apart(a.period, b.period) >= JUDGMENT_YEARS:
                return f"{labels.period(a.period)} and {labels.period(b.period)}"
    return None


def zone_dates(row: Row | None) -> str | None:
    """Return when the Job Zones of the goal and of the start were rated, if that is long apart."""
    if row is None or dates_apart(row) is None:
        return None
    start, goal = (labels.period(known_levels(cell)[0].period) for cell in row.cells)
    return f"rated {goal}; the old job's zone {start}"


def _in_a_sentence(levels: list[Level]) -> str:
    name = level_names(levels)
    return name if levels[0].measure == "job_zone" else labels.lower_first(name)


def usual_programs(programs: Sequence[Program], levels: Sequence[Level]) -> list[Program]:
    """Return the programs to any of the levels; those that are for some people alone only where there are no others."""
    found = [program for program in programs if program.award in {level.value for level in levels}]
    return [program for program in found if program.scope != "some"] or found


def paths(training: Sequence[Row], goal: str) -> tuple[TrainingStatement, ...]:
    """Return the statements of the start that say that it leads to the goal, which is given by its id."""
    items = [item for row in training for item in row.cells[0].items]
    return tuple(item for item in items if isinstance(item, TrainingStatement) and goal in (item.leads_to or ()))
