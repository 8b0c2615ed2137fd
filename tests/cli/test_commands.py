"""The commands, as somebody types them: what they print, on which stream, and the exit code."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rolecompare import __version__, paths
from rolecompare.cli.app import COMMANDS, MAX_LINE_LENGTH, app
from rolecompare.cli.commands.data import DOCUMENTS
from rolecompare.models.kinds import SectionName, Verdict
from tests import make
from tests.schemas import published_schema, validator

RUNNER = CliRunner()
ROLES = json.loads(Path(paths.bundled_dataset()).read_bytes())["roles"]
IDS = [role["id"] for role in ROLES]
RING = list(pairwise([*IDS, IDS[0]]))  # every role twice, each time beside another one


def run(*arguments: str, code: int = 0, env: Mapping[str, str] | None = None) -> str:
    """Standard output of a run that ends with the code; of a refusal, standard error, the output being empty."""
    done = RUNNER.invoke(app, list(arguments), env=dict(env or {}), prog_name="rolecompare")
    assert done.exit_code == code, done.stderr
    assert "Traceback" not in done.stderr
    if code in (0, 1):
        assert done.stderr == ""
        return done.stdout
    assert done.stdout == ""
    return done.stderr


def answer(*arguments: str, code: int = 0) -> Any:
    return json.loads(run(*arguments, code=code))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A dataset of the user's own."""
    path = tmp_path / "my.json"
    helper = make.role("helper", None, other_titles=["Aide", "Shared"], duties=[make.duty("Help")])
    cook = make.role("cook", None, other_titles=["Shared"], duties=[make.duty("Cook")])
    path.write_text(json.dumps(make.dataset([helper, cook])))
    return path


def test_version_is_printed() -> None:
    assert run("--version") == run("-V") == f"rolecompare {__version__}\n"


EVERY_COMMAND = [
    *("diff", "gap", "table", "show", "list", "find", "related", "claims", "why", "sources", "fit"),
    *("data check", "data schema", "data where", "data remove"),
    *("import files", "import onet", "import oews", "import projections"),
]


@pytest.mark.parametrize("command", EVERY_COMMAND)
def test_help_of_every_command_has_example(command: str) -> None:
    for flag in ("--help", "-h"):
        assert f"Example: rolecompare {command}" in " ".join(run(*command.split(), flag).split())


def test_help_lists_every_command() -> None:
    page = run("--help")
    assert all(f"│ {name} " in page for name in COMMANDS)


def test_misspelled_command_is_suggested() -> None:
    assert "No such command 'dif'. Did you mean 'diff'?" in run("dif", code=2)


def test_help_groups_commands_in_panels() -> None:
    page = run("--help")
    assert [line.split("─ ")[1].split(" ─")[0] for line in page.splitlines() if line.startswith("╭")] == [
        "Options",
        "Compare",
        "Look up",
        "Decide",
        "Data",
    ]


def test_diff_without_names_compares_default_pair() -> None:
    assert [role["id"] for role in answer("diff", "--json")["roles"]] == IDS[:2]


def test_roles_keep_order_of_names() -> None:
    names = ["radiologic-technologist", "31-9097.00", "Clinical Laboratory Technicians"]
    found = [role["id"] for role in answer("diff", *names, "--json")["roles"]]
    assert found == ["radiologic-technologist", "phlebotomist", "clinical-laboratory-technician"]


def test_json_option_equals_format_json() -> None:
    assert run("diff", "--json") == run("diff", "--format", "json") == run("diff", "--json", "-f", "json")


def test_diff_returns_only_requested_sections() -> None:
    found = answer("diff", "-s", "outlook", "--section", "training", "--json")
    assert [section["name"] for section in found["sections"]] == ["training", "outlook"]
    assert {sentence["section"] for sentence in found["summary"]} == {"training", "outlook"}
    assert {warning["section"] for warning in found["warnings"]} <= {"training", "outlook"}


