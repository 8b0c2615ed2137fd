"""Figures of a publication reach the occupations that its rows count, whatever classification its codes are from."""

from pathlib import Path

import pytest

from rolecompare.dataset.loader import load_dataset
from rolecompare.dataset.repository import Repository
from rolecompare.models.figures import Figure
from rolecompare.store.reader import Store
from tests.small_downloads import Occupation, oews, onet
from tests.store.test_store import imported

COUNSELORS = Occupation("21-1011.00", "Counselors")
STOCKERS = Occupation("53-7065.00", "Stockers")
DOSIMETRISTS = Occupation("29-2036.00", "Dosimetrists")
MEDIAN = "pay.annual.median"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROLECOMPARE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def medians(home: Path, name: str) -> list[tuple[str, str | None, object]]:
    """Return period, code with its classification, and value or reason of the median pay that a role has."""
    repository = Repository(load_dataset(None), Store(str(home)))
    role = repository.load(repository.find(name)).role
    measured = repository.measured_roles([MEDIAN], [role.id])[0].values[MEDIAN]
    pay = [figure for figure in role.outlook.pay if figure.measure == MEDIAN]
    assert list(measured) == pay  # a table reads the same as a page
    return [
        (
            figure.period or "",
            f"{figure.code} {figure.classification.value}" if figure.code and figure.classification else figure.code,
            figure.value if isinstance(figure, Figure) else figure.reason,
        )
        for figure in pay
    ]


def test_figure_of_a_combined_row_belongs_to_those_that_it_counts(home: Path, tmp_path: Path) -> None:
    imported("onet", onet(tmp_path, [COUNSELORS]))
    imported("oews", oews(tmp_path, {"21-1010": 60_000, "21-1013": 58_000, "21-1018": 50_000}))
    assert medians(home, "Counselors") == [("2025-05", "21-1018", 50_000)]


def test_former_code_counts_an_occupation_that_it_matches_and_says_so_where_it_does_not(
    home: Path, tmp_path: Path
) -> None:
    imported("onet", onet(tmp_path, [STOCKERS, DOSIMETRISTS]))
    wages = {"00-0000": 40_000, "43-5081": 27_000, "53-7060": 30_000, "29-2030": 61_000, "29-2099": 41_000}
    imported("oews", oews(tmp_path, wages, 2017))
    assert medians(home, "Stockers") == [("2017-05", "43-5081 SOC 2010", 27_000)]
    reason = (
        "the edition May 2017 counts by SOC 2010, in which no code matches 29-2036 of SOC 2018 one to one "
        "(it corresponds to 29-2099)"
    )
    assert medians(home, "Dosimetrists") == [("2017-05", None, reason)]


def test_wages_of_2019_are_counted_by_the_hybrid(home: Path, tmp_path: Path) -> None:
    imported("onet", onet(tmp_path, [DOSIMETRISTS]))
    imported("oews", oews(tmp_path, {"29-2030": 61_000, "29-2098": 42_000}, 2019))
    assert medians(home, "Dosimetrists") == [("2019-05", "29-2098 SOC 2010/2018 hybrid", 42_000)]


def test_occupation_of_a_former_database_has_a_figure_where_the_codes_match(home: Path, tmp_path: Path) -> None:
    old = [Occupation("31-1014.00", "Nursing Helpers"), Occupation("15-1132.00", "Programmers of Applications")]
    imported("onet", onet(tmp_path, old, "24.3"))
    imported("oews", oews(tmp_path, {"00-0000": 50_000, "31-1131": 39_000, "15-1252": 130_000}))
    assert medians(home, "31-1014.00") == [("2025-05", "31-1131", 39_000)]
    ((_, _, reason),) = medians(home, "15-1132.00")
    assert "counts by SOC 2018, in which no code matches 15-1132 of SOC 2010 one to one" in str(reason)


def test_occupation_that_a_publication_leaves_out_has_no_figure(home: Path, tmp_path: Path) -> None:
    imported("onet", onet(tmp_path, [COUNSELORS]))
    imported("oews", oews(tmp_path, {"21-1021": 60_000}))
    assert medians(home, "Counselors") == []


def test_reason_stands_in_for_a_value_and_not_beside_a_newer_one(home: Path, tmp_path: Path) -> None:
    imported("onet", onet(tmp_path, [DOSIMETRISTS]))
    imported("oews", oews(tmp_path, {"00-0000": 40_000}, 2017))
    imported("oews", oews(tmp_path, {"29-2036": 140_000}))
    found = medians(home, "Dosimetrists")
    assert [(period, code) for period, code, _ in found] == [("2025-05", "29-2036"), ("2017-05", None)]
