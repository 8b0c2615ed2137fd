"""The comparison in one sentence a section, worked out from its rows and from nothing else."""

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.models.reference_data import RoleWithMembers
from tests import make

BACKGROUND = make.background(
    [make.activity(name) for name in ("draw-blood", "greet", "sweep", "dust")]
    + [make.activity("collect"), make.activity("swab", "collect"), make.activity("scrape", "collect")]
)


def sentences(*subjects: RoleWithMembers) -> dict[str, str]:
    """The sentences by topic."""
    return {sentence.topic: sentence.text for sentence in compare(subjects, BACKGROUND).summary}


def topics(*subjects: RoleWithMembers) -> list[tuple[str, str]]:
    return [(sentence.section, sentence.topic) for sentence in compare(subjects, BACKGROUND).summary]


def role(name: str, code: str | None = "31-9092.00", **more: object) -> RoleWithMembers:
    return make.subject(make.role(name, code, **more))


# ── duties ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_activities(name: str, *activities: str) -> make.Plain:
    return make.role(name, duties=[make.statement(f"We {activity}", activity=activity) for activity in activities])


def test_duties_are_counted_by_sign() -> None:
    medic, nurse = (
        role_with_activities("medic", "draw-blood", "swab", "greet"),
        role_with_activities("nurse", "draw-blood", "scrape"),
    )
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Duties": "1 activity in common; 1 similar; 1 listed only for Medic; 0 listed only for Nurse"
    }


def test_activity_of_two_pairs_of_duties_is_counted_once() -> None:
    medic, nurse = role_with_activities("medic", "sweep", "sweep"), role_with_activities("nurse", "sweep", "sweep")
    found = compare([make.subject(medic), make.subject(nurse)], BACKGROUND)
    assert [row.key for row in found.sections[0].rows] == ["sweep", "sweep#2"]
    assert found.summary[0].text == "1 activity in common; 0 listed only for Medic; 0 listed only for Nurse"


def test_nothing_similar_gives_no_sentence_about_it() -> None:
    medic, nurse = (
        role_with_activities("medic", "draw-blood", "greet"),
        role_with_activities("nurse", "draw-blood", "greet"),
    )
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Duties": "2 activities in common; 0 listed only for Medic; 0 listed only for Nurse"
    }


def test_duties_of_some_of_three_roles_are_counted_separately() -> None:
    plain = [
        role_with_activities("medic", "draw-blood", "greet"),
        role_with_activities("nurse", "draw-blood"),
        role_with_activities("clerk", "sweep", "dust"),
    ]
    assert sentences(*map(make.subject, plain)) == {
        "Duties": "0 activities in common; 1 shared by some of the jobs; 1 listed only for Medic; "
        "0 listed only for Nurse; 2 listed only for Clerk"
    }


def test_similar_duties_of_two_of_three_roles_are_shared_by_some() -> None:
    plain = [
        role_with_activities("medic", "swab"),
        role_with_activities("nurse", "scrape"),
        role_with_activities("clerk"),
    ]
    assert sentences(*map(make.subject, plain)) == {
        "Duties": (
            "0 activities in common; 1 shared by some of the jobs; 0 listed only for Medic; "
            "0 listed only for Nurse; none known for Clerk"
        )
    }


def test_role_without_known_duties_is_not_said_to_have_none() -> None:
    medic, clerk = (
        role_with_activities("medic", "swab", "greet"),
        make.role("clerk", missing=[make.missing("duties", "not-surveyed")]),
    )
    assert sentences(make.subject(medic), make.subject(clerk)) == {"Duties": "2 listed for Medic; none known for Clerk"}
    porter = make.role("porter")
    assert sentences(*map(make.subject, (medic, clerk, porter))) == {
        "Duties": "2 listed for Medic; none known for Clerk and Porter"
    }


def test_duties_of_some_members_are_not_counted_as_common() -> None:
    whole = make.subject(
        role_with_activities("whole"),
        role_with_activities("one", "draw-blood", "greet"),
        role_with_activities("two", "draw-blood"),
    )
    assert sentences(make.subject(role_with_activities("medic", "draw-blood", "greet")), whole)["Duties"] == (
        "1 activity in common; 1 similar, or shared with some member jobs; "
        "0 listed only for Medic; 0 listed only for Whole"
    )


