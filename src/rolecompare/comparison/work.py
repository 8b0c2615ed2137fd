"""Say what kind of work roles are, by counting marks on their duties and naming what sources and O*NET say of it.

Nothing here grades a job: docs/data.md says when a duty has a mark. Duties of the store have none, and of them only
O*NET's ratings of work activities and work context are named, where they were imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from rolecompare.comparison import labels
from rolecompare.measures import level_rank
from rolecompare.models.figures import Level
from rolecompare.models.kinds import ConditionKind
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Duty, Rating, Role

MarkName = Literal["with-patient", "with-machine"]
TraitName = Literal["with-patient", "with-machine", "physical-demands", "time-to-qualify"]
RULES: dict[TraitName, str] = {
    "with-patient": "how many of the listed duties are done with a patient, donor or customer present",
    "with-machine": "how many of the listed duties are done by running an instrument or a machine",
    "physical-demands": "which of standing, lifting and sitting the cited sources name",
    "time-to-qualify": "the typical entry-level education, with the months that its programs take where published",
}
WITH_PATIENT = "listed duties with a patient or customer present"
WITH_MACHINE = "listed duties with an instrument or machine"
DEMANDS = {ConditionKind.ON_FEET: "standing", ConditionKind.LIFTING: "lifting", ConditionKind.SITTING: "sitting"}
# O*NET's elements that say the most about people, machines and the body, in the order of a sentence: Assisting and
# Caring for Others, Contact With Others, Controlling Machines and Processes, Spend Time Standing, Spend Time Sitting.
ELEMENTS = ("4.A.4.a.5", "4.C.1.a.4", "4.A.3.a.3", "4.C.2.d.1.b", "4.C.2.d.1.a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A trait of one role; an umbrella role has those of its members.

    Of duties, `count` of `total` are marked, and `unread` more were not read for it; all are absent where none was.
    `named` are physical demands. `low` and `high` are ranks of the levels of education `low_level` and `high_level`,
    which differ where sources disagree; months are those of the shortest and the longest program to them.
    `derived_from` names fields, as `why` takes them.
    """

    name: TraitName
    role: str
    rule: str
    count: int | None = None
    total: int | None = None
    unread: int | None = None
    named: tuple[str, ...] | None = None
    low: int | None = None
    high: int | None = None
    low_level: str | None = None
    high_level: str | None = None
    min_months: int | None = None
    max_months: int | None = None
    derived_from: tuple[str, ...] = ()


def find_traits(compared: RoleWithMembers) -> tuple[Trait, ...]:
    """Return the traits of a role, or those of an umbrella role's members."""
    return tuple(trait for role in compared.members or (compared.role,) for trait in _traits(role))


def _traits(role: Role) -> Iterator[Trait]:
    yield _count(role, "with-patient")
    yield _count(role, "with-machine")
    yield _physical_demands(role)
    yield _time_to_qualify(role)


def _count(role: Role, name: MarkName) -> Trait:
    marked = [duty for duty in role.duties if has_mark(duty, name)]
    count = count_marked(role.duties, name)
    return Trait(
        name=name,
        role=role.id,
        rule=RULES[name],
        count=count.marked if count else None,
        total=count.total if count else None,
        unread=count.unread if count and count.unread else None,
        derived_from=tuple(dict.fromkeys(f"duties.{duty.activity}" for duty in marked if duty.activity)),
    )


def has_mark(duty: Duty, name: MarkName) -> bool | None:
    """Return whether a duty has a mark; None where it was not read for it."""
    return duty.with_patient if name == "with-patient" else duty.with_machine


class MarkedDuties(NamedTuple):
    """How many duties have a mark, of how many that were read for it, and how many were not: those of the store."""

    marked: int
    total: int
    unread: int

    @property
    def text(self) -> str:
        """The count in words, to stand after `listed duties`."""
        return f"{self.marked} of {self.total}{f' ({self.unread} more not checked)' if self.unread else ''}"


def count_marked(duties: Sequence[Duty], name: MarkName) -> MarkedDuties | None:
    """Return how many duties have a mark; None where none was read for it."""
    marks = [has_mark(duty, name) for duty in duties]
    read = [mark for mark in marks if mark is not None]
    return MarkedDuties(read.count(True), len(read), len(marks) - len(read)) if read else None


