"""Apply the rules on education: whether a move takes more of it, and whether it takes another field of study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.types import Row
from rolecompare.gap.rules import (
    Outcome,
    RuleOutcome,
    known_levels,
    level_names,
    make_outcome,
    paths,
    steps_up,
    usual_programs,
)
from rolecompare.measures import level_name, level_rank
from rolecompare.models.figures import Level
from rolecompare.models.roles import Program, TrainingStatement

EDUCATION = "education.entry"
SAME_FIELD, UNLESS = "the same field of study", ", unless you have one"
# From this level on, what is studied matters as much as how long.
FIRST_LEVEL_WITH_A_FIELD = level_rank(EDUCATION, "postsecondary-nondegree-award")


class _Entry(NamedTuple):
    """How people enter one job: the usual levels, the programs, and statements of other levels that are enough."""

    levels: list[Level]
    programs: list[Program]
    statements: list[TrainingStatement]

    @property
    def fields(self) -> list[str]:
        """What is studied in the programs to the usual levels; where these name no field, in all programs."""
        usual = usual_programs(self.programs, self.levels)
        fields = [program.field for program in usual if program.field] or [
            program.field for program in self.programs if program.field
        ]
        return list(dict.fromkeys(fields))

    @property
    def subjects(self) -> set[str]:
        """What is studied in any of the programs: each of the alternatives, but no related field without a name."""
        alternatives = {part for program in self.programs for part in (program.field or "").split(" or ")}
        return {part for part in alternatives if part and not part.startswith("a related ")}

    @property
    def is_of_the_job_itself(self) -> bool:
        """Whether the sources say of this job, and not only of a wider group, what is studied."""
        return any(program.field and program.scope != "wider-group" for program in self.programs)

    @property
    def lowest(self) -> int:
        """The place of the lowest usual level on its scale."""
        return min(level.rank for level in self.levels) - 1

    @property
    def other_ways(self) -> tuple[Program | TrainingStatement, ...]:
        """The programs and the statements that name a lower level with which people enter too."""
        programs = [each for each in self.programs if level_rank(EDUCATION, each.award) < self.lowest]
        statements = [
            each
            for each in self.statements
            if each.other_entry_level is not None and level_rank(EDUCATION, each.other_entry_level) < self.lowest
        ]
        return (*programs, *statements)


def education_rules(training: Sequence[Row], titles: tuple[str, str]) -> Iterator[RuleOutcome]:
    """Yield the outcome of the rule on the level of education, and of the one on its field where no more is needed.

    `training` are the rows of that section, `titles` those of the start and of the goal.
    """
    row = find_row(training, EDUCATION)
    start, goal = (_entry(training, row, side) for side in (0, 1))
    if row is None or not goal.levels:
        yield make_outcome("undetermined", "education", f"entry-level education: not known for {titles[1]}", row)
        yield make_outcome("undetermined", "field", f"field of study: not known for {titles[1]}", row)
        return
    level = _level_rule(start, goal, row, titles)
    yield level
    if level.outcome != "obstacle":
        leads_there = bool(paths(training, row.cells[1].role))
        yield _field_rule(start, goal, row, level.outcome, leads_there=leads_there)


def _level_rule(start: _Entry, goal: _Entry, row: Row, titles: tuple[str, str]) -> RuleOutcome:
    if goal.lowest == 0:
        return make_outcome("not needed", "education", "no formal credential is needed", row)
    steps = steps_up(row, titles)
    if isinstance(steps, str):
        return make_outcome("undetermined", "education", f"entry-level education: {steps}", row)
    if steps.least > 0:
        fields = goal.fields if may_take_a_program(goal.levels) else []
        text = f"{level_names(goal.levels)}{in_fields(fields)}, {steps.in_words('level')}"
        return _with_ways(make_outcome("obstacle", "education", text, row), start, goal)
    if steps.most > 0:
        text = "entry-level education: sources disagree on whether it is higher"
        return make_outcome("undetermined", "education", text, row)
    return make_outcome("not needed", "education", "none higher", row)


def _field_rule(start: _Entry, goal: _Entry, row: Row, level: Outcome, *, leads_there: bool) -> RuleOutcome:
    """Return whether the goal takes a program of its own.

    `level` is the outcome of the rule on the level; `leads_there` says that the start is a way to the goal.
    """
    if goal.lowest < FIRST_LEVEL_WITH_A_FIELD:
        return make_outcome("not needed", "field", "no program is needed", row)
    if goal.fields and start.subjects.isdisjoint(goal.subjects):
        own = "" if start.fields else UNLESS
        although = ", although the level is no higher" if level == "not needed" else ""
        # Whom employers take without any program may be taken with another one too.
        usually = "Usually a" if is_open_without_a_program(goal.other_ways) else "A"
        text = f"{usually} program of its own{in_fields(goal.fields)}{own}{although}"
        return _with_ways(make_outcome("obstacle", "field", text, row), start, goal)
    if not goal.fields or not (goal.is_of_the_job_itself or leads_there):
        name = labels.lower_first(level_names(goal.levels))
        is_no_higher = "the level is no higher, but " if level == "not needed" else ""
        text = f"field of study: {is_no_higher}the {name} may have to be in another field"
        return make_outcome("undetermined", "field", text, row)
    return make_outcome("not needed", "field", SAME_FIELD, row)


def _with_ways(outcome: RuleOutcome, start: _Entry, goal: _Entry) -> RuleOutcome:
    """Return an obstacle with the fields of study of both jobs and the other ways in, which its text names too."""
    ways = goal.other_ways
    text = outcome.result.text + (f"; other ways in: {', '.join(way_names(ways))}" if ways else "")
    fields = (tuple(start.fields), tuple(goal.fields if may_take_a_program(goal.levels) else ()))
    return outcome._replace(result=replace(outcome.result, text=text, fields=fields, other_ways=ways))


def _entry(training: Sequence[Row], row: Row | None, side: int) -> _Entry:
    items = [item for each in training for item in each.cells[side].items]
    return _Entry(
        known_levels(row.cells[side]) if row is not None else [],
        [item for item in items if isinstance(item, Program)],
        [item for item in items if isinstance(item, TrainingStatement)],
    )


def in_fields(fields: Sequence[str]) -> str:
    """Return what is studied, to follow a degree or a program; nothing where that is not known."""
    return f" in {labels.join_words(fields, 'or')}" if fields else ""


def way_names(ways: Sequence[Program | TrainingStatement], *, with_length: bool = True) -> list[str]:
    """Return the lower levels with which people enter too, the highest first, with the length of programs if wanted."""
    names: dict[str, None] = {}
    for way in sorted(ways, key=_level_of, reverse=True):
        name = labels.lower_first(level_name(EDUCATION, _value_of(way)))
        if not isinstance(way, Program):
            name += " for some"
        elif with_length and (length := labels.length(way.min_months, way.max_months)):
            name += f" ({length})"
        names[name] = None
    return list(names)


def is_open_without_a_program(ways: Sequence[Program | TrainingStatement]) -> bool:
    """Return whether some people enter with so little education that it is of no field, given the other ways in."""
    return any(_level_of(way) < FIRST_LEVEL_WITH_A_FIELD for way in ways)


def may_take_a_program(levels: Sequence[Level]) -> bool:
    """Return whether any of the levels of education is so high that it is of a field."""
    return any(level_rank(level.measure, level.value) >= FIRST_LEVEL_WITH_A_FIELD for level in levels)


def _value_of(way: Program | TrainingStatement) -> str:
    return way.award if isinstance(way, Program) else way.other_entry_level or ""


def _level_of(way: Program | TrainingStatement) -> int:
    return level_rank(EDUCATION, _value_of(way))
