"""What all tests share: golden files, and the one flag that rewrites them."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "render" / "golden"
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="rewrite the golden files; then read them")


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
