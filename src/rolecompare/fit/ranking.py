"""Rank jobs by answers, in numbers alone: who keeps the limits, the score at the least, and how much of it is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rolecompare.codes import is_residual
from rolecompare.fit.metrics import Measured, Reading
from rolecompare.fit.questionnaire import BY_KEY, Answers, Choice, round_half_up

# A job is ranked only if the data answers questions of at least so much of the weight.
MIN_KNOWN = 75  # percent
# A lead of fewer points is called practically a tie.
TIE_POINTS = 5
Span = tuple[float, float]
NOTHING_KNOWN: Span = (0.0, 100.0)


class Group(StrEnum):
    """What becomes of a job: it is ranked, misses a limit, or too little is known of it."""

    RANKED = "ranked"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Standing(NamedTuple):
    """Where a job stands: its score at the least and at the most, and the percent of the weights that is known.

    There is no score where no wish was answered.
    """

    group: Group
    score: float | None = None
    most: float | None = None
    known: float | None = None


class _Column(NamedTuple):
    """What an answer to a wish gives each job: the least and the most points, and 1 where anything is known."""

    least: list[float]
    most: list[float]
    known: list[int]


class Board:
    """Jobs with what each answer makes of them, worked out once for each answer."""

    def __init__(self, jobs: Sequence[Measured]) -> None:
        self.jobs = jobs
        self._wishes: dict[tuple[str, str], _Column] = {}
        self._limits: dict[tuple[str, str], list[bool | None]] = {}

    def _wish(self, question: str, key: str) -> _Column:
        if (question, key) not in self._wishes:
            choice = BY_KEY[question].choice(key)
            spans = [span(job.read(choice.metric), choice) for job in self.jobs]
            bounds = [found or NOTHING_KNOWN for found in spans]
            self._wishes[question, key] = _Column(
                [low for low, _ in bounds], [high for _, high in bounds], [int(found is not None) for found in spans]
            )
        return self._wishes[question, key]

    def kept(self, question: str, key: str) -> list[bool | None]:
        """Return whether each job keeps a limit; none where that is not known."""
        if (question, key) not in self._limits:
            choice = BY_KEY[question].choice(key)
            self._limits[question, key] = [keeps(job.read(choice.metric), choice) for job in self.jobs]
        return self._limits[question, key]

    def count_known(self, question: str, key: str) -> int:
        """Return for how many jobs the data answers a question."""
        if BY_KEY[question].kind == "limit":
            return sum(kept is not None for kept in self.kept(question, key))
        return sum(self._wish(question, key).known)

    def unanswered(self, answers: Answers) -> tuple[str, ...]:
        """Return the questions of wishes that the data answers for none of the jobs."""
        wishes = ((name, key) for name, key in answers.choices.items() if BY_KEY[name].kind == "wish")
        return tuple(name for name, key in wishes if not self.count_known(name, key))

    def standings(self, answers: Answers) -> list[Standing]:
        """Return where each job stands with these answers.

        A wish that the data answers for none of the jobs counts for none; any other counts for all of them.
        """
        unanswered = self.unanswered(answers)
        limits = [self.kept(name, key) for name, key in answers.choices.items() if BY_KEY[name].kind == "limit"]
        wishes = [(name, key) for name, key in answers.choices.items() if BY_KEY[name].kind == "wish"]
        columns = [self._wish(name, key) for name, key in wishes if name not in unanswered]
        weights = [answers.weight(name) for name, _ in wishes if name not in unanswered]
        groups = _groups(len(self.jobs), limits)
        if not columns:
            is_ranked = bool(limits) and not wishes
            return [Standing(Group.UNKNOWN if group is Group.RANKED and not is_ranked else group) for group in groups]
        least, most = _mean([each.least for each in columns], weights), _mean([each.most for each in columns], weights)
        known = _mean([[100 * one for one in each.known] for each in columns], weights)
        return [
            Standing(Group.UNKNOWN if group is Group.RANKED and share < MIN_KNOWN else group, low, high, share)
            for group, low, high, share in zip(groups, least, most, known, strict=True)
        ]

    def leaders(self, answers: Answers) -> tuple[tuple[str, ...], float | None]:
        """Return the jobs that come first with these answers, and by how many points they lead."""
        return self.leaders_of(self.standings(answers))

    def leaders_of(self, standings: Iterable[Standing]) -> tuple[tuple[str, ...], float | None]:
        """Return the ranked jobs of the highest score, and by how many points they lead.

        Like all jobs of one score, they are in the order of their openings a year.
        """
        ranked = [
            (number, standing.score or 0.0)
            for number, standing in enumerate(standings)
            if standing.group is Group.RANKED
        ]
        top = max((score for _, score in ranked), default=0.0)
        behind = [score for _, score in ranked if score < top]
        leading = sorted(
            (number for number, score in ranked if score == top), key=lambda number: -self.openings(number)
        )
        first = tuple(self.jobs[number].job.id for number in leading)
        return first, round_half_up(top - max(behind)) if behind else None

    def openings(self, number: int) -> float:
        """Return the projected openings a year of a job, by which jobs of one score are put in order."""
        values = self.jobs[number].read("openings").values
        return values[0] if values else 0.0


def span(reading: Reading, choice: Choice) -> Span | None:
    """Return the least and the most points that a wish gives for a reading; none where nothing is known."""
    points = [choice.points(value) for value in reading.values]
    return (min(points), max(points)) if points else None


def keeps(reading: Reading, choice: Choice) -> bool | None:
    """Return whether a reading keeps a limit; none where nothing is known.

    Where sources disagree, one of them is enough: its reason says so, and who reads it can look further. What was
    published for all other occupations of a group together says nothing of one of them, so it decides nothing.
    """
    is_known = reading.values and not any(map(is_residual, reading.codes))
    return any(choice.keeps(value) for value in reading.values) if is_known else None


def _groups(count: int, limits: Sequence[Sequence[bool | None]]) -> list[Group]:
    groups = [Group.RANKED] * count
    for kept in limits:
        for number, keeps_it in enumerate(kept):
            if keeps_it is False:
                groups[number] = Group.MISSED
            elif keeps_it is None and groups[number] is Group.RANKED:
                groups[number] = Group.UNKNOWN
    return groups


def _mean(columns: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    """Return the mean of each job over the columns, by weight."""
    sums = [0.0] * len(columns[0])
    for column, weight in zip(columns, weights, strict=True):
        sums = [one + weight * value for one, value in zip(sums, column, strict=True)]
    total = sum(weights)
    return [round_half_up(one / total) for one in sums]
