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
TRAINER, COACH, SAFETY = "39-9031.00", "27-2022.00", "Explain and enforce safety rules and regulations"
SEED, PAIRS = 5, 200


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


def pairs() -> list[tuple[str, str]]:
    """Return pairs of codes: half are related occupations, which share much, and half are any two."""
    chance = random.Random(SEED)
    related = sorted({(row["O*NET-SOC Code"], row["Related O*NET-SOC Code"]) for row in onet("Related Occupations")})
    every = sorted(code for code, found in tasks().items() if found)
    anything = ((one, other) for one, other in (chance.sample(every, 2) for _ in range(PAIRS // 2)))
    return [*chance.sample(related, PAIRS // 2), *anything]


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


def test_medical_assistant_and_phlebotomist_share_five_detailed_activities(store: Store) -> None:
    assert evidence(rows_of(store, ASSISTANT, PHLEBOTOMIST))["activity"] == 5


def test_medical_assistant_and_laboratory_technician_collect_specimens(store: Store) -> None:
    rows = rows_of(store, ASSISTANT, TECHNICIAN)
    assert [row.label for row in rows if row.relation == "same"] == ["Collect biological specimens from patients"]


def test_near_identical_tasks_of_different_activities_share_a_row(store: Store) -> None:
    rows = rows_of(store, TRAINER, COACH)
    texts = [[[item.text for item in cell.items if isinstance(item, Duty)] for cell in row.cells] for row in rows]
    together = [all(any(SAFETY in text for text in cell) for cell in cells) for cells in texts]
    assert [row.relation for row, found in zip(rows, together, strict=True) if found] == ["alike"]
