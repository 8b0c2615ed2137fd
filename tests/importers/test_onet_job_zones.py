"""The table of Job Zones says what an occupation's zone asks for, in O*NET's words and with its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.dataset.loader import LoadedDataset
from rolecompare.dataset.repository import Repository
from rolecompare.models.roles import JobZone
from rolecompare.store.reader import Store
from tests import make
from tests.importers.onet_tables import NEW, OLD, Tables, as_csv, as_workbooks, text
from tests.importers.releases import read
from tests.make import validated

HEADER = "Job Zone | Name | Experience | Education | Job Training | Examples | SVP Range"
SECOND = "2 | Job Zone Two: Little | Some. | A diploma. | Some months. | Sorters. | (4.0 to < 6.0)"
THIRD = "3 | Job Zone Three: Medium | Some years. | A school. | A year. | Drillers. | (6.0 to < 7.0)"
ZONES = "\n".join((HEADER, SECOND, THIRD))
Write = Callable[[Tables, Path], str]


def with_zones(*rows: str, tables: Tables = OLD, table: str = "Job Zone Reference") -> Tables:
    return {**tables, table: "\n".join((HEADER, *rows))}


def imported(path: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("ROLECOMPARE_HOME", str(home))
    result = CliRunner().invoke(app, ["import", "onet", path])
    assert result.exit_code == 0, result.stderr
    return Store(str(home))


def zone_of(store: Store, name: str, *roles: dict[str, Any]) -> JobZone | None:
    repository = Repository(LoadedDataset(make.dataset([*roles, make.role("other", "11-9999.00")]), "test.json"), store)
    return repository.load(repository.find(name)).role.training.job_zone


@pytest.mark.parametrize(
    ("write", "tables", "table"),
    [(text, OLD, "Job Zone Reference"), (as_workbooks, OLD, "Job Zone Reference"), (as_csv, NEW, "job_zone_reference")],
)
def test_zones_are_read_with_their_words_and_their_place(
    write: Write, tables: Tables, table: str, tmp_path: Path
) -> None:
    found = read(write(with_zones(SECOND, THIRD, tables=tables, table=table), tmp_path))
    second, third = (validated(JobZone, zone) for zone in found.onet.job_zones())
    assert found.skipped == []
    assert second.level == ("job-zone-2" if tables is OLD else "job-zone-1-2")
    assert (third.level, third.name, third.svp_range) == ("job-zone-3", "Job Zone Three: Medium", "6.0 to < 7.0")
    assert (third.experience, third.education, third.training) == ("Some years.", "A school.", "A year.")
    assert third.citations[0].source == found.onet.release.source
    assert third.citations[0].place == "Job Zone Reference, zone 3"


def test_table_is_not_listed_as_not_wanted_nor_as_missing(tmp_path: Path) -> None:
    found = read(text(with_zones(SECOND), tmp_path))
    assert [part.what for part in found.onet.ignored if "Job Zone" in part.what] == []
    assert "what job zones ask for" not in found.onet.missing


def test_release_without_the_table_says_so(tmp_path: Path) -> None:
    found = read(text(OLD, tmp_path))
    assert found.onet.job_zones() == []
    assert "what job zones ask for" in found.onet.missing


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("7 | Job Zone Seven | a | b | c | d | (1.0)", "'7' is not a job zone"),
        ("n/a | Job Zone None | a | b | c | d | (1.0)", "'' is not a job zone"),
        ("4 | n/a | a | b | c | d | (1.0)", "zone 4 has no name"),
        ("3 | Job Zone Three Again | a | b | c | d | (1.0)", "zone 3 is already in the table"),
    ],
)
def test_row_that_names_no_zone_is_skipped_with_the_reason(row: str, reason: str, tmp_path: Path) -> None:
    found = read(text(with_zones(THIRD, row), tmp_path))
    assert [zone["name"] for zone in found.onet.job_zones()] == ["Job Zone Three: Medium"]
    assert [(skipped.place, skipped.reason) for skipped in found.skipped] == [
        ("Job Zone Reference.txt, line 3", reason)
    ]


def test_words_that_the_table_lacks_are_absent(tmp_path: Path) -> None:
    found = read(text(with_zones("5 | Job Zone Five | n/a | b | n/a | d | n/a"), tmp_path))
    (zone,) = found.onet.job_zones()
    assert validated(JobZone, zone).svp_range is None
    assert zone.keys() == {"level", "name", "education", "citations"}


def test_job_of_the_store_has_what_its_zone_asks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = imported(text(with_zones(SECOND, THIRD), tmp_path), tmp_path / "home", monkeypatch)
    cook = make.role("cook", "35-1011.00")
    phlebotomist, assistant = (zone_of(store, name, cook) for name in ("Phlebotomists", "Medical Assistants"))
    assert phlebotomist is not None
    assert phlebotomist.svp_range == "4.0 to < 6.0"
    assert assistant is not None
    assert assistant.level == "job-zone-3"
    assert zone_of(store, "cook", cook) is None


def test_bundled_job_has_the_zone_that_its_latest_level_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = imported(text(with_zones(SECOND, THIRD), tmp_path), tmp_path / "home", monkeypatch)
    for period, expected in (("2019-08", "job-zone-3"), ("2025-05", "job-zone-2")):
        level = {**make.level("job-zone-2", "job_zone"), "period": period}
        helper = make.role("helper", "31-9092.00", training={"levels": [level]})
        zone = zone_of(store, "helper", helper)
        assert zone is not None
        assert zone.level == expected


def test_store_without_the_table_knows_no_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = imported(text(OLD, tmp_path), tmp_path / "home", monkeypatch)
    assert store.job_zone("job-zone-3") is None
    assert zone_of(store, "Phlebotomists", make.role("cook", "35-1011.00")) is None
