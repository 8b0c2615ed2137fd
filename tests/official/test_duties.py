"""Check the paired tasks of O*NET occupations against the best pairs that the task links of O*NET 29.3 allow."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rolecompare.comparison.duties import duty_rows
from rolecompare.comparison.types import Row
from rolecompare.dataset import loader
from rolecompare.dataset.stored_roles import StoredRoles
from rolecompare.models.reference_data import RoleWithMembers
from rolecompare.models.roles import Activity, Duty, Role
from rolecompare.store.reader import Store
from tests.make import validated
from tests.official.files import onet

pytestmark = pytest.mark.official
ASSISTANT, PHLEBOTOMIST, TECHNICIAN = "31-9092.00", "31-9097.00", "29-2012.00"
SEED, PAIRS = 5, 200
EXACT = 1000  # more than the pairs there can be of a broader activity


@pytest.fixture(scope="module")
def store(onet_home: Path) -> Iterator[Store]:
    found = Store(str(onet_home))
    yield found
    found.close()


def rows_of(store: Store, *codes: str) -> tuple[Row, ...]:
    plain = [store.role(code) for code in codes]
    subjects = [RoleWithMembers(validated(Role, role)) for role in plain if role is not None]
    names = {name for subject in subjects for duty in subject.role.duties for name in duty.activities}
    activities = {}
    while names:
        raw = store.activity(names.pop())
        assert raw is not None
        activities[raw["id"]] = validated(Activity, raw)
        names |= {raw["broader"]} - activities.keys() if "broader" in raw else set()
    return duty_rows(subjects, activities)


def evidence(rows: tuple[Row, ...]) -> Counter[str]:
    """Count the rows that have both roles, by their evidence."""
    return Counter(row.evidence.kind for row in rows if row.evidence and row.relation != "only")


@cache
def tasks() -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in onet("Task Statements"):
        found[row["O*NET-SOC Code"]].append(row["Task ID"])
    return found


@cache
def links() -> dict[str, set[str]]:
    found = defaultdict(set)
    for row in onet("Tasks to DWAs"):
        found[row["Task ID"]].add(row["DWA ID"])
    return found


@cache
def intermediate_of() -> dict[str, str]:
    return {row["DWA ID"]: row["IWA ID"] for row in onet("DWA Reference")}


def best_matching(one: str, other: str) -> tuple[int, int]:
    """Return how many pairs of tasks can share a detailed activity, and how many more an intermediate one, one to one.

    This is a maximum-weight matching by augmenting paths, which Bellman and Ford's algorithm finds.
    """
    weights = {
        (a, b): EXACT if links()[a] & links()[b] else 1
        for a in tasks()[one]
        for b in tasks()[other]
        if not intermediate_activities(a).isdisjoint(intermediate_activities(b))
    }
    taken: dict[str, str] = {}  # the task of the first occupation that a task of the second has
    while True:
        left = {a: 0 for a, _ in weights if a not in taken.values()}
        right: dict[str, int] = {}
        before: dict[str, str] = {}
        changed = True
        while changed:
            changed = False
            for (a, b), value in weights.items():
                if a in left and taken.get(b) != a and (b not in right or left[a] + value > right[b]):
                    right[b], before[b], changed = left[a] + value, a, True
                    if b in taken:
                        left[taken[b]] = right[b] - weights[taken[b], b]
        free = [b for b in right if b not in taken and right[b] > 0]
        if not free:
            return divmod(sum(weights[a, b] for b, a in taken.items()), EXACT)
        end: str | None = max(free, key=lambda b: right[b])
        places = {a: b for b, a in taken.items()}
        while end is not None:
            taken[end] = before[end]
            end = places.get(before[end])


def intermediate_activities(task: str) -> set[str]:
    return {intermediate_of()[dwa] for dwa in links()[task]}


def pairs() -> list[tuple[str, str]]:
    """Return pairs of codes: half are related occupations, which share much, and half are any two."""
    chance = random.Random(SEED)
    related = sorted({(row["O*NET-SOC Code"], row["Related O*NET-SOC Code"]) for row in onet("Related Occupations")})
    every = sorted(code for code, found in tasks().items() if found)
    anything = ((one, other) for one, other in (chance.sample(every, 2) for _ in range(PAIRS // 2)))
    return [*chance.sample(related, PAIRS // 2), *anything]


def test_rows_of_two_hundred_pairs_are_the_best_matching(store: Store) -> None:
    found = {pair: evidence(rows_of(store, *pair)) for pair in pairs()}
    assert len(found) > PAIRS * 0.98
    assert {pair: (by["activity"], by["broader-activity"]) for pair, by in found.items()} == {
        pair: best_matching(*pair) for pair in found
    }
    assert sum(by["activity"] for by in found.values()) > PAIRS


def test_every_task_is_in_one_row_beside_a_task_with_a_shared_activity(store: Store) -> None:
    for pair in pairs()[:: PAIRS // 40]:
        rows = rows_of(store, *pair)
        for number, code in enumerate(pair):
            found = Counter(item.citations[0].place for row in rows for item in row.cells[number].items)
            assert found == Counter(f"Task Statements, task {task}" for task in tasks()[code])
        for row in rows:
            here, there = ([_dwas(item) for item in cell.items if isinstance(item, Duty)] for cell in row.cells)
            if row.relation == "same" and row.evidence and row.evidence.kind == "activity":
                assert all(any(mine & theirs for theirs in there) for mine in here)
                assert all(any(mine & theirs for mine in here) for theirs in there)
            if row.relation == "only":
                (code,) = (pair[1 - n] for n, cell in enumerate(row.cells) if cell.items)
                assert not any(mine & links()[task] for mine in (*here, *there) for task in tasks()[code])


def _dwas(duty: Duty) -> set[str]:
    return links()[duty.citations[0].place.rpartition(" ")[2]]


def test_no_occupation_of_the_store_has_a_bundled_activity(onet_home: Path) -> None:
    library = loader.load_dataset(None)
    bundled = {heading.codes.onet_soc for heading in library.headings}
    roles = StoredRoles(library, Store(str(onet_home)))
    duties = {
        code: roles.role(name, with_ratings=False).duties
        for name, code, _ in roles.store.titles()
        if code not in bundled
    }
    assert sum(map(bool, duties.values())) > 850
    assert not [
        (code, duty.text)
        for code, found in duties.items()
        for duty in found
        if not library.activities.keys().isdisjoint(duty.activities)
    ]


def test_medical_assistant_and_phlebotomist_share_six_detailed_activities(store: Store) -> None:
    rows = rows_of(store, ASSISTANT, PHLEBOTOMIST)
    assert evidence(rows) == {"activity": 6, "broader-activity": 1}
    assert best_matching(ASSISTANT, PHLEBOTOMIST) == (6, 1)


def test_medical_assistant_and_laboratory_technician_share_three_activities(
    store: Store,
) -> None:
    rows = rows_of(store, ASSISTANT, TECHNICIAN)
    shared = [(row.relation, row.label) for row in rows if row.relation != "only"]
    assert shared == [
        ("same", "Collect biological specimens from patients"),
        ("alike", "Prepare medical equipment or work areas for use"),
        ("alike", "Administer diagnostic tests to assess patient health"),
    ]
    assert best_matching(ASSISTANT, TECHNICIAN) == (1, 2)
