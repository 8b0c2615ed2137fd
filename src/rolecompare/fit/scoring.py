"""Score roles by somebody's answers: points with the reason for each, which role comes first, and what would change it.

A role's score is the mean of its points by weight, over what is known of it; docs/decisions/fit-points.md says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from rolecompare.comparison import labels
from rolecompare.comparison.types import ComparisonWarning, cited_sources
from rolecompare.comparison.verdicts import verdict
from rolecompare.fit.metrics import MeasuredRole, Reading, measure_roles
from rolecompare.fit.questionnaire import BY_KEY, QUESTIONS, SKIP, Answers, Choice, round_half_up
from rolecompare.fit.warnings import find_warnings
from rolecompare.models.kinds import MissingReason, Verdict
from rolecompare.models.reference_data import DatasetEdition, ReferenceData, RoleWithMembers
from rolecompare.models.roles import Codes
from rolecompare.models.sources import Citation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that counts, with the answer in words, its weight, and how points are given for it."""

    question: str
    title: str
    answer: str
    answer_text: str
    weight: int | float
    measured_by: str
    scale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPoints:
    """What one answer gives one role: 0 to 100, and the reason; absent, with `missing`, where nothing is known.

    `low` and `high` are apart where sources disagree, and `points` lie in their middle; of an umbrella they are those
    of its members, and `points` their mean. `fields` are named as `why` takes them.
    """

    question: str
    points: float | None = None
    low: float | None = None
    high: float | None = None
    missing: MissingReason | None = None
    reason: str
    fields: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRole:
    """A role with its score: the mean of its points by weight over what is known of it, `known` percent of what counts.

    `low` and `high` are where the score would lie if what is not known were worth nothing, or all 100 points, and what
    sources disagree on were as the one or the other says. `place` is shared by roles of one score. Nobody is hired as
    an umbrella: its score is the mean of those of its `members`, each of which counts once. `score` and `place` are
    absent where nothing is known, and all numbers where nothing is asked for.
    """

    role: str
    title: str
    codes: Codes
    place: int | None = None
    score: float | None = None
    low: float | None = None
    high: float | None = None
    known: float | None = None
    points: tuple[QuestionPoints, ...]
    members: tuple[ScoredRole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """A single answer that would put another role first: what is said now, and what would be said instead.

    `first` are the roles that would then come first, `lead` points before the next one; no lead where there is none.
    """

    question: str
    now: str
    then: str
    first: tuple[str, ...]
    lead: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAdvice:
    """What an article advises for one of the roles: a matter of taste, which nothing can prove or disprove."""

    claim: int
    roles: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Which of some roles suits somebody, by their answers; best first.

    `answers` and `weights` are those that count, `skipped` the questions that do not. `first` are the roles of the
    highest score (several: a tie), `lead` how many points lie before the next. `possible` are roles that could come
    first as well if what is not known of the roles, or disputed, were settled. `changes` are the single answers that
    would change the first place.
    """

    schema: Literal["rolecompare/fit/2"] = "rolecompare/fit/2"
    answers: Mapping[str, str]
    weights: Mapping[str, int | float]
    skipped: tuple[str, ...]
    asked: tuple[AskedQuestion, ...]
    first: tuple[str, ...]
    lead: float | None = None
    possible: tuple[str, ...]
    roles: tuple[ScoredRole, ...]
    changes: tuple[AnswerChange, ...]
    article: tuple[ArticleAdvice, ...]
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]


class _Score(NamedTuple):
    """A mean of points with its bounds, and the share of the weights that it rests on."""

    mean: float | None
    low: float
    high: float
    known: float


UNKNOWN_SCORE = _Score(None, 0.0, 100.0, 0.0)


def score_fit(subjects: Sequence[RoleWithMembers], answers: Answers, reference_data: ReferenceData) -> Fit:
    """Return which of the roles suits somebody with these answers. The order of the roles changes no score."""
    answers = answers.counted
    measured_roles = measure_roles(subjects, reference_data.sources)
    scores = _scores(measured_roles, answers)
    first, lead = _leading_roles(scores)
    fit = Fit(
        answers=answers.choices,
        weights={question: answers.weight(question) for question in answers.choices},
        skipped=tuple(question.key for question in QUESTIONS if question.key not in answers.choices),
        asked=tuple(_asked(answers)),
        first=first,
        lead=lead,
        possible=tuple(_possible(scores, first)),
        roles=_scored_roles(measured_roles, answers),
        changes=tuple(_changes(measured_roles, answers, first)),
        article=tuple(_article(subjects, reference_data)),
        warnings=tuple(find_warnings(measured_roles, answers)),
        dataset=reference_data.dataset,
        sources={},
    )
    return replace(fit, sources=cited_sources(_in_reading_order(fit), reference_data.sources))


def _asked(answers: Answers) -> Iterator[AskedQuestion]:
    for name, key in answers.choices.items():
        question = BY_KEY[name]
        choice = question.choice(key)
        yield AskedQuestion(
            question=name,
            title=question.title,
            answer=key,
            answer_text=choice.text,
            weight=answers.weight(name),
            measured_by=question.measured_by,
            scale=choice.scale,
        )


def _span(reading: Reading, choice: Choice) -> tuple[float, float] | None:
    """Return the least and the most points that a reading is worth; None where nothing is known."""
    points = [choice.points(value) for value in reading.values]
    return (min(points), max(points)) if points else None


def _middle(span: tuple[float, float]) -> float:
    return round_half_up(sum(span) / 2)


def _scores(measured_roles: Sequence[MeasuredRole], answers: Answers) -> dict[str, _Score]:
    return {measured.role.id: _score(measured, answers) for measured in measured_roles}


def _score(measured: MeasuredRole, answers: Answers) -> _Score:
    if measured.members:
        return _mean([_score(member, answers) for member in measured.members])
    total = known = low_sum = high_sum = middle = 0.0
    for name, key in answers.choices.items():
        choice, weight = BY_KEY[name].choice(key), answers.weight(name)
        span = _span(measured.readings[choice.metric], choice)
        low, high = span or (0.0, 100.0)
        total, low_sum, high_sum = total + weight, low_sum + weight * low, high_sum + weight * high
        if span is not None:
            known, middle = known + weight, middle + weight * _middle(span)
    if not known:
        return UNKNOWN_SCORE
    return _Score(
        round_half_up(middle / known),
        round_half_up(low_sum / total),
        round_half_up(high_sum / total),
        round_half_up(100 * known / total),
    )


def _mean(scores: Sequence[_Score]) -> _Score:
    """Return the score of an umbrella role, from those of its members; where nothing is known there are only bounds."""
    means = [score.mean for score in scores if score.mean is not None]
    if not means:
        return UNKNOWN_SCORE
    bounds = (round_half_up(sum(column) / len(scores)) for column in zip(*(score[1:] for score in scores), strict=True))
    return _Score(round_half_up(sum(means) / len(means)), *bounds)


def _leading_roles(scores: Mapping[str, _Score]) -> tuple[tuple[str, ...], float | None]:
    """Return the roles of the highest score, and by how many points they lead."""
    means = {name: score.mean for name, score in scores.items() if score.mean is not None}
    if not means:
        return (), None
    top = max(means.values())
    rest = [mean for mean in means.values() if mean < top]
    return tuple(name for name, mean in means.items() if mean == top), round_half_up(top - max(rest)) if rest else None


def _possible(scores: Mapping[str, _Score], first: Sequence[str]) -> Iterator[str]:
    """Yield the roles that could come first as well if what is not known or disputed were settled."""
    if first:
        threshold = max(scores[name].low for name in first)
        yield from (name for name, score in scores.items() if name not in first and score.high >= threshold)


def _scored_roles(measured_roles: Sequence[MeasuredRole], answers: Answers) -> tuple[ScoredRole, ...]:
    """Return the roles, best first; those of one score in the order in which they were named, those of none last."""
    scores = [_score(measured, answers) for measured in measured_roles]
    means = [score.mean for score in scores if score.mean is not None]
    scored_roles = [
        ScoredRole(
            role=measured.role.id,
            title=measured.role.title,
            codes=measured.role.codes,
            place=None if score.mean is None else 1 + sum(other > score.mean for other in means),
            score=score.mean,
            low=score.low if answers.choices else None,
            high=score.high if answers.choices else None,
            known=score.known if answers.choices else None,
            points=tuple(_points(measured, answers)),
            members=_scored_roles(measured.members, answers),
        )
        for measured, score in zip(measured_roles, scores, strict=True)
    ]
    return tuple(sorted(scored_roles, key=lambda scored: scored.place or len(scored_roles) + 1))


def _points(measured: MeasuredRole, answers: Answers) -> Iterator[QuestionPoints]:
    for name, key in answers.choices.items():
        choice = BY_KEY[name].choice(key)
        if measured.members:
            yield _points_of_members(name, [_point(name, choice, member) for member in measured.members])
        else:
            yield _point(name, choice, measured)


def _point(question: str, choice: Choice, measured: MeasuredRole) -> QuestionPoints:
    reading = measured.readings[choice.metric]
    span = _span(reading, choice)
    return QuestionPoints(
        question=question,
        points=_middle(span) if span else None,
        low=span[0] if span else None,
        high=span[1] if span else None,
        missing=reading.missing,
        reason=reading.text,
        fields=reading.fields,
        citations=reading.citations,
    )


def _points_of_members(question: str, points: Sequence[QuestionPoints]) -> QuestionPoints:
    """Return the points of an umbrella role, from those of its members."""
    known = [point.points for point in points if point.points is not None]
    if not known:
        return QuestionPoints(
            question=question, missing=MissingReason.NOT_IN_DATASET, reason="not known for any member job"
        )
    basis = labels.count_of(len(known), "member job")
    basis += f", not known for {len(points) - len(known)} more" if len(known) < len(points) else ""
    return QuestionPoints(
        question=question,
        points=round_half_up(sum(known) / len(known)),
        low=min(known),
        high=max(known),
        reason=f"the mean of {basis}, {f'{min(known)} to ' if min(known) < max(known) else 'each '}{max(known)}",
    )


def _changes(measured_roles: Sequence[MeasuredRole], answers: Answers, first: Sequence[str]) -> Iterator[AnswerChange]:
    """Yield every single answer that, changed, added or taken back, would put another role first or end a tie."""
    for question in QUESTIONS:
        now = answers.choices.get(question.key, SKIP)
        for then in (*(choice.key for choice in question.choices), SKIP):
            if then == now:
                continue
            changed = Answers({**answers.choices, question.key: then}, answers.weights).counted
            leaders, lead = _leading_roles(_scores(measured_roles, changed))
            if set(leaders) - set(first) or (leaders and set(leaders) < set(first)):
                yield AnswerChange(question=question.key, now=now, then=then, first=leaders, lead=lead)


def _article(subjects: Sequence[RoleWithMembers], reference_data: ReferenceData) -> Iterator[ArticleAdvice]:
    """Yield the article's claims about one role alone on whom it may suit, which nothing can check."""
    role_ids = {subject.role.id for subject in subjects}
    for number in reference_data.claim_numbers_about(role_ids):
        claim = reference_data.claims[number]
        if len(claim.roles) == 1 and verdict(claim) is Verdict.FRAMING:
            yield ArticleAdvice(claim=claim.number, roles=claim.roles, text=claim.text, citations=claim.citations)


def _in_reading_order(fit: Fit) -> tuple[object, ...]:
    """Return what cites sources, question by question, in the order in which a reader meets it."""
    roles = [scored for role in fit.roles for scored in (role, *role.members)]
    points = tuple(scored.points[number] for number in range(len(fit.asked)) for scored in roles)
    return points, fit.article, fit.warnings
