"""Check the requirement of every bundled credential against the words of its source, by one reading rule."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolecompare.models.dataset import Dataset
from rolecompare.models.kinds import CredentialKind, Requirement
from rolecompare.models.roles import Credential
from tests.official import files as official
from tests.reading_rule import step_of

DATASET = Dataset.model_validate_json((Path(__file__).parents[2] / "data" / "roles.json").read_bytes())
WORDS = Path(__file__).parent / "requirement_words.csv"
SOURCES = {source.id: source for source in DATASET.sources}


def short(credential: Credential) -> str:
    return credential.abbreviation or credential.name


CREDENTIALS = {(role.id, short(item)): item for role in DATASET.roles for item in role.credentials.items}


def read_words() -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yield each role with a credential, and the source and its words that give the requirement."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for credential in row["credentials"].split("; "):
                yield (row["role"], credential), row["source"], row["words"]


READ = list(read_words())
of_each_credential = pytest.mark.parametrize("key", CREDENTIALS, ids="+".join)


def test_words_are_noted_for_every_credential_once() -> None:
    assert sorted(key for key, _, _ in READ) == sorted(CREDENTIALS)


@pytest.mark.parametrize(("key", "source", "words"), READ, ids=["+".join(key) for key, _, _ in READ])
def test_requirement_is_what_the_words_of_its_source_say(key: tuple[str, str], source: str, words: str) -> None:
    credential = CREDENTIALS[key]
    assert credential.requirement is step_of(words)
    if source:
        role = next(role for role in DATASET.roles if role.id == key[0])
        cited = {each.source for item in (credential, *role.credentials.statements) for each in item.citations}
        assert source in cited


@of_each_credential
def test_requirement_does_not_contradict_the_text_beside_it(key: tuple[str, str]) -> None:
    credential = CREDENTIALS[key]
    assert step_of(credential.text) in (credential.requirement, Requirement.UNKNOWN)


def test_same_words_give_the_same_requirement() -> None:
    by_words: dict[str, set[Requirement]] = {}
    for key, _, words in READ:
        by_words.setdefault(words, set()).add(CREDENTIALS[key].requirement)
    assert {words: steps for words, steps in by_words.items() if len(steps) > 1} == {}


@pytest.mark.parametrize(
    ("source", "words"), sorted({(source, words) for _, source, words in READ if source[:3] == "ooh"})
)
def test_words_stand_in_the_handbook(source: str, words: str) -> None:
    page = official.pages().get(str(SOURCES[source].url))
    if page is None:
        pytest.skip("the Handbook is not at hand")
    assert any(words in sentence for sentence in page.sentences)


@of_each_credential
def test_only_what_a_source_calls_a_license_is_one(key: tuple[str, str]) -> None:
    credential = CREDENTIALS[key]
    names = {CredentialKind.LICENSE: "State license", CredentialKind.STATE_REGULATION: "State regulation"}
    assert credential.name == names.get(credential.kind, credential.name)
    if credential.kind is CredentialKind.LICENSE:
        words = next(words for found, _, words in READ if found == key)
        assert "licens" in words


def test_states_without_a_law_are_named() -> None:
    step = Requirement.BY_LAW_IN_ALL_BUT_FEW_STATES
    of_step = [item for item in CREDENTIALS.values() if item.requirement is step]
    assert of_step
    assert all(item.excepted_states for item in of_step)


@pytest.mark.parametrize(
    ("role", "credential", "exam"),
    [
        ("registered-nurse", "State license", "NCLEX-RN"),
        ("licensed-practical-nurse", "State license", "NCLEX-PN"),
        ("nursing-assistant", "CNA", "NNAAP"),
        ("radiologic-technologist", "R.T.(R)(ARRT)", "Radiography"),
        ("mri-technologist", "R.T.(MR)(ARRT)", "Magnetic Resonance Imaging"),
        ("respiratory-therapist", "CRT", "TMC"),
        ("respiratory-therapist", "RRT", "CSE"),
        ("emergency-medical-technician", "NREMT", "National Registry cognitive exam"),
        ("pharmacy-technician", "CPhT (PTCB)", "PTCE"),
        ("pharmacy-technician", "CPhT (NHA)", "ExCPT"),
    ],
)
def test_exam_of_a_license_or_certification_is_named(role: str, credential: str, exam: str) -> None:
    assert exam in (CREDENTIALS[role, credential].exam or "")
