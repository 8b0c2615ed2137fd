"""Tests of the commands that summary pages name: each of them works as it is written."""

import re
import shlex

import pytest

from tests.cli.test_commands import ROLES, run

JOBS = [role["id"] for role in ROLES if not role.get("members")]
PAGES = [
    *(("gap", start, goal) for start, goal in zip(JOBS, JOBS[5:], strict=False)),
    ("gap", "medical-assistant", "registered-nurse", "--both"),
    ("fit", "--answer", "like=care"),
    ("fit", "--answer", "time=month", "--answer", "pay=60000"),
    ("fit", "ophthalmic-medical-technician", "radiologic-technologist", "--answer", "place=office"),
    ("fit", "--answer", "like=skip"),
    ("claims",),
    ("claims", "phlebotomist", "--verdict", "supported"),
]


def commands_in(page: str) -> list[str]:
    """Return the commands at the feet of pages, as they are written there."""
    feet = [" ".join(text.partition("\nFrom ")[0].split()) for text in page.split("\nMore: ")[1:]]
    return [text.strip() for foot in feet for text in re.findall(r"rolecompare [^·(]+", foot)]


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_commands_at_the_foot_of_a_page_work(arguments: tuple[str, ...]) -> None:
    page = run(*arguments, "--width", "100")
    commands = commands_in(page)
    assert commands
    for command in commands:
        assert run(*shlex.split(command)[1:])


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_full_page_is_longer_than_its_summary(arguments: tuple[str, ...]) -> None:
    assert len(run(*arguments, "--full").splitlines()) > len(run(*arguments).splitlines())


def test_verdicts_that_a_page_counts_can_be_asked_for() -> None:
    counted = dict(re.findall(r"(\d+): --verdict ([\w-]+)", run("claims", "--width", "100")))
    assert len(counted) == 4
    for count, verdict in counted.items():
        assert f"{count} of 50 claims" in run("claims", "--verdict", verdict)


def test_job_that_no_claim_is_about_is_named() -> None:
    assert "The article says nothing about this job: Registered Nurse." in run("claims", "registered-nurse")
    assert "No claims found." in run("claims", "registered-nurse", "--verdict", "supported")
