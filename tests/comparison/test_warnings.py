"""What a reader is warned of: each thing once, with the roles, the section and the sources it touches."""

import pytest

from rolecompare.comparison import warnings
from rolecompare.comparison.compare import compare
from rolecompare.comparison.types import ComparisonWarning
from rolecompare.measures import years_apart
from rolecompare.models.kinds import SectionName, Verdict
from rolecompare.models.reference_data import ReferenceData, RoleWithMembers
from rolecompare.models.sources import Citation
from tests import make

SOURCES = [
    make.source("book", published="2025-08"),
    make.source("peer", published="2025-08"),
    make.source("third", published="2025-08"),
    make.source("article", kind="article"),
]
BOTH = ("medic", "nurse")


def role_with_pay(name: str, *figures: make.Plain, code: str | None = "31-9092.00") -> make.Plain:
    return make.role(name, code, outlook={"pay": list(figures)})


def role(name: str, *figures: make.Plain, code: str | None = "31-9092.00") -> RoleWithMembers:
    return make.subject(role_with_pay(name, *figures, code=code))


def role_with_levels(name: str, *levels: make.Plain, code: str | None = "31-9092.00") -> make.Plain:
    return make.role(name, code, training={"levels": list(levels)})


def find_warnings_of_kind(
    kind: str, *subjects: RoleWithMembers, background: ReferenceData | None = None
) -> list[ComparisonWarning]:
    found = compare(subjects, background or make.background(sources=SOURCES)).warnings
    return [warning for warning in found if warning.kind == kind]


def texts(found_warnings: list[ComparisonWarning]) -> list[str]:
    return [warning.text for warning in found_warnings]


def places(warning: ComparisonWarning) -> list[tuple[str, str]]:
    return [(citation.source, citation.place) for citation in warning.citations]


# ── vintage ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("one", "other"), [("2024", "2025-05"), ("2024-05", "2025-05"), ("2016-05", "2025-05")])
def test_sides_a_year_or_more_apart_cause_a_warning_with_periods(one: str, other: str) -> None:
    told = {"2024": "2024", "2024-05": "May 2024", "2016-05": "May 2016"}[one]
    assert find_warnings_of_kind(
        "vintage", role("medic", make.figure(1, period=one)), role("nurse", make.figure(2, period=other))
    ) == [
        ComparisonWarning(
            kind="vintage",
            section=SectionName.OUTLOOK,
            roles=BOTH,
            text=f"The values of Pay a year, median are years apart: {told} for Medic and May 2025 for Nurse. "
            "No difference is calculated.",
            citations=(Citation(source="book", place="page 1"),),
        )
    ]


def test_work_for_one_row_grows_with_periods_and_not_with_pairs_of_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def count(one: str, other: str) -> float:
        calls.append(one)
        return years_apart(one, other)

    monkeypatch.setattr(warnings, "years_apart", count)
    periods = ("2025-05", "2025-04", "2025-03")
    roles = [role(f"role-{number}", make.figure(1, period=periods[number % 3])) for number in range(30)]
    assert find_warnings_of_kind("vintage", *roles) == []
    assert len(calls) == 3


def test_spans_a_year_or_more_apart_cause_a_warning() -> None:
    measure = "employment.change_percent"
    sides = [
        make.subject(make.role(name, outlook={"projections": [make.figure(9, measure, period=period)]}))
        for name, period in zip(BOTH, ("2024/2034", "2016/2026"), strict=True)
    ]
    assert texts(find_warnings_of_kind("vintage", *sides)) == [
        "The values of Change in jobs, percent are years apart: 2024–34 for Medic and 2016–26 for Nurse. "
        "No difference is calculated."
    ]


@pytest.mark.parametrize(("one", "other"), [("2024-06", "2025-05"), ("2025", "2025-05"), ("2025-05", "2025-05")])
def test_sides_less_than_a_year_apart_cause_no_warning(one: str, other: str) -> None:
    sides = [role(name, make.figure(1, period=p)) for name, p in zip(BOTH, (one, other), strict=True)]
    assert find_warnings_of_kind("vintage", *sides) == []