def test_show_omits_sections_that_were_not_requested() -> None:
    role = answer("show", "phlebotomist", "--section", "settings", "--json")["role"]
    assert set(role) == {"id", "title", "summary", "other_titles", "codes", "members", "settings"}


@pytest.mark.parametrize(
    ("only", "relations"), [("differences", {"alike", "differs", "missing", "only"}), ("shared", {"same", "alike"})]
)
def test_only_option_filters_rows_by_relation(only: str, relations: set[str]) -> None:
    found = answer("diff", "--only", only, "--json")
    assert {row["relation"] for section in found["sections"] for row in section["rows"]} <= relations


def test_list_searches_names_and_summaries() -> None:
    assert [role["id"] for role in answer("list", "--json")["roles"]] == IDS
    assert [role["id"] for role in answer("list", "--search", "X-RAY tech", "--json")["roles"]] == [
        "radiologic-technologist"
    ]
    assert answer("list", "--search", "no such thing", "--json")["roles"] == []


def test_claims_lists_all_claims_with_verdicts() -> None:
    found = answer("claims", "--json")["claims"]
    assert [claim["number"] for claim in found] == list(range(1, 51))
    verdicts = {claim["number"]: claim["verdict"] for claim in found}
    assert (verdicts[28], verdicts[29], verdicts[30]) == ("supported", "contradicted", "wrong-period")
    assert (verdicts[25], verdicts[46]) == ("contradicted", "partly-supported")


def test_claims_are_filtered_by_role_verdict_and_section() -> None:
    found = answer("claims", "ma", "-s", "outlook", "--verdict", "wrong-period", "--verdict", "supported", "--json")
    assert [claim["number"] for claim in found["claims"]] == [28, 30, 38]
    assert found["total"] == 50
    assert answer("claims", "paramedic", "--json")["claims"] == []
    assert "The article says nothing about this job: Paramedic." in run("claims", "paramedic")


def test_dataset_without_claims_has_empty_list(own: Path) -> None:
    found = answer("claims", "--json", "--data", str(own))
    assert (found["claims"], found["total"]) == ([], 0)


def test_why_shows_file_sheet_row_column_edition_and_formula() -> None:
    found = answer("why", "medical-assistant", "outlook.openings.annual", "--json")
    (origin,) = found["values"][0]["origins"]
    assert origin == {
        "source": "ep-2024-34",
        "place": "occupation_2024-34.xlsx, Table 1.2, row 517, Occupational openings, 2024–34 annual average",
        "file": "occupation_2024-34.xlsx",
        "sheet": "Table 1.2",
        "row": 517,
        "column": "Occupational openings, 2024–34 annual average",
        "formula": "112.3 × 1,000 = 112,300",
    }
    page = run("why", "medical-assistant", "outlook.pay.annual.median")
    for told in ("$45,690", "May 2025", "national_M2025_dl.xlsx", "the first", "630", "A_MEDIAN", "as published"):
        assert told in page


def test_unknown_field_is_refused_with_suggestions() -> None:
    said = run("why", "medical-assistant", "outlook.pay.annual.medan", code=2)
    assert "no field “outlook.pay.annual.medan”. Did you mean outlook.pay.annual.median" in said
    counted = run("why", "medical-assistant", "\x1b[31mzzz", code=2)
    assert "\x1b" not in counted
    assert "a section alone to list its fields: summary (1), duties (" in counted


def test_unknown_field_of_a_section_lists_the_fields_of_that_section() -> None:
    first, *listed = run("why", "medical-assistant", "outlook.zzzzzz", code=2).splitlines()
    assert first.endswith("Fields in outlook:")
    assert "  outlook.pay.annual.median  (Pay a year, median)" in listed
    assert all(line.startswith("  outlook.") for line in listed)


@pytest.mark.parametrize("field", ["outlook", "OUTLOOK"])
def test_why_of_a_section_lists_its_fields(field: str) -> None:
    found = answer("why", "medical-assistant", field, "--json")
    validator("fields").validate(found)
    assert found["fields"]["outlook.pay.annual.median"] == "Pay a year, median"
    assert all(name.startswith("outlook.") for name in found["fields"])
    assert re.search("outlook.pay.annual.median +Pay a year, median", run("why", "medical-assistant", field))


