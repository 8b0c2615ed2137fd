"""What stands in the way of a move: each rule fires, is clear, or says what it could not be asked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.compare import compare
from rolecompare.gap.license_evidence import LicenseEvidence
from rolecompare.gap.obstacles import apply_rules
from rolecompare.gap.rules import RULES
from rolecompare.gap.types import RuleResult
from rolecompare.measures import LEVELS
from rolecompare.models.kinds import SectionName
from tests import make

TITLES = ("Medic", "Nurse")
BACKGROUND = make.background(sources=[make.source(), make.source("ep-2024-34")])
# What O*NET says of a license is asked for only where no credential is listed; without O*NET there is no such rule.
APPLIED = set(RULES) - {"license-evidence"}
LICENSE = make.credential("State license", "by-law", kind="license")


def apply_rules_to(
    start: make.Plain | None = None, goal: make.Plain | None = None, outcome: str = "obstacle"
) -> dict[str, list[RuleResult]]:
    """The results with one outcome on a move from a role with those parts to another, by their rule."""
    subjects = [make.subject(make.role(name, **(parts or {}))) for name, parts in (("medic", start), ("nurse", goal))]
    rows = {section.name: section.rows for section in compare(subjects, BACKGROUND).sections}
    found: dict[str, list[RuleResult]] = {}
    for each in apply_rules(rows[SectionName.TRAINING], rows[SectionName.CREDENTIALS], LicenseEvidence(), TITLES):
        if each.outcome == outcome:
            found.setdefault(each.result.name, []).append(each.result)
    return found


def role_with_levels(*levels: make.Plain) -> make.Plain:
    return {"training": {"levels": list(levels)}}


def role_with_credentials(*credentials: make.Plain) -> make.Plain:
    return {"credentials": {"items": list(credentials)}}


def result_texts(found: dict[str, list[RuleResult]], name: str) -> list[str]:
    return [result.text for result in found.get(name, [])]


def test_every_rule_is_checked_and_has_an_outcome() -> None:
    one = {**role_with_levels(make.level("some-college")), **role_with_credentials(LICENSE)}
    met = [set(apply_rules_to(one, one, outcome)) for outcome in ("obstacle", "not needed", "undetermined")]
    assert set().union(*met) == APPLIED
    assert sum(map(len, met)) == len(APPLIED)


def test_unknown_facts_leave_every_rule_unclear() -> None:
    assert apply_rules_to(outcome="not needed") == apply_rules_to(outcome="obstacle") == {}
    undetermined = apply_rules_to(outcome="undetermined")
    assert set(undetermined) == APPLIED
    assert result_texts(undetermined, "job-zone") == ["Job Zone: not known for Medic and Nurse"]
    assert result_texts(undetermined, "law") == ["licenses: our data lists none for Nurse, but there may be some"]


# ── credentials ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("requirement", "rule", "text"),
    [
        ("by-law", "law", "Required by law in every state: Board"),
        ("by-law-in-all-but-few-states", "law-in-most-states", "Required by law in all but a few states: Board"),
        ("by-law-in-most-states", "law-in-most-states", "Required by law in most states: Board"),
        ("by-law-in-many-states", "law-in-some-states", "Required by law in many states: Board"),
        ("by-law-in-some-states", "law-in-some-states", "Required by law in some states: Board"),
        ("by-law-in-few-states", "law-in-some-states", "Required by law in a few states: Board"),
        ("required-by-most-employers", "expected", "Required by most employers: Board"),
        ("required-by-many-employers", "expected", "Required by many employers: Board"),
        ("expected-by-most-employers", "expected", "Required or preferred by most employers: Board"),
        ("preferred-by-most-employers", "expected", "Preferred by most employers: Board"),
        ("asked-for-by-programs", "programs", "Asked for by programs: Board"),
    ],
)
def test_required_credential_is_an_obstacle_with_its_row(requirement: str, rule: str, text: str) -> None:
    found = apply_rules_to(goal=role_with_credentials(make.credential("Board", requirement)))
    assert {name: result_texts(found, name) for name in found} == {rule: [text]}
    row = found[rule][0].row
    assert row is not None
    assert [item.citations[0].source for item in row.cells[1].items] == ["book"]


@pytest.mark.parametrize(
    "requirement",
    ["required-by-some-employers", "preferred-by-some-employers", "optional"],
)
def test_credential_that_few_ask_for_is_no_obstacle(requirement: str) -> None:
    goal = role_with_credentials(make.credential("Board", requirement))
    assert apply_rules_to(goal=goal) == {}
    assert {"law", "law-in-some-states", "expected"} <= set(apply_rules_to(goal=goal, outcome="not needed"))


def test_credential_of_unknown_weight_leaves_rules_unchecked() -> None:
    goal = role_with_credentials(make.credential("Board"), make.credential("Oath", "by-law"))
    assert result_texts(apply_rules_to(goal=goal), "law") == ["Required by law in every state: Oath"]
    undetermined = apply_rules_to(goal=goal, outcome="undetermined")
    assert result_texts(undetermined, "expected") == result_texts(undetermined, "law-in-some-states")
    assert result_texts(undetermined, "expected") == ["credentials: it is not known how widely Board is required"]
    assert "law" not in undetermined


@pytest.mark.parametrize("kind", ["license", "state-regulation"])
def test_licenses_of_the_same_name_differ_by_occupation(kind: str) -> None:
    role = role_with_credentials(make.credential("State license", "by-law", kind=kind))
    assert result_texts(apply_rules_to(role, role), "law") == ["Required by law in every state: State license"]


def test_certifications_that_are_required_as_strictly_are_one_obstacle() -> None:
    first, second = (make.credential(name, "by-law-in-some-states") for name in ("One board", "Other board"))
    permit = make.credential("State license", "by-law-in-some-states", kind="license")
    texts = result_texts(apply_rules_to(goal=role_with_credentials(first, permit, second)), "law-in-some-states")
    assert texts == [
        "Required by law in some states: one or more of One board and Other board",
        "Required by law in some states: State license",
    ]


def test_obstacle_names_the_states_whose_law_does_not_ask_for_it() -> None:
    needed = make.credential("State license", "by-law-in-all-but-few-states", excepted_states=["Alaska", "Ohio"])
    (text,) = result_texts(apply_rules_to(goal=role_with_credentials(needed)), "law-in-most-states")
    assert text == "Required by law in every state but Alaska and Ohio: State license"


@pytest.mark.parametrize(
    ("start", "blocks"),
    [
        ("by-law", False),
        ("expected-by-most-employers", False),
        ("asked-for-by-programs", False),
        ("by-law-in-some-states", True),
        ("required-by-some-employers", True),
        ("optional", True),
        ("unknown", True),
        (None, True),
    ],
)
def test_other_credential_counts_as_held_when_it_usually_is(start: str | None, blocks: bool) -> None:
    before = role_with_credentials(make.credential("Board", start)) if start else None
    goal = role_with_credentials(make.credential("Board", "expected-by-most-employers"))
    assert ("expected" in apply_rules_to(before, goal)) is blocks


@pytest.mark.parametrize(
    ("start", "blocks"),
    [("by-law", False), ("asked-for-by-programs", False), ("by-law-in-many-states", True), (None, True)],
)
def test_what_programs_ask_for_counts_as_held_only_by_all_at_the_start(start: str | None, blocks: bool) -> None:
    before = role_with_credentials(make.credential("Board", start)) if start else None
    goal = role_with_credentials(make.credential("Board", "asked-for-by-programs"))
    assert ("programs" in apply_rules_to(before, goal)) is blocks


def test_what_programs_ask_for_is_one_obstacle() -> None:
    goal = role_with_credentials(*(make.credential(name, "asked-for-by-programs") for name in ("BLS", "CPR")))
    found = apply_rules_to(goal=goal)["programs"]
    assert [result.text for result in found] == ["Asked for by programs: BLS and CPR"]
    assert found[0].row is not None
    assert (found[0].row.label, len(found[0].row.cells[1].items)) == ("BLS and CPR", 2)


@pytest.mark.parametrize("text", ["No state asks for a license.", "Aides do not need a license in any state."])
def test_license_that_no_state_asks_for_is_not_needed_and_not_unknown(text: str) -> None:
    goal = {"credentials": {"statements": [make.statement(text)]}}
    assert result_texts(apply_rules_to(goal=goal, outcome="not needed"), "law") == [f"“{text}”"]
    undetermined = apply_rules_to(goal=goal, outcome="undetermined")
    assert not {"law", "law-in-most-states", "law-in-some-states"} & set(undetermined)
    assert result_texts(undetermined, "expected") == [
        "credentials that employers ask for: our data lists none for Nurse"
    ]


def test_statement_that_leaves_a_license_open_is_told_where_none_is_listed() -> None:
    goal = {"credentials": {"statements": [make.statement("The license of assistants differs.")]}}
    texts = result_texts(apply_rules_to(goal=goal, outcome="undetermined"), "law")
    assert texts == ["licenses: our data lists none for Nurse: “The license of assistants differs.”"]


def test_school_below_a_program_is_of_no_field() -> None:
    programs = [program("associates-degree", "pharmacy technology")]
    goal = {"training": {"levels": [make.level("high-school-diploma")], "programs": programs}}
    start = {"training": {"levels": [make.level("no-formal-credential")]}}
    (found,) = apply_rules_to(start, goal)["education"]
    assert (found.text, found.fields) == ("High school diploma or equivalent, one level higher", ((), ()))


def test_what_is_not_needed_by_one_source_names_it() -> None:
    cited = make.cited("ep-2024-34")
    levels = [make.level("none", measure, citations=cited) for measure in ("experience.related", "training.on_the_job")]
    found = apply_rules_to(goal=role_with_levels(*levels), outcome="not needed")
    assert [result_texts(found, name) for name in ("experience", "apprenticeship")] == [["BLS names none"]] * 2


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "goal", "text"),
    [
        ("postsecondary-nondegree-award", "associates-degree", "Associate's degree, one level higher"),
        ("high-school-diploma", "bachelors-degree", "Bachelor's degree, four levels higher"),
    ],
)
def test_more_education_is_an_obstacle_with_its_steps(start: str, goal: str, text: str) -> None:
    there = apply_rules_to(role_with_levels(make.level(start)), role_with_levels(make.level(goal)))
    assert result_texts(there, "education") == [text]
    for other in (start, goal):
        assert "education" in apply_rules_to(
            role_with_levels(make.level(goal)), role_with_levels(make.level(other)), "not needed"
        )


def test_rule_applies_only_when_all_conflicting_sources_agree() -> None:
    associate, bachelor = make.level("associates-degree"), make.level("bachelors-degree", code="31-9090")
    goal = role_with_levels(associate, bachelor)
    found = apply_rules_to(role_with_levels(make.level("some-college")), goal)
    assert result_texts(found, "education") == ["Associate's degree or Bachelor's degree, two to three levels higher"]
    undetermined = apply_rules_to(role_with_levels(associate), goal, "undetermined")
    assert result_texts(undetermined, "education") == [
        "entry-level education: sources disagree on whether it is higher"
    ]
    assert "education" in apply_rules_to(goal, role_with_levels(associate), "not needed")


def zone(number: int, **more: str) -> make.Plain:
    return make.level(f"job-zone-{number}", "job_zone", **more)


@pytest.mark.parametrize(
    ("start", "goal", "text"),
    [(3, 4, "More preparation: one Job Zone higher"), (2, 4, "More preparation: two Job Zones higher")],
)
def test_higher_job_zone_is_an_obstacle(start: int, goal: int, text: str) -> None:
    assert result_texts(apply_rules_to(role_with_levels(zone(start)), role_with_levels(zone(goal))), "job-zone") == [
        text
    ]
    assert "job-zone" in apply_rules_to(role_with_levels(zone(goal)), role_with_levels(zone(start)), "not needed")


def test_levels_years_apart_give_no_steps() -> None:
    start, goal = make.level("some-college", period="2016"), make.level("bachelors-degree", period="2024")
    undetermined = apply_rules_to(role_with_levels(start), role_with_levels(goal), "undetermined")
    assert result_texts(undetermined, "education") == [
        "entry-level education: some college, no degree for Medic and bachelor's degree for Nurse "
        "are years apart (2016 and 2024)"
    ]


def test_job_zones_years_apart_are_compared_with_their_dates() -> None:
    early, late = zone(2, period="2014-07"), zone(4, period="2021-08")
    found = apply_rules_to(role_with_levels(early), role_with_levels(late))
    assert result_texts(found, "job-zone") == [
        "More preparation: two Job Zones higher (rated August 2021; the old job's zone July 2014)"
    ]
    assert "job-zone" in apply_rules_to(role_with_levels(late), role_with_levels(early), "not needed")


def test_level_of_the_goal_is_told_where_that_of_the_start_is_unknown() -> None:
    missing = make.missing("education.entry", "suppressed")
    undetermined = apply_rules_to(
        role_with_levels(missing), role_with_levels(make.level("masters-degree")), "undetermined"
    )
    assert result_texts(undetermined, "education") == [
        "entry-level education: master's degree for Nurse, not known for Medic"
    ]


def test_goal_without_formal_education_is_open_to_an_unknown_start() -> None:
    goal = role_with_levels(make.level("no-formal-credential"))
    assert "education" in apply_rules_to(goal=goal, outcome="not needed")


@pytest.mark.parametrize("start", ["none", "less-than-5-years", "5-years-or-more", None])
def test_experience_is_required_by_the_goal_regardless_of_the_start(start: str | None) -> None:
    before = role_with_levels(make.level(start, "experience.related")) if start else None
    found = apply_rules_to(before, role_with_levels(make.level("less-than-5-years", "experience.related")))
    assert result_texts(found, "experience") == ["Work experience in a related occupation: less than 5 years"]
    assert "experience" in apply_rules_to(
        before, role_with_levels(make.level("none", "experience.related")), "not needed"
    )


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("apprenticeship", "On-the-job training: apprenticeship"),
        ("internship-residency", "On-the-job training: internship/residency"),
    ],
)
def test_years_of_experience_are_an_obstacle_and_training_is_not(level: str, text: str) -> None:
    assert result_texts(
        apply_rules_to(goal=role_with_levels(make.level(level, "training.on_the_job"))), "apprenticeship"
    ) == [text]
    at_work = role_with_levels(make.level("long-term", "training.on_the_job"))
    assert "apprenticeship" in apply_rules_to(goal=at_work, outcome="not needed")


def test_conflicting_sources_about_the_goal_leave_the_rule_unchecked() -> None:
    levels = ("none", "experience.related"), ("less-than-5-years", "experience.related")
    goal = role_with_levels(make.level(*levels[0]), make.level(*levels[1], code="31-9090"))
    assert result_texts(apply_rules_to(goal=goal, outcome="undetermined"), "experience") == [
        "experience in a related occupation: sources disagree on whether any is required"
    ]


def test_work_that_leads_to_the_goal_is_the_experience_that_it_asks_for() -> None:
    start = {"training": {"statements": [make.statement("Medics become nurses.", leads_to=["nurse"])]}}
    goal = role_with_levels(make.level("less-than-5-years", "experience.related"))
    assert result_texts(apply_rules_to(start, goal, "not needed"), "experience") == [
        "less than 5 years in a related occupation, and this one leads there"
    ]
    elsewhere = {"training": {"statements": [make.statement("Medics become clerks.", leads_to=["clerk"])]}}
    assert "experience" in apply_rules_to(elsewhere, goal)


# ── field of study ───────────────────────────────────────────────────────────────────────────────────────────────────


def school(level: str, *programs: make.Plain, statements: tuple[make.Plain, ...] = ()) -> make.Plain:
    return {"training": {"levels": [make.level(level)], "programs": programs, "statements": list(statements)}}


def program(award: str, field: str | None = None, **more: int) -> make.Plain:
    return make.program(award, **({"field": field} if field else {}), **more)


def test_same_level_in_another_field_is_a_program_of_its_own() -> None:
    start = school("bachelors-degree", program("bachelors-degree", "accounting"))
    goal = school("bachelors-degree", program("bachelors-degree", "nursing"))
    found = apply_rules_to(start, goal)
    assert result_texts(found, "field") == ["A program of its own in nursing, although the level is no higher"]
    assert found["field"][0].fields == (("accounting",), ("nursing",))
    assert "education" in apply_rules_to(start, goal, "not needed")


def test_field_of_an_unknown_start_may_be_that_of_the_goal() -> None:
    goal = school("bachelors-degree", program("bachelors-degree", "nursing"))
    for start in (role_with_levels(make.level("bachelors-degree")), role_with_levels(make.level("masters-degree"))):
        assert result_texts(apply_rules_to(start, goal), "field") == [
            "A program of its own in nursing, unless you have one, although the level is no higher"
        ]


def test_field_that_no_source_names_is_never_called_the_same() -> None:
    start = school("bachelors-degree", program("bachelors-degree", "accounting"))
    for goal in (
        role_with_levels(make.level("bachelors-degree")),
        school("bachelors-degree", program("bachelors-degree")),
    ):
        assert "field" not in apply_rules_to(start, goal, "not needed")
        assert result_texts(apply_rules_to(start, goal, "undetermined"), "field") == [
            "field of study: the level is no higher, but the bachelor's degree may have to be in another field"
        ]


def test_same_field_takes_no_further_program() -> None:
    role = school("associates-degree", program("associates-degree", "nursing"))
    assert "field" in apply_rules_to(role, role, "not needed")


@pytest.mark.parametrize("level", ["no-formal-credential", "high-school-diploma", "some-college"])
def test_school_that_has_no_field_is_no_program(level: str) -> None:
    start = school("bachelors-degree", program("bachelors-degree", "accounting"))
    assert "field" in apply_rules_to(start, role_with_levels(make.level(level)), "not needed")


def test_more_education_has_its_field_and_the_other_ways_in() -> None:
    goal = school(
        "bachelors-degree",
        program("bachelors-degree", "nursing"),
        program("postsecondary-nondegree-award", "nursing", min_months=24, max_months=36),
        program("associates-degree", "nursing"),
        program("masters-degree", "nursing"),
        statements=(make.statement("Some learn at work.", other_entry_level="high-school-diploma"),),
    )
    found = apply_rules_to(role_with_levels(make.level("some-college")), goal)
    assert result_texts(found, "education") == [
        "Bachelor's degree in nursing, three levels higher; other ways in: associate's degree, "
        "postsecondary nondegree award (2 to 3 years), high school diploma or equivalent for some"
    ]
    assert [way.text for way in found["education"][0].other_ways] == [
        *("A course that leads there.", "A course that leads there.", "Some learn at work."),
    ]
    assert "field" not in found


def test_program_is_only_usual_where_some_enter_without_one() -> None:
    start = school("bachelors-degree", program("bachelors-degree", "accounting"))
    statement = make.statement("Some learn at work.", other_entry_level="high-school-diploma")
    goal = school("associates-degree", program("associates-degree", "nursing"), statements=(statement,))
    assert result_texts(apply_rules_to(start, goal), "field") == [
        "Usually a program of its own in nursing, although the level is no higher; "
        "other ways in: high school diploma or equivalent for some"
    ]


FIELDS = st.sampled_from([None, "nursing", "accounting", "nursing or medicine", "accounting or a related field"])
ENTRIES = st.tuples(st.sampled_from(list(LEVELS["education.entry"])), FIELDS)


@given(ENTRIES, ENTRIES)
@settings(deadline=None, max_examples=60)
def test_field_is_clear_only_where_it_is_shared_or_no_program_is_needed(
    one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    start, goal = (school(level, program(level, field)) for level, field in (one, other))
    subjects = [set((field or "").split(" or ")) - {"", "a related field"} for _, field in (one, other)]
    is_shared = bool(subjects[0] & subjects[1])
    takes_no_program = other[0] in list(LEVELS["education.entry"])[:3]
    assert ("field" in apply_rules_to(start, goal, "not needed")) <= (is_shared or takes_no_program)
    # A higher level is an obstacle by itself, and the field belongs to it.
    assert ("field" in apply_rules_to(start, goal)) <= ("education" not in apply_rules_to(start, goal))
