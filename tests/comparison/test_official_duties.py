"""Which tasks of O*NET 29.3 line up, through import and store, against the task links matched by other means."""

import csv
import io
import random
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.comparison.duties import duty_rows
from rolecompare.comparison.types import RoleWithMembers, Row
from rolecompare.models.roles import Activity, Duty, Role
from rolecompare.models.serialization import built
from rolecompare.store.reader import Store
from tests.official import ONET

pytestmark = pytest.mark.skipif(
    not ONET.is_file(), reason="the official files are not at hand: no shared/data/onet beside the repository"
)
ASSISTANT, PHLEBOTOMIST, TECHNICIAN = "31-9092.00", "31-9097.00", "29-2012.00"
SEED, PAIRS = 5, 200
EXACT = 1000  # more than the pairs there can be of a broader activity


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = str(tmp_path_factory.mktemp("official"))
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("ROLECOMPARE_HOME", home)
        assert CliRunner().invoke(app, ["import", "onet", str(ONET)]).exit_code == 0
    found = Store(home)
    yield found
    found.close()


def lined_up(store: Store, *codes: str) -> tuple[Row, ...]:
    plain = [store.role(code) for code in codes]
    subjects = [RoleWithMembers(built(Role, role)) for role in plain if role is not None]
    names = {name for subject in subjects for duty in subject.role.duties for name in _activities(duty)}
    activities = {}
    while names:
        raw = store.activity(names.pop())
        assert raw is not None
        activities[raw["id"]] = built(Activity, raw)
        names |= {raw["broader"]} - activities.keys() if "broader" in raw else set()
    return duty_rows(subjects, activities)


def _activities(duty: Duty) -> tuple[str, ...]:
    return (*((duty.activity,) if duty.activity else ()), *(duty.other_activities or ()))


def evidence(rows: tuple[Row, ...]) -> Counter[str]:
    """How many rows both roles stand in, by what they stand there for."""
    return Counter(row.evidence.by for row in rows if row.evidence and row.relation != "only")


# ── the tables, and the best pairs there can be ──────────────────────────────────────────────────────────────────────


@cache
def table(name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(ONET) as archive:
        text = archive.read(f"db_29_3_text/{name}.txt").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def tasks() -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in table("Task Statements"):
        found[row["O*NET-SOC Code"]].append(row["Task ID"])
    return found


@cache
def links() -> dict[str, set[str]]:
    found = defaultdict(set)
    for row in table("Tasks to DWAs"):
        found[row["Task ID"]].add(row["DWA ID"])
    return found


@cache
def intermediate() -> dict[str, str]:
    return {row["DWA ID"]: row["IWA ID"] for row in table("DWA Reference")}


def best(one: str, other: str) -> tuple[int, int]:
    """How many pairs of tasks can share a detailed activity, and with those how many an intermediate one, one to one.

    By augmenting paths, found as Bellman and Ford do: as long as giving up pairs for others gains anything.
    """
    worth = {
        (a, b): EXACT if links()[a] & links()[b] else 1
        for a in tasks()[one]
        for b in tasks()[other]
        if not wider(a).isdisjoint(wider(b))
    }
    taken: dict[str, str] = {}  # the task of the first occupation that a task of the second has
    while True:
        left = {a: 0 for a, _ in worth if a not in taken.values()}
        right: dict[str, int] = {}
        before: dict[str, str] = {}
        changed = True
        while changed:
            changed = False
            for (a, b), value in worth.items():
                if a in left and taken.get(b) != a and (b not in right or left[a] + value > right[b]):
                    right[b], before[b], changed = left[a] + value, a, True
                    if b in taken:
                        left[taken[b]] = right[b] - worth[taken[b], b]
        free = [b for b in right if b not in taken and right[b] > 0]
        if not free:
            return divmod(sum(worth[a, b] for b, a in taken.items()), EXACT)
        end: str | None = max(free, key=lambda b: right[b])
        places = {a: b for b, a in taken.items()}
        while end is not None:
            taken[end] = before[end]
            end = places.get(before[end])


def wider(task: str) -> set[str]:
    return {intermediate()[dwa] for dwa in links()[task]}


# ── what lines up ────────────────────────────────────────────────────────────────────────────────────────────────────


def pairs() -> list[tuple[str, str]]:
    """Half of them related occupations, which share much, and half any two."""
    chance = random.Random(SEED)
    related = sorted({(row["O*NET-SOC Code"], row["Related O*NET-SOC Code"]) for row in table("Related Occupations")})
    every = sorted(code for code, found in tasks().items() if found)
    anything = ((one, other) for one, other in (chance.sample(every, 2) for _ in range(PAIRS // 2)))
    return [*chance.sample(related, PAIRS // 2), *anything]


def test_of_two_hundred_pairs_the_rows_are_the_best_pairs_of_the_task_links(store: Store) -> None:
    found = {pair: evidence(lined_up(store, *pair)) for pair in pairs()}
    assert len(found) > PAIRS * 0.98
    assert {pair: (by["activity"], by["broader-activity"]) for pair, by in found.items()} == {
        pair: best(*pair) for pair in found
    }
    assert sum(by["activity"] for by in found.values()) > PAIRS


def test_every_task_stands_in_one_row_and_beside_one_that_it_shares_an_activity_with(store: Store) -> None:
    for pair in pairs()[:: PAIRS // 40]:
        rows = lined_up(store, *pair)
        for number, code in enumerate(pair):
            met = Counter(item.citations[0].place for row in rows for item in row.cells[number].items)
            assert met == Counter(f"Task Statements, task {task}" for task in tasks()[code])
        for row in rows:
            here, there = ([_dwas(item) for item in cell.items if isinstance(item, Duty)] for cell in row.cells)
            if row.relation == "same" and row.evidence and row.evidence.by == "activity":
                assert all(any(mine & theirs for theirs in there) for mine in here)
                assert all(any(mine & theirs for mine in here) for theirs in there)
            if row.relation == "only":
                (code,) = (pair[1 - n] for n, cell in enumerate(row.cells) if cell.items)
                assert not any(mine & links()[task] for mine in (*here, *there) for task in tasks()[code])


def _dwas(duty: Duty) -> set[str]:
    return links()[duty.citations[0].place.rpartition(" ")[2]]


def test_medical_assistants_and_phlebotomists_share_six_detailed_activities_task_by_task(store: Store) -> None:
    rows = lined_up(store, ASSISTANT, PHLEBOTOMIST)
    assert evidence(rows) == {"activity": 6, "broader-activity": 1}
    assert best(ASSISTANT, PHLEBOTOMIST) == (6, 1)


def test_medical_assistants_and_laboratory_technicians_share_one_detailed_activity_and_some_intermediate_ones(
    store: Store,
) -> None:
    rows = lined_up(store, ASSISTANT, TECHNICIAN)
    shared = [(row.relation, row.label) for row in rows if row.relation != "only"]
    assert shared == [
        ("same", "Collect biological specimens from patients"),
        ("alike", "Prepare medical equipment or work areas for use"),
        ("alike", "Administer diagnostic tests to assess patient health"),
    ]
    assert best(ASSISTANT, TECHNICIAN) == (1, 2)
