"""Run every console block of the README and the docs, and check that it prints what they show."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rolecompare import errors

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
TEST_LINE = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
INSTALL_LINE = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/rolecompare diff"
MAX_LINES = 200


def commands(block: str) -> list[str]:
    """Return the commands of a block, each with its continuation lines (`> `) joined."""
    found: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(line[2:])
        elif line.startswith("> ") and found:
            found[-1] += "\n" + line[2:]
    return found


def shown(command: str) -> str:
    """Return a command as a console shows it while it is typed."""
    first, *rest = command.split("\n")
    return "\n".join([f"$ {first}", *(f"> {line}" for line in rest)])


def run(command: str) -> str:
    """Return both streams, in order, of a command that is run at the top of the checkout."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": programs, "HOME": str(ROOT), "TERM": "dumb"}
    environment["ROLECOMPARE_HOME"] = os.environ["ROLECOMPARE_HOME"]  # that of the test, which is empty
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()


def blocks(page: Path) -> list[str]:
    """Return the console blocks of a page."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "number"),
    [(page.relative_to(ROOT).as_posix(), number) for page in PAGES for number in range(len(blocks(page)))],
)
def test_console_block_prints_what_the_page_shows(name: str, number: int, request: pytest.FixtureRequest) -> None:
    page = ROOT / name
    block = blocks(page)[number]
    if "jq" in block and shutil.which("jq") is None:
        pytest.skip("jq is not installed, so the JSON recipes are not run")
    printed = "".join(f"{shown(command)}\n{run(command)}" for command in commands(block))
    if request.config.getoption("--accept-golden"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(f"```console\n{block}```", f"```console\n{printed}```"), encoding="utf-8")
        block = blocks(page)[number]
    assert printed == block


def test_readme_has_the_install_line_and_ci_runs_the_test_line() -> None:
    readme = README.read_text(encoding="utf-8")
    assert f"```sh\n{INSTALL_LINE}\n```" in readme
    assert f"```sh\n{TEST_LINE}\n```" in readme
    assert TEST_LINE in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_docs_name_every_exit_code() -> None:
    codes = {0, 1, errors.INTERNAL_ERROR, errors.INTERRUPTED} | {
        kind.exit_code for kind in errors.RoleCompareError.__subclasses__()
    }
    page = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
    assert sorted(map(int, re.findall(r"^\| (\d+) \|", page, re.MULTILINE))) == sorted(codes)


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("**/*.md") if ".venv" not in path.parts)
)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))],
    ids=lambda page: page.stem,
)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`([\w./-]+(?:\.py|/))`", page.read_text(encoding="utf-8"))
    folders = (ROOT, ROOT / "src" / "rolecompare", ROOT / "benchmarks")
    assert [path for path in named if not any((folder / path).exists() for folder in folders)] == []


def test_architecture_names_every_folder_of_the_package() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "rolecompare"
    folders = {f"{path.name}/" for path in package.iterdir() if (path / "__init__.py").exists()}
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    named = {name for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for name in re.findall(r"`(.*?)`", row)}
    assert (folders | modules) - named == set()