# ── training ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_levels(name: str, *levels: make.Plain, code: str | None = "31-9092.00") -> make.Plain:
    return make.role(name, code, training={"levels": list(levels)})


SOME, DEGREE = make.level("some-college"), make.level("bachelors-degree")


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ([SOME], [SOME], "same typical entry-level education: some college, no degree"),
        ([SOME], [DEGREE], "some college, no degree vs. bachelor's degree"),
        ([SOME], [], "some college, no degree vs. not in our data"),
        (
            [SOME],
            [make.missing("education.entry", "not-surveyed")],
            "some college, no degree vs. not known (not surveyed)",
        ),
        (
            [SOME, make.level("bachelors-degree", code="29-2010")],
            [SOME],
            "some college, no degree or bachelor's degree (for 29-2010) (sources disagree) vs. some college, no degree",
        ),
    ],
)
def test_training_sentence_has_the_typical_entry(one: list[make.Plain], other: list[make.Plain], text: str) -> None:
    assert sentences(
        make.subject(role_with_levels("medic", *one)), make.subject(role_with_levels("nurse", *other))
    ) == {"Training": text}


def test_entry_of_an_umbrella_is_a_range_with_its_members() -> None:
    members = [role_with_levels("one", SOME), role_with_levels("two", DEGREE), role_with_levels("three")]
    whole = make.subject(role_with_levels("whole", code=None), *members)
    assert sentences(make.subject(role_with_levels("medic", SOME)), whole)["Training"] == (
        "some college, no degree vs. some college, no degree to bachelor's degree "
        "(range over 2 of 3 member jobs of Whole)"
    )


def test_no_entry_level_gives_no_training_sentence() -> None:
    zones = [make.subject(role_with_levels(name, make.level("job-zone-3", "job_zone"))) for name in ("medic", "nurse")]
    assert sentences(*zones) == {}


# ── credentials ──────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_credentials(name: str, *credentials: make.Plain) -> make.Plain:
    return make.role(name, credentials={"items": list(credentials)})


def license_required(requirement: str = "by-law") -> make.Plain:
    return make.credential("State license", requirement, kind="license")


CARD, BADGE = make.credential("First aid"), make.credential("Badge", "optional")


def test_credentials_sentence_has_the_strictest_legal_condition() -> None:
    medic = role_with_credentials("medic", license_required(), license_required("by-law-in-some-states"), CARD, BADGE)
    nurse = role_with_credentials("nurse", license_required("by-law-in-some-states"), CARD)
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Credentials": "every state requires a credential for Medic, and 2 other credentials are listed; "
        "some states require a credential for Nurse, and 1 other credential is listed"
    }


def test_one_legal_condition_of_both_roles_is_said_once() -> None:
    medic, nurse = (
        role_with_credentials("medic", license_required(), CARD),
        role_with_credentials("nurse", license_required()),
    )
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Credentials": "every state requires a credential for both; "
        "other credentials listed: 1 for Medic and 0 for Nurse"
    }


def test_one_legal_condition_of_three_roles_is_said_of_all() -> None:
    plain = [role_with_credentials(name, license_required()) for name in ("medic", "nurse", "clerk")]
    assert sentences(*map(make.subject, plain)) == {
        "Credentials": "every state requires a credential for all; "
        "other credentials listed: 0 for Medic, 0 for Nurse and 0 for Clerk"
    }


def test_two_roles_without_legal_condition_have_none_known() -> None:
    medic, nurse = role_with_credentials("medic", CARD), role_with_credentials("nurse", BADGE)
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Credentials": "our data lists no credential required by law for both; "
        "other credentials listed: 1 for Medic and 1 for Nurse"
    }


def test_legal_condition_of_some_members_is_counted() -> None:
    whole = make.subject(
        role_with_credentials("whole"),
        role_with_credentials("one", license_required()),
        role_with_credentials("two", CARD),
    )
    assert sentences(make.subject(role_with_credentials("medic", CARD)), whole)["Credentials"] == (
        "our data lists no credential required by law for Medic, and 1 other credential is listed; "
        "every state requires a credential for Whole (1 of 2 member jobs), and 1 other credential is listed"
    )


