"""What O*NET says of a license: its sentences, titles and ratings count, and what only sounds like them does not."""

from typing import Any

import pytest

from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.license_evidence import find_license_evidence
from rolecompare.gap.types import Move
from rolecompare.models.roles import Role
from tests import make
from tests.make import Plain, validated

ONET = "onet-29.3"
NONE_OF = ("experience.related", "training.on_the_job")
CITED = make.cited(ONET, "Occupation Data, 29-1141.00")


def role(description: str = "Do work.", tasks: tuple[str, ...] = (), title: str = "Barbers", **more: Any) -> Plain:
    """A role as an import of O*NET makes it."""
    duties = [{"text": task, "citations": make.cited(ONET, "Task Statements, task 1")} for task in tasks]
    summary = {"text": description, "citations": CITED}
    return make.role("nurse", "29-1141.00", **{"title": title, "summary": summary, "duties": duties, **more})


def certification(value: float, **more: Any) -> Plain:
    start = {"element": "2.D.4.a", "name": "Job-Related Professional Certification", "kind": "certification"}
    return {**start, "importance": make.estimate(value, **more), "citations": CITED}


def texts(plain: Plain) -> list[str]:
    """What stands in the row of evidence of a goal."""
    row = find_license_evidence(validated(Role, make.role("medic")), validated(Role, plain)).row
    return [item.text if hasattr(item, "text") else "rating" for item in row.cells[1].items] if row else []


@pytest.mark.parametrize(
    "sentence",
    [
        "Requires Commercial Pilot certificate.",
        "Requires commercial drivers' license.",
        "Usually requires specific training and state or federal certification.",
        "Required to hold license issued by U.S. Coast Guard.",
        "Licensing or registration required.",
        "Must hold government-issued certification.",
        "Must be registered nurses who have specialized graduate education.",
        "Specialized training and certification in hazardous materials handling are generally required.",
    ],
)
def test_sentence_that_requires_a_credential_is_quoted(sentence: str) -> None:
    assert texts(role(f"Pilot vessels in U.S. waters. {sentence} May work at night.")) == [
        f"O*NET's description says: “{sentence}”"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Those required to hold teaching certifications should be reported in the appropriate teaching category.",
        "Install and upgrade software and maintain software licenses.",
        "Examine conformity with laws that govern contract compliance of licenses and permits.",
        "Provide support under the direction of onsite licensed nursing staff.",
        "May issue licenses or permits as required.",
        "Must graduate from an accredited program.",
    ],
)
def test_sentence_about_other_licenses_says_nothing(sentence: str) -> None:
    assert texts(role(f"Do work. {sentence}")) == []


@pytest.mark.parametrize(
    ("task", "counts"),
    [
        ("Maintain current electrician's license or identification card to meet governmental regulations", True),
        ("Earn and maintain appropriate certifications", True),
        ("Learn material and pass required tests for certification", True),
        ("Attend training classes to maintain certification licensure, keep abreast of developments", True),
        ("Organize and maintain compliance, license, and warranty information", False),
        ("Maintain license records of vehicles", False),
        ("Apply for and obtain all necessary permits or licenses", False),
        ("Verify staff credentials, such as educational and certification requirements", False),
        ("Record license numbers of vehicles", False),
    ],
)
def test_task_to_keep_a_credential_of_ones_own_counts(task: str, counts: bool) -> None:
    assert texts(role(tasks=("Cut hair", task))) == ([f"O*NET lists the task: “{task}.”"] if counts else [])


@pytest.mark.parametrize(
    ("title", "other", "counts"),
    [
        ("Barbers", "Licensed Barber", True),
        ("Opticians, Dispensing", "Licensed Dispensing Optician (LDO)", True),
        ("Bus Drivers, School", "CDL Bus Driver (Commercial Driver's License Bus Driver)", True),
        ("Animal Trainers", "Licensed Guide Dog Instructor", False),
        ("Counselors, All Other", "Licensed Professional Counselor", False),
        ("Nuclear Technicians", "Non-Licensed Nuclear Technician", False),
        ("Court, Municipal, and License Clerks", "License Clerk", False),
        ("Aircraft Mechanics", "FAA Certified Powerplant Mechanic (Federal Aviation Administration)", True),
        ("Pharmacists", "Registered Pharmacist", True),
        ("Physician Assistants", "Certified Physician Assistant (PA-C)", True),
    ],
)
def test_title_that_calls_the_occupation_licensed_counts(title: str, other: str, counts: bool) -> None:
    assert bool(texts(role(title=title, other_titles=[other]))) is counts


@pytest.mark.parametrize(
    ("code", "title", "other"),
    [
        ("35-1011.00", "Chefs and Head Cooks", "Certified Executive Chef (CEC)"),
        ("43-9051.00", "Mail Clerks", "Registered Mail Clerk"),
        ("13-2011.00", "Accountants and Auditors", "Certified Public Accountant (CPA)"),
    ],
)
def test_certified_outside_health_protection_and_transportation_settles_nothing(
    code: str, title: str, other: str
) -> None:
    goal = {**role(title=title, other_titles=[other]), "codes": {"soc": code[:7], "onet_soc": code}}
    assert texts(goal) == []


