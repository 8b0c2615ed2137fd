"""Tests of what two or more jobs are said to have in common, and to differ in."""

from typing import Any

import pytest

from rolecompare.comparison.compare import compare
from rolecompare.comparison.selection import Selection
from rolecompare.models.reference_data import RoleWithMembers
from tests import make

BACKGROUND = make.background(sources=[make.source("book")])
MEDIC, NURSE, BAKER = "31-9092.00", "29-1141.00", "51-3011.00"


def job(name: str, code: str, **more: Any) -> make.Plain:
    return make.role(name, code, title=name.capitalize(), **more)


def paid(*figures: make.Plain) -> dict[str, Any]:
    return {"outlook": {"pay": list(figures)}}


def pay(value: float, code: str = MEDIC[:7], **more: Any) -> make.Plain:
    return make.figure(value, "pay.annual.median", code=code, **more)


Texts = tuple[str, ...]


def of(*plain: make.Plain) -> tuple[Texts, Texts]:
    """Return what some jobs have in common and what they differ in."""
    return both(*map(make.subject, plain))


def both(*subjects: RoleWithMembers) -> tuple[Texts, Texts]:
    found = compare(subjects, BACKGROUND).contrast
    return found.same, found.differs


def test_pay_within_five_percent_is_the_same_and_says_how_near() -> None:
    found = of(job("medic", MEDIC, **paid(pay(40000))), job("nurse", NURSE, **paid(pay(42000, NURSE[:7]))))
    assert found == (("median pay (within 5%)",), ())


def test_more_pay_names_the_job_and_the_amount() -> None:
    found = of(job("medic", MEDIC, **paid(pay(60000))), job("nurse", NURSE, **paid(pay(40000, NURSE[:7]))))
    assert found == ((), ("median pay: $20,000 a year more for Medic, 50%",))


def test_range_of_pay_names_the_ends_of_three_jobs() -> None:
    found = of(
        job("medic", MEDIC, **paid(pay(50000))),
        job("nurse", NURSE, **paid(pay(90000, NURSE[:7]))),
        job("baker", BAKER, **paid(pay(30000, BAKER[:7]))),
    )
    assert found[1] == ("median pay a year: $30,000 (Baker) to $90,000 (Nurse)",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([pay(40000)], []),
        ([pay(40000)], [make.missing("pay.annual.median")]),
        ([pay(40000, period="2025-05")], [pay(60000, NURSE[:7], period="2019-05")]),
        ([pay(40000, "31-9090")], [pay(40000, "31-9090")]),
        ([pay(40000), pay(41000)], [pay(60000, NURSE[:7])]),
    ],
    ids=["absent", "missing", "years apart", "one figure of a wider group", "sources disagree"],
)
def test_nothing_is_said_of_pay_that_cannot_be_compared(one: list[make.Plain], other: list[make.Plain]) -> None:
    found = of(job("medic", MEDIC, **paid(*one)), job("nurse", "31-9094.00", **paid(*other)))
    assert not any("pay" in text for text in (*found[0], *found[1]))


def trained(level: str, *programs: make.Plain, code: str = MEDIC[:7]) -> dict[str, Any]:
    return {"training": {"levels": [make.level(level, code=code)], "programs": list(programs)}}


def test_education_and_length_of_programs() -> None:
    year = make.program("some-college", min_months=12, max_months=12)
    years = make.program("bachelors-degree", min_months=48, max_months=48)
    assert of(
        job("medic", MEDIC, **trained("some-college", year)),
        job("nurse", NURSE, **trained("some-college", year, code=NURSE[:7])),
    ) == (
        ("typical education (some college, no degree)", "typical program length (1 year)"),
        (),
    )
    assert of(
        job("medic", MEDIC, **trained("some-college", year)),
        job("nurse", NURSE, **trained("bachelors-degree", years, code=NURSE[:7])),
    )[1] == (
        "typical education: some college, no degree vs. bachelor's degree",
        "typical program length: 1 year vs. 4 years",
    )


def test_program_that_does_not_lead_to_the_typical_education_is_no_program_length() -> None:
    other = make.program("associates-degree", min_months=24)
    year = make.program("some-college", min_months=12, max_months=12)
    found = of(
        job("medic", MEDIC, **trained("some-college", year)),
        job("nurse", NURSE, **trained("some-college", other, code=NURSE[:7])),
    )
    assert found == (("typical education (some college, no degree)",), ())


def licensed(*requirements: str) -> dict[str, Any]:
    items = [make.credential(f"License {n}", each, kind="license") for n, each in enumerate(requirements)]
    return {"credentials": {"items": items}}


@pytest.mark.parametrize("states", ["many", "some", "few"])
def test_some_states_require_something_of_both_is_no_similarity(states: str) -> None:
    both = licensed(f"by-law-in-{states}-states")
    assert of(job("medic", MEDIC, **both), job("nurse", NURSE, **both)) == ((), ())


