"""Apply the rules that find what stands in the way of a move, each with the row it rests on.

No rule outweighs another, and none is a score. Where data is missing for a rule, its result is undetermined: it does
not say that nothing stands in the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rolecompare.comparison import labels
from rolecompare.comparison.figures import find_row, numeric_value
from rolecompare.comparison.types import MISSING, Cell, Relation, Row
from rolecompare.gap.education import education_rules
from rolecompare.gap.license_evidence import LicenseEvidence, rating_in_words
from rolecompare.gap.rules import (
    RULES,
    RuleOutcome,
    count_steps,
    known_levels,
    make_outcome,
    paths,
    publisher,
    steps_up,
    zone_dates,
)
from rolecompare.gap.types import RuleName
from rolecompare.models.kinds import OF_A_STATE, STRICTNESS, CredentialKind, Requirement
from rolecompare.models.roles import Credential
from rolecompare.models.sources import Statement

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
OBSTACLES = {requirement for requirements in REQUIREMENTS.values() for requirement in requirements}
HELD_BY_ALL = (Requirement.BY_LAW, Requirement.ASKED_FOR_BY_PROGRAMS)
# Who works in a job that is so strict about a credential can be taken to hold it.
USUALLY_HELD = (
    *HELD_BY_ALL,
    Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES,
    Requirement.BY_LAW_IN_MOST_STATES,
    Requirement.REQUIRED_BY_MOST,
    Requirement.EXPECTED_BY_MOST,
)
ONE_OF_SEVERAL = "one or more of"
LAW_RULES: tuple[RuleName, ...] = ("law", "law-in-most-states", "law-in-some-states")
NO_LICENSE = re.compile(
    r"\bdo(?:es)? not need a license in any state\b|\b[Nn]o state (?:requires|asks for) a license\b"
)
SERVED_LEVELS = ("apprenticeship", "internship-residency")


def apply_rules(
    training: Sequence[Row], credentials: Sequence[Row], evidence: LicenseEvidence, titles: tuple[str, str]
) -> list[RuleOutcome]:
    """Return the outcome of every rule on a move, in the order of RULES; several where several credentials are needed.

    `training` and `credentials` are the rows of the two sections, `evidence` is what O*NET says of a license, and
    `titles` are those of the start and of the goal.
    """
    outcomes = [
        *_credentials(credentials, titles[1], evidence),
        *_license_evidence(credentials, evidence),
        *education_rules(training, titles),
        _experience(training, titles),
        _required_by_goal("apprenticeship", training, "training.on_the_job", titles[1]),
        _job_zone(training, titles),
    ]
    return sorted(outcomes, key=lambda each: list(RULES).index(each.result.name))


def strictest_credential(cell: Cell) -> Credential | None:
    """Return the strictest of the credentials in a cell."""
    found = [item for item in cell.items if isinstance(item, Credential)]
    return min(found, key=lambda credential: STRICTNESS.index(credential.requirement), default=None)


def is_lacking(row: Row) -> bool:
    """Return whether a row has a credential of the goal that somebody from the start cannot be taken to hold.

    What a state requires is for one occupation, whatever it is called. Another credential that is an obstacle is held
    only where it usually is at the start; any further one, where the start asks for it as strictly. Programs do not
    admit anybody without what they ask for, so that it counts as held only where all at the start have it.
    """
    start, goal = map(strictest_credential, row.cells)
    if goal is None:
        return False
    if start is None or goal.kind in OF_A_STATE or start.requirement is Requirement.UNKNOWN:
        return True
    if start.requirement in HELD_BY_ALL or goal.requirement is Requirement.ASKED_FOR_BY_PROGRAMS:
        return start.requirement not in HELD_BY_ALL
    if goal.requirement in OBSTACLES:
        return start.requirement not in USUALLY_HELD
    return STRICTNESS.index(start.requirement) > STRICTNESS.index(goal.requirement)


def _credentials(rows: Sequence[Row], goal: str, evidence: LicenseEvidence) -> Iterator[RuleOutcome]:
    """Yield an obstacle for each requirement that the start does not meet, one outcome for each rule without any."""
    listed = [(row, credential) for row in rows if (credential := strictest_credential(row.cells[1])) is not None]
    unknown = [row.label for row, needed in listed if needed.requirement is Requirement.UNKNOWN and is_lacking(row)]
    for name, requirements in REQUIREMENTS.items():
        lacking = [(row, needed) for row, needed in listed if needed.requirement in requirements and is_lacking(row)]
        if lacking:
            yield from _lacking(name, lacking)
        elif not listed:
            no_license = _no_license(rows) if name in LAW_RULES else None
            if no_license is not None:
                yield no_license._replace(result=replace(no_license.result, name=name, rule=RULES[name]))
            else:
                yield make_outcome("undetermined", name, _none_listed(rows, goal, evidence))
        elif unknown:
            names = labels.join_words(unknown)
            yield make_outcome("undetermined", name, f"credentials: it is not known how widely {names} is required")
        else:
            yield make_outcome("not needed", name, f"no other is listed for {goal}")


def _lacking(name: RuleName, lacking: Sequence[tuple[Row, Credential]]) -> Iterator[RuleOutcome]:
    """Yield an obstacle for each credential, one for certifications that are required as strictly.

    One of several certifications is often enough, as where two bodies certify the same work. What programs ask for is
    one obstacle, whatever they ask for: much of it is taught in one course.
    """
    groups: dict[str, list[tuple[Row, Credential]]] = {}
    for row, credential in lacking:
        is_choice = credential.kind is CredentialKind.CERTIFICATION and name != "programs"
        is_together = is_choice or name == "programs"
        groups.setdefault(labels.requirement(credential) if is_together else row.key, []).append((row, credential))
    for group in groups.values():
        row, credential = group[0]
        if name == "programs":
            yield make_outcome("obstacle", name, f"{labels.requirement(credential)}: {_names(group)}", _joined(group))
            continue
        names = _names(group)
        what = names if len(group) == 1 else f"{ONE_OF_SEVERAL} {names}"
        yield make_outcome("obstacle", name, f"{labels.requirement(credential)}: {what}", row)


def _names(group: Sequence[tuple[Row, Credential]]) -> str:
    return labels.join_words([row.label for row, _ in group])


def _joined(group: Sequence[tuple[Row, Credential]]) -> Row:
    """Return one row of all credentials of a group."""
    rows = [row for row, _ in group]
    if len(rows) == 1:
        return rows[0]
    cells = tuple(
        replace(cells[0], items=tuple(item for cell in cells for item in cell.items))
        for cells in zip(*(row.cells for row in rows), strict=True)
    )
    relation: Relation = "alike" if all(cell.items for cell in cells) else "only"
    return replace(rows[0], key="+".join(row.key for row in rows), label=_names(group), relation=relation, cells=cells)


def _none_listed(rows: Sequence[Row], goal: str, evidence: LicenseEvidence) -> str:
    """Return that no credential of the goal is listed, with the first statement about that if there is one."""
    if evidence.is_of_the_nation:
        return f"licenses: our data does not say whether a state asks {goal} for more"
    if evidence.row is not None:
        return f"licenses: our data does not say in which states one is required of {goal}"
    items = [item for row in rows for item in row.cells[1].items]
    said = next((f": “{item.text}”" for item in items if isinstance(item, Statement)), None)
    if _no_license(rows) is not None:
        return f"credentials that employers ask for: our data lists none for {goal}"
    return f"licenses: our data lists none for {goal}{said or ', but there may be some'}"


def _no_license(rows: Sequence[Row]) -> RuleOutcome | None:
    """Return that no law asks for a license, with the row of what says so; None where no source says it."""
    for row in rows:
        for item in row.cells[1].items:
            if isinstance(item, Statement) and NO_LICENSE.search(item.text):
                return make_outcome("not needed", "law", f"“{item.text}”", row)
    return None


def _license_evidence(rows: Sequence[Row], evidence: LicenseEvidence) -> Iterator[RuleOutcome]:
    """Yield what O*NET says of a license, if no credential of the goal and no statement about them is listed."""
    if any(row.cells[1].items for row in rows if row.key != MISSING):
        return
    row, rating, title = evidence
    rated = f"O*NET rates a certification {rating_in_words(rating)} in importance" if rating else ""
    if row is not None:
        first = next((item.text for item in row.cells[1].items if isinstance(item, Statement)), rated)
        yield make_outcome("obstacle", "license-evidence", f"Probably a license or certification: {first}", row)
    elif rated or title is not None:
        found = " and ".join(filter(None, [rated, title.text.replace("title: ", "title ") if title else ""]))
        text = f"{found.replace('and O*NET lists', 'and lists')}, which does not settle whether one is required"
        yield make_outcome("undetermined", "license-evidence", text)


def _job_zone(rows: Sequence[Row], titles: tuple[str, str]) -> RuleOutcome:
    """Return whether the goal is in a higher Job Zone. Zones hardly change: where they are years apart, it says so."""
    row = find_row(rows, "job_zone")
    dates = zone_dates(row)
    steps = steps_up(row, titles) if dates is None else count_steps(row)
    if isinstance(steps, str):
        return make_outcome("undetermined", "job-zone", f"Job Zone: {steps}", row)
    if steps.least > 0:
        dated = f" ({dates})" if dates else ""
        return make_outcome("obstacle", "job-zone", f"More preparation: {steps.in_words('Job Zone')}{dated}", row)
    if steps.most > 0:
        return make_outcome("undetermined", "job-zone", "Job Zone: sources disagree on whether it is higher", row)
    return make_outcome("not needed", "job-zone", "none higher", row)


def _experience(rows: Sequence[Row], titles: tuple[str, str]) -> RuleOutcome:
    """Return whether the goal asks for related work experience; work that leads to the goal is such experience."""
    outcome = _required_by_goal("experience", rows, "experience.related", titles[1])
    row = outcome.result.row
    if outcome.outcome != "obstacle" or row is None or not paths(rows, row.cells[1].role):
        return outcome
    level = labels.lower_first(labels.value(known_levels(row.cells[1])[0]))
    text = f"{level} in a related occupation, and this one leads there"
    return make_outcome("not needed", "experience", text, row)


def _required_by_goal(name: RuleName, rows: Sequence[Row], measure: str, goal: str) -> RuleOutcome:
    """Return the outcome of a rule on a requirement of the goal, whatever the start required."""
    row = find_row(rows, measure)
    levels = known_levels(row.cells[1]) if row is not None else []
    what = labels.lower_first(labels.measure(measure))
    if not levels:
        return make_outcome("undetermined", name, f"{what}: not known for {goal}", row)
    if name == "apprenticeship":
        required = [level for level in levels if level.value in SERVED_LEVELS]
    else:
        required = [level for level in levels if numeric_value(level) > 0]
    if not required:
        return make_outcome("not needed", name, f"{publisher(levels[0])} names none", row)
    if len(required) < len(levels):
        return make_outcome("undetermined", name, f"{what}: sources disagree on whether any is required", row)
    names = dict.fromkeys(labels.lower_first(labels.value(level)) for level in required)
    lead = "On-the-job training" if name == "apprenticeship" else "Work experience in a related occupation"
    return make_outcome("obstacle", name, f"{lead}: {labels.join_words(list(names), 'or')}", row)