def test_why_without_a_field_lists_all_fields() -> None:
    found = answer("why", "medical-assistant", "--json")["fields"]
    assert next(iter(found)) == "summary"
    assert {name.partition(".")[0] for name in found} == {"summary", *SectionName}


@pytest.mark.parametrize("words", ["pay", "salary", "a year, median"])
def test_why_lists_fields_that_some_words_mean_medians_first(words: str) -> None:
    found = list(answer("why", "MA", *words.split(), "--json").get("fields", ["outlook.pay.annual.median"]))
    assert found[0] == "outlook.pay.annual.median"


def test_why_takes_the_label_of_a_row_for_its_field() -> None:
    found = answer("why", "medical", "assistant", "Pay a year, median", "--json")
    assert found["field"] == "outlook.pay.annual.median"


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("OUTLOOK.PAY.ANNUAL.MEDIAN", "outlook.pay.annual.median"),
        ("duties.measure-vital-signs+collect-specimens", "duties.measure-vital-signs"),
    ],
)
def test_field_is_found_in_any_case_and_in_joined_rows(field: str, meant: str) -> None:
    found = answer("why", "medical-assistant", field, "--json")
    assert found["values"] == answer("why", "medical-assistant", meant, "--json")["values"]


def test_field_is_suggested_by_its_label() -> None:
    assert "ratings.interest.1.B.1.d" in run("why", "paramedic", "interest: socal", code=2)


def test_why_shows_estimation_method_and_credential_requirement() -> None:
    assert "as published; estimated by machine learning" in run("why", "paramedic", "ratings.interest.1.B.1.d")
    credential = "credentials.State regulation / State licensing agencies"
    assert "Required by law in some states: " in run("why", "medical-assistant", credential)


def test_member_role_has_claims_of_its_umbrella() -> None:
    numbers = {claim["number"] for claim in answer("claims", "phlebotomist", "--json")["claims"]}
    assert numbers == {claim["number"] for claim in answer("claims", "medical-technician", "--json")["claims"]}


def test_disputed_statement_is_marked_in_every_section() -> None:
    for more in ((), ("--section", "duties")):
        page = run("show", "medical-technician", "--full", *more)
        assert re.search(r"Do research in a laboratory.\[1\].⚠41", page)
        assert "claim 41" in page


def test_search_without_result_says_so() -> None:
    assert run("list", "--search", "zzz") == "No jobs found.\n"


def test_statement_that_repeats_a_wrong_claim_is_marked() -> None:
    page = run("show", "medical-technician", "--full", "--width", "160")
    assert re.search(r"Check patients' vital signs.*⚠36", page)
    assert "claim 36, partly supported" in page


def test_find_ranks_matching_roles() -> None:
    found = answer("find", "med", "tech", "--json")
    assert (found["schema"], found["query"]) == ("rolecompare/find/2", "med tech")
    first = found["candidates"][0]
    assert (first["id"], first["why"]) == ("medical-technician", "abbreviation: med = medical, tech = technician")
    scores = [candidate["score"] for candidate in found["candidates"]]
    assert scores == sorted(scores, reverse=True)
    validator("find").validate(found)
    assert "No job found for “qqqq”." in run("find", "qqqq", code=3)
    assert "phlebotomist" in run("find", "phlebotomst")


@pytest.mark.parametrize("kind", ["onet", "oews", "projections"])
def test_import_without_path_says_where_to_get_the_file(kind: str) -> None:
    assert "https://www." in run("import", kind, code=2)


def test_sources_lists_every_source() -> None:
    listed = answer("sources", "--json")["sources"]
    cited = set(answer("diff", *IDS, "--json")["sources"])
    assert cited <= set(listed)
    assert all(source["license"] and source["edition"] for source in listed.values())


