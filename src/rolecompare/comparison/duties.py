"""Duties side by side: by the activity they are instances of, then by its broader activity, else by wording.

Two occupations are paired duty by duty, as well as can be; more than two, and umbrellas, stand in rows by activity. Why
so: docs/why/one-to-one.md; how far wording can be trusted: docs/why/wording.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from rolecompare.comparison.alignment import ORDER, Lineup, line_up, relation
from rolecompare.comparison.assignment import best_pairs
from rolecompare.comparison.evidence import WORDING, DutyEvidence, are_same_work, duty_keys, wording_evidence
from rolecompare.comparison.types import Cell, RoleWithMembers, Row, RowEvidence
from rolecompare.comparison.wording import SAME
from rolecompare.models.roles import Activity, Duty, Role

Lined = list[tuple[Lineup, RowEvidence]]
Owner = tuple[int, str]  # which subject, and there which role
Content = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]


class Pair(NamedTuple):
    """Two duties that line up, and on what ground."""

    left: Duty
    right: Duty
    ground: RowEvidence


def duty_rows(subjects: Sequence[RoleWithMembers], activities: Mapping[str, Activity]) -> tuple[Row, ...]:
    """Shared rows first, then those of one role alone."""
    ties = DutyEvidence(activities)
    occupations = len(subjects) == 2 and not any(subject.members for subject in subjects)
    lined = _paired(subjects, ties) if occupations else _gathered(subjects, ties)
    rows = (_row(lineup, ground) for lineup, ground in lined)
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.relation)))


def _row(lineup: Lineup, ground: RowEvidence) -> Row:
    texts = (duty.text for cell in lineup.cells for duty in _duties(cell))
    return Row(
        key="+".join(sorted(lineup.keys)),
        label=ground.label or min(texts),
        relation=relation(lineup.cells, exact=_one_work(lineup.cells)),
        evidence=ground,
        cells=lineup.cells,
    )


def _own(lineup: Lineup, ties: DutyEvidence) -> RowEvidence:
    """What stands under one key: by its activity, or by words, which are the same where several roles have them."""
    (key,) = lineup.keys
    if not key.startswith(WORDING):
        return RowEvidence(kind="activity", id=key, label=ties.label(key))
    return wording_evidence(SAME) if relation(lineup.cells) != "only" else RowEvidence(kind="wording")


def _one_work(cells: Sequence[Cell]) -> bool:
    """Whether any two roles of a row have a duty in common there, and not merely like ones."""
    held = [found for cell in cells if (found := _duties(cell))]
    return all(any(are_same_work(*pair) for pair in product(*two)) for two in combinations(held, 2))


def _duties(cell: Cell) -> list[Duty]:
    return [item for item in cell.held() if isinstance(item, Duty)]


# ── two occupations ──────────────────────────────────────────────────────────────────────────────────────────────────


def _paired(subjects: Sequence[RoleWithMembers], ties: DutyEvidence) -> Lined:
    """A row for each pair. What is left over but is one work with a duty of a pair stands after it, in its row."""
    left, right = (subject.role.duties for subject in subjects)
    places = {id(duty): place for duties in (left, right) for place, duty in enumerate(duties)}
    pairs = sorted(
        pairs_of(left, right, ties),
        key=lambda pair: (places[id(pair.left)] + places[id(pair.right)], sorted(map(_content, pair[:2]))),
    )
    keys: dict[int, str] = {}
    grounds: dict[str, RowEvidence] = {}
    for pair in pairs:
        key = _free(_key(pair, ties), grounds)
        grounds[key] = pair.ground
        keys |= {id(pair.left): key, id(pair.right): key}
    paired = dict(keys)
    for mine, partners in ((left, [pair.right for pair in pairs]), (right, [pair.left for pair in pairs])):
        for duty in mine:
            if id(duty) not in paired:
                near = [other for other in partners if are_same_work(duty, other)]
                nearest = min(near, key=lambda other: (-ties.likeness(duty, other), _content(other)), default=None)
                keys[id(duty)] = paired[id(nearest)] if nearest else duty_keys(duty)[0]

    def pairs_first(role: Role) -> list[Duty]:
        return sorted(role.duties, key=lambda duty: id(duty) not in paired)

    lineups = line_up(subjects, pairs_first, lambda duty: keys[id(duty)])
    return [(lineup, grounds.get(lineup.keys[0]) or _own(lineup, ties)) for lineup in lineups]


def pairs_of(left: Sequence[Duty], right: Sequence[Duty], ties: DutyEvidence) -> list[Pair]:
    """Each duty in one pair at most, and the best pairs overall.

    As many pairs of one activity as there can be; with so many, as many of one broader activity; with so many of both,
    the most alike in wording. Among equals, those by weaker evidence are of duties for which there is no stronger; then
    those whose words are most alike. Which role comes first changes nothing.
    """
    first, second = sorted(left, key=_content), sorted(right, key=_content)
    turned = [*map(_content, second)] < [*map(_content, first)]
    if turned:
        first, second = second, first
    most = min(len(first), len(second))
    grounds = {
        (n, m): ground
        for n, m in ties.candidates(first, second)
        if (ground := ties.strongest(first[n], second[m])) is not None
    }
    exact = [pair for pair, ground in grounds.items() if ground.kind == "activity"]
    rows, columns = {n for n, _ in exact}, {m for _, m in exact}
    weights = {}
    for (n, m), ground in grounds.items():
        no_stronger = ground.kind == "activity" or (n not in rows) + (m not in columns)
        alike = ties.likeness(first[n], second[m]) + (_content(first[n]) == _content(second[m]))
        weights[n, m] = (_strength(ground, most) * (2 * most + 1) + no_stronger) * ((SAME + 1) * most + 1) + alike
    found = ((first[n], second[m], grounds[n, m]) for n, m in best_pairs(weights))
    return [Pair(other, one, ground) if turned else Pair(one, other, ground) for one, other, ground in found]


def _strength(ground: RowEvidence, most: int) -> int:
    """Weights of evidence, such that the most pairs there can be of a weaker kind weigh less than one of a stronger."""
    if ground.kind == "wording":
        return round(SAME * (ground.score or 0))
    broader = SAME * most + 1
    return broader if ground.kind == "broader-activity" else broader * most + 1


def _content(duty: Duty) -> Content:
    """All that tells one duty from another: an order of duties that is the same whatever role and place they are in."""
    return duty.text, duty_keys(duty), tuple((citation.source, citation.place) for citation in duty.citations)


def _key(pair: Pair, ties: DutyEvidence) -> str:
    """The activity that the two share, or what each is known by."""
    shared = pair.ground.id
    if pair.ground.kind == "activity" and shared is not None:
        return shared
    near = ([key for key in duty_keys(duty) if shared and ties.broader(key) == shared] for duty in pair[:2])
    names = {(found or duty_keys(duty))[0] for duty, found in zip(pair[:2], near, strict=True)}
    return "+".join(sorted(names))


def _free(key: str, taken: Mapping[str, RowEvidence]) -> str:
    """The key, with a number where other rows have it: two pairs may share one activity."""
    number = 1
    while (name := key if number == 1 else f"{key}#{number}") in taken:
        number += 1
    return name


# ── more than two, and umbrellas ─────────────────────────────────────────────────────────────────────────────────────


def _gathered(subjects: Sequence[RoleWithMembers], ties: DutyEvidence) -> Lined:
    """A row for each activity; what one role alone has is joined by broader activities, and then by wording."""
    owned = [
        ((number, role.id), duty)
        for number, subject in enumerate(subjects)
        for role in (subject.role, *subject.members)
        for duty in role.duties
    ]
    keys = _gathering(owned)
    broader = _widest(owned, keys, ties)

    def lined(*widers: Mapping[str, str]) -> list[Lineup]:
        by = (found.get for found in widers)
        return line_up(subjects, lambda role: role.duties, lambda duty: keys[id(duty)], *by)

    lineups = lined(broader)
    alike, scores = _alike(lineups, ties)
    if alike:
        lineups = lined(broader, alike)

    def ground(lineup: Lineup) -> RowEvidence:
        match lineup.wider:
            case None:
                return _own(lineup, ties)
            case wider if wider in scores:
                return wording_evidence(scores[wider])
            case wider:
                return RowEvidence(kind="broader-activity", id=wider, label=ties.label(wider))

    return [(lineup, ground(lineup)) for lineup in lineups]


def _gathering(owned: Sequence[tuple[Owner, Duty]]) -> dict[int, str]:
    """The key of each duty: of the activities that it is an instance of, the one that most others share."""
    holders: dict[str, list[tuple[Owner, Duty]]] = defaultdict(list)
    for owner, duty in owned:
        for key in duty_keys(duty):
            holders[key].append((owner, duty))

    def best(duty: Duty) -> str:
        shared = [key for key in sorted(duty_keys(duty)) if len({owner for owner, _ in holders[key]}) > 1]
        return max(shared, key=lambda key: _reach(owner for owner, _ in holders[key]), default=duty_keys(duty)[0])

    keys = {id(duty): best(duty) for _, duty in owned}
    standing: dict[str, list[Owner]] = defaultdict(list)
    for owner, duty in owned:
        standing[keys[id(duty)]].append(owner)
    # What is left alone because all others of its activities stand by another of theirs stands with them.
    for owner, duty in sorted(owned, key=lambda pair: _content(pair[1])):
        here = keys[id(duty)]
        subjects, roles = _reach(standing[here])
        if subjects > 1:
            continue
        others = [(whose, keys[id(other)]) for key in duty_keys(duty) for whose, other in holders[key]]
        near = {there for whose, there in others if whose[0] != owner[0]} or (
            {there for whose, there in others if whose != owner} if roles == 1 else set[str]()
        )
        if near:
            keys[id(duty)] = max(sorted(near), key=lambda there: _reach(standing[there]))
            standing[here].remove(owner)
            standing[keys[id(duty)]].append(owner)
    return keys


def _reach(owners: Iterable[Owner]) -> tuple[int, int]:
    """How many subjects have something, and how many roles."""
    roles = set(owners)
    return len({subject for subject, _ in roles}), len(roles)


def _widest(owned: Sequence[tuple[Owner, Duty]], keys: Mapping[int, str], ties: DutyEvidence) -> dict[str, str]:
    """By key the broader activity of its duties that most roles have."""
    owners: dict[str, set[Owner]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    for owner, duty in owned:
        for name in ties.all_broader(duty):
            owners[name].add(owner)
            found[keys[id(duty)]].add(name)
    return {key: max(sorted(names), key=lambda name: _reach(owners[name])) for key, names in found.items()}


def _alike(lineups: Sequence[Lineup], ties: DutyEvidence) -> tuple[dict[str, str], dict[str, int]]:
    """By key of what one role alone has the group of like wording that it joins; and by group the least likeness in it.

    The most alike come together first. In a group each is like each other, and no role is there twice.
    """
    lone: dict[str, tuple[int, list[Duty]]] = {}
    for lineup in lineups:
        holders = [(n, duties) for n, cell in enumerate(lineup.cells) if (duties := _duties(cell))]
        if lineup.wider is None and len(holders) == 1:
            lone[lineup.keys[0]] = holders[0]
    scores: dict[tuple[str, str], int] = {}
    for one, other in combinations(sorted(lone), 2):
        (here, mine), (there, yours) = lone[one], lone[other]
        if here != there and (score := max(ties.wording(*pair) for pair in product(mine, yours))):
            scores[one, other] = score
    groups = {key: [key] for key in lone}
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        joined = sorted({*groups[one], *groups[other]})
        roles = {lone[key][0] for key in joined}
        if len(roles) == len(joined) and all(pair in scores for pair in combinations(joined, 2)):
            groups |= dict.fromkeys(joined, joined)
    together = [keys for keys in groups.values() if len(keys) > 1]
    least = {WORDING + "+".join(keys): min(scores[pair] for pair in combinations(keys, 2)) for keys in together}
    return {key: WORDING + "+".join(keys) for keys in together for key in keys}, least
