"""Words for an occupation -> the roles that they may mean: by code, title, slip, order, abbreviation and duties."""

import sqlite3
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.search.find import Candidate, find
from rolecompare.search.index import Entry, build

ENTRIES = [
    Entry("31-9092.00", "code", "31-9092.00"),
    Entry("31-9092.00", "title", "Medical Assistants"),
    Entry("31-9092.00", "other", "Clinical Assistant"),
    Entry("31-9092.00", "other", "Medical Technician"),
    Entry("31-9092.00", "duty", "Interview patients and measure their vital signs"),
    Entry("29-1141.00", "code", "29-1141.00"),
    Entry("29-1141.00", "title", "Registered Nurses"),
    Entry("29-1141.00", "other", "Staff Nurse"),
    Entry("29-2042.00", "code", "29-2042.00"),
    Entry("29-2042.00", "title", "Emergency Medical Technicians"),
    Entry("29-2042.00", "other", "Medical Technician"),
    Entry("29-2042.00", "duty", "Drive an ambulance to the scene"),
    Entry("53-3032.00", "title", "Heavy and Tractor-Trailer Truck Drivers"),
    Entry("53-3032.00", "other", "Truck Driver"),
]


def index(entries: Iterable[Entry] = ENTRIES) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    build(connection, entries)
    return connection


INDEX = index()


def first(words: str) -> Candidate:
    return find(INDEX, words)[0]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("31-9092", "31-9092.00"),
        ("31-9092.00", "31-9092.00"),
        ("Registered Nurses", "29-1141.00"),
        ("registered nurse", "29-1141.00"),
        ("nurse, registered", "29-1141.00"),
        ("registred nurse", "29-1141.00"),
        ("RN", "29-1141.00"),
        ("medical asst", "31-9092.00"),
        ("truck drivr", "53-3032.00"),
        ("ambulance", "29-2042.00"),
        ("driving ambulances", "29-2042.00"),
        ("measure vital signs", "31-9092.00"),
    ],
)
def test_role_is_found_by_code_title_word_order_typo_abbreviation_and_duty(words: str, role: str) -> None:
    assert first(words).role == role


def test_match_has_its_field_and_reason() -> None:
    assert (first("RN").matched, first("RN").why) == ("Registered Nurses", "abbreviation: rn = registered nurse")
    assert first("registred nurse").why == "spelled differently"
    assert (first("ambulance").kind, first("ambulance").why) == ("duty", "mentioned in a duty")


def test_every_role_with_an_equal_title_is_found() -> None:
    found = find(INDEX, "medical technician", limit=1)
    assert {candidate.role for candidate in found} == {"31-9092.00", "29-2042.00"}
    assert len({candidate.score for candidate in found}) == 1


def test_duty_with_all_words_ranks_above_a_title_with_half() -> None:
    drawing = [
        Entry("phlebotomist", "title", "Phlebotomists"),
        Entry("phlebotomist", "duty", "Draw blood from veins by syringe"),
        Entry("banker", "title", "Blood Bank Workers"),
        Entry("banker", "duty", "Label what donors give"),
        Entry("drawer", "title", "Draw Bench Operators"),
        Entry("drawer", "duty", "Pull wire through a die"),
    ]
    found = find(index(drawing), "draw blood")
    assert (found[0].role, found[0].matched) == ("phlebotomist", "Draw blood from veins by syringe")


def test_exact_title_ranks_above_a_duty_with_its_words() -> None:
    drivers = [Entry("driver", "title", "Bus Driver"), Entry("guard", "duty", "Sit beside the bus driver")]
    assert [c.role for c in find(index(drivers), "bus driver")] == ["driver", "guard"]


@pytest.mark.parametrize("words", ["", "   ", "?!", "qqqq zzzz"])
def test_meaningless_words_find_nothing(words: str) -> None:
    assert find(INDEX, words) == []


def test_scores_are_between_zero_and_one() -> None:
    scores = [candidate.score for candidate in find(INDEX, "medical nurse")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@settings(deadline=None, max_examples=60)
@given(words=st.text(max_size=60))
def test_any_text_gives_an_answer(words: str) -> None:
    assert all(candidate.role for candidate in find(INDEX, words))


@settings(deadline=None, max_examples=15)
@given(entries=st.permutations(ENTRIES), words=st.sampled_from(["medical technician", "nurse", "driver of trucks"]))
def test_order_of_entries_does_not_change_the_result(entries: list[Entry], words: str) -> None:
    assert {(c.role, c.score) for c in find(index(entries), words)} == {(c.role, c.score) for c in find(INDEX, words)}
