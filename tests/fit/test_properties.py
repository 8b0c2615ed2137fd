"""What holds of `fit` for all roles and all answers."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.fit.questionnaire import BY_KEY, MAX_WEIGHT, QUESTIONS, SKIP, Answers
from rolecompare.fit.scoring import Fit, score_fit
from rolecompare.measures import LEVELS
from rolecompare.models.reference_data import RoleWithMembers
from tests import make
from tests.fit.people import role, scores, subjects

KNOWN = {
    "care": st.integers(0, 4),
    "technology": st.integers(0, 3),
    "desk": st.integers(0, 3),
    "social": st.integers(1, 7),
    "realistic": st.integers(1, 7),
    "pay": st.integers(20_000, 120_000),
    "growth": st.integers(-20, 20),
    "entry": st.lists(st.sampled_from(list(LEVELS["education.entry"])), min_size=1, max_size=2, unique=True),
}
# The three kinds of duties are known together or not at all, as shares of one whole.
WORK = ("care", "technology", "desk")
CHOICES = {question.key: st.sampled_from([choice.key for choice in question.choices]) for question in QUESTIONS}
WEIGHTS = st.floats(0.1, MAX_WEIGHT, allow_nan=False) | st.integers(1, MAX_WEIGHT)


def shown(*, whole: bool) -> st.SearchStrategy[dict[str, Any]]:
    """What a role shows; all that can be asked of it but the place, or some of it."""
    if whole:
        return st.fixed_dictionaries(KNOWN)
    rest = {name: values for name, values in KNOWN.items() if name not in WORK}
    work: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({name: KNOWN[name] for name in WORK}) | st.just({})
    return st.builds(lambda a, b: {**a, **b}, work, st.fixed_dictionaries({}, optional=rest))


def roles(*, whole: bool = False) -> st.SearchStrategy[list[RoleWithMembers]]:
    def made(each: list[dict[str, Any]]) -> list[RoleWithMembers]:
        return subjects(*(role(f"role-{n}", **one) for n, one in enumerate(each)))

    return st.lists(shown(whole=whole), min_size=2, max_size=5).map(made)


answers = st.builds(
    lambda choices, weights: Answers(choices, {name: w for name, w in weights.items() if name in choices}),
    st.fixed_dictionaries({}, optional=CHOICES),
    st.fixed_dictionaries({}, optional=dict.fromkeys(CHOICES, WEIGHTS)),
)


def run(subjects: list[RoleWithMembers], said: Answers) -> Fit:
    return score_fit(subjects, said, make.background())


SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(roles(), answers, st.randoms(use_true_random=False))
def test_order_of_roles_changes_no_score(found: list[RoleWithMembers], said: Answers, random: Any) -> None:
    turned = list(found)
    random.shuffle(turned)
    one, other = run(found, said), run(turned, said)
    assert scores(one) == scores(other)
    assert set(one.first) == set(other.first)
    assert (one.lead, set(one.possible)) == (other.lead, set(other.possible))
    assert {(c.question, c.then, frozenset(c.first), c.lead) for c in one.changes} == {
        (c.question, c.then, frozenset(c.first), c.lead) for c in other.changes
    }


@SLOW
@given(roles(), answers)
def test_additional_role_changes_no_score_of_the_others(found: list[RoleWithMembers], said: Answers) -> None:
    fewer = scores(run(found[:-1] + found[-1:] * (len(found) == 2), said))
    more = scores(run(found, said))
    assert fewer == {name: more[name] for name in fewer}


@SLOW
@given(roles(), answers)
def test_skipping_a_question_equals_leaving_it_out(found: list[RoleWithMembers], said: Answers) -> None:
    skipped = {key: SKIP for key in BY_KEY if key not in said.choices}
    assert run(found, Answers({**said.choices, **skipped}, said.weights)) == run(found, said)


@SLOW
@given(roles(), answers, st.sampled_from(list(BY_KEY)), st.data())
def test_weight_of_0_equals_skipping(
    found: list[RoleWithMembers], said: Answers, key: str, data: st.DataObject
) -> None:
    choices = {**said.choices, key: data.draw(CHOICES[key])}
    without = Answers({**choices, key: SKIP}, said.weights)
    assert run(found, Answers(choices, {**said.weights, key: 0})) == run(found, without)


@SLOW
@given(roles(whole=True), answers, st.sampled_from([key for key in BY_KEY if key != "place"]), st.data())
def test_more_weight_never_lowers_the_best_role_of_a_question(
    found: list[RoleWithMembers], said: Answers, key: str, data: st.DataObject
) -> None:
    """Where all is known of all; what is not known is not weighed, so there a mean rests on another sum."""
    choices = {name: choice for name, choice in said.choices.items() if name != "place"}
    choices[key] = data.draw(CHOICES[key])
    light, heavy = sorted((data.draw(WEIGHTS), data.draw(WEIGHTS)))
    one, other = (run(found, Answers(choices, {**said.weights, key: weight})) for weight in (light, heavy))
    points = {r.role: next(p.points for p in r.points if p.question == key) or 0 for r in one.roles}
    best = max(points, key=lambda name: points[name])
    before, after = scores(one), scores(other)
    for name in points:
        if (before[best] or 0) > (before[name] or 0):
            # Rounded to tenths, a lead may shrink to a tie where the question tells two roles apart by nothing.
            assert (after[best] or 0) >= (after[name] or 0)


@SLOW
@given(roles(), answers)
def test_scores_are_between_0_and_100_and_within_their_bounds(found: list[RoleWithMembers], said: Answers) -> None:
    answer = run(found, said)
    for one in answer.roles:
        if not answer.asked:
            assert one.low is one.high is one.known is None
            continue
        low, high, known = one.low, one.high, one.known
        assert low is not None
        assert high is not None
        assert known is not None
        assert 0 <= low <= high <= 100
        assert (one.score is None) == (known == 0)
        if one.score is not None:
            assert low <= one.score <= high
        told = [point.points for point in one.points if point.points is not None]
        if told:
            assert min(told) - 0.05 <= (one.score or 0) <= max(told) + 0.05
    tops = [one.score for one in answer.roles if one.score is not None]
    assert {one.role for one in answer.roles if one.score is not None and one.score == max(tops)} == set(answer.first)
    assert set(answer.first).isdisjoint(answer.possible)


@SLOW
@given(st.lists(st.tuples(shown(whole=True), st.sets(st.sampled_from(list(KNOWN)))), min_size=2, max_size=5), answers)
def test_first_role_with_full_data_was_named_before(each: list[tuple[dict[str, Any], set[str]]], said: Answers) -> None:
    """Hide some of what roles show: whoever comes first in truth then comes first or is named as open."""

    def hidden(one: dict[str, Any], names: set[str]) -> dict[str, Any]:
        gone = {*names, *(WORK if names & set(WORK) else ())}
        return {name: value for name, value in one.items() if name not in gone}

    said = Answers({name: choice for name, choice in said.choices.items() if name != "place"}, said.weights)
    truth = run(subjects(*(role(f"role-{n}", **one) for n, (one, _) in enumerate(each))), said)
    seen = run(subjects(*(role(f"role-{n}", **hidden(*one)) for n, one in enumerate(each))), said)
    if seen.first:
        assert set(truth.first) <= {*seen.first, *seen.possible}
    for one in seen.roles:
        score = scores(truth)[one.role]
        if score is not None:
            assert (one.low or 0) <= score <= (one.high or 0)