def test_only_leading_values_are_compared_for_warnings() -> None:
    editions = [make.figure(1, period="2017-05"), make.figure(2)]
    assert find_warnings_of_kind("vintage", role("medic", *editions), role("nurse", *editions)) == []


def test_rows_with_the_same_periods_share_one_warning() -> None:
    def of(period: str, *measures: str) -> list[make.Plain]:
        return [make.figure(1, f"pay.annual.{measure}", period=period) for measure in measures]

    few, many = ("p10", "p25"), ("p10", "p25", "median", "p75", "p90")
    old, new = "2024-05", "2025-05"
    assert texts(find_warnings_of_kind("vintage", role("medic", *of(old, *few)), role("nurse", *of(new, *few)))) == [
        "The values of Pay a year, 10th percentile and Pay a year, 25th percentile are years apart: "
        "May 2024 for Medic and May 2025 for Nurse. No difference is calculated."
    ]
    assert texts(find_warnings_of_kind("vintage", role("medic", *of(old, *many)), role("nurse", *of(new, *many)))) == [
        "The values of 5 rows are years apart: May 2024 for Medic and May 2025 for Nurse. No difference is calculated."
    ]


def test_ratings_five_years_apart_cause_a_warning() -> None:
    def rated(name: str, level: str) -> RoleWithMembers:
        return make.subject(make.role(name, ratings=[make.rating(make.estimate(3), make.estimate(3, period=level))]))

    assert texts(find_warnings_of_kind("vintage", rated("medic", "2019-08"), rated("nurse", "2024-08"))) == [
        "The values of Skill: Element 2.A.1.a are years apart: August 2019 to August 2024 for Medic and August 2024 "
        "for Nurse. Differences between them may be due to changes in that time."
    ]
    assert find_warnings_of_kind("vintage", rated("medic", "2019-09"), rated("nurse", "2024-08")) == []


def test_partly_comparable_sides_are_not_called_incomparable() -> None:
    subjects = [
        role(name, make.figure(1, period=period))
        for name, period in (("medic", "2025-05"), ("nurse", "2025-05"), ("clerk", "2024-05"))
    ]
    assert texts(find_warnings_of_kind("vintage", *subjects)) == [
        "The values of Pay a year, median are years apart: "
        "May 2025 for Medic, May 2025 for Nurse and May 2024 for Clerk."
    ]


def test_shares_of_jobs_years_apart_cause_a_warning() -> None:
    sides = [
        make.subject(
            make.role(
                name,
                settings={"items": [make.setting("hospitals", make.figure(9, "jobs.share", period=period))]},
            )
        )
        for name, period in zip(BOTH, ("2024", "2016"), strict=True)
    ]
    assert [(warning.section, warning.roles) for warning in find_warnings_of_kind("vintage", *sides)] == [
        ("settings", BOTH)
    ]


@pytest.mark.parametrize(("period", "count"), [("2021-08", 0), ("2019-09", 0), ("2019-08", 1), ("2014-07", 1)])
def test_levels_cause_a_warning_only_after_some_years(period: str, count: int) -> None:
    sides = [
        make.subject(role_with_levels(name, make.level("job-zone-3", "job_zone", period=p)))
        for name, p in zip(BOTH, ("2024-08", period), strict=True)
    ]
    assert [warning.section for warning in find_warnings_of_kind("vintage", *sides)] == ["training"] * count


def test_missing_side_has_no_period_to_compare() -> None:
    sides = role("medic", make.figure(1)), role("nurse", make.missing(period="2016-05"))
    assert find_warnings_of_kind("vintage", *sides) == []


