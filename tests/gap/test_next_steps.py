"""What to look up after a move was read: chosen by what the goal takes, at addresses that are whole."""

from typing import Any

import pytest

from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.next_steps import SITES
from rolecompare.gap.types import NextStep
from tests import make


def steps(**goal: Any) -> tuple[NextStep, ...]:
    start = make.role("medic", training={"levels": [make.level("high-school-diploma")]})
    subjects = make.subject(start), make.subject(make.role("nurse", "29-1141.00", **goal))
    return analyze_gap(*subjects, make.background()).moves[0].next_steps


def needs(**goal: Any) -> list[str]:
    return [step.need for step in steps(**goal)]


def levels(*values: make.Plain) -> make.Plain:
    return {"levels": list(values)}


LICENSE = make.credential("State license", "by-law", kind="license")
OPTIONAL = make.credential("Board", "optional")


def test_unknown_license_is_to_be_looked_up() -> None:
    assert needs(training=levels(make.level("high-school-diploma"))) == ["license"]


def test_license_degree_and_certification_each_have_a_site() -> None:
    credentials = {"items": [LICENSE, make.credential("Board", "required-by-most-employers")]}
    training = levels(make.level("bachelors-degree"))
    assert needs(credentials=credentials, training=training) == ["license", "certification", "education"]


@pytest.mark.parametrize("training", ["apprenticeship", "long-term"])
def test_long_training_on_the_job_may_be_an_apprenticeship(training: str) -> None:
    on_the_job = make.level(training, "training.on_the_job")
    assert "apprenticeship" in needs(training=levels(make.level("high-school-diploma"), on_the_job))


def test_sources_that_name_no_license_leave_none_to_look_up() -> None:
    credentials = {"statements": [make.statement("No state asks for a license.")]}
    assert "license" not in needs(credentials=credentials, training=levels(make.level("high-school-diploma")))


def test_move_without_obstacles_names_the_page_of_the_occupation() -> None:
    training = levels(
        make.level("high-school-diploma"),
        make.level("none", "experience.related"),
        make.level("none", "training.on_the_job"),
    )
    (step,) = steps(credentials={"items": [OPTIONAL]}, training=training)
    assert (step.need, step.url) == ("occupation", "https://www.onetonline.org/link/summary/29-1141.00")


def test_addresses_are_secure_and_of_public_sites() -> None:
    hosts = {url.split("/")[2] for _, _, url in SITES.values()}
    assert hosts == {"www.careeronestop.org", "ope.ed.gov", "www.apprenticeship.gov", "www.onetonline.org"}
    assert all(url.startswith("https://") for _, _, url in SITES.values())
