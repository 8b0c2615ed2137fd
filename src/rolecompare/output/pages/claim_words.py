"""Say in words what is found of the claims of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rolecompare.answers.claims import ClaimsAnswer, JudgedClaim
from rolecompare.comparison import labels
from rolecompare.models.kinds import Verdict

TITLE = "The article's claims"
SIGNS = {
    Verdict.SUPPORTED: "✓",
    Verdict.PARTLY_SUPPORTED: "≈",
    Verdict.CONTRADICTED: "✗",
    Verdict.WRONG_PERIOD: "✗",
    Verdict.SELF_CONTRADICTORY: "✗",
    Verdict.NOT_CHECKABLE: "?",
    Verdict.FRAMING: "·",
}


def claim_count(answer: ClaimsAnswer) -> str:
    """Return how many claims are shown, and of how many."""
    shown = len(answer.claims)
    return labels.count_of(shown, "claim") if shown == answer.total else f"{shown} of {answer.total} claims"


def count_verdicts(claims: Sequence[JudgedClaim]) -> str:
    """Return how many claims have each verdict, in the order of the verdicts."""
    counts = Counter(claim.verdict for claim in claims)
    order: list[Verdict | None] = [*Verdict, None]
    return ", ".join(f"{counts[each]} {verdict_text(each)}" for each in order if counts[each]) or "No claims found."


def verdict_text(verdict: Verdict | None) -> str:
    return "not checked yet" if verdict is None else labels.verdict(verdict)