def test_umbrella_range_is_compared_by_its_period() -> None:
    members = [
        role_with_pay("one", make.figure(1, period="2016-05")),
        role_with_pay("two", make.figure(2, period="2025-05")),
    ]
    whole = make.subject(role_with_pay("whole", code=None), *members)
    assert find_warnings_of_kind("vintage", role("medic", make.figure(1)), whole) == []
    assert texts(find_warnings_of_kind("vintage", role("medic", make.figure(1, period="2016-05")), whole)) == [
        "The values of Pay a year, median are years apart: May 2016 for Medic and May 2025 for Whole. "
        "No difference is calculated."
    ]


# ── granularity ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_wider_code_causes_a_warning_with_sources() -> None:
    wide = make.figure(1, code="29-2010", citations=make.cited("peer", "row 9"))
    assert find_warnings_of_kind(
        "granularity", role("medic", wide, code="29-2012.00"), role("nurse", make.figure(2))
    ) == [
        ComparisonWarning(
            kind="granularity",
            section=SectionName.OUTLOOK,
            roles=("medic",),
            text="Pay a year, median is published for 29-2010, which is wider than Medic (29-2012.00).",
            citations=(Citation(source="peer", place="row 9"),),
        )
    ]


def test_code_of_another_occupation_causes_its_own_warning() -> None:
    assert texts(find_warnings_of_kind("granularity", role("medic", make.figure(1, code="29-1141")))) == [
        "Pay a year, median is published for 29-1141, which is not the code of Medic (31-9092.00)."
    ]


def test_one_code_causes_one_warning_per_section() -> None:
    wide = [make.figure(1, f"pay.annual.{name}", code="29-2010") for name in ("p10", "median", "p90")]
    sides = role("medic", *wide, code="29-2011.00"), role("nurse", *wide, code="29-2012.00")
    (warning,) = find_warnings_of_kind("granularity", *sides)
    assert warning.roles == BOTH
    assert warning.text == (
        "Pay a year, 10th percentile, pay a year, median and pay a year, 90th percentile are published for 29-2010, "
        "which is wider than Medic (29-2011.00) and Nurse (29-2012.00)."
    )


def test_each_code_has_its_own_warning() -> None:
    figures = [make.figure(1, "pay.annual.p10", code="29-2010"), make.figure(2, code="29-2000")]
    found = find_warnings_of_kind("granularity", role("medic", *figures, code="29-2012.00"))
    assert texts(found) == [
        f"Pay a year, {name} is published for {code}, which is wider than Medic (29-2012.00)."
        for name, code in (("10th percentile", "29-2010"), ("median", "29-2000"))
    ]


def test_levels_and_shares_of_a_wider_code_have_their_own_wording() -> None:
    plain = make.role(
        "medic",
        "29-2012.00",
        training={"levels": [make.level("some-college", code="29-2010")]},
        settings={
            "items": [make.setting("hospitals", make.figure(9, "jobs.share", period="2024", code="29-2010"))],
        },
    )
    assert texts(find_warnings_of_kind("granularity", make.subject(plain))) == [
        "Entry-level education is published for 29-2010, which is wider than Medic (29-2012.00).",
        "Shares of jobs are published for 29-2010, which is wider than Medic (29-2012.00).",
    ]


@pytest.mark.parametrize("code", ["31-9092", "31-9092.00"])
def test_own_code_causes_no_warning_in_either_form(code: str) -> None:
    assert find_warnings_of_kind("granularity", role("medic", make.figure(1, code=code))) == []


def test_wider_code_of_history_causes_no_warning() -> None:
    figures = [make.figure(1, code="29-2010", period="2024-05"), make.figure(2, code="29-2012")]
    assert find_warnings_of_kind("granularity", role("medic", *figures, code="29-2012.00")) == []


def test_role_without_a_code_causes_no_code_warning() -> None:
    assert find_warnings_of_kind("granularity", role("medic", make.figure(1, code="29-2010"), code=None)) == []


