"""British spelling is folded into American spelling, on both sides of a search, and never into another job."""

import sqlite3

import pytest

from rolecompare.search.find import find
from rolecompare.search.index import Entry, build
from rolecompare.search.text import american_spelling, fold_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("haemoglobin", "hemoglobin"),
        ("anaesthesia", "anesthesia"),
        ("anaemia", "anemia"),
        ("paediatric", "pediatric"),
        ("orthopaedic", "orthopedic"),
        ("oesophagus", "esophagus"),
        ("behaviour", "behavior"),
        ("labourer", "laborer"),
        ("licence", "license"),
        ("practising", "practicing"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("centre", "center"),
        ("theatres", "theaters"),
        ("sterilise", "sterilize"),
        ("organisation", "organization"),
        ("analyse", "analyze"),
        ("counsellor", "counselor"),
        ("jewellery", "jewelry"),
    ],
)
def test_british_spelling_becomes_american(british: str, american: str) -> None:
    assert american_spelling(british) == american
    assert american_spelling(american) == american


@pytest.mark.parametrize(
    "word",
    [
        "hour",
        "tour",
        "four",
        "contour",
        "poet",
        "shoe",
        "aerospace",
        "programmer",
        "nurse",
        "raise",
        "nursing",
        "acre",
        "caregiver",
        "propeller",
        "seller",
        "installer",
        "controller",
        "physiotherapist",
        "anaesthetist",
    ],
)
def test_other_words_keep_their_spelling(word: str) -> None:
    assert american_spelling(word) == word


def test_every_word_of_a_text_is_folded() -> None:
    assert fold_spelling("x-ray centre, haemoglobin") == "x-ray center, hemoglobin"


@pytest.mark.parametrize(("indexed", "typed"), [("Labor Organizer", "labour organiser"), ("Paediatric Nurse",) * 2])
def test_both_spellings_find_a_title(indexed: str, typed: str) -> None:
    connection = sqlite3.connect(":memory:")
    build(connection, [Entry("role", "title", indexed), Entry("other", "title", "Baker")])
    for words in (indexed, typed, fold_spelling(typed)):
        (found,) = find(connection, words)
        assert (found.role, found.score) == ("role", 1.0)


def test_british_words_find_a_duty() -> None:
    connection = sqlite3.connect(":memory:")
    build(connection, [Entry("role", "title", "Phlebotomist"), Entry("role", "duty", "Test hemoglobin")])
    assert find(connection, "haemoglobin")[0].matched == "Test hemoglobin"
