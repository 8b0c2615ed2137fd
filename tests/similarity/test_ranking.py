"""Check which roles are similar, and rules that hold for any set of roles."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolecompare.similarity import SimilarRole, ranking
from rolecompare.similarity.ranking import DIGITS, RATING_WEIGHT, RoleFeatures, extract_features, rank_all, rank_for
from tests import make

Plain = dict[str, Any]


def role(title: str, *duties: str, also: Sequence[str] = (), **ratings: Mapping[str, float]) -> Plain:
    """A role of a title and duties, with what it is rated by kind and element."""
    scales = {"knowledge": "importance", "interest": "interest"}
    rated = [
        {"element": element, "name": element, "kind": kind, scales[kind]: make.estimate(value)}
        for kind, elements in ratings.items()
        for element, value in elements.items()
    ]
    duty_records = [make.duty(text) for text in duties]
    return {**make.role(title), "title": title, "summary": {"text": ""}, "duties": duty_records, "ratings": rated} | {
        "other_titles": list(also)
    }


def features_of(roles: Sequence[Plain]) -> list[RoleFeatures]:
    return [extract_features(each["title"], each) for each in roles]


def order(of: str, roles: Sequence[Plain], most: int = 99) -> list[str]:
    return [near.other for near in rank_all(features_of(roles), most) if near.role == of]


COOK = role("Cook", "Fry eggs in a pan", "Clean the kitchen")
BAKER = role("Baker", "Bake bread", "Clean the kitchen and the oven")
CLERK = role("Clerk", "File letters")
SMITH = role("Smith", "Forge iron")


def test_roles_with_the_same_words_in_their_duties_are_similar() -> None:
    assert order("Cook", [CLERK, BAKER, COOK, SMITH]) == ["Baker"]
    assert order("Smith", [CLERK, BAKER, COOK, SMITH]) == []


def test_rare_word_counts_more_than_a_common_one() -> None:
    roles = [role("A", "Weld pipes", "Meet people"), role("B", "Weld frames"), role("C", "Meet clients")]
    roles += [role(f"D{number}", "Meet crowds") for number in range(5)]
    assert order("A", roles)[0] == "B"


def test_titles_count_in_addition_to_duties() -> None:
    roles = [role("Pilot", "Fly", also=["Captain"]), role("Skipper", "Sail", also=["Captain"]), role("Guard", "Watch")]
    (near,) = [near for near in rank_all(features_of(roles), 9) if near.role == "Pilot"]
    assert (near.other, near.work) == ("Skipper", 0)
    assert near.titles > 0


@pytest.mark.parametrize("kind", ["knowledge", "interest"])
def test_profiles_are_compared_by_deviation_from_the_mean(kind: str) -> None:
    high, low = {"x": 5.0, "y": 1.0}, {"x": 1.0, "y": 5.0}
    rated = {"A": high, "B": high, "C": low}
    roles = [role(title, **{kind: values}) for title, values in rated.items()]  # type: ignore[arg-type]
    found = {(near.role, near.other): near for near in rank_all(features_of(roles), 9)}
    assert found.keys() == {("A", "B"), ("B", "A")}
    near = found["A", "B"]
    assert {"knowledge": near.knowledge, "interest": near.interests}[kind] == 1
    assert near.score == RATING_WEIGHT


def test_equal_ratings_of_all_roles_do_not_count() -> None:
    roles = [role(title, knowledge={"x": 0.1, "y": number // 2}) for number, title in enumerate("ABCD")]
    assert {near.knowledge for near in rank_all(features_of(roles), 9)} == {1.0}
    assert not list(rank_all(features_of([role(title, knowledge={"x": 0.1}) for title in "ABC"]), 9))


def test_rating_recommended_for_suppression_does_not_count() -> None:
    doubted = role("B", knowledge={"x": 5.0})
    doubted["ratings"][0]["importance"]["suppress"] = True
    assert extract_features("B", doubted).knowledge == {}
    assert extract_features("A", role("A", knowledge={"x": 5.0})).knowledge == {"x": 5.0}


def test_residual_titles_do_not_make_roles_similar() -> None:
    roles = [role("Cooks, All Other"), role("Smiths, All Other"), role("Cooks, Grill")]
    for each in roles[:2]:
        each["summary"] = {"text": f"All {each['title'].split(',')[0].lower()} not listed separately."}
    assert order("Cooks, All Other", roles) == ["Cooks, Grill"]


def test_equally_similar_roles_are_ordered_by_name() -> None:
    same = [role(title, "Weld pipes") for title in ("B", "D", "A", "C")]
    assert order("C", same) == ["A", "B", "D"]


def test_only_the_most_similar_and_the_requested_roles_are_listed() -> None:
    words = ["one", "two", "three", "four", "five", "six"]
    roles = [role("Z", " ".join(words))] + [
        role(w[0].upper() + w, " ".join(words[: n + 1])) for n, w in enumerate(words)
    ]
    places = {near.other: near.place for near in rank_all(features_of(roles), 99) if near.role == "Z"}
    last = max(places, key=places.__getitem__)
    found = {near.other: near.place for near in rank_all(features_of(roles), 2, {"Z": {last}}) if near.role == "Z"}
    assert found == {other: place for other, place in places.items() if place <= 2 or other == last}
    assert len(found) == 3


def test_too_many_roles_are_not_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    roles = features_of([COOK, BAKER, CLERK])
    assert list(rank_all(roles, 9))
    monkeypatch.setattr(ranking, "MOST_ROLES", 2)
    assert not list(rank_all(roles, 9))


# Rules for any set of roles

SOME = ("weld", "bake", "draw", "file", "pipes", "bread", "blood", "letters")
WORDS = st.lists(st.sampled_from(SOME), max_size=6).map(" ".join)
RATED = st.dictionaries(st.sampled_from(["x", "y", "z"]), st.sampled_from([1.0, 2.5, 4.0]))


@st.composite
def some_roles(draw: st.DrawFn) -> list[Plain]:
    count = draw(st.integers(1, 7))
    return [
        role(f"R{n}", draw(WORDS), draw(WORDS), also=[draw(WORDS)], knowledge=draw(RATED), interest=draw(RATED))
        for n in range(count)
    ]


# The cosine of R2 and R3 is 0; the computation ends in a tiny positive number.
ROUNDS_TO_ZERO = [
    role(f"R{number}", knowledge={"x": x, "y": y})
    for number, (x, y) in enumerate([(1, 1), (1, 1), (1, 2.5), (2.5, 2.5)])
]


def test_score_that_rounds_to_zero_is_not_ranked() -> None:
    found = {(near.role, near.other) for near in rank_all(features_of(ROUNDS_TO_ZERO), 9)}
    assert found == {("R0", "R1"), ("R1", "R0")}


@given(some_roles())
@example(ROUNDS_TO_ZERO)
@settings(max_examples=60, deadline=None)
def test_similarity_is_positive_symmetric_and_never_with_itself(roles: list[Plain]) -> None:
    found = {(near.role, near.other): near for near in rank_all(features_of(roles), len(roles))}
    for (one, other), near in found.items():
        assert one != other
        assert near[3:] == found[other, one][3:]
        assert near.score > 0
        assert all(-1.0001 <= cosine <= 1.0001 for cosine in near[4:])


@given(some_roles(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_of_roles_and_their_parts_does_not_matter(roles: list[Plain], chance: random.Random) -> None:
    before = list(rank_all(features_of(roles), 3))
    mixed = [{**each, "duties": each["duties"][::-1], "ratings": each["ratings"][::-1]} for each in roles]
    chance.shuffle(mixed)
    assert list(rank_all(features_of(mixed), 3)) == before


@given(some_roles())
@settings(max_examples=60, deadline=None)
def test_ranks_count_from_the_most_similar(roles: list[Plain]) -> None:
    for name in {near.role for near in rank_all(features_of(roles), 99)}:
        near = [each for each in rank_all(features_of(roles), 99) if each.role == name]
        assert [each.place for each in near] == list(range(1, len(near) + 1))
        assert [each.score for each in near] == sorted((each.score for each in near), reverse=True)


@given(some_roles())
@settings(max_examples=60, deadline=None)
def test_ranking_of_one_role_equals_its_ranking_among_all(roles: list[Plain]) -> None:
    """The tables and the plain cosine are two ways to the same number, but for the digits that a table keeps."""
    known = features_of(roles)
    for name in (each.role for each in known):
        alone = {near.other: near for near in rank_for(name, known, 99)}
        among = {near.other: near for near in rank_all(known, 99) if near.role == name}
        for other in alone.keys() & among.keys():
            assert _numbers(alone[other]) == pytest.approx(_numbers(among[other]), abs=2 * 10**-DIGITS)
        # What one of the two leaves out is as good as nothing.
        for other in alone.keys() ^ among.keys():
            assert (alone.get(other) or among[other]).score < 10**-DIGITS


def _numbers(near: SimilarRole) -> tuple[float, ...]:
    return near[3:]