def test_where_says_how_dataset_was_chosen(own: Path) -> None:
    assert answer("data", "where", "--json")["chosen_by"] == "default"
    assert answer("data", "where", "--data", str(own), "--json")["in_use"] == str(own)
    found = json.loads(run("data", "where", "--json", env={"ROLECOMPARE_DATA": str(own)}))
    assert (found["chosen_by"], found["in_use"]) == ("ROLECOMPARE_DATA", str(own))


def test_own_dataset_replaces_bundled_one(own: Path) -> None:
    names = [role["id"] for role in answer("diff", "--data", str(own), "--json")["roles"]]
    assert names == ["helper", "cook"]
    assert run("diff", "--json", env={"ROLECOMPARE_DATA": str(own)}) == run("diff", "--data", str(own), "--json")


def test_data_option_overrides_environment(own: Path) -> None:
    env = {"ROLECOMPARE_DATA": "/nowhere/at/all.json"}
    assert json.loads(run("diff", "--data", str(own), "--json", env=env))["roles"][0]["id"] == "helper"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown", "csv"])
@pytest.mark.parametrize("command", [["diff"], ["show", "phlebotomist"], ["list"], ["sources"], ["data", "where"]])
def test_output_is_deterministic_in_every_format(command: list[str], form: str) -> None:
    once = run(*command, "--format", form)
    assert once == run(*command, "--format", form)
    assert once.endswith("\n")
    assert not once.endswith("\n\n")


def test_page_takes_six_roles_and_other_formats_any_number() -> None:
    assert len(answer("diff", *IDS, "--json")["roles"]) == len(IDS) == 26
    assert run("diff", *IDS, "--format", "csv")
    assert run("diff", *IDS[:6])
    assert "Name at most 6, or use --json" in run("diff", *IDS, code=2)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_schema_has_an_id_and_only_that_of_datasets_forbids_further_keys(document: str) -> None:
    schema = published_schema(document)
    version = 1 if document == "dataset" else 2
    assert schema["$id"] == f"urn:rolecompare:{document}:{version}"
    assert schema["properties"]["schema"]["const"] == f"rolecompare/{document}/{version}"
    closed = [part for part in (schema, *schema.get("$defs", {}).values()) if part.get("additionalProperties") is False]
    assert bool(closed) == (document == "dataset")


@pytest.mark.slow
def test_comparison_of_every_role_matches_schema() -> None:
    comparison = validator("comparison")
    for one, other in RING:
        comparison.validate(answer("diff", one, other, "--json"))
    comparison.validate(answer("diff", *IDS[:7], "--json"))


def test_other_answers_match_their_schemas(own: Path) -> None:
    roles = validator("role")
    for name in IDS:
        roles.validate(answer("show", name, "--json"))
        roles.validate(answer("show", name, "-s", "duties", "--json"))
    validator("comparison").validate(answer("diff", "--json"))
    validator("list").validate(answer("list", "--json"))
    claims = validator("claims")
    claims.validate(answer("claims", "--json"))
    claims.validate(answer("claims", "phlebotomist", "--json"))
    why = validator("why")
    for name, field in (
        ("medical-technician", "outlook.pay.annual.median"),
        ("medical-assistant", "duties.collect-specimens"),
        ("phlebotomist", "settings.hospitals"),
        ("medical-assistant", "settings.condition.on-feet"),
        ("paramedic", "ratings.interest.1.B.1.d"),
        ("clinical-laboratory-technician", "training.education.entry"),
    ):
        why.validate(answer("why", name, field, "--json"))
    validator("sources").validate(answer("sources", "--json"))
    validator("where").validate(answer("data", "where", "--json"))
    validator("check").validate(answer("data", "check", "--json"))
    validator("dataset").validate(json.loads(own.read_text()))