def test_wider_code_of_a_member_causes_a_warning_with_its_name() -> None:
    member = role_with_pay("one", make.figure(1, code="29-2010"), code="29-2012.00")
    whole = make.subject(role_with_pay("whole", code=None), member)
    assert [
        (warning.roles, warning.text) for warning in find_warnings_of_kind("granularity", whole, make.subject(member))
    ] == [
        (
            ("one",),
            "Pay a year, median is published for 29-2010, which is wider than One (29-2012.00).",
        )
    ]


# ── conflict ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def conflicting_pay(*amounts: int) -> list[make.Plain]:
    names = ("book", "peer", "third")
    return [make.figure(n, citations=make.cited(name)) for n, name in zip(amounts, names, strict=False)]


def test_figures_in_conflict_cause_a_warning_with_both_values_and_sources() -> None:
    (warning,) = find_warnings_of_kind(
        "conflict", role("medic", *conflicting_pay(45690, 45000)), role("nurse", make.figure(1))
    )
    assert (warning.section, warning.roles) == ("outlook", ("medic",))
    assert warning.text == (
        "Sources disagree on pay a year, median: $45,690 (for 31-9092) vs. $45,000 (for 31-9092); Medic."
    )
    assert places(warning) == [("book", "page 1"), ("peer", "page 1")]


def test_conflict_of_three_values_names_all_three() -> None:
    assert texts(find_warnings_of_kind("conflict", role("medic", *conflicting_pay(1, 2, 3)))) == [
        "Sources disagree on pay a year, median: $1 (for 31-9092) vs. $2 (for 31-9092) vs. $3 (for 31-9092); Medic."
    ]


def test_levels_in_conflict_cause_a_warning_with_their_codes() -> None:
    plain = role_with_levels(
        "medic",
        make.level("associates-degree", code="29-2012", period="2025-08"),
        make.level("bachelors-degree", code="29-2010", citations=make.cited("peer")),
        code="29-2012.00",
    )
    assert texts(find_warnings_of_kind("conflict", make.subject(plain))) == [
        "Sources disagree on entry-level education: Associate's degree (for 29-2012) vs. Bachelor's degree "
        "(for 29-2010); Medic."
    ]


def test_capitalized_name_keeps_its_capitals_in_a_warning() -> None:
    zones = [make.level(f"job-zone-{n}", "job_zone", citations=make.cited(s)) for n, s in ((3, "book"), (4, "peer"))]
    assert texts(find_warnings_of_kind("conflict", make.subject(role_with_levels("medic", *zones)))) == [
        "Sources disagree on O*NET Job Zone: Job Zone 3 (for 31-9092) vs. Job Zone 4 (for 31-9092); Medic."
    ]


def test_shares_in_conflict_cause_a_warning() -> None:
    hospitals = [
        make.setting("hospitals", make.figure(n, "jobs.share", period="2024", citations=make.cited(s)))
        for n, s in ((57, "book"), (60, "peer"))
    ]
    subject = make.subject(make.role("medic", settings={"items": hospitals}))
    assert [(warning.section, warning.roles) for warning in find_warnings_of_kind("conflict", subject)] == [
        ("settings", ("medic",))
    ]


def test_agreeing_or_older_values_are_no_conflict() -> None:
    agreeing, older = conflicting_pay(1, 1), [make.figure(1, period="2024-05"), make.figure(2)]
    assert find_warnings_of_kind("conflict", role("medic", *agreeing), role("nurse", *older)) == []


def test_conflict_shared_by_several_roles_causes_one_warning() -> None:
    sides = conflicting_pay(1, 2)
    (warning,) = find_warnings_of_kind("conflict", role("medic", *sides), role("nurse", *sides))
    assert warning.roles == BOTH
    assert warning.text.endswith("; Medic and Nurse.")


def test_conflict_shared_by_several_roles_cites_the_sources_of_each() -> None:
    other = [make.figure(n, citations=make.cited("third", f"row {n}")) for n in (1, 2)]
    (warning,) = find_warnings_of_kind("conflict", role("medic", *conflicting_pay(1, 2)), role("nurse", *other))
    assert places(warning) == [("book", "page 1"), ("peer", "page 1"), ("third", "row 1"), ("third", "row 2")]


