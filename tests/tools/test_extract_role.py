"""The extracted role has what official tables say of an occupation, in the form of a dataset."""

import json
from pathlib import Path
from typing import Any

import pytest
from tools.extract_role import main
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.models.roles import Role
from rolecompare.models.serialization import to_json_value
from rolecompare.models.sources import Source
from tests.importers.onet_tables import OLD, text
from tests.make import validated
from tests.small_downloads import oews


@pytest.fixture(autouse=True)
def filled(home: Path, tmp_path: Path) -> Path:
    """Fill the store with two occupations and the pay of one."""
    for kind, path in (("onet", text(OLD, tmp_path)), ("oews", oews(tmp_path, {"31-9092": 50000}))):
        assert CliRunner().invoke(app, ["import", kind, path]).exit_code == 0
    return home


def extracted(capsys: pytest.CaptureFixture[str], name: str) -> Any:
    assert main([name]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["31-9092.00", "medical-assistants", "Medical Assistants"])
def test_role_has_levels_figures_and_interests_with_citations(capsys: pytest.CaptureFixture[str], name: str) -> None:
    (role,) = extracted(capsys, name)["roles"]
    assert role["codes"] == {"soc": "31-9092", "onet_soc": "31-9092.00"}
    (level,) = (level for level in role["training"]["levels"] if level["measure"] == "job_zone")
    assert level["value"] == "job-zone-3"
    (median,) = (figure for figure in role["outlook"]["pay"] if figure["measure"] == "pay.annual.median")
    assert (median["value"], median["citations"][0]["source"]) == (50000, "oews-2025-05")
    assert [(rating["name"], rating["interest"]["value"]) for rating in role["ratings"]] == [("Social", 5.83)]
    assert not role["duties"]


def test_sources_are_those_that_the_role_cites(capsys: pytest.CaptureFixture[str]) -> None:
    assert [source["id"] for source in extracted(capsys, "31-9092.00")["sources"]] == ["onet-29.3", "oews-2025-05"]
    assert [source["id"] for source in extracted(capsys, "31-9097.00")["sources"]] == ["onet-29.3"]


def test_records_are_valid_and_in_the_form_of_a_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    found = extracted(capsys, "31-9092.00")
    assert to_json_value(validated(Role, found["roles"][0])) == found["roles"][0]
    assert [to_json_value(validated(Source, source)) for source in found["sources"]] == found["sources"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"), [([], 2, "Name one occupation"), (["nobody"], 3, "No job is called “nobody”.")]
)
def test_name_that_fits_no_role_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().err.startswith(message)
