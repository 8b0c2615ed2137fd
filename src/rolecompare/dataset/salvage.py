"""A dataset of which some records are broken -> the faults of the whole that the rest of it shows.

What is broken is cut out, as little as can be, so that one run tells every fault; a record of which a part is gone
still counts as there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from rolecompare.dataset.references import Parts, reference_problems
from rolecompare.errors import Problem
from rolecompare.models.base import Unsound
from rolecompare.models.claims import Claim
from rolecompare.models.roles import Activity, Role
from rolecompare.models.serialization import built_parts
from rolecompare.models.sources import Source, Statement

Step = str | int
Steps = tuple[Step, ...]
PARTS: Mapping[str, type] = {"sources": Source, "activities": Activity, "roles": Role, "claims": Claim}
NEEDED = {"sources", "roles"}
# What stands after these in an error's location is the side of a union that was tried, not a key of the file.
UNIONS = ("pay", "employment", "projections", "openings", "levels", "evidence")
SIDES = ("known", "level", "missing", "setting", "statement")
# Stand-ins for required fields that are gone. A name is unlike any other, so that it seems to be nobody's.
NAMES = ("id", "title", "number")
TIES = ("roles", "contradicts")  # what others rely on a record for, whatever else is wrong with it
GONE: Mapping[str, object] = {"summary": Statement(text="?", citations=()), "roles": (), "citations": ()}


def steps(location: tuple[int | str, ...]) -> Steps:
    """The keys and numbers that lead to a place in the file."""
    found: list[Step] = []
    for position, step in enumerate(location):
        before = location[position - 1] if position else ""
        listed = position > 1 and isinstance(before, int) and location[position - 2] in UNIONS
        if not (isinstance(step, str) and (listed or before == "share") and step in SIDES):
            found.append(step)
    # A number may be an integer or not; which of the two was tried is nobody's business.
    return tuple(found[:-1] if found[-1:] in (["int"], ["float"]) else found)


def placed(path: Iterable[Step]) -> str:
    """`roles[3].outlook.pay[1]`"""
    place = ""
    for step in path:
        place = f"{place}[{step}]" if isinstance(step, int) else joined(place, step)
    return place


def joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place and place != "(top)" else name


def flaws_of_the_rest(raw: Mapping[str, Any], broken: Iterable[tuple[Steps, bool]]) -> Iterator[Problem]:
    """Faults between records, given the places of the faults inside them and whether each is a field too many."""
    cuts = {_cut(path, alone=alone) for path, alone in broken}
    salvage = _Salvage(cuts)
    records = {part: tuple(salvage.records(part, raw.get(part))) for part in PARTS}
    default = salvage.pruned(raw.get("default_comparison"), ("default_comparison",))
    named = tuple(name for name in default if isinstance(name, str)) if isinstance(default, list) else ()
    unread = frozenset(part for part in PARTS if not isinstance(raw.get(part, []), list) or part in NEEDED - raw.keys())
    if any(path[0] == "claims" and "contradicts" in path for path in cuts if path):
        unread |= {"contradicts"}
    parts = Parts(**records, default_comparison=named, unread=unread)
    for flaw in reference_problems(parts):
        yield replace(flaw, path=salvage.restored(flaw.path))


def _cut(path: Steps, *, alone: bool) -> Steps:
    """The least that goes with a fault: the field too many, else the innermost item of a list, else the field."""
    if alone:
        return path
    inner = max((n for n, step in enumerate(path) if n > 1 and isinstance(step, int)), default=None)
    return path[: inner + 1] if inner is not None else path[:3]


class _Salvage:
    def __init__(self, cuts: set[Steps]) -> None:
        self.cuts = cuts
        self.dropped: dict[str, set[int]] = {}  # numbers that are gone, by the place of their list in the file

    def records(self, part: str, values: object) -> Iterator[Any]:
        for number, value in enumerate(values if isinstance(values, list) else ()):
            left = self._left(PARTS[part], value if isinstance(value, dict) else {}, (part, number))
            try:
                yield self._record(PARTS[part], left, (part, number))
            except Unsound:  # each field is in order, but they do not go together: what it is called still stands
                names = {name: left[name] for name in (*NAMES, *TIES) if name in left}
                yield self._record(PARTS[part], names, (part, number))

    def _left(self, kind: type, value: Mapping[str, Any], path: Steps) -> dict[str, Any]:
        """What is left of a record's fields."""
        names = [field.name for field in fields(kind) if field.name in value and (*path, field.name) not in self.cuts]
        return {name: self.pruned(value[name], (*path, name)) for name in names}

    def _record(self, kind: type, left: Mapping[str, Any], path: Steps) -> Any:
        made = built_parts(kind, left)
        for field in fields(kind):
            if field.name not in made and field.default is MISSING:
                stand_in = f"\0{path}" if field.name in NAMES else "?"
                made[field.name] = GONE.get(field.name, stand_in)
        return kind(**made)

    def pruned(self, value: Any, path: Steps) -> Any:
        """The value without what was cut out of it."""
        if isinstance(value, dict):
            return {k: self.pruned(v, (*path, k)) for k, v in value.items() if (*path, k) not in self.cuts}
        if isinstance(value, list):
            gone = {number for number in range(len(value)) if (*path, number) in self.cuts}
            if gone:
                self.dropped[placed(path)] = gone
            return [self.pruned(v, (*path, n)) for n, v in enumerate(value) if n not in gone]
        return value

    def restored(self, place: str) -> str:
        """A place in what is left, as the place in the file."""
        found = ""
        for piece in place.replace("]", "").split("["):
            number, dot, rest = piece.partition(".")
            found = f"{found}[{self._original(found, int(number))}]{dot}{rest}" if found else piece
        return found

    def _original(self, place: str, number: int) -> int:
        gone = self.dropped.get(place, set())
        for original in range(number + len(gone) + 1):
            if original not in gone:
                number -= 1
                if number < 0:
                    return original
        raise AssertionError(place)