@pytest.mark.parametrize("command", [["diff"], ["show", "medical-technician"], ["list"], ["sources"]])
def test_answer_names_its_schema_first(command: list[str]) -> None:
    name, version = next(iter(answer(*command, "--json").items()))
    assert (name, version.rpartition("/")[2]) == ("schema", "2")


def cited(value: Any) -> set[str]:
    """The ids of all sources that a JSON value cites."""
    if isinstance(value, dict):
        own = {value["source"]} if {"source", "place"} <= set(value) <= {"source", "place", "multiplier"} else set()
        return own.union(*map(cited, value.values()))
    return set().union(*map(cited, value)) if isinstance(value, list) else set()


def test_every_citation_has_its_source_in_the_answer() -> None:
    for command in (["diff"], ["diff", "--only", "shared"], ["show", "medical-technician"], ["diff", *IDS]):
        found = answer(*command, "--json")
        assert cited(found) == set(found["sources"])


@pytest.mark.slow
@pytest.mark.parametrize("section", ["duties", "training", "credentials", "settings", "outlook", "ratings"])
def test_every_section_of_every_role_is_shown_alone_with_sources(section: str) -> None:
    roles = validator("role")
    for name in IDS:
        found = answer("show", name, "-s", section, "--json")
        roles.validate(found)
        assert cited(found) == set(found["sources"])
        for form in ("table", "markdown", "csv"):
            run("show", name, "-s", section, "--format", form)


def test_summary_sentence_is_omitted_without_all_its_rows() -> None:
    found = answer("diff", "medical-assistant", "phlebotomist", "--only", "shared", "-s", "outlook", "--json")
    assert found["summary"] == []


def test_rows_that_only_leaves_out_are_not_said_to_be_listed_for_no_job() -> None:
    page = run("diff", "licensed-practical-nurse", "registered-nurse", "--only", "differences")
    assert "none listed" not in page


def test_misspelled_role_gets_suggestion() -> None:
    said = run("show", "phlebotomst", code=3)
    assert said == "rolecompare: No job is called “phlebotomst”. Did you mean phlebotomist?\n"


def test_unknown_role_points_to_list() -> None:
    said = run("show", "qqqq", code=3)
    assert said == (
        f"rolecompare: No job is called “qqqq”. Only the {len(IDS)} built-in jobs are loaded. "
        "`rolecompare import onet --download` adds about 1,000.\n"
    )


def test_unknown_role_of_an_own_dataset_points_to_list(own: Path) -> None:
    said = run("show", "qqqq", "--data", str(own), code=3)
    assert said == "rolecompare: No job is called “qqqq”. `rolecompare list` lists all jobs.\n"


def test_ambiguous_name_lists_matching_roles(own: Path) -> None:
    lines = run("show", "shared", "--data", str(own), code=4).splitlines()
    assert lines == [
        "rolecompare: “shared” could mean 2 jobs. Which one? Use its title or code:",
        "   1  cook  Cook",
        "   2  helper  Helper",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "phlebotomist"], "Name at least two jobs to compare."),
        (["diff", "MA", "medical assistant"], "are the same job"),
        (["diff", "--json", "--format", "csv"], "contradict each other"),
        (["diff", "--section", "everything"], "is not one of"),
        (["diff", "--width", "5"], "Invalid value for '--width'"),
        (["diff", "--format", "pdf"], "is not one of"),
        (["show"], "Missing argument"),
        (["nothing"], "There is no command or job “nothing”."),
        (["diff", "--data", ""], "needs the name of a file"),
        (["data", "check", ""], "needs the name of a file"),
        (["diff", "-o", ""], "needs the name of a file"),
        (["data", "check", "a.json", "--data", "b.json"], "both name a dataset"),
        (["data", "schema", "everything"], "is not one of 'dataset', 'comparison'"),
        (["data", "schema", "--output", "gap"], "`rolecompare data schema gap` prints the schema of that kind"),
    ],
)
def test_usage_error_has_exit_code_2(arguments: list[str], said: str) -> None:
    assert said in " ".join(run(*arguments, code=2).replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["show"],
            "Missing argument 'ROLE'.\nExample: rolecompare show medical-assistant --json\n"
            "`rolecompare show --help` lists what it takes.",
        ),
        (
            ["related", "--setcion"],
            "No such option: --setcion.\nExample: rolecompare related medical-assistant --limit 10\n"
            "`rolecompare related --help` lists what it takes.",
        ),
        (
            ["diff", "--setcion", "pay"],
            "No such option: --setcion. Did you mean --section?\n"
            "Example: rolecompare diff medical-assistant phlebotomist --section outlook\n"
            "`rolecompare diff --help` lists what it takes.",
        ),
        (
            ["data", "wehre"],
            "No such command 'wehre'. Did you mean 'where'?\n`rolecompare data --help` lists what it takes.",
        ),
    ],
)
def test_usage_error_of_typer_has_the_style_of_ours_and_an_example(arguments: list[str], message: str) -> None:
    assert run(*arguments, code=2) == f"rolecompare: {message}\n"


