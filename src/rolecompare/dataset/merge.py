"""Merge a bundled role with what the local store has of the same occupation; nothing is read or written here.

What both have is kept once: a figure of one publication, a rating of one element, a task that a bundled duty cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

from rolecompare.measures import MEASURES
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import MissingReason
from rolecompare.models.roles import Duty, Rating, Role, RoleHeading, Training
from rolecompare.search.text import normalize_name

V = TypeVar("V", bound="Figure | Missing | Level")
Published = Figure | Missing | Level
TASK = re.compile(r"Task Statements, task [0-9]+")
OUTLOOK_PARTS = ("pay", "employment", "projections", "openings")
FIGURE_IMPORTS = {"oews-": "wages", "ep-": "projections"}  # by the beginning of a source's id


def merge_role(bundled: Role, stored: Role, rated_kinds: Collection[str]) -> Role:
    """Return a bundled role with what the store has in addition.

    `rated_kinds` are the kinds of ratings that the store has of the role, whether or not `stored` holds them.
    """
    cited_tasks = {task for duty in bundled.duties for task in _cited_tasks(duty)}
    context = _merge_ratings(bundled.settings.context or (), stored.settings.context or ())
    merged = bundled.model_copy(
        update={
            "other_titles": merge_other_titles(bundled, stored),
            "duties": (*bundled.duties, *(duty for duty in stored.duties if not _cited_tasks(duty) & cited_tasks)),
            "training": merge_training(bundled, stored),
            "settings": bundled.settings.model_copy(update={"context": context or None}),
            "ratings": _merge_ratings(bundled.ratings, stored.ratings),
            "related": stored.related,
        }
    )
    missing = {part.measure: part for part in (*(stored.missing or ()), *(bundled.missing or ()))}
    lacking = (part for name, part in missing.items() if name not in rated_kinds and not merged.holds(name))
    return merged.model_copy(update={"missing": tuple(lacking) or None})


def add_onet_activities(bundled: Role, stored: Iterable[Duty], named_by: Callable[[str], Sequence[str]]) -> Role:
    """Return a bundled role whose duties have O*NET's activities too, by which they line up with duties of the store.

    `named_by` returns the activities of O*NET that the label of a bundled activity names. Of several, a duty has those
    that a task that it cites is linked to in the store, since a label may name more than any one duty is about.
    """
    linked = {task: set(duty.activities) for duty in stored for task in _cited_tasks(duty)}

    def add(duty: Duty) -> Duty:
        named = dict.fromkeys(name for activity in duty.activities for name in named_by(activity))
        cited = set[str]().union(*(linked.get(task, ()) for task in _cited_tasks(duty)))
        of_tasks = [name for name in named if name in cited]
        added = of_tasks or (list(named) if len(named) == 1 else [])
        others = tuple(name for name in dict.fromkeys([*duty.activities, *added]) if name != duty.activity)
        return duty.model_copy(update={"other_activities": others}) if added else duty

    return bundled.model_copy(update={"duties": tuple(map(add, bundled.duties))})


def merge_other_titles(bundled: Role | RoleHeading, stored: Role | RoleHeading) -> tuple[str, ...]:
    """Return the other titles of a bundled role, then the title and the other titles that only the store has."""
    known = {normalize_name(name) for name in (bundled.id, bundled.title, *bundled.other_titles)}
    further = (name for name in (stored.title, *stored.other_titles) if normalize_name(name) not in known)
    return (*bundled.other_titles, *further)


def merge_training(bundled: Role, stored: Role) -> Training:
    """Return the training of a bundled role with the levels that the store has in addition."""
    return bundled.training.model_copy(update={"levels": merge_levels(bundled.training.levels, stored.training.levels)})


def merge_levels(bundled: Sequence[Level | Missing], stored: Iterable[Level | Missing]) -> tuple[Level | Missing, ...]:
    """Return the levels of a bundled role, then those that the store has in addition."""
    known = {level.measure for level in bundled}
    # A level that an import lacks says nothing if the bundled role has it.
    further = [level for level in stored if isinstance(level, Level) or level.measure not in known]
    return merge_published(bundled, further)


def add_published(role: Role, published: Iterable[Published]) -> Role:
    """Return a role with figures and levels that were published of it, those of one publication once."""
    parts: dict[str, list[Any]] = {name: [] for name in OUTLOOK_PARTS}
    levels = []
    for value in published:
        if isinstance(value, Level):
            levels.append(value)
        elif value.measure in MEASURES and MEASURES[value.measure].part in parts:
            parts[MEASURES[value.measure].part].append(value)
    outlook = {name: merge_published(getattr(role.outlook, name), values) for name, values in parts.items()}
    levels_of_both = merge_published(role.training.levels, levels)
    return role.model_copy(
        update={
            "outlook": role.outlook.model_copy(update=outlook),
            "training": role.training.model_copy(update={"levels": levels_of_both}),
        }
    )


def explain_missing_outlook(role: Role, imports: Iterable[str]) -> Role:
    """Return a role that says why it has no figures, if it has none; `imports` are the names of the store's imports."""
    code = role.codes.own
    if code is None or role.holds("outlook") or any(part.measure == "outlook" for part in role.missing or ()):
        return role
    return role.model_copy(update={"missing": (*(role.missing or ()), missing_outlook(code, imports))})


def missing_outlook(code: str, imports: Iterable[str]) -> Missing:
    """Return why a role with a code has no figures; `imports` are the names of the store's imports."""
    names = [*imports]
    imported = [kind for prefix, kind in FIGURE_IMPORTS.items() if any(name.startswith(prefix) for name in names)]
    reason = f"the {' and '.join(imported)} that were imported do not count {code[:7]}"
    if not imported:
        reason = "neither wages nor projections were imported (`rolecompare import oews`, `import projections`)"
    return Missing(measure="outlook", missing=MissingReason.NOT_IN_DATASET, reason=reason)


def _merge_ratings(bundled: Sequence[Rating], stored: Sequence[Rating]) -> tuple[Rating, ...]:
    """Return the ratings of both, those of one element once."""
    known = {(rating.kind, rating.element) for rating in bundled}
    return (*bundled, *(rating for rating in stored if (rating.kind, rating.element) not in known))


def _cited_tasks(duty: Duty) -> set[str]:
    """Return the O*NET tasks that a duty cites; a task has the same number in every edition."""
    return {citation.place for citation in duty.citations if TASK.fullmatch(citation.place)}


def merge_published(bundled: Sequence[V], stored: Iterable[V]) -> tuple[V, ...]:
    """Return the values of both, those of one publication once."""
    known = {_publication(value) for value in bundled}
    return (*bundled, *(value for value in stored if _publication(value) not in known))


def _publication(value: Any) -> tuple[object, ...]:
    source = value.citations[0].source if value.citations else ""
    return (value.measure, value.period, value.area, value.code, source)
