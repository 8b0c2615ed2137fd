"""The local store is written completely or not at all, read one role at a time, and refused if it is damaged."""

import json
import multiprocessing
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rolecompare.cli.app import app
from rolecompare.dataset.loader import load_dataset
from rolecompare.dataset.repository import Repository
from rolecompare.errors import CorruptStoreError, FileError
from rolecompare.store import reader, schema, writer
from rolecompare.store.reader import Store
from rolecompare.store.writer import write_store
from tests import make
from tests.small_downloads import many, oews, onet

FORKS = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="another process is made by fork"
)
KILLS = 50


def import_(*words: str) -> None:
    """Run an import without output, in a process of its own."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    app(["import", *words], prog_name="rolecompare")


@contextmanager
def importing(*words: str) -> Iterator[Any]:
    """Start an import in a process of its own, which has ended when the block ends."""
    process = multiprocessing.get_context("fork").Process(target=import_, args=words)
    process.start()
    try:
        yield process
    finally:
        process.join(60)
        process.kill()
        process.join()


def imported(*words: str) -> None:
    with importing(*words) as process:
        process.join()
        assert process.exitcode == 0


def parts(home: Path) -> list[str]:
    return [path.name for path in home.iterdir() if path.name.endswith(".part")]


def plain_role(title: str = "Testers", code: str = "11-1000.00", **more: Any) -> make.Plain:
    role = make.role("any", code, title=title, other_titles=[], **more)
    del role["id"]  # which the store makes
    return {"duties": [], "training": {}, "ratings": [], "related": [], **role}


def titles(found: Store) -> list[tuple[str, str, str]]:
    """Return id, code and title of every role."""
    return [(name, code, head["title"]) for name, code, head in found.headings()]


def store_roles(home: Path, *roles: make.Plain) -> Store:
    with write_store(str(home)) as draft:
        draft.put_source(make.source())
        draft.put_roles(roles)
    return Store(str(home))


# All or nothing


def killed_sometime(home: Path, words: Sequence[str], within: float, *, writing: bool) -> bool:
    """Kill an import at a random moment, or at one while it writes; return whether it was writing."""
    chance = random.Random()
    with importing(*words) as process:
        part = home / f"{schema.FILE_NAME}.{process.pid}{schema.PART_SUFFIX}"
        if writing:
            while process.is_alive() and not part.exists():
                time.sleep(0.0005)
        time.sleep(chance.uniform(0, within))
        process.kill()
        process.join()
    return part.exists()


@FORKS
@pytest.mark.slow
def test_killed_import_leaves_the_store_unchanged(home: Path, tmp_path: Path) -> None:
    imported("onet", onet(tmp_path, many(60, "Testers"), "29.2"))
    old = (home / schema.FILE_NAME).read_bytes()
    before = Store(str(home)).role("11-1007.00")
    words = ("onet", onet(tmp_path, many(300, "Judges"), "29.3"))
    begun = time.monotonic()
    imported(*words)
    whole = time.monotonic() - begun
    new = (home / schema.FILE_NAME).read_bytes()
    assert new != old
    at_work = 0
    for number in range(KILLS):
        (home / schema.FILE_NAME).write_bytes(old)
        at_work += killed_sometime(home, words, whole * (0.6 if number % 2 else 1), writing=number % 2 == 1)
        assert (home / schema.FILE_NAME).read_bytes() in (old, new)  # new where it came too late
        if (home / schema.FILE_NAME).read_bytes() == old:
            assert Store(str(home)).role("11-1007.00") == before
    assert at_work >= 1  # on a busy machine most come too early or too late
    (home / schema.FILE_NAME).write_bytes(old)
    imported(*words)
    assert (home / schema.FILE_NAME).read_bytes() == new
    assert sorted(path.name for path in home.iterdir()) == [schema.FILE_NAME, schema.LOCK_NAME]


def test_failing_block_creates_no_store(home: Path) -> None:
    def roles() -> Iterator[make.Plain]:
        yield plain_role()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), write_store(str(home)) as draft:
        draft.put_roles(roles())
    assert [path.name for path in home.iterdir()] == [schema.LOCK_NAME]


def test_second_import_replaces_the_roles_of_the_first(home: Path) -> None:
    store_roles(home, plain_role("Testers"), plain_role("Judges", "11-1001.00")).close()
    now = store_roles(home, plain_role("Tasters", "11-1002.00"))
    assert titles(now) == [("tasters", "11-1002.00", "Tasters")]
    assert (now.find_by_name("testers"), now.find_by_name("11-1000.00"), now.role("11-1000.00")) == ([], [], None)


def test_figures_of_several_years_are_kept_and_those_of_one_are_replaced(home: Path) -> None:
    for year, value in ((2024, 1), (2025, 2), (2023, 3), (2024, 4)):
        with write_store(str(home)) as draft:
            draft.put_figures(f"oews-{year}-05", {"31-9092": [{"value": value}]})
    figures = [Store(str(home)).figures("31-9092", f"oews-{year}-05") for year in (2023, 2024, 2025)]
    assert figures == [[{"value": 3}], [{"value": 4}], [{"value": 2}]]


# Several processes


def start_import(*words: str) -> "subprocess.Popen[bytes]":
    """Start an import as a program of its own."""
    command = [sys.executable, "-m", "rolecompare", "import", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_second_of_two_imports_waits_and_both_are_stored(home: Path, tmp_path: Path) -> None:
    wages = oews(tmp_path, {"31-9092": 50000})
    with write_store(str(home)) as first:
        second = start_import("oews", wages)
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(3)
        first.put_source(make.source())
        first.put_roles([plain_role()])
    assert second.wait(60) == 0
    found = Store(str(home))
    assert titles(found) == [("testers", "11-1000.00", "Testers")]
    assert found.figures("31-9092", "oews-2025-05") != []
    assert [source["id"] for source in found.sources()] == ["book", "oews-2025-05"]


def test_imports_at_the_same_time_all_succeed(home: Path, tmp_path: Path) -> None:
    together = [
        start_import("onet", onet(tmp_path, many(30))),
        start_import("oews", oews(tmp_path, {"31-9092": 50000})),
        start_import("oews", oews(tmp_path, {"31-9092": 48000}, 2024)),
    ]
    assert [program.wait(60) for program in together] == [0, 0, 0]
    found = Store(str(home))
    assert [source["id"] for source in found.sources()] == ["oews-2024-05", "oews-2025-05", "onet-29.3"]
    assert len(titles(found)) == 30
    assert not parts(home)


def test_import_that_does_not_end_is_reported(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LOCK_TIMEOUT", 0.1)
    with write_store(str(home)), pytest.raises(FileError, match="another import is running"), write_store(str(home)):
        pass


def test_reader_does_not_wait_and_keeps_its_version(home: Path) -> None:
    reader = store_roles(home, plain_role("Testers"))
    with write_store(str(home)) as draft:
        draft.put_roles([plain_role("Judges")])
        assert titles(reader) == titles(Store(str(home))) == [("testers", "11-1000.00", "Testers")]
    assert titles(Store(str(home))) == [("judges", "11-1000.00", "Judges")]
    assert titles(reader) == [("testers", "11-1000.00", "Testers")]
    assert reader.role("11-1000.00") is not None


@pytest.mark.parametrize("name", ["a home", "50% #1?", "père", "o'neil", "\udcff"])
def test_home_may_have_any_name(home: Path, name: str) -> None:
    assert titles(store_roles(home / name, plain_role())) == [("testers", "11-1000.00", "Testers")]


def test_invalid_lock_file_is_reported(home: Path) -> None:
    (home / schema.LOCK_NAME).write_bytes(b"no lock" * 1000)
    with pytest.raises(FileError) as caught, write_store(str(home)):
        pass
    assert caught.value.exit_code == 6


# Reading


def work(known: Store, ask: Callable[[], object]) -> tuple[list[str], int]:
    """Return the queries of a call to the store, and how many steps SQLite takes to answer them."""
    asked: list[str] = []
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    known.connection.set_trace_callback(asked.append)
    known.connection.set_progress_handler(step, 1)
    ask()
    known.connection.set_trace_callback(None)
    known.connection.set_progress_handler(None, 0)
    return asked, steps[0]


def test_finding_a_role_takes_no_more_steps_in_a_large_store(home: Path, tmp_path: Path) -> None:
    library = load_dataset(None)
    effort, searched = [], []
    for count in (10, 1000):
        imported("onet", onet(tmp_path, many(count)))
        # A row after the broad group of the role, where reading the group ends.
        imported("oews", oews(tmp_path, {f"11-{1000 + number}": 1000 for number in range(count + 1)}))
        known = Store(str(home))
        for name in ("Testers 0007", "11-1007.00", "11-1007", "testers-0007"):
            catalog = Repository(library, known)
            effort.append(work(known, lambda catalog=catalog, name=name: catalog.load(catalog.find(name))))  # type: ignore[misc]
        # Of another title, the search tells which jobs it may mean as well: its work is bounded, not the same.
        searched.append(work(known, lambda catalog=catalog: catalog.load(catalog.find("trier 0007")))[1])  # type: ignore[misc]
    assert effort[:4] == effort[4:]
    assert all(steps > 0 for _, steps in effort)
    assert searched[1] < 20 * searched[0], searched


def test_role_is_read_as_it_was_written(home: Path) -> None:
    whole = plain_role("Testers", duties=[make.duty("Écrire")], ratings=[make.rating(make.estimate(3))])
    known = store_roles(home, whole)
    found = known.role("11-1000.00")
    assert found is not None
    assert "ratings" not in found
    assert {**found, "ratings": known.ratings("11-1000.00")} == {**whole, "id": "testers"}


def test_rated_elements_are_known_without_reading_ratings(home: Path) -> None:
    ratings = [make.rating(make.estimate(3), element=element) for element in ("2.A.1", "2.A.2", "2.A.1")]
    known = store_roles(home, plain_role(ratings=ratings), plain_role("Judges", "11-1001.00"))
    asked, _ = work(known, lambda: known.rated_elements("11-1000.00"))
    assert asked == ["SELECT rated_elements FROM roles WHERE code = '11-1000.00'"]
    assert known.rated_elements("11-1000.00") == ["skill.2.A.1", "skill.2.A.2"]
    assert [known.rated_elements(code) for code in ("11-1001.00", "11-1002.00")] == [[], []]


def test_what_a_choice_reads_of_a_role_is_known_without_reading_the_role(home: Path) -> None:
    rating = {"name": "any", "citations": make.CITED}
    liked = [{**rating, "kind": kind, "element": kind} for kind in ("interest", "work-value")]
    duties = [
        make.statement("Cut", activity="dwa.4.a.3.a.2.i01.d01", other_activities=["dwa.4.a.3.a.3.i01.d01"]),
        make.statement("Wait"),
    ]
    skill = {**rating, "kind": "skill", "element": "2.A"}
    store = store_roles(home, plain_role(duties=duties, ratings=[liked[0], skill, liked[1]]))
    activities = [["dwa.4.a.3.a.2.i01.d01", "dwa.4.a.3.a.3.i01.d01"], []]
    ((code, content),) = store.job_facts()
    assert (code, json.loads(content)) == ("11-1000.00", {"ratings": liked, "activities": activities})


def test_reading_works_in_a_read_only_folder_and_changes_nothing(home: Path) -> None:
    store_roles(home, plain_role()).close()
    (home / schema.LOCK_NAME).unlink()
    file = home / schema.FILE_NAME
    file.chmod(0o444)
    home.chmod(0o555)
    try:
        before = file.read_bytes(), file.stat().st_mtime_ns, home.stat().st_mtime_ns
        known = Store(str(home))
        assert known.role(known.code_of("testers") or "") is not None
        assert known.find_by_name("testers")
        assert list(known.headings()) == [("testers", "11-1000.00", known.heading("11-1000.00"))]
        assert (known.published_codes(), known.sources(), known.imports()) == ([], [make.source()], {})
        known.close()
        assert (file.read_bytes(), file.stat().st_mtime_ns, home.stat().st_mtime_ns) == before
    finally:
        home.chmod(0o755)


# Ids and names

LETTERS = some.text("Aab-é, '’/9", min_size=1, max_size=8)


@given(some.lists(some.one_of(LETTERS, some.just("A" * 70), some.just("A 11-1002-00")), min_size=1, max_size=8))
def test_ids_are_unique_and_reproducible(titles: list[str]) -> None:
    def ids() -> list[str]:
        taken: set[str] = set()
        return [writer._unique_id(title, f"11-{1000 + n}.00", taken) for n, title in enumerate(titles)]

    found = ids()
    assert len(set(found)) == len(titles)
    assert found == ids()
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in found)


def test_id_has_the_title_and_if_used_the_code(home: Path) -> None:
    named = ("Chefs and Head Cooks", "Chefs & Head Cooks", "Chefs and Head Cooks")
    known = store_roles(home, *(plain_role(title, f"35-101{n}.00") for n, title in enumerate(named)))
    assert [name for name, _, _ in titles(known)] == [
        "chefs-and-head-cooks",
        "chefs-head-cooks",
        "chefs-and-head-cooks-35-1012-00",
    ]


@pytest.mark.parametrize("name", ["Testers", "TESTERS", "testers", "11-1000.00", "11-1000", "Trier", " trier  "])
def test_role_is_found_by_each_of_its_names(home: Path, name: str) -> None:
    known = store_roles(
        home, {**plain_role(), "other_titles": ["Trier", "testers"]}, plain_role("Judges", "11-1001.00")
    )
    assert [found.id for found in known.find_by_name(name)] == ["testers"]


def test_wider_code_finds_the_whole_role_and_not_its_parts(home: Path) -> None:
    known = store_roles(home, plain_role("Testers"), plain_role("Taste Testers", "11-1000.01"))
    assert [found.code for found in known.find_by_name("11-1000")] == ["11-1000.00"]
    assert [found.code for found in known.find_by_name("11-1000.01")] == ["11-1000.01"]


# Damaged stores


@pytest.mark.parametrize(
    ("version", "problem"),
    [
        (schema.VERSION + 1, "a newer version of rolecompare made it"),
        (schema.VERSION - 1, "an older version of rolecompare made it"),
        (0, "it is not a rolecompare store"),
    ],
)
def test_store_of_another_version_is_refused(home: Path, version: int, problem: str) -> None:
    store_roles(home, plain_role()).close()
    with sqlite3.connect(home / schema.FILE_NAME) as file:
        file.execute(f"PRAGMA user_version = {version}")
    content = (home / schema.FILE_NAME).read_bytes()
    with pytest.raises(CorruptStoreError, match=problem):
        Store(str(home))
    with pytest.raises(CorruptStoreError, match=problem), write_store(str(home)):
        pass
    assert (home / schema.FILE_NAME).read_bytes() == content


def test_store_with_invalid_json_is_damaged(home: Path) -> None:
    known = store_roles(home, plain_role())
    with sqlite3.connect(home / schema.FILE_NAME) as file:
        for table, column in (("roles", "heading"), ("sources", "content")):
            file.execute(f"UPDATE {table} SET {column} = '{{'")
        file.execute("UPDATE roles SET body = x'00', rated_elements = 'text', ratings = x'00'")
        file.execute("INSERT INTO imports VALUES ('onet', '{')")
        file.execute("INSERT INTO activities VALUES ('dwa', '{')")
        file.execute("INSERT INTO figures VALUES ('31-9092', 'oews', '{')")
    known = Store(str(home))
    asks: list[Callable[[], object]] = [
        lambda: list(known.headings()),
        known.sources,
        known.imports,
        lambda: known.heading("11-1000.00"),
        lambda: known.role("11-1000.00"),
        lambda: known.rated_elements("11-1000.00"),
        lambda: known.ratings("11-1000.00"),
        lambda: known.source("book"),
        lambda: known.activity("dwa"),
        lambda: known.figures("31-9092", "oews"),
    ]
    for ask in asks:
        with pytest.raises(CorruptStoreError, match="data remove"):
            ask()


def test_remove_deletes_only_the_files_of_imports(home: Path) -> None:
    store_roles(home, plain_role()).close()
    (home / f"{schema.FILE_NAME}.77{schema.PART_SUFFIX}").write_bytes(b"of an import that was killed")
    (home / "notes.txt").write_text("mine")
    made = [
        str(home / name) for name in (schema.FILE_NAME, f"{schema.FILE_NAME}.77{schema.PART_SUFFIX}", schema.LOCK_NAME)
    ]
    assert writer.remove_store(str(home)) == made
    assert writer.remove_store(str(home)) == []
    assert [path.name for path in home.iterdir()] == ["notes.txt"]
    assert writer.remove_store(str(home / "nowhere")) == []


def test_remove_leaves_the_lock_where_there_is_no_store(home: Path) -> None:
    with pytest.raises(ZeroDivisionError), write_store(str(home)):
        raise ZeroDivisionError
    assert writer.remove_store(str(home)) == []
    assert [path.name for path in home.iterdir()] == [schema.LOCK_NAME]


def test_remove_fails_while_an_import_is_running(home: Path) -> None:
    store_roles(home, plain_role()).close()
    with write_store(str(home)) as draft:
        with pytest.raises(FileError, match="another import is running") as caught:
            writer.remove_store(str(home))
        draft.put_roles([plain_role("Judges")])
    assert caught.value.exit_code == 6
    assert titles(Store(str(home))) == [("judges", "11-1000.00", "Judges")]


def test_waiting_import_locks_the_new_file_after_a_deleted_lock(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_roles(home, plain_role()).close()
    held = writer._lock(str(home), 0)
    waiting = start_import("oews", oews(tmp_path, {"31-9092": 50000}))
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(2)
    (home / schema.LOCK_NAME).unlink()  # as `removed` does, at its end
    held.close()
    assert waiting.wait(60) == 0
    monkeypatch.setattr(writer, "LOCK_TIMEOUT", 0.1)
    assert (home / schema.LOCK_NAME).exists()
    with write_store(str(home)), pytest.raises(FileError, match="is running"), write_store(str(home)):
        pass


@pytest.mark.parametrize(
    ("version", "state"), [(schema.VERSION, "valid"), (1, "older"), (schema.VERSION + 1, "newer"), (0, "damaged")]
)
def test_status_of_a_store_in_each_state(home: Path, version: int, state: str) -> None:
    assert reader.store_status(str(home)) == ("none", None, {})
    store_roles(home, plain_role()).close()
    with sqlite3.connect(home / schema.FILE_NAME) as file:
        file.execute(f"PRAGMA user_version = {version}")
    found = reader.store_status(str(home))
    assert found.state == state
    assert (found.problem is None) == (state == "valid")
    assert found.editions == ({"book": "first"} if state == "valid" else {})


@pytest.mark.parametrize("content", ["{}", "[]", "7", '{"id": "book"}', "{"])
def test_invalid_source_is_damage(home: Path, content: str) -> None:
    store_roles(home, plain_role()).close()
    with sqlite3.connect(home / schema.FILE_NAME) as file:
        file.execute("UPDATE sources SET content = ?", (content,))
    assert reader.store_status(str(home)).state == "damaged"


def test_unwritable_home_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="ROLECOMPARE_HOME"), write_store(str(tmp_path / "file" / "home")):
        pass
