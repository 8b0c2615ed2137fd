"""`rolecompare gap`, as somebody types it: its formats, its contract, and what it refuses."""

import json

import pytest

from rolecompare.models.kinds import SectionName
from tests.cli.test_commands import IDS, RING, answer, cited, run
from tests.schemas import validator

UMBRELLAS = {"medical-technician", "clinical-laboratory-technologists-and-technicians"}
PAIR = ("medical-assistant", "registered-nurse")


@pytest.mark.slow
def test_gap_of_every_role_matches_schema_and_cites_its_sources() -> None:
    gap = validator("gap")
    singles = [(one, other) for one, other in RING if not UMBRELLAS & {one, other}]
    assert len(singles) > len(IDS) / 2
    for one, other in singles:
        found = answer("gap", one, other, "--both", "--json")
        gap.validate(found)
        assert cited(found) == set(found["sources"])


def test_gap_names_its_schema_and_moves() -> None:
    found = answer("gap", *PAIR, "--json")
    assert next(iter(found.items())) == ("schema", "rolecompare/gap/2")
    assert [(move["start"], move["goal"]) for move in found["moves"]] == [PAIR]
    both = answer("gap", *PAIR, "--both", "--json")
    assert [(move["start"], move["goal"]) for move in both["moves"]] == [PAIR, PAIR[::-1]]


def test_obstacle_has_rule_text_and_figures() -> None:
    found = {each["name"]: each for each in answer("gap", *PAIR, "--json")["moves"][0]["obstacles"]}
    assert {name: each["text"] for name, each in found.items()} == {
        "law": "Required by law in every state: State license",
        "education": "Bachelor's degree in nursing, two levels higher; "
        "other ways in: associate's degree (4 years), postsecondary nondegree award (2 to 3 years)",
        "job-zone": "More preparation: one Job Zone higher",
    }
    (level,) = found["education"]["row"]["cells"][1]["items"]
    assert (level["value"], level["period"], level["code"]) == ("bachelors-degree", "2024", "29-1141")
    assert level["citations"]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown", "csv"])
def test_gap_is_deterministic_in_every_format(form: str) -> None:
    once = run("gap", *PAIR, "--both", "--format", form)
    assert once == run("gap", *PAIR, "--both", "--format", form)
    assert once.endswith("\n")
    assert not once.endswith("\n\n")


def test_both_option_prints_two_pages() -> None:
    there, back = run("gap", *PAIR), run("gap", *PAIR[::-1])
    both = run("gap", *PAIR, "--both")
    assert both.startswith(there)
    assert back.split("Watch out")[0] in both


def test_no_sources_option_omits_footnotes() -> None:
    assert "[1]" in run("gap", *PAIR, "--full")
    assert "[1]" not in run("gap", *PAIR, "--full", "--no-sources")


@pytest.mark.parametrize("umbrella", sorted(UMBRELLAS))
def test_umbrella_role_is_refused_on_either_side(umbrella: str) -> None:
    there = run("gap", "paramedic", umbrella, code=4)
    assert there == run("gap", umbrella, "paramedic", code=4)
    assert "you can only move to or from one. Which one? Use its title or code:\n" in there
    assert "  29-2012.00  Clinical Laboratory Technician\n" in there


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["medical-assistant"],
            2,
            "Name 2 jobs, each in quotes if its name has several words. These are only one: medical-assistant.",
        ),
        ([], 2, "Missing argument 'FROM TO'"),
        (["medical-assistant", "31-9092"], 2, "are the same job"),
        ([*PAIR, "--json", "--format", "csv"], 2, "contradict each other"),
        (["medical-assistant", "phlebotomst"], 3, "Did you mean phlebotomist?"),
        (["phlebotomst", "medical-assistant"], 3, "Did you mean phlebotomist?"),
    ],
)
def test_impossible_gap_is_refused(arguments: list[str], code: int, said: str) -> None:
    assert said in " ".join(run("gap", *arguments, code=code).replace("│", " ").split())


def test_page_counts_omitted_ratings_and_all_option_shows_them() -> None:
    pair = ("diff", "medical-assistant", "phlebotomist", "--section", "ratings")
    page, whole = run(*pair), run(*pair, "--full")
    assert "No rating clearly differs: 6 untested. Add --full to see them." in page
    assert "Interest: Social" in whole
    assert "Interest: Social" not in page
    assert "--full" not in whole
    for form in ("json", "csv"):
        assert run(*pair, "--format", form) == run(*pair, "--format", form, "--full")
    assert [section["name"] for section in json.loads(run(*pair, "--json"))["sections"]] == [SectionName.RATINGS]


def test_shared_ratings_can_be_shown() -> None:
    page = run("diff", "medical-assistant", "phlebotomist", "--section", "ratings", "--only", "shared")
    assert "--full" not in page
