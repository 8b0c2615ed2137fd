"""Commands with a local store: filling it, removing it, and refusing a damaged one."""

import json
import os
import random
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.store import schema
from rolecompare.store.writer import write_store
from tests.cli.processes import converse
from tests.importers.onet_tables import OLD, SHARED, text
from tests.small_downloads import Occupation, many, oews, onet

RUNNER = CliRunner()
COOKS = Occupation("35-2014.00", "Cooks, Restaurant", ("Line Cook", "Grill Hand"), {1: "Grill meat.", 2: "Fry fish."})
BAKERS = Occupation("51-3011.00", "Bakers", ("Grill Hand",), {3: "Bake bread."})
ASKED = (("diff", "bakers", "medical-assistant"), ("show", "bakers"), ("list",))
BUNDLED = (("diff",), ("show", "medical-assistant"), ("list",))


def run(*words: str, code: int = 0) -> str:
    """Run the program, which ends with this exit code, and return its answer or its error message."""
    done = RUNNER.invoke(app, list(words), prog_name="rolecompare")
    assert done.exit_code == code, done.stderr
    assert "Traceback" not in done.stderr
    assert (done.stderr if code == 0 else done.stdout) == ""
    return done.stdout if code == 0 else done.stderr


def answer(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


@pytest.fixture
def filled(home: Path, tmp_path: Path) -> Path:
    """Return the file of a store with two occupations and their pay."""
    run("import", "onet", onet(tmp_path, [COOKS, BAKERS]))
    run("import", "oews", oews(tmp_path, {"51-3011": 38000, "31-9092": 52000}, 2026))
    return home / schema.FILE_NAME


def test_imported_roles_are_found_compared_and_listed(filled: Path) -> None:
    assert answer("show", "cooks-restaurant")["role"]["id"] == "cooks-restaurant"
    assert [role["id"] for role in answer("diff", "bakers", "medical-assistant")["roles"]] == [
        "bakers",
        "medical-assistant",
    ]
    listed = [role["id"] for role in answer("list")["roles"]]
    assert listed[-2:] == ["cooks-restaurant", "bakers"]
    assert listed[0] == "medical-assistant"
    assert answer("data", "where")["imported"] == ["oews-2026-05", "onet-29.3"]


def test_newer_release_replaces_older_one(filled: Path, tmp_path: Path) -> None:
    run("import", "oews", oews(tmp_path, {"51-3011": 37000}, 2025))
    run("import", "onet", onet(tmp_path, [BAKERS], "30.1"))
    # Of pay every edition is kept; of roles there is one release.
    assert answer("data", "where")["imported"] == ["oews-2025-05", "oews-2026-05", "onet-30.1"]
    assert answer("show", "bakers")["role"]["summary"]["citations"][0]["source"] == "onet-30.1"


def test_wages_alone_update_bundled_roles(home: Path, tmp_path: Path) -> None:
    before = answer("list")
    run("import", "oews", oews(tmp_path, {"31-9092": 52000}, 2026))
    rows = {
        row["key"]: row
        for section in answer("diff", "medical-assistant", "phlebotomist")["sections"]
        for row in section["rows"]
    }
    (median,) = rows["pay.annual.median"]["cells"][0]["items"]
    assert (median["value"], median["period"]) == (52000, "2026-05")
    assert answer("list") == before


def test_ambiguous_imported_title_lists_occupations(filled: Path) -> None:
    told = run("show", "grill hand", code=4).splitlines()
    assert told == [
        "rolecompare: “grill hand” could mean 2 jobs. Which one? Use its title or code:",
        "   1  35-2014.00  Cooks, Restaurant",
        "   2  51-3011.00  Bakers · 900 jobs",
    ]


def test_failed_import_keeps_old_store(filled: Path, tmp_path: Path) -> None:
    before = filled.read_bytes()
    told = run("import", "onet", onet(tmp_path, many(300), refused=True), code=6)
    assert "Task Statements.txt" in told
    assert filled.read_bytes() == before
    assert sorted(path.name for path in filled.parent.iterdir()) == [schema.FILE_NAME, schema.LOCK_NAME]


def ids() -> dict[str, str]:
    return {role["codes"].get("onet_soc", role["id"]): role["id"] for role in answer("list")["roles"]}


def test_ids_are_stable_across_releases(filled: Path, tmp_path: Path) -> None:
    before = ids()
    run("import", "onet", onet(tmp_path, [*many(5), COOKS, BAKERS], "30.1"))
    assert ids().items() >= before.items()
    assert len(set(ids().values())) == len(ids()) == len(before) + 5


def test_replaced_release_is_not_listed_as_imported(filled: Path, tmp_path: Path) -> None:
    run("import", "onet", onet(tmp_path, [COOKS, BAKERS], "30.1"))
    assert answer("data", "where")["imported"] == ["oews-2026-05", "onet-30.1"]


def test_own_dataset_is_read_without_store(filled: Path) -> None:
    own = answer("data", "where")["bundled"]
    assert "bakers" not in [role["id"] for role in answer("list", "--data", own)["roles"]]


def test_queries_do_not_change_the_store(filled: Path) -> None:
    def state() -> list[tuple[str, bytes, int]]:
        files = sorted(filled.parent.iterdir())
        return [(file.name, file.read_bytes(), file.stat().st_mtime_ns) for file in files]

    before, folder = state(), filled.parent.stat().st_mtime_ns
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    try:
        for words in (
            *ASKED,
            *BUNDLED,
            ("sources",),
            ("data", "where"),
            ("why", "bakers", "outlook.pay.annual.median"),
        ):
            run(*words)
        assert (state(), filled.parent.stat().st_mtime_ns) == (before, folder)
    finally:
        filled.parent.chmod(0o755)


def test_missing_parts_of_imported_role_are_shown_in_every_format(filled: Path) -> None:
    reason = "O*NET 29.3 does not name licenses or certifications"
    for form in ("table", "markdown", "csv"):
        assert reason in run("show", "bakers", "--full", "--format", form, "--width", "160").replace("\\", "")
    told = {part["measure"]: part["reason"] for part in answer("show", "bakers")["role"]["missing"]}
    assert told["credentials"] == reason
    assert told["skill"] == "the O*NET 29.3 download has no such table"
    assert "outlook" not in told  # its pay was imported
    compared = answer("diff", "bakers", "medical-assistant", "-s", "credentials")["sections"][0]["rows"]
    (row,) = (row for row in compared if row["key"] == "missing")
    assert [item["reason"] for item in row["cells"][0]["items"]] == [reason]
    assert row["cells"][1]["items"] == []
    assert reason in run("why", "bakers", "credentials.missing")
    assert "The dataset has nothing on" not in run("show", "cooks-restaurant")


def test_json_section_has_missing_parts_of_that_section(filled: Path) -> None:
    role = answer("show", "bakers", "-s", "settings")["role"]
    assert [part["measure"] for part in role["missing"]] == ["work-context", "jobs.share"]
    assert "missing" not in answer("show", "medical-assistant", "--data", "data/roles.json")["role"]


def test_work_context_is_shown_in_settings(home: Path, tmp_path: Path) -> None:
    context = f"{SHARED}\n31-9092.00 | 4.C.1.a.4 | Contact | CX | n/a | 4.5 | 90 | 0.05 | 4 | 5 | N | 08/2023 | Job"
    run("import", "onet", text({**OLD, "Work Context": context}, tmp_path))
    asked = ("show", "medical-assistant", "--section", "settings")
    (rating,) = answer(*asked)["role"]["settings"]["context"]
    assert (rating["rating_kind"], rating["context"]["value"]) == ("work-context", 4.5)
    assert "settings,work-context.4.C.1.a.4,Work context: Contact," in run(*asked, "--format", "csv")
    assert "Work context: Contact" in run(*asked)
    assert "4.C.1.a.4" in run("why", "medical-assistant", "settings.work-context.4.C.1.a.4")


def test_remove_deletes_store_and_keeps_bundled_roles(filled: Path) -> None:
    lock = filled.parent / schema.LOCK_NAME
    assert run("data", "remove", "--yes") == f"{filled}: deleted\n{lock}: deleted\n"
    assert list(filled.parent.iterdir()) == []
    assert run("data", "remove") == f"Nothing to delete: there is no imported data in {filled.parent}.\n"
    run("diff")
    run("show", "bakers", code=3)
    assert answer("data", "where")["imported"] == []


def test_remove_deletes_nothing_without_yes_where_nobody_can_be_asked(filled: Path) -> None:
    size = (filled.stat().st_size + (filled.parent / schema.LOCK_NAME).stat().st_size) / 1_000_000
    before = sorted(filled.parent.iterdir())
    told = run("data", "remove", code=2)
    assert told == (
        f"rolecompare: This deletes {size:.1f} MB of imported data in {filled.parent}. "
        "Add --yes to do it without a question.\n"
    )
    assert sorted(filled.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("reply", "code", "deleted"), [("y\n", 0, True), ("\n", 0, False), ("n\n", 0, False), ("\x03", 130, False)]
)
def test_remove_asks_at_a_terminal(filled: Path, reply: str, code: int, deleted: bool) -> None:
    seen, ended = converse(
        ["data", "remove"], [("Delete it? [y/N]: ", reply)], env={"ROLECOMPARE_HOME": str(filled.parent)}
    )
    assert ended == code, seen
    assert "MB of imported data. The built-in jobs stay." in seen
    assert "onet-29.3 (29.3, May 2025)" in seen
    assert filled.exists() is not deleted
    assert ("Nothing was deleted." in seen) == (code == 0 and not deleted)
    assert "Traceback" not in seen


def test_remove_leaves_a_lock_without_a_store(home: Path) -> None:
    lock = home / schema.LOCK_NAME
    lock.write_bytes(b"")
    assert run("data", "remove", "--yes") == f"Nothing to delete: there is no imported data in {home}.\n"
    assert lock.exists()


def as_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_a_link_to_itself(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)


def with_read_errors(file: Path) -> None:
    """Put a file there whose first byte cannot be read."""
    file.unlink()
    file.symlink_to("/proc/self/mem")


def without_permission(file: Path) -> None:
    file.chmod(0)


def in_a_closed_folder(file: Path) -> None:
    file.parent.chmod(0)


NEEDS_USER = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every file")
NEEDS_LINUX = pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="only Linux has such a file")
UNREADABLE = [
    pytest.param(as_a_folder, "is a folder, not a file"),
    pytest.param(as_a_link_to_itself, "too many levels of symbolic links"),
    pytest.param(with_read_errors, "input/output error", marks=NEEDS_LINUX),
    pytest.param(without_permission, "permission denied", marks=NEEDS_USER),
    pytest.param(in_a_closed_folder, "permission denied", marks=NEEDS_USER),
]


