"""docs/cli.md shows the commands as they are."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_command_reference_is_up_to_date() -> None:
    generate = runpy.run_path(str(ROOT / "tools" / "generate_cli_docs.py"))["generate_page"]
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == generate(), "run `python tools/generate_cli_docs.py`"
