"""Line up items of several roles in rows: those that share a key, and then those that share a broader key.

An item is in one row at most. Nothing is forced: an item without a partner has a row of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from rolecompare.comparison.types import Cell, MemberItems, Relation
from rolecompare.models.figures import Missing
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Item, Role

T = TypeVar("T", bound=Item)
ORDER: tuple[Relation, ...] = ("same", "alike", "differs", "missing", "only")  # of the rows of a section


class Lineup(NamedTuple):
    """A row before its label and evidence are known.

    `keys` are those of its items, `cells` one for each role, and `wider` the broader key that joined the keys, if one
    did.
    """

    keys: tuple[str, ...]
    cells: tuple[Cell, ...]
    wider: str | None = None


class ItemsByKey(Generic[T]):
    """The items of one compared role by key: its own, and those of each member."""

    def __init__(
        self, compared: RoleWithMembers, items: Callable[[Role], Iterable[T]], key: Callable[[T], str]
    ) -> None:
        """Sort the items of a role and of its members by their keys."""
        self.role = compared.role.id
        self.own = _by_key(items(compared.role), key)
        self.members = {member.id: _by_key(items(member), key) for member in compared.members}
        counts = Counter(name for found in self.members.values() for name in found)
        # Own keys first, then members' keys, those of more members first; each in the order of its role.
        self.keys = dict.fromkeys([*self.own, *sorted(counts, key=lambda name: -counts[name])])

    def cell(self, key: str | None) -> Cell:
        """Return the cell of the role in the row of a key; an empty one for None."""
        own = self.own.get(key, ()) if key is not None else ()
        if not self.members:
            return Cell(role=self.role, items=own)
        members = tuple(
            MemberItems(role=member, items=items[key]) for member, items in self.members.items() if key in items
        )
        return Cell(role=self.role, items=own, members=members, member_count=len(self.members))


def line_up(
    roles: Sequence[RoleWithMembers],
    items: Callable[[Role], Iterable[T]],
    key: Callable[[T], str],
    *broader_keys: Callable[[str], str | None],
) -> list[Lineup]:
    """Return rows by key, then by each broader key among what one role alone has.

    Shared rows come first, then those of one role alone, role by role. What stands first in the roles that share it
    comes first; which role comes first changes nothing in that.
    """
    by_role = [ItemsByKey(compared, items, key) for compared in roles]
    keys = dict.fromkeys(name for found in by_role for name in found.keys)
    owners = {name: [place for place, found in enumerate(by_role) if name in found.keys] for name in keys}
    joined: list[tuple[str, tuple[str | None, ...]]] = []
    taken: set[str | None] = set()
    for broader in broader_keys:
        joined += _join([name for name in keys if name not in taken], owners, broader, len(by_role))
        taken = {name for _, names in joined for name in names}
    lineups = [Lineup((name,), tuple(found.cell(name) for found in by_role)) for name in keys if name not in taken]
    for wide, names in joined:
        cells = tuple(found.cell(name) for found, name in zip(by_role, names, strict=True))
        lineups.append(Lineup(tuple(name for name in names if name is not None), cells, wide))
    places = [{name: place for place, name in enumerate(found.keys)} for found in by_role]
    return sorted(lineups, key=lambda lineup: _sort_key(lineup, places))


def _by_key(items: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    found: dict[str, tuple[T, ...]] = {}
    for item in items:
        name = key(item)
        found[name] = (*found.get(name, ()), item)
    return found


def _join(
    keys: Iterable[str], owners: Mapping[str, Sequence[int]], broader: Callable[[str], str | None], role_count: int
) -> list[tuple[str, tuple[str | None, ...]]]:
    """Join keys that one role alone has with those of other roles under the same broader key, one to one, in order.

    Returns each broader key with the key of each role, None where a role has none left.
    """
    columns_by_broader: dict[str, list[list[str]]] = {}
    for name in keys:
        if len(owners[name]) == 1 and role_count > 1 and (wide := broader(name)) is not None:
            columns = columns_by_broader.setdefault(wide, [[] for _ in range(role_count)])
            columns[owners[name][0]].append(name)
    joined = []
    for wide, columns in columns_by_broader.items():
        depth = sorted(map(len, columns))[-2]  # as far down as two roles still meet
        for n in range(depth):
            joined.append((wide, tuple(column[n] if n < len(column) else None for column in columns)))
    return joined


def relation(cells: Sequence[Cell], *, exact: bool = True) -> Relation:
    """Return how the roles relate in a row of things that a role has or has not.

    `same` where all have it, `alike` where all have something near it (not `exact`) or only some members of an umbrella
    role do, `only` where one role has it, `differs` where several have it and others not.
    """
    extents = [_extent(cell) for cell in cells]
    holders = sum(extent != "none" for extent in extents)
    if holders == len(cells) and len(cells) > 1:
        return "same" if exact and all(extent == "whole" for extent in extents) else "alike"
    return "only" if holders <= 1 else "differs"


def _extent(cell: Cell) -> str:
    """Return how far a role has what a row is about; an umbrella role has it as far as its members do."""
    own = any(not isinstance(item, Missing) for item in cell.items)
    if cell.member_count is None:
        return "whole" if own else "none"
    if len(cell.members) == cell.member_count:
        return "whole"
    return "part" if own or cell.members else "none"


def _sort_key(lineup: Lineup, places: Sequence[Mapping[str, int]]) -> tuple[int, int, float, list[str]]:
    """Return the sort key of a row: shared rows by the mean of their places, then rows of one role, role by role."""
    kind = relation(lineup.cells, exact=lineup.wider is None)
    first_owner = 0
    if kind == "only":
        first_owner = next(place for place, cell in enumerate(lineup.cells) if _extent(cell) != "none")
    found = [place[key] for key in lineup.keys for place in places if key in place]
    return ORDER.index(kind), first_owner, sum(found) / len(found), sorted(lineup.keys)
