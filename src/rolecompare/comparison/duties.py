"""Compare duties: by the activity they are instances of, then by its broader activity, else by wording.

Two occupations are paired duty by duty, with the best pairs overall; more than two, and umbrella roles, have a row for
each activity. docs/decisions says why, and how far wording can be trusted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from rolecompare.comparison.alignment import ORDER, Lineup, line_up, relation
from rolecompare.comparison.assignment import best_pairs
from rolecompare.comparison.evidence import WORDING, DutyEvidence, are_same_work, duty_keys, wording_evidence
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
    evidence = DutyEvidence(activities)
    are_two_occupations = len(roles) == 2 and not any(compared.members for compared in roles)
    lineups = _line_up_pairs(roles, evidence) if are_two_occupations else _line_up_groups(roles, evidence)
    rows = (_row(lineup, row_evidence) for lineup, row_evidence in lineups)
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.relation)))


def _row(lineup: Lineup, evidence: RowEvidence) -> Row:
    texts = (duty.text for cell in lineup.cells for duty in _duties(cell))
    return Row(
        key="+".join(sorted(lineup.keys)),
        label=evidence.label or min(texts),
        relation=relation(lineup.cells, exact=_are_all_same_work(lineup.cells)),
        evidence=evidence,
        cells=lineup.cells,
    )


def _single_key_evidence(lineup: Lineup, evidence: DutyEvidence) -> RowEvidence:
    """Return the evidence of a row of one key: its activity, or words, the same where several roles have them."""
    (key,) = lineup.keys
    if not key.startswith(WORDING):
        return RowEvidence(kind="activity", id=key, label=evidence.label(key))
    return wording_evidence(SAME) if relation(lineup.cells) != "only" else RowEvidence(kind="wording")


def _are_all_same_work(cells: Sequence[Cell]) -> bool:
    """Return whether every two roles of a row have a duty in common there, and not merely similar ones."""
    duties = [found for cell in cells if (found := _duties(cell))]
    return all(any(are_same_work(*pair) for pair in product(*two)) for two in combinations(duties, 2))


def _duties(cell: Cell) -> list[Duty]:
    return [item for item in cell.held() if isinstance(item, Duty)]


def _sort_key(duty: Duty) -> SortKey:
    """Return all that tells one duty from another, for an order that does not depend on where the duty comes from."""
    return duty.text, duty_keys(duty), tuple((citation.source, citation.place) for citation in duty.citations)


# Two occupations


def _line_up_pairs(roles: Sequence[RoleWithMembers], evidence: DutyEvidence) -> LineupsWithEvidence:
    """Return a row for each pair of duties, and one for each duty that is left over.

    A duty left over that is the same work as a duty of a pair joins the row of that pair instead, after it.
    """
    left, right = (compared.role.duties for compared in roles)
    places = {id(duty): place for duties in (left, right) for place, duty in enumerate(duties)}

    def reading_order(pair: DutyPair) -> tuple[int, list[SortKey]]:
        return places[id(pair.left)] + places[id(pair.right)], sorted(map(_sort_key, (pair.left, pair.right)))

    pairs = sorted(pair_duties(left, right, evidence), key=reading_order)
    paired: KeyByDuty = {}
    evidence_by_key: dict[str, RowEvidence] = {}
    for pair in pairs:
        key = _unused_key(_pair_key(pair, evidence), evidence_by_key)
        evidence_by_key[key] = pair.evidence
        paired |= {id(pair.left): key, id(pair.right): key}
    keys = {
        **paired,
        **_keys_of_unpaired(left, [pair.right for pair in pairs], paired, evidence),
        **_keys_of_unpaired(right, [pair.left for pair in pairs], paired, evidence),
    }

    def paired_first(role: Role) -> list[Duty]:
        return sorted(role.duties, key=lambda duty: id(duty) not in paired)

    lineups = line_up(roles, paired_first, lambda duty: keys[id(duty)])
    return [
        (lineup, evidence_by_key.get(lineup.keys[0]) or _single_key_evidence(lineup, evidence)) for lineup in lineups
    ]


def _keys_of_unpaired(
    duties: Sequence[Duty], partners: Sequence[Duty], paired: KeyByDuty, evidence: DutyEvidence
) -> KeyByDuty:
    """Return the keys of one role's unpaired duties. `partners` are the paired duties of the other role.

    Each has the key of the partner that is the same work, the most similar of several, or else a key of its own.
    """
    keys: KeyByDuty = {}
    for duty in duties:
        if id(duty) not in paired:
            same_work = [partner for partner in partners if are_same_work(duty, partner)]
            nearest = min(
                same_work, key=lambda other: (-evidence.similarity(duty, other), _sort_key(other)), default=None
            )
            keys[id(duty)] = paired[id(nearest)] if nearest else duty_keys(duty)[0]
    return keys


def pair_duties(left: Sequence[Duty], right: Sequence[Duty], evidence: DutyEvidence) -> list[DutyPair]:
    """Return the best pairs overall, each duty in one pair at most.

    There are as many pairs of one activity as there can be; with so many, as many of one broader activity; with so many
    of both, the most similar in wording. Among equals, those by weaker evidence are of duties for which there is no
    stronger, then those whose words are most similar. Which role comes first changes nothing.
    """
    first, second = sorted(left, key=_sort_key), sorted(right, key=_sort_key)
    swapped = [*map(_sort_key, second)] < [*map(_sort_key, first)]
    if swapped:
        first, second = second, first
    found = {
        (row, column): strongest
        for row, column in evidence.candidates(first, second)
        if (strongest := evidence.strongest(first[row], second[column])) is not None
    }
    weights = _pair_weights(first, second, found, evidence)
    pairs = [(first[row], second[column], found[row, column]) for row, column in best_pairs(weights)]
    return [DutyPair(other, one, by) if swapped else DutyPair(one, other, by) for one, other, by in pairs]


def _pair_weights(
    first: Sequence[Duty],
    second: Sequence[Duty],
    found: Mapping[tuple[int, int], RowEvidence],
    evidence: DutyEvidence,
) -> dict[tuple[int, int], int]:
    """Return the weight of each possible pair: the strength of its evidence, then the two tie-breakers, as one number.

    Each part is multiplied by more than all pairs together can have of the next, so that it always counts first.
    """
    max_pairs = min(len(first), len(second))
    exact = [pair for pair, by in found.items() if by.kind == "activity"]
    exact_rows, exact_columns = {row for row, _ in exact}, {column for _, column in exact}
    weights = {}
    for (row, column), by in found.items():
        one, other = first[row], second[column]
        no_stronger = by.kind == "activity" or (row not in exact_rows) + (column not in exact_columns)
        similarity = evidence.similarity(one, other) + (_sort_key(one) == _sort_key(other))
        strength = _strength(by, max_pairs) * (2 * max_pairs + 1)
        weights[row, column] = (strength + no_stronger) * ((SAME + 1) * max_pairs + 1) + similarity
    return weights


def _strength(evidence: RowEvidence, max_pairs: int) -> int:
    """Return a weight such that the most pairs there can be of one kind weigh less than one pair of a stronger kind."""
    if evidence.kind == "wording":
        return round(SAME * (evidence.score or 0))
    broader = SAME * max_pairs + 1
    return broader if evidence.kind == "broader-activity" else broader * max_pairs + 1


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


def _unused_key(key: str, used: Mapping[str, RowEvidence]) -> str:
    """Return the key, with a number where other rows have it: two pairs may share one activity."""
    number = 1
    while (name := key if number == 1 else f"{key}#{number}") in used:
        number += 1
    return name


# More than two roles, and umbrella roles


def _line_up_groups(roles: Sequence[RoleWithMembers], evidence: DutyEvidence) -> LineupsWithEvidence:
    """Return a row for each activity; what one role alone has is joined by broader activities, and then by wording."""
    owned = [
        ((place, role.id), duty)
        for place, compared in enumerate(roles)
        for role in (compared.role, *compared.members)
        for duty in role.duties
    ]
    keys = _choose_keys(owned)
    broader = _choose_broader(owned, keys, evidence)

    def line_up_by(*joined_by: Mapping[str, str]) -> list[Lineup]:
        return line_up(
            roles, lambda role: role.duties, lambda duty: keys[id(duty)], *(found.get for found in joined_by)
        )

    lineups = line_up_by(broader)
    groups = _group_by_wording(lineups, evidence)
    if groups:
        lineups = line_up_by(broader, {key: name for name, group in groups.items() for key in group.keys})

    def find_evidence(lineup: Lineup) -> RowEvidence:
        if lineup.wider is None:
            return _single_key_evidence(lineup, evidence)
        if lineup.wider in groups:
            return wording_evidence(groups[lineup.wider].least_similarity)
        return RowEvidence(kind="broader-activity", id=lineup.wider, label=evidence.label(lineup.wider))

    return [(lineup, find_evidence(lineup)) for lineup in lineups]


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


def _choose_broader(owned: Sequence[OwnedDuty], keys: KeyByDuty, evidence: DutyEvidence) -> dict[str, str]:
    """Return for each key the broader activity of its duties that most roles have."""
    owners: dict[str, set[Owner]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    for owner, duty in owned:
        for name in evidence.all_broader(duty):
            owners[name].add(owner)
            found[keys[id(duty)]].add(name)
    return {key: max(sorted(names), key=lambda name: _count_owners(owners[name])) for key, names in found.items()}


class _WordingGroup(NamedTuple):
    """A group of keys of different roles that are all similar in wording, with the least similarity of any two."""

    keys: list[str]
    least_similarity: int


def _group_by_wording(lineups: Sequence[Lineup], evidence: DutyEvidence) -> dict[str, _WordingGroup]:
    """Return groups of similar wording, by name, of what one role alone has. No role is in a group twice.

    The most similar come together first.
    """
    alone = _duties_alone(lineups)
    similarity: dict[tuple[str, str], int] = {}
    for one, other in combinations(sorted(alone), 2):
        (place, duties), (other_place, other_duties) = alone[one], alone[other]
        if place != other_place and (
            score := max(evidence.comparable_wording(*pair) for pair in product(duties, other_duties))
        ):
            similarity[one, other] = score
    group_of = {key: [key] for key in alone}
    for one, other in sorted(similarity, key=lambda pair: (-similarity[pair], pair)):
        merged = sorted({*group_of[one], *group_of[other]})
        places = {alone[key][0] for key in merged}
        if len(places) == len(merged) and all(pair in similarity for pair in combinations(merged, 2)):
            group_of |= dict.fromkeys(merged, merged)
    return {
        WORDING + "+".join(keys): _WordingGroup(keys, min(similarity[pair] for pair in combinations(keys, 2)))
        for keys in group_of.values()
        if len(keys) > 1
    }


def _duties_alone(lineups: Sequence[Lineup]) -> dict[str, tuple[int, list[Duty]]]:
    """Return by key the duties that one compared role alone has, with the place of that role."""
    alone = {}
    for lineup in lineups:
        holders = [(place, duties) for place, cell in enumerate(lineup.cells) if (duties := _duties(cell))]
        if lineup.wider is None and len(holders) == 1:
            alone[lineup.keys[0]] = holders[0]
    return alone
