"""What a program that asked for JSON gets where there is no answer: an object on standard error, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from rolecompare import errors
from rolecompare.answers.error import error_name
from rolecompare.cli.json_errors import wants_json
from tests import make
from tests.cli.test_commands import run
from tests.schemas import validator


def refusal(*arguments: str, code: int) -> Any:
    """Return the object on the one line of standard error; standard output is empty, as `run` checks."""
    (line,) = run(*arguments, code=code).splitlines()
    found = json.loads(line)
    validator("error").validate(found)
    assert (found["schema"], found["exit_code"]) == ("rolecompare/error/2", code)
    return found


def test_unknown_job_comes_with_candidates() -> None:
    found = refusal("show", "phlebotomst", "--json", code=3)
    assert (found["error"], found["name"]) == ("role-not-found", "phlebotomst")
    assert [candidate["id"] for candidate in found["candidates"]] == ["phlebotomist"]
    assert "phlebotomst" in found["message"]


def test_ambiguous_job_comes_with_all_jobs_of_that_name(tmp_path: Path) -> None:
    path = tmp_path / "my.json"
    roles = [make.role(name, None, other_titles=["Shared"]) for name in ("helper", "cook")]
    path.write_text(json.dumps(make.dataset(roles)))
    found = refusal("show", "shared", "--data", str(path), "--json", code=4)
    assert found["error"] == "ambiguous-role"
    assert {candidate["id"] for candidate in found["candidates"]} == {"helper", "cook"}


def test_each_of_several_unknown_names_comes_with_its_candidates() -> None:
    found = refusal("diff", "phlebotomst", "qqqq", "--json", code=3)
    assert [(name["name"], [each["id"] for each in name["candidates"]]) for name in found["names"]] == [
        ("phlebotomst", ["phlebotomist"]),
        ("qqqq", []),
    ]
    assert {name["error"] for name in found["names"]} == {"role-not-found"}


def test_unknown_field_comes_with_suggestions() -> None:
    found = refusal("why", "rn", "outlook.pay.annual.medan", "--json", code=2)
    assert found["error"] == "field-not-found"
    assert "outlook.pay.annual.median" in found["suggestions"]


def test_invalid_dataset_comes_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "my.json"
    path.write_text(json.dumps(make.dataset(color="red")))
    found = refusal("diff", "--data", str(path), "--format", "json", code=5)
    assert (found["error"], found["file"]) == ("invalid-dataset", str(path))
    assert [problem["path"] for problem in found["problems"]] == ["color"]


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("diff", "--data", "/nowhere/at/all.json", "--json"), 6, "file"),
        (("diff", "--json", "--format", "csv"), 2, "usage"),
        (("show", "--json"), 2, "usage"),
        (("diff", "--section", "everything", "--format=json"), 2, "usage"),
        (("diff", "--limit", "-f", "jsonl"), 2, "usage"),
    ],
)
def test_refusal_names_its_kind(arguments: tuple[str, ...], code: int, error: str) -> None:
    assert refusal(*arguments, code=code)["error"] == error


def test_fault_of_the_program_is_an_object_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("rolecompare.dataset.repository.Repository.search", fail)
    assert refusal("list", "--json", code=errors.INTERNAL_ERROR)["error"] == "internal"


def test_control_characters_of_a_name_are_escaped() -> None:
    said = run("show", "\x1b[31m\x9b\u202e", "--json", code=3)
    assert said.isascii()
    assert "\x1b" not in said
    assert json.loads(said)["name"] == "\x1b[31m\x9b\u202e"


@pytest.mark.parametrize(
    "words",
    [("--json",), ("-f", "json"), ("--format", "jsonl"), ("--format=json",), ("-fjson",), ("x", "--json", "--", "y")],
)
def test_json_is_wanted_however_it_is_asked_for(words: tuple[str, ...]) -> None:
    assert wants_json(["show", *words])


@pytest.mark.parametrize("words", [(), ("-f", "csv"), ("--", "--json"), ("--format=csv",), ("json",), ("--full",)])
def test_prose_is_for_people(words: tuple[str, ...]) -> None:
    assert not wants_json(["show", *words])


def test_people_get_a_sentence() -> None:
    assert run("show", "qqqq", "--format", "csv", code=3).startswith("rolecompare: No job is called")


def test_every_kind_of_error_has_its_own_name() -> None:
    kinds = [errors.RoleCompareError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    names = [error_name(kind.__new__(kind)) for kind in kinds[1:]]
    assert len(set(names)) == len(names)
    assert {"usage", "role-not-found", "ambiguous-role", "umbrella-role", "corrupt-store", "file"} <= set(names)
