"""Claims -> verdicts: what an article asserts in numbers, held against the evidence each time it is asked for.

A claim that asserts nothing in numbers keeps the verdict of whoever read its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolecompare.claims import Assertion, Claim, Others
from rolecompare.comparison.figures import Value, height
from rolecompare.models import Known, Level
from rolecompare.vocabulary import Verdict

DISPUTED = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.SELF_CONTRADICTORY, Verdict.PARTLY_SUPPORTED)
# Of several assertions that all fail, the verdict that tells most leads.
TELLING = (Verdict.WRONG_PERIOD, Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE)


def verdict(claim: Claim) -> Verdict | None:
    """The verdict on a claim; none where it has not been tried yet."""
    if not claim.asserts:
        return claim.verdict
    found = {verdict_on(assertion, claim) for assertion in claim.asserts}
    if found == {Verdict.SUPPORTED}:
        return Verdict.SUPPORTED
    if found & {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}:
        return Verdict.PARTLY_SUPPORTED
    return next(each for each in TELLING if each in found)


def disputed(claims: Iterable[Claim]) -> dict[int, Verdict]:
    """The claims that do not hold as they stand, by number."""
    return {claim.number: found for claim in claims if (found := verdict(claim)) in DISPUTED and found is not None}


def verdict_on(assertion: Assertion, claim: Claim) -> Verdict:
    """What the claim's evidence makes of one assertion.

    It is supported where the figures of its period bear it out for all its codes, partly supported where for some, and
    contradicted where for none. Where no figure is of its period, figures of another one that bear it out for every
    code show that the period is wrong; else nothing here can tell.
    """
    values = [v for v in claim.evidence if isinstance(v, (Known, Level)) and v.measure == assertion.measure]
    borne = _borne_out(assertion, [value for value in values if value.period == assertion.period])
    if borne:
        return Verdict.SUPPORTED if all(borne) else Verdict.PARTLY_SUPPORTED if any(borne) else Verdict.CONTRADICTED
    for period in dict.fromkeys(value.period for value in values):
        elsewhere = _borne_out(assertion, [value for value in values if value.period == period])
        if len(elsewhere) == len(assertion.codes) and all(elsewhere):
            return Verdict.WRONG_PERIOD
    return Verdict.NOT_CHECKABLE


def _borne_out(assertion: Assertion, values: Sequence[Value]) -> list[bool]:
    """Whether the figures bear the assertion out, for each of its codes that has any."""
    others = assertion.more_than
    if others is not None and not any(value.code in others.codes for value in values):
        return []
    found = []
    for code in assertion.codes:
        own = [value for value in values if value.code == code]
        if own and others is not None:
            found.append(_more(own, others, values))
        elif own:
            found.append(any(_equal(value, assertion.value) for value in own))
    return found


def _equal(value: Value, asserted: int | float | None) -> bool:
    """Whether a figure is the one asserted, as far as that is told: 29 stands for 29.0 and for 28.6."""
    if not isinstance(value, Known) or asserted is None:
        return False
    digits = len(str(asserted).partition(".")[2]) if isinstance(asserted, float) else 0
    return bool(abs(value.value - asserted) <= 0.5 * 10**-digits)


def _more(own: Sequence[Value], others: Others, values: Sequence[Value]) -> bool:
    lowest = min(map(height, own))
    return all(lowest > others.times * height(value) for value in values if value.code in others.codes)
