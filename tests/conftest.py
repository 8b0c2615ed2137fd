"""What all tests share: surroundings that are nobody's, golden files, and the one flag that rewrites them."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.serving import Server, serving

GOLDEN = Path(__file__).parent / "output" / "golden"
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="rewrite the golden files; then read them")


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs that tests start.

    A shell starts background jobs with SIGINT ignored, and a child inherits that. Tests that interrupt a program would
    then wait for it in vain.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes an empty folder for a local store."""
    folder, numbers = tmp_path_factory.mktemp("homes"), count()

    def another() -> Path:
        home = folder / str(next(numbers))
        home.mkdir()
        return home

    return another


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch: pytest.MonkeyPatch, homes: Callable[[], Path]) -> None:
    """What the shell of whoever runs the tests says of data, width and color is not what they are about.

    Nor is their own store: each test has an empty one, and so have the programs that it runs.
    """
    for name in list(os.environ):
        if name.startswith("ROLECOMPARE_") or name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ROLECOMPARE_HOME", str(homes()))
    # No test asks another machine, nor the proxy of whoever runs it for this one.
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("ROLECOMPARE_ONET_URL", "http://127.0.0.1:9/nobody")


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """A web server on this machine."""
    with serving() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """A web server on this machine that was asked nothing yet."""
    running.asked.clear()
    return running


@pytest.fixture
def home(quiet_surroundings: None) -> Path:
    """The folder of this test's own store."""
    return Path(os.environ["ROLECOMPARE_HOME"])


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a whole output with the file of that name, or write it there where the flag says so."""

    def compare(name: str, output: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--accept-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.encode())
        assert path.exists(), f"no golden file {name}: run pytest --accept-golden, then read it"
        assert output == path.read_bytes().decode()

    return compare
