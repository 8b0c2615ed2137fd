"""What the shells are given to complete a role's name with, asked as they ask."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolecompare import paths
from rolecompare.cli.completion import MAX_STORED_ROLES, MAX_TITLE_LENGTH, complete_roles
from rolecompare.store import schema
from rolecompare.store.reader import Store
from rolecompare.store.writer import write_store
from tests import make

PROBE = (
    "import sys\nfrom rolecompare.__main__ import main\n"
    "try:\n    main()\nfinally:\n    print('\\n'.join(sys.modules), file=sys.stderr)\n"
)
BUNDLED = "phlebotomist"


def role(title: str, code: str) -> make.Plain:
    plain = make.role("any", code, title=title, other_titles=[])
    del plain["id"]
    return {"duties": [], "training": {}, "ratings": [], "related": [], **plain}


def filled(home: Path, roles: Iterator[make.Plain] | list[make.Plain]) -> None:
    with write_store(str(home)) as draft:
        draft.put_source(make.source())
        draft.put_roles(roles)


def many(count: int, word: str = "Aide") -> Iterator[make.Plain]:
    return (role(f"{word} {number:05}", f"11-{number:04}.00") for number in range(count))


LIGHT = {
    ("--version",): {"rolecompare.cli.options", "rolecompare.models"},
    ("--help",): {"rolecompare.models.base", "rolecompare.answers", "rolecompare.comparison"},
    ("diff", "--help"): {"rolecompare.models.base", "rolecompare.answers", "rolecompare.comparison"},
}
# What Typer itself imports for a command with one argument. From 0.29 on Pydantic is among it.
ONE_COMMAND = """
import sys, typer
app = typer.Typer()
@app.command()
def show(role: str) -> None:
    print(*sys.modules)
