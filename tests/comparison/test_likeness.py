"""How alike two sentences are in wording, in hundredths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.comparison.likeness import THRESHOLD, Weighed, likeness, stem, stems

WORDS = st.lists(
    st.sampled_from(["draw", "blood", "the", "patients", "patient", "of", "collecting", "血液", "и"]), max_size=8
)


def alike(one: str, other: str) -> int:
    return likeness(Weighed(stems(one)), Weighed(stems(other)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[("samples", "sample"), ("supplies", "supply"), ("processes", "process"), ("glass", "glass")],
        *[("collecting", "collect"), ("treated", "treat"), ("inspections", "inspection"), ("eyes", "eyes")],
        *[("bed", "bed"), ("is", "is"), ("classes", "class"), ("glasses", "glass")],
    ],
)
def test_a_word_loses_its_ending_unless_too_little_would_be_left(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_words_that_tell_nothing_are_passed_over_unless_there_are_no_others() -> None:
    assert stems("Draw the patient's blood, using a needle.") == ["draw", "patient", "blood", "needle"]
    assert stems("To be, or not to be") == ["to", "be", "or", "not", "to", "be"]
    assert stems("…") == []


def test_what_is_said_first_weighs_most() -> None:
    assert alike("Draw blood in the ward", "Draw blood at home") > alike("In the ward draw blood", "At home draw blood")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sweep the floor", "sweep floors", 100),
        ("Draw blood", "Draw blood from patients", 86),
        ("Draw blood", "Draw maps", 56),
        ("Draw blood", "Greet patients", 0),
        ("…", "Draw blood", 0),
        ("…", "…", 0),
        ("血液を採る", "血液を採る", 100),
    ],
)
def test_sentences_are_as_alike_as_the_words_they_share(one: str, other: str, expected: int) -> None:
    assert alike(one, other) == expected


def test_two_words_of_which_one_is_shared_are_not_enough() -> None:
    assert alike("Draw blood", "Draw maps") < THRESHOLD <= alike("Draw blood", "Draw blood from patients")


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_which_sentence_comes_first_is_of_no_account(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 100


@given(WORDS.filter(bool).map(" ".join))
def test_a_sentence_is_wholly_like_itself(text: str) -> None:
    assert alike(text, text) == 100