def test_strictest_condition_is_counted_only_for_its_members() -> None:
    whole = make.subject(
        role_with_credentials("whole"),
        role_with_credentials("one", license_required()),
        role_with_credentials("two", license_required("by-law-in-some-states")),
    )
    assert sentences(make.subject(role_with_credentials("medic", CARD)), whole)["Credentials"] == (
        "our data lists no credential required by law for Medic, and 1 other credential is listed; "
        "every state requires a credential for Whole (1 of 2 member jobs; some states for 1), "
        "and 0 other credentials are listed"
    )


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_shares(name: str, *shares: tuple[str, float | None]) -> make.Plain:
    items = [
        make.setting(
            place,
            make.missing("jobs.share") if share is None else make.figure(share, "jobs.share", period="2024"),
        )
        for place, share in shares
    ]
    return make.role(name, settings={"items": items})


def test_settings_sentence_has_the_largest_setting_of_each_role() -> None:
    medic = role_with_shares("medic", ("clinics", 57), ("hospitals", 16))
    nurse = role_with_shares("nurse", ("laboratories", 12.5), ("hospitals", 36))
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Settings": "largest share of jobs: clinics for Medic (57%); hospitals for Nurse (36%)"
    }


def test_role_without_shares_has_no_leading_setting() -> None:
    medic, nurse = role_with_shares("medic", ("clinics", 57)), role_with_shares("nurse", ("hospitals", None))
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Settings": "largest share of jobs: clinics for Medic (57%)"
    }


def test_no_known_share_gives_no_settings_sentence() -> None:
    plain = [role_with_shares(name, ("hospitals", None)) for name in ("medic", "nurse")]
    assert sentences(*map(make.subject, plain)) == {}


def test_settings_of_an_umbrella_are_counted_by_member() -> None:
    members = [
        role_with_shares("one", ("hospitals", 60), ("clinics", 9)),
        role_with_shares("two", ("clinics", 40)),
        role_with_shares("three", ("hospitals", 30)),
        role_with_shares("four"),
    ]
    whole = make.subject(role_with_shares("whole"), *members)
    assert sentences(make.subject(role_with_shares("medic", ("clinics", 57))), whole) == {
        "Settings": "largest share of jobs: clinics for Medic (57%); "
        "among the 4 member jobs of Whole, hospitals for 2 and clinics for 1"
    }


def test_umbrella_without_member_shares_has_no_leading_setting() -> None:
    whole = make.subject(role_with_shares("whole"), role_with_shares("one", ("hospitals", None)))
    assert sentences(make.subject(role_with_shares("medic", ("clinics", 57))), whole) == {
        "Settings": "largest share of jobs: clinics for Medic (57%)"
    }


def test_umbrella_and_role_without_settings_give_no_sentence() -> None:
    assert topics(role("medic"), make.subject(role_with_shares("whole"), role_with_shares("one"))) == []


def test_equal_largest_shares_are_both_named_whatever_the_other_role_has() -> None:
    medic = make.subject(role_with_shares("medic", ("clinics", 40), ("hospitals", 40)))
    others = [make.subject(role_with_shares("nurse", (place, 9))) for place in ("clinics", "hospitals", "laboratories")]
    assert all("clinics and hospitals for Medic (40%)" in sentences(medic, other)["Settings"] for other in others)


def test_roles_with_the_same_leading_setting_are_named_together() -> None:
    roles = [
        make.subject(role_with_shares(name, (place, 9)))
        for name, place in (("a", "clinics"), ("b", "homes"), ("c", "clinics"))
    ]
    assert sentences(*roles)["Settings"] == "largest share of jobs: clinics for A (9%) and C (9%); homes for B (9%)"


# ── pay and outlook ──────────────────────────────────────────────────────────────────────────────────────────────────


def role_with_pay(name: str, *pay: make.Plain, **more: list[make.Plain]) -> make.Plain:
    return make.role(name, outlook={"pay": list(pay), **more})


def test_pay_sentence_has_both_medians_their_period_and_difference() -> None:
    medic, nurse = role_with_pay("medic", make.figure(45690)), role_with_pay("nurse", make.figure(45230))
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Pay": "median $45,690 vs. $45,230 a year (May 2025), 1% apart"
    }


