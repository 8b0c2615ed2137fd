"""Take from roles what a choice among them is based on, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rolecompare.codes import ACTIVITY_PREFIX, activity_id
from rolecompare.models.base import Model
from rolecompare.models.kinds import PREFERENCE_RATINGS
from rolecompare.models.reference_data import JobFacts, ListedDuty, MeasuredRole
from rolecompare.models.roles import Activity, Codes, Duty, Rating, Role
from rolecompare.models.sources import Citation


def facts_of(role: Role, measures: Collection[str], activities: Mapping[str, Activity]) -> JobFacts:
    """Return what a choice reads of a role: its values of some measures, its interests, work values and duties."""
    values: dict[str, list[Any]] = {measure: [] for measure in measures}
    for value in (*role.training.levels, *role.outlook.figures):
        if value.measure in values:
            values[value.measure].append(value)
    duties = tuple(_listed_duty(duty, activities) for duty in role.duties)
    ratings = tuple(rating for rating in role.ratings if rating.kind in PREFERENCE_RATINGS)
    missing = tuple(role.missing or ())
    programs = role.training.programs
    return JobFacts(role.id, role.title, role.codes, values, ratings, duties, role.settings.items, missing, programs)


def _listed_duty(duty: Duty, activities: Mapping[str, Activity]) -> ListedDuty:
    names = [name for name in (duty.activity, *(duty.other_activities or ())) if name is not None]
    official = dict.fromkeys(each for name in names for each in _official_activities(name, activities))
    return ListedDuty(tuple(official), duty.citations, f"duties.{duty.activity}" if duty.activity else None)


def _official_activities(name: str, activities: Mapping[str, Activity]) -> Iterator[str]:
    """Yield the O*NET activities, by id, that an activity is or stands for."""
    if name.startswith(ACTIVITY_PREFIX):
        yield name
    elif name in activities:
        yield from map(activity_id, activities[name].onet)


class StoredFacts(Model):
    """What the store has of a role for a choice: its ratings, and the O*NET activities of each of its duties."""

    ratings: tuple[Rating, ...]
    activities: tuple[tuple[str, ...], ...]


def stored_facts(role: MeasuredRole, content: str, source: str) -> JobFacts:
    """Return a role of the store to choose, with its values; `content` is JSON, `source` the id of its O*NET."""
    stored = StoredFacts.model_validate_json(content)
    code = role.code or ""
    cited = (Citation(source=source, place=f"Tasks to DWAs, {code}"),)
    duties = tuple(
        ListedDuty(names, cited, f"duties.{names[0]}") if names else ListedDuty((), cited)
        for names in stored.activities
    )
    codes = Codes(soc=code[:7], onet_soc=code)
    return JobFacts(role.id, role.title, codes, role.values, stored.ratings, duties, missing=role.missing)
