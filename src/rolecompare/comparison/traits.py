"""A role -> what kind of work it is: with patients, at machines, at a desk, heavy or light; and how long the way there.

Nothing here is stored or judged by hand: each trait is worked out by a rule from duties, conditions and levels that are
cited, and names the fields that it was worked out from. docs/data.md says why the rules are these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rolecompare.comparison import labels
from rolecompare.comparison.types import RoleWithMembers
from rolecompare.measures import level_rank
from rolecompare.models.figures import Level
from rolecompare.models.kinds import ConditionKind
from rolecompare.models.roles import Role

TraitName = Literal["patient-contact", "technology", "desk-work", "physical-demand", "time-to-qualify"]

# Which areas of duties count towards a trait; pharmacy, safety and supervision count towards none.
AREAS: dict[TraitName, frozenset[str]] = {
    "patient-contact": frozenset(("clinical", "personal-care", "patient-education")),
    "technology": frozenset(("laboratory", "imaging", "equipment")),
    "desk-work": frozenset(("administrative",)),
}
# From the heaviest: the first that a source speaks of decides.
DEMANDS = ((ConditionKind.LIFTING, "heavy"), (ConditionKind.ON_FEET, "moderate"), (ConditionKind.SITTING, "light"))
# What a sentence says of; the time to qualify is told by training.
KINDS_OF_WORK: dict[TraitName, str] = {
    "patient-contact": "with patients",
    "technology": "with laboratory, imaging or other equipment",
    "desk-work": "in the office",
    "physical-demand": "physical demand",
}
RULES: dict[TraitName, str] = {
    **{
        name: f"percent of the duties whose area is {labels.join_words(sorted(areas), 'or')}"
        for name, areas in AREAS.items()
    },
    "physical-demand": "heavy where sources speak of lifting, else moderate where of standing, light where of sitting",
    "time-to-qualify": "the typical entry-level education, with the months that its programs take where published",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A trait of a role; of an umbrella, from the lowest to the highest of its members.

    `low` and `high` are percents, words (light, moderate, heavy) or levels of education; absent where nothing tells.
    `months` are the shortest and the longest program to that level. `derived_from` names fields, as `why` takes them.
    """

    name: TraitName
    rule: str
    low: int | str | None = None
    high: int | str | None = None
    months: tuple[int, int] | None = None
    derived_from: tuple[str, ...] = ()


def traits(subject: RoleWithMembers) -> tuple[Trait, ...]:
    if not subject.members:
        return tuple(_traits(subject.role))
    columns = zip(*(tuple(_traits(member)) for member in subject.members), strict=True)
    return tuple(_spanned(column) for column in columns)


def told(titles: Sequence[str], roles: Sequence[Sequence[Trait]]) -> str:
    """The kinds of work of several roles against each other, in a sentence's words; empty where nothing is known."""
    columns = [column for column in zip(*roles, strict=True) if column[0].name in KINDS_OF_WORK]
    return "; ".join(
        f"{KINDS_OF_WORK[column[0].name]} {_against(titles, column)}"
        for column in columns
        if any(trait.low is not None for trait in column)
    )


def _against(titles: Sequence[str], column: Sequence[Trait]) -> str:
    """Of two roles both; of more the least and the most where they are numbers, for six numbers nobody compares."""
    values = {trait.low for trait in column}
    if (
        len(titles) < 3
        or len(values) == 1
        or any(not isinstance(trait.low, int) or trait.low != trait.high for trait in column)
    ):
        return labels.side_by_side(titles, [_span(trait) for trait in column])
    ends = [_place(trait.name, trait.low) for trait in column if trait.low is not None]
    known = {
        end: [title for title, own in zip(titles, ends, strict=True) if own == end] for end in (min(ends), max(ends))
    }
    return " to ".join(f"{end}% ({labels.join_words(names)})" for end, names in known.items())


def _span(trait: Trait) -> str:
    if trait.low is None:
        return "not told"
    unit = "%" if isinstance(trait.high, int) else ""
    return (f"{trait.low}" if trait.low == trait.high else f"{trait.low} to {trait.high}") + unit


def _traits(role: Role) -> Iterator[Trait]:
    for name, areas in AREAS.items():
        yield _share(role, name, areas)
    yield _demand(role)
    yield _time(role)


def _share(role: Role, name: TraitName, areas: frozenset[str]) -> Trait:
    known = [duty for duty in role.duties if duty.area is not None]
    counted = [duty for duty in known if duty.area in areas]
    fields = dict.fromkeys(f"duties.{duty.activity}" for duty in counted if duty.activity)
    percent = round(100 * len(counted) / len(known)) if known else None
    return Trait(name=name, rule=RULES[name], low=percent, high=percent, derived_from=tuple(fields))


def _demand(role: Role) -> Trait:
    said = {condition.condition for condition in role.settings.conditions}
    kind, demand = next(((kind, demand) for kind, demand in DEMANDS if kind in said), (None, None))
    fields = (f"settings.condition.{kind}",) if kind else ()
    name: TraitName = "physical-demand"
    return Trait(name=name, rule=RULES[name], low=demand, high=demand, derived_from=fields)


def _time(role: Role) -> Trait:
    """Of levels that sources disagree on, from the lowest to the highest; of older editions, none."""
    name: TraitName = "time-to-qualify"
    levels = [
        level for level in role.training.levels if isinstance(level, Level) and level.measure == "education.entry"
    ]
    newest = max((level.period[:4] for level in levels), default="")
    current = sorted({level.value for level in levels if int(level.period[:4]) > int(newest) - 2}, key=_height)
    programs = [program for program in role.training.programs if program.award in current]
    bounds = [n for p in programs for n in (p.min_months, p.max_months) if n is not None]
    fields = ["training.education.entry"] if current else []
    fields += dict.fromkeys(f"training.program.{p.award}" for p in programs if p.min_months or p.max_months)
    return Trait(
        name=name,
        rule=RULES[name],
        low=current[0] if current else None,
        high=current[-1] if current else None,
        months=(min(bounds), max(bounds)) if bounds else None,
        derived_from=tuple(fields),
    )


def _height(value: str) -> int:
    return level_rank("education.entry", value)


def _spanned(column: Sequence[Trait]) -> Trait:
    """One trait of an umbrella's members, from the lowest to the highest."""
    first = column[0]
    ends = [end for trait in column for end in (trait.low, trait.high) if end is not None]
    bounds = [n for trait in column for n in trait.months or ()]
    order = sorted(dict.fromkeys(ends), key=lambda end: _place(first.name, end))
    return Trait(
        name=first.name,
        rule=f"{first.rule}, from the lowest to the highest of the member roles",
        low=order[0] if order else None,
        high=order[-1] if order else None,
        months=(min(bounds), max(bounds)) if bounds else None,
        derived_from=(),
    )


def _place(name: TraitName, end: int | str) -> int:
    """Where a value stands among those of its trait."""
    if isinstance(end, int):
        return end
    if name == "physical-demand":
        return -[demand for _, demand in DEMANDS].index(end)
    return _height(end)
