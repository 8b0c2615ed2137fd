"""Answer which job suits somebody: the ranking with its reasons, who is listed apart, and what would change the answer.

docs/decisions/fit-points.md says why jobs are ranked as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from rolecompare.comparison import labels
from rolecompare.comparison.verdicts import verdict
from rolecompare.fit.metrics import Measured, Reading
from rolecompare.fit.questionnaire import BY_KEY, QUESTIONS, SKIP, Answers, Choice
from rolecompare.fit.ranking import TIE_POINTS, Board, Group, Standing, keeps, span
from rolecompare.fit.types import (
    AnswerChange,
    ArticleAdvice,
    AskedQuestion,
    Fit,
    JobResult,
    QuestionResult,
    ReplacedUmbrella,
)
from rolecompare.fit.warnings import find_warnings
from rolecompare.models.kinds import Verdict
from rolecompare.models.reference_data import JobFacts, ReferenceData
from rolecompare.models.roles import RoleHeading
from rolecompare.models.sources import Citation

MAX_CHECKED = 10  # jobs, the first ones, whose values are looked at for warnings
# What counts as far from a limit, to tell who misses limits of several kinds by least: months, points of percent.
FAR = {"preparation": 48, "growth": 10}
FAR_SHARE = 40


def score_fit(
    jobs: Sequence[JobFacts], answers: Answers, reference_data: ReferenceData, named: Sequence[RoleHeading] = ()
) -> Fit:
    """Return which of the jobs suits somebody with these answers. The order of the jobs changes no score.

    `named` are the roles that somebody named; where there are none, they are asked about all jobs.
    """
    answers = answers.counted
    board = Board([Measured(job, reference_data.sources) for job in jobs])
    standings = board.standings(answers)
    first, lead = board.leaders_of(standings) if answers.choices else ((), None)
    groups = _grouped(board, standings, answers)
    warned = [board.jobs[number] for number in groups[Group.RANKED][:MAX_CHECKED]]
    results = {group: _results(board, standings, answers, numbers) for group, numbers in groups.items()}
    fit = Fit(
        answers=answers.choices,
        weights={name: answers.weight(name) for name in answers.choices if BY_KEY[name].kind == "wish"},
        skipped=tuple(question.key for question in QUESTIONS if question.key not in answers.choices),
        unanswered=board.unanswered(answers),
        asked=tuple(_asked(board, answers)),
        umbrellas=tuple(_umbrellas(named)),
        first=first,
        lead=lead,
        close=tuple(_close(board, standings, first)),
        possible=tuple(_possible(board, standings, first)),
        ranked=results[Group.RANKED],
        missed=results[Group.MISSED],
        unknown=results[Group.UNKNOWN],
        changes=tuple(_changes(board, answers, first)),
        article=tuple(_article(named, reference_data)),
        warnings=tuple(find_warnings(warned, answers)),
        dataset=reference_data.dataset,
        sources={},
    )
    cited = dict.fromkeys(citation.source for citation in _citations(fit))
    return replace(fit, sources=MappingProxyType({name: reference_data.sources[name] for name in cited}))


def _asked(board: Board, answers: Answers) -> Iterator[AskedQuestion]:
    for name, key in answers.choices.items():
        question = BY_KEY[name]
        choice = question.choice(key)
        is_limit = question.kind == "limit"
        yield AskedQuestion(
            question=name,
            kind=question.kind,
            title=question.title,
            answer=key,
            answer_text=choice.text,
            weight=answers.weight(name),
            measured_by=question.measured_by,
            scale=choice.scale,
            known=board.count_known(name, key),
            missed=sum(kept is False for kept in board.kept(name, key)) if is_limit else None,
        )


def _umbrellas(named: Sequence[RoleHeading]) -> Iterator[ReplacedUmbrella]:
    for heading in named:
        if heading.members:
            yield ReplacedUmbrella(role=heading.id, title=heading.title, members=heading.members)


def _grouped(board: Board, standings: Sequence[Standing], answers: Answers) -> dict[Group, list[int]]:
    """Return the numbers of the jobs of each group in their order.

    Those of one score are in the order of their openings a year. Of those that miss limits, those that miss fewest
    come first, then those of the highest score, then those that miss them by least.
    """
    groups: dict[Group, list[int]] = {group: [] for group in Group}
    for number, standing in enumerate(standings):
        groups[standing.group].append(number)
    misses = {number: _misses(board, number, answers) for number in groups[Group.MISSED]}
    groups[Group.RANKED].sort(key=lambda number: (-(standings[number].score or 0), -board.openings(number)))
    groups[Group.MISSED].sort(key=lambda number: (misses[number][0], -(standings[number].score or 0), misses[number]))
    groups[Group.UNKNOWN].sort(key=lambda number: (-(standings[number].known or 0), -(standings[number].score or 0)))
    return groups


def _misses(board: Board, number: int, answers: Answers) -> tuple[int, float]:
    """Return how many limits a job misses, and by how much in all, in parts of what each asks for."""
    parts = [
        _shortfall(board.jobs[number].read(choice.metric), choice)
        for name, key in answers.choices.items()
        if BY_KEY[name].kind == "limit" and board.kept(name, key)[number] is False
        for choice in (BY_KEY[name].choice(key),)
    ]
    return len(parts), sum(parts)


def _shortfall(reading: Reading, choice: Choice) -> float:
    if choice.at_most is not None:
        return (min(reading.values) - choice.at_most) / FAR.get(choice.metric, FAR_SHARE)
    least = choice.at_least or 0
    return (least - max(reading.values)) / FAR.get(choice.metric, least)


def _results(
    board: Board, standings: Sequence[Standing], answers: Answers, numbers: Sequence[int]
) -> tuple[JobResult, ...]:
    """Return the jobs with these numbers, in their order."""
    scores = sorted((standings[number].score or 0.0 for number in numbers), reverse=True)
    places = {score: place for place, score in reversed(list(enumerate(scores, start=1)))}
    return tuple(
        JobResult(
            role=board.jobs[number].job.id,
            title=board.jobs[number].job.title,
            codes=board.jobs[number].job.codes,
            place=places[standings[number].score or 0.0] if standings[number].group is Group.RANKED else None,
            score=standings[number].score,
            most=standings[number].most,
            known=standings[number].known,
            results=tuple(_question_results(board.jobs[number], answers)),
        )
        for number in numbers
    )


def _question_results(job: Measured, answers: Answers) -> Iterator[QuestionResult]:
    for name, key in answers.choices.items():
        choice = BY_KEY[name].choice(key)
        reading = job.read(choice.metric)
        is_limit = BY_KEY[name].kind == "limit"
        found = None if is_limit else span(reading, choice)
        kept = keeps(reading, choice) if is_limit else None
        yield QuestionResult(
            question=name,
            points=found[0] if found else None,
            most=found[1] if found else None,
            kept=kept,
            missed_by=_missed_by(reading, choice) if kept is False else None,
            missing=reading.missing,
            reason=reading.text,
            published_codes=reading.codes,
            fields=reading.fields,
            citations=reading.citations,
        )


def _missed_by(reading: Reading, choice: Choice) -> str:
    """Return in words what a reading is that misses a limit, and by how much."""
    match choice.metric:
        case "preparation":
            return f"takes {reading.text}, not {choice.text}"
        case "pay":
            least = choice.at_least or 0
            short = labels.number(least - max(reading.values), "USD/year")
            return f"{short} short of {labels.number(least, 'USD/year')} a year: {reading.text}"
        case "growth":
            return f"jobs {reading.text}, not {choice.at_least}% or more"
        case "openings":
            return f"openings a year: {reading.text}, not {choice.at_least:,} or more"
    return f"{labels.number(round(min(reading.values)), 'percent')} {choice.text}: {reading.text}"


def _close(board: Board, standings: Sequence[Standing], first: Sequence[str]) -> Iterator[str]:
    """Yield the jobs that are practically tied with the first, best first."""
    scores = _ranked_scores(board, standings)
    top = max(scores.values(), default=0.0)
    close = [name for name, score in scores.items() if name not in first and top - score < TIE_POINTS]
    yield from sorted(close, key=lambda name: -scores[name])


def _ranked_scores(board: Board, standings: Sequence[Standing]) -> dict[str, float]:
    return {
        job.job.id: standing.score
        for job, standing in zip(board.jobs, standings, strict=True)
        if standing.group is Group.RANKED and standing.score is not None
    }


def _possible(board: Board, standings: Sequence[Standing], first: Sequence[str]) -> Iterator[str]:
    """Yield the jobs that could come first as well if what is not known or disputed were settled."""
    top = max(_ranked_scores(board, standings).values(), default=0.0)
    for job, standing in zip(board.jobs, standings, strict=True):
        is_open = first and job.job.id not in first and standing.group is not Group.MISSED
        if is_open and (standing.most is None or standing.most >= top):
            yield job.job.id


def _changes(board: Board, answers: Answers, first: Sequence[str]) -> Iterator[AnswerChange]:
    """Yield every single answer that, changed, added or taken back, would put another job first or end a tie.

    Nobody is advised to avoid what they like.
    """
    for question in QUESTIONS:
        now = answers.choices.get(question.key, SKIP)
        for then in (*(choice.key for choice in question.choices), SKIP):
            if then == now or (then != SKIP and not board.count_known(question.key, then)):
                continue  # an answer that no data follows up is none
            if _is_contrary(question.key, then, answers):
                continue
            changed = Answers({**answers.choices, question.key: then}, answers.weights).counted
            leaders, lead = board.leaders(changed) if changed.choices else ((), None)
            if set(leaders) - set(first) or (leaders and set(leaders) < set(first)):
                yield AnswerChange(question=question.key, now=now, then=then, first=leaders, lead=lead)


def _is_contrary(question: str, then: str, answers: Answers) -> bool:
    """Return whether an answer is to avoid the kind of work that somebody likes, or to like the one to avoid."""
    other = {"avoid": "like", "like": "avoid"}.get(question)
    return other is not None and then != SKIP and answers.choices.get(other) == then


def _article(named: Sequence[RoleHeading], reference_data: ReferenceData) -> Iterator[ArticleAdvice]:
    """Yield the article's claims about one role alone on whom it may suit, which nothing can check."""
    for number in reference_data.claim_numbers_about({heading.id for heading in named}):
        claim = reference_data.claims[number]
        if len(claim.roles) == 1 and verdict(claim) is Verdict.FRAMING:
            yield ArticleAdvice(claim=claim.number, roles=claim.roles, text=claim.text, citations=claim.citations)


def _citations(fit: Fit) -> Iterator[Citation]:
    """Yield what an answer cites, question by question, in the order in which a reader meets it."""
    for number in range(len(fit.asked)):
        for job in fit.jobs:
            yield from job.results[number].citations
    yield from (citation for advice in fit.article for citation in advice.citations)
    yield from (citation for warning in fit.warnings for citation in warning.citations)
