"""Compute similar roles: of all roles that an import reads, or of the few roles of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rolecompare.models.roles import Activity, Role
from rolecompare.models.serialization import to_json_value
from rolecompare.similarity import RoleOutline, SimilarRole, SimilarRoles
from rolecompare.similarity.ranking import RoleFeatures, extract_features, rank_all, rank_for

Plain = dict[str, Any]
LIMIT = 30  # similar roles kept for each role, in addition to those on its official list


class SimilarityBuilder:
    """Collects the features of roles while an import reads them, and ranks the roles afterward."""

    def __init__(self, activities: Iterable[Plain]) -> None:
        self._broader = {activity["id"]: activity.get("broader") for activity in activities}
        self._features: list[RoleFeatures] = []
        self._listed: dict[str, frozenset[str]] = {}
        self._words: dict[str, list[str]] = {}
        self.outlines: dict[str, Plain] = {}

    def collect(self, roles: Iterable[Plain]) -> Iterator[Plain]:
        """Yield the roles unchanged, and collect their features."""
        for role in roles:
            code = role["codes"]["onet_soc"]
            self._features.append(extract_features(code, role, self._words))
            self._listed[code] = frozenset(related["code"] for related in role["related"])
            kinds = sorted(kinds_of_work(role["duties"], self._broader.get))
            self.outlines[code] = {"training": {"levels": role["training"]["levels"]}, "kinds": kinds}
            yield role

    def rank(self) -> Iterator[SimilarRole]:
        """Yield the most similar roles of each role, and those on its official list at whatever rank they have."""
        return rank_all(self._features, LIMIT, self._listed)


def kinds_of_work(duties: Iterable[Plain], broader: Callable[[str], str | None]) -> frozenset[str]:
    """Return the broader activities of duties; an activity without a broader one stands for itself."""
    named = (name for duty in duties for name in (duty.get("activity"), *duty.get("other_activities", ())))
    return frozenset(broader(name) or name for name in named if name is not None)


def similar_roles(role: str, roles: Mapping[str, Role], activities: Mapping[str, Activity]) -> SimilarRoles:
    """Return a role, given by its id, with the roles of a dataset that are similar to it."""
    plain_roles = {name: to_json_value(item) for name, item in roles.items()}
    ranked = rank_for(role, (extract_features(name, item) for name, item in plain_roles.items()), len(plain_roles))
    ids = {code: name for name, item in roles.items() for code in item.codes.all} | {name: name for name in roles}

    def broader(name: str) -> str | None:
        return activities[name].broader if name in activities else None

    def find_outline(name_or_code: str) -> RoleOutline | None:
        if name_or_code not in ids:
            return None
        name = ids[name_or_code]
        return RoleOutline(roles[name], kinds_of_work(plain_roles[name]["duties"], broader))

    return SimilarRoles(
        "dataset",
        RoleOutline(roles[role], kinds_of_work(plain_roles[role]["duties"], broader)),
        tuple(ranked),
        find_outline,
    )
