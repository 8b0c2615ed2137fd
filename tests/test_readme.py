"""The README is true: every console block is run, and prints what stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
TEST_LINE = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
INSTALL_LINE = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/rolecompare diff"


def commands(block: str) -> list[str]:
    """The commands of a block, each with its continuation lines (`> `) joined."""
    found: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(line[2:])
        elif line.startswith("> ") and found:
            found[-1] += "\n" + line[2:]
    return found


def shown(command: str) -> str:
    first, *rest = command.split("\n")
    return "\n".join([f"$ {first}", *(f"> {line}" for line in rest)])


def run(command: str) -> str:
    """What a person sees who types the command at the top of a checkout: both streams, in order."""
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


def blocks() -> list[str]:
    return BLOCK.findall(README.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(len(blocks())))
def test_a_console_block_prints_what_stands_there(number: int, request: pytest.FixtureRequest) -> None:
    block = blocks()[number]
    if "jq" in block and shutil.which("jq") is None:
        pytest.skip("jq is not installed, so the JSON recipes of the README are not run")
    said = "".join(f"{shown(command)}\n{run(command)}" for command in commands(block))
    if request.config.getoption("--accept-golden"):
        text = README.read_text(encoding="utf-8")
        README.write_text(text.replace(f"```console\n{block}```", f"```console\n{said}```"), encoding="utf-8")
        block = blocks()[number]
    assert said == block


def test_the_two_lines_stand_in_the_readme_and_the_second_in_ci() -> None:
    readme = README.read_text(encoding="utf-8")
    assert f"```sh\n{INSTALL_LINE}\n```" in readme
    assert f"```sh\n{TEST_LINE}\n```" in readme
    assert TEST_LINE in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_names_every_exit_code() -> None:
    from rolecompare import errors

    codes = {0, 1, errors.INTERNAL_ERROR} | {kind.exit_code for kind in errors.RoleCompareError.__subclasses__()}
    named = re.findall(r"^\| (\d+) \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(map(int, named)) == sorted(codes)


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("**/*.md") if ".venv" not in path.parts)
)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
