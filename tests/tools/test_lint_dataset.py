"""The linter remarks on the wording of a valid dataset."""

from typing import Any

import pytest
from tools.lint_dataset import find_remarks

from rolecompare.models.dataset import Dataset
from tests import make
from tests.make import validated

LONG = " ".join(["word"] * 26)


def remarks_in(dataset: make.Plain) -> list[tuple[str, str]]:
    return [(remark.path, remark.message) for remark in find_remarks(validated(Dataset, dataset))]


def remarks_in_role(*statements: make.Plain, **more: Any) -> list[tuple[str, str]]:
    medic = make.role("medic", training={"statements": list(statements)}, **more)
    return remarks_in(make.dataset([medic, make.role("nurse", "29-1141.00")]))


def remarks_on_statement(text: str) -> list[str]:
    return [message for _, message in remarks_in_role(make.statement(text))]


def test_well_written_dataset_has_no_remarks() -> None:
    assert remarks_in_role(make.statement("Most learn at work."), duties=[make.duty("Draw blood")]) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{LONG}.", "26 words"),
        ("Two  spaces.", "spaces at an end, or two in a row"),
        ("No stop", "a sentence without a period"),
        ("One fact; another.", "more than one sentence"),
        ("One fact. Another one.", "more than one sentence"),
        ("The program was long.", "past tense: 'was'"),
        ("This is an exciting career.", "praise: 'exciting'"),
    ],
)
def test_statement_that_breaks_a_rule_gets_a_remark(text: str, message: str) -> None:
    assert remarks_on_statement(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "It takes 1.5 years.",
        "The U.S. Bureau counts them.",
        "Dr. Smith says so.",
        "The R.T. is asked for.",
        "Great Lakes states license it.",
    ],
)
def test_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert [message for message in remarks_on_statement(text) if "sentence" in message] == []


def test_duty_is_a_phrase_and_may_use_the_past_tense() -> None:
    assert remarks_in_role(duties=[make.duty("Report what was done")]) == []
    assert remarks_in_role(duties=[make.duty("Report.")]) == [
        ("roles[0].duties[0].text", "a duty that ends with a period")
    ]


def test_repeated_sentence_in_a_role_gets_a_remark() -> None:
    twice = [make.statement("It is so."), make.statement("it is so.")]
    assert remarks_in_role(*twice) == [
        ("roles[0].training.statements[1].text", "roles[0].training.statements[0] says the same")
    ]


def test_two_credentials_may_have_the_same_text() -> None:
    both = [{**make.credential(name), "text": "An exam is needed."} for name in "AB"]
    assert remarks_in_role(credentials={"items": both, "statements": []}) == []


@pytest.mark.parametrize("word", ["centre", "programme", "licence", "specialise", "anaemia", "anaesthetist"])
def test_british_spelling_is_reported(word: str) -> None:
    assert remarks_on_statement(f"It is a {word}.") == [f"British spelling: {word!r}"]


def test_american_spelling_and_similar_words_are_not_reported() -> None:
    assert remarks_on_statement("An anesthetist in a center specializes in an organism, with analyses.") == []


def test_claims_activities_and_reasons_are_checked() -> None:
    claim = make.claim(verdict="framing", note=" ".join(["word"] * 46) + ".")
    activity = make.activity("draw", label=LONG)
    pay = {"pay": [make.missing(reason=LONG)]}
    medic = make.role("medic", duties=[make.duty("Draw", "draw")], outlook=pay)
    dataset = make.dataset([medic, make.role("nurse", "29-1141.00")], activities=[activity], claims=[claim])
    assert remarks_in(dataset) == [
        ("activities[0].label", "26 words"),
        ("roles[0].outlook.pay[0].reason", "26 words"),
        ("claims[0].note", "46 words"),
    ]


def test_statement_about_some_says_so() -> None:
    assert remarks_in_role(make.statement("Staff lift patients.", scope="some")) == [
        ("roles[0].training.statements[0].text", "scope 'some', which the words do not say")
    ]
    assert remarks_in_role(make.statement("Some lift patients.", scope="some")) == []


@pytest.mark.parametrize("text", ["Some lift patients.", "Staff may lift patients.", "Staff sometimes lift patients."])
def test_statement_that_says_some_has_a_scope(text: str) -> None:
    (remark,) = remarks_on_statement(text)
    assert remark.endswith("and no scope")
    assert remarks_in_role(make.statement(text, scope="wider-group")) == []


@pytest.mark.parametrize(
    "text", ["Give injections, where rules allow", "Mix drugs, as most states allow", "Call doctors, in most states"]
)
def test_duty_limited_to_some_states_has_a_scope(text: str) -> None:
    assert [message for _, message in remarks_in_role(duties=[make.duty(text)])] != []
    assert remarks_in_role(duties=[make.duty(text, scope="some")]) == []


def test_forecast_and_summary_that_say_may_need_no_scope() -> None:
    summary = make.statement("A medic may specialize.")
    forecast = make.statement("Automation may limit the number of jobs.")
    assert remarks_in_role(outlook={"statements": [forecast]}, summary=summary) == []
