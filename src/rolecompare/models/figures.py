"""Published numbers, levels on ordered scales, estimates with their precision, and missing values with a reason."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rolecompare.codes import Classification
from rolecompare.measures import LEVELS, MEASURES, PeriodKind, is_period, level_name, level_rank
from rolecompare.models.base import CheckedModel, FieldProblem, Month, Number, Text
from rolecompare.models.kinds import SECTION_OF_PART, MissingReason
from rolecompare.models.sources import Citation, Citations

CodeClassification = Annotated[
    Classification | None, Field(description="The classification that the code is from: SOC 2018 where it is absent.")
]

# Tags of the types in a union. Pydantic puts them in the place of an error; no field has a name like these.
FIGURE, LEVEL, MISSING = "<figure>", "<level>", "<missing>"


class Figure(CheckedModel):
    """A published number. `code` is the occupation or group of occupations that it was published for."""

    measure: Text
    value: Number = Field(description="In the unit of the measure: dollars, jobs or percent, not in thousands.")
    unit: Text = Field(description="USD/year, USD/hour, jobs, jobs/year or percent, as the measure has it.")
    period: Text = Field(description="A year (2024), a month (2025-05) or two years (2024/2034).")
    area: Text = Field(description="US, or a code such as US-CA.")
    code: Text = Field(description="The code that the number was published for, such as 31-9092.")
    classification: CodeClassification = None
    citations: Citations

    def _problems(self) -> Iterator[FieldProblem]:
        measure = MEASURES.get(self.measure)
        if measure is None:
            message = f"unknown measure {self.measure!r}"
            yield FieldProblem("measure", message, f"use one of {', '.join(MEASURES)}")
            return
        if self.unit != measure.unit:
            message = f"unit {self.unit!r} does not belong to {self.measure}"
            yield FieldProblem("unit", message, f"use {measure.unit!r}")
        if not is_period(self.period, measure.period):
            yield _period_problem(self.period, self.measure, measure.period)
        if measure.lowest is not None and self.value < measure.lowest:
            message = f"{self.value} is below {measure.lowest:g}"
            yield FieldProblem("value", message, f"use {measure.lowest:g} or more")
        if measure.highest is not None and self.value > measure.highest:
            message = f"{self.value} is above {measure.highest:g}"
            yield FieldProblem("value", message, f"use {measure.highest:g} or less")


class Missing(CheckedModel):
    """A number, a level or a whole part of a role that is not available, and why."""

    measure: Text = Field(description="A measure, a scale of levels or a part of a role, such as ability.")
    missing: MissingReason
    reason: Text = Field(description="The reason in words.")
    bound: Number | None = Field(
        default=None, description="The top of the published range; only with above-published-range."
    )
    period: Text | None = None
    area: Text | None = None
    code: Text | None = None
    classification: CodeClassification = None
    citations: tuple[Citation, ...] = ()

    def _problems(self) -> Iterator[FieldProblem]:
        if not any(self.measure in known for known in (MEASURES, LEVELS, SECTION_OF_PART)):
            known = ", ".join(dict.fromkeys([*MEASURES, *LEVELS, *SECTION_OF_PART]))
            yield FieldProblem("measure", f"unknown measure {self.measure!r}", f"use one of {known}")
        if (self.bound is not None) != (self.missing is MissingReason.ABOVE_PUBLISHED_RANGE):
            message = "a bound is given with above-published-range only, and always there"
            yield FieldProblem("bound", message, "give both or neither")
        kind = MEASURES[self.measure].period if self.measure in MEASURES else PeriodKind.POINT
        if self.period is not None and not is_period(self.period, kind):
            yield _period_problem(self.period, self.measure, kind)


class Level(CheckedModel):
    """A step on an ordered scale, such as the typical entry-level education."""

    measure: Text = Field(description="education.entry, experience.related, training.on_the_job or job_zone.")
    value: Text = Field(description="A level of that scale, such as high-school-diploma.")
    period: Text = Field(description="A year or a month, such as 2024 or 2025-05.")
    area: Text
    code: Text
    classification: CodeClassification = None
    citations: Citations

    @property
    def rank(self) -> int:
        """The place of the level on its scale, 1 for the lowest; of a Job Zone, its number."""
        return level_rank(self.measure, self.value) + 1

    @property
    def name(self) -> str:
        """The publisher's own name of the level."""
        return level_name(self.measure, self.value)

    def _problems(self) -> Iterator[FieldProblem]:
        scale = LEVELS.get(self.measure)
        if scale is None:
            message = f"unknown measure {self.measure!r}"
            yield FieldProblem("measure", message, f"use one of {', '.join(LEVELS)}")
            return
        if self.value not in scale:
            message = f"{self.value!r} is not a level of {self.measure}"
            yield FieldProblem("value", message, f"use one of {', '.join(scale)}")
        if not is_period(self.period, PeriodKind.POINT):
            yield _period_problem(self.period, "a level", PeriodKind.POINT)


class Estimate(CheckedModel):
    """An estimate and what is known of its precision."""

    value: Number
    n: Annotated[int, Field(ge=0)] | None = Field(default=None, description="How many people were asked.")
    standard_error: Number | None = None
    lower: Number | None = Field(default=None, description="The lower bound of the 95% confidence interval.")
    upper: Number | None = Field(default=None, description="The upper bound of the 95% confidence interval.")
    suppress: bool = Field(default=False, description="Whether the publisher advises against using the estimate.")
    by: Text | None = Field(default=None, description="Who made the estimate, such as incumbents.")
    period: Month

    def _problems(self) -> Iterator[FieldProblem]:
        if self.standard_error is not None and self.standard_error < 0:
            yield FieldProblem("standard_error", f"{self.standard_error} is below 0", "use 0 or more")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            yield FieldProblem("lower", "the lower bound is above the upper bound", "put the smaller one in lower")


def _period_problem(period: str, measure: str, kind: PeriodKind) -> FieldProblem:
    return FieldProblem("period", f"{period!r} is not a period of {measure}", f"use {kind.value}")


def has_field(value: Any, name: str) -> bool:
    """Return whether a JSON object or a model has a field, so that a union can be told from either."""
    return name in value if isinstance(value, dict) else hasattr(value, name)


def _figure_tag(value: Any) -> str:
    return MISSING if has_field(value, "missing") else FIGURE


def _level_tag(value: Any) -> str:
    return MISSING if has_field(value, "missing") else LEVEL


# A union without a discriminator would report every problem once for each of its types.
FigureOrMissing = Annotated[
    Annotated[Figure, Tag(FIGURE)] | Annotated[Missing, Tag(MISSING)], Discriminator(_figure_tag)
]
LevelOrMissing = Annotated[Annotated[Level, Tag(LEVEL)] | Annotated[Missing, Tag(MISSING)], Discriminator(_level_tag)]
