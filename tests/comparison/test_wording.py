"""How alike two sentences are in wording, in hundredths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.comparison.wording import THRESHOLD, significant_words, wording_similarity

TEXTS = st.lists(st.sampled_from(["draw", "Blood", "the", "of", "patient's", "血液", "и", "…"]), max_size=8).map(
    " ".join
)


def alike(one: str, other: str) -> int:
    return wording_similarity(significant_words(one), significant_words(other))


def test_stop_words_are_ignored_unless_there_are_no_others() -> None:
    assert significant_words("Draw the patient's BLOOD, using a needle: blood.") == {
        "draw",
        "patient",
        "blood",
        "needle",
    }
    assert significant_words("On or at?") == {"on", "or", "at"}
    assert significant_words("…") == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sweep the floor", "sweep a FLOOR!", 100),
        ("Draw blood", "Draw blood from patients", 67),
        ("Draw blood from patients", "Draw blood from a donor", 50),
        ("Draw blood", "Draw maps", 33),
        ("Draw blood", "Greet patients", 0),
        ("…", "Draw blood", 0),
        ("…", "…", 0),
        ("血液を採る", "血液を採る", 100),
    ],
)
def test_similarity_of_sentences_is_their_share_of_common_words(one: str, other: str, expected: int) -> None:
    assert alike(one, other) == expected


def test_one_of_two_words_is_below_the_threshold_and_half_is_not() -> None:
    assert alike("Take a message", "Take a walk") < THRESHOLD == alike("Draw blood from arms", "Draw blood from a foot")


@given(TEXTS, TEXTS)
def test_similarity_is_symmetric(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 100


@given(TEXTS.filter(significant_words))
def test_sentence_is_fully_similar_to_itself(text: str) -> None:
    assert alike(text, text) == 100