def test_conflict_of_a_compared_member_causes_one_warning() -> None:
    member = role_with_pay("one", *conflicting_pay(1, 2))
    (warning,) = find_warnings_of_kind(
        "conflict", make.subject(member), make.subject(role_with_pay("whole", code=None), member)
    )
    assert (warning.roles, warning.text.endswith("; One.")) == (("one",), True)


# ── dispute ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def disputes(*claims: make.Plain, roles: tuple[str, ...] = BOTH) -> list[ComparisonWarning]:
    background = make.background(claims=claims, sources=SOURCES, default_comparison=roles)
    return find_warnings_of_kind("dispute", *(make.subject(make.role(name)) for name in roles), background=background)


def test_disputed_claim_has_number_verdict_and_sources_of_both_sides() -> None:
    claim = make.judged(
        4,
        "wrong-period",
        note="That is 2017.",
        citations=make.cited("article", "Pay"),
        evidence=[make.figure(1, citations=make.cited("book", "row 4"))],
    )
    assert disputes(claim) == [
        ComparisonWarning(
            kind="dispute",
            section=SectionName.OUTLOOK,
            roles=("medic",),
            text="The article's claim 4, wrong period: “Claim 4.” That is 2017.",
            citations=(Citation(source="article", place="Pay"), Citation(source="book", place="row 4")),
            claim=4,
            verdict=Verdict.WRONG_PERIOD,
        )
    ]


@pytest.mark.parametrize(
    ("verdict", "count"),
    [
        ("contradicted", 1),
        ("wrong-period", 1),
        ("self-contradictory", 1),
        ("partly-supported", 1),
        ("supported", 0),
        ("not-checkable", 0),
        ("framing", 0),
    ],
)
def test_only_a_claim_that_does_not_hold_is_disputed(verdict: str, count: int) -> None:
    assert len(disputes(make.judged(1, verdict))) == count


def test_claim_without_verdict_is_not_disputed() -> None:
    assert disputes(make.claim()) == []


def test_dispute_names_only_compared_roles() -> None:
    claims = [make.judged(1, roles=["nurse", "medic"]), make.judged(2, roles=["cook"]), make.judged(3, roles=["nurse"])]
    assert [warning.roles for warning in disputes(*claims)] == [("nurse", "medic"), ("nurse",)]


def test_claim_about_two_roles_needs_both_on_the_page() -> None:
    assert disputes(make.judged(1, roles=["nurse", "cook"])) == []


def test_dispute_about_a_member_is_not_about_its_umbrella() -> None:
    background = make.background(claims=[make.judged(roles=["one"])], sources=SOURCES)
    whole = make.subject(make.role("whole", None), make.role("one"))
    assert find_warnings_of_kind("dispute", whole, make.subject(make.role("medic")), background=background) == []


def test_source_cited_by_a_claim_and_its_evidence_is_cited_once() -> None:
    (warning,) = disputes(make.judged())
    assert places(warning) == [("book", "page 1")]


def test_disputes_are_in_numeric_order() -> None:
    assert texts(disputes(make.judged(2), make.judged(1))) == [
        "The article's claim 1, contradicted: “Claim 1.” Not so 1.",
        "The article's claim 2, contradicted: “Claim 2.” Not so 2.",
    ]


def test_page_with_a_job_that_the_article_is_not_about_has_no_disputes() -> None:
    background = make.background(claims=[make.judged()], sources=SOURCES)
    medic, nurse = (make.subject(make.role(name)) for name in BOTH)
    assert find_warnings_of_kind("dispute", medic, nurse, background=background) == []
    assert len(find_warnings_of_kind("dispute", medic, background=background)) == 1


