"""docs/cli.md shows the commands as they are."""

import runpy
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


NEWER_TYPER = tuple(map(int, version("typer").split(".")[:2])) >= (0, 29)
"""From 0.29 on, the options of Typer do not tell their types to the tool that writes the page."""


@pytest.mark.skipif(NEWER_TYPER, reason="docs/cli.md is written with a version of Typer below 0.29")
def test_command_reference_is_up_to_date() -> None:
    generate = runpy.run_path(str(ROOT / "tools" / "generate_cli_docs.py"))["generate_page"]
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == generate(), "run `python tools/generate_cli_docs.py`"
