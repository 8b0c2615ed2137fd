"""Roles, on their way into the store or a few at hand -> which are near each other, and what is read of each beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rolecompare.models.roles import Activity, Role
from rolecompare.models.serialization import to_json_value
from rolecompare.similarity import RoleOutline, SimilarRole, SimilarRoles
from rolecompare.similarity.ranking import Sketch, nearest, nearest_to, sketch

Plain = dict[str, Any]
MOST = 30  # of each role's nearest are kept; of those that its official list names, all


class SimilarityBuilder:
    """Looks at roles that go by; knows them all when they have gone."""

    def __init__(self, activities: Iterable[Plain]) -> None:
        self._broader = {activity["id"]: activity.get("broader") for activity in activities}
        self._sketches: list[Sketch] = []
        self._listed: dict[str, frozenset[str]] = {}
        self._words: dict[str, list[str]] = {}
        self.outlines: dict[str, Plain] = {}

    def watch(self, roles: Iterable[Plain]) -> Iterator[Plain]:
        """The roles as they are, each looked at."""
        for role in roles:
            code = role["codes"]["onet_soc"]
            self._sketches.append(sketch(code, role, self._words))
            self._listed[code] = frozenset(related["code"] for related in role["related"])
            kinds = sorted(kinds_of_work(role["duties"], self._broader.get))
            self.outlines[code] = {"training": {"levels": role["training"]["levels"]}, "kinds": kinds}
            yield role

    def near(self) -> Iterator[SimilarRole]:
        """What is near, and what the official list names, wherever it comes."""
        return nearest(self._sketches, MOST, self._listed)


def kinds_of_work(duties: Iterable[Plain], broader: Callable[[str], str | None]) -> frozenset[str]:
    """The broader activities that duties are instances of; an activity without one stands for itself."""
    named = (name for duty in duties for name in (duty.get("activity"), *duty.get("other_activities", ())))
    return frozenset(broader(name) or name for name in named if name is not None)


def similar_roles(role: str, roles: Mapping[str, Role], activities: Mapping[str, Activity]) -> SimilarRoles:
    """A role with those near to it among a few, by their ids, worked out on the spot."""
    whole = {name: to_json_value(each) for name, each in roles.items()}
    near = nearest_to(role, (sketch(name, each) for name, each in whole.items()), len(whole))
    ids = {code: name for name, each in roles.items() for code in each.codes.all} | {name: name for name in roles}

    def broader(name: str) -> str | None:
        return activities[name].broader if name in activities else None

    def beside(called: str) -> RoleOutline | None:
        if called not in ids:
            return None
        name = ids[called]
        return RoleOutline(roles[name], kinds_of_work(whole[name]["duties"], broader))

    return SimilarRoles(
        "dataset", RoleOutline(roles[role], kinds_of_work(whole[role]["duties"], broader)), tuple(near), beside
    )