def test_title_that_settles_nothing_is_still_told() -> None:
    goal = role(title="Funeral Home Managers", other_titles=["Licensed Funeral Director"])
    ratings = {"ratings": [certification(3.62)]}
    told = [
        [each.text for each in move({**goal, **more}).undetermined if each.name == "license-evidence"]
        for more in ({}, ratings)
    ]
    assert told == [
        ["O*NET lists the title “Licensed Funeral Director”, which does not settle whether one is required"],
        [
            "O*NET rates a certification 3.6 of 5 in importance and lists the title “Licensed Funeral Director”, "
            "which does not settle whether one is required"
        ],
    ]


@pytest.mark.parametrize(
    ("sentence", "unknown", "is_in_a_state_list"),
    [
        (
            "Requires commercial drivers' license.",
            "licenses: our data does not say in which states one is required of Barbers",
            True,
        ),
        (
            "Requires Federal Air Transport certificate.",
            "licenses: our data does not say whether a state asks Barbers for more",
            False,
        ),
    ],
)
def test_only_what_is_not_quoted_is_not_known(sentence: str, unknown: str, *, is_in_a_state_list: bool) -> None:
    found = move(role(f"Drive. {sentence}"))
    assert {each.text for each in found.undetermined if each.name == "law"} == {unknown}
    assert ("license" in {step.need for step in found.next_steps}) is is_in_a_state_list


def test_none_of_one_source_is_doubted_where_onet_speaks_for_it() -> None:
    levels = [make.level("none", measure, citations=make.cited("ep-2024-34")) for measure in NONE_OF]
    apprenticeship = {**certification(4.3), "element": "3.A.4.a", "name": "Job-related Apprenticeship"}
    start = make.role("medic", ratings=[{**apprenticeship, "importance": make.estimate(1.2)}])
    goal = role("Must be registered nurses.", ratings=[apprenticeship], training={"levels": levels})
    found = move(goal, start)
    assert [each.text for each in found.undetermined if each.name in ("experience", "apprenticeship")] == [
        "related work experience: BLS names none, but O*NET's description says: “Must be registered nurses.”",
        "an apprenticeship: BLS names none, but O*NET rates it clearly more important than for the old job",
    ]
    assert not {"experience", "apprenticeship"} & {each.name for each in found.not_needed}


@pytest.mark.parametrize(("value", "counts"), [(4.0, True), (3.99, False), (1.2, False)])
def test_rating_counts_from_very_important_on(value: float, counts: bool) -> None:
    assert texts(role(ratings=[certification(value)])) == (["rating"] if counts else [])


def test_rating_that_onet_recommends_to_leave_out_says_nothing() -> None:
    assert texts(role(ratings=[certification(4.9, suppress=True)])) == []


def test_own_words_on_credentials_come_before_those_of_onet() -> None:
    credentials = {"statements": [make.statement("No state asks for one.")]}
    assert texts(role("Requires a license.", credentials=credentials)) == []


def test_words_of_another_source_are_not_said_to_be_those_of_onet() -> None:
    assert texts({**role(), "summary": make.statement("Requires a license.")}) == []


# ── in a move ────────────────────────────────────────────────────────────────────────────────────────────────────────


def move(goal: Plain, start: Plain | None = None) -> Move:
    background = make.background(sources=[make.source(), make.source(ONET), make.source("ep-2024-34")])
    (found,) = analyze_gap(make.subject(start or make.role("medic")), make.subject(goal), background).moves
    return found


def test_evidence_is_an_obstacle_that_does_not_claim_to_be_law() -> None:
    (result,) = (each for each in move(role("Requires a state license.")).obstacles)
    assert (result.name, result.text) == (
        "license-evidence",
        "Probably a license or certification: O*NET's description says: “Requires a state license.”",
    )
    assert result.row is not None
    assert [item.citations[0].source for item in result.row.cells[1].items] == [ONET]


def test_lower_rating_is_told_and_settles_nothing() -> None:
    found = move(role(ratings=[certification(3.69)]))
    assert "license-evidence" not in {each.name for each in found.obstacles}
    assert [each.text for each in found.undetermined if each.name == "license-evidence"] == [
        "O*NET rates a certification 3.7 of 5 in importance, which does not settle whether one is required"
    ]


def test_start_with_the_same_evidence_stands_beside_the_goal() -> None:
    start = {**role("Requires a license."), "id": "medic", "codes": {"soc": "31-9092", "onet_soc": "31-9092.00"}}
    start["title"] = "Medic"
    (result,) = move(role("Requires a license."), start).obstacles
    assert result.row is not None
    assert [bool(cell.items) for cell in result.row.cells] == [True, True]


def test_no_obstacle_is_not_called_none_where_something_is_not_known() -> None:
    found = move(role())
    assert next(each.text for each in found.summary if each.topic == "Obstacles") == (
        "none found, but not everything is known"
    )


def test_license_of_the_start_is_quoted_beside_that_of_the_goal() -> None:
    start = {**role("Must be registered nurses."), "id": "medic", "codes": {"soc": "31-9092", "onet_soc": "31-9092.00"}}
    licensed = {"credentials": {"items": [make.credential("State license", "by-law", kind="license")]}}
    found = move(make.role("nurse", "29-1141.00", **licensed), {**start, "title": "Medic"})
    assert [each.text for each in found.start_licenses] == ["O*NET's description says: “Must be registered nurses.”"]
    assert [each.name for each in found.obstacles] == ["law"]
