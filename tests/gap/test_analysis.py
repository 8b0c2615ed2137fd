"""What it takes to move: what carries over, stops and is new, and what only seems to be needed more."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.comparison.types import Derived, Row
from rolecompare.dataset import loader
from rolecompare.dataset.repository import Repository
from rolecompare.errors import UmbrellaRoleError
from rolecompare.gap.analysis import analyze_gap
from rolecompare.gap.duties import DutyCounts, count_duties
from rolecompare.gap.rules import RULES
from rolecompare.gap.types import Gap, Move
from rolecompare.models.serialization import to_json_value
from tests import make

ACTIVITIES = [make.activity("draw"), make.activity("pulse", "vital"), make.activity("weigh", "vital")]
ACTIVITIES += [make.activity("vital"), make.activity("sweep")]


def analyze_plain_roles(start: make.Plain, goal: make.Plain, *, both: bool = False) -> Gap:
    background = make.background(ACTIVITIES)
    return analyze_gap(
        make.subject({**start, "id": "medic"}), make.subject({**goal, "id": "nurse"}), background, both=both
    )


def move(start: make.Plain, goal: make.Plain) -> Move:
    (found,) = analyze_plain_roles(make.role("medic", **start), make.role("nurse", **goal)).moves
    return found


def texts(rows: tuple[Row, ...], side: int) -> list[list[str]]:
    return [[item.text for item in row.cells[side].items if hasattr(item, "text")] for row in rows]


def summary_text(found: Move, topic: str) -> str:
    return next(sentence.text for sentence in found.summary if sentence.topic == topic)


def test_duties_carry_over_stop_or_are_new() -> None:
    start = {"duties": [make.duty("Draw", "draw"), make.duty("Feel the pulse of donors", "pulse"), make.duty("Sweep")]}
    goal = {"duties": [make.duty("Weigh donors", "weigh"), make.duty("Draw blood", "draw"), make.duty("Cook")]}
    found = move(start, goal)
    assert texts(found.carries_over, 0) == [["Draw"], ["Feel the pulse of donors"]]
    assert texts(found.carries_over, 1) == [["Draw blood"], ["Weigh donors"]]
    assert (texts(found.not_listed_for_goal, 0), texts(found.new, 1)) == ([["Sweep"]], [["Cook"]])
    assert summary_text(found, "Duties") == (
        "1 of 3 listed for Nurse carries over, 1 is only similar; 1 is new; 1 not listed for the new job"
    )


def test_only_the_same_activity_or_words_carry_over_to_another_major_group() -> None:
    start = {"duties": [make.duty("Draw", "draw"), make.duty("Feel the pulse of donors", "pulse"), make.duty("Sweep")]}
    goal = {"duties": [make.duty("Weigh donors", "weigh"), make.duty("Draw blood", "draw"), make.duty("Sweep")]}
    (found,) = analyze_plain_roles(
        make.role("medic", "31-9092.00", **start), make.role("nurse", "45-2092.00", **goal)
    ).moves
    assert texts(found.carries_over, 1) == [["Draw blood"], ["Sweep"]]
    assert texts(found.new, 1) == [["Weigh donors"]]
    assert texts(found.not_listed_for_goal, 0) == [["Feel the pulse of donors"]]
    rows = (*found.carries_over, *found.new, *found.not_listed_for_goal)
    assert len({row.key for row in rows}) == len(rows)


def test_unknown_duties_make_no_duty_new_or_stopped() -> None:
    described = {"duties": [make.duty("Draw", "draw"), make.duty("Sweep")]}
    silent = {"missing": [make.missing("duties", "not-surveyed")]}
    for start, goal, title in ((described, silent, "Nurse"), (silent, described, "Medic")):
        found = move(start, goal)
        assert (found.carries_over, found.new, found.not_listed_for_goal) == ((), (), ())
        said = f"cannot be compared: no duties are known for {title} (not surveyed: nobody published it)"
        assert summary_text(found, "Duties") == said
    assert summary_text(move(silent, silent), "Duties").count("no duties are known for") == 2


def test_duties_are_ordered_core_first_then_by_importance() -> None:
    goal = {
        "duties": [
            make.duty("Now and then", task_type="supplemental", importance=make.estimate(4.9)),
            make.duty("Untold"),
            make.duty("Flagged", task_type="core", importance=make.estimate(5.0, suppress=True)),
            make.duty("Weighty", task_type="core", importance=make.estimate(4.2)),
            make.duty("Weightier", task_type="core", importance=make.estimate(4.6)),
        ]
    }
    ordered = [["Weightier"], ["Weighty"], ["Flagged"], ["Untold"], ["Now and then"]]
    other = {"duties": [make.duty("Sweep")]}
    assert texts(move(other, goal).new, 1) == ordered
    assert texts(move(goal, other).not_listed_for_goal, 0) == ordered
    assert summary_text(move(other, goal), "Duties") == (
        "0 of 5 listed for Nurse carry over; 5 are new, 3 of them core tasks; 1 not listed for the new job"
    )


def test_duties_are_counted_and_not_the_rows_that_they_stand_in() -> None:
    goal = {"duties": [make.duty(f"{name} blood", "draw", task_type="core") for name in ("Take", "Draw", "Get")]}
    goal["duties"] += [make.duty(f"{name} the floor", "sweep", task_type="core") for name in ("Mop", "Wax")]
    found = move({"duties": [make.duty("Draw", "draw")]}, goal)
    assert (len(found.carries_over), len(found.new)) == (1, 1)
    assert count_duties(found) == DutyCounts(carried=3, similar=0, new=2, new_core=2)
    assert count_duties(found).in_words("Nurse") == (
        "3 of 5 listed for Nurse carry over; 2 are new, all of them core tasks"
    )


@pytest.mark.parametrize("goal", ["registered-nurse", "physical-therapist-aide", "phlebotomist"])
def test_goal_has_as_many_duties_wherever_the_move_begins(goal: str) -> None:
    repository = Repository(loader.load_dataset(None), None, built_in=True)
    for start in ("surgical-technologist", "paramedic", "medical-secretary"):
        one, other = repository.find_all([start, goal])
        (found,) = analyze_gap(one, other, repository.reference_data).moves
        counts = count_duties(found)
        assert counts.carried + counts.similar + counts.new == len(other.role.duties)


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ([(9, 12)], "9 to 12 months"),
        ([(12, 12)], "1 year"),
        ([(None, 12)], "up to 1 year"),
        ([(9, None)], "9 months or more"),
        ([(9, 12), (6, 24)], "6 to 24 months"),
    ],
)
def test_time_to_qualify_is_that_of_programs_to_the_typical_level(
    bounds: list[tuple[int | None, int | None]], text: str
) -> None:
    programs = [
        {**make.program(), **{k: n for k, n in (("min_months", low), ("max_months", high)) if n is not None}}
        for low, high in bounds
    ]
    programs.append(make.program("bachelors-degree", min_months=48, max_months=48))
    training = {"levels": [make.level("postsecondary-nondegree-award")], "programs": programs}
    found = move({"training": {"levels": [make.level("some-college")]}}, {"training": training})
    assert summary_text(found, "Training").endswith(f"; programs take {text}")
    assert [row.key for row in found.training] == [
        *("education.entry", "program.postsecondary-nondegree-award", "program.bachelors-degree"),
    ]


def test_unknown_length_is_said_to_be_unknown() -> None:
    training = {"training": {"levels": [make.level("some-college")]}}
    assert summary_text(move(training, training), "Training").endswith("program length not known")


def test_credentials_are_additional_or_equally_strict() -> None:
    first_aid = make.credential("First aid", "expected-by-most-employers")
    goal = {"credentials": {"items": [first_aid, make.credential("Board", "optional")]}}
    found = move({"credentials": {"items": [first_aid]}}, goal)
    assert [row.label for row in found.credentials] == ["Board"]
    assert [row.label for row in found.credentials_kept] == ["First aid"]
    assert (
        summary_text(found, "Credentials")
        == "1 not listed for Medic, or less strictly required; listed for Medic at least as strictly: First aid"
    )


def test_statements_are_kept_when_no_credential_is_listed() -> None:
    said = {"credentials": {"statements": [make.statement("No state asks for a license.")]}}
    found = move({}, said)
    assert texts(found.credentials, 1) == [["No state asks for a license."]]
    assert summary_text(found, "Credentials") == "none listed for Nurse"


def rated(*values: tuple[str, float, float | None]) -> make.Plain:
    return {"ratings": [make.rating(make.estimate(v, error), element=name) for name, v, error in values]}


def test_only_a_real_increase_is_a_gap() -> None:
    start = rated(
        ("much", 2.0, 0.1), ("noise", 2.0, 0.5), ("unsure", 2.0, None), ("less", 4.0, 0.1), ("more", 2.0, 0.1)
    )
    goal = rated(("much", 4.0, 0.1), ("noise", 2.4, 0.5), ("unsure", 4.0, None), ("less", 2.0, 0.1), ("more", 3.0, 0.1))
    found = move(start, goal)
    assert [row.key for row in found.ratings] == ["skill.much", "skill.more"]
    assert dict(found.higher_counts) == {"real": 2, "within noise": 1, "untested": 1}
    assert summary_text(found, "Ratings") == "4 ratings look higher: 2 clearly are, 1 within noise and 1 untested"


def test_gap_keeps_only_the_scale_that_really_rises() -> None:
    start = {"ratings": [make.rating(make.estimate(3.0), make.estimate(2.0))]}
    goal = {"ratings": [make.rating(make.estimate(2.0), make.estimate(4.0))]}
    (row,) = move(start, goal).ratings
    assert [(value.kind, value.unit) for value in row.derived] == [
        *(("finding", "level"), ("difference", "level"), ("margin", "level")),
    ]


def test_elements_other_than_needs_are_no_gap() -> None:
    def liking(value: float) -> make.Plain:
        return {"ratings": [make.rating(interest=make.estimate(value), kind="interest")]}

    found = move(liking(2.0), liking(6.0))
    assert (found.ratings, dict(found.higher_counts)) == ((), {})
    assert summary_text(found, "Ratings") == "no skill or other need is rated for both"


def pay_part(value: float, **more: str) -> make.Plain:
    return {"outlook": {"pay": [make.figure(value, **more)]}}


def test_comparable_pay_has_a_change() -> None:
    assert summary_text(move(pay_part(40000), pay_part(50000)), "Pay").startswith(
        "+$10,000: median $40,000 vs. $50,000"
    )
    apart = move(pay_part(40000), pay_part(50000, period="2020-05"))
    assert [row.derived for row in apart.outlook] == [()]
    assert summary_text(apart, "Pay").startswith("no change is calculated: median $40,000 vs. $50,000")
    assert summary_text(move(pay_part(40000), {"outlook": {"pay": [make.missing()]}}), "Pay").startswith(
        "median $40,000 a year (May 2025) vs. not known"
    )


def test_warnings_are_about_shown_rows() -> None:
    figures = [make.figure(9, name, code="29-0000") for name in ("pay.annual.mean", "pay.annual.median")]
    subject = make.role("medic", outlook={"pay": figures})
    found = analyze_plain_roles(subject, make.role("nurse"))
    assert [w.text for w in found.warnings if w.kind == "granularity"] == [
        "Pay a year, median is published for 29-0000, which is not the code of Medic (31-9092.00)."
    ]
    assert [w.roles for w in found.warnings if (w.kind, w.section) == ("coverage", "outlook")] == [("nurse",)]


def test_hourly_pay_replaces_missing_annual_pay() -> None:
    hourly = make.figure(20, "pay.hourly.median")
    start = {"outlook": {"pay": [hourly]}}
    goal = {"outlook": {"pay": [make.figure(50000), {**hourly, "value": 25}]}}
    assert [row.key for row in move(start, goal).outlook] == ["pay.annual.median", "pay.hourly.median"]
    assert [row.key for row in move(goal, goal).outlook] == ["pay.annual.median"]


@pytest.mark.parametrize("order", [0, 1])
def test_umbrella_is_refused_and_its_members_are_listed(order: int) -> None:
    whole = make.subject(make.role("whole", None), make.role("one"), make.role("two", None))
    sides = [make.subject(make.role("medic")), whole]
    with pytest.raises(UmbrellaRoleError) as refused:
        analyze_gap(sides[order], sides[1 - order], make.background())
    assert refused.value.exit_code == 4
    assert str(refused.value).splitlines() == [
        "Whole stands for 2 jobs, but you can only move to or from one. Which one? Use its title or code:",
        "   1  31-9092.00  One",
        "   2  two  Two",
    ]


# ── what holds for every move ────────────────────────────────────────────────────────────────────────────────────────

CATALOG = Repository(loader.load_dataset(None))
SINGLE = [heading.id for heading in CATALOG.library.headings if not heading.members]
RING = list(pairwise([*SINGLE, SINGLE[0]]))


def sides(rows: tuple[Row, ...], *, turned: bool = False) -> set[tuple[object, ...]]:
    """What stands beside what; turned round, as it reads the other way."""
    return {tuple(cell.items for cell in (row.cells[::-1] if turned else row.cells)) for row in rows}


def changes(found: Move) -> dict[tuple[str, str, str | None], float]:
    return {
        (row.key, value.kind, value.unit): value.value
        for row in found.outlook
        for value in row.derived
        if value.kind == "difference" and not isinstance(value.value, str)
    }


def check(found: Gap) -> None:
    there, back = found.moves
    assert sides(there.carries_over) == sides(back.carries_over, turned=True)
    assert (sides(there.new), sides(there.not_listed_for_goal)) == (
        sides(back.not_listed_for_goal, turned=True),
        sides(back.new, turned=True),
    )
    assert changes(there) == {key: -value for key, value in changes(back).items()}
    for one, other in ((there, back), (back, there)):
        assert {result.name for result in one.obstacles if result.name in ("education", "job-zone")}.isdisjoint(
            result.name for result in other.obstacles
        )
        outcomes = [{result.name for result in part} for part in (one.obstacles, one.undetermined, one.not_needed)]
        # More education is of the field that the goal takes; no role here has only O*NET's words on licenses.
        without = {"license-evidence", "field"} if "education" in outcomes[0] else {"license-evidence"}
        assert set().union(*outcomes) == set(RULES) - without
        assert len(set().union(*outcomes)) == sum(map(len, outcomes))
        for row in one.ratings:
            assert real(row.derived)


def real(derived: tuple[Derived, ...]) -> bool:
    findings = {value.value for value in derived if value.kind == "finding"}
    return findings == {"real"} and all(
        not isinstance(value.value, str) and value.value > 0 for value in derived if value.kind == "difference"
    )


@pytest.mark.parametrize(("start", "goal"), RING)
def test_reverse_move_mirrors_the_move(start: str, goal: str) -> None:
    one, other = CATALOG.find_all([start, goal])
    check(analyze_gap(one, other, CATALOG.reference_data, both=True))


DUTIES = st.lists(
    st.sampled_from([make.duty(f"Do {name or n}", name) for n, name in enumerate(("draw", "pulse", "weigh", None))]),
    max_size=4,
    unique_by=lambda duty: duty["text"],
)
LEVELS = st.sampled_from([make.level(value) for value in ("some-college", "associates-degree", "bachelors-degree")])
ESTIMATES = st.builds(
    lambda value, error, flagged: make.estimate(value / 10, error, suppress=flagged),
    st.integers(10, 50),
    st.sampled_from([None, 0.0, 0.1, 0.4]),
    st.booleans(),
)
ROLES = st.builds(
    lambda duties, level, pay, ratings: make.role(
        duties=duties,
        training={"levels": [level]},
        outlook={"pay": [make.figure(pay)]},
        ratings=[make.rating(*scales) for scales in ratings],
    ),
    DUTIES,
    LEVELS,
    st.integers(20000, 90000),
    st.lists(st.tuples(ESTIMATES, ESTIMATES), max_size=1),
)


@given(ROLES, ROLES)
@settings(deadline=None, max_examples=60)
def test_reverse_move_mirrors_the_move_of_any_roles(one: make.Plain, other: make.Plain) -> None:
    check(analyze_plain_roles(one, other, both=True))


@given(ROLES)
@settings(deadline=None, max_examples=30)
def test_move_to_an_identical_role_changes_nothing(role: make.Plain) -> None:
    (found,) = analyze_plain_roles(role, role).moves
    assert (found.new, found.not_listed_for_goal, found.ratings, found.obstacles) == ((), (), (), ())
    assert set(changes(found).values()) <= {0}
    assert not found.higher_counts


def test_move_in_both_directions_includes_the_single_move() -> None:
    one, other = CATALOG.find_all(["medical-assistant", "registered-nurse"])
    alone = analyze_gap(one, other, CATALOG.reference_data)
    assert json.dumps(to_json_value(alone.moves[0])) == json.dumps(
        to_json_value(analyze_gap(one, other, CATALOG.reference_data, both=True).moves[0])
    )
