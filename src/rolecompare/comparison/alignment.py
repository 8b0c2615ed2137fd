"""Items of several roles -> rows: what shares a key stands side by side, and then what shares a wider key.

An item lines up once at most. Nothing is forced: an item without a partner has a row of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from rolecompare.comparison.types import Cell, Item, MemberItems, Relation, RoleWithMembers
from rolecompare.models.figures import Missing
from rolecompare.models.roles import Role

T = TypeVar("T", bound=Item)
ORDER: tuple[Relation, ...] = ("same", "alike", "differs", "missing", "only")


class Lineup(NamedTuple):
    """A row in the making: the keys that stand in it, by role, and the wider key that joined them, if one did."""

    keys: tuple[str, ...]
    cells: tuple[Cell, ...]
    wider: str | None = None


class Holdings(Generic[T]):
    """One subject's items by key: its own, and those of each member."""

    def __init__(self, subject: RoleWithMembers, items: Callable[[Role], Iterable[T]], key: Callable[[T], str]) -> None:
        self.subject = subject
        self.own = _by_key(items(subject.role), key)
        self.members = {member.id: _by_key(items(member), key) for member in subject.members}
        counts = Counter(name for held in self.members.values() for name in held)
        # Own keys first, then members' keys, those of more members first; each in the order of its role.
        self.keys = dict.fromkeys([*self.own, *sorted(counts, key=lambda name: -counts[name])])

    def cell(self, key: str | None) -> Cell:
        role = self.subject.role.id
        own = self.own.get(key, ()) if key is not None else ()
        if not self.subject.members:
            return Cell(role=role, items=own)
        held = tuple(
            MemberItems(role=member, items=items[key]) for member, items in self.members.items() if key in items
        )
        return Cell(role=role, items=own, members=held, member_count=len(self.subject.members))


def line_up(
    subjects: Sequence[RoleWithMembers],
    items: Callable[[Role], Iterable[T]],
    key: Callable[[T], str],
    *widers: Callable[[str], str | None],
) -> list[Lineup]:
    """Rows by key, then by each wider key among what is left alone; shared rows first, each role's own in its order.

    What stands first in the roles that share it comes first; which role comes first changes nothing in that.
    """
    held = [Holdings(subject, items, key) for subject in subjects]
    found = dict.fromkeys(name for holdings in held for name in holdings.keys)
    owners = {name: [n for n, holdings in enumerate(held) if name in holdings.keys] for name in found}
    joined: list[tuple[str, tuple[str | None, ...]]] = []
    taken: set[str | None] = set()
    for wider in widers:
        joined += _joined([name for name in found if name not in taken], owners, wider, len(held))
        taken = {name for _, names in joined for name in names}
    lineups = [Lineup((name,), tuple(holdings.cell(name) for holdings in held)) for name in found if name not in taken]
    for wide, names in joined:
        cells = tuple(holdings.cell(name) for holdings, name in zip(held, names, strict=True))
        lineups.append(Lineup(tuple(name for name in names if name is not None), cells, wide))
    places = [{name: place for place, name in enumerate(holdings.keys)} for holdings in held]
    return sorted(lineups, key=lambda lineup: _position(lineup, places))


def _by_key(items: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    found: dict[str, tuple[T, ...]] = {}
    for item in items:
        name = key(item)
        found[name] = (*found.get(name, ()), item)
    return found


def _joined(
    found: Iterable[str], owners: dict[str, list[int]], wider: Callable[[str], str | None], roles: int
) -> list[tuple[str, tuple[str | None, ...]]]:
    """Keys that one role alone has, beside those of other roles under the same wider key, one to one, in order."""
    lonely: dict[str, list[list[str]]] = {}
    for name in found:
        if len(owners[name]) == 1 and roles > 1 and (wide := wider(name)) is not None:
            lonely.setdefault(wide, [[] for _ in range(roles)])[owners[name][0]].append(name)
    joined = []
    for wide, columns in lonely.items():
        depth = sorted(map(len, columns))[-2]  # as far down as two roles still meet
        for n in range(depth):
            joined.append((wide, tuple(column[n] if n < len(column) else None for column in columns)))
    return joined


def relation(cells: Sequence[Cell], *, exact: bool = True) -> Relation:
    """What the roles are to one another in a row of things that a role has or has not.

    `same` where all have it, `alike` where all have something near it or only some members of an umbrella do,
    `only` where one role has it, `differs` where several have it and others not.
    """
    extents = [_extent(cell) for cell in cells]
    holders = sum(extent != "none" for extent in extents)
    if holders == len(cells) and len(cells) > 1:
        return "same" if exact and all(extent == "whole" for extent in extents) else "alike"
    return "only" if holders <= 1 else "differs"


def _extent(cell: Cell) -> str:
    """How far a role has what a row is about. What is said of an umbrella holds as far as its members have it."""
    own = any(not isinstance(item, Missing) for item in cell.items)
    if cell.member_count is None:
        return "whole" if own else "none"
    if len(cell.members) == cell.member_count:
        return "whole"
    return "part" if own or cell.members else "none"


def _position(lineup: Lineup, places: Sequence[Mapping[str, int]]) -> tuple[int, int, float, list[str]]:
    """Shared rows first, by their place in the mean of the roles; then the rows of one role alone, role by role."""
    kind = relation(lineup.cells, exact=lineup.wider is None)
    alone = [n for n, cell in enumerate(lineup.cells) if _extent(cell) != "none"] if kind == "only" else [0]
    found = [place[key] for key in lineup.keys for place in places if key in place]
    return ORDER.index(kind), alone[0], sum(found) / len(found), sorted(lineup.keys)