def test_hourly_pay_replaces_unknown_annual_pay() -> None:
    plain = [
        role_with_pay(name, make.figure(pay, "pay.hourly.median")) for name, pay in (("medic", 20), ("nurse", 25.5))
    ]
    assert sentences(*map(make.subject, plain)) == {"Pay": "median $20.00 vs. $25.50 an hour (May 2025), 27.5% apart"}


def test_pay_of_periods_years_apart_has_no_difference() -> None:
    medic, nurse = (
        role_with_pay("medic", make.figure(45690)),
        role_with_pay("nurse", make.figure(43000, period="2024-05")),
    )
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Pay": "median $45,690 vs. $43,000 a year (May 2025 vs. May 2024)"
    }


def test_unknown_pay_is_named_with_its_reason() -> None:
    medic, nurse = (
        role_with_pay("medic", make.figure(45690)),
        role_with_pay("nurse", make.missing(why="no-such-occupation")),
    )
    assert sentences(make.subject(medic), make.subject(nurse)) == {
        "Pay": "median $45,690 a year (May 2025) vs. not known (no such occupation)"
    }


def test_conflicting_pay_has_both_values() -> None:
    medic = role_with_pay("medic", make.figure(1), make.figure(2))
    assert sentences(make.subject(medic), make.subject(role_with_pay("nurse", make.figure(3)))) == {
        "Pay": "median $1 or $2 vs. $3 a year (May 2025)"
    }


def test_pay_of_three_roles_has_no_difference() -> None:
    plain = [role_with_pay(name, make.figure(pay)) for name, pay in (("medic", 1), ("nurse", 2), ("clerk", 3))]
    told = {"Pay": "median a year (May 2025): $3 (Clerk), $2 (Nurse), $1 (Medic)"}
    assert sentences(*map(make.subject, plain)) == told


def test_figures_of_three_roles_and_several_times_have_their_own_period() -> None:
    plain = [
        role_with_pay("medic", make.figure(1)),
        role_with_pay("nurse", {**make.figure(2), "period": "2024-05"}),
        role_with_pay("clerk"),
    ]
    assert sentences(*map(make.subject, plain))["Pay"] == (
        "median a year: $2 (May 2024) (Nurse), $1 (May 2025) (Medic), not in our data (Clerk)"
    )


def test_roles_with_the_same_statement_are_named_together() -> None:
    plain = [role_with_pay(name, make.figure(pay)) for name, pay in (("medic", 2), ("nurse", 2), ("clerk", 3))]
    assert sentences(*map(make.subject, plain)) == {"Pay": "median a year (May 2025): $3 (Clerk), $2 (Medic and Nurse)"}


def test_legal_conditions_of_three_roles_are_grouped_by_condition() -> None:
    plain = [
        role_with_credentials("medic", license_required()),
        role_with_credentials("nurse", CARD),
        role_with_credentials("clerk", license_required()),
    ]
    assert sentences(*map(make.subject, plain)) == {
        "Credentials": "every state requires a credential for Medic and Clerk; our data lists no credential "
        "required by law for Nurse; other credentials listed: 0 for Medic, 1 for Nurse and 0 for Clerk"
    }


def test_pay_of_an_umbrella_is_a_range_with_its_members() -> None:
    members = [
        role_with_pay("one", make.figure(40)),
        role_with_pay("two", make.figure(60)),
        role_with_pay("three", make.missing()),
    ]
    whole = make.subject(role_with_pay("whole", make.missing(why="no-such-occupation")), *members)
    assert sentences(make.subject(role_with_pay("medic", make.figure(50))), whole)["Pay"] == (
        "median $50 vs. $40 to $60 a year (May 2025) (range over 2 of 3 member jobs of Whole)"
    )


def role_with_outlook(name: str, percent: float | None, openings: int | None) -> make.Plain:
    return role_with_pay(
        name,
        projections=[] if percent is None else [make.figure(percent, "employment.change_percent")],
        openings=[] if openings is None else [make.figure(openings, "openings.annual")],
    )


def test_outlook_sentence_has_growth_and_openings() -> None:
    assert sentences(
        make.subject(role_with_outlook("medic", 12.5, 112300)), make.subject(role_with_outlook("nurse", -5.6, 18400))
    ) == {"Outlook": "jobs +12.5% vs. −5.6% over 2024–34; openings a year 112,300 vs. 18,400"}


