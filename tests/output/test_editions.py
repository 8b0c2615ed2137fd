"""Pages name the data on them: the dataset where they show it, and O*NET in the words that it asks for."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rolecompare.cli.app import app
from rolecompare.models.reference_data import DatasetEdition
from rolecompare.models.sources import Source
from rolecompare.output.pages.editions import data_notes, sources_line
from tests import make
from tests.importers.onet_tables import OLD, READ_ME, text
from tests.make import validated

DATASET = DatasetEdition(title="A dataset for tests", edition="2026", license="public domain")
NAMED = "Data: A dataset for tests, edition 2026. License: public domain."
TRADEMARK = "O*NET® is a trademark of USDOL/ETA."
NOT_ENDORSED = "USDOL/ETA has not approved, endorsed, or tested these modifications."
LICENSED = "\nThe content is licensed under a Creative Commons Attribution 4.0 International License."
STORE_TABLES = {name: rows.replace("31-909", "53-303") for name, rows in OLD.items()}


def database(wording: str | None = "verbatim", **more: str) -> make.Plain:
    title = "O*NET 29.3 Database" + (" (modified: our words)" if wording == "modified" else "")
    named = {"title": title, "edition": "29.3, May 2025", "license": "CC BY 4.0", **more}
    return make.source(f"onet-{wording or 'x'}", **named, **({"wording": wording} if wording else {}))


WAGES = make.source("oews", title="Occupational Employment and Wage Statistics, national", edition="May 2025")
HANDBOOK = make.source("ooh", title="Occupational Outlook Handbook: Cooks", edition="2025")


def sources(*plain: make.Plain) -> dict[str, Source]:
    return {each["id"]: validated(Source, each) for each in plain}


def test_page_of_imported_data_alone_does_not_name_the_dataset() -> None:
    (note,) = data_notes(DATASET, sources(database(), WAGES))
    assert note.startswith("Includes information from the O*NET 29.3 Database by the U.S. Department of Labor")
    assert "Used under the CC BY 4.0 license." in note
    assert note.endswith(TRADEMARK)


@pytest.mark.parametrize("other", [HANDBOOK, make.source("book"), database("modified")])
def test_page_with_anything_else_names_the_dataset_first(other: make.Plain) -> None:
    assert data_notes(DATASET, sources(database(), WAGES, other))[0] == NAMED


def test_dataset_without_onet_is_named_alone() -> None:
    assert data_notes(DATASET, sources(WAGES)) == data_notes(DATASET, {}) == (NAMED,)
    assert data_notes(DATASET, sources(WAGES, database(None))) == (NAMED,)


def test_modified_and_quoted_release_is_attributed_once_as_modified() -> None:
    for cited in (sources(database(), database("modified")), sources(database("modified"), database())):
        named, note = data_notes(DATASET, cited)
        assert named == NAMED
        assert note.count("O*NET 29.3 Database") == 1
        assert note.endswith(NOT_ENDORSED)
        assert TRADEMARK in note


def test_two_releases_are_attributed_each() -> None:
    newer = database(title="O*NET 30.3 Database") | {"id": "onet-30.3"}
    assert len(data_notes(DATASET, sources(database(), newer))) == 2


def test_release_without_a_stated_license_is_given_none() -> None:
    unknown = database(license="not stated in the download")
    (note,) = data_notes(DATASET, sources(unknown))
    assert "CC BY" not in note
    assert "The download states no license." in note
    assert sources_line(sources(unknown)) == "Sources: O*NET 29.3 (license not stated in the download)"


def test_line_of_sources_says_that_onet_was_modified() -> None:
    assert sources_line(sources(database())) == "Sources: O*NET 29.3 (CC BY 4.0)"
    assert sources_line(sources(database(), database("modified"))) == "Sources: O*NET 29.3 (CC BY 4.0, modified)"


def test_page_of_an_imported_job_names_its_release_and_not_the_health_care_jobs(tmp_path: Path) -> None:
    path = text(STORE_TABLES, tmp_path, read_me=READ_ME + LICENSED)
    imported = CliRunner().invoke(app, ["import", "onet", path])
    assert "O*NET 29.3 Database" in imported.stdout
    assert TRADEMARK in " ".join(imported.stdout.split())
    page = CliRunner().invoke(app, ["show", "53-3032.00", "--full", "--width", "100"]).stdout
    told = " ".join(page.split())
    assert "modified" not in told
    assert "Health care jobs" not in told
    assert "Includes information from the O*NET 29.3 Database" in told
    assert "Health care jobs" in CliRunner().invoke(app, ["show", "phlebotomist", "--full"]).stdout
