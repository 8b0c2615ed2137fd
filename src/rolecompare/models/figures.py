"""Published numbers, levels on ordered scales, estimates with their precision, and missing values with a reason."""

from collections.abc import Iterator
from typing import Annotated

from rolecompare.measures import LEVELS, MEASURES, PeriodKind, is_period
from rolecompare.models.base import Kinds, Limits, Month, Number, Record, Text, Wrong, record, sound
from rolecompare.models.kinds import SECTION_OF_PART, MissingReason
from rolecompare.models.sources import Citation, Citations


@record
class Figure(Record):
    """A published number. Units by measure: `vocabulary.MEASURES`; `code` is the one it was published for.

    `period` is a year (`2024`), a month (`2025-05`) or a span (`2024/2034`); `area` is `US` or a code such as `US-CA`.
    """

    measure: Text
    value: Number
    unit: Text
    period: Text
    area: Text
    code: Text
    citations: Citations

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        measure = MEASURES.get(self.measure)
        if measure is None:
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {', '.join(MEASURES)}")
            return
        if self.unit != measure.unit:
            yield Wrong("unit", f"unit {self.unit!r} does not belong to {self.measure}", f"use {measure.unit!r}")
        if not is_period(self.period, measure.period):
            yield Wrong("period", f"{self.period!r} is no period of {self.measure}", f"use {measure.period.value}")
        if measure.lowest is not None and self.value < measure.lowest:
            yield Wrong("value", f"{self.value} is below {measure.lowest:g}", f"use {measure.lowest:g} or more")
        if measure.highest is not None and self.value > measure.highest:
            yield Wrong("value", f"{self.value} is above {measure.highest:g}", f"use {measure.highest:g} or less")


@record
class Missing(Record):
    """A number, a level or a whole part of a role (`vocabulary.PARTS`) that is not there, and why.

    `bound` goes with `above-published-range` alone.
    """

    SIDE = "missing"

    measure: Text
    missing: MissingReason
    reason: Text
    bound: Number | None = None
    period: Text | None = None
    area: Text | None = None
    code: Text | None = None
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        if not any(self.measure in known for known in (MEASURES, LEVELS, SECTION_OF_PART)):
            known = ", ".join(dict.fromkeys([*MEASURES, *LEVELS, *SECTION_OF_PART]))
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {known}")
        if (self.bound is not None) != (self.missing is MissingReason.ABOVE_PUBLISHED_RANGE):
            yield Wrong("bound", "a bound goes with above-published-range, and with it alone", "give both or neither")
        kind = MEASURES[self.measure].period if self.measure in MEASURES else PeriodKind.POINT
        if self.period is not None and not is_period(self.period, kind):
            yield Wrong("period", f"{self.period!r} is no period of {self.measure}", f"use {kind.value}")


@record
class Level(Record):
    """A step on one of the ordered scales of `vocabulary.LEVELS`, such as the typical entry-level education."""

    SIDE = "level"

    measure: Text
    value: Text
    period: Text
    area: Text
    code: Text
    citations: Citations

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        scale = LEVELS.get(self.measure)
        if scale is None:
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {', '.join(LEVELS)}")
            return
        if self.value not in scale:
            yield Wrong("value", f"{self.value!r} is no level of {self.measure}", f"use one of {', '.join(scale)}")
        if not is_period(self.period, PeriodKind.POINT):
            yield Wrong("period", f"{self.period!r} is no period of a level", f"use {PeriodKind.POINT.value}")


FigureOrMissing = Annotated[Figure | Missing, Kinds()]


LevelOrMissing = Annotated[Level | Missing, Kinds()]


@record
class Estimate(Record):
    """An estimate with what is known of its precision; bounds are of the 95 % confidence interval.

    `by` is who estimated it, in the publisher's words, such as incumbents, occupational experts or machine learning.
    """

    value: Number
    n: Annotated[int, Limits(ge=0)] | None = None
    standard_error: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    suppress: bool = False
    by: Text | None = None
    period: Month

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        if self.standard_error is not None and self.standard_error < 0:
            yield Wrong("standard_error", f"{self.standard_error} is below 0", "use 0 or more")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            yield Wrong("lower", "the lower bound is above the upper", "put the smaller one in lower")
