"""Records are frozen, compare by value, and refuse, when they are made, what they alone can show to be wrong."""

import pickle
from copy import copy, deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from rolecompare.dataset.validation import translate_errors
from rolecompare.measures import LEVELS, MEASURES
from rolecompare.models.base import Model
from rolecompare.models.claims import Claim
from rolecompare.models.dataset import Dataset
from rolecompare.models.figures import Estimate, Figure, Level, Missing
from rolecompare.models.kinds import SECTION_OF_PART, MissingReason
from rolecompare.models.roles import Codes, Credential, Duty, Outlook, Program, Role, RoleHeading, TrainingStatement
from rolecompare.models.serialization import walk_models
from rolecompare.models.sources import Citation, Statement
from tests import make
from tests.make import validated

EVERYTHING = validated(Dataset, make.everything())


ONE_OF_EACH = {type(record).__name__: record for _, record in walk_models(EVERYTHING)}


def validation_error(model: type[Model], plain: make.Plain) -> tuple[str, str, str]:
    """Return the field, the message and the suggestion of the one problem of the values."""
    with pytest.raises(ValidationError) as caught:
        validated(model, plain)
    (problem,) = translate_errors(caught.value, "")
    return problem.path, problem.message, problem.suggestion


# ── frozen, and compared by value ────────────────────────────────────────────────────────────────────────────────────


