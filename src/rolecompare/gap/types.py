"""The types of the answer on a move. Rows are those of the comparison, the start's cell first, then the goal's.

The shapes are those of the JSON answer (`rolecompare data schema gap`), field for field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rolecompare.comparison.types import ComparedRole, ComparisonWarning, Row
from rolecompare.models.figures import Figure
from rolecompare.models.reference_data import DatasetEdition
from rolecompare.models.roles import JobZone, Program, TrainingStatement
from rolecompare.models.sources import Source, Statement

RuleName = Literal[
    "law",
    "law-in-most-states",
    "law-in-some-states",
    "expected",
    "programs",
    "license-evidence",
    "education",
    "field",
    "experience",
    "apprenticeship",
    "job-zone",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """The result of a rule: `rule` says what it looks for, `text` what it found, and `row` is what it rests on.

    Of an obstacle in education, `fields` are what is studied to enter the start and to enter the goal, as far as known,
    and `other_ways` are the programs and statements that name lower levels with which people enter the goal too.
    """

    name: RuleName
    rule: str
    text: str
    row: Row | None = None
    fields: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    other_ways: tuple[Program | TrainingStatement, ...] = ()


Need = Literal["license", "certification", "education", "apprenticeship", "occupation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to look up before a move, and where: the name and the address of a public site."""

    need: Need
    text: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSentence:
    """One sentence of the summary of a move; `topic` is a word or two."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move from one occupation to another, by the ids of the roles `start` and `goal`.

    `obstacles` are the results of rules that found something in the way, `undetermined` those of rules that lack data,
    `not_needed` the others. Duties of one role alone are sorted by their weight in it, duties of both by their evidence
    and then by their weight in the goal. `paths` are the start's statements that it is a way to the goal. Months are
    those of the programs that lead to the goal's typical entry-level education; a bound is None where it is not
    published. `job_zone` is what O*NET says of occupations in the goal's Job Zone, `start_licenses` what it says of a
    license for the start, if no credential is listed. `ratings` have only differences
    that are real and upward; `higher_counts` counts all differences that seem upward, by what a test says of them.
    """

    start: str
    goal: str
    summary: tuple[MoveSentence, ...]
    obstacles: tuple[RuleResult, ...]
    undetermined: tuple[RuleResult, ...]
    not_needed: tuple[RuleResult, ...]
    paths: tuple[TrainingStatement, ...] = ()
    carries_over: tuple[Row, ...]
    new: tuple[Row, ...]
    not_listed_for_goal: tuple[Row, ...]
    training: tuple[Row, ...]
    min_months: int | None = None
    max_months: int | None = None
    job_zone: JobZone | None = None
    start_licenses: tuple[Statement, ...] = ()
    credentials: tuple[Row, ...]
    credentials_kept: tuple[Row, ...]
    ratings: tuple[Row, ...]
    higher_counts: Mapping[str, int]
    outlook: tuple[Row, ...]
    next_steps: tuple[NextStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What it takes to move from one role to another: one move, or that one and the way back.

    `all_occupations` are the newest figures of all occupations together, to judge those of the roles by.
    """

    schema: Literal["rolecompare/gap/2"] = "rolecompare/gap/2"
    roles: tuple[ComparedRole, ComparedRole]
    moves: tuple[Move, ...]
    all_occupations: tuple[Figure, ...] = ()
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]