@pytest.mark.parametrize(("spoil", "problem"), UNREADABLE)
def test_unreadable_store_is_not_called_damaged(filled: Path, spoil: Callable[[Path], None], problem: str) -> None:
    spoil(filled)
    try:
        for words in (*ASKED, *BUNDLED):
            told = run(*words, code=6)
            assert told.startswith(f"rolecompare: {filled}: {problem}. ")
            assert "ROLECOMPARE_HOME" in told
            assert "remove" not in told
        where = answer("data", "where")
        assert (where["store_state"], where["store_problem"]) == ("unreadable", problem)
        page = " ".join(run("data", "where").split())
        assert f"cannot be read: {problem}" in page
        assert "remove" not in page
    finally:
        filled.parent.chmod(0o755)


@pytest.mark.parametrize(("spoil", "problem"), UNREADABLE)
def test_import_does_not_replace_unreadable_store(
    filled: Path, tmp_path: Path, spoil: Callable[[Path], None], problem: str
) -> None:
    spoil(filled)
    kind = filled.parent.stat().st_mode, os.path.islink(filled)
    try:
        told = run("import", "oews", oews(tmp_path, {"51-3011": 38000}, 2026), code=6)
        assert problem in told
        assert "remove" not in told
        assert (filled.parent.stat().st_mode, os.path.islink(filled)) == kind
    finally:
        filled.parent.chmod(0o755)