def test_example_has_every_kind_of_record_except_heading() -> None:
    assert set(ONE_OF_EACH) | {"RoleHeading"} == {
        *("Source", "Citation", "Statement", "Figure", "Missing", "Level", "Activity", "Estimate", "Duty", "Program"),
        *("Training", "Credential", "Credentials", "Setting", "Settings", "Outlook", "Rating", "Codes", "Role"),
        *("RoleHeading", "Condition", "Claim", "Assertion", "OtherCodes", "Dataset", "TrainingStatement"),
    }


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_field_of_a_record_cannot_be_set(kind: str) -> None:
    record = ONE_OF_EACH[kind]
    for name in type(record).model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, getattr(record, name))


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_field_of_a_record_cannot_be_deleted(kind: str) -> None:
    record = ONE_OF_EACH[kind]
    for name in type(record).model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            delattr(record, name)


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_record_accepts_no_additional_field(kind: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(ONE_OF_EACH[kind], "another", 1)  # noqa: B010 - the type checker knows that there is no such field


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_record_is_made_of_named_fields_only(kind: str) -> None:
    with pytest.raises(TypeError, match="positional"):
        type(ONE_OF_EACH[kind])("something")


def test_records_with_equal_values_are_equal_and_have_equal_hashes() -> None:
    again = validated(Dataset, deepcopy(make.everything()))
    assert again == EVERYTHING
    assert hash(again) == hash(EVERYTHING)
    assert {again, EVERYTHING} == {EVERYTHING}


@pytest.mark.parametrize(
    "change",
    [
        {"measure": "pay.annual.mean"},
        {"value": 2},
        {"period": "2024-05"},
        {"area": "US-CA"},
        {"code": "29-2012"},
        {"citations": [{"source": "book", "place": "page 2"}]},
    ],
    ids=lambda change: "".join(change),
)
def test_figures_with_a_different_field_are_not_equal(change: make.Plain) -> None:
    assert validated(Figure, {**make.figure(1), **change}) != validated(Figure, make.figure(1))


def test_records_of_two_kinds_are_not_equal() -> None:
    fields: make.Plain = {"id": "medic", "title": "Medic", "summary": make.statement()}
    assert validated(Role, fields) != validated(RoleHeading, fields)
    assert validated(Statement, make.statement()) != validated(Duty, make.statement())


def test_record_is_not_equal_to_another_type() -> None:
    other: object = ("book", "page 1")
    assert validated(Citation, make.CITED[0]) != other


def test_repr_of_a_record_has_its_kind_and_fields() -> None:
    assert repr(validated(Citation, make.CITED[0])) == "Citation(source='book', place='page 1', multiplier=None)"


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_record_can_be_copied_and_pickled(kind: str) -> None:
    record = ONE_OF_EACH[kind]
    assert copy(record) == deepcopy(record) == pickle.loads(pickle.dumps(record)) == record


def test_list_is_stored_as_an_immutable_tuple() -> None:
    assert not [
        (type(record).__name__, name)
        for _, record in walk_models(EVERYTHING)
        for name in type(record).model_fields
        if isinstance(getattr(record, name), (list, dict, set))
    ]


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("measure", MEASURES)
def test_figure_of_every_measure_is_valid_in_its_unit(measure: str) -> None:
    assert validated(Figure, make.figure(50, measure)).unit == MEASURES[measure].unit


def test_figure_of_an_unknown_measure_is_invalid() -> None:
    assert validation_error(Figure, make.figure(1, "pay.weekly.median", unit="USD/week")) == (
        "measure",
        "unknown measure 'pay.weekly.median'",
        f"use one of {', '.join(MEASURES)}",
    )


@pytest.mark.parametrize(
    ("measure", "unit"), [("pay.annual.median", "USD/hour"), ("employment", "thousands"), ("jobs.share", "%")]
)
def test_figure_in_the_unit_of_another_measure_is_invalid(measure: str, unit: str) -> None:
    assert validation_error(Figure, make.figure(1, measure, unit=unit)) == (
        "unit",
        f"unit {unit!r} does not belong to {measure}",
        f"use {MEASURES[measure].unit!r}",
    )


@pytest.mark.parametrize(
    ("measure", "period", "remedy"),
    [
        ("pay.annual.median", "May 2025", "use a year or a month, such as 2024 or 2025-05"),
        ("pay.annual.median", "2024/2034", "use a year or a month, such as 2024 or 2025-05"),
        ("employment.change", "2024", "use two years, such as 2024/2034"),
        ("openings.annual", "2034/2024", "use two years, such as 2024/2034"),
    ],
)
def test_figure_of_the_wrong_kind_of_period_is_invalid(measure: str, period: str, remedy: str) -> None:
    told = validation_error(Figure, make.figure(1, measure, period=period))
    assert told == ("period", f"{period!r} is not a period of {measure}", remedy)


@pytest.mark.parametrize(
    ("measure", "value", "what", "remedy"),
    [
        ("pay.annual.median", -1, "-1 is below 0", "use 0 or more"),
        ("employment", -0.5, "-0.5 is below 0", "use 0 or more"),
        ("openings.annual", -1, "-1 is below 0", "use 0 or more"),
        ("employment.change_percent", -100.1, "-100.1 is below -100", "use -100 or more"),
        ("jobs.share", 100.1, "100.1 is above 100", "use 100 or less"),
        ("jobs.share", -1, "-1 is below 0", "use 0 or more"),
    ],
)
def test_figure_outside_the_range_of_its_measure_is_invalid(measure: str, value: float, what: str, remedy: str) -> None:
    assert validation_error(Figure, make.figure(value, measure)) == ("value", what, remedy)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("pay.annual.median", 0),
        ("employment.change", -5000),
        ("employment.change_percent", -100),
        ("employment.change_percent", 250),
        ("jobs.share", 0),
        ("jobs.share", 100),
    ],
)
def test_figure_at_the_limit_of_its_measure_is_valid(measure: str, value: float) -> None:
    assert validated(Figure, make.figure(value, measure)).value == value


# ── absence ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("why", [why for why in MissingReason if why is not MissingReason.ABOVE_PUBLISHED_RANGE])
def test_value_may_be_missing_for_every_reason(why: MissingReason) -> None:
    assert validated(Missing, make.missing(why=why.value)).missing is why


@pytest.mark.parametrize("measure", [*MEASURES, *LEVELS, *SECTION_OF_PART])
def test_every_measure_scale_and_part_may_be_missing(measure: str) -> None:
    assert validated(Missing, make.missing(measure)).measure == measure


