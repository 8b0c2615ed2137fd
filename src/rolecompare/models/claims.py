"""What an article says of roles, and the evidence it is held against.

A claim that asserts numbers has no verdict of its own: `comparison.verdicts` works it out from the evidence.
"""

from collections.abc import Iterator
from typing import Annotated

from rolecompare.measures import LEVELS, MEASURES, PeriodKind, is_period
from rolecompare.models.base import Kinds, Limits, Number, Record, Slug, Text, Wrong, record, sound
from rolecompare.models.figures import Figure, Level, Missing
from rolecompare.models.kinds import SectionName, Verdict
from rolecompare.models.roles import Setting
from rolecompare.models.sources import Citations, Statement

ClaimEvidence = Annotated[Figure | Level | Missing | Setting | Statement, Kinds()]


@record
class OtherCodes(Record):
    """The codes whose figures a claim says that its own lie above, so many times over."""

    codes: Annotated[tuple[Text, ...], Limits(min_length=1)]
    multiplier: Number = 1

    def __post_init__(self) -> None:
        if self.multiplier <= 0:
            sound([Wrong("multiplier", f"{self.multiplier} is not above 0", "say how many times as much is claimed")])


@record
class Assertion(Record):
    """What a claim says in numbers or levels: that the codes have this value, or that they have more than others.

    Which of the two is told by what is given, `value` or `more_than`. Of a role without a code of its own, such as an
    umbrella, the codes are those of its members.
    """

    measure: Text
    period: Text
    codes: Annotated[tuple[Text, ...], Limits(min_length=1)]
    area: Text = "US"
    value: Number | None = None
    more_than: OtherCodes | None = None

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        if self.measure not in MEASURES and self.measure not in LEVELS:
            known = ", ".join([*MEASURES, *LEVELS])
            yield Wrong("measure", f"unknown measure {self.measure!r}", f"use one of {known}")
            return
        if (self.value is None) == (self.more_than is None):
            yield Wrong("value", "an assertion gives a value or more_than", "give one of them")
        if self.value is not None and self.measure in LEVELS:
            yield Wrong("value", f"{self.measure} is a scale of levels", "say more_than, or judge the claim in words")
        if self.measure in LEVELS and self.more_than is not None and self.more_than.multiplier != 1:
            yield Wrong("more_than", "levels have an order and no sizes", "leave times out")
        kind = MEASURES[self.measure].period if self.measure in MEASURES else PeriodKind.POINT
        if not is_period(self.period, kind):
            yield Wrong("period", f"{self.period!r} is no period of {self.measure}", f"use {kind.value}")


@record
class Claim(Record):
    """Something the article says, in our words.

    What it asserts in numbers (`asserts`) is judged by its evidence, each time it is asked for; any other claim has the
    `verdict` of whoever read the evidence. One that has not been tried yet has neither.
    """

    number: Annotated[int, Limits(ge=1)]
    section: SectionName
    roles: Annotated[tuple[Slug, ...], Limits(min_length=1)]
    text: Text
    citations: Citations
    asserts: tuple[Assertion, ...] = ()
    verdict: Verdict | None = None
    evidence: tuple[ClaimEvidence, ...] = ()
    note: Text | None = None
    contradicts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        sound(self._wrongs())

    def _wrongs(self) -> Iterator[Wrong]:
        if self.asserts and self.verdict is not None:
            yield Wrong("verdict", "the verdict on what is asserted is worked out", "leave it out")
        if (self.verdict is None and not self.asserts) != (self.note is None):
            yield Wrong("note", "a verdict comes with a note, and a note with a verdict", "give both or neither")
        needs_evidence = self.verdict not in (None, Verdict.NOT_CHECKABLE, Verdict.FRAMING, Verdict.SELF_CONTRADICTORY)
        if needs_evidence and not self.evidence:
            yield Wrong("evidence", f"the verdict {self.verdict} has no evidence", "cite what decides it")
        if self.verdict is Verdict.SELF_CONTRADICTORY and not self.contradicts:
            yield Wrong(
                "contradicts", "a self-contradictory claim names no other", "name the claims that it contradicts"
            )
