"""The claims of an article about roles, and the evidence that they are checked against.

A claim that asserts numbers has no stored verdict: `comparison.verdicts` computes it from the evidence.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from rolecompare.measures import LEVELS, MEASURES, PeriodKind, is_period
from rolecompare.models.base import CheckedModel, ClaimNumber, FieldProblem, Model, Number, Slug, Text
from rolecompare.models.figures import FIGURE, LEVEL, MISSING, Figure, Level, Missing, has_field
from rolecompare.models.kinds import SectionName, Verdict
from rolecompare.models.roles import Setting
from rolecompare.models.sources import Citations, Statement

SETTING, STATEMENT = "<setting>", "<statement>"
NEEDS_NO_EVIDENCE = (None, Verdict.NOT_CHECKABLE, Verdict.FRAMING, Verdict.SELF_CONTRADICTORY)


def _evidence_tag(value: Any) -> str:
    if has_field(value, "setting"):
        return SETTING
    if has_field(value, "missing"):
        return MISSING
    if not has_field(value, "measure"):
        return STATEMENT
    return FIGURE if has_field(value, "unit") else LEVEL


ClaimEvidence = Annotated[
    Annotated[Figure, Tag(FIGURE)]
    | Annotated[Level, Tag(LEVEL)]
    | Annotated[Missing, Tag(MISSING)]
    | Annotated[Setting, Tag(SETTING)]
    | Annotated[Statement, Tag(STATEMENT)],
    Discriminator(_evidence_tag),
]


# Of how many of several things it is said, if not of all: "usually" is said of most of them, "may" of some.
HowMany = Literal["most", "some"]


class OtherCodes(CheckedModel):
    """The codes whose figures a claim says are exceeded, `multiplier` times over."""

    codes: Annotated[tuple[Text, ...], Field(min_length=1)]
    multiplier: Number = 1

    def _problems(self) -> Iterator[FieldProblem]:
        if self.multiplier <= 0:
            message = f"{self.multiplier} is not above 0"
            yield FieldProblem("multiplier", message, "give how many times as much is claimed")


class Assertion(CheckedModel):
    """What a claim says in numbers or levels: that the codes have a value, or that they have more than other codes.

    Exactly one of `value` and `more_than` is given. For a role without a code of its own, such as an umbrella, the
    codes are those of its members.
    """

    part: Text | None = Field(default=None, description="Which part of the claim it is, where there are several.")
    measure: Text
    period: Text
    codes: Annotated[tuple[Text, ...], Field(min_length=1)]
    of: HowMany | None = Field(default=None, description="Of how many of the codes it is said; without it, of all.")
    area: Text = "US"
    value: Number | None = None
    more_than: OtherCodes | None = None

    def _problems(self) -> Iterator[FieldProblem]:
        if self.measure not in MEASURES and self.measure not in LEVELS:
            known = ", ".join([*MEASURES, *LEVELS])
            yield FieldProblem("measure", f"unknown measure {self.measure!r}", f"use one of {known}")
            return
        if (self.value is None) == (self.more_than is None):
            yield FieldProblem("value", "an assertion has either a value or more_than", "give one of them")
        if self.value is not None and self.measure in LEVELS:
            message = f"{self.measure} is a scale of levels, which have no numeric value"
            yield FieldProblem("value", message, "use more_than, or give the claim a verdict")
        if self.measure in LEVELS and self.more_than is not None and self.more_than.multiplier != 1:
            yield FieldProblem("more_than", "levels cannot be multiplied", "remove multiplier")
        kind = MEASURES[self.measure].period if self.measure in MEASURES else PeriodKind.POINT
        if not is_period(self.period, kind):
            message = f"{self.period!r} is not a period of {self.measure}"
            yield FieldProblem("period", message, f"use {kind.value}")


class ClaimPart(Model):
    """One of several things that a claim says, with the verdict of the person who read the evidence."""

    text: Text
    verdict: Verdict


class Claim(CheckedModel):
    """Something that the article says, in our words.

    What it asserts in numbers (`asserts`) is checked against the evidence each time it is shown. Any other claim has
    the `verdict` of the person who read the evidence, or one for each of its `parts`. A claim that nobody has checked
    yet has none of these.
    """

    number: ClaimNumber
    section: SectionName
    roles: Annotated[tuple[Slug, ...], Field(min_length=1)]
    text: Text
    citations: Citations
    asserts: tuple[Assertion, ...] = ()
    parts: tuple[ClaimPart, ...] | None = None
    verdict: Verdict | None = None
    evidence: tuple[ClaimEvidence, ...] = ()
    note: Text | None = None
    contradicts: tuple[int, ...] = Field(default=(), description="The numbers of the claims that it contradicts.")

    def _problems(self) -> Iterator[FieldProblem]:
        if self.asserts and self.verdict is not None:
            yield FieldProblem("verdict", "the verdict on what is asserted is computed", "remove it")
        if self.parts and (self.asserts or self.verdict is not None):
            yield FieldProblem("parts", "each part has a verdict, and the claim has theirs", "remove the other verdict")
        if self.parts is not None and len(self.parts) < 2:
            yield FieldProblem("parts", "a claim of fewer than two parts", "give its verdict as that of the claim")
        verdicts: list[Verdict | None] = [part.verdict for part in self.parts or ()] or [self.verdict]
        if (verdicts == [None] and not self.asserts) != (self.note is None):
            yield FieldProblem("note", "a verdict needs a note, and a note needs a verdict", "give both or neither")
        unproved = [verdict for verdict in verdicts if verdict not in NEEDS_NO_EVIDENCE]
        if unproved and not self.evidence:
            yield FieldProblem("evidence", f"the verdict {unproved[0]} has no evidence", "cite the evidence for it")
        if self.verdict is Verdict.SELF_CONTRADICTORY and not self.contradicts:
            message = "a self-contradictory claim must name another claim"
            yield FieldProblem("contradicts", message, "name the claims that it contradicts")