def test_unknown_measure_cannot_be_missing() -> None:
    assert validation_error(Missing, make.missing("pay")) == (
        "measure",
        "unknown measure 'pay'",
        f"use one of {', '.join(dict.fromkeys([*MEASURES, *LEVELS, *SECTION_OF_PART]))}",
    )


@pytest.mark.parametrize(
    "plain", [make.missing(why="above-published-range"), make.missing(bound=239200)], ids=["no bound", "a bound alone"]
)
def test_bound_is_given_exactly_for_values_above_the_published_range(plain: make.Plain) -> None:
    assert validation_error(Missing, plain) == (
        "bound",
        "a bound is given with above-published-range only, and always there",
        "give both or neither",
    )


@pytest.mark.parametrize(
    ("measure", "period", "remedy"),
    [
        ("pay.annual.median", "2024/2034", "use a year or a month, such as 2024 or 2025-05"),
        ("employment.change", "2024", "use two years, such as 2024/2034"),
        ("education.entry", "2024/2034", "use a year or a month, such as 2024 or 2025-05"),
    ],
)
def test_period_of_a_missing_value_fits_its_measure(measure: str, period: str, remedy: str) -> None:
    told = validation_error(Missing, make.missing(measure, period=period))
    assert told == ("period", f"{period!r} is not a period of {measure}", remedy)


# ── levels and programs ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("measure", "value"), [(measure, value) for measure in LEVELS for value in LEVELS[measure]])
def test_every_level_of_every_scale_is_valid(measure: str, value: str) -> None:
    assert validated(Level, make.level(value, measure)).value == value


def test_number_is_not_a_level() -> None:
    assert validation_error(Level, make.level("none", "employment")) == (
        "measure",
        "unknown measure 'employment'",
        "use one of education.entry, experience.related, training.on_the_job, job_zone",
    )


def test_level_of_another_scale_is_invalid() -> None:
    assert validation_error(Level, make.level("some-college", "experience.related")) == (
        "value",
        "'some-college' is not a level of experience.related",
        "use one of none, less-than-5-years, 5-years-or-more",
    )


def test_period_of_a_level_is_a_year_or_a_month() -> None:
    assert validation_error(Level, make.level("none", "experience.related", period="2024/2034")) == (
        "period",
        "'2024/2034' is not a period of a level",
        "use a year or a month, such as 2024 or 2025-05",
    )


def test_program_leads_to_a_level_of_education() -> None:
    assert validation_error(Program, make.statement(award="diploma")) == (
        "award",
        "'diploma' is not a level of education",
        f"use one of {', '.join(LEVELS['education.entry'])}",
    )


def test_other_entry_level_is_a_level_of_education() -> None:
    assert validation_error(TrainingStatement, make.statement(other_entry_level="diploma")) == (
        "other_entry_level",
        "'diploma' is not a level of education",
        f"use one of {', '.join(LEVELS['education.entry'])}",
    )


def test_longest_program_is_at_least_the_shortest() -> None:
    assert validation_error(Program, make.statement(award="some-college", min_months=12, max_months=9)) == (
        "max_months",
        "the longest length is below the shortest",
        "put the smaller one in min_months",
    )


@pytest.mark.parametrize("lengths", [{}, {"min_months": 9}, {"max_months": 9}, {"min_months": 9, "max_months": 9}])
def test_program_accepts_one_both_or_no_lengths(lengths: make.Plain) -> None:
    program = validated(Program, make.statement(award="some-college", **lengths))
    assert (program.min_months, program.max_months) == (lengths.get("min_months"), lengths.get("max_months"))


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_a_law_of_nearly_all_states_has_excepted_states() -> None:
    plain = make.credential("License", "by-law-in-all-but-few-states", excepted_states=["Alaska"])
    assert validated(Credential, plain).excepted_states == ("Alaska",)
    problem = validation_error(Credential, {**plain, "requirement": "by-law"})
    assert problem == (
        "excepted_states",
        "'by-law' has no excepted states",
        "leave it out, or set requirement to 'by-law-in-all-but-few-states'",
    )


