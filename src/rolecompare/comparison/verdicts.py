"""Judge claims: compare what an article asserts in numbers with the evidence.

A claim that asserts nothing in numbers keeps the verdict of whoever read its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolecompare.codes import canonical_code
from rolecompare.comparison.figures import JUDGMENT_YEARS, Value, numeric_value
from rolecompare.measures import years_apart
from rolecompare.models.claims import Assertion, Claim, OtherCodes
from rolecompare.models.figures import Figure, Level
from rolecompare.models.kinds import Verdict

DISPUTED = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.SELF_CONTRADICTORY, Verdict.PARTLY_SUPPORTED)
# Of several assertions that all fail, the first of these verdicts leads.
FAILED = (Verdict.WRONG_PERIOD, Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE)


def verdict(claim: Claim) -> Verdict | None:
    """Return the verdict on a claim; None where it has not been checked yet."""
    if not claim.asserts and not claim.parts:
        return claim.verdict
    found = {verdict_on(assertion, claim) for assertion in claim.asserts} | {part.verdict for part in claim.parts or ()}
    if len(found) == 1:
        return found.pop()
    if found & {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}:
        return Verdict.PARTLY_SUPPORTED
    return next((each for each in FAILED if each in found), Verdict.NOT_CHECKABLE)


def disputed_verdicts(claims: Iterable[Claim]) -> dict[int, Verdict]:
    """Return the verdicts on the claims that do not hold as they stand, by number."""
    return {claim.number: found for claim in claims if (found := verdict(claim)) in DISPUTED and found is not None}


def verdict_on(assertion: Assertion, claim: Claim) -> Verdict:
    """Return what the claim's evidence makes of one assertion.

    It is supported where the figures of its period confirm it for as many of its codes as it is said of (`of`), partly
    supported where for fewer, and contradicted where for none. A level, which changes slowly, is of its period where it
    is less than five years from it. Where no figure is of its period, figures of another one that confirm it for every
    code show that the period is wrong; else it is not checkable.
    """
    values = [
        value
        for value in claim.evidence
        if isinstance(value, (Figure, Level)) and (value.measure, value.area) == (assertion.measure, assertion.area)
    ]
    confirmed = _confirmed(assertion, [value for value in values if _is_of_period(value, assertion)])
    if confirmed:
        is_enough = _is_enough(confirmed, assertion)
        return Verdict.SUPPORTED if is_enough else Verdict.PARTLY_SUPPORTED if any(confirmed) else Verdict.CONTRADICTED
    for period in dict.fromkeys(value.period for value in values):
        elsewhere = _confirmed(assertion, [value for value in values if value.period == period])
        if len(elsewhere) == len(assertion.codes) and all(elsewhere):
            return Verdict.WRONG_PERIOD
    return Verdict.NOT_CHECKABLE


def _is_of_period(value: Value, assertion: Assertion) -> bool:
    if isinstance(value, Level):
        return years_apart(value.period, assertion.period) < JUDGMENT_YEARS
    return value.period == assertion.period


def _is_enough(confirmed: Sequence[bool], assertion: Assertion) -> bool:
    """Return whether as many codes are confirmed as the assertion is of; a code without figures is not."""
    match assertion.of:
        case "some":
            return any(confirmed)
        case "most":
            return 2 * sum(confirmed) > len(assertion.codes)
        case None:
            return sum(confirmed) == len(assertion.codes)


def _confirmed(assertion: Assertion, values: Sequence[Value]) -> list[bool]:
    """Return whether the figures confirm the assertion, for each of its codes that has any; sources must agree."""
    others = assertion.more_than
    if others is not None and not all(_values_of(code, values) for code in others.codes):
        return []
    found = []
    for code in assertion.codes:
        own = _values_of(code, values)
        if own and others is not None:
            found.append(_is_more(own, others, values))
        elif own and assertion.value is not None:
            found.append(all(isinstance(value, Figure) and _rounds_to(value.value, assertion.value) for value in own))
    return found


def _values_of(code: str, values: Sequence[Value]) -> list[Value]:
    return [value for value in values if canonical_code(value.code) == canonical_code(code)]


def _rounds_to(figure: int | float, asserted: int | float) -> bool:
    """Return whether a figure rounds to the one asserted: 29 stands for 29.0 and for 28.6, not for 29.5."""
    from decimal import ROUND_HALF_UP, Decimal  # few pages have such a claim

    claimed = Decimal(str(asserted))
    return Decimal(str(figure)).quantize(claimed, ROUND_HALF_UP) == claimed


def _is_more(own: Sequence[Value], others: OtherCodes, values: Sequence[Value]) -> bool:
    lowest = min(map(numeric_value, own))
    return all(
        lowest > others.multiplier * numeric_value(value) for code in others.codes for value in _values_of(code, values)
    )