def test_most_states_require_something_of_both_is_a_similarity() -> None:
    both = licensed("by-law-in-most-states")
    same, _ = of(job("medic", MEDIC, **both), job("nurse", NURSE, **both))
    assert same == ("a credential required by most states",)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("most", "few", "most states vs. a few states"),
        ("some", "few", "some states vs. a few states"),
        ("all-but-few", "some", "all but a few states vs. some states"),
    ],
)
def test_how_many_states_require_something_is_told(one: str, other: str, text: str) -> None:
    first, second = (licensed(f"by-law-in-{states}-states") for states in (one, other))
    _, differs = of(job("medic", MEDIC, **first), job("nurse", NURSE, **second))
    assert differs == (f"credential required by law: {text}",)


def test_law_of_every_state_is_told() -> None:
    every = licensed("by-law", "by-law-in-some-states")
    assert of(job("medic", MEDIC, **every), job("nurse", NURSE, **every))[0] == (
        "a credential required by every state",
    )
    found = of(job("medic", MEDIC, **licensed("by-law-in-some-states")), job("nurse", NURSE, **every))
    assert found[1] == ("credential required by law: some states vs. every state",)


def test_law_of_one_job_alone_is_named_where_credentials_of_both_are_known() -> None:
    nurse = job("nurse", NURSE, **licensed("by-law"))
    assert of(job("medic", MEDIC, **licensed("optional")), nurse) == (
        (),
        ("credential required by law: none listed vs. every state",),
    )
    assert of(job("medic", MEDIC), nurse) == ((), ())
    assert of(*(job(name, MEDIC, **licensed("unknown")) for name in ("medic", "nurse"))) == ((), ())


def shares(code: str = MEDIC[:7], **values: float | None) -> dict[str, Any]:
    items = [
        make.setting(name, make.missing("jobs.share", "suppressed") if value is None else share(value, code=code))
        for name, value in values.items()
    ]
    return {"settings": {"items": items, "statements": []}}


def share(value: float, **more: Any) -> make.Plain:
    return make.figure(value, "jobs.share", **{"period": "2024", **more})


def test_largest_workplace() -> None:
    found = of(
        job("medic", MEDIC, **shares(offices=57, hospitals=17)),
        job("nurse", NURSE, **shares(NURSE[:7], offices=20, hospitals=59)),
    )
    assert found[1] == ("largest workplace: offices 57% vs. hospitals 59%",)
    medic, nurse = shares(offices=57), shares(NURSE[:7], offices=20)
    found = of(job("medic", MEDIC, **medic), job("nurse", NURSE, **nurse))
    assert found[0] == ("largest workplace (offices: 57% and 20%)",)


def test_part_of_a_workplace_and_the_whole_are_no_contrast() -> None:
    medic, nurse = shares(private=37), shares(NURSE[:7], hospitals=59)
    medic["settings"]["items"][0]["within"] = "hospitals"
    assert of(job("medic", MEDIC, **medic), job("nurse", NURSE, **nurse)) == ((), ())


def test_jobs_whose_figures_are_those_of_one_group_are_not_said_to_be_alike() -> None:
    special, general = "31-9092.01", "31-9092.00"
    found = of(
        job("medic", special, **paid(pay(40000)), **trained("some-college")),
        job("nurse", general, **paid(pay(40000)), **trained("some-college")),
    )
    assert found == ((), ())


def grown(percent: float, code: str) -> dict[str, Any]:
    return {"outlook": {"projections": [make.figure(percent, "employment.change_percent", code=code)]}}


def test_growth() -> None:
    one, near = job("medic", MEDIC, **grown(5.6, MEDIC[:7])), job("nurse", NURSE, **grown(6.5, NURSE[:7]))
    far = job("nurse", NURSE, **grown(-2, NURSE[:7]))
    assert of(one, near) == (("job growth (+5.6% and +6.5%)",), ())
    assert of(one, far) == ((), ("job growth: +5.6% vs. −2%",))


def test_members_of_an_umbrella_are_jobs_of_their_own() -> None:
    members = [job("nurse", NURSE, **paid(pay(90000, NURSE[:7]))), job("baker", BAKER, **paid(pay(30000, BAKER[:7])))]
    umbrella = make.subject(make.role("some", None), *members)
    medic = make.subject(job("medic", MEDIC, **paid(pay(50000))))
    assert both(medic, umbrella)[1] == ("median pay a year: $30,000 (Baker) to $90,000 (Nurse)",)


def test_one_job_has_no_contrast() -> None:
    assert of(job("medic", MEDIC, **paid(pay(40000)))) == ((), ())


def test_rows_that_are_left_out_change_nothing() -> None:
    subjects = [
        make.subject(job("medic", MEDIC, **shares(offices=57, hospitals=17))),
        make.subject(job("nurse", NURSE, **shares(NURSE[:7], offices=57, hospitals=19))),
    ]
    whole, differences = (compare(subjects, BACKGROUND, Selection(only=only)) for only in (None, "differences"))
    assert whole.contrast == differences.contrast
    assert whole.contrast.same == ("largest workplace (offices: 57% and 57%)",)


