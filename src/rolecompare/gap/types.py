"""What the answer on a move is made of. Rows are those of the comparison: FROM's cell first, then TO's.

The shapes are those of the JSON answer (`rolecompare data schema --output gap`), field for field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rolecompare.comparison.types import ComparedRole, ComparisonWarning, DatasetEdition, Row
from rolecompare.models.sources import Source

RuleName = Literal["law", "law-in-some-states", "expected", "education", "experience", "apprenticeship", "job-zone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """What a rule makes of a move: `rule` is what it looks for, `text` what it found, `row` what it rests on."""

    name: RuleName
    rule: str
    text: str
    row: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSentence:
    """One sentence on a move, worked out from its rows; `topic` is a word or two."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From one occupation to another, by the ids of the roles `start` and `goal`.

    `obstacles` are the rules that fired, `undetermined` those that data is missing for, `not_needed` the others. Duties are in the
    order of what they weigh in the role that has them, and what carries over by its evidence first, then by what it
    weighs in the goal. Months are those of the programs to the goal's typical entry-level education, each bound
    absent where it is not published. `ratings` have only differences that are real and upward; `higher_counts` counts all that
    seem so, by what may be said of them. In `outlook` nothing is worked out of figures that may not be compared.
    """

    start: str
    goal: str
    summary: tuple[MoveSentence, ...]
    obstacles: tuple[RuleResult, ...]
    undetermined: tuple[RuleResult, ...]
    not_needed: tuple[RuleResult, ...]
    carries_over: tuple[Row, ...]
    new: tuple[Row, ...]
    not_listed_for_goal: tuple[Row, ...]
    training: tuple[Row, ...]
    min_months: int | None = None
    max_months: int | None = None
    credentials: tuple[Row, ...]
    credentials_kept: tuple[Row, ...]
    ratings: tuple[Row, ...]
    higher_counts: Mapping[str, int]
    outlook: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What it takes to move from one role to another: one move, or that one and the way back."""

    schema: Literal["rolecompare/gap/1"] = "rolecompare/gap/1"
    roles: tuple[ComparedRole, ComparedRole]
    moves: tuple[Move, ...]
    warnings: tuple[ComparisonWarning, ...]
    dataset: DatasetEdition
    sources: Mapping[str, Source]
