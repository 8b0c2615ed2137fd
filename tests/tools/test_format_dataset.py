"""The tool that lays out the dataset file: it changes the layout and nothing that the file says."""

import json
from pathlib import Path

import pytest
from tools.format_dataset import main

from rolecompare import paths


def test_file_in_another_layout_gets_that_of_the_bundled_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = Path(paths.bundled_dataset()).read_text(encoding="utf-8")
    other = tmp_path / "roles.json"
    other.write_text(json.dumps(json.loads(bundled), indent=4), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["format_dataset", str(other)])
    main()
    assert other.read_text(encoding="utf-8") == bundled
