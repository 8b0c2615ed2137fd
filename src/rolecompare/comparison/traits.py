"""Work out the traits of a role: kinds of work, physical demand, and how long it takes to qualify.

Nothing here is stored or judged by hand: each trait is worked out by a rule from duties, conditions and levels that are
cited, and names the fields that it was worked out from. docs/data.md says why the rules are these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rolecompare.comparison import labels
from rolecompare.measures import level_rank
from rolecompare.models.figures import Level
from rolecompare.models.kinds import ConditionKind
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Role

TraitName = Literal["patient-contact", "technology", "desk-work", "physical-demand", "time-to-qualify"]

# Which areas of duties count toward a trait; pharmacy, safety and supervision count toward none.
AREAS: dict[TraitName, frozenset[str]] = {
    "patient-contact": frozenset(("clinical", "personal-care", "patient-education")),
    "technology": frozenset(("laboratory", "imaging", "equipment")),
    "desk-work": frozenset(("administrative",)),
}
# From the heaviest: the first that a source speaks of decides.
DEMANDS = ((ConditionKind.LIFTING, "heavy"), (ConditionKind.ON_FEET, "moderate"), (ConditionKind.SITTING, "light"))
# The traits that a sentence tells, with what it says of each; the sentence on training tells the time to qualify.
SHARES_OF_DUTIES: dict[TraitName, str] = {
    "patient-contact": "involving patients",
    "technology": "involving laboratory, imaging, or other equipment",
    "desk-work": "in the office",
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


def find_traits(compared: RoleWithMembers) -> tuple[Trait, ...]:
    """Return the traits of a role; of an umbrella role, from the lowest to the highest of its members."""
    if not compared.members:
        return tuple(_traits(compared.role))
    columns = zip(*(tuple(_traits(member)) for member in compared.members), strict=True)
    return tuple(_member_range(column) for column in columns)


def describe_work(titles: Sequence[str], roles: Sequence[Sequence[Trait]]) -> str:
    """Return a sentence on the kinds of work of several roles; empty where nothing is known of any."""
    known = {
        column[0].name: column for column in zip(*roles, strict=True) if any(trait.low is not None for trait in column)
    }
    parts = [f"{text}: {_compare(titles, known[name])}" for name, text in SHARES_OF_DUTIES.items() if name in known]
    if parts:
        parts[0] = f"share of listed duties {parts[0]}"
    if "physical-demand" in known:
        parts.append(f"physical demand: {_compare(titles, known['physical-demand'])}")
    return "; ".join(parts)


def _compare(titles: Sequence[str], column: Sequence[Trait]) -> str:
    """Return a trait of two roles side by side; of more, the lowest and the highest where they are numbers."""
    values = {trait.low for trait in column}
    if (
        len(titles) < 3
        or len(values) == 1
        or any(not isinstance(trait.low, int) or trait.low != trait.high for trait in column)
    ):
        return labels.side_by_side(titles, [_value(trait) for trait in column])
    ends = [trait_rank(trait.name, trait.low) for trait in column if trait.low is not None]
    known = {
        end: [title for title, own in zip(titles, ends, strict=True) if own == end] for end in (min(ends), max(ends))
    }
    return " to ".join(f"{end}% ({labels.join_words(names)})" for end, names in known.items())


def _value(trait: Trait) -> str:
    if trait.low is None:
        return "not known"
    unit = "%" if isinstance(trait.high, int) else ""
    return (f"{trait.low}" if trait.low == trait.high else f"{trait.low} to {trait.high}") + unit


def _traits(role: Role) -> Iterator[Trait]:
    for name, areas in AREAS.items():
        yield _share(role, name, areas)
    yield _physical_demand(role)
    yield _time_to_qualify(role)


def _share(role: Role, name: TraitName, areas: frozenset[str]) -> Trait:
    known = [duty for duty in role.duties if duty.area is not None]
    counted = [duty for duty in known if duty.area in areas]
    fields = dict.fromkeys(f"duties.{duty.activity}" for duty in counted if duty.activity)
    percent = round(100 * len(counted) / len(known)) if known else None
    return Trait(name=name, rule=RULES[name], low=percent, high=percent, derived_from=tuple(fields))


def _physical_demand(role: Role) -> Trait:
    said = {condition.condition for condition in role.settings.conditions}
    kind, demand = next(((kind, demand) for kind, demand in DEMANDS if kind in said), (None, None))
    fields = (f"settings.condition.{kind}",) if kind else ()
    name: TraitName = "physical-demand"
    return Trait(name=name, rule=RULES[name], low=demand, high=demand, derived_from=fields)


def _time_to_qualify(role: Role) -> Trait:
    """Return the level of education, from the lowest to the highest where sources disagree; not of older editions."""
    name: TraitName = "time-to-qualify"
    levels = [
        level for level in role.training.levels if isinstance(level, Level) and level.measure == "education.entry"
    ]
    newest = max((level.period[:4] for level in levels), default="")
    current = sorted({level.value for level in levels if int(level.period[:4]) > int(newest) - 2}, key=_education_rank)
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


def _education_rank(value: str) -> int:
    return level_rank("education.entry", value)


def _member_range(column: Sequence[Trait]) -> Trait:
    """Return one trait of an umbrella role, from the lowest to the highest of its members."""
    first = column[0]
    ends = [end for trait in column for end in (trait.low, trait.high) if end is not None]
    bounds = [n for trait in column for n in trait.months or ()]
    order = sorted(dict.fromkeys(ends), key=lambda end: trait_rank(first.name, end))
    return Trait(
        name=first.name,
        rule=f"{first.rule}, from the lowest to the highest of the member jobs",
        low=order[0] if order else None,
        high=order[-1] if order else None,
        months=(min(bounds), max(bounds)) if bounds else None,
        derived_from=(),
    )


def trait_rank(name: TraitName, end: int | str) -> int:
    """Return a percent as it is, and the place of another value among those of its trait, 0 for the lowest."""
    if isinstance(end, int):
        return end
    if name == "physical-demand":
        return [demand for _, demand in reversed(DEMANDS)].index(end)
    return _education_rank(end)
