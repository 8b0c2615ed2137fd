"""Say in words what is found of the claims of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rolecompare.answers.claims import ClaimsAnswer, JudgedClaim
from rolecompare.comparison import labels
from rolecompare.models.kinds import Verdict
from rolecompare.output.page import Line, PageRow

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


def claim_row(claim: JudgedClaim, lines: tuple[Line, ...]) -> PageRow:
    """Return the row of a claim under its number and its verdict, or how many verdicts its parts have.

    Of a claim that is partly supported, the word already says that they differ.
    """
    sign = SIGNS[claim.verdict] if claim.verdict else " "
    verdicts = {part.verdict for part in claim.parts}
    is_mixed = len(verdicts) > 1 and claim.verdict is not Verdict.PARTLY_SUPPORTED
    text = f"{len(verdicts)} verdicts" if is_mixed else verdict_text(claim.verdict)
    return PageRow(sign, f"{claim.number} {text}", (lines,))


def parts_text(claim: JudgedClaim) -> str:
    """Return the verdict on each part of a claim, where they differ; else nothing."""
    if len({part.verdict for part in claim.parts}) < 2:
        return ""
    text = "; ".join(f"{part.text}: {verdict_text(part.verdict)}" for part in claim.parts if part.text)
    return text[:1].upper() + text[1:]


def contradiction_text(numbers: Sequence[int]) -> str:
    """Return which other claims of the article a claim contradicts."""
    claims = "claim" if len(numbers) == 1 else "claims"
    return f"Contradicts the article's own {claims} {labels.join_words([str(number) for number in numbers])}."


def verdict_text(verdict: Verdict | None) -> str:
    """Return a verdict in words, or that there is none yet."""
    return "not checked yet" if verdict is None else labels.verdict(verdict)