app(["role"])
"""
TYPER_IMPORTS = subprocess.run(
    [sys.executable, "-c", ONE_COMMAND], capture_output=True, text=True, check=True
).stdout.split()


@pytest.mark.parametrize("words", LIGHT)
def test_help_and_version_import_no_models(words: tuple[str, ...]) -> None:
    run = subprocess.run([sys.executable, "-c", PROBE, *words], capture_output=True, text=True, check=True)
    modules = set(run.stderr.split())
    assert modules & LIGHT[words] == set()
    assert "pydantic" not in modules - {*TYPER_IMPORTS}


def completed(line: str, shell: str = "bash", **more: str) -> tuple[str, set[str]]:
    """What the program answers a shell that is at the end of the line, and the modules that this took."""
    words = line.split(" ")
    asked = {
        "_ROLECOMPARE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    environment = {**os.environ, **asked, **more}
    run = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, env=environment)
    return run.stdout, {name.split(".")[0] for name in run.stderr.split()}


COOKS = [role("Cooks, Restaurant", "35-2014.00"), role("Cooks, Short Order", "35-2015.00")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("rolecompare show cook", ["cooks-restaurant", "cooks-short-order"]),
        ("rolecompare diff phleb", [BUNDLED]),
        ("rolecompare diff phlebotomist cooks-s", ["cooks-short-order"]),
        ("rolecompare show 35", ["35-2014.00", "35-2015.00"]),
        ("rolecompare show 31-9097", ["31-9097.00"]),
        ("rolecompare show cook-book", []),
    ],
)
def test_ids_and_codes_are_completed_from_dataset_and_store(home: Path, line: str, found: list[str]) -> None:
    filled(home, COOKS)
    assert completed(line)[0].split() == found


def test_each_shell_gets_completions_in_its_format(home: Path) -> None:
    filled(home, COOKS)
    line = "rolecompare show cooks-r"
    assert completed(line, "bash")[0] == "cooks-restaurant\n"
    assert completed(line, "fish")[0] == "cooks-restaurant\tCooks, Restaurant\n"
    assert completed(line, "zsh")[0] == '_arguments \'*: :(("cooks-restaurant":"Cooks, Restaurant"))\'\n'


def test_completion_from_store_imports_nothing_heavy(home: Path) -> None:
    filled(home, COOKS)
    answer, modules = completed("rolecompare show cooks-r")
    assert answer == "cooks-restaurant\n"
    assert modules & {"rich", "pydantic", "pydantic_core", "csv", "dataclasses"} - {*TYPER_IMPORTS} == set()


def test_bundled_and_stored_role_is_completed_once_by_bundled_id(home: Path) -> None:
    filled(home, [role("Phlebotomists", "31-9097.00")])
    assert list(complete_roles("phleb")) == [(BUNDLED, "Phlebotomist")]
    assert list(complete_roles("31-9097")) == [("31-9097.00", "Phlebotomist")]


def test_stored_role_with_taken_id_is_completed_with_code(home: Path) -> None:
    filled(home, [role("Phlebotomist", "11-1000.00")])
    assert [name for name, _ in complete_roles("phleb")] == [BUNDLED, "phlebotomist-11-1000-00"]


def test_truncated_completion_keeps_last_match_for_common_prefix(
    home: Path,
) -> None:
    filled(home, [*many(MAX_STORED_ROLES), role("Aides of Another Kind", "12-1000.00"), role("Bakers", "12-1001.00")])
    found = [name for name, _ in complete_roles("aide")]
    assert len(found) == MAX_STORED_ROLES
    assert all(name.startswith("aide") for name in found)
    assert found[0] == "aide-00000"
    assert found[-1] == "aides-of-another-kind"
    assert len(list(complete_roles("aide-"))) == MAX_STORED_ROLES


def test_completion_cost_does_not_grow_with_store(home: Path) -> None:
    steps = []
    for count in (1_000, 5_000):
        filled(home, many(count))
        known, taken = Store(str(home)), [0]

        def step(taken: list[int] = taken) -> int:
            taken[0] += 1
            return 0

        known.connection.set_progress_handler(step, 1)
        assert len(known.find_by_prefix("id", "aide", MAX_STORED_ROLES)) == MAX_STORED_ROLES
        assert len(known.find_by_prefix("code", "11", MAX_STORED_ROLES)) == MAX_STORED_ROLES
        steps.append(taken[0])
    assert steps[0] == steps[1] > 0


@pytest.mark.parametrize("content", [b"", b"noise" * 5000, b"SQLite format 3\x00"])
def test_bundled_roles_are_completed_beside_corrupt_store(home: Path, content: bytes) -> None:
    (home / schema.FILE_NAME).write_bytes(content)
    assert completed("rolecompare show phleb")[0].split() == [BUNDLED]


def test_newer_store_is_not_read_for_completion(home: Path) -> None:
    filled(home, COOKS)
    with sqlite3.connect(home / schema.FILE_NAME) as file:
        file.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    assert completed("rolecompare show cook")[0].split() == []


def test_own_dataset_is_completed_without_store(home: Path, tmp_path: Path) -> None:
    filled(home, COOKS)
    own = tmp_path / "own.json"
    own.write_text(json.dumps(make.dataset([make.role("cooking"), make.role("nurse", "29-1141.00")])))
    assert completed("rolecompare show cook", ROLECOMPARE_DATA=str(own))[0].split() == ["cooking"]
    assert completed("rolecompare show 29", ROLECOMPARE_DATA=str(own))[0].split() == ["29-1141.00"]


def test_all_bundled_roles_are_completed() -> None:
    roles = json.loads(Path(paths.bundled_dataset()).read_bytes())["roles"]
    assert list(complete_roles("")) == [(role["id"], role["title"]) for role in roles]
    codes = {code for role in roles if (code := role["codes"].get("onet_soc"))}
    assert {word for prefix in "1234" for word, _ in complete_roles(prefix)} == codes


EVIL = [
    "Cooks \\$(touch x)",
    'Cooks \\"; touch x; "',
    "Cooks `touch x`",
    "Cooks [/red]",
    "Cooks \x1b[31m",
    "Cooks " * 30,
]


@pytest.mark.parametrize("title", EVIL)
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_titles_are_safe_for_shells(home: Path, title: str, shell: str) -> None:
    filled(home, [role(title, "35-2014.00")])
    answer = completed("rolecompare show cooks", shell)[0]
    assert answer.startswith(("cooks", "_arguments '*: :((\"cooks"))
    assert answer.count("\n") == 1
    assert not set("\\$`[]\x1b") & set(answer)
    assert answer.count('"') in (0, 2, 4)
    assert all(len(told) <= MAX_TITLE_LENGTH for _, told in complete_roles("cooks"))


@pytest.mark.parametrize("name", ["$(touch x)", "a;b", "a b", "A", "a\nb"])
def test_invalid_id_is_not_completed(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"roles": [{"id": name, "title": "Title"}, {"id": "sound", "title": "Sound"}]}))
    monkeypatch.setenv("ROLECOMPARE_DATA", str(own))
    assert [word for word, _ in complete_roles("")] == ["sound"]