@pytest.mark.parametrize("half", [{"verdict": "framing"}, {"note": "It is so."}], ids=["verdict alone", "note alone"])
def test_verdict_needs_a_note(half: make.Plain) -> None:
    assert validation_error(Claim, make.claim(**half)) == (
        "note",
        "a verdict needs a note, and a note needs a verdict",
        "give both or neither",
    )


@pytest.mark.parametrize("verdict", ["supported", "contradicted", "wrong-period", "partly-supported"])
def test_verdict_decided_by_sources_needs_evidence(verdict: str) -> None:
    assert validation_error(Claim, make.claim(verdict=verdict, note="It is so.")) == (
        "evidence",
        f"the verdict {verdict} has no evidence",
        "cite the evidence for it",
    )
    assert (
        len(validated(Claim, make.claim(verdict=verdict, note="It is so.", evidence=[make.statement()])).evidence) == 1
    )


@pytest.mark.parametrize("verdict", ["not-checkable", "framing", "self-contradictory"])
def test_undecidable_verdict_needs_no_evidence(verdict: str) -> None:
    assert validated(Claim, make.claim(verdict=verdict, note="It is so.", contradicts=[2])).evidence == ()


def test_untested_claim_has_no_verdict() -> None:
    assert validated(Claim, make.claim()).verdict is None


# ── roles and the whole ──────────────────────────────────────────────────────────────────────────────────────────────


def test_outlook_lists_its_figures_in_page_order() -> None:
    outlook = validated(
        Outlook,
        {
            "openings": [make.figure(4, "openings.annual")],
            "projections": [make.figure(3, "employment.change")],
            "employment": [make.missing("employment")],
            "pay": [make.figure(1)],
        },
    )
    assert [figure.measure for figure in outlook.figures] == [
        "pay.annual.median",
        "employment",
        "employment.change",
        "openings.annual",
    ]


@pytest.mark.parametrize(
    ("codes", "own", "every"),
    [
        ({}, None, ()),
        ({"isco08": "3256", "esco": "a-code"}, None, ("3256", "a-code")),
        ({"soc": "31-9092"}, "31-9092", ("31-9092",)),
        ({"soc": "31-9092", "onet_soc": "31-9092.00"}, "31-9092.00", ("31-9092.00", "31-9092")),
    ],
)
def test_narrowest_official_code_is_the_code_of_a_role(
    codes: make.Plain, own: str | None, every: tuple[str, ...]
) -> None:
    made = validated(Codes, codes)
    assert (made.own, made.all) == (own, every)


def test_absent_parts_of_a_role_are_empty() -> None:
    role = validated(Role, make.role())
    said: dict[str, Any] = {name: getattr(role, name) for name in ("other_titles", "members", "duties", "ratings")}
    assert said == {"other_titles": (), "members": (), "duties": (), "ratings": ()}
    assert role.outlook.figures == ()


def test_negative_standard_error_is_invalid() -> None:
    assert validation_error(Estimate, make.estimate(3, -0.1)) == ("standard_error", "-0.1 is below 0", "use 0 or more")


def test_bounds_of_an_estimate_are_in_order() -> None:
    wrong = validation_error(Estimate, make.estimate(3, 0.1, lower=4, upper=2))
    assert wrong == ("lower", "the lower bound is above the upper bound", "put the smaller one in lower")


PART = {"text": "The first half", "verdict": "supported"}


def test_claim_of_one_part_is_refused() -> None:
    claim = make.claim(parts=[PART], note="It is so.", evidence=[make.statement()])
    assert validation_error(Claim, claim)[1] == "a claim of fewer than two parts"


def test_claim_has_verdicts_on_its_parts_or_one_of_its_own() -> None:
    claim = make.claim(parts=[PART, PART], verdict="supported", note="It is so.", evidence=[make.statement()])
    assert validation_error(Claim, claim)[1] == "each part has a verdict, and the claim has theirs"


def test_part_that_sources_decide_needs_evidence() -> None:
    claim = make.claim(parts=[PART, {**PART, "verdict": "not-checkable"}], note="It is so.")
    assert validation_error(Claim, claim)[1] == "the verdict supported has no evidence"
