"""Install the wheel, the sdist and the editable form in new environments and run the program from another folder."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.installation


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command, without the variables that configure the Python of this test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env={**kept, **environment}, capture_output=True, check=True
    )


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the paths of the wheel, the sdist and the checkout, made from a copy so that the checkout stays clean."""
    copy = tmp_path_factory.mktemp("checkout") / "rolecompare"
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "dist")
    shutil.copytree(ROOT, copy, ignore=ignored)
    dist = tmp_path_factory.mktemp("dist")
    builder = tmp_path_factory.mktemp("builder") / "venv"
    venv.create(builder, with_pip=True)
    run(builder / "bin" / "pip", "install", "-q", "build", cwd=dist)
    # `build` makes the sdist, and the wheel from it.
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
    """Return the bin folder of a new environment with one form installed."""
    home = tmp_path_factory.mktemp(request.param) / "venv"
    venv.create(home, with_pip=True)
    options = ["-e"] if request.param == "editable" else []
    run(home / "bin" / "pip", "install", "-q", *options, distributions[request.param], cwd=home)
    return home / "bin"


def test_default_comparison_has_all_sections(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(installed / "rolecompare", "diff", "--json", cwd=tmp_path).stdout)
    names = [section["name"] for section in answer["sections"]]
    assert names == ["duties", "training", "credentials", "settings", "outlook", "ratings"]


def test_module_prints_the_same_table_as_the_command(installed: Path, tmp_path: Path) -> None:
    table = run(installed / "rolecompare", "diff", cwd=tmp_path).stdout
    assert table.decode().startswith("Medical Assistant vs Medical Technician")
    assert run(installed / "python", "-m", "rolecompare", "diff", cwd=tmp_path).stdout == table


def test_output_is_the_same_in_every_locale(installed: Path, tmp_path: Path) -> None:
    for form in ("table", "json", "markdown", "csv"):
        command = (installed / "rolecompare", "diff", "--format", form)
        outputs = {run(*command, cwd=tmp_path, LC_ALL=locale).stdout for locale in ("C", "C.UTF-8", "C", "POSIX")}
        assert len(outputs) == 1


def test_bundled_data_is_valid_and_where_data_where_says(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(installed / "rolecompare", "data", "where", "--json", cwd=tmp_path).stdout)
    assert Path(answer["bundled"]).is_file()
    run(installed / "rolecompare", "data", "check", cwd=tmp_path)


def test_wheel_has_type_marker_data_and_licenses(distributions: dict[str, Path]) -> None:
    with zipfile.ZipFile(distributions["wheel"]) as wheel:
        names = wheel.namelist()
        licenses = {name.split(".dist-info/licenses/")[1]: name for name in names if ".dist-info/licenses/" in name}
        assert sorted(licenses) == ["LICENSE", "data/LICENSE"]
        for path, name in licenses.items():
            assert wheel.read(name) == (ROOT / path).read_bytes()
    assert "rolecompare/py.typed" in names
    assert "rolecompare/data/roles.json" in names
    assert not [name for name in names if name.startswith("tests")]


def test_interpreter_is_a_supported_one() -> None:
    assert sys.version_info >= (3, 11)
