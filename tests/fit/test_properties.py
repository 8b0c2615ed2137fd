"""What holds of `fit` for all jobs and all answers."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rolecompare.fit.questionnaire import BY_KEY, MAX_WEIGHT, QUESTIONS, SKIP, Answers
from rolecompare.fit.scoring import score_fit
from rolecompare.fit.types import Fit
from rolecompare.measures import LEVELS
from rolecompare.models.reference_data import JobFacts
from tests import make
from tests.fit.people import INTERESTS, by_id, jobs, role, scores

KNOWN = {
    **{kind: st.integers(0, 3) for kind in ("care", "hands", "records")},
    **{interest: st.integers(1, 7) for interest in INTERESTS},
    "pay": st.integers(20_000, 120_000),
    "growth": st.integers(-20, 20),
    "openings": st.integers(0, 30_000),
    "entry": st.lists(st.sampled_from(list(LEVELS["education.entry"])), min_size=1, max_size=2, unique=True),
    "experience": st.sampled_from(list(LEVELS["experience.related"])),
    "training": st.sampled_from(list(LEVELS["training.on_the_job"])),
}
# What is known together or not at all.
TOGETHER = (("care", "hands", "records"), ("entry", "experience", "training"))
# Questions that these jobs can have an answer to.
LIMITS = [question.key for question in QUESTIONS if question.kind == "limit"]
WISHES = [question.key for question in QUESTIONS if question.kind == "wish"]
CHOICES = {question.key: st.sampled_from([choice.key for choice in question.choices]) for question in QUESTIONS}
WEIGHTS = st.floats(0.1, MAX_WEIGHT, allow_nan=False) | st.integers(1, MAX_WEIGHT)


def without(shown: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """What a job shows, less some of it and what is known together with that."""
    gone = {each for names_of_one in TOGETHER if names & set(names_of_one) for each in names_of_one} | names
    return {name: value for name, value in shown.items() if name not in gone}


shown_in_part = st.builds(without, st.fixed_dictionaries(KNOWN), st.sets(st.sampled_from(list(KNOWN))))


def made(each: list[dict[str, Any]]) -> list[JobFacts]:
    return jobs(*(role(f"role-{number}", **one) for number, one in enumerate(each)))


some_jobs = st.lists(shown_in_part, min_size=2, max_size=5).map(made)
answers = st.builds(
    lambda choices, weights: Answers(choices, {name: w for name, w in weights.items() if name in choices}),
    st.fixed_dictionaries({}, optional=CHOICES),
    st.fixed_dictionaries({}, optional=dict.fromkeys(WISHES, WEIGHTS)),
)


def run(candidates: list[JobFacts], said: Answers) -> Fit:
    return score_fit(candidates, said, make.background())


SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(some_jobs, answers, st.randoms(use_true_random=False))
def test_order_of_jobs_changes_no_score(found: list[JobFacts], said: Answers, random: Any) -> None:
    turned = list(found)
    random.shuffle(turned)
    one, other = run(found, said), run(turned, said)
    assert scores(one) == scores(other)
    assert set(one.first) == set(other.first)
    assert (one.lead, set(one.close), set(one.possible)) == (other.lead, set(other.close), set(other.possible))
    assert {(c.question, c.then, frozenset(c.first), c.lead) for c in one.changes} == {
        (c.question, c.then, frozenset(c.first), c.lead) for c in other.changes
    }


@SLOW
@given(some_jobs, answers)
def test_skipping_a_question_equals_leaving_it_out(found: list[JobFacts], said: Answers) -> None:
    skipped = {key: SKIP for key in BY_KEY if key not in said.choices}
    assert run(found, Answers({**said.choices, **skipped}, said.weights)) == run(found, said)


@SLOW
@given(some_jobs, answers, st.sampled_from(WISHES), st.data())
def test_weight_of_0_equals_skipping(found: list[JobFacts], said: Answers, key: str, data: st.DataObject) -> None:
    choices = {**said.choices, key: data.draw(CHOICES[key])}
    skipped = Answers({**choices, key: SKIP}, said.weights)
    assert run(found, Answers(choices, {**said.weights, key: 0})) == run(found, skipped)


@SLOW
@given(some_jobs, answers, st.sampled_from(WISHES), st.data())
def test_more_weight_never_lowers_the_best_job_of_a_wish(
    found: list[JobFacts], said: Answers, key: str, data: st.DataObject
) -> None:
    choices = {**said.choices, key: data.draw(CHOICES[key])}
    light, heavy = sorted((data.draw(WEIGHTS), data.draw(WEIGHTS)))
    one, other = (run(found, Answers(choices, {**said.weights, key: weight})) for weight in (light, heavy))
    points = {job.role: next(p.points for p in job.results if p.question == key) or 0 for job in one.jobs}
    best = max(points, key=lambda name: points[name])
    before, after = scores(one), scores(other)
    for name in points:
        if (before[best] or 0) > (before[name] or 0):
            # Rounded to tenths, a lead may shrink to a tie where the question tells two jobs apart by nothing.
            assert (after[best] or 0) >= (after[name] or 0)


@SLOW
@given(some_jobs, answers)
def test_ranked_jobs_keep_every_limit_and_are_known_well_enough(found: list[JobFacts], said: Answers) -> None:
    answer = run(found, said)
    assert sorted(by_id(answer)) == sorted(job.id for job in found)
    for job in answer.ranked:
        assert all(result.kept for result in job.results if BY_KEY[result.question].kind == "limit")
        assert job.known is None or job.known >= 75
    for job in answer.missed:
        assert any(result.missed_by for result in job.results)
    for job in answer.jobs:
        assert (job.score is None) == (job.most is None) == (job.known is None)
        assert job.score is None or 0 <= job.score <= (job.most or 0) <= 100
    tops = [job.score or 0 for job in answer.ranked]
    assert {job.role for job in answer.ranked if (job.score or 0) == max(tops)} == set(answer.first)
    assert set(answer.first).isdisjoint({*answer.close, *answer.possible})


@SLOW
@given(st.lists(st.tuples(st.fixed_dictionaries(KNOWN), st.sets(st.sampled_from(list(KNOWN)))), max_size=5), answers)
def test_data_that_is_hidden_never_raises_a_score(each: list[tuple[dict[str, Any], set[str]]], said: Answers) -> None:
    """Whoever is first in truth is first, or named as one who could be, when some of what jobs show is hidden."""
    said = Answers({name: choice for name, choice in said.choices.items() if name not in ("place", "value")})
    truth = run(made([one for one, _ in each]), said)
    seen = run(made([without(one, names) for one, names in each]), said)
    if seen.unanswered != truth.unanswered:
        return  # a wish that nothing is known of counts for none
    for name, score in scores(seen).items():
        real = scores(truth)[name]
        assert score is None or real is None or score <= real <= (by_id(seen)[name].most or 0)
    if seen.first:
        assert set(truth.first) <= {*seen.first, *seen.possible}


@SLOW
@given(some_jobs, answers, st.sampled_from(QUESTIONS), st.data())
def test_a_change_is_listed_if_and_only_if_it_puts_another_job_first(
    found: list[JobFacts], said: Answers, question: Any, data: st.DataObject
) -> None:
    answer = run(found, said)
    now = answer.answers.get(question.key, SKIP)
    then = data.draw(st.sampled_from([*(choice.key for choice in question.choices), SKIP]))
    changed = run(found, Answers({**said.choices, question.key: then}, said.weights))
    told = [change for change in answer.changes if (change.question, change.then) == (question.key, then)]
    is_other = bool(
        set(changed.first) - set(answer.first) or (changed.first and set(changed.first) < set(answer.first))
    )
    is_answered = then == SKIP or any(each.known for each in changed.asked if each.question == question.key)
    # Nobody is advised to avoid what they like, or to like what they avoid.
    opposite = {"avoid": "like", "like": "avoid"}.get(question.key, "")
    is_contrary = then != SKIP and answer.answers.get(opposite) == then
    assert bool(told) == (is_other and then != now and is_answered and not is_contrary)
    if told:
        assert (set(told[0].first), told[0].lead) == (set(changed.first), changed.lead)
