"""The rooms keep their law; and the law, broken on purpose, is seen to be broken."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import FORMATS, LAW, breaches, module_of, room_of, unused
from tests.downloads import many, onet

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "rolecompare"


def test_no_room_breaks_the_law() -> None:
    assert breaches(PACKAGE) == []


def test_the_law_allows_nothing_that_no_room_does() -> None:
    assert unused(PACKAGE) == []


def test_every_room_of_the_law_is_there_and_every_file_has_a_room() -> None:
    modules = {module_of(path, PACKAGE) for path in PACKAGE.rglob("*.py")}
    assert {room_of(module) for module in modules} == set(LAW)


def test_no_format_knows_another() -> None:
    for name in FORMATS:
        assert not LAW[name].rooms & (set(FORMATS) - {name})


@pytest.mark.parametrize(
    ("file", "line", "breach"),
    [
        (
            "comparison/duties.py",
            "from rolecompare.render import Canvas",
            "comparison.duties:1 imports rolecompare.render",
        ),
        ("comparison/duties.py", "def f():\n    import rich", "comparison.duties:2 imports rich"),
        ("render/markdown.py", "import rolecompare.render.csv", "render.markdown:1 imports rolecompare.render.csv"),
        ("render/sheet.py", "from rolecompare import loading", "render.sheet:1 imports rolecompare.loading"),
        ("models.py", "import pydantic", "models:1 imports pydantic"),
        ("loading.py", "from rolecompare.cli import app", "loading:1 imports rolecompare.cli"),
        ("catalog.py", "from rolecompare import __version__", "catalog:1 imports rolecompare"),
        ("errors.py", "from . import models", "errors:1 imports rolecompare.relative"),
        ("comparison/figures.py", "text = open('x').read()", "comparison.figures:1 touches open"),
        ("render/json.py", "print('x')", "render.json:1 touches print"),
        ("vocabulary.py", "import os\nhome = os.environ", "vocabulary:2 touches environ"),
    ],
)
def test_a_file_that_breaks_the_law_is_seen(tmp_path: Path, file: str, line: str, breach: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line + "\n")
    assert breach in breaches(tmp_path)


def test_the_drawing_of_the_rooms_names_every_room() -> None:
    drawn = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `([\w.]+)` \|", drawn, re.MULTILINE))
    assert rows == {name or "rolecompare" for name in LAW}


# ── what a command does not need it does not import ──────────────────────────────────────────────────────────────────


def imported(*arguments: str, **environment: str) -> set[str]:
    """The top-level modules that a run of the program imports."""
    probe = (
        "import sys\nfrom rolecompare.cli import app\n"
        "try:\n    app(sys.argv[1:])\nfinally:\n"
        "    print('\\n'.join({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=True, env={**environment}
    )
    return set(run.stderr.split())


NETWORK = {"http", "ssl", "socket", "_socket", "ftplib", "hashlib"}
HEAVY = {"rich", "pydantic", "pydantic_core", "rapidfuzz", "jsonschema", "csv", "importlib_metadata"}


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--version"], set()),
        (["show", "medical-assistant", "--json"], set()),
        (["diff", "--json"], set()),
        (["list", "--format", "markdown"], set()),
        (["diff"], {"rich"}),
        (["gap", "medical-assistant", "phlebotomist"], {"rich"}),
        (["gap", "medical-assistant", "phlebotomist", "--json"], set()),
        (["fit", "--answer", "care=much", "--json"], set()),
        (["fit", "--questions", "--json"], set()),
        (["fit", "--answer", "care=much"], {"rich"}),
        (["diff", "--format", "csv"], {"csv"}),
    ],
)
def test_a_command_imports_only_the_heavy_things_that_it_needs(arguments: list[str], heavy: set[str]) -> None:
    assert imported(*arguments) & HEAVY == heavy


def test_nothing_that_knows_a_network_is_imported_but_to_download(tmp_path: Path, home: Path) -> None:
    database = onet(tmp_path, many(3))
    for words in (["import", "onet", database, "--json"], ["find", "testers", "--json"], ["diff"]):
        assert imported(*words, ROLECOMPARE_HOME=str(home)) & NETWORK == set(), words


def test_completing_a_role_imports_nothing_heavy() -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom rolecompare.cli import app\n"
            "try:\n    app(prog_name='rolecompare')\nfinally:\n"
            "    print('\\n'.join({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={
            "_ROLECOMPARE_COMPLETE": "complete_bash",
            "COMP_WORDS": "rolecompare diff phleb",
            "COMP_CWORD": "2",
        },
    )
    assert run.stdout.split() == ["phlebotomist"]
    assert set(run.stderr.split()) & HEAVY == set()