def test_control_characters_in_folder_name_are_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "\x1b[31mred"
    monkeypatch.setenv("ROLECOMPARE_HOME", str(home))
    run("import", "onet", onet(tmp_path, [COOKS]))
    assert "␛[31mred/store.db: deleted\n" in run("data", "remove", "--yes")
    assert "\x1b" not in run("data", "remove")


def test_name_with_invalid_encoding_is_not_found(filled: Path) -> None:
    for words in (("show",), ("related",), ("gap", "bakers"), ("diff", "bakers"), ("why",)):
        rest = ("summary",) if words == ("why",) else ()
        assert "No job is called “\\u{dcff}”" in run(*words, "\udcff", *rest, code=3)


@pytest.mark.parametrize("place", ["file/home", "file"])
def test_unwritable_home_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ROLECOMPARE_HOME", str(tmp_path / place))
    told = run("import", "onet", onet(tmp_path, [COOKS]), code=6)
    assert "Choose another folder in ROLECOMPARE_HOME." in told
    run("diff")


def newer(file: Path) -> None:
    with sqlite3.connect(file) as opened:
        opened.execute(f"PRAGMA user_version = {schema.VERSION + 1}")


def of_another_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as opened:
        opened.execute("CREATE TABLE moz_places (url TEXT)")


