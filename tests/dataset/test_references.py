"""What does not validate, rule by rule: each fault with its exact place, what is wrong there, and what to do."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.dataset.validation import find_problems
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.kinds import SECTION_OF_PART, RatingKind
from rolecompare.problems import Problem
from tests import make
from tests.make import Plain

PAY = ", ".join(name for name, measure in MEASURES.items() if measure.part == "pay")
PROJECTIONS = ", ".join(name for name, measure in MEASURES.items() if measure.part == "projections")
NURSE = make.role("nurse", "29-1141.00")


def find_plain_problems(plain: Plain) -> list[Problem]:
    return find_problems(json.dumps(plain).encode())


def of_medic(**more: Any) -> list[Problem]:
    """The faults of a dataset in which one role is given more fields."""
    return find_plain_problems(make.dataset([make.role("medic", **more), NURSE]))


def without(plain: Plain, field: str) -> Plain:
    return {name: value for name, value in plain.items() if name != field}


def pay(*figures: Plain) -> Plain:
    return {"pay": list(figures)}


def share(name: str, percent: float, **more: object) -> Plain:
    return make.setting(name, make.figure(percent, "jobs.share", **more))


def test_small_dataset_is_valid() -> None:
    assert find_plain_problems(make.dataset()) == []


def test_dataset_with_one_of_everything_is_valid() -> None:
    assert find_plain_problems(make.everything()) == []


# ── a figure says what it is, or does not validate ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("field", ["measure", "value", "unit", "period", "area", "code", "citations"])
def test_figure_without_one_of_its_fields_is_invalid(field: str) -> None:
    assert of_medic(outlook=pay(make.figure(1), without(make.figure(45690, period="2024-05"), field))) == [
        Problem(f"roles[0].outlook.pay[1].{field}", "required field is missing", "add it")
    ]


@pytest.mark.parametrize("field", ["measure", "unit", "period", "area", "code"])
def test_figure_with_an_empty_field_is_invalid(field: str) -> None:
    assert of_medic(outlook=pay(make.figure(45690, **{field: ""}))) == [
        Problem(f"roles[0].outlook.pay[0].{field}", '"" is invalid', "give a text that is not blank")
    ]


def test_figure_with_an_empty_list_of_citations_is_invalid() -> None:
    assert of_medic(outlook=pay(make.figure(45690, citations=[]))) == [
        Problem("roles[0].outlook.pay[0].citations", "0 items", "give at least 1")
    ]


@pytest.mark.parametrize("field", ["measure", "value", "period", "area", "code", "citations"])
def test_level_without_one_of_its_fields_is_invalid(field: str) -> None:
    assert of_medic(training={"levels": [without(make.level("some-college"), field)]}) == [
        Problem(f"roles[0].training.levels[0].{field}", "required field is missing", "add it")
    ]


@pytest.mark.parametrize("field", ["measure", "value", "unit", "period", "area", "code", "citations"])
def test_share_of_jobs_without_one_of_its_fields_is_invalid(field: str) -> None:
    figure = without(make.figure(36, "jobs.share"), field)
    assert of_medic(settings={"items": [make.setting("hospitals", figure)]}) == [
        Problem(f"roles[0].settings.items[0].share.{field}", "required field is missing", "add it")
    ]


@pytest.mark.parametrize("field", ["measure", "reason"])
def test_missing_value_needs_its_measure_and_reason(field: str) -> None:
    assert of_medic(outlook=pay(without(make.missing(), field))) == [
        Problem(f"roles[0].outlook.pay[0].{field}", "required field is missing", "add it")
    ]


@pytest.mark.parametrize("value", [None, "", "N/A"])
def test_placeholder_for_a_missing_value_is_invalid(value: object) -> None:
    assert of_medic(outlook=pay({**make.figure(1), "value": value})) == [
        Problem(
            "roles[0].outlook.pay[0].value",
            f"{json.dumps(value)} is invalid",
            "input should be a number between -1e15 and 1e15",
        )
    ]


def test_figure_both_known_and_missing_is_invalid() -> None:
    assert of_medic(outlook=pay({**make.figure(1), "missing": "suppressed", "reason": "too few"})) == [
        Problem("roles[0].outlook.pay[0].value", "unknown field", "remove it or fix its name"),
        Problem("roles[0].outlook.pay[0].unit", "unknown field", "remove it or fix its name"),
    ]


def test_unknown_measure_is_invalid() -> None:
    assert of_medic(outlook=pay(make.figure(1, "pay.weekly.median"))) == [
        Problem(
            "roles[0].outlook.pay[0].measure",
            "unknown measure 'pay.weekly.median'",
            f"use one of {', '.join(MEASURES)}",
        )
    ]


def test_unknown_measure_of_a_level_is_invalid() -> None:
    assert of_medic(training={"levels": [make.level("none", "experience")]}) == [
        Problem(
            "roles[0].training.levels[0].measure", "unknown measure 'experience'", f"use one of {', '.join(LEVELS)}"
        )
    ]


def test_unit_of_another_measure_is_invalid() -> None:
    assert of_medic(outlook=pay(make.figure(1), make.figure(2, unit="EUR/year", code="29-1141"))) == [
        Problem(
            "roles[0].outlook.pay[1].unit",
            "unit 'EUR/year' does not belong to pay.annual.median",
            "use 'USD/year'",
        )
    ]


def test_period_of_the_wrong_kind_for_its_measure_is_invalid() -> None:
    assert of_medic(outlook={"openings": [make.figure(1, "openings.annual", period="2024")]}) == [
        Problem(
            "roles[0].outlook.openings[0].period",
            "'2024' is not a period of openings.annual",
            "use two years, such as 2024/2034",
        )
    ]


def test_share_over_100_is_invalid() -> None:
    assert of_medic(settings={"items": [share("hospitals", 36), share("offices", 101)]}) == [
        Problem("roles[0].settings.items[1].share.value", "101 is above 100", "use 100 or less")
    ]


@pytest.mark.parametrize(
    ("part", "measure", "fitting"),
    [
        ("pay", "employment", PAY),
        ("employment", "pay.annual.median", "employment"),
        ("projections", "openings.annual", PROJECTIONS),
        ("openings", "jobs.share", "openings.annual"),
    ],
)
def test_figure_in_a_list_of_other_measures_is_invalid(part: str, measure: str, fitting: str) -> None:
    assert of_medic(outlook={part: [make.figure(1, measure)]}) == [
        Problem(f"roles[0].outlook.{part}[0].measure", f"{measure} does not belong here", f"use one of {fitting}")
    ]


def test_missing_level_among_the_figures_is_invalid() -> None:
    assert of_medic(outlook=pay(make.missing("education.entry"))) == [
        Problem("roles[0].outlook.pay[0].measure", "education.entry does not belong here", f"use one of {PAY}")
    ]


def test_missing_part_of_a_role_among_the_levels_is_invalid() -> None:
    assert of_medic(training={"levels": [make.missing("ability")]}) == [
        Problem("roles[0].training.levels[0].measure", "ability is not a level", "move it to missing")
    ]


def test_missing_figure_among_the_levels_is_invalid() -> None:
    assert of_medic(training={"levels": [make.missing("employment")]}) == [
        Problem(
            "roles[0].training.levels[0].measure", "employment is not a level", "move it to the outlook or the settings"
        )
    ]


def test_wrong_measure_in_a_setting_is_reported_once() -> None:
    assert of_medic(settings={"items": [make.setting("hospitals", make.figure(45690))]}) == [
        Problem(
            "roles[0].settings.items[0].share.measure",
            "pay.annual.median does not belong here",
            "use one of jobs.share",
        )
    ]


def test_repeated_figure_is_invalid() -> None:
    assert of_medic(outlook=pay(make.figure(1), make.figure(2, code="29-1141"), make.figure(1))) == [
        Problem(
            "roles[0].outlook.pay[2]",
            "roles[0].outlook.pay[0] is the same figure from the same source",
            "keep one of them",
        )
    ]


@pytest.mark.parametrize(
    "change",
    [{"period": "2024-05"}, {"code": "29-1141"}, {"area": "US-CA"}, {"citations": [{"source": "peer", "place": "2"}]}],
    ids=lambda change: "".join(change),
)
def test_figures_of_one_measure_that_differ_otherwise_are_valid(change: Plain) -> None:
    sources = [make.source(), make.source("peer")]
    found = find_plain_problems(
        make.dataset([make.role(outlook=pay(make.figure(1), make.figure(1, **change))), NURSE], sources=sources)
    )
    assert found == []


# ── percentiles and shares ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["annual", "hourly"])
def test_falling_percentile_is_invalid(kind: str) -> None:
    figures = [
        make.figure(20, f"pay.{kind}.p10"),
        make.figure(30, f"pay.{kind}.p25"),
        make.figure(29.5, f"pay.{kind}.median"),
    ]
    assert of_medic(outlook=pay(*figures)) == [
        Problem(
            "roles[0].outlook.pay[2].value",
            f"pay.{kind}.median 29.5 is below pay.{kind}.p25 30",
            "a higher percentile is never lower",
        )
    ]


def test_percentile_falls_below_the_next_known_one() -> None:
    figures = [make.figure(10, "pay.annual.p90"), make.missing("pay.annual.median"), make.figure(20, "pay.annual.p10")]
    assert of_medic(outlook=pay(*figures)) == [
        Problem(
            "roles[0].outlook.pay[0].value",
            "pay.annual.p90 10 is below pay.annual.p10 20",
            "a higher percentile is never lower",
        )
    ]


def test_equal_percentiles_do_not_fall() -> None:
    assert of_medic(outlook=pay(make.figure(10, "pay.annual.p10"), make.figure(10, "pay.annual.p25"))) == []


def test_mean_may_be_outside_all_percentiles() -> None:
    assert of_medic(outlook=pay(make.figure(20, "pay.annual.p90"), make.figure(30, "pay.annual.mean"))) == []


@pytest.mark.parametrize(
    "change",
    [{"period": "2024-05"}, {"code": "29-1141"}, {"area": "US-CA"}, {"citations": [{"source": "other", "place": "1"}]}],
    ids=lambda change: "".join(change),
)
def test_percentiles_of_different_publications_are_not_compared(change: Plain) -> None:
    figures = [make.figure(20, "pay.annual.p10"), make.figure(10, "pay.annual.p25", **change)]
    sources = [make.source("book"), make.source("other")]
    assert find_plain_problems(make.dataset([make.role(outlook=pay(*figures)), NURSE], sources=sources)) == []


def test_falling_percentile_is_reported_even_for_a_repeated_statistic() -> None:
    elsewhere = [{"source": "book", "place": "page 2"}]
    figures = [
        make.figure(100, "pay.annual.p10"),
        make.figure(50, "pay.annual.p25"),
        make.figure(200, "pay.annual.p25", citations=elsewhere),
    ]
    twice = "roles[0].outlook.pay[1] is the same figure from the same source"
    assert of_medic(outlook=pay(*figures)) == [
        Problem("roles[0].outlook.pay[2]", twice, "keep one of them"),
        Problem(
            "roles[0].outlook.pay[1].value",
            "pay.annual.p25 50 is below pay.annual.p10 100",
            "a higher percentile is never lower",
        ),
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 10**7), min_size=5, max_size=5))
def test_pay_is_valid_exactly_when_percentiles_never_fall(values: list[int]) -> None:
    statistics = ("p10", "p25", "median", "p75", "p90")
    figures = [make.figure(value, f"pay.annual.{name}") for name, value in zip(statistics, values, strict=True)]
    falls = [n for n in range(1, 5) if values[n] < values[n - 1]]
    places = [problem.path for problem in of_medic(outlook=pay(*figures))]
    assert places == [f"roles[0].outlook.pay[{n}].value" for n in falls]


def test_shares_above_all_jobs_together_are_invalid() -> None:
    assert of_medic(settings={"items": [share("hospitals", 60), share("offices", 30), share("schools", 12)]}) == [
        Problem(
            "roles[0].settings.items[2].share.value",
            "the shares of 2025-05 sum to 102 percent here",
            "shares of all jobs sum to 100 at most",
        )
    ]


def test_shares_may_exceed_100_by_rounding() -> None:
    assert of_medic(settings={"items": [share("hospitals", 60), share("offices", 41.9)]}) == []


@pytest.mark.parametrize(
    "change",
    [{"period": "2024"}, {"code": "29-1141"}, {"area": "US-CA"}, {"citations": [{"source": "other", "place": "1"}]}],
    ids=lambda change: "".join(change),
)
def test_shares_of_different_publications_are_not_added(change: Plain) -> None:
    items = [share("hospitals", 60), share("offices", 60, **change)]
    sources = [make.source("book"), make.source("other")]
    assert find_plain_problems(make.dataset([make.role(settings={"items": items}), NURSE], sources=sources)) == []


# ── what is said is cited ────────────────────────────────────────────────────────────────────────────────────────────

UNCITED = without(make.statement(), "citations")
STATEMENTS = {
    "summary": ({"summary": UNCITED}, "summary"),
    "a duty": ({"duties": [UNCITED]}, "duties[0]"),
    "a sentence about training": ({"training": {"statements": [UNCITED]}}, "training.statements[0]"),
    "a program": ({"training": {"programs": [{**UNCITED, "award": "some-college"}]}}, "training.programs[0]"),
    "a sentence about credentials": ({"credentials": {"statements": [UNCITED]}}, "credentials.statements[0]"),
    "a credential": (
        {"credentials": {"items": [without(make.credential("A"), "citations")]}},
        "credentials.items[0]",
    ),
    "a setting": (
        {"settings": {"items": [without(share("offices", 3), "citations")]}},
        "settings.items[0]",
    ),
    "a sentence about settings": ({"settings": {"statements": [UNCITED]}}, "settings.statements[0]"),
    "a sentence about the outlook": ({"outlook": {"statements": [UNCITED]}}, "outlook.statements[0]"),
    "a rating": ({"ratings": [{"element": "2.A", "name": "Reading", "kind": "skill"}]}, "ratings[0]"),
}


@pytest.mark.parametrize(("more", "place"), STATEMENTS.values(), ids=STATEMENTS)
def test_statement_without_a_citation_is_invalid(more: Plain, place: str) -> None:
    assert of_medic(**more) == [Problem(f"roles[0].{place}.citations", "required field is missing", "add it")]


def test_claim_and_its_evidence_without_a_citation_are_invalid() -> None:
    evidence = [UNCITED, {**make.figure(1), "citations": []}]
    claim = without(make.claim(verdict="supported", note="So it is.", evidence=evidence), "citations")
    assert find_plain_problems(make.dataset(claims=[claim])) == [
        Problem("claims[0].citations", "required field is missing", "add it"),
        Problem("claims[0].evidence[0].citations", "required field is missing", "add it"),
        Problem("claims[0].evidence[1].citations", "0 items", "give at least 1"),
    ]


def test_citation_without_a_place_is_reported_and_counts_as_a_citation() -> None:
    assert of_medic(summary=make.statement(citations=[{"source": "book"}])) == [
        Problem("roles[0].summary.citations[0].place", "required field is missing", "add it")
    ]


GHOST = [{"source": "book", "place": "page 1"}, {"source": "ghost", "place": "page 1"}]
CITING = {
    "summary": ({"summary": make.statement(citations=GHOST)}, "summary"),
    "a duty": ({"duties": [make.duty("Draw blood.", citations=GHOST)]}, "duties[0]"),
    "a level": ({"training": {"levels": [make.level("some-college", citations=GHOST)]}}, "training.levels[0]"),
    "a credential": ({"credentials": {"items": [make.credential("A", citations=GHOST)]}}, "credentials.items[0]"),
    "a setting": ({"settings": {"items": [{**share("a", 3), "citations": GHOST}]}}, "settings.items[0]"),
    "a share": ({"settings": {"items": [share("a", 3, citations=GHOST)]}}, "settings.items[0].share"),
    "a figure": ({"outlook": pay(make.figure(1, citations=GHOST))}, "outlook.pay[0]"),
    "a missing figure": ({"outlook": pay(make.missing(citations=GHOST))}, "outlook.pay[0]"),
    "a rating": (
        {"ratings": [{"element": "2.A", "name": "Reading", "kind": "skill", "citations": GHOST}]},
        "ratings[0]",
    ),
}


@pytest.mark.parametrize(("more", "place"), CITING.values(), ids=CITING)
def test_citation_of_an_unknown_source_is_invalid(more: Plain, place: str) -> None:
    assert of_medic(**more) == [
        Problem(f"roles[0].{place}.citations[1].source", "no source 'ghost'", "add it to sources or fix the id")
    ]


def test_claim_citing_an_unknown_source_is_invalid() -> None:
    claim = make.claim(verdict="supported", note="So.", evidence=[make.statement(citations=GHOST)], citations=GHOST)
    assert find_plain_problems(make.dataset(claims=[claim])) == [
        Problem("claims[0].citations[1].source", "no source 'ghost'", "add it to sources or fix the id"),
        Problem("claims[0].evidence[0].citations[1].source", "no source 'ghost'", "add it to sources or fix the id"),
    ]


# ── names belong to one thing ────────────────────────────────────────────────────────────────────────────────────────


def test_two_roles_with_one_id_are_invalid() -> None:
    roles = [make.role("medic"), NURSE, make.role("medic", "11-1111.00", title="Another")]
    assert find_plain_problems(make.dataset(roles, default_comparison=["medic", "nurse"])) == [
        Problem("roles[2].id", "'medic' is already the id of roles[0]", "give each record its own id")
    ]


def test_two_sources_with_one_id_are_invalid() -> None:
    assert find_plain_problems(make.dataset(sources=[make.source(), make.source()])) == [
        Problem("sources[1].id", "'book' is already the id of sources[0]", "give each record its own id")
    ]


def test_two_activities_with_one_id_are_invalid() -> None:
    assert find_plain_problems(
        make.dataset(activities=[make.activity("draw"), make.activity("greet"), make.activity("draw")])
    ) == [Problem("activities[2].id", "'draw' is already the id of activities[0]", "give each record its own id")]


def test_two_claims_with_one_number_are_invalid() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(7), make.claim(7)])) == [
        Problem("claims[1].number", "7 is already the number of claims[0]", "give each record its own number")
    ]


def test_role_source_and_activity_may_share_an_id() -> None:
    role = make.role("book", summary=make.statement())
    assert find_plain_problems(make.dataset([role, NURSE], activities=[make.activity("book")])) == []


@pytest.mark.parametrize("alias", ["Nurse", "nurse", "NURSE"])
def test_other_title_equal_to_another_roles_title_is_invalid(alias: str) -> None:
    assert of_medic(other_titles=["MA", alias]) == [
        Problem("roles[0].other_titles[1]", f"{alias!r} is the title of roles[1]", "remove it: titles are unique")
    ]


@pytest.mark.parametrize("alias", ["Head-nurse", "head  nurse"])
def test_other_title_found_as_another_roles_title_is_invalid(alias: str) -> None:
    roles = [make.role(other_titles=[alias]), make.role("nurse", "29-1141.00", title="Head Nurse")]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem("roles[0].other_titles[0]", f"{alias!r} is the title of roles[1]", "remove it: titles are unique")
    ]


def test_other_title_may_equal_its_own_title_or_another_other_title() -> None:
    roles = [make.role(other_titles=["Medic", "Helper"]), make.role("nurse", "29-1141.00", other_titles=["helper"])]
    assert find_plain_problems(make.dataset(roles)) == []


def test_two_roles_with_one_title_are_invalid() -> None:
    roles = [make.role("medic"), make.role("nurse", "29-1141.00", title="MEDIC")]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem("roles[1].title", "'MEDIC' is the title of roles[0]", "give each role its own title")
    ]


def test_two_roles_with_one_code_are_invalid() -> None:
    assert find_plain_problems(make.dataset([make.role("medic"), make.role("nurse")])) == [
        Problem("roles[1].codes", "31-9092.00 is already the code of roles[0]", "keep one role for each occupation")
    ]


def test_two_roles_of_one_occupation_are_invalid_in_either_form_of_code() -> None:
    roles = [make.role("medic"), make.role("nurse", None, codes={"soc": "31-9092"})]
    assert [problem.path for problem in find_plain_problems(make.dataset(roles))] == ["roles[1].codes"]


def test_two_occupations_may_share_a_wider_code() -> None:
    assert find_plain_problems(make.dataset([make.role("medic", "29-2012.00"), make.role("nurse", "29-2012.01")])) == []


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


HELD: dict[str, Plain] = {
    "duties": {"duties": [make.duty("Lift")]},
    "credentials": {"credentials": {"statements": [make.statement()]}},
    "jobs.share": {"settings": {"items": [share("offices", 10)]}},
    "work-context": {"settings": {"context": [make.context(3)]}},
    "outlook": {"outlook": pay(make.missing())},
    **{
        kind: {"ratings": [make.rating(make.estimate(3), kind=kind)]}
        for kind in RatingKind
        if kind is not RatingKind.WORK_CONTEXT
    },
}


@pytest.mark.parametrize("part", SECTION_OF_PART)
def test_part_cannot_be_both_present_and_missing(part: str) -> None:
    missing = {"missing": [make.missing(part)]}
    assert of_medic(**missing) == []
    assert of_medic(**HELD[part]) == []
    what = f"the role has {part}"
    assert of_medic(**HELD[part], **missing) == [Problem("roles[0].missing[0].measure", what, "remove one of the two")]


def test_unknown_part_cannot_be_missing() -> None:
    remedy = f"use one of {', '.join(SECTION_OF_PART)}"
    assert of_medic(missing=[make.missing("job_zone")]) == [
        Problem("roles[0].missing[0].measure", "job_zone is not a part of a role", remedy)
    ]


def test_only_work_context_is_missing_under_settings() -> None:
    remedy = "put work-context in settings.context and all else in ratings"
    assert of_medic(ratings=[make.context(3)], settings={"context": [make.rating(make.estimate(3))]}) == [
        Problem("roles[0].ratings[0].kind", "work-context does not belong here", remedy),
        Problem("roles[0].settings.context[0].kind", "skill does not belong here", remedy),
    ]


# ── members, activities, the default comparison ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "message", "suggestion"),
    [
        ("doctor", "no role 'doctor'", "add it to roles or fix the id"),
        ("medic", "'medic' is the role itself", "name another role"),
    ],
)
def test_statement_leads_to_another_known_role(name: str, message: str, suggestion: str) -> None:
    statements = [make.statement(leads_to=["nurse"]), make.statement(leads_to=["nurse", name])]
    assert of_medic(training={"statements": statements}) == [
        Problem("roles[0].training.statements[1].leads_to[1]", message, suggestion)
    ]


def test_unknown_member_is_invalid() -> None:
    roles = [make.role("medic"), make.role("tech", None, members=["medic", "ghost"])]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem("roles[1].members[1]", "no role 'ghost'", "add it to roles or fix the id")
    ]


def test_umbrella_as_a_member_is_invalid() -> None:
    roles = [
        make.role("medic"),
        make.role("tech", None, members=["medic"]),
        make.role("top", None, members=["medic", "tech"]),
    ]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem("roles[2].members[1]", "'tech' is an umbrella itself", "name the roles under it")
    ]


def test_umbrella_as_its_own_member_is_invalid() -> None:
    roles = [make.role("medic"), make.role("tech", None, members=["medic", "tech"])]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem("roles[1].members[1]", "'tech' is an umbrella itself", "name the roles under it")
    ]


def test_repeated_member_is_invalid() -> None:
    roles = [make.role("medic"), make.role("tech", None, members=["medic", "medic"])]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem("roles[1].members[1]", "'medic' is named twice", "name each member once")
    ]


def test_narrow_code_of_an_umbrella_is_invalid() -> None:
    roles = [make.role("medic"), make.role("tech", None, codes={"onet_soc": "29-2011.00"}, members=["medic"])]
    assert find_plain_problems(make.dataset(roles)) == [
        Problem(
            "roles[1].codes",
            "an umbrella role cannot have the code of a single occupation",
            "move it to a member; only a wider SOC code may stay",
        )
    ]


def test_umbrella_may_have_a_wider_code_of_its_members() -> None:
    members = [make.role("technologist", "29-2011.00"), make.role("technician", "29-2012.00")]
    names = [member["id"] for member in members]
    umbrella = make.role("both", None, codes={"soc": "29-2010"}, members=names)
    assert find_plain_problems(make.dataset([*members, umbrella])) == []


def test_code_of_an_umbrella_must_be_wider_than_its_members() -> None:
    members = [make.role("technician", "29-2012.00"), make.role("medic", "31-9092.00")]
    names = [member["id"] for member in members]
    umbrella = make.role("both", None, codes={"soc": "29-2010"}, members=names)
    assert find_plain_problems(make.dataset([*members, umbrella])) == [
        Problem(
            "roles[2].members[1]",
            "29-2010 is not wider than 31-9092.00, the code of 'medic'",
            "give an umbrella the code of a group that includes all its members",
        )
    ]


def test_unknown_activity_of_a_duty_is_invalid() -> None:
    duties = [make.duty("Greet.", "greet"), make.duty("Draw blood.", "draw"), make.duty("Rest.")]
    plain = make.dataset([make.role(duties=duties), NURSE], activities=[make.activity("greet")])
    assert find_plain_problems(plain) == [
        Problem("roles[0].duties[1].activity", "no activity 'draw'", "add it to activities or remove it")
    ]


def test_unknown_further_activity_of_a_duty_is_invalid() -> None:
    duty = make.duty("Greet.", "greet") | {"other_activities": ["greet", "draw"]}
    plain = make.dataset([make.role(duties=[duty]), NURSE], activities=[make.activity("greet")])
    assert find_plain_problems(plain) == [
        Problem("roles[0].duties[0].other_activities[1]", "no activity 'draw'", "add it to activities or remove it")
    ]


def test_unknown_broader_activity_is_invalid() -> None:
    assert find_plain_problems(make.dataset(activities=[make.activity("draw", "collect")])) == [
        Problem("activities[0].broader", "no activity 'collect'", "add it to activities or fix the id")
    ]


def test_broader_activity_with_a_broader_activity_is_invalid() -> None:
    activities = [make.activity("draw", "collect"), make.activity("collect", "work"), make.activity("work")]
    assert find_plain_problems(make.dataset(activities=activities)) == [
        Problem("activities[0].broader", "'collect' has a broader activity itself", "use two levels only")
    ]


def test_activity_broader_than_itself_is_invalid() -> None:
    assert find_plain_problems(make.dataset(activities=[make.activity("draw", "draw")])) == [
        Problem("activities[0].broader", "'draw' has a broader activity itself", "use two levels only")
    ]


def test_default_comparison_of_an_unknown_role_is_invalid() -> None:
    assert find_plain_problems(make.dataset(default_comparison=["medic", "ghost"])) == [
        Problem("default_comparison[1]", "no role 'ghost'", "name roles of this dataset")
    ]


def test_default_comparison_of_a_role_with_itself_is_invalid() -> None:
    assert find_plain_problems(make.dataset(default_comparison=["medic", "nurse", "medic"])) == [
        Problem("default_comparison[2]", "'medic' is named twice", "name each role once")
    ]


@pytest.mark.parametrize(
    ("count", "what", "remedy"),
    [(1, "1 item", "give at least 2"), (7, "7 items", "give at most 6")],
    ids=["too few", "too many"],
)
def test_default_comparison_must_have_two_to_six_roles(count: int, what: str, remedy: str) -> None:
    roles = [make.role(f"medic-{number}", f"31-909{number}.00") for number in range(7)]
    names = [role["id"] for role in roles[:count]]
    assert find_plain_problems(make.dataset(roles, default_comparison=names)) == [
        Problem("default_comparison", what, remedy)
    ]


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_claim_about_an_unknown_role_is_invalid() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(roles=["medic", "ghost"])])) == [
        Problem("claims[0].roles[1]", "no role 'ghost'", "add it to roles or fix the id")
    ]


def test_claim_without_roles_is_invalid() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(roles=[])])) == [
        Problem("claims[0].roles", "0 items", "give at least 1")
    ]


def test_contradicted_claim_must_exist() -> None:
    assert find_plain_problems(
        make.dataset(claims=[make.claim(1, contradicts=[2, 9, 1]), make.claim(2, contradicts=[1])])
    ) == [
        Problem("claims[0].contradicts[1]", "there is no other claim 9", "name the number of another claim"),
        Problem("claims[0].contradicts[2]", "there is no other claim 1", "name the number of another claim"),
    ]


def test_contradiction_of_claims_must_be_mutual() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(1, contradicts=[2]), make.claim(2)])) == [
        Problem(
            "claims[0].contradicts[0]",
            "claim 2 does not name claim 1 in turn",
            "claims that contradict each other must name each other",
        )
    ]


def test_repeated_claim_must_be_about_the_role() -> None:
    medic = make.role("medic", duties=[make.duty("Draw blood", claims=[1, 9])])
    nurse = make.role("nurse", "29-1141.00", summary=make.statement(claims=[1]))
    assert find_plain_problems(make.dataset([medic, nurse], claims=[make.claim(1, roles=["medic"])])) == [
        Problem("roles[0].duties[0].claims[1]", "there is no claim 9", "add it to claims or fix the number"),
        Problem("roles[1].summary.claims[0]", "claim 1 is not about 'nurse'", "name a claim about this role"),
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"measure": "height"}, ("measure", "unknown measure 'height'")),
        ({"value": None}, ("value", "an assertion has either a value or more_than")),
        ({"more_than": {"codes": ["00-0000"]}}, ("value", "an assertion has either a value or more_than")),
        (
            {"measure": "job_zone", "period": "2024"},
            ("value", "job_zone is a scale of levels, which have no numeric value"),
        ),
        ({"period": "2016"}, ("period", "'2016' is not a period of employment.change_percent")),
        (
            {"measure": "job_zone", "period": "2024", "value": None, "more_than": {"codes": ["x"], "multiplier": 2}},
            ("more_than", "levels cannot be multiplied"),
        ),
        (
            {"value": None, "more_than": {"codes": ["x"], "multiplier": -3}},
            ("more_than.multiplier", "-3 is not above 0"),
        ),
    ],
)
def test_assertion_that_cannot_be_judged_is_invalid(change: make.Plain, fault: tuple[str, str]) -> None:
    start = {"measure": "employment.change_percent", "period": "2016/2026", "codes": ["31-9092"], "value": 29}
    asserts = [{name: content for name, content in {**start, **change}.items() if content is not None}]
    found = find_plain_problems(make.dataset(claims=[make.claim(asserts=asserts, note="See there.")]))
    assert [(at.path, at.message) for at in found] == [(f"claims[0].asserts[0].{fault[0]}", fault[1])]


@pytest.mark.parametrize("value", [99, -3, 0.5, 7.01])
def test_rating_off_its_scale_is_invalid(value: float) -> None:
    rating = {"element": "1.B.1.d", "name": "Social", "kind": "interest", "citations": make.CITED}
    medic = make.role("medic", ratings=[{**rating, "interest": make.estimate(value, None)}])
    assert find_plain_problems(make.dataset([medic, make.role("nurse", "29-1141.00")])) == [
        Problem("roles[0].ratings[0].interest.value", f"{value} is not on the scale of interest", "use 1 to 7")
    ]


def test_verdict_next_to_assertions_is_invalid() -> None:
    asserts = [{"measure": "employment", "period": "2016", "codes": ["31-9092"], "value": 29}]
    claim = make.claim(asserts=asserts, verdict="supported", note="So.", evidence=[make.statement()])
    assert find_plain_problems(make.dataset(claims=[claim])) == [
        Problem("claims[0].verdict", "the verdict on what is asserted is computed", "remove it")
    ]


def test_self_contradictory_claim_must_name_the_other() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(verdict="self-contradictory", note="Both.")])) == [
        Problem(
            "claims[0].contradicts",
            "a self-contradictory claim must name another claim",
            "name the claims that it contradicts",
        )
    ]


def test_verdict_without_a_note_is_invalid() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(verdict="framing")])) == [
        Problem("claims[0].note", "a verdict needs a note, and a note needs a verdict", "give both or neither")
    ]


def test_verdict_without_evidence_is_invalid() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(verdict="contradicted", note="No.")])) == [
        Problem("claims[0].evidence", "the verdict contradicted has no evidence", "cite the evidence for it")
    ]


def test_claim_numbered_zero_is_invalid() -> None:
    assert find_plain_problems(make.dataset(claims=[make.claim(0)])) == [
        Problem("claims[0].number", "0 is invalid", "input should be greater than or equal to 1")
    ]


# Every problem at once, and no false one


def test_problems_of_records_and_references_are_reported_together() -> None:
    roles = [
        make.role("medic", duties=[make.duty("Draw blood.", "draw")]),
        make.role("nurse", "29-1141.00", outlook=pay(make.figure(1, unit="EUR"), without(make.figure(1), "area"))),
        make.role("tech", None, members=["nurse", "ghost"]),
    ]
    claims = [make.claim(1, roles=["nobody"]), make.claim(2, section="pay")]
    plain = make.dataset(roles, sources=[make.source(), make.source("book")], claims=claims, color="red")
    sections = "'duties', 'training', 'credentials', 'settings', 'outlook' or 'ratings'"
    assert find_plain_problems(plain) == [
        Problem("roles[1].outlook.pay[0].unit", "unit 'EUR' does not belong to pay.annual.median", "use 'USD/year'"),
        Problem("roles[1].outlook.pay[1].area", "required field is missing", "add it"),
        Problem("claims[1].section", '"pay" is invalid', f"input should be {sections}"),
        Problem("color", "unknown field", "remove it or fix its name"),
        Problem("sources[1].id", "'book' is already the id of sources[0]", "give each record its own id"),
        Problem("roles[0].duties[0].activity", "no activity 'draw'", "add it to activities or remove it"),
        Problem("roles[2].members[1]", "no role 'ghost'", "add it to roles or fix the id"),
        Problem("claims[0].roles[0]", "no role 'nobody'", "add it to roles or fix the id"),
    ]


BROKEN = {
    "a source that is cited": (
        {"sources": [make.source(kind="blog")]},
        "sources[0].kind",
    ),
    "an activity that a duty is an instance of": (
        {
            "activities": [make.activity("draw", label="")],
            "roles": [make.role(duties=[make.duty("Draw blood.", "draw")]), NURSE],
        },
        "activities[0].label",
    ),
    "an activity that is broader than another": (
        {"activities": [make.activity("draw", "collect"), make.activity("collect", onet=3)]},
        "activities[1].onet",
    ),
    "a role that is a member": (
        {
            "roles": [
                make.role("medic"),
                make.role("nurse", "29-1141.00", summary=3),
                make.role("tech", None, members=["nurse"]),
            ]
        },
        "roles[1].summary",
    ),
    "a role that a claim is about": (
        {"roles": [make.role("medic", title=""), NURSE], "claims": [make.claim()]},
        "roles[0].title",
    ),
    "a claim that another contradicts": (
        {
            "claims": [
                make.claim(1, verdict="self-contradictory", note="Both.", contradicts=[2]),
                make.claim(2, text="", contradicts=[1]),
            ]
        },
        "claims[1].text",
    ),
    "all sources": ({"sources": 3}, "sources"),
    "all activities": (
        {"activities": {}, "roles": [make.role(duties=[make.duty("Draw blood.", "draw")]), NURSE]},
        "activities",
    ),
    "all roles": ({"roles": "none", "claims": [make.claim()]}, "roles"),
    "all claims": ({"claims": {}}, "claims"),
    "an item of a list that may not be empty": (
        {"roles": [make.role(summary=make.statement(citations=[{"source": "The Book", "place": "1"}])), NURSE]},
        "roles[0].summary.citations[0].source",
    ),
    "a name in the default comparison": (
        {"default_comparison": ["medic", "The Nurse"]},
        "default_comparison[1]",
    ),
}


@pytest.mark.parametrize(("more", "place"), BROKEN.values(), ids=BROKEN)
def test_problem_in_a_record_is_no_problem_in_records_that_name_it(more: Plain, place: str) -> None:
    assert [problem.path for problem in find_plain_problems({**make.dataset(), **more})] == [place]


def test_missing_list_is_reported_once() -> None:
    assert find_plain_problems(without(make.dataset(), "sources")) == [
        Problem("sources", "required field is missing", "add it")
    ]


def test_broken_role_with_the_id_of_a_source_is_not_a_source() -> None:
    cited = make.statement(citations=[{"source": "ghost", "place": "page 1"}])
    roles = [make.role("medic", summary=cited), NURSE, make.role("ghost", "11-1111.00", title="")]
    assert find_plain_problems(make.dataset(roles, default_comparison=["medic", "nurse"])) == [
        Problem("roles[2].title", '"" is invalid', "give a text that is not blank"),
        Problem("roles[0].summary.citations[0].source", "no source 'ghost'", "add it to sources or fix the id"),
    ]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_removing_a_record_causes_problems_only_where_it_is_named(data: st.DataObject) -> None:
    plain = make.everything()
    part = data.draw(st.sampled_from(["sources", "activities", "roles", "claims"]))
    gone = data.draw(st.sampled_from(plain[part]))
    key = "number" if part == "claims" else "id"
    plain[part] = [record for record in plain[part] if record is not gone]
    for problem in find_plain_problems(plain):
        value: object = plain
        for step in problem.path.replace("[", ".").replace("]", "").split("."):
            value = value[int(step)] if isinstance(value, list) else value[step]  # type: ignore[index]
        assert value == gone[key]
