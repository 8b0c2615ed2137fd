"""Compare duties: by the activity they are instances of, else by a broader activity and words, else by words alone.

Two occupations are paired duty by duty, the most similar first; more than two, and umbrella roles, have a row for each
activity. docs/decisions says why, and how far wording can be trusted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from rolecompare.comparison.alignment import ORDER, Lineup, line_up, relation
from rolecompare.comparison.evidence import (
    WORDING,
    DutyEvidence,
    Match,
    duty_keys,
    wording_evidence,
)
from rolecompare.comparison.types import Cell, Row, RowEvidence
from rolecompare.comparison.wording import SAME
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Activity, Duty, Role

# Two duties may be equal, so tables of duties are by their identity: `id(duty)`.
KeyByDuty = dict[int, str]
Owner = tuple[int, str]  # the place of a compared role, and the id of the role or member role that has the duty
OwnedDuty = tuple[Owner, Duty]
SortKey = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
LineupsWithEvidence = list[tuple[Lineup, RowEvidence]]


class DutyPair(NamedTuple):
    """Two duties that line up, and the evidence for it."""

    left: Duty
    right: Duty
    evidence: RowEvidence


def duty_rows(roles: Sequence[RoleWithMembers], activities: Mapping[str, Activity]) -> tuple[Row, ...]:
    """Return the rows of duties, shared ones first, then those of one role alone."""
    evidence = DutyEvidence(activities, [role for compared in roles for role in (compared.role, *compared.members)])
    are_two_occupations = len(roles) == 2 and not any(compared.members for compared in roles)
    lineups = _line_up_pairs(roles, evidence) if are_two_occupations else _line_up_groups(roles, evidence)
    rows = (_row(lineup, row_evidence, evidence) for lineup, row_evidence in lineups)
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.relation)))


def _row(lineup: Lineup, row_evidence: RowEvidence, evidence: DutyEvidence) -> Row:
    return Row(
        key="+".join(sorted(lineup.keys)),
        label=_label(lineup.cells, row_evidence, evidence),
        relation=relation(lineup.cells, exact=_is_exact(row_evidence) and _are_all_same_work(lineup.cells, evidence)),
        evidence=row_evidence,
        cells=lineup.cells,
    )


def _label(cells: Sequence[Cell], row_evidence: RowEvidence, evidence: DutyEvidence) -> str:
    """Return a name that is true of every duty of a row: its activity, and those by which further duties joined it."""
    duties = [(place, duty) for place, cell in enumerate(cells) for duty in _duties(cell)]
    if row_evidence.label is None:
        return min(duty.text for _, duty in duties)
    further = {
        evidence.shared_activity(duty, (other for other_place, other in duties if other_place != place))
        for place, duty in duties
        if row_evidence.id not in evidence.all_activities(duty)
    }
    return "; ".join([row_evidence.label, *sorted(evidence.label(name) for name in further if name is not None)])


def _single_key_evidence(lineup: Lineup, evidence: DutyEvidence) -> RowEvidence:
    """Return the evidence of a row of one key: its activity, or words, the same where several roles have them."""
    (key,) = lineup.keys
    if not key.startswith(WORDING):
        return RowEvidence(kind="activity", id=key, label=evidence.label(key))
    return wording_evidence(SAME) if relation(lineup.cells) != "only" else RowEvidence(kind="wording")


def _is_exact(evidence: RowEvidence) -> bool:
    """Return whether it is one activity or the same words that a row has in common."""
    return evidence.kind == "activity" or evidence.score == 1


def _are_all_same_work(cells: Sequence[Cell], evidence: DutyEvidence) -> bool:
    """Return whether every two roles of a row have a duty in common there, and not merely similar ones."""
    duties = [found for cell in cells if (found := _duties(cell))]
    return all(any(evidence.is_same_work(*pair) for pair in product(*two)) for two in combinations(duties, 2))


def _duties(cell: Cell) -> list[Duty]:
    return [item for item in cell.held() if isinstance(item, Duty)]


def _sort_key(duty: Duty) -> SortKey:
    """Return all that tells one duty from another, for an order that does not depend on where the duty comes from."""
    return duty.text, duty_keys(duty), tuple((citation.source, citation.place) for citation in duty.citations)


# Two occupations


def _line_up_pairs(roles: Sequence[RoleWithMembers], evidence: DutyEvidence) -> LineupsWithEvidence:
    """Return a row for each pair of duties, and one for each duty that is like none of the other role.

    A duty left over that is like a duty of a pair joins the row of that pair instead, after it.
    """
    left, right = (compared.role.duties for compared in roles)
    places = {id(duty): place for duties in (left, right) for place, duty in enumerate(duties)}

    def reading_order(pair: DutyPair) -> tuple[int, list[SortKey]]:
        return places[id(pair.left)] + places[id(pair.right)], sorted(map(_sort_key, (pair.left, pair.right)))

    pairs = sorted(pair_duties(left, right, evidence), key=reading_order)
    keys: KeyByDuty = {}
    grounds: dict[str, list[RowEvidence]] = {}
    for pair in pairs:
        key = _unused_key(_pair_key(pair, evidence), grounds)
        grounds[key] = [pair.evidence]
        keys |= {id(pair.left): key, id(pair.right): key}
    paired = frozenset(keys)
    partners = [pair.right for pair in pairs], [pair.left for pair in pairs]
    for duties, others in zip((left, right), partners, strict=True):
        for duty in duties:
            if id(duty) in paired:
                continue
            joined = _find_row(duty, {id(other): grounds[keys[id(other)]][0] for other in others}, others, evidence)
            keys[id(duty)] = keys[id(joined.right)] if joined is not None else duty_keys(duty)[0]
            if joined is not None:
                grounds[keys[id(duty)]].append(joined.evidence)

    def paired_first(role: Role) -> list[Duty]:
        return sorted(role.duties, key=lambda duty: id(duty) not in paired)

    lineups = line_up(roles, paired_first, lambda duty: keys[id(duty)])
    return [
        (lineup, _weakest(found) if (found := grounds.get(lineup.keys[0])) else _single_key_evidence(lineup, evidence))
        for lineup in lineups
    ]


def _find_row(
    duty: Duty, row_evidence: Mapping[int, RowEvidence], others: Sequence[Duty], evidence: DutyEvidence
) -> DutyPair | None:
    """Return a duty without a partner beside the paired duty of the other role whose row it joins; None without one.

    It joins the same work, or else the most alike in a row of duties that are not the same work. `row_evidence` is that
    of the rows of the other duties.
    """
    found = [
        (are_same, match.strength, other, match.evidence)
        for other in others
        if (match := evidence.match(duty, other)) is not None
        and ((are_same := evidence.is_same_work(duty, other)) or not _is_exact(row_evidence[id(other)]))
    ]
    if not found:
        return None
    _, _, other, by = min(found, key=lambda row: (not row[0], -row[1], _sort_key(row[2])))
    return DutyPair(duty, other, by)


def _weakest(grounds: Sequence[RowEvidence]) -> RowEvidence:
    """Return the evidence of a row from that of its pair, and of each duty that joined: what holds for all of them."""
    pair, *joined = grounds
    weaker = [pair, *(evidence for evidence in joined if not _is_exact(evidence))]
    if len(weaker) == 1:
        return pair
    least = min(weaker, key=lambda evidence: evidence.score or 0)
    return least if len({evidence.id for evidence in weaker}) == 1 else RowEvidence(kind="wording", score=least.score)


def pair_duties(left: Sequence[Duty], right: Sequence[Duty], evidence: DutyEvidence) -> list[DutyPair]:
    """Return pairs of duties that line up, the most alike first, each duty in one pair at most.

    Which role comes first changes nothing: among pairs that are equally alike, the texts decide.
    """
    sort_keys = {id(duty): _sort_key(duty) for duty in (*left, *right)}
    matches = [
        (match, one, other) for one, other in product(left, right) if (match := evidence.match(one, other)) is not None
    ]
    matches.sort(key=lambda found: (-found[0].strength, *sorted((sort_keys[id(found[1])], sort_keys[id(found[2])]))))
    paired = set[int]()
    pairs = []
    for match, one, other in matches:
        if paired.isdisjoint((id(one), id(other))):
            paired |= {id(one), id(other)}
            pairs.append(DutyPair(one, other, match.evidence))
    return pairs


def _pair_key(pair: DutyPair, evidence: DutyEvidence) -> str:
    """Return the activity that the two share, or what each is known by."""
    shared = pair.evidence.id
    if pair.evidence.kind == "activity" and shared is not None:
        return shared
    names = set()
    for duty in (pair.left, pair.right):
        within = [key for key in duty_keys(duty) if shared and evidence.broader(key) == shared]
        names.add((within or duty_keys(duty))[0])
    return "+".join(sorted(names))


def _unused_key(key: str, used: Collection[str]) -> str:
    """Return the key, with a number where other rows have it: two pairs may share one activity."""
    number = 1
    while (name := key if number == 1 else f"{key}#{number}") in used:
        number += 1
    return name


# More than two roles, and umbrella roles


def _line_up_groups(roles: Sequence[RoleWithMembers], evidence: DutyEvidence) -> LineupsWithEvidence:
    """Return a row for each activity; what one role alone has is joined where it is alike."""
    owned = [
        ((place, role.id), duty)
        for place, compared in enumerate(roles)
        for role in (compared.role, *compared.members)
        for duty in role.duties
    ]
    keys = _choose_keys(owned)

    def line_up_by(*joined_by: Mapping[str, str]) -> list[Lineup]:
        return line_up(
            roles, lambda role: role.duties, lambda duty: keys[id(duty)], *(found.get for found in joined_by)
        )

    lineups = line_up_by()
    groups = _group_alike(lineups, evidence)
    if groups:
        lineups = line_up_by({key: name for name, group in groups.items() for key in group.keys})
    return [
        (lineup, groups[lineup.wider].evidence if lineup.wider is not None else _single_key_evidence(lineup, evidence))
        for lineup in lineups
    ]


def _choose_keys(owned: Sequence[OwnedDuty]) -> KeyByDuty:
    """Return the key of each duty: of the activities that it is an instance of, the one that most roles share.

    A duty that is then alone, because its partners were grouped by another of their activities, joins the largest of
    their groups.
    """
    holders: dict[str, list[OwnedDuty]] = defaultdict(list)
    for owner, duty in owned:
        for key in duty_keys(duty):
            holders[key].append((owner, duty))
    keys = {id(duty): _most_shared_key(duty, holders) for _, duty in owned}
    group_owners: dict[str, list[Owner]] = defaultdict(list)
    for owner, duty in owned:
        group_owners[keys[id(duty)]].append(owner)
    for owner, duty in sorted(owned, key=lambda pair: _sort_key(pair[1])):
        here = keys[id(duty)]
        compared, all_roles = _count_owners(group_owners[here])
        if compared > 1:
            continue
        related = [(other, keys[id(other_duty)]) for key in duty_keys(duty) for other, other_duty in holders[key]]
        groups = {key for other, key in related if other[0] != owner[0]}
        if not groups and all_roles == 1:  # other members of the same umbrella role are better than nobody
            groups = {key for other, key in related if other != owner}
        if groups:
            keys[id(duty)] = max(sorted(groups), key=lambda key: _count_owners(group_owners[key]))
            group_owners[here].remove(owner)
            group_owners[keys[id(duty)]].append(owner)
    return keys


def _most_shared_key(duty: Duty, holders: Mapping[str, Sequence[OwnedDuty]]) -> str:
    """Return the key of a duty that most compared roles share, then most roles; its first key where none is shared."""
    owners = {key: {owner for owner, _ in holders[key]} for key in sorted(duty_keys(duty))}
    shared = [key for key, found in owners.items() if len(found) > 1]
    return max(shared, key=lambda key: _count_owners(owners[key]), default=duty_keys(duty)[0])


def _count_owners(owners: Iterable[Owner]) -> tuple[int, int]:
    """Return how many of the compared roles are among the owners, and how many roles with their members."""
    roles = set(owners)
    return len({place for place, _ in roles}), len(roles)


class _Group(NamedTuple):
    """A group of keys of different roles, any two of which are alike by the same evidence."""

    keys: list[str]
    evidence: RowEvidence


def _group_alike(lineups: Sequence[Lineup], evidence: DutyEvidence) -> dict[str, _Group]:
    """Return groups, by name, of what one role alone has and is alike. No role is in a group twice.

    The most alike come together first.
    """
    alone = _duties_alone(lineups)
    matches: dict[tuple[str, str], Match] = {}
    for one, other in combinations(sorted(alone), 2):
        (place, duties), (other_place, other_duties) = alone[one], alone[other]
        if place != other_place:
            found = (evidence.match(*pair) for pair in product(duties, other_duties))
            best = max(filter(None, found), key=lambda match: (match.strength, match.evidence.id or ""), default=None)
            if best is not None:
                matches[one, other] = best
    group_of = {key: _Group([key], RowEvidence(kind="wording")) for key in alone}
    for one, other in sorted(matches, key=lambda pair: (-matches[pair].strength, pair)):
        keys = sorted({*group_of[one].keys, *group_of[other].keys})
        if len({alone[key][0] for key in keys}) < len(keys):
            continue
        found_matches = [matches.get(pair) for pair in combinations(keys, 2)]
        shared = _shared_evidence([match.evidence for match in found_matches if match is not None])
        if None not in found_matches and shared is not None:
            group_of |= dict.fromkeys(keys, _Group(keys, shared))
    return {WORDING + "+".join(group.keys): group for group in group_of.values() if len(group.keys) > 1}


def _shared_evidence(found: Sequence[RowEvidence]) -> RowEvidence | None:
    """Return what all have in common: one broader activity, or wording, of which the least similar count."""
    if len({evidence.id for evidence in found}) != 1:
        return None
    return min(found, key=lambda evidence: evidence.score or 0)


def _duties_alone(lineups: Sequence[Lineup]) -> dict[str, tuple[int, list[Duty]]]:
    """Return by key the duties that one compared role alone has, with the place of that role."""
    alone = {}
    for lineup in lineups:
        holders = [(place, duties) for place, cell in enumerate(lineup.cells) if (duties := _duties(cell))]
        if lineup.wider is None and len(holders) == 1:
            alone[lineup.keys[0]] = holders[0]
    return alone