def of_another_program_in_our_version(file: Path) -> None:
    of_another_program(file)
    with sqlite3.connect(file) as opened:
        opened.execute(f"PRAGMA user_version = {schema.VERSION}")


def with_noise_in_its_pages(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + random.Random(1).randbytes(len(content) - 4096))


DAMAGE = {
    "newer": newer,
    "another program's": of_another_program,
    "another program's with our version": of_another_program_in_our_version,
    "empty": lambda file: file.write_bytes(b""),
    "cut to its header": lambda file: file.write_bytes(file.read_bytes()[:100]),
    "cut to a page": lambda file: file.write_bytes(file.read_bytes()[:4096]),
    "random bytes": lambda file: file.write_bytes(random.Random(1).randbytes(50_000)),
    "noise after the first page": with_noise_in_its_pages,
}


@pytest.mark.parametrize("words", [*ASKED, *BUNDLED], ids=" ".join)
@pytest.mark.parametrize("damage", DAMAGE)
def test_corrupt_store_is_refused_with_advice(filled: Path, damage: str, words: tuple[str, ...]) -> None:
    DAMAGE[damage](filled)
    told = run(*words, code=5)
    assert told.startswith(f"rolecompare: Cannot read the imported data in {filled}: ")
    assert told.endswith("Delete it with `rolecompare data remove`, then import again.\n")
    run("data", "remove", "--yes")
    run(*BUNDLED[0])


@pytest.mark.parametrize("damage", DAMAGE)
def test_where_reports_every_state_of_store(filled: Path, damage: str) -> None:
    sound = answer("data", "where")
    assert (sound["store_state"], sound["store"]) == ("valid", str(filled))
    assert sound["editions"] == {"oews-2026-05": "May 2026", "onet-29.3": "29.3, May 2025"}
    DAMAGE[damage](filled)
    told = answer("data", "where")
    assert told["store"] == str(filled)
    assert told["store_state"] == ("newer" if damage == "newer" else "damaged")
    assert (told["imported"], bool(told["store_problem"])) == ([], True)
    page = run("data", "where")
    assert f"Store      {filled}\n" in page
    assert "data remove" in " ".join(page.split())


@pytest.mark.parametrize("name", ["no.json", "list.json"])
def test_where_reports_unusable_dataset(tmp_path: Path, name: str) -> None:
    (tmp_path / "list.json").write_text("[]")
    told = answer("data", "where", "--data", str(tmp_path / name))
    assert (told["in_use"], told["chosen_by"]) == (str(tmp_path / name), "--data")
    assert name in told["problem"]
    assert "title" not in told
    assert told["store_state"] == "none"


def test_invalid_source_in_store_is_reported_as_corrupt(filled: Path) -> None:
    with sqlite3.connect(filled) as opened:
        opened.execute("UPDATE sources SET content = '7'")
    assert "Cannot read the imported data" in run("sources", code=5)


def test_role_without_duties_in_store_is_reported_as_corrupt(filled: Path) -> None:
    with sqlite3.connect(filled) as opened:
        opened.execute("UPDATE roles SET body = ?", (zlib.compress(b"{}"),))
    assert "Cannot read the imported data" in run("show", "bakers", code=5)


@pytest.mark.parametrize("damage", DAMAGE)
def test_import_does_not_write_to_corrupt_store(filled: Path, tmp_path: Path, damage: str) -> None:
    DAMAGE[damage](filled)
    content = filled.read_bytes()
    done = RUNNER.invoke(app, ["import", "onet", onet(tmp_path, [COOKS])], prog_name="rolecompare")
    assert done.exit_code == 5
    assert "data remove" in done.stderr
    assert filled.read_bytes() == content


@pytest.mark.slow
def test_damaged_store_never_causes_internal_error(filled: Path) -> None:
    whole, chance = filled.read_bytes(), random.Random(7)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 8, 64))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        filled.write_bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
        for words in ASKED:
            done = RUNNER.invoke(app, list(words), prog_name="rolecompare")
            assert done.exit_code in (0, 3, 4, 5), done.stderr  # a letter of a name may be another one
        run("data", "where")


def test_store_can_be_read_during_import(filled: Path) -> None:
    before = run("list")
    with write_store(str(filled.parent)) as draft:
        draft.put_roles([])
        assert run("list") == before
    assert run("list") != before
