"""Analyze a move between two occupations: the obstacles, and which duties carry over, are new, or are not listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rolecompare.comparison.compare import compare_sections, compared_role, newest_figures, summarize
from rolecompare.comparison.figures import find_row
from rolecompare.comparison.ratings import FINDINGS, REAL, rating_order
from rolecompare.comparison.types import Cell, Comparison, Derived, Row, cited_sources
from rolecompare.comparison.warnings import (
    coverage_warnings,
    is_about_article,
    relevant_warnings,
    value_warnings,
)
from rolecompare.errors import Choice, UmbrellaRoleError
from rolecompare.gap.doubts import doubt
from rolecompare.gap.duties import duties_of, duties_of_move
from rolecompare.gap.license_evidence import find_license_evidence, license_sentences
from rolecompare.gap.next_steps import next_steps
from rolecompare.gap.obstacles import apply_rules, is_lacking
from rolecompare.gap.rules import known_levels, paths, usual_programs
from rolecompare.gap.summary import NEED_SCALES, roles_without_duties, summarize_move
from rolecompare.gap.types import Gap, Move
from rolecompare.measures import LEVELS
from rolecompare.models.figures import Figure
from rolecompare.models.kinds import TASK_TYPES, SectionName
from rolecompare.models.reference_data import ReferenceData, RoleWithMembers
from rolecompare.models.roles import Credential, Duty, Program, Role

# A move is not about where the work is done.
COMPARED_SECTIONS = tuple(name for name in SectionName if name is not SectionName.SETTINGS)
# Pay at entry is often low and can rise.
PERCENTILES = ("p10", "median", "p90")
PROSPECTS = ("employment.change_percent", "openings.annual")
SELF_EMPLOYED = "self_employed.share"
MANY_SELF_EMPLOYED = 10  # percent, from which on wages, which leave them out, say too little
EVIDENCE_ORDER = ("activity", "broader-activity", "wording")


def analyze_gap(
    start: RoleWithMembers, goal: RoleWithMembers, reference_data: ReferenceData, *, both: bool = False
) -> Gap:
    """Return the move from one occupation to another, and with `both` the way back.

    Raises UmbrellaRoleError for a role that stands for several: what it takes to enter differs among them.
    """
    for subject in (start, goal):
        if subject.members:
            raise UmbrellaRoleError(subject.role.title, [_described(member) for member in subject.members])
    there = _compare(start, goal, reference_data)
    moves = [_move(there, start.role, goal.role)]
    if both:
        moves.append(_move(_compare(goal, start, reference_data), goal.role, start.role))
    first, second = there.roles
    gap = Gap(
        roles=(first, second),
        moves=tuple(moves),
        all_occupations=newest_figures(reference_data),
        warnings=there.warnings,
        dataset=there.dataset,
        sources={},
    )
    return replace(gap, sources=cited_sources(gap, there.sources))


def _described(role: Role) -> Choice:
    return Choice(role.id, role.title, role.codes.own)


def _compare(start: RoleWithMembers, goal: RoleWithMembers, reference_data: ReferenceData) -> Comparison:
    """Return the comparison as far as a move is about it, with the warnings on the rows that are shown."""
    roles = (start, goal)
    everything = compare_sections(roles, reference_data, COMPARED_SECTIONS)
    sections = tuple(
        replace(section, rows=tuple(_outlook(section.rows))) if section.name is SectionName.OUTLOOK else section
        for section in everything
    )
    with_disputes = is_about_article(roles, reference_data)
    found = value_warnings(roles, sections, reference_data, with_disputes=with_disputes)
    warnings = (*found, *coverage_warnings(roles, everything))
    return Comparison(
        roles=tuple(map(compared_role, roles)),
        summary=tuple(summarize(roles, everything)),
        figures={},
        sections=sections,
        warnings=relevant_warnings(warnings, sections),
        dataset=reference_data.dataset,
        sources=reference_data.sources,
    )


def _move(comparison: Comparison, start: Role, goal: Role) -> Move:
    rows = {section.name: section.rows for section in comparison.sections}
    training, credentials = rows[SectionName.TRAINING], rows[SectionName.CREDENTIALS]
    evidence = find_license_evidence(start, goal)
    ratings = tuple(sorted(filter(None, map(_real_increase, rows.get(SectionName.RATINGS, ()))), key=rating_order))
    rule_outcomes = [*doubt(apply_rules(training, credentials, evidence, (start.title, goal.title)), ratings, evidence)]
    outcomes = {
        name: tuple(rule.result for rule in rule_outcomes if rule.outcome == name)
        for name in ("obstacle", "undetermined", "not needed")
    }
    required = [row for row in credentials if _has(row.cells[1], Credential)]
    # Where no credential is listed, a statement may still say that none is needed.
    statements = [row for row in credentials if row.key == "statements" and row.cells[1].items and not required]
    low, high = _program_months(training)
    duties = list(duties_of_move(rows[SectionName.DUTIES], comparison.roles))
    # If no duty of one role is known, no duty of the other can be called new or not listed.
    all_have_duties = not roles_without_duties(comparison)
    move = Move(
        start=start.id,
        goal=goal.id,
        summary=(),
        obstacles=outcomes["obstacle"],
        undetermined=outcomes["undetermined"],
        not_needed=outcomes["not needed"],
        paths=paths(training, goal.id),
        carries_over=_carried_over(duties),
        new=_alone(duties, 1) if all_have_duties else (),
        not_listed_for_goal=_alone(duties, 0) if all_have_duties else (),
        training=tuple(_training(training)),
        min_months=low,
        max_months=high,
        job_zone=goal.training.job_zone,
        start_licenses=license_sentences(start),
        credentials=(*(row for row in required if is_lacking(row)), *statements),
        credentials_kept=tuple(row for row in required if not is_lacking(row)),
        ratings=ratings,
        higher_counts=_count_higher(rows.get(SectionName.RATINGS, ())),
        outlook=rows[SectionName.OUTLOOK],
        next_steps=next_steps(rule_outcomes, training, credentials, goal.codes.onet_soc, evidence),
    )
    return replace(move, summary=summarize_move(move, comparison))


def _has(cell: Cell, kind: type) -> bool:
    return any(isinstance(item, kind) for item in cell.items)


def _carried_over(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the duties of both, by how sure it is that they are the same, then by their weight in the goal."""
    shared = [row for row in rows if all(_has(cell, Duty) for cell in row.cells)]
    return tuple(sorted(shared, key=lambda row: (_evidence_order(row), *_cell_weight(row.cells[1]))))