def test_figure_of_a_broader_group_is_said_to_be_one() -> None:
    found = of(job("medic", MEDIC, **paid(pay(60000, "31-9090"))), job("nurse", NURSE, **paid(pay(40000, NURSE[:7]))))
    assert found[1] == ("median pay: $20,000 a year more for Medic, 50% (broader group)",)


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("some-college", "typical education (some college, no degree)"),
        ("bachelors-degree", "typical education: bachelor's degree vs. some college, no degree"),
    ],
    ids=["the same", "another"],
)
def test_typical_education_of_a_broader_group_is_said_to_be_one(level: str, text: str) -> None:
    medic, nurse = trained(level, code="31-9090"), trained("some-college", code=NURSE[:7])
    found = everything(job("medic", MEDIC, **medic), job("nurse", NURSE, **nurse))
    assert found == (f"{text} (broader group)",)


def test_range_of_education_says_which_jobs_have_that_of_a_broader_group() -> None:
    found = everything(
        job("medic", MEDIC, **trained("bachelors-degree", code="31-9090")),
        job("nurse", NURSE, **trained("some-college", code=NURSE[:7])),
        job("baker", BAKER, **trained("some-college", code="51-3010")),
    )
    text = "typical education: some college, no degree to bachelor's degree"
    assert found == (f"{text} (broader group)",)


@pytest.mark.parametrize(
    ("largest", "text"),
    [
        ("offices", "largest workplace (offices: 57% and 20%)"),
        ("clinics", "largest workplace: clinics 57% vs. offices 20%"),
    ],
    ids=["the same", "another"],
)
def test_largest_workplace_of_a_broader_group_is_said_to_be_one(largest: str, text: str) -> None:
    medic, nurse = shares("31-9090", **{largest: 57}), shares(NURSE[:7], offices=20)
    found = everything(job("medic", MEDIC, **medic), job("nurse", NURSE, **nurse))
    assert found == (f"{text} (broader group)",)


def everything(*plain: make.Plain) -> Texts:
    found = of(*plain)
    return (*found[0], *found[1])


def test_nothing_is_no_more_than_nothing() -> None:
    found = of(job("medic", MEDIC, **paid(pay(0))), job("nurse", NURSE, **paid(pay(0, NURSE[:7]))))
    assert found == (("median pay",), ())


def test_pay_that_differs_by_a_little_is_not_said_to_be_equal() -> None:
    found = of(job("medic", MEDIC, **paid(pay(1_000_000))), job("nurse", NURSE, **paid(pay(1_000_100, NURSE[:7]))))
    assert found == (("median pay (within 0.1%)",), ())


def test_pay_of_one_state_is_said_to_be_that() -> None:
    medic, nurse = pay(60000, area="US-CA"), pay(40000, NURSE[:7], area="US-CA")
    found = of(job("medic", MEDIC, **paid(medic)), job("nurse", NURSE, **paid(nurse)))
    assert found == ((), ("median pay in US-CA: $20,000 a year more for Medic, 50%",))


def test_ends_of_a_range_name_every_job_there_and_say_which_are_of_a_broader_group() -> None:
    found = of(
        job("medic", MEDIC, **paid(pay(50000))),
        job("nurse", NURSE, **paid(pay(90000, "29-1140"))),
        job("baker", BAKER, **paid(pay(50000, BAKER[:7]))),
    )
    assert found[1] == ("median pay a year: $50,000 (Medic and Baker) to $90,000 (Nurse, of a broader group)",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make.level("associates-degree", code="31-9090"), make.level("associates-degree", code="31-9090")),
        (make.level("associates-degree", period="2004"), make.level("associates-degree", code="31-9094")),
    ],
    ids=["one level of a wider group", "years apart"],
)
def test_nothing_is_said_of_levels_that_cannot_be_compared(one: make.Plain, other: make.Plain) -> None:
    roles = [("medic", MEDIC, one), ("nurse", "31-9094.00", other)]
    assert everything(*(job(name, code, training={"levels": [level]}) for name, code, level in roles)) == ()


@pytest.mark.parametrize(
    "other",
    [
        shares(offices=30, hospitals=30),
        shares(offices=None, hospitals=30),
        {"settings": {"items": [make.setting("hospitals", share(30, period="2014"))], "statements": []}},
    ],
    ids=["two are as large", "one is not published", "years apart"],
)
def test_largest_workplace_is_not_named_where_it_is_not_certain(other: dict[str, Any]) -> None:
    assert everything(job("medic", MEDIC, **shares(offices=57)), job("nurse", NURSE, **other)) == ()


def test_growth_is_not_the_same_where_one_job_grows_and_one_shrinks() -> None:
    rates = [("medic", MEDIC, -0.4), ("nurse", NURSE, 0.4)]
    figures = [
        (name, code, make.figure(rate, "employment.change_percent", code=code[:7])) for name, code, rate in rates
    ]
    found = of(*(job(name, code, outlook={"projections": [figure]}) for name, code, figure in figures))
    assert found == ((), ("job growth: −0.4% vs. +0.4%",))
