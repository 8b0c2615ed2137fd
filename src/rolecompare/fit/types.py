"""The answer of `fit`, field for field as its JSON has it (`rolecompare data schema fit`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rolecompare.comparison.types import ComparisonWarning
from rolecompare.models.kinds import MissingReason
from rolecompare.models.reference_data import DatasetEdition
from rolecompare.models.roles import Codes
from rolecompare.models.sources import Citation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that counts, with the answer in words, its weight, and what it makes of a job's value.

    `known` counts the jobs for which the data answers it, `missed` those that miss it, if it is a limit.
    """

    question: str
    kind: Literal["limit", "wish"]
    title: str
    answer: str
    answer_text: str
    weight: int | float
    measured_by: str
    scale: str
    known: int
    missed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What one answer makes of one job, and the reason.

    A wish gives `points` of 0 to 100: those that are certain, with the most that they may be in `most` where
    sources disagree or not all is known. A limit is kept or not, by `missed_by`. With `missing`, nothing is known,
    and all of these are absent. `published_codes` are those of the broader groups that the value was published for,
    where it was not for the job alone; by one of all other jobs of a group, a limit is neither kept nor missed.
    `fields` are named as `why` takes them.
    """

    question: str
    points: float | None = None
    most: float | None = None
    kept: bool | None = None
    missed_by: str | None = None
    missing: MissingReason | None = None
    reason: str
    published_codes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """A job with what each answer makes of it.

    `score` is the mean of its points by weight at the least: what is not known counts as nothing. `most` is what it
    would be if that were worth all 100 points, and `known` the percent of the weights that is known. All are absent
    where no wish was answered. `place` is shared by jobs of one score, and absent from a job that is not ranked.
    """

    role: str
    title: str
    codes: Codes
    place: int | None = None
    score: float | None = None
    most: float | None = None
    known: float | None = None
    results: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """A single answer that would put another job first: what is said now, and what would be said instead.

    `first` are the jobs that would then come first, `lead` points before the next one; no lead where there is none.
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
class ReplacedUmbrella:
    """An umbrella that was named: nobody has it as a job, so its members are ranked in its place."""

    role: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Which of some jobs suits somebody, by their answers.

    `answers` and `weights` are those that count, `skipped` the questions that do not, and `unanswered` those answered
    that the data answers for none of the jobs, which count for none. `ranked` are the jobs that keep every limit and
    of which enough is known, best first; `missed` those that miss a limit, the nearest first; `unknown` those of
    which too little is known. `first` are the jobs of the highest score (several: a tie), `lead` how many points lie
    before the next, `close` are those so few points behind that it is practically a tie, `possible` those that could
    come first as well if what is not known of them were settled. `changes` are the single answers that would change
    the first place.
    """

    schema: Literal["rolecompare/fit/2"] = "rolecompare/fit/2"
    answers: Mapping[str, str]
    weights: Mapping[str, int | float]
    skipped: tuple[str, ...]
    unanswered: tuple[str, ...]
    asked: tuple[AskedQuestion, ...]
    umbrellas: tuple[ReplacedUmbrella, ...]
    first: tuple[str, ...]
    lead: float | None = None
    close: tuple[str, ...]
    possible: tuple[str, ...]
    ranked: tuple[JobResult, ...]
    missed: tuple[JobResult, ...]
    unknown: tuple[JobResult, ...]
    changes: tuple[AnswerChange, ...]
    article: tuple[ArticleAdvice, ...]
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]

    @property
    def jobs(self) -> tuple[JobResult, ...]:
        """All jobs: ranked, then missed, then unknown."""
        return (*self.ranked, *self.missed, *self.unknown)
