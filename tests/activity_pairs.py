"""How our activities relate to O*NET's task links, pair by pair of occupations: counts that docs/data.md quotes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Any

ONET = ("onet-29.3", "onet-29.3-modified")
Duty = tuple[str, bool, frozenset[str]]  # its activity, whether it cites a task, the DWAs that it reaches
TASK = re.compile(r"Task Statements, task (\d+)")


def activity_pairs(
    dataset: Mapping[str, Any], tasks_to_dwas: Iterable[Mapping[str, str]], dwa_reference: Iterable[Mapping[str, str]]
) -> dict[str, int]:
    """Counts over every pair of occupations (roles without members), from the dataset and two tables of O*NET.

    A duty reaches a detailed work activity (DWA) when a task that it cites is linked to it. A pair shares an activity
    (a DWA) when a duty on each side has (reaches) it. A shared activity is met by a DWA when one duty on each side of
    it reach the same DWA; a shared DWA is met by an activity when one duty on each side of it have the same activity.
    Those not met are counted by kind as well, each under the first kind that holds for one of its pairs of duties.
    """
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tasks_to_dwas:
        links[row["O*NET-SOC Code"], row["Task ID"]].add(row["DWA ID"])
    wider = {row["DWA ID"]: row["IWA ID"] for row in dwa_reference}
    activities = {activity["id"]: activity for activity in dataset["activities"]}

    occupations: list[list[Duty]] = []
    for role in dataset["roles"]:
        if role.get("members"):
            continue
        duties = []
        for duty in role["duties"]:
            places = [cited["place"] for cited in duty["citations"] if cited["source"] in ONET]
            tasks = [found[1] for place in places if (found := TASK.fullmatch(place))]
            reached = {dwa for task in tasks for dwa in links[role["codes"]["onet_soc"], task]}
            duties.append((duty["activity"], bool(tasks), frozenset(reached)))
        occupations.append(duties)

    def broader(activity: str) -> str:
        return activities[activity].get("broader") or activity

    def activity_kind(pairs: list[tuple[Duty, Duty]]) -> str:
        if any({wider[dwa] for dwa in one[2]} & {wider[dwa] for dwa in other[2]} for one, other in pairs):
            return "sister DWAs of one IWA"
        if any(one[2] and other[2] for one, other in pairs):
            return "DWAs of different IWAs"
        if any(one[1] and other[1] for one, other in pairs):
            return "a task linked to no DWA"
        return "a duty without an O*NET task"

    def dwa_kind(dwa: str, pairs: list[tuple[Duty, Duty]]) -> str:
        named = [sum(dwa in activities[duty[0]].get("onet", ()) for duty in pair) for pair in pairs]
        if 2 in named:
            return "behind both activities"
        return "behind one of the activities" if 1 in named else "behind neither activity"

    counts: Counter[str] = Counter()
    for here, there in combinations(occupations, 2):
        by_activity: dict[str, list[tuple[Duty, Duty]]] = defaultdict(list)
        by_dwa: dict[str, list[tuple[Duty, Duty]]] = defaultdict(list)
        for one, other in product(here, there):
            if one[0] == other[0]:
                by_activity[one[0]].append((one, other))
            for dwa in one[2] & other[2]:
                by_dwa[dwa].append((one, other))
        counts["pairs"] += 1
        counts["pairs: an activity"] += bool(by_activity)
        counts["pairs: a DWA"] += bool(by_dwa)
        counts["pairs: both"] += bool(by_activity and by_dwa)
        counts["pairs: an activity only"] += bool(by_activity and not by_dwa)
        counts["pairs: a DWA only"] += bool(by_dwa and not by_activity)
        counts["pairs: neither"] += not by_activity and not by_dwa
        for pairs in by_activity.values():
            counts["shared activities"] += 1
            if not any(one[2] & other[2] for one, other in pairs):
                counts["shared activities without a shared DWA"] += 1
                counts[f"shared activities without a shared DWA: {activity_kind(pairs)}"] += 1
        for dwa, pairs in by_dwa.items():
            counts["shared DWAs"] += 1
            if not any(one[0] == other[0] for one, other in pairs):
                counts["shared DWAs without a shared activity"] += 1
                counts[f"shared DWAs without a shared activity: {dwa_kind(dwa, pairs)}"] += 1
                alike = any(broader(one[0]) == broader(other[0]) for one, other in pairs)
                counts["shared DWAs without a shared activity, but with a broader one"] += alike
    return dict(counts)