def test_outlook_sentence_with_openings_alone() -> None:
    assert sentences(
        make.subject(role_with_outlook("medic", None, 9)), make.subject(role_with_outlook("nurse", None, 8))
    ) == {"Outlook": "openings a year 9 vs. 8 over 2024–34"}


def test_each_range_of_an_outlook_names_its_members() -> None:
    whole = make.subject(
        role_with_outlook("whole", None, None), role_with_outlook("one", 1, 10), role_with_outlook("two", None, 20)
    )
    text = sentences(make.subject(role_with_outlook("medic", 3, 15)), whole)["Outlook"]
    assert "1 of 2 member jobs of Whole" in text


# ── all of it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sentences_are_in_the_order_of_the_sections() -> None:
    plain = make.role(
        "medic",
        duties=[make.duty("Sweep", with_patient=False, with_machine=False)],
        training={"levels": [SOME]},
        credentials={"items": [CARD]},
        settings={"items": [make.setting("halls", make.figure(9, "jobs.share", period="2024"))]},
        outlook={"pay": [make.figure(1)], "openings": [make.figure(9, "openings.annual")]},
    )
    assert topics(make.subject(plain), make.subject({**plain, "id": "nurse"})) == [
        ("duties", "Duties"),
        ("duties", "Work"),
        ("training", "Training"),
        ("credentials", "Credentials"),
        ("settings", "Settings"),
        ("outlook", "Pay"),
        ("outlook", "Outlook"),
    ]


def test_single_role_has_no_summary() -> None:
    assert sentences(make.subject(role_with_levels("medic", SOME))) == {}


def test_roles_without_data_have_no_summary() -> None:
    assert sentences(role("medic"), role("nurse")) == {}


# ── a case for each sentence in which a shorter one would be false ───────────────────────────────────────────────────


def test_duties_of_one_member_alone_are_told_apart_from_those_of_the_umbrella() -> None:
    whole = make.subject(
        role_with_activities("whole", "dust"),
        role_with_activities("one", "sweep", "swab"),
        role_with_activities("two", "sweep"),
    )
    text = sentences(make.subject(role_with_activities("medic", "draw-blood")), whole)["Duties"]
    assert text.endswith("3 listed only for Whole (1 of them for one of its 2 member jobs alone)")


def test_same_education_is_not_said_without_the_experience_and_training_that_differ() -> None:
    other = [
        make.level("less-than-5-years", measure="experience.related"),
        make.level("apprenticeship", measure="training.on_the_job"),
    ]
    none = [make.level("none", measure=level["measure"]) for level in other]
    found = sentences(
        make.subject(role_with_levels("medic", SOME, *none)), make.subject(role_with_levels("nurse", SOME, *other))
    )
    assert found["Training"] == (
        "same typical entry-level education: some college, no degree; "
        "related work experience: none vs. less than 5 years; training on the job: none vs. apprenticeship"
    )


def test_level_of_a_wider_group_says_so() -> None:
    wider = make.level("bachelors-degree", code="31-9000")
    found = sentences(make.subject(role_with_levels("medic", wider)), make.subject(role_with_levels("nurse", SOME)))
    assert found["Training"] == "bachelor's degree (for 31-9000) vs. some college, no degree"


def test_same_level_is_not_said_of_one_that_is_of_a_wider_group() -> None:
    wider = make.level("some-college", code="31-9000")
    found = sentences(make.subject(role_with_levels("medic", wider)), make.subject(role_with_levels("nurse", SOME)))
    assert found["Training"] == "some college, no degree (for 31-9000) vs. some college, no degree"


def test_levels_of_other_years_have_their_years() -> None:
    old = make.level("some-college", period="2016")
    found = sentences(make.subject(role_with_levels("medic", old)), make.subject(role_with_levels("nurse", DEGREE)))
    assert found["Training"] == "some college, no degree (2016) vs. bachelor's degree (2024)"


def shares(name: str, **places: make.Plain) -> make.Plain:
    return make.role(name, settings={"items": [make.setting(place, share) for place, share in places.items()]})


def share(value: float, **more: object) -> make.Plain:
    return make.figure(value, "jobs.share", period="2024", **more)