def _evidence_order(row: Row) -> int:
    kind = row.evidence.kind if row.evidence else ""
    return EVIDENCE_ORDER.index(kind) if kind in EVIDENCE_ORDER else len(EVIDENCE_ORDER)


def _alone(rows: Sequence[Row], side: int) -> tuple[Row, ...]:
    """Return the duties of one of the two alone, by their weight in it."""
    alone = [row for row in rows if _has(row.cells[side], Duty) and not _has(row.cells[1 - side], Duty)]
    return tuple(sorted(alone, key=lambda row: _cell_weight(row.cells[side])))


def duty_weight(duty: Duty) -> tuple[int, float]:
    """Return the sort key of a duty's weight: core before supplemental, then by rated importance."""
    return TASK_TYPES.index(duty.task_type), -_importance(duty)


def _cell_weight(cell: Cell) -> tuple[int, float]:
    """Return the sort key of a cell's weightiest duty."""
    return min(map(duty_weight, duties_of(cell)))


def _importance(duty: Duty) -> float:
    return duty.importance.value if duty.importance and not duty.importance.suppress else 0


def _training(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of levels, of the programs that lead to the goal, and of what sources say of both in words."""
    for row in rows:
        if row.key.partition("@")[0] in LEVELS or _has(row.cells[1], Program) or row.key == "statements":
            yield row


def _program_months(rows: Sequence[Row]) -> tuple[int | None, int | None]:
    """Return how many months programs to the goal's typical entry-level education take, at least and at most."""
    education = find_row(rows, "education.entry")
    programs = usual_programs(
        [item for row in rows for item in row.cells[1].items if isinstance(item, Program)],
        known_levels(education.cells[1]) if education else [],
    )
    shortest = [p.min_months for p in programs if p.min_months is not None]
    longest = [p.max_months for p in programs if p.max_months is not None]
    return min(shortest, default=None), max(longest, default=None)


def _real_increase(row: Row) -> Row | None:
    """Return the row with only the differences that are real and upward; None where there are none."""
    real = {value.unit for value in _upward_differences(row) if _finding(row, value) == REAL}
    findings = tuple(value for value in row.derived if value.unit in real)
    return replace(row, derived=findings) if findings else None


def _upward_differences(row: Row) -> Iterator[Derived]:
    """Yield the differences of a row by which the goal seems to need more."""
    for value in row.derived:
        if (
            value.kind == "difference"
            and value.unit in NEED_SCALES
            and not isinstance(value.value, str)
            and value.value > 0
        ):
            yield value


def _finding(row: Row, difference: Derived) -> str:
    return next(str(v.value) for v in row.derived if (v.kind, v.unit) == ("finding", difference.unit))


def _count_higher(rows: Iterable[Row]) -> Mapping[str, int]:
    counts = Counter(_finding(row, value) for row in rows for value in _upward_differences(row))
    return {name: counts[name] for name in FINDINGS if counts[name]}


def _outlook(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of pay and of the outlook for jobs, and of the self-employed where they are many.

    Pay an hour has rows only where pay a year is not known for both.
    """
    yearly = find_row(rows, "pay.annual.median")
    stems = ["pay.annual"] if yearly is not None and yearly.relation != "missing" else ["pay.annual", "pay.hourly"]
    for measure in (*(f"{stem}.{name}" for stem in stems for name in PERCENTILES), *PROSPECTS):
        row = find_row(rows, measure)
        if row is not None:
            yield row
    shares = find_row(rows, SELF_EMPLOYED)
    found = [item for cell in shares.cells for item in cell.items if isinstance(item, Figure)] if shares else []
    if shares is not None and any(figure.value >= MANY_SELF_EMPLOYED for figure in found):
        yield shares
