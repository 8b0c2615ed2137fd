"""How similar two sentences of a collection are in wording, in percent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecompare.comparison.wording import Rarity, count_words, significant_stems, wording_similarity

TEXTS = st.lists(st.sampled_from(["draw", "Blood", "the", "of", "patient's", "血液", "и", "…"]), max_size=8).map(
    " ".join
)


def similarity(one: str, other: str, *further: str) -> int:
    """Return how similar two sentences are among these and further ones."""
    counted = {text: count_words(text) for text in (one, other, *further)}
    rarity = Rarity([*counted.values()])
    return wording_similarity(rarity.weigh(counted[one]), rarity.weigh(counted[other]))


def test_function_words_are_ignored_unless_there_are_no_others() -> None:
    assert significant_stems("Draw the patient's BLOOD, using a needle: blood.") == (
        "draw",
        "patient",
        "blood",
        "needl",
    )
    assert significant_stems("On or at?") == ("on", "or", "at")
    assert significant_stems("…") == ()


@pytest.mark.parametrize(
    "words",
    [
        "clean cleans cleaned cleaning",
        "supply supplies supplied supplying",
        "install installs installation",
        "adjust adjustment",
    ],
)
def test_forms_of_a_word_are_one(words: str) -> None:
    assert len(significant_stems(words)) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sweep the floor", "sweep a FLOOR!", 100),
        ("Draw blood", "Draw blood from patients", 82),
        ("Draw blood", "Greet patients", 0),
        ("…", "Draw blood", 0),
        ("…", "…", 0),
        ("血液を採る", "血液を採る", 100),
    ],
)
def test_similarity_is_the_cosine_of_the_weights_of_words(one: str, other: str, expected: int) -> None:
    assert similarity(one, other) == expected


def test_word_that_many_sentences_have_says_less() -> None:
    many = [f"Treat animals number {n}" for n in range(30)]
    assert similarity("Restrain animals", "Euthanize animals", *many) < similarity(
        "Restrain animals", "Euthanize animals"
    )


def test_first_words_of_a_sentence_say_most() -> None:
    ending = "of the sick and wounded in hospitals near big cities"
    assert similarity(f"Drive vehicles {ending}", "Drive vehicles") > similarity(
        f"Aid those {ending}", "Cities near hospitals"
    )


def test_further_names_of_a_sentence_count_less_than_its_own_words() -> None:
    assert count_words("Greet clients", ["Greet customers or clients"]) == {
        "greet": 1.3,
        "client": 8 / 9 + 0.3,
        "customer": 0.3,
    }


@given(TEXTS, TEXTS)
def test_similarity_is_symmetric(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 100


@given(TEXTS.filter(significant_stems))
def test_sentence_is_fully_similar_to_itself(text: str) -> None:
    assert similarity(text, text) == 100