# ── coverage ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def full(name: str, **more: object) -> make.Plain:
    """A role that has something in every section."""
    plain = make.role(
        name,
        duties=[make.duty("Draw blood")],
        training={"levels": [make.level("some-college")]},
        credentials={"items": [make.credential("First aid")]},
        settings={"items": [make.setting("hospitals", make.figure(57, "jobs.share", period="2024"))]},
        outlook={"pay": [make.figure(45690)]},
    )
    return {**plain, **more}


def coverage_texts(*subjects: RoleWithMembers) -> list[tuple[tuple[str, ...], str]]:
    return [(warning.roles, warning.text) for warning in find_warnings_of_kind("coverage", *subjects)]


def test_roles_with_data_in_every_section_have_no_coverage_warning() -> None:
    assert coverage_texts(make.subject(full("medic")), make.subject(full("nurse"))) == []


@pytest.mark.parametrize(("section", "nothing"), [("duties", []), ("settings", {}), ("outlook", {})])
def test_section_without_data_of_a_role_is_named(section: str, nothing: object) -> None:
    assert coverage_texts(make.subject(full("medic")), make.subject(full("nurse", **{section: nothing}))) == [
        (("nurse",), f"The dataset has nothing on {section} for Nurse.")
    ]


def test_missing_value_with_a_reason_counts_as_data() -> None:
    told = full("nurse", outlook={"pay": [make.missing()]}, training={"levels": [make.missing("education.entry")]})
    assert coverage_texts(make.subject(full("medic")), make.subject(told)) == []


def test_only_ratings_that_one_role_lacks_are_named() -> None:
    rated = full("medic", ratings=[make.rating(make.estimate(3))])
    assert coverage_texts(make.subject(rated), make.subject(full("nurse"))) == [
        (("nurse",), "The dataset has nothing on ratings for Nurse.")
    ]


def test_umbrella_warning_names_its_members_and_sources() -> None:
    summary = make.statement("Many occupations.", citations=make.cited("peer", "top"))
    whole = make.subject(make.role("whole", None, summary=summary), full("one"), full("two"))
    (warning,) = find_warnings_of_kind("coverage", whole, make.subject(full("medic")))
    assert warning == ComparisonWarning(
        kind="coverage",
        section=SectionName.DUTIES,
        roles=("whole",),
        text="Whole is a name for several jobs. It stands here for One and Two: "
        "figures are ranges over them, and a row says how many of them it applies to.",
        citations=(Citation(source="peer", place="top"),),
    )


def test_section_without_data_of_umbrella_and_members_is_named() -> None:
    member = full("one", credentials={})
    whole = make.subject(make.role("whole", None), member)
    found = coverage_texts(make.subject(full("medic", credentials={})), whole)
    assert [text for _, text in found if "nothing" in text] == [
        "The dataset has nothing on credentials for Medic.",
        "The dataset has nothing on credentials for Whole.",
    ]


# ── each once ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_warnings_are_unique_and_ordered_by_section_disputes_coverage() -> None:
    wide = [make.level("some-college", code="29-2010"), make.level("bachelors-degree", citations=make.cited("peer"))]
    plain = full(
        "one",
        codes={"onet_soc": "29-2012.00"},
        training={"levels": wide},
        outlook={"pay": [make.figure(1, code="29-2010"), make.figure(2, "pay.annual.p10", code="29-2010")]},
    )
    medic = full("medic", outlook={"pay": [make.figure(1, period="2024-05")]})
    background = make.background(claims=[make.judged()], sources=SOURCES, default_comparison=("medic", "one", "whole"))
    subjects = make.subject(medic), make.subject(plain), make.subject(make.role("whole", None), plain)
    found = compare(subjects, background).warnings
    assert [(warning.kind, warning.section) for warning in found] == [
        ("granularity", "training"),
        ("granularity", "training"),
        ("conflict", "training"),
        ("granularity", "settings"),
        ("granularity", "outlook"),
        ("vintage", "outlook"),
        ("dispute", "outlook"),
        ("coverage", "duties"),
    ]
    assert len(set(found)) == len(found)
