"""Remarks on the wording of a sound dataset: what an editor would mend, and nothing else."""

from typing import Any

import pytest

from rolecompare.dataset.editorial import remarks
from rolecompare.models.dataset import Dataset
from rolecompare.models.serialization import built
from tests import make

LONG = " ".join(["word"] * 26)


def told(*statements: make.Plain, **more: Any) -> list[tuple[str, str]]:
    medic = make.role("medic", training={"statements": list(statements)}, **more)
    dataset = make.dataset([medic, make.role("nurse", "29-1141.00")])
    return [(each.path, each.message) for each in remarks(built(Dataset, dataset))]


def statement_told(text: str) -> list[str]:
    return [what for _, what in told(make.statement(text))]


def test_a_dataset_as_it_should_be_has_no_remark() -> None:
    assert told(make.statement("Most learn at work."), duties=[make.duty("Draw blood")]) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"{LONG}.", "26 words"),
        ("Two  spaces.", "white space at an end, or doubled"),
        ("No stop", "a sentence without a full stop"),
        ("One fact; another.", "more than one sentence"),
        ("One fact. Another one.", "more than one sentence"),
        ("The program was long.", "past tense: 'was'"),
        ("This is an exciting career.", "advertising: 'exciting'"),
    ],
)
def test_what_an_editor_would_mend_in_a_statement(text: str, what: str) -> None:
    assert statement_told(text) == [what]


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
def test_what_only_looks_like_it_is_let_be(text: str) -> None:
    assert [what for what in statement_told(text) if "sentence" in what] == []


def test_a_duty_is_a_phrase_and_may_speak_of_what_was_done() -> None:
    assert told(duties=[make.duty("Report what was done")]) == []
    assert told(duties=[make.duty("Report.")]) == [("roles[0].duties[0].text", "a duty that ends with a full stop")]


def test_the_same_sentence_twice_in_a_role_is_once_too_many() -> None:
    twice = [make.statement("It is so."), make.statement("it is so.")]
    assert told(*twice) == [("roles[0].training.statements[1].text", "roles[0].training.statements[0] says the same")]


def test_what_holds_of_two_credentials_is_said_of_each() -> None:
    both = [{**make.credential(name), "text": "An exam is needed."} for name in "AB"]
    assert told(credentials={"items": both, "statements": []}) == []


def test_the_rarer_of_two_spellings_is_told() -> None:
    found = told(make.statement("A centre."), make.statement("A programme."), make.statement("A center."))
    assert found == [("roles[0].training.statements[2].text", "American spelling: 'center'")]
    assert told(make.statement("A specialist works in a center."), make.statement("An organism, with analyses.")) == []
    found = told(make.statement("A center."), make.statement("A program."), make.statement("They specialise."))
    assert found == [("roles[0].training.statements[2].text", "British spelling: 'specialise'")]


def test_claims_activities_and_reasons_are_read_too() -> None:
    claim = make.claim(verdict="framing", note=" ".join(["word"] * 46) + ".")
    activity = make.activity("draw", label=LONG)
    pay = {"pay": [make.missing(reason=LONG)]}
    medic = make.role("medic", duties=[make.duty("Draw", "draw")], outlook=pay)
    dataset = make.dataset([medic, make.role("nurse", "29-1141.00")], activities=[activity], claims=[claim])
    assert [(flaw.path, flaw.message) for flaw in remarks(built(Dataset, dataset))] == [
        ("activities[0].label", "26 words"),
        ("roles[0].outlook.pay[0].reason", "26 words"),
        ("claims[0].note", "46 words"),
    ]