def _physical_demands(role: Role) -> Trait:
    conditions = [condition.condition for condition in role.settings.conditions]
    named = [kind for kind in DEMANDS if kind in conditions]
    return Trait(
        name="physical-demands",
        role=role.id,
        rule=RULES["physical-demands"],
        named=tuple(DEMANDS[kind] for kind in named) if conditions else None,
        derived_from=tuple(f"settings.condition.{kind.value}" for kind in named),
    )


def _time_to_qualify(role: Role) -> Trait:
    """Return the level of education, from the lowest to the highest where sources disagree; not of older editions."""
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
        name="time-to-qualify",
        role=role.id,
        rule=RULES["time-to-qualify"],
        low=_education_rank(current[0]) + 1 if current else None,
        high=_education_rank(current[-1]) + 1 if current else None,
        low_level=current[0] if current else None,
        high_level=current[-1] if current else None,
        min_months=min(bounds, default=None),
        max_months=max(bounds, default=None),
        derived_from=tuple(fields),
    )


def _education_rank(value: str) -> int:
    return level_rank("education.entry", value)


def describe_work(roles: Sequence[RoleWithMembers]) -> str:
    """Return a sentence on the kinds of work of several roles: only what is known of every one of them."""
    parts = [
        *_on_all(roles, WITH_PATIENT, lambda role: _count_text(role, "with-patient")),
        *_on_all(roles, WITH_MACHINE, lambda role: _count_text(role, "with-machine")),
        *_on_all(roles, "physical demands that sources name", _demands_text),
    ]
    for element in ELEMENTS:
        names = [rating.name for compared in roles for rating in _ratings(compared.role, element)]
        if names:
            parts += _on_all(roles, f"{names[0]} (O*NET)", partial(_rating_text, element=element))
    return "; ".join(parts)


def _on_all(roles: Sequence[RoleWithMembers], what: str, text: Callable[[RoleWithMembers], str | None]) -> list[str]:
    """Return what is said of every role, with the name of it; nothing where it is not known of one."""
    titles, texts = [compared.role.title for compared in roles], [text(compared) for compared in roles]
    known = [each for each in texts if each is not None]
    if len(known) < len(texts):
        return []
    if len(roles) == 2 and len(set(known)) == 1:
        return [f"{what}: {known[0]} for both"]
    return [f"{what}: {labels.side_by_side(titles, known)}"]


def _count_text(compared: RoleWithMembers, name: MarkName) -> str | None:
    """Return how many duties of a role have a mark; of an umbrella, the members with the smallest and largest part."""
    if not compared.members:
        count = count_marked(compared.role.duties, name)
        return count.text if count else None
    counts = [(count_marked(member.duties, name), member.title) for member in compared.members]
    known = sorted((count.marked / count.total, title, count) for count, title in counts if count is not None)
    if len(known) < len(counts):
        return None
    ends = [f"{count.text} ({title})" for _, title, count in dict.fromkeys((known[0], known[-1]))]
    return f"across members, {' to '.join(ends)}"


def _demands_text(compared: RoleWithMembers) -> str | None:
    """Return the physical demands that sources name; of an umbrella, for how many of its members they do."""
    named = [_physical_demands(role).named for role in compared.members or (compared.role,)]
    if any(each is None for each in named):
        return None
    counts = {demand: sum(demand in each for each in named if each) for demand in DEMANDS.values()}
    counted = [
        f"{demand} for {count} of {len(named)} member jobs" if compared.members else demand
        for demand, count in counts.items()
        if count
    ]
    return labels.join_words(counted) or "none named"


def _ratings(role: Role, element: str) -> list[Rating]:
    """Return the rating of an element that the publisher does not advise against, if there is one."""
    ratings = (*role.ratings, *(role.settings.context or ()))
    return [
        rating
        for rating in ratings
        if rating.element == element and not any(estimate.suppress for estimate in rating.scales.values())
    ]


def _rating_text(compared: RoleWithMembers, element: str) -> str | None:
    """Return the rating on the scale that says how much: of an activity its importance, of a context its own."""
    for rating in _ratings(compared.role, element) if not compared.members else ():
        estimate = rating.context or rating.importance
        if estimate is not None:
            return f"{labels.number(estimate.value, '')} of 5"
    return None
