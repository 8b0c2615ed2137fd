"""What is installed works: wheel, sdist and editable form, each in a new environment, run from another folder."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.installation


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    # What this test run itself was told about Python must not reach the programs that it tries.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env={**kept, **environment}, capture_output=True, check=True
    )


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist of a copy of the checkout, so that nothing is left behind in it."""
    copy = tmp_path_factory.mktemp("checkout") / "rolecompare"
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "dist")
    shutil.copytree(ROOT, copy, ignore=ignored)
    dist = tmp_path_factory.mktemp("dist")
    builder = tmp_path_factory.mktemp("builder") / "venv"
    venv.create(builder, with_pip=True)
    run(builder / "bin" / "pip", "install", "-q", "build", cwd=dist)
    # The sdist, and the wheel from it: what a stranger would build.
    run(builder / "bin" / "python", "-m", "build", "--outdir", dist, copy, cwd=dist)
    return {
        "wheel": next(dist.glob("*.whl")),
        "sdist": next(dist.glob("*.tar.gz")),
        "editable": copy,
    }


@pytest.fixture(scope="module", params=["wheel", "sdist", "editable"])
def installed(
    request: pytest.FixtureRequest, distributions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The bin folder of a new environment with one form installed."""
    home = tmp_path_factory.mktemp(request.param) / "venv"
    venv.create(home, with_pip=True)
    options = ["-e"] if request.param == "editable" else []
    run(home / "bin" / "pip", "install", "-q", *options, distributions[request.param], cwd=home)
    return home / "bin"


def test_the_default_comparison_has_duties_and_outlook(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(installed / "rolecompare", "diff", "--json", cwd=tmp_path).stdout)
    names = [section["name"] for section in answer["sections"]]
    assert names == ["duties", "training", "credentials", "settings", "outlook", "ratings"]


def test_the_table_is_printed_and_so_is_the_module(installed: Path, tmp_path: Path) -> None:
    table = run(installed / "rolecompare", "diff", cwd=tmp_path).stdout
    assert table.decode().startswith("Medical Assistant vs Medical Technician")
    assert run(installed / "python", "-m", "rolecompare", "diff", cwd=tmp_path).stdout == table


def test_every_locale_gives_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    for form in ("table", "json", "markdown", "csv"):
        command = (installed / "rolecompare", "diff", "--format", form)
        outputs = {run(*command, cwd=tmp_path, LC_ALL=locale).stdout for locale in ("C", "C.UTF-8", "C", "POSIX")}
        assert len(outputs) == 1


def test_the_bundled_data_is_sound_and_where_it_says(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(installed / "rolecompare", "data", "where", "--json", cwd=tmp_path).stdout)
    assert Path(answer["bundled"]).is_file()
    run(installed / "rolecompare", "data", "check", cwd=tmp_path)


def test_the_package_is_typed_and_carries_its_data(distributions: dict[str, Path]) -> None:
    import zipfile

    names = zipfile.ZipFile(distributions["wheel"]).namelist()
    assert "rolecompare/py.typed" in names
    assert "rolecompare/data/roles.json" in names
    assert not [name for name in names if name.startswith("tests")]


def test_this_interpreter_is_one_that_is_promised() -> None:
    assert sys.version_info >= (3, 11)