def test_largest_share_of_a_wider_group_says_so() -> None:
    found = sentences(
        make.subject(shares("medic", halls=share(30, code="43-6000"))), make.subject(shares("nurse", halls=share(20)))
    )
    assert found["Settings"] == "largest share of jobs: halls for Medic (30% for 43-6000) and Nurse (20%)"


def test_share_is_the_largest_of_those_published_where_one_is_not() -> None:
    hidden = make.missing("jobs.share", "suppressed")
    found = sentences(
        make.subject(shares("medic", halls=share(30), homes=hidden)), make.subject(shares("nurse", halls=share(20)))
    )
    assert "halls for Medic (30% of those published)" in found["Settings"]


def test_largest_settings_of_members_say_where_the_shares_are_of_a_wider_group() -> None:
    members = shares("one", halls=share(30, code="43-6000")), shares("two", halls=share(20))
    found = sentences(make.subject(shares("medic", halls=share(9))), make.subject(make.role("whole", None), *members))
    assert found["Settings"].endswith(
        "among the 2 member jobs of Whole, halls for 2 (1 of them by shares of a broader group)"
    )


HOUR = {"measure": "pay.hourly.median", "unit": "USD/hour"}


def test_pay_by_the_hour_is_not_called_unknown() -> None:
    actor = role_with_pay("actor", make.missing(why="not-applicable"), make.figure(29.05, **HOUR))
    teacher = role_with_pay("teacher", make.figure(63970), make.figure(30.75, **HOUR))
    found = sentences(make.subject(actor), make.subject(teacher))
    assert found["Pay"] == "median $29.05 an hour vs. $63,970 a year (May 2025)"
    third = make.subject(role_with_pay("clerk"))
    assert sentences(make.subject(actor), make.subject(teacher), third)["Pay"] == (
        "median $29.05 an hour (Actor), $63,970 a year (Teacher), not in our data (Clerk) (May 2025)"
    )


def top(period: str = "2025-05") -> make.Plain:
    return make.missing(why="above-published-range", bound=239200, period=period, area="US")


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        (top(), make.figure(224640), "at least $239,200 vs. $224,640 a year (May 2025), higher for Medic"),
        (make.figure(224640), top(), "$224,640 vs. at least $239,200 a year (May 2025), higher for Nurse"),
        (top(), top(), "at least $239,200 vs. at least $239,200 a year (May 2025)"),
        (top(), make.figure(239200), "at least $239,200 vs. $239,200 a year (May 2025)"),
        (
            top(period="2023-05"),
            make.figure(224640),
            "at least $239,200 vs. $224,640 a year (May 2023 vs. May 2025)",
        ),
    ],
    ids=["first", "second", "both", "equal", "years apart"],
)
def test_pay_at_the_top_of_the_range_is_known_to_be_at_least_that(
    one: make.Plain, other: make.Plain, text: str
) -> None:
    found = sentences(make.subject(role_with_pay("medic", one)), make.subject(role_with_pay("nurse", other)))
    assert found["Pay"] == f"median {text}"


def test_pay_of_a_wider_group_says_so() -> None:
    found = sentences(
        make.subject(role_with_pay("medic", make.figure(62930, code="29-2010"))),
        make.subject(role_with_pay("nurse", make.figure(45690))),
    )
    assert found["Pay"].startswith("median $62,930 (for 29-2010) vs. $45,690 a year")


def test_range_over_members_says_for_how_many_it_is_of_a_wider_group() -> None:
    members = [role_with_pay("one", make.figure(40)), role_with_pay("two", make.figure(90, code="29-2010"))]
    whole = make.subject(make.role("whole", None), *members)
    assert sentences(make.subject(role_with_pay("medic", make.figure(50))), whole)["Pay"].endswith(
        "(range over 2 member jobs of Whole, 1 by figures of a broader group)"
    )


def test_openings_of_another_decade_than_the_growth_have_their_own() -> None:
    outlook = {
        "projections": [make.figure(3, "employment.change_percent", period="2024/2034")],
        "openings": [make.figure(9, "openings.annual", period="2016/2026")],
    }
    one, two = (make.subject(make.role(name, outlook=outlook)) for name in ("medic", "nurse"))
    assert sentences(one, two)["Outlook"] == ("jobs +3% vs. +3% over 2024–34; openings a year 9 vs. 9 over 2016–26")
