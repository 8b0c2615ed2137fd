"""Fixtures of the tests that read the official files."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from tests.official.files import ONET


@pytest.fixture(scope="session")
def onet_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store that the whole O*NET database was imported into."""
    home = tmp_path_factory.mktemp("onet")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ROLECOMPARE_HOME", str(home))
        assert CliRunner().invoke(app, ["import", "onet", str(ONET)]).exit_code == 0
    return home