LONG = "x" * 100_000


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", LONG), 3),
        (("diff", LONG), 3),
        ((LONG, "medical-assistant", "phlebotomist"), 2),
        (("diff", f"--{LONG}"), 2),
        (("diff", "--section", LONG), 2),
        (("why", "medical-assistant", LONG), 2),
        (("fit", "--answer", LONG), 2),
        (("list", "--data", LONG), 6),
        (("import", LONG), 6),
    ],
)
def test_long_text_is_shortened_in_the_message(arguments: tuple[str, ...], code: int) -> None:
    told = run(*arguments, code=code)
    assert "x" * 100 in told
    assert all(len(line) <= len("rolecompare: ") + MAX_LINE_LENGTH + 1 for line in told.splitlines())
    as_json = json.loads(run(*arguments, "--json", code=code))["message"]
    assert all(len(line) <= MAX_LINE_LENGTH + 1 for line in as_json.splitlines())


def test_control_characters_in_name_are_shown_as_text() -> None:
    assert "\x1b" not in run("show", "\x1b[31mred [/red]", code=3)


def test_valid_dataset_has_no_problems(own: Path) -> None:
    assert run("data", "check", str(own)) == f"{own}: no problems\n"
    assert answer("data", "check", str(own), "--json") == {
        "schema": "rolecompare/check/2",
        "file": str(own),
        "valid": True,
        "problems": [],
    }


def test_check_lists_every_problem_with_exit_code_1(own: Path) -> None:
    data = json.loads(own.read_text())
    data["roles"][0]["outlook"] = {"pay": [make.figure(1), make.figure(2, period="soon")]}
    data["roles"][1]["duties"][0]["activity"] = "unheard-of"
    data["roles"][1]["members"] = ["nobody"]
    own.write_text(json.dumps(data))
    found = answer("data", "check", str(own), "--json", code=1)
    assert {problem["path"] for problem in found["problems"]} == {
        "roles[0].outlook.pay[1].period",
        "roles[1].duties[0].activity",
        "roles[1].members[0]",
    }
    assert found["valid"] is False
    validator("check").validate(found)
    page = run("data", "check", str(own), code=1)
    assert page.endswith("3 problems\n")
    assert run("data", "check", str(own), "--width", "20", code=1).endswith("problems\n")


def test_check_without_file_checks_dataset_in_use(own: Path) -> None:
    assert run("data", "check").endswith("roles.json: no problems\n")
    assert run("data", "check", "--data", str(own)) == f"{own}: no problems\n"


@pytest.mark.parametrize(
    ("command", "choices"),
    [
        (("diff",), [*SectionName]),
        (("claims",), [*Verdict]),
        (("data", "schema"), tuple(DOCUMENTS)),
    ],
)
def test_help_breaks_no_choice_over_two_lines(command: tuple[str, ...], choices: Sequence[str]) -> None:
    shown = re.findall(r"[\w-]+", run(*command, "--help", env={"COLUMNS": "80"}))
    assert not {*choices} - {*shown}
