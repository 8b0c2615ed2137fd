"""Measure what could replace the areas of duties, which O*NET's occupations do not have. Prints; never fails.

    python benchmarks/kinds_of_work.py ../shared/data/onet/db_29_3_text.zip

For each replacement: how many pairs of bundled occupations whose shares by area are 20 points or more apart it puts in
the same order; and how far its own share lies from the share by area. docs/decisions/fit-points.md quotes it.
"""

import re
import statistics
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from rolecompare.comparison.traits import find_traits
from rolecompare.dataset import loader
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Role

APART = 20
INTERESTS = {"patient-contact": "1.B.1.d", "technology": "1.B.1.a", "desk-work": "1.B.1.f"}
WORDS = {
    "patient-contact": re.compile(r"\bpatients?\b", re.IGNORECASE),
    "technology": re.compile("laborator|specimen|\\btest|imag|x-ray|biological|equipment|instrument", re.IGNORECASE),
}
# Performing administrative activities, documenting or recording information, working with computers.
OFFICE = ("4.A.4.c.1.", "4.A.3.b.6.", "4.A.3.b.1.")
Shares = Mapping[str, float]


def main() -> None:
    library = loader.load_dataset(None)
    roles = [library.role(heading.id) for heading in library.headings if not heading.members]
    activities = _activities(sys.argv[1])
    for name, element in INTERESTS.items():
        areas = {role.id: _by_area(role, name) for role in roles}
        print(name)
        _print_agreement("  interest", areas, {role.id: _interest(role, element) for role in roles})

        def counts(found: tuple[str, str], name: str = name) -> bool:
            return found[0].startswith(OFFICE) if name not in WORDS else WORDS[name].search(found[1]) is not None

        tasks = {role.id: _share(activities.get(role.codes.onet_soc or "", {}), counts) for role in roles}
        _print_agreement("  tasks", areas, tasks)
        off = [abs(areas[role] - tasks[role]) for role in areas]
        print(f"           off by {statistics.mean(off):.0f} points, at most {max(off):.0f}")


def _by_area(role: Role, name: str) -> int:
    """Return the percentage of a bundled role's duties whose areas count toward a trait."""
    found = next(trait.low for trait in find_traits(RoleWithMembers(role)) if trait.name == name)
    assert isinstance(found, int)
    return found


def _interest(role: Role, element: str) -> float:
    return next(rating.interest.value for rating in role.ratings if rating.element == element and rating.interest)


def _share(tasks: Mapping[str, list[tuple[str, str]]], counts: Callable[[tuple[str, str]], bool]) -> float:
    """Return the percentage of tasks that have a detailed activity which counts."""
    return 100 * sum(any(map(counts, found)) for found in tasks.values()) / len(tasks) if tasks else 0.0


def _print_agreement(what: str, areas: Shares, other: Shares) -> None:
    pairs = [(a, b) for a, b in combinations(areas, 2) if abs(areas[a] - areas[b]) >= APART]
    agree = sum(0.5 if other[a] == other[b] else (areas[a] > areas[b]) == (other[a] > other[b]) for a, b in pairs)
    print(f"{what:10} {agree / len(pairs):.0%} of {len(pairs)} pairs in the same order")


def _activities(path: str) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return, for each occupation and task, the IDs and titles of its detailed activities."""
    with zipfile.ZipFile(path) as archive:
        names = {row["DWA ID"]: row["DWA Title"] for row in _rows(archive, "DWA Reference.txt")}
        found: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for row in _rows(archive, "Tasks to DWAs.txt"):
            tasks = found.setdefault(row["O*NET-SOC Code"], {})
            tasks.setdefault(row["Task ID"], []).append((row["DWA ID"], names[row["DWA ID"]]))
    return found


def _rows(archive: zipfile.ZipFile, table: str) -> Iterator[dict[str, str]]:
    name = next(name for name in archive.namelist() if name.endswith(f"/{table}"))
    head, *lines = archive.read(name).decode().splitlines()
    columns = head.split("\t")
    return (dict(zip(columns, line.split("\t"), strict=False)) for line in lines)


if __name__ == "__main__":
    main()
