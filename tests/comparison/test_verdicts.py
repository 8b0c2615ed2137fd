"""Verdicts on claims: what is asserted in numbers is judged by the evidence, and by nothing that was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.comparison.verdicts import disputed_verdicts, verdict
from rolecompare.models.claims import Claim
from tests import make
from tests.make import validated

GROWTH = "employment.change_percent"
DECADE, NEXT = "2016/2026", "2024/2034"


def asserted(value: float | None = 29, *codes: str, period: str = DECADE, **more: object) -> make.Plain:
    value_or_not = {} if value is None else {"value": value}
    return {"measure": GROWTH, "period": period, "codes": list(codes or ("31-9092",)), **value_or_not, **more}


def growth_figure(value: float, code: str = "31-9092", period: str = DECADE) -> make.Plain:
    return make.figure(value, GROWTH, code=code, period=period)


def verdict_on_assertions(assertions: list[make.Plain], *evidence: make.Plain) -> str | None:
    claim = make.claim(asserts=assertions, evidence=list(evidence), note="See the table.")
    found = verdict(validated(Claim, claim))
    return found.value if found else None


def test_claim_without_assertions_keeps_its_written_verdict() -> None:
    assert verdict(validated(Claim, make.judged(1, "framing"))) == "framing"
    assert verdict(validated(Claim, make.claim())) is None


@pytest.mark.parametrize(
    ("value", "figure", "expected"),
    [
        (29, 29.0, "supported"),
        (29, 28.6, "supported"),
        (29, 29.6, "contradicted"),
        (29, 29.5, "contradicted"),
        (30, 29.5, "supported"),
        (2.5, 2.45, "supported"),
        (12.5, 12.45, "supported"),
        (0.00001, 0.4, "contradicted"),
        (29.0, 28.6, "contradicted"),
        (29.0, 29.04, "supported"),
        (22, 14.0, "contradicted"),
    ],
)
def test_figure_supports_a_value_to_its_precision(value: float, figure: float, expected: str) -> None:
    assert verdict_on_assertions([asserted(value)], growth_figure(figure)) == expected


def test_value_of_another_period_has_the_wrong_period() -> None:
    assert verdict_on_assertions([asserted(29)], growth_figure(29.0, period=NEXT)) == "wrong-period"


def test_figure_of_the_period_decides_over_other_periods() -> None:
    assert (
        verdict_on_assertions([asserted(29)], growth_figure(14.0), growth_figure(29.0, period=NEXT)) == "contradicted"
    )


def test_no_figure_of_a_fitting_period_gives_no_verdict() -> None:
    assert verdict_on_assertions([asserted(29)]) == "not-checkable"
    assert verdict_on_assertions([asserted(29)], growth_figure(14.0, period=NEXT)) == "not-checkable"
    assert verdict_on_assertions([asserted(29)], make.figure(29, "jobs.share", period="2024")) == "not-checkable"
    assert verdict_on_assertions([asserted(29)], growth_figure(29.0, "31-9097")) == "not-checkable"


def test_all_some_or_none_of_several_codes_may_have_the_value() -> None:
    two = asserted(14, "29-2012", "29-2031")
    assert verdict_on_assertions([two], growth_figure(14.0, "29-2012"), growth_figure(14.2, "29-2031")) == "supported"
    assert (
        verdict_on_assertions([two], growth_figure(14.0, "29-2012"), growth_figure(9.9, "29-2031"))
        == "partly-supported"
    )
    assert verdict_on_assertions([two], growth_figure(12.7, "29-2012"), growth_figure(9.9, "29-2031")) == "contradicted"


def test_code_without_a_figure_is_not_supported() -> None:
    two = asserted(14, "29-2012", "29-2031")
    assert verdict_on_assertions([two], growth_figure(14.0, "29-2012")) == "partly-supported"
    more = asserted(None, more_than={"codes": ["00-0000", "31-9097"]})
    assert verdict_on_assertions([more], growth_figure(29.0), growth_figure(7.4, "00-0000")) == "not-checkable"


def test_conflicting_figures_support_nothing() -> None:
    other = make.figure(14.0, GROWTH, period=DECADE, citations=make.cited("peer"))
    assert verdict_on_assertions([asserted(29)], growth_figure(29.0), other) == "contradicted"


def test_figure_of_another_area_decides_nothing() -> None:
    there = make.figure(29.0, GROWTH, period=DECADE, area="US-CA")
    assert verdict_on_assertions([asserted(29)], there) == "not-checkable"
    assert verdict_on_assertions([asserted(29, area="US-CA")], there, growth_figure(14.0)) == "supported"


def test_either_form_of_a_code_means_the_whole_occupation() -> None:
    claim = {"measure": "job_zone", "period": "2024", "codes": ["31-9092"], "more_than": {"codes": ["31-9097"]}}
    evidence = [
        make.level("job-zone-3", "job_zone", code="31-9092.00"),
        make.level("job-zone-2", "job_zone", code="31-9097.00"),
    ]
    assert verdict_on_assertions([claim], *evidence) == "supported"


def test_one_of_several_codes_with_the_value_at_another_time_is_no_proof() -> None:
    two = asserted(14, "29-2012", "29-2031")
    assert (
        verdict_on_assertions([two], growth_figure(14.0, "29-2012", NEXT), growth_figure(9.9, "29-2031", NEXT))
        == "not-checkable"
    )
    assert verdict_on_assertions([two], growth_figure(14.0, "29-2012", NEXT)) == "not-checkable"


@pytest.mark.parametrize(
    ("times", "figure", "expected"), [(2, 29.0, "supported"), (4, 29.0, "contradicted"), (1, 7.4, "contradicted")]
)
def test_more_than_others_is_a_ratio_of_figures(times: float, figure: float, expected: str) -> None:
    claim = asserted(None, more_than={"codes": ["00-0000"], "multiplier": times})
    assert verdict_on_assertions([claim], growth_figure(figure), growth_figure(7.4, "00-0000")) == expected


def test_more_than_others_needs_figures_of_others() -> None:
    claim = asserted(None, more_than={"codes": ["00-0000"]})
    assert verdict_on_assertions([claim], growth_figure(29.0)) == "not-checkable"


def test_levels_are_compared_by_order() -> None:
    claim = {
        "measure": "education.entry",
        "period": "2024",
        "codes": ["29-2031", "31-9097"],
        "more_than": {"codes": ["31-9092"]},
    }
    evidence = [
        make.level("postsecondary-nondegree-award"),
        make.level("associates-degree", code="29-2031"),
        make.level("postsecondary-nondegree-award", code="31-9097"),
    ]
    assert verdict_on_assertions([claim], *evidence) == "partly-supported"
    assert verdict_on_assertions([{**claim, "codes": ["29-2031"]}], *evidence) == "supported"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((29.0, 14.0), "supported"),
        ((29.0, 9.9), "partly-supported"),
        ((None, 9.9), "contradicted"),
        ((None, None), "not-checkable"),
        ((29.0, None), "partly-supported"),
    ],
)
def test_several_assertions_make_one_verdict(figures: tuple[float | None, ...], expected: str) -> None:
    codes = ("31-9092", "29-2012")
    evidence = [growth_figure(value, code) for value, code in zip(figures, codes, strict=True) if value is not None]
    assert verdict_on_assertions([asserted(29, codes[0]), asserted(14, codes[1])], *evidence) == expected


def test_wrong_period_is_the_strongest_of_failed_assertions() -> None:
    both = [asserted(29), asserted(14, "29-2012")]
    assert (
        verdict_on_assertions(both, growth_figure(29.0, period=NEXT), growth_figure(9.9, "29-2012")) == "wrong-period"
    )


def test_disputed_claims_are_the_ones_that_do_not_hold() -> None:
    claims = [
        make.judged(1, "supported"),
        make.judged(2, "partly-supported"),
        make.claim(3, asserts=[asserted(22)], evidence=[growth_figure(14.0)], note="No."),
        make.claim(4),
    ]
    assert disputed_verdicts(validated(Claim, claim) for claim in claims) == {2: "partly-supported", 3: "contradicted"}


FIGURES = st.lists(
    st.tuples(
        st.sampled_from([7.4, 14.0, 29.0]), st.sampled_from(["31-9092", "29-2012"]), st.sampled_from([DECADE, NEXT])
    ),
    unique_by=lambda figure: figure[1:],
)


@given(figures=FIGURES, reverse=st.booleans())
def test_order_of_evidence_does_not_change_a_verdict(figures: list[tuple[float, str, str]], reverse: bool) -> None:
    assertions = [asserted(29), asserted(14, "29-2012", "31-9092")]
    evidence = [growth_figure(*figure) for figure in figures]
    assert verdict_on_assertions(assertions, *evidence) == verdict_on_assertions(
        assertions, *sorted(evidence, key=str, reverse=reverse)
    )


@pytest.mark.parametrize(("of", "expected"), [(None, "partly-supported"), ("most", "supported"), ("some", "supported")])
def test_what_is_said_of_most_or_some_holds_where_most_or_some_have_it(of: str | None, expected: str) -> None:
    said = asserted(14, "29-2012", "29-2031", "29-2034", **({"of": of} if of else {}))
    evidence = [growth_figure(14.0, "29-2012"), growth_figure(14.2, "29-2031"), growth_figure(9.9, "29-2034")]
    assert verdict_on_assertions([said], *evidence) == expected


def test_code_without_figures_is_not_one_of_most() -> None:
    said = asserted(14, "29-2012", "29-2031", of="most")
    assert verdict_on_assertions([said], growth_figure(14.0, "29-2012")) == "partly-supported"


@pytest.mark.parametrize(("period", "expected"), [("2025-08", "supported"), ("2019", "wrong-period")])
def test_level_of_a_near_year_decides_and_one_of_long_ago_does_not(period: str, expected: str) -> None:
    more = {"measure": "education.entry", "period": "2024", "codes": ["29-2012"], "more_than": {"codes": ["31-9092"]}}
    evidence = [
        make.level("associates-degree", code="29-2012", period=period),
        make.level("postsecondary-nondegree-award", code="31-9092", period=period),
    ]
    assert verdict_on_assertions([more], *evidence) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["supported", "supported"], "supported"),
        (["supported", "contradicted"], "partly-supported"),
        (["not-checkable", "contradicted"], "contradicted"),
        (["framing", "not-checkable"], "not-checkable"),
    ],
)
def test_verdict_on_a_claim_is_that_of_its_parts(parts: list[str], expected: str) -> None:
    read = [{"text": f"Part {n}", "verdict": each} for n, each in enumerate(parts)]
    claim = make.claim(parts=read, evidence=[make.statement()], note="See the book.")
    assert verdict(validated(Claim, claim)) == expected
