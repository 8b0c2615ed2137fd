"""Provide the fixtures that all tests share: an empty environment, a local web server and golden files."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from tests.official.files import FOLDER
from tests.serving import Server, serving

GOLDEN = Path(__file__).parent / "output" / "golden"
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="rewrite the golden files; then read them")


# Where CI is set, as .ci/run and most services do, every run tries the same examples and fails only for a change.
# Elsewhere each run explores new ones. No example has a deadline, for its time depends on what else the machine does.
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "explore")


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs that tests start.

    A shell starts background jobs with SIGINT ignored, and a child inherits that. Tests that interrupt a program would
    then wait for it in vain.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that need the official files where those are absent."""
    if FOLDER.is_dir():
        return
    absent = pytest.mark.skip(reason="the official files are not at hand: no folder shared/data beside the repository")
    for item in items:
        if item.get_closest_marker("official"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return a function that makes an empty folder for a local store."""
    folder, numbers = tmp_path_factory.mktemp("homes"), count()

    def another() -> Path:
        home = folder / str(next(numbers))
        home.mkdir()
        return home

    return another


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, homes: Callable[[], Path]) -> None:
    """Remove the variables that change what the program prints, and give each test an empty store of its own."""
    for name in list(os.environ):
        if name.startswith("ROLECOMPARE_") or name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ROLECOMPARE_HOME", str(homes()))
    # No test sends a request to another machine, nor asks a proxy for this one.
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("ROLECOMPARE_ONET_URL", "http://127.0.0.1:9/nobody")


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """Run a web server on this machine."""
    with serving() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """Return the web server with its list of requests emptied."""
    running.requests.clear()
    return running


@pytest.fixture
def home(clean_environment: None) -> Path:
    """Return the folder of this test's own store."""
    return Path(os.environ["ROLECOMPARE_HOME"])


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a function that compares an output with a golden file, or rewrites the file where the flag says so."""

    def compare(name: str, output: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--accept-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.encode())
        assert path.exists(), f"no golden file {name}: run pytest --accept-golden, then read it"
        assert output == path.read_bytes().decode()

    return compare
